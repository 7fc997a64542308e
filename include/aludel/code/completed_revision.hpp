// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/fill_value.hpp>
#include <aludel/code/migration_files.hpp>
#include <aludel/code/operation_code.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/rule/slug.hpp>
#include <aludel/schema/derived_downgrade.hpp>
#include <aludel/schema/schema.hpp>

#include <algorithm>    // rotate
#include <cstddef>      // ptrdiff_t, size_t
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::code {

/// Completes a revision of operations that a comparison has found, so that the compiler accepts it: values for rows
/// that exist, acknowledgements, and the downgrade where it cannot be derived. Each is a guess, and has a comment that
/// asks to review it.
class completed_revision {
public:
    /// The operations apply to `before`, and may point into the arena.
    completed_revision(const history_view& history, const schema& before, op::operations found,
                       detail::text_arena& arena)
        : history_(history),
          before_(before),
          arena_(arena),
          upgrade_(static_cast<op::operations&&>(found)) {
        create_what_is_needed();
    }

    /// Writes the operations and what they need into a revision, whose id and parents are known.
    void write_to(new_revision& revision) {
        const std::vector<bool> filled = fill_columns(upgrade_, *history_.settings, arena_);
        view_ = upgrade_.view();
        review(revision);
        revision.operations = code_of(upgrade_, filled);
        if (has_downgrade_) revision.downgrade = code_of(downgrade_, downgrade_filled_);
        for (std::size_t i = 0; i < acknowledged_.size(); ++i)
            revision.acknowledgements.push_back(comments_[i] +
                                                ".acknowledge(al::rule::" + std::string(slug(acknowledged_[i].rule)) +
                                                ", " + literal_of(reason) + ")");
    }

    /// What is to be reviewed, one sentence for each.
    [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }
    /// Errors for which nothing can be written.
    [[nodiscard]] const std::vector<std::string>& errors() const { return errors_; }

    /// The schema to which the operations lead, after `write_to`; it points into them.
    [[nodiscard]] schema schema_after() const {
        schema after = before_;
        detail::replay_context context{after, history_.settings};
        detail::apply(context, view_);
        return after;
    }

private:
    static constexpr std::string_view margin = "        ";
    static constexpr std::string_view reason = "to be reviewed";

    /// Models cannot say that a schema or an extension is to be created: what the operations need is created in front
    /// of them, unless the history has it.
    void create_what_is_needed() {
        using kind = op::operation_kind;
        const auto need = [&](kind created, std::string_view what) {
            if (what.empty()) return;
            for (const detail::object_entry& each : before_.objects.entries())
                if (each.alive && each.get().kind == created && each.name.text() == what) return;
            for (const detail::table_entry& each : before_.tables.entries())
                if (created == kind::create_schema && each.alive && each.create->schema == what) return;
            for (const op::operation& each : upgrade_.list)
                if (each.kind == created && each.object.text() == what) return;
            upgrade_.list.push_back(detail::make_operation(created, {}, name(what)));
            std::rotate(upgrade_.list.begin() + needed_, upgrade_.list.end() - 1, upgrade_.list.end());
            ++needed_;
        };
        if (history_.settings->find_checked(&op::dialect_traits::schemas) != nullptr)
            for (std::size_t i = 0; i < upgrade_.list.size(); ++i)
                if (upgrade_.list[i].kind == kind::create_table) need(kind::create_schema, upgrade_.list[i].schema);
        if (history_.settings->find_checked(&op::dialect_traits::extensions) != nullptr)
            for (const op::column& each : upgrade_.columns)
                if (each.type.kind == op::type_kind::citext) need(kind::create_extension, "citext");
    }

    /// Adds what the findings about the revision ask for, until there are no other findings.
    void review(const new_revision& revision) {
        for (bool changed = true; changed;) {
            changed = false, errors_.clear();
            const std::size_t known = acknowledged_.size();
            for (const finding& each : findings_about(revision)) {
                if (each.level != level::error) continue;
                if (!has_downgrade_ && (each.rule == rule::downgrade_required || each.rule == rule::unproven_downgrade))
                    write_downgrade(), changed = true;
                else if (can_be_acknowledged(each.rule) && each.rule != rule::unknown_strict_type)
                    acknowledge(each, known), changed = true;
                else errors_.emplace_back(each.text());
            }
        }
    }

    /// The findings about the revision as it is now, in its history.
    [[nodiscard]] detail::vector<finding> findings_about(const new_revision& revision) const {
        const std::vector<name> parents(revision.parents.begin(), revision.parents.end()),
            dependencies(revision.dependencies.begin(), revision.dependencies.end());
        op::revision added{};
        added.id = std::string_view(revision.id);
        added.parents = {parents.data(), static_cast<std::uint32_t>(parents.size())};
        added.dependencies = {dependencies.data(), static_cast<std::uint32_t>(dependencies.size())};
        added.acknowledgements = {acknowledged_.data(), static_cast<std::uint32_t>(acknowledged_.size())};
        added.upgrade = view_;
        if (has_downgrade_) added.downgrade = downgrade_.view(), added.downgrade_written = true;
        detail::vector<op::revision> entries;
        for (const op::revision& each : history_.revisions) entries.push_back(each);
        for (const op::revision& each : history_.shortcuts) entries.push_back(each);
        entries.push_back(added);
        detail::vector<finding> result;
        for (const finding& each :
             verify(*history_.settings, {entries.data(), static_cast<std::uint32_t>(entries.size())}))
            if (each.revision == added.id) result.push_back(each);
        return result;
    }

    void acknowledge(const finding& one, std::size_t known) {
        // The message ends in that the rule can be acknowledged.
        const std::string text(one.text().substr(0, one.text().find(", or .acknowledge(")));
        std::size_t which = known;
        while (which < acknowledged_.size() && acknowledged_[which].rule != one.rule) ++which;
        if (which == acknowledged_.size()) {
            op::acknowledgement added{};
            added.rule = one.rule, added.reason = reason;
            acknowledged_.push_back(added), comments_.emplace_back();
        }
        comments_[which] += remark(text, margin);
    }

    /// The inverses of the operations, with values for columns that come back.
    void write_downgrade() {
        replayed_ = before_;
        detail::replay_context context{replayed_, history_.settings};
        detail::derived_downgrade inverses;
        for (const op::operation& each : view_.list) {
            inverses.add(replayed_, view_, each, arena_);
            detail::apply(context, view_, each);
        }
        downgrade_ = inverses.finish();
        if (!before_.namesakes.empty()) detail::name_schemas(downgrade_, replayed_, before_);
        downgrade_filled_ = fill_columns(downgrade_, *history_.settings, arena_);
        has_downgrade_ = true;
    }

    /// The operations as code, with a comment before those that got a value for rows.
    std::vector<std::string> code_of(const op::operations& written, const std::vector<bool>& filled) {
        const op::operations_view view = written.view();
        const operation_code in_code(history_.settings->naming, "al::", "                ");
        std::vector<std::string> result;
        for (std::size_t i = 0; i < filled.size(); ++i) {
            const op::operation& each = view.list.first[i];
            std::string comment;
            if (&written == &upgrade_ && i < static_cast<std::size_t>(needed_))
                comment = remark(std::string(detail::words_of(each.kind).kind) + " `" + std::string(each.object) +
                                     "` is new to the history; where the databases have it already, take this away",
                                 std::string(margin) + "    ");
            if (filled[i])
                comment = remark("rows that exist get the value " + std::string(view.columns[each.columns.first].fill) +
                                     " in column `" + std::string(each.object) + "` of table `" +
                                     std::string(each.table) + "`",
                                 std::string(margin) + "    ");
            result.push_back(comment + in_code(view, each));
        }
        return result;
    }

    /// A comment that asks to review something; the next line begins with the margin.
    std::string remark(const std::string& text, std::string_view next_margin) {
        remarks_.push_back(text);
        std::string result = "// REVIEW:";
        std::size_t length = next_margin.size() + result.size();
        const std::string line = comment_of(text);
        for (std::string_view rest = line; !rest.empty();) {
            const std::string_view word = rest.substr(0, rest.find(' '));
            if (length + 1 + word.size() > 118)
                result += "\n" + std::string(next_margin) + "//", length = next_margin.size() + 2;
            (result += ' ') += word, length += 1 + word.size();
            rest.remove_prefix(word.size() == rest.size() ? rest.size() : word.size() + 1);
        }
        return result + "\n" + std::string(next_margin);
    }

    const history_view& history_;
    const schema& before_;
    detail::text_arena& arena_;
    op::operations upgrade_;
    std::ptrdiff_t needed_ = 0;   ///< how many at its beginning create what the others need
    op::operations_view view_{};  ///< of `upgrade_`; schemas point to it
    schema replayed_{};           ///< after the operations; the downgrade points into it
    op::operations downgrade_{};
    std::vector<bool> downgrade_filled_{};
    bool has_downgrade_ = false;
    std::vector<op::acknowledgement> acknowledged_{};
    std::vector<std::string> comments_{};  ///< above each acknowledgement
    std::vector<std::string> remarks_{};
    std::vector<std::string> errors_{};
};

}  // namespace aludel::inline v0_1::code
