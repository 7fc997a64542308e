// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/catalog_reader.hpp>
#include <aludel/dialect/mysql_family/read_type.hpp>
#include <aludel/dialect/mysql_family/session.hpp>
#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/dialect/mysql_family/view_order.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/statements.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <exception>    // current_exception, exception_ptr, rethrow_exception
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

// The schema of a database, from its information_schema.

namespace aludel::inline v0_1::mysql_family {

using online::cell;

/// Of each table: name, comment, engine and character set, with its collation if that is not the one by default.
inline constexpr std::string_view tables_query =
    "SELECT t.table_name, t.table_comment, t.engine, CASE WHEN c.is_default = 'Yes' THEN "
    "c.character_set_name ELSE CONCAT(c.character_set_name, ' COLLATE ', t.table_collation) END FROM "
    "information_schema.tables t LEFT JOIN "
    "information_schema.collations c ON c.collation_name = t.table_collation WHERE t.table_schema = DATABASE() AND "
    "t.table_type NOT IN ('VIEW', 'SEQUENCE') ORDER BY t.table_name";

/// Of each column: table, name, type, whether it can be NULL, default, extra, expression, comment, and its collation if
/// that is not the table's.
inline constexpr std::string_view columns_query =
    "SELECT c.table_name, c.column_name, c.column_type, c.is_nullable, c.column_default, c.extra, "
    "c.generation_expression, c.column_comment, CASE WHEN c.collation_name <> t.table_collation THEN c.collation_name "
    "END FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND "
    "t.table_name = c.table_name WHERE c.table_schema = DATABASE() AND t.table_type NOT IN ('VIEW', 'SEQUENCE') ORDER "
    "BY c.table_name, "
    "c.ordinal_position";

/// Of each column of a key, in order: table, constraint, kind, column, referenced table and column, and actions.
inline constexpr std::string_view keys_query =
    "SELECT k.table_name, k.constraint_name, k.constraint_type, u.column_name, u.referenced_table_name, "
    "u.referenced_column_name, r.delete_rule, r.update_rule FROM information_schema.table_constraints k JOIN "
    "information_schema.key_column_usage u ON u.constraint_schema = k.constraint_schema AND u.table_name = "
    "k.table_name AND u.constraint_name = k.constraint_name LEFT JOIN information_schema.referential_constraints r ON "
    "r.constraint_schema = k.constraint_schema AND r.table_name = k.table_name AND r.constraint_name = "
    "k.constraint_name WHERE k.constraint_schema = DATABASE() AND (k.constraint_type <> 'UNIQUE' OR NOT EXISTS (SELECT "
    "1 FROM information_schema.statistics s WHERE s.table_schema = k.table_schema AND s.table_name = k.table_name AND "
    "s.index_name = k.constraint_name AND (s.sub_part IS NOT NULL OR s.collation = 'D' OR s.column_name IS NULL))) "
    "ORDER BY k.table_name, k.constraint_type <> 'PRIMARY KEY', k.constraint_name, u.ordinal_position";

/// Of each check: table, name and expression. Names of checks are those of their tables on MariaDB only.
inline constexpr std::string_view checks_query =
    "SELECT k.table_name, k.constraint_name, c.check_clause FROM information_schema.table_constraints k JOIN "
    "information_schema.check_constraints c ON c.constraint_schema = k.constraint_schema AND c.constraint_name = "
    "k.constraint_name";
inline constexpr std::string_view checks_condition =
    " WHERE k.constraint_type = 'CHECK' AND k.constraint_schema = DATABASE() ORDER BY k.table_name, k.constraint_name";

/// Of each part of an index, in order: table, index, whether it is unique, kind, column, direction, the length of a
/// prefix, and an expression where the database has indexes of them. Those of keys are left out, and those that the
/// server has created for foreign keys.
inline constexpr std::string_view indexes_query =
    "SELECT s.table_name, s.index_name, s.non_unique, s.index_type, s.column_name, s.collation, s.sub_part, ";
inline constexpr std::string_view indexes_condition =
    " FROM information_schema.statistics s WHERE s.table_schema = DATABASE() AND (s.non_unique = 1 OR EXISTS (SELECT 1 "
    "FROM "
    "information_schema.statistics o WHERE o.table_schema = s.table_schema AND o.table_name = s.table_name AND "
    "o.index_name = s.index_name AND (o.sub_part IS NOT NULL OR o.collation = 'D' OR o.column_name IS NULL))) AND "
    "s.index_name <> 'PRIMARY' AND NOT EXISTS (SELECT 1 FROM information_schema.referential_constraints r WHERE "
    "r.constraint_schema = s.table_schema AND r.table_name = s.table_name AND r.constraint_name = s.index_name) ORDER "
    "BY s.table_name, s.index_name, s.seq_in_index";

/// The server qualifies every name in a view with its database.
inline constexpr std::string_view views_query =
    "SELECT table_name, REPLACE(view_definition, CONCAT('`', REPLACE(table_schema, '`', '``'), '`.'), '') FROM "
    "information_schema.views WHERE table_schema = DATABASE() ORDER BY table_name";

/// Of each trigger: name, table, timing, event and body.
inline constexpr std::string_view triggers_query =
    "SELECT trigger_name, event_object_table, action_timing, event_manipulation, action_statement FROM "
    "information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY trigger_name";

// Expressions in the catalog of MySQL: each byte of a character outside of ASCII is a character of its own, quotes and
// backslashes are escaped once more than SQL does, and texts name the character set of the session that has written
// them.

/// A text without the additional escapes and encoding.
inline std::string without_escapes(std::string_view written) {
    std::string plain;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const auto lead = static_cast<unsigned char>(written[i]);
        if (written[i] == '\\' && i + 1 < written.size()) plain += written[++i];
        else if ((lead == 0xC2 || lead == 0xC3) && i + 1 < written.size())
            plain += static_cast<char>((lead & 0x03U) << 6U | (static_cast<unsigned char>(written[++i]) & 0x3FU));
        else plain += written[i];
    }
    return plain;
}

