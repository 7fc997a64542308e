// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/custom_operation.hpp>
#include <aludel/dsl/revision_operations.hpp>
#include <aludel/dsl/run.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/timeouts.hpp>

#include <cstddef>           // size_t
#include <cstdint>           // uint16_t, uint32_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view
#include <type_traits>       // is_same_v

namespace aludel::inline v0_1 {

namespace dsl {

/// The sizes of all arrays of a revision; the type of a revision depends on nothing else.
struct revision_counts {
    counts upgrade{};
    counts downgrade{};
    std::uint16_t parents = 0;
    std::uint16_t dependencies = 0;
    std::uint16_t labels = 0;
    std::uint16_t replaces = 0;
    std::uint16_t acknowledgements = 0;
    std::uint16_t checksums = 0;
    std::uint16_t undo = 0;  ///< of the operations of the downgrade the first, which undo operations of the user

    friend constexpr revision_counts operator+(revision_counts a, const revision_counts& b) {
        a.upgrade = a.upgrade + b.upgrade, a.downgrade = a.downgrade + b.downgrade, a.parents += b.parents,
        a.dependencies += b.dependencies;
        a.labels += b.labels, a.replaces += b.replaces, a.acknowledgements += b.acknowledgements;
        a.checksums += b.checksums, a.undo += b.undo;
        return a;
    }
};

/// The members of a revision that do not depend on its sizes.
struct revision_head {
    static constexpr auto places = static_cast<unsigned>(place::revision);
    static constexpr std::string_view spelling = "revision";

    name id{};
    op::text_view message;
    op::text_view reason;  // of irreversible(why)
    bool downgrade_written;
    bool transactional = true;
    bool is_squash;
    op::timeouts limits{};

    /// A timeout that is given: zero would be none.
    static constexpr duration given(duration most) {
        if (most.nanoseconds <= 0) most.nanoseconds = -1;
        return most;
    }
};

// Arrays that do not grow are copied as a whole, which needs no template instance and no loop.
template <class T, std::size_t N, std::size_t M>
constexpr void copy(fixed_array<T, N>& target, const fixed_array<T, M>& source) {
    if constexpr (N == M) target = source;
    else
        for (std::size_t i = 0; i < M; ++i) target.data[i] = source.data[i];
}
template <counts Larger, counts Smaller>
constexpr void copy(fragment<Larger>& target, const fragment<Smaller>& source) {
    if constexpr (std::is_same_v<fragment<Larger>, fragment<Smaller>>) target = source;
    else builder(target).append(source);
}

/// A word of an operation, not a sequence of them.
template <class T>
concept operation = stands_in<T, place::operation>;
/// Whether all are such words, as mostly; false also means that they are too many to be asked in a fold.
template <class... T>
constexpr bool all_operations() {
    if constexpr (sizeof...(T) <= longest_fold) return (true && ... && operation<T>);
    else return false;
}

/// Writes names to an array.
template <class... Names>
constexpr void add([[maybe_unused]] name* new_name, const Names&... added) {
    if constexpr (sizeof...(Names) <= longest_fold) ((*new_name++ = name(added)), ...);
    else static_cast<void>(std::initializer_list<int>{(static_cast<void>(*new_name++ = name(added)), 0)...});
}

/// A revision. Each chained method returns a larger one. (Each constructs its result directly and not by a common
/// function, because GCC copies what a function returns by value twice.)
template <revision_counts S, class Up = no_functions, class Down = no_functions>
struct revision_word : revision_head {
    static constexpr bool has_replaced = S.replaces != 0;

    Up up_functions{};
    Down down_functions{};
    fixed_array<name, S.parents> parents{};
    fixed_array<name, S.dependencies> dependencies{};
    fixed_array<name, S.labels> names{};
    fixed_array<name, S.replaces> replaced{};
    fixed_array<op::acknowledgement, S.acknowledgements> acknowledged{};
    fixed_array<std::string_view, S.checksums> checksums{};
    fragment<S.upgrade> up{};
    fragment<S.downgrade> down{};

    template <revision_counts More>
    using grown = revision_word<S + More, Up, Down>;

    /// The ids of the revisions that this one follows; two or more make it a merge. AL104 refuses an unknown id, AL107
    /// a repeated one, AL106 a cycle.
    template <class... Ids>
    constexpr auto revises(const Ids&... ids) const {
        grown<revision_counts{.parents = sizeof...(Ids)}> result{*this, up_functions, down_functions};
        copy_to(result);
        dsl::add(result.parents.data + S.parents, ids...);
        return result;
    }

