"""The leaderboard as text: for a terminal, as Markdown, CSV, LaTeX and HTML. Figures in percent, in CSV shares of 1."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report.leaderboard import Cell, Leaderboard, LeaderboardRow, leaderboard_frame
from codesimpleqa_tasks.report.summaries import ALL
from codesimpleqa_tasks.scoring import FIGURE_NAMES
from codesimpleqa_tasks.terminal import one_line, shortened, table, width, wrapped

HEADS = dict(zip(FIGURE_NAMES, ("CO", "IN", "NA", "CGA", "F")))
NONE = "–"
_LONGEST_NAME = 120
_OTHER_COLUMNS = 57
"""The width of a table for the terminal without the names."""


def as_terminal(board: Leaderboard) -> str:
    """One table for each language, and one for both together, each as wide as the terminal at most."""
    shown = (ALL, *board.languages) if len(board.languages) > 1 else board.languages
    columns = max(16, width() - _OTHER_COLUMNS)
    blocks = []
    for language in shown:
        rows = [
            [_rank(row), shortened(_marked(row, "†"), columns), *_figures(row, language), *_counts(row, language)]
            for row in board.rows
        ]
        headers = ["Rank", "Model", *HEADS.values(), "95 % of F", "n"]
        blocks.append(f"{_title(language)} (%)\n{table(headers, rows, left=2)}")
    return "\n\n".join([*blocks, "\n".join(map(wrapped, _notes(board, "†")))])


def as_markdown(board: Leaderboard) -> str:
    """A table in GitHub's Markdown, with the notes below it."""
    heads = _wide_heads(board)
    lines = [_piped(["Rank", "Model", *heads]), _piped(["---:", ":---", *["---:"] * len(heads)])]
    lines += [
        _piped([_rank(row), _escaped_markdown(_marked(row, "†")), *_wide_figures(row, board)]) for row in board.rows
    ]
    return "\n".join([*lines, "", *(f"{_escaped_markdown(note)}  " for note in _notes(board, "†"))])


def as_csv(board: Leaderboard) -> str:
    """The frame of the leaderboard as CSV: shares of 1, all digits."""
    return str(leaderboard_frame(board).to_csv(index=False, lineterminator="\n"))


def as_latex(board: Leaderboard) -> str:
    """A table for the package booktabs, with the notes below it."""
    groups = _groups(board)
    spans = " & ".join(rf"\multicolumn{{{n}}}{{c}}{{{_escaped_latex(title)}}}" for title, n in groups)
    rules, start = [], 3
    for _, number in groups:
        rules.append(rf"\cmidrule(lr){{{start}-{start + number - 1}}}")
        start += number
    heads = " & ".join(head.split(" ")[-1] for head in _wide_heads(board))
    body = [
        " & ".join([_rank(row, "--"), _escaped_latex(_marked(row, "†")), *_wide_figures(row, board, "--")]) + r" \\"
        for row in board.rows
    ]
    return "\n".join(
        [
            r"% needs \usepackage{booktabs}; figures in percent",
            rf"\begin{{tabular}}{{rl{'r' * (start - 3)}}}",
            r"\toprule",
            rf" & & {spans} \\",
            " ".join(rules),
            rf"Rank & Model & {heads} \\",
            r"\midrule",
            *body,
            r"\bottomrule",
            r"\end{tabular}",
            *(rf"\par\footnotesize {_escaped_latex(note)}" for note in _notes(board, "†")),
        ]
    )


def as_html(board: Leaderboard) -> str:
    """A page of its own with the table: no script, nothing loaded, light and dark."""
    groups = "".join(f'<th colspan="{n}" scope="colgroup">{html.escape(title)}</th>' for title, n in _groups(board))
    heads = "".join(f'<th scope="col">{html.escape(head.split(" ")[-1])}</th>' for head in _wide_heads(board))
    rows = []
    for row in board.rows:
        cells = "".join(f"<td>{figure}</td>" for figure in _wide_figures(row, board))
        kind = "" if row.source is None else ' class="published"'
        name = html.escape(_marked(row, "†"))
        rows.append(f'<tr{kind}><td>{_rank(row)}</td><th scope="row">{name}</th>{cells}</tr>')
    notes = "\n".join(f"<li>{html.escape(note)}</li>" for note in _notes(board, "†"))
    return _PAGE.format(groups=groups, heads=heads, rows="\n".join(rows), notes=notes)


