"""List the judges that ship with the package, show one, or compare one with careful graders."""

from __future__ import annotations

import argparse

import yaml

from codesimpleqa_tasks.cli import judges_agreement, judges_store
from codesimpleqa_tasks.judging import judge_names, load_judge, load_specification
from codesimpleqa_tasks.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa judges`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="the judges by name (default)")
    show = actions.add_parser("show", help="a judge's settings and their hash")
    show.add_argument("judge", metavar="NAME|FILE")
    store = actions.add_parser("store", help="show and prune the judgement store", description=judges_store.__doc__)
    judges_store.add_arguments(store)
    agreement = actions.add_parser(
        "agreement", help="compare a judge with careful graders", description=judges_agreement.__doc__
    )
    judges_agreement.add_arguments(agreement)


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says; gives the exit code."""
    if arguments.action == "store":
        return judges_store.run(arguments)
    if arguments.action == "agreement":
        return judges_agreement.run(arguments)
    if arguments.action == "show":
        _show(arguments.judge)
        return 0
    for name in judge_names():
        specification = load_specification(name)
        print(f"{name} ({specification.kind})\n  {specification.description}")
    print("\nYour own: give the path of a YAML file wherever a judge is named.")
    return 0


def _show(name: str) -> None:
    specification = load_judge(Settings.resolve({"judge": name})).specification
    print(f"name: {specification.name}\nkind: {specification.kind}\nfile: {specification.path}")
    print(f"description: {specification.description}\nsha256: {specification.sha256}")
    print(yaml.safe_dump({"settings": dict(specification.settings)}, allow_unicode=True, sort_keys=False), end="")
