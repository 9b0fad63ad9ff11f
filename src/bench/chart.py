#!/usr/bin/env python3
"""Draws the tables of a benchmark as bars: chart.py < results.md > chart.svg

Reads Markdown tables whose first columns are the program and its wall seconds, "median (least..most)", each below a heading
"### scenario (...)", and draws a group of bars for each, the shortest first. Needs nothing but Python.
"""
import html
import re
import sys

WIDTH, LABEL, ROW, GAP = 760, 150, 24, 44
OURS, OTHERS, WHISKER = "#0b7285", "#adb5bd", "#343a40"


def scenarios(lines):
    """[(title, [(program, median, least, most, cpu, memory)])] of the tables."""
    found = []
    for line in lines:
        if line.startswith("### "):
            found.append((line[4:].strip(), []))
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        numbers = re.match(r"([0-9.]+)(?: \(([0-9.]+)\.\.([0-9.]+)\))?$", cells[1]) if len(cells) > 3 else None
        if found and numbers:
            median = float(numbers[1])
            found[-1][1].append(
                (cells[0], median, float(numbers[2] or median), float(numbers[3] or median), cells[2], cells[3])
            )
    return [(title, sorted(rows, key=lambda row: row[1])) for title, rows in found if rows]


def text(x, y, content, anchor="start", weight="normal", size=13):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" font-size="{size}">'
        f"{html.escape(content)}</text>"
    )


def bar(row, y, scale):
    program, median, least, most, cpu, memory = row
    middle = y + ROW / 2 - 2
    figures = f"{median:g} s · CPU {cpu.split(' ')[0]} s · {memory.split(' ')[0]} MB"
    return [
        text(LABEL - 8, y + 15, program, "end", "bold" if program.startswith("ours") else "normal"),
        f'<rect x="{LABEL}" y="{y}" width="{median * scale:.1f}" height="{ROW - 5}" rx="2"'
        f' fill="{OURS if program.startswith("ours") else OTHERS}"/>',
        f'<line x1="{LABEL + least * scale:.1f}" x2="{LABEL + most * scale:.1f}" y1="{middle:.1f}" y2="{middle:.1f}"'
        f' stroke="{WHISKER}" stroke-width="1.5"/>',
        text(LABEL + most * scale + 8, y + 15, figures, size=12),
    ]


def draw(found):
    parts, y = [], 10
    for title, rows in found:
        y += 20
        parts.append(text(10, y, title, weight="bold", size=14))
        y += 10
        scale = (WIDTH - LABEL - 210) / max(row[3] for row in rows)
        for row in rows:
            parts += bar(row, y, scale)
            y += ROW
        y += GAP - 30
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}"'
        ' font-family="system-ui, sans-serif" fill="#212529">'
    )
    return "\n".join([head, f'<rect width="{WIDTH}" height="{y}" fill="#ffffff"/>', *parts, "</svg>"])


if __name__ == "__main__":
    tables = scenarios(sys.stdin)
    if not tables:
        sys.exit("chart.py: there is no table of results on standard input")
    print(draw(tables))
