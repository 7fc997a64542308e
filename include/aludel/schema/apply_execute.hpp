// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/rule/slug.hpp>
#include <aludel/schema/apply_trigger.hpp>
#include <aludel/schema/batches.hpp>
#include <aludel/schema/raw_effects.hpp>
#include <aludel/schema/raw_names.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/texts.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Reports tables and columns that a raw statement names and that certainly do not exist.
constexpr void check_raw_names(replay_context& context, const op::dialect_text& text) {
    each_unknown_name(context, text, [&](const unknown_name& found) {
        const name called = syntax::without_quotes(found.name);
        const bool follows = found.is_table ? context.is_in_doubt(called) : context.is_in_doubt_anywhere(called);
        if (found.what == certainty::unknown && !follows)
            context.report(rule::unknown_name_in_sql,
                           {"execute: ", sentence_of(context, found),
                            ", or .acknowledge(al::rule::", slug(rule::unknown_name_in_sql), ", \"why\")"});
    });
}

/// Raw SQL and functions change nothing in the schema by themselves, apart from triggers and indexes:
/// declared effects are
/// operations of their own. What else they do, only the database knows. Reports names that do not exist
/// (`unknown_name_in_sql`), and effects that contradict the text (`effect_mismatch`). Of several texts for different
/// databases each is kept.
constexpr void apply_execute(replay_context& context, const op::operations_view& arrays, const op::operation& raw) {
    const bool has_effects = !effects_of(arrays, raw).empty();
    if (context.checking() && raw.batch_rows != 0) check_batches(context, arrays, raw);
    if (context.checking())
        each_read_text(context, arrays, raw, [&](const op::dialect_text& text, const op::dialect& database) {
            check_raw_names(context, text);
            if (has_effects && database.traits->texts_are_read) check_effects(context, arrays, raw, text);
        });
    if (raw.kind == op::operation_kind::run) context.schema.raw_texts.push_back({});
    for (const op::dialect_text& each : raw.texts.of(arrays.texts)) {
        context.schema.raw_texts.push_back({each, has_effects});
        if (!has_effects) apply_raw_objects(context.schema, each);
    }
}

}  // namespace aludel::inline v0_1::detail
