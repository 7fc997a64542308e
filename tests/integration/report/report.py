#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Clicks through a report in a headless Chromium.

    report.py TOOL DIRECTORY

TOOL is the tool of history.hpp; the page and the database are made in DIRECTORY. The exit code is 77, which means
skipped, where Chromium or its driver is not installed.
"""
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse
from pathlib import Path

sys.dont_write_bytecode = True
from webdriver import Browser, programs  # noqa: E402

LEFT, RIGHT, DOWN, END = "\ue012", "\ue014", "\ue015", "\ue010"
TABLES = """return Object.fromEntries([...document.querySelectorAll(".entity:not(.removed):not(.view)")].map(
    box => [box.dataset.table, [...box.querySelectorAll("tr[data-column]:not(.removed)")].map(row =>
        [row.dataset.column, row.querySelector(".type").textContent])]))"""


def check(condition, *what):
    if not condition:
        raise AssertionError(" ".join(map(str, what)))


def same(seen, expected, what):
    check(seen == expected, f"{what}: {seen!r} instead of {expected!r}")


class Report:
    def __init__(self, tool, folder):
        self.tool, self.folder = tool, folder
        self.order = [each["revision"] for each in self.json("history") if not each.get("shortcut")][::-1]
        self.page = folder / "report.html"

    def run(self, *arguments):
        return subprocess.run([self.tool, "-d", "sqlite:///library.db", *arguments], cwd=self.folder, check=True,
                              capture_output=True, text=True).stdout

    def json(self, *arguments):
        return json.loads(self.run(*arguments, "--json"))

    def url(self, revision=""):
        return self.page.as_uri() + (f"#r-{revision}" if revision else "")

    def tables_at(self, revision):
        return {each["table"]: [[column["column"], column["type"] + ("?" if column["nullable"] else "")]
                                for column in each["columns"]]
                for each in self.json("schema", revision) if "table" in each and "columns" in each}


def at(browser, position):
    browser.until("document.getElementById('schema').dataset.position === arguments[0]", str(position))


def slider_shows_schemas(report, browser):
    """Key by key, from the first revision to the last: just the tables and columns of the schema there."""
    browser.run("document.getElementById('slider').value = 0;"
                "document.getElementById('slider').dispatchEvent(new Event('input'))")
    at(browser, 0)
    same(browser.run(TABLES), {}, "tables at base")
    for position, revision in enumerate(report.order, 1):
        browser.type("#slider", RIGHT)
        at(browser, position)
        same(browser.run(TABLES), report.tables_at(revision), "tables at " + revision)
        faults = browser.run("""
            const boxes = [...document.querySelectorAll(".entity")], faults = [];
            const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            for (const box of boxes) {
                const place = box.getBoundingClientRect(), table = box.firstChild;
                if (table.offsetHeight > box.clientHeight || box.clientHeight > table.offsetHeight + 2)
                    faults.push(box.dataset.table + " is not as high as its rows");
                for (const text of table.querySelectorAll("th, td"))
                    if (text.scrollWidth > text.clientWidth) faults.push(text.textContent + " is cut");
                for (const other of boxes)
                    if (other !== box && overlap(place, other.getBoundingClientRect()))
                        faults.push(box.dataset.table + " lies on " + other.dataset.table);
            }
            return faults""")
        same(faults, [], "faults of the layout at " + revision)
    browser.type("#slider", RIGHT)
    at(browser, len(report.order) + 1)
    same(browser.run(TABLES), report.tables_at("heads"), "tables at all heads")
    browser.run("document.activeElement.blur()")
    browser.type("body", LEFT)
    at(browser, len(report.order))


def changes_are_highlighted(report, browser):
    def states(selector, name):
        return browser.run("""return Object.fromEntries([...document.querySelectorAll(arguments[0])].map(
            each => [each.dataset[arguments[1]], ["added", "removed", "changed"].find(s => each.classList.contains(s)) ?? ""]))""",
                           selector, name)

    browser.open(report.url("9b115e"))
    at(browser, 1 + report.order.index("9b115e"))
    same(states(".entity", "table"), {"authors": "", "books": "changed", "publishers": "added"}, "states")
    same(states(".entity[data-table=books] tr[data-column]", "column")["publisher_id"], "added", "publisher_id")
    same(browser.run("return document.querySelectorAll('#sheet path.added').length"), 1, "new foreign keys")
    browser.open(report.url("511e5"))
    at(browser, 1 + report.order.index("511e5"))
    same(states(".entity[data-table=authors] tr[data-column]", "column")["born"], "removed", "born")
    same(states(".entity[data-table=books] tr[data-column]", "column")["isbn"], "changed", "isbn")
    same(browser.run("return document.querySelector('.entity[data-table=houses] thead').textContent"),
         "~ publishers → houses", "a renamed table")
    browser.run("""for (let i = 0; i < 8; ++i) document.getElementById("larger").click();
                   document.querySelector("#diagram").scrollTo(0, 0); history.replaceState(null, "", "#base");""")
    browser.open(report.url("511e5"))
    browser.until("""[...document.querySelectorAll("tr.changed")].every(each => {
        const row = each.getBoundingClientRect(), room = document.querySelector("#diagram").getBoundingClientRect();
        return row.top >= room.top && row.bottom <= room.bottom; })""")
    browser.click("#only-changes")
    browser.until("document.querySelector('.entity[data-table=fines]') === null")
    check(browser.run("return document.querySelector('.entity[data-table=loans]') !== null"), "neighbours are shown")
    browser.click("#only-changes")


def revisions_show_all(report, browser):
    """A click on each revision, squashes too: its own SQL, its findings, and nothing else."""
    findings = {}
    for each in report.json("lint")["findings"]:
        findings.setdefault(each["revision"], []).append(each["message"])
    check(findings, "there are warnings to show")
    for revision in [*report.order, "5459a"]:
        browser.click(f'nav a[href="#r-{revision}"]')
        shown = browser.run("""return [...document.querySelectorAll("article")].filter(each => each.offsetParent)
            .map(each => ({id: each.id, title: each.querySelector("h2").innerText,
                           sql: [...each.querySelectorAll("pre")].map(each => each.textContent),
                           text: each.innerText, here: document.querySelector("[aria-current]").hash}))""")
        same([each["id"] for each in shown], ["r-" + revision], "articles")
        same(shown[0]["here"], "#r-" + revision, "the row that is marked")
        about = report.json("show", revision)[0]
        same(shown[0]["title"], about["message"].split("\n")[0], "title")
        ways = [about["upgrade"]["sql"], about.get("downgrade", {"sql": []})["sql"]]
        same(shown[0]["sql"], ["\n\n".join(sql + ";" for sql in way) for way in ways if way], "SQL of " + revision)
        for text in findings.get(revision, []) + [each["reason"] for each in about["acknowledgements"]]:
            check(text.replace("`", "") in shown[0]["text"], revision, "lacks the finding", text)
        if about["irreversible"]:
            check(about["irreversible"] in shown[0]["text"], revision, "does not say why it is irreversible")


def database_is_shown(report, browser):
    text = browser.run("return document.getElementById('database').innerText")
    check("is at f19e5" in text and "6 revisions to apply" in text, text)
    for each in report.folder.glob("drift.txt"):
        for line in each.read_text().splitlines():
            check(line in text, "lacks", line)
    check("shelf" in text, text)
    same(browser.run("return [...document.querySelectorAll('nav .here')].map(each => each.closest('a').hash)"), ["#r-f19e5"], "marks")
    same(browser.run("return document.querySelectorAll('nav circle.applied').length"), 3, "applied revisions")
    browser.click("#database a")
    at(browser, 1 + report.order.index("f19e5"))
    same(browser.run("return [...document.querySelectorAll('.entity')].filter(each => each.querySelector('.drift')).map("
                     "each => each.dataset.table)"), ["books"], "tables that differ")


def keys_and_filter(report, browser):
    browser.click('nav a[href="#r-b00c5"]')
    browser.type('nav a[href="#r-b00c5"]', DOWN)
    at(browser, 0)
    browser.type("#slider", END)
    at(browser, len(report.order) + 1)
    for text, found in (("LENDING", ["4e46e"]), ("c1e", ["c1ea9"]), ("publishers", ["511e5", "5459a", "9b115e"]), ("nothing", [])):
        browser.run("document.getElementById('filter').value = ''")
        browser.type("#filter", text)
        same(browser.run("return [...document.querySelectorAll('nav li')].filter(each => each.offsetParent).map("
                         "each => each.firstChild.hash)"), ["#r-" + each for each in found], "filtered by " + text)


def is_legible(browser):
    """The contrast of texts with what is behind them, as WCAG 2 computes it."""
    for scheme in ("light", "dark"):
        browser.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        faults = browser.run("""
            const numbers = color => color.match(/[\\d.]+/g).map(Number);
            const light = color => numbers(color).slice(0, 3).map(each => each / 255)
                .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
                .reduce((sum, each, i) => sum + each * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = each => { while (each && numbers(getComputedStyle(each).backgroundColor)[3] === 0) each = each.parentElement;
                                     return light(getComputedStyle(each ?? document.body).backgroundColor); };
            const faults = [];
            for (const each of document.querySelectorAll("body *")) {
                if (!each.offsetParent || ![...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
                if (each.disabled) continue;
                const [low, high] = [light(getComputedStyle(each).color), behind(each)].sort((a, b) => a - b);
                if ((high + 0.05) / (low + 0.05) < 4.5) faults.push(each.tagName + " " + each.className + " " + each.textContent);
            }
            return [faults, behind(document.body)]""")
        same(faults[0], [], "too little contrast when it is " + scheme)
        check((faults[1] > 0.5) == (scheme == "light"), "it is not", scheme)


def has_names(browser):
    nodes = browser.devtools("Accessibility.getFullAXTree")["nodes"]
    roles = ("button", "slider", "searchbox", "checkbox", "link", "navigation", "region", "article", "table", "heading")
    nameless = [node["nodeId"] for node in nodes if not node["ignored"] and node["role"]["value"] in roles and
                not node.get("name", {}).get("value")]
    same(nameless, [], "elements without a name")


def is_alone(report, browser):
    """No errors, and nothing is loaded but the page itself."""
    same([each["message"] for each in browser.logs("browser")], [], "messages on the console")
    asked = [json.loads(each["message"])["message"] for each in browser.logs("performance")]
    urls = {each["params"]["request"]["url"] for each in asked if each["method"] == "Network.requestWillBeSent"}
    urls = {urllib.parse.urldefrag(url).url for url in urls if not url.startswith(("data:", "chrome:"))}  # of an empty tab
    same(urls, {report.url()}, "requests")
    check(not re.search(r"https?:|@import|url\(", report.page.read_text("utf-8")), "the page names other pages")


def without_scripts(report, folder):
    with Browser(folder, scripts=False) as browser:
        browser.open(report.url())
        tree = browser.devtools("Accessibility.getFullAXTree")["nodes"]
        text = "\n".join(str(node.get("name", {}).get("value", "")) for node in tree if not node["ignored"])
        check("To apply" not in text)
        for revision in report.order:
            check(revision in text, "without scripts", revision, "is missing")
        check('CREATE TABLE "members"' in text, "without scripts there is no SQL")
        check("full_name" in text and "Filter revisions" not in text, "without scripts there is more, or less")


def main():
    tool, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    missing = [name for name, found in zip(("chromedriver", "chromium"), programs()) if found is None]
    if missing:
        print("skipped: not installed:", *missing, "(Debian: chromium, chromium-driver)")
        return 77
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = Report(tool, folder)
    report.run("-q", "upgrade", "f19e5")
    with sqlite3.connect(folder / "library.db") as database:
        database.execute("ALTER TABLE books ADD COLUMN shelf TEXT")
    database.close()
    report.run("report", "-o", "report.html")
    with Browser(folder / "browser") as browser:
        browser.open(report.url())
        at(browser, 1 + report.order.index("f19e5"))  # where the database is
        same(browser.run("return document.title"), "The library's </title> & \"more\": migrations", "title")
        database_is_shown(report, browser)
        slider_shows_schemas(report, browser)
        changes_are_highlighted(report, browser)
        is_legible(browser)
        revisions_show_all(report, browser)
        has_names(browser)
        keys_and_filter(report, browser)
        is_alone(report, browser)
    without_scripts(report, folder / "browser2")
    print("The report is as it should be.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
