// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/definition.hpp>
#include <aludel/sql/text_check.hpp>
#include <aludel/sql/texts.hpp>
#include <aludel/dialect/unquoted.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::dialect {

/// How a database finds names of tables and triggers.
struct name_rules {
    op::dialect_id database;
    bool are_folded;              ///< what is not quoted is in small letters
    bool triggers_are_of_tables;  ///< triggers of two tables can have the same name
};

/// The tables and triggers that the raw SQL of a history creates. Only their names are known.
class raw_objects {
public:
    explicit raw_objects(name_rules rules) : rules_(rules) {}

    /// Follows an operation: raw SQL, or the rename or drop of a table with such triggers.
    void apply(const op::operations_view& arrays, const op::operation& each) {
        if (each.kind == op::operation_kind::execute) return read(arrays, each);
        if (each.kind == op::operation_kind::drop_table)
            std::erase_if(triggers_, [&](const trigger& one) { return each.table.text() == one.table; });
        if (each.kind == op::operation_kind::rename_table)
            for (trigger& one : triggers_)
                if (each.table.text() == one.table) one.table = std::string(each.to.text());
    }

    /// The names of the tables.
    [[nodiscard]] const std::vector<std::string>& tables() const { return tables_; }

    /// Adds them to a schema, which then owns their names.
    void add_to(schema& found) const {
        const auto kept = [&](const std::string& text) { return name(found.arena.keep({std::string_view(text)})); };
        for (const std::string& each : tables_)
            if (!found.has_table(name(std::string_view(each))))  // its columns are not declared
                found.others.push_back({"table", kept(each), {}, {}});
        for (const trigger& each : triggers_)
            found.others.push_back({"trigger", kept(each.name), kept(each.table), {}});
    }

private:
    struct trigger {
        std::string name, table;
    };

    void read(const op::operations_view& arrays, const op::operation& raw) {
        const op::dialect_text* const text = text_for(rules_.database, arrays, raw);
        if (text == nullptr) return;
        syntax::text_check statements(text->sql, syntax::text_form::statements, syntax::lexicon_of(rules_.database));
        while (statements.next()) {
            const syntax::definition found = syntax::read_definition(statements.statement());
            if (found.kind == syntax::definition_kind::create_table && !is_partition(statements.statement()))
                tables_.push_back(text_of(found.name));
            read_trigger(statements.statement());
        }
    }
    /// Whether a CREATE TABLE makes a partition, which is compared as little as an index of the database's own.
    [[nodiscard]] bool is_partition(std::string_view statement) const {
        syntax::tokenizer words(statement, syntax::lexicon_of(rules_.database));
        while (words.peek().kind != syntax::token_kind::end && !words.peek().is('('))
            if (words.take().is("PARTITION")) return words.peek().is("OF");
        return false;
    }
    /// Notes the trigger that a statement creates or drops.
    void read_trigger(std::string_view statement) {
        syntax::tokenizer words(statement, syntax::lexicon_of(rules_.database));
        const bool drops = words.take("DROP");
        if (!drops && !words.take("CREATE")) return;
        words.take("OR", "REPLACE"), words.take("CONSTRAINT");
        if (!words.take("TRIGGER")) return;
        if (words.take("IF")) words.take("NOT"), words.take("EXISTS");
        trigger found{text_of(words.take()), {}};
        words.skip_to("ON");
        syntax::token table = words.take();
        if (words.take('.')) table = words.take();
        found.table = text_of(table);
        std::erase_if(triggers_, [&](const trigger& each) {
            return each.name == found.name && (each.table == found.table || !rules_.triggers_are_of_tables);
        });
        if (!drops) triggers_.push_back(found);
    }
    [[nodiscard]] std::string text_of(const syntax::token& written) const {
        std::string text = unquoted(written);
        if (rules_.are_folded && written.kind == syntax::token_kind::word)
            for (char& each : text) each = lower(each);
        return text;
    }

    name_rules rules_;
    std::vector<std::string> tables_;
    std::vector<trigger> triggers_;
};

}  // namespace aludel::inline v0_1::dialect
