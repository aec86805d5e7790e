"""List the judges, show one, try one, compare one with careful graders, or look at the judgement store."""

from __future__ import annotations

import argparse
import shutil
import textwrap

import yaml

from codesimpleqa_tasks.cli import judges_agreement, judges_check, judges_store
from codesimpleqa_tasks.judging import judge_names, load_specification
from codesimpleqa_tasks.judging.making import make_judge
from codesimpleqa_tasks.settings import Settings

_ACTIONS = {
    "check": (judges_check, "try a judge on known answers"),
    "agreement": (judges_agreement, "compare a judge with careful graders, on your own labelled answers"),
    "store": (judges_store, "show and prune the judgement store"),
}
"""The actions that have a module of their own, with their line in the help."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa judges`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="the judges by name (default)")
    show = actions.add_parser("show", help="a judge's settings and their hash")
    show.add_argument("judge", metavar="NAME|FILE")
    for name, (module, summary) in _ACTIONS.items():
        module.add_arguments(actions.add_parser(name, help=summary, description=module.__doc__))


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says; gives the exit code."""
    if arguments.action in _ACTIONS:
        code: int = _ACTIONS[arguments.action][0].run(arguments)
        return code
    if arguments.action == "show":
        _show(arguments.judge)
    else:
        _list()
    return 0


def _list() -> None:
    for name in judge_names():
        specification = load_specification(name)
        print(f"{name} ({specification.kind})\n{_wrapped(specification.description)}")
    print("\nYour own: give the path of a YAML file wherever a judge is named.")


def _show(name: str) -> None:
    settings = Settings.resolve({"judge": name})
    given = load_specification(name)  # once: the file may be a pipe
    specification = make_judge(given, settings).specification
    print(f"name: {specification.name}\nkind: {specification.kind}\nfile: {specification.path}")
    print(f"description:\n{_wrapped(specification.description)}\nsha256: {specification.sha256}")
    if given.settings:
        print(yaml.safe_dump({"settings": dict(given.settings)}, allow_unicode=True, sort_keys=False), end="")


def _wrapped(text: str) -> str:
    width = min(100, shutil.get_terminal_size().columns)
    return textwrap.fill(text, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
