// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/test/check.hpp>
#include <aludel/test/database.hpp>
#include <aludel/test/result.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <memory>       // unique_ptr
#include <string>       // string
#include <type_traits>  // remove_cvref_t, remove_reference_t
#include <vector>       // vector

namespace aludel::inline v0_1::test {

/// A database with a history over a connection.
template <const auto& History, class Connection>
database_of<Connection> database_with(Connection&& db) {
    return {static_cast<Connection&&>(db), History.view(),
            &std::remove_cvref_t<decltype(History)>::template run<std::remove_reference_t<Connection>>};
}
/// Opens databases by a function that returns a connection.
template <const auto& History, class MakeConnection>
opener opener_of(MakeConnection make_connection) {
    return [make_connection]() mutable -> std::unique_ptr<database> {
        using type = database_of<decltype(make_connection())>;
        return std::unique_ptr<database>(new type(database_with<History>(make_connection())));
    };
}

/// Upgrades a new database to the heads, downgrades it to base, or to the newest revision that is irreversible, and
/// upgrades it again; each time the database must have the schema of the history (`al::drift`). `make_connection`
/// returns a connection to an empty database. Throws nothing: an exception is in the result.
///
///     const al::test::result result = al::test::round_trip<history>([] { return open_empty_database(); });
///     });
template <const auto& History, class MakeConnection>
result round_trip(MakeConnection make_connection) {
    return checker(History.view(), opener_of<History>(make_connection)).round_trip();
}

/// Upgrades, downgrades and upgrades each revision by itself, on tables with generated rows. The database must have the
/// schema of the history after each step, and the downgrade must leave each row, and each value that the upgrade does
/// not drop or convert, as it was before or after the upgrade. The same seed gives the same rows. `make_connection` may
/// be called several times. Throws nothing: an exception is in the result.
///
///     EXPECT_TRUE(result) << result.message();
template <const auto& History, class MakeConnection>
result every_revision(MakeConnection make_connection, std::uint64_t seed = 1) {
    return checker(History.view(), opener_of<History>(make_connection)).every_revision(seed);
}

/// Adds so many rows to each table of a database, which is at any revision of the history. They have the types of the
/// columns, differ from each other, and refer to rows that exist; the same seed gives the same rows. Returns the tables
/// that took none, each with the reason. Throws a `migration_error`.
template <const auto& History, connection Connection>
std::vector<std::string> add_rows(Connection& db, std::size_t count, std::uint64_t seed = 1) {
    database_of<Connection&> where = database_with<History>(db);
    return add_rows(where, History.view(), count, seed);
}

}  // namespace aludel::inline v0_1::test
