// SPDX-License-Identifier: BSL-1.0
// Random malformed operations, revisions and statements: the library reports or accepts them, and neither crashes nor
// reads memory out of bounds, which the sanitizers detect. The seeds are fixed.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace al = aludel;
namespace op = aludel::op;

namespace {

const std::string_view texts[] = {
    "t",
    "u",
    "v",
    "a",
    "b",
    "c",
    "id",
    "t",
    "u",
    "a",
    "b",
    "",
    std::string_view(),
    std::string_view("a\0b", 3),
    std::string_view("\0", 1),
    "\"",
    "'",
    "`",
    "[",
    "]",
    "[a",
    "\"a",
    "a\"\"b",
    "a b",
    "--",
    "/*",
    "/* a",
    "a > 0",
    "(a + b) * c",
    "((((",
    "))))",
    "''''",
    "'",
    "a = 'b",
    "SELECT * FROM t",
    "SELECT a, b FROM u WHERE c",
    "; DROP TABLE t",
    "\xC3\xA9",
    "\xC3",
    "\xFF\xFE",
    "\xF0\x9F\x98",
    "%(",
    "%(table_name)s",
    "%(nothing)s)s",
    "\x1B[31m",
    "\n\r\t",
    "uq_t_a",
    "ck_t_1",
    "ix_t_a",
    "pk_t",
    "fk_t_a_u",
    "CURRENT_TIMESTAMP",
    "x'",
    "$$",
    "::",
    "?1",
    "\\",
    "NULL",
    "1e999",
    "-9223372036854775808",
};

/// Random operations whose texts and arrays are destroyed with this.
class hostile_operations {
public:
    explicit hostile_operations(std::mt19937& random) : random_(random) {
        fill(list_.names, [&](al::name& each) { each = name(); });
        fill(list_.parts, [&](op::index_part& each) {
            each.column = name(), each.expression = some(2) ? std::string_view() : text(), each.descending = some(2);
        });
        fill(list_.columns, [&](op::column& each) { column(each); });
        fill(list_.constraints, [&](op::constraint& each) { constraint(each); });
        fill(list_.indexes, [&](op::index& each) {
            each.name = name(), each.parts = range(list_.parts),
            each.include = some(4) ? range(list_.names) : op::range{};
            each.where = some(2) ? text() : std::string_view(), each.method = some(8) ? text() : std::string_view(),
            each.unique = some(2), each.if_not_exists = some(4);
        });
        std::uint32_t row = 0;
        fill(list_.cells, [&](op::cell& each) {
            each.column = name(), each.value = value(), each.row = some(8) ? number(1U << 31) : row += some(2);
        });
        fill(list_.texts,
             [&](op::dialect_text& each) { each.dialect = static_cast<op::dialect_id>(number(7)), each.sql = text(); });
        fill(list_.options, [&](op::table_options& each) {
            each.strict = some(4), each.without_rowid = some(8), each.comment = text();
        });
        fill(list_.list, [&](op::operation& each) { operation(each); });
    }

