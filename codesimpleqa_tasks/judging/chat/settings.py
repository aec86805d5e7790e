"""What the file of a chat judge says, ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codesimpleqa_tasks.judging.chat.dialect import Asked
from codesimpleqa_tasks.judging.choice import CHOICES
from codesimpleqa_tasks.judging.grade import Candidate
from codesimpleqa_tasks.judging.judge_prompt import JudgePrompts, Messages
from codesimpleqa_tasks.judging.judge_settings import checked_settings
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.judging.usage import Prices


@dataclass(frozen=True)
class ChatSettings:
    """The settings of a judge of kind chat; `judge_settings` says what each may be and its default."""

    model: str | None
    base_url: tuple[str, ...]
    api_key_env: str | None
    temperature: float | None
    max_tokens: int
    choice: str | None
    extra_body: Mapping[str, Any]
    concurrency: int
    timeout: float
    prices: Prices | None
    prompts: JudgePrompts

    @classmethod
    def of(cls, specification: JudgeSpecification) -> ChatSettings:
        """The settings in a specification.

        Raises InputError, naming file and key, if they do not hold or a prompt template cannot be used.
        """
        given = checked_settings("chat", specification.settings, specification.path)
        url, prices = given["base_url"] or (), given["prices"]
        return cls(
            **given
            | {
                "base_url": (url,) if isinstance(url, str) else tuple(url),
                "prices": None if prices is None else Prices(**prices),
                "prompts": JudgePrompts.load(specification),
            }
        )

    def bearing_on_grades(self, model: str | None) -> dict[str, Any]:
        """The settings that can change a grade: what the judge's hash is made of. Neither address nor pace is."""
        return {
            "model": model,
            "temperature": None if self.temperature is None else float(self.temperature),
            "max_tokens": self.max_tokens,
            "choice": self.choice,
            "extra_body": dict(self.extra_body),
            "prompts": self.prompts.hashes,
        }

    def asked(self, model: str) -> Asked:
        """What every request asks for."""
        optional: dict[str, Any] = {} if self.temperature is None else {"temperature": self.temperature}
        if self.choice:
            optional |= CHOICES[self.choice]
        return Asked(model, optional, self.extra_body)

    def messages(self, candidate: Candidate) -> Messages:
        """The messages that ask for the grade of a candidate."""
        return self.prompts.messages(candidate)
