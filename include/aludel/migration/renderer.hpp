// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite.hpp>
#include <aludel/dialect/sqlite/orphans.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/invert.hpp>
#include <aludel/schema/replay_before.hpp>
#include <aludel/sql/statements.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// The statements of one revision in one direction.
struct rendered {
    statement_list statements;
    bool foreign_keys_off = false;
    bool may_orphan = false;
};

/// What a transaction has made sure of. It holds until the transaction ends, or raw SQL or a program may have changed it.
struct verified_state {
    bool foreign_keys_off = false;
    detail::vector<char> tables;  ///< by their place in the schema
    detail::vector<name> others;  ///< that the schema does not know, see `start_behind`

    constexpr void forget_tables() { tables.clear(), others.clear(); }
};

/// Turns revisions into statements. It carries the schema along, as it is in the database between them: what a statement
/// says can depend on it, and what undoes an operation always does.
class renderer {
public:
    constexpr renderer(const history_view& history, op::dialect target) : history_(history), writer_(target, history.settings->naming) {
        schema_.naming = history.settings->naming;
    }

    /// Brings the schema to where a database with these revisions is. They come in the order of application; the downgrades
    /// of those that `wanted` marks are derived on the way.
    constexpr void start_at(detail::span<const revision_index> applied, detail::span<const char> wanted) {
        inverses_.resize(history_.size());
        for (const revision_index which : applied) {
            const op::revision& revision = history_.at(which);
            replay at{schema_};
            at.revision = &revision;
            if (!wanted.empty() && wanted[which] && !revision.downgrade_written) {
                derive(at, which);
            } else {
                apply(at, revision.upgrade);
            }
        }
    }

    /// Brings the schema to behind the upgrades from 0 to `first`, as far as those from there to `last` need it; `upgrade` gives
    /// each by its number.
    template <class Upgrades>
    constexpr void start_behind(const Upgrades& upgrade, std::size_t first, std::size_t last) {
        replay at{schema_};
        replay_for(at, upgrade, first, last);
    }

    /// The statements go into the script, if there is one.
    constexpr rendered upgrade(revision_index which, sql_text* script = nullptr) { return render(history_.at(which), history_.at(which).upgrade, script); }
    constexpr rendered downgrade(revision_index which, sql_text* script = nullptr) { return render(history_.at(which), downgrade_of(which), script); }

    constexpr rendered render(const plan_step& step, sql_text* script = nullptr) {
        if (step.direction == direction::upgrade) return upgrade(step.revision, script);  // no ?: GCC 12 destroys its vectors twice
        return downgrade(step.revision, script);
    }

    /// Brings the schema behind a step without writing it.
    constexpr void skip(const plan_step& step) {
        if (step.direction == direction::upgrade) skip_upgrade(step.revision);
        else skip_downgrade(step.revision);
    }
    constexpr void skip_upgrade(revision_index which) { skip(which, history_.at(which).upgrade); }
    constexpr void skip_downgrade(revision_index which) { skip(which, downgrade_of(which)); }

    /// What a downgrade does: the operations as written, or as derived.
    [[nodiscard]] constexpr const op::operations& downgrade_of(revision_index which) const {
        return history_.at(which).downgrade_written ? history_.at(which).downgrade : inverses_[which]->view;
    }

    [[nodiscard]] constexpr const schema& current() const { return schema_; }

    /// What the transaction, of which the next revision is a part, has made sure of.
    [[nodiscard]] constexpr const verified_state& verified() const { return verified_; }
    /// The names of tables that were made sure of, for `go_on_with` of another that continues from here.
    [[nodiscard]] constexpr detail::vector<name> verified_tables() const {
        detail::vector<name> names = verified_.others;
        for (std::uint32_t i = 0; i < verified_.tables.size(); ++i)
            if (verified_.tables[i] && schema_.tables[i].alive) names.push_back(schema_.tables[i].name);
        return names;
    }
    constexpr void go_on_with(bool foreign_keys_off, const op::list_view<name>& verified_tables) {
        verified_.foreign_keys_off = foreign_keys_off;
        for (const name& each : verified_tables)
            if (const std::uint32_t found = schema_.tables.find(each); found != schema_.tables.none) verify(found);
            else verified_.others.push_back(each);
    }
    constexpr void begin_transaction() { verified_ = {}; }

private:
    constexpr void skip(revision_index which, const op::operations& operations) {
        replay at{schema_};
        at.revision = &history_.at(which);
        apply(at, operations);
    }

