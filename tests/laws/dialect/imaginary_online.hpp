// SPDX-License-Identifier: BSL-1.0
// The imaginary database, online. SQLite's engine is underneath: the connection says in its words what it is told in
// others, and commits where a change of the schema commits by itself.
#pragma once

#include "imaginary.hpp"

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace imaginary {

/// Its errors have no codes; the adapter gives their kind.
struct errors {
    static constexpr al::connection_error_kind kind_of(int, std::string_view) {
        return al::connection_error_kind::other;
    }
    static constexpr bool may_be_missing_name(int) { return false; }
    static constexpr std::string_view remedy(int, std::string_view) { return ""; }
    static constexpr std::string_view remedy_of_insert(int) { return ""; }
};

class session : public al::online::session_base<al::online::dialogue, errors> {
    using base = al::online::session_base<al::online::dialogue, errors>;

public:
    using dialect_type = al::dialect_of<id>;
    using base::base;

    al::online::flow<> open(const al::online::session_scope&) { co_return; }
    al::online::flow<> meet(const needs&) { co_return; }
    al::online::flow<> begin() {
        const al::online::reply result = co_await when_free("BEGIN WORK");
        is_ours_ = channel_.in_transaction();
        if (result.failed()) throw failed(result, "BEGIN WORK");
    }
    al::online::flow<> rollback() {
        if (!is_ours_ || !channel_.in_transaction()) co_return;
        al::online::reply result = co_await channel_.execute("ROLLBACK");
        if (result.failed()) left_open_ = std::move(result);
        if (!channel_.in_transaction()) is_ours_ = false;
    }
    al::online::flow<> restore() { co_return; }
    al::online::flow<> step_outside(bool) { co_return; }
    [[nodiscard]] const al::online::reply* not_restored() const { return nullptr; }
    [[nodiscard]] std::string_view not_restored_statement() const { return {}; }
    [[nodiscard]] std::string_view why_no_rollback() const { return {}; }
};

/// The database checks everything itself.
class watch {
public:
    struct state {};
    watch(session&, bool) {}
    al::online::flow<state> before(const needs&, const al::online::known_tables&) { co_return state{}; }
    al::online::flow<state> after(const state&) { co_return state{}; }
    static void require_no_worse(const state&, const state&) {}
    al::online::flow<> sound_objects() { co_return; }
};

/// No step of it takes anything out of the database.
struct objects {
    void inspect(const al::query_result&) {}
    void require_known() const {}
    void save(std::uint32_t, const al::query_result&) {}
    std::vector<std::string> take(std::uint32_t) { return {}; }
    void require_restored() const {}
};

inline bool changes_schema(std::string_view sql) {
    for (const std::string_view word : {"CREATE ", "DROP ", "ALTER ", "RENAME "})
        if (sql.starts_with(word)) return true;
    return false;
}

}  // namespace imaginary

template <>
struct aludel::online_dialect_of<imaginary::id> : dialect_of<imaginary::id> {
    using session = imaginary::session;
    using watch = imaginary::watch;
    using objects = imaginary::objects;

    static std::string repair(std::string_view) { return {}; }
    static online::statement_nature nature_of(std::string_view sql) {
        if (imaginary::changes_schema(sql)) return online::statement_nature::atomic;
        return sql.starts_with("INSERT ") ? online::statement_nature::change : online::statement_nature::unknown;
    }
};

static_assert(aludel::online_dialect<aludel::online_dialect_of<imaginary::id>>);
static_assert(aludel::online_dialect<aludel::online_dialect_of<aludel::sqlite.id>>);

namespace imaginary {

class connection {
    /// Its errors have a kind and no codes.
    template <class Call>
    static auto translated(Call call) {
        try {
            return call();
        } catch (const al::connection_error& error) {
            throw al::connection_error({.kind = error.kind()}, error.what());
        }
    }

public:
    using dialect_type = al::online_dialect_of<id>;

