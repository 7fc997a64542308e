// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/verify.hpp>
#include <aludel/operation/operations.hpp>

#include <cstdint>           // uint32_t, int64_t
#include <initializer_list>  // initializer_list
#include <limits>            // numeric_limits
#include <memory>            // unique_ptr, make_unique
#include <random>            // mt19937
#include <string>            // string
#include <string_view>       // string_view
#include <vector>            // vector

namespace laws {

namespace al = aludel;
namespace op = aludel::op;

/// A line of revisions with one operation each: possible but odd ones, of which those stay that verification accepts.
/// Names, types, options, values and expressions are drawn from lists in which most entries are wrong somewhere.
class odd_history {
public:
    /// `has_rows` says that tables will have rows: then operations that rows may contradict do not stay either.
    odd_history(std::uint32_t seed, bool has_rows) : random_(seed), has_rows_(has_rows) {
        for (const al::rule each : {al::rule::drops_table, al::rule::drops_column, al::rule::drops_primary_key,
                                    al::rule::drops_constraint, al::rule::deletes_all_rows, al::rule::renames_table})
            settings_.levels[settings_.level_count++] = {each, al::level::off};
        if (!has_rows)
            for (const al::rule each :
                 {al::rule::add_required_column, al::rule::sets_not_null, al::rule::narrows_type,
                  al::rule::removes_enum_value, al::rule::adds_unique, al::rule::adds_check, al::rule::adds_foreign_key,
                  al::rule::may_not_convert, al::rule::nullable_primary_key})
                settings_.levels[settings_.level_count++] = {each, al::level::off};
        const std::size_t tries = 8 + pick(16);
        for (std::size_t i = 0; i < tries; ++i) try_one();
        order();
    }

    [[nodiscard]] al::history_view view() const {
        return {"odd", &settings_, op::view_of(revisions_), {order_.data(), static_cast<std::uint32_t>(order_.size())}};
    }
    /// The first sentence about each operation that was refused.
    [[nodiscard]] const std::vector<std::string>& refusals() const { return refusals_; }

private:
    using kind = op::operation_kind;
    using words = std::initializer_list<const char*>;

    std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }
    bool chance(int percent) { return pick(100) < static_cast<std::size_t>(percent); }
    const char* one_of(words some) { return some.begin()[pick(some.size())]; }
    std::string_view text(const std::string& result) {
        texts_.push_back(std::make_unique<std::string>(result));
        return *texts_.back();
    }
    op::operations& list() { return *lists_.back(); }

    // Names.

    al::name odd_name() {
        return al::name(text(chance(4) ? std::string(1000, 'n')
                                       : one_of({"",
                                                 "order",
                                                 "a b",
                                                 "q\"q",
                                                 "sqlite_x",
                                                 "SQLITE_y",
                                                 "aludel_version",
                                                 "Aludel_Journal",
                                                 "_aludel_new_t",
                                                 "rowid",
                                                 "_rowid_",
                                                 "oid",
                                                 "T1",
                                                 "select",
                                                 "x.y",
                                                 "'q'",
                                                 "`b`",
                                                 "[br]",
                                                 "--",
                                                 "/*",
                                                 "%s",
                                                 "temp",
                                                 "main",
                                                 "\xC3\x84",
                                                 "a\nb",
                                                 "new",
                                                 "old",
                                                 "true",
                                                 "current_date",
                                                 "ix1",
                                                 "v1",
                                                 "1",
                                                 "*",
                                                 "sqlite",
                                                 "aludel_version_claim",
                                                 "rank"})));
    }
    al::name new_name(words usual) { return chance(15) ? odd_name() : al::name(one_of(usual)); }
    al::name some_table() {
        if (chance(5)) return al::name(one_of({"t1", "t2", "t3", "t4", "T1", "v1", "v2", "nowhere"}));
        std::vector<al::name> whole;
        for (const auto& each : schema_.tables.entries())
            if (each.alive) whole.push_back(each.name);
        return whole.empty() ? al::name("t1") : whole[pick(whole.size())];
    }
    op::table_view table_of(const al::name& name) const { return schema_.table(name); }
    al::name some_column(const op::table_view& table) {
        if (!table || chance(4)) return al::name(one_of({"a", "b", "c", "id", "A", "rowid", "nowhere", ""}));
        return table.columns()[pick(table.columns().size())].name;
    }
    op::range names(const std::vector<al::name>& wanted) {
        const op::range result{static_cast<std::uint32_t>(list().names.size()),
                               static_cast<std::uint32_t>(wanted.size())};
        for (const al::name& each : wanted) list().names.push_back(each);
        return result;
    }

    // Columns.

