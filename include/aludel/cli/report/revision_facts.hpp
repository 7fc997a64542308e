// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/commands/plan.hpp>
#include <aludel/cli/context.hpp>
#include <aludel/cli/finding_line.hpp>
#include <aludel/cli/report/schema_states.hpp>
#include <aludel/migration/renderer.hpp>

#include <cstddef>  // size_t
#include <string>   // string
#include <vector>   // vector

namespace aludel::inline v0_1::cli {

/// What the report has of one revision besides its declaration.
struct revision_facts {
    bool in_doubt = false;  ///< it has errors, or one below it has, so that it has neither SQL nor a schema
    std::string upgrade, downgrade;
    table_numbers before, after;
    std::vector<finding> findings;
};

/// What the report has of a history.
struct history_facts {
    std::vector<revision_facts> revisions;  ///< by their indexes; the shortcuts last
    std::vector<finding> findings;          ///< those about no revision
    bool is_branched = false;               ///< there are several heads, and none is in doubt
    table_numbers at_heads;                 ///< then the schema after all of them
    table_pool tables;
};

/// Revisions that follow one another in the order of application, each but the first with the one before it as its only
/// parent, so that one replay is enough for all of them.
struct revision_chain {
    revision_list before;  ///< what is applied before the first, in the order of application
    revision_list revisions;
};

/// Cuts a history into chains. Revisions in doubt are in none.
inline std::vector<revision_chain> chains_of(const history_view& history, const revision_graph& graph,
                                             std::vector<revision_facts>& facts) {
    std::vector<revision_chain> chains;
    const auto begin = [&](revision_index first, revision_index added) {
        const revision_index start[] = {first};
        const detail::revision_marks below = graph.applied_at(start);
        below[first] = 0;
        chains.push_back({detail::in_order(history, below), {}});
        chains.back().revisions.push_back(added);
    };
    for (const revision_index each : history.order) {
        bool goes_on = !chains.empty() && graph.parents(each).size() == 1 && graph.dependencies(each).empty();
        for (const auto& below : {graph.parents(each), graph.dependencies(each)})
            for (const revision_index one : below) {
                facts[each].in_doubt = facts[each].in_doubt || facts[one].in_doubt;
                goes_on = goes_on && chains.back().revisions.back() == one;
            }
        if (facts[each].in_doubt) continue;
        if (goes_on) chains.back().revisions.push_back(each);
        else begin(each, each);
    }
    for (revision_index i = history.revisions.count; i < history.size(); ++i) {
        for (const name& each : history.at(i).replaces)
            facts[i].in_doubt = facts[i].in_doubt || facts[graph.index_of(each)].in_doubt;
        if (!facts[i].in_doubt) begin(graph.index_of(history.at(i).replaces[0]), i);
    }
    return chains;
}

/// Statements as one text.
inline std::string sql_of(const statement_list& statements) {
    std::string result;
    for (const statement& each : statements)
        if (is_shown(each)) (result += result.empty() ? "" : "\n\n") += words_of(each);
    return result;
}

/// Adds the SQL of a chain in both directions.
template <dialect_type Dialect>
void add_sql(const history_view& history, const op::dialect& database, const revision_chain& chain,
             std::vector<revision_facts>& facts) {
    detail::renderer<Dialect> up(history, database), down(history, database);
    up.start_at(chain.before, {}), down.start_at(chain.before, {});
    for (const revision_index each : chain.revisions) {
        up.begin_transaction();
        facts[each].upgrade = sql_of(up.upgrade(each).statements);
        const bool is_reversible = history.at(each).irreversible.empty();
        detail::vector<char> wanted(is_reversible ? history.size() : 0);
        if (is_reversible) wanted[each] = 1;
        down.start_at({&each, 1}, wanted);
        if (is_reversible) facts[each].downgrade = sql_of(down.preview_downgrade(each).statements);
    }
}

/// Adds the schemas before and after each revision of a chain.
inline void add_schemas(const history_view& history, const revision_chain& chain, history_facts& facts) {
    numbered_schema replayed(facts.tables, history, chain.before);
    table_numbers numbers = replayed.numbers();
    for (const revision_index each : chain.revisions) {
        facts.revisions[each].before = numbers;
        replayed.apply(history.at(each));
        numbers = replayed.numbers();
        facts.revisions[each].after = numbers;
    }
}

/// Everything about the history of a program that the report shows, with its SQL for a database.
inline history_facts facts_of(const context& tool, const revision_graph& graph, const op::dialect& database) {
    const history_view& history = tool.history();
    history_facts facts;
    facts.revisions.resize(history.size());
    const program_findings found(tool, finding_scope::every_database);
    for (const finding& each : found.list()) {
        std::size_t which = 0;
        while (which < history.size() && history.at(static_cast<revision_index>(which)).id != each.revision) ++which;
        if (which == history.size()) {
            facts.findings.push_back(each);
            continue;
        }
        facts.revisions[which].findings.push_back(each);
        if (each.level == level::error) facts.revisions[which].in_doubt = true;
    }
    for (const revision_chain& each : chains_of(history, graph, facts.revisions)) {
        add_schemas(history, each, facts);
        tool.with_words(database,
                        [&]<class Dialect>(Dialect) { add_sql<Dialect>(history, database, each, facts.revisions); });
    }
    const revision_list heads = graph.real_heads();
    facts.is_branched = heads.size() > 1;
    for (const revision_index each : heads) facts.is_branched = facts.is_branched && !facts.revisions[each].in_doubt;
    if (facts.is_branched)
        facts.at_heads =
            numbered_schema(facts.tables, history, detail::first_revisions(history, history.order.size())).numbers();
    return facts;
}

}  // namespace aludel::inline v0_1::cli
