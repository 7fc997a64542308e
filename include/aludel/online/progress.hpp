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

/// The current step of a plan and its current statement, for the observer and for the position in errors.
class progress {
public:
    explicit progress(const observer& watch) : watch_(watch), began_(now()) {}

    void planned(std::size_t steps) {
        leave();
        count_ = steps;
        tell({.kind = event_kind::plan});
    }

    /// Whether there is an observer. It may do anything, also with the connection.
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
    /// Ends the current step.
    void leave() { revision_ = nullptr, statement_ = statement_count_ = 0, number_ = 0; }

    void repeats(std::string_view why) {
        const std::string shown = detail::visible(why);
        tell({.kind = event_kind::repeat, .message = shown});
    }
    void warns(std::string_view sentence) const { tell({.kind = event_kind::warning, .message = sentence}); }

    /// Reports a failure to the observer. Exceptions of the observer are ignored here.
    void failed(std::string_view sentence, std::string_view sql) const noexcept {
        try {
            const std::string shown = detail::visible(sentence);
            tell({.kind = event_kind::failed, .message = shown, .sql = sql});
        } catch (...) {}
    }

    /// Number of finished statements of the step.
    [[nodiscard]] std::size_t done_statements() const { return statement_; }
    /// Number of statements of a step, without those that only scripts contain.
    [[nodiscard]] static std::size_t count_of(const migration_step& step) {
        std::size_t count = 0;
        for (const statement& each : step.statements)
            if (counts(each)) ++count;
        return count;
    }
    static bool counts(const statement& each) {
        return each.kind == statement_kind::sql || each.kind == statement_kind::run;
    }

    [[nodiscard]] duration elapsed() const { return since(began_); }

    /// The failure, with its position added.
    [[nodiscard]] failure with_position(failure why) const {
        if (revision_ == nullptr) return why;
        why.details.revision = revision_->id.text(), why.details.direction = way_;
        // After the last statement come those of the engine.
        if (statement_ < statement_count_)
            why.details.statement = statement_, why.details.statement_count = statement_count_;
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
