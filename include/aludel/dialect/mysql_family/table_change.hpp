// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>
#include <aludel/dialect/mysql_family/column.hpp>
#include <aludel/dialect/statement_effect.hpp>
#include <aludel/schema/naming.hpp>
#include <aludel/schema/same.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint8_t, uint32_t, uint64_t
#include <string_view>  // string_view

// By which ALGORITHM and under which LOCK InnoDB changes a table (mariadb.com/kb/en/innodb-online-ddl-overview,
// dev.mysql.com/doc/refman/8.0/en/innodb-online-ddl-operations.html), as measured on MariaDB 10.11 by
// tests/online/mariadb/effect_test.cpp.

namespace aludel::inline v0_1::mysql_family {

using op::algorithm;
using op::locking;

/// How a column is used by indexes, those of constraints as well.
enum class index_use : std::uint8_t { none, alone, with_others };

constexpr index_use use_of(const schema& before, const op::table_view& table, const name& column) {
    index_use found = index_use::none;
    const auto add = [&](bool is_there, std::uint32_t count) {
        if (is_there) found = count == 1 && found != index_use::with_others ? index_use::alone : index_use::with_others;
    };
    if (!table) return found;
    for (const op::constraint& each : table.constraints()) {
        if (each.kind == op::constraint_kind::check) continue;
        bool is_there = false;
        for (const name& part : table.names(each.columns)) is_there = is_there || part == column;
        add(is_there, each.columns.count);
    }
    for (const detail::index_entry& each : before.indexes.entries()) {
        if (!each.alive || !(before.tables[each.table].name == table.name)) continue;
        bool is_there = false;
        for (const op::index_part& part : each.parts())
            is_there = is_there || part.column == column || syntax::uses_column(part.expression, column);
        add(is_there, each.get().parts.count);
    }
    return found;
}

/// The character set of a column, as far as the history knows; otherwise the one that servers have by default.
constexpr std::string_view charset_of(const op::table_view& table, const op::column& column) {
    const std::string_view set = column.collation.empty() ? table.options().charset : column.collation;
    return set.empty() ? "utf8mb4" : set.substr(0, set.find('_'));
}
/// The most bytes of a character in it.
constexpr std::uint64_t character_size(std::string_view charset) {
    if (charset.starts_with("latin") || charset.starts_with("cp") || charset == "ascii" || charset == "binary")
        return 1;
    return charset == "utf8" || charset == "utf8mb3" ? 3 : 4;
}

/// Whether the default of a new column is computed once, for all rows.
constexpr bool is_constant(const op::value& value) {
    if (value.kind != op::value_kind::expression || is_now(value.text)) return true;
    for (syntax::tokenizer tokens(value.text, syntax::mariadb_lexicon); tokens.peek().kind != syntax::token_kind::end;)
        if (const syntax::token each = tokens.take();
            each.is_name() && !each.is("NULL") && !each.is("TRUE") && !each.is("FALSE"))
            return false;
    return true;
}

/// Reads from operations how the server changes the table of each.
class change_reader {
public:
    constexpr change_reader(const op::dialect& database, const op::operations_view& arrays,
                            const op::operation& operation, const schema& before, const op::table_view& table)
        : database_(database),
          arrays_(arrays),
          operation_(operation),
          before_(before),
          table_(table) {}

    /// Reads of another table than the operation's, which raw SQL names.
    constexpr void on(const name& table) { table_ = before_.table(table); }

    /// The whole operation.
    [[nodiscard]] constexpr table_change read() const {
        table_change result{};
        switch (operation_.kind) {
            case op::operation_kind::add_column:
                result = added();
                if (is_filled()) result.add(finished());
                for (const op::index& each : operation_.indexes.of(arrays_.indexes)) result.add(indexed(each.method));
                return result;
            case op::operation_kind::alter_column: return altered();
            case op::operation_kind::drop_column: return dropped_column(operation_.object);
            case op::operation_kind::add_constraint:
                return constrained(operation_.constraints.of(arrays_.constraints)[0].kind);
            case op::operation_kind::drop_constraint: return dropped_constraint();
            case op::operation_kind::create_index: return indexed(operation_.indexes.of(arrays_.indexes)[0].method);
            case op::operation_kind::drop_index: return of_index(false);
            case op::operation_kind::rename_table: result.locking = locking::exclusive; return result;
            default: return result;
        }
    }

