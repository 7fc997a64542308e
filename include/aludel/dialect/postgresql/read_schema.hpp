// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/catalog_reader.hpp>
#include <aludel/dialect/postgresql/catalog_queries.hpp>
#include <aludel/dialect/postgresql/read_type.hpp>
#include <aludel/dialect/postgresql/session.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/namesakes.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/schema/triggers.hpp>

#include <cstdint>      // uint32_t
#include <string>       // string, stoll
#include <string_view>  // string_view
#include <vector>       // vector

// The schema of a database, from its catalog (postgresql.org/docs/current/catalogs.html): the tables, indexes and views
// of the current schema.

namespace aludel::inline v0_1::postgresql_dialect {

using online::cell;

/// Builds a schema from the rows of the queries of the catalog.
class schema_reader : dialect::catalog_reader {
public:
    schema_reader(schema& read, std::vector<std::string> without, reading_scope scope, query_result enumerations)
        : catalog_reader(read, std::move(without)),
          scope_(std::move(scope)),
          enumerations_(std::move(enumerations)) {}

    /// Learns which names relations of several schemas have; before anything is read.
    void find_namesakes(const query_result& tables, const query_result& views) {
        if (scope_.schemas.empty()) return;
        detail::namesake_search search;
        for (const query_result* const rows : {&tables, &views})
            for (const row_values& row : *rows) {
                const relation found = relation_at(row, 0);
                search.note(found.schema, found.name);
            }
        detail::vector<name> names = search.names();
        for (const name& each : scope_.namesakes) detail::add_name(names, each);
        schema_.namesakes = op::view_of(schema_.arena.hold(std::move(names)));
    }

    /// Reads the tables; the rows of a table follow each other.
    void tables(const query_result& rows, const query_result& columns, const query_result& constraints) {
        std::size_t column = 0, constraint = 0;
        for (const row_values& row : rows) {
            detail::owned_operation result;
            op::operations& list = result.list;
            op::operation create{};
            const relation read = relation_at(row, 0);
            create.kind = op::operation_kind::create_table, create.table = read.name, create.schema = read.schema;
            const std::string table = cell(row, 0);
            for (; column < columns.size() && cell(columns[column], 0) == table; ++column)
                list.columns.push_back(read_column(list, columns[column]));
            while (constraint < constraints.size() && cell(constraints[constraint], 0) == table)
                list.constraints.push_back(read_constraint(list, constraints, constraint));
            op::table_options options{};
            options.comment = kept_text(row, 1), options.unlogged = cell(row, 2) == "t";
            options.storage = kept_text(row, 3), options.tablespace = kept_text(row, 4);
            options.partition_by = kept_text(row, 5);
            list.options.push_back(options);
            create.columns = {0, static_cast<std::uint32_t>(list.columns.size())};
            create.constraints = {0, static_cast<std::uint32_t>(list.constraints.size())};
            create.options = {0, 1};
            list.list.push_back(create);
            if (is_left_out(read.name)) continue;
            if (cell(row, 6) == "t") schema_.others.push_back({"partition", create.table, {}, {}});
            for (const op::constraint& each : list.constraints)
                if (each.kind == op::constraint_kind::primary_key)
                    for (std::uint32_t i = 0; i < each.columns.count; ++i)
                        for (op::column& part : list.columns)
                            if (part.name == list.names[each.columns.first + i]) part.nullable = false;
            schema_.tables.add(create.table).hold(std::move(result));
        }
    }

    void indexes(const query_result& rows) {
        for (std::size_t row = 0; row < rows.size();) {
            detail::owned_operation result;
            op::index index{};
            const std::string table = cell(rows[row], 0), called = cell(rows[row], 1);
            index.name = kept(rows[row], 1), index.unique = cell(rows[row], 2) == "t";
            if (cell(rows[row], 3) != "btree") index.method = kept(rows[row], 3);
            if (rows[row][8]) index.where = op::text_of(kept_sql(rows[row], 8));
            index.nulls_not_distinct = cell(rows[row], 12) == "true";
            index.storage = kept_text(rows[row], 13), index.tablespace = kept_text(rows[row], 14);
            std::uint32_t included = 0;
            for (; row < rows.size() && cell(rows[row], 0) == table && cell(rows[row], 1) == called; ++row) {
                op::index_part part{};
                if (cell(rows[row], 5) == "t") part.column = kept(rows[row], 4);
                else part.expression = op::text_of(kept_sql(rows[row], 4));
                part.descending = cell(rows[row], 6) == "t";
                if (const bool first = cell(rows[row], 9) == "t"; first != part.descending)
                    part.nulls = first ? op::nulls_order::first : op::nulls_order::last;
                part.collation = kept_text(rows[row], 10), part.operators = kept_text(rows[row], 11);
                if (cell(rows[row], 7) == "t") result.list.parts.push_back(part);
                else result.list.names.push_back(part.column), ++included;
            }
            index.parts = {0, static_cast<std::uint32_t>(result.list.parts.size())};
            index.include = {0, included};
            const name owner = relation_at(rows[row - 1], 0).name;
            if (!add_index(owner, index, result)) add_to_view(owner, result);
        }
    }

