// SPDX-License-Identifier: BSL-1.0
// A database that exists for the tests only, as its folder in the library would have it. It differs from SQLite in all
// that a database can differ in: changes of the schema commit by themselves, identifiers stand between other quotes,
// names of indexes belong to their tables, identifiers are short, keys need equal types, and columns cannot be altered.
#pragma once

#include <aludel.hpp>

#include <cstdint>
#include <string_view>

namespace imaginary {

namespace al = aludel;
namespace op = aludel::op;

inline constexpr auto id = static_cast<op::dialect_id>(100);
inline constexpr op::dialect_traits traits{.name = "Imaginary",
                                           .word = "imaginary",
                                           .oldest = 1'000'000,
                                           .ddl = op::ddl_kind::commits_itself,
                                           .index_names = op::index_scope::table,
                                           .longest_identifier = 20,
                                           .limit_is_in_characters = true,
                                           .keys_need_equal_types = true};
inline constexpr op::dialect target{id, 1'000'000, &traits};

/// It needs nothing besides its statements.
struct needs {
    constexpr needs() = default;
    constexpr explicit needs(bool) {}
    constexpr explicit operator bool() const { return false; }
    constexpr void add(const needs&) {}
    template <class Call>
    constexpr void for_each(Call) const {}
};

constexpr void put_name(al::sql_text& sql, std::string_view name) {
    al::dialect::put_quoted(sql, name.data(), name.size(), '`');
}

template <class Names>
constexpr void put_names(al::sql_text& sql, const Names& names) {
    sql.put("(");
    for (std::uint32_t i = 0; i < names.size(); ++i) put_name(sql.put(i == 0 ? "" : ", "), names[i]);
    sql.put(")");
}

constexpr void put_value(al::sql_text& sql, const op::value& value) {
    switch (value.kind) {
        case op::value_kind::boolean:
        case op::value_kind::integer:
            if (value.integer < 0) sql.put("-");
            sql.put_number(static_cast<std::uint64_t>(value.integer < 0 ? -value.integer : value.integer));
            break;
        case op::value_kind::text: al::dialect::put_string(sql, value.text.text()); break;
        case op::value_kind::current_timestamp: sql.put("CURRENT_TIMESTAMP"); break;
        case op::value_kind::expression: sql.put("(").put(value.text).put(")"); break;
        default: sql.put("NULL");
    }
}

class writer {
public:
    constexpr explicit writer(op::dialect) {}

    constexpr void begin_revision(bool, al::sql_text* script, const needs&) { made_.restart(script); }
    constexpr void look_ahead(const al::schema&, const op::operations_view&, const op::operation&) {}
    [[nodiscard]] constexpr bool reads_table(const op::operations_view&, const op::operation&,
                                             const op::table_view&) const {
        return false;
    }
    [[nodiscard]] constexpr bool has_verified() const { return false; }
    constexpr void finish() { made_.finish(); }
    [[nodiscard]] constexpr imaginary::needs needs() const { return {}; }
    [[nodiscard]] constexpr al::statement_list take() { return static_cast<al::statement_list&&>(made_); }

    constexpr void stop(std::uint32_t index, std::string_view sentence) {
        al::dialect::put_string(al::add_statement(made_, index, al::statement_kind::script_only).sql.put("STOP "),
                                sentence);
    }

    constexpr void write(std::uint32_t index, const op::operations_view& arrays, const op::operation& operation,
                         const al::operation_context& context) {
        using kind = op::operation_kind;
        switch (operation.kind) {
            case kind::create_table: create_table(index, context.after); break;
            case kind::drop_table: put_name(add(index).put("DROP TABLE "), operation.table); break;
            case kind::rename_table: {
                al::sql_text& sql = add(index);
                put_name(sql.put("RENAME TABLE "), operation.table);
                put_name(sql.put(" TO "), operation.to);
                break;
            }
            case kind::add_column:
                put_column(alter(index, operation).put(" ADD "), arrays.columns[operation.columns.first]);
                create_indexes(index, arrays, operation.indexes, operation.table);
                break;
            case kind::drop_column: put_name(alter(index, operation).put(" DROP COLUMN "), operation.object); break;
            case kind::rename_column: {
                al::sql_text& output = alter(index, operation);
                put_name(output.put(" RENAME COLUMN "), operation.object);
                put_name(output.put(" TO "), operation.to);
                break;
            }
            case kind::create_index: create_indexes(index, arrays, operation.indexes, operation.table); break;
            case kind::drop_index: {
                al::sql_text& sql = add(index);
                put_name(sql.put("DROP INDEX "), operation.object);
                put_name(sql.put(" ON "), context.before.name);
                break;
            }
            case kind::insert: insert(index, arrays, operation); break;
            case kind::execute:
                if (const op::dialect_text* const found = al::dialect::text_for(id, arrays, operation))
                    add(index).put(found->sql);
                break;
            case kind::run: al::add_statement(made_, index, al::statement_kind::run).run = operation.run; break;
            default: break;  // see dialect_of::unsupported
        }
    }

private:
    constexpr al::sql_text& add(std::uint32_t index) { return al::add_statement(made_, index).sql; }
    constexpr al::sql_text& alter(std::uint32_t index, const op::operation& operation) {
        al::sql_text& sql = add(index);
        put_name(sql.put("ALTER TABLE "), operation.table);
        return sql;
    }

