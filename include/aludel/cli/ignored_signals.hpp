// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <csignal>  // sigaction, SIGPIPE, SIGXFSZ

namespace aludel::inline v0_1::cli {

/// Ignores SIGPIPE and SIGXFSZ during its lifetime. Then a closed pipe (`upgrade | head -1`) or a limit on the size of
/// files makes a write fail instead of ending the program in the middle of a migration.
class ignored_signals {
public:
#if defined(SIGPIPE) && defined(SIGXFSZ)
    ignored_signals() {
        struct sigaction ignore{};
        ignore.sa_handler = SIG_IGN;
        for (int i = 0; i < 2; ++i) known_[i] = ::sigaction(numbers[i], &ignore, &before_[i]) == 0;
    }
    ~ignored_signals() {
        for (int i = 0; i < 2; ++i)
            if (known_[i]) ::sigaction(numbers[i], &before_[i], nullptr);
    }

private:
    static constexpr int numbers[] = {SIGPIPE, SIGXFSZ};
    struct sigaction before_[2]{};
    bool known_[2]{};

public:
#else
    ignored_signals() {}
#endif
    ignored_signals(const ignored_signals&) = delete;
    ignored_signals& operator=(const ignored_signals&) = delete;
};

}  // namespace aludel::inline v0_1::cli
