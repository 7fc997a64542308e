// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/vector.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/replay.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Where the three catalogs of a schema stood.
struct schema_mark {
    catalog<table_entry>::mark tables;
    catalog<index_entry>::mark indexes;
    catalog<view_entry>::mark views;
};

constexpr schema_mark start_log(schema& of) { return {of.tables.start_log(), of.indexes.start_log(), of.views.start_log()}; }
constexpr schema_mark now(const schema& of) { return {of.tables.now(), of.indexes.now(), of.views.now()}; }
constexpr void restore(schema& of, const schema_mark& to) { of.tables.restore(to.tables), of.indexes.restore(to.indexes), of.views.restore(to.views); }
constexpr void stop_log(schema& of) { of.tables.stop_log(), of.indexes.stop_log(), of.views.stop_log(); }

/// The first entry of each name in a log is what was there before; hands each such entry to `look`.
template <class Entry, class Look>
constexpr void for_each_before(const catalog<Entry>& all, const typename catalog<Entry>::mark& since, const Look& look) {
    const auto& log = all.log();
    for (std::size_t i = since.log; i < log.size(); ++i) {
        if (log[i].which >= since.entries) continue;  // did not exist
        bool seen = false;
        for (std::size_t j = since.log; j < i; ++j) seen = seen || log[j].which == log[i].which;
        if (!seen && log[i].entry.alive) look(log[i].entry);
    }
}

/// The schema after a downgrade against what it was before the upgrade: looks only at what was touched.
constexpr detail::vector<difference> unrestored(const schema& after, const schema_mark& before, text_arena& arena) {
    detail::vector<difference> found;
    detail::vector<name> known;
    for_each_before(after.tables, before.tables, [&](const table_entry& entry) {
        known.push_back(entry.name);
        const op::table_view there = after.table(entry.name);
        if (!there) found.push_back({.kind = difference_kind::missing_table, .table = entry.name});
        else compare_tables(after.naming, there, entry.view(), names_compared::all, found, arena);
    });
    for_each_before(after.indexes, before.indexes, [&](const index_entry& entry) {
        const std::uint32_t there = after.indexes.find(entry.name);
        const name& table = after.tables[entry.table].name;
        if (there == after.indexes.none || !same_index(after.indexes[there], entry)) found.push_back({.kind = difference_kind::missing_index, .table = table, .object = entry.name});
    });
    for_each_before(after.views, before.views, [&](const view_entry& entry) {
        const std::uint32_t there = after.views.find(entry.name);
        if (there == after.views.none || !same_view(after.views[there], entry)) found.push_back({.kind = difference_kind::missing_view, .table = entry.name});
    });
    // What is there now and was not: new entries, and old ones under another name.
    const auto was_there = [&](const name& wanted, const auto& all, const auto& mark) {
        bool there = false;
        for_each_before(all, mark, [&](const auto& entry) { there = there || entry.name == wanted; });
        return there;
    };
    for (std::uint32_t i = 0; i < after.tables.entries().size(); ++i) {
        const table_entry& each = after.tables[i];
        bool touched = i >= before.tables.entries;
        if (i < before.tables.entries && each.alive)
            for (std::size_t k = before.tables.log; k < after.tables.log().size(); ++k) touched = touched || after.tables.log()[k].which == i;
        if (each.alive && touched && !was_there(each.name, after.tables, before.tables)) found.push_back({.kind = difference_kind::extra_table, .table = each.name});
    }
    for (std::uint32_t i = static_cast<std::uint32_t>(before.indexes.entries); i < after.indexes.entries().size(); ++i)
        if (after.indexes[i].alive && !was_there(after.indexes[i].name, after.indexes, before.indexes))
            found.push_back({.kind = difference_kind::extra_index, .table = after.tables[after.indexes[i].table].name, .object = after.indexes[i].name});
    for (std::uint32_t i = static_cast<std::uint32_t>(before.views.entries); i < after.views.entries().size(); ++i)
        if (after.views[i].alive && !was_there(after.views[i].name, after.views, before.views)) found.push_back({.kind = difference_kind::extra_view, .table = after.views[i].name});
    return found;
}

/// A written downgrade, tried on the schema that its upgrade left: it must lead back to the one before.
constexpr void prove_downgrade(replay& at, const schema_mark& before) {
    const schema_mark after_upgrade = now(at.schema);
    at.going_down = true;
    const std::size_t findings = at.findings->size();
    apply(at, at.revision->downgrade);
    at.going_down = false;
    if (at.findings->size() == findings) {
        text_arena arena;
        if (const detail::vector<difference> left = unrestored(at.schema, before, arena); !left.empty()) {
            sentence list;
            for (std::size_t i = 0; i < left.size() && i < 3; ++i) list.add(i == 0 ? "" : "; ").add(left[i].text());
            if (left.size() > 3) list.add("; and ").add(left.size() - 3).add(" more");
            at.report(rule::downgrade_mismatch, {"downgrade: it does not restore the schema before the upgrade: ", list,
                      ". Undo the upgrade step by step, or leave the downgrade out, and it is derived"});
        }
    }
    restore(at.schema, after_upgrade);
}

/// Why the inverse of an operation cannot be derived from the schema before it; empty: it can.
constexpr std::string_view underivable(const schema& before, const op::operations& pools, const op::operation& operation) {
    switch (operation.kind) {
        case op::operation_kind::execute: return "execute: raw SQL";
        case op::operation_kind::run: return "run: a function";
        case op::operation_kind::insert: {
            const op::table_view table = before.table(operation.table);
            const op::constraint* const key = table ? table.primary_key() : nullptr;
            if (key == nullptr) return "insert: rows without a key";
            const op::list_view<op::cell> cells = operation.cells.of(pools.cells);
            std::uint32_t rows = cells.empty() ? 0 : cells[cells.count - 1].row + 1, keys = 0;
            for (const op::cell& cell : cells)
                for (const name& column : table.names(key->columns)) keys += cell.column == column ? 1 : 0;
            return keys == rows * key->columns.count && rows != 0 ? std::string_view() : "insert: rows without a key";
        }
        case op::operation_kind::drop_column: {
            const op::table_view table = before.table(operation.table);
            const op::column* const column = table ? table.find_column(operation.object) : nullptr;
            if (column != nullptr && !can_be_filled(*column)) return "drop_column: a NOT NULL column without a default, which rows would have no value for when it comes back,";
            return {};
        }
        default: return {};
    }
}

}  // namespace aludel::inline v0_1::detail
