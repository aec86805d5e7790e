"""The score table that every command prints."""

from __future__ import annotations

from codesimpleqa_tasks.cli.score_table import score_table
from codesimpleqa_tasks.scoring import Tally, summary

SUMMARY = summary(Tally.of([["CORRECT"], ["INCORRECT"], ["UNGRADED"]]), ungraded_tolerance=0.5)


def test_a_name_cannot_drive_the_terminal() -> None:
    shown = score_table({"model\x1b[2J\u202e": SUMMARY})
    assert shown.count("model[U+001B][2J[U+202E]") == 2  # in the table, and below it for its UNGRADED answers


def test_columns_of_chinese_names_stand_below_each_other() -> None:
    lines = score_table({"模型": SUMMARY, "mo": SUMMARY}).splitlines()
    chinese, other = lines[2], lines[3]
    assert chinese.removeprefix("模型") == other.removeprefix("mo  ")
