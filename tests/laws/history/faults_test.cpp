// SPDX-License-Identifier: BSL-1.0
// One fault in a real history is one error, whatever later revisions build on it.
#include "../../data/long_a.hpp"
#include "../../data/long_b.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace al = aludel;

namespace long_a {
using declared = al::unverified_history<LONG_A_ENTRIES>;
}
namespace long_b {
using declared = al::unverified_history<LONG_B_ENTRIES>;
}

namespace {

/// A history whose operations can be changed.
struct draft {
    al::op::settings settings;
    std::vector<al::op::revision> revisions;
    std::deque<al::op::operations> upgrades, downgrades;
    std::deque<std::string> texts;

    explicit draft(const al::history_view& history) : settings(*history.settings) {
        for (const al::op::revision& each : history.revisions) {
            revisions.push_back(each);
            for (auto* side : {&upgrades, &downgrades}) {
                al::op::operations& copy = side->emplace_back();
                const al::op::operations_view& source = side == &upgrades ? each.upgrade : each.downgrade;
                for (const al::op::operation& operation : source.list) copy.append(source, operation);
            }
        }
    }
    [[nodiscard]] std::string_view misspelled(std::string_view text) {
        return texts.emplace_back(std::string(text) + "zz");
    }
    /// The messages of all errors.
    [[nodiscard]] std::vector<std::string> errors() {
        for (std::size_t i = 0; i < revisions.size(); ++i)
            revisions[i].upgrade = upgrades[i].view(), revisions[i].downgrade = downgrades[i].view();
        std::vector<std::string> found;
        for (const al::finding& each :
             al::verify(settings, {revisions.data(), static_cast<std::uint32_t>(revisions.size())}))
            if (each.level == al::level::error) found.emplace_back(each.text());
        return found;
    }
};

struct tally {
    std::map<std::string, std::map<std::size_t, int>> counts;
    int shown = 0;

    void check(const std::string& kind, draft& faulty) {
        const std::vector<std::string> errors = faulty.errors();
        ++counts[kind][errors.size()];
        if (errors.size() > 1 && shown++ < 60) {
            std::string text = kind;
            for (std::size_t i = 0; i < errors.size() && i < 4; ++i) text += "\n    " + errors[i].substr(0, 230);
            ADD_FAILURE() << text;
        }
    }
    void print() const {
        for (const auto& [kind, found] : counts) {
            std::string line = kind;
            for (const auto& [size, count] : found) line += "  " + std::to_string(size) + ": " + std::to_string(count);
            std::puts(line.c_str());
        }
    }
};

void try_all(const al::history_view& history, tally& found, std::size_t first, std::size_t stride) {
    draft current(history);
    EXPECT_TRUE(current.errors().empty());
    std::size_t number = 0;
    const auto with = [&](auto& value, auto changed, const char* kind) {
        if (++number % stride != first) return;
        const auto kept = value;
        value = changed;
        found.check(kind, current);
        value = kept;
    };
    const auto misspell = [&](auto& value, const char* kind) {
        if (!value.text().empty()) with(value, current.misspelled(value.text()), kind);
    };
    for (std::size_t i = 0; i < current.revisions.size(); ++i) {
        for (const bool down : {false, true}) {
            al::op::operations& list = (down ? current.downgrades : current.upgrades)[i];
            const std::string side = down ? "down " : "up ";
            for (al::op::operation& each : list.list) {
                misspell(each.table, (side + "table").c_str());
                if (each.columns.empty()) misspell(each.object, (side + "object").c_str());
                misspell(each.to, (side + "to").c_str());
            }
            for (al::op::column& each : list.columns) misspell(each.name, (side + "column").c_str());
            for (al::op::constraint& each : list.constraints) {
                misspell(each.name, (side + "constraint").c_str());
                misspell(each.target, (side + "target").c_str());
            }
            for (al::op::index& each : list.indexes) misspell(each.name, (side + "index").c_str());
            for (al::op::index_part& each : list.parts) misspell(each.column, (side + "part").c_str());
            for (al::name& each : list.names) misspell(each, (side + "name").c_str());
            const auto kept = list.list;
            for (std::size_t k = 0; k < kept.size(); ++k) {
                auto fewer = kept;
                fewer.erase(fewer.begin() + k);
                with(list.list, fewer, (side + "left out").c_str());
                auto more = kept;
                more.push_back(kept[k]);
                with(list.list, more, (side + "twice").c_str());
                if (k + 1 < kept.size()) {
                    auto swapped = kept;
                    std::swap(swapped[k], swapped[k + 1]);
                    with(list.list, swapped, (side + "swapped").c_str());
                }
            }
        }
    }
}

TEST(faults, one_in_long_a) {
    tally found;
    try_all(long_a::declared::entries(), found, 0, 1);
    found.print();
}
TEST(faults, one_in_long_b) {
    tally found;
    try_all(long_b::declared::entries(), found, 0, 1);
    found.print();
}

}  // namespace
