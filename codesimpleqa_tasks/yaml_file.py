"""Reading the YAML files that users write: every fault is named with its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from codesimpleqa_tasks.errors import InputError


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Raises InputError if it is missing, unreadable, not UTF-8 or no YAML."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file (looked from {Path.cwd()}).") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: the file is not UTF-8 text.") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None
