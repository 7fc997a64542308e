// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/closest.hpp>
#include <aludel/base/sentence.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/cycle.hpp>
#include <aludel/graph/id_rules.hpp>
#include <aludel/graph/links.hpp>
#include <aludel/graph/order.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/symbol_table.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/rule/wording.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace detail {

/// Whether two names differ only in digits, as those of numbered revisions: then one is not a misspelling of the other.
/// Long names are excepted, since ids of random digits are long.
constexpr bool is_another_number(std::string_view a, std::string_view b) {
    if (a.size() != b.size() || a.size() >= 8) return false;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i] && !(is_digit(a[i]) && is_digit(b[i]))) return false;
    return true;
}

/// The end of a sentence about an unknown name: "; did you mean `x`?" or that it is a label, and the remedy. If no name
/// is similar, it may be that of a revision that is not listed in the history.
constexpr sentence hint_for(name wanted, const symbol_table& symbols, bool labels_too, std::string_view remedy) {
    sentence hint;
    const symbol_entry* const known = symbols.find(wanted);
    if (known && known->is_label) {
        hint.add(": it is a label of `").add(symbols.entry(known->revision).text.text()).add("`.").add(remedy);
        return hint;
    }
    closest nearest(wanted);
    for (const symbol_entry& entry : symbols.entries())
        if ((labels_too || !entry.is_label) && !is_another_number(wanted, entry.text)) nearest.offer(entry.text);
    if (nearest.found.empty()) hint.add(".").add(remedy).add(", or add this one to al::history<...>");
    else hint.add("; did you mean `").add(nearest.found).add("`?").add(remedy);
    return hint;
}

/// Checks a list of revisions once. The counts of names and links tell whether anything is wrong; only then are the
/// details computed, because most histories are valid and constant evaluation is expensive.
class validation {
public:
    constexpr validation(detail::span<const revision_node> nodes, const graph_draft& subject)
        : nodes_(nodes),
          symbols_(subject.symbols),
          below_(subject.below),
          order_(subject.order) {}

    constexpr detail::vector<finding> run(bool branches_ok) {
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            const revision_node& node = nodes_.data()[i];
            const link_range& range = below_.ranges.data[i];
            if (!is_valid_id(node.id)) invalid_id(i);
            if (node.labels.size() != 0) invalid_labels(node);
            // The links leave out unknown names, links to the revision itself and repetitions.
            if (range.end - range.begin != node.parents.size() + node.dependencies.size()) wrong_links(node);
        }
        if (symbols_.has_repetition()) repetitions();
        if (order_.has_cycle) cycles();
        forget_consequences();
        if (findings_.empty() && !branches_ok) several_heads();
        return static_cast<detail::vector<finding>&&>(findings_);
    }

