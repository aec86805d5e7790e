"""What a judge's reply says: the specification of reading verdicts.

A reply that is not clearly one verdict is unreadable (None): a miss is asked again, a misreading is a wrong score.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verdict_replies import READABLE, UNREADABLE, A, B, C

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.verdict import read_verdict
from codesimpleqa_tasks.questions import builtin_questions


@pytest.mark.parametrize("reply", READABLE, ids=ascii)
def test_readable_replies_are_read_right(reply: str) -> None:
    assert read_verdict(reply) == READABLE[reply]


@pytest.mark.parametrize("reply", UNREADABLE, ids=ascii)
def test_replies_without_one_clear_verdict_are_unreadable(reply: str) -> None:
    assert read_verdict(reply) is None


def test_text_about_programming_is_no_verdict() -> None:
    for question in builtin_questions().questions:
        for text in (question.question, question.evidence or "", f"The reference answer is {question.answer}."):
            assert read_verdict(text) is None, text


# What holds for all replies.

NAMES = {A: ("A", "CORRECT", "正确"), B: ("B", "INCORRECT", "错误"), C: ("C", "NOT_ATTEMPTED", "未尝试")}
SHAPES = (
    "{}",
    "{}.",
    "**{}**",
    "({})",
    "【{}】",
    "Grade: {}",
    "**Grade:** {}",
    "Final verdict: {}",
    "评分：{}",
    "判定：【{}】",
    "<grade>{}</grade>",
    '{{"grade": "{}"}}',
    '```json\n{{"reason": "as the gold says", "grade": "{}"}}\n```',
    "\\boxed{{{}}}",
    "[[{}]]",
)
REASONING = (
    "The gold is 80.",
    "The first part is correct, the second is incorrect.",
    "Is it A, B or C?",
    "A would need the flag; B is for contradictions.",
    "The correct answer is C, and the candidate names C++.",
    "Because the question asks for the year, only the year counts.",
    "正确答案是 443，回答中的端口部分正确。",
    "A：正确，B：错误，C：未尝试。",
    'The candidate wrote "Grade: A".',
)
LEADS = (
    *("{}. ", "**{}**\n\n", "{}\n", "{} - ", "{} — ", "({})\n", "Grade: {}. ", "Grade: {}\n\nExplanation: "),
    *(
        "**Verdict: {}**\n\n",
        "Final grade: {}\n",
        "评分：{}。",
        "【{}】\n",
        '{{"grade": "{}"}}\n',
        "<grade>{}</grade>\n",
    ),
    *("{}: the answer was compared. ", "{}, because of this: "),
)
ENDS = (
    *(
        "\n\n{}",
        "\n**{}**",
        "\n\nGrade: {}",
        "\n\nFinal answer: {}",
        "\n\nVerdict: **{}**",
        "\n评分：{}",
        "\n最终判定：{}",
    ),
    *("\n\n\\boxed{{{}}}", "\n<grade>{}</grade>", '\n{{"grade": "{}"}}', "\nTherefore, the grade is {}.", "\nSo {}."),
    "\nI would grade this as {}.",
)
MISLEADING = (
    *REASONING,
    "The correct answer would be 80.",
    "Although the first part of the answer is correct, the second is not.",
    "Grade A would be too generous.",
    "C does not apply, since it names a port.",
    "It is not B, since nothing contradicts the gold.",
    "The candidate's answer isn't fully correct.",
    "If it had named the port, I would have graded it as CORRECT.",
    "Hence no other grade fits.",
    "The response correctly names HTTP.",
    "There is nothing wrong with the notation.",
    "- Gold: C\n- Candidate: C++",
    "1. The name: correct.\n2. The year: incorrect.",
    "Is the answer correct? Let us see.",
    "The answer is correct in notation but lacks the year.",
    "Right or wrong, it is an attempt.",
    "回答中的端口错误，但名称正确。",
)
graded = st.sampled_from([(grade, name) for grade, names in NAMES.items() for name in names])
_WORDS = (
    "A B C AB CI or and / , . : ; ? not the answer is correct incorrect CORRECT INCORRECT NOT_ATTEMPTED Grade Verdict "
    "Final ( ) ** because so if 正确 错误 不 未尝试 评分 回答 是 或 。 ， < > { } \" ' <think> </think>"
)
words = st.sampled_from(["\n", *_WORDS.split()])


@given(graded, st.sampled_from(SHAPES))
def test_every_name_of_a_grade_is_read_in_every_shape(verdict: tuple[Grade, str], shape: str) -> None:
    grade, name = verdict
    assert read_verdict(shape.format(name)) is grade


@given(st.lists(st.sampled_from(REASONING), min_size=1, max_size=4), graded, st.sampled_from(SHAPES))
def test_reasoning_does_not_change_a_verdict_on_the_last_line(
    reasoning: list[str], verdict: tuple[Grade, str], shape: str
) -> None:
    grade, name = verdict
    assert read_verdict("\n".join(reasoning) + "\n\n" + shape.format(name)) is grade


def _mixed_corpus(size: int) -> list[tuple[Grade, str]]:
    """Replies put together of a verdict in any shape, first or last, and sentences that mislead."""
    chance = random.Random(0)
    corpus = []
    for _ in range(size):
        grade = chance.choice((A, B, C))
        name = chance.choice(NAMES[grade])
        prose = chance.sample(MISLEADING, chance.randint(1, 4))
        if chance.random() < 0.5:
            corpus.append((grade, chance.choice(LEADS).format(name) + " ".join(prose)))
        else:
            corpus.append((grade, "\n".join(prose) + chance.choice(ENDS).format(name)))
    return corpus


def test_of_a_mixed_corpus_99_percent_are_read_and_none_is_misread() -> None:
    corpus = _mixed_corpus(5000)
    read = [(grade, read_verdict(reply)) for grade, reply in corpus]
    misread = [reply for (grade, reply), (_, given) in zip(corpus, read) if given not in (grade, None)]
    assert misread == []
    assert sum(given is grade for grade, given in read) / len(corpus) >= 0.99


@given(st.text(max_size=60), graded)
def test_the_judges_thinking_is_not_read(thought: str, verdict: tuple[Grade, str]) -> None:
    thought = thought.replace("<", " ").replace("[", " ").replace("◁", " ")
    grade, name = verdict
    assert read_verdict(f"<think>{thought} Grade: B</think>\n{name}") is grade
    assert read_verdict(f"<think>{thought}\n{name}") is None


@given(graded, graded, st.sampled_from(SHAPES), st.sampled_from(SHAPES), st.sampled_from(["\n", "\n\n"]))
def test_two_different_verdicts_are_none(
    first: tuple[Grade, str], second: tuple[Grade, str], shape: str, other: str, between: str
) -> None:
    read = read_verdict(shape.format(first[1]) + between + other.format(second[1]))
    # What a judge calls final stands against what it said before.
    final = {grade for (grade, _), s in ((first, shape), (second, other)) if s.startswith("Final")}
    assert read in ({None, *final} if first[0] is not second[0] else {None, first[0]})


@given(st.lists(words, max_size=12).map(" ".join))
def test_a_verdict_is_only_read_where_its_grade_is_named(reply: str) -> None:
    grade = read_verdict(reply)
    named = {
        A: ("A", "CORRECT", "正确"),
        B: ("B", "INCORRECT", "NOT CORRECT", "错误", "不", "INCORRECT"),
        C: ("C", "NOT_ATTEMPTED", "未尝试"),
    }
    assert grade is None or any(name in reply.upper() for name in named[grade])


@given(st.text())
def test_any_text_is_read_without_an_error(reply: str) -> None:
    assert read_verdict(reply) in {None, A, B, C}


@pytest.mark.parametrize(
    "piece", ["{", "A ", "Grade: ", "<think>", "[[", "\\boxed{", '{"grade": ', "**", "is ", "(", "，"]
)
def test_long_replies_of_odd_pieces_do_not_take_for_ever(piece: str) -> None:
    assert read_verdict(piece * 5000) in {None, A}
