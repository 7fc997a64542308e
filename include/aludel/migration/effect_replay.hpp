// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/table_locks.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/schema/apply.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Whether what a change does to those who use the table is told statement by statement; otherwise the whole database
/// is locked.
constexpr bool tells_locks(const op::dialect_traits& traits) {
    return traits.changes_lock_tables || traits.tells_algorithms;
}

/// Reads the effects of the statements of a migration, step by step, each on the schema that the operations before it
/// give. Of a table that the transaction itself has created nobody else knows.
template <dialect_type Dialect>
class effect_replay {
public:
    /// With the schema before the first step.
    constexpr explicit effect_replay(const schema& before, const op::dialect& database = Dialect::target)
        : database_(database),
          schema_(before) {
        begin_transaction();
    }
    effect_replay(const effect_replay&) = delete;  // the context refers to the schema
    effect_replay& operator=(const effect_replay&) = delete;

    /// Begins a transaction: what has been created so far is seen by others.
    constexpr void begin_transaction() { first_new_ = ++context_.ordinal; }

    /// The effects of the statements of the next step of a plan, in their order.
    constexpr vector<statement_effect> read(migration<Dialect>& way, std::size_t which,
                                            const statement_list& statements) {
        const plan_step& step = way.at(which);
        const op::revision& revision = way.history().at(step.revision);
        const bool up = step.direction == direction::upgrade;
        if (which == 0 || way.history().settings->transaction_per_revision ||
            !renderer<Dialect>::is_transactional(revision))
            begin_transaction();
        return read(revision, up ? revision.upgrade : way.renderer().downgrade_of(step.revision), statements);
    }

    /// The effects of the statements of a revision, in their order.
    constexpr vector<statement_effect> read(const op::revision& revision, const op::operations_view& operations,
                                            const statement_list& statements) {
        vector<statement_effect> effects(statements.size());
        context_.revision = &revision;
        for (std::uint32_t i = 0; i < operations.list.count; ++i) {
            const op::operation& each = operations.list.first[i];
            for (std::size_t k = 0; k < statements.size(); ++k)
                if (const statement one = statements[k]; one.operation == i && one.kind == statement_kind::sql)
                    effects[k] = effect_of(one.sql, operations, each);
            apply(context_, operations, each);
        }
        return effects;
    }

private:
    [[nodiscard]] constexpr bool is_new(const name& table) const {
        const std::uint32_t found = schema_.tables.find(table);
        return found != schema_.tables.none && schema_.tables[found].born >= first_new_;
    }
    [[nodiscard]] constexpr bool is_new(const op::operation& operation, std::string_view spelled) const {
        if (operation.kind == op::operation_kind::create_table) return true;
        if (!operation.table.empty()) return is_new(operation.table);
        if (operation.kind == op::operation_kind::drop_index)
            if (const std::uint32_t index = schema_.find_index(operation); index != schema_.indexes.none)
                return schema_.tables[schema_.indexes[index].table].born >= first_new_;
        syntax::tokenizer tokens(spelled);
        syntax::token last = tokens.take();
        while (tokens.take('.')) last = tokens.take();
        return is_new(name(syntax::without_quotes(last)));
    }

    [[nodiscard]] constexpr statement_effect effect_of(std::string_view sql, const op::operations_view& operations,
                                                       const op::operation& operation) const {
        statement_effect effect = dialect::effect_of(database_, sql, operations, operation, schema_);
        if (!tells_locks(*database_.traits) || effect.lock.empty()) return effect;
        if (!is_new(operation, effect.table)) return effect;
        for (const op::constraint& each : operation.constraints.of(operations.constraints))
            if (database_.traits->changes_lock_tables && !effect.note.empty() &&
                each.kind == op::constraint_kind::foreign_key && !is_new(each.target_name())) {
                effect.rewrites = effect.scans = false, effect.remedy = {};
                effect.lock = "SHARE ROW EXCLUSIVE", effect.blocks = "writes";
                effect.note = "of the table that it references; its own is new";
                return effect;
            }
        statement_effect nothing{};
        if (operation.kind != op::operation_kind::create_table) nothing.note = "the table is new";
        return nothing;
    }

    op::dialect database_;
    schema schema_;
    replay_context context_{schema_};
    std::uint32_t first_new_ = 1;
};

}  // namespace aludel::inline v0_1::detail
