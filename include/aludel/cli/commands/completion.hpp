// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/cli/command.hpp>
#include <aludel/connection/connections.hpp>

#include <algorithm>    // replace
#include <cstddef>      // size_t
#include <ostream>      // ostream
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// `completion SHELL`: prints the script with which a shell completes commands, options and revisions.
class completion_command {
public:
    static constexpr const char* word = "completion";
    static constexpr const char* summary = "Print what a shell needs to complete commands, options and revisions";
    static constexpr const char* examples =
        "completion bash > ~/.local/share/bash-completion/completions/PROGRAM\ncompletion zsh > "
        "~/.zfunc/_PROGRAM\ncompletion fish > ~/.config/fish/completions/PROGRAM.fish";
    static constexpr auto needs = soundness::nothing;

    void add_options(CLI::App& command) {
        program_ = command.get_parent();
        command.add_option("shell", shell_, "bash, zsh or fish")
            ->required()
            ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    }

    int run(const context& tool) const {
        if (shell_ == "bash") print_bash(tool, false);
        else if (shell_ == "zsh") print_bash(tool, true);
        else print_fish(tool);
        return ok;
    }

private:
    static constexpr std::string_view symbols = "head heads base";

    static std::string options_of(const CLI::App& app) {
        std::string input;
        for (const CLI::Option* each : app.get_options())
            for (const std::string& name_of : each->get_lnames())
                if (app.get_parent() == nullptr || name_of != "help")
                    (input += input.empty() ? "--" : " --") += name_of;
        return input;
    }

    /// The values that an option or argument can have; empty if it can have any.
    static std::string values_of(const CLI::Option& option) {
        const std::string type = option.get_type_name();  // TEXT:{sql,mermaid,dot}
        const std::size_t first = type.find('{'), last = type.find('}');
        if (first == type.npos || last == type.npos) return {};
        std::string result = type.substr(first + 1, last - first - 1);
        std::replace(result.begin(), result.end(), ',', ' ');
        return result;
    }

    static bool takes_revisions(const CLI::App& command) {
        for (const CLI::Option* each : command.get_options())
            for (const std::string_view word_of :
                 {"target", "targets", "revision", "revisions", "range", "head", "rev-range"})
                if (each->get_single_name() == word_of) return true;
        return false;
    }

    static std::string arguments_of(const CLI::App& command) {
        std::string result;
        for (const CLI::Option* each : command.get_options())
            if (each->get_positional()) result += values_of(*each);
        return result;
    }

    [[nodiscard]] std::string commands(char between) const {
        std::string result;
        for (const CLI::App* each : program_->get_subcommands({}))
            (result.empty() ? result : result += between) += each->get_name();
        return result;
    }