FORMATS: dict[str, Callable[[Leaderboard], str]] = {
    "terminal": as_terminal,
    "markdown": as_markdown,
    "csv": as_csv,
    "latex": as_latex,
    "html": as_html,
}
SUFFIXES = {".md": "markdown", ".csv": "csv", ".tex": "latex", ".html": "html", ".htm": "html", ".txt": "terminal"}

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>CodeSimpleQA leaderboard</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.45 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 2rem; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: .3rem .6rem; text-align: right; font-variant-numeric: tabular-nums; }}
thead tr:last-child th {{ border-bottom: 1px solid; }}
thead th[colspan] {{ text-align: center; }}
tbody th, thead tr:last-child th:nth-child(2) {{ text-align: left; font-weight: normal; }}
tbody tr {{ border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }}
.published {{ font-style: italic; }}
li {{ max-width: 60rem; }}
</style>
</head>
<body>
<h1>CodeSimpleQA</h1>
<div class="wide">
<table>
<thead>
<tr><th colspan="2"></th>{groups}</tr>
<tr><th scope="col">Rank</th><th scope="col">Model</th>{heads}</tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
</div>
<ul>
{notes}
</ul>
</body>
</html>
"""


def _title(language: str) -> str:
    return "Both languages" if language == ALL else Language(language).title


def _groups(board: Leaderboard) -> list[tuple[str, int]]:
    """The groups of columns of the wide table, with the number of columns of each."""
    groups = [(_title(language), len(HEADS)) for language in board.languages]
    return [*groups, (_title(ALL), 1)] if len(board.languages) > 1 else groups


def _wide_heads(board: Leaderboard) -> list[str]:
    heads = [f"{language.upper()} {head}" for language in board.languages for head in HEADS.values()]
    return [*heads, "All F"] if len(board.languages) > 1 else heads


def _wide_figures(row: LeaderboardRow, board: Leaderboard, none: str = NONE) -> list[str]:
    figures = [figure for language in board.languages for figure in _figures(row, language, none)]
    return [*figures, _figures(row, ALL, none)[-1]] if len(board.languages) > 1 else figures


def _figures(row: LeaderboardRow, language: str, none: str = NONE) -> list[str]:
    cell = row.cells.get(language)
    return [_percent(getattr(cell.figures, name)) if cell else none for name in HEADS]


def _percent(value: float) -> str:
    return "NaN" if value != value else f"{100 * value:.1f}"


def _counts(row: LeaderboardRow, language: str) -> list[str]:
    cell: Cell | None = row.cells.get(language)
    if cell is None or cell.summary is None:
        return [NONE, NONE]
    interval = cell.summary.intervals["f_score"]
    return [f"{_percent(interval.low)}-{_percent(interval.high)}", str(cell.summary.questions)]


def _rank(row: LeaderboardRow, none: str = NONE) -> str:
    return none if row.rank is None else str(row.rank)


def _marked(row: LeaderboardRow, mark: str) -> str:
    name = one_line(row.name, _LONGEST_NAME)
    return name if row.source is None else f"{mark} {name}"


def _notes(board: Leaderboard, mark: str) -> list[str]:
    by = "all questions" if board.ranked_by == ALL else f"the {_title(board.ranked_by)} questions"
    notes = [f"In percent, by F-score over {by}. Rank: 1 + the number of rows whose 95 % interval lies wholly above."]
    sources = dict.fromkeys(row.source for row in board.rows if row.source)
    if sources:
        notes.append(f"{mark} not measured here, and not ranked: {'; '.join(one_line(s, 300) for s in sources)}.")
    return notes + [one_line(note, 1000) for note in board.notes]


def _piped(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped_markdown(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#~])", r"\\\1", text)


_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "†": r"$^\dagger$",
    "–": "--",
    "…": r"\ldots{}",
    **{character: rf"\{character}" for character in "&%$#_{}"},
}


def _escaped_latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)
