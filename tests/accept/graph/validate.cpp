// SPDX-License-Identifier: BSL-1.0
// Each rule of the graph: its exact message, and the same history without the mistake.
#include <aludel/graph/validate.hpp>

#include <cstddef>      // size_t
#include <span>         // span
#include <string_view>  // string_view

namespace {

using namespace aludel;
using nodes = std::span<const revision_node>;

/// Whether there is exactly one finding, of this rule and with this message.
constexpr bool says(nodes history, rule broken, std::string_view text, bool branches_allowed = false) {
    const auto findings = validate(history, branches_allowed);
    return findings.size() == 1 && findings[0].rule == broken && findings[0].text() == text;
}

constexpr bool valid(nodes history, bool branches_allowed = false) {
    return validate(history, branches_allowed).empty();
}

constexpr name a[]{"a"}, b[]{"b"}, c[]{"c"}, head[]{"head"}, shop[]{"shop"}, both[]{"b", "c"}, twice[]{"b", "b"};
constexpr name cut[]{"2fda"}, misspelt[]{"2fda6446e69g"}, right[]{"2fda6446e69f"};

// AL101: an id must be usable in a target and fit into the version table.
constexpr revision_node dash[] = {{"a-b", {}, {}, {}}};
static_assert(says(dash, rule::invalid_revision_id,
                   "[AL101] revision: id `a-b` contains `-`, which means something in a target (label@head+1). "
                   "Use letters, digits and underscores (revision `a-b`)"));
constexpr revision_node at[] = {{"a@b", {}, {}, {}}}, plus[] = {{"+1", {}, {}, {}}}, colon[] = {{"a:b", {}, {}, {}}};
static_assert(!valid(at) && !valid(plus) && !valid(colon));
constexpr revision_node quote[] = {{"it's", {}, {}, {}}};
static_assert(
    says(quote, rule::invalid_revision_id,
         "[AL101] revision: id `it's` contains a quote. Use letters, digits and underscores (revision `it's`)"));
constexpr revision_node double_quote[] = {{"a\"", {}, {}, {}}}, backtick[] = {{"a`", {}, {}, {}}};
static_assert(!valid(double_quote) && !valid(backtick));
constexpr revision_node space[] = {{"a b", {}, {}, {}}};
static_assert(
    says(space, rule::invalid_revision_id,
         "[AL101] revision: id `a b` contains white space. Use letters, digits and underscores (revision `a b`)"));
constexpr revision_node control[] = {{"a\x01", {}, {}, {}}};
static_assert(says(
    control, rule::invalid_revision_id,
    "[AL101] revision: id `a ` contains a control character. Use letters, digits and underscores (revision `a `)"));
constexpr revision_node nothing[] = {{"", {}, {}, {}}};
static_assert(says(nothing, rule::invalid_revision_id,
                   "[AL101] revision: the id of revision number 1 is empty. Give it 1 to 32 characters"));
constexpr revision_node reserved[] = {{"heads", {}, {}, {}}};
static_assert(says(
    reserved, rule::invalid_revision_id,
    "[AL101] revision: id `heads` is a word of targets (head heads base current). Choose another (revision `heads`)"));
constexpr revision_node reserved_too[] = {{"base", {}, {}, {}}}, reserved_three[] = {{"current", {}, {}, {}}};
static_assert(!valid(reserved_too) && !valid(reserved_three));
constexpr revision_node characters_33[] = {{"a23456789012345678901234567890123", {}, {}, {}}};
static_assert(says(characters_33, rule::invalid_revision_id,
                   "[AL101] revision: id `a23456789012345678901234567890123` has 33 characters; the version table "
                   "holds 32. Shorten it "
                   "(revision `a23456789012345678901234567890123`)"));
constexpr revision_node characters_32[] = {{"a2345678901234567890123456789012", {}, {}, {}}};
constexpr revision_node bytes_33[] = {{"a234567890123456789012345678901\xC3\xA9", {}, {}, {}}};
constexpr revision_node plain[] = {{"header_1.2", {}, {}, {}}};
static_assert(valid(characters_32) && valid(bytes_33) && valid(plain));

// AL102: two revisions cannot share an id.
constexpr revision_node same[] = {{"a", {}, {}, {}}, {"b", a, {}, {}}, {"b", a, {}, {}}};
static_assert(says(same, rule::duplicate_revision,
                   "[AL102] revision: `b` is in the history already. Give one of the two another id (revision `b`)"));

// AL103: a revision does not revise or depend on itself.
constexpr revision_node revises_itself[] = {{"a", a, {}, {}}};
static_assert(
    says(revises_itself, rule::self_reference,
         "[AL103] revision: `a` revises itself. Name the revision before it in .revises(...) (revision `a`)"));
constexpr revision_node needs_itself[] = {{"a", {}, a, {}}};
static_assert(says(needs_itself, rule::self_reference,
                   "[AL103] revision: `a` depends on itself. Take `a` out of .depends_on(...) (revision `a`)"));
constexpr revision_node needs_own_label[] = {{"a", {}, shop, shop}};
static_assert(says(needs_own_label, rule::self_reference,
                   "[AL103] revision: `a` depends on itself. Take `shop` out of .depends_on(...) (revision `a`)"));

// AL104: a parent must be in the history. It is one mistake: that there are two heads now is not reported.
constexpr revision_node no_parent[] = {
    {"47f559ec82bb", {}, {}, {}}, {"2fda6446e69f", {}, {}, {}}, {"1b95d36c8908", misspelt, {}, {}}};
static_assert(says(no_parent, rule::unknown_parent,
                   "[AL104] revision: `2fda6446e69g` is not in the history; did you mean `2fda6446e69f`? "
                   "Name an existing revision in .revises(...) (revision `1b95d36c8908`)"));
constexpr revision_node cut_parent[] = {{"2fda6446e69f", {}, {}, {}}, {"1b95d36c8908", cut, {}, {}}};
static_assert(says(cut_parent, rule::unknown_parent,
                   "[AL104] revision: `2fda` is not in the history; did you mean `2fda6446e69f`? "
                   "Name an existing revision in .revises(...) (revision `1b95d36c8908`)"));
constexpr revision_node no_parent_at_all[] = {{"a", {}, {}, {}}, {"c", b, {}, {}}};
static_assert(says(no_parent_at_all, rule::unknown_parent,
                   "[AL104] revision: `b` is not in the history. Name an existing revision in .revises(...), or add "
                   "this one to al::history<...> (revision `c`)"));
constexpr revision_node label_as_parent[] = {{"a", {}, {}, shop}, {"b", shop, {}, {}}};
static_assert(says(label_as_parent, rule::unknown_parent,
                   "[AL104] revision: `shop` is not in the history: it is a label of `a`. "
                   "Name an existing revision in .revises(...) (revision `b`)"));
constexpr revision_node later_parent[] = {{"1b95d36c8908", right, {}, {}}, {"2fda6446e69f", {}, {}, {}}};
static_assert(valid(later_parent));

// AL105: so must a dependency, as an id or a label.
constexpr revision_node no_dependency[] = {{"a", {}, {}, shop}, {"b", a, head, {}}};
static_assert(says(no_dependency, rule::unknown_dependency,
                   "[AL105] revision: `head` is neither a revision nor a label of the history. "
                   "Name an existing one in .depends_on(...), or add this one to al::history<...> (revision `b`)"));
constexpr name shpo[]{"shpo"};
constexpr revision_node misspelt_dependency[] = {{"a", {}, {}, shop}, {"b", {}, shpo, {}}};
static_assert(says(misspelt_dependency, rule::unknown_dependency,
                   "[AL105] revision: `shpo` is neither a revision nor a label of the history; did you mean `shop`? "
                   "Name an existing one in .depends_on(...) (revision `b`)"));
constexpr revision_node dependency_by_label[] = {{"a", {}, {}, shop}, {"b", {}, shop, {}}};
static_assert(valid(dependency_by_label, true));

// AL106: no cycles, by any kind of link.
constexpr revision_node cycle[] = {{"a", {}, {}, {}}, {"b", c, {}, {}}, {"c", b, {}, {}}};
static_assert(says(cycle, rule::cycle,
                   "[AL106] revision: `b`, `c` stand in a cycle, each on the next and the last on the first. "
                   "Take one of them out of .revises(...) or .depends_on(...) (revision `b`)"));
constexpr revision_node dependency_cycle[] = {{"c", b, {}, {}}, {"b", a, {}, {}}, {"a", {}, c, {}}};
static_assert(says(dependency_cycle, rule::cycle,
                   "[AL106] revision: `a`, `c`, `b` stand in a cycle, each on the next and the last on the first. "
                   "Take one of them out of .revises(...) or .depends_on(...) (revision `a`)"));
constexpr name c_and_a[]{"c", "a"};
constexpr revision_node between[] = {{"a", {}, {}, {}}, {"b", c_and_a, {}, {}}, {"c", b, {}, {}}, {"d", c, {}, {}}};
static_assert(validate(between, false).size() == 1);
constexpr revision_node diamond[] = {{"a", {}, {}, {}}, {"b", a, {}, {}}, {"c", a, b, {}}, {"d", both, {}, {}}};
static_assert(valid(diamond));

// AL107: a parent is named once.
constexpr revision_node parent_twice[] = {{"b", {}, {}, {}}, {"c", twice, {}, {}}};
static_assert(says(parent_twice, rule::duplicate_parent,
                   "[AL107] revision: `b` stands twice in .revises(...). Name each parent once (revision `c`)"));
constexpr revision_node dependency_twice[] = {{"b", {}, {}, {}}, {"c", b, twice, {}}};
static_assert(valid(dependency_twice));

// AL108: a label is different from all ids and labels.
constexpr revision_node label_twice[] = {{"a", {}, {}, shop}, {"b", a, {}, shop}};
static_assert(
    says(label_twice, rule::duplicate_label,
         "[AL108] revision: label `shop` is declared already by `a`. Give this branch another label (revision `b`)"));
constexpr revision_node label_and_id[] = {{"a", {}, {}, b}, {"b", a, {}, {}}};
static_assert(
    says(label_and_id, rule::duplicate_label,
         "[AL108] revision: label `b` is also the id of a revision. Give the branch another label (revision `a`)"));

// AL109: one head, unless the settings allow branches.
constexpr revision_node two_heads[] = {{"a", {}, {}, {}}, {"c", a, {}, {}}, {"b", a, {}, {}}};
static_assert(says(two_heads, rule::multiple_heads,
                   "[AL109] revision: the history has 2 heads: `b`, `c`. Merge them with a revision that revises both, "
                   "or say al::branches_allowed"));
static_assert(valid(two_heads, true));
constexpr revision_node merged[] = {{"a", {}, {}, {}}, {"c", a, {}, {}}, {"b", a, {}, {}}, {"d", both, {}, {}}};
static_assert(valid(merged));

// AL110: a label must be usable in a target.
constexpr name bad_label[]{"my shop"};
constexpr revision_node label_with_space[] = {{"a", {}, {}, bad_label}};
static_assert(
    says(label_with_space, rule::invalid_label,
         "[AL110] revision: label `my shop` contains white space. Use letters, digits and underscores (revision `a`)"));
constexpr revision_node label_reserved[] = {{"a", {}, {}, head}};
static_assert(says(
    label_reserved, rule::invalid_label,
    "[AL110] revision: label `head` is a word of targets (head heads base current). Choose another (revision `a`)"));

// An empty history is valid.
static_assert(valid({}));

// The order: parents and dependencies first, of a merge the first parent last.
constexpr bool ordered(nodes history, std::string_view expected) {
    std::size_t at_character = 0;
    for (const revision_index i : topological_order(history))
        if (history[i].id.text() != expected.substr(at_character++, 1)) return false;
    return at_character == expected.size();
}
static_assert(ordered(merged, "acbd") && ordered(diamond, "abcd") && ordered({}, ""));

}  // namespace
