// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dsl/operation_word.hpp>
#include <aludel/history/foldable.hpp>
#include <aludel/history/history.hpp>
#include <aludel/review/complete_sql.hpp>
#include <aludel/review/review.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/namesakes.hpp>
#include <aludel/schema/tell_apart.hpp>

#include <array>             // array
#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list
#include <type_traits>       // remove_cvref_t
#include <utility>           // index_sequence, make_index_sequence

namespace aludel::inline v0_1 {

/// Models as plain data: one `create_table` each.
struct models_view {
    op::list_view<op::operations_view> tables{};
};

namespace detail {

/// Checks the tables of models, which are all in the schema already, because foreign keys between models may refer to
/// later ones.
constexpr void check_models(replay_context& context) {
    detail::vector<name> seen;
    for (const table_entry& each : context.schema.tables.entries()) {
        const op::table_view table = each.view();
        for (const name& other : seen)
            if (other == each.name)
                context.report(rule::duplicate_table,
                               {"metadata: there are two models of table `", other, "`. Leave one of them out"});
        seen.push_back(each.name);
        if (each.name.empty()) {
            context.report_empty("metadata", {"a model's table"});
            continue;
        }
        check_reserved(context, "metadata", each.name);
        if (!check_case(context, "metadata", rule::duplicate_table, each.name) || !check_new_table(context, table))
            continue;
        review::complete_texts(context, *table.arrays, *table.create);
        review::known_names_of_table({context, *table.arrays, *table.create}, table);
        for (const op::constraint& key : table.constraints())
            if (key.kind == op::constraint_kind::foreign_key && check_foreign_key(context, "metadata", table, key) &&
                sets_columns(key))
                check_actions(context, "metadata", table, key);
    }
    seen.clear();
    for (const index_entry& each : context.schema.indexes.entries()) {
        const table_entry& owner = context.schema.tables[each.table];
        const name name_of_index = context.schema.namesakes.empty()
            ? each.name
            : name_in_schema(each.name, hash_of_schema(owner.create->schema));
        for (const name& other : seen)
            if (other == name_of_index)
                context.report(rule::duplicate_index,
                               {"metadata: there are two indexes `", other, "`. Give one of them another name"});
        seen.push_back(name_of_index);
        if (indexes_share_names(*context.settings) && context.schema.has_table(each.name))
            context.report(rule::duplicate_index,
                           {"metadata: there is a table `", each.name, "`. Give the index another name"});
        check_reserved(context, "metadata", each.name);
        const table_entry& indexed = context.schema.tables[each.table];
        check_index_parts(context, indexed.view(), *each.arrays, each.get(), each.name);
        for (const op::index_part& part : each.parts())
            if (part.expression.size != 0)
                review::indexed_text({context, *indexed.arrays, *indexed.create}, "metadata", indexed.view(),
                                     part.expression);
    }
}

/// The tables of models, with the hashes of schemas where several have one name; the schema keeps the copies.
constexpr op::list_view<op::operations_view> told_apart_models(schema& described, const models_view& models,
                                                               const op::settings& settings) {
    bool in_schemas = false;
    for (const op::operations_view& each : models.tables) in_schemas = in_schemas || each.list[0].schema.size != 0;
    if (!in_schemas || !settings.every_checked(&op::dialect_traits::schemas)) return models.tables;
    namesake_search search;
    for (const op::operations_view& each : models.tables) search.add(each);
    detail::vector<name> names = search.names();
    for (const name& each : settings.namesakes) add_name(names, each);
    if (names.empty()) return models.tables;
    const op::list_view<name> kept = op::view_of(described.arena.hold(static_cast<detail::vector<name>&&>(names)));
    described.namesakes = kept;
    detail::vector<op::operations_view> tables;
    for (const op::operations_view& each : models.tables) {
        owned_operation copy;
        op::operation& create = copy.list.append(each, each.list[0]);
        set_schema_hashes(kept, create, copy.list.constraints.data());
        copy.renew();
        tables.push_back(described.arena.hold(static_cast<owned_operation&&>(copy)).view);
    }
    return op::view_of(described.arena.hold(static_cast<detail::vector<op::operations_view>&&>(tables)));
}

/// The schema that models describe. It points into them. With a list of findings it also checks them.
constexpr schema schema_of(const models_view& models, const op::settings& settings,
                           detail::vector<finding>* findings = nullptr) {
    schema described;
    described.follow(settings), described.knows_triggers = false;
    op::revision nowhere{};
    nowhere.id = "models";
    replay_context context{described, &settings, nullptr, &nowhere};
    std::size_t most = 0;
    for (const op::operations_view& each : models.tables) most += 1 + each.list[0].indexes.count;
    described.tables.reserve(most), described.indexes.reserve(most);
    const op::list_view<op::operations_view> tables = told_apart_models(described, models, settings);
    for (const op::operations_view& each : tables) apply(context, each);
    context.findings = findings;
    if (findings != nullptr) check_models(context);
    return described;
}

}  // namespace detail

/// Appends the findings about models (rules AL201 to AL225, as for a create_table).
constexpr void verify(const models_view& models, const op::settings& settings, detail::vector<finding>& findings) {
    detail::schema_of(models, settings, &findings);
}

namespace detail {

/// Replaces models with errors: no models, so that their uses cause no further errors.
struct models_stand_in {
    using hana_tag = declared_list;
    static constexpr bool is_spoiled = true;
    static constexpr bool is_verified = true;
    static constexpr std::array<op::operations_view, 0> tables{};

