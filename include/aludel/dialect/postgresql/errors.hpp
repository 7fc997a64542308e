// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection_error.hpp>

#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// An SQLSTATE, five digits and capital letters, as a number: read in base 36. 0: there is none.
constexpr int code_of(std::string_view sqlstate) {
    if (sqlstate.size() != 5) return 0;
    int code = 0;
    for (const char c : sqlstate) code = code * 36 + (c >= '0' && c <= '9' ? c - '0' : c - 'A' + 10);
    return code;
}
/// The SQLSTATE of such a number; empty for 0.
inline std::string sqlstate_of(int code) {
    std::string text(code == 0 ? 0 : 5, '0');
    for (std::size_t i = text.size(); i-- > 0; code /= 36) text[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[code % 36];
    return text;
}

/// The meaning of SQLSTATEs (postgresql.org/docs/current/errcodes-appendix.html).
struct errors {
    static constexpr connection_error_kind kind_of(std::string_view sqlstate) {
        using kind = connection_error_kind;
        if (sqlstate == "55P03") return kind::lock_timeout;
        if (sqlstate == "40P01" || sqlstate == "40001") return kind::deadlock;
        if (sqlstate == "42P01" || sqlstate == "3F000") return kind::undefined_table;
        if (sqlstate == "42501" || sqlstate.starts_with("28")) return kind::permission;
        if (sqlstate == "23505" || sqlstate == "42P07" || sqlstate == "42710") return kind::duplicate;
        if (sqlstate.starts_with("23")) return kind::constraint;
        if (sqlstate == "25006") return kind::read_only;
        if (sqlstate == "57014") return kind::cancelled;
        if (sqlstate == "25P02") return kind::aborted;
        if (sqlstate.starts_with("08") || sqlstate.starts_with("57P")) return kind::connection_lost;
        return kind::other;
    }
    static connection_error_kind kind_of(int code, std::string_view) { return kind_of(sqlstate_of(code)); }

    static bool may_be_missing_name(int code) { return code == code_of("42P01"); }

    /// How to resolve an error; empty if the code does not tell.
    static constexpr std::string_view remedy(int code, std::string_view = {}) {
        if (code == code_of("55P03"))
            return "Another connection holds a lock on the table: try again when it is done, or give a longer "
                   "busy_timeout (--wait of the tool).";
        if (code == code_of("40P01") || code == code_of("40001"))
            return "It was in the way of another transaction: migrate again.";
        if (code == code_of("42501"))
            return "Grant the user of the connection what it lacks; from version 15 on, only the owner of a database "
                   "may create tables in the schema public.";
        if (code == code_of("25006")) return "The server or session is read-only: connect to the primary server.";
        if (code == code_of("57014")) return "It was interrupted, or took longer than statement_timeout allows.";
        if (code == code_of("53100")) return "The disk is full: make room and try again.";
        if (code == code_of("53200"))
            return "The transaction locks more tables than the server can hold: raise max_locks_per_transaction, or "
                   "migrate with one transaction per revision.";
        if (code == code_of("55P04"))
            return "A value can be used when the transaction that adds it to its enumeration is committed: use it in "
                   "the "
                   "next revision.";
        if (code == code_of("3F000")) return "No schema of the search_path exists: create one, or set search_path.";
        if (code == code_of("0A000") || code == 0) return "";
        return is_of_class(code, "23") ? "Rows that exist contradict it: correct them, or correct the revision." : "";
    }
    /// How to resolve an error on inserting a row of the revision itself.
    static constexpr std::string_view remedy_of_insert(int code) {
        if (!is_of_class(code, "23")) return remedy(code);
        return "The revision's row contradicts it, or rows that exist do: correct the one or the others.";
    }

private:
    static constexpr bool is_of_class(int code, std::string_view first_two) {
        const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c - 'A' + 10; };
        return code / (36 * 36 * 36) == digit(first_two[0]) * 36 + digit(first_two[1]);
    }
};

}  // namespace aludel::inline v0_1::postgresql_dialect
