"""One row of an answer file, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codesimpleqa_tasks.errors import InputError, shown
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.questions.taxonomy import (
    GENERAL,
    UNSPECIFIED,
    Language,
    domain_named,
    language_named,
    language_of_text,
    programming_language_named,
)


@dataclass(frozen=True)
class AnsweredRow:
    """One row of an answer file: the row as it was read, and what it says.

    `responses` holds one response or several; `is_list` tells which form the row had. A response that is
    null in the file is None.
    """

    row: dict[str, Any]
    question: str
    gold: str
    responses: tuple[str | None, ...]
    is_list: bool
    language: Language
    aliases: tuple[str, ...] = ()
    domain: str = UNSPECIFIED
    programming_language: str = GENERAL
    variant: Variant = Variant.CHAT


def responses_of(values: list[Any], where: str) -> tuple[str | None, ...]:
    """Responses as a file has them: strings or null. Raises InputError for anything else, or if there is none."""
    if not values:
        raise InputError(f"{where} is an empty list; give at least one response.")
    for value in values:
        if value is not None and not isinstance(value, str):
            raise InputError(f"{where} holds {type(value).__name__}; a response must be a string (or null).")
    return tuple(values)


def answered_row(
    row: dict[str, Any], fields: Mapping[str, Any], responses: tuple[str | None, ...], is_list: bool, where: str
) -> AnsweredRow:
    """The row that `fields` (with "question", "answer" and what may stand beside them) and its responses make.

    `row` is what goes into the output, `where` names the place in error messages. Raises InputError.
    """
    question, gold = _text(fields, "question", where), _text(fields, "answer", where)
    return AnsweredRow(
        row,
        question,
        gold,
        responses,
        is_list,
        language=_language(fields, question, where),
        aliases=_aliases(fields, where),
        domain=_domain(fields, where),
        programming_language=_programming_language(fields, where),
        variant=_variant(fields, where),
    )


def _text(fields: Mapping[str, Any], key: str, where: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        problem = "is missing" if key not in fields else "is empty or no string"
        raise InputError(f'{where}: the key "{key}" {problem}. A row needs "question", "answer" and "response".')
    return value


def _language(fields: Mapping[str, Any], question: str, where: str) -> Language:
    given = fields.get("human_language", fields.get("language"))
    if given is None:
        return language_of_text(question)
    language = language_named(given) if isinstance(given, str) else None
    if language is None:
        raise InputError(f'{where}: unknown language {shown(given)}; write "en" or "zh", or leave it out.')
    return language


def _aliases(fields: Mapping[str, Any], where: str) -> tuple[str, ...]:
    value = fields.get("aliases") or []
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise InputError(f'{where}: "aliases" must be a list of strings.')
    return tuple(value)


def _domain(fields: Mapping[str, Any], where: str) -> str:
    value = fields.get("domain")
    if not value:
        return UNSPECIFIED
    name = value[0] if isinstance(value, list) else value
    if not isinstance(name, str):
        raise InputError(f'{where}: "domain" must be a string or a list of strings.')
    return domain_named(name) or name


def _programming_language(fields: Mapping[str, Any], where: str) -> str:
    value = fields.get("programming_language") or GENERAL
    if not isinstance(value, str):
        raise InputError(f'{where}: "programming_language" is {shown(value)}; it must be a string.')
    return programming_language_named(value)


def _variant(fields: Mapping[str, Any], where: str) -> Variant:
    value = fields.get("variant") or Variant.CHAT
    try:
        return Variant(value)
    except ValueError:
        names = ", ".join(v.value for v in Variant)
        raise InputError(f'{where}: "variant" is {shown(value)}; it must be one of {names}.') from None
