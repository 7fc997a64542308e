// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/token.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// The SQL keywords that the reader distinguishes. Every other word is a name in any position. The order matters: see
/// `is_reserved` and `ends_alias`.
enum class keyword : std::uint8_t {
    none,
    // Reserved: never a name without quotes (lang_keywords.html; parse.y has no fallback for them).
    add_,
    all_,
    alter_,
    and_,
    as_,
    autoincrement_,
    between_,
    case_,
    check_,
    collate_,
    commit_,
    constraint_,
    create_,
    default_,
    deferrable_,
    delete_,
    distinct_,
    drop_,
    else_,
    escape_,
    except_,
    exists_,
    foreign_,
    from_,
    group_,
    having_,
    in_,
    index_,
    insert_,
    intersect_,
    into_,
    is_,
    isnull_,
    join_,
    limit_,
    not_,
    nothing_,
    notnull_,
    null_,
    on_,
    or_,
    order_,
    primary_,
    references_,
    returning_,
    select_,
    set_,
    table_,
    then_,
    to_,
    transaction_,
    union_,
    unique_,
    update_,
    using_,
    values_,
    when_,
    where_,
    last_reserved = where_,
    // Can be names, but not an alias without AS.
    cross_,
    full_,
    inner_,
    left_,
    natural_,
    outer_,
    right_,
    indexed_,
    last_joining = indexed_,
    // Can be names wherever the grammar allows nothing else.
    abort_,
    after_,
    asc_,
    before_,
    by_,
    cast_,
    conflict_,
    current_date_,
    current_time_,
    current_timestamp_,
    do_,
    desc_,
    each_,
    end_,
    exclude_,
    fail_,
    filter_,
    first_,
    for_,
    glob_,
    groups_,
    ignore_,
    instead_,
    last_,
    like_,
    match_,
    materialized_,
    nulls_,
    of_,
    offset_,
    over_,
    partition_,
    raise_,
    range_,
    recursive_,
    regexp_,
    replace_,
    rollback_,
    row_,
    rows_,
    temp_,
    temporary_,
    trigger_,
    view_,
    virtual_,
    window_,
    with_,
};

/// Whether a word can only be a name in quotes.
constexpr bool is_reserved(keyword word) { return word != keyword::none && word <= keyword::last_reserved; }
/// Whether a word is reserved by the grammar of parse.y alone: names on servers may be it, without quotes.
constexpr bool is_free_on_servers(keyword word) {
    switch (word) {
        case keyword::add_:
        case keyword::alter_:
        case keyword::autoincrement_:
        case keyword::commit_:
        case keyword::delete_:
        case keyword::drop_:
        case keyword::escape_:
        case keyword::index_:
        case keyword::insert_:
        case keyword::nothing_:
        case keyword::set_:
        case keyword::transaction_:
        case keyword::update_: return true;
        default: return false;
    }
}
/// Whether a word cannot be an alias without AS.
constexpr bool ends_alias(keyword word) { return word != keyword::none && word <= keyword::last_joining; }

/// A keyword and its spelling.
struct keyword_entry {
    std::string_view text;
    keyword word;
};

