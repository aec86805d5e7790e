"""Print the folder of our OpenCompass configs: opencompass --config-dir "$(codesimpleqa configs-path)" ...
To change them, copy the folder: cp -r "$(codesimpleqa configs-path)" configs"""

from __future__ import annotations

import argparse

from codesimpleqa_tasks.shipped import shipped_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`codesimpleqa configs-path` has no arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print the path; gives the exit code."""
    print(shipped_folder("configs"))
    return 0
