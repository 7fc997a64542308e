// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>
#include <aludel/operation/direction.hpp>
#include <aludel/operation/revision.hpp>

namespace aludel::inline v0_1::detail {

/// What a script says where a step is that only a program can do. Nothing of the transaction is applied then, so an
/// online migration does all of it.
constexpr sentence stop_sentence(const op::revision& revision, direction way) {
    sentence text({"revision `", revision.id, "` has a step that runs online only (al::run): "});
    if (way == direction::upgrade)
        text.add({"run `upgrade ", revision.id, "` of the migration tool, then a script from `", revision.id, "` on"});
    else text.add("downgrade by the migration tool to below it, then go on with a script from there");
    return text;
}

}  // namespace aludel::inline v0_1::detail
