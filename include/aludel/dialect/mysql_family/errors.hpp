// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection_error.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// The meaning of error numbers (mariadb.com/kb/en/mariadb-error-code-reference; those of the client begin at 2000).
struct errors {
    static constexpr connection_error_kind kind_of(int code, std::string_view = {}) {
        using kind = connection_error_kind;
        switch (code) {
            case 1047: return kind::busy;  // a node that is apart from its cluster, or has not joined it yet
            case 1205: return kind::lock_timeout;
            case 1020:  // another has changed the row since the snapshot (innodb_snapshot_isolation)
            case 1213:
            case 3058: return kind::deadlock;
            case 1051:
            case 1109:
            case 1146: return kind::undefined_table;
            case 1044:
            case 1045:
            case 1142:
            case 1143:
            case 1227:
            case 1370: return kind::permission;
            case 1007:  // database,
            case 1050:  // table,
            case 1060:  // column,
            case 1061:  // index,
            case 1068:  // primary key,
            case 1359:  // trigger,
            case 1826:  // foreign key,
            case 3822:  // and check of the same name;
            case 1022:  // row with the same key
            case 1062:
            case 1169:
            case 1586: return kind::duplicate;
            case 1048:
            case 1216:
            case 1217:
            case 1364:
            case 1451:
            case 1452:
            case 3819:
            case 4025: return kind::constraint;
            case 1290:
            case 1792:
            case 1836: return kind::read_only;
            case 1317:
            case 1969:
            case 3024: return kind::cancelled;
            case 1053:
            case 1927:
            case 2002:
            case 2003:
            case 2006:
            case 2013:
            case 2055: return kind::connection_lost;
            default: return kind::other;
        }
    }

    /// The errors for a table, column or savepoint that does not exist.
    static constexpr bool may_be_missing_name(int code) { return code == 1146 || code == 1305; }

    /// How to resolve an error; empty if the number does not tell.
    static constexpr std::string_view remedy(int code, std::string_view = {}) {
        using kind = connection_error_kind;
        if (code == 1071 || code == 1170)
            return "Index a varchar(n) or fewer columns: a key has a limited number of bytes, and a text has no "
                   "length.";
        if (code == 1265 || code == 1366 || code == 1406 || code == 1264 || code == 1292 || code == 1138)
            return "Rows that exist do not fit: correct them, or correct the revision.";
        if (code == 1047)
            return "The node is not part of its cluster: try again when it is, or connect to another node.";
        if (code == 1046) return "Name the database in the URL, or execute USE before.";
        switch (kind_of(code)) {
            case kind::lock_timeout:
                return "Another connection uses the table: try again when it is done, or give a longer busy_timeout "
                       "(--wait of the tool).";
            case kind::deadlock: return "It was in the way of another transaction: migrate again.";
            case kind::connection_lost:
                return "Migrate again when there is a connection, in a cluster to any node: that finds out where the "
                       "database is, and goes on from there.";
            case kind::permission: return "Grant the user of the connection what it lacks.";
            case kind::read_only: return "The server or session is read-only: connect to the primary server.";
            case kind::cancelled: return "It was interrupted, or took longer than max_statement_time allows.";
            case kind::constraint: return "Rows that exist contradict it: correct them, or correct the revision.";
            case kind::duplicate:
                if (code == 1062 || code == 1169 || code == 1586 || code == 1022)
                    return "Rows that exist contradict it: correct them, or correct the revision.";
                break;
            default: break;
        }
        return "";
    }
    /// How to resolve an error on inserting a row of the revision itself.
    static constexpr std::string_view remedy_of_insert(int code) {
        if (kind_of(code) != connection_error_kind::constraint && code != 1062 && code != 1586) return remedy(code);
        return "The revision's row contradicts it, or rows that exist do: correct the one or the others.";
    }
};

}  // namespace aludel::inline v0_1::mysql_family
