// SPDX-License-Identifier: BSL-1.0
// What the tests of several processes share.
#pragma once

#include <cstdio>
#include <exception>

#include <sys/wait.h>
#include <unistd.h>

/// Runs a function in a process of its own, which ends without a word to anybody: no destructor, no atexit.
template <class Function>
pid_t spawn(Function&& function) {
    const pid_t child = fork();
    if (child != 0) return child;
    int code = 1;
    try {
        function();
        code = 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "child: %s\n", error.what());
    }
    _exit(code);
}

/// The status of a child that has ended, for WIFEXITED and its like.
inline int wait_for(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}
