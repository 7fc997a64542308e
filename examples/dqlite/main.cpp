// SPDX-License-Identifier: BSL-1.0
// The digital market on a cluster: dqlite_market [MODE] NODE... migrates it to its head, one transaction a revision.
// With --step it waits for a line of input in each transaction; --base takes all revisions back; --leader only names
// the leader.
#include "../digital_market/history.hpp"
#include "connection.hpp"

#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    namespace al = shop::al;
    std::vector<std::string> nodes(argv + 1, argv + argc);
    std::string mode;
    if (!nodes.empty() && nodes[0].starts_with("--")) mode = nodes[0], nodes.erase(nodes.begin());
    const auto watch = [&](const al::migration_event& event) {
        if (event.kind != al::event_kind::begin) return;
        std::cout << "begin " << event.revision << std::endl;
        if (std::string line; mode == "--step") std::getline(std::cin, line);
    };
    try {
        dqlite::connection db(nodes, "shop");
        const al::migration_options options{
            .watch = watch, .transaction_per_revision = true, .busy_timeout = std::chrono::seconds(30)};
        if (mode == "--leader") {
            std::cout << db.leader_node() << '\n';
        } else if (mode == "--base") {
            al::downgrade<shop::history>(db, "base", {.transaction_per_revision = true});
        } else {
            const al::migration_report report = al::upgrade<shop::history>(db, options);
            std::cout << report.steps << " revisions, now at " << report.to.back() << '\n';
        }
    } catch (const std::exception& error) {
        std::cout << "FAILED " << error.what() << '\n';
        return 1;
    }
}
