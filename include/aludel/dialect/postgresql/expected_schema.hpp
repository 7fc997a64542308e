// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/read_schema.hpp>
#include <aludel/dialect/raw_objects.hpp>
#include <aludel/dialect/schema_statements.hpp>
#include <aludel/dialect/postgresql/revision_statements.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/complete_table.hpp>

#include <cstdint>      // uint32_t
#include <exception>    // current_exception, exception_ptr, rethrow_exception
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::postgresql_dialect {

/// The schema after operations, as the server itself stores it: it rewrites every expression, so the schema is created
/// in a schema of its own, read from there like the database, and rolled back. Of raw SQL only the names of the tables
/// and triggers that it creates are known.
class expected_schema {
public:
    explicit expected_schema(const op::settings& settings) : settings_(settings) { schema_.follow(settings); }

    void apply(const op::operations_view& operations) {
        for (const op::operation& each : operations.list) {
            raw_.apply(operations, each);
            if (each.kind == op::operation_kind::execute) {
                note_raw(operations, each);
                continue;
            }
            detail::replay_context replay{schema_, &settings_};
            replay.follow_database = &dialect_of<op::dialect_id::postgresql>::follow;
            detail::apply(replay, operations, each);
        }
    }

    template <class Session>
    flow<schema> stored(Session& session) const {
        const bool inside = session.is_ours();  // in a transaction of the engine, which goes on afterwards
        schema found;
        std::vector<std::string> uncreated;
        // A view may use what is only in the database's schema, such as a function over a row of one of its tables.
        // What fails ends the transaction, so everything is created once more without such a view.
        for (bool is_whole = false; !is_whole;) {
            co_await run(session, inside ? "SAVEPOINT aludel_expected" : "BEGIN");
            std::exception_ptr why;
            std::string running;
            try {
                co_await run(session, "CREATE SCHEMA \"_aludel_expected\"");
                co_await run(
                    session,
                    "SELECT set_config('search_path', '_aludel_expected, ' || current_setting('search_path'), true)");
                const statement_list statements = creation(uncreated);
                for (const statement& each : statements) {
                    running = each.sql.str();
                    co_await run(session, running);
                }
                running.clear();
                found = co_await postgresql_dialect::read_schema(session, std::vector<std::string>(), false);
            } catch (...) {
                why = std::current_exception();
            }
            co_await run(session, inside ? "ROLLBACK TO SAVEPOINT aludel_expected" : "ROLLBACK");
            const std::string view = why ? view_of(running) : std::string();
            if (why && (view.empty() || is_among(uncreated, view))) std::rethrow_exception(why);
            if (why) uncreated.push_back(view);
            is_whole = !why;
        }
        for (const detail::trigger_entry& each : schema_.triggers.entries())
            if (each.alive && !each.is_raw && !is_created(each.get().table, uncreated))
                found.others.push_back({"trigger",
                                        name(found.arena.keep({each.name.text()})),
                                        name(found.arena.keep({each.get().table.text()})),
                                        {}});
        for (const std::string& each : uncreated)
            found.others.push_back({"view", name(found.arena.keep({std::string_view(each)})), {}, {}});
        // What cannot be created beside itself is there or not.
        for (std::uint32_t i = 0; i < found.objects.entries().size(); ++i)
            if (is_not_created(found.objects[i])) found.objects.remove(i);
        for (const detail::object_entry& each : schema_.objects.entries()) {
            if (!each.alive || !is_not_created(each)) continue;
            detail::owned_operation named;
            named.list.list.push_back(detail::make_operation(each.get().kind, {}, each.name));
            found.objects.add(each.name).hold(std::move(named));
        }
        for (const detail::raw_text& each : schema_.raw_texts) found.raw_texts.push_back(each);
        raw_.add_to(found);
        co_return found;
    }

    /// The schemas that the history names.
    [[nodiscard]] std::vector<std::string> schemas() const {
        std::vector<std::string> found;
        const auto add = [&](std::string_view schema) {
            bool known = schema.empty();
            for (const std::string& each : found) known = known || each == schema;
            if (!known) found.emplace_back(schema);
        };
        for (const detail::table_entry& each : schema_.tables.entries())
            if (each.alive) add(each.create->schema);
        for (const detail::view_entry& each : schema_.views.entries())
            if (each.alive) add(each.get().schema);
        for (const detail::object_entry& each : schema_.objects.entries())
            if (each.alive) add(each.get().schema);
        return found;
    }

private:
    template <class Session>
    static flow<> run(Session& session, std::string_view sql) {
        const reply result = co_await session.query(sql);
        if (result.failed()) {
            failure why = Session::failed(result, sql);
            why.sentence =
                "the history's schema cannot be created beside the database's, to compare them: " + why.sentence;
            throw why;
        }
    }

    static bool is_among(const std::vector<std::string>& list, std::string_view called) {
        for (const std::string& each : list)
            if (each == called) return true;
        return false;
    }
    /// Whether a table or view is created. The name of another would mean the database's own.
    [[nodiscard]] bool is_created(const name& called, const std::vector<std::string>& without) const {
        return (schema_.has_table(called) || schema_.has_view(called)) && !is_among(without, called.text());
    }
    /// The view that a statement creates; empty: it creates none.
    static std::string view_of(std::string_view sql) {
        syntax::tokenizer words(sql, syntax::postgresql_lexicon);
        words.take("CREATE"), words.take("MATERIALIZED");
        if (!words.take("VIEW")) return {};
        const syntax::token called = words.take();
        return called.kind == syntax::token_kind::end ? std::string() : unquoted(called.text);
    }
    /// A name in double quotes without them.
    static std::string unquoted(std::string_view quoted) {
        std::string result;
        for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
            result += quoted[i];
            if (quoted[i] == '"') ++i;
        }
        return result;
    }

    /// The statements that create the tables and views, foreign keys when all tables are there.
    [[nodiscard]] statement_list creation(const std::vector<std::string>& without) const {
        detail::text_arena arena;
        op::operations list, objects;
        detail::append_objects(schema_, objects);
        const op::operations_view known = objects.view();
        for (const op::operation& each : known.list)
            if (each.kind == op::operation_kind::create_enum || each.kind == op::operation_kind::create_sequence)
                list.append(known, each);
        const op::operations created = detail::tables_of(schema_, arena);
        const op::operations_view all_tables = created.view();
        for (const op::operation& each : all_tables.list) list.append(all_tables, each);
        const std::size_t tables = list.list.size();
        for (std::size_t i = 0; i < tables; ++i) take_keys(list, i);
        for (const detail::view_entry& each : schema_.views.entries())
            if (each.alive && !is_among(without, each.name)) list.append(*each.arrays, each.get());
        for (const detail::trigger_entry& each : schema_.triggers.entries())
            if (each.alive && !each.is_raw && is_created(each.get().table, without)) detail::append_trigger(each, list);
        leave_schemas(list);
        for (op::index& each : list.indexes) each.concurrently = false;  // it is in a transaction, and has no rows
        return statements_of(postgresql_statements(), list.view());
    }

    static bool is_not_created(const detail::object_entry& each) {
        return each.get().kind == op::operation_kind::create_extension ||
            each.get().kind == op::operation_kind::create_function;
    }

    /// Takes the names of schemas away: everything is created in one.
    static void leave_schemas(op::operations& list) {
        for (op::operation& each : list.list) each.schema = op::text_view{};
        for (op::column& each : list.columns) each.type.schema = op::text_view{};
        for (op::constraint& each : list.constraints) each.target_schema = op::text_view{};
    }

    /// Makes the foreign keys of a new table operations of their own.
    static void take_keys(op::operations& list, std::size_t which) {
        op::range range = list.list[which].constraints;
        const std::uint32_t end = range.first + range.count;
        for (std::uint32_t i = range.first; i < range.first + range.count;) {
            if (list.constraints[i].kind != op::constraint_kind::foreign_key) {
                ++i;
                continue;
            }
            const op::constraint key = list.constraints[i], last = list.constraints[range.first + range.count - 1];
            list.constraints[i] = last, list.constraints[range.first + --range.count] = key;
        }
        list.list[which].constraints = range;
        for (std::uint32_t i = range.first + range.count; i < end; ++i) {
            op::operation added{};
            added.kind = op::operation_kind::add_constraint, added.table = list.list[which].table;
            added.constraints = {i, 1};
            list.list.push_back(added);
        }
    }

    /// Notes raw SQL, which may create objects that the history has no word for.
    void note_raw(const op::operations_view& operations, const op::operation& raw) {
        if (const op::dialect_text* const text = dialect::text_for(op::dialect_id::postgresql, operations, raw))
            schema_.raw_texts.push_back({*text});
    }

    const op::settings& settings_;
    schema schema_;
    dialect::raw_objects raw_{{op::dialect_id::postgresql, true, true}};
};

}  // namespace aludel::inline v0_1::postgresql_dialect
