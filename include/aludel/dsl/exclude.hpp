// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/constraint.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// EXCLUDE, as an element of a table or as the argument of `add_constraint`.
struct exclusion_word : fragment<counts{.constraints = 1}> {
private:  // in front of its users: Clang cannot evaluate it otherwise
    template <class Change>
    constexpr exclusion_word with(Change change) const {
        exclusion_word result = *this;
        change(result.constraints.data[0]);
        return result;
    }

public:
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "exclude";
    static constexpr counts adds{.constraints = 1};

    constexpr void apply_to_table(builder& target) const { target.append(*this); }

    /// USING: the access method of its index, `gist` if it is not given.
    constexpr exclusion_word using_method(std::string_view method) const {
        return with([&](op::constraint& changed) { changed.match = method; });
    }
    /// WHERE: only rows that satisfy the SQL expression exclude each other.
    constexpr exclusion_word where(std::string_view expression) const {
        return with([&](op::constraint& changed) { changed.where = expression; });
    }
    /// DEFERRABLE: a transaction may postpone the check to its end.
    constexpr exclusion_word deferrable() const {
        return with([](op::constraint& changed) { changed.deferrable = true; });
    }
    /// DEFERRABLE INITIALLY DEFERRED: the check is at the end of each transaction.
    constexpr exclusion_word initially_deferred() const {
        return with([](op::constraint& changed) { changed.deferrable = changed.initially_deferred = true; });
    }
    /// The constraint's name, instead of `ex_<table>_<number>`. AL219 refuses an empty one.
    constexpr exclusion_word named(name constraint_name) const {
        return with([&](op::constraint& changed) {
            changed.name = constraint_name, changed.nameless = constraint_name.empty();
        });
    }
};

}  // namespace dsl

/// EXCLUDE: no two rows for which all comparisons are true. The elements are SQL, each an expression and the operator
/// that compares it: `exclude("room WITH =, during WITH &&")`. AL215 refuses it for databases other than PostgreSQL.
constexpr dsl::exclusion_word exclude(std::string_view elements) {
    dsl::exclusion_word result{};
    result.constraints.data[0].kind = op::constraint_kind::exclusion;
    result.constraints.data[0].expression = elements;
    result.constraints.data[0].match = "gist";
    return result;
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 1)
constexpr auto exclude(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"exclude", "one text", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
