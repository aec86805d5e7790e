"""Long golds: how much of them an answer says in its own words."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.grade import Candidate
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.questions.taxonomy import Language

QUESTION = "Why does the scheduler keep two queues?"
GOLD = "It separates interactive tasks from batch jobs, so a long computation leaves the response to a key press quick."


def case(answer: str, gold: str = GOLD, question: str = QUESTION) -> Case:
    return Case(Candidate(question, gold, answer, Language.ENGLISH))


def test_a_paraphrase_covers_more_than_something_else() -> None:
    near = case("Interactive tasks and batch jobs are kept apart: even a long computation leaves key presses quick.")
    far = case("It saves memory, because the second queue holds only identifiers.")
    assert near.coverage.share > 0.6 > 0.2 > far.coverage.share


def test_words_of_the_question_weigh_little() -> None:
    assert case("The scheduler keeps two queues.").coverage.share < 0.2


def test_what_the_answer_denies_is_not_covered() -> None:
    said = case("It separates interactive tasks from batch jobs.").coverage.share
    denied = case("It does not separate interactive tasks from batch jobs.").coverage.share
    assert denied < said / 2


@pytest.mark.parametrize(
    ("gold", "answer", "pair"),
    [
        (
            "Store the public key on the server before the first login of the new user",
            "Store the private key on the server before the first login of the new user",
            ("public key", "private key"),
        ),
        (
            "Set the TIMEOUT_READ variable of the client to one minute before you start",
            "Set the TIMEOUT_WRITE variable of the client before you start",
            ("timeoutread", "TIMEOUT_WRITE"),
        ),
        (
            "The file needs PHP 5 on the machine that renders the style sheets for it",
            "The file needs PHP 7 on the machine that renders the style sheets",
            ("5", "7"),
        ),
        (
            "O(n + k), where n is the number of objects and k the number of overlapping pairs",
            "O(n log n + k), where n is the number of objects and k the number of overlapping pairs",
            ("o(n+k)", "O(n log n + k)"),
        ),
    ],
)
def test_substitutes(gold: str, answer: str, pair: tuple[str, str]) -> None:
    assert pair in case(answer, gold, "How?").coverage.substitutes


def test_both_languages_cover_each_other() -> None:
    found = case(
        "把 interactive task 与 batch 作业分开，避免长时间计算耽误按键响应。",
        "把交互式任务与批量作业分开，避免长时间的计算耽误对按键的响应",
    )
    assert found.coverage.share > 0.5


@pytest.mark.parametrize(
    ("gold", "answer", "found"),
    [
        ("The class setTimeout of the browser", "It calls window.setTimeout there.", True),
        ("The class PSPACE and no other", "The class EXPSPACE and no other.", False),
        ("The class PSPACE and no other", "It is PSPACE.", True),
    ],
)
def test_a_name_within_a_longer_word_is_another_name(gold: str, answer: str, found: bool) -> None:
    name = gold.split()[2].lower()
    assert (name in case(answer, gold).coverage.found) is found
