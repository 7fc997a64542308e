// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "postgresql.hpp"

#include <atomic>       // atomic
#include <cstring>      // memcpy
#include <stdexcept>    // runtime_error
#include <string>       // string
#include <string_view>  // string_view
#include <thread>       // thread
#include <vector>       // vector

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace test {

/// A socket in front of the server: what is sent through it is counted, and it can be cut at a statement.
class postgresql_channel {
public:
    /// Where the connection is cut.
    enum class cut { never, before, during, behind };

    explicit postgresql_channel(std::string url) : url_(std::move(url)) {
        char folder[] = "/tmp/aludel-channel-XXXXXX";
        if (mkdtemp(folder) == nullptr) throw std::runtime_error("mkdtemp");
        folder_ = folder;
        const std::string server = url_.substr(url_.find("host=") + 5);
        listener_ = socket(AF_UNIX, SOCK_STREAM, 0);
        const sockaddr_un own = address(folder_);
        if (bind(listener_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0 || listen(listener_, 8) != 0)
            throw std::runtime_error("listen");
        thread_ = std::thread([this, server] { serve(server); });
    }
    postgresql_channel(const postgresql_channel&) = delete;
    postgresql_channel& operator=(const postgresql_channel&) = delete;
    ~postgresql_channel() {
        ends_ = true;
        thread_.join();
        close(listener_);
        unlink((folder_ + "/.s.PGSQL.5432").c_str());
        rmdir(folder_.c_str());
    }

    /// Cuts the next connections at the first statement that begins with this text: before the server gets it, while it
    /// executes it, or behind its answer, which the client does not get.
    void cut_at(std::string statement, cut where) { statement_ = std::move(statement), where_ = where; }

    /// Cuts at a simple query of this number, from 0.
    void cut_at_query(std::size_t number, cut where) { number_ = number, where_ = where; }

    [[nodiscard]] std::string url() const {
        return std::string(url_).replace(url_.find("host=") + 5, std::string::npos, folder_);
    }
    /// The simple queries so far, each one round trip.
    [[nodiscard]] const std::vector<std::string>& queries() const { return queries_; }

private:
    static sockaddr_un address(const std::string& folder) {
        sockaddr_un result{};
        result.sun_family = AF_UNIX;
        const std::string path = folder + "/.s.PGSQL.5432";
        std::memcpy(result.sun_path, path.c_str(), path.size() + 1);
        return result;
    }
    static bool is_readable(int socket, int milliseconds) {
        pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
        return poll(&waiting, 1, milliseconds) > 0;
    }

    void serve(const std::string& server) {
        while (!ends_) {
            if (!is_readable(listener_, 5)) continue;
            const int client = accept(listener_, nullptr, nullptr), upstream = socket(AF_UNIX, SOCK_STREAM, 0);
            const sockaddr_un there = address(server);
            if (connect(upstream, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0)
                while (!ends_ && pass(client, upstream)) {}
            close(client), close(upstream);
        }
    }
    /// Passes what is there in both directions. False: the connection is at its end.
    bool pass(int client, int upstream) {
        pollfd both[] = {{.fd = client, .events = POLLIN, .revents = 0},
                         {.fd = upstream, .events = POLLIN, .revents = 0}};
        if (poll(both, 2, 5) <= 0) return true;
        char bytes[65536];
        if (both[1].revents != 0) {
            const ssize_t size = read(upstream, bytes, sizeof bytes);
            if (size <= 0 || write(client, bytes, static_cast<std::size_t>(size)) != size) return false;
        }
        if (both[0].revents == 0) return true;
        const ssize_t size = read(client, bytes, sizeof bytes);
        if (size <= 0) return false;
        const std::string_view message(bytes, static_cast<std::size_t>(size));
        bool cuts = false;
        if (message.size() > 5 && message[0] == 'Q') {
            queries_.emplace_back(message.substr(5, message.size() - 6));
            const bool is_here =
                number_ == any ? queries_.back().starts_with(statement_) : queries_.size() == number_ + 1;
            cuts = where_ != cut::never && is_here;
        }
        if (cuts && where_ == cut::before) return where_ = cut::never, false;
        if (write(upstream, bytes, static_cast<std::size_t>(size)) != size) return false;
        if (!cuts) return true;
        const cut here = where_.exchange(cut::never);
        if (here == cut::behind) static_cast<void>(is_readable(upstream, 10'000));  // the statement is done
        return false;
    }

    std::string url_, folder_, statement_;
    std::vector<std::string> queries_;
    static constexpr std::size_t any = static_cast<std::size_t>(-1);
    std::atomic<std::size_t> number_ = any;
    std::atomic<cut> where_ = cut::never;
    std::atomic<bool> ends_ = false;
    int listener_ = -1;
    std::thread thread_;
};

}  // namespace test
