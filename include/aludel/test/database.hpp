// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/dialect/online_dialects.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrator.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/sql/statement.hpp>

#include <memory>       // unique_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // remove_reference_t
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
template <class Connection>
class database_of final : public database {
    using connection_type = std::remove_reference_t<Connection>;

public:
    database_of(Connection&& db, const history_view& history, online::step_function<connection_type> step)
        : db_(static_cast<Connection&&>(db)),
          history_(history),
          step_(step) {}

    void execute(std::string_view sql) override { db_.execute(sql); }
    query_result query(std::string_view sql) override { return db_.query(sql); }
    migration_report migrate(online::goal way, std::string_view target) override {
        return run([&](auto& engine) { return engine.run(way, {target}); });
    }
    std::vector<std::string> current() override {
        return run([](auto& engine) { return engine.current(); });
    }
    difference_list drift() override {
        return run([](auto& engine) { return engine.drift("current"); });
    }
    std::string insert_text(const op::operations_view& arrays) override {
        typename connected_dialect<connection_type>::writer writer(db_.dialect());
        writer.begin_revision(true, nullptr, {});
        writer.write(0, arrays, arrays.list[0], {});
        writer.finish();
        const statement_list written = writer.take();
        return written.empty() ? std::string() : written[0].sql.str();
    }

private:
    template <class Flow>
    auto run(Flow flow_of) {
        return online::run_flow(db_, step_, history_, {}, flow_of);
    }

    Connection db_;
    history_view history_;
    online::step_function<connection_type> step_;
};

/// Opens a new, empty database.
using opener = detail::callback<std::unique_ptr<database>()>;

}  // namespace aludel::inline v0_1::test
