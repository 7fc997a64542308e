// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/concept.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/migration/freed_key.hpp>
#include <aludel/migration/stop_sentence.hpp>
#include <aludel/migration/touched_triggers.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/batches.hpp>
#include <aludel/schema/derived_downgrade.hpp>
#include <aludel/schema/downgrade.hpp>
#include <aludel/schema/upgrade_index.hpp>
#include <aludel/schema/value_texts.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/texts.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// The statements of one revision in one direction; see `migration_step` for the flags.
template <dialect_type Dialect>
struct revision_sql {
    statement_list statements;
    typename Dialect::needs needs{};
    bool ends_transaction = false;  ///< what it has added can be used only when its transaction is committed
};

/// What has been verified in the current transaction. It holds until the transaction ends, or until raw SQL or a
/// function may have changed it.
template <dialect_type Dialect>
struct verified_state {
    typename Dialect::needs met{};
    detail::vector<char> tables;  ///< a mark for each verified table, by its number in the schema
    detail::vector<name> others;  ///< verified tables that the schema does not contain, see `start_behind`

    constexpr void forget_tables() { tables.clear(), others.clear(); }
};

/// Renders revisions as statements. It applies each to a schema, because statements may depend on the schema before and
/// after an operation, and derived downgrades always do.
template <dialect_type Dialect>
class renderer {
public:
    using revision_sql = detail::revision_sql<Dialect>;
    using verified_state = detail::verified_state<Dialect>;

    constexpr renderer(const history_view& migrated, op::dialect written_for)
        : history_(migrated),
          writer_(written_for) {
        schema_.follow(*migrated.settings, Dialect::target);
    }

    /// Brings the schema to the state of a database with these revisions, which are in the order of application.
    /// Downgrades of those that `wanted` marks are derived on the way.
    constexpr void start_at(detail::span<const revision_index> applied, detail::span<const char> wanted) {
        if (!wanted.empty()) inverses_.resize(history_.size());
        for (const revision_index which : applied) {
            const op::revision& revision = history_.at(which);
            replay_context context = make_context();
            if (!wanted.empty() && wanted[which] && !revision.downgrade_written) derive(context, which);
            else apply_upgrade(context, revision);
        }
    }

    /// Whether a revision runs in a transaction: none does where the database cannot roll back changes of the schema.
    static constexpr bool is_transactional(const op::revision& revision) {
        return revision.transactional && Dialect::target.traits->ddl == op::ddl_kind::transactional;
    }

    /// Brings the schema to the state after the upgrades 0 to `first`, as far as rendering those from `first` to `last`
    /// needs it. `upgrade(i)` returns the operations of an upgrade, which `index` has all of.
    template <std::size_t Count, class Upgrades>
    constexpr void start_behind(const upgrade_index<Count>& index, const Upgrades& upgrade, std::size_t first,
                                std::size_t last) {
        replay_context context = make_context();
        index.replay_for(context, upgrade, first, last);
    }

    /// Renders an upgrade. With a script the text is appended to it, and the result has no statements.
    constexpr revision_sql upgrade(revision_index which, sql_text* script = nullptr) {
        return render(history_.at(which), direction::upgrade, history_.at(which).upgrade, script);
    }
    /// Renders a downgrade, in the same way.
    constexpr revision_sql downgrade(revision_index which, sql_text* script = nullptr) {
        return render(history_.at(which), direction::downgrade, downgrade_of(which), script);
    }

    /// Renders a downgrade in a transaction of its own, and leaves the schema as it is.
    constexpr revision_sql preview_downgrade(revision_index which) {
        const schema_mark before = start_log(schema_);
        begin_transaction();
        revision_sql result = downgrade(which);
        begin_transaction();
        restore(schema_, before);
        stop_log(schema_);
        return result;
    }

    /// Renders a step, in the same way.
    constexpr revision_sql render(const plan_step& step, sql_text* script = nullptr) {
        // No ?: operator: GCC 12 destroys the vectors of its result twice.
        if (step.direction == direction::upgrade) return upgrade(step.revision, script);
        return downgrade(step.revision, script);
    }

    /// Applies a step to the schema without rendering it.
    constexpr void skip(const plan_step& step) {
        if (step.direction == direction::upgrade) skip_upgrade(step.revision);
        else skip_downgrade(step.revision);
    }
    /// Applies an upgrade to the schema without rendering it.
    constexpr void skip_upgrade(revision_index which) { skip(which, history_.at(which).upgrade); }
    /// Applies a downgrade to the schema without rendering it.
    constexpr void skip_downgrade(revision_index which) { skip(which, downgrade_of(which)); }

