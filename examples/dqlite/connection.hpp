// SPDX-License-Identifier: BSL-1.0
// A connection to a dqlite cluster (SQLite, replicated by Raft) over its wire protocol: the whole adapter. The engine
// requires nothing else to migrate it as it migrates a file.
#pragma once

#include <aludel.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dqlite {

namespace al = aludel;

class connection {
public:
    /// Connects to the leader, which any node of the cluster knows. `nodes` are `address:port`; those that cannot be
    /// reached are passed over. Throws `al::connection_error`.
    connection(const std::vector<std::string>& nodes, const std::string& database) {
        for (const std::string& node : nodes)
            if (leader_.empty() && dial(node)) leader_ = leader_known_here();
        if (leader_.empty() || !dial(leader_)) throw lost("no node of the cluster knows a leader");
        std::string body;
        put(body, database), put(body, 0), put(body, "volatile");
        const message opened = exchange(open, body);
        std::memcpy(&id_, opened.body.data(), sizeof id_);
    }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { hang_up(); }

    /// The node that it is connected to.
    [[nodiscard]] const std::string& leader_node() const { return leader_; }

    [[nodiscard]] static al::op::dialect dialect() { return al::sqlite; }
    [[nodiscard]] bool in_transaction() const { return in_transaction_; }

    std::int64_t execute(std::string_view sql) {
        std::int64_t changes = 0;
        try {
            const message result = exchange(exec_sql, statement(sql));
            std::memcpy(&changes, result.body.data() + 8, sizeof changes);
        } catch (const al::connection_error& error) {
            if (error.code() != returns_rows) throw;
            query(sql);
        }
        if (sql.starts_with("BEGIN")) in_transaction_ = true;
        if (sql.starts_with("COMMIT") || sql.starts_with("ROLLBACK")) in_transaction_ = false;
        return changes;
    }

    al::query_result query(std::string_view sql) {
        al::query_result rows;
        try {
            message part = exchange(query_sql, statement(sql));
            while (!read_rows(part.body, rows)) part = receive();
        } catch (const al::connection_error& error) {
            if (error.what() != has_no_rows) throw;
            execute(sql);
        }
        return rows;
    }

private:
    enum request : std::uint32_t { leader = 0, open = 3, exec_sql = 8, query_sql = 9 };
    enum value : unsigned { floating = 2, text = 3, blob = 4, null = 5, date_text = 10 };
    // A statement is executed or queried, and the nodes refuse the wrong one of the two.
    static constexpr int returns_rows = 100;  // SQLITE_ROW
    static constexpr std::string_view has_no_rows = "not an error";

    struct message {
        std::uint8_t type = 0;
        std::string body{};
    };

    // Everything is in words of 8 bytes; texts end with a zero.
    static void put(std::string& body, std::uint64_t word) {
        body.append(reinterpret_cast<const char*>(&word), sizeof word);
    }
    static void put(std::string& body, std::string_view words) {
        body.append(words), body.append(8 - words.size() % 8, '\0');
    }
    [[nodiscard]] std::string statement(std::string_view sql) const {
        std::string body;
        put(body, id_), put(body, sql), put(body, 0);  // without parameters
        return body;
    }
    static std::uint64_t take_word(const char*& place) {
        std::uint64_t word = 0;
        std::memcpy(&word, std::exchange(place, place + sizeof word), sizeof word);
        return word;
    }
    static std::string take_text(const char*& place) {
        std::string result = place;
        place += (result.size() + 8) / 8 * 8;
        return result;
    }

    /// Adds the rows of a message; returns whether they were the last.
    static bool read_rows(const std::string& body, al::query_result& rows) {
        const char* place = body.data();
        const std::uint64_t columns = take_word(place);
        for (std::uint64_t i = 0; i < columns; ++i) take_text(place);  // their names
        for (;;) {
            const char* types = place;
            const std::uint64_t mark = take_word(place);
            if (mark == 0xFFFF'FFFF'FFFF'FFFF) return true;
            if (mark == 0xEEEE'EEEE'EEEE'EEEE) return false;
            place = types + (columns + 15) / 16 * 8;  // four bits for each
            al::row_values& row = rows.emplace_back();
            for (std::uint64_t i = 0; i < columns; ++i)
                add_value(row, static_cast<unsigned char>(types[i / 2]) >> (i % 2 * 4) & 15U, place);
        }
    }
    static void add_value(al::row_values& row, unsigned type, const char*& place) {
        if (type == text || type == date_text) return row.push_back(take_text(place));
        const std::uint64_t word = take_word(place);
        double number = 0;
        std::memcpy(&number, &word, sizeof number);
        if (type == blob) row.push_back(std::string(place, word)), place += (word + 7) / 8 * 8;
        else if (type == null) row.emplace_back();
        else if (type == floating) row.push_back(std::to_string(number));
        else row.push_back(std::to_string(static_cast<std::int64_t>(word)));
    }

    bool dial(const std::string& node) {
        hang_up();
        const std::size_t colon = node.rfind(':');
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(node.substr(colon + 1))));
        ::inet_pton(AF_INET, node.substr(0, colon).c_str(), &address.sin_addr);
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return false;
        std::string version;
        put(version, 1);
        write(version);
        return true;
    }
    std::string leader_known_here() {
        std::string body;
        put(body, 0);
        return exchange(leader, body).body.substr(8).c_str();  // up to its zero
    }
    void hang_up() {
        if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    }

    message exchange(request type, const std::string& body) {
        const std::uint32_t head[2] = {static_cast<std::uint32_t>(body.size() / 8), type};
        write(std::string(reinterpret_cast<const char*>(head), sizeof head) + body);
        return receive();
    }
    message receive() {
        std::uint32_t head[2]{};
        read(reinterpret_cast<char*>(head), sizeof head);
        message result{static_cast<std::uint8_t>(head[1]), std::string(std::size_t{head[0]} * 8, '\0')};
        read(result.body.data(), result.body.size());
        if (result.type != 0) return result;
        const char* place = result.body.data();
        const auto code = static_cast<int>(take_word(place));
        throw al::connection_error(code, take_text(place));
    }
    void write(const std::string& bytes) {
        if (::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
            throw lost("the node does not listen");
    }
    void read(char* bytes, std::size_t size) {
        for (std::size_t done = 0; done < size;) {
            const ssize_t received = ::recv(socket_, bytes + done, size - done, 0);
            if (received <= 0) throw lost("the node is gone");
            done += static_cast<std::size_t>(received);
        }
    }
    /// The transaction is the node's, and gone with it.
    al::connection_error lost(const char* why) {
        in_transaction_ = false;
        return {al::connection_error_details{.kind = al::connection_error_kind::connection_lost}, why};
    }

    std::string leader_;
    int socket_ = -1;
    std::uint32_t id_ = 0;
    bool in_transaction_ = false;
};
static_assert(al::connection<connection>);

}  // namespace dqlite
