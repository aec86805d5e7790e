"""STAND-IN for the chat settings schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from codesimpleqa_tasks.judging.specification import JudgeSpecification


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
    prices: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, specification: JudgeSpecification) -> ChatSettings:
        given = dict(specification.settings)
        url = given.pop("base_url", ())
        return cls(base_url=(url,) if isinstance(url, str) else tuple(url), **given)
