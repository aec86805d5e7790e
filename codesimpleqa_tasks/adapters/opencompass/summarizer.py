"""The table at the end of a run: per language the five figures, both languages pooled, and what must be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from opencompass.summarizers import DefaultSummarizer
from opencompass.summarizers.default import model_abbr_from_cfg_used_in_summarizer
from opencompass.utils import dataset_abbr_from_cfg, model_abbr_from_cfg

from codesimpleqa_tasks.adapters.opencompass.stopping import MARK
from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.scoring import FIGURE_NAMES
from codesimpleqa_tasks.scoring.figures import Tally
from codesimpleqa_tasks.scoring.percentages import summary_in_percent

_SHOWN = (*FIGURE_NAMES, "calibration_error", "brier_score", "confidence_given")
_SHOWN_IF_ANY = ("ungraded", "truncated")
_PARTS = {"domain": "by_domain", "programming_language": "by_programming_language"}

Results = dict[str, dict[str, dict[str, Any]]]
"""By model, then by dataset."""


class CodeSimpleQASummarizer(DefaultSummarizer):  # type: ignore[misc]
    """OpenCompass' own summary, with our datasets in brief and rows for both languages together.

    Those rows (`codesimpleqa`, `codesimpleqa_thinking`, ...) are computed from the counted grades of both
    languages, not averaged. `by` ("domain" or "programming_language") shows the F-score of each part instead. Other
    datasets of the run appear as OpenCompass shows them. Arguments beside `by` are DefaultSummarizer's.
    """

    dataset_abbrs: list[Any] | None

    def __init__(
        self,
        config: Any,
        by: str | None = None,
        dataset_abbrs: list[Any] | None = None,
        summary_groups: Sequence[Any] = (),
    ) -> None:
        if by is not None and by not in _PARTS:
            raise ValueError(f"by is {by!r}; it must be one of {', '.join(_PARTS)}")
        super().__init__(config, dataset_abbrs=dataset_abbrs, summary_groups=list(summary_groups))
        self._by = by
        self._ours = [d for d in self.dataset_cfgs if str(d.get("type", "")).endswith("CodeSimpleQADataset")]
        self._rows: list[tuple[str, str]] = []
        self._notes: list[str] = []

    def _pick_up_results(self) -> Any:
        raw, parsed, metrics, modes = super()._pick_up_results()
        self._notes = list(self._notes_on(raw))
        return raw, parsed, metrics, modes

    def _calculate_group_metrics(self, raw: Results, parsed: Results, metrics: Any, modes: Any) -> Any:
        raw, parsed, metrics, modes = super()._calculate_group_metrics(raw, parsed, metrics, modes)
        for name, members in self._groups().items():
            for model, of_model in raw.items():
                if not all("grade_counts" in of_model.get(abbr, {}) for abbr in members):
                    continue  # over one language only it would be another figure under the same name
                results = [of_model[abbr] for abbr in members]
                if len(members) > 1:
                    self._add(name, _pooled(results), model, parsed, metrics, modes)
                whole = name if len(members) > 1 else members[0]
                for part, found in _pooled_parts(results, self._by):
                    self._add(f"{whole}: {part}", found, model, parsed, metrics, modes)
        self._rows = list(self._chosen_rows(parsed, metrics))
        if self.dataset_abbrs is None:
            self.dataset_abbrs = self._rows
        for of_model in raw.values():
            for result in of_model.values():
                for key in (*_PARTS.values(), "by_language", "grade_counts"):
                    result.pop(key, None)
        return raw, parsed, metrics, modes

    def _groups(self) -> dict[str, list[str]]:
        """The datasets of ours in this run, by variant (and data, if there are several): a name and the members."""
        groups: dict[tuple[str, str | None], list[str]] = {}
        for dataset in self._ours:
            key = (dataset.get("variant", Variant.CHAT.value), dataset.get("data"))
            groups.setdefault(key, []).append(dataset_abbr_from_cfg(dataset))
        several = len({data for _, data in groups}) > 1
        return {
            ("codesimpleqa" if variant == Variant.CHAT else f"codesimpleqa_{variant}")
            + (f" ({data or 'default data'})" if several else ""): members
            for (variant, data), members in groups.items()
        }

    @staticmethod
    def _add(
        name: str, found: Mapping[str, Any], model: str, parsed: Results, metrics: Any, modes: dict[str, str]
    ) -> None:
        numbers = {key: value for key, value in found.items() if isinstance(value, int | float)}
        parsed[model][name] = numbers
        metrics[name] = list(numbers)
        modes[name] = f"gen, n={found['questions']}"

    def _chosen_rows(self, parsed: Results, metrics: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
        abbrs = {dataset_abbr_from_cfg(d) for d in self._ours}
        for name, members in self._groups().items():
            if self._by:
                whole = name if len(members) > 1 else members[0]
                parts = [row for row in metrics if row.startswith(f"{whole}: ")]
                yield from ((part, "f_score") for part in parts)
                continue
            for row in dict.fromkeys([*members, name]):
                if row not in metrics:
                    if row in abbrs:
                        yield row, "f_score"  # no result: the table shows that
                    continue
                yield from ((row, figure) for figure in _SHOWN if figure in metrics[row])
                for figure in _SHOWN_IF_ANY:
                    if any(of_model.get(row, {}).get(figure) for of_model in parsed.values()):
                        yield row, figure
        others = [d for d in map(dataset_abbr_from_cfg, self.dataset_cfgs) if d not in abbrs]
        groups = [group["name"] for group in self.summary_groups]
        for row in [*others, *groups]:
            yield from ((row, figure) for figure in metrics.get(row, ["-"]))

    def summarize(self, output_path: str | None = None, time_str: str = "") -> None:
        """Write and print OpenCompass' summary, then print what must be known beside the figures."""
        super().summarize(output_path, time_str)
        for note in self._notes:
            print(note)

    def _format_raw_txt(self, raw_results: Results) -> str:
        return "\n".join([*self._notes, super()._format_raw_txt(raw_results)])

    def _notes_on(self, raw: Results) -> Iterator[str]:
        """The notes of all results of ours, alike ones put together, and why others are missing."""
        subjects: dict[str, list[str]] = {}
        for cfg in self.model_cfgs:
            model = model_abbr_from_cfg_used_in_summarizer(cfg)
            for dataset in self._ours:
                abbr = dataset_abbr_from_cfg(dataset)
                result = raw.get(model, {}).get(abbr)
                said = result.get("notes", []) if result is not None else [self._why_missing(cfg, abbr)]
                for note in said:
                    subjects.setdefault(note, []).append(f"{model}/{abbr}")
        for note, about in subjects.items():
            shown = ", ".join(about[:4]) + (f" and {len(about) - 4} more" if len(about) > 4 else "")
            yield f"{MARK}{shown}: {note}"

    def _why_missing(self, model: Any, abbr: str) -> str:
        """Why a dataset has no result, from the logs of its tasks and what inference has left."""
        name = model_abbr_from_cfg(model)
        work_dir = Path(self.work_dir)
        logs = [
            work_dir / "logs" / "eval" / name / f"{abbr}.out",
            *sorted((work_dir / "logs" / "infer" / name).glob(f"{abbr}*.out")),
            *sorted((work_dir / "logs" / "infer" / name).glob("*.out")),
        ]
        for log in logs:
            if log.is_file():
                lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
                said = [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]
                if said:
                    return f"no score. {said[-1]}"
        unfinished = sorted((work_dir / "predictions" / name).glob(f"tmp_{abbr}*.jsonl"))
        if unfinished:
            answers = sum(len(p.read_text(encoding="utf-8", errors="replace").splitlines()) for p in unfinished)
            return (
                f"no score. Inference was interrupted after {counted(answers, 'answer')}, kept for later. "
                f"Run the same command again with -r {work_dir.name} to go on from there."
            )
        existing = next((str(log) for log in logs if log.is_file()), str(work_dir / "logs"))
        return f"no score. The task has failed or not run; see {existing}"


def _pooled(results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The figures of several results together. "truncated" is the mean over the answers."""
    tally = sum((Tally.from_counts(result["grade_counts"]) for result in results), Tally())
    answers = [result["counts"]["answers"] for result in results]
    truncated = sum(result["truncated"] * number for result, number in zip(results, answers)) / sum(answers)
    return summary_in_percent(tally, _tolerance(results)) | {"truncated": truncated}


def _pooled_parts(results: Sequence[Mapping[str, Any]], by: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if by is None:
        return
    tallies: dict[str, Tally] = {}
    for result in results:
        for part, found in result[_PARTS[by]].items():
            tallies[part] = tallies.get(part, Tally()) + Tally.from_counts(found["grade_counts"])
    for part, tally in sorted(tallies.items(), key=lambda item: (-item[1].questions, item[0])):
        yield part, summary_in_percent(tally, _tolerance(results))


def _tolerance(results: Sequence[Mapping[str, Any]]) -> float:
    """The smallest share of UNGRADED answers that was allowed for any of them."""
    return min(float(result["ungraded_tolerance"]["share"]) for result in results)