    void views(const query_result& rows) {
        for (const row_values& row : rows) {
            const relation read = relation_at(row, 0);
            if (is_left_out(read.name)) continue;
            std::string_view query = kept_sql(row, 1);
            while (query.ends_with(';') || query.ends_with(' ')) query.remove_suffix(1);
            add_view(read.name, query, cell(row, 2) == "t", read.schema);
        }
    }

    /// Reads enumerations, sequences, extensions and functions.
    void objects(const query_result& rows) {
        using kind = op::operation_kind;
        for (const row_values& row : rows) {
            const std::string what = cell(row, 0);
            detail::owned_operation result;
            op::operation create{};
            const relation read = relation_at(row, 1);
            create.object = read.name.text(), create.schema = read.schema;
            create.kind = what == "enumeration" ? kind::create_enum
                : what == "sequence"            ? kind::create_sequence
                : what == "extension"           ? kind::create_extension
                                                : kind::create_function;
            if (create.kind == kind::create_function &&
                detail::find_object(schema_, create.kind, create.object) != schema_.objects.none)
                continue;  // of the same name, with other parameters
            if (create.kind == kind::create_enum || create.kind == kind::create_sequence) {
                op::column part{};
                part.name = create.object;
                if (create.kind == kind::create_enum) part.type = enumeration(result.list, cell(row, 2), false);
                else
                    part.identity = {op::identity_kind::by_default, std::stoll(*row[2]), std::stoll(*row[3])},
                    part.type = op::type_of(op::type_kind::bigint);
                result.list.columns.push_back(part);
                create.columns = {0, 1};
            }
            if (row[4]) {
                result.list.texts.push_back({op::dialect_id::postgresql, op::text_of(behind_name(kept_text(row, 4)))});
                create.texts = {0, 1};
            }
            result.list.list.push_back(create);
            schema_.objects.add(create.object).hold(std::move(result));
        }
    }

    /// Reads the triggers. Others than the words can create are only compared; those have a name only once.
    void triggers(const query_result& rows) {
        for (const row_values& row : rows) {
            detail::owned_operation result;
            op::operation create{};
            create.kind = op::operation_kind::create_trigger, create.object = kept_text(row, 0);
            create.table = relation_at(row, 1).name;
            if (is_left_out(create.table)) continue;
            const bool has_own_function = cell(row, 3) == cell(row, 0) + "_body";
            const bool is_namesake = schema_.has_trigger(name(create.object));
            if (is_namesake ||
                !read_trigger(kept_text(row, 2), has_own_function ? kept_text(row, 4) : std::string_view(), create,
                              result.list)) {
                const std::string whole = cell(row, 2) + "\n" + cell(row, 4);
                schema_.others.push_back({"trigger", name(create.object), create.table, keep(whole)});
                continue;
            }
            result.list.list.push_back(create);
            schema_.triggers.add(name(create.object)).hold(std::move(result));
        }
    }

private:
    /// Reads `CREATE TRIGGER name BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (...) EXECUTE FUNCTION f()`, and the body
    /// of the function, if it is the trigger's own.
    static bool read_trigger(std::string_view sql, std::string_view body, op::operation& create, op::operations& list) {
        constexpr std::string_view head = "\nBEGIN\n    ";
        const std::string_view tail = ";\n    RETURN NEW;\nEND\n", tail_of_delete = ";\n    RETURN OLD;\nEND\n";
        const bool is_written = body.starts_with(head) && (body.ends_with(tail) || body.ends_with(tail_of_delete));
        if (!body.empty() && !is_written) return false;
        syntax::tokenizer words(sql, syntax::postgresql_lexicon);
        words.take("CREATE"), words.take("TRIGGER"), words.take();
        create.timing = words.take("BEFORE") ? op::trigger_timing::before
            : words.take("AFTER")            ? op::trigger_timing::after
                                             : op::trigger_timing::instead_of;
        if (words.take("INSTEAD")) words.take("OF");
        create.event = words.take("INSERT") ? op::trigger_event::insert
            : words.take("DELETE")          ? op::trigger_event::delete_
                                            : op::trigger_event::update;
        words.take("UPDATE");
        if (words.take("OF")) do {
                list.cells.push_back({}), list.cells.back().column = name(syntax::without_quotes(words.take()));
            } while (words.take(','));
        create.cells = {0, static_cast<std::uint32_t>(list.cells.size())};
        if (!words.take("ON")) return false;  // several events
        while (words.peek().kind != syntax::token_kind::end && !words.peek().is("WHEN") && !words.peek().is("EXECUTE"))
            if (words.take().is("STATEMENT")) return false;
        if (words.take("WHEN")) {
            const std::string_view condition = words.take_parentheses();
            syntax::tokenizer inside(condition, syntax::postgresql_lexicon);
            const std::string_view inner = inside.peek().is('(') ? inside.take_parentheses() : condition;
            create.text = inside.peek().kind == syntax::token_kind::end ? inner : condition;
        }
        list.texts.push_back(
            {op::dialect_id::any,
             op::text_of(body.empty() ? words.rest()
                                      : body.substr(head.size(), body.size() - head.size() - tail.size()))});
        create.texts = {0, 1};
        return true;
    }

