// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/sentence.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/rule/rule.hpp>

#include <cstdint>      // uint8_t
#include <stdexcept>    // runtime_error
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1 {

/// Why a graph cannot answer a request.
enum class graph_error_kind : std::uint8_t {
    none,
    invalid_graph,          ///< the revisions are not a valid graph; see `validate`
    invalid_syntax,         ///< the target or range cannot be parsed
    unknown_revision,       ///< no revision or label has that name
    ambiguous_prefix,       ///< several ids begin with that text
    multiple_heads,         ///< one revision was needed, and there are several heads
    ambiguous_walk,         ///< +N or -N reaches a fork
    ambiguous_current,      ///< +N or -N counts from the current revision, and the database is at several
    relative_out_of_range,  ///< +N or -N counts beyond the last or first revision
    not_reachable,          ///< there is no path from the current revisions to the target
    not_on_branch,          ///< the revision is not on the branch that was named
    overlap,                ///< of two revisions that the database is at, one is an ancestor of the other
    irreversible,           ///< a downgrade would need a revision that is declared irreversible
};

/// An error of the graph: its kind, for programs, and a message that says what is wrong and how to mend it, for people.
/// Converts to false when there is no error.
struct graph_error {
    graph_error_kind kind = graph_error_kind::none;
    detail::sentence message;

    constexpr graph_error() = default;

    constexpr explicit graph_error(graph_error_kind what, detail::parts why) : kind(what), message(why) {}

    constexpr explicit operator bool() const { return kind != graph_error_kind::none; }
    [[nodiscard]] constexpr std::string_view text() const { return message.text(); }

    /// The error as a finding of rule AL111, for a target that is known when the program is compiled.
    [[nodiscard]] constexpr finding as_finding() const {
        return kind == graph_error_kind::none ? finding()
                                              : finding(rule::unresolved_target, name(), {"target: ", text()});
    }
};

/// A value, or the error because of which there is none. Converts to false on an error. Unlike an exception it can be
/// examined in a constant expression.
template <class Value>
struct graph_result {
    Value value{};
    graph_error error{};

    constexpr graph_result() = default;
    constexpr graph_result(Value found) : value(std::move(found)) {}
    constexpr graph_result(const graph_error& why) : error(why) {}

    constexpr explicit operator bool() const { return !error; }
};

/// A `graph_error` as an exception; `what()` is its message.
class revision_error : public std::runtime_error {
public:
    explicit revision_error(const graph_error& error)
        : std::runtime_error(std::string(error.text())),
          kind_(error.kind) {}

    [[nodiscard]] graph_error_kind kind() const noexcept { return kind_; }

private:
    graph_error_kind kind_;
};

namespace detail {

/// The value; throws a `revision_error` where there is an error.
template <class Value>
constexpr Value value_or_throw(graph_result<Value> result) {
    if (!result) throw revision_error(result.error);
    return std::move(result.value);
}

}  // namespace detail
}  // namespace aludel::inline v0_1
