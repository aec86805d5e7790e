"""STAND-IN for the chat settings schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from codesimpleqa_tasks.judging.chat.dialect import Asked
from codesimpleqa_tasks.judging.grade import Candidate
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.judging.usage import Prices


@dataclass(frozen=True)
class ChatSettings:
    model: str | None = None
    base_url: tuple[str, ...] = ()
    api_key_env: str | None = None
    temperature: float | None = 0.0
    max_tokens: int = 1024
    concurrency: int = 64
    timeout: float = 120.0
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    choice: str | None = None
    prices: Prices | None = None

    @classmethod
    def of(cls, specification: JudgeSpecification) -> ChatSettings:
        given = dict(specification.settings)
        url = given.pop("base_url", ())
        if "prices" in given:
            given["prices"] = Prices(**given["prices"])
        return cls(base_url=(url,) if isinstance(url, str) else tuple(url), **given)

    def bearing_on_grades(self, model):
        return {
            "model": model,
            "temperature": self.temperature,
            "max_tokens": self.max_tokens,
            "choice": self.choice,
            "extra_body": dict(self.extra_body),
        }

    def asked(self, model):
        optional = {} if self.temperature is None else {"temperature": self.temperature}
        if self.choice:
            optional[self.choice] = ["A", "B", "C"]
        return Asked(model, optional, self.extra_body)

    def messages(self, candidate: Candidate):
        return [
            {
                "role": "user",
                "content": f"Judge.\nQuestion: {candidate.question}\nGold: {candidate.gold}\nAnswer: {candidate.answer}",
            }
        ]
