"""A cascade keeps what its first judge is certain of and asks the next one for the rest."""

from __future__ import annotations

import logging
from itertools import islice, repeat
from pathlib import Path

import pytest
from chat_judging import letter_of
from scripted_judges import GRADES, SeatedJudge, answered, seat
from scripted_server import ScriptedServer, says

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import Candidate, Grade, JudgeSpecification, load_judge
from codesimpleqa_tasks.judging.cascade import CascadeJudge
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.settings import Settings


def cascade(monkeypatch: pytest.MonkeyPatch, lead: int = 1, certainty: float = 0.9) -> CascadeJudge:
    seat(monkeypatch, "cascade", [SeatedJudge(0), SeatedJudge(1, lead)])
    settings = {"first": "a", "then": "b", "certainty": certainty}
    return CascadeJudge(JudgeSpecification("two", "cascade", "", settings, Path("two.yaml")), Settings())


@pytest.mark.parametrize(
    ("opinions", "grade", "reply"),
    [
        ("CI", "C", "judge0: says C"),  # certain
        ("cI", "I", "judge1: says I"),  # not certain
        ("ci", "I", "judge1: says i"),  # the last one need not be
        ("UN", "N", "judge1: says N"),  # the first one cannot grade
        ("cU", "U", "judge1: says U"),  # the doubtful grade does not come back
    ],
)
def test_who_grades(monkeypatch: pytest.MonkeyPatch, opinions: str, grade: str, reply: str) -> None:
    (judgement,) = cascade(monkeypatch).judge(answered([opinions]))
    assert (judgement.grade, judgement.reply) == (GRADES[grade], reply)


def test_the_threshold_is_the_least_certainty_that_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    (judgement,) = cascade(monkeypatch, certainty=0.5).judge(answered(["cI"]))
    assert judgement.grade is Grade.CORRECT


def test_the_next_judge_sees_only_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = cascade(monkeypatch)
    list(judge.judge(answered(["CI", "cI", "NI"])))
    assert [member.taken for member in judge.judges if isinstance(member, SeatedJudge)] == [3, 1]


@pytest.mark.parametrize("lead", [1, 3, 1000])
def test_judgements_come_in_the_order_of_the_candidates(monkeypatch: pytest.MonkeyPatch, lead: int) -> None:
    opinions = ["CI", "cI", "nC", "NC", "iN", "CU", "cU"] * 10
    expected = [GRADES[(o[0] if o[0].isupper() else o[1]).upper()] for o in opinions]
    assert [j.grade for j in cascade(monkeypatch, lead).judge(answered(opinions))] == expected


def test_no_more_is_read_than_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = cascade(monkeypatch)
    assert len(list(islice(judge.judge(answered(repeat("CI"))), 5000))) == 5000
    assert isinstance(judge.judges[0], SeatedJudge)
    assert judge.judges[0].taken < 10_000


def test_what_each_judge_did_is_counted_and_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    judge = cascade(monkeypatch)
    with caplog.at_level(logging.WARNING, "codesimpleqa"):
        list(judge.judge(answered(["CI", "CI", "cI", "cU"])))
    assert judge.details() == {"graded_by": {"judge0": 2, "judge1": 1, "UNGRADED": 1}}
    assert "Cascade two graded 4 answers (judge0: 2, judge1: 1, UNGRADED: 1)." in caplog.text


def test_the_built_in_judge_saves_requests_of_a_chat_judge(tmp_path: Path) -> None:
    with ScriptedServer(lambda item, nth: says(letter_of(item))) as server:
        (tmp_path / "chat.yaml").write_text(f"kind: chat\nmodel: m\nbase_url: {server.base_url}\n")
        (tmp_path / "cascade.yaml").write_text("kind: cascade\nthen: chat.yaml\ncertainty: 0.99\n")
        judge = load_judge(Settings(judge=str(tmp_path / "cascade.yaml"), judgement_store="off"))
        answers = ["def", "item-1", "def", "item-2"]
        grades = [j.grade for j in judge.judge(Candidate("Which?", "def", a, Language.ENGLISH) for a in answers)]
        asked = [request.item for request in server.received]
    assert grades == [Grade.CORRECT, Grade.INCORRECT, Grade.CORRECT, Grade.NOT_ATTEMPTED]
    assert sorted(filter(None, asked)) == ["item-1", "item-2"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("first: rule", 'the key "then" is missing'),
        ("then: llm\ncertainty: 2", '"certainty" is 2'),
        ("then: llm\ncertainty: high", "\"certainty\" is 'high'"),
        ("then: rule", "the same judge"),
    ],
)
def test_a_cascade_that_cannot_be_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "cascade.yaml"
    path.write_text(f"kind: cascade\n{content}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        load_judge(Settings(judge=str(path)))
