// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/history.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1 {

namespace detail {

/// The error AL401: how the schema of a history differs from models; empty: it does not.
template <std::size_t Count, std::size_t All, std::size_t Tables>
constexpr sentence drift_of(const op::settings& settings, const graph_verdict<Count> graph,
                            const std::array<op::revision, All> entries,
                            const std::array<op::operations_view, Tables> tables, bool verified) {
    const history_view history = view_of_copy({}, settings, graph, entries);
    detail::vector<finding> findings;
    const schema wanted = schema_of({{tables.data(), Tables}}, settings, verified ? nullptr : &findings);
    if (!findings.empty()) return findings[0].sentence;
    const schema is = schema_after(history, Count);
    text_arena arena;
    const vector<difference> found = find_differences(is, wanted, arena);
    if (found.empty()) return {};
    sentence message({"[AL401] matches: the history does not lead to the models: "});
    std::size_t i = 0;
    for (; i < found.size() && message.size() < 420; ++i) message.add(i == 0 ? "" : "; ").add(found[i].text());
    if (i < found.size()) message.add("; and ").add(found.size() - i).add(" more");
    return message.add(". Add a revision that makes up for it, or change the models");
}

/// The same for the variables of a history and models; empty where one of them has errors.
template <const auto& History, const auto& Models>
constexpr sentence drift_between() {
    if constexpr (usable_history<History> && !Models.is_spoiled) {
        using history = std::remove_cvref_t<decltype(History)>;
        return drift_of(history::data::settings, history::graph, history::data::entries, Models.tables,
                        Models.is_verified);
    } else {
        return {};
    }
}

/// The error AL401, evaluated once.
template <const auto& History, const auto& Models>
struct drift {
    static constexpr sentence text = drift_between<History, Models>();
};

}  // namespace detail

/// True where the schema of the history is that of the models. Otherwise it is a compile error, AL401, that names the
/// differences. Columns that come from members of a class are compared by the family of their type and by nullability,
/// all others exactly.
template <const auto& History, const auto& Models>
    requires detail::sound<detail::literal_of<detail::drift<History, Models>::text>>
inline constexpr bool matches = detail::raised<detail::drift<History, Models>::text>::value;

}  // namespace aludel::inline v0_1