    template <class Function>
    static constexpr decltype(auto) unpack(Function&& function) {
        return static_cast<Function&&>(function)();
    }
    [[nodiscard]] static constexpr models_view view() { return {}; }
};

/// The declared tables as plain data; a sequence of tables counts as its elements.
template <std::size_t Count, class... Declared>
constexpr std::array<op::operations_view, Count> tables_of_models(const Declared&... declared) {
    std::array<op::operations_view, Count> tables{};
    std::size_t next = 0;
    const auto add = [&](const auto& table) { tables[next++] = table.view(); };
    dsl::for_each([&](const auto& each) { dsl::for_each_word<dsl::place::operation>(each, add); }, declared...);
    return tables;
}

/// Calls a function with the tables as arguments; a sequence of tables counts as its elements.
template <class Function>
constexpr decltype(auto) call_with_tables(Function&& function) {
    return static_cast<Function&&>(function)();
}
template <class Function, class First, class... Rest>
constexpr decltype(auto) call_with_tables(Function&& function, const First& first, const Rest&... rest) {
    if constexpr (!(dsl::sequence<First> || ... || dsl::sequence<Rest>)) {
        return static_cast<Function&&>(function)(first, rest...);
    } else if constexpr (dsl::sequence<First>) {
        return dsl::unpack(first, [&](const auto&... each) -> decltype(auto) {
            return detail::call_with_tables(static_cast<Function&&>(function), each..., rest...);
        });
    } else {
        return detail::call_with_tables(
            [&](const auto&... others) -> decltype(auto) {
                return static_cast<Function&&>(function)(first, others...);
            },
            rest...);
    }
}

}  // namespace detail

namespace detail {

/// The number of settings that entries begin with.
template <class... Entries>
constexpr std::size_t count_leading_settings() {
    const bool settings[] = {dsl::stands_in<Entries, dsl::place::setting>..., false};
    std::size_t count = 0;
    while (settings[count]) ++count;
    return count;
}

/// The tables of models without the settings before them.
template <const auto&... Tables>
struct declared_tables {
    static constexpr bool are_tables =
        (true && ... && dsl::fits<dsl::place::operation, std::remove_cvref_t<decltype(Tables)>>());
    static constexpr bool is_spoiled = (!are_tables || ... || dsl::is_spoiled<std::remove_cvref_t<decltype(Tables)>>());

    static constexpr auto list() {
        if constexpr (is_spoiled) return std::array<op::operations_view, 0>{};
        else
            return tables_of_models<(std::size_t{0} + ... +
                                     dsl::count_of<dsl::place::operation, std::remove_cvref_t<decltype(Tables)>>())>(
                Tables...);
    }
    template <class Function>
    static constexpr decltype(auto) unpack(Function&& function) {
        if constexpr (is_spoiled) return static_cast<Function&&>(function)();
        else return call_with_tables(static_cast<Function&&>(function), Tables...);
    }
};
template <std::size_t Skipped, const auto&... Entries>
struct tables_behind : declared_tables<Entries...> {};
template <std::size_t Skipped, const auto& First, const auto&... Rest>
    requires(Skipped > 0)
struct tables_behind<Skipped, First, Rest...> : tables_behind<Skipped - 1, Rest...> {};

}  // namespace detail

/// Models without verification, for a migration tool, which verifies them when it runs, and for `al::findings`. It is a
/// Hana Foldable of the models, without the settings before them.
template <const auto&... Entries>
struct unverified_metadata {
    using hana_tag = detail::declared_list;
    using declared =
        detail::tables_behind<detail::count_leading_settings<std::remove_cvref_t<decltype(Entries)>...>(), Entries...>;
    static constexpr bool are_tables = declared::are_tables;
    static constexpr bool is_spoiled = declared::is_spoiled;
    static constexpr bool is_verified = false;
    static constexpr auto tables = declared::list();

