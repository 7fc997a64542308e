// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/own_tables.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

// An unqualified name means the temporary object of that name, then the one in `main`, then one in an attached
// database. The names of a history must be those of main, so a connection in which another object has such a name is
// refused.

namespace aludel::inline v0_1::sqlite_dialect {

using online::backticked;
using online::cell;
using online::failure;
using online::failure_of;
using online::flow;
using online::reply;

/// An object outside of main.
struct foreign_object {
    std::string key;  ///< its name, or its table's, in lower case
    std::string database;
    std::string kind;
    std::string name;
};

/// A name in lower case (ASCII).
inline std::string in_small_letters(std::string_view name) {
    std::string key(name);
    for (char& letter : key) letter = dialect::lower(letter);
    return key;
}

/// The objects of a connection outside of main.
class foreign_names {
public:
    void add(foreign_object object) {
        if (object.key.starts_with("sqlite_")) return;
        objects_.push_back(std::move(object));
    }
    void sort() {
        detail::sort(objects_, [](const foreign_object& a, const foreign_object& b) { return a.key < b.key; });
    }
    [[nodiscard]] bool empty() const { return objects_.empty(); }

    [[nodiscard]] const foreign_object* find(std::string_view name) const {
        const std::string key = in_small_letters(name);
        std::size_t first = 0;
        for (std::size_t count = objects_.size(); count != 0;) {
            const std::size_t half = count / 2;
            if (objects_.data()[first + half].key < key) first += half + 1, count -= half + 1;
            else count = half;
        }
        return first < objects_.size() && objects_.data()[first].key == key ? &objects_.data()[first] : nullptr;
    }

    /// The first object whose name the history uses; null if there is none.
    [[nodiscard]] const foreign_object* find_used(const online::session_scope& scope) const {
        for (const std::string& own : online::own_tables(*scope.settings))
            if (const foreign_object* const found = find(own)) return found;
        for (const op::revision& revision : scope.revisions)
            for (const op::operations_view* const list : {&revision.upgrade, &revision.downgrade})
                for (const op::operation& each : list->list)
                    if (const foreign_object* const found = find_used(*list, each, *scope.settings)) return found;
        return nullptr;
    }

private:
    [[nodiscard]] const foreign_object* find_used(const op::operations_view& arrays, const op::operation& operation,
                                                  const op::settings& settings) const {
        using kind = op::operation_kind;
        detail::text_arena arena;
        const detail::named_operation named(arrays, operation, {}, settings.naming, arena);
        if (operation.table.empty() && operation.texts.empty() && operation.object.empty()) return nullptr;
        const foreign_object* found = find(operation.table);
        if (found == nullptr) found = find(std::string(rebuilt_prefix) + std::string(operation.table.text()));
        if (found == nullptr && operation.kind == kind::rename_table) found = find(operation.to);
        if (found == nullptr && operation.kind == kind::drop_index) found = find(operation.object);
        for (const op::index& each : named.operation().indexes.of(named.arrays().indexes))
            if (found == nullptr) found = find(each.name);
        for (const op::dialect_text& each : operation.texts.of(arrays.texts))
            if (found == nullptr) found = find_used_in(each.sql);
        return found;
    }

    /// For raw SQL: checks every name that does not follow a dot.
    [[nodiscard]] const foreign_object* find_used_in(std::string_view sql) const {
        syntax::token before;
        for (syntax::tokenizer reader(sql); reader.peek().kind != syntax::token_kind::end;) {
            const syntax::token each = reader.take();
            const bool may_name = each.is_name() || each.kind == syntax::token_kind::string;
            if (may_name && !before.is('.'))
                if (const foreign_object* const found = find(without_quotes(each.text))) return found;
            before = each;
        }
        return nullptr;
    }

    static std::string without_quotes(std::string_view text) {
        const char quote = text.empty() ? 'a' : text.front() == '[' ? ']' : text.front();
        if (text.size() < 2 || (quote != '"' && quote != '`' && quote != ']' && quote != '\''))
            return std::string(text);
        std::string name;
        for (std::size_t i = 1; i + 1 < text.size(); ++i) {
            name += text[i];
            if (text[i] == quote) ++i;
        }
        return name;
    }

    detail::vector<foreign_object> objects_;
};

/// The failure for a name of the history that an object outside of main has.
inline failure conflict(const foreign_object& object) {
    const bool temporary = object.database == "temp";
    std::string sentence = (temporary ? "the temporary " : "the ") + object.kind + " " + backticked(object.name);
    if (!temporary) sentence += " of the attached database " + backticked(object.database);
    sentence += object.key == in_small_letters(object.name)
        ? " has a name that the history uses, and SQLite could take it for that of main"
        : " is on a table that the history uses";
    return failure_of(migration_error_kind::name_conflict, std::move(sentence),
                      temporary ? "Drop it, or migrate on another connection."
                                : "DETACH the database, or migrate on another connection.");
}

/// Throws if the connection has such an object. Returns whether main is a file.
template <class Session>
flow<bool> require_only_main(Session& session, const online::session_scope& scope) {
    bool in_file = false;
    foreign_names others;
    const std::string list = "PRAGMA database_list";  // seq, name, file
    const reply databases = co_await session.when_free(list, true);
    if (databases.failed()) throw Session::failed(databases, list);
    for (const row_values& database : databases.rows) {
        if (database.size() < 3) continue;
        const std::string schema = cell(database, 1);
        const bool is_main = cell(database, 0) == "0";  // by number: the program may have renamed it
        if (is_main) in_file = !cell(database, 2).empty();
        if (is_main) continue;
        sql_text select;
        select.put("SELECT type, name, tbl_name FROM "), dialect::put_identifier(select, schema, "sqlite_master");
        const std::string sql = select.str();
        const reply objects = co_await session.when_free(sql, true);
        if (objects.failed()) throw Session::failed(objects, sql);
        for (const row_values& row : objects.rows) {
            const std::string kind = cell(row, 0), name = cell(row, 1);
            others.add({in_small_letters(name), schema, kind, name});
            // A temporary trigger can belong to a table of main.
            if (schema == "temp" && kind == "trigger") others.add({in_small_letters(cell(row, 2)), schema, kind, name});
        }
    }
    if (others.empty()) co_return in_file;
    others.sort();
    if (const foreign_object* const found = others.find_used(scope); found != nullptr) throw conflict(*found);
    co_return in_file;
}

}  // namespace aludel::inline v0_1::sqlite_dialect