    static constexpr void put_column(al::sql_text& sql, const op::column& column) {
        put_name(sql, column.name);
        sql.put(column.type.kind == op::type_kind::integer    ? " NUMBER"
                    : column.type.kind == op::type_kind::text ? " STRING"
                                                              : " THING");
        if (!column.nullable) sql.put(" MANDATORY");
        if (column.default_value.given()) put_value(sql.put(" DEFAULT "), column.default_value);
    }

    constexpr void create_table(std::uint32_t index, const op::table_view& table) {
        al::sql_text& sql = add(index);
        put_name(sql.put("CREATE TABLE "), table.name);
        const char* before = " (";
        for (const op::column& each : table.columns()) put_column(sql.put(before), each), before = ", ";
        for (const op::constraint& each : table.constraints()) {
            sql.put(", ");
            if (!each.name.empty()) put_name(sql.put("CONSTRAINT "), each.name), sql.put(" ");
            switch (each.kind) {
                case op::constraint_kind::primary_key:
                    put_names(sql.put("PRIMARY KEY "), table.names(each.columns));
                    break;
                case op::constraint_kind::unique: put_names(sql.put("UNIQUE "), table.names(each.columns)); break;
                case op::constraint_kind::check: sql.put("CHECK (").put(each.expression).put(")"); break;
                case op::constraint_kind::foreign_key:
                    put_names(sql.put("FOREIGN KEY "), table.names(each.columns));
                    put_name(sql.put(" REFERENCES "), each.target);
                    if (each.target_columns.count != 0) put_names(sql.put(" "), table.names(each.target_columns));
                    break;
                case op::constraint_kind::exclusion: break;  // it has none
            }
        }
        sql.put(")");
        create_indexes(index, *table.arrays, table.create->indexes, table.name);
    }

    constexpr void create_indexes(std::uint32_t number, const op::operations_view& arrays, op::range indexes,
                                  std::string_view table) {
        for (const op::index& each : indexes.of(arrays.indexes)) {
            al::sql_text& sql = add(number).put(each.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
            put_name(sql, each.name);
            put_name(sql.put(" ON "), table);
            const char* before = " (";
            for (const op::index_part& part : each.parts.of(arrays.parts))
                put_name(sql.put(before), part.column), before = ", ";
            sql.put(")");
        }
    }

    constexpr void insert(std::uint32_t index, const op::operations_view& arrays, const op::operation& operation) {
        const op::list_view<op::cell> cells = operation.cells.of(arrays.cells);
        for (std::uint32_t first = 0, last = 0; first < cells.count; first = last) {
            while (last < cells.count && cells[last].row == cells[first].row) ++last;
            al::sql_text& sql = add(index);
            put_name(sql.put("INSERT INTO "), operation.table);
            for (std::uint32_t i = first; i < last; ++i) put_name(sql.put(i == first ? " (" : ", "), cells[i].column);
            for (std::uint32_t i = first; i < last; ++i)
                put_value(sql.put(i == first ? ") VALUES (" : ", "), cells[i].value);
            sql.put(")");
        }
    }

    al::statement_list made_;
};

/// Every statement of a script commits by itself; there is no transaction to begin or end.
struct script {
    static constexpr void head(al::sql_text& sql, const op::dialect&, const needs&, bool) {
        sql.put("-- Run it with:  imagine < SCRIPT\n\n");
    }
    static constexpr void begin(al::sql_text&) {}
    static constexpr void start(al::sql_text&, const op::dialect&, const op::settings&, const al::version_rows&,
                                const needs&) {}
    static constexpr void check(al::sql_text&, const op::dialect&, const needs&) {}
    static constexpr void commit(al::sql_text&) {}
    static constexpr void meet(al::sql_text&, const needs&, const needs&) {}
    static constexpr void end(al::sql_text&, const needs&) {}
};

struct own_tables {
    static constexpr al::own_table_words words{
        .style = '`', .schema = "home", .entry_type = "NUMBER COUNTED", .time_type = "MOMENT", .now = "THIS MOMENT"};
    static constexpr void put_exists(al::sql_text& sql, const al::name& table) {
        al::dialect::put_string(sql.put("SHOW TABLE "), table);
    }
};

}  // namespace imaginary

template <>
struct aludel::dialect_of<imaginary::id> {
    static constexpr op::dialect target = imaginary::target;
    using needs = imaginary::needs;
    using writer = imaginary::writer;
    using script = imaginary::script;
    using own_tables = imaginary::own_tables;

    static constexpr std::string_view unsupported(const op::operations_view&, const op::operation& operation,
                                                  const op::dialect&) {
        switch (operation.kind) {
            case op::operation_kind::alter_column: return "alters no columns";
            case op::operation_kind::add_constraint:
            case op::operation_kind::drop_constraint: return "alters no constraints";
            case op::operation_kind::create_view:
            case op::operation_kind::drop_view: return "has no views";
            case op::operation_kind::delete_rows: return "deletes no rows";
            default: return {};
        }
    }
    static constexpr bool is_rebuild(std::string_view) { return false; }
    static constexpr bool may_define(std::string_view) { return true; }
};

static_assert(aludel::dialect_type<aludel::dialect_of<imaginary::id>>);
static_assert(aludel::dialect_type<aludel::dialect_of<aludel::sqlite.id>>);
