// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/migration_files.hpp>
#include <aludel/code/operation_code.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/rule/slug.hpp>
#include <aludel/schema/derived_downgrade.hpp>
#include <aludel/schema/diff.hpp>

#include <algorithm>    // find
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <deque>        // deque
#include <set>          // set
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move, pair
#include <vector>       // vector

namespace aludel::inline v0_1::code {

/// The squash of a run of revisions, as code. What the run does to the schema becomes the difference between its ends;
/// what it does to rows is kept as it is, in its place between the changes of the schema. The squash is verified as the
/// compiler will do it, which also says what it has to acknowledge.
class squash_code {
public:
    /// `squash` has its id, and the run in `replaces`. Throws std::bad_alloc.
    squash_code(const history_view& history, new_revision squash) : history_(history), squash_(std::move(squash)) {
        collect_links();
        replay();
        verify_whole();
        for (const op::operation& each : upgrade_.list) write(upgrade_.view(), each, squash_.operations);
        for (const op::operation& each : downgrade_.list) write(downgrade_.view(), each, squash_.downgrade);
    }
    squash_code(const squash_code&) = delete;
    squash_code& operator=(const squash_code&) = delete;

    [[nodiscard]] const new_revision& revision() const { return squash_; }
    /// What of the run is not in the squash, one sentence for each.
    [[nodiscard]] const std::vector<std::string>& omissions() const { return squash_.remarks; }
    /// What the compiler will refuse.
    [[nodiscard]] const std::vector<std::string>& errors() const { return errors_; }

private:
    [[nodiscard]] const op::revision& revision_of(const std::string& id) const {
        return *history_.find(name(std::string_view(id)));
    }

    void collect_links() {
        const op::revision& first = revision_of(squash_.replaces.front());
        for (const name& each : first.parents) squash_.parents.emplace_back(each.text());
        for (const name& each : first.dependencies) squash_.dependencies.emplace_back(each.text());
        for (const std::string& id : squash_.replaces) {
            const op::revision& each = revision_of(id);
            for (const name& label : each.labels) squash_.labels.emplace_back(label.text());
            squash_.transactional = squash_.transactional && each.transactional;
            if (!each.irreversible.empty() && squash_.irreversible.empty())
                squash_.irreversible = "`" + id + "`: " + std::string(each.irreversible);
        }
    }

    /// Whether an operation does something to rows that the difference between two schemas does not show. `empty_` has
    /// the tables that the run has created, as long as nothing can have written rows into them; `new_` those of them
    /// that are not in the operations yet, where a rename leaves no trace, and a comment comes with the table.
    [[nodiscard]] bool concerns_rows(const op::operations_view& arrays, const op::operation& each) const {
        using kind = op::operation_kind;
        const bool has_rows = empty_.count(std::string(each.table.text())) == 0;
        switch (each.kind) {
            case kind::insert:
            case kind::delete_rows:
            case kind::execute:
            case kind::run: return true;
            case kind::add_column: return has_rows && !arrays.columns[each.columns.first].fill.empty();
            case kind::rename_table:
            case kind::rename_column:
            case kind::comment_on_table: return new_.count(std::string(each.table.text())) == 0;
            case kind::alter_column:
            case kind::drop_table:
            case kind::drop_column: return has_rows;
            default: return each.declared;
        }
    }
    void note_rows(const op::operation& each) {
        using kind = op::operation_kind;
        const std::string table(each.table.text());
        if (each.kind == kind::create_table && !each.if_not_exists) empty_.insert(table), new_.insert(table);
        else if (each.kind == kind::rename_table)
            for (std::set<std::string>* const tables : {&empty_, &new_})
                if (tables->erase(table) != 0) tables->emplace(each.to);
        if (each.kind == kind::drop_table) empty_.erase(table), new_.erase(table);
        if (each.kind == kind::insert) empty_.erase(table);
        else if (each.kind == kind::execute || each.kind == kind::run) empty_.clear();
    }

    /// Goes through the run, and collects the operations of the squash and of its downgrade, in case that it cannot be
    /// derived.
    void replay() {
        const revision_graph graph(nodes_of(history_));
        const revision_index first[] = {graph.index_of(revision_of(squash_.replaces.front()).id)};
        const detail::revision_marks below = graph.applied_at(first);
        below[first[0]] = 0;
        schema now = detail::schema_after(history_, detail::in_order(history_, below));
        before_.push_back(now);
        std::deque<op::operations> downgrades;
        for (const std::string& id : squash_.replaces) {
            const op::revision& revision = revision_of(id);
            detail::replay_context context{now, history_.settings};
            context.revision = &revision;
            detail::derived_downgrade inverses;
            for (const op::operation& each : revision.upgrade.list) {
                inverses.add(now, revision.upgrade, each, arena_);
                const bool kept = concerns_rows(revision.upgrade, each);
                if (kept && !each.declared) add_difference(now);
                detail::apply(context, revision.upgrade, each);
                note_rows(each);
                if (!kept) continue;
                if (each.kind == op::operation_kind::run)
                    squash_.remarks.push_back("the function that `" + id +
                                              "` calls with al::run is not kept. Write it here by hand");
                else upgrade_.append(revision.upgrade, each).declared = each.declared;
                before_.push_back(now);
            }
            op::operations undone;
            if (!revision.downgrade_written) undone = std::move(inverses.finish());
            const op::operations_view view = revision.downgrade_written ? revision.downgrade : undone.view();
            op::operations& copied = downgrades.emplace_back();
            for (const op::operation& each : view.list) copied.append(view, each).declared = each.declared;
        }
        add_difference(now);
        std::set<std::string> dropped;  // from last to first, so that rows of a table that goes are not deleted
        std::vector<std::pair<const op::operations*, std::size_t>> order;
        for (const op::operations& undone : downgrades)
            for (std::size_t i = undone.list.size(); i-- > 0;) {
                const op::operation& each = undone.list[i];
                const std::string table(each.table.text());
                if (each.kind == op::operation_kind::drop_table) dropped.insert(table);
                if (each.kind != op::operation_kind::delete_rows || dropped.count(table) == 0)
                    order.emplace_back(&undone, i);
            }
        for (std::size_t i = order.size(); i-- > 0;)
            composed_.append(order[i].first->view(), order[i].first->list[order[i].second]).declared =
                order[i].first->list[order[i].second].declared;
    }
    /// Adds the operations from the last schema that was reached to this one.
    void add_difference(const schema& now) {
        const schema& after = before_.emplace_back(now);
        const op::operations found = operations_between(before_[before_.size() - 2], after, arena_);
        const op::operations_view view = found.view();
        for (const op::operation& each : view.list) upgrade_.append(view, each);
        new_.clear();
    }

