// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/online/driver.hpp>

#include <exception>         // rethrow_exception
#include <initializer_list>  // initializer_list
#include <string>            // string
#include <string_view>       // string_view
#include <type_traits>       // remove_cvref_t
#include <vector>            // vector

namespace aludel::inline v0_1 {

/// The schema of a database as a value, read from the statements that it keeps: to be compared (`compare`),
/// changed (`apply`), written (`statements_of`). Types are those that the database was told, so an enumeration comes back as
/// `varchar` and an interval as `text`; the tables that are named are left out, with what belongs to them. Virtual tables and
/// triggers are compared, and not written. Throws a `migration_error` for an object whose statement is not one that makes it
/// and nothing else, so that what is written of the schema executes nothing of what somebody put into the file; and a
/// `connection_error`.
template <connection Connection>
schema reflect(Connection&& db, std::initializer_list<std::string_view> without = {}) {
    online::dialogue talk(online::state_of(db));
    using database = connected_dialect<std::remove_cvref_t<Connection>>;
    typename database::session session(talk, {});
    const online::step_function<std::remove_cvref_t<Connection>> no_step = nullptr;
    try {
        return online::drive(database::reader::read(session, {without.begin(), without.end()}, online::reading::as_written), talk, db, no_step);
    } catch (const online::failure& why) {
        if (why.cause) std::rethrow_exception(why.cause);
        online::raise(why, "Its schema was not read.");
    }
}

}  // namespace aludel::inline v0_1
