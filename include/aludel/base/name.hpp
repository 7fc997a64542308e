// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Whether two texts of the same length, in bytes, are equal. One statement for Clang, which counts statements against
/// its limit of 2^20 per constant expression. GCC evaluates the builtin for string literals only; other text (a Hana
/// string, allocated memory) is compared letter by letter.
constexpr bool same_letters(const char* a, const char* b, std::uint32_t size) {
#if !defined(__clang__)
    if (__builtin_is_constant_evaluated() && !__builtin_constant_p(__builtin_memcmp(a, b, size))) {
        for (std::uint32_t i = 0; i < size; ++i)
            if (a[i] != b[i]) return false;
        return true;
    }
#endif
    return __builtin_memcmp(a, b, size) == 0;
}

/// An identifier (table, column, revision id, ...) with its hash, so that two names are compared by one number first.
/// It does not own its text, which must live as long as the name. `size` is in bytes.
struct name {
    const char* data = "";
    std::uint32_t size = 0;
    std::uint32_t hash = 0;

    constexpr name() = default;
    constexpr name(const char* source)
        : data(source),
          size(static_cast<std::uint32_t>(__builtin_strlen(source))),
          hash(hash_of(source, size)) {}
    constexpr name(std::string_view source) : name(source.data(), static_cast<std::uint32_t>(source.size())) {}
    constexpr name(const char* source, std::uint32_t length)
        : data(source),
          size(length),
          hash(hash_of(source, length)) {}

    constexpr operator std::string_view() const { return {data, size}; }
    [[nodiscard]] constexpr std::string_view text() const { return {data, size}; }
    [[nodiscard]] constexpr bool empty() const { return size == 0; }

    friend constexpr bool operator==(const name& a, const name& b) {
        return a.hash == b.hash && a.size == b.size && (a.size == 0 || same_letters(a.data, b.data, a.size));
    }
    friend constexpr auto operator<=>(const name& a, const name& b) { return a.text() <=> b.text(); }

    /// FNV-1a; the empty name hashes to 0.
    static constexpr std::uint32_t hash_of(const char* source, std::uint32_t length) {
        std::uint32_t hash = length == 0 ? 0 : 2166136261U;
        std::uint32_t i = 0;
        for (; i + 4 <= length; i += 4)  // four letters per statement: Clang counts statements, GCC keeps each result
            hash = ((((((hash ^ static_cast<unsigned char>(source[i])) * 16777619U) ^
                       static_cast<unsigned char>(source[i + 1])) *
                          16777619U ^
                      static_cast<unsigned char>(source[i + 2])) *
                     16777619U) ^
                    static_cast<unsigned char>(source[i + 3])) *
                16777619U;
        for (; i < length; ++i) hash = (hash ^ static_cast<unsigned char>(source[i])) * 16777619U;
        return hash;
    }
};

/// What the hash of a name is combined with where tables of several schemas have it, so that they are different names
/// with the same letters; 0 for the schema of the connection.
constexpr std::uint32_t hash_of_schema(std::string_view schema) {
    return schema.empty() ? 0 : name::hash_of(schema.data(), static_cast<std::uint32_t>(schema.size())) | 1U;
}

/// What was combined with the hash of a name.
constexpr std::uint32_t schema_hash_of(const name& called) {
    return called.hash ^ name::hash_of(called.data, called.size);
}

/// The name of a table in a schema that has this `hash_of_schema`.
constexpr name name_in_schema(name letters, std::uint32_t schema_hash) {
    letters.hash ^= schema_hash;
    return letters;
}

}  // namespace aludel::inline v0_1
