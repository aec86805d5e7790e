"""The question record, and how one is read from a JSON object."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.questions.taxonomy import (
    DOMAINS,
    GENERAL,
    Language,
    domain_named,
    language_named,
    programming_language_named,
)
from codesimpleqa_tasks.visible import excerpt


@dataclass(frozen=True)
class Check:
    """A few lines that prove an answer by running.

    `run` names what runs it ("python", "bash", "git", "node", "c", "java"); `code` exits with 0 if and only
    if the value of the environment variable ANSWER is right.
    """

    run: str
    code: str


@dataclass(frozen=True)
class Question:
    """One question of the benchmark, with its gold answer."""

    id: str
    language: Language
    question: str
    answer: str
    aliases: tuple[str, ...] = ()
    domain: str = ""
    subdomain: str = ""
    programming_language: str = GENERAL
    difficulty: str | None = None
    distractors: tuple[str, ...] = ()
    evidence: str | None = None
    source: str | None = None
    check: Check | None = None


def question_id(language: Language, question: str, answer: str, occurrence: int = 1) -> str:
    """An id that depends on the content alone, so that it is the same in every load and every order.

    `occurrence` tells apart the copies of a question that a file holds more than once: 1 for the
    first, 2 for the second and so on.
    """
    digest = hashlib.sha256(f"{question}\x1f{answer}".encode()).hexdigest()[:12]
    return f"{language.value}-{digest}" + (f"-{occurrence}" if occurrence > 1 else "")


def question_from_record(record: Mapping[str, Any], where: str) -> Question:
    """Read a question from a JSON object in the published schema or in ours.

    The published schema is `{"question", "answer", "domain": [main, sub], "programming_language",
    "human_language"}`; ours has "language", "domain" and "subdomain" as strings, and optional
    "id", "aliases", "difficulty", "distractors", "evidence", "source" and "check". Without an "id"
    the record gets the one that its content gives.

    Raises InputError, naming `where` (file and line), what was found and what to do.
    """
    question = _text(record, "question", where)
    answer = _text(record, "answer", where)
    language = _language(record, where)
    domain, subdomain = _domain(record, where)
    given_id = record.get("id")
    if given_id is not None and (not isinstance(given_id, str) or not given_id.strip()):
        raise InputError(f'{where}: "id" is {_shown(given_id)}; write a non-empty string or leave it out.')
    return Question(
        id=given_id or question_id(language, question, answer),
        language=language,
        question=question,
        answer=answer,
        aliases=_texts(record, "aliases", where),
        domain=domain,
        subdomain=subdomain,
        programming_language=programming_language_named(
            _optional_text(record, "programming_language", where) or GENERAL
        ),
        difficulty=_optional_text(record, "difficulty", where),
        distractors=_texts(record, "distractors", where),
        evidence=_optional_text(record, "evidence", where),
        source=_optional_text(record, "source", where),
        check=_check(record, where),
    )


def _shown(value: Any) -> str:
    return excerpt(repr(value), 60)


def _text(record: Mapping[str, Any], key: str, where: str) -> str:
    if key not in record:
        raise InputError(f'{where}: the key "{key}" is missing (found: {", ".join(map(str, record)) or "no key"}).')
    value = record[key]
    if not isinstance(value, str) or not value.strip():
        raise InputError(f'{where}: "{key}" is {_shown(value)}; it must be a non-empty string.')
    return value


def _optional_text(record: Mapping[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'{where}: "{key}" is {_shown(value)}; it must be a string.')
    return value


def _texts(record: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = record.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise InputError(f'{where}: "{key}" is {_shown(value)}; it must be a list of non-empty strings.')
    return tuple(value)


def _language(record: Mapping[str, Any], where: str) -> Language:
    key = "human_language" if "human_language" in record else "language"
    name = _text(record, key, where)
    language = language_named(name)
    if language is None:
        raise InputError(f'{where}: "{key}" is {_shown(name)}; write "english" ("en") or "chinese" ("zh").')
    return language


def _domain(record: Mapping[str, Any], where: str) -> tuple[str, str]:
    value = record.get("domain")
    subdomain = _optional_text(record, "subdomain", where) or ""
    if isinstance(value, list) and 1 <= len(value) <= 2 and all(isinstance(v, str) for v in value):
        name, subdomain = value[0], (value[1] if len(value) == 2 else subdomain)
    elif isinstance(value, str):
        name = value
    else:
        raise InputError(
            f'{where}: "domain" is {_shown(value)}; write the main domain as a string, or [main, sub] as a list.'
        )
    domain = domain_named(name)
    if domain is None:
        raise InputError(f"{where}: {_shown(name)} is none of the 21 domains: {', '.join(DOMAINS)}.")
    return domain, subdomain


def _check(record: Mapping[str, Any], where: str) -> Check | None:
    value = record.get("check")
    if value is None:
        return None
    if not isinstance(value, dict) or not all(isinstance(value.get(k), str) for k in ("run", "code")):
        raise InputError(f'{where}: "check" is {_shown(value)}; it must be {{"run": INTERPRETER, "code": TEXT}}.')
    return Check(value["run"], value["code"])
