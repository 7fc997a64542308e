// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/spelling.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/rows.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/apply_object.hpp>
#include <aludel/schema/naming.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::code {

/// Writes operations as C++ code, for `show` and `revision --autogenerate`.
class operation_code {
public:
    /// `prefix` stands before each word: `al::` in a file, nothing for people. `margin` stands before each further
    /// line.
    operation_code(const op::naming_convention& naming, std::string_view prefix, std::string_view margin)
        : naming_(naming),
          in_(prefix),
          margin_(margin) {}

    [[nodiscard]] std::string operator()(const op::operations_view& arrays, const op::operation& operation) const {
        const std::string code = code_of(arrays, operation) + manner_of(operation);
        return operation.declared ? ".does(" + code + ")" : code;
    }

    /// The table of a `create_table`, as a model.
    [[nodiscard]] std::string table(const op::operations_view& arrays, const op::operation& operation) const {
        return table(arrays, operation, "table");
    }

private:
    /// Whether `al::in_schema(...)` is an argument of a word, not a method behind it.
    [[nodiscard]] static bool takes_options(op::operation_kind which) {
        using enum op::operation_kind;
        return which != add_column && which != alter_column && which != add_constraint && which != create_index &&
            which != validate_constraint && which != refresh_view && which != create_trigger &&
            which != comment_on_table && which != insert && which != delete_rows;
    }
    /// The schema of the table, and how the server is to change it.
    [[nodiscard]] std::string manner_of(const op::operation& operation) const {
        constexpr const char* algorithms[] = {"", "instant", "nocopy", "inplace", "copy"};
        constexpr const char* locks[] = {"", "none", "shared", "exclusive"};
        std::string code;
        if (!operation.schema.empty() && !takes_options(operation.kind))
            code += ".in_schema(" + literal_of(operation.schema) + ")";
        if (operation.algorithm != op::algorithm::standard)
            code += ".algorithm(" + in_.word("algorithm::") + algorithms[static_cast<int>(operation.algorithm)] + ")";
        if (operation.locking != op::locking::standard)
            code += ".lock(" + in_.word("locking::") + locks[static_cast<int>(operation.locking)] + ")";
        return code;
    }

    [[nodiscard]] std::string code_of(const op::operations_view& arrays, const op::operation& operation) const {
        using kind = op::operation_kind;
        const auto words = [&](std::string_view word) { return call(in_.word(word)); };
        const auto on_table = [&](std::string_view word) { return words(word).add(literal_of(operation.table)); };
        const auto on_object = [&](std::string_view word) { return on_table(word).add(literal_of(operation.object)); };
        const auto options = [&](call code) {
            if (operation.if_exists) code.add(in_.word("if_exists"));
            if (operation.if_not_exists) code.add(in_.word("if_not_exists"));
            if (!operation.schema.empty()) code.add(in_.schema(operation.schema));
            return code.end();
        };
        switch (operation.kind) {
            case kind::create_table: return table(arrays, operation, "create_table") + unvalidated(arrays, operation);
            case kind::drop_table: return options(on_table("drop_table"));
            case kind::rename_table: return options(on_table("rename_table").add(literal_of(operation.to)));
            case kind::add_column: return add_column(arrays, operation);
            case kind::drop_column: return options(on_object("drop_column"));
            case kind::rename_column: return options(on_object("rename_column").add(literal_of(operation.to)));
            case kind::alter_column: return alter_column(arrays, operation);
            case kind::add_constraint:
                return on_table("add_constraint")
                    .add(constraint(arrays, operation, arrays.constraints[operation.constraints.first]))
                    .end();
            case kind::drop_constraint: return options(on_object("drop_constraint"));
            case kind::create_index: return in_.index(arrays, arrays.indexes[operation.indexes.first], operation.table);
            case kind::validate_constraint: return on_object("validate_constraint").end();
            case kind::drop_index:
                return options(words("drop_index").add(literal_of(operation.object))) +
                    (operation.concurrently ? ".concurrently()" : "");
            case kind::create_view:
                return options(
                           with_texts(arrays, operation,
                                      on_table(operation.materialized ? "create_materialized_view" : "create_view"))) +
                    indexes_of_view(arrays, operation);
            case kind::drop_view:
                return options(on_table(operation.materialized ? "drop_materialized_view" : "drop_view"));
            case kind::refresh_view:
                return on_table("refresh_materialized_view").end() + (operation.concurrently ? ".concurrently()" : "");
            case kind::create_trigger: return create_trigger(arrays, operation);
            case kind::drop_trigger: return options(words("drop_trigger").add(literal_of(operation.object)));
            case kind::comment_on_table: return on_table("comment_on_table").add(literal_of(operation.text)).end();
            case kind::insert: return rows(arrays, operation, on_table("insert"));
            case kind::delete_rows: return rows(arrays, operation, on_table("delete_rows"));
            case kind::execute:
                if (operation.batch_rows != 0) return batches(arrays, operation);
                return queries(arrays, operation, words("execute"));
            case kind::run: return "run(a function of the program)";
            default: return object(arrays, operation, options);
        }
    }

