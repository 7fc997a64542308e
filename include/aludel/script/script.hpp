// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/history/history.hpp>
#include <aludel/script/script_writer.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <stdexcept>    // runtime_error
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // index_sequence, make_index_sequence

namespace aludel::inline v0_1 {

/// Why a script cannot be written: a target that leads nowhere, a step that only a program can do.
class script_error : public std::runtime_error {
public:
    explicit script_error(std::string_view what) : std::runtime_error(std::string(what)) {}
};

namespace detail {

/// What is wrong with a range of a history; no finding where nothing is.
constexpr finding check_script(const history_view& history, op::dialect target, std::string_view range_text) {
    if (target.id != op::dialect_id::sqlite) return finding(rule::unsupported_operation, name(), {"script: only al::sqlite can be rendered yet. Use that dialect"});
    const script_range range(range_text);
    if (const graph_error error = migration::find_error(history, range.from)) return error.as_finding();
    migration way(history, target, range.from);
    if (const graph_error error = plan_range(way, range)) return error.as_finding();
    return unwritable(way);
}

/// A script in the making: the way, planned, and who writes it.
class script_plan {
public:
    constexpr script_plan(const history_view& history, op::dialect target, std::string_view range_text)
        : range_(range_text), way_(history, target, range_.from), writer_(history, target, way_, range_) {
        static_cast<void>(plan_range(way_, range_));
    }

    [[nodiscard]] constexpr std::size_t size() const { return way_.size(); }

    /// Writes the steps from `first` to `last`, passing over those before; true when one of them rebuilds a table.
    constexpr bool steps(sql_text& to, std::size_t first, std::size_t last) {
        bool foreign_keys_off = false;
        for (std::size_t i = 0; i < first; ++i) way_.skip(i);
        for (std::size_t i = first; i < last; ++i) {
            const bool rebuilds = writer_.step(to, way_, i);
            foreign_keys_off = foreign_keys_off || rebuilds;
        }
        return foreign_keys_off;
    }

    constexpr void begin(sql_text& to, bool foreign_keys_off) const { writer_.begin(to, foreign_keys_off); }
    constexpr void finish(sql_text& to, bool foreign_keys_off) const { writer_.finish(to, foreign_keys_off); }

private:
    script_range range_;
    migration way_;
    script_writer writer_;
};

/// A part of a script, in an array that is as large as it is likely to need.
template <std::size_t Room>
struct script_part {
    std::size_t size = 0;  ///< may be larger than the room; then it is written again with more
    bool foreign_keys_off = false;
    char characters[Room]{};
};

/// A script, with a NUL behind it.
template <std::size_t Size>
struct script_text {
    char characters[Size]{};
};

/// How much room a script may need for each operation, column and constraint (measured: 670 characters for a table of five columns, its index and what surrounds them).
inline constexpr std::size_t room_per_weight = 80;
inline constexpr std::size_t room_per_step = 350;

/// How many steps are written in one constant expression: Clang allows 2^20 statements (measured: 9,000 a step).
#if defined(__clang__)
inline constexpr std::size_t steps_per_part = 40;
#else
inline constexpr std::size_t steps_per_part = 500;
#endif

template <std::size_t Room, std::size_t Count, std::size_t All>
constexpr script_part<Room> write_part(std::size_t part, op::dialect target, std::string_view range, const op::settings& settings, const graph_verdict<Count> graph,
                                       const std::array<op::revision, All> entries) {
    script_plan plan(view_of_copy({}, settings, graph, entries), target, range);
    const std::size_t last = (part + 1) * steps_per_part;
    script_part<Room> made;
    sql_text written(made.characters);
    made.foreign_keys_off = plan.steps(written, part * steps_per_part, last < plan.size() ? last : plan.size());
    made.size = written.size();
    return made;
}

/// All of a script but its steps: whether it can be written, and what stands before and behind them, without and with a
/// table that is rebuilt.
struct script_outline {
    finding found;
    std::size_t step_count = 0;
    script_part<3000> begin[2];
    script_part<100> finish[2];
};

template <std::size_t Count, std::size_t All>
constexpr script_outline outline_script(std::string_view title, op::dialect target, std::string_view range, const op::settings& settings, const graph_verdict<Count> graph,
                                        const std::array<op::revision, All> entries) {
    const history_view history = view_of_copy(title, settings, graph, entries);
    script_outline made;
    made.found = check_script(history, target, range);
    if (made.found.rule != rule::none) return made;
    const script_plan plan(history, target, range);
    made.step_count = plan.size();
    for (const bool off : {false, true}) {
        sql_text begin(made.begin[off].characters), finish(made.finish[off].characters);
        plan.begin(begin, off), plan.finish(finish, off);
        made.begin[off].size = begin.size(), made.finish[off].size = finish.size();
    }
    return made;
}

/// The name of the variable that a reference is bound to, as the compiler spells it.
template <const auto& Variable>
constexpr std::string_view variable_name() {
    const std::string_view all = __PRETTY_FUNCTION__;
    const std::size_t start = all.find("Variable = ") + 11;
    std::size_t end = all.find_first_of(";]", start);
    std::string_view found = all.substr(start, end - start);
    if (const std::size_t space = found.rfind("::"); space != std::string_view::npos) found = found.substr(space + 2);
    return found;
}

template <const auto& History, op::dialect Dialect, literal Range>
struct script_of;

template <const auto&... Entries, const history<Entries...>& History, op::dialect Dialect, literal Range>
struct script_of<History, Dialect, Range> {
    using data = history_data<Entries...>;

