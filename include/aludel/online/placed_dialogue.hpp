// SPDX-License-Identifier: BSL-1.0
#pragma once

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
    placed_dialogue(const op::settings& settings, dialogue& channel, session_type& session, watch_type& watch, progress& at)
        : settings_(settings), channel_(channel), session_(session), watch_(watch), at_(at) {}

protected:
    template <class Call>
    void with_position(Call call) const {
        try {
            call();
        } catch (const failure& why) {
            throw at_.with_position(why);
        }
    }

    flow<query_result> read(std::string_view sql) {
        reply said = co_await channel_.query(sql);
        with_position([&] { session_.require_ours(said); });
        if (said.failed()) throw at_.with_position(session_type::failed(said, sql));
        co_return std::move(said.rows);
    }

    flow<std::int64_t> change(std::string_view sql) {
        const reply said = co_await channel_.execute(sql);
        // The transaction was rolled back while the statement ran; the open one is not the engine's.
        if (said.failed() && session_type::kind_of(said) == connection_error_kind::aborted && session_.is_ours()) {
            session_.disown();
            throw at_.with_position(transaction_lost("it", said, sql));
        }
        try {
            session_.require_ours(said);
        } catch (const failure& why) {
            throw at_.with_position(why);
        }
        if (said.failed()) throw at_.with_position(session_type::failed(said, sql));
        co_return said.changes;
    }

    static failure transaction_lost(const char* who) {
        return failure_of(migration_error_kind::transaction_ended, std::string(who) + " ended the migration's transaction",
                          "Leave BEGIN, COMMIT and ROLLBACK to the migration, and look what the database is like now.");
    }
    static failure transaction_lost(const char* who, const reply& said, std::string_view sql) {
        failure why = transaction_lost(who);
        why.details.sql = sql, why.details.code = said.code, why.cause = said.failure;
        if (said.failed()) why.sentence += ", and then failed: " + said.message;
        return why;
    }

    const op::settings& settings_;
    dialogue& channel_;
    session_type& session_;
    watch_type& watch_;
    progress& at_;
};

}  // namespace aludel::inline v0_1::online
