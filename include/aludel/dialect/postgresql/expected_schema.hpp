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
    explicit expected_schema(const op::settings& settings)
        : settings_(settings),
          raw_({op::dialect_id::postgresql, true, true, settings.namesakes}) {
        schema_.follow(settings);
    }

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
        const reading_scope whole = scope();
        std::vector<std::string> uncreated;
        // A view may use what is only in the database's schema, such as a function over a row of one of its tables.
        // What fails ends the transaction, so everything is created once more without such a view.
        for (bool is_whole = false; !is_whole;) {
            co_await run(session, inside ? "SAVEPOINT aludel_expected" : "BEGIN");
            std::exception_ptr why;
            std::string running;
            try {
                std::string current;
                if (!whole.schemas.empty()) {
                    const reply answer = co_await session.query("SELECT current_schema()");
                    if (!answer.failed() && !answer.rows.empty()) current = online::cell(answer.rows[0], 0);
                }
                const reading_scope beside = beside_of(whole, current);
                co_await run(session, "CREATE SCHEMA \"_aludel_expected\"");
                for (const std::string& each : beside.schemas) {
                    const std::string create = "CREATE SCHEMA " + quoted(each);
                    co_await run(session, create);
                }
                co_await run(
                    session,
                    "SELECT set_config('search_path', '_aludel_expected, ' || current_setting('search_path'), true)");
                const statement_list statements = creation(beside, uncreated);
                for (const statement& each : statements) {
                    running = each.sql.str();
                    co_await run(session, running);
                }
                running.clear();
                found = co_await postgresql_dialect::read_schema(session, std::vector<std::string>(), beside);
                put_into_schemas(found, current);
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

    /// Where the database is to be read: the schemas that the history names.
    [[nodiscard]] reading_scope scope() const {
        reading_scope found;
        found.namesakes = schema_.namesakes;
        const auto add = [&](std::string_view schema) {
            bool known = schema.empty();
            for (const std::string& each : found.schemas) known = known || each == schema;
            if (!known)
                found.schemas.emplace_back(schema), found.names.push_back({found.schemas.back(), found.schemas.back()});
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
    static std::string quoted(std::string_view identifier) {
        sql_text text;
        dialect::put_identifier(text, identifier);
        return text.str();
    }

    /// Where the history's schema is created: all in one, but where tables have namesakes, they and views each in one
    /// for theirs.
    [[nodiscard]] reading_scope beside_of(const reading_scope& whole, std::string_view current) const {
        reading_scope beside;
        beside.names = whole.names, beside.namesakes = whole.namesakes;
        if (!whole.namesakes.empty())
            for (const std::string& each : whole.schemas)
                if (each != current) {
                    beside.schemas.push_back("_aludel_expected_" + each);
                    beside.names.push_back({beside.schemas.back(), each});
                }
        return beside;
    }
    /// Says which schemas the tables and views are in that were created in one.
    void put_into_schemas(schema& found, std::string_view current) const {
        const auto put = [&](auto& entries) {
            for (std::uint32_t i = 0; i < entries.entries().size(); ++i) {
                const op::text_view in = detail::schema_of(schema_, entries[i].name);
                if (in.empty() || in == current || !entries[i].create->schema.empty()) continue;
                auto& entry = entries.change(i);
                entry.edit().list[0].schema = in;
                entry.renew();
            }
        };
        if (!scope().schemas.empty()) put(found.tables), put(found.views);
    }

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
    /// The view that a statement creates in the schema; empty: it creates none there.
    static std::string view_of(std::string_view sql) {
        syntax::tokenizer words(sql, syntax::postgresql_lexicon);
        words.take("CREATE"), words.take("MATERIALIZED");
        if (!words.take("VIEW")) return {};
        const syntax::token called = words.take();
        return called.kind == syntax::token_kind::end || words.peek().is('.') ? std::string()
                                                                              : dialect::unquoted(called);
    }

    /// The statements that create the tables and views, foreign keys when all tables are there.
    [[nodiscard]] statement_list creation(const reading_scope& beside, const std::vector<std::string>& without) const {
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
        leave_schemas(list, beside, arena);
        for (op::index& each : list.indexes) each.concurrently = false;  // it is in a transaction, and has no rows
        return statements_of(postgresql_statements(), list.view());
    }

    static bool is_not_created(const detail::object_entry& each) {
        return each.get().kind == op::operation_kind::create_extension ||
            each.get().kind == op::operation_kind::create_function;
    }

    /// Takes the names of schemas away, or puts those that the operations are run in.
    void leave_schemas(op::operations& list, const reading_scope& beside, detail::text_arena& arena) const {
        const auto place_of = [&](const name& table) {
            for (const read_as& each : beside.names)
                if (each.schema != each.called && detail::schema_of(schema_, table) == each.called)
                    return op::text_of(std::string_view(each.schema));
            return op::text_view{};
        };
        for (op::operation& each : list.list) {
            each.schema = place_of(each.table);
            if (each.kind == op::operation_kind::create_view)
                for (std::uint32_t i = 0; i < each.texts.count; ++i)
                    move_relations(list.texts[each.texts.first + i].sql, beside, arena);
        }
        for (op::column& each : list.columns) each.type.schema = op::text_view{};
        for (op::constraint& each : list.constraints) each.target_schema = place_of(each.target_name());
    }
    /// Whether a table or view is in a schema.
    [[nodiscard]] bool has_relation(std::string_view in, const syntax::token& called) const {
        for (const detail::table_entry& each : schema_.tables.entries())
            if (each.alive && each.create->schema == in && called.names(each.name)) return true;
        for (const detail::view_entry& each : schema_.views.entries())
            if (each.alive && each.get().schema == in && called.names(each.name)) return true;
        return false;
    }
    /// Writes the schemas in which tables are created before their names.
    void move_relations(op::text_view& sql, const reading_scope& beside, detail::text_arena& arena) const {
        std::string result;
        const char* done = sql.data;
        for (syntax::tokenizer words(sql, syntax::postgresql_lexicon); words.peek().kind != syntax::token_kind::end;) {
            const syntax::token first = words.take();
            if (!first.is_name() || !words.take('.')) continue;
            for (const read_as& each : beside.names)
                if (each.schema != each.called && first.names(each.called) && has_relation(each.called, words.peek())) {
                    result.append(done, first.text.data()) += quoted(each.schema);
                    done = first.text.data() + first.text.size();
                }
        }
        result.append(done, sql.data + sql.size);
        sql = arena.keep({std::string_view(result)});
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
    dialect::raw_objects raw_;
};

}  // namespace aludel::inline v0_1::postgresql_dialect
