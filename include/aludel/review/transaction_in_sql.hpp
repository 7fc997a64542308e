// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// Raw SQL that begins or ends a transaction, inside that of the migration.
constexpr void transaction_in_sql(const subject& of, std::string_view sql) {
    if (!of.at.revision->transactional) return;
    detail::identifier_reader reader(sql);
    bool starts = true, in_body = false;
    std::size_t end = 0;
    while (const detail::found_identifier found = reader.next()) {
        // Behind a semicolon, too, unless that is one of a trigger's body.
        std::size_t i = found.first;
        while (i > end && (sql[i - 1] == ' ' || sql[i - 1] == '\n' || sql[i - 1] == '\t')) --i;
        starts = starts || (i > 0 && sql[i - 1] == ';' && !in_body);
        if (starts)
            for (const std::string_view word : {"begin", "commit", "rollback", "savepoint", "release", "end"})
                if (detail::same_name(found.name, word))
                    return of.refuse(rule::transaction_in_sql, {"execute: ", word, " in raw SQL is inside the transaction of the migration, and breaks it. Leave it out, or make the revision .without_transaction()"});
        in_body = in_body || detail::same_name(found.name, "trigger");
        starts = false, end = found.last;
    }
}

}  // namespace aludel::inline v0_1::review
