// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/context.hpp>
#include <aludel/cli/report/revision_facts.hpp>
#include <aludel/cli/shown_table.hpp>
#include <aludel/schema/object_filter.hpp>

#include <memory>       // unique_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// One respect in which a database is not as the history says.
struct drift_fact {
    std::string table;
    std::string text;
};

/// What the report has of a database.
struct database_facts {
    bool is_asked = false;                ///< the report is about a database, too
    bool is_missing = false;              ///< there is none yet
    std::string url;                      ///< without its password
    std::vector<std::string> unknown;     ///< rows of the version table that the history does not have
    revision_list rows;                   ///< those that it has
    std::vector<char> applied;            ///< for each revision whether the database has it
    std::vector<edited_revision> edited;  ///< revisions that were changed after the database ran them
    std::vector<drift_fact> drift;
    std::string_view not_compared;  ///< why there is no drift; empty: it was looked for
};

/// Reads where a database is in the history, and how it differs from the schema there.
inline database_facts facts_of_database(const context& tool, const revision_graph& graph, const history_facts& known) {
    database_facts facts;
    facts.is_asked = true;
    facts.url = redacted_url(tool.database());
    facts.is_missing = tool.is_missing();
    facts.applied.resize(graph.size());
    if (facts.is_missing) return facts;
    const std::unique_ptr<session> db = tool.open(access::look);
    for (const std::string& row : db->current(tool.history(), tool.options()))
        if (const revision_index found = graph.index_of(name(row)); found == graph.size()) facts.unknown.push_back(row);
        else facts.rows.push_back(found);
    const detail::revision_marks applied = graph.applied_at(facts.rows);
    bool in_doubt = false;
    for (revision_index i = 0; i < graph.size(); ++i) {
        facts.applied[i] = applied[i];
        in_doubt = in_doubt || (applied[i] && known.revisions[i].in_doubt);
    }
    if (!facts.unknown.empty()) facts.not_compared = "the history does not have all of its revisions";
    else if (in_doubt) facts.not_compared = "the history has errors up to there";
    if (!facts.not_compared.empty()) return facts;
    facts.edited = db->edited(tool.history(), tool.options());
    for (const difference& each : filtered(db->drift(tool.history(), tool.options()), tool.compared))
        facts.drift.push_back({shown_table(each.schema, each.table), online::text_of(each)});
    return facts;
}

}  // namespace aludel::inline v0_1::cli
