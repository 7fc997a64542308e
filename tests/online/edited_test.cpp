// SPDX-License-Identifier: BSL-1.0
// Revisions that were edited after a database ran them.
#include "online_test.hpp"

namespace {

using edited = online_test;

inline constexpr auto settings_table =
    al::create_table("settings", al::column("id", al::integer, al::primary_key), al::column("value", al::text));

inline constexpr auto first = al::revision("e1", "settings").upgrade(settings_table);
inline constexpr auto second = al::revision("e2", "users")
                                   .revises("e1")
                                   .upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<first, second> original{};

// The history after the edit: another column in the first revision, and a third revision.
inline constexpr auto wider_table = al::create_table("settings", al::column("id", al::integer, al::primary_key),
                                                     al::column("value", al::text), al::column("note", al::text));
inline constexpr auto third =
    al::revision("e3", "names").revises("e2").upgrade(al::add_column("users", al::column("name", al::text)));
inline constexpr auto first_edited = al::revision("e1", "settings").upgrade(wider_table);
inline constexpr al::history<first_edited, second, third> changed{};

// The same, with the checksum of the original accepted.
inline constexpr auto first_accepted = al::revision("e1", "settings")
                                           .upgrade(wider_table)
                                           .accept_checksum("0000000000000001")
                                           .accept_checksum("8A6A0E95A6B1D5A0");
inline constexpr al::history<first_accepted, second, third> accepting{};

std::string checksum_of(const auto& revision) {
    return al::online::checksum_text(al::op::checksum_of(revision.view().upgrade));
}

TEST_F(edited, nothing_where_nothing_was) {
    al::sqlite3::connection db(path());
    EXPECT_TRUE(al::edited<original>(db).empty());
    EXPECT_FALSE(has_table(db, "aludel_journal")) << "it only reads";
    al::upgrade<original>(db);
    EXPECT_TRUE(al::edited<original>(db).empty());
    db.execute("DROP TABLE aludel_journal");
    EXPECT_TRUE(al::edited<changed>(db).empty());
    EXPECT_EQ(al::upgrade<changed>(db).to, strings{"e3"}) << "a database without a journal is fine";
}

TEST_F(edited, is_told_with_both_checksums) {
    al::sqlite3::connection db(path());
    al::upgrade<original>(db);
    const std::vector<al::edited_revision> found = al::edited<changed>(db);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].revision, "e1");
    EXPECT_EQ(found[0].checksum_in_journal, checksum_of(first));
    EXPECT_EQ(found[0].checksum_now, checksum_of(first_edited));
}

TEST_F(edited, is_refused_before_anything_is_touched) {
    { al::upgrade<original>(al::sqlite3::connection(path())); }
    const std::string before = bytes_of(path());
    al::sqlite3::connection db(path());
    const al::migration_error error = error_of([&] { al::upgrade<changed>(db); });
    EXPECT_EQ(error.kind(), migration_error_kind::edited);
    EXPECT_EQ(std::string(error.what()),
              "revision `e1` was edited after the database ran it: its checksum was `" + checksum_of(first) +
                  "` then and is `" + checksum_of(first_edited) +
                  "` now. Nothing was changed. Restore the old text and write a new revision; or, where databases that "
                  "ran the old one are fine, say .accept_checksum(\"" +
                  checksum_of(first) + "\") on revision `e1`.");
    EXPECT_EQ(error_of([&] { al::downgrade<changed>(db, "-1"); }).kind(), migration_error_kind::edited);
    EXPECT_EQ(bytes_of(path()), before);
    EXPECT_EQ(al::upgrade<changed>(db, {.allow_edited = true}).to, strings{"e3"});
}

TEST_F(edited, is_taken_back_and_applied_again_by_redo) {
    al::sqlite3::connection db(path());
    al::upgrade<original>(db);
    db.execute("INSERT INTO users VALUES (1)");
    EXPECT_EQ(al::redo<original>(db).steps, 2U);
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM users"), "0") << "the last revision is made anew";
    EXPECT_EQ(error_of([&] { al::redo<changed>(db); }).kind(), migration_error_kind::edited) << "e1 is below";
    EXPECT_EQ(al::redo<changed>(db, {.allow_edited = true}).steps, 2U);
    const al::migration_report report = al::redo<changed>(db, "base");
    EXPECT_EQ(report.steps, 4U);
    EXPECT_EQ(report.to, strings{"e2"});
    EXPECT_TRUE(al::edited<changed>(db).empty());
    EXPECT_EQ(cell_of(db, "SELECT count(*) FROM pragma_table_info('settings')"), "3");
}

TEST_F(edited, says_which_when_there_are_many) {
    al::sqlite3::connection db(path());
    al::upgrade<original>(db);
    db.execute("UPDATE aludel_journal SET checksum = 'fedcba9876543210'");
    const al::migration_error error = error_of([&] { al::upgrade<changed>(db); });
    EXPECT_NE(std::string(error.what()).find("; revision `e2` was edited after the database ran it"), std::string::npos)
        << error.what();
}

TEST_F(edited, at_head_nobody_asks) {
    al::sqlite3::connection db(path());
    al::upgrade<original>(db);
    db.execute("UPDATE aludel_journal SET checksum = 'fedcba9876543210'");
    const statement_log log(db);
    EXPECT_EQ(al::upgrade<original>(db).steps, 0U);
    EXPECT_EQ(log.seen.size(), 1U);
}

TEST_F(edited, accepted_forms_are_fine) {
    al::sqlite3::connection db(path());
    al::upgrade<original>(db);
    EXPECT_EQ(al::edited<accepting>(db).size(), 1U) << "neither is the form that this database ran";
    for (const char* const form : {"0000000000000001", "8a6a0e95a6b1d5a0"}) {
        db.execute("UPDATE aludel_journal SET checksum = '" + std::string(form) + "' WHERE revision = 'e1'");
        EXPECT_TRUE(al::edited<accepting>(db).empty()) << form;
    }
    EXPECT_EQ(al::upgrade<accepting>(db).to, strings{"e3"});
    static_assert(
        al::op::checksum_of(first_accepted.view().upgrade) == al::op::checksum_of(first_edited.view().upgrade),
        "to accept a form makes no other one");
}

TEST_F(edited, only_the_last_word_of_the_journal_counts) {
    al::sqlite3::connection db(path());
    al::upgrade<original>(db, "e1");
    // Applied in the old form, downgraded, and applied in the new one.
    al::downgrade<original>(db, "base");
    EXPECT_TRUE(al::edited<changed>(db).empty()) << "it is not applied";
    al::upgrade<changed>(db, "e1");
    EXPECT_TRUE(al::edited<changed>(db).empty());
    EXPECT_EQ(al::edited<original>(db).size(), 1U);
    // After a stamp it is not known what was run.
    al::stamp<changed>(db, "base");
    al::stamp<changed>(db, "e1");
    EXPECT_TRUE(al::edited<original>(db).empty());
}

TEST_F(edited, a_database_of_another_history_is_refused) {
    al::sqlite3::connection db(path());
    al::upgrade<changed>(db);
    EXPECT_EQ(error_of([&] { al::edited<original>(db); }).kind(), migration_error_kind::unknown_revision);
}

}  // namespace
