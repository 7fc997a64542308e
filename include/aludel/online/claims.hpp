// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/io/claimant.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/sql/own_tables.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/online/version_state.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/sql/own_tables.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <cstdlib>      // strtoll
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::online {

/// The content of the table of claims.
struct claim {
    std::string revision;
    std::string direction;
    std::string checksum;
    std::string owner;
    std::string since;
    std::size_t done = 0;     ///< number of finished statements
    bool next_begun = false;  ///< the next one has begun, with unknown outcome
    bool in_batches = false;  ///< of the next one, the batches up to `last_key` are done
    std::int64_t last_key = 0;
    bool is_there = false;  ///< whether there is a claim

    explicit operator bool() const { return is_there; }

    [[nodiscard]] bool is_untouched() const { return done == 0 && !next_begun && !in_batches; }
    [[nodiscard]] bool is_of(const migration_step& step) const {
        return step.revision->id.text() == revision &&
            direction == (step.way == direction::upgrade ? "upgrade" : "downgrade");
    }
};

/// The failure if another run holds the claim.
inline failure claimed(const claim& held, liveness owner) {
    const std::string revision = backticked(held.revision);
    if (owner == liveness::alive)
        return failure_of(migration_error_kind::database_busy,
                          "another process runs revision " + revision + " without a transaction, since " + held.since,
                          "Wait until it is done, or give a longer busy_timeout (--wait of the tool).");
    return failure_of(
        migration_error_kind::database_busy,
        "a process of another machine or container runs revision " + revision + " without a transaction since " +
            held.since + ", or did until it ended",
        "Wait until it is done; if you know that it has ended, go on with take_over (--take-over of the tool).");
}

/// The failure if another run left a revision unfinished. It tells which statements are done, except for the one that
/// was running.
inline failure unfinished(const claim& held, bool is_next, bool is_same) {
    std::string sentence = "the revision runs without a transaction, and was begun at " + held.since +
        " and not finished: " + std::to_string(held.done) + " of its statements are done";
    if (held.next_begun) sentence += ", and of statement " + std::to_string(held.done + 1) + " it is not known";
    if (!is_same) sentence += "; the revision was edited since";
    std::string remedy = "Finish it first, with the same target; or stamp the revision that the database is at.";
    if (is_next)
        remedy =
            "Look what the database is like, and run all of the revision by take_over (--take-over of the tool); or "
            "stamp it if all of it is done.";
    if (is_same)
        remedy = "Look what statement " + std::to_string(held.done + 1) +
            " has done, and go on with it by take_over (--take-over of the tool); or stamp the revision if all of it "
            "is done.";
    failure why = failure_of(migration_error_kind::unfinished, sentence, remedy);
    why.details.revision = held.revision;
    why.details.direction = held.direction == "downgrade" ? direction::downgrade : direction::upgrade;
    return why;
}

/// The failure of a run whose claim another one has taken over, or which is no longer alone.
inline failure migrated_meanwhile() {
    return failure_of(migration_error_kind::database_busy, "another process migrated the same database meanwhile",
                      "Look where the database is before you go on.");
}

/// The claim on a revision without a transaction: reads those of others, and holds the own one while the revision runs.
template <class Session>
class basic_claims {
    static constexpr const own_table_words& words = Session::dialect_type::own_tables::words;

public:
    /// Whether the table of claims is kept permanently: where DDL commits, creating or dropping it would end the
    /// surrounding transaction.
    static constexpr bool keeps_table = Session::dialect_type::target.traits->ddl == op::ddl_kind::commits_itself;

    basic_claims(const op::settings& in_use, Session& session)
        : settings_(in_use),
          session_(session),
          table_(claim_table(in_use)) {}

    /// Reads the claim in the database.
    flow<claim> read() {
        claim found;
        const name table{std::string_view(table_)};
        const bool missing = co_await is_missing(session_, table);
        if (missing) co_return found;
        sql_text result;
        read_claim(result, settings_, words);
        const std::string sql = result.str();
        std::optional<reply> claims = co_await read_own_table(session_, table, sql);
        // Another run has taken over the claim while the query waited for the table: in isolations above READ
        // COMMITTED, the new table has no rows for it.
        if (!keeps_table && claims && claims->rows.empty()) claims = co_await read_own_table(session_, table, sql);
        if (!claims) co_return found;  // its owner has dropped it meanwhile
        if (claims->failed()) throw Session::failed(*claims, sql);
        if (keeps_table && claims->rows.empty()) co_return found;
        if (claims->rows.size() != 1) throw not_readable();
        const row_values& row = claims->rows[0];
        found = claim_of(row);
        found.is_there = true;
        co_return found;
    }

    /// Waits until a claim is removed or its owner has ended. Takes no lock, which would block the owner.
    flow<> wait_for(claim held, liveness owner) {
        for (;;) {
            const bool again = co_await session_.nap();
            if (!again) throw claimed(held, owner);
            const claim now = co_await read();
            if (!now || now.owner != held.owner) co_return;
            if (claimant::find(now.owner) != owner) co_return;
        }
    }

    [[nodiscard]] bool is_mine(const claim& found) const { return held_ && found.owner == owner_; }

    /// Inside a transaction: claims the revision, from where a claim that was given up had come; effective at COMMIT.
    flow<> take(const migration_step& step, const claim& given_up) {
        me_.begin();
        owner_ = me_.name();
        done_ = given_up.done;
        if (given_up) co_await drop();
        sql_text table, row;
        create_claim(table, settings_, words, false);
        write_claim(row, settings_, words, step.revision->id, step.way, op::checksum_of(step.revision->upgrade),
                    owner_);
        const std::string first_sql = table.str(), second_sql = row.str();
        if (!keeps_table) co_await change(first_sql);
        co_await change(second_sql);
        if (given_up.in_batches) co_await reached_key(given_up.done, given_up.last_key);
        else if (given_up.done != 0 || given_up.next_begun) co_await reached(given_up.done, given_up.next_begun);
        held_ = true;
    }
    /// Records that `done` statements are finished and, with `next_begun`, that the next one begins; after a crash its
    /// outcome is unknown, unless the catalog `tells`. Throws a failure if another run has taken over the claim.
    flow<> reached(std::size_t done, bool next_begun, bool tells = true) {
        sql_text result;
        write_claim_progress(result, settings_, words, done, next_begun, owner_);
        const std::string sql = result.str();
        co_await change_mine(sql, tells);
        done_ = done, next_begun_ = next_begun, in_batches_ = false;
    }
    /// Records that `done` statements are finished, and of the next one the batches up to a key.
    flow<> reached_key(std::size_t done, std::int64_t last_key) {
        sql_text result;
        write_claim_batch(result, settings_, words, done, last_key, owner_);
        const std::string sql = result.str();
        co_await change_mine(sql);
        done_ = done, next_begun_ = false, in_batches_ = true, last_key_ = last_key;
    }
    /// Whether the next statement was begun, in this run or in the one that it goes on with, with unknown outcome.
    [[nodiscard]] bool next_begun() const { return next_begun_; }
    /// Whether batches of the next statement are done, and then the last key of them.
    [[nodiscard]] bool in_batches() const { return in_batches_; }
    [[nodiscard]] std::int64_t last_key() const { return last_key_; }
    /// Removes the claim, inside the transaction that records the revision.
    flow<> drop() {
        sql_text result;
        drop_claim(result, settings_, words, keeps_table);
        const std::string sql = result.str();
        co_await change(sql);
    }
    /// Ends the run: the revision is recorded and the claim removed.
    void finished() { held_ = false, me_.end(); }

    /// After a failure: marks the claim as given up, so that another run can resume, unless one has taken it over
    /// already. Errors are ignored; the next run detects the dead owner.
    flow<> give_up() {
        if (!held_ || session_.is_ours()) co_return;
        const bool is_untouched = done_ == 0 && !next_begun_ && !in_batches_;
        try {
            sql_text result;
            release_claim(result, settings_, words, next_begun_ || in_batches_, owner_);
            const std::string sql = result.str();
            static_cast<void>(co_await session_.write_own(sql));
            if (is_untouched) co_await remove_released();
        } catch (...) {}
        try {
            co_await session_.rollback();
        } catch (...) {}
        finished();
    }

    /// Decides about a claim that was given up, when a transaction begins or, with `outside`, the step to be claimed.
    /// Sets `done` to the statement to resume at. Throws a failure if a person must decide. `told`: the database tells
    /// what became of that statement.
    void resume(claim& held, const migration_step* outside, bool take_over, bool told) const {
        if (held.is_untouched()) return;
        const bool is_next = outside != nullptr && held.is_of(*outside);
        const bool is_same = is_next && held.checksum == checksum_text(op::checksum_of(outside->revision->upgrade));
        const bool is_known = is_same && (!held.next_begun || told);
        if (!is_known && !take_over) throw unfinished(held, is_next, is_same);
        held.next_begun = held.next_begun && is_known;
        if (!is_same) held.done = 0, held.in_batches = false;
        else if (held.done > progress::count_of(*outside)) throw not_readable();
    }

    /// The table does not have the form that `take` and `reached` write.
    failure not_readable() const {
        return failure_of(migration_error_kind::corrupt_version_table,
                          "the table " + backticked(table_) + " is not what a migration leaves behind",
                          "Drop it when no other process migrates the database.");
    }

private:
    static claim claim_of(const row_values& row) {
        claim read;
        read.revision = cell(row, 0), read.direction = cell(row, 1), read.checksum = cell(row, 2);
        read.owner = cell(row, 3), read.since = cell(row, 4);
        for (const char digit : cell(row, 5)) read.done = read.done * 10 + static_cast<std::size_t>(digit - '0') % 10;
        const std::string next = cell(row, 6);
        std::int64_t begun = std::strtoll(next.c_str(), nullptr, 10);
        if (begun == 0 && next != "0") begun = 1;
        read.next_begun = begun == 1, read.in_batches = begun != 0 && begun != 1;
        read.last_key = begun < 0 ? begun : begun - 2;
        return read;
    }
    flow<> change(const std::string& sql, bool tells = true) {
        const reply result = co_await session_.write_own(sql, tells);
        session_.require_ours(result);
        if (result.failed()) throw Session::failed(result, sql);
    }
    /// Changes the row of the own claim. Where the lock of migrations is held as long as the claim, nobody can have
    /// taken it over, and the server may count only rows that it finds different.
    flow<> change_mine(const std::string& sql, bool tells = true) {
        const reply result = co_await session_.write_own(sql, tells);
        session_.require_ours(result);
        const bool is_gone = result.failed() && Session::kind_of(result) == connection_error_kind::undefined_table;
        if (is_gone || (!result.failed() && !keeps_table && result.changes != 1)) throw migrated_meanwhile();
        if (result.failed()) throw Session::failed(result, sql);
    }
    /// Removes a claim that was given up before its first statement, under the lock: without it, the claim could be
    /// another's meanwhile.
    flow<> remove_released() {
        session_.renew_patience();
        co_await session_.begin();
        const claim found = co_await read();
        if (!found || !found.owner.empty() || !found.is_untouched()) co_return;
        co_await drop();
        co_await session_.commit();
    }

    const op::settings& settings_;
    Session& session_;
    const std::string table_;
    claimant me_;
    std::string owner_;
    bool held_ = false;
    std::size_t done_ = 0;
    bool next_begun_ = false;
    bool in_batches_ = false;
    std::int64_t last_key_ = 0;
};

}  // namespace aludel::inline v0_1::online
