// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

// The parts of the report's page that are the same for every history: head, controls and style.

namespace aludel::inline v0_1::cli {

inline constexpr std::string_view report_head = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
)html";

// The class tells the style sheet that there is a script, before anything is shown.
inline constexpr std::string_view report_body = R"html(<body>
<script>document.documentElement.className = "scripted";</script>
<a class="skip" href="#revisions">To the revision</a>
)html";

inline constexpr std::string_view report_filter = R"html(<input id="filter" type="search" class="needs-script"
  placeholder="Title, id or table" aria-label="Filter revisions by title, id or table"
  autocomplete="off" spellcheck="false">
)html";

inline constexpr std::string_view report_diagram = R"html(
<section id="schema" class="needs-script" aria-label="Schema">
<div class="controls">
<button id="previous" type="button" aria-label="Previous revision" title="Previous revision (arrow left)">‹</button>
<input id="slider" type="range" min="0" value="0" step="1" aria-label="Revision">
<button id="next" type="button" aria-label="Next revision" title="Next revision (arrow right)">›</button>
<output id="place" for="slider"></output>
</div>
<div id="diagram" role="region" aria-label="Tables" tabindex="0"><div id="sheet"></div></div>
<div class="controls small">
<p id="changes" role="status"></p>
<p class="legend" aria-hidden="true"><span class="added">+ added</span> <span class="removed">− removed</span>
<span class="changed">~ changed</span> <span>type? may be NULL</span></p>
<label><input id="only-changes" type="checkbox"> Only what changes</label>
<span class="zoom"><button id="smaller" type="button" aria-label="Smaller">−</button><button id="fit" type="button"
>Fit</button><button id="larger" type="button" aria-label="Larger">+</button></span>
</div>
</section>
)html";

