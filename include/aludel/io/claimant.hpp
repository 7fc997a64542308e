// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string>       // string, to_string
#include <string_view>  // string_view

#if __has_include(<unistd.h>)
#include <signal.h>  // kill
#include <unistd.h>  // getpid, gethostname, readlink

#include <cerrno>  // errno, ESRCH
#include <cstdio>  // fopen, fread, fclose, snprintf
#endif

// Identifies a run of a revision without a transaction in a form that another process can verify: machine, process,
// start time of the process, and number of the engine's run in the process.

namespace aludel::inline v0_1::online {

/// Whether the owner of a claim still runs.
enum class liveness : std::uint8_t {
    alive,
    dead,
    unknown,  ///< on another machine or in another container, or the system does not tell
};

namespace detail_of_claims {

/// The runs of this process that hold a claim, one slot per thread that migrates at the same time.
inline std::uint64_t live_runs[64]{};
/// The number of runs for which no slot was free. While there is one, each run without a slot counts as alive.
inline std::uint64_t further_runs = 0;
/// The number of runs of this process that have claimed a revision.
inline std::uint64_t run_count = 0;

// Not <atomic>, which would add a tenth to the compile time of the library.
inline bool exchange(std::uint64_t& slot, std::uint64_t expected, std::uint64_t wanted) {
    return __atomic_compare_exchange_n(&slot, &expected, wanted, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

#if __has_include(<unistd.h>)
/// Up to 512 bytes of a file without trailing line breaks; empty if it cannot be read.
inline std::string file_text(const char* path) {
    std::string text(512, '\0');
    std::FILE* const file = std::fopen(path, "rb");
    if (file == nullptr) return {};
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

/// Identifies a machine since its boot and the processes visible to each other: on Linux the boot id and the PID
/// namespace.
inline std::string machine() {
    std::string name = file_text("/proc/sys/kernel/random/boot_id");
    char text[256]{};
    if (name.empty() && ::gethostname(text, sizeof text - 1) == 0) name = text;
    for (char& each : text) each = '\0';
    if (::readlink("/proc/self/ns/pid", text, sizeof text - 1) > 0) name += std::string("/") + text;
    for (char& each : name)
        if (each == ' ') each = '_';
    return name;
}

/// The start time of a process in ticks since boot, which distinguishes it from a later process with the same number.
/// Empty if it cannot be determined. `ended` is set for a zombie.
inline std::string start_of(long process, bool& ended) {
    char path[64]{};
    std::snprintf(path, sizeof path, "/proc/%ld/stat", process);
    const std::string text = file_text(path);
    std::size_t place = text.rfind(')');  // after the process name, which can contain any character
    if (place == std::string::npos || place + 2 >= text.size()) return {};
    ended = text[place + 2] == 'Z' || text[place + 2] == 'X';
    for (int field = 2; field < 22 && place != std::string::npos; ++field) place = text.find(' ', place + 1);
    if (place == std::string::npos) return {};
    return text.substr(place + 1, text.find(' ', place + 1) - place - 1);
}
#endif

/// Removes the first word and the space after it from a text, and returns the word.
inline std::string_view take_word(std::string_view& rest) {
    const std::size_t end = rest.find(' ');
    const std::string_view word = rest.substr(0, end);
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
    return word;
}

}  // namespace detail_of_claims

/// One run of the engine as the owner of a claim. It counts as alive until it ends, is destroyed, or its process ends.
class claimant {
public:
    claimant() = default;
    claimant(const claimant&) = delete;
    claimant& operator=(const claimant&) = delete;
    ~claimant() { end(); }

    /// Begins a new run that owns a claim.
    void begin() {
        end();
        number_ = __atomic_add_fetch(&detail_of_claims::run_count, 1, __ATOMIC_SEQ_CST);
        for (std::uint64_t& slot : detail_of_claims::live_runs)
            if (detail_of_claims::exchange(slot, 0, number_)) return;
        __atomic_add_fetch(&detail_of_claims::further_runs, 1, __ATOMIC_SEQ_CST);
    }
    void end() noexcept {
        if (number_ == 0) return;
        const std::uint64_t ended = detail::release(number_);
        for (std::uint64_t& slot : detail_of_claims::live_runs)
            if (detail_of_claims::exchange(slot, ended, 0)) return;
        __atomic_sub_fetch(&detail_of_claims::further_runs, 1, __ATOMIC_SEQ_CST);
    }

    /// `machine process start run`, the value of the claim's `owner`.
    [[nodiscard]] std::string name() const {
#if __has_include(<unistd.h>)
        bool ended = false;
        const long process = ::getpid();
        return detail_of_claims::machine() + " " + std::to_string(process) + " " +
            detail_of_claims::start_of(process, ended) + " " + std::to_string(number_);
#else
        return "unknown 0 0 " + std::to_string(number_);
#endif
    }

    /// Whether the owner of a claim is still alive.
    [[nodiscard]] static liveness find(std::string_view owner) {
        if (owner.empty()) return liveness::dead;  // the owner gave the claim up
#if __has_include(<unistd.h>)
        using namespace detail_of_claims;
        const std::string_view where = take_word(owner);
        const std::string process(take_word(owner)), start(take_word(owner)), run(take_word(owner));
        if (where != machine() || process.empty() || process.size() > 9 ||
            process.find_first_not_of("0123456789") != process.npos)
            return liveness::unknown;
        long number = 0;
        for (const char digit : process) number = 10 * number + (digit - '0');
        if (number == 0) return liveness::unknown;
        if (::kill(static_cast<::pid_t>(number), 0) != 0 && errno == ESRCH) return liveness::dead;
        bool ended = false;
        const std::string started = start_of(number, ended);
        // It may have ended since.
        if (ended || (started.empty() && ::kill(static_cast<::pid_t>(number), 0) != 0 && errno == ESRCH))
            return liveness::dead;
        if (start.empty() || started.empty()) return liveness::unknown;
        if (started != start) return liveness::dead;
        if (number != ::getpid()) return liveness::alive;
        for (const std::uint64_t& slot : live_runs)
            if (std::to_string(__atomic_load_n(&slot, __ATOMIC_SEQ_CST)) == run) return liveness::alive;
        return __atomic_load_n(&further_runs, __ATOMIC_SEQ_CST) == 0 ? liveness::dead : liveness::alive;
#else
        return liveness::unknown;
#endif
    }

private:
    std::uint64_t number_ = 0;  ///< 0 while it owns no claim
};

}  // namespace aludel::inline v0_1::online
