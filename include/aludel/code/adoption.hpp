// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/adopted_object.hpp>
#include <aludel/code/schema_code.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/rule/slug.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>
#include <aludel/schema/schema.hpp>

#include <algorithm>    // find, find_if, any_of, rotate, upper_bound
#include <cstddef>      // size_t, ptrdiff_t
#include <cstdint>      // uint32_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::code {

/// A revision that creates everything that a database has, in words where there are words for it, and otherwise in the
/// SQL that the database stores. It is verified like any revision: an object whose words would be refused is written in
/// SQL as well.
class adoption {
public:
    static constexpr std::string_view why_irreversible = "it is older than the history";

    /// `found` is a schema read from a database, and `stored` are the rows (sql, type, name, table) of its statements:
    /// what a database does not store stays in words. With a fifth column, which says why an object is not in words (or
    /// NULL), they are in an order in which they can be executed, apart from tables, which keys put in order. Of those
    /// without SQL there is a remark only. A sixth one is the schema, NULL for that of the connection; others are
    /// created as well.
    adoption(const schema& found, const query_result& stored, const op::settings& settings)
        : found_(found),
          stored_(stored),
          settings_(settings) {
        // What tables of several schemas are called.
        settings_.namesakes = found.namesakes;
        const op::operations created = creation_of(found, arena_);
        create_schemas(created.view());
        view_ = words_.view();
        list_objects();
        settle();
    }
    adoption(const adoption&) = delete;
    adoption& operator=(const adoption&) = delete;

    [[nodiscard]] bool empty() const { return objects_.empty(); }
    /// The settings of the history, with the names that tables have in several schemas.
    [[nodiscard]] const op::settings& settings() const { return settings_; }

    /// Writes the objects of these differences in SQL: the revision would make others than the database has. Returns
    /// whether there were any in words, and their SQL is not refused.
    bool write_in_sql(const difference_list& differences) {
        const std::vector<object> before = objects_;
        bool changed = false;
        for (const difference& each : differences)
            for (object& differing : objects_) {
                const name& concerned = each.object_kind == "trigger" ? each.object : each.table;
                if (!(differing.name == concerned) || differing.kind == "foreign key") continue;
                if (is_in_sql(differing) && !differing.declared) continue;
                write_in_sql(differing, false, "its words make another, " + std::string(each.text().text()));
                changed = changed || is_in_sql(differing);
            }
        if (!changed) return false;
        forget_added_keys(), settle();
        if (errors_.empty()) return true;
        objects_ = before, settle();
        return false;
    }

    /// Whether no downgrade is derived: that of raw SQL never is.
    [[nodiscard]] bool irreversible() const {
        return is_irreversible_ || std::any_of(objects_.begin(), objects_.end(), is_in_sql);
    }

    /// The revision with these operations.
    [[nodiscard]] op::revision revision(const op::operations_view& upgrade) const {
        op::revision result{};
        result.id = "adopted", result.upgrade = upgrade;
        if (irreversible()) result.irreversible = op::text_of(why_irreversible);
        return result;
    }
    /// The operations. They point into this.
    [[nodiscard]] op::operations upgrade() const {
        op::operations list;
        for (const object& each : objects_) append(list, each);
        return list;
    }

    /// The operations as C++ code; where one is in SQL, a comment says why.
    [[nodiscard]] std::vector<std::string> code() const {
        const std::string margin(16, ' ');
        const operation_code in_code(settings_.naming, "al::", margin);
        const operation_code deeper(settings_.naming, "al::", margin + "    ");
        std::vector<std::string> result;
        for (const object& each : objects_) {
            op::operations list;
            append(list, each);
            const op::operations_view view = list.view();
            std::string written;
            if (is_in_sql(each)) written = "// " + comment_of(each.why) + "\n            ";
            for (const op::operation& operation : view.list)
                written += operation.declared ? "\n" + margin + deeper(view, operation) : in_code(view, operation);
            result.push_back(written);
        }
        return result;
    }

