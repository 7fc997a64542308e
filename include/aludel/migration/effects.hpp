// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/dialects.hpp>
#include <aludel/migration/effect_replay.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// A statement of a plan, and what it does to sessions that use the same table meanwhile.
struct planned_statement {
    name revision;
    direction way = direction::upgrade;
    std::string sql;
    statement_effect effect;  ///< without the table, which is in the statement
};

/// The statements that bring a database from the revisions of a symbol to a target, with their locks, and whether they
/// write or read the whole table under them; empty for a database that statements cannot be written for. Throws
/// `revision_error` for unknown symbols.
///
///     al::effects<history>(al::postgresql, "base", "heads")
template <const auto& History>
std::vector<planned_statement> effects(const op::dialect& database, std::string_view source, std::string_view target) {
    std::vector<planned_statement> result;
    with_dialect(database.id, [&]<class Dialect>(Dialect) {
        migration<Dialect> way(History.view(), database);
        if (const graph_error error = way.start_at(source)) throw revision_error(error);
        way.upgrade(target);
        detail::effect_replay<Dialect> replay(way.renderer().current(), database);
        for (std::size_t i = 0; i < way.size(); ++i) {
            const auto step = way.render(i);
            detail::vector<statement_effect> found = replay.read(way, i, step.statements);
            for (std::size_t k = 0; k < step.statements.size(); ++k) {
                const statement one = step.statements[k];
                if (one.kind != statement_kind::sql) continue;
                found[k].table = {};
                result.push_back({step.revision->id, step.way, one.sql.str(), found[k]});
            }
        }
    });
    return result;
}

}  // namespace aludel::inline v0_1
