// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/history.hpp>
#include <aludel/script/write.hpp>

#include <array>        // array
#include <bit>          // bit_cast
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t, uint64_t
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

// A script that is a constant is written in parts, each a constant expression of its own, within the limits of the
// compilers.

namespace aludel::inline v0_1::detail {

/// A copy of a history. Scripts read it many times, and at each access to a member of a class template GCC walks
/// through all its arguments, of which a history has a thousand.
template <std::size_t Count, std::size_t All>
struct history_copy {
    std::string_view title;
    op::settings settings;
    graph_verdict<Count> graph;
    std::array<op::revision, All> entries;

    [[nodiscard]] constexpr history_view view() const { return view_of_copy(title, settings, graph, entries); }
};

/// The copy of a history, made once.
template <const auto& History>
inline constexpr auto copy_of = [] {
    using data = typename std::remove_cvref_t<decltype(History)>::data;
    return history_copy<data::count, data::entries.size()>{
        variable_name<History>(), data::settings, std::remove_cvref_t<decltype(History)>::graph, data::entries};
}();

/// The most writes to the version table that a plan can have: a merge writes one per parent.
constexpr std::size_t most_writes(const history_view& history) {
    std::size_t count = 1;
    for (std::size_t i = 0; i < history.size(); ++i)
        count += 2 + history.at(static_cast<revision_index>(i)).parents.size() +
            history.at(static_cast<revision_index>(i)).dependencies.size();
    return count;
}

/// The most tables that a plan can create.
constexpr std::size_t most_tables(const history_view& history) {
    std::size_t count = 1;
    for (std::size_t i = 0; i < history.size(); ++i)
        for (const op::operations_view* const operations : {&history.at(static_cast<revision_index>(i)).upgrade,
                                                            &history.at(static_cast<revision_index>(i)).downgrade})
            for (const op::operation& each : operations->list)
                count += each.kind == op::operation_kind::create_table || each.kind == op::operation_kind::drop_table;
    return count;
}

/// The element type of the array that a part is written to: what costs the compiler least, see `sql_text`.
#if defined(__clang__)
using script_unit = char;
#else
using script_unit = text_word;
#endif

/// An array without the constructors and operators of std::array.
template <class Unit, std::size_t Count>
struct script_array {
    Unit units[Count]{};
};
template <std::size_t Size>
using script_text = script_array<char, Size>;

/// The text before or after the steps of a script; `size` is in bytes.
template <std::size_t Room>
struct script_frame {
    std::size_t size = 0;
    script_text<Room> text{};
};

/// The text of some steps, in an array of the size that it probably needs, and the state from which the next part
/// continues. It begins with the last unit of the part before, where that was not full.
template <std::size_t Room, dialect_type Dialect, std::size_t Tables>
struct step_part {
    static constexpr std::size_t likely = Room / sizeof(script_unit);

    std::size_t size = 0;           ///< bytes; may exceed the array, then the part is written again to a larger one
    std::size_t number = 0;         ///< the number of this part, from 1
    std::size_t end = 0;            ///< the first step after it
    script_needs<Dialect> needs{};  ///< the needs of its steps
    typename Dialect::needs met{};  ///< the needs that the transaction at its end meets
    std::uint32_t verified_count = 0;
    name verified_tables[Tables]{};
    script_array<script_unit, likely> text{};

    [[nodiscard]] constexpr std::size_t full_units() const { return size / sizeof(script_unit); }
    [[nodiscard]] constexpr std::size_t rest() const { return size % sizeof(script_unit); }

    /// The first `Count` units.
    template <std::size_t Count>
    [[nodiscard]] constexpr script_array<script_unit, Count> full() const {
        struct split {
            script_array<script_unit, Count> used;
            script_unit others[likely - Count];
        };
        return std::bit_cast<split>(text).used;
    }
};

/// The most names in the upgrades of a history, for `upgrade_index`.
constexpr std::size_t most_names(const history_view& history) {
    std::size_t count = 1;
    for (const op::revision& revision : history.all())
        for (const op::operation& each : revision.upgrade.list) count += most_names(each);
    return count;
}

/// A piece of text as a base class. A class that derives from all pieces has them one after the other in memory.
template <std::size_t Number, class Unit, std::size_t Count>
struct numbered {
    script_array<Unit, Count> text{};
};
template <class... Pieces>
struct all_pieces : Pieces... {};

/// All of a script but its steps: the plan, or why there is none; and the text before and after the steps, at index 0
/// for steps without needs (`Dialect::needs`), at index 1 for steps with some, and at index 2 where the first
/// transaction has none of them. The graph is built for this only.
template <std::size_t Steps, std::size_t Writes, std::size_t Names>
struct script_outline {
    finding found;
    std::size_t step_count = 0;
    std::size_t write_count = 0;
    std::size_t applied_count = 0;
    plan_step steps[Steps + 1]{};
    version_write writes[Writes]{};
    revision_index applied[Steps + 1]{};  ///< the revisions that the database has before the first step
    bool goes_down = false;               ///< whether a step is a downgrade
    upgrade_index<Names> upgrades{};      ///< of `applied`, then of the steps; empty if a step goes down
    script_frame<12000> begin[3]{};
    script_frame<2000> finish[2]{};

