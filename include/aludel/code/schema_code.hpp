// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/operation_code.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/diff.hpp>
#include <aludel/schema/schema.hpp>

#include <algorithm>    // find
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

// A schema as C++: the operations that create it, and the models that declare it.

namespace aludel::inline v0_1::code {

/// The operations that create a schema in an empty database: tables, each after those that it refers to, then views and
/// triggers. They point into the schema and the arena. Throws std::bad_alloc.
inline op::operations creation_of(const schema& wanted, detail::text_arena& arena) {
    schema nothing;
    nothing.naming = wanted.naming, nothing.index_names = wanted.index_names;
    return operations_between(nothing, wanted, arena);
}

/// A name as a C++ identifier that no other one of the list has; adds it to the list. One in capitals, like a macro,
/// gets small letters.
inline std::string variable_of(std::string_view name, std::vector<std::string>& taken) {
    static constexpr std::string_view keywords =
        " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class "
        "co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype "
        "default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline "
        "int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public "
        "register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch "
        "template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile "
        "wchar_t while xor xor_eq al errno stdin stdout stderr assert linux unix ";
    std::string plain;
    bool is_capital = true;
    for (const char each : name) is_capital = is_capital && !(each >= 'a' && each <= 'z');
    for (char each : name) {
        if (is_capital && each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
        const bool is_letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
        const bool is_digit = each >= '0' && each <= '9';
        if (is_letter || (is_digit && !plain.empty())) plain += each;
        else if (is_digit) (plain += "t_") += each;
        else if (!plain.empty() && plain.back() != '_') plain += '_';
    }
    if (plain.empty()) plain = "table";
    if (keywords.find(" " + plain + " ") != keywords.npos) plain += '_';
    std::string result = plain;
    for (int i = 2; std::find(taken.begin(), taken.end(), result) != taken.end(); ++i)
        result = plain + (plain.back() == '_' ? "" : "_") + std::to_string(i);
    taken.push_back(result);
    return result;
}

/// The databases of a history as settings in C++; empty where models are verified for them without settings.
inline std::string databases_code(const op::settings& settings) {
    if (settings.every_checked(&op::dialect_traits::texts_are_read)) return {};
    std::string list;
    for (const op::dialect& each : settings.checked_dialects()) {
        (list += list.empty() ? "al::" : ", al::") += each.traits->word;
        if (each.version == each.traits->oldest) continue;
        const int parts[] = {each.version / 1'000'000, each.version / 1'000 % 1'000, each.version % 1'000};
        list += ".since(" + std::to_string(parts[0]);
        if (parts[1] != 0 || parts[2] != 0) list += ", " + std::to_string(parts[1]);
        if (parts[2] != 0) list += ", " + std::to_string(parts[2]);
        list += ")";
    }
    return "al::settings().dialects(" + list + ")";
}

/// The header of the models: each table and view of a schema but those in `without`, and the `models` of them all.
inline std::string models_header(const schema& declared, const op::settings& settings,
                                 const std::vector<name>& without = {}) {
    detail::text_arena arena;
    op::operations list = detail::tables_of(declared, arena);
    for (const detail::view_entry& each : declared.views.entries())
        if (each.alive) list.append(*each.arrays, each.get()).table = each.name;
    const op::operations_view view = list.view();
    const operation_code in_code(settings.naming, "al::", "    ");
    std::vector<std::string> variables;
    std::string tables, names, lines;
    if (const std::string databases = databases_code(settings); !databases.empty()) {
        const std::string variable = variable_of("databases", variables);
        tables = "inline constexpr auto " + variable + " = " + databases + ";\n";
        names = "tables::" + variable, lines = "\n    tables::" + variable;
    }
    const auto declare = [&](std::string_view called, const std::string& value) {
        const std::string variable = variable_of(called, variables);
        tables += "inline constexpr auto " + variable + " = " + value + ";\n";
        names += (names.empty() ? "tables::" : ", tables::") + variable;
        lines += (lines.empty() ? "\n    tables::" : ",\n    tables::") + variable;
    };
    for (const op::operation& each : view.list) {
        if (std::find(without.begin(), without.end(), each.table) != without.end()) continue;
        if (each.kind == op::operation_kind::create_table) {
            declare(each.table, in_code.table(view, each));
            continue;
        }
        op::operation alone = each;
        alone.indexes = {};
        declare(each.table, in_code(view, alone));
        for (std::uint32_t i = each.indexes.first; i < each.indexes.first + each.indexes.count; ++i) {
            op::operation index =
                detail::make_operation(op::operation_kind::create_index, each.table, view.indexes[i].name);
            index.indexes = {i, 1};
            declare(index.object, in_code(view, index));
        }
    }
    if (!tables.empty()) tables = "namespace tables {\n\n" + tables + "\n}  // namespace tables\n\n";
    const bool is_short = names.size() <= 80;
    return "// What the program keeps in its database.\n#pragma once\n\n#include <aludel.hpp>\n\nnamespace al = "
           "aludel;\n\n" +
        tables + "inline constexpr al::metadata<" + (is_short ? names : lines) + "> models{};\n";
}

}  // namespace aludel::inline v0_1::code
