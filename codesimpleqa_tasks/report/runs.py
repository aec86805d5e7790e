"""Runs: what an evaluation of one model has left, whatever wrote it, read into one record and one frame."""

from __future__ import annotations

import dataclasses
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas
from tqdm import tqdm

from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report.finding import files_of_runs, read_part
from codesimpleqa_tasks.report.graded_rows import COLUMNS, TEXT, without_surrogates
from codesimpleqa_tasks.report.parts import Part

log = logging.getLogger("codesimpleqa")


@dataclass(frozen=True, eq=False)
class Run:
    """The graded answers of one model, with what is known of their making.

    `name` is short and unique among the runs read together; `harness` is "lm-eval", "opencompass" or "grade";
    `provenance` has "data", "judge", "prompts" and "packages" as far as they are known (see
    `codesimpleqa_tasks.provenance`), {} where nothing is; `date` is an ISO 8601 time in UTC; `paths` are the files
    that were read; `tags` holds what the user said of the run ("size" in parameters, "mode"). `answers` has one
    row per response and the columns of COLUMNS.
    """

    name: str
    model: str
    harness: str
    answers: pandas.DataFrame
    paths: tuple[Path, ...]
    provenance: Mapping[str, Any] = field(default_factory=dict)
    date: str | None = None
    tags: Mapping[str, Any] = field(default_factory=dict)
    ungraded_tolerance: float = 0.0

    @property
    def path(self) -> Path:
        """Where the run lies: its file, or the folder of its files."""
        return self.paths[0] if len(self.paths) == 1 else self.paths[0].parent

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The variants it has answers of, in the order of Variant."""
        there = set(self.answers["variant"].unique())
        return tuple(variant for variant in Variant if variant.value in there)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages it has answers in, English first."""
        there = set(self.answers["language"].unique())
        return tuple(language for language in Language if language.value in there)


def read_runs(paths: Sequence[str | Path]) -> list[Run]:
    """The runs that lie at the paths, in the order of the paths; what each path is, is found out.

    A path is an output folder of lm-eval or OpenCompass (or one above several), one of their files, or a file
    that `codesimpleqa grade` wrote; NAME=PATH gives its run a name. Answers of one model that lie below one path
    (or were given one name), on the same data with the same judge and prompts, are one run as long as no language
    and variant comes twice; what comes twice are two runs.

    Raises InputError for a path that holds no run, for damaged files and for answers without grades. A file that
    is given twice is read once, with a warning.
    """
    seen: dict[Path, str] = {}
    wanted: list[tuple[int, str | None, Path]] = []
    for order, given in enumerate(paths):
        name, path = _named(given)
        for found in files_of_runs(path):
            if found.resolve() in seen:
                log.warning("%s: given twice; it is read once.", found)
                continue
            seen[found.resolve()] = str(given)
            wanted.append((order, name, found))
    groups: list[tuple[tuple[Any, ...], list[Part]]] = []
    for order, name, path in tqdm(wanted, desc="reading runs", unit="file", delay=2, leave=False):
        part = dataclasses.replace(read_part(path), given_name=name)
        _put(groups, part, order)
    runs = _with_unique_names([_run_of(parts) for _, parts in groups])
    _warn_of_copies(runs)
    return runs


def files_at(given: str | Path) -> list[Path]:
    """The files with graded answers, in full, that PATH or NAME=PATH stands for. Raises InputError as `read_runs`."""
    return [found.resolve() for found in files_of_runs(_named(given)[1])]


def answers_frame(runs: Sequence[Run]) -> pandas.DataFrame:
    """The answers of all runs in one frame, one row per response, with the columns of COLUMNS.

    Raises ValueError if there are no runs.
    """
    return pandas.concat([run.answers for run in runs], ignore_index=True)


def _named(given: str | Path) -> tuple[str | None, Path]:
    text = str(given)
    name, equals, rest = text.partition("=")
    if equals and name.strip() and rest and not Path(text).exists():
        return name.strip(), Path(rest).expanduser()
    return None, Path(text).expanduser()


def _put(groups: list[tuple[tuple[Any, ...], list[Part]]], part: Part, order: int) -> None:
    """Add a part to the one run that it can belong to, or begin a new run with it."""
    key = (part.given_name or (order, part.model), part.harness, part.essentials())
    fitting = [
        parts for other, parts in groups if other == key and not any(part.places() & there.places() for there in parts)
    ]
    together = [parts for parts in fitting if parts[0].belongs_to == part.belongs_to]
    if len(together or fitting) == 1:
        (together or fitting)[0].append(part)
    else:
        groups.append((key, [part]))


def _run_of(parts: Sequence[Part]) -> Run:
    first = parts[0]
    answers = first.answers if len(parts) == 1 else pandas.concat([p.answers for p in parts], ignore_index=True)
    model = without_surrogates(first.model)
    return Run(
        name=first.given_name or _short(model),
        model=model,
        harness=first.harness,
        answers=answers,
        paths=tuple(part.path for part in parts),
        provenance=first.provenance,
        date=max((part.date for part in parts if part.date), default=None),
        ungraded_tolerance=min(part.ungraded_tolerance for part in parts),
    )


def _short(model: str) -> str:
    return model.rstrip("/").rsplit("/", 1)[-1] or model


def _with_unique_names(runs: Sequence[Run]) -> list[Run]:
    """The runs under names that tell them apart, which also stand in the column "run"."""
    tellers: tuple[Callable[[Run], str], ...] = (
        lambda run: "+".join(variant.value for variant in run.variants),
        lambda run: run.path.name if run.path.is_dir() else run.path.parent.name,
        lambda run: (run.date or "").replace("T", " ").removesuffix("+00:00"),
    )
    counts = Counter(run.name for run in runs)
    names = {id(run): run.name for run in runs}
    for name, count in counts.items():
        if count > 1:
            alike = [run for run in runs if run.name == name]
            teller = next((t for t in tellers if len(set(map(t, alike))) == count and all(map(t, alike))), None)
            for number, run in enumerate(alike, start=1):
                names[id(run)] = f"{name} ({teller(run) if teller else f'#{number}'})"
    named = []
    for run in runs:
        answers = run.answers.copy(deep=False)
        answers.insert(0, "run", pandas.Series([names[id(run)]] * len(answers), dtype=TEXT))
        named.append(dataclasses.replace(run, name=names[id(run)], answers=answers[list(COLUMNS)]))
    return named


def _warn_of_copies(runs: Sequence[Run]) -> None:
    seen: dict[int, Run] = {}
    for run in runs:
        told = run.answers[["question_id", "variant", "response", "grade"]]
        print_ = int(pandas.util.hash_pandas_object(told, index=False).to_numpy().sum())
        if print_ in seen:
            log.warning(
                "%s and %s hold the same responses with the same grades: the same run twice?",
                *(f"{r.name} ({r.path})" for r in (seen[print_], run)),
            )
        seen.setdefault(print_, run)


__all__ = ["COLUMNS", "Run", "answers_frame", "read_runs"]
