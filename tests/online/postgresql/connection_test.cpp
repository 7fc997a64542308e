// SPDX-License-Identifier: BSL-1.0
// Connections by libpq's means, adopted handles, and what messages do not say.
#include "../../servers/postgresql.hpp"

#include <gtest/gtest.h>

#include <cstdlib>  // setenv, unsetenv
#include <fstream>  // ofstream
#include <memory>   // unique_ptr
#include <string>   // string
#include <utility>  // move
#include <vector>   // vector

#include <sys/stat.h>  // chmod

namespace {

namespace al = aludel;
using connection = al::postgresql::connection;

std::vector<std::string> received;
void receive(void* argument, const PGresult*) { received.emplace_back(static_cast<const char*>(argument)); }

TEST(PostgresqlConnection, AnAdoptedHandleIsGivenBack) {
    const std::unique_ptr<PGconn, void (*)(PGconn*)> handle(PQconnectdb(test::server_url().c_str()), &PQfinish);
    char argument[] = "the caller's";
    PQsetNoticeReceiver(handle.get(), &receive, argument);
    const auto notice = [&] { PQclear(PQexec(handle.get(), "DO $$ BEGIN RAISE NOTICE 'x'; END $$")); };
    received.clear();
    std::vector<std::string> ours;
    {
        connection db(handle.get(), argument);
        notice();
        EXPECT_EQ(received, std::vector<std::string>{"the caller's"});  // until somebody asks
        db.on_notice([&](std::string_view text) { ours.emplace_back(text); });
        db.on_notice([&](std::string_view text) { ours.emplace_back(text); });
        connection moved(std::move(db));
        notice();
        connection third = connection(handle.get());
        third = std::move(moved);
        notice();
    }
    EXPECT_EQ(ours, (std::vector<std::string>{"x", "x"}));
    notice();
    EXPECT_EQ(received, (std::vector<std::string>{"the caller's", "the caller's"}));
    EXPECT_EQ(PQstatus(handle.get()), CONNECTION_OK);
}

/// A file of libpq's, named by an environment variable as long as it lives.
class named_file {
public:
    named_file(const char* variable, const std::string& text) : variable_(variable) {
        std::ofstream(path_) << text;
        chmod(path_.c_str(), 0600);
        setenv(variable, path_.c_str(), 1);
    }
    named_file(const named_file&) = delete;
    named_file& operator=(const named_file&) = delete;
    ~named_file() {
        unsetenv(variable_);
        std::remove(path_.c_str());
    }

private:
    const char* variable_;
    std::string path_ = "/tmp/aludel_file_" + std::to_string(getpid());
};

TEST(PostgresqlConnection, UrlsKeyWordsServicesAndPasswordsAreLibpqs) {
    connection(test::server_url())
        .execute(
            "SET password_encryption = 'scram-sha-256'; DO $$ BEGIN CREATE ROLE guarded LOGIN PASSWORD 'open "
            "''sesame/@'; EXCEPTION WHEN duplicate_object THEN "
            "NULL; END $$");
    const std::string url = test::server_url(), host = url.substr(url.find("host=") + 5);
    const auto user = [](connection db) { return *db.query("SELECT current_user")[0][0]; };
    EXPECT_EQ(user(connection("host=" + host + " dbname=postgres user=guarded password='open \\'sesame/@'")),
              "guarded");
    EXPECT_EQ(user(connection("postgresql://guarded:open%20'sesame%2F%40@/postgres?host=" + host)), "guarded");
    const std::string plain = "postgresql://guarded@/postgres?host=" + host;
    {
        const named_file passwords("PGPASSFILE", "*:*:*:guarded:open 'sesame/@\n");
        EXPECT_EQ(user(connection(plain)), "guarded");
    }
    {
        const named_file services(
            "PGSERVICEFILE", "[shop]\nhost=" + host + "\ndbname=postgres\nuser=guarded\npassword=open 'sesame/@\n");
        EXPECT_EQ(user(connection("service=shop")), "guarded");
    }
    EXPECT_THROW(connection{plain}, al::connection_error);  // without a password
}

TEST(PostgresqlConnection, NoMessageHasASecret) {
    const std::string url = test::server_url(), host = url.substr(url.find("host=") + 5);
    for (const std::string& target : {
             "postgresql://guarded:sesame%20open@/postgres?host=" + host,
             "postgresql://guarded@/postgres?password=sesame&host=" + host,
             "host=" + host + " user=guarded dbname=postgres password='sesame open'",
             "user=guarded sslpassword=sesame password = sesame dbname=postgres host=" + host,
             "host=" + host + " user=guarded password=not sesame=open",    // what libpq takes for a key word
             "host=" + host + " user=guarded password='open sesame",       // no end
             std::string("postgresql://guarded:open%zzsesame@/postgres"),  // no percent-encoding
             std::string("postgresql://guarded:se/same:sesame@[::1/postgres"),
             std::string("password=open sesame"),
         })
        try {
            connection db(target);
            ADD_FAILURE() << target << " connected";
        } catch (const al::connection_error& error) {
            EXPECT_EQ(std::string(error.what()).find("same"), std::string::npos) << error.what();
            EXPECT_NE(std::string(error.what()).find("***"), std::string::npos) << error.what();
        }
    try {
        connection db("host=" + host + " user=nobody dbname=postgres password=sesame");
        ADD_FAILURE() << "connected";
    } catch (const al::connection_error& error) {
        EXPECT_EQ(std::string(error.what()).substr(0, 20), "cannot connect to `u") << error.what();
        EXPECT_NE(std::string(error.what()).find("role \"nobody\" does not exist"), std::string::npos) << error.what();
    }
}

}  // namespace
