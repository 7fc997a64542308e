// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>       // string
#include <string_view>  // string_view

// The files of a new project before it has revisions and models.

namespace aludel::inline v0_1::code {

/// Models of nothing. `databases`: the settings that they are verified for; empty: the default ones.
inline std::string new_models(std::string_view databases = {}) {
    std::string result =
        "// What the program keeps in its database.\n#pragma once\n\n#include <aludel.hpp>\n\nnamespace al = "
        "aludel;\n\n"
        "// struct Note {\n//     BOOST_HANA_DEFINE_STRUCT(Note, (int, id), (std::string, body));\n// };\n"
        "// inline constexpr auto notes = al::model<Note>(\"notes\", al::primary_key(\"id\"));\n\n";
    if (!databases.empty()) result.append("inline constexpr auto databases = ").append(databases).append(";\n");
    return result.append("// Name the tables here")
        .append(databases.empty() ? "" : " behind the databases")
        .append(
            ", and `revision --autogenerate -m \"...\"` writes the revision that makes them.\n"
            "inline constexpr al::metadata<")
        .append(databases.empty() ? "" : "databases")
        .append("> models{};\n");
}

/// Whether a text is models of nothing, for whatever databases a person has written there.
inline bool is_new_models(std::string_view content) {
    const std::string_view begin = "inline constexpr auto databases = ";
    const std::size_t first = content.find(begin);
    if (first == content.npos) return content == new_models();
    const std::string_view behind = content.substr(first + begin.size());
    return content == new_models(behind.substr(0, behind.find(';')));
}

/// A history of nothing. `databases`: what it is for besides the default, as `.dialects(...)`.
inline std::string new_history(std::string_view databases) {
    return std::string(
               "// The history. `revision` and `merge` write the headers of revisions, and add them here.\n#pragma "
               "once\n\n#include <aludel.hpp>\n\n// aludel: the next include\n\nnamespace migrations {\n\n"
               "inline constexpr auto settings = aludel::settings()")
        .append(databases)
        .append(
            ";\n\n}  // namespace migrations\n\ninline constexpr aludel::history<migrations::settings\n"
            "                                // aludel: the next revision\n"
            "                                > history{};\n");
}

/// A merge keeps the revisions that two branches add.
inline constexpr std::string_view merge_attribute = "migrations/history.hpp merge=union\n";

}  // namespace aludel::inline v0_1::code
