#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Prints a history without its written downgrades: irreversible.py FILE. The difference in compile time is the cost of
proving them."""
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
# A revision ends with `;` at the end of a line, and its downgrade is its last call, apart from acknowledgements.
for head, body, tail in re.findall(r"(inline constexpr auto r_)(.*?)(;\n(?=\n|inline|#define|}))", text, re.DOTALL):
    start = body.find(".downgrade(")
    if start < 0:
        continue
    depth, i, quoted = 0, start + len(".downgrade"), False
    while True:
        raw = re.match(r'R"(\w*)\(', body[i:])
        if raw:
            i = body.index(f'){raw[1]}"', i) + len(raw[1]) + 2
            continue
        if body[i] == '"':
            i += 1
            while body[i] != '"':
                i += 2 if body[i] == "\\" else 1
        depth += {"(": 1, ")": -1}.get(body[i], 0)
        i += 1
        if depth == 0:
            break
    text = text.replace(head + body + tail, head + body[:start] + '.irreversible("measured")' + body[i:] + tail)
print(text)
