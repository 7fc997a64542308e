// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

// What is shown: one position of the slider, one revision.

namespace aludel::inline v0_1::cli {

inline constexpr std::string_view report_page_script = R"js(
const find = id => document.getElementById(id);
const [slider, diagram, sheet, onlyBox] = ["slider", "diagram", "sheet", "only-changes"].map(find);
const articles = [...document.querySelectorAll("article")], rows = [...document.querySelectorAll(".graph a")];
// Base, the revisions in the order of application, and all heads, where there are several; squashes come last.
const places = articles.slice(0, data.revisions.length + 1);
const svg = name => document.createElementNS(document.querySelector("svg").namespaceURI, name);
let shown, zoom = "legible";

const drawn = new Map();  // the boxes in the diagram; those that do not change are in the next one, too
function showDiagram(position) {
  const whole = diagramAt(position);
  const {boxes, lines} = onlyBox.checked ? onlyChanges(whole) : whole;
  const pad = 24;
  const links = lines.map(line => [line.child, line.parent]);
  const size = layOut(boxes, links, Math.max(1, diagram.clientWidth / diagram.clientHeight));
  const picture = svg("svg"), kept = new Map();
  picture.setAttribute("aria-hidden", "true");
  for (const box of boxes) {
    box.x += pad, box.y += pad;
    const div = drawn.get(box.key) ?? draw(box);
    kept.set(box.key, div);
    div.style.transform = `translate(${box.x}px, ${box.y}px)`;
    Object.assign(div.style, {width: box.width + "px", height: box.height + "px"});
  }
  for (const {child, parent, key, state} of lines) {
    const path = svg("path");
    path.setAttribute("d", pathOf(boxes[child], boxes[parent], key));
    path.dataset.ends = JSON.stringify([boxes[child].name, boxes[parent].name]);
    if (state) path.setAttribute("class", state);
    picture.append(path);
  }
  for (const each of [...sheet.children]) if (kept.get(each.dataset.key) !== each) each.remove();
  sheet.prepend(picture);
  // In the order of names, in which they are read aloud.
  let before = picture;
  for (const [key, div] of kept) {
    if (before.nextSibling !== div) before.after(div);
    div.dataset.key = key;
    before = div;
  }
  if (!boxes.length) sheet.append(element("p", {className: "empty"}, emptyText(position, whole)));
  drawn.clear();
  for (const [key, div] of kept) drawn.set(key, div);
  sheet.dataset.width = boxes.length ? size.width + 2 * pad : 0;
  sheet.dataset.height = boxes.length ? size.height + 2 * pad : 0;
  scale();
  uncover(boxes.flatMap(box => box.state === "changed" ? rowsAt(box, row => row.state) : box.state ? [box] : []));
  find("changes").textContent = summaryOf(position, whole.boxes);
  find("schema").dataset.position = position;
}

function emptyText(position, whole) {
  if (data.revisions[position - 1]?.in_doubt)
    return "There are errors in this revision, or below it: it has no schema yet.";
  return whole.boxes.length ? "This revision changes no table." : "No tables.";
}

function summaryOf(position, boxes) {
  if (data.revisions[position - 1]?.in_doubt) return "";
  const counted = (number, what) => number + " " + what + (number === 1 ? "" : "s");
  const there = boxes.filter(box => box.state !== "removed"), views = there.filter(box => box.table.view).length;
  const parts = ["added", "removed", "changed"].map(state => [boxes.filter(box => box.state === state).length, state])
    .filter(([number]) => number).map(([number, state]) => number + " " + state);
  return counted(there.length - views, "table") + (views ? ", " + counted(views, "view") : "") +
    (parts.length ? ": " + parts.join(", ") : "");
}

// As large as the width allows but legible, or all of it, or as the buttons say.
function factor() {
  const wide = Math.min(1, diagram.clientWidth / Math.max(1, sheet.dataset.width));
  if (zoom === "legible") return Math.max(0.75, wide);
  return zoom === "whole" ? Math.min(wide, diagram.clientHeight / Math.max(1, sheet.dataset.height)) : zoom;
}
function scale() {
  const by = factor(), {width, height} = sheet.dataset;
  sheet.style.transform = `scale(${by})`;
  Object.assign(sheet.style, {width: width > 0 ? width + "px" : "", height: height > 0 ? height + "px" : ""});
  // The place that the sheet takes is as large as what is seen of it.
  Object.assign(sheet.style, {marginRight: (by - 1) * width + "px", marginBottom: (by - 1) * height + "px"});
}

// Scrolls to what changes if it is not to be seen.
function uncover(places) {
  if (!places.length) return;
  const by = factor();
  for (const [start, size, scroll, room] of [["x", "width", "scrollLeft", diagram.clientWidth],
                                             ["y", "height", "scrollTop", diagram.clientHeight]]) {
    const low = Math.min(...places.map(each => each[start])) * by - 16;
    const high = Math.max(...places.map(each => each[start] + each[size])) * by + 16;
    if (low >= diagram[scroll] && high <= diagram[scroll] + room) continue;
    diagram[scroll] = Math.max(0, high - low > room ? low : (low + high - room) / 2);
  }
}

// Colors the SQL of a revision when it is first shown.
const sqlParts = /('(?:[^']|'')*')|(--[^\n]*|\/\*[^]*?\*\/)|("(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\])|\b([A-Z][A-Z_]+)\b/g;
function color(code) {
  const text = code.textContent, pieces = [];
  let end = 0;
  for (const part of text.matchAll(sqlParts)) {
    const kind = part[1] ? "text" : part[2] ? "remark" : part[4] ? "word" : "";
    if (!kind) continue;
    pieces.push(text.slice(end, part.index), element("span", {className: kind}, part[0]));
    end = part.index + part[0].length;
  }
  code.replaceChildren(...pieces, text.slice(end));
}