    [[nodiscard]] const op::operations& list() const { return list_; }

private:
    template <class Pool, class Make>
    void fill(Pool& pool, const Make& make) {
        pool.resize(number(12));
        for (auto& each : pool) make(each);
    }
    [[nodiscard]] std::uint32_t number(std::size_t below) { return static_cast<std::uint32_t>(random_() % below); }
    [[nodiscard]] bool some(std::size_t offset) { return number(offset) == 0; }
    [[nodiscard]] std::string_view text() {
        const std::string_view found = texts[number(std::size(texts))];
        if (found.data() == nullptr) return found;
        if (some(200)) return kept_.emplace_back(100'000, 'x');
        return kept_.emplace_back(found);
    }
    [[nodiscard]] al::name name() {
        return some(2) ? al::name(std::string_view(kept_.emplace_back(texts[number(11)]))) : al::name(text());
    }
    template <class Pool>
    [[nodiscard]] op::range range(const Pool& pool) {
        const std::uint32_t size = static_cast<std::uint32_t>(pool.size()), first = number(size + 1);
        return {first, some(3) || first == size ? (size - first > 0 ? 1U : 0U) : number(size - first + 1)};
    }
    [[nodiscard]] op::value value() {
        return op::value_of(static_cast<op::value_kind>(number(8)),
                            some(3) ? std::numeric_limits<std::int64_t>::min() : static_cast<std::int64_t>(number(5)),
                            text());
    }
    void column(op::column& result) {
        result.name = name();
        result.type.kind = static_cast<op::type_kind>(number(20)),
        result.type.precision = static_cast<std::int32_t>(number(60)) - 20,
        result.type.scale = static_cast<std::int32_t>(number(9)) - 4;
        result.type.name = text(), result.type.values = range(list_.names);
        result.nullable = some(2), result.autoincrement = some(9), result.inferred = some(9);
        result.generated = some(6) ? static_cast<op::generated_kind>(number(3)) : op::generated_kind::none;
        result.default_value = some(2) ? value() : op::value{};
        result.expression = some(5) ? text() : std::string_view(), result.fill = some(5) ? text() : std::string_view();
        result.collation = some(9) ? text() : std::string_view(),
        result.comment = some(9) ? text() : std::string_view();
    }
    void constraint(op::constraint& result) {
        result.kind = static_cast<op::constraint_kind>(number(4)),
        result.on_delete = static_cast<op::referential_action>(number(5));
        result.name = some(2) ? al::name() : name(), result.columns = range(list_.names), result.target = name(),
        result.target_columns = some(2) ? op::range{} : range(list_.names);
        result.expression = text(), result.match = some(9) ? text() : std::string_view(), result.nameless = some(20);
    }
    void operation(op::operation& result) {
        result.kind = static_cast<op::operation_kind>(number(18));
        if (some(3)) result.kind = op::operation_kind::create_table;
        result.if_exists = some(5), result.if_not_exists = some(5),
        result.changes = static_cast<op::change>(number(64)), result.run = number(1U << 31);
        result.schema = some(9) ? text() : std::string_view(), result.table = name(), result.object = text(),
        result.to = text(), result.text = text();
        if (some(2)) result.object = name().text(), result.to = name().text();
        result.columns = range(list_.columns), result.constraints = some(2) ? op::range{} : range(list_.constraints),
        result.indexes = some(2) ? op::range{} : range(list_.indexes);
        result.options = some(2) ? op::range{} : range(list_.options), result.cells = range(list_.cells),
        result.texts = range(list_.texts);
        if (some(20)) result.columns = result.constraints = result.indexes = result.texts = {};
    }

    std::mt19937& random_;
    std::deque<std::string> kept_;
    op::operations list_;
};

/// Few names, so that operations meet the same objects; and inverses of what was done.
TEST(hostile, operations_are_taken_or_refused) {
    std::size_t applied = 0, refused = 0, written = 0;
    for (unsigned seed = 0; seed < 700; ++seed) {
        std::mt19937 random(seed);
        al::schema schema;
        if (seed % 3 == 1) schema.naming = {{}, {}, {}, {}, {}};
        if (seed % 3 == 2)
            schema.naming = {"%(column_0_N_name)s", "%(", "%(constraint_name)s", "%(nothing)s", ")s%(table_name)"};
        for (int round = 0; round < 6; ++round) {
            const al::schema before = schema;
            al::detail::text_arena arena;
            op::operations down;
            {
                const hostile_operations hostile(random);
                const op::operations_view operations = hostile.list().view();
                const auto found = al::apply(schema, operations);
                refused += found.size(), applied += operations.list.size();
                for (const al::finding& each : found) ASSERT_TRUE(each.text().starts_with("[AL")) << "seed " << seed;
            }
            const al::difference_list differences = al::compare(schema, before);
            for (const al::difference& each : differences) ASSERT_FALSE(each.text().empty());
            ASSERT_TRUE(al::compare(al::schema(schema), schema).empty()) << "seed " << seed;
            down = al::operations_between(schema, before, arena);
            al::schema back = schema;
            static_cast<void>(al::apply(back, down.view()));
            for (const op::operation& each : down.list) {
                op::operations up;
                const op::operations_view view = down.view();
                static_cast<void>(al::detail::underivable(back, view, each));
                al::detail::invert(back, view, each, up, arena);
                static_cast<void>(al::apply(back, up.view()));
            }
            for (const al::statement& each : al::statements_of(back)) written += each.sql.str().size();
            static_cast<void>(al::possible_renames(before, back));
            if (random() % 4 == 0) schema = back;
        }
    }
    EXPECT_GT(applied, refused / 2);
    EXPECT_GT(written, 10'000U);  // many operations are accepted
}

TEST(hostile, graphs_are_taken_or_refused) {
    std::size_t taken = 0, refused = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        std::mt19937 random(seed);
        std::vector<std::string> kept;
        for (int i = 0; i < 12; ++i)
            kept.push_back(random() % 2 == 0 ? std::string(1, static_cast<char>('a' + i))
                                             : std::string(texts[random() % std::size(texts)]));
        std::vector<al::name> names;
        for (const std::string& each : kept) names.push_back(std::string_view(each));
        if (random() % 9 == 0) names[3] = std::string_view();
        std::vector<al::revision_node> nodes(random() % 7);
        const auto some = [&](std::size_t upto) {
            return al::detail::span<const al::name>(names.data() + random() % 4, random() % upto);
        };
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            nodes[i].id = names[i];
            if (i != 0 && random() % 5 != 0) nodes[i].parents = {names.data() + random() % i, 1};
            else nodes[i].parents = some(3);
            if (random() % 4 == 0) nodes[i].dependencies = some(3);
            if (random() % 4 == 0) nodes[i].labels = some(2);
            if (random() % 9 == 0) nodes[i].replaced = some(3);
            if (random() % 9 == 0) nodes[i].squashes = some(3);
        }
        try {
            const al::revision_graph graph(nodes);
            ++taken;
            const std::string target = random() % 2 == 0
                ? std::string("heads")
                : std::string(texts[random() % std::size(texts)]) + (random() % 2 == 0 ? "+1" : "@head");
            const al::plan_result up = graph.try_upgrade({}, target);
            static_cast<void>(graph.try_downgrade({}, target)), static_cast<void>(graph.try_stamp({}, target)),
                static_cast<void>(graph.try_history(target));
            static_cast<void>(graph.try_range(target + ":" + target, al::direction::upgrade)),
                static_cast<void>(graph.try_find(std::string_view()));
        } catch (const al::revision_error& error) {
            ++refused;
            EXPECT_EQ(error.kind(), al::graph_error_kind::invalid_graph);
        }
    }
    EXPECT_GT(taken, 100U);
    EXPECT_GT(refused, 100U);
}

/// The SQL that a database stores for a table may be arbitrary.
TEST(hostile, statements_are_read) {
    for (unsigned seed = 0; seed < 4000; ++seed) {
        std::mt19937 random(seed);
        std::string sql = seed % 3 == 0 ? "CREATE TABLE " : seed % 3 == 1 ? "CREATE INDEX " : "CREATE VIEW ";
        for (unsigned i = 0; i < random() % 24; ++i) {
            const char* const words[] = {
                "(",         ")",       ",",          "t",        "(a, b)", "PRIMARY KEY", "REFERENCES", "CHECK",
                "ON DELETE", "DEFAULT", "CONSTRAINT", "COLLATE",  "AS",     "ON",          "UNIQUE",     "FOREIGN KEY",
                "WHERE",     "DESC",    "INTEGER",    "NOT NULL", "-",      "'",           "."};
            sql += random() % 3 == 0 ? std::string(texts[random() % std::size(texts)])
                                     : std::string(words[random() % std::size(words)]);
            sql += ' ';
        }
        al::schema found;
        al::sqlite_dialect::schema_reader reader(found);
        reader.table("CREATE TABLE t (a INTEGER, b TEXT)");
        if (seed % 3 == 0) reader.table(sql);
        else if (seed % 3 == 1) reader.index(sql);
        else reader.view(sql);
        static_cast<void>(al::statements_of(found)), static_cast<void>(al::compare(found, al::schema()));
    }
}

TEST(hostile, many_things) {
    op::operations list;
    std::deque<std::string> kept;
    for (int i = 0; i < 2000; ++i) {
        op::operation result{};
        result.kind = op::operation_kind::create_table,
        result.table = std::string_view(kept.emplace_back("table " + std::to_string(i)));
        result.columns = {static_cast<std::uint32_t>(list.columns.size()), 3};
        for (const char* const each : {"a", "b", "c"}) list.columns.push_back({}), list.columns.back().name = each;
        list.list.push_back(result);
    }
    al::schema schema;
    EXPECT_TRUE(al::apply(schema, list.view()).empty());
    EXPECT_EQ(al::apply(schema, list.view()).size(), 2000U);  // they exist already
    EXPECT_EQ(al::statements_of(schema).size(), 2000U);
    EXPECT_EQ(al::compare(al::schema(), schema).size(), 2000U);
}

}  // namespace
