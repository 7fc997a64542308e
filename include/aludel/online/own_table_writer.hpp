// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/own_table_text.hpp>
#include <aludel/base/duration.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/claims.hpp>
#include <aludel/online/placed_dialogue.hpp>
#include <aludel/online/version_state.hpp>

#include <cstdint>      // int64_t, uint64_t
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::online {

/// Creates and writes the version table and the journal.
template <online_dialect Dialect>
class own_table_writer : protected placed_dialogue<Dialect> {
    using base = placed_dialogue<Dialect>;
    using base::settings_;
    using claims_type = basic_claims<typename base::session_type>;
    static constexpr const own_table_words& words = Dialect::own_tables::words;

protected:
    using base::change;
    using base::progress_;
    using base::session_;

public:
    using base::base;
    using base::repeat;

    /// Records a step in the version table and the journal.
    flow<> record(const migration_step& step) {
        const duration took = progress_.elapsed();
        progress_.statements_done();
        for (const version_write& write : step.writes) co_await write_row(write);
        sql_text entry;
        write_journal(entry, settings_, words, *step.revision, step.way, took.milliseconds(), own_scope::engine);
        const std::string sql = entry.str();
        co_await change_row(sql, "journal");
    }

    /// Records a stamp or a baseline, which executes nothing else.
    flow<> record_stamp(const version_write& write, std::string_view done, std::uint64_t checksum) {
        co_await write_row(write);
        if (write.to.empty()) co_return;
        sql_text entry;
        write_journal(entry, settings_, words, write.to, done, checksum, unknown_duration, own_scope::engine);
        const std::string sql = entry.str();
        co_await change_row(sql, "journal");
    }

    /// Drops the version table, whatever its columns are.
    flow<> drop_version_table() {
        sql_text drop;
        aludel::drop_version_table(drop, settings_, words, own_scope::engine);
        const std::string sql = drop.str();
        static_cast<void>(co_await change(sql));
    }

    /// Creates the missing ones of the engine's tables.
    flow<> create_tables() {
        sql_text version_table, journal;
        create_version_table(version_table, settings_, words, own_scope::engine);
        create_journal(journal, settings_, words, own_scope::engine);
        const std::string first = version_table.str(), second = journal.str();
        if (!claims_type::keeps_table) {
            co_await create_unless_there(first);
            co_await create_unless_there(second);
            co_return;
        }
        sql_text claims;
        create_claim(claims, settings_, words, true);
        const std::string third = claims.str(), claims_name = claim_table(settings_);
        co_await create_missing(settings_.version_table, first);
        co_await create_missing(settings_.journal_table, second);
        co_await create_missing(name(std::string_view(claims_name)), third);
    }

private:
    /// Creates a table inside a transaction. It is repeated if another transaction has created the table meanwhile, of
    /// a script or a history that shares the journal: in spite of its name, IF NOT EXISTS fails then in PostgreSQL.
    flow<> create_unless_there(const std::string& create) {
        try {
            static_cast<void>(co_await change(create));
        } catch (failure& why) {
            if (why.reason == connection_error_kind::duplicate) why.reason = connection_error_kind::deadlock;
            throw;
        }
    }
    /// Creates a table outside of transactions, and not needlessly: that would be in the way of others that use it.
    flow<> create_missing(name table, const std::string& create) {
        const bool missing = co_await is_missing(session_, table);
        if (missing) static_cast<void>(co_await change(create));
    }
    flow<> write_row(const version_write& write) {
        sql_text result;
        write_version(result, settings_, words, write, own_scope::engine);
        const std::string sql = result.str();
        if (write.kind == version_write_kind::delete_all) static_cast<void>(co_await change(sql));
        else co_await change_row(sql, "version");
    }

    /// Changes exactly one row of one of the engine's tables.
    flow<> change_row(std::string_view sql, const char* table) {
        const std::int64_t rows = co_await change(sql);
        if (rows == 1) co_return;
        failure why = failure_of(
            migration_error_kind::corrupt_version_table,
            std::string("a write to the ") + table + " table met " + std::to_string(rows) + " rows instead of one",
            stamp_it);
        why.details.sql = sql;
        throw progress_.with_position(why);
    }
};

}  // namespace aludel::inline v0_1::online
