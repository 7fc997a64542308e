// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/definition.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/statements.hpp>

#include <cstdint>      // uint8_t
#include <string_view>  // string_view

// The tables and columns that raw SQL names. What raw SQL itself has made is known by its name only: a history is
// never refused for a name that a statement of it may have made.

namespace aludel::inline v0_1::detail {

/// The operations that are declared as effects of a raw one: those behind it.
constexpr op::list_view<op::operation> effects_of(const op::operations_view& arrays, const op::operation& raw) {
    const op::operation* last = &raw + 1;
    while (last != arrays.list.end() && last->declared) ++last;
    return {&raw + 1, static_cast<std::uint32_t>(last - (&raw + 1))};
}

/// How certain it is that a name is unknown.
enum class certainty : std::uint8_t { known, doubtful, unknown };

/// Whether a table is there in each database: of the database itself, of the library, or a sequence of PostgreSQL's.
constexpr bool is_system_table(const op::settings& settings, const syntax::token& table,
                               const syntax::lexicon& lexicon) {
    const std::string_view text = syntax::without_quotes(table);
    if (lexicon.arrays_and_casts && text.ends_with("_seq")) return true;  // of an identity: it can be selected from
    for (const std::string_view prefix : lexicon.system_tables)
        if (dialect::same_without_case(text.substr(0, prefix.size()), prefix)) return true;
    return table.names(settings.version_table) || table.names(settings.journal_table) ||
        (text.ends_with(op::claim_suffix) && text.starts_with(settings.version_table.text()));
}

/// Calls `look(text, database)` for each text of a raw operation whose names the library reads as the database does:
/// once for a text that is for several.
template <class Look>
constexpr void each_read_text(const replay_context& context, const op::operations_view& arrays,
                              const op::operation& raw, Look look) {
    const op::dialect_text* before = nullptr;
    for (const op::dialect& each : context.settings->checked_dialects()) {
        if (!each.traits->names_in_texts_are_read) continue;
        const op::dialect_text* const text = dialect::text_for(each.id, arrays, raw);
        if (text == nullptr || text == before) continue;
        if (&context.schema.lexicon_of(text->dialect) != &syntax::lexicon_of(each.id)) continue;
        before = text;
        look(*text, each);
    }
}

/// Calls `look(definition)` for each statement of a text that may define something. What is in comments is not read.
template <class Look>
constexpr void each_definition(const schema& known, const op::dialect_text& text, Look look) {
    if (text.sql.size == 0) return;
    const syntax::lexicon& lexicon = known.lexicon_of(text.dialect);
    if (lexicon.executable_comments && syntax::has_executable_comment(text.sql)) look(syntax::definition{});
    syntax::each_statement(text.sql, lexicon, [&](std::string_view, std::string_view statement) {
        const syntax::definition found = syntax::read_definition(statement, lexicon);
        if (found.kind != syntax::definition_kind::none) look(found);
    });
}

/// Whether a definition in raw SQL makes a table or view of this name, or a virtual table that it is a part of.
constexpr bool makes_table(const syntax::definition& found, const syntax::token& table) {
    using kind = syntax::definition_kind;
    switch (found.kind) {
        case kind::create_table:
        case kind::create_view: return found.name.names(table);
        case kind::create_virtual_table: {
            const std::string_view whole = syntax::without_quotes(table), part = syntax::without_quotes(found.name);
            return whole.size() >= part.size() && dialect::same_without_case(whole.substr(0, part.size()), part);
        }
        case kind::rename_table: return found.to.names(table);
        default: return false;
    }
}

/// The names that one raw statement uses, and what is known of them.
class raw_names {
public:
    /// `text` is the whole text that the statement belongs to: what it defines is known, too.
    constexpr raw_names(const replay_context& context, const op::dialect_text& text) : context_(context), text_(text) {}

    /// How certain it is that there is no such table.
    [[nodiscard]] constexpr certainty of_table(const syntax::token& table) const {
        if (is_system_table(*context_.settings, table, context_.schema.lexicon_of(text_.dialect)) ||
            is_in_schema(table))
            return certainty::known;
        bool is_created = false, doubtful = false;
        const auto look = [&](const syntax::definition& found) {
            is_created = is_created || makes_table(found, table);
            doubtful = doubtful || found.kind == syntax::definition_kind::unknown;
        };
        for (const raw_text& each : context_.schema.raw_texts) {
            doubtful = doubtful || each.is_function();
            each_definition(context_.schema, each.text, look);
        }
        each_definition(context_.schema, text_, look);
        for (const object_entry& each : context_.schema.objects.entries()) {
            if (!each.alive) continue;
            const op::operation_kind made = each.get().kind;
            is_created = is_created || (made == op::operation_kind::create_sequence && table.names(each.name));
            doubtful = doubtful || made == op::operation_kind::create_extension;  // it can have tables
        }
        return is_created ? certainty::known : doubtful ? certainty::doubtful : certainty::unknown;
    }

