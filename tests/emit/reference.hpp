// SPDX-License-Identifier: BSL-1.0
// The SQL of Alembic (tests/data/ddl.json, and ddl_postgresql.json), and ours, in a form in which the two are compared.
#pragma once

#include "sqlite/ledger.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>      // ifstream
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace test {

/// Text without the quotes of identifiers and terminators that are given, with runs of white space as one blank: in
/// this the two must agree.
inline std::string folded(std::string_view sql, std::string_view without) {
    std::string result;
    for (const char c : sql) {
        if (without.find(c) != without.npos) continue;
        const bool blank = c == ' ' || c == '\n';
        if (blank && (result.empty() || result.back() == ' ' || result.back() == '(')) continue;
        if (c == ')' && !result.empty() && result.back() == ' ') result.pop_back();
        result += blank ? ' ' : c;
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

/// The SQL of the reference for a case; empty: it cannot express it.
inline std::string alembic(std::string_view id, std::string_view database) {
    static const std::vector<nlohmann::json> files = {
        nlohmann::json::parse(std::ifstream(ALUDEL_TEST_DATA "/ddl.json")),
        nlohmann::json::parse(std::ifstream(ALUDEL_TEST_DATA "/ddl_postgresql.json"))};
    for (const nlohmann::json& cases : files)
        for (const nlohmann::json& each : cases)
            if (each["id"] == id) return each["sql"][database].is_string() ? std::string(each["sql"][database]) : "";
    ADD_FAILURE() << "no case " << id;
    return {};
}

/// The statements of operations, without those of scripts only. The operations are applied to the tables.
template <class Dialect>
std::string written_by(ledger& tables, const op::operations_view& operations) {
    typename Dialect::writer writer{Dialect::target};
    writer.begin_revision(true, nullptr, {});
    render(tables, operations, writer);
    std::string texts;
    const al::statement_list statements = writer.take();
    for (const al::statement& each : statements)
        if (each.kind != al::statement_kind::script_only) texts += each.sql.str() + ";\n";
    return texts;
}

}  // namespace test
