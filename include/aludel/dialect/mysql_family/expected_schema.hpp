// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/read_schema.hpp>
#include <aludel/dialect/schema_statements.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/sql/definition.hpp>
#include <aludel/sql/text_check.hpp>

#include <exception>    // current_exception, exception_ptr, rethrow_exception
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::mysql_family {

/// The schema after operations, as the server itself stores it: it rewrites every expression, so the schema is created
/// in a database of its own, `aludel_expected`, read from there, and dropped. Of raw SQL only the names of the tables
/// that it creates are known.
template <const spelling& Words>
class expected_schema {
public:
    explicit expected_schema(const op::settings& settings) : settings_(settings) {
        schema_.follow(settings, named_dialects[static_cast<unsigned>(Words.id)]);
    }

    void apply(const op::operations_view& operations) {
        for (const op::operation& each : operations.list) {
            detail::replay_context replay{schema_, &settings_};
            if (each.kind == op::operation_kind::execute) read(operations, each);
            else detail::apply(replay, operations, each);
        }
    }

    template <class Session>
    flow<schema> stored(Session& session) const {
        const bool inside = session.is_ours();  // a transaction of the engine, which these statements would commit
        const bool opens = !session.is_open();
        if (inside) co_await session.rollback();
        if (opens) co_await session.open({});
        std::exception_ptr why;
        schema found;
        try {
            const query_result here = co_await rows_of(session, here_query);
            co_await run(session, "SET SESSION foreign_key_checks = 0");  // the tables are created in any order
            co_await run(session, "DROP DATABASE IF EXISTS aludel_expected");
            const std::string create =
                "CREATE DATABASE aludel_expected CHARACTER SET " + cell(here[0], 1) + " COLLATE " + cell(here[0], 2);
            co_await run(session, create);
            co_await run(session, "USE aludel_expected");
            found = co_await created(session, cell(here[0], 0));
        } catch (...) {
            why = std::current_exception();
        }
        static_cast<void>(co_await session.execute("DO RELEASE_LOCK('aludel_expected')"));
        static_cast<void>(co_await session.execute("SET SESSION foreign_key_checks = 1"));
        if (opens) co_await session.restore();
        if (inside && !why) co_await session.begin();
        if (why) std::rethrow_exception(why);
        for (const std::string& each : raw_tables_)
            found.others.push_back({"table", name(found.arena.keep({std::string_view(each)})), {}, {}});
        co_return found;
    }

private:
    // Only one at a time uses the name.
    static constexpr std::string_view here_query =
        "SELECT CONCAT('`', REPLACE(DATABASE(), '`', '``'), '`'), @@character_set_database, @@collation_database, "
        "GET_LOCK('aludel_expected', 60)";

    /// Creates the schema in the database in use, and reads it; then uses the other one again.
    template <class Session>
    flow<schema> created(Session& session, std::string here) const {
        std::exception_ptr why;
        schema found;
        try {
            const statement_list statements = statements_of<typename Session::dialect_type>(schema_);
            for (const statement& each : statements) co_await run(session, each.sql);
            found = co_await read_tables<Words>(session, std::vector<std::string>());
        } catch (...) {
            why = std::current_exception();
        }
        const std::string leave = "USE " + here;
        static_cast<void>(co_await session.execute(leave));
        static_cast<void>(co_await session.execute("DROP DATABASE IF EXISTS aludel_expected"));
        if (why) std::rethrow_exception(why);
        co_return found;
    }
    template <class Session>
    static flow<query_result> rows_of(Session& session, std::string_view sql) {
        reply result = co_await session.query(sql);
        if (result.failed()) {
            failure why = Session::failed(result, sql);
            why.sentence =
                "the history's schema cannot be created beside the database's, to compare them: " + why.sentence;
            if (why.remedy.empty() || Session::kind_of(result) == connection_error_kind::permission)
                why.remedy = "Grant the user of the connection all on `aludel_expected`.*";
            throw why;
        }
        co_return std::move(result.rows);
    }
    template <class Session>
    static flow<> run(Session& session, std::string_view sql) {
        static_cast<void>(co_await rows_of(session, sql));
    }

    /// Notes the tables that raw SQL creates.
    void read(const op::operations_view& operations, const op::operation& raw) {
        const op::dialect_text* const text = dialect::text_for(Words.id, operations, raw);
        if (text == nullptr) return;
        syntax::text_check statements(text->sql, syntax::text_form::statements, syntax::mariadb_lexicon);
        while (statements.next()) {
            const syntax::definition found = syntax::read_definition(statements.statement());
            if (found.kind == syntax::definition_kind::create_table) raw_tables_.push_back(name_in(found.name));
        }
    }
    /// The name of a token.
    static std::string name_in(const syntax::token& written) {
        if (written.kind == syntax::token_kind::word) return std::string(written.text);
        std::string result;
        for (std::size_t i = 1; i + 1 < written.text.size(); ++i) {
            result += written.text[i];
            if (written.text[i] == written.text[0]) ++i;
        }
        return result;
    }

    const op::settings& settings_;
    schema schema_;
    std::vector<std::string> raw_tables_;
};

}  // namespace aludel::inline v0_1::mysql_family
