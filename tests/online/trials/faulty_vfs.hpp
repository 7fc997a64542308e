// SPDX-License-Identifier: BSL-1.0
// A file system for SQLite with a fault at the n-th access: an error, the end of the process, or a power failure.
#pragma once

#include <sqlite3.h>

#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include <unistd.h>

namespace trial {

enum class fault { none, error, full, kill, power_loss };

/// Which access fails and how; `seen` counts accesses. Process end and power failure occur at writes, errors at reads
/// as well.
struct fault_plan {
    fault kind = fault::none;
    long first = 0;       ///< the number of the access, from 1
    bool sticky = false;  ///< all later ones fail as well
    long seen = 0;
};

class faulty_vfs {
public:
    static inline fault_plan plan;

    /// Installs it as the file system of every connection that is opened from then on.
    static void install() {
        if (real_ != nullptr) return;
        real_ = sqlite3_vfs_find(nullptr);
        vfs_ = *real_;
        vfs_.zName = "faulty";
        vfs_.szOsFile = real_->szOsFile + static_cast<int>(sizeof(sqlite3_io_methods*));
        vfs_.xOpen = [](sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out) {
            file->pMethods = nullptr;
            if (const int error = look(SQLITE_CANTOPEN, false)) return error;
            const int result = real_->xOpen(real_, path, file, flags, out);
            if (file->pMethods == nullptr) return result;
            original(file) = file->pMethods;
            file->pMethods = &replaced(file->pMethods);
            return result;
        };
        vfs_.xDelete = [](sqlite3_vfs*, const char* path, int sync) {
            const int error = look(SQLITE_IOERR_DELETE, true);
            return error ? error : real_->xDelete(real_, path, sync);
        };
        vfs_.xAccess = [](sqlite3_vfs*, const char* path, int flags, int* out) {
            const int error = look(SQLITE_IOERR_ACCESS, false);
            return error ? error : real_->xAccess(real_, path, flags, out);
        };
        sqlite3_vfs_register(&vfs_, 1);
    }

private:
    /// A write that has not been synced.
    struct unsynced {
        sqlite3_file* file;
        sqlite3_int64 offset, size;  ///< `size`: of the file before the write
        std::vector<char> bytes;     ///< the bytes before the write
    };

    /// The error of this access, if it has to fail.
    static int look(int error, bool writes, sqlite3_file* file = nullptr, const void* bytes = nullptr, int size = 0,
                    sqlite3_int64 offset = 0) {
        const bool ends = plan.kind == fault::kill || plan.kind == fault::power_loss;
        if ((ends && !writes) || (plan.kind == fault::full && error != SQLITE_IOERR_WRITE && error != SQLITE_CANTOPEN))
            return SQLITE_OK;
        ++plan.seen;
        const bool fails =
            plan.kind != fault::none && (plan.seen == plan.first || (plan.sticky && plan.seen > plan.first));
        if (!fails) return SQLITE_OK;
        if (!ends) return plan.kind == fault::full ? SQLITE_FULL : error;
        if (bytes != nullptr) original(file)->xWrite(file, bytes, size / 2, offset);  // an incomplete write
        if (plan.kind == fault::power_loss) lose_unsynced();
        _exit(9);
    }

    /// Every other time all writes are lost that were not synced, otherwise some of them.
    static void lose_unsynced() {
        unsigned random = static_cast<unsigned>(plan.first);
        std::map<std::pair<sqlite3_file*, sqlite3_int64>, bool> kept;
        for (auto write = unsynced_.rbegin(); write != unsynced_.rend(); ++write) {
            random = random * 1103515245U + 12345U;
            if (plan.first % 2 == 0 && (random >> 16) % 2 == 0) kept[{write->file, write->offset}] = true;
            if (kept.contains({write->file, write->offset})) continue;
            original(write->file)
                ->xWrite(write->file, write->bytes.data(), static_cast<int>(write->bytes.size()), write->offset);
            if (plan.first % 2 != 0) original(write->file)->xTruncate(write->file, write->size);
        }
    }

    static const sqlite3_io_methods*& original(sqlite3_file* file) {
        return *reinterpret_cast<const sqlite3_io_methods**>(reinterpret_cast<char*>(file) + real_->szOsFile);
    }

    /// The methods of files of this kind, some of them replaced by ours.
    static sqlite3_io_methods& replaced(const sqlite3_io_methods* methods) {
        const auto [place, is_new] = methods_.try_emplace(methods, *methods);
        sqlite3_io_methods& ours = place->second;
        if (!is_new) return ours;
        ours.xRead = [](sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
            const int error = look(SQLITE_IOERR_READ, false);
            return error ? error : original(file)->xRead(file, bytes, size, offset);
        };
        ours.xWrite = [](sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
            if (const int error = look(SQLITE_IOERR_WRITE, true, file, bytes, size, offset)) return error;
            if (plan.kind == fault::power_loss) {
                unsynced write{file, offset, 0, std::vector<char>(static_cast<std::size_t>(size))};
                original(file)->xFileSize(file, &write.size);
                original(file)->xRead(file, write.bytes.data(), size, offset);
                unsynced_.push_back(std::move(write));
            }
            return original(file)->xWrite(file, bytes, size, offset);
        };
        ours.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
            if (const int error = look(SQLITE_IOERR_TRUNCATE, true)) return error;
            std::erase_if(unsynced_, [&](const unsynced& write) { return write.file == file && write.offset >= size; });
            return original(file)->xTruncate(file, size);
        };
        ours.xSync = [](sqlite3_file* file, int) {  // nothing is really synced, because that takes too long
            if (const int error = look(SQLITE_IOERR_FSYNC, true)) return error;
            std::erase_if(unsynced_, [&](const unsynced& write) { return write.file == file; });
            return SQLITE_OK;
        };
        ours.xClose = [](sqlite3_file* file) {
            std::erase_if(unsynced_, [&](const unsynced& write) { return write.file == file; });
            return original(file)->xClose(file);
        };
        ours.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
            const int error = look(SQLITE_IOERR_FSTAT, false);
            return error ? error : original(file)->xFileSize(file, size);
        };
        ours.xLock = [](sqlite3_file* file, int level) {
            const int error = look(SQLITE_IOERR_LOCK, false);
            return error ? error : original(file)->xLock(file, level);
        };
        if (methods->iVersion >= 2 && methods->xShmMap != nullptr)
            ours.xShmMap = [](sqlite3_file* file, int page, int size, int extend, void volatile** out) {
                const int error = look(SQLITE_IOERR_SHMMAP, false);
                return error ? error : original(file)->xShmMap(file, page, size, extend, out);
            };
        return ours;
    }

    static inline sqlite3_vfs* real_ = nullptr;
    static inline sqlite3_vfs vfs_{};
    static inline std::map<const sqlite3_io_methods*, sqlite3_io_methods> methods_;
    static inline std::vector<unsynced> unsynced_;
};

}  // namespace trial
