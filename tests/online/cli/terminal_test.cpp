// SPDX-License-Identifier: BSL-1.0
// The output on a terminal: a progress bar on a pseudo terminal, lines everywhere else.
#include "tool_test.hpp"

#include <fcntl.h>      // open, O_RDWR, O_NOCTTY
#include <sys/ioctl.h>  // ioctl, TIOCSWINSZ
#include <sys/wait.h>   // waitpid
#include <unistd.h>     // fork, dup2, read, _exit

#include <cstddef>  // size_t
#include <cstdio>   // fflush
#include <utility>  // index_sequence, make_index_sequence

namespace {

template <std::size_t N>
constexpr char letters_of[] = {'r', static_cast<char>('0' + N / 10), static_cast<char>('0' + N % 10)};
template <std::size_t N>
constexpr std::string_view id_of{letters_of<N>, 3};

template <std::size_t N>
constexpr auto revision_of = [] {
    constexpr auto result = al::revision(id_of<N>, "a table more")
                                .upgrade(al::create_table(id_of<N>, al::column("id", al::integer, al::primary_key)));
    if constexpr (N == 0) return result;
    else return result.revises(id_of<N - 1>);
}();

template <class Numbers>
struct history_with;
template <std::size_t... N>
struct history_with<std::index_sequence<N...>> {
    static constexpr al::history<revision_of<N>...> history{};
};

constexpr const auto& forty = history_with<std::make_index_sequence<40>>::history;
constexpr const auto& five = history_with<std::make_index_sequence<5>>::history;

class terminal_test : public tool_test {
protected:
    /// The output of a run on a terminal of this width, which is its stderr and its stdout.
    template <const auto& History>
    static std::string on_terminal(std::string_view line, unsigned short columns = 80, const char* kind = "xterm") {
        const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
        EXPECT_GE(terminal, 0);
        EXPECT_EQ(::grantpt(terminal), 0);
        EXPECT_EQ(::unlockpt(terminal), 0);
        const std::string name = ::ptsname(terminal);
        const int end = ::open(name.c_str(), O_RDWR | O_NOCTTY);
        winsize size{};
        size.ws_col = columns, size.ws_row = 24;
        EXPECT_EQ(::ioctl(end, TIOCSWINSZ, &size), 0);
        std::fflush(nullptr);  // otherwise the child writes the buffers too
        const pid_t child = ::fork();
        if (child == 0) {
            ::setenv("TERM", kind, 1);
            ::dup2(end, 1), ::dup2(end, 2), ::close(end), ::close(terminal);
            const std::vector<std::string> arguments = words(line);
            std::vector<const char*> argv{"/usr/bin/shop"};
            for (const std::string& each : arguments) argv.push_back(each.c_str());
            const int code = al::command_line<History>(static_cast<int>(argv.size()), argv.data());
            std::cout << "code " << code << std::endl;
            ::_exit(0);
        }
        ::close(end);
        std::string shown;
        char buffer[4096];
        for (ssize_t count; (count = ::read(terminal, buffer, sizeof buffer)) > 0;)
            shown.append(buffer, static_cast<std::size_t>(count));
        ::close(terminal);
        ::waitpid(child, nullptr, 0);
        std::string without_returns;  // a terminal turns \n into \r\n
        for (std::size_t i = 0; i < shown.size(); ++i)
            if (shown[i] != '\r' || i + 1 == shown.size() || shown[i + 1] != '\n') without_returns += shown[i];
        return without_returns;
    }
};

TEST_F(terminal_test, a_bar_for_long_work) {
    const std::string shown = on_terminal<forty>("upgrade --no-color");
    EXPECT_EQ(shown.find("Running"), shown.npos) << shown;
    EXPECT_TRUE(shown.starts_with("\r\033[Kupgrade [------------------------] 0/40 r00 a table more")) << shown;
    EXPECT_TRUE(
        shown.ends_with("\r\033[Kupgrade [########################] 40/40 r39 a table more\r\033[KApplied 40 "
                        "revisions: the database is at r39 (head)\ncode 0\n"))
        << shown;
    const std::string back = on_terminal<forty>("downgrade base --no-color");
    EXPECT_TRUE(
        back.ends_with("\r\033[Kdowngrade [########################] 40/40 r00 a table more\r\033[KTook back 40 "
                       "revisions: the database is at base\ncode 0\n"))
        << back;
}

TEST_F(terminal_test, it_is_no_wider_than_the_terminal) {
    const std::string shown = on_terminal<forty>("upgrade --no-color", 44);
    EXPECT_NE(shown.find("\r\033[Kupgrade [########################] 40/40 r3\r"), shown.npos) << shown;
}

TEST_F(terminal_test, it_makes_room_for_what_went_wrong) {
    execute("CREATE TABLE r20 (a)");
    const std::string shown = on_terminal<forty>("upgrade --no-color");
    EXPECT_NE(shown.find("\r\033[KFAILED: upgrade `r20`"), shown.npos) << shown;
}

TEST_F(terminal_test, lines_for_short_work_and_with_more_words) {
    EXPECT_TRUE(on_terminal<five>("upgrade --no-color")
                    .starts_with("Running upgrade  -> r00, a table more\nRunning upgrade r00 -> r01"));
    std::filesystem::remove("shop.db");
    EXPECT_TRUE(on_terminal<forty>("upgrade --no-color -v")
                    .starts_with("[1/40] Running upgrade  -> r00, a table more\n    CREATE TABLE"));
    std::filesystem::remove("shop.db");
    EXPECT_TRUE(
        on_terminal<forty>("upgrade", 80, "dumb").starts_with("[1/40] Running upgrade  -> r00, a table more\n"));
}

TEST_F(terminal_test, nothing_where_nobody_wants_to_see_it) {
    EXPECT_EQ(on_terminal<forty>("upgrade -q"), "code 0\n");
    std::filesystem::remove("shop.db");
    const transcript elsewhere = run_tool<forty>({"upgrade"});
    EXPECT_TRUE(elsewhere.err.starts_with("[1/40] Running upgrade  -> r00, a table more\n")) << elsewhere;
    EXPECT_EQ(elsewhere.err.find('\r'), std::string::npos);
}

TEST_F(terminal_test, colors) {
    EXPECT_NE(on_terminal<five>("heads").find("\033[33mr04\033[0m"), std::string::npos);
    EXPECT_EQ(on_terminal<five>("heads --no-color"), "r04 (head)\ncode 0\n");
    EXPECT_EQ(on_terminal<five>("heads", 80, "dumb"), "r04 (head)\ncode 0\n");
    ::setenv("NO_COLOR", "1", 1);
    EXPECT_EQ(on_terminal<five>("heads"), "r04 (head)\ncode 0\n");
    ::unsetenv("NO_COLOR");
    EXPECT_EQ(run_tool<five>({"heads"}).out, "r04 (head)\n");
}

inline constexpr auto hostile_first =
    al::revision("one",
                 "\x1b[31mred\x1b[0m \xC2\x9B\x33\x31m \xFF"
                 "0123456789abcdef\x1b[2J\xFF \xE2\x80\xAE")
        .upgrade(al::create_table("t", al::column("a", al::text, al::default_to("\x1b[2J"))));
inline constexpr al::history<hostile_first> hostile{};

TEST_F(terminal_test, colors_are_the_tools_alone) {
    EXPECT_EQ(on_terminal<hostile>("history"),
              "<base> -> \033[33mone\033[0m \033[32m(head)\033[0m, \\x1b[31mred\\x1b[0m \\u{9b}31m "
              "\\xff0123456789abcdef\\x1b[2J\\xff \\u{202e}\ncode 0\n");
    EXPECT_TRUE(on_terminal<hostile>("upgrade").starts_with("Running upgrade  -> \033[33mone\033[0m, \\x1b[31mred"));
}

TEST_F(terminal_test, sql_on_a_terminal_and_in_a_file) {
    EXPECT_NE(on_terminal<hostile>("script").find("DEFAULT '\\x1b[2J'"), std::string::npos);
    EXPECT_NE(on_terminal<hostile>("schema", 80, "dumb").find("DEFAULT '\\x1b[2J'"), std::string::npos)
        << "a terminal all the same";
    EXPECT_NE(run_tool<hostile>({"script"}).out.find("DEFAULT '\x1b[2J'"), std::string::npos);
    EXPECT_NE(run_tool<hostile>({"show", "one"}).out.find("DEFAULT '\\x1b[2J'"), std::string::npos) << "for people";
}

}  // namespace
