"""The judge that runs an open-weights model inside this process, through vLLM, a batch of answers at a time."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.choice import LETTERS
from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.judge_prompt import JudgePrompts, Messages
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.judging.store import judgement_key, open_store
from codesimpleqa_tasks.judging.usage import Usage
from codesimpleqa_tasks.judging.verdict import read_verdict
from codesimpleqa_tasks.settings import Settings

log = logging.getLogger("codesimpleqa")

TOO_LONG = "the judge's prompt is longer than its context"
CUT_OFF = "the judge's reply is cut off"
UNCLEAR = "the judge's reply holds no clear verdict"

_PACE = frozenset(
    {"gpu_memory_utilization", "max_model_len", "max_num_seqs", "max_num_batched_tokens", "enable_prefix_caching"}
    | {"tensor_parallel_size", "pipeline_parallel_size", "data_parallel_size", "cpu_offload_gb", "swap_space"}
)
"""Arguments of vLLM's engine that make it faster or fit, and change no grade."""


class VllmJudge:
    """Grades answers with a model that vLLM runs in this process; the engine starts with the first answer.

    `usage` counts what it took, over all calls of `judge`.
    """

    def __init__(self, specification: JudgeSpecification, settings: Settings) -> None:
        """Raises InputError if a prompt template cannot be used. Model and engine are looked at by `preflight`."""
        given = specification.settings
        self._model = settings.judge_model or given["model"] or ""
        self._given = given
        self._settings = settings
        self._prompts = JudgePrompts.load(specification)
        self.specification = dataclasses.replace(specification, settings=self._bearing_on_grades())
        self.usage = Usage()
        self._engine: Any = None

    def preflight(self) -> None:
        """See that vLLM is installed and the model exists, without loading it. Raises InputError if not."""
        if not self._model:
            raise InputError(
                f'{self.specification.path}: no model is named; give "model" there, or set CODESIMPLEQA_JUDGE_MODEL.'
            )
        if find_spec("vllm") is None:
            raise InputError(
                f"{self.specification.path}: a judge of kind vllm needs vLLM, which is not installed here. Install it "
                f"(pip install vllm), or run `vllm serve` elsewhere and use the judge selfhosted."
            )
        if self._engine is None:
            from transformers import AutoConfig

            try:
                AutoConfig.from_pretrained(
                    str(Path(self._model).expanduser()),
                    trust_remote_code=bool(self._given["engine"].get("trust_remote_code")),
                )
            except (OSError, ValueError) as error:
                reason = str(error).strip().partition("\n")[0]
                raise InputError(
                    f"{self.specification.path}: the judge's model {self._model} cannot be loaded: {reason}"
                ) from None

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        """One judgement for each candidate, in their order; those that the store has are not asked for."""
        sha256 = self.specification.sha256
        source = iter(candidates)
        with open_store(self._settings, f"{self._model} {sha256[:12]}") as store:
            while chunk := list(islice(source, self._given["batch"])):
                keys = [judgement_key(sha256, candidate) for candidate in chunk]
                known = store.get_many(keys)
                self.usage.from_store += len(known)
                fresh = {key: candidate for key, candidate in zip(keys, chunk) if key not in known}
                for key, judgement in zip(fresh, self._graded(list(fresh.values()))):
                    store.put(key, judgement)
                    known[key] = judgement
                yield from (known[key] for key in keys)

    def _bearing_on_grades(self) -> dict[str, Any]:
        """The settings that can change a grade: what the judge's hash is made of."""
        kept = ("temperature", "max_tokens", "constrained", "chat_template_kwargs")
        engine = {key: value for key, value in self._given["engine"].items() if key not in _PACE}
        return {
            "model": self._model or None,
            **{key: self._given[key] for key in kept},
            "engine": engine,
            "prompts": self._prompts.hashes,
        }

    def _graded(self, candidates: Sequence[Candidate]) -> list[Judgement]:
        """Ask about all candidates at once; those whose reply cannot be read are asked again, held to the letters."""
        asked = [self._prompts.messages(candidate) for candidate in candidates]
        judgements = self._ask(asked, constrained=self._given["constrained"])
        again = [i for i, judgement in enumerate(judgements) if judgement.reason in (CUT_OFF, UNCLEAR)]
        if again and not self._given["constrained"]:
            for i, judgement in zip(again, self._ask([asked[i] for i in again], constrained=True)):
                judgements[i] = judgement
        return judgements

    def _ask(self, asked: Sequence[Messages], constrained: bool) -> list[Judgement]:
        if not asked:
            return []
        try:
            outputs = self._engine_started().chat(
                list(asked),
                self._sampling(constrained),
                use_tqdm=False,
                chat_template_kwargs=dict(self._given["chat_template_kwargs"]) or None,
            )
        except ValueError as error:  # one prompt that is too long fails the whole batch
            if len(asked) == 1:
                return [Judgement(Grade.UNGRADED, str(error)[:200], reason=TOO_LONG)]
            return [judgement for messages in asked for judgement in self._ask([messages], constrained)]
        return [self._judgement(output, constrained) for output in outputs]

    def _judgement(self, output: Any, constrained: bool) -> Judgement:
        reply = output.outputs[0]
        self.usage.count(len(output.prompt_token_ids or ()), len(reply.token_ids))
        if reply.finish_reason == "length" and not constrained:
            return Judgement(Grade.UNGRADED, reply.text, reason=CUT_OFF)
        grade = read_verdict(reply.text)
        if grade is None:
            return Judgement(Grade.UNGRADED, reply.text, reason=UNCLEAR)
        return Judgement(grade, reply.text)

    def _sampling(self, constrained: bool) -> Any:
        from vllm import SamplingParams
        from vllm.sampling_params import StructuredOutputsParams

        given = self._given
        return SamplingParams(
            max_tokens=given["max_tokens"],
            structured_outputs=StructuredOutputsParams(choice=list(LETTERS)) if constrained else None,
            **({} if given["temperature"] is None else {"temperature": given["temperature"]}),
        )

    def _engine_started(self) -> Any:
        if self._engine is None:
            from vllm import LLM

            log.warning("Loading the judge %s into vLLM ...", self._model)
            engine = {"enable_prefix_caching": True, **self._given["engine"]}
            self._engine = LLM(str(Path(self._model).expanduser()), **engine)
        return self._engine
