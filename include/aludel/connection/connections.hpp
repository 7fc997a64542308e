// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/config.hpp>
#include <aludel/connection/sqlite3.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/run_context.hpp>

#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view

// The list of clients that the command line supports.

namespace aludel::inline v0_1 {

namespace sqlite3 {

class connection;  // declared only, where its client library is missing

}  // namespace sqlite3

/// The connections of PostgreSQL. (A struct, because `al::postgresql` is also the name of the database.)
struct postgresql {
    class connection;
};

/// The connections of MariaDB, in the same way.
struct mariadb {
    class connection;
};

/// The connections of MySQL.
struct mysql {
    class connection;
};

/// A list of connection types.
template <class... Connections>
struct connection_list {};
template <class... First, class... Second>
connection_list<First..., Second...> operator+(connection_list<First...>, connection_list<Second...>);

/// All connections of the library, whether or not their client libraries are found.
using known_connections =
    connection_list<sqlite3::connection, postgresql::connection, mariadb::connection, mysql::connection>;
/// The connections whose client libraries are found, or asked for.
using found_connections = decltype(connection_list<>()
#if ALUDEL_HAS_SQLITE3
                                   + connection_list<sqlite3::connection>()
#endif
#if defined(ALUDEL_POSTGRESQL)
                                   + connection_list<postgresql::connection>()
#endif
#if defined(ALUDEL_MARIADB)
                                   + connection_list<mariadb::connection, mysql::connection>()
#endif
);

/// The function that calls the functions of `run` steps on a connection of each type; null in a program that was
/// compiled without its client library.
template <class Connection>
struct step_entry {
    void (*run)(revision_index, direction, std::uint32_t function, Connection&, const run_context&) = nullptr;
};
/// A `step_entry` for each connection type of a list.
template <class List>
struct step_table;
template <class... Connections>
struct step_table<connection_list<Connections...>> : step_entry<Connections>... {
    template <class Connection>
    [[nodiscard]] constexpr auto& of() {
        return static_cast<step_entry<Connection>&>(*this).run;
    }
    template <class Connection>
    [[nodiscard]] constexpr const auto& of() const {
        return static_cast<const step_entry<Connection>&>(*this).run;
    }
};

/// Calls a function template with the connection type of a scheme: `call.template operator()<Connection>()`. False: no
/// connection has the scheme.
template <class Call, class... Connections>
bool with_connection(connection_list<Connections...>, std::string_view scheme, Call call) {
    [[maybe_unused]] const auto call_if = [&]<class Connection>() {
        return scheme == Connection::scheme && (call.template operator()<Connection>(), true);
    };
    return (call_if.template operator()<Connections>() || ...);
}

/// An example of a URL for help texts and messages.
inline std::string example_url(std::string_view path) {
    return std::string(default_dialect.traits->word).append(":///").append(path);
}

}  // namespace aludel::inline v0_1