inline constexpr std::string_view report_style = R"css(
:root {
  color-scheme: light dark;
  --page: #f7f6f3; --card: #ffffff; --ink: #20242a; --quiet: #5b636e; --line: #dcd9d3; --faint: #efede8;
  --accent: #2a5d8f; --here: #2a5d8f; --here-back: #e3edf7;
  --added: #17693a; --added-back: #e0f2e5; --removed: #a3271d; --removed-back: #fbe4e1;
  --changed: #7a5100; --changed-back: #fcefcf; --edge: #a6a199;
  --lane0: #2a5d8f; --lane1: #a0522d; --lane2: #3b7d4f; --lane3: #80529b; --lane4: #8a6d00; --lane5: #4a7c86;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --card: #1d2024; --ink: #e3e5e8; --quiet: #9ca5af; --line: #353a41; --faint: #25292e;
    --accent: #8dbbea; --here: #8dbbea; --here-back: #1d3144;
    --added: #7fd39b; --added-back: #16331f; --removed: #f39a91; --removed-back: #421f1c;
    --changed: #e6bf68; --changed-back: #392d10; --edge: #6d747d;
    --lane0: #6ea8de; --lane1: #d9895f; --lane2: #79c08f; --lane3: #bb93d6; --lane4: #cdb04a; --lane5: #83b9c4;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; }
code, pre { font-family: var(--mono); font-size: 0.87em; }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
h1 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.35; font-weight: 650; overflow-wrap: anywhere; }
h3 { font-size: 0.95rem; font-weight: 600; margin-bottom: 0.4rem; }
small, nav p { color: var(--quiet); font-size: 0.87rem; font-weight: 400; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
article:focus { outline: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 9; background: var(--card); padding: 0.3rem 0.8rem; }
html:not(.scripted) .needs-script { display: none; }

/* The revisions. */
nav { background: var(--card); border-right: 1px solid var(--line); }
nav header { padding: 1.1rem 1.2rem 0.8rem; }
nav input { width: 100%; margin-top: 0.7rem; padding: 0.35rem 0.6rem; font: inherit; font-size: 0.9rem;
  color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 6px; }
.graph { position: relative; padding: 0 0.5rem 1rem 0.7rem; }
.graph svg { position: absolute; left: 0.7rem; top: 0; pointer-events: none; }
.graph ol { list-style: none; }
.graph a { display: flex; align-items: center; gap: 0.5rem; height: 32px; padding: 0 0.6rem 0 0.45rem;
  margin-left: var(--graph); border-radius: 6px; color: inherit; text-decoration: none; font-size: 0.9rem; }
.graph a:hover { background: var(--faint); }
.graph a[aria-current] { background: var(--here-back); font-weight: 600; }
.graph .title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; flex: 0 1 auto; min-width: 3rem; }
.graph code { margin-left: auto; padding-left: 0.3rem; color: var(--quiet); font-size: 0.75rem; font-weight: 400;
  flex: none; max-width: 8.5em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.graph.filtered svg, .graph li[hidden] { display: none; }
.graph.filtered a { margin-left: 0; }
.graph path { fill: none; stroke-width: 2; }
.lane0 { stroke: var(--lane0); } .lane1 { stroke: var(--lane1); } .lane2 { stroke: var(--lane2); }
.lane3 { stroke: var(--lane3); } .lane4 { stroke: var(--lane4); } .lane5 { stroke: var(--lane5); }
.graph .dependency { stroke: var(--edge); stroke-width: 1.5; stroke-dasharray: 4 3; }
.graph .bracket { stroke: var(--edge); stroke-width: 2; stroke-dasharray: 1 4; stroke-linecap: round; }
.graph circle, .graph rect { stroke: var(--ink); stroke-width: 2; fill: var(--ink); }
.graph .pending { fill: var(--card); stroke: var(--quiet); }
.graph .merge { stroke-width: 3.5; fill: var(--card); }
.graph .several { fill: var(--line); stroke: var(--quiet); stroke-width: 1.5; }
.dot { display: inline-block; width: 0.62em; height: 0.62em; margin-right: 0.4em; border-radius: 50%;
  border: 2px solid var(--quiet); }
.dot.applied { background: var(--ink); border-color: var(--ink); } .dot + .dot { margin-left: 0.6em; }
.mark { flex: none; padding: 0 0.45em; border-radius: 99px; font-size: 0.72rem; line-height: 1.5; font-weight: 600;
  border: 1px solid var(--line); color: var(--quiet); white-space: nowrap; }
.mark.here { color: var(--card); background: var(--here); border-color: var(--here); }
.mark.warning { color: var(--changed); background: var(--changed-back); border-color: transparent; }
.mark.error { color: var(--removed); background: var(--removed-back); border-color: transparent; }

/* The rest. */
main { padding: 1.1rem 1.5rem 3rem; min-width: 0; }
main > * + * { margin-top: 1rem; }
.findings, .drift { list-style: none; }
.findings li, .drift li { padding: 0.35rem 0.8rem; margin-top: 0.35rem; border-left: 3px solid var(--edge);
  background: var(--faint); border-radius: 0 5px 5px 0; font-size: 0.92rem; overflow-wrap: anywhere; }
.findings .error { border-color: var(--removed); background: var(--removed-back); }
.findings .warning, .drift li { border-color: var(--changed); background: var(--changed-back); }
.findings b { margin-right: 0.3em; }
#database p { font-size: 0.95rem; overflow-wrap: anywhere; }
#database b { font-weight: 600; margin-right: 0.3em; }
article, #schema { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
article { padding: 1.1rem 1.3rem 1.3rem; }
.scripted article { display: none; }
.scripted article.shown { display: block; }
/* An address with a revision shows it, and the page stays at its top. */
.scripted article { scroll-margin-top: 1000rem; }
html:not(.scripted) article + article { margin-top: 1rem; }
article > * + * { margin-top: 0.9rem; }
.message { white-space: pre-line; max-width: 48rem; }
article dl { display: flex; flex-wrap: wrap; gap: 0.3rem 1.6rem; font-size: 0.92rem; }
article dl div { display: flex; gap: 0.5em; }
article dt { color: var(--quiet); }
article dd { overflow-wrap: anywhere; min-width: 0; }
article dl.tables { display: block; } .tables dt { flex: 0 0 10rem; overflow-wrap: anywhere; }
.tables div { padding: 0.2rem 0; border-top: 1px solid var(--line); } .tables b { font-weight: 600; }
html:not(.scripted) noscript { display: block; }
.nothing { color: var(--quiet); font-size: 0.92rem; }
.sql { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1.1rem 1.3rem; }
.sql section { min-width: 0; }
pre { margin: 0; padding: 0.7rem 0.9rem; max-height: 32rem; overflow: auto; line-height: 1.5; tab-size: 4;
  background: var(--page); border: 1px solid var(--line); border-radius: 6px; }
pre .word { color: var(--accent); } pre .text { color: var(--added); } pre .remark { color: var(--quiet); }

/* The diagram. */
.controls { display: flex; align-items: center; gap: 0.7rem; padding: 0.7rem 1rem; }
.controls.small { flex-wrap: wrap; gap: 0.4rem 1.2rem; padding: 0.5rem 1rem; font-size: 0.83rem; color: var(--quiet); }
.controls button { font: inherit; color: inherit; min-width: 1.9rem; height: 1.9rem; padding: 0 0.5rem;
  background: var(--page); border: 1px solid var(--line); border-radius: 6px; cursor: pointer; line-height: 1; }
.controls button:hover { background: var(--faint); }
.controls button:disabled { opacity: 0.45; cursor: default; }
.small button { height: 1.6rem; min-width: 1.7rem; }
.zoom button { border-radius: 0; margin-left: -1px; }
.zoom button:first-child { border-radius: 6px 0 0 6px; } .zoom button:last-child { border-radius: 0 6px 6px 0; }
#slider { flex: 1 1 10rem; min-width: 6rem; accent-color: var(--accent); }
#place { flex: 0 1 26rem; min-width: 8rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  font-size: 0.9rem; font-variant-numeric: tabular-nums; }
#changes { flex: 1 1 12rem; color: var(--ink); }
.legend span { padding: 0 0.4em; border-radius: 4px; white-space: nowrap; }
.controls label { display: flex; align-items: center; gap: 0.35em; cursor: pointer; }
.controls label input { margin: 0; accent-color: var(--accent); }
.added { color: var(--added); background: var(--added-back); }
.removed { color: var(--removed); background: var(--removed-back); }
.changed { color: var(--changed); background: var(--changed-back); }
#diagram { height: clamp(16rem, 52vh, 46rem); overflow: auto; background: var(--page);
  border: 1px solid var(--line); border-width: 1px 0; }
