// SPDX-License-Identifier: BSL-1.0
// A constant script is written in parts, and each part only knows the tables that its own steps use. Together they have
// the same text as one writer that knows everything.
#include "../history/random_history.hpp"

#include <aludel/migration/migration.hpp>
#include <aludel/script/script_writer.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

namespace al = aludel;
using sqlite = al::dialect_of<al::sqlite.id>;

/// The steps as text, written as in a constant expression of GCC.
std::string written(const al::detail::script_writer<sqlite>& writer, al::detail::renderer<sqlite>& words,
                    const al::detail::planned_steps& steps, std::size_t first, std::size_t last) {
    al::text_word room[32]{};  // small, so that it is exhausted soon
    al::sql_text packed(room);
    al::sql_text plain;
    al::detail::script_needs<sqlite> needs;
    for (std::size_t i = first; i < last; ++i) writer.step(first == 0 ? plain : packed, words, steps, i, needs);
    if (first == 0) return plain.str();
    std::string text;
    constexpr std::size_t unit = sizeof(al::text_word);
    for (std::size_t i = 0; i < packed.size(); ++i)
        text += static_cast<char>(packed.words()[i / unit] >> i % unit * 8 & 255);
    return text;
}

TEST(ScriptParts, SayWhatTheWholeSays) {
    int compared = 0;
    for (std::uint32_t number = 0; number < 300; ++number) {
        const laws::random_history generated(number);
        const al::history_view history = generated.view();
        al::migration<sqlite> way(history, al::sqlite);
        way.upgrade("heads");
        const al::detail::planned_steps steps(way.plan());
        const al::detail::script_writer<sqlite> writer(history, al::sqlite);
        const auto upgrade = [&](std::size_t i) -> const al::op::operations_view& {
            return history.at(steps.steps[i].revision).upgrade;
        };
        al::detail::upgrade_index<4096> index;
        for (const al::plan_step& each : steps.steps) index.add(history.at(each.revision).upgrade);
        std::string whole;
        {
            al::detail::renderer<sqlite> words(history, al::sqlite);
            words.start_at({}, {});
            whole = written(writer, words, steps, 0, way.size());
        }
        for (std::size_t first = 1; first < way.size(); ++first) {
            const std::size_t last = first + 1 + (number + first) % (way.size() - first);
            al::detail::renderer<sqlite> before(history, al::sqlite), part(history, al::sqlite);
            before.start_at({}, {});
            const std::string text = written(writer, before, steps, 0, first);
            part.start_behind(index, upgrade, first, last);
            al::detail::vector<al::name> verified;  // as parts pass it on
            for (const al::name& each : before.verified_tables())
                if (index.is_named_from(first, each)) verified.push_back(each);
            part.go_on_with(before.verified().met, al::op::view_of(verified));
            const std::string added = written(writer, part, steps, first, last);
            ASSERT_EQ(whole.substr(text.size(), added.size()), added)
                << "history " << number << ", steps " << first << " to " << last;
            ASSERT_FALSE(added.empty());
            ++compared;
        }
    }
    EXPECT_GT(compared, 1000);
}

}  // namespace