    [[nodiscard]] constexpr bool is_filled() const {
        return operation_.kind == op::operation_kind::add_column &&
            !operation_.columns.of(arrays_.columns)[0].fill.empty();
    }
    /// Whether a column gets its new type by a statement of its own, before it is filled and forbids NULL.
    [[nodiscard]] constexpr bool is_retyped_before() const {
        return op::has(operation_.changes, op::change::type) && !operation_.columns.of(arrays_.columns)[0].fill.empty();
    }
    /// ADD COLUMN. What a filled one needs rows for comes behind, in `finished()`.
    [[nodiscard]] constexpr table_change added() const {
        const op::column& column = operation_.columns.of(arrays_.columns)[0];
        table_change result{};
        if (column.generated == op::generated_kind::stored)
            result = copied("a stored column", "make it al::virtual_, or a plain column that a trigger computes");
        else if (dialect::is_numbered(column))
            result = {algorithm::inplace,
                      locking::shared,
                      true,
                      true,
                      "a column that numbers the rows",
                      "add a plain column, and fill it in batches"};
        else if (!is_constant(column.default_value))
            result = copied("a default that may differ from row to row",
                            "add the column without it, alter the default, and fill the rows in batches");
        if (is_filled()) return result;
        const bool is_virtual = column.generated == op::generated_kind::virtual_;
        for (const op::constraint& each : operation_.constraints.of(arrays_.constraints)) {
            result.add(is_virtual ? copied("a virtual column with a constraint", "add the constraint later")
                                  : constrained(each.kind));
            result.add(rebuilt("a column and an index together", "add them one after the other"));
        }
        return result;
    }
    /// The MODIFY behind the fill of a new column.
    [[nodiscard]] constexpr table_change finished() const {
        table_change result{};
        if (!operation_.columns.of(arrays_.columns)[0].nullable) result = forbids_null();
        for (const op::constraint& each : operation_.constraints.of(arrays_.constraints))
            result.add(constrained(each.kind));
        return result;
    }

    [[nodiscard]] constexpr table_change altered() const {
        const op::column* const old_column = table_ ? table_.find_column(operation_.object) : nullptr;
        const op::column& wanted = operation_.columns.of(arrays_.columns)[0];
        const auto changes = [&](op::change one) { return op::has(operation_.changes, one); };
        if (old_column == nullptr) return {};
        table_change result{};
        if (changes(op::change::type)) {
            result = retyped(*old_column, wanted.type);
            if (!operation_.text.empty())
                result.add(copied("values that are converted", "add a second column, and fill it in batches"));
        }
        if (changes(op::change::nullability) && old_column->nullable != wanted.nullable)
            result.add(wanted.nullable ? rebuilt("a column that admits NULL", {}) : forbids_null());
        if (changes(op::change::collation)) result.add(recollated(*old_column, wanted));
        if (changes(op::change::identity) && !dialect::is_numbered(*old_column))
            result.add(copied("a column that numbers the rows", "create another table, and move the rows in batches"));
        if (changes(op::change::generated) && old_column->generated == op::generated_kind::stored)
            result.add(copied("the expression of a stored column", {}));
        return result;
    }

    [[nodiscard]] constexpr table_change dropped_column(const name& column) const {
        const op::column* const found = table_ ? table_.find_column(column) : nullptr;
        if (found != nullptr && found->generated == op::generated_kind::virtual_) return {};
        switch (use_of(before_, table_, column)) {
            case index_use::none: return {};
            case index_use::alone: return of_index(false);
            case index_use::with_others: break;
        }
        return rebuilt_beside_virtual("an index that the column is in with others", "drop the index before");
    }

    [[nodiscard]] constexpr table_change constrained(op::constraint_kind kind) const {
        switch (kind) {
            case op::constraint_kind::check: return copied("a check", "let a trigger check it");
            case op::constraint_kind::foreign_key:
                return copied("a foreign key, whose rows are checked",
                              "add it in a session with foreign_key_checks = 0 where all rows are known to be right");
            case op::constraint_kind::primary_key: return rebuilt("a primary key", {});
            default: return of_index(true);
        }
    }

    [[nodiscard]] constexpr table_change dropped_constraint() const {
        const op::constraint* found = nullptr;
        detail::text_arena arena;
        if (table_)
            if (const std::uint32_t which = detail::find_constraint(before_.naming, table_, operation_.object, arena);
                which != detail::name_map::none)
                found = &table_.constraints()[which];
        if (found == nullptr || found->kind == op::constraint_kind::check) return {};
        if (found->kind == op::constraint_kind::primary_key)
            return copied("a table that loses its primary key", "drop it and add another one by one ALTER TABLE");
        return of_index(false);  // that of a foreign key goes with it
    }

    /// CREATE INDEX by a method.
    [[nodiscard]] constexpr table_change indexed(std::string_view method) const {
        if (dialect::same_without_case(method, "fulltext") || dialect::same_without_case(method, "spatial"))
            return {algorithm::inplace, locking::shared, false, true, "an index of this kind", {}};
        return of_index(true);
    }
    [[nodiscard]] constexpr table_change of_index(bool is_built) const {
        return {is_mysql() ? algorithm::inplace : algorithm::nocopy, locking::none, false, is_built, "an index", {}};
    }

