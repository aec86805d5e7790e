"""scaling: sizes from names or tags, a line per mode and language, and a chart whose labels are text."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from graded_runs import C, U, X, each, write_run
from running import assert_clear_error, codesimpleqa

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report.runs import read_runs
from codesimpleqa_tasks.report.scaling import Scaling, scaling
from codesimpleqa_tasks.report.tags import read_tags, size_in_name, size_of, size_text, with_tags

pytest.importorskip("scipy")

SIZES = {"1.5B": 20, "7B": 40, "14B": 50, "32B": 60}


def series(tmp_path: Path) -> Path:
    """Four sizes in chat and thinking, thinking 6 of 100 questions better."""
    for variant, more, stamp in (("chat", 0, "01"), ("thinking", 6, "02")):
        for size, correct in SIZES.items():
            grades = {lang: [[C]] * (correct + more) + [[X]] * (100 - correct - more) for lang in ("en", "zh")}
            stamped = f"2026-03-{stamp}T10-00-00.000001"
            write_run(tmp_path / "runs", grades, model=f"m/Coder-{size}-Instruct", variant=variant, stamp=stamped)
    return tmp_path / "runs"


def view_of(folder: Path) -> Scaling:
    return scaling(with_tags(read_runs([folder]), {}))


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("org/Coder-7B-Instruct", 7e9),
        ("Coder-1.5b", 1.5e9),
        ("model_350M", 350e6),
        ("Big-30B-A3B", 30e9),
        ("Mix-8x7B", None),
        ("model-4bit", None),
        ("gpt-4", None),
        ("7Band", None),
        ("org-7B/plain", None),
    ],
)
def test_sizes_are_read_from_names_where_they_are_plain(name: str, size: float | None) -> None:
    assert size_in_name(name) == size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("7B", 7e9),
        (" 1.5 b ", 1.5e9),
        ("350M", 350e6),
        ("1T", 1e12),
        (7e9, 7e9),
        (True, None),
        (-1, None),
        ("0B", None),
        ("big", None),
    ],
)
def test_sizes_are_read_as_people_write_them(text: str | float, size: float | None) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["7B", "1.5B", "350M", "1T", "14B"])
def test_sizes_are_written_as_they_are_read(text: str) -> None:
    size = size_of(text)
    assert size is not None and size_text(size) == text


def test_every_mode_and_language_has_points_by_size_and_a_line(tmp_path: Path) -> None:
    view = view_of(series(tmp_path))
    chat = [p for p in view.points if (p.mode, p.language) == ("chat", "en")]
    assert [(p.size, p.f_score) for p in chat] == [(size_of(s), pytest.approx(n / 100)) for s, n in SIZES.items()]
    assert set(view.trends) == {(mode, lang) for mode in ("chat", "thinking") for lang in ("all", "en", "zh")}
    assert all(trend and trend.slope_low > 0 for trend in view.trends.values())


def test_thinking_is_set_against_chat_of_the_same_model(tmp_path: Path) -> None:
    gap = view_of(series(tmp_path)).gaps["en"]
    assert (gap.mean, gap.models) == (pytest.approx(0.06), 4)


def test_tags_give_size_and_mode_and_go_before_names(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C, X]), model="m/Coder-7B")
    write_run(tmp_path / "b", each("en", [C, X]), model="m/Unnamed")
    tags = tmp_path / "tags.yaml"
    tags.write_text("m/Coder-7B: {size: 8B}\nUnnamed: {size: 32B, mode: 深度思考}\n", encoding="utf-8")
    points = scaling(with_tags(read_runs([tmp_path / "a", tmp_path / "b"]), read_tags(tags))).points
    assert [(p.run, p.size, p.mode) for p in points] == [("Coder-7B", 8e9, "chat"), ("Unnamed", 32e9, "深度思考")]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("- 7B", "expected a mapping"),
        ("A: 7B", "write size, mode or both"),
        ("A: {size: huge}", "size is 'huge'"),
        ("A: {mode: 3}", "mode is 3"),
        ("A: {colour: red}", "write size, mode or both"),
        ("A: {", "not valid YAML"),
    ],
)
def test_tags_that_say_nothing_usable_are_refused(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=part) as raised:
        read_tags(path)
    assert str(path) in str(raised.value)


def test_tags_for_a_run_that_is_not_there_are_refused(tmp_path: Path) -> None:
    write_run(tmp_path, each("en", [C]))
    with pytest.raises(InputError, match="tags for 'Modell-7B', but there is no such run; there are: Model-7B"):
        with_tags(read_runs([tmp_path]), {"Modell-7B": {"size": 7e9}})


def test_a_mode_for_a_run_of_several_variants_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the mode of Coder-7B-Instruct is 'fast', but it has chat, thinking"):
        with_tags(read_runs([series(tmp_path)]), {"Coder-7B-Instruct": {"mode": "fast"}})


def test_runs_without_size_or_figures_are_left_out_and_named(tmp_path: Path) -> None:
    folder = series(tmp_path)
    write_run(tmp_path / "a", each("en", [C]), model="m/Sizeless")
    write_run(tmp_path / "b", each("en", [U]), model="m/Broken-3B")
    view = scaling(with_tags(read_runs([folder, tmp_path / "a", tmp_path / "b"]), {}))
    assert [line.partition(":")[0] for line in view.left_out] == ["Sizeless", "Broken-3B, en, chat"]


def test_nothing_to_show_is_an_error(tmp_path: Path) -> None:
    write_run(tmp_path / "a", each("en", [C]), model="m/Sizeless")
    assert_clear_error(codesimpleqa("scaling", "a", folder=tmp_path), "Sizeless: no size known", "--tags")


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (Language.ENGLISH, {"English", "Chinese", "parameters", "F-score", "chat", "thinking"}),
        (Language.CHINESE, {"英文", "中文", "参数量", "F 值", "对话", "思考"}),
    ],
)
def test_the_chart_has_its_labels_as_text_in_fonts_with_chinese(
    tmp_path: Path, labels: Language, words: set[str]
) -> None:
    pytest.importorskip("matplotlib")
    from codesimpleqa_tasks.report.scaling_chart import scaling_chart

    root = ElementTree.fromstring(scaling_chart(view_of(series(tmp_path)), labels))
    texts = list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert words | {"1.5B", "32B"} <= {text.text for text in texts}
    assert all("Noto Sans CJK SC" in text.get("style", "") for text in texts)


def test_table_json_and_chart_come_from_one_command(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    series(tmp_path)
    finished = codesimpleqa("scaling", "runs", "-o", "chart.svg", folder=tmp_path)
    assert finished.returncode == 0, finished.stderr
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert "Thinking minus chat, English: +0.060" in finished.stdout
    found = json.loads(codesimpleqa("scaling", "runs", "--json", folder=tmp_path).stdout)
    (trend,) = (t for t in found["trends"] if (t["mode"], t["language"]) == ("chat", "en"))
    assert f"{trend['slope']:+.3f}" in finished.stdout


@pytest.mark.parametrize(
    ("name", "begins"),
    [("c.svg", b"<?xml"), ("c.png", b"\x89PNG\r\n"), ("c.PDF", b"%PDF-")],
    ids=lambda value: str(value),
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_chart_has_the_format_of_its_ending(tmp_path: Path, name: str, begins: bytes, language: str) -> None:
    pytest.importorskip("matplotlib")
    series(tmp_path)
    finished = codesimpleqa("scaling", "runs", "-o", name, "--language", language, folder=tmp_path)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["chart.gif", "chart", "chart.html"])
def test_an_ending_without_a_format_is_refused(tmp_path: Path, name: str) -> None:
    pytest.importorskip("matplotlib")
    finished = codesimpleqa("scaling", "runs", "-o", name, folder=tmp_path)
    assert_clear_error(finished, name, ".svg, .png, .pdf")
    assert not (tmp_path / name).exists()
