"""File names among the arguments of a command."""

from __future__ import annotations

import os
from pathlib import Path


def file_name(text: str) -> Path:
    """The path that an argument names. "~" is the home folder also where no shell saw it (quotes, --output=~/x)."""
    return Path(os.path.expanduser(text))
