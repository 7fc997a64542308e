// SPDX-License-Identifier: BSL-1.0
// Migrations on a Galera cluster of three nodes that the test starts itself. ALUDEL_TRIALS=long has 50 rounds instead
// of 5, and more nodes are killed.
#include "../../../examples/digital_market/history.hpp"
#include "../../servers/mariadb.hpp"

#include <gtest/gtest.h>

#include <chrono>   // milliseconds
#include <cstdlib>  // getenv, system
#include <fstream>  // ifstream
#include <memory>   // unique_ptr
#include <string>   // string, to_string
#include <thread>   // thread
#include <vector>   // vector

namespace {

namespace al = aludel;
using connection = al::mariadb::connection;

inline constexpr auto on_three = al::settings().dialects(al::sqlite, al::postgresql, al::mariadb);
inline constexpr al::history<on_three, shop::empty_start, shop::initial_tables, shop::add_hidden_content,
                             shop::add_payment_id, shop::add_payment_type>
    market{};
constexpr std::string_view head = "5ca0f991801d";

bool is_long() { return std::getenv("ALUDEL_TRIALS") != nullptr; }

/// The cluster, stopped at the end.
class cluster {
public:
    cluster() : exit_code_(command("start")) {}
    cluster(const cluster&) = delete;
    cluster& operator=(const cluster&) = delete;
    ~cluster() { EXPECT_EQ(command("stop"), 0); }

    [[nodiscard]] bool is_there() const { return exit_code_ == 0; }
    [[nodiscard]] bool is_missing() const { return WEXITSTATUS(exit_code_) == 77; }
    void crash(int node) const { EXPECT_EQ(command("crash", node), 0); }
    void again(int node) const { EXPECT_EQ(command("again", node), 0); }

    [[nodiscard]] connection connect(int node, const std::string& database = "mysql") const {
        std::ifstream file(directory_ + "/url" + std::to_string(node));
        std::string url;
        std::getline(file, url);
        connection db(url.replace(url.find("/mysql?") + 1, 5, database));
        db.execute("SET SESSION wsrep_sync_wait = 15");  // what the test reads is what others have written
        return db;
    }

private:
    [[nodiscard]] int command(const std::string& word, int node = -1) const {
        std::string line = "'" ALUDEL_TEST_DATA "/../servers/galera.sh' " + word + " '" + directory_ + "'";
        if (node >= 0) line += " " + std::to_string(node);
        return std::system(line.c_str());
    }

    std::string directory_ = "/tmp/aludel_cluster_" + std::to_string(getpid());
    int exit_code_;
};

class ClusterMigration : public testing::Test {
protected:
    static void SetUpTestSuite() { nodes_ = std::make_unique<cluster>(); }
    static void TearDownTestSuite() { nodes_.reset(); }
    void SetUp() override {
        if (nodes_->is_missing()) GTEST_SKIP() << "galera-4 is not installed";
        ASSERT_TRUE(nodes_->is_there());
        nodes_->connect(0).execute("DROP DATABASE IF EXISTS shop; CREATE DATABASE shop");
        for (int node = 1; node < 3; ++node) nodes_->connect(node).query("SELECT 1");  // it is there on all
    }

    static inline std::unique_ptr<cluster> nodes_;
};

constexpr al::duration minute = al::duration::of_milliseconds(60'000);

/// Of three migrators at once, one on each node, one migrates; the others find nothing to do.
TEST_F(ClusterMigration, OfThreeAtOnceOneMigrates) {
    const int rounds = is_long() ? 50 : 5;
    for (int i = 0; i < rounds; ++i) {
        SCOPED_TRACE("round " + std::to_string(i));
        const bool down = i % 2 == 1;
        std::vector<std::thread> crowd;
        for (int node = 0; node < 3; ++node)
            crowd.emplace_back([&, node] {
                connection db = nodes_->connect(node, "shop");
                try {
                    if (down) al::downgrade<market>(db, "base", {.busy_timeout = minute});
                    else al::upgrade<market>(db, {.busy_timeout = minute});
                } catch (const std::exception& error) {
                    ADD_FAILURE() << "node " << node << ": " << error.what();
                }
            });
        for (std::thread& each : crowd) each.join();
        for (int node = 0; node < 3; ++node) {
            connection db = nodes_->connect(node, "shop");
            EXPECT_EQ(test::text_of(db, "SELECT count(*) FROM aludel_journal"), std::to_string(5 * (i + 1)) + "|\n");
            EXPECT_EQ(test::text_of(db,
                                    "SELECT count(*) FROM (SELECT 1 FROM aludel_journal GROUP BY revision, direction "
                                    "HAVING count(*) > " +
                                        std::to_string(i / 2 + 1) + ") t"),
                      "0|\n");
            EXPECT_EQ(test::text_of(db, "SELECT version_num FROM aludel_version"),
                      down ? "" : std::string(head) + "|\n");
            EXPECT_EQ(test::text_of(db, "SELECT holder FROM _aludel_lock"), "|\n");
        }
    }
}

}  // namespace
