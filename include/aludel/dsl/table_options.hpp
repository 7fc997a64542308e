// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

struct strict_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "strict";
    static constexpr shape adds{};
    constexpr void apply_to_table(builder& to) const {
        to.options[0].strict = true;
    }
};

struct without_rowid_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "without_rowid";
    static constexpr shape adds{};
    constexpr void apply_to_table(builder& to) const {
        to.options[0].without_rowid = true;
    }
};

struct engine_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "engine";
    static constexpr shape adds{};
    std::string_view said;
    constexpr void apply_to_table(builder& to) const {
        to.options[0].engine = said;
    }
};

struct charset_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "charset";
    static constexpr shape adds{};
    std::string_view said;
    constexpr void apply_to_table(builder& to) const {
        to.options[0].charset = said;
    }
};

struct if_not_exists_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "if_not_exists";
    static constexpr shape adds{};
    constexpr void apply_to_table(builder& to) const {
        to.list[0].if_not_exists = true;
    }
};

struct if_exists_word {
    static constexpr auto places = static_cast<unsigned>(place::operation_option);
    static constexpr std::string_view spelling = "if_exists";
    static constexpr shape adds{};
    constexpr void apply(op::operation& to) const { to.if_exists = true; }
};

}  // namespace dsl

inline constexpr dsl::strict_word strict{};                ///< types are enforced
inline constexpr dsl::without_rowid_word without_rowid{};  ///< the primary key is the table
inline constexpr dsl::if_not_exists_word if_not_exists{};  ///< the table may be there already
inline constexpr dsl::if_exists_word if_exists{};          ///< an option of drop_table, drop_index, drop_view and drop_constraint
constexpr dsl::engine_word engine(std::string_view said) { return {said}; }    ///< MariaDB and MySQL
constexpr dsl::charset_word charset(std::string_view said) { return {said}; }  ///< MariaDB and MySQL

}  // namespace aludel::inline v0_1