    /// The operations of a downgrade: as written, or as derived by `start_at`.
    [[nodiscard]] constexpr const op::operations_view& downgrade_of(revision_index which) const {
        return history_.at(which).downgrade_written ? history_.at(which).downgrade : inverses_[which]->view;
    }

    /// The schema after what has been rendered so far.
    [[nodiscard]] constexpr const schema& current() const { return schema_; }

    /// What has been verified in the current transaction.
    [[nodiscard]] constexpr const verified_state& verified() const { return verified_; }
    /// The names of verified tables, for `go_on_with` of another renderer that continues this transaction.
    [[nodiscard]] constexpr detail::vector<name> verified_tables() const {
        detail::vector<name> names = verified_.others;
        for (std::uint32_t i = 0; i < verified_.tables.size(); ++i)
            if (verified_.tables[i] && schema_.tables[i].alive) names.push_back(schema_.tables[i].name);
        return names;
    }
    /// Continues a transaction of another renderer, in which this has been verified.
    constexpr void go_on_with(const typename Dialect::needs& met, const op::list_view<name>& verified_tables) {
        verified_.met = met;
        for (const name& each : verified_tables)
            if (const std::uint32_t found = schema_.tables.find(each); found != schema_.tables.none) verify(found);
            else verified_.others.push_back(each);
    }
    /// Begins a transaction, in which nothing has been verified.
    constexpr void begin_transaction() { verified_ = {}; }

private:
    constexpr replay_context make_context() {
        replay_context context{schema_};
        if constexpr (requires { Dialect::follow; }) context.follow_database = &Dialect::follow;
        return context;
    }

    constexpr void skip(revision_index which, const op::operations_view& operations) {
        replay_context context = make_context();
        context.revision = &history_.at(which);
        apply(context, operations);
    }

    /// Applies an upgrade and stores its derived downgrade.
    constexpr void derive(replay_context& context, revision_index which) {
        context.revision = &history_.at(which);
        const op::operations_view& upgrade = context.revision->upgrade;
        derived_downgrade inverses;
        for (const op::operation& each : upgrade.list) {
            inverses.add(schema_, upgrade, each, schema_.arena, context.revision->downgrade);
            apply(context, upgrade, each);
        }
        owned_operation whole;
        whole.list = std::move(inverses.finish(is_transactional(*context.revision)));
        inverses_[which] = box<owned_operation>(std::move(whole));
        inverses_[which]->renew();
    }

    /// Whether raw SQL behind the drop of a view creates triggers on it.
    [[nodiscard]] static constexpr bool makes_triggers(const op::operations_view& operations,
                                                       const op::operation& drop) {
        for (const op::operation* each = &drop; each != operations.list.end(); ++each)
            for (const op::dialect_text& text : each->texts.of(operations.texts))
                if (each->kind == op::operation_kind::execute && syntax::makes_trigger_on(text.sql, drop.table))
                    return true;
        return false;
    }
    /// Whether raw SQL of a later revision creates a trigger of a view as if it were not there.
    [[nodiscard]] constexpr bool makes_again(const op::revision& now, const trigger_entry& trigger) const {
        using what = syntax::definition_kind;
        bool later = false;
        for (const revision_index which : history_.order) {
            const op::revision& revision = history_.at(which);
            for (const op::operation& each : revision.upgrade.list) {
                if (!later) break;
                if (each.kind == op::operation_kind::drop_view && each.table == trigger.get().table) return false;
                const what first = first_on_trigger(schema_, revision.upgrade, each, trigger.name);
                if (first != what::none) return first == what::create_trigger;
            }
            later = later || revision.id == now.id;
        }
        return false;
    }

    constexpr revision_sql render(const op::revision& revision, direction way, const op::operations_view& operations,
                                  sql_text* script) {
        const bool transactional = is_transactional(revision);
        if (!transactional) begin_transaction();
        writer_.begin_revision(transactional, script, verified_.met);
        scripted_ = script != nullptr, way_ = way;
        touched_.clear();
        replay_context context = make_context();
        context.revision = &revision;
        for (std::uint32_t index = 0; index < operations.list.count; ++index) {
            const op::operation& each = operations.list.first[index];
            if (each.declared) apply(context, operations, each);
            else render(context, index, operations, each);
            if (!transactional) verified_.forget_tables();
        }
        if (scripted_) touched_.probe(schema_, writer_), touched_.guard(schema_, writer_);
        writer_.finish();
        if (transactional) verified_.met.add(writer_.needs());
        revision_sql result;  // member by member: GCC 12 mishandles vectors in braced initializers
        if (!scripted_) result.statements = writer_.take();
        result.needs = writer_.needs();
        if constexpr (Dialect::target.traits->new_enum_values_wait)
            for (const op::operation& each : operations.list)
                result.ends_transaction = result.ends_transaction || each.kind == op::operation_kind::add_enum_value;
        return result;
    }

