// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel.hpp>

#include <gtest/gtest.h>

#include <initializer_list>  // initializer_list
#include <string>            // string

/// What is tested of drift on each server alike.
namespace test {

/// The differences between a database and a history, each on a line.
template <const auto& History, class Connection>
std::string drift(Connection& db, const char* target = "heads") {
    std::string result;
    for (const aludel::difference& each : aludel::drift<History>(db, target))
        result += aludel::online::text_of(each) + "\n";
    return result;
}

/// Goes from target to target, each above or below the one before it. None leaves a difference.
template <const auto& History, class Connection>
void expect_no_drift(Connection db, std::initializer_list<const char*> targets) {
    for (const char* const target : targets) {
        if (aludel::pending<History>(db, target).size() != 0) aludel::upgrade<History>(db, target);
        else aludel::downgrade<History>(db, target);
        EXPECT_EQ(drift<History>(db, target), "") << target;
    }
}

/// A migrated database has no difference, and each change of it by hand is one.
template <const auto& History, class Database>
void expect_drift(std::initializer_list<const char*> changes) {
    for (const char* const change : changes) {
        const Database own;
        auto db = own.connect();
        aludel::upgrade<History>(db);
        EXPECT_EQ(drift<History>(db), "");
        db.execute(change);
        EXPECT_NE(drift<History>(db), "") << change;
    }
}

/// Keys that are added, replaced and dropped; servers leave the columns of a dropped key NOT NULL.
namespace keys {

inline constexpr auto start = aludel::revision("start").upgrade(
    aludel::create_table("loose", aludel::column("x", aludel::integer),
                         aludel::column("y", aludel::varchar(9), aludel::default_to("a"))),
    aludel::create_table("keyed", aludel::column("x", aludel::integer),
                         aludel::column("y", aludel::integer, aludel::not_null), aludel::primary_key("x", "y")));
inline constexpr auto added = aludel::revision("added")
                                  .revises("start")
                                  .upgrade(aludel::add_constraint("loose", aludel::primary_key("x", "y")))
                                  .acknowledge(aludel::rule::adds_unique, "a test")
                                  .acknowledge(aludel::rule::nullable_primary_key, "a test");
inline constexpr auto replaced = aludel::revision("replaced")
                                     .revises("added")
                                     .upgrade(aludel::drop_constraint("loose", "pk_loose"),
                                              aludel::add_constraint("loose", aludel::primary_key("x")))
                                     .acknowledge(aludel::rule::adds_unique, "a test")
                                     .acknowledge(aludel::rule::drops_primary_key, "a test")
                                     .acknowledge(aludel::rule::nullable_primary_key, "a test");
inline constexpr auto dropped = aludel::revision("dropped")
                                    .revises("replaced")
                                    .upgrade(aludel::drop_constraint("keyed", "pk_keyed"))
                                    .acknowledge(aludel::rule::drops_primary_key, "a test");

}  // namespace keys

}  // namespace test
