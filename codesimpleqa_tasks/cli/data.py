"""Show the question sources, count the questions of one, fetch the official file, check a question file."""

from __future__ import annotations

import argparse
from collections import Counter

from codesimpleqa_tasks.cli.data_check import add_arguments as add_check_arguments
from codesimpleqa_tasks.cli.data_check import run as run_check_command
from codesimpleqa_tasks.questions import Language, QuestionSet, load_questions, official
from codesimpleqa_tasks.questions.sources import BUILTIN, OFFICIAL
from codesimpleqa_tasks.settings import Settings
from codesimpleqa_tasks.terminal import table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa data`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="the sources that there are (default)")
    show = actions.add_parser("show", help="count a source's questions by language, domain, programming language")
    show.add_argument("source", nargs="?", metavar="SOURCE", help="builtin, official, FILE.jsonl or a dataset id")
    actions.add_parser("fetch", help="download the official file into the cache and check it")
    check = actions.add_parser("check", help="hold a question file against the rules for questions")
    add_check_arguments(check)


def run(arguments: argparse.Namespace) -> int:
    """List, show, fetch or check; gives the exit code."""
    if arguments.action == "check":
        return run_check_command(arguments)
    if arguments.action == "show":
        print(_counts(load_questions(Settings.resolve({"data": arguments.source}).data)))
    elif arguments.action == "fetch":
        path = official.fetch()
        print(f"The official questions are at {path}. Use them with: data=official, or CODESIMPLEQA_DATA=official")
    else:
        _list()
    return 0


def _list() -> None:
    builtin = load_questions(BUILTIN)
    cached = official.cache_path()
    rows = [
        [BUILTIN, _in_brief(builtin), "ships with the package; every answer checked"],
        [
            OFFICIAL,
            _in_brief(load_questions(OFFICIAL)) if cached.exists() else "not fetched yet",
            "the published file" if cached.exists() else "codesimpleqa data fetch",
        ],
        ["FILE.jsonl", "", "your own, in the published schema or ours"],
        ["OWNER/NAME", "", "a Hugging Face dataset, optionally #SPLIT"],
    ]
    print(table(["source", "questions", ""], rows, left=3))
    print(f"\nIn use, unless a command says otherwise: {Settings.resolve().data}")


def _in_brief(data: QuestionSet) -> str:
    counts = Counter(q.language for q in data.questions)
    return f"{len(data.questions)} ({', '.join(f'{counts[lang]} {lang.value}' for lang in Language)})"


def _counts(data: QuestionSet) -> str:
    lines = [
        f"source: {data.source}" + (f" (version {data.version})" if data.version else ""),
        f"sha256: {data.sha256}",
        "",
    ]
    for title, attribute in (("domain", "domain"), ("programming language", "programming_language")):
        per_language = Counter((getattr(q, attribute), q.language) for q in data.questions)
        totals = Counter(getattr(q, attribute) for q in data.questions)
        rows = [
            [name, *(per_language[name, lang] for lang in Language), total]
            for name, total in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        ]
        rows.append(["all", *(sum(q.language is lang for q in data.questions) for lang in Language), totals.total()])
        lines += [table([title, *(lang.title for lang in Language), "all"], rows), ""]
    return "\n".join(lines).rstrip()
