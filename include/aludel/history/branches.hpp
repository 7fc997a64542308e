// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/history/branch_names.hpp>
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
        applied_.push_back({which, set_mark(context_.schema), context_.doubts.size()});
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
    /// A branch that is compared with another one.
    struct branch {
        const revision_list& revisions;
        vector<std::size_t> first{};  ///< for each revision, the place of its operations in `meets`
        vector<char> meets{};         ///< a mark for each operation that names what the other branch names
        vector<char> matters{};       ///< and for each that such an operation may need before it
        vector<char> takes_away{};    ///< a mark for each revision with such an operation that drops or renames

        [[nodiscard]] constexpr std::size_t size() const { return revisions.size(); }
    };
    struct step {
        revision_index which;
        schema_mark before;
        std::size_t
            doubts;  ///< the number of doubts before it: errors of other branches have no consequences in this one
    };

    /// Undoes revisions until this many are applied.
    constexpr void go_back(std::size_t size) {
        if (size == applied_.size()) return;
        restore(context_.schema, applied_[size].before);
        context_.doubts.resize(applied_[size].doubts);
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
    /// other one is also tried before and behind that: in between, what there is only grows.
    constexpr sentence contradiction_between(const revision_list& one, const revision_list& another) {
        const std::size_t start = applied_.size();
        branch first{one}, second{another};
        const vector<const op::operation*> renames = renames_of(first, second);
        if (!find_meetings(first, second, renames)) return {};
        for (const branch* each : {&first, &second}) {
            const branch& other = each == &first ? second : first;
            if (const sentence message = clash(*each, each->size(), other); !message.empty()) return message;
        }
        for (const branch* each : {&first, &second}) {
            const branch& other = each == &first ? second : first;
            for (std::size_t i = 1; i < each->size(); ++i)
                if (each->takes_away[i - 1] || each->takes_away[i])
                    if (const sentence message = clash(*each, i, other); !message.empty()) return message;
        }
        // They change different tables and rename nothing, so the result cannot depend on the order.
        if (renames.empty() && !touch_the_same(first, second)) return {};
        go_back(start);
        for (const branch* each : {&second, &first})
            for (std::size_t i = 0; i < each->size(); ++i) try_one(*each, i, nullptr);
        const aludel::schema other = context_.schema;
        go_back(start);
        for (const branch* each : {&first, &second})
            for (std::size_t i = 0; i < each->size(); ++i) try_one(*each, i, nullptr);
        text_arena arena;
        const vector<difference> found = find_differences(context_.schema, other, arena);
        const sentence message =
            found.empty() ? sentence() : sentence({"what they lead to depends on their order: ", found[0].text()});
        go_back(start);  // after the text is written, because the differences point into the schema
        return message;
    }

    /// Applies `count` revisions of one branch, then the whole other branch, then the rest of the first. Returns the
    /// first finding as a clause; empty: none.
    constexpr sentence clash(const branch& one, std::size_t count, const branch& other) {
        const std::size_t start = applied_.size();
        vector<finding> findings;
        for (std::size_t i = 0; i < count; ++i) try_one(one, i, nullptr);
        name before = context_.revision->id;
        for (std::size_t i = 0; i < other.size() + one.size() - count && findings.empty(); ++i) {
            before = context_.revision->id;
            if (i < other.size()) try_one(other, i, &findings);
            else try_one(one, count + i - other.size(), &findings);
        }
        context_.findings = nullptr;
        go_back(start);
        if (findings.empty()) return {};
        return sentence({"after `", before, "`, ", findings[0].message()});
    }

    /// Applies of a revision what matters, and checks those of its operations that meet the other branch; null: none.
    constexpr void try_one(const branch& one, std::size_t number, vector<finding>* findings) {
        enter(one.revisions[number]);
        const op::operations_view& upgrade = context_.revision->upgrade;
        bool checks = false;
        for (std::uint32_t i = 0; i < upgrade.list.count; ++i) {
            const std::size_t place = one.first[number] + i;
            if (!one.matters[place]) continue;
            context_.findings = one.meets[place] ? findings : nullptr;
            checks = checks || context_.checking();
            apply(context_, upgrade, upgrade.list.first[i]);
        }
        context_.findings = checks ? findings : nullptr;
        if (checks) check_actions(context_, upgrade);
    }

    /// Marks the operations of both branches that name what the other one names as well, and the revisions with one
    /// that drops or renames. Returns whether there are any.
    constexpr bool find_meetings(branch& first, branch& second, const vector<const op::operation*>& renames) const {
        const branch_names one = names_of(first, renames), another = names_of(second, renames);
        const bool all = one.unclear || another.unclear;
        bool found = false;
        for (branch* each : {&first, &second}) {
            const branch_names& others = each == &first ? another : one;
            for (const revision_index which : each->revisions) {
                const op::operations_view& upgrade = revisions_[which].upgrade;
                bool takes = false;
                each->first.push_back(each->meets.size());
                for (const op::operation& operation : upgrade.list) {
                    const bool meets = all || others.meets(upgrade, operation);
                    each->meets.push_back(meets);
                    found = found || meets, takes = takes || (meets && takes_away(operation.kind));
                }
                each->takes_away.push_back(takes);
            }
        }
        if (found) find_needed(first, renames), find_needed(second, renames);
        return found;
    }

    /// The names that the operations of a branch use.
    [[nodiscard]] constexpr branch_names names_of(const branch& one,
                                                  const vector<const op::operation*>& renames) const {
        branch_names names(context_.schema, renames);
        for (const revision_index which : one.revisions)
            for (const op::operation& each : revisions_[which].upgrade.list) names.add(revisions_[which].upgrade, each);
        names.finish();
        return names;
    }

    /// All renames of tables and columns in both branches.
    [[nodiscard]] constexpr vector<const op::operation*> renames_of(const branch& first, const branch& second) const {
        vector<const op::operation*> found;
        for (const branch* each : {&first, &second})
            for (const revision_index which : each->revisions)
                for (const op::operation& operation : revisions_[which].upgrade.list)
                    if (is_rename(operation.kind)) found.push_back(&operation);
        return found;
    }

    /// Marks the operations that use what one uses which meets the other branch.
    constexpr void find_needed(branch& one, const vector<const op::operation*>& renames) const {
        branch_names used(context_.schema, renames);
        one.matters = one.meets;
        for (bool first_time = true, more = true; more; first_time = false) {
            more = false;
            for (std::size_t i = 0; i < one.size(); ++i) {
                const op::operations_view& upgrade = revisions_[one.revisions[i]].upgrade;
                for (std::uint32_t k = 0; k < upgrade.list.count; ++k) {
                    const op::operation& each = upgrade.list.first[k];
                    char& matters = one.matters[one.first[i] + k];
                    if (first_time ? !matters : (matters || !used.meets(upgrade, each))) continue;
                    matters = 1, more = true;
                    used.add(upgrade, each);
                }
            }
            used.finish();
        }
    }

    static constexpr bool is_rename(op::operation_kind each) {
        return each == op::operation_kind::rename_table || each == op::operation_kind::rename_column;
    }
    /// Whether an operation renames or drops something.
    static constexpr bool takes_away(op::operation_kind each) {
        using kind = op::operation_kind;
        return is_rename(each) || each == kind::drop_table || each == kind::drop_column ||
            each == kind::drop_constraint || each == kind::drop_index || each == kind::drop_view ||
            each == kind::drop_trigger;
    }

    /// Whether both branches change a table that existed before them.
    constexpr bool touch_the_same(const branch& first, const branch& second) {
        const vector<std::uint32_t> one = touched_by(first), other = touched_by(second);
        for (const std::uint32_t each : one)
            for (const std::uint32_t again : other)
                if (each == again) return true;
        return false;
    }

    /// The numbers of existing tables that the branch changes.
    constexpr vector<std::uint32_t> touched_by(const branch& one) {
        const std::size_t start = applied_.size();
        const auto mark = set_mark(context_.schema).tables;
        for (std::size_t i = 0; i < one.size(); ++i) try_one(one, i, nullptr);
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