    static std::string function_name(std::string_view program) {
        std::string result = "_";
        for (const char each : program)
            result += (each >= '0' && each <= '9') || (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z')
                ? each
                : '_';
        return result;
    }

    /// A text quoted as one word of a POSIX shell.
    static std::string in_shell(std::string_view what) {
        std::string result = "'";
        for (const char each : what) result += each == '\'' ? std::string("'\\''") : std::string(1, each);
        return result + "'";
    }

    /// The candidates are lines, compared with the word and quoted by the shell: nothing in them is ever expanded
    /// (`compgen -W` would execute the `$(...)` of an id, and an id that is inserted as it is would be executed later).
    void print_bash(const context& tool, bool in_zsh) const {
        std::ostream& out = tool.exact();
        const std::string function = function_name(tool.name);
        if (in_zsh)
            out << "#compdef " << detail::visible(tool.name) << "\nautoload -U +X bashcompinit && bashcompinit\n";
        out << function
            << "() {\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command='' words='' "
               "more='' each\n"
            << "    for each in \"${COMP_WORDS[@]:1:$((COMP_CWORD-1))}\"; do\n        case $each in " << commands('|')
            << ") command=$each; break ;; esac\n    done\n"
            << "    case $command:$before in\n        *:--directory|init:init) more=$(compgen -d -- \"$word\") ;;\n"
            << "        *:--config|*:--output|*:-o) more=$(compgen -f -- \"$word\") ;;\n";
        for (const CLI::App* each : program_->get_subcommands({})) {
            for (const CLI::Option* option : each->get_options())
                for (const std::string& name_of : option->get_lnames())
                    if (const std::string values = values_of(*option); !values.empty())
                        out << "        " << each->get_name() << ":--" << name_of << ") words='" << values << "' ;;\n";
            out << "        " << each->get_name() << ":*) words='" << arguments_of(*each) << ' ' << options_of(*each)
                << ' ' << options_of(*program_);
            if (takes_revisions(*each))
                out << ' ' << symbols << "'; more=$(\"${COMP_WORDS[0]}\" history -q 2>/dev/null) ;;\n";
            else out << "' ;;\n";
        }
        out << "        *) words='" << options_of(*program_) << ' ' << commands(' ')
            << "' ;;\n    esac\n"
            // The word of the line, because bash ends its own words at colons.
            << "    local line=${COMP_LINE:0:$COMP_POINT} folder=" << in_shell(example_url("")) << '\n'
            << "    [[ $before == -d || $before == --database ]] && line=\" $before $word\"\n"
               "    local typed=${line##*[[:space:]]} colons=\n"
               "    if [[ ${line%\"$typed\"} =~ [[:space:]](-d|--database)[[:space:]]+$ ]]; then\n"
               "        [[ $COMP_WORDBREAKS == *:* && $typed == *:* ]] && colons=${typed%:*}: word=${typed##*:}\n"
               "        words='' more=$(compgen -f -- \"${typed#\"$folder\"}\" | while IFS= read -r each; do\n"
               "            each=$folder$each; printf '%s\\n' \"${each#\"$colons\"}\"; done)\n"
               "        [[ $folder == \"$typed\"* ]] && words=${folder#\"$colons\"}\n    fi\n"
            << "    COMPREPLY=()\n    while IFS= read -r each; do\n"
            << "        [[ -n $each && $each == \"$word\"* ]] && COMPREPLY+=(\"$(printf %q \"$each\")\")\n"
            << "    done < <(printf '%s\\n' \"${words// /$'\\n'}\" \"$more\")\n}\n"
            << "complete -F " << function << ' ' << (is_plain(tool.name) ? tool.name : in_shell(tool.name)) << '\n';
    }

    static bool is_plain(std::string_view what) {
        for (const char each : what)
            if (!((each >= '0' && each <= '9') || (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                  each == '_' || each == '-' || each == '.'))
                return false;
        return !what.empty() && what[0] != '-';
    }

    static std::string in_quotes(std::string_view what) {
        std::string result = "'";
        for (const char each : what)
            result += each == '\'' || each == '\\' ? std::string("\\") + each : std::string(1, each);
        return result + "'";
    }

    static void print_fish_options(std::ostream& out, const std::string& head, const CLI::App& command) {
        for (const CLI::Option* each : command.get_options())
            for (const std::string& name_of : each->get_lnames()) {
                out << head << " -l " << name_of << " -d " << in_quotes(each->get_description());
                if (const std::string values = values_of(*each); !values.empty()) out << " -x -a " << in_quotes(values);
                else if (name_of == "directory") out << " -x -a '(__fish_complete_directories)'";
                else if (name_of == "config" || name_of == "output") out << " -r -F";
                else if (name_of == "database")
                    out << " -s d -x -a '(set -l url " << example_url("")
                        << "; string replace -r \"^\" $url -- (__fish_complete_path (string replace $url \"\" -- "
                           "(commandline -ct))))'";
                else if (each->get_expected_min() > 0) out << " -x";
                out << '\n';
            }
    }

    void print_fish(const context& tool) const {
        std::ostream& out = tool.exact();
        // fish evaluates the argument of -a once more.
        const std::string program = is_plain(tool.name) ? tool.name : in_quotes(tool.name),
                          head = "complete -c " + program;
        out << head << " -f\n";
        for (const CLI::App* each : program_->get_subcommands({}))
            out << head << " -n __fish_use_subcommand -a " << each->get_name() << " -d "
                << in_quotes(each->get_description()) << '\n';
        print_fish_options(out, head, *program_);
        for (const CLI::App* each : program_->get_subcommands({})) {
            const std::string within = head + " -n '__fish_seen_subcommand_from " + each->get_name() + "'";
            print_fish_options(out, within, *each);
            if (const std::string values = arguments_of(*each); !values.empty())
                out << within << " -a " << in_quotes(values) << '\n';
            if (takes_revisions(*each))
                out << within << " -a " << in_quotes(std::string(symbols) + " (" + program + " history -q 2>/dev/null)")
                    << '\n';
        }
    }

    const CLI::App* program_ = nullptr;
    std::string shell_;
};

}  // namespace aludel::inline v0_1::cli