    std::string quoted(const al::name& name) {
        std::string result = "\"";
        for (const char each : name.text()) result += each == '"' ? "\"\"" : std::string(1, each);
        return result + "\"";
    }
    std::string_view expression(const al::name& about) {
        const std::string column = quoted(about);
        switch (pick(chance(75) ? 8 : 30)) {
            case 0: return text(column + " IS NOT 'never'");
            case 1: return text("coalesce(" + column + ", 1) IS NOT NULL");
            case 2: return text("length(" + column + ") < 100000");
            case 3: return text("typeof(" + column + ") <> 'nothing'");
            case 4: return text(column + " || ''");
            case 5: return text("abs(coalesce(length(" + column + "), 0))");
            case 6: return text("ifnull(" + column + ", 0) = ifnull(" + column + ", 0)");
            case 7: return text("(" + column + ") IS " + column);
            case 8: return text(column + " >");
            case 9: return "(SELECT 1)";
            case 10: return text(column + " IN (SELECT 1)");
            case 11: return "";
            case 12: return "(1";
            case 13: return "1)";
            case 14: return "nowhere > 1";
            case 15: return "random() > 1";
            case 16: return "current_timestamp > 1";
            case 17: return "date('now') > '2'";
            case 18: return "1";
            case 19: return "NULL";
            case 20: return "count(*) > 1";
            case 21: return "?1 = 1";
            case 22: return text("json_valid(" + column + ")");
            case 23: return text(column + " > 1; DROP TABLE t1");
            case 24: return text(column + " COLLATE NOCASE = 'a'");
            case 25: return "rowid > 0";
            case 26: return text("max(" + column + ")");
            case 27: return text("CASE WHEN " + column + " IS NULL THEN 1 ELSE 2 END");
            case 28: return "RAISE(ABORT, 'x')";
            default: return text("row_number() OVER (ORDER BY " + column + ")");
        }
    }
    op::data_type some_type() {
        const auto which = static_cast<op::type_kind>(pick(20));
        op::data_type type = op::type_of(which);
        if (which == op::type_kind::native)
            return op::named_type(
                which,
                one_of({"INT", "INTEGER", "CITEXT", "", "A B", "UNSIGNED BIG INT", "X(1,2)", "\"q", "a'b",
                        "TEXT NOT NULL", "TEXT); DROP", "ANY", "PRIMARY KEY", "GENERATED", "a--b", "AUTOINCREMENT"}));
        if (which == op::type_kind::enumeration) {
            std::vector<al::name> values;
            for (std::size_t i = pick(4); i > 0; --i) values.push_back(al::name(one_of({"a", "b", "", "it's", "c"})));
            type.name = text("e"), type.values = names(values);
            return type;
        }
        if (which == op::type_kind::varchar || which == op::type_kind::character || which == op::type_kind::numeric)
            type.precision = chance(70) ? static_cast<int>(pick(40)) : static_cast<int>(pick(7)) * 1000 - 3000;
        if (which == op::type_kind::numeric && chance(50))
            type.scale = chance(70) ? static_cast<int>(pick(10)) : static_cast<int>(pick(80)) - 40;
        return type;
    }
    op::value some_value(bool fits, const op::data_type& type) {
        if (fits) {
            using type_kind = op::type_kind;
            switch (type.kind) {
                case type_kind::boolean: return op::value_of(op::value_kind::boolean, 1);
                case type_kind::smallint:
                case type_kind::integer:
                case type_kind::bigint:
                case type_kind::real:
                case type_kind::numeric:
                case type_kind::double_precision: return op::value_of(op::value_kind::integer, 7);
                case type_kind::timestamp: return op::value_of(op::value_kind::current_timestamp);
                case type_kind::enumeration: return op::value_of(op::value_kind::text, 0, "a");
                default: return op::value_of(op::value_kind::text, 0, one_of({"d", "it's", ""}));
            }
        }
        op::value value = op::value_of(static_cast<op::value_kind>(pick(9)));
        switch (value.kind) {
            case op::value_kind::boolean: value.integer = static_cast<std::int64_t>(pick(2)); break;
            case op::value_kind::integer: {
                constexpr std::int64_t numbers[] = {0,
                                                    -1,
                                                    32768,
                                                    2147483648,
                                                    std::numeric_limits<std::int64_t>::min(),
                                                    std::numeric_limits<std::int64_t>::max(),
                                                    9007199254740993};
                value.integer = numbers[pick(7)];
                break;
            }
            case op::value_kind::real: {
                const double numbers[] = {0.0,
                                          -0.0,
                                          0.1 + 0.2,
                                          1e300,
                                          4.9406564584124654e-324,
                                          -1.5,
                                          std::numeric_limits<double>::quiet_NaN(),
                                          std::numeric_limits<double>::infinity(),
                                          -std::numeric_limits<double>::infinity()};
                value.real = numbers[pick(9)];
                break;
            }
            case op::value_kind::text:
                value.text = chance(10)
                    ? text(std::string("a\0b", 3))
                    : text(one_of({"a", "it's", "", "\r\n", "12", "1e5", "007", "-- x", "many", "x'00'", "\"a\""}));
                break;
            case op::value_kind::expression:
                value.text = text(one_of({"1 + 1", "'a' || 'b'", "(SELECT 1)", "a", "random()", "\"a\"", "1; DROP", "",
                                          "NULL", "datetime('now')", "?", "(1", "CURRENT_DATE"}));
                break;
            default: break;
        }
        return value;
    }
    op::column some_column_of(const op::table_view& table, bool is_new_table) {
        op::column column{};
        column.name = new_name({"a", "b", "c", "d", "e", "f"});
        column.type = some_type();
        column.nullable = chance(70);
        if (chance(30)) column.default_value = some_value(chance(70), column.type);
        if (chance(8)) column.autoincrement = true;
        if (chance(12) && (is_new_table || !has_rows_)) {
            column.generated = chance(50) ? op::generated_kind::stored : op::generated_kind::virtual_;
            column.expression =
                expression(is_new_table && !list().columns.empty() ? list().columns[pick(list().columns.size())].name
                                                                   : some_column(table));
        }
        if (chance(4)) column.identity = {static_cast<op::identity_kind>(1 + pick(2)), 1, 1};
        if (chance(8)) column.collation = text(one_of({"NOCASE", "BINARY", "RTRIM"}));
        if (chance(4)) column.comment = text(one_of({"a comment", "*/ --\n;", "'"}));
        if (!is_new_table && !has_rows_ && chance(20))  // which values an expression has is not known
            column.fill = expression(some_column(table));
        return column;
    }

