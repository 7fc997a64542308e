// SPDX-License-Identifier: BSL-1.0
// An upgrade of 1,000 revisions on a new file compared with sqlite3_exec of the same statements, alternating in one
// process.
#include "revisions.hpp"

#include <aludel/connection/sqlite3.hpp>
#include <aludel/online/migrate.hpp>

#include <algorithm>  // sort
#include <chrono>     // steady_clock
#include <cstdio>     // printf, remove
#include <sstream>    // ostringstream
#include <string>     // string
#include <vector>     // vector

namespace {

template <class Work>
double seconds(const std::string& file, const Work& work) {
    for (const char* const suffix : {"", "-journal", "-wal", "-shm"}) std::remove((file + suffix).c_str());
    al::sqlite3::connection db(file);
    const auto start = std::chrono::steady_clock::now();
    work(db);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> total) {
    std::sort(total.begin(), total.end());
    return total[total.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    const std::string file = argc > 1 ? argv[1] : "upgrade.db";
    std::ostringstream script;
    al::write_script<history>(script, al::sqlite);
    const std::string statements = script.str();
    std::vector<double> ours, theirs, ratios, at_head;
    for (int i = 0; i < 11; ++i) {
        theirs.push_back(seconds(file, [&](al::sqlite3::connection& db) {
            if (sqlite3_exec(db.handle(), statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
                std::printf("%s\n", sqlite3_errmsg(db.handle()));
        }));
        ours.push_back(seconds(file, [](al::sqlite3::connection& db) {
            if (al::upgrade<history>(db).steps != 1000) std::printf("the upgrade ran another number of steps\n");
        }));
        ratios.push_back(ours.back() / theirs.back());
        al::sqlite3::connection db(file);
        const auto start = std::chrono::steady_clock::now();
        al::upgrade<history>(db);
        at_head.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::printf("upgrade of 1,000 revisions   %7.1f ms\n", median(ours) * 1e3);
    std::printf("sqlite3_exec of its script   %7.1f ms\n", median(theirs) * 1e3);
    std::printf("ratio, pair by pair          %7.2f\n", median(ratios));
    std::printf("upgrade at head              %7.2f ms\n", median(at_head) * 1e3);
}
