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

/// What is a database's own, all of it constexpr and without I/O: specialized once for each, in its own folder. Nothing
/// else asks which database it is.
template <op::dialect_id>
struct dialect_of;

/// Where an operation stands that is to be written.
struct operation_context {
    op::table_view before{};        ///< its table before it, where the writer reads it
    op::table_view after{};         ///< and after it
    bool is_verified = false;       ///< the transaction has made the table, or has compared it with the history
    bool remakes_triggers = false;  ///< of drop_view: raw SQL of the history creates triggers on the view
};

/// The parts of a database's `dialect_of`:
///
///   target                   the database, at the oldest version that is written for
///   needs                    what a revision needs beside its statements; false: nothing. Made of a bool, all of it
///                            that a script tells apart. `add` joins those of two revisions. `for_each` names them:
///                            (key in JSON, whether it is needed, words for people).
///   unsupported              why the database cannot do an operation, as the end of a sentence; empty: it can
///   is_rebuild               whether a statement is one of those that write a table anew, instead of altering it
///   may_define               whether raw SQL may change a table, beside its rows
///   writer                   writes the statements of revisions, one after the other
///   script                   what stands around the steps of a script
///   own_tables               the words for the library's own tables; the query whether a table is there gives a row if
///                            it is
template <class D>
concept dialect_type = std::same_as<decltype(D::own_tables::words), const own_table_words> &&
    std::default_initializable<typename D::needs> && std::constructible_from<typename D::needs, bool> &&
    std::constructible_from<typename D::writer, op::dialect> &&
    requires(typename D::writer& writer, typename D::needs& needs, sql_text& to, sql_text* script,
             const aludel::schema& schema, const op::operations& pools, const op::operation& operation,
             const op::table_view& table, const op::settings& settings, const version_rows& rows, std::string_view sql,
             const operation_context& context, name table_name) {
        { D::target } -> std::convertible_to<op::dialect>;
        { D::unsupported(pools, operation, D::target) } -> std::same_as<std::string_view>;
        { D::is_rebuild(sql) } -> std::same_as<bool>;
        { D::may_define(sql) } -> std::same_as<bool>;

        needs.add(needs);
        static_cast<bool>(needs);
        needs.for_each([](std::string_view, bool, std::string_view) {});

        // Whether it is transactional, where to write it, and what the transaction has met already.
        writer.begin_revision(true, script, needs);
        // The schema before the operation; for statements that are executed.
        writer.look_ahead(schema, pools, operation);
        { writer.reads_table(pools, operation, table) } -> std::same_as<bool>;  // then `context` has all of it
        writer.write(std::uint32_t{}, pools, operation, context);
        { writer.has_verified() } -> std::same_as<bool>;  // whether that compared the table with the history
        writer.finish();
        { writer.needs() } -> std::same_as<typename D::needs>;
        { writer.take() } -> std::same_as<statement_list>;

        D::script::head(to, D::target, needs);
        D::script::begin(to);
        // Inside the transaction: it stops where the version table holds other rows.
        D::script::start(to, D::target, settings, rows, needs);
        D::script::commit(to, D::target, needs);
        D::script::end(to, needs);

        D::own_tables::put_exists(to, table_name);
    };

/// Whether there is a `dialect_of` for a database.
template <op::dialect_id Id>
concept written_dialect = requires { typename dialect_of<Id>::needs; };

}  // namespace aludel::inline v0_1
