// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>  // uint16_t

namespace aludel::inline v0_1 {

/// Everything that the library refuses or warns of. The number is the rule's id in messages (`[AL102]`) and never
/// changes; docs/rules has a page for each.
enum class rule : std::uint16_t {
    none = 0,
    // The use of the DSL, and the limits of the compiler.
    misplaced_word = 1,
    column_type = 2,
    invalid_entry = 3,
    unknown_member_type = 4,
    no_command_line = 5,
    wrong_arguments = 6,
    compiler_gave_up = 7,
    // The graph of revisions.
    invalid_revision_id = 101,
    duplicate_revision = 102,
    self_reference = 103,
    unknown_parent = 104,
    unknown_dependency = 105,
    cycle = 106,
    duplicate_parent = 107,
    duplicate_label = 108,
    multiple_heads = 109,
    invalid_label = 110,
    unresolved_target = 111,
    branches_conflict = 112,
    invalid_squash = 113,
    invalid_checksum = 114,
    // Operations that do not fit the schema.
    unknown_table = 201,
    duplicate_table = 202,
    add_required_column = 203,
    unknown_column = 204,
    duplicate_column = 205,
    unknown_constraint = 206,
    duplicate_constraint = 207,
    unknown_index = 208,
    duplicate_index = 209,
    unknown_view = 210,
    duplicate_view = 211,
    foreign_key_target = 212,
    column_in_use = 213,
    identifier_too_long = 214,
    unsupported_operation = 215,
    invalid_row = 216,
    invalid_table = 217,
    table_in_use = 218,
    empty_name = 219,
    incomplete_sql = 220,
    invalid_type = 221,
    invalid_default = 222,
    reserved_name = 223,
    foreign_key_action = 224,
    text_for_no_dialect = 225,
    invalid_expression = 226,
    unknown_name_in_sql = 229,
    effect_mismatch = 230,
    rename_in_sql = 231,
    duplicate_trigger = 232,
    unknown_trigger = 233,
    invalid_trigger = 234,
    duplicate_row = 227,
    too_many_columns = 236,
    unbatchable_sql = 239,
    batches_in_transaction = 240,
    concurrent_in_transaction = 241,
    column_type_in_use = 242,
    duplicate_object = 243,
    unknown_object = 244,
    object_in_use = 245,
    enum_values_differ = 246,
    enum_value = 247,
    new_enum_value_used = 248,
    other_schema = 249,
    valid_constraint = 252,
    other_view = 253,
    text_in_key = 260,
    check_of_written_column = 261,
    text_does_not_follow = 262,
    // Downgrades, scripts, acknowledgements and squashes.
    downgrade_required = 301,
    downgrade_mismatch = 302,
    online_only = 303,
    unneeded_acknowledgement = 304,
    squash_mismatch = 305,
    unproven_downgrade = 306,
    no_downgrade = 308,
    invalid_timeout = 313,
    // Models.
    drift = 401,
    unknown_rename = 402,
    // Review: operations that destroy data.
    drops_table = 501,
    drops_column = 502,
    narrows_type = 503,
    removes_enum_value = 504,
    drops_primary_key = 505,
    drops_constraint = 506,
    rows_not_restored = 507,
    deletes_all_rows = 508,
    drops_dependents = 509,
    // Review: operations that may fail on existing rows.
    sets_not_null = 601,
    adds_unique = 602,
    adds_check = 603,
    adds_foreign_key = 604,
    may_not_convert = 605,
    nullable_primary_key = 606,
    unknown_strict_type = 607,
    unordered_key = 608,
    refused_identity = 609,
    // Review: SQL that some databases accept but understand differently.
    view_selects_all = 701,
    double_quoted_text = 702,
    qualified_name = 703,
    unnumbered_key = 704,
    doubtful_name_in_sql = 705,
    undeclared_effect = 706,
    inexact_numeric = 707,
    downgrade_may_fail = 708,
    // Review: what is better done another way.
    transaction_in_sql = 801,
    wide_index = 802,
    redundant_index = 803,
    raw_sql = 804,
    unnamed_constraint = 805,
    no_primary_key = 806,
    float_for_money = 807,
    reserved_word = 808,
    steps_without_transaction = 809,
    unreplicated_engine = 810,
    // Review: what blocks the sessions that use a table meanwhile.
    index_blocks_writes = 812,
    index_drop_blocks = 813,
    volatile_default = 814,
    numbers_rows = 815,
    stores_generated = 816,
    rewrites_table = 817,
    scans_for_not_null = 818,
    check_scans_table = 819,
    key_scans_table = 820,
    validates_under_lock = 821,
    unique_blocks_table = 822,
    exclusion_blocks_table = 823,
    rechecks_type = 824,
    fills_under_lock = 825,
    blocking_sql = 827,
    refresh_blocks_reads = 828,
    narrow_key = 830,
    better_type = 831,
    unplaced_enum_value = 832,
    // Review: what some databases only say when it runs.
    refused_algorithm = 833,
    name_used_elsewhere = 834,
    renamed_column_in_use = 835,
    bar_concatenation = 836,
    several_cascades = 837,
    // Review: how the tables of MariaDB and MySQL are changed.
    copies_table = 840,
    blocks_writers = 841,
    rebuilds_table = 842,
    asks_for_lock = 843,
    // Review: what breaks the previous release of the program while both run.
    renames_table = 901,
    renames_column = 902,
    drops_not_null = 903,
    changes_default = 904,
    requires_value = 905,
    unique_for_writers = 906,
    expands_and_contracts = 907,
    renames_enum_value = 908,
};

/// What happens when a rule is broken: an error stops the compilation, a warning is listed by the command line
/// (`lint`) and by `al::findings`, and `off` means that the rule is not checked.
enum class level : std::uint8_t { error, warning, off };

/// The level of a rule unless `al::settings().level(rule, level)` sets another.
constexpr level default_level(rule which) {
    switch (which) {
        case rule::batches_in_transaction:
        case rule::rows_not_restored:
        case rule::view_selects_all:
        case rule::unnumbered_key:
        case rule::doubtful_name_in_sql:
        case rule::undeclared_effect:
        case rule::inexact_numeric:
        case rule::downgrade_may_fail:
        case rule::wide_index:
        case rule::redundant_index:
        case rule::unnamed_constraint:
        case rule::no_primary_key:
        case rule::float_for_money:
        case rule::steps_without_transaction:
        case rule::unreplicated_engine:
        case rule::index_blocks_writes:
        case rule::index_drop_blocks:
        case rule::volatile_default:
        case rule::numbers_rows:
        case rule::stores_generated:
        case rule::rewrites_table:
        case rule::scans_for_not_null:
        case rule::check_scans_table:
        case rule::key_scans_table:
        case rule::validates_under_lock:
        case rule::unique_blocks_table:
        case rule::exclusion_blocks_table:
        case rule::rechecks_type:
        case rule::fills_under_lock:
        case rule::blocking_sql:
        case rule::refresh_blocks_reads:
        case rule::copies_table:
        case rule::blocks_writers:
        case rule::asks_for_lock: return level::warning;
        case rule::online_only:
        case rule::raw_sql:
        case rule::reserved_word:
        case rule::renames_table:
        case rule::renames_column:
        case rule::drops_not_null:
        case rule::changes_default:
        case rule::requires_value:
        case rule::narrow_key:
        case rule::better_type:
        case rule::renames_enum_value:
        case rule::unplaced_enum_value:
        case rule::rebuilds_table:
        case rule::unique_for_writers:
        case rule::expands_and_contracts: return level::off;
        default: return level::error;
    }
}

/// Whether a rule is about changes that make the sessions wait that use a table meanwhile. They are checked for
/// databases where such changes lock tables.
constexpr bool is_about_blocking(rule which) {
    return (which >= rule::index_blocks_writes && which < rule::narrow_key) ||
        (which >= rule::copies_table && which < rule::renames_table && which != rule::rebuilds_table);
}

/// Whether a rule is about what breaks the previous release of a program, still running.
constexpr bool is_about_releases(rule which) { return which >= rule::renames_table; }

/// Whether `.acknowledge(rule, "why")` can permit a violation: yes for rules about what may go wrong, no for rules
/// about what cannot work.
constexpr bool can_be_acknowledged(rule broken) {
    return broken == rule::add_required_column || broken == rule::unknown_name_in_sql ||
        broken == rule::batches_in_transaction || static_cast<std::uint16_t>(broken) >= 500;
}

}  // namespace aludel::inline v0_1
