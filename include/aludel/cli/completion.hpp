// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/config.hpp>

#if ALUDEL_HAS_CLI11

#include <aludel/cli/command.hpp>

#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// completion SHELL: the script that lets a shell complete commands, options and revisions.
class completion_command {
public:
    static constexpr const char* word = "completion";
    static constexpr const char* summary = "Print what a shell needs to complete commands, options and revisions";
    static constexpr const char* examples = "completion bash > ~/.local/share/bash-completion/completions/NAME\ncompletion zsh > ~/.zfunc/_NAME\ncompletion fish > ~/.config/fish/completions/NAME.fish";

    void add_options(CLI::App& to) {
        program_ = to.get_parent();
        to.add_option("shell", shell_, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
    }

    int run(const context& at) const {
        if (shell_ == "bash") print_bash(at, false);
        else if (shell_ == "zsh") print_bash(at, true);
        else print_fish(at);
        return ok;
    }

private:
    static constexpr std::string_view symbols = "head heads base";

    static std::string options_of(const CLI::App& app) {
        std::string all;
        for (const CLI::Option* each : app.get_options())
            for (const std::string& name_of : each->get_lnames()) (all += all.empty() ? "--" : " --") += name_of;
        return all;
    }

    static std::string function_name(std::string_view program) {
        std::string made = "_";
        for (const char each : program) made += (each >= '0' && each <= '9') || (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ? each : '_';
        return made;
    }

    void print_bash(const context& at, bool in_zsh) const {
        const std::string function = function_name(at.name);
        if (in_zsh) at.out << "#compdef " << at.name << "\nautoload -U +X bashcompinit && bashcompinit\n";
        at.out << function << "() {\n    local word=${COMP_WORDS[COMP_CWORD]} command='' each\n"
               << "    for each in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n        case $each in -*) ;; *) command=$each; break ;; esac\n    done\n    case $command in\n";
        for (const CLI::App* each : program_->get_subcommands({}))
            at.out << "        " << each->get_name() << ") COMPREPLY=($(compgen -W '" << options_of(*each) << ' ' << options_of(*program_) << ' ' << symbols << " '\"$(\"${COMP_WORDS[0]}\" history -q 2>/dev/null)\" -- \"$word\")) ;;\n";
        at.out << "        *) COMPREPLY=($(compgen -W '" << options_of(*program_);
        for (const CLI::App* each : program_->get_subcommands({})) at.out << ' ' << each->get_name();
        at.out << "' -- \"$word\")) ;;\n    esac\n}\ncomplete -F " << function << ' ' << at.name << '\n';
    }

    static std::string in_quotes(std::string_view what) {
        std::string made = "'";
        for (const char each : what) made += each == '\'' ? std::string("\\'") : std::string(1, each);
        return made + "'";
    }

    void print_fish(const context& at) const {
        const std::string head = "complete -c " + at.name;
        at.out << head << " -f\n";
        for (const CLI::App* each : program_->get_subcommands({}))
            at.out << head << " -n __fish_use_subcommand -a " << each->get_name() << " -d " << in_quotes(each->get_description()) << '\n';
        for (const CLI::Option* each : program_->get_options())
            for (const std::string& name_of : each->get_lnames()) at.out << head << " -l " << name_of << " -d " << in_quotes(each->get_description()) << '\n';
        for (const CLI::App* each : program_->get_subcommands({})) {
            const std::string within = head + " -n '__fish_seen_subcommand_from " + each->get_name() + "'";
            for (const CLI::Option* option : each->get_options())
                for (const std::string& name_of : option->get_lnames()) at.out << within << " -l " << name_of << " -d " << in_quotes(option->get_description()) << '\n';
            at.out << within << " -a '" << symbols << " (" << at.name << " history -q 2>/dev/null)'\n";
        }
    }

    const CLI::App* program_ = nullptr;
    std::string shell_;
};

}  // namespace aludel::inline v0_1::cli

#endif