// Scrolls the list, and not the page, to a row.
function uncoverRow(row) {
  const nav = row.closest("nav"), isWide = getComputedStyle(nav).overflowY === "auto";
  const list = isWide ? nav : row.closest(".graph");
  const place = row.getBoundingClientRect(), room = list.getBoundingClientRect();
  const top = isWide ? nav.querySelector("header").getBoundingClientRect().bottom : room.top;
  if (place.top < top) list.scrollTop -= top - place.top;
  else if (place.bottom > room.bottom) list.scrollTop += place.bottom - room.bottom;
}

function showArticle(article) {
  shown?.classList.remove("shown");
  shown = article;
  shown.classList.add("shown");
  if (!shown.dataset.colored) shown.querySelectorAll("pre code").forEach(color);
  shown.dataset.colored = "yes";
  for (const row of rows) {
    const current = row.hash === "#" + article.id;
    if (current) row.setAttribute("aria-current", "true"), uncoverRow(row);
    else row.removeAttribute("aria-current");
  }
  const position = Number(article.dataset.position), title = article.querySelector("h2").textContent;
  const id = article.querySelector("dd code")?.textContent ?? "";
  slider.value = position;
  slider.setAttribute("aria-valuetext", position + " of " + (places.length - 1) + ": " + title);
  find("place").textContent = position + " / " + (places.length - 1) + "  " + title;
  find("place").title = id;
  find("previous").disabled = position === 0;
  find("next").disabled = position === places.length - 1;
}

// Many moves of the slider are drawn once.
let waiting = 0, later = 0;
function show(article) {
  showArticle(article);
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => showDiagram(Number(article.dataset.position)));
  // Browsers refuse to change the address too often.
  clearTimeout(later);
  later = setTimeout(() => history.replaceState(null, "", "#" + shown.id), 300);
}
const go = position => show(places[Math.min(Math.max(0, position), places.length - 1)]);
const fromAddress = () => articles.find(article => "#" + article.id === location.hash);

slider.max = places.length - 1;
slider.addEventListener("input", () => go(Number(slider.value)));
find("previous").addEventListener("click", () => go(Number(slider.value) - 1));
find("next").addEventListener("click", () => go(Number(slider.value) + 1));
onlyBox.addEventListener("change", () => showDiagram(Number(slider.value)));
for (const [id, by] of [["smaller", 1 / 1.25], ["larger", 1.25]])
  find(id).addEventListener("click", () => { zoom = Math.min(2, Math.max(0.1, factor() * by)); scale(); });
find("fit").addEventListener("click", () => { zoom = zoom === "whole" ? "legible" : "whole"; scale(); });
addEventListener("hashchange", () => {
  const article = fromAddress();
  if (article && article !== shown) show(article);
});
addEventListener("resize", scale);

// Links to revisions work at once, and do not scroll the page.
document.addEventListener("click", event => {
  const link = event.target.closest?.('a[href^="#"]');
  const article = link && articles.find(each => "#" + each.id === link.hash);
  if (!article || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(article);
});

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("[type=range], [type=search], pre")) return;
  if (event.target === diagram && diagram.scrollWidth > diagram.clientWidth) return;  // the keys scroll
  const sideways = {ArrowLeft: -1, ArrowRight: 1}[event.key], vertical = {ArrowUp: -1, ArrowDown: 1}[event.key];
  if (sideways) {
    go(Number(slider.value) + sideways);
  } else if (vertical && event.target.closest("nav ol")) {
    const seen = rows.filter(row => row.offsetParent);
    const next = seen[seen.indexOf(event.target) + vertical];
    next?.focus();
    next?.click();
  } else {
    return;
  }
  event.preventDefault();
});

// A revision is found by its row, and by the tables that it changes.
const words = new Map(rows.map(row => [row.hash, [row.textContent]]));
data.revisions.forEach((revision, i) => {
  for (const each of revision.own?.flat() ?? []) words.get("#" + places[i + 1].id).push(data.tables[each].name);
});
find("filter").addEventListener("input", event => {
  const wanted = event.target.value.trim().toLowerCase();
  document.querySelector(".graph").classList.toggle("filtered", wanted !== "");
  for (const row of rows)
    row.parentElement.hidden = !words.get(row.hash).some(each => each.toLowerCase().includes(wanted));
});

// The diagram moves with the mouse.
diagram.addEventListener("pointerdown", event => {
  if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest(".entity")) return;
  const edge = diagram.getBoundingClientRect();
  if (event.clientX > edge.left + diagram.clientWidth || event.clientY > edge.top + diagram.clientHeight) return;
  const move = moved => diagram.scrollBy(-moved.movementX, -moved.movementY);
  addEventListener("pointermove", move);
  addEventListener("pointerup", () => removeEventListener("pointermove", move), {once: true});
});

// The lines of the table that is pointed at stand out.
sheet.addEventListener("pointerover", event => {
  const name = event.target.closest?.(".entity")?.dataset.table;
  for (const path of sheet.querySelectorAll("path"))
    path.classList.toggle("lit", name !== undefined && JSON.parse(path.dataset.ends).includes(name));
});

for (const row of rows) row.title = row.querySelector(".title").textContent;

// First of all: the revision of the address, that of the database, or the newest.
go(Math.max(0, ...(data.database?.positions ?? [])) || places.length - 1);
if (fromAddress()) show(fromAddress());
)js";

}  // namespace aludel::inline v0_1::cli
