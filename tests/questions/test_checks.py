"""Checks: each built-in one proves its answer and refutes every distractor; what a check may and may not do."""

from __future__ import annotations

import os
import time

import pytest

from codesimpleqa_tasks.questions import Check, Question, builtin_questions
from codesimpleqa_tasks.questions import checks as checks_module
from codesimpleqa_tasks.questions.checks import KINDS, Proof, run_check

CHECKED = [q for q in builtin_questions().questions if q.check is not None]


def test_at_least_150_builtin_questions_have_a_check() -> None:
    assert len(CHECKED) >= 150


@pytest.mark.parametrize("question", CHECKED, ids=lambda q: q.id)
def test_a_builtin_check_proves_the_answer_and_no_distractor(question: Question) -> None:
    assert question.check is not None
    outcome = run_check(question.check, question.answer)
    if outcome.proof is Proof.SKIPPED:
        pytest.skip(outcome.detail)
    assert outcome.proof is Proof.PROVEN, f"{question.question} {question.answer}: {outcome.detail}"
    for distractor in question.distractors:
        assert run_check(question.check, distractor).proof is Proof.REFUTED, f"{question.question} {distractor}"


EQUALS_FOUR = {
    "python": "import os\nassert os.environ['ANSWER'] == str(2 + 2)",
    "bash": '[ "$ANSWER" = "$((2 + 2))" ]',
    "git": 'git --version >/dev/null && [ "$ANSWER" = 4 ]',
    "node": "if (process.env.ANSWER !== String(2 + 2)) process.exit(1)",
    "c": '#include <stdlib.h>\nint main(void) { return atoi(getenv("ANSWER")) != 2 + 2; }',
    "java": "class Main { public static void main(String[] a) { "
    'if (!System.getenv("ANSWER").equals("" + (2 + 2))) System.exit(1); } }',
}


def test_every_kind_of_check_is_tried_here() -> None:
    assert set(EQUALS_FOUR) == set(KINDS)


@pytest.mark.parametrize(("kind", "code"), EQUALS_FOUR.items())
def test_each_kind_proves_and_refutes(kind: str, code: str) -> None:
    right, wrong = (run_check(Check(kind, code), answer) for answer in ("4", "5"))
    if right.proof is Proof.SKIPPED:
        pytest.skip(right.detail)
    assert (right.proof, wrong.proof) == (Proof.PROVEN, Proof.REFUTED), right.detail


def test_a_program_that_is_not_installed_skips_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert run_check(Check("java", ""), "4") == checks_module.CheckOutcome(Proof.SKIPPED, "java is not installed")


def test_an_unknown_kind_proves_nothing() -> None:
    outcome = run_check(Check("cobol", ""), "4")
    assert outcome.proof is Proof.REFUTED and "cobol" in outcome.detail


def test_a_check_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    seen = run_check(Check("python", "import os, sys; print(dict(os.environ)); sys.exit(1)"), "4").detail
    assert "ANSWER" in seen and "sk-secret" not in seen


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("while True: pass", "ran for more than 1 s"),
        ("x = bytearray(4 << 30)", "MemoryError"),
        ("open('big', 'wb').write(b'x' * (64 << 20))", "exit code"),
    ],
    ids=["time", "memory", "file size"],
)
def test_a_check_has_limits(monkeypatch: pytest.MonkeyPatch, code: str, reason: str) -> None:
    monkeypatch.setattr(checks_module, "SECONDS", 1)
    outcome = run_check(Check("python", code), "4")
    assert outcome.proof is Proof.REFUTED and reason in outcome.detail


def test_output_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks_module, "SECONDS", 5)
    outcome = run_check(Check("bash", "yes"), "4")
    assert outcome.proof is Proof.REFUTED and len(outcome.detail) < 3 * checks_module.OUTPUT_CHARACTERS


def test_a_check_leaves_nothing_running(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = run_check(Check("bash", "sleep 300 & echo $!; exit 1"), "4")
    process = int(outcome.detail.split(":")[1])
    with pytest.raises(ProcessLookupError):
        for _ in range(200):  # the killed process may wait a moment to be reaped
            os.kill(process, 0)
            time.sleep(0.01)
