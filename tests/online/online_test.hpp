// SPDX-License-Identifier: BSL-1.0
// Shared by the tests of the online engine: a temporary folder, a history, and a trace of the statements that SQLite
// executes.
#pragma once

#include <aludel.hpp>
#include <aludel/connection/sqlite3.hpp>
#include <aludel/online/migrate.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace al = aludel;
using al::migration_error_kind;
using strings = std::vector<std::string>;

/// A folder for each test, removed at its end.
struct online_test : testing::Test {
    std::filesystem::path folder;

    void SetUp() override {
        std::string result = (std::filesystem::temp_directory_path() / "aludel_online_XXXXXX").string();
        ASSERT_NE(mkdtemp(result.data()), nullptr);
        folder = result;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] std::string path(const char* file = "test.db") const { return (folder / file).string(); }
    [[nodiscard]] static std::string bytes_of(const std::string& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

/// The first column of a query.
inline strings column_of(al::sqlite3::connection& db, std::string_view sql) {
    strings found;
    for (const al::row_values& row : db.query(sql)) found.push_back(row.at(0).value_or("NULL"));
    return found;
}
inline std::string cell_of(al::sqlite3::connection& db, std::string_view sql) {
    const strings found = column_of(db, sql);
    return found.empty() ? "" : found.front();
}
inline strings version_of(al::sqlite3::connection& db) {
    return column_of(db, "SELECT version_num FROM aludel_version ORDER BY 1");
}
inline bool has_table(al::sqlite3::connection& db, const std::string& table) {
    return cell_of(db, "SELECT count(*) FROM sqlite_master WHERE name = '" + table + "'") == "1";
}

/// Every statement that SQLite executes while this lives.
class statement_log {
public:
    explicit statement_log(al::sqlite3::connection& db) : db_(db) {
        sqlite3_trace_v2(
            db_.handle(), SQLITE_TRACE_STMT,
            [](unsigned, void* log, void*, void* sql) {
                // Statements of triggers are traced as comments.
                if (const std::string_view message = static_cast<const char*>(sql); !message.starts_with("--"))
                    static_cast<statement_log*>(log)->seen.emplace_back(message);
                return 0;
            },
            this);
    }
    ~statement_log() { sqlite3_trace_v2(db_.handle(), 0, nullptr, nullptr); }
    statement_log(const statement_log&) = delete;
    statement_log& operator=(const statement_log&) = delete;

    strings seen;

private:
    al::sqlite3::connection& db_;
};

/// The error of a call that must fail; of kind statement_failed and with an empty message if it did not.
template <class Call>
al::migration_error error_of(Call&& call) {
    try {
        call();
    } catch (const al::migration_error& error) {
        return error;
    }
    ADD_FAILURE() << "no migration_error was thrown";
    return {"", {}};
}

/// A shop in four revisions. The third fills, by a function, what the second left empty.
inline constexpr auto create_categories =
    al::revision("c1", "categories")
        .upgrade(al::create_table("categories", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null)),
                 al::insert("categories", al::row(al::value("id", 1), al::value("name", "books"))))
        .downgrade(al::drop_table("categories"));
inline constexpr auto create_products =
    al::revision("p2", "products")
        .revises("c1")
        .upgrade(
            al::create_table("products", al::column("id", al::integer, al::primary_key), al::column("name", al::text),
                             al::column("category_id", al::integer, al::references("categories", "id"))),
            al::create_index("ix_products_name", "products", "name"));
inline constexpr auto fill_products =
    al::revision("f3", "first product")
        .revises("p2")
        .upgrade(al::run(
            [](auto& db) { db.execute("INSERT INTO products (id, name, category_id) VALUES (1, 'novel', 1)"); }))
        .downgrade(al::execute("DELETE FROM products"));
inline constexpr auto add_price =
    al::revision("a4", "prices")
        .revises("f3")
        .upgrade(al::add_column("products", al::column("price", al::integer, al::not_null, al::default_to(0))));

inline constexpr al::history<create_categories, create_products, fill_products, add_price> shop{};
