// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>
#include <aludel/dsl/table_options.hpp>

#include <concepts>     // convertible_to
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// `asc(...)`, `desc(...)` or `expression(...)`, a part of an index.
struct index_part_word {
    static constexpr auto places = static_cast<unsigned>(place::index_part);
    static constexpr std::string_view spelling = "desc or expression";
    op::index_part part;

private:
    // Before its uses: otherwise Clang does not find a member template in a constant expression.
    template <class Change>
    constexpr index_part_word with(Change change) const {
        index_part_word result = *this;
        change(result.part);
        return result;
    }

public:
    /// Orders the expression descending.
    constexpr index_part_word desc() const {
        return with([](op::index_part& changed) { changed.descending = true; });
    }
    /// NULLS FIRST.
    constexpr index_part_word nulls_first() const {
        return with([](op::index_part& changed) { changed.nulls = op::nulls_order::first; });
    }
    /// NULLS LAST.
    constexpr index_part_word nulls_last() const {
        return with([](op::index_part& changed) { changed.nulls = op::nulls_order::last; });
    }
    /// COLLATE: the collation by which this part is compared and sorted, instead of its column's.
    constexpr index_part_word collate(std::string_view collation) const {
        return with([&](op::index_part& changed) { changed.collation = collation; });
    }
    /// Only the beginning of a text, of so many characters (of a blob: bytes), on MariaDB and MySQL, which can index no
    /// longer ones; other databases index all of it. A unique index compares the beginnings there.
    constexpr index_part_word prefix(std::uint32_t length) const {
        return with([&](op::index_part& changed) { changed.length = length; });
    }
    /// The operator class, such as `text_pattern_ops`, which decides what searches the index serves.
    constexpr index_part_word operators(std::string_view operator_class) const {
        return with([&](op::index_part& changed) { changed.operators = operator_class; });
    }
};

/// Appends a part of an index, or every part of a sequence.
template <class T>
constexpr void put_parts(op::index_part*& next, const T& part) {
    if constexpr (word<T>) *next++ = part.part;
    else if constexpr (std::convertible_to<T, name>) next++->column = name(part);
    else dsl::for_each_word<place::index_part>(part, [&](const auto& each) { dsl::put_parts(next, each); });
}

/// How many parts of an index an argument stands for.
template <class T>
constexpr std::size_t part_count() {
    if constexpr (is_in_schema<T>) return 0;
    else return count_of<place::index_part, T>();
}

/// The operation `create_index`.
template <counts S>
struct create_index_word : operation_word<S> {
    /// Refuses equal keys.
    constexpr create_index_word unique() const {
        return with([](op::index& index) { index.unique = true; });
    }
    /// WHERE: only rows that satisfy the SQL expression are in the index.
    constexpr create_index_word where(std::string_view expression) const {
        return with([&](op::index& index) { index.where = expression; });
    }
    /// USING: the access method, such as `gin`.
    constexpr create_index_word using_method(std::string_view method) const {
        return with([&](op::index& index) { index.method = method; });
    }
    /// CONCURRENTLY: PostgreSQL builds the index without blocking writes. It must be outside of transactions.
    constexpr create_index_word concurrently() const {
        return with([](op::index& index) { index.concurrently = true; });
    }
    /// NULLS NOT DISTINCT, of a unique index: two NULLs are equal.
    constexpr create_index_word nulls_not_distinct() const {
        return with([](op::index& index) { index.unique = index.nulls_not_distinct = true; });
    }
    /// WITH: the storage parameters as SQL, such as `fillfactor = 70`.
    constexpr create_index_word storage(std::string_view parameters) const {
        return with([&](op::index& index) { index.storage = parameters; });
    }
    /// TABLESPACE.
    constexpr create_index_word tablespace(std::string_view place) const {
        return with([&](op::index& index) { index.tablespace = place; });
    }
    /// IF NOT EXISTS.
    constexpr create_index_word if_not_exists() const {
        return with([](op::index& index) { index.if_not_exists = true; });
    }

    /// INCLUDE: columns that are stored in the index beside the key.
    template <class... Columns>
    constexpr auto include(const Columns&... columns) const {
        create_index_word<S + counts{.names = sizeof...(Columns)}> result{};
        builder target(result);
        target.append(*this);
        result.indexes.data[0].include = {target.at.names, sizeof...(Columns)};
        (target.add_name(name(columns)), ...);
        return result;
    }

private:
    template <class Change>
    constexpr create_index_word with(Change change) const {
        create_index_word result = *this;
        change(result.indexes.data[0]);
        return result;
    }
};

}  // namespace dsl

/// A column of an index, for what a plain name cannot say: `asc("name").nulls_first()`.
constexpr dsl::index_part_word asc(name column) {
    dsl::index_part_word result{};
    result.part.column = column;
    return result;
}
/// A column of an index in descending order.
constexpr dsl::index_part_word desc(name column) { return asc(column).desc(); }
template <class... Arguments>
    requires(sizeof...(Arguments) != 1)
constexpr auto desc(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"desc", "one column", Arguments...>>) != 0);
    return dsl::spoiled{};
}
/// A SQL expression as a part of an index: `expression("lower(name)")`.
constexpr dsl::index_part_word expression(std::string_view raw) {
    dsl::index_part_word result{};
    result.part.expression = raw;
    return result;
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 1)
constexpr auto expression(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"expression", "one text", Arguments...>>) != 0);
    return dsl::spoiled{};
}

/// CREATE INDEX: the index, its table, then the parts of its key in order, each the name of a column, `asc("c")`,
/// `desc("c")` or `expression("...")`; `al::in_schema(...)` is possible, which the table knows by itself. AL209 refuses
/// a name that is taken, AL204 a column that does not exist, AL602 a unique index that existing rows may violate.
template <class... Parts>
constexpr auto create_index(name index, name table, const Parts&... parts) {
    if constexpr (!(true && ... && (dsl::fits<dsl::place::index_part, Parts>() || dsl::is_in_schema<Parts>))) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::index_part, "create_index", Parts...>>) != 0);
        return dsl::spoiled{};
    } else {
        constexpr std::size_t count = (std::size_t{0} + ... + dsl::part_count<Parts>());
        dsl::create_index_word<dsl::counts{.operations = 1, .indexes = 1, .parts = count}> result{};
        [[maybe_unused]] op::index_part* next = result.parts.data;
        [[maybe_unused]] const auto put = [&]<class T>(const T& each) {
            if constexpr (dsl::is_in_schema<T>) each.apply(result.list.data[0]);
            else dsl::put_parts(next, each);
        };
        (put(parts), ...);
        result.indexes.data[0].name = index;
        result.indexes.data[0].parts.count = count;
        op::operation& operation = result.list.data[0];
        operation.kind = op::operation_kind::create_index;
        operation.table = table;
        operation.object = index;
        operation.indexes.count = 1;
        return result;
    }
}

}  // namespace aludel::inline v0_1
