// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../history/random_history.hpp"

#include <aludel/operation/operations.hpp>
#include <aludel/schema/namesakes.hpp>

#include <cstdint>   // uint32_t
#include <memory>    // make_unique, unique_ptr
#include <optional>  // optional
#include <string>    // string
#include <vector>    // vector

namespace laws {

/// A generated history in which each table and view of the connection's schema has a namesake in the schema `twins`:
/// what is done to the one is done to the other. Foreign keys of namesakes point at either.
class twin_history {
public:
    explicit twin_history(const random_history& generated) : settings_(generated.settings()) {
        const al::history_view single = generated.view();
        for (const op::revision& each : single.revisions) take(each);
        told_apart_.emplace(settings_, op::view_of(revisions_));
        order_ = al::topological_order(al::nodes_of(told_apart_->revisions()));
    }

    [[nodiscard]] al::history_view view() const {
        return {"twins",
                &told_apart_->settings(),
                told_apart_->revisions(),
                {order_.data(), static_cast<std::uint32_t>(order_.size())}};
    }
    [[nodiscard]] std::size_t namesakes() const { return told_apart_->settings().namesakes.size(); }
    /// The revisions as someone would write them.
    [[nodiscard]] op::list_view<op::revision> declared() const { return op::view_of(revisions_); }
    [[nodiscard]] const op::settings& settings() const { return settings_; }

private:
    using kind = op::operation_kind;

    void take(const op::revision& single) {
        auto list = std::make_unique<op::operations>();
        if (single.parents.empty()) {
            op::operation create{};
            create.kind = kind::create_schema, create.object = op::text_of("twins");
            list->list.push_back(create);
        }
        for (const op::operation& each : single.upgrade.list) {
            list->append(single.upgrade, each);
            if (each.kind == kind::create_table && !each.schema.empty()) others_.push_back(each.table);
            if (each.kind == kind::rename_table && is_other(each.table)) others_.push_back(al::name(each.to));
            for (std::uint32_t i = 0; i < each.indexes.count && is_other(each.table); ++i)
                other_indexes_.push_back(single.upgrade.indexes[each.indexes.first + i].name);
            const bool has_twin = each.kind == kind::drop_index ? !is_other_index(each.object)
                                                                : !each.table.empty() && !is_other(each.table);
            if (!has_twin || each.kind == kind::create_trigger) continue;
            op::operation& twin = list->append(single.upgrade, each);
            twin.schema = op::text_of("twins");
            for (std::uint32_t i = 0; i < twin.columns.count; ++i)
                if (op::data_type& type = list->columns[twin.columns.first + i].type;
                    type.values.count != 0 && !(type.name == "mood"))  // one type is for one table
                    type.name = *texts_.emplace_back(std::make_unique<std::string>(std::string(type.name) + "_twin"));
            for (std::uint32_t i = 0; i < twin.constraints.count; ++i) {
                op::constraint& key = list->constraints[twin.constraints.first + i];
                const bool is_own = key.target == twin.table || ++keys_ % 2 == 0;
                if (!key.target.empty() && key.target_schema.empty() && is_own && !is_other(key.target_name()))
                    key.target_schema = op::text_of("twins");
            }
        }
        lists_.push_back(std::move(list));
        op::revision copy = single;
        copy.upgrade = lists_.back()->view();
        revisions_.push_back(copy);
    }
    [[nodiscard]] bool is_other(const al::name& table) const {
        for (const al::name& each : others_)
            if (each == table) return true;
        return false;
    }
    [[nodiscard]] bool is_other_index(const op::text_view& index) const {
        for (const al::name& each : other_indexes_)
            if (index == each) return true;
        return false;
    }

    op::settings settings_;
    std::vector<std::unique_ptr<std::string>> texts_;
    std::vector<std::unique_ptr<op::operations>> lists_;
    std::vector<op::revision> revisions_;
    std::optional<al::detail::told_apart> told_apart_;
    al::revision_list order_;
    std::vector<al::name> others_, other_indexes_;  ///< tables in a schema of their own, and their indexes
    std::uint32_t keys_ = 0;
};

}  // namespace laws
