// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/online/progress.hpp>
#include <aludel/operation/settings.hpp>

#include <cstdint>      // int64_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::online {

/// The dialogue during a step: adds the position in the plan to failures, and reports a statement that ends the
/// engine's transaction as a failure.
template <online_dialect Dialect>
class placed_dialogue {
protected:
    using session_type = typename Dialect::session;
    using watch_type = typename Dialect::watch;

public:
    placed_dialogue(const op::settings& in_use, dialogue& channel, session_type& session, watch_type& watch,
                    progress& observed, const op::list_view<std::string>& arguments, unsigned repeats)
        : settings_(in_use),
          channel_(channel),
          session_(session),
          watch_(watch),
          progress_(observed),
          arguments_(arguments),
          repeats_(repeats) {}

    /// Runs a transaction, and again while other connections make it fail and `busy_timeout` lasts.
    template <class Attempt>
    flow<> repeat(Attempt attempt) {
        for (;;) {
            failure why;
            try {
                co_await attempt();
                co_return;
            } catch (const failure& failed) {
                if (!session_.may_repeat(failed, repeats_)) throw;
                why = failed;
            }
            co_await session_.rollback();
            if (session_.left_open() != nullptr) throw why;
            progress_.repeats(why.sentence);
            co_await session_.wait_to_repeat();
        }
    }

protected:
    /// Adds the position in the plan to the failure of a call.
    template <class Call>
    void with_position(Call call) const {
        try {
            call();
        } catch (const failure& why) {
            throw progress_.with_position(why);
        }
    }

    /// The rows of a query of the engine.
    flow<query_result> read(std::string_view sql) {
        reply result = co_await channel_.query(sql);
        with_position([&] { session_.require_ours(result); });
        if (result.failed()) throw progress_.with_position(session_type::failed(result, sql));
        co_return std::move(result.rows);
    }

    /// Executes a statement of the plan. Returns the number of changed rows.
    flow<std::int64_t> change(std::string_view sql) {
        [[maybe_unused]] bool guarded = false;
        if constexpr (requires { session_.is_guarded(sql); }) {
            guarded = session_.is_guarded(sql);
            if (guarded) co_await session_.guard(true);
        }
        const reply result = co_await channel_.execute(sql);
        if constexpr (requires { session_.is_guarded(sql); })
            if (guarded && !result.failed()) co_await session_.guard(false);
        // The transaction was rolled back while the statement ran; the open one is not the engine's.
        if (result.failed() && session_type::kind_of(result) == connection_error_kind::aborted && session_.is_ours()) {
            session_.disown();
            throw progress_.with_position(transaction_lost("it", result, sql));
        }
        with_position([&] { session_.require_ours(result); });
        if (result.failed()) {
            const failure why = co_await session_.explain(result, sql);
            throw progress_.with_position(why);
        }
        co_return result.changes;
    }

    /// That code which is not the engine's has ended its transaction.
    static failure transaction_lost(const char* who) {
        return failure_of(migration_error_kind::transaction_ended,
                          std::string(who) + " ended the migration's transaction",
                          "Leave BEGIN, COMMIT and ROLLBACK to the migration, and look what the database is like now.");
    }
    static failure transaction_lost(const char* who, const reply& result, std::string_view sql) {
        failure why = transaction_lost(who);
        why.details.sql = sql, why.details.code = result.code, why.cause = result.failure;
        if (result.failed()) why.sentence += ", and then failed: " + result.message;
        return why;
    }

    const op::settings& settings_;
    dialogue& channel_;
    session_type& session_;
    watch_type& watch_;
    progress& progress_;
    op::list_view<std::string> arguments_;  ///< of the migration
    unsigned repeats_;                      ///< of a transaction, at most
};

}  // namespace aludel::inline v0_1::online