    /// How certain it is that no table of a statement has a column.
    [[nodiscard]] constexpr certainty of_column(const syntax::reading& statement, const syntax::token& column) const {
        bool is_created = false, doubtful = false;
        const auto look = [&](const syntax::definition& found) {
            using kind = syntax::definition_kind;
            doubtful = doubtful || found.kind == kind::unknown;
            for (const syntax::source& each : statement.sources) {
                if (each.table.text.empty()) continue;
                const bool adds = found.kind == kind::add_column
                    ? found.object.names(column)
                    : found.kind == kind::rename_column && found.to.names(column);
                is_created = is_created || makes_table(found, each.table) || (adds && found.name.names(each.table));
            }
        };
        for (const raw_text& each : context_.schema.raw_texts) {
            doubtful = doubtful || each.is_function();
            if (!each.is_declared) each_definition(context_.schema, each.text, look);
        }
        each_definition(context_.schema, text_, look);
        return is_created ? certainty::known : doubtful ? certainty::doubtful : certainty::unknown;
    }

private:
    [[nodiscard]] constexpr bool is_in_schema(const syntax::token& table) const {
        const schema& known = context_.schema;
        if (table.kind == syntax::token_kind::word && (known.has_table(table.text) || known.has_view(table.text)))
            return true;
        for (const table_entry& each : known.tables.entries())
            if (each.alive && table.names(each.name)) return true;
        for (const view_entry& each : known.views.entries())
            if (each.alive && table.names(each.name)) return true;
        return false;
    }