    /// What is written to the catalog only.
    [[nodiscard]] constexpr table_change cataloged() const {
        return {is_mysql() ? algorithm::inplace : algorithm::instant};
    }
    [[nodiscard]] constexpr table_change copied(std::string_view reason, std::string_view remedy) const {
        // Since 11.2 others write meanwhile; not where keys of the table write to it by themselves.
        bool is_online = !is_mysql() && database_.version >= 11'002'000;
        const auto acts = [](op::referential_action action) {
            return action != op::referential_action::no_action && action != op::referential_action::restrict;
        };
        for (const op::constraint& each : table_ ? table_.constraints() : op::list_view<op::constraint>{})
            is_online = is_online && !acts(each.on_delete) && !acts(each.on_update);
        return {algorithm::copy, is_online ? locking::none : locking::shared, true, true, reason, remedy};
    }
    [[nodiscard]] constexpr table_change rebuilt(std::string_view reason, std::string_view remedy) const {
        return {algorithm::inplace, locking::none, true, true, reason, remedy};
    }
    /// MODIFY to NOT NULL.
    [[nodiscard]] constexpr table_change forbids_null() const {
        return rebuilt_beside_virtual("a column that forbids NULL", {});
    }

private:
    [[nodiscard]] constexpr bool is_mysql() const { return database_.id == op::dialect_id::mysql; }
    [[nodiscard]] constexpr table_change rebuilt_beside_virtual(std::string_view reason,
                                                                std::string_view remedy) const {
        for (const op::column& each : table_ ? table_.columns() : op::list_view<op::column>{})
            if (!is_mysql() && each.generated == op::generated_kind::virtual_) return copied(reason, remedy);
        return rebuilt(reason, remedy);
    }
    [[nodiscard]] constexpr table_change retyped(const op::column& column, const op::data_type& type) const {
        const op::data_type& old_type = column.type;
        const op::table_view wanted{&arrays_, table_.create, table_.name};
        if (detail::same_type(table_, old_type, wanted, type)) return {};
        const table_change result = copied("another type", "add a second column, and fill it in batches");
        if (old_type.kind == op::type_kind::enumeration && type.kind == old_type.kind) {
            if (type.values.count < old_type.values.count || (old_type.values.count < 256 && type.values.count >= 256))
                return result;
            for (std::uint32_t i = 0; i < old_type.values.count; ++i)
                if (!(old_type.values.of(table_.arrays->names)[i] == type.values.of(arrays_.names)[i])) return result;
            return {};
        }
        if (old_type.kind != op::type_kind::varchar || type.kind != old_type.kind) return result;
        const auto size_of = [&](const op::data_type& one) {
            return character_size(charset_of(table_, column)) *
                (one.precision == 0 ? default_length : static_cast<std::uint64_t>(one.precision));
        };
        const std::uint64_t old_size = size_of(old_type), new_size = size_of(type);
        // The length of a text is stored in a byte where none is longer than 255.
        const bool same_form = (old_size < 256) == (new_size < 256) || (!is_mysql() && old_size < 128);
        if (new_size < old_size || !same_form) return result;
        return is_mysql() ? table_change{algorithm::inplace} : table_change{};
    }

    [[nodiscard]] constexpr table_change recollated(const op::column& column, const op::column& wanted) const {
        if (is_mysql() || charset_of(table_, column) != charset_of(table_, wanted))
            return copied("another collation", "add a second column, and fill it in batches");
        return use_of(before_, table_, column.name) == index_use::none ? table_change{} : of_index(true);
    }

    const op::dialect& database_;
    const op::operations_view& arrays_;
    const op::operation& operation_;
    const schema& before_;
    op::table_view table_;
};

/// What of the ALGORITHM and LOCK of an operation the server refuses, given the best way that there is: `LOCK=NONE`, as
/// it is written; empty: nothing.
constexpr detail::sentence refused_option(const op::dialect& database, const op::operation& operation,
                                          const table_change& best) {
    const bool is_mysql = database.id == op::dialect_id::mysql;
    const algorithm asked = operation.algorithm;
    if (asked != algorithm::standard && (asked < best.algorithm || (is_mysql && asked == algorithm::nocopy)))
        return detail::sentence({"ALGORITHM=", word_of(asked)});
    locking least = best.locking;
    // A copy that is asked for locks as much as one that there is no way around.
    if (asked == algorithm::copy && least == locking::none && (is_mysql || database.version < 11'002'000))
        least = locking::shared;
    const bool is_instant = asked == algorithm::instant && is_mysql;  // it has no LOCK there
    if (operation.locking != locking::standard && (operation.locking < least || is_instant))
        return detail::sentence({"LOCK=", word_of(operation.locking), is_instant ? " beside ALGORITHM=INSTANT" : ""});
    return {};
}

}  // namespace aludel::inline v0_1::mysql_family
