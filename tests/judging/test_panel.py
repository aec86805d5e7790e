"""A panel gives the grade that more than half of its judges give, and says how far they agree."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import islice, repeat
from pathlib import Path

import pytest
from chat_judging import letter_of
from scripted_judges import GRADES, SeatedJudge, answered, seat
from scripted_server import ScriptedServer, says

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import Candidate, Grade, JudgeSpecification, load_judge
from codesimpleqa_tasks.judging.panel import NO_MAJORITY, PanelJudge
from codesimpleqa_tasks.judging.usage import details_of
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.settings import Settings

SPECIFICATION = JudgeSpecification("three", "panel", "", {"judges": ["a", "b", "c"]}, Path("three.yaml"))


def panel(monkeypatch: pytest.MonkeyPatch, members: int = 3, lead: int = 1) -> PanelJudge:
    seat(monkeypatch, "panel", [SeatedJudge(i, lead) for i in range(members)])
    return PanelJudge(SPECIFICATION, Settings())


def seated(judge: PanelJudge) -> Sequence[SeatedJudge]:
    return [member for member in judge.judges if isinstance(member, SeatedJudge)]


@pytest.mark.parametrize(
    ("votes", "grade"),
    [
        ("CCC", "C"),
        ("CCI", "C"),
        ("INI", "I"),
        ("NNN", "N"),
        ("CIN", "U"),  # all differ
        ("CCU", "C"),  # two of three are a majority
        ("CIU", "U"),  # a tie
        ("CUU", "U"),  # one of three is none
        ("UUU", "U"),
        ("CCII", "U"),  # a tie
        ("CCCI", "C"),
        ("CCIN", "U"),  # the most votes, but not more than half
        ("CI", "U"),
        ("CC", "C"),
        ("CCIIN", "U"),
        ("CCCIN", "C"),
    ],
)
def test_more_than_half_of_the_judges_decide(monkeypatch: pytest.MonkeyPatch, votes: str, grade: str) -> None:
    (judgement,) = panel(monkeypatch, len(votes)).judge(answered([votes]))
    assert judgement.grade is GRADES[grade]
    assert judgement.reason == (NO_MAJORITY if grade == "U" else None)


def test_the_reply_says_how_every_judge_voted(monkeypatch: pytest.MonkeyPatch) -> None:
    (judgement,) = panel(monkeypatch).judge(answered(["CIC"]))
    assert judgement.reply == "judge0: CORRECT; judge1: INCORRECT; judge2: CORRECT"


def test_certainty_is_the_share_of_the_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    judgements = panel(monkeypatch).judge(answered(["CCC", "CCI", "CIN"]))
    assert [j.certainty for j in judgements] == [1.0, pytest.approx(2 / 3), None]


def test_judgements_come_in_the_order_of_the_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    order = "CINNICCIN" * 5
    judge = panel(monkeypatch, lead=4)
    assert [j.grade for j in judge.judge(answered(v * 3 for v in order))] == [GRADES[v] for v in order]


def test_no_more_is_read_than_the_judges_need(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = panel(monkeypatch, lead=5)
    without_end = judge.judge(answered(repeat("CCC")))
    assert len(list(islice(without_end, 100))) == 100
    assert max(member.taken for member in seated(judge)) <= 105


def test_every_judge_is_tried_before_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = panel(monkeypatch)
    judge.preflight()
    assert all(member.tried for member in seated(judge))


def test_agreement_is_reported_with_kappa(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    judge = panel(monkeypatch)
    with caplog.at_level(logging.WARNING, "codesimpleqa"):
        list(judge.judge(answered(["CCC", "III", "CCI", "UCC"])))
    assert "3 of 4 answers were graded by all 3 judges; alike: 66.7%; Fleiss' kappa 0.550." in caplog.text
    assert judge.details() | {"kappa": 0.0} == {
        "members": ["judge0", "judge1", "judge2"],
        "answers": 4,
        "graded_by_all": 3,
        "all_agree": pytest.approx(2 / 3),
        "kappa": 0.0,
    }


def test_a_panel_of_two_reports_cohens_kappa(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "codesimpleqa"):
        list(panel(monkeypatch, 2).judge(answered(["CC", "II", "CI", "NN"])))
    assert "Cohen's kappa 0.636." in caplog.text


# With judges from files.


def write_chat_judge(folder: Path, name: str, server: ScriptedServer, model: str) -> None:
    text = f"kind: chat\nmodel: {model}\nbase_url: {server.base_url}\n"
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_panel_of_chat_judges_from_files_beside_its_own(tmp_path: Path) -> None:
    with (
        ScriptedServer(lambda item, nth: says(letter_of(item))) as right,
        ScriptedServer(lambda item, nth: says("B")) as strict,
        ScriptedServer(lambda item, nth: says("no verdict")) as mute,
    ):
        for name, server in (("right", right), ("strict", strict), ("mute", mute)):
            write_chat_judge(tmp_path, name, server, name)
        (tmp_path / "panel.yaml").write_text("kind: panel\njudges: [right.yaml, strict.yaml, mute.yaml]\n")
        # A model for all judges that name none: these do.
        judge = load_judge(Settings(judge=str(tmp_path / "panel.yaml"), judgement_store="off", judge_model="other"))
        judge.preflight()
        items = [Candidate("Which?", "def", f"item-{i}", Language.ENGLISH) for i in range(3)]
        grades = [j.grade for j in judge.judge(items)]
        models = {request.body["model"] for server in (right, strict, mute) for request in server.received}
        agreement = details_of(judge)[judge.specification.name]
    assert grades == [Grade.UNGRADED, Grade.INCORRECT, Grade.UNGRADED]
    assert (agreement["answers"], agreement["graded_by_all"]) == (3, 0)
    assert models == {"right", "strict", "mute"}


@pytest.mark.parametrize(
    ("judges", "said"),
    [
        ("[rule]", '"judges" is'),
        ("[rule, rule]", "the same judge"),
        ("[rule, nosuch]", "'nosuch' is no judge"),
        ("[rule, missing.yaml]", "missing.yaml"),
        ("[rule, panel.yaml]", "itself a part of"),
        ("rule", '"judges" is'),
    ],
)
def test_a_panel_that_cannot_be_is_refused(tmp_path: Path, judges: str, said: str) -> None:
    path = tmp_path / "panel.yaml"
    path.write_text(f"kind: panel\njudges: {judges}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said.replace("[", r"\[")):
        load_judge(Settings(judge=str(path)))


def test_a_circle_through_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("kind: panel\njudges: [rule, two.yaml]\n")
    (tmp_path / "two.yaml").write_text("kind: cascade\nfirst: rule\nthen: one.yaml\n")
    with pytest.raises(InputError, match="itself a part of"):
        load_judge(Settings(judge=str(tmp_path / "one.yaml")))


def test_what_the_members_are_enters_the_hash(tmp_path: Path) -> None:
    def hash_with(model: str) -> str:
        (tmp_path / "m.yaml").write_text(f"kind: chat\nmodel: {model}\n")
        (tmp_path / "panel.yaml").write_text("kind: panel\njudges: [rule, m.yaml]\n")
        return load_judge(Settings(judge=str(tmp_path / "panel.yaml"))).specification.sha256

    assert hash_with("one") == hash_with("one") != hash_with("two")
