"""The judge that a process of a harness uses, tried once however often it is asked for."""

from __future__ import annotations

import dataclasses
from functools import lru_cache

from codesimpleqa_tasks.judging.judge import Judge
from codesimpleqa_tasks.judging.making import load_judge
from codesimpleqa_tasks.judging.notices import announce_judge
from codesimpleqa_tasks.settings import Settings


def ready_judge(settings: Settings) -> tuple[Judge, str | None]:
    """The judge that the settings name, tried, and what had to be said about its scores, if anything.

    Raises InputError if it cannot work.
    """
    return _ready_judge(dataclasses.replace(settings, data=Settings.data))


@lru_cache(maxsize=8)
def _ready_judge(settings: Settings) -> tuple[Judge, str | None]:
    judge = load_judge(settings)
    judge.preflight()
    return judge, announce_judge(judge)
