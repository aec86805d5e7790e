"""What the evidence on an answer comes to, where the rules leave a doubt."""

from __future__ import annotations

import subprocess
import sys
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.judging.grade import Candidate, Grade
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Doubt, Finding, doubtful
from codesimpleqa_tasks.judging.rule.judge import first_finding, judge_by_rules
from codesimpleqa_tasks.judging.rule.weighing import fitted_weights, probabilities, weighed
from codesimpleqa_tasks.questions import Language

ROOT = Path(__file__).parents[3]
WEIGHTS = {"for": (2.0, 0.0), "against": (-2.0, 0.0), "talk": (0.0, 3.0)}


@pytest.mark.parametrize(
    ("evidence", "likeliest"),
    [
        ({"for": 1.0}, Grade.CORRECT),
        ({"against": 1.0, "unknown": 5.0}, Grade.INCORRECT),
        ({"talk": 1.0, "for": 0.5}, Grade.NOT_ATTEMPTED),
    ],
)
def test_the_likeliest_grade_is_that_with_the_most_weight(evidence: dict[str, float], likeliest: Grade) -> None:
    probable = probabilities(evidence, WEIGHTS)
    assert max(probable, key=probable.__getitem__) is likeliest


@given(st.dictionaries(st.sampled_from([*WEIGHTS, "unknown"]), st.floats(-50, 50)))
def test_probabilities_add_up_to_one(evidence: dict[str, float]) -> None:
    probable = probabilities(evidence, WEIGHTS)
    assert sum(probable.values()) == pytest.approx(1)
    assert all(0 <= value <= 1 for value in probable.values())


@pytest.mark.parametrize(("odds", "grade"), [(1.9, Grade.INCORRECT), (2.1, Grade.CORRECT)])
def test_correct_has_to_be_twice_as_likely_as_all_else(odds: float, grade: Grade) -> None:
    weights = {doubt: {"for": (log(odds), -50.0)} for doubt in Doubt}
    finding = Finding(Grade.CORRECT, 0.5, "may be right", Doubt.NAMING, {"for": 1.0})
    assert weighed(finding, weights).grade is grade


def test_the_certainty_is_the_probability_of_the_grade() -> None:
    finding = Finding(Grade.CORRECT, 0.5, "may be right", Doubt.NAMING, {"for": 1.0})
    weights = {doubt: WEIGHTS for doubt in Doubt}
    assert weighed(finding, weights).certainty == probabilities({"for": 1.0}, WEIGHTS)[Grade.CORRECT]


def test_the_reply_says_what_weighed_most() -> None:
    reply = judge_by_rules(
        Candidate(
            "Which tool builds the package?",
            "setuptools",
            "Packages used to be built with distutils. Today you call **setuptools**.",
            Language.ENGLISH,
        )
    ).reply
    assert reply.startswith("named: ") and "right with " in reply and "in bold +" in reply


def test_what_shares_nothing_with_the_gold_is_never_right_whatever_the_evidence() -> None:
    finding = doubtful(Grade.CORRECT, "", Doubt.NAMING, {"for": 1.0}, may_be_right=False)
    assert weighed(finding, {doubt: WEIGHTS for doubt in Doubt}).grade is not Grade.CORRECT
    candidate = Candidate(
        "What should you do first?",
        "Drop the index, alter the table and then rebuild the index by hand afterwards",
        "It is `The module is less forgiving about feeds that do not conform to one of the supported standards`.",
        Language.ENGLISH,
    )
    assert judge_by_rules(candidate).grade is not Grade.CORRECT


@pytest.mark.parametrize(
    ("answer", "piece"),
    [
        ("Today it is **setuptools**.", "in bold"),
        ("setuptools builds it.", "opens the answer"),
        ("Formerly PyBuild did it. Now setuptools does.", "another name first"),
        ("There are setuptools and PyBuild. Use PyBuild.", "another name later"),
        ("Call PyBuild. setuptools only reads the old files.", "belittled"),
    ],
)
def test_evidence_on_naming(answer: str, piece: str) -> None:
    candidate = Candidate("Which tool builds the package?", "setuptools", answer, Language.ENGLISH)
    _, finding = first_finding(Case(candidate))
    assert finding.doubt is Doubt.NAMING and finding.evidence.get(piece), sorted(
        k for k, v in finding.evidence.items() if v
    )


@pytest.mark.parametrize(
    ("gold", "answer", "piece"),
    [
        ("It refuses the request until the lease ends", "Not a single page is read.", "denies what the gold affirms"),
        (
            "The cache does not keep the session",
            "The cache will keep the session.",
            "says plainly what the gold denies",
        ),
        ("Marketplace Test Kit", "It is the Marketplace Submission Kit.", "a name that differs in one word"),
        ("Three of the nodes answer every time", "Five of the nodes answer every time.", "another number instead"),
        (
            "It refuses the request until the lease ends",
            "Leases are none of my business; no text was attached.",
            "says what it cannot",
        ),
    ],
)
def test_evidence_on_meaning(gold: str, answer: str, piece: str) -> None:
    _, finding = first_finding(Case(Candidate("What happens then?", gold, answer, Language.ENGLISH)))
    assert finding.doubt is Doubt.MEANING and finding.evidence.get(piece), (
        finding.why,
        sorted(k for k, v in finding.evidence.items() if v),
    )


def test_every_kind_of_doubt_has_weights() -> None:
    assert all(len(fitted_weights()[doubt]) > 10 for doubt in Doubt)


def test_the_weights_are_what_the_graded_answers_give() -> None:
    """Anybody can fit them again: the data, the script and the weights lie in the repository."""
    run = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "fit_rule_judge.py", "--check"], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
