"""leaderboard: the paper's table, ranks that do not pretend, published rows marked, one set of numbers."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from graded_runs import C, N, U, X, each, write_graded, write_run
from running import assert_clear_error, codesimpleqa

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.report.leaderboard import Leaderboard, leaderboard, leaderboard_frame
from codesimpleqa_tasks.report.leaderboard_text import FORMATS
from codesimpleqa_tasks.report.published import read_published
from codesimpleqa_tasks.report.runs import read_runs

PUBLISHED = """\
source: somewhere, table 2
unit: percent
questions: {en: 782, zh: 716}
rows:
  - model: Their_Model & Co
    en: {correct: 40.0, incorrect: 50.0, not_attempted: 10.0, correct_given_attempted: 44.4, f_score: 42.1}
    zh: {correct: 38.0, incorrect: 55.0, not_attempted: 7.0, correct_given_attempted: 40.9, f_score: 39.4}
"""


def grades(correct: int, of: int = 400) -> dict[str, list[list[str]]]:
    return {language: [[C]] * correct + [[X]] * (of - correct) for language in ("en", "zh")}


def board_of(tmp_path: Path, published: str | None = None) -> Leaderboard:
    """Best 70 %, two in between that cannot be told apart, worst 20 %."""
    for model, correct in (("m/Best", 280), ("m/Middle|A", 160), ("m/Middle_B", 158), ("m/Worst", 80)):
        write_run(tmp_path / "runs", grades(correct), model=model)
    rows = []
    if published is not None:
        (tmp_path / "published.yaml").write_text(published, encoding="utf-8")
        rows = read_published(tmp_path / "published.yaml")
    return leaderboard(read_runs([tmp_path / "runs"]), rows)


def test_rows_whose_intervals_overlap_share_a_rank(tmp_path: Path) -> None:
    assert [(row.name, row.rank) for row in board_of(tmp_path).rows] == [
        ("Best", 1),
        ("Middle|A", 2),
        ("Middle_B", 2),
        ("Worst", 4),
    ]


def test_one_run_on_few_questions_does_not_tie_all_the_others(tmp_path: Path) -> None:
    board_of(tmp_path)
    write_graded(tmp_path / "few.jsonl", {"en": [[C], [X]], "zh": [[C], [X]]})
    rows = leaderboard(read_runs([tmp_path / "runs", tmp_path / "few.jsonl"])).rows
    assert {row.name: row.rank for row in rows if row.name != "few"} == {
        "Best": 1,
        "Middle|A": 2,
        "Middle_B": 2,
        "Worst": 4,
    }


def test_published_rows_stand_by_their_f_score_without_a_rank(tmp_path: Path) -> None:
    rows = board_of(tmp_path, PUBLISHED).rows
    assert [row.name for row in rows] == ["Best", "Their_Model & Co", "Middle|A", "Middle_B", "Worst"]
    assert (rows[1].rank, rows[1].source) == (None, "somewhere, table 2")
    assert rows[1].cells["all"].figures.correct == pytest.approx((0.40 * 782 + 0.38 * 716) / 1498)


def test_variants_are_rows_of_their_own(tmp_path: Path) -> None:
    write_run(tmp_path, each("en", [C, X]))
    write_run(tmp_path, each("en", [C, C]), variant="thinking", stamp="2026-03-02T10-00-00.000001")
    rows = leaderboard(read_runs([tmp_path])).rows
    assert [row.name for row in rows] == ["Model-7B (thinking)", "Model-7B (chat)"]


def test_ungraded_runs_have_no_figures_no_rank_and_a_note(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C, X]), model="m/Whole")
    write_run(tmp_path / "b", each("en", [C, U]), model="m/Broken")
    board = leaderboard(read_runs([tmp_path / "a", tmp_path / "b"]))
    assert [(row.name, row.rank) for row in board.rows] == [("Whole", 1), ("Broken", None)]
    assert any("Broken, en, chat: UNGRADED: 1 of 2 answers; no figures" in note for note in board.notes)
    assert codesimpleqa("leaderboard", "a", "b", folder=tmp_path).returncode == 3


def test_rows_made_differently_are_told_below_the_table(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C, X]), model="m/One")
    write_run(tmp_path / "b", each("en", [C, N]), model="m/Two", hashes={"judge": "9" * 64})
    notes = leaderboard(read_runs([tmp_path / "a", tmp_path / "b"])).notes
    assert "Not the same in all. judge: rule, aaaaaaaa (One); rule, 99999999 (Two)" in notes


def test_what_produced_the_rows_is_said_below_the_table_and_in_every_row_of_the_csv(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C, X]), packages={"codesimpleqa-tasks": "0.1.0"})
    board = leaderboard(read_runs([tmp_path / "a"]))
    made = "questions official, dddddddd; judge rule, aaaaaaaa; prompts 1, eeeeeeee; codesimpleqa-tasks 0.1.0"
    assert board.notes[0] == f"Made with: {made}."
    (row,) = csv.DictReader(io.StringIO(FORMATS["csv"](board)))
    assert (row["questions"], row["judge"]) == ("official, dddddddd", "rule, aaaaaaaa")


def test_grades_of_the_builtin_judge_are_not_set_beside_published_ones_without_a_word(tmp_path: Path) -> None:
    assert any("not comparable with published ones" in note for note in board_of(tmp_path, PUBLISHED).notes)


def test_what_grade_did_not_record_is_said(tmp_path: Path) -> None:
    graded = write_graded(tmp_path / "graded.jsonl", each("en", [C, X]))
    assert "Not recorded: questions, judge, prompts, codesimpleqa-tasks." in leaderboard(read_runs([graded])).notes


def test_every_format_has_the_same_figures(tmp_path: Path) -> None:
    board = board_of(tmp_path, PUBLISHED)
    texts = {name: write(board) for name, write in FORMATS.items()}
    frame = leaderboard_frame(board)
    for _, row in frame.iterrows():
        figures = [f"{100 * row[f'{lang}_{name}']:.1f}" for lang in ("en", "zh") for name in ("correct", "f_score")]
        for name in ("terminal", "markdown", "latex", "html"):
            assert all(figure in texts[name] for figure in figures), name
    again = list(csv.DictReader(io.StringIO(texts["csv"])))
    assert [float(row["en_f_score"]) for row in again] == frame["en_f_score"].tolist()
    assert [row["rank"] for row in again] == ["1", "", "2", "2", "4"]
    assert [row["measured_here"] for row in again] == ["True", "False", "True", "True", "True"]


def test_markdown_cells_cannot_break_the_table(tmp_path: Path) -> None:
    table = [line for line in FORMATS["markdown"](board_of(tmp_path, PUBLISHED)).splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in table} == {14}
    assert any(r"Middle\|A" in line for line in table)


def test_latex_has_balanced_columns_and_escapes_names(tmp_path: Path) -> None:
    text = FORMATS["latex"](board_of(tmp_path, PUBLISHED))
    body = text.partition(r"\midrule")[2].partition(r"\bottomrule")[0].strip().splitlines()
    assert {line.replace(r"\&", "").count("&") for line in body} == {12}
    assert r"Their\_Model \& Co" in text and r"Middle\_B" in text and r"$^\dagger$" in text


class _Cells(HTMLParser):
    """Counts cells by row and remembers every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append(0)
        elif tag in ("td", "th"):
            self.rows[-1] += int(dict(attrs).get("colspan") or 1)


