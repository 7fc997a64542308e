// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/file_error.hpp>

#include <cerrno>        // errno
#include <cstdio>        // fopen, fwrite, fclose
#include <cstring>       // strerror
#include <filesystem>    // path, rename, remove
#include <string>        // string, to_string
#include <string_view>   // string_view
#include <system_error>  // error_code
#include <vector>        // vector

namespace aludel::inline v0_1::code {

/// A file to be written.
struct named_file {
    std::filesystem::path path;
    std::string content;
};

/// Writes several files, all of them or none: each is written under another name in its directory and renamed when all
/// are complete. A file that is replaced keeps its permissions, and a symbolic link to it stays. Without `commit()` the
/// destructor removes what was written. All functions throw a `file_error`.
class new_files {
public:
    new_files() = default;
    new_files(const new_files&) = delete;
    new_files& operator=(const new_files&) = delete;
    ~new_files() {
        std::error_code ignored;
        for (const file& each : files_)
            if (!each.moved || (!done_ && each.is_new))
                std::filesystem::remove(each.moved ? each.place : each.beside, ignored);
        if (done_) return;
        for (std::size_t i = directories_.size(); i-- > 0;) std::filesystem::remove(directories_[i], ignored);
    }

    /// Creates a directory and its missing parents.
    void add_directory(const std::filesystem::path& wanted) {
        std::vector<std::filesystem::path> missing;
        std::error_code error;
        for (std::filesystem::path each = wanted; !each.empty() && !std::filesystem::exists(each, error);
             each = each.parent_path())
            missing.push_back(each);
        for (std::size_t i = missing.size(); i-- > 0;) {
            if (std::filesystem::create_directory(missing[i], error)) directories_.push_back(missing[i]);
            if (error) fail(missing[i], error.message());
        }
    }

    /// Writes a file under another name in its directory.
    void add(const std::filesystem::path& path, std::string_view content) {
        std::error_code error;
        file added{path, {}, true};
        if (std::filesystem::exists(path, error)) {
            added.place = std::filesystem::canonical(path, error);
            if (error) fail(path, error.message());
            if (!std::filesystem::is_regular_file(added.place)) return write_through(path, content);
            added.is_new = false;
        }
        std::FILE* stream = nullptr;
        for (int i = 0; stream == nullptr && i < 100; ++i) {
            added.beside =
                added.place.parent_path() / ("." + added.place.filename().string() + ".new" + std::to_string(i));
            stream = std::fopen(added.beside.string().c_str(), "wbx");
            if (stream == nullptr && errno != EEXIST) break;
        }
        if (stream == nullptr) fail(path, std::strerror(errno));
        files_.push_back(added);
        write_whole(path, stream, content);
        if (added.is_new) return;
        std::filesystem::permissions(added.beside, std::filesystem::status(added.place).permissions(), error);
        if (error) fail(path, error.message());
    }

    /// Renames all files to their own names, in the order in which they were added.
    void commit() {
        for (file& each : files_) {
            std::error_code error;
            std::filesystem::rename(each.beside, each.place, error);
            if (error) fail(each.place, error.message());
            each.moved = true;
        }
        done_ = true;
    }

private:
    struct file {
        std::filesystem::path place;
        std::filesystem::path beside;
        bool is_new = true;
        bool moved = false;
    };

    [[noreturn]] static void fail(const std::filesystem::path& path, const std::string& why) {
        throw file_error("cannot write `" + path.string() + "`: " + why +
                         ". See to it that there is room, and that the folder is writable");
    }

    static void write_whole(const std::filesystem::path& path, std::FILE* stream, std::string_view content) {
        errno = 0;
        const bool written = std::fwrite(content.data(), 1, content.size(), stream) == content.size();
        const int first = errno;
        const bool closed = std::fclose(stream) == 0;
        if (!written || !closed) fail(path, std::strerror(written ? errno : first));
    }

    /// Writes to a device or a pipe (`/dev/stdout`), which is not replaced.
    static void write_through(const std::filesystem::path& path, std::string_view content) {
        std::FILE* const stream = std::fopen(path.string().c_str(), "wb");
        if (stream == nullptr) fail(path, std::strerror(errno));
        write_whole(path, stream, content);
    }

    std::vector<file> files_;
    std::vector<std::filesystem::path> directories_;
    bool done_ = false;
};

}  // namespace aludel::inline v0_1::code
