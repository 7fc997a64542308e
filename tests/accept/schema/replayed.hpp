// SPDX-License-Identifier: BSL-1.0
// The checks that generate_replays.py uses on each history, and that each check can fail.
#pragma once

#include <aludel.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace replayed {

namespace al = aludel;

/// Whether the schemas are the same, with their columns in the same order.
constexpr bool same(const al::schema& is, const al::schema& wanted) {
    if (!al::compare(is, wanted).empty()) return false;
    for (const al::detail::table_entry& each : wanted.tables.entries()) {
        if (!each.alive) continue;
        const al::op::table_view there = is.table(each.name), table = each.view();
        for (std::uint32_t i = 0; i < table.columns().count; ++i)
            if (!(there.columns()[i].name == table.columns()[i].name)) return false;
    }
    return true;
}

/// Whether the first `count` revisions lead to these models.
constexpr bool leads_to(const al::history_view& history, std::size_t count, const al::models_view& models) {
    al::detail::vector<al::finding> findings;
    const al::schema wanted = al::detail::schema_of(models, *history.settings, &findings);
    return findings.empty() && same(al::detail::schema_after(history, count), wanted);
}

/// Whether the constant schema of a revision is that of these models.
constexpr bool is_schema_of(const al::constant_schema& constant, const al::models_view& models,
                            const al::op::settings& settings) {
    al::schema is;
    al::detail::replay_context context{is, &settings};
    al::detail::apply(context, constant.operations);
    return same(is, al::detail::schema_of(models, settings));
}

/// Down from the last revision to nothing, and up again: each step down leads to the schema that was there before it,
/// and all steps up to where they led the first time. It is the engine's own way down, derived where none is written.
template <al::dialect_type Dialect = al::dialect_of<al::sqlite.id>>
/// Downgrades from the last revision to base and upgrades again: each downgrade leads to the schema before its upgrade,
/// and each upgrade to the schema of the first time. The downgrade is the one that the engine uses, derived where none
/// is written.
constexpr bool down_undoes_up(const al::history_view& history) {
    const std::size_t count = history.order.size();
    al::detail::vector<al::revision_index> applied;
    al::detail::vector<char> wanted;
    for (std::size_t i = 0; i < count; ++i) applied.push_back(history.order[i]), wanted.push_back(1);
    al::detail::renderer<Dialect> engine(history, Dialect::target);
    engine.start_at(applied, wanted);
    const al::schema top = al::detail::schema_after(history, count);
    for (std::size_t i = count; i-- > 0;) {
        engine.skip_downgrade(history.order[i]);
        if (!al::compare(engine.current(), al::detail::schema_after(history, i)).empty()) return false;
    }
    for (std::size_t i = 0; i < count; ++i) engine.skip_upgrade(history.order[i]);
    return same(engine.current(), top);
}

// Generated histories do what review rules ask about.
constexpr auto off = al::level::off;
constexpr auto unreviewed = al::settings()
                                .level(al::rule::drops_table, off)
                                .level(al::rule::drops_column, off)
                                .level(al::rule::narrows_type, off)
                                .level(al::rule::drops_constraint, off)
                                .level(al::rule::sets_not_null, off)
                                .level(al::rule::adds_unique, off)
                                .level(al::rule::adds_check, off)
                                .level(al::rule::adds_foreign_key, off)
                                .level(al::rule::may_not_convert, off);

////////////////////////////////////////
// Each check can succeed and fail.

namespace doubt {

constexpr auto first =
    al::revision("a").upgrade(al::create_table("t", al::column("a", al::integer), al::column("b", al::integer)));
constexpr auto right = al::revision("b").revises("a").upgrade(al::rename_column("t", "a", "c"));
constexpr al::history<unreviewed, first, right> history{};

constexpr auto table = al::table("t", al::column("c", al::integer), al::column("b", al::integer));
constexpr auto other_order = al::table("t", al::column("b", al::integer), al::column("c", al::integer));
constexpr auto other_column = al::table("t", al::column("a", al::integer), al::column("b", al::integer));
constexpr al::metadata<table> models{};
constexpr al::metadata<other_order> misordered{};
constexpr al::metadata<other_column> outdated{};
static_assert(leads_to(history.view(), 2, models.view()) && leads_to(history.view(), 1, outdated.view()));
static_assert(!leads_to(history.view(), 1, models.view()) && !leads_to(history.view(), 2, outdated.view()));
static_assert(!leads_to(history.view(), 2, misordered.view()));
static_assert(is_schema_of(al::schema_at<history, "b">, models.view(), *history.view().settings));
static_assert(!is_schema_of(al::schema_at<history, "a">, models.view(), *history.view().settings));
static_assert(!is_schema_of(al::schema_at<history, "b">, misordered.view(), *history.view().settings));

// al::history would refuse these revisions.
constexpr auto wrong_down = al::revision("b")
                                .revises("a")
                                .upgrade(al::rename_column("t", "a", "c"))
                                .downgrade(al::rename_column("t", "c", "d"));
constexpr auto no_down =
    al::revision("b").revises("a").upgrade(al::create_table("u", al::column("a", al::integer))).downgrade();
constexpr al::revision_index order[] = {0, 1};
constexpr al::op::settings settings{};
constexpr al::op::revision with_right[] = {first.view(), right.view()};
constexpr al::op::revision with_wrong_down[] = {first.view(), wrong_down.view()};
constexpr al::op::revision with_no_down[] = {first.view(), no_down.view()};
constexpr al::history_view view_of(const al::op::revision (&revisions)[2]) {
    return {"", &settings, {revisions, 2}, {order, 2}};
}
static_assert(down_undoes_up(view_of(with_right)));
static_assert(!down_undoes_up(view_of(with_wrong_down)) && !down_undoes_up(view_of(with_no_down)));

}  // namespace doubt
}  // namespace replayed
