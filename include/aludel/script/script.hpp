// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/history.hpp>
#include <aludel/rule/raise.hpp>
#include <aludel/script/script_part.hpp>
#include <aludel/script/write.hpp>

#include <bit>          // bit_cast
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <stdexcept>    // runtime_error
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // index_sequence, make_index_sequence

namespace aludel::inline v0_1 {

/// A script cannot be written: a target is unknown or cannot be reached, a revision is irreversible, or a step is a
/// function and the history refuses that.
class script_error : public std::runtime_error {
public:
    explicit script_error(std::string_view what) : std::runtime_error(std::string(what)) {}
};

namespace detail {

/// The script of a history with errors: empty.
template <const auto& History, op::dialect Dialect, literal Range>
struct script_of {
    static constexpr std::string_view view{};
};

/// The script of a history over a range.
template <const auto& History, op::dialect Dialect, literal Range>
    requires(usable_history<History> && !written_dialect<Dialect.id>)
struct script_of<History, Dialect, Range> {
    static constexpr finding found = unknown_database(Dialect.id);
    static constexpr literal<found.sentence.size() + 1> error{found.sentence};
    static_assert(sizeof(refused<error>) != 0);
    static constexpr std::string_view view{};
};

template <const auto& History, op::dialect Dialect, literal Range>
    requires(usable_history<History> && written_dialect<Dialect.id>)
struct script_of<History, Dialect, Range> {
    using database = dialect_of<Dialect.id>;
    static constexpr auto history = copy_of<History>;
    static constexpr auto graph_draft =
        outline_script<database, history.view().size(), most_writes(history.view()), most_names(history.view())>(
            history.view(), Dialect, Range.view());

    static constexpr sentence error = graph_draft.found.sentence;
    static_assert(sizeof(refused<literal_of<error>>) != 0);
    static constexpr bool writable = graph_draft.found.rule == rule::none;

    static constexpr std::size_t tables = most_tables(history.view());

    /// The state before the first part.
    static constexpr step_part<sizeof(script_unit), database, tables> nothing{};

    template <const auto& Before, std::size_t Room>
    static constexpr step_part<Room, database, tables> part_in =
        write_part<Room>(history, Dialect, graph_draft, Before);

    /// The part after another, in an array that it fits in.
    template <const auto& Before>
    static constexpr const auto& part_behind() {
        if constexpr (part_in<Before, room_of_part>.full_units() < room_of_part / sizeof(script_unit))
            return part_in<Before, room_of_part>;
        else return part_in<Before, (part_in<Before, room_of_part>.full_units() + 1) * sizeof(script_unit)>;
    }

    /// The whole text, put together by std::bit_cast, which is one step for the compiler whatever the length. It is a
    /// static member, not the result of a function, because GCC copies and keeps every result. The pieces before and
    /// after the parts are padded with NULs to whole units.
    template <class Numbers, const auto& Last, const auto&... Parts>
    struct whole;
    template <std::size_t... Number, const auto& Last, const auto&... Parts>
    struct whole<std::index_sequence<Number...>, Last, Parts...> {
        static constexpr std::size_t unit = sizeof(script_unit), steps = sizeof...(Parts);
        static constexpr bool needy = (false || ... || static_cast<bool>(Parts.needs.all));
        static constexpr bool first_is_needy = (false || ... || static_cast<bool>(Parts.needs.first));
        static constexpr auto& begin = graph_draft.begin[needy && !first_is_needy ? 2 : needy];
        static constexpr auto& finish = graph_draft.finish[needy];
        static constexpr std::size_t filled = (begin.size + unit - 1) / unit * unit, first = filled - begin.size;
        static constexpr std::size_t behind = (Last.rest() + finish.size) / unit * unit + unit;
        static constexpr std::size_t full = ((filled + behind) + ... + (Parts.full_units() * unit));
        static constexpr std::size_t size = full - behind - first + Last.rest() + finish.size;

        static constexpr script_text<filled> before_steps() {
            script_text<filled> result;
            for (std::size_t i = 0; i < begin.size; ++i) result.units[first + i] = begin.text.units[i];
            return result;
        }
        static constexpr script_text<behind> behind_steps() {
            script_text<behind> result;
            auto rest = static_cast<text_word>(Last.text.units[Last.full_units()]);
            for (std::size_t i = 0; i < Last.rest(); ++i, rest >>= 8) result.units[i] = static_cast<char>(rest & 255);
            for (std::size_t i = 0; i < finish.size; ++i) result.units[Last.rest() + i] = finish.text.units[i];
            return result;
        }
        using pieces = all_pieces<numbered<0, char, filled>, numbered<Number + 1, script_unit, Parts.full_units()>...,
                                  numbered<steps + 1, char, behind>>;
        static constexpr script_text<full> text = std::bit_cast<script_text<full>>(
            pieces{{before_steps()}, {Parts.template full<Parts.full_units()>()}..., {behind_steps()}});
        static constexpr std::string_view view{text.units + first, size};
    };
    struct no_text {
        static constexpr std::string_view view{};
    };

    /// The type with the text, once the boundaries of all parts are known.
    template <const auto& Last, const auto&... Parts>
    static constexpr auto cut() {
        if constexpr (Last.end == graph_draft.step_count)
            return whole<std::make_index_sequence<sizeof...(Parts)>, Last, Parts...>{};
        else return cut<part_behind<Last>(), Parts..., part_behind<Last>()>();
    }
    static constexpr auto cut_if_writable() {
        if constexpr (writable) return cut<nothing>();
        else return no_text{};
    }
    static constexpr std::string_view view = decltype(cut_if_writable())::view;
};

}  // namespace detail

/// The script of a history as a constant, from base to the heads or over a range: `script<history, dialect>`,
/// `script<history, dialect, "a:b">`. Compile errors: a target that is unknown or cannot be reached (AL111), a dialect
/// that cannot be rendered (AL215), an irreversible revision (AL301), an al::run step where the history refuses that
/// (AL303).
template <const auto& History, op::dialect Dialect, detail::literal Range = "base:heads">
inline constexpr std::string_view script = detail::script_of<History, Dialect, Range>::view;

/// Writes the same to a stream, for a range that is only known at run time. Throws `script_error`, with nothing
/// written.
template <const auto& History, class Stream>
void write_script(Stream& out, op::dialect target, std::string_view range = "base:heads") {
    history_view history = History.view();
    if (history.title.empty()) history.title = detail::variable_name<History>();
    const graph_result<symbol_range> wanted = parse_script_range(range);
    const bool known = with_dialect(target.id, [&]<class Dialect>(Dialect) {
        migration<Dialect> way(history, target);
        if (const finding found = detail::plan_script<Dialect>(way, target, wanted); found.rule != rule::none)
            throw script_error(found.text());
        const sql_text sql = detail::script_of_way(way, target, wanted.value);
        out.write(sql.view().data(), static_cast<std::streamsize>(sql.size()));
    });
    if (!known) throw script_error(detail::unknown_database(target.id).text());
}

}  // namespace aludel::inline v0_1
