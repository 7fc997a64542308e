// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/dialect/online_dialects.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/online/migrate.hpp>
#include <aludel/sql/statement.hpp>

#include <memory>       // unique_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t
#include <vector>       // vector

namespace aludel::inline v0_1::test {

/// A database with a history, without the types of both, so that the checks are no templates.
class database {
public:
    database() = default;
    database(const database&) = delete;
    database& operator=(const database&) = delete;
    virtual ~database() = default;

    virtual void execute(std::string_view sql) = 0;
    virtual query_result query(std::string_view sql) = 0;
    virtual migration_report migrate(online::goal way, std::string_view target) = 0;
    virtual std::vector<std::string> current() = 0;
    /// The differences from the schema at the database's revisions.
    virtual difference_list drift() = 0;
    /// The INSERT of one row.
    virtual std::string insert_text(const op::operations_view& arrays) = 0;
};

/// A database over a connection of one type, which it owns; or refers to, if the type is a reference.
template <const auto& History, class Connection>
class database_of final : public database {
public:
    explicit database_of(Connection&& db) : db_(static_cast<Connection&&>(db)) {}

    void execute(std::string_view sql) override { db_.execute(sql); }
    query_result query(std::string_view sql) override { return db_.query(sql); }
    migration_report migrate(online::goal way, std::string_view target) override {
        return online::migrate<History>(db_, way, {target}, {});
    }
    std::vector<std::string> current() override { return aludel::current<History>(db_); }
    difference_list drift() override { return aludel::drift<History>(db_, "current"); }
    std::string insert_text(const op::operations_view& arrays) override {
        typename connected_dialect<std::remove_cvref_t<Connection>>::writer writer(db_.dialect());
        writer.begin_revision(true, nullptr, {});
        writer.write(0, arrays, arrays.list[0], {});
        writer.finish();
        const statement_list written = writer.take();
        return written.empty() ? std::string() : written[0].sql.str();
    }

private:
    Connection db_;
};

/// Opens a new, empty database.
using opener = detail::callback<std::unique_ptr<database>()>;

}  // namespace aludel::inline v0_1::test
