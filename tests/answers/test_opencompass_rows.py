"""Which files of OpenCompass `codesimpleqa grade` reads, and how."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codesimpleqa_tasks.answers.rows import read_answered_rows
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.questions import Language


def entry(number: int, prediction: Any = "def", **gold: Any) -> dict[str, Any]:
    """An entry of a prediction file, as our dataset makes it."""
    return {
        "origin_prompt": f"Question: which keyword {number}?",
        "prediction": prediction,
        "gold": {
            **{"id": f"en-{number}", "language": "en", "question": f"which keyword {number}?", "answer": "def"},
            **{"aliases": ["DEF"], "domain": "Databases", "programming_language": "python", "variant": "thinking"},
            **gold,
        },
    }


def write(path: Path, content: Any, indent: int | None = 4) -> Path:
    """A file as OpenCompass writes it."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=indent), encoding="utf-8")
    return path


def predictions(*entries: dict[str, Any]) -> dict[str, Any]:
    return {str(i): e for i, e in enumerate(entries)}


def test_a_prediction_file(tmp_path: Path) -> None:
    path = write(tmp_path / "codesimpleqa_en.json", predictions(entry(0), entry(1, "函数", language="zh")))
    first, second = read_answered_rows(path)
    assert (first.question, first.gold, first.responses, first.is_list) == ("which keyword 0?", "def", ("def",), False)
    assert (first.aliases, first.domain, first.programming_language) == (("DEF",), "Databases", "python")
    assert (first.variant, first.language, second.language) == (Variant.THINKING, Language.ENGLISH, Language.CHINESE)
    assert second.row["prediction"] == "函数"


def test_the_details_of_a_result_file(tmp_path: Path) -> None:
    path = write(tmp_path / "codesimpleqa_en.json", {"f_score": 50.0, "details": [entry(0, ["def", "class"])]})
    (row,) = read_answered_rows(path)
    assert (row.responses, row.is_list) == (("def", "class"), True)


def test_a_result_file_without_details(tmp_path: Path) -> None:
    path = write(tmp_path / "codesimpleqa_en.json", {"f_score": 50.0, "correct": 50.0})
    with pytest.raises(InputError, match=r"has no details .* under predictions/ instead"):
        list(read_answered_rows(path))


def test_repeats_of_a_question_are_one_row(tmp_path: Path) -> None:
    path = write(tmp_path / "codesimpleqa_en.json", predictions(entry(0, "a"), entry(1, "b"), entry(0, "c")))
    first, second = read_answered_rows(path)
    assert (first.responses, first.is_list, first.row["prediction"]) == (("a", "c"), True, ["a", "c"])
    assert (second.responses, second.is_list) == (("b",), False)


def test_the_name_of_a_dataset_in_parts_means_all_parts(tmp_path: Path) -> None:
    for part in range(12):
        write(tmp_path / f"codesimpleqa_en_{part}.json", predictions(entry(part)))
    rows = list(read_answered_rows(tmp_path / "codesimpleqa_en.json"))
    assert [row.question for row in rows] == [f"which keyword {part}?" for part in range(12)]


def test_one_part_alone_is_said_to_be_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for part in range(2):
        write(tmp_path / f"codesimpleqa_en_{part}.json", predictions(entry(part)))
    assert len(list(read_answered_rows(tmp_path / "codesimpleqa_en_1.json"))) == 1
    assert "one of 2 parts" in caplog.text and "codesimpleqa_en.json" in caplog.text


def test_what_an_interrupted_inference_has_kept(tmp_path: Path) -> None:
    path = tmp_path / "tmp_codesimpleqa_en.jsonl"
    path.write_text("".join(json.dumps({"idx": str(i), **entry(i)}) + "\n" for i in range(2)), encoding="utf-8")
    assert [row.responses for row in read_answered_rows(path)] == [("def",), ("def",)]


def test_jsonl_that_is_called_json_is_still_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text('{"question": "q", "answer": "a", "response": "a"}\n', encoding="utf-8")
    (row,) = read_answered_rows(path)
    assert row.question == "q"


@pytest.mark.parametrize(
    "content, message",
    [
        ({"0": {"origin_prompt": "x", "prediction": "y", "gold": "A"}}, r"entry 0: no prediction of a CodeSimpleQA"),
        ({"0": 164}, r"entry 0: expected an object, found int"),
        ({"0": {**entry(0), "prediction": 5}}, r'entry 0: "prediction" holds int'),
        ({"details": [entry(0, [])]}, r'entry 0: "prediction" is an empty list'),
    ],
)
def test_other_files_of_opencompass_are_named_with_the_entry(tmp_path: Path, content: Any, message: str) -> None:
    path = write(tmp_path / "other.json", content)
    with pytest.raises(InputError, match=message) as error:
        list(read_answered_rows(path))
    assert str(error.value).startswith(str(path))


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = write(tmp_path / "codesimpleqa_en.json", predictions(entry(0)))
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    with pytest.raises(InputError, match=r"not valid JSON at line \d+, column \d+: .* Is it cut off\?"):
        list(read_answered_rows(path))