    /// Ids or labels of revisions that must be applied before this one without being its parents. AL105 refuses an
    /// unknown one.
    template <class... Ids>
    constexpr auto depends_on(const Ids&... ids) const {
        grown<revision_counts{.dependencies = sizeof...(Ids)}> result{*this, up_functions, down_functions};
        copy_to(result);
        dsl::add(result.dependencies.data + S.dependencies, ids...);
        return result;
    }

    /// Names for the branch that starts at this revision, for targets such as `label@head`. AL108 refuses a name that
    /// is taken, AL110 one that is not valid.
    template <class... Labels>
    constexpr auto labels(const Labels&... labels) const {
        grown<revision_counts{.labels = sizeof...(Labels)}> result{*this, up_functions, down_functions};
        copy_to(result);
        dsl::add(result.names.data + S.labels, labels...);
        return result;
    }

    /// The ids of the consecutive older revisions that this one replaces, the oldest first. As long as they are in the
    /// history, only databases that have none of them run this one; later they can be removed. AL113 refuses what is
    /// not such a run, AL305 operations that lead to another schema.
    template <class... Ids>
    constexpr auto replaces(const Ids&... ids) const {
        grown<revision_counts{.replaces = sizeof...(Ids)}> result{*this, up_functions, down_functions};
        copy_to(result);
        dsl::add(result.replaced.data + S.replaces, ids...);
        return result;
    }

    /// The operations of the upgrade, in order; further calls add to them.
    template <class... Operations>
    constexpr auto upgrade(const Operations&... operations) const {
        constexpr bool plain = all_operations<Operations...>();
        if constexpr (!plain && !all_fit<place::operation, Operations...>()) {
            static_assert(sizeof(detail::refused<misplaced<place::operation, "upgrade", Operations...>>) != 0);
            return spoiled{};
        } else if constexpr (!plain && any_undoable(type_list<Operations...>())) {
            const auto undoing = dsl::undo_words_of(operations...);
            constexpr counts undo = room_for<decltype(dsl::undo_words_of(operations...))>();
            using up_list = decltype(chained(up_functions, operations...));
            using down_list = decltype(chained(down_functions, undoing));
            constexpr revision_counts added{
                .upgrade = room_for<Operations...>(), .downgrade = undo, .undo = undo.operations};
            revision_word<S + added, up_list, down_list> result{*this, chained(up_functions, operations...),
                                                                chained(down_functions, undoing)};
            copy_to(result);
            undoable_builder both{builder(result.up, S.upgrade), builder(result.down), Up::count, Down::count};
            (both.append(operations), ...);
            both.undo.append(down);
            return result;
        } else {
            using functions = decltype(chained(up_functions, operations...));
            revision_word<S + revision_counts{.upgrade = room_for<Operations...>()}, functions, Down> result{
                *this, chained(up_functions, operations...), down_functions};
            copy_to(result);
            dsl::append(builder(result.up, S.upgrade), Up::count, operations...);
            return result;
        }
    }

    /// The operations that undo the upgrade, in order. Without it the downgrade is derived. AL302 refuses one that does
    /// not restore the schema, AL301 an upgrade whose downgrade cannot be derived.
    template <class... Operations>
    constexpr auto downgrade(const Operations&... operations) const {
        constexpr bool plain = all_operations<Operations...>();
        if constexpr (!plain && any_custom(type_list<Operations...>())) {
            return downgrade(dsl::downgrade_words_of(operations)...);
        } else if constexpr (!plain && !all_fit<place::operation, Operations...>()) {
            static_assert(sizeof(detail::refused<misplaced<place::operation, "downgrade", Operations...>>) != 0);
            return spoiled{};
        } else {
            using functions = decltype(chained(down_functions, operations...));
            revision_word<S + revision_counts{.downgrade = room_for<Operations...>()}, Up, functions> result{
                *this, up_functions, chained(down_functions, operations...)};
            copy_to(result);
            dsl::append(builder(result.down, S.downgrade), Down::count, operations...);
            result.downgrade_written = true;
            return result;
        }
    }

    /// Declares that the revision cannot be downgraded, and why.
    constexpr auto irreversible(std::string_view why) const {
        auto result = *this;
        result.reason = why;
        return result;
    }

    /// Runs the statements outside of transactions, for statements that a transaction does not allow. After a failure
    /// the statements before it stay executed.
    constexpr auto without_transaction() const {
        auto result = *this;
        result.transactional = false;
        return result;
    }

