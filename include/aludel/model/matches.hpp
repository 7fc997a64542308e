// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/history.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>
#include <aludel/schema/object_filter.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1 {

namespace detail {

/// The error AL401: how the schema of a history differs from models; empty: it does not.
template <std::size_t Count, std::size_t All, std::size_t Tables, class Predicate>
constexpr sentence drift_of(const op::settings& settings, const graph_verdict<Count> graph,
                            const std::array<op::revision, All> entries,
                            const std::array<op::operations_view, Tables> tables, bool verified,
                            const Predicate& is_wanted) {
    const history_view history = view_of_copy({}, settings, graph, entries);
    detail::vector<finding> findings;
    schema wanted = schema_of({{tables.data(), Tables}}, settings, verified ? nullptr : &findings);
    if (!findings.empty()) return findings[0].sentence;
    schema is = schema_after(history, Count);
    tell_apart(is, wanted);
    text_arena arena;
    const vector<difference> found = differences_where(is, wanted, arena, is_wanted);
    if (found.empty()) return {};
    sentence message({"[AL401] matches: the history does not lead to the models: "});
    std::size_t i = 0;
    for (; i < found.size() && message.size() < 420; ++i) message.add(i == 0 ? "" : "; ").add(found[i].text());
    if (i < found.size()) message.add("; and ").add(found.size() - i).add(" more");
    return message.add(". Add a revision that makes up for it, or change the models");
}

/// The same for the variables of a history and models; empty where one of them has errors.
template <const auto& History, const auto& Models, auto IsWanted>
constexpr sentence drift_between() {
    if constexpr (usable_history<History> && !Models.is_spoiled) {
        using history = std::remove_cvref_t<decltype(History)>;
        return drift_of(history::data::settings, history::graph, history::data::entries, Models.tables,
                        Models.is_verified, IsWanted);
    } else {
        return {};
    }
}

/// The error AL401, evaluated once.
template <const auto& History, const auto& Models, auto IsWanted>
struct drift {
    static constexpr sentence text = drift_between<History, Models, IsWanted>();
};

}  // namespace detail

/// True where the schema of the history is that of the models. Otherwise it is a compile error, AL401, that names the
/// differences. Columns that come from members of a class are compared by the family of their type and by nullability,
/// all others exactly. With a predicate over `schema_object`, only objects for which it is true are compared.
///
///     constexpr auto is_ours = [](const al::schema_object& each) { return !each.table.text().starts_with("tmp_"); };
///     static_assert(al::matches<history, models, is_ours>);
template <const auto& History, const auto& Models, auto IsWanted = every_object{}>
    requires detail::sound<detail::literal_of<detail::drift<History, Models, IsWanted>::text>>
inline constexpr bool matches = detail::raised<detail::drift<History, Models, IsWanted>::text>::value;

}  // namespace aludel::inline v0_1
