// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/migrate.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/schema/object_filter.hpp>

#include <memory>  // unique_ptr
#include <string>  // string

namespace aludel::inline v0_1::cli {

/// `redo [TARGET]`: takes the last revision back and applies it again, for one that is still being written.
class redo_command {
public:
    static constexpr const char* word = "redo";
    static constexpr const char* summary = "Revert the last revision and apply it again, as it is now";
    static constexpr const char* examples = "redo\nredo -2\nredo -v";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("target", target_, "what to go back to: -N, a revision, base (-1)");
        command.add_flag("--allow-edited", switches_.allow_edited,
                         "go on although revisions below were edited as well after the database ran them");
    }

    int run(const context& tool) const {
        const std::unique_ptr<session> db = tool.open(access::change);
        const bool was_edited = !db->edited(tool.history(), tool.options()).empty();
        const int code = migrate(tool, online::goal::redo, {target_}, access::change, word, switches_);
        // What the old text did, the downgrade of the new one may have left there.
        if (was_edited)
            for (const difference& each : filtered(db->drift(tool.history(), tool.options()), tool.compared))
                tool.err << "Warning: the database is not what the history says: " << online::text_of(each) << '\n';
        return code;
    }

private:
    std::string target_ = "-1";
    migration_switches switches_;
};

}  // namespace aludel::inline v0_1::cli
