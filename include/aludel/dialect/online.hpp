// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/base/list_view.hpp>
#include <aludel/dialect/concept.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/operation/timeouts.hpp>

#include <concepts>     // convertible_to, derived_from, same_as
#include <cstdint>      // uint8_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Everything about migrating a database online, besides its `dialect_of`: flows over the dialogue. A connection type
/// names its own as `dialect_type`.
template <op::dialect_id>
struct online_dialect_of;

namespace online {

/// What is known of a statement from its first words.
enum class statement_nature : std::uint8_t {
    change,      ///< one statement that changes data or schema atomically and keeps the transaction open
    evaluation,  ///< one statement that may call a function of the program with any effect
    repeatable,  ///< one that fails in a transaction, or begins one; it can safely be executed twice
    commit,      ///< one that ends its transaction
    atomic,      ///< one that commits by itself, atomically
    unknown,     ///< several statements, or anything else
};

/// The purpose of a session.
struct session_scope {
    const op::settings* settings = nullptr;
    op::list_view<op::revision> revisions{};
    bool allow_unsafe_journal = false;
    op::timeouts limits{};   ///< of statements, unless a revision has its own
    bool take_over = false;  ///< whether a person knows that another run of which nothing is known has ended
};

/// How definitions are read: as written, or normalized so that equivalent ones compare equal. Normalized, clauses
/// without a word of their own are also read, as other objects.
enum class reading : std::uint8_t { as_written, to_compare };

/// Whether the history knows a table at its current revision. An empty function: unknown.
using known_tables = detail::callback<bool(const name&)>;

}  // namespace online

/// The members of a database's `online_dialect_of`, besides those of its `dialect_of`:
///   nature_of   what is known of a statement
///   repair      the SQL to execute before a statement outside of a transaction, which removes what an interrupted
///               execution of it has left; empty: nothing
///   session     transactions and settings of the connection; see session_base for the shared part
///   watch       compares the database before and after a transaction for violations that the database does not check
///   objects     what a step removes from the database and restores; see `statement_kind`
template <class D>
concept online_dialect =
    dialect_type<D> && std::constructible_from<typename D::session, online::dialogue&, std::optional<duration>> &&
    std::constructible_from<typename D::watch, typename D::session&, bool> &&
    std::default_initializable<typename D::objects> &&
    requires(typename D::session& session, typename D::watch& watch, typename D::objects& objects,
             const typename D::needs& needs, const online::session_scope& scope, const online::known_tables& tables,
             const typename D::watch::state& state, const online::reply& result, const query_result& rows,
             std::string_view sql) {
        { D::nature_of(sql) } -> std::same_as<online::statement_nature>;
        { D::repair(sql) } -> std::same_as<std::string>;

        { session.open(scope) } -> std::same_as<online::flow<>>;  // before any change
        { session.meet(needs) } -> std::same_as<online::flow<>>;  // before a transaction
        { session.begin() } -> std::same_as<online::flow<>>;      // locks out other migrations
        { session.limit(op::timeouts{}) } -> std::same_as<std::string>;
        { session.commit() } -> std::same_as<online::flow<>>;
        { session.rollback() } -> std::same_as<online::flow<>>;
        { session.restore() } -> std::same_as<online::flow<>>;  // restores every setting, even if some fail
        { session.step_outside(true) } -> std::same_as<online::flow<>>;
        { session.not_restored() } -> std::same_as<const online::reply*>;
        { session.not_restored_statement() } -> std::convertible_to<std::string_view>;
        { session.why_no_rollback() } -> std::convertible_to<std::string_view>;
        { session.explain(result, sql) } -> std::same_as<online::flow<online::failure>>;  // with offending rows

        { watch.before(needs, tables) } -> std::same_as<online::flow<typename D::watch::state>>;
        { watch.after(state) } -> std::same_as<online::flow<typename D::watch::state>>;
        D::watch::require_no_worse(state, state);                   // throws a failure
        { watch.sound_objects() } -> std::same_as<online::flow<>>;  // before a step that has `save` statements

        objects.inspect(rows);
        objects.require_known();
        objects.save(std::uint32_t{}, rows);
        objects.take(std::uint32_t{});
        objects.require_restored();
    };

/// Optional:
///   number_query   reads a number that the database stores beside its tables
///   was_completed  for a statement outside of transactions: a query that returns a row if an interrupted execution was
///                  complete; empty: that is not known. After `repair`, one that was not can be repeated.
///   session.guard  a flow before and after a statement for which `session.is_guarded` is true
///   session.hold   inside a transaction: a flow that locks the version table against all others that write to it
///   locks_of       how many objects a statement locks until the end of its transaction, about
///   session.warning_of_locks  what to tell about a transaction that locks so many; empty: nothing
///
/// A database whose schema can also be read:
///   reader           `read` returns the schema of the database without the given tables; optional: the query
///                    `stored_statements` gives the rows (sql, type, name, table) of the statements that it stores;
///                    of a database with several schemas that are read together, `schemas` gives the rows (name,
///                    whether it is the current one), and `session.look_into` adds some to what is read
///   expected_schema  the schema after operations, in the form used for comparison
template <class D>
concept readable_dialect =
    online_dialect<D> && std::constructible_from<typename D::expected_schema, const op::settings&> &&
    requires(typename D::session& session, typename D::expected_schema& expected,
             const op::operations_view& operations) {
        { D::reader::read(session, {}, online::reading::to_compare) } -> std::same_as<online::flow<schema>>;
        expected.apply(operations);
        { expected.stored(session) } -> std::same_as<online::flow<schema>>;  // may ask the database for it
    };

}  // namespace aludel::inline v0_1
