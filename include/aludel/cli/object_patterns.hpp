// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/exit_code.hpp>
#include <aludel/cli/pattern.hpp>
#include <aludel/schema/object_filter.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// The objects that --include and --exclude name. A pattern is `tmp_*` for tables and views with all that belongs to
/// them, `users.old_*` for columns, constraints, indexes and triggers of tables, or a name behind its kind, as
/// `index:tmp_*`.
class object_patterns {
public:
    std::vector<std::string> included{};  ///< empty: all
    std::vector<std::string> excluded{};

    [[nodiscard]] bool operator()(const schema_object& object) const {
        return (included.empty() || fits_any(object, included)) && !fits_any(object, excluded);
    }

    /// Throws a `command_error` for a pattern that fits nothing.
    void require_valid() const {
        for (const std::vector<std::string>* const patterns : {&included, &excluded})
            for (const std::string& each : *patterns) {
                const std::size_t end = each.find(':');
                const std::string kind = each.substr(0, end);
                bool known = end == each.npos;
                for (const std::string_view word : kinds) known = known || kind == word;
                if (!known || each.empty() || end + 1 == each.size())
                    throw command_error("`" + each +
                                            "` names no objects. Write a table as `tmp_*`, `users.old_*` for what "
                                            "belongs to one, or a kind (table, column, constraint, index, view, "
                                            "trigger) and a name as `index:tmp_*`",
                                        wrong_usage);
            }
    }

private:
    /// In the order of `object_kind`.
    static constexpr std::string_view kinds[] = {"table", "column", "constraint", "index", "view", "trigger"};

    static bool fits_any(const schema_object& object, const std::vector<std::string>& patterns) {
        for (const std::string& each : patterns)
            if (fits_one(object, each)) return true;
        return false;
    }
    static bool fits_one(const schema_object& object, std::string_view pattern) {
        const std::size_t end = pattern.find(':');
        const bool has_kind = end != pattern.npos;
        const auto kind = static_cast<std::size_t>(object.kind);
        if (has_kind && (kind >= std::size(kinds) || kinds[kind] != pattern.substr(0, end))) return false;
        if (has_kind) pattern.remove_prefix(end + 1);
        const std::string table(object.table.text()), whole = table + "." + std::string(object.object.text());
        if (object.object.empty()) return fits(table, pattern);
        // With its kind, an object is named with its table or without; without it, `users` is all of the table.
        return fits(whole, pattern) || fits(has_kind ? object.object.text() : std::string_view(table), pattern);
    }
};

}  // namespace aludel::inline v0_1::cli
