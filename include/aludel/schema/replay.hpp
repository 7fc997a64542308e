// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/closest.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/schema/schema.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t, uint64_t
#include <string_view>  // string_view
#include <type_traits>  // is_constant_evaluated

namespace aludel::inline v0_1::detail {

/// The context in which operations are applied to a schema. With a list of findings it also checks them; without one it
/// only applies them, for a history that has been verified before.
struct replay_context {
    /// A constant expression has no more findings than these. Compilers are shown ten errors; the texts of fifty would
    /// reach the limit of Clang, which then shows none.
    static constexpr std::size_t most_in_constants = 20;

    aludel::schema& schema;
    const op::settings* settings = nullptr;
    detail::vector<finding>* findings = nullptr;
    const op::revision* revision = nullptr;  ///< the revision that the operations belong to
    std::uint32_t ordinal = 0;               ///< the number of the revision in the order of application
    op::text_view in_schema{};               ///< that of the current operation, where tables of several have one name
    bool going_down = false;                 ///< the operation is one of the revision's downgrade
    bool strict = true;                      ///< the revision is one that the setting `zero_downtime` is for
    std::uint64_t acknowledged = 0;          ///< a bit for each acknowledgement of the revision that was needed
    /// The last few defaults that were checked and valid, a cache: many columns have the same default.
    op::text_view complete_defaults[4]{};
    std::uint32_t complete_count = 0;
    /// The items that errors were about so far, found without a list of findings too: what is missing because of an
    /// error, or exists twice, is no error of its own.
    detail::vector<item> doubts{};
    std::size_t first_doubt = 0;      ///< the first of `doubts` that is of the current revision
    item latest{};                    ///< what the next finding is about
    std::string_view most_similar{};  ///< the name most similar to what `lacks` last found to be missing
    bool is_elsewhere = false;        ///< what `lacks` last found to be missing is in another schema
    bool has_failed = false;          ///< whether the last rule that was broken is an error in this history
    /// What a database does to other objects at an operation, before that is applied; null: nothing.
    void (*follow_database)(aludel::schema&, const op::operation&) = nullptr;

    /// Notes the operation that the next findings are about.
    constexpr void begin(const op::operation& operation) {
        in_schema = schema.namesakes.empty() ? op::text_view{} : operation.schema;
    }
    /// Whether mistakes are looked for and reported.
    [[nodiscard]] constexpr bool checking() const { return findings != nullptr; }
    /// Whether the current revision created the table, so that it has no rows.
    [[nodiscard]] constexpr bool is_new(const table_entry& table) const { return table.born == ordinal; }

    /// Adds a finding against the current revision, unless the revision acknowledges the rule or the settings turn it
    /// off. The text is the concatenated parts: what is wrong, then what to do. Always returns false, for `return
    /// report(...)`.
    constexpr bool report(rule broken, parts what) {
        has_failed = false;
        if (is_silent(broken)) return false;
        finding& result = findings->emplace_back(broken, revision->id, what);
        const char* const place = going_down ? "downgrade of revision `" : "revision `";
        if (in_schema.size != 0)
            result.sentence.add({" (schema `", in_schema.text(), "`, ", place, revision->id, "`)"});
        else if (!revision->id.empty()) result.sentence.add({" (", place, revision->id, "`)"});
        result.level = level_of(broken);
        has_failed = result.level == level::error;
        result.item = latest, latest = {};
        return false;
    }

    /// The table by the name that it was created with, which renames do not change.
    [[nodiscard]] constexpr std::uint32_t origin_of(const name& table) const {
        const std::uint32_t found = table.size == 0 ? schema.tables.none : schema.tables.find(table);
        return found == schema.tables.none ? table.hash : schema.tables[found].create->table.hash;
    }
    /// Whether an error was about this before, or, in a downgrade, about anything of the table in its own upgrade.
    [[nodiscard]] constexpr bool is_in_doubt(const item& wanted) const {
        for (std::size_t i = 0; i < doubts.size(); ++i)
            if (doubts[i].covers(wanted) ||
                (going_down && i >= first_doubt && wanted.table != 0 && doubts[i].table == wanted.table))
                return true;
        return false;
    }
    [[nodiscard]] constexpr bool is_in_doubt(const name& table, const name& object = {}) const {
        return !doubts.empty() && is_in_doubt({origin_of(table), object.hash});
    }
    /// The same for a column whose table is not known.
    [[nodiscard]] constexpr bool is_in_doubt_anywhere(const name& object) const {
        for (std::size_t i = 0; i < doubts.size(); ++i)
            if (doubts[i].object == object.hash || doubts[i].object == item::everything) return true;
        return false;
    }
    /// Whether breaking this rule leaves doubts: where it is no error in this history, nothing may be hidden by it.
    [[nodiscard]] constexpr bool is_error(rule broken) const {
        return settings != nullptr && settings->level_of(broken) == level::error;
    }
    /// Notes that an operation breaks a rule about an item, which is in doubt from now on. Returns whether that is to
    /// be reported: findings are wanted, and it does not follow from an error before it.
    constexpr bool fails(rule broken, const item& subject) {
        has_failed = is_error(broken);
        if (!has_failed) return checking();
        const bool follows = is_in_doubt(subject);
        doubts.push_back(subject);
        if (!checking() || follows) return false;
        latest = subject;
        return true;
    }
    constexpr bool fails(rule broken, const name& table, const name& object = {}) {
        return fails(broken, item{origin_of(table), object.hash});
    }
    /// Puts something else in doubt that the last broken rule leaves unclear.
    constexpr void doubt(const item& unclear) {
        if (has_failed) doubts.push_back(unclear);
    }
    /// The same as `fails` for something that is missing. The most similar name is in doubt too, for one of the two is
    /// a mistake.
    template <class Names>
    constexpr bool lacks(rule broken, const item& subject, const name& wanted, const Names& among) {
        most_similar = {}, is_elsewhere = false;
        if (is_in_doubt(subject)) return fails(broken, subject);
        closest nearest(wanted);
        for (const auto& each : among) nearest.offer(name_in(each));
        most_similar = nearest.found;
        is_elsewhere = !schema.namesakes.empty() && most_similar == wanted.text();
        const bool is_news = fails(broken, subject);
        if (!most_similar.empty() && is_error(broken))
            doubts.push_back(subject.object == 0 ? item{origin_of(most_similar), 0}
                                                 : item{subject.table, name(most_similar).hash});
        return is_news;
    }
    /// "; did you mean `x`?" for a name in a text of SQL, or a full stop.
    template <class Names>
    [[nodiscard]] constexpr sentence hint(const name& wanted, const Names& among) const {
        closest nearest(wanted);
        for (const auto& each : among) nearest.offer(name_in(each));
        return nearest.found.empty() ? sentence({"."}) : sentence({"; did you mean `", nearest.found, "`?"});
    }
    /// "; did you mean `x`?" for what `lacks` found to be missing, or a full stop.
    [[nodiscard]] constexpr sentence hint() const {
        if (is_elsewhere)
            return sentence({"; another schema has one. Name its schema by al::in_schema(...), or none."});
        return most_similar.empty() ? sentence({"."}) : sentence({"; did you mean `", most_similar, "`?"});
    }