    /// The longest time that a statement of this revision may wait for a lock, in place of the options of the run: the
    /// transaction is rolled back then, and repeated. AL313 refuses one that is not positive.
    constexpr auto lock_timeout(duration most) const {
        auto result = *this;
        result.limits.lock = given(most);
        return result;
    }
    /// The longest time that a statement of this revision may run, in place of the options of the run. AL313 refuses
    /// one that is not positive.
    constexpr auto statement_timeout(duration most) const {
        auto result = *this;
        result.limits.statement = given(most);
        return result;
    }

    /// Permits this revision to break a rule, and gives the reason. AL304 refuses one that is not needed or not
    /// possible.
    constexpr auto acknowledge(aludel::rule broken, std::string_view why) const {
        grown<revision_counts{.acknowledgements = 1}> result{*this, up_functions, down_functions};
        copy_to(result);
        result.acknowledged.data[S.acknowledgements] = {broken, op::text_of(why)};
        return result;
    }

    /// Accepts databases that ran an earlier version of this revision: the checksum in their journal, 16 hexadecimal
    /// digits, which the error about an edited revision shows. May be called several times. AL114 refuses another text.
    constexpr auto accept_checksum(std::string_view older) const {
        grown<revision_counts{.checksums = 1}> result{*this, up_functions, down_functions};
        copy_to(result);
        result.checksums.data[S.checksums] = older;
        return result;
    }

    /// The revision as plain data. It points into this object.
    [[nodiscard]] constexpr op::revision view() const {
        op::revision revision{};
        view_to(revision);
        return revision;
    }
    constexpr void view_to(op::revision& revision) const {
        revision.id = id, revision.message = message;
        if constexpr (S.parents != 0) revision.parents = parents.view();
        if constexpr (S.dependencies != 0) revision.dependencies = dependencies.view();
        if constexpr (S.labels != 0) revision.labels = names.view();
        if constexpr (S.replaces != 0) revision.replaces = replaced.view();
        if constexpr (S.acknowledgements != 0) revision.acknowledgements = acknowledged.view();
        if constexpr (S.checksums != 0) revision.accepted_checksums = checksums.view();
        if constexpr (S.upgrade.operations != 0) up.view_to(revision.upgrade);
        if constexpr (S.downgrade.operations != 0) down.view_to(revision.downgrade);
        if constexpr (S.undo != 0) {
            op::list_view<op::operation>& list = revision.downgrade.list;
            if (downgrade_written) list.first += S.undo, list.count -= S.undo;
            else list.count = S.undo;
        }
        if (!reason.empty()) revision.irreversible = reason;
        if (downgrade_written) revision.downgrade_written = true;
        if (!transactional) revision.transactional = false;
        if (is_squash) revision.is_squash = true;
        revision.limits = limits;
    }

    /// Copies the elements of this revision to the front of a larger one.
    template <class Larger>
    constexpr void copy_to([[maybe_unused]] Larger& result) const {
        if constexpr (S.parents != 0) dsl::copy(result.parents, parents);
        if constexpr (S.dependencies != 0) dsl::copy(result.dependencies, dependencies);
        if constexpr (S.labels != 0) dsl::copy(result.names, names);
        if constexpr (S.replaces != 0) dsl::copy(result.replaced, replaced);
        if constexpr (S.acknowledgements != 0) dsl::copy(result.acknowledged, acknowledged);
        if constexpr (S.checksums != 0) dsl::copy(result.checksums, checksums);
        if constexpr (S.upgrade.operations != 0) dsl::copy(result.up, up);
        if constexpr (S.downgrade.operations != 0) dsl::copy(result.down, down);
    }
};

}  // namespace dsl

/// A revision: its id and a message that says what it is for. The chained methods give its parents and its operations.
/// The id has 1 to 32 characters other than white space, quotes and `@ + - :`; AL101 refuses another one, AL102 one
/// that is taken.
constexpr auto revision(name id, std::string_view message = {}) {
    dsl::revision_word<dsl::revision_counts{}> result{};
    result.id = id;
    result.message = message;
    return result;
}
template <class... Arguments>
    requires(sizeof...(Arguments) == 0 || sizeof...(Arguments) > 2)
constexpr auto revision(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"revision", "an id and a message", Arguments...>>) != 0);
    return dsl::spoiled{};
}

/// A revision that replaces consecutive older ones: `.replaces(...)` names them, the oldest first, and `.upgrade(...)`
/// leads to the same schema as they do, which AL305 checks as long as they are in the history. See docs/squash.md.
constexpr auto squash(name id, std::string_view message = {}) {
    auto result = revision(id, message);
    result.is_squash = true;
    return result;
}

}  // namespace aludel::inline v0_1