    // Constraints and indexes.

    op::constraint some_constraint(const std::vector<al::name>& columns) {
        const auto some = [&](std::size_t most) {
            std::vector<al::name> result;
            const std::size_t count = chance(3) ? 0 : 1 + pick(most);
            for (std::size_t i = 0; i < count; ++i)
                result.push_back(chance(3) ? al::name("nowhere") : columns[pick(columns.size())]);
            return result;
        };
        op::constraint result{};
        result.kind = static_cast<op::constraint_kind>(pick(4));
        if (chance(50)) result.name = new_name({"k1", "k2", "k3", "k4"});
        if (result.kind == op::constraint_kind::check) {
            result.expression = expression(columns[pick(columns.size())]);
            return result;
        }
        result.columns = names(some(3));
        if (result.kind != op::constraint_kind::foreign_key) return result;
        const al::name target = some_table();
        result.target = target;
        if (const op::table_view there = table_of(target); chance(80)) {
            std::vector<al::name> targets;
            for (std::uint32_t i = 0; i < result.columns.count; ++i) targets.push_back(some_column(there));
            result.target_columns = names(targets);
        }
        result.on_delete = static_cast<op::referential_action>(pick(5));
        result.on_update = static_cast<op::referential_action>(pick(5));
        result.deferrable = chance(20), result.initially_deferred = result.deferrable && chance(50);
        if (chance(10)) result.match = text(one_of({"FULL", "SIMPLE", "PARTIAL", "nothing", "; --"}));
        return result;
    }
    op::index some_index(const std::vector<al::name>& columns) {
        op::index result{};
        if (chance(85)) result.name = new_name({"ix1", "ix2", "ix3", "t1", "v1", "ix4", "ix5"});
        result.parts.first = static_cast<std::uint32_t>(list().parts.size());
        result.parts.count = static_cast<std::uint32_t>(chance(3) ? 0 : chance(2) ? 70 : 1 + pick(3));
        for (std::uint32_t i = 0; i < result.parts.count; ++i) {
            op::index_part part{};
            if (chance(25)) part.expression = expression(columns[pick(columns.size())]);
            else part.column = chance(3) ? al::name("nowhere") : columns[pick(columns.size())];
            part.descending = chance(20);
            list().parts.push_back(part);
        }
        if (chance(20)) result.where = expression(columns[pick(columns.size())]);
        if (chance(5)) result.method = text("btree");
        if (chance(5)) result.include = names({columns[pick(columns.size())]});
        result.unique = chance(30), result.concurrently = chance(5), result.if_not_exists = chance(5);
        return result;
    }

    // Operations.