    /// The tables as models. Those of which the history knows only that raw SQL makes them are left out.
    [[nodiscard]] std::string models() const {
        std::vector<name> unknown;
        for (const object& each : objects_)
            if (is_in_sql(each) && !each.declared && is_relation(each)) unknown.push_back(each.name);
        return models_header(found_, settings_, unknown);
    }

    /// The slugs of the rules that the revision has to acknowledge.
    [[nodiscard]] const std::vector<std::string>& acknowledged() const { return acknowledged_; }
    /// What the compiler will refuse nevertheless.
    [[nodiscard]] const std::vector<std::string>& errors() const { return errors_; }

    /// A sentence for each object that is left out, or in SQL.
    [[nodiscard]] std::vector<std::string> remarks() const {
        std::vector<std::string> result = left_out_;
        for (const object& each : objects_)
            if (is_in_sql(each))
                result.push_back(each.kind + " `" + shown_name(each.schema, each.name) +
                                 "` is written in SQL: " + each.why);
        return result;
    }

    /// How many objects of a kind there are.
    [[nodiscard]] std::size_t count(std::string_view kind) const {
        std::size_t result = 0;
        for (const object& each : objects_) result += each.kind == kind ? 1 : 0;
        return result;
    }

private:
    using object = adopted_object;

    /// Writes in SQL what would be refused, and finds what is to be acknowledged.
    void settle() {
        acknowledged_.clear(), errors_.clear();
        // What is written in SQL may be unknown to what remains in words, and so on.
        while (has_errors(verify_whole()) && write_refused_in_sql()) {}
        if (!irreversible() && has_errors(verify_whole())) is_irreversible_ = true;
        for (const finding& each : verify_whole()) {
            if (each.level != level::error) continue;
            if (!can_be_acknowledged(each.rule)) errors_.emplace_back(each.text());
            else if (const std::string rule(slug(each.rule));
                     std::find(acknowledged_.begin(), acknowledged_.end(), rule) == acknowledged_.end())
                acknowledged_.push_back(rule);
        }
    }

    /// The operations, behind those that create the schemas that they and the stored statements name.
    void create_schemas(const op::operations_view& created) {
        const auto create = [&](std::string_view schema) {
            bool known = schema.empty();
            for (const op::operation& each : words_.list) known = known || each.object == schema;
            if (!known)
                words_.list.push_back(detail::make_operation(op::operation_kind::create_schema, {}, name(schema)));
        };
        for (const op::operation& each : created.list) create(each.schema);
        for (const row_values& row : stored_) create(row[0] ? schema_in(row) : std::string_view());
        for (const op::operation& each : created.list) words_.append(created, each);
    }

    static bool is_fatal(const finding& each) { return each.level == level::error && !can_be_acknowledged(each.rule); }
    static bool has_errors(const detail::vector<finding>& findings) {
        return std::find_if(findings.begin(), findings.end(), is_fatal) != findings.end();
    }

