// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/base/list_view.hpp>
#include <aludel/dialect/concept.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>

#include <concepts>     // convertible_to, derived_from, same_as
#include <cstdint>      // uint8_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// What is a database's own about migrating it, beside its `dialect_of`: flows over the dialogue. A connection names
/// one as its `dialect_type`.
template <op::dialect_id>
struct online_dialect_of;

namespace online {

/// What is known of a statement without reading all of it.
enum class statement_nature : std::uint8_t {
    change,      ///< one statement that changes data or schema: all of it or nothing, and the transaction goes on
    evaluation,  ///< one statement, which may call a function of the program that does anything
    repeatable,  ///< one that refuses to be in a transaction, or begins one; to run it twice does no harm
    commit,      ///< one that ends the transaction that it is in
    atomic,      ///< one that commits by itself: all of it, or an error and nothing
    unknown,     ///< several statements, or anything else
};

/// What a session is opened for.
struct session_scope {
    const op::settings* settings = nullptr;
    op::list_view<op::revision> revisions{};
    bool allow_unsafe_journal = false;
};

/// How texts are read: as they are written, or so that those are equal which the database reads alike. Then clauses
/// that no word stands for are read too, as other objects.
enum class reading : std::uint8_t { as_written, to_compare };

/// Whether the history knows a table, at where it is; without a function nobody knows.
using known_tables = detail::callback<bool(const name&)>;

}  // namespace online

/// The parts of a database's `online_dialect_of`, beside those of its `dialect_of`:
///
///   nature_of   what is known of a statement
///   session     transactions and settings of the connection. See session_base for what all of them have.
///   watch       compares the database before and behind a transaction, for what the database does not watch itself
///   objects     what a step takes out of the database, and puts back; see `statement_kind`
template <class D>
concept online_dialect =
    dialect_type<D> && std::constructible_from<typename D::session, online::dialogue&, std::optional<duration>> &&
    std::constructible_from<typename D::watch, typename D::session&, bool> &&
    std::default_initializable<typename D::objects> &&
    requires(typename D::session& session, typename D::watch& watch, typename D::objects& objects,
             const typename D::needs& needs, const online::session_scope& scope, const online::known_tables& tables,
             const typename D::watch::state& state, const query_result& rows, std::string_view sql) {
        { D::nature_of(sql) } -> std::same_as<online::statement_nature>;

        { session.open(scope) } -> std::same_as<online::flow<>>;  // before anything is changed
        { session.meet(needs) } -> std::same_as<online::flow<>>;  // ahead of a transaction
        { session.begin() } -> std::same_as<online::flow<>>;      // takes the lock against other migrations
        { session.commit() } -> std::same_as<online::flow<>>;
        { session.rollback() } -> std::same_as<online::flow<>>;
        { session.restore() } -> std::same_as<online::flow<>>;  // all that was set, even if some of it fails
        { session.step_outside(true) } -> std::same_as<online::flow<>>;
        { session.not_restored() } -> std::same_as<const online::reply*>;
        { session.not_restored_statement() } -> std::convertible_to<std::string_view>;
        { session.why_no_rollback() } -> std::convertible_to<std::string_view>;

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

/// A database whose schema can be read has as well:
///
///   reader           `read` gives the schema that it holds, without some tables
///   expected_schema  what it must hold after operations, in the form in which the two are compared
template <class D>
concept readable_dialect =
    online_dialect<D> && std::constructible_from<typename D::expected_schema, const op::settings&> &&
    requires(typename D::session& session, typename D::expected_schema& expected, const op::operations& operations) {
        { D::reader::read(session, {}, online::reading::to_compare) } -> std::same_as<online::flow<schema>>;
        expected.apply(operations);
        { expected.stored() } -> std::same_as<schema>;
    };

}  // namespace aludel::inline v0_1