/// The SQL of an expression in the catalog: texts of UTF-8 are those of any session of the library.
inline std::string expression_in_catalog(std::string_view written) {
    const std::string plain = without_escapes(written);
    std::string sql;
    std::size_t copied = 0;
    for (syntax::tokenizer tokens(plain, syntax::mariadb_lexicon); tokens.peek().kind != syntax::token_kind::end;) {
        const syntax::token next = tokens.take();
        if ((!next.is("_utf8mb4") && !next.is("_utf8mb3")) || tokens.peek().kind != syntax::token_kind::string)
            continue;
        const auto begin = static_cast<std::size_t>(next.text.data() - plain.data());
        sql.append(plain, copied, begin - copied);
        copied = begin + next.text.size();
    }
    return sql.append(plain, copied);
}

/// Builds a schema from the rows of these queries.
class schema_reader : dialect::catalog_reader {
public:
    schema_reader(schema& read, const spelling& words, std::vector<std::string> without)
        : catalog_reader(read, std::move(without)),
          words_(words) {
        schema_.index_names = op::index_scope::table;
    }

    /// Reads the tables; the rows of a table follow each other.
    void tables(const query_result& rows, const query_result& columns, const query_result& keys,
                const query_result& checks) {
        std::size_t column = 0, key = 0, check = 0;
        for (const row_values& row : rows) {
            detail::owned_operation result;
            op::operations& list = result.list;
            op::operation create{};
            create.kind = op::operation_kind::create_table, create.table = kept(row, 0);
            const std::string table = cell(row, 0);
            for (; column < columns.size() && cell(columns[column], 0) == table; ++column)
                read_column(list, columns[column]);
            while (key < keys.size() && cell(keys[key], 0) == table) read_key(list, keys, key);
            for (; check < checks.size() && cell(checks[check], 0) == table; ++check) read_check(list, checks[check]);
            op::table_options options{};
            options.comment = kept_text(row, 1), options.engine = kept_text(row, 2),
            options.charset = kept_text(row, 3);
            list.options.push_back(options);
            create.columns = {0, static_cast<std::uint32_t>(list.columns.size())};
            create.constraints = {0, static_cast<std::uint32_t>(list.constraints.size())};
            create.options = {0, 1};
            list.list.push_back(create);
            if (is_left_out(table)) continue;
            schema_.tables.add(create.table).hold(std::move(result));
        }
    }

