"""From response to answer, per variant."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.answers import Answer, read_answer
from codesimpleqa_tasks.prompts import Variant


@pytest.mark.parametrize(
    ("response", "variant", "answer"),
    [
        ("<think>hm</think>ls", Variant.CHAT, Answer("ls", thinking="hm")),
        ("<think>hm", Variant.THINKING, Answer("", thinking="hm", truncated=True)),
        (" ls\nQuestion: next", Variant.BASE, Answer("ls")),
        ('{"answer": "ls", "confidence": 70}', Variant.CALIBRATION, Answer("ls", confidence=70)),
        ('<think>hm</think>{"answer": "ls", "confidence": 70}', Variant.CALIBRATION, Answer("ls", "hm", confidence=70)),
        ("two\nlines", Variant.CHAT, Answer("two\nlines")),
        (None, Variant.CHAT, Answer("")),
    ],
)
def test_reading(response: str | None, variant: Variant, answer: Answer) -> None:
    assert read_answer(response, variant) == answer