    /// Enumerations and the like, tables, their foreign keys in cycles, virtual tables, views and triggers, in this
    /// order.
    void list_objects() {
        using kind = op::operation_kind;
        for (const op::operation& each : view_.list)
            if (detail::is_about_object(each.kind))
                add({std::string(detail::words_of(each.kind).kind), each.object, &each}, each.schema);
        for (const op::operation& each : view_.list)
            if (is_partition(each.table)) continue;
            else if (each.kind == kind::create_table) add({"table", each.table, &each}, each.schema);
            else if (each.kind == kind::add_constraint)
                add({"foreign key", each.table, &each}, detail::schema_of(found_, each.table));
        for (const detail::other_object& each : found_.others)
            if (each.kind == "virtual table") add_without_word(each, "only its module knows its columns");
        for (const op::operation& each : view_.list)
            if (each.kind == kind::create_view) add({"view", each.table, &each}, each.schema);
            else if (each.kind == kind::create_trigger) {
                add({"trigger", each.object.text(), &each}, detail::schema_of(found_, each.table));
                objects_.back().table = each.table;
            }
        for (const detail::other_object& each : found_.others)
            if (each.kind == "trigger")
                add_without_word(each,
                                 found_.has_trigger(each.name) ? "another table has a trigger of its name"
                                                               : "its statement is not understood");
        for (const detail::other_object& each : found_.others)
            for (object& owner : objects_) {
                if (each.kind != "clause" || !(owner.name == each.table)) continue;
                if (owner.kind != "table" && owner.kind != "view") continue;
                // A clause is all that the word of a table lacks; the word of a view would have other columns.
                if (is_in_sql(owner)) owner.why += ", ";
                else write_in_sql(owner, owner.kind == "table", "there is no word for ");
                owner.why += "`" + std::string(each.name) + "`";
            }
        add_stored();
        forget_added_keys();
    }
    /// Writes in SQL what the stored statements say is not in words, and puts everything in their order.
    void add_stored() {
        if (stored_.empty() || stored_[0].size() < 5) return;
        std::size_t tables = 0;
        while (tables < stored_.size() && *stored_[tables][1] != "table") ++tables;
        for (std::size_t i = 0; i < stored_.size(); ++i) {
            const row_values& row = stored_[i];
            const std::string_view kind = *row[1], called = *row[2];
            if (!row[0]) {
                left_out_.push_back(*row[1] + " `" + shown_name(schema_in(row), *row[2]) + "` is left out: " + *row[4]);
                continue;
            }
            object* known = nullptr;
            for (object& each : objects_)
                if (known == nullptr && is_own(row, each)) known = &each;
            if (row[4] && (kind == "table" || kind == "view")) {
                if (known == nullptr) continue;
                write_in_sql(*known, true, "there is no word for `" + *row[4] + "`");
                // The tables whose columns it has come before it.
                known->place = kind == "table" ? 2 * tables + 1 : 2 * i;
            } else if (row[4] && kind == "trigger") {
                if (known == nullptr) continue;
                write_in_sql(*known, false, *row[4]);
                known->place = 2 * i;
            } else if (row[4]) {
                add({*row[1], called}, schema_in(row));
                object& added = objects_.back();
                added.table = std::string_view(*row[3]), added.sql = *row[0], added.why = *row[4];
                added.place = 2 * i;
            } else if (known == nullptr && kind == "function") {
                add({*row[1], called}, schema_in(row));
                objects_.back().sql = *row[0], objects_.back().why = "another schema has a function of its name";
                objects_.back().place = 2 * i;
            } else if (known != nullptr) {
                known->place = 2 * (kind == "table" ? tables : i);
            }
        }
        // The foreign keys of cycles come behind all tables.
        for (object& each : objects_)
            if (each.kind == "foreign key") each.place = 2 * tables + 1;
        // An insertion sort, since Clang warns of std::stable_sort in C++20 (of std::get_temporary_buffer).
        for (auto each = objects_.begin(); each != objects_.end(); ++each)
            std::rotate(std::upper_bound(objects_.begin(), each, *each,
                                         [](const object& a, const object& b) { return a.place < b.place; }),
                        each, each + 1);
    }
    [[nodiscard]] bool is_partition(const name& table) const {
        for (const detail::other_object& each : found_.others)
            if (each.kind == "partition" && each.name == table) return true;
        return false;
    }
    /// The stored statement of a table has its foreign keys to later tables, and its word does not.
    void forget_added_keys() {
        for (std::size_t i = objects_.size(); i-- != 0;) {
            if (objects_[i].kind != "foreign key") continue;
            object& table = table_of(objects_[i]);
            if (!is_in_sql(table) || is_by_itself(objects_[i])) continue;
            table.declared = false;
            objects_.erase(objects_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    /// Whether a foreign key of a table has a stored statement of its own.
    [[nodiscard]] bool is_by_itself(const object& key) const {
        for (const row_values& row : stored_)
            if (*row[1] == "foreign key" && *row[2] == key.word->object.text() && *row[3] == key.name.text() &&
                schema_in(row) == key.schema)
                return true;
        return false;
    }
    /// The object itself, or the table of a foreign key.
    object& table_of(object& each) {
        if (each.kind == "foreign key")
            for (object& table : objects_)
                if (table.kind == "table" && table.name == each.name) return table;
        return each;
    }
    void add(object added, std::string_view schema) {
        added.schema = schema;
        objects_.push_back(std::move(added));
    }
    void add_without_word(const detail::other_object& other, std::string_view why) {
        const bool is_trigger = other.kind == "trigger";
        add({std::string(other.kind), other.name}, detail::schema_of(found_, is_trigger ? other.table : other.name));
        if (is_trigger) objects_.back().table = other.table;
        write_in_sql(objects_.back(), false, why);
    }

    /// Takes the stored statements of an object, those of what belongs to a table behind its own.
    void write_in_sql(object& written, bool declared, std::string_view why) const {
        written.declared = declared, written.why = why, written.sql.clear();
        for (const row_values& row : stored_)
            if (row[0] && (is_own(row, written) || is_part(row, written)))
                written.sql += (written.sql.empty() ? "" : ";\n") + *row[0];
    }
    /// Whether a stored statement creates a part of a table or view: an index, a comment, or a foreign key that is not
    /// added when all tables are there.
    [[nodiscard]] bool is_part(const row_values& row, const object& owner) const {
        if (!is_relation(owner) || owner.kind == "partition" || *row[3] != owner.name.text()) return false;
        if (schema_in(row) != owner.schema) return false;
        if (*row[1] == "index") return true;
        if (row.size() < 5 || row[4] || owner.word == nullptr) return false;
        if (*row[1] == "comment") return true;
        if (*row[1] != "foreign key") return false;
        for (const op::constraint& each : owner.word->constraints.of(view_.constraints))
            if (each.name.text() == *row[2]) return true;
        return false;
    }

    /// Appends the operations of an object, which point into it.
    void append(op::operations& list, const object& written) const {
        if (is_in_sql(written)) {
            op::operation raw{};
            raw.kind = op::operation_kind::execute;
            raw.texts = {static_cast<std::uint32_t>(list.texts.size()), 1};
            list.texts.push_back({op::dialect_id::any, op::text_of(written.sql)});
            list.list.push_back(raw);
        }
        if (!is_in_sql(written) || written.declared) list.append(view_, *written.word).declared = is_in_sql(written);
    }

    /// What is wrong with the revision.
    [[nodiscard]] detail::vector<finding> verify_whole() const {
        const op::operations list = upgrade();
        const op::revision whole = revision(list.view());
        return verify(settings_, {&whole, 1});
    }

    /// Writes in SQL what would be refused in words. Each object is a revision of its own, so that it is known which
    /// one. Returns whether there was any.
    bool write_refused_in_sql() {
        const std::size_t count = objects_.size();
        std::vector<op::operations> lists(count);
        detail::vector<name> ids(count);
        detail::vector<op::revision> chain(count);
        std::vector<std::string> texts(count);
        for (std::size_t i = 0; i < count; ++i) {
            append(lists[i], objects_[i]);
            texts[i] = "o" + std::to_string(i), ids[i] = name(texts[i]);
            chain[i].id = ids[i], chain[i].upgrade = lists[i].view(), chain[i].irreversible = "not of interest";
            if (i != 0) chain[i].parents = {&ids[i - 1], 1};
        }
        bool changed = false;
        for (const finding& each : verify(settings_, {chain.data(), static_cast<std::uint32_t>(count)})) {
            if (!is_fatal(each)) continue;
            for (std::size_t i = 0; i < count; ++i) {
                object& refused = table_of(objects_[i]);
                if (!(each.revision == ids[i]) || (is_in_sql(refused) && !refused.declared)) continue;
                // The first sentence; the others say what to do.
                write_in_sql(
                    refused, false,
                    "in words it would be refused: " + std::string(each.text().substr(0, each.text().find(". "))));
                changed = changed || is_in_sql(refused);
            }
        }
        forget_added_keys();
        return changed;
    }

    const schema& found_;
    const query_result& stored_;
    op::settings settings_;
    detail::text_arena arena_;
    op::operations words_;
    op::operations_view view_;
    std::vector<object> objects_;
    std::vector<std::string> left_out_;
    std::vector<std::string> acknowledged_;
    std::vector<std::string> errors_;
    bool is_irreversible_ = false;
};

}  // namespace aludel::inline v0_1::code
