// SPDX-License-Identifier: BSL-1.0
// Changing the type of a column in a table of 1,000,000 rows with an index: the online engine compared with the best
// SQL written by hand, on copies of one file, alternating in one process.
#include <aludel.hpp>
#include <aludel/connection/sqlite3.hpp>
#include <aludel/online/migrate.hpp>

#include <algorithm>   // sort
#include <chrono>      // steady_clock
#include <cstdio>      // printf
#include <cstdlib>     // atoi
#include <filesystem>  // copy_file, remove, rename
#include <string>      // string
#include <vector>      // vector

namespace {

namespace al = aludel;

constexpr auto create = al::revision("a1").upgrade(
    al::create_table("customers", al::column("id", al::integer, al::primary_key),
                     al::column("name", al::text, al::not_null)),
    al::create_table("orders", al::column("id", al::integer, al::primary_key),
                     al::column("customer_id", al::integer, al::not_null, al::references("customers", "id")),
                     al::column("reference", al::text, al::not_null),
                     al::column("amount", al::integer, al::not_null, al::default_to(0)), al::column("note", al::text)),
    al::create_index("ix_orders_reference", "orders", "reference"),
    al::create_view("large_orders", "SELECT id, amount FROM orders WHERE amount > 900"));
constexpr auto change_type =
    al::revision("b2").revises("a1").upgrade(al::alter_column("orders", "amount").type(al::bigint));
constexpr al::history<create, change_type> history{};

// Enough for a person who knows the schema: without checks for other objects, and without a version to write.
constexpr const char* by_hand = R"(
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE "_new_orders" (
    "id" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "amount" BIGINT NOT NULL DEFAULT 0,
    "note" TEXT,
    CONSTRAINT "pk_orders" PRIMARY KEY ("id"),
    CONSTRAINT "fk_orders_customer_id_customers" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id")
);
INSERT INTO "_new_orders" ("id", "customer_id", "reference", "amount", "note") SELECT "id", "customer_id", "reference", "amount", "note" FROM "orders";
DROP TABLE "orders";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_new_orders" RENAME TO "orders";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix_orders_reference" ON "orders" ("reference");
%COMMIT%
PRAGMA foreign_keys = ON;
)";

std::string statements(const char* before_commit) {
    std::string result = by_hand;
    return result.replace(result.find("%COMMIT%"), 8, std::string(before_commit) + "COMMIT;");
}

void remove(const std::string& file) {
    for (const char* const suffix : {"", "-journal", "-wal", "-shm"}) std::filesystem::remove(file + suffix);
}

void fill(const std::string& file, int rows) {
    al::sqlite3::connection db(file);
    db.execute("PRAGMA synchronous = OFF");
    al::upgrade<history>(db, "a1");
    db.execute("BEGIN");
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO customers SELECT "
        "i, 'customer ' || i FROM n");
    db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(rows) +
               ") INSERT INTO orders SELECT i, 1 + i % 1000, printf('%08x', i * 2654435761 % 4294967296), i % 1000, 'a "
               "note of some length' FROM n");
    db.execute("COMMIT");
}

template <class Work>
double seconds(const std::string& original, const std::string& file, const Work& work) {
    remove(file);
    std::filesystem::copy_file(original, file);
    al::sqlite3::connection db(file);
    db.execute("PRAGMA foreign_keys = ON");
    // The pages are in the cache of the system either way.
    static_cast<void>(db.query("SELECT count(*) FROM orders NOT INDEXED WHERE note IS NULL"));
    const auto start = std::chrono::steady_clock::now();
    work(db);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> whole) {
    std::sort(whole.begin(), whole.end());
    return whole[whole.size() / 2];
}

std::string schema_of(const std::string& file) {
    al::sqlite3::connection db(file);
    std::string message;
    for (const auto& row : db.query("SELECT group_concat(name) FROM pragma_table_info('orders')")) message += *row[0];
    for (const auto& row : db.query(
             "SELECT count(*) || '/' || sum(amount) FROM orders INDEXED BY ix_orders_reference WHERE reference >= ''"))
        message += " " + *row[0];
    return message + " " + *db.query("SELECT type FROM pragma_table_info('orders') WHERE name = 'amount'")[0][0];
}

}  // namespace

int main(int argc, char** argv) {
    const std::string file = argc > 1 ? argv[1] : "rebuild.db";
    const int rows = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
    const int runs = argc > 3 ? std::atoi(argv[3]) : 7;
    const std::string original = file + ".original", ours_file = file + ".ours";
    remove(original);
    fill(original, rows);

    const std::string bare = statements(""), checked = statements("PRAGMA foreign_key_check;\n");
    const auto execute = [&](const std::string& sql) {
        return seconds(original, file, [&](al::sqlite3::connection& db) {
            if (sqlite3_exec(db.handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
                std::printf("%s\n", sqlite3_errmsg(db.handle()));
        });
    };
    const auto migrate = [&](const al::migration_options& options) {
        return seconds(original, ours_file, [&](al::sqlite3::connection& db) {
            if (al::upgrade<history>(db, options).steps != 1) std::printf("the upgrade ran another number of steps\n");
        });
    };
    std::vector<double> by_bare, by_checked, ours, unchecked, ratios, checked_ratios, unchecked_ratios;
    for (int i = 0; i < runs; ++i) {
        by_bare.push_back(execute(bare));
        ours.push_back(migrate({}));
        by_checked.push_back(execute(checked));
        unchecked.push_back(migrate({.check_foreign_keys = false}));
        ratios.push_back(ours.back() / by_bare.back());
        checked_ratios.push_back(ours.back() / by_checked.back());
        unchecked_ratios.push_back(unchecked.back() / by_bare.back());
    }
    if (schema_of(file) != schema_of(ours_file)) std::printf("the two left different tables\n");
    std::printf("rebuild of %d rows          %7.0f ms\n", rows, median(ours) * 1e3);
    std::printf("without check_foreign_keys       %7.0f ms\n", median(unchecked) * 1e3);
    std::printf("the same by hand                 %7.0f ms\n", median(by_bare) * 1e3);
    std::printf("by hand, with foreign_key_check  %7.0f ms\n", median(by_checked) * 1e3);
    std::printf("ratio to by hand, pair by pair   %7.2f\n", median(ratios));
    std::printf("ratio to by hand with the check  %7.2f\n", median(checked_ratios));
    std::printf("without check, to by hand        %7.2f\n", median(unchecked_ratios));
    for (const std::string& each : {original, file, ours_file}) remove(each);
}
