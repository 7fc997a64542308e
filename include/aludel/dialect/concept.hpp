// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/own_table_text.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/statement.hpp>

#include <concepts>     // constructible_from, convertible_to, default_initializable, same_as
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Everything about a database that is constexpr and without I/O. Specialized once per database, in its own folder; no
/// other code distinguishes databases.
template <op::dialect_id>
struct dialect_of;

/// The surroundings of an operation whose statements are written.
struct operation_context {
    op::table_view before{};        ///< the table before the operation, if the writer asked for it
    op::table_view after{};         ///< the table after it
    bool is_verified = false;       ///< the transaction has created the table or compared it with the history
    bool remakes_triggers = false;  ///< of drop_view: raw SQL behind it creates triggers on the view
    bool fires_triggers = false;    ///< an UPDATE for the `fill` of the operation would fire a trigger
    name batch_key{};               ///< of an `execute` in batches: the column whose values divide the rows
    name version_table{};           ///< if the history knows triggers: the version table; otherwise empty
    /// The triggers of the table or view that the history knows, before and after the operation, as `create_trigger`
    /// operations; null: none.
    const op::operations* triggers_before = nullptr;
    const op::operations* triggers_after = nullptr;
    /// Of a change of an enumeration's values: the operations that would create it as it becomes, and alter its
    /// columns.
    const op::operations_view* type_users = nullptr;
};

/// The members of a database's `dialect_of`:
///   target           the database, at the oldest version that is supported
///   needs            what a revision needs besides its statements; a struct of bool, all false: nothing. `add` joins
///                    those of two revisions; `for_each` calls a function with (key in JSON, whether it is needed,
///                    description).
///   unsupported      why the database cannot perform an operation, apart from what its traits say (see `limit_of`), as
///                    the end of a sentence; empty if it can
///   follow           optional: what the database does to other objects of a schema at an operation, before it is
///   applied is_rebuild       whether a statement is one of those that rebuild a table instead of altering it
///   may_define       whether raw SQL may change definitions, not only rows
///   writer           writes the statements of revisions, in order
///   script           writes the text before and after the steps of a script
///   own_tables       the words of the library's own tables; the existence query returns a row if the table exists
template <class D>
concept dialect_type = std::same_as<decltype(D::own_tables::words), const own_table_words> &&
    std::default_initializable<typename D::needs> && std::constructible_from<typename D::needs, bool> &&
    std::constructible_from<typename D::writer, op::dialect> &&
    requires(typename D::writer& writer, typename D::needs& needs, sql_text& output, sql_text* script,
             const aludel::schema& schema, const op::operations_view& arrays, const op::operation& operation,
             const op::table_view& table, const op::settings& settings, const version_rows& rows, std::string_view sql,
             const operation_context& context, name table_name) {
        { D::target } -> std::convertible_to<op::dialect>;
        { D::unsupported(arrays, operation, D::target) } -> std::same_as<std::string_view>;
        { D::is_rebuild(sql) } -> std::same_as<bool>;
        { D::may_define(sql) } -> std::same_as<bool>;

        needs.add(needs);
        static_cast<bool>(needs);
        needs.for_each([](std::string_view, bool, std::string_view) {});

        // Whether it is transactional, the script to write to, and the needs found so far.
        writer.begin_revision(true, script, needs);
        // The schema before the operation; only for statements that are executed.
        writer.look_ahead(schema, arrays, operation);
        { writer.reads_table(arrays, operation, table) } -> std::same_as<bool>;  // if true, `context` must be complete
        writer.write(std::uint32_t{}, arrays, operation, context);
        // In a script: a statement that fails with this sentence, which is shown to whoever runs the script.
        writer.stop(std::uint32_t{}, sql);
        { writer.has_verified() } -> std::same_as<bool>;  // whether it compared the table with the history
        writer.finish();
        { writer.needs() } -> std::same_as<typename D::needs>;
        { writer.take() } -> std::same_as<statement_list>;

        // Whether the history names schemas of its own.
        D::script::head(output, D::target, needs, true);
        D::script::begin(output);
        // Inside the transaction: fails if the version table holds other rows.
        D::script::start(output, D::target, settings, rows, needs);
        // Before a commit: fails if the database is worse than before.
        D::script::check(output, D::target, needs);
        D::script::commit(output);
        // Between two transactions: from what one needs to what the next one needs.
        D::script::meet(output, needs, needs);
        // The last commit, and what follows it.
        D::script::end(output, needs);

        D::own_tables::put_exists(output, table_name);
    };

// Optional: `script::limit` writes the timeouts of a revision before its statements, and takes them back behind them.

/// Whether there is a `dialect_of` for a database.
template <op::dialect_id Id>
concept written_dialect = requires { typename dialect_of<Id>::needs; };

}  // namespace aludel::inline v0_1
