// SPDX-License-Identifier: BSL-1.0
// Output that cannot be written, because of a full disk or a reader that has ended: an error is reported, a migration
// is completed, and no file is left incomplete.
#include "tool_test.hpp"

#include "../../../examples/digital_market/models.hpp"

#include <aludel/code/new_files.hpp>

#include <fcntl.h>         // open
#include <signal.h>        // signal, SIGPIPE
#include <sys/resource.h>  // setrlimit, RLIMIT_FSIZE
#include <sys/stat.h>      // stat, umask
#include <sys/wait.h>      // waitpid
#include <unistd.h>        // fork, dup2, pipe, _exit

#include <algorithm>   // sort
#include <csignal>     // raise
#include <cstdio>      // fflush
#include <functional>  // function

namespace {

constexpr const char* list_of_revisions = "// aludel: the next include\nsome text\n// aludel: the next revision\n";

class lost_output_test : public tool_test {
protected:
    static transcript shop(std::string_view line) { return run_tool<shop::history, shop::models>(words(line)); }

    /// The tool in a child process whose stdout is a file or a pipe; its stderr is in `err`.
    static transcript run_into(int descriptor, std::string_view line, const std::function<void()>& prepare = {}) {
        std::fflush(nullptr);
        const pid_t child = ::fork();
        if (child == 0) {
            const int errors = ::open("errors.txt", O_CREAT | O_TRUNC | O_WRONLY, 0600);
            ::dup2(descriptor, 1), ::dup2(errors, 2);
            if (prepare) prepare();
            const std::vector<std::string> arguments = words(line);
            std::vector<const char*> argv{"/usr/bin/shop"};
            for (const std::string& each : arguments) argv.push_back(each.c_str());
            ::_exit(al::command_line<shop::history, shop::models>(static_cast<int>(argv.size()), argv.data()));
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        transcript result;
        result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
        result.err = content_of("errors.txt");
        return result;
    }

    static std::vector<std::string> names_in(const std::string& directory) {
        std::vector<std::string> names;
        for (const auto& each : std::filesystem::directory_iterator(directory))
            names.push_back(each.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

    /// Limits the size of files that can be written, in bytes.
    static std::function<void()> limit_of(rlim_t bytes) {
        return [bytes] {
            const rlimit limit{bytes, bytes};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        };
    }
};

TEST_F(lost_output_test, a_full_disk) {
    const int full = ::open("/dev/full", O_WRONLY);
    ASSERT_GE(full, 0);
    ASSERT_EQ(shop("upgrade -q").code, 0);
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << list_of_revisions;
    for (const char* const line : {"script",
                                   "upgrade --sql",
                                   "downgrade head:base --sql",
                                   "stamp head --sql",
                                   "history",
                                   "history -v",
                                   "history -q",
                                   "history --json",
                                   "history --graph",
                                   "history --format dot",
                                   "history --format mermaid",
                                   "heads",
                                   "branches --json",
                                   "current",
                                   "current --json",
                                   "show head",
                                   "show head --json",
                                   "plan --down base",
                                   "plan --down base --json",
                                   "check",
                                   "check --json",
                                   "schema",
                                   "schema --json",
                                   "schema --format dot",
                                   "schema --diff base:head",
                                   "lint --json",
                                   "history -v --json",
                                   "--version --json",
                                   "revision -m x --dry-run --directory migrations",
                                   "completion bash",
                                   "completion fish",
                                   "--help",
                                   "--version",
                                   "history --help",
                                   "stamp head"}) {
        const transcript result = run_into(full, line);
        EXPECT_EQ(result.code, 1) << line;
        const std::string why =
            "not all of the output could be written: No space left on device. What `shop` did apart from that is done";
        EXPECT_EQ(result.err,
                  std::string_view(line).find("--json") == std::string_view::npos
                      ? "FAILED: " + why + "\n"
                      : "{\n  \"error\": \"" + why + "\",\n  \"exit_code\": 1\n}\n")
            << line;
    }
    EXPECT_EQ(run_into(full, "upgrade -q").code, 0) << "it has nothing to say";
    EXPECT_EQ(run_into(full, "downgrade -1").code, 1);
    EXPECT_EQ(shop("current -q").out, "1720ca777755\n") << "done all the same";
    const transcript drift = run_into(full, "check --json");
    EXPECT_EQ(drift.code, 3) << "what it found counts more";
    EXPECT_NE(drift.err.find("not all of the output"), std::string::npos);
    EXPECT_EQ(run_into(full, "upgrade nowhere").code, 1);
    EXPECT_EQ(run_into(full, "upgarde").code, 2);
    ::close(full);
}

TEST_F(lost_output_test, a_stream_of_the_program) {
    std::ofstream full("/dev/full");
    std::ostringstream errors;
    const char* const argv[] = {"shop", "history"};
    EXPECT_EQ(al::command_line<shop::history>(2, argv, full, errors), 1);
    EXPECT_NE(errors.str().find("not all of the output could be written"), std::string::npos);
    std::ostringstream broken;
    broken.exceptions(std::ios::badbit | std::ios::failbit);
    EXPECT_EQ(al::command_line<shop::history>(2, argv, broken, errors), 0);
    EXPECT_NE(broken.str(), "");
}

TEST_F(lost_output_test, a_reader_that_has_gone) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    ::close(ends[0]);
    const auto both = [&] { ::dup2(ends[1], 2); };
    EXPECT_EQ(run_into(ends[1], "upgrade -v", both).code, 1) << "and no signal";
    EXPECT_EQ(shop("current -q").out, "5ca0f991801d\n") << "the migration is done";
    const transcript result = run_into(ends[1], "downgrade base");
    EXPECT_EQ(result.code, 1);
    EXPECT_TRUE(result.err.ends_with(
        "FAILED: not all of the output could be written: Broken pipe. What `shop` did apart from that is done\n"))
        << result;
    EXPECT_EQ(shop("current -q").out, "");
    ::close(ends[1]);
}

TEST_F(lost_output_test, signals_are_afterwards_as_they_were) {
    static bool came = false;
    ::signal(SIGPIPE, [](int) { came = true; });
    ASSERT_EQ(shop("history").code, 0);
    ::raise(SIGPIPE);
    EXPECT_TRUE(came);
    ::signal(SIGPIPE, SIG_DFL);
}

TEST_F(lost_output_test, a_revision_is_written_whole_or_not_at_all) {
    std::filesystem::create_directory("migrations");
    const std::string before = list_of_revisions + std::string(2000, '/') + "\n";
    std::ofstream("migrations/history.hpp") << before;
    ::chmod("migrations/history.hpp", 0640);
    const int null = ::open("/dev/null", O_WRONLY);
    // The header fits within the limit, and the history does not.
    for (const rlim_t bytes : {rlim_t{0}, rlim_t{10}, rlim_t{1000}, rlim_t{2050}}) {
        const transcript result = run_into(null, "revision -m more --rev-id r1 --head head", limit_of(bytes));
        EXPECT_EQ(result.code, 1) << bytes << result;
        EXPECT_EQ(content_of("migrations/history.hpp"), before);
        EXPECT_EQ(names_in("migrations"), std::vector<std::string>{"history.hpp"}) << bytes;
    }
    ASSERT_EQ(shop("revision -m more --rev-id r1").code, 0);
    EXPECT_EQ(names_in("migrations"), (std::vector<std::string>{"history.hpp", "r1_more.hpp"}));
    EXPECT_NE(content_of("migrations/history.hpp").find(", migrations::r_r1\n"), std::string::npos);
    struct stat found{};
    ASSERT_EQ(::stat("migrations/history.hpp", &found), 0);
    EXPECT_EQ(found.st_mode & 07777U, 0640U) << "its permissions";
    ::close(null);
}

TEST_F(lost_output_test, a_script_is_written_whole_or_not_at_all) {
    const int null = ::open("/dev/null", O_WRONLY);
    std::ofstream("all.sql") << "before";
    for (const rlim_t bytes : {rlim_t{0}, rlim_t{1000}})
        EXPECT_EQ(run_into(null, "script -o all.sql", limit_of(bytes)).code, 1);
    EXPECT_EQ(content_of("all.sql"), "before");
    EXPECT_EQ(names_in("."), (std::vector<std::string>{"all.sql", "errors.txt"}));
    EXPECT_TRANSCRIPT(shop("script -o /dev/full"), 1, "",
                      "FAILED: cannot write `/dev/full`: No space left on device. See to it that there is room, and "
                      "that the folder is writable\n");
    EXPECT_TRANSCRIPT(shop("script --output all.sql"), 0, "", "");
    EXPECT_TRUE(content_of("all.sql") == shop("script").out);
    ::close(null);
}

TEST_F(lost_output_test, a_history_behind_a_link) {
    std::filesystem::create_directory("migrations");
    std::ofstream("real.hpp") << list_of_revisions;
    std::filesystem::create_symlink("../real.hpp", "migrations/history.hpp");
    ASSERT_EQ(shop("revision -m more --rev-id r1").code, 0);
    EXPECT_TRUE(std::filesystem::is_symlink("migrations/history.hpp"));
    EXPECT_NE(content_of("real.hpp").find("migrations::r_r1"), std::string::npos);
}

TEST_F(lost_output_test, a_folder_that_cannot_be_written) {
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << list_of_revisions;
    std::filesystem::create_directory("migrations/r1_more.hpp");
    EXPECT_EQ(shop("revision -m more --rev-id r1").code, 1);
    EXPECT_EQ(content_of("migrations/history.hpp"), list_of_revisions);
    EXPECT_EQ(shop("init /proc/none").code, 1);
    EXPECT_EQ(names_in("migrations"), (std::vector<std::string>{"history.hpp", "r1_more.hpp"}));
}

TEST_F(lost_output_test, a_read_only_file_is_left_alone) {
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << list_of_revisions;
    ::chmod("migrations/history.hpp", 0444);
    const char* const refusal = "FAILED: cannot write `migrations/history.hpp`: it is read-only. Make it writable\n";
    EXPECT_TRANSCRIPT(shop("revision -m more --rev-id r1"), 1, "", refusal);
    EXPECT_EQ(names_in("migrations"), std::vector<std::string>{"history.hpp"});
    EXPECT_EQ(content_of("migrations/history.hpp"), list_of_revisions);

    // The header of a revision that is undone: the list keeps it.
    const std::string header = "migrations/5ca0f991801d_x.hpp", code = "al::revision(\"5ca0f991801d\")\n",
                      list = "#include \"5ca0f991801d_x.hpp\"\n, migrations::r_5ca0f991801d\n";
    ::chmod("migrations/history.hpp", 0644);
    std::ofstream("migrations/history.hpp") << list;
    std::ofstream(header) << code;
    ::chmod(header.c_str(), 0444);
    EXPECT_EQ(shop("revision --undo head").err,
              "FAILED: cannot write `" + header + "`: it is read-only. Make it writable\n");
    EXPECT_EQ(content_of("migrations/history.hpp"), list);
    EXPECT_EQ(names_in("migrations").size(), 2u);
    ::chmod(header.c_str(), 0644);
    EXPECT_EQ(shop("revision --undo head").code, 0);
    EXPECT_EQ(content_of("migrations/history.hpp"), "");
    EXPECT_EQ(names_in("migrations"), std::vector<std::string>{"history.hpp"}) << "nothing is left behind";
}

TEST_F(lost_output_test, a_folder_of_somebody_else) {
    const auto as_nobody = [] {
        if (::geteuid() == 0 && ::seteuid(65534) != 0) ::_exit(99);
    };
    std::filesystem::create_directory("migrations");
    std::ofstream("migrations/history.hpp") << list_of_revisions;
    ASSERT_EQ(shop("upgrade -q").code, 0);
    ::chmod(".", 0555), ::chmod("migrations", 0555), ::chmod("shop.db", 0666);
    const int null = ::open("/dev/null", O_WRONLY);
    EXPECT_EQ(run_into(null, "init project", as_nobody).err,
              "FAILED: cannot write `project`: Permission denied. See to it that there is room, and that the folder is "
              "writable\n");
    EXPECT_EQ(run_into(null, "upgrade -d sqlite:///new.db", as_nobody).err,
              "FAILED: cannot open `new.db`: unable to open database file (Permission denied)\n");
    const transcript known = run_into(null, "downgrade -1", as_nobody);
    EXPECT_EQ(known.code, 1);
    EXPECT_NE(known.err.find("readonly database: the folder of `" + std::filesystem::current_path().string() +
                             "/shop.db` is not writable"),
              std::string::npos)
        << known;
    ::chmod(".", 0755);
    EXPECT_EQ(names_in("migrations"), std::vector<std::string>{"history.hpp"});
    ::close(null);
}

TEST(new_files, restore_what_was_there_when_one_of_them_fails) {
    std::string folder = (std::filesystem::temp_directory_path() / "aludel_files_XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const std::filesystem::path root = folder;
    std::ofstream(root / "list") << "before";
    std::ofstream(root / "old") << "old";
    {
        al::code::new_files files;
        files.add(root / "new", "new");
        files.add(root / "list", "after");
        files.remove(root / "old");
        files.add(root / "last", "last");
        std::filesystem::create_directory(root / "last");  // meanwhile
        EXPECT_THROW(files.commit(), al::code::file_error);
    }
    const auto content = [&](const char* name) {
        std::ifstream file(root / name);
        return std::string{std::istreambuf_iterator<char>(file), {}};
    };
    EXPECT_EQ(content("list"), "before");
    EXPECT_EQ(content("old"), "old");
    std::size_t left = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(root)) ++left;
    EXPECT_EQ(left, 3u);
    std::filesystem::remove_all(root);
}

TEST_F(lost_output_test, a_project_is_written_whole_or_not_at_all) {
    const int null = ::open("/dev/null", O_WRONLY);
    for (const rlim_t bytes : {rlim_t{0}, rlim_t{100}, rlim_t{400}}) {
        const transcript result = run_into(null, "init some/where/shop", limit_of(bytes));
        EXPECT_EQ(result.code, 1) << bytes << result;
        EXPECT_FALSE(std::filesystem::exists("some")) << bytes;
    }
    std::filesystem::create_directory("shop");
    EXPECT_EQ(run_into(null, "init shop", limit_of(100)).code, 1);
    EXPECT_TRUE(std::filesystem::is_empty("shop"));
    ASSERT_EQ(shop("init shop").code, 0);
    EXPECT_EQ(names_in("shop"),
              (std::vector<std::string>{".gitattributes", ".gitignore", "CMakeLists.txt", "aludel.ini", "migrations",
                                        "models.hpp"}));
    EXPECT_EQ(names_in("shop/migrations").size(), 2u);
    ::close(null);
}

}  // namespace
