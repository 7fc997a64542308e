// SPDX-License-Identifier: BSL-1.0
// Random bytes in every text of a history: scripts contain the same statements, JSON output is valid, and output to
// terminals has no control sequences.
#include <aludel.hpp>
#include <aludel/cli.hpp>
#include <aludel/operation/operations.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace al = aludel;
namespace op = aludel::op;

inline constexpr auto nothing = al::revision("nothing", "nothing");
inline constexpr al::history<nothing> no_functions{};

/// A generator of texts: random bytes, pieces with a meaning in SQL, JSON or a shell, or plain letters.
class random_texts {
public:
    explicit random_texts(std::uint32_t seed) : random_(seed) {}
    virtual ~random_texts() = default;

    /// A text without NUL; with `unique`, different from all before.
    virtual std::string any() {
        static constexpr std::string_view pieces[] = {"\n",
                                                      "\r",
                                                      "\r\n",
                                                      "--",
                                                      "/*",
                                                      "*/",
                                                      ";",
                                                      "'",
                                                      "\"",
                                                      "`",
                                                      "[",
                                                      "]",
                                                      "\\",
                                                      "\x1b[2J",
                                                      "\xC2\x85",
                                                      "\xC2\x9B",
                                                      "\xE2\x80\xA8",
                                                      "\xE2\x80\xAE",
                                                      "\xE2\x80",
                                                      "\xFF",
                                                      "\xED\xA0\x80",
                                                      "\xF0\x9F\x98\x80",
                                                      "DROP TABLE x;",
                                                      "\n.shell x\n",
                                                      "?",
                                                      "?",
                                                      "/",
                                                      "$(x)",
                                                      "%%{",
                                                      "</",
                                                      "\t",
                                                      "\x07",
                                                      "\x7f",
                                                      " ",
                                                      "\nGO\n",
                                                      "{",
                                                      "}",
                                                      "#",
                                                      "&",
                                                      "@",
                                                      "x\xFFm\x1b"};
        std::string result;
        for (std::size_t count = pick(12); count != 0; --count) {
            if (pick(3) != 0) result += pieces[pick(std::size(pieces))];
            else result += static_cast<char>(1 + pick(255));
        }
        return result;
    }
    virtual std::string default_value() { return any() + "x"; }
    std::string unique() { return any() + std::to_string(++number_); }
    /// An id that the compiler accepts.
    std::string id() {
        std::string result;
        for (const char each : any())
            if (!al::detail::forbidden.has[static_cast<unsigned char>(each)] && result.size() < 24) result += each;
        return result + "r" + std::to_string(++number_);
    }

protected:
    std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }

private:
    std::mt19937 random_;
    int number_ = 0;
};

class plain_texts : public random_texts {
public:
    /// A default with CR LF is an expression in SQL, and adding it takes a rebuild. The line ends of the given default
    /// are kept.
    explicit plain_texts(std::string_view default_value) : random_texts(0) {
        for (const char each : default_value) default_value_ += each == '\r' || each == '\n' ? each : 'x';
    }
    std::string any() override { return "text"; }
    std::string default_value() override { return default_value_; }

private:
    std::string default_value_;
};

/// Three revisions with a generated text wherever a text is possible; their operations are always the same.
class history_of_texts {
public:
    explicit history_of_texts(random_texts& texts) {
        settings_.title = keep(texts.any());
        settings_.levels[settings_.level_count++] = {al::rule::unneeded_acknowledgement, al::level::off};
        const al::name table = keep(texts.unique()), second = keep(texts.unique()), column = keep(texts.unique()),
                       renamed = keep(texts.unique());
        const al::name ids[] = {keep(texts.id()), keep(texts.id()), keep(texts.id())};
        for (int i = 0; i < 3; ++i) {
            op::revision& revision = revisions_[i];
            revision.id = ids[i], revision.message = keep(texts.any()), revision.transactional = true;
            labels_[i] = keep(texts.id()), reasons_[i] = {al::rule::drops_table, op::text_of(keep(texts.any()))};
            revision.labels = {&labels_[i], 1}, revision.acknowledgements = {&reasons_[i], 1};
            if (i != 0) revision.parents = {&revisions_[i - 1].id, 1};
            order_[i] = static_cast<al::revision_index>(i);
        }
        op::column key{}, text{};
        key.name = "id", key.type.kind = op::type_kind::integer;
        text.name = column, text.type.kind = op::type_kind::text, text.comment = keep(texts.any());
        text.default_value = op::value_of(op::value_kind::text, 0, default_value_ = keep(texts.default_value()));

        op::operation create{};
        create.kind = op::operation_kind::create_table, create.table = table, create.columns = {0, 2},
        create.constraints = {0, 1}, create.options = {0, 1};
        op::constraint primary{};
        primary.kind = op::constraint_kind::primary_key, primary.columns = {0, 1};
        lists_[0].columns.push_back(key), lists_[0].columns.push_back(text), lists_[0].names.push_back("id"),
            lists_[0].constraints.push_back(primary), lists_[0].options.push_back({}), lists_[0].list.push_back(create);

        op::operation add{}, index{};
        add.kind = op::operation_kind::add_column, add.table = table, add.object = renamed, add.columns = {0, 1};
        text.name = renamed;
        index.kind = op::operation_kind::create_index, index.table = table, index.object = keep(texts.unique()),
        index.indexes = {0, 1};
        op::index parts{};
        parts.name = index.object, parts.parts = {0, 1};
        lists_[1].columns.push_back(text), lists_[1].parts.push_back({.column = column}),
            lists_[1].indexes.push_back(parts), lists_[1].list.push_back(add), lists_[1].list.push_back(index);

        op::operation rename{}, comment{};
        rename.kind = op::operation_kind::rename_table, rename.table = table, rename.to = second;
        comment.kind = op::operation_kind::comment_on_table, comment.table = second, comment.text = keep(texts.any());
        lists_[2].list.push_back(rename), lists_[2].list.push_back(comment);
        for (int i = 0; i < 3; ++i) revisions_[i].upgrade = lists_[i].view();

        program_.history = {"title", &settings_, {revisions_, 3}, {order_, 3}};
        program_.steps.of<al::sqlite3::connection>() =
            &std::remove_cvref_t<decltype(no_functions)>::run<al::sqlite3::connection>;
    }