    void indexes(const query_result& rows) {
        for (std::size_t row = 0; row < rows.size();) {
            detail::owned_operation result;
            op::index index{};
            const std::string table = cell(rows[row], 0), called = cell(rows[row], 1);
            index.name = kept(rows[row], 1), index.unique = cell(rows[row], 2) == "0";
            if (cell(rows[row], 3) != "BTREE") index.method = kept_text(rows[row], 3);
            for (; row < rows.size() && cell(rows[row], 0) == table && cell(rows[row], 1) == called; ++row) {
                op::index_part part{};
                part.descending = cell(rows[row], 5) == "D";
                if (rows[row][7]) part.expression = kept_expression(rows[row], 7);
                else part.column = kept(rows[row], 4);
                if (rows[row][6] && index.method.empty())  // a prefix
                    part.length = static_cast<std::uint32_t>(std::stoul(cell(rows[row], 6)));
                result.list.parts.push_back(part);
            }
            index.parts = {0, static_cast<std::uint32_t>(result.list.parts.size())};
            add_index(name(std::string_view(table)), index, result);
        }
    }

    /// Reads the views, each behind those that it selects from: they are created in this order.
    void views(query_result rows) {
        for (const row_values& row : in_order_of_views(std::move(rows), 0, 1))
            if (!is_left_out(cell(row, 0))) add_view(kept(row, 0), kept_text(row, 1), false);
    }

    void triggers(const query_result& rows) {
        for (const row_values& row : rows) {
            if (is_left_out(cell(row, 1))) continue;
            detail::owned_operation result;
            op::operation create{};
            create.kind = op::operation_kind::create_trigger;
            create.object = kept_text(row, 0), create.table = kept(row, 1);
            create.timing = cell(row, 2) == "BEFORE" ? op::trigger_timing::before : op::trigger_timing::after;
            create.event = cell(row, 3) == "INSERT" ? op::trigger_event::insert
                : cell(row, 3) == "UPDATE"          ? op::trigger_event::update
                                                    : op::trigger_event::delete_;
            result.list.texts.push_back({op::dialect_id::any, op::text_of(body_in(kept_text(row, 4)))});
            create.texts = {0, 1};
            result.list.list.push_back(create);
            schema_.triggers.add(name(create.object)).hold(std::move(result));
        }
    }

private:
    /// The statements of a body, without the BEGIN and END around them.
    static std::string_view body_in(std::string_view body) {
        const std::string_view whole = syntax::trimmed_statements(body);
        syntax::tokenizer words(whole, syntax::mariadb_lexicon);
        if (!words.take("BEGIN") || whole.size() < 8 ||
            !dialect::same_without_case(whole.substr(whole.size() - 3), "END"))
            return whole;
        return syntax::trimmed_statements(whole.substr(5, whole.size() - 8));
    }

    std::string_view kept_expression(const row_values& row, std::size_t which) {
        return words_.plain_catalog ? kept_text(row, which) : keep(expression_in_catalog(cell(row, which)));
    }

    void read_column(op::operations& list, const row_values& row) {
        op::column column{};
        column.name = kept(row, 1);
        column.type = read_type(kept_text(row, 2), list, schema_.arena);
        if (column.type.kind == op::type_kind::enumeration) column.type.name = column.name.text();
        column.nullable = cell(row, 3) == "YES";
        const std::string extra = cell(row, 5);
        const std::string_view expression = kept_expression(row, 6);
        if (!expression.empty()) {
            const bool is_stored = extra.find("STORED") != extra.npos || extra.find("PERSISTENT") != extra.npos;
            column.generated = is_stored ? op::generated_kind::stored : op::generated_kind::virtual_;
            column.expression = op::text_of(expression);
        } else if (row[4]) {
            const bool is_literal = !words_.plain_catalog && extra.find("DEFAULT_GENERATED") == extra.npos;
            column.default_value = is_literal ? read_literal(kept_text(row, 4), column.type, schema_.arena)
                                              : read_default(kept_expression(row, 4), schema_.arena);
        }
        constexpr std::string_view on_update = "on update ";
        const std::size_t update = extra.find(on_update);
        const op::value_kind known = column.default_value.kind;
        if (update != extra.npos && known != op::value_kind::text && known != op::value_kind::integer)
            column.default_value = op::value_of(
                op::value_kind::expression, 0,
                schema_.arena.keep({known == op::value_kind::none ? std::string_view("NULL") : kept_text(row, 4),
                                    " ON UPDATE ", std::string_view(extra).substr(update + on_update.size())}));
        column.autoincrement = extra.find("auto_increment") != extra.npos;
        if (!cell(row, 7).empty()) column.comment = kept_text(row, 7);
        if (row[8]) column.collation = kept_text(row, 8);
        list.columns.push_back(column);
    }

