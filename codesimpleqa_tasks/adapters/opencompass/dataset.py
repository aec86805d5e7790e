"""The questions of one language and variant as an OpenCompass dataset."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

import datasets
from opencompass.datasets.base import BaseDataset

from codesimpleqa_tasks.adapters.opencompass.stopping import stops_on_bad_input
from codesimpleqa_tasks.documents import document
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.ready import ready_judge
from codesimpleqa_tasks.prompts import Variant, few_shot_prompt, prompt
from codesimpleqa_tasks.questions import Language, Question, fewshot_questions, load_questions
from codesimpleqa_tasks.settings import known_settings

Choice = TypeVar("Choice", bound=Enum)


class CodeSimpleQADataset(BaseDataset):  # type: ignore[misc]
    """One row per question: "gold" (its document), "data" (what identifies the question set) and "prompt".

    Arguments beside OpenCompass' own (abbr, reader_cfg, k, n): `language` ("en", "zh"), `variant` ("chat",
    "thinking", "base", "calibration"), `check_judge`, and our settings (data, judge, judge_model, ...; None
    means: not given here). With `check_judge` the judge that will grade is tried when the dataset is
    loaded, which for inference is before the model generates anything for it.

    What cannot be used ends the process with a message and exit code 2.
    """

    @staticmethod
    @stops_on_bad_input
    def load(language: str, variant: str = "chat", check_judge: bool = True, **settings: Any) -> datasets.DatasetDict:
        """The questions, as the splits "train" and "test" (they are the same: no question is a worked example)."""
        chosen = known_settings(settings, "language", "variant", "check_judge")
        put_as = _one_of(Variant, "variant", variant)
        data = load_questions(chosen.data).in_language(_one_of(Language, "language", language))
        if check_judge:
            ready_judge(chosen)
        identity = {
            "source": data.source,
            "version": data.version,
            "sha256": data.sha256,
            "questions": len(data.questions),
        }
        rows = [
            {
                "gold": document(question, put_as),
                "data": identity,
                "prompt": _prompt(question, put_as),
            }
            for question in data.questions
        ]
        table = datasets.Dataset.from_list(rows)
        return datasets.DatasetDict({"train": table, "test": table})

    def _init_reader(self, **reader: Any) -> None:
        # OpenCompass fills a template by replacing "{column}" for one column after the other. "prompt" must be
        # the last: a question that itself holds "{idx}" would be filled in otherwise.
        for split, table in self.dataset.items():
            others = [name for name in table.column_names if name != "prompt"]
            self.dataset[split] = table.select_columns([*others, "prompt"])
        super()._init_reader(**reader)


def _one_of(kind: type[Choice], name: str, value: str) -> Choice:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(repr(choice.value) for choice in kind)
        raise InputError(f"{name} of a CodeSimpleQA dataset is {value!r}; it must be one of {known}.") from None


def _prompt(question: Question, variant: Variant) -> str:
    if variant is Variant.BASE:
        examples = [e for e in fewshot_questions() if e.language is question.language]
        return few_shot_prompt(question.question, question.language, examples)
    return prompt(question.question, question.language, variant)
