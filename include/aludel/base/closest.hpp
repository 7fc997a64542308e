// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The smaller of two numbers.
constexpr std::size_t smaller(std::size_t one, std::size_t other) { return other < one ? other : one; }

/// The number of letters that have to be changed, added, removed or swapped with their neighbour to turn one text into
/// the other; `limit + 1` where it is more than `limit`, or where a text is longer than 64. It stops as soon as the
/// limit is exceeded: a hint is searched among thousands of names, and Clang counts every statement of a constant
/// expression.
constexpr std::size_t edit_distance(std::string_view source, std::string_view target, std::size_t limit) {
    constexpr std::size_t longest = 64;
    const std::size_t gap =
        source.size() < target.size() ? target.size() - source.size() : source.size() - target.size();
    if (gap > limit || source.size() > longest || target.size() > longest) return limit + 1;

    std::size_t rows[3][longest + 2]{};
    for (std::size_t j = 0; j <= target.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= source.size(); ++i) {
        const std::size_t* before = rows[(i + 1) % 3];
        const std::size_t* above = rows[(i + 2) % 3];
        std::size_t* row = rows[i % 3];
        const std::size_t first = i > limit ? i - limit : 1;
        const std::size_t last = i + limit < target.size() ? i + limit : target.size();
        std::size_t least = row[first - 1] = first == 1 ? i : limit + 1;
        for (std::size_t j = first; j <= last; ++j) {
            const bool same = source[i - 1] == target[j - 1];
            const bool swapped = i > 1 && j > 1 && source[i - 1] == target[j - 2] && source[i - 2] == target[j - 1];
            row[j] = smaller(above[j - 1] + (same ? 0 : 1), smaller(above[j], row[j - 1]) + 1);
            if (swapped) row[j] = smaller(row[j], before[j - 2] + 1);
            least = smaller(least, row[j]);
        }
        row[last + 1] = limit + 1;
        if (least > limit) return limit + 1;
    }
    return smaller(rows[source.size() % 3][target.size()], limit + 1);
}

/// Finds the name that was probably meant, for "did you mean". Offer it every name that exists; `found` is the nearest
/// of them, or empty where none is similar.
///
///     detail::closest hint("categorys");
///     for (const auto& table : tables) hint.offer(table.name);
///     if (!hint.found.empty()) ...  // "; did you mean `categories`?"
struct closest {
    std::string_view wanted;
    std::string_view found;
    std::size_t limit = 0;

    constexpr explicit closest(std::string_view text) : wanted(text), limit(farthest(text)) {}

    constexpr void offer(std::string_view candidate) {
        if (limit == 0) return;
        const std::size_t shorter = smaller(wanted.size(), candidate.size());
        const char* const a = wanted.data();
        const char* const b = candidate.data();
        std::size_t front = 0;
        while (front < shorter && a[front] == b[front]) ++front;
        const char* const a_end = a + wanted.size();
        const char* const b_end = b + candidate.size();
        std::size_t back = 0;
        while (front + back < shorter && *(a_end - back - 1) == *(b_end - back - 1)) ++back;
        // A cheap filter before the distance is computed: a misspelt name still begins or ends like the right one.
        // Measuring all of a thousand names would take half of the steps that Clang allows a constant expression.
        if (3 * (front + back) < wanted.size()) return;
        // A beginning counts as similar, too: people abbreviate ids.
        const bool begins = wanted.size() > 3 && front == wanted.size();
        const std::size_t distance = begins ? farthest(wanted)
                                            : edit_distance({a + front, wanted.size() - front - back},
                                                            {b + front, candidate.size() - front - back}, limit);
        const bool nearer = distance < limit || (distance == limit && (found.empty() || candidate < found));
        if (!nearer) return;
        // Of equally near names the alphabetically first, so that the hint does not depend on the order of declaration.
        limit = distance;
        found = candidate;
    }

private:
    /// The largest distance at which a name counts as similar. It is smaller for short names.
    static constexpr std::size_t farthest(std::string_view text) { return smaller(text.size() / 3, 2); }
};

}  // namespace aludel::inline v0_1::detail