    struct result {
        int code;
        std::string out, err;
    };
    result run(std::vector<std::string> words) const {
        std::vector<const char*> argv{"shop"};
        for (const std::string& each : words) argv.push_back(each.c_str());
        std::ostringstream out, err;
        const int code = al::cli::run_program(program_, static_cast<int>(argv.size()), argv.data(), &out, &err);
        return {code, out.str(), err.str()};
    }
    [[nodiscard]] std::string_view default_value() const { return default_value_; }
    [[nodiscard]] std::string id(int which) const { return std::string(revisions_[which].id.text()); }

private:
    std::string_view keep(std::string text) {
        texts_.push_back(std::make_unique<std::string>(std::move(text)));
        return *texts_.back();
    }

    std::vector<std::unique_ptr<std::string>> texts_;
    std::string_view default_value_;
    op::settings settings_{};
    al::name labels_[3]{};
    op::acknowledgement reasons_[3]{};
    op::operations lists_[3];
    op::revision revisions_[3]{};
    al::revision_index order_[3]{};
    al::cli::program program_{};
};

/// SQL with the contents of its comments, strings and quoted names removed. Comments end at every character that any
/// reader takes for a line end.
std::string skeleton(std::string_view sql) {
    std::string result;
    for (std::size_t i = 0; i < sql.size();) {
        if (sql.substr(i, 2) == "--") {
            while (i < sql.size() && sql[i] != '\n' && sql[i] != '\r' && sql[i] != '\v' && sql[i] != '\f' &&
                   sql.substr(i, 2) != "\xC2\x85" && sql.substr(i, 3) != "\xE2\x80\xA8" &&
                   sql.substr(i, 3) != "\xE2\x80\xA9")
                ++i;
            result += "--";
        } else if (sql[i] == '\'' || sql[i] == '"') {
            const char quote = sql[i++];
            while (i < sql.size() && (sql[i] != quote || sql.substr(i, 2) == std::string(2, quote)))
                i += sql[i] == quote ? 2 : 1;
            ++i, result += quote;
        } else {
            result += sql[i++];
        }
    }
    // The journal contains checksums of the operations.
    std::string without_digits;
    for (const char each : result)
        if (each < '0' || each > '9') without_digits += each;
    return without_digits;
}

/// The elements of a page in front of its data, with the names of their attributes. Which sentences have names between
/// backticks, and which messages several lines, depends on the texts.
std::string html_skeleton(std::string_view page) {
    std::string result;
    page = page.substr(0, page.find("<script id=\"data\""));
    bool in_element = false, in_value = false;
    for (const char each : page) {
        if (!in_element && each == '<') result += '\n';
        if (!in_value && each == '<') in_element = true;
        if (in_element && each == '"') in_value = !in_value;
        if (in_element && !in_value) result += each;
        if (!in_value && each == '>') in_element = false;
    }
    for (const std::string_view left_out : {"\n<code>", "\n</code>", "\n<p class=\">\n</p>"})
        for (std::size_t i; (i = result.find(left_out)) != result.npos;) result.erase(i, left_out.size());
    return result;
}

bool is_printable(std::string_view text) {
    while (!text.empty()) {
        const al::detail::code_point each = al::detail::first_code_point(text);
        if (!each.valid || (al::detail::is_control(each.value) && each.value != '\n' && each.value != '\t'))
            return false;
        text.remove_prefix(each.size);
    }
    return true;
}

/// The number of histories; the environment variable ALUDEL_LAW_HISTORIES sets another.
std::uint32_t histories() {
    const char* const wanted = std::getenv("ALUDEL_LAW_HISTORIES");
    return wanted == nullptr ? 100 : static_cast<std::uint32_t>(std::atoi(wanted));
}

