// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/operation/settings.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// Settings stand before the revisions of a history; several add up.
struct settings_word {
    static constexpr auto places = static_cast<unsigned>(place::setting);
    static constexpr std::string_view spelling = "settings";

    op::settings held{};

    /// The history's name in scripts and messages, instead of its variable's.
    constexpr settings_word title(std::string_view said) const {
        settings_word made = *this;
        made.held.title = said;
        return made;
    }
    /// The table that holds the current revisions; `"alembic_version"` takes over a database from Alembic.
    constexpr settings_word version_table(name table) const {
        settings_word made = *this;
        made.held.version_table = table;
        return made;
    }
    /// The table that keeps what was run, and when.
    constexpr settings_word journal_table(name table) const {
        settings_word made = *this;
        made.held.journal_table = table;
        return made;
    }
    /// The databases, each with its oldest version, that every revision must work on. Of one that is named twice the older
    /// version counts.
    template <class... Dialects>
    constexpr settings_word dialects(const Dialects&... each) const {
        settings_word made = *this;
        (add_dialect(made.held, each), ...);
        return made;
    }
    /// One transaction for each revision instead of one for all.
    constexpr settings_word transaction_per_revision() const {
        settings_word made = *this;
        made.held.transaction_per_revision = true;
        return made;
    }
    /// What constraints and indexes without a name are called, in Alembic's tokens; `al::no_names` leaves
    /// constraints without.
    ///
    ///     al::settings().naming({.unique = "%(table_name)s_%(column_0_name)s_key"})
    constexpr settings_word naming(const op::naming_convention& convention) const {
        settings_word made = *this;
        made.held.naming = convention;
        return made;
    }
    /// How much a rule matters here, instead of its `default_level`.
    constexpr settings_word level(rule which, aludel::level how) const {
        settings_word made = *this;
        set_level(made.held, which, how);
        return made;
    }

    constexpr void add_to(op::settings& all) const {
        const op::settings standard{};
        if (!held.title.empty()) all.title = held.title;
        if (held.version_table != standard.version_table) all.version_table = held.version_table;
        if (held.journal_table != standard.journal_table) all.journal_table = held.journal_table;
        if (!(held.naming == standard.naming)) all.naming = held.naming;
        all.transaction_per_revision = all.transaction_per_revision || held.transaction_per_revision;
        for (std::size_t i = 0; i < held.dialect_count; ++i) add_dialect(all, held.dialects[i]);
        for (std::size_t i = 0; i < held.level_count; ++i) set_level(all, held.levels[i].rule, held.levels[i].level);
    }

private:
    static constexpr void add_dialect(op::settings& to, const op::dialect& added) {
        std::size_t i = 0;
        while (i < to.dialect_count && to.dialects[i].id != added.id) ++i;
        if (i == to.dialect_count) to.dialects[to.dialect_count++] = added;
        else if (added.version < to.dialects[i].version) to.dialects[i] = added;
    }
    static constexpr void set_level(op::settings& of, rule which, aludel::level how) {
        if (slug(which).empty()) return;  // no rule, but a number
        std::size_t i = 0;
        while (i < of.level_count && of.levels[i].rule != which) ++i;
        of.levels[i] = {which, how};
        if (i == of.level_count) ++of.level_count;
    }
};

struct branches_allowed_word {
    static constexpr auto places = static_cast<unsigned>(place::setting);
    static constexpr std::string_view spelling = "branches_allowed";
    constexpr void add_to(op::settings& all) const { all.branches_allowed = true; }
};

}  // namespace dsl

/// What holds for a history as a whole: chain what differs from the defaults, and let it stand before the revisions.
constexpr dsl::settings_word settings() { return {}; }

/// No convention for constraints: what has no name of its own gets none, and cannot be dropped by name. Indexes keep theirs, for
/// no database has an index without a name.
inline constexpr op::naming_convention no_names{{}, {}, {}, {}};

/// The history may have more than one head. Without it that is an error, since it is how two branches come to be deployed
/// half.
inline constexpr dsl::branches_allowed_word branches_allowed{};

}  // namespace aludel::inline v0_1
