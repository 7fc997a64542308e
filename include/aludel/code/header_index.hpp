// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>       // size_t
#include <filesystem>    // path, directory_iterator
#include <fstream>       // ifstream
#include <iterator>      // istreambuf_iterator
#include <map>           // map
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // error_code

namespace aludel::inline v0_1::code {

/// The header that defines a revision.
struct revision_header {
    std::string path{};     ///< empty: not found
    std::string created{};  ///< YYYY-MM-DD, from the comment that `revision` writes; empty: there is none
};

/// The headers of all revisions in a folder, by id. Files that cannot be read are left out.
class header_index {
public:
    explicit header_index(const std::filesystem::path& directory) {
        std::error_code error;
        for (const auto& each : std::filesystem::directory_iterator(directory, error))
            if (each.path().extension() == ".hpp") add(each.path());
    }

    /// The header of a revision; without a path if there is none.
    [[nodiscard]] revision_header find(std::string_view id) const {
        const auto found = headers_.find(std::string(id));
        return found == headers_.end() ? revision_header() : found->second;
    }

private:
    void add(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const revision_header header{path.string(), date_in(text)};
        for (const std::string_view word : {"revision(\"", "squash(\""})
            for (std::size_t start = text.find(word); start != text.npos; start = text.find(word, start)) {
                start += word.size();
                headers_.emplace(text.substr(start, text.find('"', start) - start), header);
            }
    }

    /// The date in the first comments of a header, in a line of its own.
    static std::string date_in(const std::string& text) {
        for (std::size_t start = 0; text.compare(start, 2, "//") == 0; start = text.find('\n', start) + 1) {
            const std::string line = text.substr(start, text.find('\n', start) - start);
            const auto fits = [&](std::size_t i) {
                return i == 7 || i == 10 ? line[i] == '-' : line[i] >= '0' && line[i] <= '9';
            };
            bool is_date = line.size() == 13 && line.starts_with("// ");
            for (std::size_t i = 3; is_date && i < 13; ++i) is_date = fits(i);
            if (is_date) return line.substr(3);
            if (text.find('\n', start) == text.npos) break;
        }
        return {};
    }

    std::map<std::string, revision_header> headers_;
};

}  // namespace aludel::inline v0_1::code
