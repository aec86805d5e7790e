"""The gold itself: an answer that is the gold, with nothing beside it but words that lead to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.rule.judge import judge_by_rules
from codesimpleqa_tasks.questions import Question, load_questions
from codesimpleqa_tasks.questions.taxonomy import Language

SENTENCE = "Because the scheduler does not know how long a task will take until it has run once"


def judged(answer: str, gold: str = "mmap", question: str = "Which call maps a file into memory?") -> Judgement:
    return judge_by_rules(Candidate(question, gold, answer, Language.ENGLISH))


@pytest.mark.parametrize(
    "answer",
    [
        "The answer is mmap.",
        "The correct answer is: `mmap`",
        "Answer: **mmap**",
        "It's `mmap()`.",
        "Use mmap.",
        "You should use `mmap`.",
        "答案是 mmap。",
        "应该是 mmap",
        "可以用 `mmap`。",
    ],
)
def test_what_only_leads_to_the_gold_changes_nothing(answer: str) -> None:
    assert (judged(answer).grade, judged(answer).certainty) == (Grade.CORRECT, 0.99)


@pytest.mark.parametrize("answer", ["It is munmap.", "It is not mmap.", "Use mmap or sendfile.", "It isn't mmap."])
def test_what_leads_to_something_else_does_not_lead_to_the_gold(answer: str) -> None:
    assert judged(answer).grade is Grade.INCORRECT


@pytest.mark.parametrize("answer", ["{}", "The answer is {}.", "The answer is: a {}", "答案是 {}。"])
def test_a_long_gold_word_for_word_is_right_though_it_denies_something(answer: str) -> None:
    gold = f"A {SENTENCE}" if "a {}" in answer else SENTENCE
    assert judged(answer.format(SENTENCE), gold, "Why does the first run get a default slice?").grade is Grade.CORRECT


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("mark-and-sweep collector", "In this case, the mark-and-sweep collector."),
        ("Account ID, Application Key and Box ID", "In this case, Account ID, Application Key and Box ID."),
        ("Either m or M", "It can be either m or M, as you like."),
        ("m or M", "Press the m or M key."),
        ("_ (underscore)", "Final answer: _"),
        ("-X（--request）", "Use `--request` for that."),
        ("Kruskal's algorithm", "Sort all edges first: that is Kruskal, if I recall it well."),
        ("pending, fulfilled and rejected", "It begins as **pending**, and is then **fulfilled** or **rejected**."),
        ("block_given?", "Sure! It is **block_given?**. It has been there for years."),
    ],
)
def test_a_list_or_a_choice_as_the_gold_writes_it_is_right(gold: str, answer: str) -> None:
    assert judged(answer, gold, "What is needed here?").grade is Grade.CORRECT


@pytest.mark.parametrize(
    ("answer", "grade"),
    [
        ("Which call maps a file into memory?", Grade.NOT_ATTEMPTED),
        ("Question: Which call maps a file into memory? Answer: mmap", Grade.CORRECT),
        ("Which call maps a file into memory? It is sendfile.", Grade.INCORRECT),
    ],
)
def test_a_repeated_question_says_nothing(answer: str, grade: Grade) -> None:
    assert judged(answer).grade is grade


def test_an_answer_that_only_repeats_a_question_that_holds_the_gold_is_none() -> None:
    question = "Does mmap or read map a file into memory?"
    judgement = judged(question, "mmap", question)
    assert judgement.grade is Grade.NOT_ATTEMPTED
    assert "nothing but the question again" in judgement.reply


ANSWERS = {
    "{gold}": (Grade.CORRECT, 1.0),
    "The answer is {gold}.": (Grade.CORRECT, 1.0),
    "For this you would use **{gold}**, which has been there for years.": (Grade.CORRECT, 0.998),
    "In this case, {gold}.": (Grade.CORRECT, 0.995),
    "{question}": (Grade.NOT_ATTEMPTED, 1.0),
    "It is `{other}`.": (Grade.INCORRECT, 0.98),
    "I'm sorry, I don't have reliable information about this.": (Grade.NOT_ATTEMPTED, 1.0),
}
"""Answers whose grade needs no grader, with the share of the published questions for which the judge must say so: what
it says of a handful is a matter of taste ("SeqVerter?" as the gold; "no" as the gold of two questions)."""


@pytest.fixture(scope="session")
def published(published_file: Path) -> list[Question]:
    return list(load_questions(str(published_file)).questions)


@pytest.mark.parametrize("answer", list(ANSWERS))
def test_plain_answers_to_the_published_questions_get_their_grade(answer: str, published: list[Question]) -> None:
    grade, share = ANSWERS[answer]
    others = [*published[1:], published[0]]
    other_grade = [
        (question.answer, judgement.reply)
        for question, other in zip(published, others)
        for text in [answer.format(gold=question.answer, question=question.question, other=other.answer)]
        if (judgement := judge_by_rules(Candidate.to(question, text))).grade is not grade
    ]
    assert len(other_grade) <= (1 - share) * len(published), other_grade[:5]
