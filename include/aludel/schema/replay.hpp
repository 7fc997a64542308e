// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/closest.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/schema/schema.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// One walk of operations over a schema. Without a place for findings it only applies them, for a history that has been
/// verified before.
struct replay {
    aludel::schema& schema;
    const op::settings* settings = nullptr;
    detail::vector<finding>* findings = nullptr;
    const op::revision* revision = nullptr;  ///< that the operations belong to
    std::uint32_t ordinal = 0;               ///< of the revision, among those that the schema stands on
    bool going_down = false;
    std::uint64_t acknowledged = 0;          ///< which acknowledgements of the revision were needed
    /// Defaults that were read and found to be sound, the last few: many columns have the same ones.
    op::text_view complete_defaults[4]{};
    std::uint32_t complete_count = 0;

    [[nodiscard]] constexpr bool checking() const { return findings != nullptr; }
    [[nodiscard]] constexpr bool is_new(const table_entry& table) const { return table.born == ordinal; }

    /// A finding against the revision at hand, unless it says that it knows: the sentence is the parts, what is wrong
    /// first, then the way out. Always false, for `return report(...)`.
    constexpr bool report(rule broken, parts what) {
        if (is_silent(broken)) return false;
        finding& made = findings->emplace_back(broken, revision->id, what);
        if (!revision->id.empty()) made.sentence.add({" (revision `", revision->id, "`)"});
        made.level = settings->level_of(broken);
        return false;
    }

    /// Whether a finding of this rule would not be kept; an acknowledgement that says so was needed.
    constexpr bool is_silent(rule broken) {
        return !checking() || is_acknowledged(broken) || settings->level_of(broken) == level::off;
    }

    /// The same for a name that is brought and is empty: nothing could ever speak of what has it.
    constexpr bool report_empty(const char* verb, parts what) {
        return checking() && report(rule::empty_name, {verb, ": the name of ", sentence(what), " is empty. Write one"});
    }

    constexpr bool is_acknowledged(rule broken) {
        if (!can_be_acknowledged(broken)) return false;
        bool found = false;
        for (std::uint32_t i = 0; i < revision->acknowledgements.count; ++i)
            if (revision->acknowledgements[i].rule == broken) acknowledged |= std::uint64_t{1} << i, found = true;
        return found;
    }

    /// What a revision says, for a finding about something that is still used, if it drops the user by a later operation.
    [[nodiscard]] constexpr std::string_view order_of_drop(const name& user) const {
        for (const op::operation& each : (going_down ? revision->downgrade : revision->upgrade).list) {
            using kind = op::operation_kind;
            const bool drops_table = (each.kind == kind::drop_table || each.kind == kind::drop_view) && each.table == user;
            const bool drops_object = (each.kind == kind::drop_constraint || each.kind == kind::drop_index || each.kind == kind::drop_column) && each.object == user;
            if (drops_table || drops_object) return ", which this revision drops only afterwards";
        }
        return {};
    }

    static constexpr std::string_view name_in(const name& each) { return each.text(); }
    static constexpr std::string_view name_in(const op::column& each) { return each.name.text(); }
    static constexpr std::string_view name_in(const op::constraint& each) { return each.name.text(); }
    template <class Entry>
        requires requires(const Entry& entry) { entry.alive; }
    static constexpr std::string_view name_in(const Entry& each) { return each.alive ? each.name.text() : std::string_view(); }

    /// "; did you mean `x`?", or a full stop.
    template <class Names>
    [[nodiscard]] constexpr sentence hint(const name& wanted, const Names& among) const {
        closest nearest(wanted);
        for (const auto& each : among) nearest.offer(name_in(each));
        return nearest.found.empty() ? sentence({"."}) : sentence({"; did you mean `", nearest.found, "`?"});
    }

    /// The table that an operation is about; none, and a finding, where there is none. (A verb is no std::string_view: to
    /// make one of a literal, the compiler would count its letters in a loop, in each revision.)
    constexpr std::uint32_t find_table(const char* verb, const name& wanted) {
        const std::uint32_t found = schema.tables.find(wanted);
        if (found == schema.tables.none && checking())
            report(rule::unknown_table, {verb, ": table `", wanted, "` does not exist at this revision", hint(wanted, schema.tables.entries()),
                   " Create it first, or name one that is there"});
        return found;
    }

    /// The same for a column of it.
    constexpr const op::column* find_column(const char* verb, const op::table_view& table, const name& wanted) {
        const op::column* const found = table.find_column(wanted);
        if (found == nullptr && checking())
            report(rule::unknown_column, {verb, ": table `", table.name, "` has no column `", wanted, "` at this revision", hint(wanted, table.columns()),
                   " Add it first, or name one that is there"});
        return found;
    }
};

}  // namespace aludel::inline v0_1::detail