    /// Adds an index to a materialized view.
    void add_to_view(const name& view, const detail::owned_operation& index) {
        const std::uint32_t found = schema_.views.find(view);
        if (found == schema_.views.none) return;
        detail::view_entry& entry = schema_.views.change(found);
        op::operations& own = entry.edit();
        own.add_index(index.list.view(), index.list.indexes[0]);
        own.list[0].indexes = {0, static_cast<std::uint32_t>(own.indexes.size())};
        entry.renew();
    }

    /// What stands behind the name in CREATE FUNCTION.
    static std::string_view behind_name(std::string_view sql) {
        syntax::tokenizer reader(sql, syntax::postgresql_lexicon);
        while (reader.peek().kind != syntax::token_kind::end && !reader.peek().is('(')) reader.take();
        return sql.substr(static_cast<std::size_t>(reader.peek().text.data() - sql.data()));
    }
    /// The type of an enumeration, whose values are added to the names of a list.
    op::data_type enumeration(op::operations& list, std::string_view number, bool is_array) {
        op::data_type type = op::named_type(op::type_kind::enumeration, {});
        if (is_array) type.kind = op::type_kind::array, type.element = op::type_kind::enumeration;
        type.values.first = static_cast<std::uint32_t>(list.names.size());
        for (const row_values& row : enumerations_)
            if (cell(row, 0) == number) {
                type.name = kept(row, 1);
                if (row[2]) list.names.push_back(kept(row, 2)), ++type.values.count;
            }
        return type;
    }
    /// An expression or a query.
    std::string_view kept_sql(const row_values& row, std::size_t which) {
        return scope_.names.empty() ? kept_text(row, which) : keep(without_schemas(cell(row, which), scope_));
    }

    /// A table, a view or an object beside them, and the schema that it is in; empty: the current one.
    struct relation {
        op::text_view schema{};
        aludel::name name{};
    };
    relation relation_at(const row_values& row, std::size_t which) {
        const std::string_view whole = kept_text(row, which);
        const std::size_t middle = whole.find(behind_schema);
        if (middle == whole.npos) return {{}, name(whole)};
        const std::string_view called = keep(scope_.called(whole.substr(0, middle)));
        return {op::text_of(called), schema_.name_in(called, whole.substr(middle + 1))};
    }

    op::column read_column(op::operations& list, const row_values& row) {
        op::column column{};
        column.name = kept(row, 1);
        column.type = row[12] ? enumeration(list, *row[12], cell(row, 13) == "t") : read_type(kept_text(row, 2));
        column.nullable = cell(row, 3) != "t";
        const std::string_view expression = kept_sql(row, 4);
        if (cell(row, 6) == "s" || cell(row, 6) == "v") {
            column.generated = cell(row, 6) == "s" ? op::generated_kind::stored : op::generated_kind::virtual_;
            column.expression = op::text_of(expression);
        } else if (row[11] && expression.starts_with("nextval(")) {
            column.autoincrement = true;
        } else if (row[4]) {
            column.default_value = op::value_of(op::value_kind::expression, 0, expression);
            if (row[12]) read_enum_value(column.default_value);
        }
        if (const std::string kind = cell(row, 5); !kind.empty())
            column.identity = {kind == "a" ? op::identity_kind::always : op::identity_kind::by_default,
                               row[8] ? std::stoll(*row[8]) : 1, row[9] ? std::stoll(*row[9]) : 1};
        if (row[7]) column.comment = kept(row, 7);
        if (row[10]) column.collation = kept(row, 10);
        return column;
    }

