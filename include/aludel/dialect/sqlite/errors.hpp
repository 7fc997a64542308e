// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection_error.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// The meaning of SQLite's result codes, primary or extended (rescode.html).
struct errors {
    static constexpr connection_error_kind kind_of(int code, std::string_view message) {
        using kind = connection_error_kind;
        switch (code) {
            case 1555:
            case 2067:
            case 2579: return kind::duplicate;  // SQLITE_CONSTRAINT_PRIMARYKEY, _UNIQUE, _ROWID
            default: break;
        }
        switch (code & 0xFF) {
            case 1:
                if (message.starts_with("no such table")) return kind::undefined_table;
                return message.ends_with(" already exists") || message.starts_with("there is already ")
                    ? kind::duplicate
                    : kind::other;
            case 3:
            case 23: return kind::permission;
            case 4: return kind::aborted;
            case 5:
            case 6:
            case 15: return kind::busy;  // SQLITE_PROTOCOL: many begin at once in WAL, and it was never its turn
            case 8: return kind::read_only;
            case 9: return kind::cancelled;
            case 19: return kind::constraint;
            default: return kind::other;
        }
    }

    /// SQLITE_ERROR: the code for a name that does not exist. No other code concerns the schema.
    static constexpr bool may_be_missing_name(int code) { return (code & 0xFF) == 1; }

    /// Whether a constraint of a table refused a row. ALTER TABLE ADD COLUMN says so in its message only.
    static constexpr bool is_constraint(int code, std::string_view message) {
        return (code & 0xFF) == 19 ? code != 531 && code != 1811
                                   : (code & 0xFF) == 1 && message == "CHECK constraint failed";
    }

    /// How to resolve an error; empty if code and message do not tell.
    static constexpr std::string_view remedy(int code, std::string_view message) {
        switch (code) {
            case 531: return "A commit hook of the program refused it.";  // SQLITE_CONSTRAINT_COMMITHOOK
            case 1811:  // SQLITE_CONSTRAINT_TRIGGER, also where DROP TABLE deletes rows that others refer to
                if (!message.starts_with("FOREIGN KEY")) return "A trigger refused it, with RAISE.";
                break;
            default: break;
        }
        switch (code & 0xFF) {
            case 5:
            case 15:
                return "Another connection holds the database: try again when it is done, or give a longer "
                       "busy_timeout (--wait of the tool).";
            case 6:
                return "A statement of this connection, or of one that shares its cache, is not finished: finish it "
                       "first.";
            case 7: return "There is no memory left: free some and try again.";
            case 8: return "Open the database for writing, and see to it that its file and folder are writable.";
            case 9: return "It was interrupted: migrate again.";
            case 10: return "The disk or its file system fails: see to that first.";
            case 11: return "The file is damaged: restore it from a backup.";
            case 13: return "The disk is full: make room and try again.";
            case 19: return "Rows that exist contradict it: correct them, or correct the revision.";
            case 23: return "The program's authorizer refused it.";
            case 26: return "The file is no SQLite database, or encrypted: look at its path.";
            default: return "";
        }
    }
    /// How to resolve an error on inserting a row of the revision itself.
    static constexpr std::string_view remedy_of_insert(int code) {
        if ((code & 0xFF) != 19 || code == 1811) return remedy(code, {});
        return "The revision's row contradicts it, or rows that exist do: correct the one or the others.";
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
