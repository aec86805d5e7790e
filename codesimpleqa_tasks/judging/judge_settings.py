"""The settings that each kind of judge has: their types, their defaults, and the check of what a judge file gives."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.errors import InputError, shown
from codesimpleqa_tasks.judging.choice import CHOICES
from codesimpleqa_tasks.questions import Language

_REQUIRED = object()


@dataclass(frozen=True)
class _Setting:
    """One setting: `meaning` says in a message what a value must be, `holds` tells whether a value is that.

    A value that may not be shown is left out of messages: it could be a key. `not_within` has the keys that a mapping
    must not hold, each with the reason.
    """

    meaning: str
    holds: Callable[[Any], bool]
    default: Any = _REQUIRED
    may_be_shown: bool = True
    not_within: Mapping[str, str] = field(default_factory=dict)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_variable_name(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value))


def _or_null(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or holds(value)


def _each(holds: Callable[[Any], bool], least: int = 1) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(holds, value))


def _mapping(keys: frozenset[str] | None, holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A mapping with text keys, none but `keys` if they are given, whose values all hold."""
    return lambda value: (
        isinstance(value, dict)
        and all(isinstance(key, str) and (keys is None or key in keys) for key in value)
        and all(map(holds, value.values()))
    )


def _is_json_mapping(value: Any) -> bool:
    """A mapping that can be sent as JSON: no dates, sets or bytes, which YAML has, and not within itself."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return False
    return _mapping(None, lambda inner: True)(value)


def _are_prices(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {"input", "output", "currency"}
        and all(_is_number(value.get(side)) and value[side] >= 0 for side in ("input", "output"))
        and _is_text(value.get("currency", "USD"))
    )


_text_or_null = ("text, or null", _or_null(_is_text))
_whole_number = ("a whole number from 1 on", lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 1)
_seconds = ("a number of seconds above 0", lambda v: _is_number(v) and v > 0)
_languages = frozenset(language.value for language in Language)

_SAMPLING = {
    "temperature": _Setting(
        "a number from 0 on, or null to leave it to the server", _or_null(lambda v: _is_number(v) and v >= 0), 0
    ),
    "prompts": _Setting(
        'a mapping from language ("en", "zh") to the file of a prompt template', _mapping(_languages, _is_text), {}
    ),
}
_MEMBER = "the name of a judge, or the path of its YAML file"

_KINDS: Mapping[str, Mapping[str, _Setting]] = {
    "rule": {},
    "defer": {},
    "chat": {
        "model": _Setting(*_text_or_null, None),
        "base_url": _Setting(
            "an address such as http://127.0.0.1:8000/v1, a list of them, or null",
            _or_null(lambda v: _is_text(v) or _each(_is_text)(v)),
            None,
        ),
        "api_key_env": _Setting(
            "the name of an environment variable, or null", _or_null(_is_variable_name), None, may_be_shown=False
        ),
        **_SAMPLING,
        "max_tokens": _Setting(*_whole_number, 1024),
        "choice": _Setting(
            f"one of {', '.join(CHOICES)}, or null", _or_null(lambda v: _is_text(v) and v in CHOICES), None
        ),
        "extra_body": _Setting(
            "a mapping of further fields of the request (what JSON can hold)",
            _is_json_mapping,
            {},
            not_within={
                "model": 'the setting "model" says which model is asked',
                "messages": 'the setting "prompts" says what it is asked',
            },
        ),
        "concurrency": _Setting(*_whole_number, 64),
        "timeout": _Setting(*_seconds, 120),
        "prices": _Setting(
            'a mapping with "input" and "output" (money for a million tokens) and optionally "currency", or null',
            _or_null(_are_prices),
            None,
        ),
    },
    "vllm": {
        "model": _Setting(*_text_or_null, None),
        **_SAMPLING,
        "max_tokens": _Setting(*_whole_number, 16),
        "constrained": _Setting("true or false", lambda v: isinstance(v, bool), True),
        "batch": _Setting(*_whole_number, 4096),
        "engine": _Setting("a mapping of arguments for vLLM's LLM", _is_json_mapping, {}),
        "chat_template_kwargs": _Setting("a mapping of arguments for the model's chat template", _is_json_mapping, {}),
    },
    "panel": {"judges": _Setting(f"a list of two or more, each {_MEMBER}", _each(_is_text, least=2))},
    "cascade": {
        "first": _Setting(_MEMBER, _is_text, "rule"),
        "then": _Setting(_MEMBER, _is_text),
        "certainty": _Setting("a number from 0 to 1", lambda v: _is_number(v) and 0 <= v <= 1, 0.9),
    },
}

KINDS = tuple(sorted(_KINDS))
"""The kinds of judges."""


def checked_settings(kind: str, given: Mapping[Any, Any], path: Path) -> dict[str, Any]:
    """All settings of a kind of judge: those that are given, and the defaults of the others.

    Raises InputError, naming the file and the key, if the kind or a key is unknown, a value is of the wrong
    type, or a key is missing.
    """
    known = _KINDS.get(kind)
    if known is None:
        raise InputError(f'{path}: "kind" is {kind!r}; it must be one of {", ".join(KINDS)}.')
    for key, value in given.items():
        if key not in known:
            hint = f"it has {', '.join(known)}" if known else "it has none; remove the key"
            raise InputError(f'{path}: a judge of kind {kind} has no setting "{key}" ({hint}).')
        if not known[key].holds(value):
            found = f"is {shown(value)}" if known[key].may_be_shown else "does not hold"
            raise InputError(f'{path}: "{key}" {found}; it must be {known[key].meaning}.')
        for inner, reason in known[key].not_within.items():
            if inner in value:
                raise InputError(f'{path}: "{key}" must not hold "{inner}": {reason}. Remove it there.')
    for key, setting in known.items():
        if setting.default is _REQUIRED and key not in given:
            raise InputError(f'{path}: the key "{key}" is missing; it must be {setting.meaning}.')
    return {key: given.get(key, setting.default) for key, setting in known.items()}
