// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>
#include <aludel/dsl/revision_operations.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1 {
namespace dsl {

/// Raw SQL, and behind it the operations that it is declared to amount to.
template <counts S>
struct raw_sql_word : operation_word<S> {
    /// Declares what the SQL does to the schema, as the operations that would do the same. They are applied to the
    /// schema of the history, and no statement is written for them. AL230 refuses what contradicts the text, as far as
    /// it can be read.
    template <class... Operations>
    constexpr auto does(const Operations&... operations) const {
        if constexpr (!all_fit<place::operation, Operations...>()) {
            static_assert(sizeof(detail::refused<misplaced<place::operation, "does", Operations...>>) != 0);
            return spoiled{};
        } else {
            raw_sql_word<S + room_for<Operations...>()> result{};
            builder target(result);
            target.append(*this);
            dsl::append(static_cast<builder&&>(target), 0, operations...);
            for (std::size_t i = S.operations; i < result.adds.operations; ++i) result.list.data[i].declared = true;
            return result;
        }
    }
};

/// The function object `al::execute`.
struct execute_word {
    template <class... Texts>
    constexpr auto operator()(const Texts&... texts) const {
        op::operation operation{};
        operation.kind = op::operation_kind::execute;
        return with_effects(dsl::with_texts<"execute">(operation, texts...));
    }

private:
    template <counts S>
    static constexpr raw_sql_word<S> with_effects(const operation_word<S>& raw) {
        return {raw};
    }
    static constexpr spoiled with_effects(spoiled refused) { return refused; }
};

}  // namespace dsl

/// Raw SQL, one or more complete statements, as one text or as one `for_dialect(...)` per dialect. The text is executed
/// as it is: colons and question marks are not parameters. `.does(...)` declares what it does to the schema. It is a
/// function object, because a function would be found by argument-dependent lookup for Boost.Asio's own `execute`.
inline constexpr dsl::execute_word execute{};

}  // namespace aludel::inline v0_1
