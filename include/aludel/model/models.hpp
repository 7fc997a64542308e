// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dsl/operation_word.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/history/history.hpp>
#include <aludel/model/frozen.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/diff.hpp>
#include <aludel/schema/difference_text.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view
#include <type_traits>  // is_same_v, remove_cvref_t

namespace aludel::inline v0_1 {

namespace detail {

/// The schema of a history after the first `count` revisions in the order of application.
constexpr schema schema_after(const history_view& history, std::size_t count) {
    schema made;
    made.naming = history.settings->naming;
    std::size_t operations = 0;
    for (std::size_t i = 0; i < count; ++i) operations += history.at(history.order[i]).upgrade.list.count;
    made.tables.reserve(operations), made.indexes.reserve(operations);
    replay at{made, history.settings};
    for (std::size_t i = 0; i < count; ++i) {
        at.revision = &history.at(history.order[i]);
        apply(at, at.revision->upgrade);
        ++at.ordinal;
    }
    return made;
}

/// The schema of all revisions that a target includes: itself and its ancestors, in the order of application. Throws
/// `revision_error` for a target that the history does not have.
constexpr schema schema_at_revision(const history_view& history, std::string_view target) {
    const revision_graph graph(nodes_of(history));
    detail::vector<char> has;
    for (std::size_t i = 0; i < history.revisions.size(); ++i) has.push_back(0);
    for (const revision_index at : graph.find(target)) {
        has[at] = 1;
        for (const revision_index below : graph.ancestors(at)) has[below] = 1;
    }
    schema made;
    made.naming = history.settings->naming;
    replay at{made, history.settings};
    for (const revision_index each : history.order) {
        if (!has[each]) continue;
        at.revision = &history.at(each);
        apply(at, at.revision->upgrade);
    }
    return made;
}

}  // namespace detail

namespace detail {

/// The error AL401: how the schema of a history differs from models; empty: it does not.
template <std::size_t Count, std::size_t All, std::size_t Tables>
constexpr sentence drift_of(const op::settings& settings, const graph_verdict<Count> graph, const std::array<op::revision, All> entries,
                            const std::array<op::operations, Tables> tables, bool verified) {
    const history_view history = view_of_copy({}, settings, graph, entries);
    detail::vector<finding> findings;
    const schema wanted = schema_of({{tables.data(), Tables}}, settings, verified ? nullptr : &findings);
    if (!findings.empty()) return findings[0].sentence;
    const schema is = schema_after(history, Count);
    text_arena arena;
    const vector<difference> found = find_differences(is, wanted, arena);
    if (found.empty()) return {};
    sentence said({"[AL401] matches: the history does not lead to the models: "});
    std::size_t i = 0;
    for (; i < found.size() && said.size() < 420; ++i) said.add(i == 0 ? "" : "; ").add(found[i].text());
    if (i < found.size()) said.add("; and ").add(found.size() - i).add(" more");
    return said.add(". Add a revision that makes up for it, or change the models");
}

/// The same for the variables of a history and models; empty where one of them has errors.
template <const auto& History, const auto& Models>
constexpr sentence drift_between() {
    if constexpr (usable_history<History> && !Models.is_spoiled) {
        using history = std::remove_cvref_t<decltype(History)>;
        return drift_of(history::data::settings, history::graph, history::data::entries, Models.tables, Models.is_verified);
    } else {
        return {};
    }
}

/// The error AL401 as a literal, evaluated once.
template <const auto& History, const auto& Models>
struct drift {
    static constexpr sentence text = drift_between<History, Models>();
    static constexpr literal<text.size() + 1> error{text};
};

/// Raises AL401.
template <const auto& History, const auto& Models>
struct checked_models {
    static_assert(sizeof(refused<drift<History, Models>::error>) != 0);
    static constexpr bool value = true;
};

/// Computes an operation list for `frozen`, once for each of its three members: vectors cannot be kept from one
/// constant expression to the next.
template <class Compute>
struct freezing {
    static constexpr frozen_size size() {
        return Compute::with([](const op::operation_list& list) { return size_of(list); });
    }
    template <std::size_t N>
    static constexpr auto characters() {
        return Compute::with([](const op::operation_list& list) { return texts_of<N>(list); });
    }
    template <dsl::shape S>
    static constexpr auto fragment(const char* kept) {
        return Compute::with([&](const op::operation_list& list) { return fragment_of<S>(list, kept); });
    }
};

/// The operations between a history and models.
template <const auto& History, const auto& Models, const auto& Renames>
struct computed_diff {
    template <class Use>
    static constexpr auto with(const Use& use) {
        const history_view history = History.view();
        const schema from = schema_after(history, history.order.size());
        const schema to = schema_of(Models.view(), *history.settings);
        text_arena arena;
        const op::operation_list made = operations_between(from, to, arena, {Renames.data(), Renames.size()});
        return use(made);
    }
};

/// The error of the first rename hint that matches nothing; empty: there is none.
constexpr sentence wrong_rename(const history_view& history, const models_view& models, const op::list_view<rename_hint>& hints) {
    if (hints.empty()) return {};
    return check_renames(schema_after(history, history.order.size()), schema_of(models, *history.settings), hints).sentence;
}

/// Always true; a hint that matches nothing is a compile error (AL402).
template <const auto& History, const auto& Models, const auto& Renames>
struct renames_verdict {
    static constexpr sentence text = wrong_rename(History.view(), Models.view(), {Renames.data(), Renames.size()});
    static_assert(sizeof(refused<literal<text.size() + 1>(text)>) != 0);
    static constexpr bool value = true;
};

inline constexpr std::array<rename_hint, 0> no_renames{};

/// The `create_table` operations of the schema at a target.
template <const auto& History, literal Target>
struct computed_schema {
    template <class Use>
    static constexpr auto with(const Use& use) {
        const history_view history = History.view();
        const schema at = schema_at_revision(history, Target.view());
        text_arena arena;
        const op::operation_list made = tables_of(at, arena);
        return use(made);
    }
};

}  // namespace detail

/// The operations that turn the schema of a history into that of the models, as a constant that can be passed to any
/// function taking `op::operations`. Empty where `matches` is true. A table or column with another name is a drop and
/// an addition, unless a hint of `renames(...)` names it. AL402 refuses a hint that matches nothing.
template <const auto& History, const auto& Models, const auto& Renames = detail::no_renames>
inline constexpr op::operations diff = detail::renames_verdict<History, Models, Renames>::value
                                           ? detail::frozen<detail::freezing<detail::computed_diff<History, Models, Renames>>>::body.view() : op::operations{};

/// The schema at a revision of a history, or at a symbol such as "head" or "base", as a constant.
template <const auto& History, detail::literal Target = "heads">
inline constexpr constant_schema schema_at{detail::frozen<detail::freezing<detail::computed_schema<History, Target>>>::body.view()};

/// True where the schema of the history is that of the models. Otherwise it is a compile error, AL401, that names the
/// differences. Columns that come from members of a class are compared by the family of their type and by nullability,
/// all others exactly.
template <const auto& History, const auto& Models>
    requires detail::sound<detail::drift<History, Models>::error>
inline constexpr bool matches = detail::checked_models<History, Models>::value;

}  // namespace aludel::inline v0_1