    /// Calls a function with the models in the order of declaration, for Hana's algorithms; a sequence of models counts
    /// as its elements.
    template <class Function>
    static constexpr decltype(auto) unpack(Function&& function) {
        return declared::unpack(static_cast<Function&&>(function));
    }

    /// The sum of the settings.
    static constexpr op::settings add_settings() {
        op::settings sum{};
        [[maybe_unused]] const auto add = [&](const auto& entry) {
            if constexpr (requires { entry.add_to(sum); }) entry.add_to(sum);
        };
        static_cast<void>(std::initializer_list<int>{0, (add(Entries), 0)...});
        return sum;
    }
    /// The models as plain data.
    [[nodiscard]] static constexpr models_view view() {
        return {{tables.data(), static_cast<std::uint32_t>(tables.size())}};
    }
};

namespace detail {

/// Models that have been verified, and have no errors.
template <const auto&... Tables>
struct verified_metadata : unverified_metadata<Tables...> {
    static constexpr bool is_verified = true;
};

/// The number of errors of models.
template <std::size_t Count>
constexpr std::size_t count_model_errors(const std::array<op::operations_view, Count>& tables,
                                         const op::settings& settings) {
    detail::vector<finding> found;
    verify({{tables.data(), static_cast<std::uint32_t>(Count)}}, settings, found);
    return found.size();
}

/// The texts of the first N errors of models.
template <std::size_t N, std::size_t Count>
constexpr error_texts<N> model_error_texts(const std::array<op::operations_view, Count>& tables,
                                           const op::settings& settings) {
    detail::vector<finding> found;
    verify({{tables.data(), static_cast<std::uint32_t>(Count)}}, settings, found);
    error_texts<N> errors;
    for (std::size_t i = 0; i < N; ++i) errors.texts[i] = found[i].sentence;
    return errors;
}

/// The first ten errors of models.
template <const auto&... Tables>
struct model_errors {
    static constexpr const auto& tables = unverified_metadata<Tables...>::tables;
    static constexpr op::settings settings = unverified_metadata<Tables...>::add_settings();
    static constexpr std::size_t count = count_model_errors(tables, settings);
    static constexpr auto texts = model_error_texts<(count < 10 ? count : 10)>(tables, settings);
};

/// The error AL003 for a model that the compiler cannot read; empty if there is none.
template <const auto&... Tables>
inline constexpr sentence unreadable_model = unreadable_entry<Tables...>("metadata");

/// All errors of models, as an `error_list`.
template <const auto&... Tables>
constexpr auto find_model_errors() {
    if constexpr (!unverified_metadata<Tables...>::are_tables) {
        if constexpr ((false || ... || dsl::is_spoiled<std::remove_cvref_t<decltype(Tables)>>()))
            return no_new_errors();
        else
            return error_list<
                "[AL003] metadata: its elements are models (al::model<T>(...)) and tables (al::table(...)), each a "
                "constexpr variable">();
    } else if constexpr (!unreadable_model<Tables...>.empty()) {
        return error_list<literal_of<unreadable_model<Tables...>>>();
    } else {
        constexpr const auto& texts = model_errors<Tables...>::texts;
        return errors_from<texts>(std::make_index_sequence<texts.count>());
    }
}

/// Selects the type of `metadata<Tables...>`.
template <bool Verified, const auto&... Tables>
struct checked_models_list {
    using errors = decltype(find_model_errors<Tables...>());
    static constexpr literal sole_error = errors::sole;
    using type = typename errors::template result<models_stand_in, verified_metadata<Tables...>>;
};
template <const auto&... Tables>
struct checked_models_list<false, Tables...> {
    static constexpr literal sole_error = "";
    using type = unverified_metadata<Tables...>;
};

template <const auto&... Tables>
using checked_metadata = checked_models_list<verified_by_compiler<unverified_metadata<Tables...>>, Tables...>;

}  // namespace detail

/// The models of a program: tables from `model<T>(...)` and `table(...)`, or sequences of them. Naming this type
/// verifies them, and every error is a compile error. The settings of the history stand before them where it
/// names databases. It is a Hana Foldable of the models, in the order of declaration.
template <const auto&... Tables>
    requires detail::sound<detail::checked_metadata<Tables...>::sole_error>
using metadata = typename detail::checked_metadata<Tables...>::type;

}  // namespace aludel::inline v0_1
