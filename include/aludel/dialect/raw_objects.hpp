// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/unquoted.hpp>
#include <aludel/operation/namesakes.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/text_check.hpp>
#include <aludel/sql/texts.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // erase, erase_if, vector

namespace aludel::inline v0_1::dialect {

/// How a database finds names of tables and triggers.
struct name_rules {
    op::dialect_id database;
    bool are_folded;                  ///< what is not quoted is in small letters
    bool triggers_are_of_tables;      ///< triggers of two tables can have the same name
    op::list_view<name> namesakes{};  ///< what tables of several schemas are called
};

/// The tables, views and triggers that the raw SQL of a history has created and not dropped again. Only their names are
/// known. Temporary ones belong to a session and are left out.
class raw_objects {
public:
    explicit raw_objects(name_rules rules) : rules_(rules) {}

    /// Follows an operation: raw SQL, or the rename or drop of a table with such triggers.
    void apply(const op::operations_view& arrays, const op::operation& each) {
        if (each.kind == op::operation_kind::execute) return read(arrays, each);
        if (each.kind == op::operation_kind::drop_table)
            std::erase_if(triggers_, [&](const trigger& one) { return is_of(one, each); });
        if (each.kind == op::operation_kind::rename_table)
            for (trigger& one : triggers_)
                if (is_of(one, each)) one.table = std::string(each.to.text());
    }

    /// The names of the tables.
    [[nodiscard]] const std::vector<std::string>& tables() const { return tables_; }

    /// Adds them to a schema, which then owns their names.
    void add_to(schema& found) const {
        const auto kept = [&](const std::string& text) { return name(found.arena.keep({std::string_view(text)})); };
        for (const std::string& each : tables_)
            if (!found.has_table(name(std::string_view(each))))  // its columns are not declared
                found.others.push_back({"table", kept(each), {}, {}});
        for (const std::string& each : views_)
            if (!found.has_view(name(std::string_view(each)))) found.others.push_back({"view", kept(each), {}, {}});
        for (const trigger& each : triggers_)
            found.others.push_back({"trigger", kept(each.name), found.name_in(each.schema, kept(each.table)), {}});
    }

private:
    struct trigger {
        std::string name, table, schema{};
    };

    /// Whether a trigger is one of the table of an operation.
    [[nodiscard]] bool is_of(const trigger& one, const op::operation& each) const {
        return each.table.text() == one.table &&
            op::schema_hash_among(rules_.namesakes, one.schema, one.table) == each.schema_hash;
    }

    void read(const op::operations_view& arrays, const op::operation& raw) {
        const op::dialect_text* const text = text_for(rules_.database, arrays, raw);
        if (text == nullptr) return;
        syntax::text_check statements(text->sql, syntax::text_form::statements, syntax::lexicon_of(rules_.database));
        while (statements.next()) {
            syntax::tokenizer words(statements.statement(), syntax::lexicon_of(rules_.database));
            if (words.take("CREATE")) create(words);
            else if (words.take("DROP")) drop(words);
            else if (words.take("ALTER")) alter(words);
            else if (words.take("RENAME", "TABLE")) rename_tables(words);
        }
    }

    /// The words before the kind of an object; false: it is a temporary one.
    static bool take_attributes(syntax::tokenizer& words) {
        bool is_kept = true;
        for (bool more = true; more;) {
            more = false;
            for (const std::string_view each : {"OR", "REPLACE", "GLOBAL", "LOCAL", "UNLOGGED", "FOREIGN", "RECURSIVE",
                                                "MATERIALIZED", "CONSTRAINT", "TEMP", "TEMPORARY"})
                if (words.take(each)) more = true, is_kept = is_kept && !each.starts_with("TEMP");
        }
        const auto says = [&](std::string_view word) { return words.peek().is(word); };
        if (says("ALGORITHM") || says("DEFINER") || says("SQL"))
            while (words.peek().kind != syntax::token_kind::end && !says("VIEW") && !says("TRIGGER")) words.take();
        return is_kept;
    }
    static void take_condition(syntax::tokenizer& words) {
        if (words.take("IF")) words.take("NOT"), words.take("EXISTS");
    }
    /// A name without its schema, which becomes `in`.
    std::string take_name(syntax::tokenizer& words, std::string& in) const {
        syntax::token written = words.take();
        if (words.take('.')) in = text_of(written), written = words.take();
        return text_of(written);
    }
    std::string take_name(syntax::tokenizer& words) const {
        std::string in;
        return take_name(words, in);
    }
    /// The names of tables or of views.
    std::vector<std::string>* take_list(syntax::tokenizer& words) {
        return words.take("TABLE") ? &tables_ : words.take("VIEW") ? &views_ : nullptr;
    }

    void create(syntax::tokenizer& words) {
        if (!take_attributes(words)) return;
        if (std::vector<std::string>* const list = take_list(words)) {
            take_condition(words);
            const std::string created = take_name(words);
            std::erase(*list, created);
            if (!is_partition(words)) list->push_back(created);
        } else if (words.take("TRIGGER")) {
            take_condition(words);
            trigger created{take_name(words), {}};
            words.skip_to("ON");
            created.table = take_name(words, created.schema);
            erase(created);
            triggers_.push_back(created);
        }
    }
    void drop(syntax::tokenizer& words) {
        take_attributes(words);
        if (std::vector<std::string>* const list = take_list(words)) {
            take_condition(words);
            do {
                const std::string dropped = take_name(words);
                std::erase(*list, dropped);
                if (list == &tables_)
                    std::erase_if(triggers_, [&](const trigger& one) { return one.table == dropped; });
            } while (words.take(','));
        } else if (words.take("TRIGGER")) {
            take_condition(words);
            trigger dropped{take_name(words), {}};
            if (words.take("ON")) dropped.table = take_name(words, dropped.schema);
            erase(dropped);
        }
    }
    void alter(syntax::tokenizer& words) {
        take_attributes(words);
        if (take_list(words) == nullptr) return;
        take_condition(words);
        words.take("ONLY");
        const std::string from = take_name(words);
        if (words.take("RENAME") && (words.take("TO") || words.take("AS"))) rename(from, take_name(words));
    }
    void rename_tables(syntax::tokenizer& words) {
        do {
            const std::string from = take_name(words);
            if (words.take("TO")) rename(from, take_name(words));
        } while (words.take(','));
    }
    /// Tables and views have their names in common.
    void rename(const std::string& from, const std::string& to) {
        for (std::vector<std::string>* const list : {&tables_, &views_})
            for (std::string& each : *list)
                if (each == from) each = to;
        for (trigger& each : triggers_)
            if (each.table == from) each.table = to;
    }
    void erase(const trigger& gone) {
        std::erase_if(triggers_, [&](const trigger& each) {
            return each.name == gone.name &&
                ((each.table == gone.table && each.schema == gone.schema) || !rules_.triggers_are_of_tables);
        });
    }

    /// Whether the rest of a CREATE TABLE makes a partition, which is compared as little as an index of the database's
    /// own.
    static bool is_partition(syntax::tokenizer& words) {
        while (words.peek().kind != syntax::token_kind::end && !words.peek().is('('))
            if (words.take().is("PARTITION")) return words.peek().is("OF");
        return false;
    }
    [[nodiscard]] std::string text_of(const syntax::token& written) const {
        std::string text = unquoted(written);
        if (rules_.are_folded && written.kind == syntax::token_kind::word)
            for (char& each : text) each = lower(each);
        return text;
    }

    name_rules rules_;
    std::vector<std::string> tables_, views_;
    std::vector<trigger> triggers_;
};

}  // namespace aludel::inline v0_1::dialect
