// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/revision.hpp>
#include <aludel/schema/derived_downgrade.hpp>
#include <aludel/schema/limits.hpp>
#include <aludel/schema/mirror.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The estimated cost of operations for the compiler, in steps of Clang: a statement, a call or a turn of a loop is
/// one. GCC counts about twelve operations of its own for each.
struct work {
    std::size_t replayed = 0;  ///< to apply them after they have been verified, see `replay_before`
    std::size_t verified = 0;  ///< to verify them and their downgrade

    constexpr work& operator+=(const work& other) {
        replayed += other.replayed, verified += other.verified;
        return *this;
    }
};

/// Estimates the cost of revisions, in their order. The figures were measured on two histories of 249 real revisions
/// and rounded up; the size of the schema, on which some depend, is counted along.
class scales {
public:
    constexpr explicit scales(const op::settings& settings) {
        for (const op::dialect& each : settings.checked_dialects()) limited_ += is_limited(each) ? 1U : 0U;
    }

    /// The cost of the next revision.
    constexpr work weigh(const op::revision& revision) {
        work whole{20, 150};
        const bool replayed = is_to_replay(revision, true);
        for (const op::operation& each : revision.upgrade.list) {
            const work one = weigh(revision.upgrade, each);
            whole += one;
            if (replayed) whole.verified += weigh_inverse(one);
        }
        for (const op::operation& each : revision.downgrade.list) {
            // The worst case: the downgrade is applied and compared, after an upgrade that is logged.
            const work one = weigh_one(revision.downgrade, each);
            whole.verified += one.verified + one.replayed;
        }
        return whole;
    }

    /// One step of it, see steps_of, when all have been weighed together: a part of a revision in a block of its own
    /// applies all that is in front of it.
    [[nodiscard]] constexpr work weigh_step(const op::revision& revision, std::uint32_t step) const {
        const std::uint32_t count = revision.upgrade.list.count;
        if (step < count) {
            const op::operation& each = revision.upgrade.list.first[step];
            return {weigh_replay(each, false), weigh_one(revision.upgrade, each).verified};
        }
        if (step < count + revision.downgrade.list.count) {
            const op::operation& back = revision.downgrade.list.first[step - count];
            return {weigh_replay(back, true), 20 + weigh_one(revision.downgrade, back).verified};
        }
        work end{0, 150};
        if (is_to_replay(revision, true))
            for (const op::operation& each : revision.upgrade.list)
                end.verified += weigh_inverse(weigh_kind(revision.upgrade, each));
        for (const op::operation& each : revision.downgrade.list)
            end.verified += weigh_comparison(revision.downgrade, each);
        return end;
    }

private:
    /// The inverse of an operation is derived, applied and compared, after an upgrade that is logged.
    [[nodiscard]] constexpr std::size_t weigh_inverse(const work& operation) const {
        return 500 + 2 * operation.replayed + 40 * (tables_ == 0 ? 8 : columns_ / tables_ + 1);
    }

    /// To apply an operation in front of a part of its own revision. The first change of a table copies it.
    static constexpr std::size_t weigh_replay(const op::operation& operation, bool copied) {
        using kind = op::operation_kind;
        switch (operation.kind) {
            case kind::rename_table:
            case kind::rename_column: return copied ? 400 : 1'300;
            case kind::add_constraint:
            case kind::drop_constraint: return copied ? 750 : 1'000;
            case kind::add_column:
            case kind::drop_column:
            case kind::alter_column:
            case kind::comment_on_table: return copied ? 250 : 800;
            default: return 150 + 150 * std::size_t{operation.indexes.count};
        }
    }

    /// To compare what an operation of a downgrade has changed.
    static constexpr std::size_t weigh_comparison(const op::operations_view& arrays, const op::operation& operation) {
        using kind = op::operation_kind;
        switch (operation.kind) {
            case kind::execute:
            case kind::run: return 0;
            case kind::create_trigger: return 500 + 50 * letters_of_texts(arrays, operation);
            case kind::rename_table:
            case kind::rename_column:
            case kind::alter_column:
            case kind::add_constraint:
            case kind::drop_constraint: return 1'100;
            default: return 500;
        }
    }

    constexpr work weigh(const op::operations_view& arrays, const op::operation& operation) {
        switch (operation.kind) {
            case op::operation_kind::create_table: ++tables_, columns_ += operation.columns.count; break;
            case op::operation_kind::drop_table:
                if (tables_ > 1) columns_ -= columns_ / tables_, --tables_;
                break;
            case op::operation_kind::add_column: ++columns_; break;
            case op::operation_kind::create_view: ++views_; break;
            case op::operation_kind::drop_index:
                if (indexes_ != 0) --indexes_;
                break;
            default: break;
        }
        indexes_ += operation.indexes.count;
        return weigh_one(arrays, operation);
    }

    /// The number of characters of SQL in an operation, which are checked for completeness.
    static constexpr std::size_t letters_of(const op::operations_view& arrays, const op::operation& operation) {
        std::size_t letters = operation.text.size;
        for (std::uint32_t i = 0; i < operation.columns.count; ++i) {
            const op::column& each = arrays.columns[operation.columns.first + i];
            letters += each.expression.size + each.fill.size +
                (each.default_value.kind == op::value_kind::expression ? each.default_value.text.size : 0);
        }
        for (std::uint32_t i = 0; i < operation.constraints.count; ++i)
            letters += arrays.constraints[operation.constraints.first + i].expression.size;
        for (std::uint32_t i = 0; i < operation.indexes.count; ++i)
            letters += arrays.indexes[operation.indexes.first + i].where.size;
        return letters;
    }

