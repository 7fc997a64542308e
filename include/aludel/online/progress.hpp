// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/observer.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::online {

/// Which step of a plan is at hand, and which of its statements: for the observer, and for whoever has to say where
/// something failed.
class progress {
public:
    explicit progress(const observer& watch) : watch_(watch), began_(now()) {}

    void planned(std::size_t steps) {
        leave();
        count_ = steps;
        tell({.kind = event_kind::plan});
    }

    /// Whether somebody watches: an observer may do anything, also to the connection.
    [[nodiscard]] bool is_watched() const { return static_cast<bool>(watch_); }

    void begin(const migration_step& step, std::size_t number) {
        revision_ = step.revision, way_ = step.way, number_ = number;
        statement_ = 0, statement_count_ = count_of(step);
        began_ = now();
        tell({.kind = event_kind::begin});
    }

    void next_statement(std::string_view sql) { tell({.kind = event_kind::statement, .sql = sql}); }
    void statement_done() { ++statement_; }
    void statements_done() { statement_ = statement_count_ = 0; }
    void done() { tell({.kind = event_kind::done}); }
    /// No step is at hand any more.
    void leave() { revision_ = nullptr, statement_ = statement_count_ = 0, number_ = 0; }

    /// An observer that throws here as well has nothing to add.
    void failed(std::string_view sentence, std::string_view sql) const noexcept {
        try {
            const std::string shown = detail::visible(sentence);
            tell({.kind = event_kind::failed, .message = shown, .sql = sql});
        } catch (...) {
        }
    }

    /// How many statements of the step are done.
    [[nodiscard]] std::size_t done_statements() const { return statement_; }
    /// How many statements a step has, those that a script alone says left out.
    [[nodiscard]] static std::size_t count_of(const migration_step& step) {
        std::size_t count = 0;
        for (const statement& each : step.statements)
            if (each.kind == statement_kind::sql || each.kind == statement_kind::run) ++count;
        return count;
    }

    [[nodiscard]] duration elapsed() const { return since(began_); }

    /// The failure, and where it happened.
    [[nodiscard]] failure placed(failure why) const {
        if (revision_ == nullptr) return why;
        why.details.revision = revision_->id.text(), why.details.direction = way_;
        // Behind the last statement come the engine's own.
        if (statement_ < statement_count_) why.details.statement = statement_, why.details.statement_count = statement_count_;
        return why;
    }

private:
    void tell(migration_event event) const {
        if (!watch_) return;
        event.count = count_, event.elapsed = elapsed();
        if (revision_ != nullptr) {
            event.revision = revision_->id, event.direction = way_, event.index = number_;
            if (event.message.empty()) event.message = revision_->message;
            event.statement = statement_, event.statement_count = statement_count_;
        }
        watch_(event);
    }

    const observer& watch_;
    std::size_t count_ = 0;
    const op::revision* revision_ = nullptr;
    direction way_ = direction::upgrade;
    std::size_t number_ = 0;
    std::size_t statement_ = 0;
    std::size_t statement_count_ = 0;
    duration began_;
};

}  // namespace aludel::inline v0_1::online
