// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstddef>      // ptrdiff_t, size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

enum class statement_kind : std::uint8_t {
    sql,      ///< to be executed, online and in scripts
    run,      ///< call the revision's function number `run`; online only
    script_only,  ///< makes a script fail where the online engine looks for itself
    check,    ///< online only: compare the database with how it was before the step; without a text
    save,     ///< online only: a query of the database's own statements (sql, type, name, table), kept until their `restore`
    restore,  ///< online only: execute the statements that the `save` of the same number kept, in their order; without a text
    inspect,  ///< online only, ahead of a rebuild: a row of one cell is something that the history does not know, a row of two
              ///< the statement that made the table and the one that the history would make it with
};

/// The text of a statement. It is a view; who keeps it calls `str`.
struct statement_text : std::string_view {
    [[nodiscard]] std::string str() const { return std::string(*this); }
};

/// One statement of a step, without its terminator. It lives as long as the list that it is in, and until that changes.
struct statement {
    statement_kind kind = statement_kind::sql;
    std::uint32_t operation = 0;  ///< which operation of the revision it comes from
    std::uint32_t run = 0;  ///< which function; of `save` and `restore`, which of them belong together
    bool inserts_row = false;  ///< it must insert one row; what else it does is not counted
    statement_text sql{};
};

/// A statement that is being written: now, and before the next one is added.
struct new_statement {
    sql_text& sql;
    std::uint32_t& run;
    bool& inserts_row;
};

/// Statements in their order, written one behind the other into one text. A list that is made over a script writes into that,
/// with the terminator behind each, and leaves out what a script cannot say: what is only done online.
class statement_list {
    struct entry {
        statement_kind kind;
        std::uint32_t operation;
        std::uint32_t run;
        bool inserts_row;
        std::size_t first;  ///< where it begins; it ends where the next one begins
    };

public:
    class iterator {
    public:
        using value_type = statement;
        using difference_type = std::ptrdiff_t;

        constexpr iterator() = default;
        constexpr iterator(const statement_list& of, std::size_t which) : of_(&of), which_(which) {}
        [[nodiscard]] constexpr statement operator*() const { return (*of_)[which_]; }
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
        const statement_list* of_ = nullptr;
        std::size_t which_ = 0;
    };

    constexpr statement_list() = default;
    constexpr explicit statement_list(sql_text* script) : script_(script) {}

    /// Forgets all statements; the next go into the script, if there is one.
    constexpr void restart(sql_text* script) { entries_.clear(), text_.cut(0), script_ = script, finished_ = 0; }

    constexpr new_statement add(std::uint32_t operation, statement_kind kind) {
        finish();
        sql_text& to = script_ == nullptr ? text_ : *script_;
        entries_.push_back({kind, operation, 0, false, to.size()});
        return {to, entries_.back().run, entries_.back().inserts_row};
    }
    /// Ends the last statement, if this is a script.
    constexpr void finish() {
        if (script_ == nullptr || finished_ == entries_.size()) return;
        finished_ = entries_.size();
        const entry& last = entries_.back();
        if (last.kind == statement_kind::sql || last.kind == statement_kind::script_only) script_->put(";\n\n", 3);
        else script_->cut(last.first);
    }

    /// Whether what is only done online need not be written at all.
    [[nodiscard]] constexpr bool is_script() const { return script_ != nullptr; }

    [[nodiscard]] constexpr std::size_t size() const { return entries_.size(); }
    [[nodiscard]] constexpr bool empty() const { return entries_.empty(); }
    [[nodiscard]] constexpr statement operator[](std::size_t which) const {
        const entry& found = entries_[which];
        const std::string_view all = script_ == nullptr ? text_.view() : script_->view();
        const std::size_t end = which + 1 == entries_.size() ? all.size() : entries_[which + 1].first;
        return {found.kind, found.operation, found.run, found.inserts_row, {all.substr(found.first, end - found.first)}};
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
};

/// A new statement at the end of a list, to be written.
constexpr new_statement add_statement(statement_list& to, std::uint32_t operation, statement_kind kind = statement_kind::sql) {
    return to.add(operation, kind);
}

}  // namespace aludel::inline v0_1
