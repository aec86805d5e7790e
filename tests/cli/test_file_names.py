"""Files and folders may have any name: blanks, Chinese characters, and the home folder as ~."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import assert_clear_error, codesimpleqa, read_rows, task_arguments, write_jsonl

ROW = {"question": "Which command lists files on Unix?", "answer": "ls", "language": "en", "domain": "Databases"}
FOLDERS = ["a folder", "评测 目录", "~", "~/评测 目录"]


def run(tmp_path: Path, *arguments: str) -> str:
    """What the command printed, run where `tmp_path`/home dir is the home folder; it must succeed."""
    finished = codesimpleqa(*arguments, folder=tmp_path, environment={"HOME": str(tmp_path / "home dir")})
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def made(tmp_path: Path, folder: str) -> Path:
    """The folder of that name, made."""
    path = tmp_path / folder.replace("~", "home dir")
    path.mkdir(parents=True)
    return path


@pytest.mark.parametrize("folder", FOLDERS)
def test_grade_and_agreement_take_any_name(tmp_path: Path, folder: str) -> None:
    place = made(tmp_path, folder)
    write_jsonl(place / "输入 1.jsonl", [ROW | {"response": "ls"}])
    (place / "评 判.yaml").write_text("kind: rule\n")
    files = [f"{folder}/{name}" for name in ("输入 1.jsonl", "输出 1.jsonl", "评 判.yaml")]
    printed = run(tmp_path, "grade", files[0], "-o", files[1], "--judge", files[2])
    assert str(place / "输出 1.jsonl").removeprefix(f"{tmp_path}/") in printed
    assert [row["grade"] for row in read_rows(place / "输出 1.jsonl")] == ["CORRECT"]
    assert "100.0%" in run(tmp_path, "judges", "agreement", files[1])


@pytest.mark.parametrize("folder", FOLDERS)
def test_report_compare_leaderboard_and_scaling_take_any_name(tmp_path: Path, folder: str) -> None:
    for package in ("scipy", "jinja2", "matplotlib"):
        pytest.importorskip(package)
    place = made(tmp_path, folder)
    for name, grade in (("甲 7B", "CORRECT"), ("乙 3B", "INCORRECT")):
        write_jsonl(place / f"{name}.jsonl", [ROW | {"response": "ls", "grade": grade, "judge_reply": ""}])
    first, second = f"{folder}/甲 7B.jsonl", f"丙 1B={folder}/乙 3B.jsonl"
    (place / "标 签.yaml").write_text("甲 7B: {size: 7B}\n", encoding="utf-8")
    run(tmp_path, "report", first, second, "-o", f"{folder}/报 告.html")
    run(tmp_path, "compare", first, second, "-o", f"{folder}/差 异.jsonl")
    run(tmp_path, "leaderboard", first, second, "-o", f"{folder}/榜 单.md")
    run(tmp_path, "scaling", first, second, "-o", f"{folder}/图 表.svg", "--tags", f"{folder}/标 签.yaml")
    assert {"报 告.html", "差 异.jsonl", "榜 单.md", "图 表.svg"} <= {path.name for path in place.iterdir()}


def test_eval_takes_any_name(tmp_path: Path) -> None:
    place = made(tmp_path, "~/评测 目录")
    write_jsonl(place / "题 目.jsonl", [ROW])
    tasks = [*task_arguments(), "--tasks", "codesimpleqa_en", "--metadata", "data=~/评测 目录/题 目.jsonl"]
    run(tmp_path, "eval", *tasks, "--output_path", "~/评测 目录/结果 1")
    assert len(list((place / "结果 1").rglob("samples_*.jsonl"))) == 1
    assert not (tmp_path / "~").exists()


def test_an_unknown_home_is_a_name_like_others(tmp_path: Path) -> None:
    assert_clear_error(
        codesimpleqa("grade", "~nobody-here/x", "-o", "o", folder=tmp_path), "~nobody-here/x: no such file"
    )
