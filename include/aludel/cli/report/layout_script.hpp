// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

// Where the tables of the diagram stand.

namespace aludel::inline v0_1::cli {

inline constexpr std::string_view report_layout_script = R"js(
// Sets x and y of boxes, which have a name, a width and a height. `links` are pairs of their numbers, from a table to
// one that it refers to. The result depends on nothing else. Tables that are connected stand together, each right of
// those that it refers to; those with no links fill columns of their own. Returns the size of the whole.
function layOut(boxes, links, ratio) {
  const gapX = 72, gapY = 24, grid = 8;
  const onGrid = value => Math.ceil(value / grid) * grid;
  const byName = (a, b) => boxes[a].name < boxes[b].name ? -1 : boxes[a].name > boxes[b].name ? 1 : a - b;
  const parents = boxes.map(() => []), children = boxes.map(() => []);
  for (const [child, parent] of links) {
    if (child === parent || parents[child].includes(parent)) continue;
    parents[child].push(parent);
    children[parent].push(child);
  }

  // Groups of connected boxes, the largest first; those of one box together, last.
  const groups = [], seen = new Set(), single = [];
  for (const start of boxes.map((_, i) => i).sort(byName)) {
    if (seen.has(start)) continue;
    seen.add(start);
    const group = [start];
    for (let i = 0; i < group.length; ++i)
      for (const next of [...parents[group[i]], ...children[group[i]]])
        if (!seen.has(next)) seen.add(next), group.push(next);
    if (group.length === 1) single.push(start);
    else groups.push(group.sort(byName));
  }
  groups.sort((a, b) => b.length - a.length);

  const area = boxes.reduce((sum, box) => sum + (box.width + gapX) * (box.height + gapY), 0);
  const tallest = Math.max(420, Math.sqrt(area / ratio));

  // The layer of a box is one more than that of any parent; a link that would close a circle does not count.
  const layer = new Map(), open = new Set();
  const layerOf = box => {
    if (layer.has(box)) return layer.get(box);
    open.add(box);
    let result = 0;
    for (const parent of parents[box]) if (!open.has(parent)) result = Math.max(result, layerOf(parent) + 1);
    open.delete(box);
    layer.set(box, result);
    return result;
  };

  // Puts boxes of one layer below one another, in more than one column where they are too many.
  const columnsOf = members => {
    const columns = [];
    let height = Infinity;
    for (const box of members) {
      if (height + boxes[box].height > tallest) columns.push([]), height = 0;
      columns[columns.length - 1].push(box);
      height += boxes[box].height + gapY;
    }
    return columns;
  };

  const blocks = [];
  const addBlock = columns => {
    let x = 0, height = 0;
    for (const column of columns) {
      const width = Math.max(...column.map(box => boxes[box].width));
      let y = 0;
      for (const box of column) {
        boxes[box].x = x, boxes[box].y = y, boxes[box].width = width;
        y = onGrid(y + boxes[box].height + gapY);
      }
      height = Math.max(height, y - gapY);
      x = onGrid(x + width + gapX);
    }
    blocks.push({members: columns.flat(), width: x - gapX, height});
  };

  for (const group of groups) {
    const layers = [];
    for (const box of group) (layers[layerOf(box)] ??= []).push(box);
    const rank = new Map();
    const number = members => members.forEach((box, i) => rank.set(box, (i + 0.5) / members.length));
    layers.forEach(number);
    // Each box goes near the middle of those that it is linked with, which keeps the lines from crossing.
    const sort = (members, others) => {
      const middle = new Map(members.map(box => {
        const ranks = others[box].map(other => rank.get(other));
        return [box, ranks.length ? ranks.reduce((a, b) => a + b) / ranks.length : rank.get(box)];
      }));
      members.sort((a, b) => middle.get(a) - middle.get(b) || byName(a, b));
      number(members);
    };
    for (let sweep = 0; sweep < 4; ++sweep) {
      layers.forEach(members => sort(members, parents));
      for (const members of [...layers].reverse()) sort(members, children);
    }
    addBlock(layers.flatMap(columnsOf));
  }
  if (single.length) addBlock(columnsOf(single));

  // Blocks stand side by side as long as there is room, then in the next row.
  const room = Math.max(tallest * ratio * 1.25, ...blocks.map(block => block.width));
  let x = 0, y = 0, rowHeight = 0, width = 0;
  for (const block of blocks) {
    if (x > 0 && x + block.width > room) x = 0, y = onGrid(y + rowHeight + 2 * gapY), rowHeight = 0;
    for (const box of block.members) boxes[box].x += x, boxes[box].y += y;
    rowHeight = Math.max(rowHeight, block.height);
    width = Math.max(width, x + block.width);
    x = onGrid(x + block.width + gapX);
  }
  return {width, height: y + rowHeight};
}
)js";

}  // namespace aludel::inline v0_1::cli