/// Sorted by length, so that a few comparisons decide most words.
inline constexpr keyword_entry keyword_entries[] = {
    {"as", keyword::as_},
    {"in", keyword::in_},
    {"is", keyword::is_},
    {"on", keyword::on_},
    {"or", keyword::or_},
    {"to", keyword::to_},
    {"by", keyword::by_},
    {"do", keyword::do_},
    {"of", keyword::of_},
    {"add", keyword::add_},
    {"all", keyword::all_},
    {"and", keyword::and_},
    {"not", keyword::not_},
    {"set", keyword::set_},
    {"asc", keyword::asc_},
    {"end", keyword::end_},
    {"for", keyword::for_},
    {"row", keyword::row_},
    {"case", keyword::case_},
    {"drop", keyword::drop_},
    {"else", keyword::else_},
    {"from", keyword::from_},
    {"into", keyword::into_},
    {"join", keyword::join_},
    {"null", keyword::null_},
    {"then", keyword::then_},
    {"when", keyword::when_},
    {"full", keyword::full_},
    {"left", keyword::left_},
    {"cast", keyword::cast_},
    {"desc", keyword::desc_},
    {"each", keyword::each_},
    {"fail", keyword::fail_},
    {"glob", keyword::glob_},
    {"last", keyword::last_},
    {"like", keyword::like_},
    {"over", keyword::over_},
    {"rows", keyword::rows_},
    {"temp", keyword::temp_},
    {"view", keyword::view_},
    {"with", keyword::with_},
    {"alter", keyword::alter_},
    {"check", keyword::check_},
    {"group", keyword::group_},
    {"index", keyword::index_},
    {"limit", keyword::limit_},
    {"order", keyword::order_},
    {"table", keyword::table_},
    {"union", keyword::union_},
    {"using", keyword::using_},
    {"where", keyword::where_},
    {"cross", keyword::cross_},
    {"inner", keyword::inner_},
    {"outer", keyword::outer_},
    {"right", keyword::right_},
    {"abort", keyword::abort_},
    {"after", keyword::after_},
    {"first", keyword::first_},
    {"match", keyword::match_},
    {"nulls", keyword::nulls_},
    {"raise", keyword::raise_},
    {"range", keyword::range_},
    {"commit", keyword::commit_},
    {"create", keyword::create_},
    {"delete", keyword::delete_},
    {"escape", keyword::escape_},
    {"except", keyword::except_},
    {"exists", keyword::exists_},
    {"having", keyword::having_},
    {"insert", keyword::insert_},
    {"isnull", keyword::isnull_},
    {"select", keyword::select_},
    {"unique", keyword::unique_},
    {"update", keyword::update_},
    {"values", keyword::values_},
    {"before", keyword::before_},
    {"filter", keyword::filter_},
    {"groups", keyword::groups_},
    {"ignore", keyword::ignore_},
    {"offset", keyword::offset_},
    {"regexp", keyword::regexp_},
    {"window", keyword::window_},
    {"between", keyword::between_},
    {"collate", keyword::collate_},
    {"default", keyword::default_},
    {"foreign", keyword::foreign_},
    {"nothing", keyword::nothing_},
    {"notnull", keyword::notnull_},
    {"primary", keyword::primary_},
    {"natural", keyword::natural_},
    {"indexed", keyword::indexed_},
    {"exclude", keyword::exclude_},
    {"instead", keyword::instead_},
    {"replace", keyword::replace_},
    {"trigger", keyword::trigger_},
    {"virtual", keyword::virtual_},
    {"distinct", keyword::distinct_},
    {"conflict", keyword::conflict_},
    {"rollback", keyword::rollback_},
    {"intersect", keyword::intersect_},
    {"returning", keyword::returning_},
    {"partition", keyword::partition_},
    {"recursive", keyword::recursive_},
    {"temporary", keyword::temporary_},
    {"constraint", keyword::constraint_},
    {"deferrable", keyword::deferrable_},
    {"references", keyword::references_},
    {"transaction", keyword::transaction_},
    {"current_date", keyword::current_date_},
    {"current_time", keyword::current_time_},
    {"materialized", keyword::materialized_},
    {"autoincrement", keyword::autoincrement_},
    {"current_timestamp", keyword::current_timestamp_},
};

/// Index into `keyword_entries` of the first keyword of each length.
struct keyword_index {
    static constexpr std::size_t longest = 17;
    std::uint8_t first[longest + 2]{};

    constexpr keyword_index() {
        std::size_t count = 0;
        for (std::size_t length = 0; length <= longest + 1; ++length) {
            first[length] = static_cast<std::uint8_t>(count);
            while (count < sizeof keyword_entries / sizeof *keyword_entries &&
                   keyword_entries[count].text.size() == length)
                ++count;
        }
    }
};
inline constexpr keyword_index keywords_by_length;
static_assert(keywords_by_length.first[keyword_index::longest + 1] == sizeof keyword_entries / sizeof *keyword_entries);

/// The keyword that a token is; `none` for any other word and for quoted names.
constexpr keyword keyword_of(const token& each) {
    const std::size_t length = each.text.size();
    if (each.kind != token_kind::word || length > keyword_index::longest) return keyword::none;
    const char initial = dialect::lower(each.text[0]);
    const keyword_entry* const end = keyword_entries + keywords_by_length.first[length + 1];
    for (const keyword_entry* entry = keyword_entries + keywords_by_length.first[length]; entry != end; ++entry)
        if (entry->text[0] == initial && dialect::same_without_case(entry->text, each.text)) return entry->word;
    return keyword::none;
}

}  // namespace aludel::inline v0_1::syntax