def test_html_is_a_table_in_which_names_are_text(tmp_path: Path) -> None:
    write_run(tmp_path, grades(5, 9), model="<script>alert(1)</script><b>")
    text = FORMATS["html"](leaderboard(read_runs([tmp_path])))
    cells = _Cells()
    cells.feed(text)
    assert cells.rows == [13, 13, 13]
    assert not {"script", "b"} & cells.tags
    assert "&lt;b&gt;" in text and "http" not in text.replace("http-equiv", "")


def test_tables_fit_a_terminal_with_chinese_names_and_hostile_ones(tmp_path: Path) -> None:
    from wcwidth import wcswidth

    write_run(tmp_path / "a", grades(5, 9), model="很长的中文模型名称" * 5)
    write_run(tmp_path / "b", grades(4, 9), model="red\x1b[31m\x07")
    printed = codesimpleqa("leaderboard", "a", "b", folder=tmp_path, environment={"COLUMNS": "80"}).stdout
    assert "\x1b" not in printed and "\x07" not in printed
    assert max(wcswidth(line) for line in printed.splitlines()) <= 80


@pytest.mark.parametrize(
    ("name", "start"), [("t.md", "| Rank"), ("t.csv", "rank,"), ("t.tex", "% needs"), ("t.html", "<!DOC")]
)
def test_the_ending_of_the_file_chooses_the_format(tmp_path: Path, name: str, start: str) -> None:
    write_run(tmp_path / "a", each("zh", [C, X]))
    finished = codesimpleqa("leaderboard", "a", "-o", name, folder=tmp_path)
    assert finished.returncode == 0, finished.stderr
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (("source: somewhere, table 2\n", ""), ('"source" is missing',)),
        (("unit: percent", "unit: permille"), ("'permille'", "percent or share")),
        (("correct: 40.0", "correct: 60.0"), ("row 1 (Their_Model & Co), en", "add up to 120, not 100")),
        (("f_score: 42.1", "f_score: 24.1"), ("f_score is 24.1", "42.1", "typo")),
        (("f_score: 42.1", "f: 42.1"), ("needs exactly these figures",)),
        (("correct: 40.0", "correct: forty"), ("correct is 'forty'",)),
        (("  - model: Their_Model & Co\n    en", "  - en"), ('"model" is missing',)),
        (("    zh:", "    de:"), ("unknown key 'de'",)),
        (("rows:", "rows: ["), ("not valid YAML",)),
        (("questions: {en: 782, zh: 716}", "questions: 1498"), ('"questions" is 1498',)),
    ],
)
def test_published_figures_that_cannot_be_right_are_refused(
    tmp_path: Path, change: tuple[str, str], parts: tuple[str, ...]
) -> None:
    path = tmp_path / "published.yaml"
    path.write_text(PUBLISHED.replace(*change, 1), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_published(path)
    for part in (str(path), *parts):
        assert part in str(raised.value)


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C]))
    assert_clear_error(codesimpleqa("leaderboard", "a", "-o", "t.xyz", folder=tmp_path), "t.xyz", "--format")