    [[nodiscard]] constexpr planned_steps all() const { return {steps, step_count, writes, write_count}; }
};

/// Plans a script and writes the text before and after its steps.
template <dialect_type Dialect, std::size_t Steps, std::size_t Writes, std::size_t Names>
constexpr script_outline<Steps, Writes, Names> outline_script(const history_view& history, op::dialect target,
                                                              std::string_view range_text) {
    script_outline<Steps, Writes, Names> result;
    const graph_result<symbol_range> range = parse_script_range(range_text);
    migration_plan way(history);
    result.found = plan_script<Dialect>(way, target, range);
    if (result.found.rule != rule::none) return result;
    const plan& planned = way.plan();
    result.step_count = planned.steps.size(), result.write_count = planned.writes.size(),
    result.applied_count = way.applied().size();
    for (std::size_t i = 0; i < planned.steps.size(); ++i) result.steps[i] = planned.steps[i];
    for (std::size_t i = 0; i < planned.writes.size(); ++i) result.writes[i] = planned.writes[i];
    for (std::size_t i = 0; i < way.applied().size(); ++i) result.applied[i] = way.applied()[i];
    for (const plan_step& each : planned.steps)
        result.goes_down = result.goes_down || each.direction == direction::downgrade;
    if (!result.goes_down) {
        const bool types = Dialect::target.traits->enumerations_are_types;
        for (const revision_index each : way.applied()) result.upgrades.add(history.at(each).upgrade, types);
        for (const plan_step& each : planned.steps) result.upgrades.add(history.at(each.revision).upgrade, types);
    }
    const script_writer<Dialect> writer(history, target);
    using needs = typename Dialect::needs;
    for (const bool needy : {false, true}) {
        sql_text begin(result.begin[needy].text.units), finish(result.finish[needy].text.units);
        writer.begin(begin, range.value, way.rows(), {needs(needy), needs(needy)}), writer.finish(finish, needs(needy));
        result.begin[needy].size = begin.size(), result.finish[needy].size = finish.size();
    }
    if (history.settings->transaction_per_revision) {
        sql_text begin(result.begin[2].text.units);
        writer.begin(begin, range.value, way.rows(), {needs(true), needs()});
        result.begin[2].size = begin.size();
    }
    return result;
}

/// The characters after which a part ends, and the room of its array, in bytes. Clang allows 2^20 statements in one
/// constant expression, GCC 2^25 operations. The room is larger, since one step can be long; a part that exceeds it is
/// written twice.
#if defined(__clang__)
inline constexpr std::size_t characters_per_part = 40'000, room_of_part = 60'000;
#else
inline constexpr std::size_t characters_per_part = 120'000, room_of_part = 240'000;
#endif

/// Brings the renderer to the beginning of a part, and returns the step before which the part must end: one and a half
/// times the average number of steps of the parts before, plus one, at most all. The schema before the part contains
/// only what the steps up to there need, so preparing it does not cost more than the part.
template <dialect_type Dialect, class Outline>
constexpr std::size_t start_part(renderer<Dialect>& words, const history_view& history, const Outline& graph_draft,
                                 std::size_t number, std::size_t first) {
    const planned_steps steps = graph_draft.all();
    if (first == 0 || graph_draft.goes_down) {
        detail::vector<char> wanted(graph_draft.goes_down ? history.size() : 0);
        for (const plan_step& step : steps.steps)
            if (step.direction == direction::downgrade) wanted[step.revision] = 1;
        words.start_at({graph_draft.applied, graph_draft.applied_count}, wanted);
        for (std::size_t i = 0; i < first; ++i) words.skip(steps.steps[i]);
        return steps.steps.size();
    }
    const std::size_t likely = first + first / number * 3 / 2 + 1;
    const std::size_t last = likely < steps.steps.size() ? likely : steps.steps.size();
    const std::size_t applied = graph_draft.applied_count;
    const auto upgrade = [&](std::size_t i) -> const op::operations_view& {
        return history.at(i < applied ? graph_draft.applied[i] : steps.steps[i - applied].revision).upgrade;
    };
    words.start_behind(graph_draft.upgrades, upgrade, applied + first, applied + last);
    return last;
}

/// Writes the part that follows `before`.
template <std::size_t Room, class History, class Outline, std::size_t Before, dialect_type Dialect, std::size_t Tables>
constexpr step_part<Room, Dialect, Tables> write_part(const History& copy, op::dialect target,
                                                      const Outline& graph_draft,
                                                      const step_part<Before, Dialect, Tables>& before) {
    const history_view history = copy.view();
    const planned_steps steps = graph_draft.all();
    const script_writer<Dialect> writer(history, target);
    renderer<Dialect> words(history, target);
    const std::size_t first = before.end, last = start_part(words, history, graph_draft, before.number, first);
    words.go_on_with(before.met, {before.verified_tables, before.verified_count});
    step_part<Room, Dialect, Tables> result;
    result.number = before.number + 1;
    result.text.units[0] = before.text.units[before.full_units()];
    sql_text written(result.text.units);
    written.cut(before.rest());
    for (result.end = first; result.end < last && (result.end == first || written.size() < characters_per_part);
         ++result.end)
        writer.step(written, words, steps, result.end, result.needs);
    result.size = written.size();
    result.met = words.verified().met;
    const detail::vector<name> verified = words.verified_tables();  // those that later steps may name
    for (const name& each : verified)
        if (graph_draft.goes_down || graph_draft.upgrades.is_named_from(graph_draft.applied_count + result.end, each))
            result.verified_tables[result.verified_count++] = each;
    return result;
}

}  // namespace aludel::inline v0_1::detail
