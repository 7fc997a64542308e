// SPDX-License-Identifier: BSL-1.0
// The digital market is migrated on libuv's loop by callbacks, without a coroutine: each request of the engine is
// carried out by a thread of libuv's pool, and the loop goes on meanwhile.
//
//     g++ -std=c++20 main.cpp -lsqlite3 -luv
#include "../digital_market/history.hpp"

#include <uv.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>

namespace {

namespace al = shop::al;

class upgrade {
public:
    upgrade(uv_loop_t* loop, al::sqlite3::connection& db) : loop_(loop), db_(db) {
        task_.data = pause_.data = this;
        uv_timer_init(loop, &pause_);
    }

    /// Does what the engine asks for, and goes on when that is done.
    void advance() {
        if (work_.done()) return uv_close(reinterpret_cast<uv_handle_t*>(&pause_), nullptr);
        const al::online::request& asked = work_.asked();
        if (asked.kind == al::online::request_kind::sleep)
            uv_timer_start(
                &pause_, [](uv_timer_t* pause) { static_cast<upgrade*>(pause->data)->answer({}); },
                static_cast<std::uint64_t>(asked.pause.milliseconds()), 0);
        else
            uv_queue_work(
                loop_, &task_, [](uv_work_t* task) { static_cast<upgrade*>(task->data)->perform(); },
                [](uv_work_t* task, int) {
                    auto* const self = static_cast<upgrade*>(task->data);
                    self->answer(std::move(self->result_));
                });
    }
    al::migration_report result() { return work_.result(); }

private:
    void perform() {  // in a thread of the pool
        result_ = al::online::perform(work_.asked(), db_, &decltype(shop::history)::run<al::sqlite3::connection>);
    }
    void answer(al::online::reply result) {
        result.in_transaction = db_.in_transaction();
        work_.answer(std::move(result));
        advance();
    }

    uv_loop_t* loop_;
    al::sqlite3::connection& db_;
    decltype(al::stepwise<shop::history>(db_, al::online::goal::upgrade, "head")) work_ =
        al::stepwise<shop::history>(db_, al::online::goal::upgrade, "head");
    uv_work_t task_{};
    uv_timer_t pause_{};
    al::online::reply result_;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        uv_loop_t* const loop = uv_default_loop();
        al::sqlite3::connection db(argc > 1 ? argv[1] : "shop.db");
        upgrade work(loop, db);
        work.advance();
        uv_run(loop, UV_RUN_DEFAULT);
        const al::migration_report report = work.result();
        std::printf("%zu revisions, now at %s\n", report.steps, report.to.back().c_str());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
