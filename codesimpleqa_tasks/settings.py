"""What the user has chosen: explicit arguments first, then the environment, then the defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codesimpleqa_tasks.errors import InputError

_ENVIRONMENT = {
    "data": "CODESIMPLEQA_DATA",
    "judge": "CODESIMPLEQA_JUDGE",
    "judge_model": "CODESIMPLEQA_JUDGE_MODEL",
    "judge_base_url": "CODESIMPLEQA_JUDGE_BASE_URL",
    "ungraded_tolerance": "CODESIMPLEQA_UNGRADED_TOLERANCE",
    "concurrency": "CODESIMPLEQA_CONCURRENCY",
    "judgement_store": "CODESIMPLEQA_STORE",
}
SETTING_NAMES = frozenset(_ENVIRONMENT)


@dataclass(frozen=True)
class Settings:
    """The settings of one run.

    `data` names the questions, `judge` a judge of ours or a YAML file; `judge_model`, `judge_base_url` and
    `concurrency` (requests in flight) override the judge file's own. `ungraded_tolerance` is the share of
    answers, from 0 to 1, that may stay UNGRADED before the figures become NaN. `judgement_store` is "on" (the
    user's cache), "off", or a file. Keys are no settings: they are read from the environment where they are
    used, and nowhere else.
    """

    data: str = "builtin"
    judge: str = "rule"
    judge_model: str | None = None
    judge_base_url: str | None = None
    ungraded_tolerance: float = 0.0
    concurrency: int | None = None
    judgement_store: str = "on"

    @classmethod
    def resolve(cls, explicit: Mapping[str, Any] | None = None) -> Settings:
        """Settings from `explicit` (None means not given), then CODESIMPLEQA_* in the environment, then defaults.

        Names in `explicit` that are no settings of ours are left alone.

        Raises InputError if a value is of no use, or if a key is given where it would be logged.
        """
        explicit = explicit or {}
        if explicit.get("judge_api_key") is not None:
            raise InputError(
                "judge_api_key: a key given here would end up in logs and results. "
                "Put it into the environment variable CODESIMPLEQA_JUDGE_API_KEY instead."
            )
        chosen: dict[str, Any] = {}
        for name, variable in _ENVIRONMENT.items():
            if explicit.get(name) is not None:
                chosen[name], said_by = explicit[name], name
            elif os.environ.get(variable):
                chosen[name], said_by = os.environ[variable], variable
            else:
                continue
            if name == "ungraded_tolerance":
                chosen[name] = _share(chosen[name], said_by)
            elif name == "concurrency":
                chosen[name] = _number(chosen[name], said_by)
            elif not isinstance(chosen[name], str) or not chosen[name].strip():
                raise InputError(f"{said_by}: {chosen[name]!r} is no text; name what you want to use.")
        return cls(**chosen)


def _share(value: Any, said_by: str) -> float:
    try:
        share = float(value)
    except (TypeError, ValueError):
        share = -1.0
    if not 0 <= share <= 1:
        raise InputError(f"{said_by}: {value!r} is no share; write a number from 0 to 1, such as 0.01 for one percent.")
    return share


def _number(value: Any, said_by: str) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if number < 1:
        raise InputError(f"{said_by}: {value!r} is no number of requests; write a whole number from 1 on.")
    return number
