// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/box.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/online/migration_state.hpp>
#include <aludel/online/verification.hpp>
#include <aludel/online/version_state.hpp>

#include <cstddef>      // size_t
#include <exception>    // exception_ptr, current_exception
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// Queries about a database that change nothing. Each is a flow.
template <online_dialect Dialect>
class inquiry : protected migration_state<Dialect> {
    using base = migration_state<Dialect>;

protected:
    using base::dialect_;
    using base::history_;
    using base::make_plan;
    using base::plan_;
    using base::read_first;
    using base::report;
    using base::rows_;
    using base::session_;
    using base::targets_;

public:
    using base::base;

    /// The rows of the version table, whether or not the history contains them.
    flow<std::vector<std::string>> current() {
        std::exception_ptr why;
        try {
            dialect_ = written_dialect(history_, dialect_);
            co_await read_first();
        } catch (...) {
            why = std::current_exception();
        }
        if (why) report(why);
        co_return rows_;
    }

    /// The revisions that an upgrade would apply, in order.
    flow<std::vector<std::string>> pending(std::string_view target) {
        targets_ = {std::string(target)};
        return list_pending();
    }

    /// The differences between the database and the schema of a target.
    flow<difference_list> drift(std::string_view target) {
        targets_ = {std::string(target)};
        return find_drift();
    }

    /// What the database differs in from the history.
    flow<verification> verify() {
        verification found;
        found.edited = co_await edited();
        found.current = rows_;
        targets_ = {"current"};
        std::exception_ptr why;
        try {
            found.differences = co_await compare_with_target();
            targets_ = {"heads"};
            make_plan();
        } catch (...) {
            why = std::current_exception();
        }
        if (why) report(why);
        found.pending = steps();
        co_return found;
    }

    /// The revisions that were edited after the database ran them.
    flow<std::vector<edited_revision>> edited() {
        static_cast<void>(co_await current());
        detail::vector<edited_revision> found;
        std::exception_ptr why;
        try {
            require_known(history_, rows_);
            plan_ = detail::box<migration<Dialect>>(migration<Dialect>(history_, dialect_, rows_));
            found = co_await read_edited(session_, history_, plan_->graph(), rows_);
        } catch (...) {
            why = std::current_exception();
        }
        if (why) report(why);
        co_return found;
    }

protected:
    flow<difference_list> compare_with_target() {
        if constexpr (readable_dialect<Dialect>) {
            typename Dialect::expected_schema expected(*history_.settings);
            const revision_graph& graph = plan_->graph();
            const detail::revision_marks applied = graph.applied_at(graph.find(targets_.front(), version_rows(rows_)));
            for (const revision_index each : detail::in_order(history_, applied))
                expected.apply(history_.at(each).upgrade);
            // Where tables are in schemas, those that the history names are read.
            if constexpr (requires { session_.look_into(expected.scope()); }) session_.look_into(expected.scope());
            schema found =
                co_await Dialect::reader::read(session_, own_tables(*history_.settings), reading::to_compare);
            schema wanted = co_await expected.stored(session_);
            co_return differences_of(std::move(found), std::move(wanted));
        } else {
            throw failure_of(migration_error_kind::not_possible,
                             "the schema of " + std::string(Dialect::target.traits->name) + " cannot be read yet", "");
        }
    }

private:
    flow<std::vector<std::string>> list_pending() {
        static_cast<void>(co_await current());
        try {
            make_plan();
        } catch (...) {
            report(std::current_exception());
        }
        co_return steps();
    }

    std::vector<std::string> steps() const {
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < plan_->size(); ++i) ids.emplace_back(plan_->at(i).id.text());
        return ids;
    }

    flow<difference_list> find_drift() {
        static_cast<void>(co_await current());
        difference_list found;
        std::exception_ptr why;
        try {
            require_known(history_, rows_);
            plan_ = detail::box<migration<Dialect>>(migration<Dialect>(history_, dialect_, rows_));
            found = co_await compare_with_target();
        } catch (...) {
            why = std::current_exception();
        }
        if (why) report(why);
        co_return found;
    }
};

}  // namespace aludel::inline v0_1::online
