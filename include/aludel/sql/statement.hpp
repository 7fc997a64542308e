// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstddef>      // ptrdiff_t, size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// What is done with a statement, and whether online, in scripts or both.
enum class statement_kind : std::uint8_t {
    sql,          ///< executed, online and in scripts
    run,          ///< call the revision's function number `run`; online only
    script_only,  ///< makes a script fail where the online engine checks by itself
    check,        ///< online only: compare the database with its state before the step; without a text
    /// online only: a query for stored statements (sql, type, name, table), kept until the matching `restore`
    save,
    restore,  ///< online only: execute the statements that the `save` of the same number kept, in order; without a text
    /// online only, before a rebuild: a row of one column is something unknown to the history; a row of two is the
    /// statement that created the table and the one that the history would create it with
    inspect,
    /// online only, two before the statement that is executed in batches: a query for the last key of a batch, or NULL,
    /// and the statement for a batch. In them NUL stands for the first and then for the last key.
    batch,
};

/// The text of a statement: a view. Call `str` to keep it.
struct statement_text : std::string_view {
    [[nodiscard]] std::string str() const { return std::string(*this); }
};

/// One statement of a step, without its terminator. Valid as long as its list exists and is not changed.
struct statement {
    statement_kind kind = statement_kind::sql;
    std::uint32_t operation = 0;  ///< index of the operation in the revision that it comes from
    std::uint32_t run = 0;        ///< number of the function; of `save` and `restore`: the number that pairs them
    bool inserts_row = false;     ///< it must insert exactly one row; other changes are not counted
    statement_text sql{};
};

/// A statement being written. Valid until the next one is added.
struct new_statement {
    sql_text& sql;
    std::uint32_t& run;
    bool& inserts_row;
};

/// Statements in order, stored one after another in one text. A list constructed with a script writes into that, each
/// statement with its terminator, and omits the statements that are only executed online.
class statement_list {
    struct entry {
        statement_kind kind;
        std::uint32_t operation;
        std::uint32_t run;
        bool inserts_row;
        std::size_t first;  ///< start in the text; the end is the start of the next one
    };

public:
    class iterator {
    public:
        using value_type = statement;
        using difference_type = std::ptrdiff_t;

        constexpr iterator() = default;
        constexpr iterator(const statement_list& statements, std::size_t which) : list_(&statements), which_(which) {}
        [[nodiscard]] constexpr statement operator*() const { return (*list_)[which_]; }
        constexpr iterator& operator++() {
            ++which_;
            return *this;
        }
        constexpr iterator operator++(int) {
            const iterator before = *this;
            ++which_;
            return before;
        }
        [[nodiscard]] friend constexpr bool operator==(const iterator&, const iterator&) = default;

    private:
        const statement_list* list_ = nullptr;
        std::size_t which_ = 0;
    };

    constexpr statement_list() = default;
    constexpr explicit statement_list(sql_text* script) : script_(script) {}

    /// Removes all statements; the next ones are written to the script, if given, each with the terminator.
    constexpr void restart(sql_text* script, std::string_view terminator = ";\n\n") {
        entries_.clear(), text_.cut(0), script_ = script, finished_ = 0, terminator_ = terminator;
    }

    constexpr new_statement add(std::uint32_t operation, statement_kind kind) {
        finish();
        sql_text& sql = script_ == nullptr ? text_ : *script_;
        entries_.push_back({kind, operation, 0, false, sql.size()});
        return {sql, entries_.back().run, entries_.back().inserts_row};
    }
    /// In a script: terminates the last statement, or removes it if it is online only. Otherwise no effect.
    constexpr void finish() {
        if (script_ == nullptr || finished_ == entries_.size()) return;
        finished_ = entries_.size();
        const entry& last = entries_.back();
        if (last.kind == statement_kind::sql || last.kind == statement_kind::script_only) script_->put(terminator_);
        else script_->cut(last.first);
    }

    /// Whether statements that are only executed online can be skipped.
    [[nodiscard]] constexpr bool is_script() const { return script_ != nullptr; }

    [[nodiscard]] constexpr std::size_t size() const { return entries_.size(); }
    [[nodiscard]] constexpr bool empty() const { return entries_.empty(); }
    [[nodiscard]] constexpr statement operator[](std::size_t which) const {
        const entry& found = entries_[which];
        const std::string_view input = script_ == nullptr ? text_.view() : script_->view();
        const std::size_t end = which + 1 == entries_.size() ? input.size() : entries_[which + 1].first;
        return {
            found.kind, found.operation, found.run, found.inserts_row, {input.substr(found.first, end - found.first)}};
    }
    [[nodiscard]] constexpr std::uint32_t last_operation() const { return entries_.back().operation; }
    [[nodiscard]] constexpr statement back() const { return (*this)[size() - 1]; }
    [[nodiscard]] constexpr iterator begin() const { return {*this, 0}; }
    [[nodiscard]] constexpr iterator end() const { return {*this, size()}; }

private:
    sql_text text_;
    detail::vector<entry> entries_;
    sql_text* script_ = nullptr;
    std::size_t finished_ = 0;
    std::string_view terminator_ = ";\n\n";
};

/// Appends a new statement to a list; the caller writes its text.
constexpr new_statement add_statement(statement_list& statements, std::uint32_t operation,
                                      statement_kind kind = statement_kind::sql) {
    return statements.add(operation, kind);
}

}  // namespace aludel::inline v0_1
