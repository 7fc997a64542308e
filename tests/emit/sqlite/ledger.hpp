// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/add_column.hpp>
#include <aludel/dsl/add_constraint.hpp>
#include <aludel/dsl/alter_column.hpp>
#include <aludel/dsl/column.hpp>
#include <aludel/dsl/column_options.hpp>
#include <aludel/dsl/comment_on_table.hpp>
#include <aludel/dsl/constraint.hpp>
#include <aludel/dsl/create_index.hpp>
#include <aludel/dsl/create_table.hpp>
#include <aludel/dsl/create_view.hpp>
#include <aludel/dsl/dialect_text.hpp>
#include <aludel/dsl/drop_column.hpp>
#include <aludel/dsl/drop_constraint.hpp>
#include <aludel/dsl/drop_index.hpp>
#include <aludel/dsl/drop_table.hpp>
#include <aludel/dsl/drop_view.hpp>
#include <aludel/dsl/execute.hpp>
#include <aludel/dsl/foreign_key.hpp>
#include <aludel/dsl/insert.hpp>
#include <aludel/dsl/rename_column.hpp>
#include <aludel/dsl/rename_table.hpp>
#include <aludel/dsl/revision.hpp>
#include <aludel/dsl/run.hpp>
#include <aludel/dsl/table_options.hpp>
#include <aludel/dsl/types.hpp>
#include <aludel/dsl/value.hpp>

#include <aludel/dialect/dialects.hpp>
#include <aludel/schema/complete_table.hpp>

#include <cstddef>      // size_t, ptrdiff_t
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

/// The minimal schema for tests of the dialect: tables that operations are applied to without checks.
namespace test {

namespace al = aludel;
namespace op = aludel::op;

struct kept {
    op::operations list{};
    op::operations_view arrays{};
    al::name called{};

    constexpr kept() = default;
    constexpr kept(const op::operations_view& from, const op::operation& create, const al::name& name) : called(name) {
        list.append(from, create), renew();
    }
    constexpr kept(const kept& other) : list(other.list), called(other.called) { renew(); }
    constexpr kept& operator=(const kept& other) {
        list = other.list, called = other.called, renew();
        return *this;
    }
    constexpr void renew() { arrays = list.view(); }
    constexpr op::table_view view() const {
        return list.list.empty() ? op::table_view{} : op::table_view{&arrays, list.list.data(), called};
    }
    constexpr op::operation& create() { return list.list[0]; }
};

class ledger {
    // Declared before its use: otherwise Clang does not find a member template in a constant expression.
    template <class T>
    static constexpr void erase(al::detail::vector<T>& from, const al::name& wanted, op::range& counted) {
        for (std::size_t i = 0; i < from.size(); ++i)
            if (from[i].name == wanted) {
                from.erase(from.begin() + static_cast<std::ptrdiff_t>(i));
                --counted.count;
                return;
            }
    }

public:
    std::vector<kept> tables;
    al::detail::text_arena arena;  // what indexes are called that have no name of their own

    constexpr std::size_t find(const al::name& wanted) const {
        for (std::size_t i = 0; i < tables.size(); ++i)
            if (tables[i].called == wanted) return i;
        return tables.size();
    }
    /// The table of an operation; drop_index may leave it out.
    constexpr std::size_t table_of(const op::operation& operation) const {
        if (operation.kind != op::operation_kind::drop_index || !operation.table.empty()) return find(operation.table);
        for (std::size_t i = 0; i < tables.size(); ++i)
            if (tables[i].view().find_index(operation.object)) return i;
        return tables.size();
    }
    constexpr kept at(std::size_t which) const {
        if (which < tables.size()) return tables[which];
        return {};
    }