    std::vector<al::name> columns_of(const op::table_view& table) {
        std::vector<al::name> result;
        if (table)
            for (const op::column& each : table.columns()) result.push_back(each.name);
        if (result.empty()) result.push_back("a");
        return result;
    }
    op::operation odd_operation() {
        op::operation result{};
        const std::size_t alive = schema_.tables.entries().size();
        if (alive < 2 || chance(20)) return create_table(result);
        result.table = some_table();
        const op::table_view table = table_of(result.table);
        const std::vector<al::name> columns = columns_of(table);
        result.if_exists = chance(3), result.if_not_exists = chance(3);
        switch (pick(14)) {
            case 0:
            case 1:
                result.kind = kind::add_column;
                list().columns.push_back(some_column_of(table, false)), result.columns = {0, 1};
                result.object = list().columns[0].name;
                if (chance(has_rows_ ? 5 : 25)) {
                    op::constraint added = some_constraint({result.object});
                    list().constraints.push_back(added), result.constraints = {0, 1};
                }
                if (chance(10)) list().indexes.push_back(some_index({result.object})), result.indexes = {0, 1};
                return result;
            case 2: result.kind = kind::drop_column, result.object = some_column(table); return result;
            case 3:
                result.kind = kind::rename_column, result.object = some_column(table);
                result.to = new_name({"a", "b", "c", "d", "e", "f", "g", "h"});
                return result;
            case 4:
            case 5:
            case 6: return alter_column(result, table);
            case 7:
            case 8:
                result.kind = kind::add_constraint;
                list().constraints.push_back(some_constraint(columns)), result.constraints = {0, 1};
                if (list().constraints[0].name.empty())
                    list().constraints[0].name = al::name(text("u" + std::to_string(pick(99))));
                result.object = list().constraints[0].name;
                return result;
            case 9:
                result.kind = kind::drop_constraint, result.object = al::name(one_of({"k1", "k2", "", "nowhere"}));
                if (table && !table.constraints().empty())
                    result.object = al::name(text(std::string(
                        al::detail::name_of(schema_.naming, table,
                                            table.constraints()[pick(table.constraints().size())], schema_.arena)
                            .text())));
                return result;
            case 10:
                result.kind = kind::create_index;
                list().indexes.push_back(some_index(columns)), result.indexes = {0, 1};
                result.object = list().indexes[0].name;
                return result;
            case 11:
                result.kind = kind::rename_table, result.to = new_name({"t1", "t2", "t3", "t4", "t5", "v1", "ix1"});
                return result;
            case 12:
                result.kind = chance(50) ? kind::drop_table : kind::drop_index;
                if (result.kind == kind::drop_table) return result;
                result.table = {}, result.object = al::name(one_of({"ix1", "ix2", "ix3", "nowhere"}));
                return result;
            default: return view_or_text(result);
        }
    }
    op::operation create_table(op::operation result) {
        result.kind = kind::create_table, result.table = new_name({"t1", "t2", "t3", "t4", "t5"});
        result.if_not_exists = chance(3);
        const std::size_t count = chance(2) ? 0 : chance(1) ? 2001 : 1 + pick(5);
        std::vector<al::name> columns;
        for (std::size_t i = 0; i < count; ++i) {
            op::column column = some_column_of({}, true);
            if (count > 10) column = {}, column.name = al::name(text("c" + std::to_string(i)));
            else if (chance(85)) column.name = al::name(text(std::string(1, static_cast<char>('a' + i))));
            columns.push_back(column.name), list().columns.push_back(column);
        }
        result.columns = {0, static_cast<std::uint32_t>(count)};
        if (columns.empty()) columns.push_back("a");
        if (chance(70)) {
            op::constraint key{};
            key.kind = op::constraint_kind::primary_key;
            const std::size_t which = pick(columns.size());
            key.columns = names({columns[which]});
            if (count != 0 && chance(90)) list().columns[which].nullable = false;
            list().constraints.push_back(key), ++result.constraints.count;
        }
        for (std::size_t i = pick(3); i > 0; --i)
            list().constraints.push_back(some_constraint(columns)), ++result.constraints.count;
        if (chance(20)) list().indexes.push_back(some_index(columns)), ++result.indexes.count;
        op::table_options options{};
        options.strict = chance(15), options.without_rowid = chance(15);
        if (chance(5))
            options.comment = text("c'o\n--"), options.engine = text("InnoDB"), options.charset = text("utf8");
        list().options.push_back(options), result.options = {0, 1};
        return result;
    }
    op::operation alter_column(op::operation result, const op::table_view& table) {
        result.kind = kind::alter_column, result.object = some_column(table), result.columns = {0, 1};
        op::column after{};
        const op::column* const before = table ? table.find_column(result.object) : nullptr;
        if (before != nullptr) after = *before, after.type.values = {}, after.fill = op::text_view{};
        after.name = result.object;
        const auto changes = [&](op::change one) { result.changes = result.changes | one; };
        if (chance(40)) after.type = some_type(), changes(op::change::type);
        if (has_rows_ && after.type.kind == op::type_kind::native)  // which values it changes is not known
            after.type = op::type_of(op::type_kind::text);
        if (chance(40)) after.nullable = chance(50), changes(op::change::nullability);
        if (chance(30))
            after.default_value = chance(30) ? op::value{} : some_value(chance(60), after.type),
            changes(op::change::default_value);
        if (chance(15)) result.to = new_name({"a", "b", "c", "d", "x"}), changes(op::change::name);
        if (chance(5)) after.comment = text("new comment"), changes(op::change::comment);
        if (chance(5)) after.identity = {static_cast<op::identity_kind>(pick(3)), 1, 1}, changes(op::change::identity);
        if (!has_rows_ && chance(15)) after.fill = expression(some_column(table));
        if (!has_rows_ && op::has(result.changes, op::change::type) && chance(15))
            result.text = expression(some_column(table));
        list().columns.push_back(after);
        return result;
    }
    op::operation view_or_text(op::operation result) {
        const al::name column = some_column(table_of(result.table));
        if (!schema_.has_table(result.table)) return result;  // raw SQL may have made it: nothing is known of it
        const std::string where = quoted(result.table);
        if (chance(25)) {
            result.kind = kind::drop_view, result.table = al::name(one_of({"v1", "v2", "v3", "t1"}));
            return result;
        }
        result.kind = kind::create_view, result.table = new_name({"v1", "v2", "v3", "t1", "ix1"});
        const auto which = chance(10) ? static_cast<op::dialect_id>(pick(4)) : op::dialect_id::any;
        const std::string queries[] = {"SELECT " + quoted(column) + " FROM " + where,
                                       "SELECT count(*) AS n FROM " + where,
                                       "WITH x AS (SELECT 1 AS y) SELECT y FROM x",
                                       "SELECT * FROM " + where,
                                       "SELECT nowhere FROM " + where,
                                       "DELETE FROM " + where,
                                       "SELECT ?",
                                       "",
                                       "SELECT 1; SELECT 2",
                                       "SELECT 1 AS a, 2 AS a",
                                       "VALUES (1, 2)",
                                       "SELECT a.* FROM " + where + " AS a"};
        list().texts.push_back({which, op::text_of(text(queries[chance(60) ? pick(2) : pick(12)]))});
        result.texts = {0, 1};
        return result;
    }

