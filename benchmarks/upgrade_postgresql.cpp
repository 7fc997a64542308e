// SPDX-License-Identifier: BSL-1.0
// An upgrade of 1,000 revisions on PostgreSQL compared with bare libpq, which sends the same statements and bookkeeping
// one by one, alternating in one process. The argument is the URL of an empty database, whose schema `public` is
// dropped each time.
#include "revisions.hpp"

#include <aludel/connection/postgresql.hpp>
#include <aludel/online/migrate.hpp>

#include <algorithm>  // sort
#include <chrono>     // steady_clock
#include <cstdio>     // printf
#include <sstream>    // ostringstream
#include <string>     // string
#include <vector>     // vector

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
double median(std::vector<double> total) {
    std::sort(total.begin(), total.end());
    return total[total.size() / 2];
}

/// The statements of a script, without what is for psql.
std::vector<std::string> statements_of(std::string script) {
    std::vector<std::string> result;
    script = script.substr(script.find("SET standard"));
    for (std::size_t end; (end = script.find(";\n\n")) != script.npos; script.erase(0, end + 3))
        result.push_back(script.substr(0, end));
    return result;
}

}  // namespace

int main(int, char** argv) {
    const std::string url = argv[1];
    std::ostringstream script;
    al::write_script<history>(script, al::postgresql);
    const std::vector<std::string> statements = statements_of(script.str());
    std::vector<double> ours, theirs, ratios, at_head;
    const auto empty = [&] {
        al::postgresql::connection(url).execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    };
    for (int i = 0; i < 11; ++i) {
        empty();
        {
            al::postgresql::connection db(url);
            const auto start = std::chrono::steady_clock::now();
            for (const std::string& each : statements) {
                PGresult* const result = PQexec(db.handle(), each.c_str());
                if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
                    std::printf("%s\n", PQerrorMessage(db.handle()));
                PQclear(result);
            }
            theirs.push_back(seconds_since(start));
        }
        empty();
        al::postgresql::connection db(url);
        auto start = std::chrono::steady_clock::now();
        if (al::upgrade<history>(db).steps != 1000) std::printf("the upgrade ran another number of steps\n");
        ours.push_back(seconds_since(start));
        ratios.push_back(ours.back() / theirs.back());
        start = std::chrono::steady_clock::now();
        al::upgrade<history>(db);
        at_head.push_back(seconds_since(start));
    }
    std::printf("upgrade of 1,000 revisions   %7.1f ms\n", median(ours) * 1e3);
    std::printf("libpq, the same statements   %7.1f ms\n", median(theirs) * 1e3);
    std::printf("ratio, pair by pair          %7.2f\n", median(ratios));
    std::printf("upgrade at head              %7.2f ms\n", median(at_head) * 1e3);
}
