// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/span.hpp>
#include <aludel/detail/swap.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// A view of text without a constructor, which a compiler would run for each.
struct text_piece {
    const char* data;
    std::size_t size;

    constexpr operator std::string_view() const { return {data, size}; }
};

/// SQL under construction, as the pieces it consists of. A piece is a view of text that lives elsewhere (a literal, a
/// name), so that rendering touches no character until the whole is copied once: that is what lets the compiler render.
/// Pieces and their array are as plain as can be: a std::vector of std::string_view costs Clang three times the steps.
class sql_text {
public:
    constexpr sql_text() = default;
    constexpr sql_text(const sql_text& other) : sql_text() { put(other); }
    constexpr sql_text(sql_text&& other) noexcept
        : pieces_(detail::taken(other.pieces_)), count_(detail::taken(other.count_)), room_(detail::taken(other.room_)), size_(detail::taken(other.size_)) {}
    constexpr sql_text& operator=(const sql_text& other) { return *this = sql_text(other); }
    constexpr sql_text& operator=(sql_text&& other) noexcept {
        sql_text given(static_cast<sql_text&&>(other));
        text_piece* const mine = pieces_;
        pieces_ = given.pieces_, count_ = given.count_, room_ = given.room_, size_ = given.size_;
        given.pieces_ = mine;
        return *this;
    }
    constexpr ~sql_text() { delete[] pieces_; }

    constexpr sql_text& put(std::string_view added) { return put(added.data(), added.size()); }
    constexpr sql_text& put(const char* added, std::size_t size) {
        if (size == 0) return *this;
        if (count_ == room_) grow(count_ + 1);
        text_piece& made = pieces_[count_++];
        made.data = added, made.size = size, size_ += size;
        return *this;
    }

    /// A literal: its length by a builtin, because libstdc++ 12 counts its letters one by one in a constant expression.
    constexpr sql_text& put(const char* literal) { return put(literal, __builtin_strlen(literal)); }

    constexpr sql_text& put_number(std::uint64_t number) {
        std::uint64_t unit = 1;
        while (number / unit >= 10) unit *= 10;
        for (; unit != 0; unit /= 10) put(&"0123456789"[number / unit % 10], 1);
        return *this;
    }

    constexpr sql_text& put(const sql_text& other) {
        if (count_ + other.count_ > room_) grow(count_ + other.count_);
        for (std::size_t i = 0, n = other.count_; i < n; ++i) pieces_[count_++] = other.pieces_[i];
        size_ += other.size_;
        return *this;
    }

    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    [[nodiscard]] constexpr detail::span<const text_piece> pieces() const { return {pieces_, count_}; }

    /// Writes size() characters, without a NUL.
    template <std::size_t Room>
    constexpr void copy_to(char (&to)[Room]) const {
        std::size_t at = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            const char* const from = pieces_[i].data;
            const std::size_t n = pieces_[i].size;
            for (std::size_t k = 0; k < n; ++k) to[at + k] = from[k];
            at += n;
        }
    }

    [[nodiscard]] std::string str() const {
        std::string all;
        all.reserve(size_);
        for (const std::string_view each : pieces()) all += each;
        return all;
    }

private:
    constexpr void grow(std::size_t least) {
        std::size_t room = least > room_ * 2 ? least : room_ * 2;
        if (room < 16) room = 16;
        text_piece* const larger = new text_piece[room];
        for (std::size_t i = 0; i < count_; ++i) larger[i] = pieces_[i];
        delete[] pieces_;
        pieces_ = larger, room_ = room;
    }

    text_piece* pieces_ = nullptr;
    std::size_t count_ = 0;
    std::size_t room_ = 0;
    std::size_t size_ = 0;
};

}  // namespace aludel::inline v0_1