TEST(text_laws, html) {
    EXPECT_EQ(al::cli::html_text("<a href=\"x\">'&amp;'\x1b\xff\n"),
              "&lt;a href=&quot;x&quot;&gt;'&amp;amp;'\\x1b\\xff\n");
    EXPECT_EQ(al::cli::html_sentence("`a<b` is `odd"), "<code>a&lt;b</code> is <code>odd</code>");
}

TEST(text_laws, any_bytes_in_any_text) {
    const auto sql_of = [](const history_of_texts& history, const std::vector<std::string>& words) {
        return history.run(words).out;
    };
    for (std::uint32_t seed = 1; seed <= histories(); ++seed) {
        random_texts texts(seed);
        const history_of_texts history(texts);
        plain_texts plain(history.default_value());
        const history_of_texts calm(plain);
        const std::string up = skeleton(sql_of(calm, {"script", "--tag", "x"})),
                          down = skeleton(sql_of(calm, {"script", "heads:base"})),
                          stamp = skeleton(sql_of(calm, {"stamp", "head", "--sql"})),
                          tables = skeleton(sql_of(calm, {"schema"}));
        ASSERT_NE(up.find("CREATE TABLE"), up.npos);
        ASSERT_NE(down.find("DROP TABLE"), down.npos);
        const std::string page = sql_of(history, {"report", "--offline"});
        const std::string calm_page = html_skeleton(sql_of(calm, {"report", "--offline"}));
        ASSERT_NE(calm_page.find("\n<pre "), calm_page.npos) << calm.run({"lint"}).out;
        ASSERT_EQ(html_skeleton(page), calm_page) << seed << '\n' << history.run({"lint"}).out << page;
        ASSERT_TRUE(is_printable(page)) << seed;
        const std::string opening = "<script id=\"data\" type=\"application/json\">";
        const std::string data = page.substr(page.find(opening) + opening.size());
        ASSERT_TRUE(nlohmann::json::accept(data.substr(0, data.find('<')))) << seed << '\n' << data;
        const std::string script = sql_of(history, {"script", "--tag", texts.any() + "x"});
        ASSERT_EQ(skeleton(script), up) << seed << '\n' << script;
        ASSERT_EQ(skeleton(sql_of(history, {"script", "heads:base"})), down) << seed;
        ASSERT_EQ(skeleton(sql_of(history, {"stamp", "head", "--sql"})), stamp) << seed;
        ASSERT_EQ(skeleton(sql_of(history, {"schema"})), tables) << seed;
        const std::string database = "-dsqlite:///:memory:";
        for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
                 {"history"},
                 {"history", "-v"},
                 {"history", "-q"},
                 {"history", "--graph"},
                 {"history", "--format", "dot"},
                 {"history", "--format", "mermaid"},
                 {"heads", "-v"},
                 {"show", "head"},
                 {"show", history.id(0)},
                 {"show", history.id(1)},
                 {"plan", database},
                 {"plan", "-v", database},
                 {"upgrade", "-v", database},
                 {"check", database},
                 {"current", "-v", database},
                 {"schema", "--format", "dot"},
                 {"schema", "--format", "mermaid"},
                 {"schema", "--diff", "base:head"},
                 {"upgrade", texts.any() + "x", database},
                 {texts.any() + "x"},
                 {"current", "--" + texts.any(), database},
                 {"current", "-d", texts.any() + "x"},
                 {"stamp", texts.any() + "x", database},
                 {"history", "-r", texts.any() + ":x"},
                 {"revision", "-m", texts.any() + "x", "--dry-run", "--rev-id", texts.any()}}) {
            const history_of_texts::result shown = history.run(words);
            ASSERT_TRUE(is_printable(shown.out)) << seed << ' ' << words[0] << '\n'
                                                 << al::detail::visible(shown.out, al::detail::line_breaks::kept);
            ASSERT_TRUE(is_printable(shown.err)) << seed << ' ' << words[0] << '\n'
                                                 << al::detail::visible(shown.err, al::detail::line_breaks::kept);
        }
        for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"history"},
                                                                                           {"heads"},
                                                                                           {"branches"},
                                                                                           {"show", history.id(0)},
                                                                                           {"show", history.id(2)},
                                                                                           {"plan", database},
                                                                                           {"upgrade", database},
                                                                                           {"check", database},
                                                                                           {"schema"}}) {
            std::vector<std::string> in_json = words;
            in_json.emplace_back("--json");
            const history_of_texts::result shown = history.run(in_json);
            ASSERT_TRUE(nlohmann::json::accept(shown.out)) << seed << ' ' << words[0] << '\n' << shown.out << shown.err;
            ASSERT_TRUE(is_printable(shown.out)) << seed << ' ' << words[0];
        }
        ASSERT_EQ(history.run({"upgrade", "-q", database}).code, 0)
            << seed << history.run({"upgrade", "-q", database}).err;
    }
}

}  // namespace
