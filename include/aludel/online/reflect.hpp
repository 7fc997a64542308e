// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online_dialects.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/schema/schema.hpp>

#include <exception>         // rethrow_exception
#include <initializer_list>  // initializer_list
#include <string>            // string
#include <string_view>       // string_view
#include <utility>           // move
#include <vector>            // vector

namespace aludel::inline v0_1 {

namespace online {

/// Throws what kept a schema from being read.
[[noreturn]] inline void raise_unread(const failure& why) {
    if (why.cause) std::rethrow_exception(why.cause);
    raise(why, "Its schema was not read.");
}

/// The schema of a database without some tables, see `al::reflect`. Where a database has several schemas, `schemas` are
/// read besides the current one, and what is in them has its schema with its name.
template <class Connection>
schema read_schema(Connection& db, std::vector<std::string> without, std::vector<std::string> schemas = {}) {
    dialogue channel(state_of(db));
    using database = connected_dialect<Connection>;
    typename database::session session(channel, {});
    const step_function<Connection> no_step = nullptr;
    if constexpr (requires { session.look_into({schemas}); }) session.look_into({std::move(schemas)});
    try {
        return drive(database::reader::read(session, std::move(without), reading::as_written), channel, db, no_step);
    } catch (const failure& why) {
        raise_unread(why);
    }
}

}  // namespace online

/// The schema of a database as a value, read from its stored statements; it can be compared (`compare`), changed
/// (`apply`) and written (`statements_of`). Types are as stored, so an enumeration is read as `varchar` and an interval
/// as `text`. The tables named in `without` are omitted, with everything that belongs to them. Virtual tables and
/// triggers are compared but not written. Throws a `migration_error` for an object whose stored statement does anything
/// but create it, so that no foreign statement from the file is ever executed, and a `connection_error`.
template <connection Connection>
schema reflect(Connection&& db, std::initializer_list<std::string_view> without = {}) {
    return online::read_schema(db, {without.begin(), without.end()});
}

}  // namespace aludel::inline v0_1
