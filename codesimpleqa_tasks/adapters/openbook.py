"""codesimpleqa-openbook: an lm-eval model that knows nothing and looks everything up.

It answers with the best passage that BM25 finds in the evidence of the built-in questions: the embedded
default model, and the reference line "what a search box knows".
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from functools import cached_property, lru_cache
from typing import Any

from lm_eval.api.instance import Instance
from lm_eval.api.model import LM
from lm_eval.api.registry import register_model
from tqdm import tqdm

from codesimpleqa_tasks.prompts import ANSWER_LABEL, QUESTION_LABEL
from codesimpleqa_tasks.questions import Language, builtin_questions
from codesimpleqa_tasks.questions.taxonomy import language_of_text

log = logging.getLogger("codesimpleqa")

MODEL_NAME = "codesimpleqa-openbook"
LEAST_SCORE = 4.0
"""BM25 score below which nothing fits and the model says that it does not know."""

_DONT_KNOW = {Language.ENGLISH: "I do not know.", Language.CHINESE: "不知道。"}
_WORD = re.compile(r"[a-z0-9_+#.\-]*[a-z0-9_+#]")
_HAN = re.compile(r"[\u3400-\u9fff]+")


@register_model(MODEL_NAME)
class OpenBook(LM):
    """Answers by retrieval over the evidence passages of the built-in questions.

    Takes no model arguments. Generation only: it has no likelihoods.
    """

    tokenizer_name = MODEL_NAME

    def __init__(self, **model_arguments: Any) -> None:
        super().__init__()
        log.warning(
            "Model %s: the embedded default. It answers by text search over the package's own evidence passages: "
            "a reference line for what a search box knows, not a language model. Choose one with --model.",
            MODEL_NAME,
        )

    @classmethod
    def create_from_arg_obj(cls, arg_dict: dict[str, Any], additional_config: dict[str, Any] | None = None) -> OpenBook:
        """The model; arguments are ignored, as it has none."""
        return cls()

    @classmethod
    def create_from_arg_string(cls, arg_string: str, additional_config: dict[str, Any] | None = None) -> OpenBook:
        """The model; arguments are ignored, as it has none."""
        return cls()

    def generate_until(self, requests: list[Instance], disable_tqdm: bool = False) -> list[str]:
        """One answer for each request: the best passage, or that the model does not know."""
        return [
            self._answer(str(request.args[0]))
            for request in tqdm(requests, disable=disable_tqdm, desc=MODEL_NAME, delay=2)
        ]

    def loglikelihood(self, requests: list[Instance], disable_tqdm: bool = False) -> list[tuple[float, bool]]:
        """Not available. Raises NotImplementedError."""
        raise NotImplementedError(f"{MODEL_NAME} only generates text; it has no likelihoods.")

    def loglikelihood_rolling(self, requests: list[Instance], disable_tqdm: bool = False) -> list[float]:
        """Not available. Raises NotImplementedError."""
        raise NotImplementedError(f"{MODEL_NAME} only generates text; it has no likelihoods.")

    def apply_chat_template(self, chat_history: list[dict[str, str]], add_generation_prompt: bool = True) -> str:
        """The messages one below the other; there is no template."""
        return "\n\n".join(message["content"] for message in chat_history)

    def chat_template(self, chat_template: bool | str = False) -> str:
        """An empty template, for the record of the run."""
        return ""

    def _answer(self, prompt: str) -> str:
        question = _question_in(prompt)
        language = language_of_text(question)
        passage, score = self._index(language).best(question)
        answer = passage if score >= LEAST_SCORE else _DONT_KNOW[language]
        if '"confidence"' in prompt:
            return json.dumps({"answer": answer, "confidence": round(100 * score / (score + 10))}, ensure_ascii=False)
        return answer.replace("\n", " ")

    def _index(self, language: Language) -> _Index:
        return self._indexes[language]

    @cached_property
    def _indexes(self) -> dict[Language, _Index]:
        passages: dict[Language, list[str]] = {language: [] for language in Language}
        for question in builtin_questions().questions:
            if question.evidence:
                passages[question.language].append(question.evidence)
        return {language: _Index(found) for language, found in passages.items()}


def _question_in(prompt: str) -> str:
    """The last question of a prompt, without instructions, worked examples and labels."""
    start = max(prompt.rfind(label) + len(label) if label in prompt else 0 for label in QUESTION_LABEL.values())
    question = prompt[start:]
    for label in ANSWER_LABEL.values():
        question = question.partition(label)[0]
    return question.strip()


class _Index:
    """BM25 over passages."""

    def __init__(self, passages: list[str]) -> None:
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)
        self.passages = passages
        self.retriever = bm25s.BM25()
        self.retriever.index([_tokens(p) for p in passages], show_progress=False)

    def best(self, query: str) -> tuple[str, float]:
        """The passage that fits best, with its BM25 score."""
        tokens = [t for t in _tokens(query) if t in self.retriever.vocab_dict]
        if not tokens:
            return "", 0.0
        found, scores = self.retriever.retrieve([tokens], k=1, show_progress=False)
        return self.passages[int(found[0, 0])], float(scores[0, 0])


def _tokens(text: str) -> list[str]:
    text = text.casefold()
    words = _WORD.findall(text)
    for run in _HAN.findall(text):
        words += _segmenter().lcut(run)
    return words


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source holds escape sequences that newer Pythons warn of
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()
