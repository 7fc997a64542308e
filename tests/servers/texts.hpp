// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection_error.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/uses.hpp>

#include <gtest/gtest.h>

#include <initializer_list>  // initializer_list
#include <map>               // map
#include <set>               // set
#include <string>            // string
#include <utility>           // move

/// What the reader of SQL makes of a statement, against what a server makes of it.
namespace test {

/// What a server says of a statement.
enum class verdict { accepted, unknown_column, refused };

/// Compares a reader and a server. `judge(sql)` asks the server and leaves nothing behind.
template <class Judge>
class text_comparison {
public:
    using tables = std::map<std::string, std::set<std::string>>;

    text_comparison(aludel::op::dialect_id database, tables known, Judge judge)
        : lexicon_(&aludel::syntax::lexicon_of(database)),
          known_(std::move(known)),
          judge_(judge) {}

    /// The server accepts the text, and the reader understands it and misses no column. With any one of its words
    /// replaced by a name that nothing has, the reader misses a column exactly if the server does.
    void compare(const std::string& sql) {
        EXPECT_EQ(judge_(sql), verdict::accepted) << sql;
        compare_if_accepted(sql);
    }
    /// The same where only some versions of the server know the text.
    void compare_if_accepted(const std::string& sql) {
        if (judge_(sql) != verdict::accepted) return;
        EXPECT_EQ(read(sql), verdict::accepted) << sql;
        for (aludel::syntax::tokenizer tokens(sql, *lexicon_); tokens.peek().text.size() != 0;) {
            const std::size_t place = tokens.place();
            const aludel::syntax::token each = tokens.take();
            if (!each.is_name()) continue;
            std::string changed = sql;
            changed.replace(place, each.text.size(), "nowhere");
            const verdict theirs = judge_(changed);
            if (theirs == verdict::refused) continue;
            ++count;
            EXPECT_EQ(read(changed), theirs) << changed << "\nof " << sql;
        }
    }

    int count = 0;  ///< of changed statements of which the server said something

private:
    [[nodiscard]] verdict read(const std::string& sql) const {
        namespace syntax = aludel::syntax;
        const auto lookup = [this](const syntax::source& from, const syntax::token& column) {
            for (const auto& [table, columns] : known_)
                if (from.table.names(aludel::name(table))) {
                    for (const std::string& each : columns)
                        if (column.names(aludel::name(each))) return syntax::answer::yes;
                    return syntax::answer::no;
                }
            return syntax::answer::unknown;
        };
        const syntax::reading found = syntax::read_statement(sql, *lexicon_);
        if (found.opaque) return verdict::refused;
        return syntax::unknown_column(found, lookup) == nullptr ? verdict::accepted : verdict::unknown_column;
    }

    const aludel::syntax::lexicon* lexicon_;
    tables known_;
    Judge judge_;
};

}  // namespace test
