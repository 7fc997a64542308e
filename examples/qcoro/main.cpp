// SPDX-License-Identifier: BSL-1.0
// The digital market is migrated on Qt's event loop, by coroutines of QCoro: the connection names QCoro::Task as its
// coroutine type, and SQLite's work is done by a thread of a QThreadPool.
#include "../digital_market/history.hpp"

#include <QCoreApplication>
#include <QThreadPool>
#include <QTimer>
#include <QtConcurrent>

#include <QCoroFuture>
#include <QCoroTask>
#include <QCoroTimer>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace al = shop::al;

/// SQLite, awaited by QCoro. Used by one coroutine at a time.
class connection {
public:
    template <class T>
    using task = QCoro::Task<T>;
    using dialect_type = al::sqlite3::connection::dialect_type;
    using blocking_type = al::sqlite3::connection;

    explicit connection(const std::string& path) : db_(path) { thread_.setMaxThreadCount(1); }

    [[nodiscard]] al::op::dialect dialect() const { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const { return db_.in_transaction(); }
    void wait_when_busy(al::duration most) { db_.wait_when_busy(most); }

    task<std::int64_t> execute(std::string_view sql) {
        std::int64_t changes = 0;
        co_await on_thread([&] { changes = db_.execute(sql); });
        co_return changes;
    }
    task<al::query_result> query(std::string_view sql) {
        al::query_result rows;
        co_await on_thread([&] { rows = db_.query(sql); });
        co_return rows;
    }
    task<void> sleep(al::duration pause) {
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(std::chrono::milliseconds(pause.milliseconds()));
        co_await timer;
    }
    template <class Function>
    task<void> run_blocking(Function function) {
        co_await on_thread([&] { function(db_); });
    }

private:
    template <class Work>
    task<void> on_thread(Work work) {
        std::exception_ptr failure;
        const QFuture<void> done = QtConcurrent::run(&thread_, [&] {
            try {
                work();
            } catch (...) {
                failure = std::current_exception();
            }
        });
        co_await done;
        if (failure) std::rethrow_exception(failure);
    }

    al::sqlite3::connection db_;
    QThreadPool thread_;
};
static_assert(al::async_connection<connection>);

QCoro::Task<int> migrate(std::string path) {
    int code = 0;
    try {
        connection db(path);
        const al::migration_report report = co_await al::async_upgrade<shop::history>(db);
        std::printf("%zu revisions, now at %s\n", report.steps, report.to.back().c_str());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        code = 1;
    }
    co_return code;
}

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    return QCoro::waitFor(migrate(argc > 1 ? argv[1] : "shop.db"));
}
