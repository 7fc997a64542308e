// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/difference_text.hpp>
#include <aludel/schema/downgrade.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Whether the revision at this place in the order has the revision before it as its only parent and no dependency, so
/// that it is applied to the schema which that one left. In a history without branches this is true of all.
constexpr bool continues(const op::list_view<op::revision>& revisions, const op::list_view<revision_index>& order,
                         std::size_t position) {
    if (position == 0) return true;
    const op::revision& revision = revisions.first[order.first[position]];
    if (revision.parents.count != 1 || revision.dependencies.count != 0) return false;
    const op::revision& before = revisions.first[order.first[position - 1]];
    return revision.parents.first[0] == before.id ||
        (!before.replaces.empty() && revision.parents[0] == before.replaces[before.replaces.count - 1]);
}

/// Moves a schema from branch to branch of a valid graph. It undoes the revisions that were applied last and applies
/// the others, so a change of branch costs what the branches do, not the whole history.
class branch_walk {
public:
    constexpr branch_walk(replay_context& context, const op::list_view<op::revision>& revisions,
                          const op::list_view<revision_index>& order)
        : context_(context),
          revisions_(revisions),
          order_(order),
          nodes_(nodes_of(revisions)),
          below_(links_below(nodes_, symbols_of(nodes_))) {
        start_log(context_.schema);
    }

    /// Moves to the schema that a revision is applied to: that of its parents and dependencies.
    constexpr void go_below(revision_index which) { go_to(closure(below_, below_.all(which))); }

    /// Makes the revision the current one. The caller then applies its operations.
    constexpr void enter(revision_index which) {
        applied_.push_back({which, set_mark(context_.schema)});
        context_.revision = &revisions_[which];
        context_.ordinal = static_cast<std::uint32_t>(applied_.size());
    }

    /// The parents and dependencies of a revision may have been applied in any order, which must not change the result.
    /// Returns the first contradiction as a clause; empty: none.
    constexpr sentence contradiction_below(revision_index which) { return contradiction_of(below_.all(which)); }

    /// The same for all heads, which can all be applied to one database.
    constexpr sentence contradiction_of_heads() {
        const revision_marks needed(revisions_.size());
        for (const revision_index each : below_.flat) needed[each] = 1;
        vector<revision_index> heads;
        for (const revision_index each : order_)
            if (!needed[each]) heads.push_back(each);
        return contradiction_of({heads.data(), heads.size()});
    }

private:
    struct step {
        revision_index which;
        schema_mark before;
    };

    /// Undoes revisions until this many are applied.
    constexpr void go_back(std::size_t size) {
        if (size == applied_.size()) return;
        restore(context_.schema, applied_[size].before);
        while (applied_.size() > size) applied_.pop_back();
    }

    constexpr void apply_one(revision_index which) {
        enter(which);
        apply(context_, context_.revision->upgrade);
    }

    constexpr void apply_marked(const revision_marks& marks) {
        for (const revision_index each : order_)
            if (marks.data[each]) apply_one(each);
    }

    /// Moves to the schema after exactly these revisions.
    constexpr void go_to(const revision_marks& wanted) {
        std::size_t kept = 0;
        while (kept < applied_.size() && wanted.data[applied_[kept].which]) wanted.data[applied_[kept++].which] = 0;
        go_back(kept);
        apply_marked(wanted);
    }

    /// Whether the branches that end in these revisions contradict each other, compared in pairs of one with all before
    /// it.
    constexpr sentence contradiction_of(detail::span<const revision_index> tips) {
        if (tips.size() < 2) return {};
        const revision_marks marks = closure(below_, tips.first(1));
        for (const revision_index tip : tips.subspan(1)) {
            const revision_marks other = closure(below_, {&tip, 1});
            const revision_marks common(marks.size);
            revision_list first, second;
            for (const revision_index each : order_) {
                if (marks.data[each] && other.data[each]) common.data[each] = 1;
                else if (marks.data[each]) first.push_back(each);
                else if (other.data[each]) second.push_back(each), marks.data[each] = 1;
            }
            if (first.empty() || second.empty()) continue;
            go_to(common);
            if (const sentence message = contradiction_between(first, second); !message.empty()) return message;
        }
        return {};
    }

