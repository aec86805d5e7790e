"""What the model under test is asked, per variant and language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from enum import Enum

from codesimpleqa_tasks.questions import Language, Question, fewshot_questions

PROMPT_VERSION = "1"
"""Raised with every change of a prompt; scores of different prompt versions are not comparable."""


class Variant(str, Enum):
    """How the question is put."""

    CHAT = "chat"
    THINKING = "thinking"
    BASE = "base"
    CALIBRATION = "calibration"


_SHORT_EN = (
    "Answer this question about computing from what you know. "
    "Give the answer itself in as few words as it needs, at most 64 words, with no explanation. "
    "If you do not know the answer, say that you do not know."
)
_SHORT_ZH = (
    "请根据你掌握的知识回答下面这道计算机领域的问题。"
    "直接给出答案，尽量简短，最多 64 个词，不要解释。"
    "如果不知道答案，请直接说不知道。"
)

_INSTRUCTIONS: dict[tuple[Variant, Language], str] = {
    (Variant.CHAT, Language.ENGLISH): _SHORT_EN,
    (Variant.CHAT, Language.CHINESE): _SHORT_ZH,
    (Variant.THINKING, Language.ENGLISH): (
        "Answer this question about computing from what you know. Think it through for as long as you need. "
        "Then give only the final answer in as few words as it needs, at most 64 words. "
        "If you still do not know the answer, say that you do not know."
    ),
    (Variant.THINKING, Language.CHINESE): (
        "请根据你掌握的知识回答下面这道计算机领域的问题。可以充分思考，思考多久都行。"
        "思考之后只给出最终答案，尽量简短，最多 64 个词。"
        "如果仍然不知道答案，请直接说不知道。"
    ),
    (Variant.CALIBRATION, Language.ENGLISH): (
        "Answer this question about computing from what you know, and say how sure you are. "
        "Reply with one JSON object and nothing else: "
        '{"answer": "your answer, at most 64 words", "confidence": N}, '
        "where N is a whole number from 0 (a mere guess) to 100 (certain): "
        "the chance, in percent, that your answer is right."
    ),
    (Variant.CALIBRATION, Language.CHINESE): (
        "请根据你掌握的知识回答下面这道计算机领域的问题，并说明你有多大把握。"
        "只回复一个 JSON 对象，不要有其他内容："
        '{"answer": "你的答案，最多 64 个词", "confidence": N}，'
        "其中 N 是 0（纯属猜测）到 100（完全确定）之间的整数，表示答案正确的可能性（百分比）。"
    ),
}

QUESTION_LABEL = {Language.ENGLISH: "Question: ", Language.CHINESE: "问题："}
"""What stands before the question in every prompt."""

ANSWER_LABEL = {Language.ENGLISH: "\nAnswer:", Language.CHINESE: "\n答案："}
"""What stands after the question where a base model is to go on writing."""

_BEFORE_ANSWER = {Language.ENGLISH: " ", Language.CHINESE: ""}
"""What stands between that and the answer of a worked example (target_delimiter in the lm-eval task files)."""


def prompt(question: str, language: Language, variant: Variant) -> str:
    """The text that the model under test gets for one question (a user message; for base models, text to continue)."""
    if variant is Variant.BASE:
        return f"{QUESTION_LABEL[language]}{question}{ANSWER_LABEL[language]}"
    return f"{_INSTRUCTIONS[variant, language]}\n\n{QUESTION_LABEL[language]}{question}"


def few_shot_prompt(question: str, language: Language, examples: Iterable[Question]) -> str:
    """The text that a base model is to continue: the worked examples with their answers, then the question.

    Laid out as lm-eval lays out its few-shot tasks, so that both harnesses put the same text.
    """
    shown = [f"{prompt(e.question, language, Variant.BASE)}{_BEFORE_ANSWER[language]}{e.answer}\n\n" for e in examples]
    return "".join(shown) + prompt(question, language, Variant.BASE)


def prompts_sha256() -> str:
    """A hash over the wording of all prompts, the worked examples for base models among it, recorded in every result
    beside the version."""
    wording = {f"{v.value}-{lang.value}": prompt("{}", lang, v) for v in Variant for lang in Language}
    for lang in Language:
        examples = [example for example in fewshot_questions() if example.language is lang]
        wording[f"{Variant.BASE.value}-{lang.value}"] = few_shot_prompt("{}", lang, examples)
    return hashlib.sha256(json.dumps(wording, sort_keys=True).encode()).hexdigest()
