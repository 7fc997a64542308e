// SPDX-License-Identifier: BSL-1.0
// Shared by the tests with several processes.
#pragma once

#include <cstdio>
#include <exception>

#include <sys/wait.h>
#include <unistd.h>

/// Runs a function in a child process that ends without destructors and atexit handlers.
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

/// The exit status of a child that has ended, for WIFEXITED and the like.
inline int wait_for(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}