    static constexpr std::size_t letters_of_texts(const op::operations_view& arrays, const op::operation& operation) {
        std::size_t letters = 0;
        for (const op::dialect_text& each : operation.texts.of(arrays.texts)) letters += each.sql.size;
        return letters;
    }

    [[nodiscard]] constexpr work weigh_one(const op::operations_view& arrays, const op::operation& operation) const {
        work one = weigh_kind(arrays, operation);
        one.verified += steps_per_letter * letters_of(arrays, operation);
        if (limited_ == 0) return one;
        // See `check_limits`, and `name_used_elsewhere`, which looks through all constraints.
        one.verified += one.verified * (7 + 2 * limited_) / 10 + 15 * tables_ * operation.constraints.count;
        return one;
    }

    [[nodiscard]] constexpr work weigh_kind(const op::operations_view& arrays, const op::operation& operation) const {
        using kind = op::operation_kind;
        const std::size_t width = tables_ == 0 ? 8 : columns_ / tables_ + 1;  // columns of an average table
        // A search in all tables, needed for the one in three that foreign keys refer to.
        const std::size_t lookup = 10 * tables_;
        // A search in the texts of all views.
        const std::size_t texts = steps_per_view * views_;
        // A search in all operations of the revision.
        const std::size_t others = 5 * std::size_t{arrays.list.count};
        switch (operation.kind) {
            case kind::create_table:
                return {90 + 150 * std::size_t{operation.indexes.count},
                        100 + 300 * std::size_t{operation.columns.count} +
                            350 * std::size_t{operation.constraints.count} +
                            350 * std::size_t{operation.indexes.count}};
            case kind::create_index: return {150, 400};
            case kind::drop_index: return {60, 200};
            case kind::drop_table: return {150, 600 + lookup + texts};
            case kind::add_column:
                return {20,
                        500 + 20 * width + 400 * std::size_t{operation.constraints.count + operation.indexes.count}};
            case kind::drop_column: return {20, 1'200 + 20 * width + lookup + texts + others};
            case kind::alter_column: return {20, 1'200 + 20 * width};
            case kind::rename_table:
            case kind::rename_column: return {1'200 + 20 * width, 2'800 + 20 * width};
            case kind::add_constraint: {
                // Of a check, which is read to see what it asks of rows.
                const std::size_t letters = letters_of(arrays, operation);
                return {900 + 10 * width, 2'400 + 20 * width + (letters == 0 ? 0 : 2'000 + 200 * letters + 2 * others)};
            }
            case kind::create_view: return {100, 1'000 + 180 * letters_of_texts(arrays, operation)};
            case kind::drop_view: return {60, 200 + texts + others};
            case kind::create_trigger: return {150, 1'500 + 200 * letters_of_texts(arrays, operation)};
            case kind::drop_constraint: return {900 + 10 * width, 1'000 + 20 * width + lookup};
            case kind::drop_enum:
            case kind::drop_schema: return {60, 300 + lookup + 20 * columns_};
            case kind::add_enum_value:
            case kind::rename_enum_value:
            case kind::drop_enum_value: return {200 + 20 * columns_, 1'500 + 60 * columns_};
            case kind::insert: return {50, 100 + 90 * std::size_t{operation.cells.count}};
            case kind::execute: return {100, 700 + 130 * letters_of_texts(arrays, operation)};
            default: return {60, 200};
        }
    }

    static constexpr std::size_t steps_per_letter = 6, steps_per_view = 90;

    std::size_t limited_ = 0;  ///< the databases of the history that limit what operations can do
    std::size_t tables_ = 0, columns_ = 0, indexes_ = 0, views_ = 0;
};

/// The most work in one constant expression. Clang allows 2^20 steps, GCC 2^25 operations; the rest is a margin for
/// what was underestimated.
#if defined(__clang__)
inline constexpr std::size_t block_work = 650'000;
#else
inline constexpr std::size_t block_work = 2'600'000;
#endif

/// The work that a change of branch or a merge adds: it walks several times through all revisions, which costs GCC more
/// than Clang.
constexpr std::size_t work_of_branch(std::size_t revisions) {
#if defined(__clang__)
    return 3'000 + 55 * revisions;
#else
    return 1'000 + 70 * revisions;
#endif
}

/// The work that a merge adds for each operation of the branches: they are tried in several orders.
inline constexpr std::size_t work_of_operation_in_branch = 400;

/// Decides where blocks end: when the next revision would exceed what is left of `block_work` after replaying the
/// blocks before, but a block always gets at least a fifth of it.
class block_cutter {
public:
    /// Whether a revision fits into a block at all.
    [[nodiscard]] constexpr bool has_room(const work& next) const {
        return next.verified <= (done_ < block_work * 4 / 5 ? block_work - done_ : block_work / 5);
    }
    /// The blocks behind a revision need not apply its downgrade, as the blocks of its steps do.
    constexpr void leave_downgrade(std::size_t replayed) { done_ -= replayed; }
    /// Whether the next revision, or step of one, begins a block.
    constexpr bool begins_block(const work& next) {
        const std::size_t room = replayed_ < block_work * 4 / 5 ? block_work - replayed_ : block_work / 5;
        const bool begins = first_ || in_block_ + next.verified > room;
        if (begins) replayed_ = done_, in_block_ = 0;
        first_ = false, in_block_ += next.verified, done_ += next.replayed;
        return begins;
    }

private:
    bool first_ = true;
    std::size_t done_ = 0, replayed_ = 0, in_block_ = 0;
};

}  // namespace aludel::inline v0_1::detail
