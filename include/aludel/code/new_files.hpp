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

/// Writes and removes several files, all of them or none: each is written under another name in its directory and
/// renamed when all are complete. A file that is replaced keeps its permissions, and a symbolic link to it stays.
/// Without `commit()`, or if that fails, the destructor restores what was there. All functions throw a `file_error`.
class new_files {
public:
    new_files() = default;
    new_files(const new_files&) = delete;
    new_files& operator=(const new_files&) = delete;
    ~new_files() {
        std::error_code ignored;
        for (std::size_t i = files_.size(); i-- > 0;) {
            const file& each = files_[i];
            if (!done_ && each.moved && !each.old.empty()) std::filesystem::rename(each.old, each.place, ignored);
            else if (!done_ && each.moved && each.is_new) std::filesystem::remove(each.place, ignored);
            for (const std::filesystem::path& left : {each.beside, each.old})
                if (!left.empty()) std::filesystem::remove(left, ignored);
        }
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
        file added{path, {}};
        if (std::filesystem::exists(path, error)) {
            added.place = std::filesystem::canonical(path, error);
            if (error) fail(path, error.message());
            if (!std::filesystem::is_regular_file(added.place)) return write_through(path, content);
            require_writable(path);
            added.is_new = false;
        }
        std::FILE* const stream = open_beside(added.place, ".new", added.beside);
        if (stream == nullptr) fail(path, std::strerror(errno));
        files_.push_back(added);
        write_whole(path, stream, content);
        if (added.is_new) return;
        std::filesystem::permissions(added.beside, std::filesystem::status(added.place).permissions(), error);
        if (error) fail(path, error.message());
    }

    /// Removes a file.
    void remove(const std::filesystem::path& path) {
        require_writable(path);
        files_.push_back({path, {}, {}, false, false});
    }

    /// Renames all files to their own names, in the order in which they were added, and removes others.
    void commit() {
        for (file& each : files_) {
            std::error_code error;
            if (!each.is_new) keep_old(each, error);
            if (error) fail(each.place, error.message());
            if (!each.beside.empty()) std::filesystem::rename(each.beside, each.place, error);
            else std::filesystem::remove(each.place, error);
            if (error) fail(each.place, error.message());
            each.moved = true;
        }
        done_ = true;
    }

private:
    struct file {
        std::filesystem::path place;
        std::filesystem::path beside;  ///< the new content; empty: the file is removed
        std::filesystem::path old{};   ///< another name of the old content
        bool is_new = true;
        bool moved = false;
    };

    /// Creates a file with another name in the directory of one, `.name.new0`; null, with errno: it cannot be created.
    static std::FILE* open_beside(const std::filesystem::path& place, const char* ending,
                                  std::filesystem::path& beside) {
        for (int i = 0; i < 100; ++i) {
            const std::filesystem::path tried =
                place.parent_path() / ("." + place.filename().string() + ending + std::to_string(i));
            if (std::FILE* const stream = std::fopen(tried.string().c_str(), "wbx")) return beside = tried, stream;
            if (errno != EEXIST) break;
        }
        return nullptr;
    }

    /// Gives the old content a second name; where the file system has no links, a copy.
    static void keep_old(file& replaced, std::error_code& error) {
        std::FILE* const stream = open_beside(replaced.place, ".old", replaced.old);
        if (stream == nullptr) return static_cast<void>(error = {errno, std::generic_category()});
        std::fclose(stream);
        std::filesystem::remove(replaced.old, error);
        std::filesystem::create_hard_link(replaced.place, replaced.old, error);
        if (error) std::filesystem::copy_file(replaced.place, replaced.old, error);
    }

    /// A rename would replace a file that people have made read-only.
    static void require_writable(const std::filesystem::path& path) {
        using std::filesystem::perms;
        std::error_code error;
        const perms found = std::filesystem::status(path, error).permissions();
        constexpr perms any = perms::owner_write | perms::group_write | perms::others_write;
        if (!error && (found & any) == perms::none) fail(path, "it is read-only", "Make it writable");
        std::FILE* const stream = std::fopen(path.string().c_str(), "rb+");
        if (stream == nullptr) fail(path, std::strerror(errno));
        std::fclose(stream);
    }

    [[noreturn]] static void fail(
        const std::filesystem::path& path, const std::string& why,
        const std::string& remedy = "See to it that there is room, and that the folder is writable") {
        throw file_error("cannot write `" + path.string() + "`: " + why + ". " + remedy);
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
