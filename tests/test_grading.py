"""Grading a file: what holds when it is stopped before its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from running import write_jsonl

from codesimpleqa_tasks import grading
from codesimpleqa_tasks.judging import Candidate, Grade, Judgement, JudgeSpecification


class EndingJudge:
    """Grades everything CORRECT, and notes when its judging has come to an end."""

    specification = JudgeSpecification("ending", "scripted", "", {}, Path("ending.yaml"))
    ended = False

    def preflight(self) -> None:
        """Nothing to try."""

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        try:
            for _ in candidates:
                yield Judgement(Grade.CORRECT, "A")
        finally:
            self.ended = True


def test_a_judge_comes_to_its_end_however_grading_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat judge stores there what has arrived: Ctrl-C while rows are written must not cost a judgement."""
    write_jsonl(tmp_path / "in.jsonl", [{"question": "q", "answer": "a", "response": "r"}] * 3)

    def stopped(row: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(grading, "dumped", stopped)
    judge = EndingJudge()
    with pytest.raises(KeyboardInterrupt) as caught:  # whoever holds the error holds all that was under way
        grading.grade_file(tmp_path / "in.jsonl", tmp_path / "out.jsonl", judge)
    assert judge.ended, caught
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