    // Verification.

    void try_one() {
        lists_.push_back(std::make_unique<op::operations>());
        const op::operation operation = odd_operation();
        list().list.push_back(operation);
        ids_.push_back(std::make_unique<al::name>(text("r" + std::to_string(1000 + revisions_.size()))));
        op::revision revision{};
        revision.id = *ids_.back(), revision.upgrade = list().view();
        if (!revisions_.empty()) revision.parents = {last_.get(), 1};
        revisions_.push_back(revision);
        order();
        std::string why = refusal();
        if (!why.empty()) {  // perhaps only the way back is not derived
            revisions_.back().irreversible = text("it is odd");
            why = refusal();
        }
        if (!why.empty()) {
            refusals_.push_back(why), revisions_.pop_back();
            return;
        }
        parents_.push_back(std::move(last_)), last_ = std::make_unique<al::name>(revision.id);
        views_.push_back(std::make_unique<op::operations_view>(revisions_.back().upgrade));
        al::detail::replay_context context{schema_, &settings_};
        al::detail::apply(context, *views_.back(), views_.back()->list[0]);
    }
    void order() { order_ = al::topological_order(al::nodes_of(op::view_of(revisions_))); }
    std::string refusal() const {
        for (const al::finding& each : al::verify(view()))
            if (each.level == al::level::error) return std::string(each.text());
        return {};
    }

    std::mt19937 random_;
    bool has_rows_;
    op::settings settings_{};
    std::vector<std::unique_ptr<std::string>> texts_;
    std::vector<std::unique_ptr<op::operations>> lists_;
    std::vector<std::unique_ptr<op::operations_view>> views_;
    std::vector<std::unique_ptr<al::name>> ids_, parents_;
    std::unique_ptr<al::name> last_;
    al::schema schema_;
    std::vector<op::revision> revisions_;
    std::vector<std::string> refusals_;
    al::revision_list order_;
};

}  // namespace laws
