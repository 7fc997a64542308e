// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/capability.hpp>
#include <aludel/dialect/sqlite/create_index.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/guard.hpp>
#include <aludel/dialect/sqlite/operation.hpp>
#include <aludel/dialect/sqlite/rebuild.hpp>
#include <aludel/dialect/sqlite/revision_statements.hpp>
#include <aludel/dialect/sqlite/types.hpp>
#include <aludel/dialect/sqlite/value.hpp>