    /// Compares two branches in both orders. Where a branch drops or renames something, which it may add again, the
    /// other one is also tried between its revisions.
    constexpr sentence contradiction_between(const revision_list& first, const revision_list& second) {
        const std::size_t start = applied_.size();
        if (const sentence message = clash(first, first.size(), second); !message.empty()) return message;
        if (const sentence message = clash(second, second.size(), first); !message.empty()) return message;
        for (std::size_t i = 1; takes_away(first) && i < first.size(); ++i)
            if (const sentence message = clash(first, i, second); !message.empty()) return message;
        for (std::size_t i = 1; takes_away(second) && i < second.size(); ++i)
            if (const sentence message = clash(second, i, first); !message.empty()) return message;
        // They change different tables and rename nothing, so the result cannot depend on the order.
        if (!renames(first) && !renames(second) && !touch_the_same(first, second)) return {};
        go_back(start);
        for (const auto* branch : {&second, &first})
            for (const revision_index each : *branch) apply_one(each);
        const aludel::schema other = context_.schema;
        go_back(start);
        for (const auto* branch : {&first, &second})
            for (const revision_index each : *branch) apply_one(each);
        text_arena arena;
        const vector<difference> found = find_differences(context_.schema, other, arena);
        const sentence message =
            found.empty() ? sentence() : sentence({"what they lead to depends on their order: ", found[0].text()});
        go_back(start);  // after the text is written, because the differences point into the schema
        return message;
    }

    /// Applies `count` revisions of one branch, then the whole other branch, then the rest of the first. Returns the
    /// first finding as a clause; empty: none.
    constexpr sentence clash(const revision_list& one, std::size_t count, const revision_list& other) {
        const std::size_t start = applied_.size();
        for (std::size_t i = 0; i < count; ++i) apply_one(one[i]);
        vector<finding> findings;
        context_.findings = &findings;
        name before = context_.revision->id;
        for (std::size_t i = 0; i < other.size() + one.size() - count && findings.empty(); ++i) {
            before = context_.revision->id;
            apply_one(i < other.size() ? other[i] : one[count + i - other.size()]);
        }
        context_.findings = nullptr;
        go_back(start);
        if (findings.empty()) return {};
        return sentence({"after `", before, "`, ", findings[0].message()});
    }

    template <class Has>
    [[nodiscard]] constexpr bool any_operation(const revision_list& branch, const Has& has) const {
        for (const revision_index each : branch)
            for (const op::operation& operation : revisions_[each].upgrade.list)
                if (has(operation.kind)) return true;
        return false;
    }
    /// Whether the branch renames a table or column.
    [[nodiscard]] constexpr bool renames(const revision_list& branch) const {
        return any_operation(branch, [](op::operation_kind kind) {
            return kind == op::operation_kind::rename_table || kind == op::operation_kind::rename_column;
        });
    }
    /// Whether the branch renames or drops anything.
    [[nodiscard]] constexpr bool takes_away(const revision_list& branch) const {
        using kind = op::operation_kind;
        return renames(branch) || any_operation(branch, [](kind each) {
                   return each == kind::drop_table || each == kind::drop_column || each == kind::drop_constraint ||
                       each == kind::drop_index || each == kind::drop_view || each == kind::drop_trigger;
               });
    }

    /// Whether both branches change a table that existed before them.
    constexpr bool touch_the_same(const revision_list& first, const revision_list& second) {
        const vector<std::uint32_t> one = touched_by(first), other = touched_by(second);
        for (const std::uint32_t each : one)
            for (const std::uint32_t again : other)
                if (each == again) return true;
        return false;
    }

    /// The numbers of existing tables that the branch changes.
    constexpr vector<std::uint32_t> touched_by(const revision_list& branch) {
        const std::size_t start = applied_.size();
        const auto mark = set_mark(context_.schema).tables;
        for (const revision_index each : branch) apply_one(each);
        vector<std::uint32_t> found;
        const auto& log = context_.schema.tables.log();
        for (std::size_t i = mark.log; i < log.size(); ++i)
            if (log[i].which < mark.entries) found.push_back(log[i].which);
        go_back(start);
        return found;
    }

    replay_context& context_;
    op::list_view<op::revision> revisions_;
    op::list_view<revision_index> order_;
    vector<revision_node> nodes_;
    links below_;
    vector<step> applied_;
};

}  // namespace aludel::inline v0_1::detail
