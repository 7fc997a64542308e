// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/schema_after.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <memory>       // make_unique, unique_ptr
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace laws {

namespace al = aludel;
namespace op = aludel::op;

/// What PostgreSQL can do of a history for SQLite: without its raw SQL, functions, triggers and rows, and without
/// expressions that call what only SQLite has. Types that SQLite alone knows become texts, downgrades are derived.
class portable_history {
public:
    template <class Settings, class... Revisions>
    explicit portable_history(const Settings& settings, const Revisions&... revisions) {
        settings.add_to(settings_);
        settings_.dialects[0] = al::postgresql, settings_.dialect_count = 1, settings_.level_count = 0;
        (take(revisions.view()), ...);
        order_ = al::topological_order(al::nodes_of(op::view_of(revisions_)));
    }

    [[nodiscard]] al::history_view view() const {
        return {"long",
                &settings_,
                {revisions_.data(), static_cast<std::uint32_t>(revisions_.size())},
                {order_.data(), static_cast<std::uint32_t>(order_.size())}};
    }
    [[nodiscard]] std::size_t left_out() const { return left_out_; }
    [[nodiscard]] std::size_t taken() const { return taken_; }

private:
    using kind = op::operation_kind;

    static bool is_foreign(std::string_view sql) {
        for (const char* const word :
             {"strftime", "hex", "randomblob", "json_valid", "json_extract", "json", "ifnull", "julianday", "datetime",
              "glob", "instr", "typeof", "unixepoch", "printf", "nocase"})
            if (al::syntax::may_mention(sql, word)) return true;
        // A truth value is a number in SQLite only.
        return sql.find("= 0") != sql.npos || sql.find("= 1") != sql.npos || sql.find('`') != sql.npos;
    }
    void adapt(const op::operations& list, op::column& column) {
        // In SQLite columns have the same enumeration with other values.
        if (column.type.kind == op::type_kind::enumeration) {
            std::uint32_t values = 0;
            for (const al::name& each : column.type.values.of(list.names.data())) values = values * 31 + each.hash;
            texts_.push_back(
                std::make_unique<std::string>(std::string(column.type.name.text()) + std::to_string(values)));
            column.type.name = al::name(std::string_view(*texts_.back()));
        }
        if (column.type.kind == op::type_kind::native)
            column.type = op::type_of(al::dialect::same_without_case(column.type.name.text(), "DATETIME")
                                          ? op::type_kind::timestamp
                                          : op::type_kind::text);
        if (column.type.kind == op::type_kind::json) column.type = op::type_of(op::type_kind::jsonb);  // can be indexed
        column.collation = op::text_view{}, column.fill = op::text_view{};
        if (column.default_value.kind == op::value_kind::expression) column.default_value = {};
        // SQLite has no types that would refuse a default.
        if (column.default_value.kind == op::value_kind::text && column.type.kind != op::type_kind::text &&
            column.type.kind != op::type_kind::varchar)
            column.default_value = {};
        if (column.type.kind == op::type_kind::boolean && column.default_value.kind == op::value_kind::integer)
            column.default_value = op::value_of(op::value_kind::boolean, column.default_value.integer);
    }

    void take(const op::revision& revision) {
        auto list = std::make_unique<op::operations>();
        for (const op::operation& each : revision.upgrade.list) {
            if (each.declared || each.kind == kind::execute || each.kind == kind::run || each.kind == kind::insert ||
                each.kind == kind::create_trigger || each.kind == kind::drop_trigger) {
                ++left_out_;
                continue;
            }
            op::operation& added = list->append(revision.upgrade, each);
            added.text = each.kind == kind::alter_column ? op::text_view{} : added.text;
            for (std::uint32_t i = 0; i < added.columns.count; ++i)
                adapt(*list, list->columns[added.columns.first + i]);
            for (std::uint32_t i = 0; i < added.constraints.count; ++i)
                if (op::constraint& check = list->constraints[added.constraints.first + i];
                    is_foreign(check.expression))
                    check.expression = op::text_of("1 = 1");
            for (std::uint32_t i = 0; i < added.indexes.count; ++i) {
                op::index& index = list->indexes[added.indexes.first + i];
                for (std::uint32_t k = 0; k < index.parts.count; ++k)
                    if (op::index_part& part = list->parts[index.parts.first + k]; is_foreign(part.expression))
                        part.expression = op::text_of("1");
                if (is_foreign(index.where)) index.where = op::text_view{};
            }
            ++taken_;
        }
        lists_.push_back(std::move(list));
        op::revision copy = revision;
        copy.upgrade = lists_.back()->view(), copy.downgrade = {}, copy.downgrade_written = false;
        copy.irreversible = op::text_view{};
        revisions_.push_back(copy);
    }

    op::settings settings_{};
    std::vector<std::unique_ptr<std::string>> texts_;
    std::vector<std::unique_ptr<op::operations>> lists_;
    std::vector<op::revision> revisions_;
    al::revision_list order_;
    std::size_t left_out_ = 0, taken_ = 0;
};

}  // namespace laws
