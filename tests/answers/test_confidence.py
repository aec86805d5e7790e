"""Reading an answer with its confidence, however loosely it is written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.answers.confidence import read_confident_answer


@pytest.mark.parametrize(
    ("text", "answer", "confidence"),
    [
        ('{"answer": "ls", "confidence": 85}', "ls", 85),
        ('{"confidence": 85, "answer": "ls"}', "ls", 85),
        ('```json\n{"answer": "ls", "confidence": 85}\n```', "ls", 85),
        ('Here it is:\n{"answer": "ls", "confidence": 85}\nI hope it helps.', "ls", 85),
        ("{'answer': 'ls', 'confidence': 85}", "ls", 85),
        ('{"answer": "ls", "confidence": "85%"}', "ls", 85),
        ('{"answer": "ls", "confidence": "85"}', "ls", 85),
        ('{"answer": "ls", "confidence": 0.85}', "ls", 85),
        ('{"answer": "ls", "confidence": 1}', "ls", 1),
        ('{"answer": "ls", "confidence": 1.0}', "ls", 100),
        ('{"answer": "ls", "confidence": "1.0"}', "ls", 100),
        ('{"answer": "ls", "confidence": "1.0%"}', "ls", 1),
        ('{"answer": "ls", "confidence": 1.5}', "ls", 1.5),
        ('{"answer": "ls", "confidence": 100}', "ls", 100),
        ('{"answer": "ls", "confidence": 0}', "ls", 0),
        ('{"answer": "ls", "confidence": 185}', "ls", None),
        ('{"answer": "ls", "confidence": -5}', "ls", None),
        ('{"answer": "ls", "confidence": null}', "ls", None),
        ('{"answer": "ls", "confidence": "high"}', "ls", None),
        ('{"answer": "ls"}', "ls", None),
        ('{"answer": 8, "confidence": 90}', "8", 90),
        ('{"answer": ["a", "b"], "confidence": 90}', "a, b", 90),
        ('{"答案": "持久性", "置信度": 90}', "持久性", 90),
        ("Answer: ls\nConfidence: 85", "ls", 85),
        ("Answer: ls\nConfidence: 1.0", "ls", 100),
        ("**Answer:** ls\n**Confidence:** 85%", "ls", 85),
        ("答案：持久性\n置信度：85%", "持久性", 85),
        ("ls (confidence: 85)", "ls", 85),
        ("ls", "ls", None),
        ("", "", None),
    ],
)
def test_answer_and_confidence(text: str, answer: str, confidence: float | None) -> None:
    found, stated = read_confident_answer(text)
    assert (found, stated) == (answer, None if confidence is None else pytest.approx(confidence))


def test_a_reply_cut_off_inside_its_number_states_no_confidence() -> None:
    answer, confidence = read_confident_answer('{"answer": "ls", "confidence": 8')
    assert (answer, confidence) == ("ls", None)


@given(st.text(min_size=1).filter(str.strip), st.integers(0, 100))
def test_json_as_it_was_asked_for_is_always_read(answer: str, confidence: int) -> None:
    text = json.dumps({"answer": answer, "confidence": confidence}, ensure_ascii=False)
    assert read_confident_answer(text) == (answer.strip(), confidence)


@given(st.text(st.sampled_from("{}[]\"':,%. \n0159answerconfidence答案置信度`"), max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    _, confidence = read_confident_answer(text)
    assert confidence is None or 0 <= confidence <= 100
