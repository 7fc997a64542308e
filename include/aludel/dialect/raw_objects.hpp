// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operation.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/text_check.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list
#include <string>            // string
#include <string_view>       // string_view
#include <vector>            // erase_if, vector

namespace aludel::inline v0_1::dialect {

/// The tables, views and triggers that raw SQL has created and not dropped again. Only their names are known, and of a
/// trigger its table. Temporary ones belong to a session and are left out.
class raw_objects {
public:
    /// With `small_letters` a name without quotes is one in small letters.
    raw_objects(const syntax::lexicon& lexicon, bool small_letters)
        : lexicon_(&lexicon),
          small_letters_(small_letters) {}

    /// Takes in the statements of a raw operation.
    void read(std::string_view sql) {
        syntax::text_check statements(sql, syntax::text_form::statements, *lexicon_);
        while (statements.next()) {
            syntax::tokenizer words(statements.statement(), *lexicon_);
            if (words.take("CREATE")) create(words);
            else if (words.take("DROP")) drop(words);
            else if (words.take("ALTER")) alter(words);
            else if (words.take("RENAME") && words.take("TABLE")) rename_tables(words);
        }
    }
    /// Takes in an operation that is not raw: triggers go with their tables.
    void apply(const op::operation& operation) {
        if (operation.kind == op::operation_kind::rename_table)
            move_triggers(std::string(operation.table.text()), std::string(operation.to.text()));
        if (operation.kind == op::operation_kind::drop_table) drop_triggers_of(operation.table.text());
    }
    /// Adds them to a schema that was read, except those that the history knows by its words.
    void add_to(schema& found, const schema& known) const {
        const auto kept = [&](const std::string& text) { return name(found.arena.keep({std::string_view(text)})); };
        for (const object& each : objects_) {
            const name called = kept(each.name);
            const std::uint32_t trigger = known.triggers.find(called);
            const bool is_known = each.kind == "trigger"
                ? trigger != known.triggers.none && known.triggers[trigger].get().table.text() == each.table
                : known.has_table(called) || known.has_view(called);
            if (!is_known) found.others.push_back({each.kind, called, kept(each.table), {}});
        }
    }

private:
    struct object {
        std::string_view kind;    ///< table, view or trigger
        std::string name, table;  ///< the table of a trigger
    };

    static bool take_one(syntax::tokenizer& words, std::initializer_list<std::string_view> choice) {
        for (const std::string_view each : choice)
            if (words.take(each)) return true;
        return false;
    }
    /// The kind of the object that a statement is about; empty: another one, or a temporary one.
    static std::string_view take_kind(syntax::tokenizer& words) {
        while (take_one(
            words,
            {"OR", "REPLACE", "GLOBAL", "LOCAL", "UNLOGGED", "FOREIGN", "RECURSIVE", "MATERIALIZED", "CONSTRAINT"})) {}
        const bool temporary = take_one(words, {"TEMP", "TEMPORARY"});
        words.take("RECURSIVE");
        if (words.peek().is("ALGORITHM") || words.peek().is("DEFINER") || words.peek().is("SQL"))
            while (words.peek().kind != syntax::token_kind::end && !words.peek().is("VIEW") &&
                   !words.peek().is("TRIGGER") && !words.peek().is('('))
                words.take();
        const std::string_view kind = words.take("TABLE") ? "table"
            : words.take("VIEW")                          ? "view"
            : words.take("TRIGGER")                       ? "trigger"
                                                          : "";
        if (words.take("IF")) words.take("NOT"), words.take("EXISTS");
        return temporary ? "" : kind;
    }
    /// The name without its schema.
    [[nodiscard]] std::string take_name(syntax::tokenizer& words) const {
        syntax::token written = words.take();
        if (words.take('.')) written = words.take();
        std::string result;
        if (written.kind == syntax::token_kind::word)
            for (const char each : written.text) result += small_letters_ ? lower(each) : each;
        else
            for (std::size_t i = 1; i + 1 < written.text.size(); ++i) {
                result += written.text[i];
                if (written.text[i] == written.text[0]) ++i;  // doubled
            }
        return result;
    }

    void create(syntax::tokenizer& words) {
        const std::string_view kind = take_kind(words);
        if (kind.empty()) return;
        object created{kind, take_name(words), {}};
        if (kind == "trigger") {
            while (words.peek().kind != syntax::token_kind::end && !words.take("ON")) words.take();
            created.table = take_name(words);
        }
        erase(created);
        objects_.push_back(created);
    }
    void drop(syntax::tokenizer& words) {
        const std::string_view kind = take_kind(words);
        if (kind.empty()) return;
        do {
            object dropped{kind, take_name(words), {}};
            if (kind == "trigger" && words.take("ON")) dropped.table = take_name(words);
            erase(dropped);
            if (kind == "table") drop_triggers_of(dropped.name);
        } while (words.take(','));
    }
    void alter(syntax::tokenizer& words) {
        const std::string_view kind = take_kind(words);
        if (kind != "table" && kind != "view") return;
        words.take("ONLY");
        const std::string from = take_name(words);
        if (words.take("RENAME") && take_one(words, {"TO", "AS"})) rename(from, take_name(words));
    }
    void rename_tables(syntax::tokenizer& words) {
        do {
            const std::string from = take_name(words);
            if (words.take("TO")) rename(from, take_name(words));
        } while (words.take(','));
    }

    /// Tables and views have their names in common.
    void rename(const std::string& from, const std::string& to) {
        for (object& each : objects_)
            if (each.kind != "trigger" && each.name == from) each.name = to;
        move_triggers(from, to);
    }
    void move_triggers(const std::string& from, const std::string& to) {
        for (object& each : objects_)
            if (each.table == from) each.table = to;
    }
    void drop_triggers_of(std::string_view table) {
        std::erase_if(objects_, [&](const object& each) { return each.table == table; });
    }
    /// A trigger without a table is one of any.
    void erase(const object& gone) {
        std::erase_if(objects_, [&](const object& each) {
            return each.kind == gone.kind && each.name == gone.name && (gone.table.empty() || each.table == gone.table);
        });
    }

    const syntax::lexicon* lexicon_;
    bool small_letters_;
    std::vector<object> objects_;
};

}  // namespace aludel::inline v0_1::dialect
