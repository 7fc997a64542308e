// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/cli/clients.hpp>
#include <aludel/cli/program.hpp>
#include <aludel/connection/configuration.hpp>
#include <aludel/connection/connections.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrator.hpp>
#include <aludel/online/reflect.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/sql/own_tables.hpp>

#include <cstdint>      // int64_t, uint32_t
#include <memory>       // unique_ptr, make_unique
#include <stdexcept>    // logic_error
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// An open database behind an interface without the types of its client library and of the history, so that all
/// commands are compiled once and another client is one more derived class. Its functions throw as the online functions
/// of the same names do (`migration_error`, `connection_error`).
class session {
public:
    session() = default;
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    virtual ~session() = default;

    [[nodiscard]] virtual op::dialect dialect() const = 0;
    [[nodiscard]] virtual bool in_transaction() const = 0;
    virtual std::int64_t execute(std::string_view sql) = 0;
    virtual query_result query(std::string_view sql) = 0;
    /// The rows of the version table.
    virtual std::vector<std::string> current(const history_view& history, const migration_options& how) = 0;
    /// The revisions whose operations changed after the database ran them.
    virtual std::vector<edited_revision> edited(const history_view& history, const migration_options& how) = 0;
    /// The differences between the database and the schema at a target.
    virtual difference_list drift(const history_view& history, const migration_options& how,
                                  std::string_view target = "current") = 0;
    /// The rows (name, whether it is the current one) of the schemas that can be read together; none: only the current
    /// one can.
    virtual query_result schemas() = 0;
    /// The schema of the database, without the engine's own tables, and what is in these schemas besides.
    virtual schema reflect(const history_view& history, const std::vector<std::string>& schemas = {}) = 0;
    /// The rows (sql, type, name, table) of the statements that it stores; none where it stores none.
    virtual query_result stored_statements(const std::vector<std::string>& schemas = {}) = 0;
    /// Brings the database to a goal; see `online::migrator::run`.
    virtual migration_report migrate(const history_view& history, online::goal wanted,
                                     const std::vector<std::string>& targets, const migration_options& how,
                                     const detail::vector<std::int64_t>* numbers = nullptr) = 0;
};

/// A session over a connection of one type, which it owns.
template <class Connection>
class session_of final : public session {
public:
    session_of(Connection&& taken, online::step_function<Connection> run) : db_(std::move(taken)), run_(run) {}

    [[nodiscard]] op::dialect dialect() const override { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const override { return db_.in_transaction(); }
    std::int64_t execute(std::string_view sql) override { return db_.execute(sql); }
    query_result query(std::string_view sql) override { return db_.query(sql); }
    std::vector<std::string> current(const history_view& history, const migration_options& how) override {
        return run_flow(history, how, [&](auto& engine) { return engine.current(); });
    }
    std::vector<edited_revision> edited(const history_view& history, const migration_options& how) override {
        return run_flow(history, how, [&](auto& engine) { return engine.edited(); });
    }
    difference_list drift(const history_view& history, const migration_options& how, std::string_view target) override {
        return run_flow(history, how, [&](auto& engine) { return engine.drift(target); });
    }
    query_result schemas() override {
        using database = connected_dialect<Connection>;
        const auto query = [&](std::string_view sql) { return db_.query(sql); };
        if constexpr (requires { database::reader::schemas(query); }) return database::reader::schemas(query);
        else return {};
    }
    schema reflect(const history_view& history, const std::vector<std::string>& schemas) override {
        using database = connected_dialect<Connection>;
        if constexpr (readable_dialect<database>)
            return online::read_schema(db_, online::own_tables(*history.settings), schemas);
        else
            throw std::logic_error("the schema of " + std::string(database::target.traits->name) +
                                   " cannot be read yet");
    }
    query_result stored_statements(const std::vector<std::string>& schemas) override {
        using database = connected_dialect<Connection>;
        const auto query = [&](std::string_view sql) { return db_.query(sql); };
        if constexpr (requires { database::reader::stored_statements(query, schemas); })
            return database::reader::stored_statements(query, schemas);
        else return database::reader::stored_statements(query);
    }
    migration_report migrate(const history_view& history, online::goal wanted, const std::vector<std::string>& targets,
                             const migration_options& how, const detail::vector<std::int64_t>* numbers) override {
        detail::vector<std::string_view> views;
        for (const std::string& each : targets) views.push_back(each);
        return run_flow(history, how, [&](auto& engine) { return engine.run(wanted, std::move(views), numbers); });
    }

private:
    template <class Flow>
    auto run_flow(const history_view& history, const migration_options& how, Flow flow_of) {
        return online::run_flow(db_, run_, history, how, flow_of);
    }

    Connection db_;
    online::step_function<Connection> run_;
};

/// Replaces the functions of `run` steps in a program that was compiled without the client.
template <class Connection>
void run_without_client(revision_index, direction, std::uint32_t, Connection&, const run_context&) {
    throw std::logic_error(
        "the function cannot be called: the program was compiled without the database's client library. Compile it "
        "where that is found");
}

/// Opens the database of a URL with the client for its scheme. Throws std::invalid_argument if there is none.
inline std::unique_ptr<session> open_session(const program& tool, std::string_view url) {
    require_client(url);
    std::unique_ptr<session> opened;
    with_connection(found_connections(), database_url(url).scheme, [&]<class Connection>() {
        const auto run = tool.steps.template of<Connection>();
        opened = std::make_unique<session_of<Connection>>(Connection::from_url(url),
                                                          run != nullptr ? run : run_without_client<Connection>);
    });
    return opened;
}

}  // namespace aludel::inline v0_1::cli