    constexpr void apply(const op::operations_view& arrays, const op::operation& operation) {
        const std::size_t found = table_of(operation);
        if (operation.kind == op::operation_kind::create_table) {
            tables.push_back(kept(arrays, operation, operation.table));
            return;
        }
        if (found == tables.size()) return;
        kept& table = tables[found];
        op::operations& list = table.list;
        switch (operation.kind) {
            case op::operation_kind::drop_table:
                tables.erase(tables.begin() + static_cast<std::ptrdiff_t>(found));
                return;
            case op::operation_kind::rename_table:
                table.called = operation.to;
                for (kept& other : tables)
                    for (op::constraint& key : other.list.constraints)
                        if (key.target == operation.table) key.target = operation.to;
                break;
            case op::operation_kind::add_column:
                list.add_column(arrays, operation.columns.of(arrays.columns)[0]);
                ++table.create().columns.count;
                [[fallthrough]];
            case op::operation_kind::add_constraint:
                for (const op::constraint& each : operation.constraints.of(arrays.constraints))
                    list.add_constraint(arrays, each), ++table.create().constraints.count;
                [[fallthrough]];
            case op::operation_kind::create_index:
                for (const op::index& each : operation.indexes.of(arrays.indexes))
                    list.add_index(arrays, each), ++table.create().indexes.count;
                break;
            case op::operation_kind::drop_column: erase(list.columns, operation.object, table.create().columns); break;
            case op::operation_kind::drop_constraint:
                erase(list.constraints, operation.object, table.create().constraints);
                break;
            case op::operation_kind::drop_index: erase(list.indexes, operation.object, table.create().indexes); break;
            case op::operation_kind::alter_column: alter(table, arrays, operation); break;
            case op::operation_kind::rename_column: rename(table, operation.object, operation.to); break;
            default: break;
        }
        table.renew();
    }

private:
    constexpr void rename(kept& table, const al::name& old_name, const al::name& new_name) {
        for (op::column& each : table.list.columns)
            if (each.name == old_name) each.name = new_name;
        for (op::index_part& each : table.list.parts)
            if (each.column == old_name) each.column = new_name;
        for (const op::constraint& each : table.list.constraints) rename(table.list, each.columns, old_name, new_name);
        for (kept& other : tables)
            for (const op::constraint& each : other.list.constraints)
                if (each.target == table.called) rename(other.list, each.target_columns, old_name, new_name);
    }
    static constexpr void rename(op::operations& list, op::range names, const al::name& old_name,
                                 const al::name& new_name) {
        for (std::uint32_t i = 0; i < names.count; ++i)
            if (list.names[names.first + i] == old_name) list.names[names.first + i] = new_name;
    }
    constexpr void alter(kept& table, const op::operations_view& arrays, const op::operation& operation) {
        const op::column& wanted = operation.columns.of(arrays.columns)[0];
        for (op::column& each : table.list.columns) {
            if (each.name != operation.object) continue;
            if (op::has(operation.changes, op::change::type)) {
                each.type = wanted.type;
                each.type.values = table.list.add_names(wanted.type.values.of(arrays.names));
            }
            if (op::has(operation.changes, op::change::nullability)) each.nullable = wanted.nullable;
            if (op::has(operation.changes, op::change::default_value)) each.default_value = wanted.default_value;
            if (op::has(operation.changes, op::change::comment)) each.comment = wanted.comment;
            if (op::has(operation.changes, op::change::identity)) each.identity = wanted.identity;
            if (op::has(operation.changes, op::change::generated))
                each.generated = op::generated_kind::none, each.expression = op::text_view{};
        }
        if (op::has(operation.changes, op::change::name)) rename(table, operation.object, operation.to);
    }
};

/// The statements of one revision, after others have been applied to the ledger.
struct revision_sql {
    al::statement_list statements;
    bool foreign_keys_off = false;
    al::detail::vector<std::uint32_t> unspelled;
};

/// Writes operations by the writer of a database, and applies each to the ledger.
template <class Writer>
constexpr void render(ledger& tables, const op::operations_view& operations, Writer& writer) {
    std::uint32_t index = 0;
    constexpr op::naming_convention of_indexes{{}, {}, {}, {}};
    for (const op::operation& declared : operations.list) {
        const al::detail::named_operation named(operations, declared, {}, of_indexes, tables.arena);
        op::operation each = named.operation();
        const std::size_t which =
            each.kind == op::operation_kind::create_table ? tables.tables.size() : tables.table_of(each);
        const kept before = tables.at(which);
        if (each.schema.empty() && before.view()) each.schema = before.view().create->schema;  // the table knows it
        tables.apply(named.arrays(), each);
        const kept after = tables.at(which);
        writer.write(index++, named.arrays(), each,
                     {.before = before.view(),
                      .after = each.kind == op::operation_kind::drop_table ? op::table_view{} : after.view()});
    }
    writer.finish();
}

constexpr revision_sql render(ledger& tables, const op::operations_view& operations, op::dialect target = al::sqlite,
                              bool transactional = true) {
    al::sqlite_statements to(target);
    to.begin_revision(transactional);
    render(tables, operations, to);
    return {to.take(), to.needs().foreign_keys_off, to.unspelled()};
}

/// The statements of a revision after `before` has been applied.
template <class Before, class Revision>
constexpr revision_sql render_after(const Before& before, const Revision& revision, op::dialect target = al::sqlite) {
    ledger tables;
    render(tables, before.view().upgrade, target);
    return render(tables, revision.view().upgrade, target);
}
template <class Revision>
constexpr revision_sql render(const Revision& revision, op::dialect target = al::sqlite) {
    ledger tables;
    return render(tables, revision.view().upgrade, target);
}

/// Whether the statements of one kind, each followed by `;\n`, are this text. It works in constant expressions, since
/// it needs no std::string.
constexpr bool is_text(const revision_sql& made, std::string_view wanted,
                       al::statement_kind kind = al::statement_kind::sql) {
    const auto eat = [&](std::string_view piece) {
        if (wanted.substr(0, piece.size()) != piece) return false;
        wanted.remove_prefix(piece.size());
        return true;
    };
    for (const al::statement& each : made.statements) {
        if (each.kind != kind) continue;
        if (!eat(each.sql) || !eat(";\n")) return false;
    }
    return wanted.empty();
}

inline std::string text_of(const revision_sql& revision, al::statement_kind kind = al::statement_kind::sql) {
    std::string text;
    for (const al::statement& each : revision.statements)
        if (each.kind == kind) text += each.sql.str() + ";\n";
    return text;
}

}  // namespace test
