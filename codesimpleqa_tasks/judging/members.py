"""The judges that a panel or a cascade is made of."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.judge import Judge
from codesimpleqa_tasks.judging.making import make_judge
from codesimpleqa_tasks.judging.specification import JudgeSpecification, load_specification
from codesimpleqa_tasks.settings import Settings

_MEMBER_KEYS = ("judges", "first", "then")


def make_members(specification: JudgeSpecification, names: Sequence[str], settings: Settings) -> list[Judge]:
    """The judges of those names; a relative path starts from the folder of the specification's file.

    The model and the address that the user's settings name go to the members whose own files name none.

    Raises InputError if a member cannot be made, is the same as another, or holds what it is a member of.
    """
    _refuse_circle(specification, (specification.path,))
    members: list[Judge] = []
    for name in names:
        member = _loaded(specification, name)
        own = {key: member.settings.get(key) for key in ("model", "base_url")}
        judge = make_judge(
            member,
            dataclasses.replace(
                settings,
                judge_model=None if own["model"] else settings.judge_model,
                judge_base_url=None if own["base_url"] else settings.judge_base_url,
            ),
        )
        for other in members:
            if other.specification.sha256 == judge.specification.sha256:
                raise InputError(
                    f"{specification.path}: {other.specification.name} and {name} are the same judge with the same "
                    f"settings; they would always agree. Name judges that differ."
                )
        members.append(judge)
    return members


def _loaded(specification: JudgeSpecification, name: str) -> JudgeSpecification:
    path = Path(name).expanduser()
    is_file = path.suffix in {".yaml", ".yml"} or os.sep in name
    loaded = load_specification(specification.path.parent / path if is_file else name)
    return dataclasses.replace(loaded, name=name)


def _refuse_circle(specification: JudgeSpecification, within: tuple[Path, ...]) -> None:
    for key in _MEMBER_KEYS:
        names = specification.settings.get(key) or []
        for name in [names] if isinstance(names, str) else names:
            member = _loaded(specification, name)
            if any(member.path.resolve() == path.resolve() for path in within):
                raise InputError(f'{specification.path}: "{key}" names {name}, which this judge is itself a part of.')
            if member.kind in {"panel", "cascade"}:
                _refuse_circle(member, (*within, member.path))
