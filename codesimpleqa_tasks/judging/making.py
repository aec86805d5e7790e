"""From a judge's name to the judge."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.judge import Judge
from codesimpleqa_tasks.judging.specification import JudgeSpecification, load_specification
from codesimpleqa_tasks.settings import Settings

_KINDS = {
    "cascade": "codesimpleqa_tasks.judging.cascade:CascadeJudge",
    "chat": "codesimpleqa_tasks.judging.chat.judge:ChatJudge",
    "defer": "codesimpleqa_tasks.judging.defer:DeferJudge",
    "panel": "codesimpleqa_tasks.judging.panel:PanelJudge",
    "rule": "codesimpleqa_tasks.judging.rule.judge:RuleJudge",
    "vllm": "codesimpleqa_tasks.judging.vllm_judge:VllmJudge",
}
"""Each kind of judge: the class that is called with (specification, settings)."""


def load_judge(settings: Settings | None = None) -> Judge:
    """The judge that the settings name, made but not yet tried (`preflight` does that).

    Raises InputError if there is no such judge or its specification does not hold.
    """
    settings = settings or Settings.resolve()
    return make_judge(load_specification(settings.judge), settings)


def make_judge(specification: JudgeSpecification, settings: Settings) -> Judge:
    """The judge of a specification.

    Raises InputError if its kind is unknown or a setting does not hold.
    """
    target = _KINDS.get(specification.kind)
    if target is None:
        raise InputError(
            f'{specification.path}: "kind" is {specification.kind!r}; it must be one of {", ".join(sorted(_KINDS))}.'
        )
    module, _, name = target.partition(":")
    maker: Callable[[JudgeSpecification, Settings], Judge] = getattr(import_module(module), name)
    return maker(specification, settings)