    /// Takes the name of the type away from `'sad'::mood`: it may be in a schema of its own.
    void read_enum_value(op::value& value) {
        const std::string_view sql = value.text;
        std::string text;
        std::size_t i = 1;
        for (; i < sql.size() && (sql[i] != '\'' || sql.substr(i, 2) == "''"); ++i)
            text += sql[i] == '\'' ? sql[i++] : sql[i];
        if (!sql.starts_with('\'') || !sql.substr(i).starts_with("'::") || sql.ends_with("[]")) return;
        value = op::value_of(op::value_kind::text, 0, keep(text));
    }

    static op::referential_action action_of(std::string_view letter) {
        if (letter == "c") return op::referential_action::cascade;
        if (letter == "n") return op::referential_action::set_null;
        if (letter == "d") return op::referential_action::set_default;
        return letter == "r" ? op::referential_action::restrict : op::referential_action::no_action;
    }

    /// Reads `EXCLUDE USING gist (room WITH =) WHERE (...)`.
    static void read_exclusion(op::constraint& read, std::string_view sql) {
        syntax::tokenizer words(sql, syntax::postgresql_lexicon);
        words.take("EXCLUDE"), words.take("USING");
        read.match = syntax::without_quotes(words.take());
        read.expression = words.take_parentheses();
        if (words.take("WHERE")) read.where = words.take_parentheses();
    }

    op::constraint read_constraint(op::operations& list, const query_result& rows, std::size_t& place) {
        const row_values& row = rows[place];
        op::constraint read{};
        const std::string kind = cell(row, 2), called = cell(row, 1), table = cell(row, 0);
        read.name = kept(row, 1);
        read.kind = kind == "p" ? op::constraint_kind::primary_key
            : kind == "u"       ? op::constraint_kind::unique
            : kind == "f"       ? op::constraint_kind::foreign_key
            : kind == "x"       ? op::constraint_kind::exclusion
                                : op::constraint_kind::check;
        read.deferrable = cell(row, 8) == "t", read.initially_deferred = cell(row, 9) == "t";
        read.not_valid = cell(row, 12) == "f", read.nulls_not_distinct = cell(row, 13) == "true";
        if (kind == "x") {
            read_exclusion(read, kept_text(row, 14));
            ++place;
            return read;
        }
        if (kind == "c") {
            read.expression = op::text_of(kept_sql(row, 11));
            ++place;
            return read;
        }
        std::vector<name> targets;
        read.columns.first = static_cast<std::uint32_t>(list.names.size());
        for (; place < rows.size() && cell(rows[place], 0) == table && cell(rows[place], 1) == called; ++place) {
            list.names.push_back(kept(rows[place], 3)), ++read.columns.count;
            if (kind == "f") targets.push_back(kept(rows[place], 5));
        }
        if (kind != "f") return read;
        const relation target = relation_at(row, 4);
        read.target = target.name.text(), read.target_schema = target.schema;
        read.schema_hash = schema_hash_of(target.name);
        read.target_columns = {static_cast<std::uint32_t>(list.names.size()),
                               static_cast<std::uint32_t>(targets.size())};
        for (const name& each : targets) list.names.push_back(each);
        read.on_delete = action_of(cell(row, 6)), read.on_update = action_of(cell(row, 7));
        if (cell(row, 10) == "f") read.match = op::text_of("FULL");
        return read;
    }

    reading_scope scope_;
    query_result enumerations_;
};

/// The schema of the current schema of a database, and of those that are looked into, without the given tables.
template <class Session>
flow<schema> read_schema(Session& session, std::vector<std::string> without, reading_scope scope) {
    query_result rows[8];
    const std::string_view queries[] = {tables_query, columns_query,      constraints_query, indexes_query,
                                        views_query,  enumerations_query, objects_query,     triggers_query};
    for (int i = 0; i < 8; ++i) {
        const std::string query = looking_in(queries[i], scope.schemas);
        reply result = co_await session.query(query);
        if (result.failed()) throw Session::failed(result, query);
        rows[i] = std::move(result.rows);
    }
    schema found;
    schema_reader reader(found, std::move(without), std::move(scope), std::move(rows[5]));
    reader.find_namesakes(rows[0], rows[4]);
    reader.tables(rows[0], rows[1], rows[2]);
    reader.views(rows[4]);
    reader.indexes(rows[3]);
    reader.objects(rows[6]);
    reader.triggers(rows[7]);
    found.is_read = true;
    co_return found;
}

}  // namespace aludel::inline v0_1::postgresql_dialect