    const replay_context& context_;
    const op::dialect_text& text_;
};

/// The name of the entry that a token refers to, or another name if there is none.
template <class Entries>
constexpr name schema_name(const Entries& entries, const syntax::token& called, const name& otherwise = {}) {
    name found = otherwise;
    for (const auto& each : entries) {
        if (!each.alive || !called.names(each.name)) continue;
        found = each.name;
        if (schema_hash_of(found) == 0) break;  // that of the connection's schema
    }
    return found;
}

/// A name in a raw statement that may not exist.
struct unknown_name {
    certainty what = certainty::known;
    bool is_table = false;
    syntax::token name{};
    syntax::token table{};  ///< of a column: the only table that it could belong to; empty: there are several
};

/// The table that a column of a statement belongs to by its qualifier, or because it is assigned; `otherwise` if
/// neither tells.
constexpr syntax::token table_of(const syntax::reading& found, const syntax::reference& column,
                                 const syntax::token& otherwise) {
    for (const syntax::source& each : found.sources) {
        const syntax::token& called = each.alias.text.empty() ? each.table : each.alias;
        if (each.table.text.empty()) continue;
        if (column.qualifier.text.empty()
                ? each.is_written && each.scope == column.scope && column.kind == syntax::reference_kind::target
                : called.names(column.qualifier))
            return each.table;
    }
    return otherwise;
}

/// The first name of a statement that is not known for certain. In the body of a view or trigger nothing is certain:
/// the database reads it later.
constexpr unknown_name first_unknown(const raw_names& names, const schema& known, std::string_view statement,
                                     const syntax::lexicon& lexicon) {
    const syntax::reading found = syntax::read_statement(statement, lexicon);
    if (found.opaque) return {};
    const bool is_body = !found.created.text.empty();
    const auto limited = [&](certainty what) {
        return is_body && what == certainty::unknown ? certainty::doubtful : what;
    };
    const column_lookup lookup{&known};
    const syntax::resolver resolve(found, lookup);
    const syntax::token* only = nullptr;
    bool several = false;
    for (const syntax::source& each : found.sources) {
        if (each.table.text.empty() || each.is_function) {
            several = true;
            continue;
        }
        if (!each.schema.text.empty() && !each.schema.names("main")) return {};  // columns of an attached database
        if (each.is_alias) continue;
        if (!resolve.is_relation(each)) {  // WITH
            several = true;
            continue;
        }
        several = several || (only != nullptr && !only->names(each.table));
        only = &each.table;
        if (const certainty what = limited(names.of_table(each.table)); what != certainty::known)
            return {what, true, each.table};
    }
    for (const syntax::reference& each : found.references) {
        if (!syntax::is_column(each) || resolve.mean(each).kind != syntax::meaning::kind_type::nothing) continue;
        if ((!found.is_for_server && syntax::is_rowid(each.name)) || syntax::is_value(found, each)) continue;
        if (const certainty what = limited(names.of_column(found, each.name)); what != certainty::known)
            return {what, false, each.name,
                    table_of(found, each, several || only == nullptr ? syntax::token{} : *only)};
    }
    return {};
}

/// The table or column of a DROP or ALTER that is not known for certain.
constexpr unknown_name unknown_of_definition(const raw_names& names, const schema& known, std::string_view statement,
                                             const syntax::lexicon& lexicon) {
    using kind = syntax::definition_kind;
    const syntax::definition found = syntax::read_definition(statement, lexicon);
    const bool drops = found.kind == kind::drop_table || found.kind == kind::drop_view;
    const bool alters = found.kind == kind::rename_table || found.kind == kind::add_column;
    const bool of_column = found.kind == kind::drop_column || found.kind == kind::rename_column;
    // Other databases have words before the name.
    if ((!drops && !alters && !of_column) || found.conditional || !found.is_main() || found.name.is("if") ||
        found.name.is("only") || found.object.is("if"))
        return {};
    if (const certainty what = names.of_table(found.name); what != certainty::known) return {what, true, found.name};
    const op::table_view table = known.table(schema_name(known.tables.entries(), found.name));
    if (!of_column || !table) return {};
    for (const op::column& each : table.columns())
        if (found.object.names(each.name)) return {};
    syntax::reading altered;
    altered.sources.push_back({.table = found.name});
    return {names.of_column(altered, found.object), false, found.object, found.name};
}

/// Whether a statement is an INSERT, UPDATE or DELETE that names nothing but columns of its table, as most are. Then it
/// does not have to be parsed. False also means that this look cannot tell.
constexpr bool names_own_columns(const schema& known, std::string_view statement, const syntax::lexicon& lexicon) {
    using syntax::keyword;
    syntax::tokenizer tokens(statement, lexicon);
    const keyword verb = syntax::keyword_of(tokens.take());
    if (verb == keyword::delete_       ? !tokens.take("from")
            : verb == keyword::insert_ ? !tokens.take("into")
                                       : verb != keyword::update_)
        return false;
    if (tokens.peek().kind != syntax::token_kind::word) return false;
    const std::uint32_t found = known.tables.find(tokens.take().text);
    if (found == known.tables.none) return false;
    const op::list_view<op::column> columns = known.tables[found].view().columns();
    while (tokens.peek().kind != syntax::token_kind::end) {
        const syntax::token each = tokens.take();
        if (each.is('.')) return false;
        if (!each.is_name()) continue;
        const keyword word = syntax::keyword_of(each);
        if (word == keyword::select_ || word == keyword::as_) return false;
        if (syntax::is_reserved(word) || tokens.peek().is('(')) continue;
        bool is_column = word == keyword::by_ || word == keyword::like_ || word == keyword::end_;
        const std::uint32_t hash = name::hash_of(each.text.data(), static_cast<std::uint32_t>(each.text.size()));
        for (std::uint32_t i = 0; i < columns.count && !is_column; ++i) is_column = columns.first[i].name.hash == hash;
        if (!is_column && !each.is("true") && !each.is("false")) return false;
    }
    return true;
}

/// Calls `look` with the first name of each statement of a text that is not known for certain.
template <class Look>
constexpr void each_unknown_name(const replay_context& context, const op::dialect_text& text, Look look) {
    const syntax::lexicon& lexicon = context.schema.lexicon_of(text.dialect);
    const raw_names names(context, text);
    syntax::each_statement(text.sql, lexicon, [&](std::string_view, std::string_view statement) {
        if (names_own_columns(context.schema, statement, lexicon)) return;
        unknown_name found = first_unknown(names, context.schema, statement, lexicon);
        if (found.what == certainty::known) found = unknown_of_definition(names, context.schema, statement, lexicon);
        if (found.what != certainty::known) look(found);
    });
}

/// What is wrong with an unknown name, and what to do.
constexpr sentence sentence_of(const replay_context& context, const unknown_name& found) {
    const name called = syntax::without_quotes(found.name);
    if (found.is_table)
        return sentence({"the text uses table `", called, "`, and there is none at this revision",
                         context.hint(called, context.schema.tables.entries()),
                         " Create it first, or name one that is there"});
    const op::table_view table = context.schema.table(schema_name(context.schema.tables.entries(), found.table));
    if (!table)
        return sentence({"the text uses column `", called,
                         "`, which no table of its statement has at this revision. Add it first, or name one that is "
                         "there"});
    return sentence({"the text uses column `", called, "`, which is no column of table `", table.name,
                     "` at this revision", context.hint(called, table.columns()),
                     " Add it first, or name one that is there"});
}

}  // namespace aludel::inline v0_1::detail