    /// A constraint, with `.named(...)` unless its name is the one by the naming convention.
    [[nodiscard]] std::string constraint(const op::operations_view& arrays, const op::operation& operation,
                                         const op::constraint& each) const {
        detail::text_arena arena;
        op::constraint unnamed = each;
        unnamed.name = {};
        // The convention names the check of a column by that column; written as an element of the table it needs the
        // name.
        const bool stood_at_column = each.kind == op::constraint_kind::check && !each.columns.empty();
        const bool by_convention = !each.name.empty() && !stood_at_column &&
            detail::constraint_namer(naming_, operation.table, arena).next(arrays, unnamed) == each.name;
        if (stood_at_column && each.name.empty())
            unnamed.name = detail::constraint_namer(naming_, operation.table, arena).next(arrays, each);
        else if (!by_convention) unnamed.name = each.name;
        return in_.constraint(arrays, each, unnamed.name);
    }

    [[nodiscard]] static bool is_simple_key(const op::constraint& each) {
        return each.kind == op::constraint_kind::primary_key && each.columns.count == 1;
    }

    [[nodiscard]] std::string table(const op::operations_view& arrays, const op::operation& operation,
                                    std::string_view word) const {
        call code(in_.word(word));
        code.add(literal_of(operation.table)).lines(margin_);
        const op::constraint* key = nullptr;
        for (const op::constraint& each : operation.constraints.of(arrays.constraints))
            if (is_simple_key(each) && constraint(arrays, operation, each).find(".named(") == std::string::npos)
                key = &each;
        for (const op::column& each : operation.columns.of(arrays.columns))
            code.add(in_.column(arrays, each, key != nullptr && arrays.names[key->columns.first] == each.name));
        for (const op::constraint& each : operation.constraints.of(arrays.constraints))
            if (&each != key && !each.not_valid) code.add(constraint(arrays, operation, each));
        for (const op::index& each : operation.indexes.of(arrays.indexes)) code.add(in_.index(arrays, each, {}));
        for (const op::table_options& each : operation.options.of(arrays.options)) {
            if (each.strict) code.add(in_.word("strict"));
            if (each.without_rowid) code.add(in_.word("without_rowid"));
            if (!each.comment.empty()) code.add(call(in_.word("comment")).add(literal_of(each.comment)).end());
            if (!each.engine.empty()) code.add(call(in_.word("engine")).add(literal_of(each.engine)).end());
            if (!each.charset.empty()) code.add(call(in_.word("charset")).add(literal_of(each.charset)).end());
            if (each.unlogged) code.add(in_.word("unlogged"));
            if (!each.tablespace.empty()) code.add(call(in_.word("tablespace")).add(literal_of(each.tablespace)).end());
            if (!each.storage.empty()) code.add(call(in_.word("storage")).add(literal_of(each.storage)).end());
            if (!each.partition_by.empty())
                code.add(call(in_.word("partition_by")).add(literal_of(each.partition_by)).end());
        }
        if (operation.if_not_exists) code.add(in_.word("if_not_exists"));
        if (!operation.schema.empty()) code.add(in_.schema(operation.schema));
        return code.end();
    }

