// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/connections.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/online/fleet.hpp>

#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

// The client libraries that the program was built with.

namespace aludel::inline v0_1::cli {

/// The names of the client libraries that the program was built with, and their versions at run time.
template <class... Connections>
std::vector<std::string> names_of(connection_list<Connections...>) {
    return {Connections::client()...};
}
/// The client libraries of the program with their versions, for `--version`.
inline std::string client_versions() {
    std::string result;
    for (const std::string& each : names_of(found_connections())) (result += result.empty() ? "" : ", ") += each;
    return result.empty() ? "no database client" : result;
}

/// The beginnings of the URLs that the program knows, separated by `and`.
template <class... Connections>
std::string known_urls(connection_list<Connections...>) {
    std::string result;
    ((result += (result.empty() ? "" : " and ") + std::string(Connections::scheme) + "://"), ...);
    return result;
}

/// Throws std::invalid_argument for a URL for which the program has no client.
inline void require_client(std::string_view url) {
    const std::string scheme = database_url(url).scheme;
    if (with_connection(found_connections(), scheme, []<class Connection>() {})) return;
    const std::string known = known_urls(found_connections());
    if (known.empty())
        throw std::invalid_argument("this program has no client for `" + redacted_url(scheme) +
                                    "`, nor for any other database. Build it where the client library is found");
    throw std::invalid_argument("`" + redacted_url(scheme) + "` is no database that this program knows. It knows " +
                                known);
}

/// Whether all clients of the program can be used by threads at the same time.
template <class... Connections>
bool are_thread_safe(connection_list<Connections...>) {
    return (online::is_thread_safe<Connections>() && ... && true);
}

/// Prepares all clients of the program for threads, before the first connection.
template <class... Connections>
void prepare_for_threads(connection_list<Connections...>) {
    [[maybe_unused]] const auto prepare = []<class Connection>() {
        if constexpr (requires { Connection::prepare_for_threads(); }) Connection::prepare_for_threads();
    };
    (prepare.template operator()<Connections>(), ...);
}

/// The database that a URL names; empty if the program has no client for it.
inline database_place place_of(std::string_view url) {
    const database_url parsed(url);
    database_place place{.is_file = false, .existing_url = std::string(url)};
    with_connection(found_connections(), parsed.scheme, [&]<class Connection>() { place = Connection::place_of(url); });
    return place;
}

}  // namespace aludel::inline v0_1::cli
