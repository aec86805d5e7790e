"""The built-in judge: what an answer weighs against the gold, and how certain its grade is."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.rule.judge import judge_by_rules
from codesimpleqa_tasks.questions import Language


def judged(question: str, gold: str, answer: str) -> Judgement:
    language = Language("en" if question.isascii() else "zh")
    return judge_by_rules(Candidate(question, gold, answer, language))


LOOKUP = "What is the time complexity of a lookup in a balanced search tree?"
TRAIT = "In Rust, which trait makes values comparable with the `eq()` method?"
HANDLE = "Which function of the engine creates a sound buffer?"
STORE = "哪个数据库把数据全部放在内存里？"
HIDDEN = "导出时是否会包含隐藏行？"


@pytest.mark.parametrize(
    ("question", "gold", "answer", "grade"),
    [
        (LOOKUP, "O(log n)", "O(n) or O(log n), depending on whom you ask.", Grade.INCORRECT),
        (STORE, "Redis", "Redis 和 Memcached 都像，各有一半可能。", Grade.INCORRECT),
        (STORE, "Redis", "是 MySQL……不对，题目说全部在内存里，那是 Redis。", Grade.CORRECT),
        (STORE, "Redis", "MySQL... no, that's on disk. The one held in memory is Redis.", Grade.CORRECT),
        (TRAIT, "PartialEq", "`Add` from `std::ops`, and not PartialEq.", Grade.INCORRECT),
        (HANDLE, "Create Sound Buffer", "Call **Release Sound Buffer** once.", Grade.INCORRECT),
        (HIDDEN, "是，会包含隐藏行。", "有人说会包含隐藏行，这是误解。只写可见的行。", Grade.INCORRECT),
        ("Which two errors are fixed?", "ERR-10, ERR-12", "ERR-12 and ERR-10", Grade.CORRECT),
    ],
)
def test_what_an_answer_weighs_against_the_gold(question: str, gold: str, answer: str, grade: Grade) -> None:
    assert judged(question, gold, answer).grade is grade


def test_the_letters_of_the_gold_leave_no_doubt() -> None:
    assert judged(STORE, "Redis", "Redis").certainty == 1.0


def test_a_contrast_makes_a_right_answer_less_certain() -> None:
    plain = judged(STORE, "Redis", "It would be Redis, as far as I know from the handbook.").certainty
    weighed = judged(STORE, "Redis", "It would be Redis, but older texts name Memcached instead.").certainty
    assert plain is not None and weighed is not None and plain > weighed


def test_long_talk_without_the_gold_is_less_certainly_wrong_than_a_short_name() -> None:
    short = judged(HANDLE, "snd_alloc()", "`play_now()`").certainty
    long = judged(HANDLE, "snd_alloc()", "`play_now()` belongs to the sound part of the engine. " * 5).certainty
    assert short is not None and long is not None and short > long
