// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>
#include <aludel/dsl/insert.hpp>

#include <concepts>     // convertible_to, same_as
#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

// Enumerators, because variables of these names would shadow constants.
using op::trigger_event::delete_;      ///< DELETE
using op::trigger_event::update;       ///< UPDATE of any column
using op::trigger_timing::after;       ///< AFTER a row is changed
using op::trigger_timing::before;      ///< BEFORE a row is changed
using op::trigger_timing::instead_of;  ///< INSTEAD OF changing a row of a view

namespace dsl {

/// `update_of(...)` with N columns, an event of `create_trigger`.
template <std::size_t N>
struct update_of_word {
    name columns[N];
};

/// Whether a type is that of an event: `al::insert`, `al::update`, `al::delete_` or `al::update_of(...)`.
template <class T>
inline constexpr bool is_event = std::same_as<T, insert_word> || std::same_as<T, op::trigger_event>;
template <std::size_t N>
inline constexpr bool is_event<update_of_word<N>> = true;

/// The number of columns that an event names.
template <class T>
inline constexpr std::size_t event_columns = 0;
template <std::size_t N>
inline constexpr std::size_t event_columns<update_of_word<N>> = N;

/// The operation `create_trigger`.
template <counts S>
struct create_trigger_word : operation_word<S> {
    /// WHEN: only for rows that satisfy the SQL expression, which names their columns `NEW.c` and `OLD.c`.
    constexpr create_trigger_word when(std::string_view expression) const {
        create_trigger_word result = *this;
        result.list.data[0].text = op::text_of(expression);
        return result;
    }
    /// FOR EACH ROW, which every trigger is, said or not.
    constexpr create_trigger_word for_each_row() const { return *this; }
    /// IF NOT EXISTS.
    constexpr create_trigger_word if_not_exists() const {
        create_trigger_word result = *this;
        result.list.data[0].if_not_exists = true;
        return result;
    }
};

}  // namespace dsl

/// UPDATE OF: the event of a change of one of these columns, for `create_trigger`.
template <std::convertible_to<name>... Columns>
    requires(sizeof...(Columns) != 0)
constexpr dsl::update_of_word<sizeof...(Columns)> update_of(const Columns&... columns) {
    return {{name(columns)...}};
}

/// CREATE TRIGGER, for each row: its name, `al::before`, `al::after` or `al::instead_of`, the event (`al::insert`,
/// `al::update`, `al::update_of("c", ...)` or `al::delete_`), the table or view, then the statements of its body, as
/// one text or one `for_dialect(...)` per dialect. AL232 refuses a name that is taken, AL234 a trigger that cannot
/// work.
template <class Event, class... Bodies>
constexpr auto create_trigger(name trigger, op::trigger_timing timing, const Event& event, name table,
                              const Bodies&... bodies) {
    if constexpr (!dsl::is_event<Event>) {
        constexpr auto& refusal =
            dsl::miscalled<"create_trigger", "as its third al::insert, al::update, al::update_of(...) or al::delete_",
                           name, op::trigger_timing, Event, name, Bodies...>;
        static_assert(sizeof(detail::refused<refusal>) != 0);
        return dsl::spoiled{};
    } else if constexpr (!(true && ... && dsl::fits<dsl::place::dialect_text, Bodies>())) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::dialect_text, "create_trigger", Bodies...>>) !=
                      0);
        return dsl::spoiled{};
    } else {
        constexpr std::size_t columns = dsl::event_columns<Event>;
        constexpr std::size_t count = (std::size_t{0} + ... + dsl::count_of<dsl::place::dialect_text, Bodies>());
        dsl::create_trigger_word<dsl::counts{.operations = 1, .cells = columns, .texts = count}> result{};
        op::operation& operation = result.list.data[0];
        operation.kind = op::operation_kind::create_trigger;
        operation.table = table, operation.object = trigger, operation.timing = timing;
        if constexpr (columns != 0) {
            operation.event = op::trigger_event::update;
            for (std::size_t i = 0; i < columns; ++i) result.cells.data[i].column = event.columns[i];
        } else if constexpr (std::same_as<Event, op::trigger_event>) {
            operation.event = event;
        }
        operation.cells = {0, columns}, operation.texts = {0, count};
        [[maybe_unused]] op::dialect_text* next = result.texts.data;
        (dsl::put_texts(next, bodies), ...);
        return result;
    }
}

}  // namespace aludel::inline v0_1
