"""Reading YAML files that users write: every fault is named with its file and place."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.small_file import read_small_text


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice in a mapping, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    raise yaml.MarkedYAMLError(
                        problem=f'the key "{key.value}" stands twice', problem_mark=key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """What a YAML file holds.

    Raises InputError if it cannot be read (see `read_small_text`) or is not valid YAML.
    """
    text = read_small_text(path)
    try:
        return yaml.load(text, _Loader)
    except RecursionError:
        raise InputError(f"{path}: not valid YAML: it is nested too deep.") from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-99-99
        raise InputError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None