    /// Verifies the squash in its history, and gives it what the findings ask for, until nothing changes.
    void verify_whole() {
        for (bool changed = true; changed;) {
            changed = false, errors_.clear();
            for (const finding& each : findings()) {
                const bool known = is_acknowledged_by_run(each.rule);
                if (each.level != level::error && !known) continue;
                const bool lacks_downgrade =
                    each.rule == rule::downgrade_required || each.rule == rule::unproven_downgrade;
                if (can_be_acknowledged(each.rule)) changed = acknowledge(each.rule) || changed;
                else if (lacks_downgrade && downgrade_.list.empty() && squash_.irreversible.empty())
                    write_downgrade(), changed = true;
                else errors_.emplace_back(each.text());
            }
        }
        for (const op::acknowledgement& each : acknowledged_)
            squash_.acknowledgements.push_back(".acknowledge(al::rule::" + std::string(slug(each.rule)) + ", " +
                                               literal_of(each.reason) + ")");
    }
    [[nodiscard]] detail::vector<finding> findings() const {
        const auto names_of = [](const std::vector<std::string>& texts) {
            return std::vector<name>(texts.begin(), texts.end());
        };
        const std::vector<name> parents = names_of(squash_.parents), dependencies = names_of(squash_.dependencies),
                                replaces = names_of(squash_.replaces);
        const auto list = [](const std::vector<name>& names) {
            return op::list_view<name>{names.data(), static_cast<std::uint32_t>(names.size())};
        };
        op::revision added{};
        added.id = std::string_view(squash_.id), added.is_squash = true, added.transactional = squash_.transactional;
        added.parents = list(parents), added.dependencies = list(dependencies), added.replaces = list(replaces);
        added.acknowledgements = {acknowledged_.data(), static_cast<std::uint32_t>(acknowledged_.size())};
        added.upgrade = upgrade_.view();
        added.downgrade = downgrade_.view(), added.downgrade_written = !downgrade_.list.empty();
        added.irreversible = squash_.irreversible;
        detail::vector<op::revision> entries;
        for (const op::revision& each : history_.all()) entries.push_back(each);
        entries.push_back(added);
        detail::vector<finding> result;
        for (const finding& each :
             verify(*history_.settings, {entries.data(), static_cast<std::uint32_t>(entries.size())}))
            if (each.revision == added.id) result.push_back(each);
        return result;
    }

    [[nodiscard]] bool is_acknowledged_by_run(aludel::rule broken) const {
        for (const std::string& id : squash_.replaces)
            for (const op::acknowledgement& each : revision_of(id).acknowledgements)
                if (each.rule == broken) return true;
        return false;
    }

    /// Acknowledges a rule with the reason that the run gives. False: it is acknowledged already.
    bool acknowledge(aludel::rule broken) {
        for (const op::acknowledgement& each : acknowledged_)
            if (each.rule == broken) return false;
        op::acknowledgement added{};
        added.rule = broken, added.reason = "as the revisions that it replaces";
        for (std::size_t i = squash_.replaces.size(); i-- > 0;)
            for (const op::acknowledgement& each : revision_of(squash_.replaces[i]).acknowledgements)
                if (each.rule == broken) added.reason = each.reason;
        acknowledged_.push_back(added);
        return true;
    }

    /// Writes the downgrades of the run, last first. One that calls a function, or deletes rows by their key, is not
    /// code.
    void write_downgrade() {
        for (const op::operation& each : composed_.list)
            if (each.kind == op::operation_kind::run || each.kind == op::operation_kind::delete_rows) {
                squash_.irreversible = "its downgrade is not written";
                squash_.remarks.emplace_back(
                    "the downgrades of the run are not kept: one of them calls a function, or deletes the rows that it "
                    "inserted");
                return;
            }
        if (composed_.list.empty()) squash_.irreversible = "the revisions that it replaces take nothing back";
        else downgrade_ = composed_;
    }

    void write(const op::operations_view& arrays, const op::operation& each, std::vector<std::string>& code) const {
        const std::string written = operation_code(history_.settings->naming, "al::", "                ")(arrays, each);
        if (each.declared && !code.empty()) code.back() += "\n                " + written;
        else code.push_back(written);
    }

    history_view history_;
    new_revision squash_;
    std::deque<schema> before_{};  ///< what operations may point into
    detail::text_arena arena_{};
    std::set<std::string> empty_{}, new_{};
    op::operations upgrade_{}, downgrade_{}, composed_{};
    std::vector<op::acknowledgement> acknowledged_{};
    std::vector<std::string> errors_{};
};

}  // namespace aludel::inline v0_1::code
