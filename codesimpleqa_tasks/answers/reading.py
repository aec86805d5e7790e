"""From a model's response to the answer that is judged."""

from __future__ import annotations

from dataclasses import dataclass

from codesimpleqa_tasks.answers.confidence import read_confident_answer
from codesimpleqa_tasks.answers.thinking import part_thinking
from codesimpleqa_tasks.prompts import Variant


@dataclass(frozen=True)
class Answer:
    """What a response says.

    `text` is what is judged; it is empty where the response was empty or `truncated` (cut off inside its
    thinking). `confidence` is in percent, from 0 to 100, and only read in the calibration variant.
    """

    text: str
    thinking: str | None = None
    truncated: bool = False
    confidence: float | None = None


def read_answer(response: str | None, variant: Variant = Variant.CHAT) -> Answer:
    """The answer in a response to the prompt of a variant; None (a response that never came) reads as empty."""
    if response is None:
        return Answer("")
    parted = part_thinking(response, thinking_expected=variant is Variant.THINKING)
    text, confidence = parted.answer, None
    if variant is Variant.CALIBRATION:
        text, confidence = read_confident_answer(text)
    elif variant is Variant.BASE:
        text = text.partition("\n")[0].strip()
    return Answer(text, parted.thinking, parted.truncated, confidence)