    [[nodiscard]] std::string add_column(const op::operations_view& arrays, const op::operation& operation) const {
        const op::column& column = arrays.columns[operation.columns.first];
        std::string written = in_.column(arrays, column);
        written.pop_back();
        for (const op::constraint& each : operation.constraints.of(arrays.constraints)) {
            if (each.kind == op::constraint_kind::unique || each.kind == op::constraint_kind::primary_key) {
                const std::string key = in_.constraint(arrays, each, {});
                written += ", " + key.substr(0, key.find('(')) + key.substr(key.find(')') + 1);
            } else if (each.kind == op::constraint_kind::check)
                written += ", " + in_.constraint(arrays, each, each.name);
            else
                written += ", " +
                    in_.word(in_.constraint(arrays, each, {})
                                 .substr(in_.constraint(arrays, each, {}).find(".references(") + 1));
        }
        if (!operation.indexes.empty()) written += ", " + in_.word("indexed");
        std::string result = call(in_.word("add_column")).add(literal_of(operation.table)).add(written + ")").end();
        if (!column.fill.empty()) result += ".fill(" + call(in_.word("sql")).add(literal_of(column.fill)).end() + ")";
        return result;
    }

    [[nodiscard]] std::string alter_column(const op::operations_view& arrays, const op::operation& operation) const {
        const op::column& column = arrays.columns[operation.columns.first];
        std::string result =
            call(in_.word("alter_column")).add(literal_of(operation.table)).add(literal_of(operation.object)).end();
        if (op::has(operation.changes, op::change::type)) result += ".type(" + in_.type(arrays, column.type) + ")";
        if (!operation.text.empty()) result += ".using_(" + literal_of(operation.text) + ")";
        if (op::has(operation.changes, op::change::nullability))
            result += column.nullable ? ".nullable()" : ".not_null()";
        if (op::has(operation.changes, op::change::default_value))
            result += column.default_value.given() ? ".default_to(" + in_.value(column.default_value) + ")"
                                                   : ".drop_default()";
        if (op::has(operation.changes, op::change::name)) result += ".rename_to(" + literal_of(operation.to) + ")";
        if (op::has(operation.changes, op::change::comment)) result += ".comment(" + literal_of(column.comment) + ")";
        if (op::has(operation.changes, op::change::collation))
            result += ".collate(" + literal_of(column.collation) + ")";
        if (op::has(operation.changes, op::change::identity))
            result += column.identity.kind == op::identity_kind::none
                ? ".drop_identity()"
                : ".identity(" + in_.identity(column.identity) + ")";
        if (op::has(operation.changes, op::change::generated)) result += ".drop_generated()";
        if (!column.fill.empty()) result += ".fill(" + call(in_.word("sql")).add(literal_of(column.fill)).end() + ")";
        return result;
    }

    [[nodiscard]] call with_texts(const op::operations_view& arrays, const op::operation& operation, call code) const {
        add_texts(arrays, operation, code);
        return code;
    }
    [[nodiscard]] std::string queries(const op::operations_view& arrays, const op::operation& operation,
                                      call code) const {
        return with_texts(arrays, operation, std::move(code)).end();
    }

    /// An operation on an enumeration, a sequence, an extension, a function or a schema. `options` ends a call.
    template <class Options>
    [[nodiscard]] std::string object(const op::operations_view& arrays, const op::operation& operation,
                                     const Options& options) const {
        using kind = op::operation_kind;
        const auto on = [&](std::string_view word) { return call(in_.word(word)).add(literal_of(operation.object)); };
        switch (operation.kind) {
            case kind::create_enum: {
                call code = on("create_enum");
                for (const name& each : arrays.columns[operation.columns.first].type.values.of(arrays.names))
                    code.add(literal_of(each));
                return options(code);
            }
            case kind::add_enum_value: {
                const std::string result = on("add_enum_value").add(literal_of(operation.to)).end();
                if (operation.text.empty()) return result;
                return result + (operation.timing == op::trigger_timing::before ? ".before(" : ".after(") +
                    literal_of(operation.text) + ")";
            }
            case kind::rename_enum_value:
                return on("rename_enum_value").add(literal_of(operation.text)).add(literal_of(operation.to)).end();
            case kind::drop_enum_value: return on("drop_enum_value").add(literal_of(operation.text)).end();
            case kind::create_sequence: {
                const op::identity& numbers = arrays.columns[operation.columns.first].identity;
                std::string result = options(on("create_sequence"));
                if (numbers.start != 1) result += ".start(" + std::to_string(numbers.start) + ")";
                if (numbers.increment != 1) result += ".increment(" + std::to_string(numbers.increment) + ")";
                return result;
            }
            case kind::create_function: return options(with_texts(arrays, operation, on("create_function")));
            default: {
                const detail::object_words words = detail::words_of(operation.kind);
                return options(on(operation.kind == words.create ? words.created : words.dropped));
            }
        }
    }