    /// Whether a finding of this rule would be dropped. An acknowledgement that drops it is marked as needed.
    constexpr bool is_silent(rule broken) {
        return !checking() || is_acknowledged(broken) || level_of(broken) == level::off ||
            (std::is_constant_evaluated() && findings->size() >= most_in_constants);
    }
    /// The level of a rule in the current revision.
    [[nodiscard]] constexpr aludel::level level_of(rule broken) const { return settings->level_of(broken, strict); }

    /// An item of its own: something without a name has nothing to do with what was wrong before.
    [[nodiscard]] constexpr item nameless() const { return {1, static_cast<std::uint32_t>(doubts.size() + 1)}; }
    /// Reports `empty_name` for a table, column, ... whose name is empty; `what` says which. Always returns false.
    constexpr bool report_empty(const char* verb, parts what) {
        return fails(rule::empty_name, nameless()) &&
            report(rule::empty_name, {verb, ": the name of ", sentence(what), " is empty. Write one"});
    }

    /// Whether the revision acknowledges the rule; marks the acknowledgement as needed.
    constexpr bool is_acknowledged(rule broken) {
        if (!can_be_acknowledged(broken)) return false;
        bool found = false;
        for (std::uint32_t i = 0; i < revision->acknowledgements.count; ++i)
            if (revision->acknowledgements[i].rule == broken) acknowledged |= std::uint64_t{1} << i, found = true;
        return found;
    }

    /// A clause for a finding about something that is still used, where the revision drops the user in a later
    /// operation; empty otherwise.
    [[nodiscard]] constexpr std::string_view order_of_drop(const name& user) const {
        for (const op::operation& each : (going_down ? revision->downgrade : revision->upgrade).list) {
            using kind = op::operation_kind;
            const bool drops_table =
                (each.kind == kind::drop_table || each.kind == kind::drop_view) && each.table == user;
            const bool drops_object = (each.kind == kind::drop_constraint || each.kind == kind::drop_index ||
                                       each.kind == kind::drop_column || each.kind == kind::drop_trigger) &&
                each.object == user;
            if (drops_table || drops_object) return ", which this revision drops only afterwards";
        }
        return {};
    }

    static constexpr std::string_view name_in(const name& each) { return each.text(); }
    static constexpr std::string_view name_in(const op::column& each) { return each.name.text(); }
    static constexpr std::string_view name_in(const op::constraint& each) { return each.name.text(); }
    template <class Entry>
        requires requires(const Entry& entry) { entry.alive; }
    static constexpr std::string_view name_in(const Entry& each) {
        return each.alive ? each.name.text() : std::string_view();
    }

    /// The number of the table with this name. Where there is none: `none`, and a finding of `unknown_table`. (`verb`
    /// is a const char*, because for a std::string_view the compiler would count the letters of the literal, in each
    /// revision.)
    constexpr std::uint32_t find_table(const char* verb, const name& wanted) {
        const std::uint32_t found = schema.tables.find(wanted);
        if (found == schema.tables.none &&
            lacks(rule::unknown_table, {wanted.hash, 0}, wanted, schema.tables.entries()))
            report(rule::unknown_table,
                   {verb, ": table `", wanted, "` does not exist at this revision", hint(),
                    " Create it first, or name one that is there"});
        return found;
    }

    /// The column of a table with this name. Where there is none: null, and a finding of `unknown_column`.
    constexpr const op::column* find_column(const char* verb, const op::table_view& table, const name& wanted) {
        const op::column* const found = table.find_column(wanted);
        if (found == nullptr &&
            lacks(rule::unknown_column, {origin_of(table.name), wanted.hash}, wanted, table.columns()))
            report(rule::unknown_column,
                   {verb, ": table `", table.name, "` has no column `", wanted, "` at this revision", hint(),
                    " Add it first, or name one that is there"});
        return found;
    }
};

}  // namespace aludel::inline v0_1::detail
