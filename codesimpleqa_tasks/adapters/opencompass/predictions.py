"""From OpenCompass' merged predictions to answered questions; nothing is scored that does not fit its question."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError

log = logging.getLogger("codesimpleqa")


@dataclass
class Answered:
    """A question with all the predictions for it."""

    gold: Mapping[str, Any]
    example_abbr: str
    predictions: list[str | None] = field(default_factory=list)


def answered_questions(rows: Any, predictions: Sequence[Any], prompts: Sequence[Any], out_dir: str) -> list[Answered]:
    """The questions in the order of `rows` (of CodeSimpleQADataset), repeats put together.

    `predictions` holds a string for each row, or a list of strings where the model returned several. `prompts`
    holds what the prediction file has as "origin_prompt"; `out_dir` is the result's path without its ending.

    OpenCompass reads the parts of a partitioned dataset up to the first that is missing, and lays them end to end
    whatever their sizes. Raises InputError, therefore, if there are fewer or more predictions than rows,
    or if one was made for another question.
    """
    _require_fitting_prompts(rows, prompts, out_dir)
    if len(predictions) != len(rows):
        raise InputError(_wrong_number(len(rows), len(predictions), out_dir))
    by_id: dict[str, Answered] = {}
    for row, prediction in zip(rows, predictions):
        gold = row["gold"]
        question = by_id.setdefault(gold["id"], Answered(gold, f"{row['subdivision']}_{row['idx']}"))
        question.predictions.extend(prediction if isinstance(prediction, list) else [prediction])
    return list(by_id.values())


def _require_fitting_prompts(rows: Any, prompts: Sequence[Any], out_dir: str) -> None:
    unknown = 0
    for number, (row, given) in enumerate(zip(rows, prompts)):
        text = "\n".join(_texts(given))
        if not text:
            unknown += 1
        elif row["prompt"] not in text:
            raise InputError(
                f"{predictions_stem(out_dir)}: prediction {number} was made for another prompt than that of question "
                f"{row['gold']['id']} ({row['gold']['question'][:60]!r}). The predictions are of other questions, of "
                f"another variant or version of the prompts, or of parts cut differently. Name the data that they were "
                f"made with, or delete these predictions and run the inference again."
            )
    if unknown:
        log.warning("%s: predictions that do not say which prompt they answer: %d.", predictions_stem(out_dir), unknown)


def _texts(prompt: Any) -> Iterator[str]:
    """All text in a prompt, whatever form the model class gave it (a string, messages, prompts with sections)."""
    if isinstance(prompt, str):
        yield prompt
    elif isinstance(prompt, Mapping):
        yield from (text for key in ("prompt", "content") for text in _texts(prompt.get(key)))
    elif isinstance(prompt, Sequence):
        yield from (text for part in prompt for text in _texts(part))


def _wrong_number(rows: int, predictions: int, out_dir: str) -> str:
    stem = predictions_stem(out_dir)
    parts = sorted((int(p.stem.rpartition("_")[2]) for p in _parts(stem)), key=int)
    found = f" (parts found: {', '.join(map(str, parts))})" if parts else ""
    if predictions < rows:
        return (
            f"{stem}: there are predictions for {predictions} of {counted(rows, 'row')}{found}; nothing is scored. "
            f"Run the same command again with -r to finish the inference. If the question file has changed meanwhile, "
            f"delete .cache/dataset_size.json (OpenCompass keeps the old size there) and the parts first."
        )
    return (
        f"{stem}: there are {predictions} predictions for {counted(rows, 'row')}{found}; nothing is scored. "
        f"They were made with other data or cut into parts differently: delete them and run the inference again."
    )


def predictions_stem(out_dir: str) -> Path:
    """Where the predictions of a result lie: the same path under predictions/, without its ending."""
    before, _, after = out_dir.rpartition("/results/")
    return Path(f"{before}/predictions/{after}")


def _parts(stem: Path) -> Iterator[Path]:
    return (p for p in stem.parent.glob(f"{stem.name}_*.json") if p.stem.rpartition("_")[2].isdigit())
