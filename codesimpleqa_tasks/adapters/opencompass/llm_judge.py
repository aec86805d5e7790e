"""Judging by a model that OpenCompass itself runs: GenericLLMEvaluator with our prompts and reading of verdicts.

For judges that have to run under OpenCompass' runners. Everywhere else CodeSimpleQAEvaluator is the better way: it
asks again where a reply cannot be read, keeps every judgement, and tries the judge before inference.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from opencompass.evaluator import GenericLLMEvaluator
from opencompass.utils.prompt import PromptList

from codesimpleqa_tasks.adapters.opencompass.predictions import Answered, answered_questions
from codesimpleqa_tasks.adapters.opencompass.result import judged_result
from codesimpleqa_tasks.adapters.opencompass.stopping import stops_on_bad_input
from codesimpleqa_tasks.answers import Answer, read_answer
from codesimpleqa_tasks.documents import candidate_for
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import Grade, Judgement, load_specification
from codesimpleqa_tasks.judging.judge import judgement_without_judge
from codesimpleqa_tasks.judging.judge_prompt import JudgePrompts
from codesimpleqa_tasks.judging.verdict import read_verdict
from codesimpleqa_tasks.prompts import PROMPT_VERSION, Variant, prompts_sha256
from codesimpleqa_tasks.provenance import package_versions
from codesimpleqa_tasks.settings import Settings

_HERE = "codesimpleqa_tasks.adapters.opencompass"
_OTHER_WAY = "llm"
"""The judge of ours that can grade what this one could not: it asks again."""

UNREADABLE = "unreadable reply"


class JudgePromptTemplate:
    """The prompts of a judge of kind chat (`judge`: its name or file), as a prompt template of OpenCompass.

    They are built by the core and not by filling in columns, so that no answer can write into its prompt.
    """

    def __init__(self, judge: str = "llm") -> None:
        self._prompts = JudgePrompts.load(load_specification(judge))
        self.ice_token = None
        self.sep_token = None
        self.prompt_type = "meta"
        self.hashes = self._prompts.hashes

    def generate_item(self, entry: Mapping[str, Any], *_: Any, **__: Any) -> PromptList:
        """The prompt about one row: its document under "gold", the response under "prediction"."""
        messages = self._prompts.messages(candidate_for(entry["gold"], _answer(entry).text))
        turns = [
            {"role": "SYSTEM", "fallback_role": "HUMAN", "prompt": message["content"]}
            if message["role"] == "system"
            else {"role": "HUMAN", "prompt": message["content"]}
            for message in messages
        ]
        begin = [turn for turn in turns if turn["role"] == "SYSTEM"]
        asked = [turn for turn in turns if turn["role"] == "HUMAN"]
        parts: list[Any] = []
        for section, held in (("begin", begin), ("round", asked)):
            if held:
                parts += [{"section": section, "pos": "begin"}, *held, {"section": section, "pos": "end"}]
        return PromptList(parts)


def _answer(entry: Mapping[str, Any]) -> Answer:
    return read_answer(entry["prediction"], Variant(entry["gold"]["variant"]))


def read_verdicts(output: Mapping[str, Mapping[str, Any]], output_path: str, dataset: Any) -> dict[str, Any]:
    """A `dict_postprocessor` of GenericLLMEvaluator: the result that the judge's replies give.

    `output` holds the replies by row number, `dataset.test` the rows with the responses that were judged.
    """
    rows = list(dataset.test)
    answered = [Answered(row["gold"], f"{row['subdivision']}_{row['idx']}", [row["prediction"]]) for row in rows]
    records = [[_record(row, output[str(number)]["prediction"])] for number, row in enumerate(rows)]
    return judged_result(
        answered,
        records,
        notes=[],
        made_by=_made_by({}, {}),
        data=rows[0]["data"],
        tolerance=Settings.resolve().ungraded_tolerance,
        out_dir=output_path.rpartition("_replica")[0],
        judge=_OTHER_WAY,
    )


def _record(row: Mapping[str, Any], reply: Any) -> dict[str, Any]:
    answer = _answer(row)
    judgement = judgement_without_judge(answer) or _judgement(str(reply))
    return {
        "answer": answer.text,
        "grade": judgement.grade.value,
        "judge_reply": judgement.reply,
        "certainty": judgement.certainty,
        "truncated": answer.truncated,
        "confidence": answer.confidence,
        "reason": judgement.reason,
    }


def _judgement(reply: str) -> Judgement:
    grade = read_verdict(reply)
    return Judgement(Grade.UNGRADED, reply, reason=UNREADABLE) if grade is None else Judgement(grade, reply)


class CodeSimpleQALLMEvaluator(GenericLLMEvaluator):  # type: ignore[misc]
    """GenericLLMEvaluator, with predictions checked against their questions and repeats pooled.

    Arguments: `judge_cfg` (a model config of OpenCompass), `judge` (whose prompts to use), `ungraded_tolerance`, and
    what GenericLLMEvaluator takes.
    """

    @stops_on_bad_input
    def __init__(
        self,
        judge_cfg: Any = None,
        judge: str = "llm",
        ungraded_tolerance: float | None = None,
        prompt_template: Any = None,
        dict_postprocessor: Any = None,
        **more: Any,
    ) -> None:
        if not judge_cfg or not judge_cfg.get("type") or not judge_cfg.get("path"):
            raise InputError(
                "the evaluator has no judge: judge_cfg must be a model config of OpenCompass with type and path. "
                "codesimpleqa_llmjudge_gen takes the path from CODESIMPLEQA_JUDGE_MODEL and the address from "
                "CODESIMPLEQA_JUDGE_BASE_URL: set them, or write a judge_cfg into your config."
            )
        self._tolerance = Settings.resolve({"ungraded_tolerance": ungraded_tolerance}).ungraded_tolerance
        super().__init__(
            prompt_template=prompt_template or {"type": f"{_HERE}.JudgePromptTemplate", "judge": judge},
            judge_cfg=judge_cfg,
            # An empty config makes GenericLLMEvaluator judge the very rows that it is given.
            dataset_cfg=more.pop("dataset_cfg", None) or {},
            dict_postprocessor=dict_postprocessor or {"type": f"{_HERE}.read_verdicts"},
            **more,
        )

    @stops_on_bad_input
    def evaluate(self, k: Any, n: int, original_dataset: Any, **given: Any) -> dict[str, Any]:
        """Judge all predictions; ends the process with a message and exit code 2 if they do not fit their questions."""
        answered = answered_questions(original_dataset, given["predictions"], given["origin_prompt"], self._out_dir)
        if any(isinstance(prediction, list) for prediction in given["predictions"]):
            raise InputError(
                "several answers to one prompt (num_return_sequences) cannot be judged by OpenCompass' own judge; "
                "repeat the questions instead, with n in the dataset's config."
            )
        size = len(original_dataset) // n
        details: list[dict[str, Any]] = []
        for replica in range(n):
            self._dataset_replica_idx = replica
            rows = range(replica * size, (replica + 1) * size)
            result = self.score(
                [given["predictions"][row] for row in rows],
                [given["references"][row] for row in rows],
                original_dataset.select(rows),
            )
            details += result["details"]
        return judged_result(
            answered,
            _records_by_question(answered, details),
            notes=[],
            made_by=_made_by(self.judge_cfg, getattr(self.prompt_template, "hashes", {})),
            data=original_dataset[0]["data"],
            tolerance=self._tolerance,
            out_dir=self._out_dir,
            judge=_OTHER_WAY,
        )

    def score(self, predictions: Any, references: Any, test_set: Any, origin_prompt: Any = None) -> dict[str, Any]:
        """The result of one repeat. (`origin_prompt` stands here so that OpenCompass hands it to `evaluate`.)"""
        result: dict[str, Any] = super().score(predictions, references, test_set)
        return result


def _records_by_question(
    answered: Iterable[Answered], details: Iterable[Mapping[str, Any]]
) -> list[list[dict[str, Any]]]:
    by_id: dict[str, list[dict[str, Any]]] = {}
    for detail in details:
        by_id.setdefault(detail["gold"]["id"], []).extend(_records_in(detail))
    return [by_id[question.gold["id"]] for question in answered]


def _records_in(detail: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    keys = ("answer", "grade", "judge_reply", "truncated", "confidence", "certainty", "reason")
    for number in range(len(detail["grade"])):
        yield {key: detail[key][number] if key in detail else None for key in keys}


def _made_by(judge_cfg: Mapping[str, Any], prompt_hashes: Mapping[str, str]) -> dict[str, Any]:
    """The provenance of such a result. The judge's hash is over its config, without keys and addresses."""
    kept = {key: value for key, value in judge_cfg.items() if key not in {"key", "openai_api_base", "run_cfg"}}
    canonical = json.dumps([kept, dict(prompt_hashes)], sort_keys=True, default=str)
    return {
        "judge": {
            "name": str(judge_cfg.get("abbr") or judge_cfg.get("path") or "unknown"),
            "kind": "opencompass",
            "sha256": hashlib.sha256(canonical.encode()).hexdigest(),
        },
        "prompts": {"version": PROMPT_VERSION, "sha256": prompts_sha256()},
        "packages": package_versions(),
    }