    /// Renders one operation. Tables are copied whole before and after it only where the writer reads them.
    constexpr void render(replay_context& context, std::uint32_t index, const op::operations_view& operations,
                          const op::operation& each) {
        using kind = op::operation_kind;
        if (!schema_.objects.entries().empty()) {
            if (const op::operations_view* const whole = with_enum_values(schema_, operations, each))
                return render(context, index, *whole, whole->list.first[0]);
            if (is_about_values(each.kind)) return render_values(context, index, operations, each);
        }
        if (!scripted_) writer_.look_ahead(schema_, operations, each);
        name table = each.table;
        if (each.kind == kind::drop_index)
            if (const std::uint32_t found = schema_.find_index(each); found != schema_.indexes.none)
                table = schema_.tables[schema_.indexes[found].table].name;
        const std::uint32_t found = schema_.tables.find(table);
        const bool there = found != schema_.tables.none;
        const bool fires = there && fills(operations, each) && fires_trigger(schema_, table, each.object);
        const bool whole = there && (fires || writer_.reads_table(operations, each, schema_.tables[found].view()));
        owned_operation before, after;
        if (whole) complete_table(schema_, found, schema_.arena, before);
        const op::table_view is = !there ? op::table_view{}
            : !whole                     ? schema_.tables[found].view()
                                         : op::table_view{&before.view, before.list.list.data(), table};

        named_operation named(operations, each, there ? schema_.tables[found].view() : op::table_view{}, schema_.naming,
                              schema_.arena);
        if constexpr (Dialect::target.traits->schemas) named.find_schemas(schema_);
        else if (schema_.ignores_schemas) named.leave_schemas();
        else if constexpr (Dialect::target.traits->schemas_are_databases) named.find_schemas(schema_);
        const name& owner = each.kind == kind::drop_trigger ? named.operation().table : table;
        vector<name> freed;
        if constexpr (Dialect::target.traits->keys_leave_not_null)
            if (there && each.kind == kind::drop_constraint) freed = nullable_key(schema_.tables[found].view());
        const vector<char> types = living_types();
        const bool has_triggers = !schema_.triggers.entries().empty();
        find_triggers_of(owner, triggers_before_);
        if (scripted_) touched_.note(schema_, each);
        apply(context, operations, each);
        find_triggers_of(owner, triggers_after_,
                         each.kind == kind::drop_view && way_ == direction::upgrade ? context.revision : nullptr);
        if (there && each.kind == kind::create_table) return;  // IF NOT EXISTS, and it does

        if (whole && schema_.tables[found].alive) complete_table(schema_, found, schema_.arena, after);
        op::table_view becomes = is;
        if (!there && each.kind == kind::create_table) becomes = {&named.arrays(), &named.operation(), each.table};
        else if (!after.list.list.empty()) becomes = {&after.view, after.list.list.data(), schema_.tables[found].name};
        else if (there && !schema_.tables[found].alive) becomes = {};
        const bool remakes_triggers = each.kind == kind::drop_view && makes_triggers(operations, each);
        write_types(index, types, true);
        writer_.write(index, named.arrays(), named.operation(),
                      {is, becomes, is_verified(found), remakes_triggers, fires, key_of_batches(operations, each),
                       has_triggers ? history_.settings->version_table : name(),
                       triggers_before_.list.empty() ? nullptr : &triggers_before_,
                       triggers_after_.list.empty() ? nullptr : &triggers_after_});
        write_types(index, types, false);
        if (!freed.empty() && schema_.tables[found].view().primary_key() == nullptr) {
            const op::operations nullable = nulls_allowed(operations, index, each.table, freed);
            const op::operations_view view = nullable.view();
            for (const op::operation& alteration : view.list) render(context, index, view, alteration);
        }
        if (scripted_ && each.kind == kind::run) writer_.stop(index, stop_sentence(*context.revision, way_).text());
        if (each.kind == kind::create_table ? !each.if_not_exists : writer_.has_verified())
            verify(schema_.tables.find(becomes.name));
        if (each.kind == kind::run || may_define(operations, each)) verified_.forget_tables();
    }

