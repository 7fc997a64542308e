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

/// Why a graph cannot do what was asked.
enum class graph_error_kind : std::uint8_t {
    none,
    invalid_graph,          ///< the revisions make no history; see `validate`
    invalid_syntax,         ///< the target is not of the target language
    unknown_revision,       ///< no revision or label of that name
    ambiguous_prefix,       ///< several revisions begin like this
    multiple_heads,         ///< one head was asked for, and there are several
    ambiguous_walk,         ///< +N or -N comes to a fork
    ambiguous_current,      ///< +N or -N, but the database is at several revisions
    relative_out_of_range,  ///< +N or -N leads over the end
    not_reachable,          ///< nothing leads from here to there
    not_on_branch,          ///< the revision is not on the branch that was named
    overlap,                ///< of two revisions, one stands on the other
    irreversible,           ///< a revision on the way down says that there is none
};

/// A kind to decide by, and a sentence to read: what is wrong, and the way out. False when there is no error.
struct graph_error {
    graph_error_kind kind = graph_error_kind::none;
    detail::sentence message;

    constexpr graph_error() = default;

    constexpr explicit graph_error(graph_error_kind what, detail::parts why) : kind(what), message(why) {}

    constexpr explicit operator bool() const { return kind != graph_error_kind::none; }
    [[nodiscard]] constexpr std::string_view text() const { return message.text(); }

    /// The same as a finding, for a target that is known when the program is compiled.
    [[nodiscard]] constexpr finding as_finding() const {
        return kind == graph_error_kind::none ? finding()
                                              : finding(rule::unresolved_target, name(), {"target: ", text()});
    }
};

/// What was asked for, or why it cannot be had: a value first, so that the compiler can look at it.
template <class Value>
struct graph_result {
    Value value{};
    graph_error error{};

    constexpr graph_result() = default;
    constexpr graph_result(Value found) : value(std::move(found)) {}
    constexpr graph_result(const graph_error& why) : error(why) {}

    constexpr explicit operator bool() const { return !error; }
};

/// A `graph_error` as an exception.
class revision_error : public std::runtime_error {
public:
    explicit revision_error(const graph_error& error)
        : std::runtime_error(std::string(error.text())), kind_(error.kind) {}

    [[nodiscard]] graph_error_kind kind() const noexcept { return kind_; }

private:
    graph_error_kind kind_;
};

namespace detail {

/// The value; the error is thrown.
template <class Value>
constexpr Value value_or_throw(graph_result<Value> result) {
    if (!result) throw revision_error(result.error);
    return std::move(result.value);
}

}  // namespace detail
}  // namespace aludel::inline v0_1