private:
    constexpr void report(rule broken, name revision, parts what) {
        finding& result = findings_.emplace_back(broken, revision, parts{"revision: "});
        result.sentence.add(what).add({" (revision `", revision, "`)"});
    }

    /// A revision that has the id of another lacks its own, so that for each such pair one unknown name is no error of
    /// its own.
    constexpr void forget_consequences() {
        std::size_t wrong_ids = 0;
        for (const finding& each : findings_) wrong_ids += each.rule == rule::duplicate_revision ? 1U : 0U;
        for (std::size_t i = findings_.size(); i-- > 0 && wrong_ids != 0;)
            if (findings_[i].rule == rule::unknown_parent || findings_[i].rule == rule::unknown_dependency)
                findings_.erase(findings_.data() + i), --wrong_ids;
    }

    /// Reports a name that no revision has, once for however many name it.
    constexpr void report_unknown(rule broken, const name& wanted, name revision, parts what) {
        const item missing{1, wanted.hash};
        for (const finding& each : findings_)
            if (each.item.covers(missing)) return;
        report(broken, revision, what);
        findings_.back().item = missing;
    }

    constexpr void invalid_id(std::size_t i) {
        const name id = nodes_[i].id;
        const sentence complaint = complaint_about(id);
        if (id.empty())
            findings_.emplace_back(rule::invalid_revision_id, id,
                                   parts{"revision: the id of revision number ", i + 1, " ", complaint});
        else report(rule::invalid_revision_id, id, {"id `", id.text(), "` ", complaint.text()});
    }

    constexpr void invalid_labels(const revision_node& node) {
        for (const name& label : node.labels)
            if (!is_valid_label(label))
                report(rule::invalid_label, node.id, {"label `", label.text(), "` ", complaint_about(label).text()});
    }

    constexpr void wrong_links(const revision_node& node) {
        for (std::size_t i = 0; i < node.parents.size(); ++i) {
            const name parent = node.parents[i];
            std::size_t before = 0;
            for (const name earlier : node.parents.first(i)) before += earlier == parent ? 1U : 0U;
            if (before == 1 && parent != node.id)
                report(rule::duplicate_parent, node.id,
                       {"`", parent.text(), "` stands twice in .revises(...). Name each parent once"});
            if (before != 0) continue;
            const symbol_entry* const found = symbols_.find(parent);
            const bool itself =
                parent == node.id || (found && found->is_alias && nodes_[found->revision].id == node.id);
            if (itself)
                report(rule::self_reference, node.id,
                       {"`", node.id.text(), "` revises itself. Name the revision before it in .revises(...)"});
            else if (!found || found->is_label)
                report_unknown(
                    rule::unknown_parent, parent, node.id,
                    {"`", parent.text(), "` is not in the history",
                     hint_for(parent, symbols_, false, " Name an existing revision in .revises(...)").text()});
        }
        for (std::size_t i = 0; i < node.dependencies.size(); ++i) {
            const name dependency = node.dependencies[i];
            bool before = false;
            for (const name earlier : node.dependencies.first(i)) before = before || earlier == dependency;
            if (before) continue;
            const symbol_entry* const found = symbols_.find(dependency);
            if (!found)
                report_unknown(
                    rule::unknown_dependency, dependency, node.id,
                    {"`", dependency.text(), "` is neither a revision nor a label of the history",
                     hint_for(dependency, symbols_, true, " Name an existing one in .depends_on(...)").text()});
            else if (nodes_[found->revision].id == node.id)
                report(rule::self_reference, node.id,
                       {"`", node.id.text(), "` depends on itself. Take `", dependency.text(),
                        "` out of .depends_on(...)"});
        }
    }

    /// Reports names that occur twice: the symbol table has only the first of each.
    constexpr void repetitions() {
        symbol_table seen(symbols_.size());
        for (const revision_node& node : nodes_)
            if (seen.add(node.id, 0, false) && !node.id.empty())
                report(rule::duplicate_revision, node.id,
                       {"`", node.id.text(), "` is in the history already. Give one of the two another id"});
        for (const revision_node& node : nodes_)
            for (const name label : node.labels) {
                const symbol_entry* const taken =
                    seen.add(label, static_cast<revision_index>(&node - nodes_.data()), true);
                if (!taken || label.empty()) continue;
                if (taken->is_label)
                    report(rule::duplicate_label, node.id,
                           {"label `", label.text(), "` is declared already by `", nodes_[taken->revision].id.text(),
                            "`. Give this branch another label"});
                else
                    report(rule::duplicate_label, node.id,
                           {"label `", label.text(), "` is also the id of a revision. Give the branch another label"});
            }
        for (const revision_node& node : nodes_)
            for (const auto& aliases : {node.replaced, node.squashes})
                for (const name alias : aliases)
                    if (seen.add(alias, 0, false))
                        report(rule::duplicate_revision, node.id,
                               {"`", alias.text(),
                                "` names this revision and another one as well. A revision can be replaced once, and a "
                                "squash needs an id of its own"});
    }

    constexpr void cycles() {
        for (const revision_list& members : cycles_of(nodes_, below_)) {
            const sentence list = list_of(names_of(members));
            report(rule::cycle, nodes_[members.front()].id,
                   {list.text(),
                    " stand in a cycle, each on the next and the last on the first. Take one of them out of "
                    ".revises(...) or .depends_on(...)"});
        }
    }

    constexpr void several_heads() {
        const zeroed_array<char> revised(nodes_.size());
        for (const link_range& range : below_.ranges)
            for (std::uint32_t i = range.begin; i < range.split; ++i) revised.data[below_.flat.data[i]] = 1;
        detail::vector<name> heads;
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            if (!revised.data[i]) heads.push_back(nodes_[i].id);
        if (heads.size() < 2) return;
        sort(heads);
        sentence root;
        for (std::size_t i = 0, roots = 0; i < nodes_.size(); ++i)
            if (nodes_[i].parents.size() == 0 && ++roots == 2)
                root.add({"; and if `", nodes_[i].id, "` is to follow another revision, write its .revises(...)"});
        findings_.emplace_back(
            rule::multiple_heads, name(),
            parts{"revision: the history has ", heads.size(), " heads: ", list_of(heads),
                  ". Merge them with a revision that revises ", heads.size() == 2 ? "both" : "all of them",
                  ", or say al::branches_allowed", root});
    }

    constexpr detail::vector<name> names_of(detail::span<const revision_index> revisions) const {
        detail::vector<name> names;
        for (const revision_index i : revisions) names.push_back(nodes_[i].id);
        return names;
    }

    detail::span<const revision_node> nodes_;
    const symbol_table& symbols_;
    const links& below_;
    const ordered& order_;
    detail::vector<finding> findings_;
};

}  // namespace detail

/// Checks that revisions are a valid graph (rules AL101 to AL110) and returns one finding for each mistake. Their order
/// in the list does not matter. Several heads are a mistake unless `branches_ok`.
constexpr detail::vector<finding> validate(detail::span<const revision_node> nodes, bool branches_ok) {
    return detail::validation(nodes, detail::graph_draft(nodes)).run(branches_ok);
}

}  // namespace aludel::inline v0_1