    /// A mark for each implicit enumeration that exists, by its number, where enumerations are types.
    [[nodiscard]] constexpr vector<char> living_types() const {
        vector<char> living;
        if constexpr (Dialect::target.traits->enumerations_are_types)
            for (const object_entry& each : schema_.objects.entries()) living.push_back(each.alive && each.is_raw);
        return living;
    }
    /// Creates the types that an operation has brought along, or drops those that it has left without a column.
    constexpr void write_types(std::uint32_t index, const vector<char>& living, bool creates) {
        if constexpr (Dialect::target.traits->enumerations_are_types)
            for (std::uint32_t i = 0; i < schema_.objects.entries().size(); ++i) {
                const object_entry& each = schema_.objects[i];
                const bool was = i < living.size() && living[i], is = each.alive && each.is_raw;
                if (was == is || is != creates) continue;
                op::operation drop = make_operation(op::operation_kind::drop_enum, {}, each.name);
                drop.schema = each.get().schema;
                if (creates) writer_.write(index, *each.arrays, each.get(), {});
                else writer_.write(index, {}, drop, {});
            }
    }

    /// Renders a change of the values of an enumeration. Where that is no type, each column that has it is altered.
    constexpr void render_values(replay_context& context, std::uint32_t index, const op::operations_view& operations,
                                 const op::operation& each) {
        const char quote = Dialect::target.traits->quote;
        const op::operations& users = schema_.arena.hold(columns_with_values(schema_, each, schema_.arena, quote));
        const op::operations_view& changes = schema_.arena.hold(users.view());
        if constexpr (Dialect::target.traits->enumerations_are_types) {
            named_operation named(operations, each, {}, schema_.naming, schema_.arena);
            named.find_schemas(schema_);
            const value_texts texts = texts_with_values(schema_, each, schema_.arena);
            apply(context, operations, each);
            write_all(writer_, index, texts.drops);
            writer_.write(index, named.arrays(), named.operation(), {.type_users = &changes});
            write_all(writer_, index, texts.creations);
        } else {
            for (const op::operation& change : changes.list)
                if (change.kind == op::operation_kind::alter_column) render(context, index, changes, change);
            apply(context, operations, each);
        }
    }

    /// The key of an `execute` in batches that is executed; in a script it is one statement.
    [[nodiscard]] constexpr name key_of_batches(const op::operations_view& operations,
                                                const op::operation& each) const {
        if (each.batch_rows == 0 || scripted_) return {};
        const op::dialect_text* const text = dialect::text_for(Dialect::target.id, operations, each);
        if (text == nullptr) return {};
        const syntax::batched found = syntax::read_batched(text->sql, syntax::lexicon_of(Dialect::target.id));
        if (!found.flaw.empty()) return {};
        return batch_key(*Dialect::target.traits, schema_.table(schema_name(schema_.tables.entries(), found.table)));
    }

    /// Copies the indexes of raw SQL and the triggers of a table or view that the history knows; but for those that raw
    /// SQL behind a revision that drops the view creates again.
    constexpr void find_triggers_of(const name& table, op::operations& triggers,
                                    const op::revision* dropping = nullptr) const {
        if (!triggers.list.empty()) triggers = {};
        for (const trigger_entry& each : schema_.raw_indexes.entries())
            if (is_trigger_of(each, table)) append_trigger(each, triggers);
        for (const trigger_entry& each : schema_.triggers.entries())
            if (is_trigger_of(each, table) && !(dropping != nullptr && each.is_raw && makes_again(*dropping, each)))
                append_trigger(each, triggers);
    }
    /// Whether an operation gives rows a value by an expression.
    static constexpr bool fills(const op::operations_view& operations, const op::operation& each) {
        return (each.kind == op::operation_kind::add_column || each.kind == op::operation_kind::alter_column) &&
            operations.columns[each.columns.first].fill.size != 0;
    }

    /// Whether a table, by its number in the schema, has been verified.
    [[nodiscard]] constexpr bool is_verified(std::uint32_t table) const {
        return table < verified_.tables.size() && verified_.tables[table];
    }
    constexpr void verify(std::uint32_t table) {
        if (table == schema_.tables.none) return;
        if (verified_.tables.size() <= table) verified_.tables.resize(table + 1);
        verified_.tables[table] = 1;
    }
    /// Whether an operation is raw SQL that may change the schema of the database.
    static constexpr bool may_define(const op::operations_view& operations, const op::operation& each) {
        if (each.kind != op::operation_kind::execute) return false;
        for (const op::dialect_text& text : each.texts.of(operations.texts))
            if (Dialect::may_define(text.sql)) return true;
        return false;
    }

    history_view history_;
    schema schema_;
    typename Dialect::writer writer_;
    verified_state verified_;
    bool scripted_ = false;
    direction way_ = direction::upgrade;
    op::operations triggers_before_, triggers_after_;  ///< see `operation_context`
    touched_triggers touched_;                         ///< of this revision, in a script
    detail::vector<box<owned_operation>> inverses_;
};

}  // namespace aludel::inline v0_1::detail