    static constexpr script_outline outline = outline_script(variable_name<History>(), Dialect, Range.view(), data::settings, graph_of<Entries...>, data::entries);

    static constexpr bool refuse() {
        if constexpr (outline.found.rule != rule::none) return sizeof(dsl::refusal<literal<outline.found.sentence.size() + 1>(outline.found.sentence)>) == 0;
        else return true;
    }
    static constexpr bool writable = refuse();
    static constexpr std::size_t step_count = outline.step_count;
    static constexpr std::size_t part_count = (step_count + steps_per_part - 1) / steps_per_part;
    static constexpr std::size_t room = 1000 + graph_of<Entries...>.weight * room_per_weight + data::count * room_per_step;

    template <std::size_t Part, std::size_t Room>
    static constexpr script_part<Room> part_in = write_part<Room>(Part, Dialect, Range.view(), data::settings, graph_of<Entries...>, data::entries);

    template <std::size_t Part>
    static constexpr const auto& part() {
        constexpr std::size_t likely = room / (part_count == 0 ? 1 : part_count) + 1000;
        if constexpr (part_in<Part, likely>.size <= likely) return part_in<Part, likely>;
        else return part_in<Part, part_in<Part, likely>.size>;
    }

    // Arrays and no pointers: GCC keeps what each step computes, and a pointer costs it three times as much (measured); two
    // calls of std::array's operator, ten times.
    template <std::size_t Size, class Part>
    static constexpr void append(script_text<Size>& to, std::size_t& at, const Part from) {
        for (std::size_t i = 0; i < from.size; ++i) to.characters[at + i] = from.characters[i];
        at += from.size;
    }

    template <std::size_t... Part>
    static constexpr auto join(std::index_sequence<Part...>) {
        constexpr bool off = (false || ... || part<Part>().foreign_keys_off);
        script_text<outline.begin[off].size + (std::size_t{0} + ... + part<Part>().size) + outline.finish[off].size + 1> all{};
        std::size_t at = 0;
        append(all, at, outline.begin[off]);
        (append(all, at, part<Part>()), ...);
        append(all, at, outline.finish[off]);
        return all;
    }
    static constexpr auto write() {
        if constexpr (writable) return join(std::make_index_sequence<part_count>());
        else return script_text<1>{};
    }
    static constexpr auto written = write();
    static constexpr std::string_view view{written.characters, sizeof(written.characters) - 1};
};

}  // namespace detail

/// The script of a history as text in the program, from base to the heads or over a range: `script<history, sqlite>`,
/// `script<history, sqlite, "a:b">`. A target that leads nowhere and a step that only a program can do do not compile.
template <const auto& History, op::dialect Dialect, detail::literal Range = "base:heads">
inline constexpr std::string_view script = detail::script_of<History, Dialect, Range>::view;

/// Writes the same to a stream, for a range that is only known when the program runs. Throws `script_error`, and writes
/// nothing then.
template <const auto& History, class Stream>
void write_script(Stream& out, op::dialect target, std::string_view range = "base:heads") {
    history_view history = History.view();
    if (history.title.empty()) history.title = detail::variable_name<History>();
    if (const finding found = detail::check_script(history, target, range); found.rule != rule::none) throw script_error(found.text());
    detail::script_plan plan(history, target, range);
    sql_text steps, made;
    const bool foreign_keys_off = plan.steps(steps, 0, plan.size());
    plan.begin(made, foreign_keys_off);
    made.put(steps.view());
    plan.finish(made, foreign_keys_off);
    out.write(made.view().data(), static_cast<std::streamsize>(made.size()));
}

}  // namespace aludel::inline v0_1
