// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/revision_graph.hpp>

#include <algorithm>  // find
#include <cstddef>    // size_t
#include <optional>   // optional
#include <vector>     // vector

namespace aludel::inline v0_1::cli {

/// Whether a revision is in a list.
inline bool among(const revision_list& revisions, revision_index one) {
    return std::find(revisions.begin(), revisions.end(), one) != revisions.end();
}

/// The line from a revision down to a parent: it leaves the row of the one, runs in a lane, and ends in the row of the
/// other.
struct lane_link {
    std::size_t child = 0;  ///< the row of the revision
    std::size_t lane = 0;
};

/// One revision in a drawing of the graph: its lane, and the links that end and begin at it.
struct lane_row {
    revision_index revision = 0;
    std::size_t lane = 0;
    std::vector<lane_link> ending;       ///< from its children, by lane
    std::vector<std::size_t> beginning;  ///< the lanes of the links to its parents, the first parent's first
};

/// Places revisions, newest first, one a row, in columns (lanes), one for each line of revisions whose parent is yet to
/// come. Parents that are not shown have no link.
inline std::vector<lane_row> lane_layout(const revision_graph& graph, const revision_list& shown) {
    struct waiting {
        revision_index parent;
        std::size_t child;
    };
    std::vector<std::optional<waiting>> lanes;
    const auto free_lane = [&] {
        std::size_t lane = 0;
        while (lane < lanes.size() && lanes[lane]) ++lane;
        if (lane == lanes.size()) lanes.emplace_back();
        return lane;
    };
    std::vector<lane_row> rows;
    for (const revision_index each : shown) {
        lane_row row{each, lanes.size(), {}, {}};
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            if (!lanes[lane] || lanes[lane]->parent != each) continue;
            if (row.ending.empty()) row.lane = lane;
            row.ending.push_back({lanes[lane]->child, lane});
            lanes[lane].reset();
        }
        if (row.ending.empty()) row.lane = free_lane();
        for (const revision_index parent : graph.parents(each)) {
            if (!among(shown, parent)) continue;
            const std::size_t lane = row.beginning.empty() ? row.lane : free_lane();
            lanes[lane] = waiting{parent, rows.size()};
            row.beginning.push_back(lane);
        }
        rows.push_back(row);
    }
    return rows;
}

}  // namespace aludel::inline v0_1::cli
