// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/counted.hpp>
#include <aludel/cli/html_text.hpp>
#include <aludel/cli/lane_layout.hpp>
#include <aludel/cli/report/database_facts.hpp>
#include <aludel/cli/report/revision_facts.hpp>

#include <algorithm>    // find
#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// Everything that the report is written from.
struct report_facts {
    const history_view& history;
    const revision_graph& graph;
    op::dialect dialect;  ///< of the SQL
    history_facts known;
    database_facts database;
    std::vector<std::size_t> positions{};  ///< of each revision in the order of application, from 1 on

    report_facts(const history_view& shown, const revision_graph& its_graph, history_facts&& its_facts,
                 const op::dialect& written_for)
        : history(shown),
          graph(its_graph),
          dialect(written_for),
          known(std::move(its_facts)),
          positions(shown.revisions.size()) {
        for (std::size_t i = 0; i < history.order.size(); ++i) positions[history.order[i]] = i + 1;
    }

    [[nodiscard]] bool is_shortcut(revision_index which) const { return which >= graph.size(); }
    /// The last revision that a squash replaces.
    [[nodiscard]] revision_index last_replaced(const op::revision& squash) const {
        return graph.index_of(squash.replaces[squash.replaces.size() - 1]);
    }
    /// The position on the slider; of a shortcut that of the last revision that it replaces.
    [[nodiscard]] std::size_t position(revision_index which) const {
        return positions[is_shortcut(which) ? last_replaced(history.at(which)) : which];
    }
    /// Without a database all revisions count as applied.
    [[nodiscard]] bool is_applied(revision_index which) const {
        if (is_shortcut(which)) which = last_replaced(history.at(which));
        return !database.is_asked || database.applied[which] != 0;
    }
    [[nodiscard]] bool is_current(revision_index which) const { return among(database.rows, which); }
    /// The database is at base, where no revision is applied.
    [[nodiscard]] bool is_at_base() const {
        return database.is_asked && database.rows.empty() && database.unknown.empty();
    }
    /// The database has all of several heads.
    [[nodiscard]] bool is_at_heads() const {
        return database.is_asked && known.is_branched && database.unknown.empty() &&
            std::find(database.applied.begin(), database.applied.end(), 0) == database.applied.end();
    }

    /// How a revision was edited after the database ran it; empty: it was not.
    [[nodiscard]] std::string edit_of(revision_index which) const {
        for (const edited_revision& each : database.edited)
            if (history.at(which).id == name(each.revision))
                return "It was edited after the database had run it (checksum " + each.checksum_in_journal + " then, " +
                    each.checksum_now + " now).";
        return {};
    }

    /// The first line of the message, or the id.
    [[nodiscard]] std::string_view title(revision_index which) const {
        const std::string_view message = history.at(which).message;
        return message.empty() ? history.at(which).id.text() : message.substr(0, message.find('\n'));
    }

    /// The `id` of the element of a revision, for links: `r-2fda6446e69f`. Other characters than letters, digits and
    /// `-._~` are their bytes, in hexadecimal: `r-a:20b`.
    [[nodiscard]] std::string anchor(revision_index which) const {
        std::string result = "r-";
        for (const char each : history.at(which).id.text()) {
            const auto byte = static_cast<unsigned char>(each);
            const bool plain = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                (each >= '0' && each <= '9') || std::string_view("-._~").find(each) != std::string_view::npos;
            if (plain) result += each;
            else ((result += ':') += "0123456789abcdef"[byte >> 4U]) += "0123456789abcdef"[byte & 15U];
        }
        return result;
    }
};

}  // namespace aludel::inline v0_1::cli
