// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, int64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Bytes that a connection sends as a blob instead of as text: `db.execute(sql, al::blob{bytes})`. It refers to the
/// bytes; the statement reads them before it returns.
struct blob {
    std::string_view bytes;
};

/// What a value of SQL is; `none` is NULL. (The names of SQL are words of the language, which these would shadow.)
enum class sql_value_kind : std::uint8_t { none, int64, float64, utf8, bytes };

/// One value of SQL: a parameter of a statement, or a value of a row. Text and bytes are referred to, not copied:
/// those of a parameter belong to the caller, those of a row are valid until the next row is read.
struct sql_value {
    sql_value_kind kind = sql_value_kind::none;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text{};  ///< text in UTF-8, or the bytes of a blob
};

/// The parameters of a statement, in the order of its placeholders.
struct sql_values {
    const sql_value* values = nullptr;
    std::size_t count = 0;

    [[nodiscard]] const sql_value* begin() const { return values; }
    [[nodiscard]] const sql_value* end() const { return values + count; }
};

/// Reads the rows of a query one by one.
class row_reader {
public:
    virtual void read(sql_values row) = 0;

protected:
    ~row_reader() = default;
};

}  // namespace aludel::inline v0_1