    /// RESTRICT and NO ACTION are the same here, and the servers have them by default, each another one.
    static op::referential_action action_of(std::string_view rule) {
        if (rule == "CASCADE") return op::referential_action::cascade;
        return rule == "SET NULL" ? op::referential_action::set_null : op::referential_action::no_action;
    }

    void read_key(op::operations& list, const query_result& rows, std::size_t& place) {
        const row_values& row = rows[place];
        op::constraint read{};
        const std::string kind = cell(row, 2), called = cell(row, 1), table = cell(row, 0);
        if (kind != "PRIMARY KEY") read.name = kept(row, 1);
        read.kind = kind == "PRIMARY KEY" ? op::constraint_kind::primary_key
            : kind == "UNIQUE"            ? op::constraint_kind::unique
                                          : op::constraint_kind::foreign_key;
        std::vector<name> targets;
        read.columns.first = static_cast<std::uint32_t>(list.names.size());
        for (; place < rows.size() && cell(rows[place], 0) == table && cell(rows[place], 1) == called &&
             cell(rows[place], 2) == kind;
             ++place) {
            list.names.push_back(kept(rows[place], 3)), ++read.columns.count;
            if (rows[place][5]) targets.push_back(kept(rows[place], 5));
        }
        if (read.kind == op::constraint_kind::foreign_key) {
            read.target = kept_text(row, 4);
            read.target_columns = {static_cast<std::uint32_t>(list.names.size()),
                                   static_cast<std::uint32_t>(targets.size())};
            for (const name& each : targets) list.names.push_back(each);
            read.on_delete = action_of(cell(row, 6)), read.on_update = action_of(cell(row, 7));
        }
        list.constraints.push_back(read);
    }

    /// MariaDB's type JSON is a long text with a check of its own.
    void read_check(op::operations& list, const row_values& row) {
        const std::string_view expression = kept_expression(row, 2);
        for (op::column& each : list.columns)
            if (each.type.kind == op::type_kind::native && each.type.name.text() == "longtext" &&
                expression == schema_.arena.keep({"json_valid(`", each.name, "`)"})) {
                each.type = op::type_of(op::type_kind::json), each.collation = op::text_view{};
                return;
            }
        op::constraint read{};
        read.kind = op::constraint_kind::check, read.name = kept(row, 1), read.expression = op::text_of(expression);
        list.constraints.push_back(read);
    }

    const spelling& words_;
};

/// The schema of the database in use, without the given tables. The session must have the settings of a migration. But
/// for one: the server quotes the names in expressions as the sql_mode says, and backticks are read in any.
template <const spelling& Words, class Session>
flow<schema> read_tables(Session& session, std::vector<std::string> without) {
    const std::string checks = std::string(checks_query)
                                   .append(Words.optional_indexes ? " AND c.table_name = k.table_name" : "")
                                   .append(checks_condition);
    constexpr bool has_expressions = !op::has(traits_of(Words.id).lacks, op::feature::expression_index);
    const std::string indexes =
        std::string(indexes_query).append(has_expressions ? "s.expression" : "NULL").append(indexes_condition);
    const std::string back = std::string("SET SESSION sql_mode = '").append(sql_mode).append("'");
    constexpr std::size_t count = 9;
    query_result rows[count];
    const std::string_view queries[] = {"SET SESSION sql_mode = ''",
                                        tables_query,
                                        columns_query,
                                        keys_query,
                                        checks,
                                        indexes,
                                        views_query,
                                        triggers_query,
                                        back};
    for (std::size_t i = 0; i < count; ++i) {
        reply result = co_await session.query(queries[i]);
        if (result.failed()) throw Session::failed(result, queries[i]);
        rows[i] = std::move(result.rows);
    }
    schema found;
    schema_reader reader(found, Words, std::move(without));
    reader.tables(rows[1], rows[2], rows[3], rows[4]);
    reader.indexes(rows[5]);
    reader.views(std::move(rows[6]));
    reader.triggers(rows[7]);
    found.is_read = true;
    co_return found;
}

/// The same with any settings, which are restored.
template <const spelling& Words, class Session>
flow<schema> read_schema(Session& session, std::vector<std::string> without) {
    const bool opens = !session.is_open();
    if (opens) co_await session.open({});
    schema found;
    std::exception_ptr why;
    try {
        found = co_await read_tables<Words>(session, std::move(without));
    } catch (...) {
        why = std::current_exception();
    }
    if (opens) co_await session.restore();
    if (why) std::rethrow_exception(why);
    co_return found;
}

}  // namespace aludel::inline v0_1::mysql_family