    /// Fails at the statement of this number, counted from now on and from 1, before it is executed; 0: never.
    std::size_t fails_at = 0;
    /// The process ends there: no statement is executed until it is started again.
    bool dies = false;
    std::vector<std::string> executed;

    [[nodiscard]] op::dialect dialect() const { return target; }
    [[nodiscard]] bool in_transaction() const { return engine_.in_transaction(); }

    std::int64_t execute(std::string_view sql) {
        count(sql);
        if (changes_schema(sql) && engine_.in_transaction()) engine_.execute("COMMIT");
        return translated([&] { return engine_.execute(in_words_of_engine(std::string(sql))); });
    }
    al::query_result query(std::string_view sql) {
        count(sql);
        return translated([&] { return engine_.query(in_words_of_engine(std::string(sql))); });
    }

    /// The program is started again: an open transaction is rolled back.
    void start_again() {
        if (engine_.in_transaction()) engine_.execute("ROLLBACK");
        fails_at = 0, dies = false, died_ = false;
    }
    al::sqlite3::connection& engine() { return engine_; }

private:
    void count(std::string_view sql) {
        if (died_)
            throw al::connection_error({.kind = al::connection_error_kind::connection_lost}, "the connection is lost");
        executed.emplace_back(sql);
        if (fails_at == 0 || --fails_at != 0) return;
        died_ = dies;
        throw al::connection_error(
            {.kind = dies ? al::connection_error_kind::connection_lost : al::connection_error_kind::other},
            "a fault of the test");
    }

    static void replace(std::string& text, std::string_view old, std::string_view now) {
        for (std::size_t i = text.find(old); i != text.npos; i = text.find(old, i + now.size()))
            text.replace(i, old.size(), now);
    }
    static std::string taken_name(std::string_view& rest) {
        rest.remove_prefix(rest.find('`') + 1);
        const std::string name(rest.substr(0, rest.find('`')));
        rest.remove_prefix(name.size() + 1);
        return name;
    }

    std::string in_words_of_engine(std::string sql) {
        replace(sql, "`home`.", "main.");
        replace(sql, "NUMBER COUNTED", "INTEGER PRIMARY KEY");
        replace(sql, "THIS MOMENT", "datetime('now')");
        replace(sql, " MANDATORY", " NOT NULL");
        replace(sql, "BEGIN WORK", "BEGIN IMMEDIATE");
        replace(sql, "SHOW TABLE ", "SELECT 1 FROM sqlite_schema WHERE name = ");
        std::string_view rest = sql;
        if (sql.starts_with("RENAME TABLE ")) {
            const std::string old = taken_name(rest), now = taken_name(rest);
            for (auto& [key, real] : indexes_)
                if (key.first == old) moved_.emplace_back(std::pair(now, key.second), real);
            std::erase_if(indexes_, [&](const auto& each) { return each.first.first == old; });
            for (auto& [key, real] : moved_) indexes_[key] = real;
            moved_.clear();
            return "ALTER TABLE `" + old + "` RENAME TO `" + now + "`";
        }
        const bool creates = sql.starts_with("CREATE INDEX ") || sql.starts_with("CREATE UNIQUE INDEX ");
        if (!creates && !sql.starts_with("DROP INDEX ")) return sql;
        const std::string index = taken_name(rest), table = taken_name(rest);
        std::string& real = indexes_[{table, index}];
        if (!creates) return "DROP INDEX `" + std::exchange(real, {}) + "`";
        real = "index " + std::to_string(++index_count_);
        return std::string(sql.substr(0, sql.find('`'))) + "`" + real + "` ON `" + table + "`" + std::string(rest);
    }

    al::sqlite3::connection engine_{":memory:"};
    std::map<std::pair<std::string, std::string>, std::string> indexes_;  // (table, index) -> its name in the engine
    std::vector<std::pair<std::pair<std::string, std::string>, std::string>> moved_;
    std::size_t index_count_ = 0;
    bool died_ = false;
};

}  // namespace imaginary
