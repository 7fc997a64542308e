// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

// The files of a new project before it has revisions and models.

namespace aludel::inline v0_1::code {

/// The models.hpp of a new project.
inline constexpr std::string_view new_models =
    "// What the program keeps in its database.\n#pragma once\n\n#include <aludel.hpp>\n\nnamespace al = aludel;\n\n"
    "// struct Note {\n//     BOOST_HANA_DEFINE_STRUCT(Note, (int, id), (std::string, body));\n// };\n"
    "// inline constexpr auto notes = al::model<Note>(\"notes\", al::primary_key(\"id\"));\n\n"
    "// Name the tables here, and `revision --autogenerate -m \"...\"` writes the revision that makes them.\n"
    "inline constexpr al::metadata<> models{};\n";

/// Its migrations/history.hpp, before the first revision.
inline constexpr std::string_view new_history =
    "// The history. `revision` and `merge` write the headers of revisions, and add them here.\n#pragma once\n\n"
    "#include <aludel.hpp>\n\n// aludel: the next include\n\nnamespace migrations {\n\n"
    "inline constexpr auto settings = aludel::settings();\n\n}  // namespace migrations\n\n"
    "inline constexpr aludel::history<migrations::settings\n                                // aludel: the next "
    "revision\n"
    "                                > history{};\n";

/// A merge keeps the revisions that two branches add.
inline constexpr std::string_view merge_attribute = "migrations/history.hpp merge=union\n";

}  // namespace aludel::inline v0_1::code