    /// What stands behind an operation, on the line of another one.
    [[nodiscard]] std::string behind() const { return ",\n" + margin_.substr(margin_.size() < 4 ? margin_.size() : 4); }
    /// A materialized view is followed by its indexes.
    [[nodiscard]] std::string indexes_of_view(const op::operations_view& arrays, const op::operation& operation) const {
        std::string result;
        for (const op::index& each : operation.indexes.of(arrays.indexes))
            result += behind() + in_.index(arrays, each, operation.table);
        return result;
    }
    /// A new table is followed by its constraints that are NOT VALID: within it they would be valid.
    [[nodiscard]] std::string unvalidated(const op::operations_view& arrays, const op::operation& operation) const {
        std::string result;
        for (const op::constraint& each : operation.constraints.of(arrays.constraints))
            if (each.not_valid)
                result += behind() +
                    call(in_.word("add_constraint"))
                        .add(literal_of(operation.table))
                        .add(constraint(arrays, operation, each))
                        .end();
        return result;
    }

    [[nodiscard]] std::string batches(const op::operations_view& arrays, const op::operation& operation) const {
        call code(in_.word("execute_in_batches")), several("boost::hana::make_tuple");
        const bool one = operation.texts.count == 1;
        add_texts(arrays, operation, one ? code : several);
        if (!one) code.add(several.end());
        return code.add(std::to_string(operation.batch_rows)).end();
    }

    void add_texts(const op::operations_view& arrays, const op::operation& operation, call& code) const {
        for (const op::dialect_text& each : operation.texts.of(arrays.texts)) {
            if (each.dialect == op::dialect_id::any) code.add(in_.sql(each.sql));
            else
                code.add(call(in_.word("for_dialect"))
                             .add(in_.word(traits_of(each.dialect).word))
                             .add(in_.sql(each.sql))
                             .end());
        }
    }

    [[nodiscard]] std::string create_trigger(const op::operations_view& arrays, const op::operation& operation) const {
        constexpr std::string_view timings[] = {"before", "after", "instead_of"},
                                   events[] = {"insert", "update", "delete_"};
        call code(in_.word("create_trigger"));
        code.add(literal_of(operation.object)).add(in_.word(timings[static_cast<int>(operation.timing)]));
        if (operation.cells.empty()) {
            code.add(in_.word(events[static_cast<int>(operation.event)]));
        } else {
            call columns(in_.word("update_of"));
            for (const op::cell& each : operation.cells.of(arrays.cells)) columns.add(literal_of(each.column));
            code.add(columns.end());
        }
        std::string result = queries(arrays, operation, code.add(literal_of(operation.table)));
        if (!operation.text.empty()) result += ".when(" + literal_of(operation.text) + ")";
        return operation.if_not_exists ? result + ".if_not_exists()" : result;
    }

    [[nodiscard]] std::string rows(const op::operations_view& arrays, const op::operation& operation, call code) const {
        code.lines(margin_);
        op::for_each_row(arrays, operation, [&](op::list_view<op::cell> cells) {
            call row(in_.word("row"));
            for (const op::cell& each : cells)
                row.add(call(in_.word("value")).add(literal_of(each.column)).add(in_.value(each.value)).end());
            code.add(row.end());
        });
        return code.end();
    }

    const op::naming_convention& naming_;
    spelling in_;
    std::string margin_;
};

}  // namespace aludel::inline v0_1::code