    /// Applies an upgrade and keeps what undoes it: the inverses of its operations, the last one first.
    constexpr void derive(replay& at, revision_index which) {
        const op::operations& upgrade = at.revision->upgrade;
        detail::vector<op::operation_list> steps;
        for (const op::operation& each : upgrade.list) {
            steps.emplace_back();
            invert(schema_, upgrade, each, steps.back(), schema_.arena);
            apply(at, upgrade, each);
        }
        owned_operation all;
        for (std::size_t i = steps.size(); i-- > 0;) {
            const op::operations step = steps[i].view();
            for (const op::operation& each : step.list) all.list.append(step, each);
        }
        inverses_[which] = box<owned_operation>(std::move(all));
        inverses_[which]->renew();
    }

    /// Whether raw SQL of the history makes triggers on a view: then it brings them back itself.
    [[nodiscard]] constexpr bool makes_triggers_on(const name& view) const {
        for (const op::revision& revision : history_.revisions)
            for (const op::operations* const operations : {&revision.upgrade, &revision.downgrade})
                for (const op::operation& each : operations->list)
                    for (const op::dialect_text& text : each.texts.of(operations->texts))
                        if (each.kind == op::operation_kind::execute && syntax::makes_trigger_on(text.sql, view)) return true;
        return false;
    }

    constexpr rendered render(const op::revision& revision, const op::operations& operations, sql_text* script) {
        writer_.begin_revision(revision.transactional, script);
        if (!revision.transactional) begin_transaction();
        writer_.trust_foreign_keys(verified_.foreign_keys_off);
        may_orphan_ = false, scripted_ = script != nullptr;
        replay at{schema_};
        at.revision = &revision;
        std::uint32_t index = 0;
        for (const op::operation& each : operations.list) {
            render(at, index++, operations, each);
            if (!revision.transactional) verified_.forget_tables();
        }
        writer_.finish();
        verified_.foreign_keys_off = revision.transactional && (verified_.foreign_keys_off || writer_.needs_foreign_keys_off());
        rendered made;  // member by member: GCC 12 loses track of vectors in braces
        if (!scripted_) made.statements = writer_.take();
        made.foreign_keys_off = writer_.needs_foreign_keys_off();
        made.may_orphan = may_orphan_;
        return made;
    }

    constexpr void render(replay& at, std::uint32_t index, const op::operations& operations, const op::operation& each) {
        using kind = op::operation_kind;
        if (each.kind == kind::drop_view) writer_.keep_triggers(!makes_triggers_on(each.table));
        if (!scripted_) may_orphan_ = may_orphan_ || detail::may_orphan(schema_, operations, each);
        name table = each.table;
        if (each.kind == kind::drop_index)
            if (const std::uint32_t found = schema_.indexes.find(each.object); found != schema_.indexes.none) table = schema_.tables[schema_.indexes[found].table].name;
        const std::uint32_t found = schema_.tables.find(table);
        const bool there = found != schema_.tables.none;
        const bool whole = there && writer_.reads_table(operations, each, schema_.tables[found].view());
        owned_operation before, after;
        if (whole) complete_table(schema_, found, schema_.arena, before);
        const op::table_view is = !there ? op::table_view{} : !whole ? schema_.tables[found].view() : op::table_view{&before.view, before.list.list.data(), table};

        apply(at, operations, each);

        if (whole && schema_.tables[found].alive) complete_table(schema_, found, schema_.arena, after);
        const named_operation named(operations, each, schema_.naming, schema_.arena);
        op::table_view becomes = is;
        if (!there && each.kind == kind::create_table) becomes = {&named.pools(), &named.operation(), each.table};
        else if (!after.list.list.empty()) becomes = {&after.view, after.list.list.data(), schema_.tables[found].name};
        else if (there && !schema_.tables[found].alive) becomes = {};
        writer_.trust(is_verified(found));
        writer_.operation(index, named.pools(), named.operation(), is, becomes);
        if (each.kind == kind::create_table ? !each.if_not_exists : writer_.has_looked()) verify(schema_.tables.find(becomes.name));
        if (each.kind == kind::run || may_define(operations, each)) verified_.forget_tables();
    }

    [[nodiscard]] constexpr bool is_verified(std::uint32_t table) const { return table < verified_.tables.size() && verified_.tables[table]; }
    constexpr void verify(std::uint32_t table) {
        if (table == schema_.tables.none) return;
        if (verified_.tables.size() <= table) verified_.tables.resize(table + 1);
        verified_.tables[table] = 1;
    }
    static constexpr bool may_define(const op::operations& operations, const op::operation& each) {
        if (each.kind != op::operation_kind::execute) return false;
        for (const op::dialect_text& text : each.texts.of(operations.texts))
            if (syntax::may_define(text.sql)) return true;
        return false;
    }

    history_view history_;
    schema schema_;
    sqlite_statements writer_;
    verified_state verified_;
    bool may_orphan_ = false;  // an operation of the revision being written; a script does not ask
    bool scripted_ = false;
    detail::vector<box<owned_operation>> inverses_;
};

}  // namespace aludel::inline v0_1::detail