#diagram { cursor: grab; } .entity { cursor: default; }
#sheet { position: relative; transform-origin: 0 0; }
#sheet > svg { position: absolute; left: 0; top: 0; overflow: visible; }
#sheet path { fill: none; stroke: var(--edge); stroke-width: 1.5; }
#sheet path.added { stroke: var(--added); stroke-width: 2; }
#sheet path.removed { stroke: var(--removed); stroke-dasharray: 5 4; }
#sheet path.lit { stroke: var(--accent); stroke-width: 2.5; }
.empty { padding: 2.5rem; color: var(--quiet); text-align: center; }
.entity { position: absolute; left: 0; top: 0; overflow: hidden; contain: strict; content-visibility: auto;
  background: var(--card); color: var(--ink); border: 1px solid var(--edge); border-radius: 7px; }
.entity table { table-layout: fixed; width: 100%; border-collapse: separate; border-spacing: 0;
  font: 12px/1 var(--mono); }
.entity th, .entity td { height: 22px; padding: 0 10px 0 0; font-weight: 400; text-align: left; white-space: nowrap;
  overflow: hidden; text-overflow: ellipsis; }
.entity thead th { height: 30px; padding: 0 10px; font: 600 13px/1 var(--mono); background: var(--faint);
  border-bottom: 1px solid var(--line); }
.entity .sign { width: 22px; padding: 0; text-align: center; }
.entity .keys { width: 38px; padding: 0; color: var(--quiet); font-size: 10px; letter-spacing: 0.02em; }
.entity .type { color: var(--quiet); text-align: right; font-size: 11px; }
.entity .key th[scope=row] { font-weight: 600; }
.entity .extra td { height: 18px; font-size: 10.5px; color: var(--quiet); padding-left: 22px; }
.entity tr.added > *, .entity tr.removed > *, .entity tr.changed > * { color: inherit; }
.entity tr.added, .entity.added thead th { color: var(--added); background: var(--added-back); }
.entity tr.removed, .entity.removed thead th { color: var(--removed); background: var(--removed-back); }
.entity tr.removed th, .entity tr.removed .type, .entity.removed thead th { text-decoration: line-through; }
.entity tr.changed, .entity.changed thead th { color: var(--changed); background: var(--changed-back); }
.entity.added { border-color: var(--added); box-shadow: 0 0 0 1px var(--added); }
.entity.changed { border-color: var(--changed); box-shadow: 0 0 0 1px var(--changed); }
.entity.removed { border: 1px dashed var(--removed); }
.entity.view { border-radius: 16px; }
.entity .drift td { color: var(--changed); font-weight: 600; }

@media (min-width: 60rem) {
  body { display: grid; grid-template-columns: clamp(18rem, 30vw, 26rem) minmax(0, 1fr); align-items: start; }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; }
  nav header { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom: 1px solid var(--line); }
  .graph { padding-top: 0.5rem; } .graph svg { top: 0.5rem; }
}
@media (max-width: 59.99rem) {
  nav { border-right: 0; border-bottom: 1px solid var(--line); }
  .scripted nav .graph { max-height: 40vh; overflow-y: auto; }
  main { padding: 1rem; }
  #place { display: none; }
}
@media print {
  body { display: block; } nav { height: auto; overflow: visible; }
  .scripted article { display: block; break-inside: avoid; margin-top: 1rem; } .controls, #filter { display: none; }
  pre, #diagram { max-height: none; height: auto; overflow: visible; white-space: pre-wrap; }
}
)css";

}  // namespace aludel::inline v0_1::cli
