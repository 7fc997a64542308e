// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/batch.hpp>
#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/no_needs.hpp>
#include <aludel/dialect/standard_sql.hpp>
#include <aludel/sql/statement.hpp>
#include <aludel/sql/texts.hpp>

#include <cstdint>  // uint32_t
#include <utility>  // move

namespace aludel::inline v0_1::dialect {

/// What the writers of databases have in common that have statements for every operation, so that each is written by
/// itself and needs nothing of the transaction. A writer adds `write`, `reads_table` and `stop`.
class plain_writer {
public:
    constexpr void begin_revision(bool, sql_text* script, const no_needs&) {
        statements_.restart(script, target_.traits->terminator);
    }
    constexpr void look_ahead(const schema&, const op::operations_view&, const op::operation&) {}
    [[nodiscard]] constexpr bool has_verified() const { return false; }
    constexpr void finish() { statements_.finish(); }
    [[nodiscard]] constexpr no_needs needs() const { return {}; }
    [[nodiscard]] constexpr statement_list take() { return std::move(statements_); }

protected:
    constexpr explicit plain_writer(const op::dialect& target) : target_(target) {}

    /// Appends raw SQL, if there is some for the database; with a key, in batches of its values as well.
    constexpr void put_raw_statement(std::uint32_t number, const op::operations_view& arrays,
                                     const op::operation& operation, const name& batch_key = {}) {
        const op::dialect_text* const raw = text_for(target_.id, arrays, operation);
        if (raw == nullptr) return;
        if (!batch_key.empty()) put_batches(statements_, number, target_, raw->sql, batch_key, operation.batch_rows);
        put_raw(add_statement(statements_, number).sql, raw->sql);
    }

    op::dialect target_;
    statement_list statements_{};
};

}  // namespace aludel::inline v0_1::dialect
