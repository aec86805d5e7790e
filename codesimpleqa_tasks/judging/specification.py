"""Judge specifications: which judge, with which settings, from which file; validated before anything runs."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.judge_settings import checked_settings
from codesimpleqa_tasks.shipped import shipped_folder
from codesimpleqa_tasks.yaml_file import read_yaml


@dataclass(frozen=True)
class JudgeSpecification:
    """What a judge is made from.

    `name` is how the user named it, `kind` selects the class, `settings` holds the kind's own settings
    (checked, with the defaults of those that the file leaves out), `path` is the file (relative paths in
    the settings start from its folder).
    """

    name: str
    kind: str
    description: str
    settings: Mapping[str, Any]
    path: Path

    @property
    def sha256(self) -> str:
        """A hash over kind and settings: judges with the same hash grade alike. Neither name nor description enters."""
        canonical = json.dumps([self.kind, self.settings], sort_keys=True, ensure_ascii=True, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()


def judge_names() -> list[str]:
    """The names of the judges that ship with the package."""
    return sorted(p.stem for p in shipped_folder("judges").glob("*.yaml"))


def load_specification(name: str | os.PathLike[str]) -> JudgeSpecification:
    """The specification of a judge of ours by name, or of a user's own YAML file by path.

    Raises InputError if there is no such judge, or, naming the key, if the file is not a judge specification.
    """
    text = os.fspath(name)
    path = Path(text).expanduser()
    if not (path.suffix in {".yaml", ".yml"} or os.sep in text):
        path = shipped_folder("judges") / f"{text}.yaml"
        if not path.is_file():
            raise InputError(
                f"{text!r} is no judge: choose one of {', '.join(judge_names())}, "
                f"or give the path of a judge's YAML file."
            )
    content = read_yaml(path)
    if not isinstance(content, dict) or not isinstance(content.get("kind"), str):
        raise InputError(f'{path}: a judge file needs the key "kind", such as "kind: rule".')
    settings = {k: v for k, v in content.items() if k not in {"kind", "description"}}
    description = content.get("description", "")
    if not isinstance(description, str):
        raise InputError(f'{path}: "description" must be a string.')
    kind = content["kind"]
    return JudgeSpecification(text, kind, " ".join(description.split()), checked_settings(kind, settings, path), path)
