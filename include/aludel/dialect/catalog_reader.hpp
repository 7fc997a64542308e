// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/schema.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::dialect {

/// What readers of catalogs share: a schema that grows by the rows of queries, and owns their texts.
class catalog_reader {
protected:
    /// `without`: the tables to leave out.
    catalog_reader(schema& read, std::vector<std::string> without) : schema_(read), without_(std::move(without)) {
        schema_.naming = {{}, {}, {}, {}, {}};  // unnamed constraints stay unnamed
    }

    std::string_view keep(std::string_view text) { return schema_.arena.keep({text}); }
    std::string_view kept_text(const row_values& row, std::size_t which) { return keep(online::cell(row, which)); }
    name kept(const row_values& row, std::size_t which) { return name(kept_text(row, which)); }
    [[nodiscard]] bool is_left_out(std::string_view table) const {
        for (const std::string& each : without_)
            if (each == table) return true;
        return false;
    }

    /// Adds an index with its parts to a table. False: the table has not been read.
    bool add_index(std::string_view table, const op::index& index, detail::owned_operation& result) {
        result.list.indexes.push_back(index);
        const std::uint32_t found = schema_.tables.find(name(table));
        if (found == schema_.tables.none) return false;
        detail::index_entry& entry = schema_.indexes.add(index.name);
        entry.table = found;
        detail::chain_last_index(schema_);
        entry.hold(std::move(result));
        return true;
    }
    /// Adds a view with its query.
    void add_view(const name& view, std::string_view query, bool is_materialized) {
        detail::owned_operation result;
        op::operation create{};
        create.kind = op::operation_kind::create_view, create.table = view, create.materialized = is_materialized;
        result.list.texts.push_back({op::dialect_id::any, op::text_of(query)});
        create.texts = {0, 1};
        result.list.list.push_back(create);
        schema_.views.add(view).hold(std::move(result));
    }

    schema& schema_;

private:
    std::vector<std::string> without_;
};

}  // namespace aludel::inline v0_1::dialect
