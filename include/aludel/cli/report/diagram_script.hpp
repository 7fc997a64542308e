// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

// The diagram of the schema at a revision.

namespace aludel::inline v0_1::cli {

inline constexpr std::string_view report_diagram_script = R"js(
const data = JSON.parse(document.getElementById("data").textContent);

// The numbers of the tables before and after the revision at a position of the slider.
function schemaAt(position) {
  const path = [];
  for (let i = position; i > 0; i = data.revisions[i - 1].from) path.push(data.revisions[i - 1]);
  const tables = new Set();
  let before = [];
  const apply = change => {
    for (const each of change[0]) tables.delete(each);
    for (const each of change[1]) tables.add(each);
  };
  for (const revision of path.reverse()) {
    if (revision.joined) apply(revision.joined);
    if (revision === path[path.length - 1]) before = [...tables];
    if (revision.own) apply(revision.own);
  }
  return {before, after: [...tables]};
}

// A table with its columns, keys and indexes in place of their numbers.
const expanded = new Map();
function tableOf(number) {
  if (!expanded.has(number)) {
    const table = data.tables[number];
    expanded.set(number, {
      name: table.name, view: table.view, triggers: table.triggers,
      columns: table.columns.map(each => data.columns[each]),
      keys: table.keys.map(each => data.keys[each]),
      indexes: table.indexes.map(each => data.indexes[each]),
    });
  }
  return expanded.get(number);
}

// What tables and columns were called before a revision, by what they are called after it.
function oldNames(renames) {
  const tables = new Map(), columns = new Map();
  for (const [table, ...names] of renames ?? []) {
    if (names.length === 1) {
      tables.set(names[0], tables.get(table) ?? table);
      tables.delete(table);
      if (columns.has(table)) columns.set(names[0], columns.get(table)), columns.delete(table);
    } else {
      if (!columns.has(table)) columns.set(table, new Map());
      const own = columns.get(table);
      own.set(names[1], own.get(names[0]) ?? names[0]);
      own.delete(names[0]);
    }
  }
  return {table: name => tables.get(name) ?? name, column: (table, name) => columns.get(table)?.get(name) ?? name};
}

const keysOf = (table, column) =>
  ["PK", "UK", "FK"].filter(kind => table.keys.some(key => key.kind === kind && key.columns.includes(column)));
const listed = names => names.join(", ");
const titleOf = column => [column.name + " " + column.type, column.not_null ? "not null" : "may be NULL",
  column.default && "default " + column.default, column.generated && "generated as " + column.generated,
  column.comment].filter(Boolean).join("\n");

// What a table has besides its columns, as lines.
function extrasOf(table) {
  const keys = table.keys.filter(key => key.kind === "CHECK" || (key.kind === "UK" && key.columns.length > 1));
  return [
    ...keys.map(key => key.check ? "check (" + key.check + ")" : "unique (" + listed(key.columns) + ")"),
    ...table.indexes.map(each => (each.unique ? "unique index " : "index ") + each.name +
      " (" + listed(each.columns) + ")"),
    ...table.triggers.map(name => "trigger " + name),
  ];
}

// The rows of a box: those of a table, each with how it differs from the table before.
function rowsOf(table, old, names) {
  const states = (is, was, state) => old ? (was ? (is === was ? "" : state) : "added") : "";
  const gone = new Set(old?.columns ?? []);
  const oldColumns = new Map((old?.columns ?? []).map(column => [column.name, column]));
  const rows = table.columns.map(column => {
    const was = oldColumns.get(names.column(table.name, column.name));
    gone.delete(was);
    const keys = keysOf(table, column.name);
    const same = was && listed(keysOf(old, was.name)) === listed(keys);
    return {column, keys, state: states(column, was, "changed") || (old && !same ? "changed" : ""),
            was: was && was.name !== column.name ? was.name : ""};
  });
  for (const column of gone) rows.push({column, keys: keysOf(old, column.name), state: "removed", was: ""});
  const extras = extrasOf(table), oldExtras = old ? extrasOf(old) : extras;
  for (const text of extras) rows.push({text, state: oldExtras.includes(text) ? "" : "added"});
  for (const text of oldExtras) if (!extras.includes(text)) rows.push({text, state: "removed"});
  return rows;
}

const signs = {added: "+", removed: "−", changed: "~", "": ""};
const drifted = new Map();
for (const each of data.database?.drift ?? [])
  drifted.set(each.table, [...(drifted.get(each.table) ?? []), each.text]);

// The boxes of the diagram at a position, and the lines between them.
function diagramAt(position) {
  const {before, after} = schemaAt(position);
  const names = oldNames(data.revisions[position - 1]?.renames);
  const left = new Map(before.map(number => [data.tables[number].name, number]));
  const atDatabase = data.database?.positions.includes(position);
  const boxes = after.map(number => {
    const table = tableOf(number), wasName = names.table(table.name), was = left.get(wasName);
    left.delete(wasName);
    const state = was === undefined ? "added" : was === number ? "" : "changed";
    const old = state === "changed" ? tableOf(was) : undefined;
    const drift = atDatabase ? drifted.get(table.name) : undefined;
    return {key: [number, was, state, drift ? "drift" : ""].join(), name: table.name, table, old, state, drift,
            was: old && wasName !== table.name ? wasName : "", rows: rowsOf(table, old, names)};
  });
  for (const number of left.values()) {
    const table = tableOf(number);
    boxes.push({key: number + ",removed", name: table.name, table, state: "removed", was: "",
                rows: rowsOf(table, undefined, names)});
  }
  boxes.sort((a, b) => a.name < b.name ? -1 : 1);
  boxes.forEach(measure);

  const numbers = new Map();
  boxes.forEach((box, i) => { if (box.state !== "removed" || !numbers.has(box.name)) numbers.set(box.name, i); });
  boxes.forEach((box, i) => { if (!numbers.has(box.name.toLowerCase())) numbers.set(box.name.toLowerCase(), i); });
  const lines = [];
  const addLine = (child, key, state) => {
    const parent = numbers.get(key.target) ?? numbers.get(key.target.toLowerCase());
    if (parent !== undefined) lines.push({child, parent, key, state});
  };
  const foreign = table => table ? table.keys.filter(key => key.kind === "FK") : [];
  boxes.forEach((box, i) => {
    const oldName = column => names.column(box.name, column);
    const named = key => listed([names.table(key.target), ...key.columns.map(oldName)]);
    const gone = new Map(foreign(box.old).map(key => [listed([key.target, ...key.columns]), key]));
    for (const key of foreign(box.table))
      addLine(i, key, box.old ? (gone.delete(named(key)) ? "" : "added") : box.state);
    for (const key of gone.values()) addLine(i, key, "removed");
  });
  return {boxes, lines};
}

// The diagram without what does not change, but for the tables that changed ones are linked with.
function onlyChanges({boxes, lines}) {
  const kept = new Set(boxes.map((_, i) => i).filter(i => boxes[i].state));
  for (const {child, parent} of lines) {
    if (boxes[child].state) kept.add(parent);
    if (boxes[parent].state) kept.add(child);
  }
  const numbers = [...kept].sort((a, b) => a - b), places = new Map(numbers.map((old, i) => [old, i]));
  return {boxes: numbers.map(i => boxes[i]), lines: lines.filter(line => kept.has(line.child) && kept.has(line.parent))
    .map(line => ({...line, child: places.get(line.child), parent: places.get(line.parent)}))};
}

const signed = (state, text) => (state ? signs[state] + " " : "") + text;
const nameText = box => (box.was ? box.was + " → " : "") + box.name;
const headText = box => signed(box.state, nameText(box)) + (box.table.view ? " (view)" : "");
const columnText = row => (row.was ? row.was + " → " : "") + row.column.name;
const typeText = row => row.column.type + (row.column.not_null ? "" : "?");

// The size of a box, which the style sheet gives to its rows.
function measure(box) {
  const widest = texts => Math.max(0, ...texts.map(text => text.length));
  const columns = box.rows.filter(row => row.column), extras = box.rows.filter(row => row.text);
  box.typeWidth = Math.min(160, Math.ceil(widest(columns.map(typeText)) * 6.7 + 10));
  const width = Math.max(headText(box).length * 8 + 24, widest(columns.map(columnText)) * 7.3 + 74 + box.typeWidth,
    widest(extras.map(row => signed(row.state, row.text))) * 6.4 + 36);
  box.width = Math.min(Math.max(168, Math.ceil(width / 8) * 8), 400);
  box.height = 33 + (box.drift ? 18 : 0) + 22 * columns.length + 18 * extras.length;
}

function element(name, properties, ...children) {
  const result = Object.assign(document.createElement(name), properties);
  result.append(...children);
  return result;
}

// A box as a table: one row a column, then its checks, indexes and triggers.
function draw(box) {
  const state = box.state ? ", " + box.state : "";
  const table = element("table", {}, element("colgroup", {}, element("col", {className: "sign"}),
    element("col", {className: "keys"}), element("col"), element("col", {style: `width: ${box.typeWidth}px`})));
  table.setAttribute("aria-label", (box.table.view ? "View " : "Table ") + nameText(box) + state);
  const head = element("th", {scope: "colgroup", colSpan: 4, title: nameText(box)}, headText(box));
  const body = element("tbody");
  table.append(element("thead", {}, element("tr", {}, head)), body);
  const addExtra = (kind, text, title) => body.append(
    element("tr", {className: ("extra " + kind).trim(), title}, element("td", {colSpan: 4}, text)));
  if (box.drift) addExtra("drift", "≠ the database differs", box.drift.join("\n"));
  for (const row of box.rows) {
    if (!row.column) {
      addExtra(row.state, signed(row.state, row.text), row.text);
      continue;
    }
    const sign = element("td", {className: "sign"}, signs[row.state]);
    if (row.state) sign.setAttribute("aria-label", row.state);
    const line = element("tr", {title: titleOf(row.column),
      className: [row.state, row.keys.includes("PK") ? "key" : ""].join(" ").trim()},
      sign, element("td", {className: "keys"}, row.keys.join(" ")),
      element("th", {scope: "row"}, columnText(row)), element("td", {className: "type"}, typeText(row)));
    line.dataset.column = row.column.name;
    body.append(line);
  }
  const kinds = ["entity", box.state, box.table.view ? "view" : ""];
  const result = element("div", {className: kinds.join(" ").trim()}, table);
  result.dataset.table = box.name;
  return result;
}

// Where the rows of a box are, and its head where none is wanted.
function rowsAt(box, wanted) {
  const found = [];
  let y = box.y + 31 + (box.drift ? 18 : 0);
  for (const row of box.rows) {
    const height = row.column ? 22 : 18;
    if (wanted(row)) found.push({x: box.x, width: box.width, y, height});
    y += height;
  }
  return found.length ? found : [{x: box.x, width: box.width, y: box.y, height: 30}];
}
const heightOf = (box, column) => {
  const [place] = rowsAt(box, row => row.column?.name === column);
  return place.y + place.height / 2;
};

// A foreign key as a line from its column, with a crow's foot, to the column that it refers to, with a bar.
function pathOf(child, parent, key) {
  const y = heightOf(child, key.columns[0]);
  const primary = parent.table.keys.find(each => each.kind === "PK");
  const end = heightOf(parent, key.to[0] ?? primary?.columns[0]);
  const forwards = parent.x + parent.width < child.x, backwards = child.x + child.width < parent.x;
  const side = forwards ? -1 : 1, endSide = backwards ? -1 : 1;
  const x = side < 0 ? child.x : child.x + child.width, endX = endSide < 0 ? parent.x : parent.x + parent.width;
  const reach = forwards || backwards ? Math.max(24, Math.abs(endX - x) / 2) : 56;
  return `M${x} ${y - 5}L${x + 11 * side} ${y}L${x} ${y + 5}M${x} ${y}H${x + 11 * side}` +
    `C${x + reach * side} ${y} ${endX + reach * endSide} ${end} ${endX + 8 * endSide} ${end}H${endX}` +
    `M${endX + 6 * endSide} ${end - 5}v10`;
}
)js";

}  // namespace aludel::inline v0_1::cli
