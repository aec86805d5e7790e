"""Runs are found wherever they lie, whatever wrote them, and read into one frame with documented columns."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from graded_runs import ANSWERS, C, N, U, X, document, each, write_graded, write_opencompass, write_run
from running import REPOSITORY, codesimpleqa, write_jsonl

from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report.differences import made_differently
from codesimpleqa_tasks.report.runs import COLUMNS, answers_frame, read_runs
from codesimpleqa_tasks.report.summaries import summaries, summary_frame

BOTH = {"en": [[C], [X], [N]], "zh": [[C], [C]]}


def test_the_documentation_lists_the_columns() -> None:
    text = (REPOSITORY / "docs" / "comparing.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | {meaning} |" in text for name, meaning in COLUMNS.items())


def test_a_folder_of_lm_eval_is_one_run_over_its_tasks(tmp_path: Path) -> None:
    write_run(tmp_path, BOTH)
    (run,) = read_runs([tmp_path])
    assert (run.name, run.model, run.harness, run.date) == (
        "Model-7B",
        "maker/Model-7B",
        "lm-eval",
        "2026-03-01T10:00:00+00:00",
    )
    assert (run.variants, run.languages) == ((Variant.CHAT,), (Language.ENGLISH, Language.CHINESE))
    assert run.provenance["data"]["source"] == "official"


def test_the_frame_has_the_documented_columns_and_a_row_for_every_response(tmp_path: Path) -> None:
    write_run(tmp_path, {"en": [[C, X], [N, U]]})
    frame = answers_frame(read_runs([tmp_path]))
    assert list(frame.columns) == list(COLUMNS)
    assert frame["grade"].tolist() == [C, X, N, U]
    assert frame["response"].tolist() == [ANSWERS[grade] for grade in (C, X, N, U)]
    assert frame["repeat"].tolist() == [0, 1, 0, 1]
    assert frame["question_id"].nunique() == 2
    assert frame["certainty"].tolist() == [0.9] * 4
    assert frame["confidence"].isna().all()
    assert frame["reason"].isna().tolist() == [True, True, True, False]
    assert frame["truncated"].dtype == bool


def test_thinking_is_parted_from_the_response_and_what_was_judged_is_kept(tmp_path: Path) -> None:
    write_run(tmp_path, each("en", [C]), variant="thinking", responses=["<think>hm, 中文</think>it is this"])
    (row,) = answers_frame(read_runs([tmp_path])).to_dict("records")
    assert (row["thinking"], row["variant"]) == ("hm, 中文", "thinking")
    assert row["response"].startswith("<think>")


@pytest.mark.parametrize("several", [False, True])
def test_output_of_grade_is_a_run(tmp_path: Path, several: bool) -> None:
    grades = {"en": [[C, X] if several else [C]], "zh": [[N, N] if several else [N]]}
    (run,) = read_runs([write_graded(tmp_path / "graded.jsonl", grades)])
    assert (run.name, run.harness, run.provenance) == ("graded", "grade", {})
    assert run.answers["grade"].tolist() == [grade for rows in grades.values() for given in rows for grade in given]


@pytest.mark.parametrize("path", ["", "20260301_100000", "20260301_100000/results/model"])
def test_a_work_folder_of_opencompass_is_a_run(tmp_path: Path, path: str) -> None:
    write_opencompass(tmp_path, {"en": [[C, X], [N, U]], "zh": [[C]]})
    (run,) = read_runs([tmp_path / path])
    assert (run.name, run.harness, run.languages) == ("model", "opencompass", (Language.ENGLISH, Language.CHINESE))
    assert run.answers["grade"].tolist() == [C, X, N, U, C]
    assert run.answers["certainty"].tolist() == [0.9] * 5
    assert run.answers["reason"].tolist()[3] == "no reply"


def test_the_same_questions_pair_across_harnesses(tmp_path: Path) -> None:
    write_run(tmp_path / "lm", BOTH)
    write_opencompass(tmp_path / "oc", BOTH)
    one, other = read_runs([tmp_path / "lm", tmp_path / "oc"])
    assert one.answers["question_id"].tolist() == other.answers["question_id"].tolist()
    assert not [found for found in made_differently(one, other) if found.forbids]


def test_rows_without_ids_get_the_ids_that_the_harness_gives_them(tmp_path: Path) -> None:
    write_run(tmp_path / "lm", BOTH)
    graded = write_graded(tmp_path / "graded.jsonl", BOTH)
    one, other = read_runs([tmp_path / "lm", graded])
    assert one.answers["question_id"].tolist() == other.answers["question_id"].tolist()


def test_copies_of_a_question_stay_apart(tmp_path: Path) -> None:
    row = {"question": "Why?", "answer": "so", "response": "so", "grade": C, "judge_reply": ""}
    (run,) = read_runs([write_jsonl(tmp_path / "graded.jsonl", [row, row])])
    assert run.answers["question_id"].nunique() == 2


def test_what_grade_printed_beside_its_output_says_what_produced_it(tmp_path: Path) -> None:
    rows = [{"question": "Why?", "answer": "so", "response": "so"}]
    write_jsonl(tmp_path / "in.jsonl", rows)
    arguments = ("grade", "in.jsonl", "-o", "graded.jsonl", "--ungraded-tolerance", "0.1", "--json")
    printed = codesimpleqa(*arguments, folder=tmp_path).stdout
    (tmp_path / "graded.json").write_text(printed, encoding="utf-8")
    (run,) = read_runs([tmp_path / "graded.jsonl"])
    assert run.provenance["judge"]["name"] == "rule"
    assert run.ungraded_tolerance == 0.1


def test_a_sample_file_that_was_graded_again_has_the_new_grades(tmp_path: Path) -> None:
    below = write_run(tmp_path, each("en", [U, U]))
    (samples,) = below.glob("samples_*.jsonl")
    finished = codesimpleqa("grade", samples, "-o", "graded.jsonl", folder=tmp_path)
    assert finished.returncode == 0
    (run,) = read_runs([tmp_path / "graded.jsonl"])
    assert set(run.answers["grade"]) <= {C, X, N}
    assert run.answers["question_id"].tolist() == [document("en", 0)["id"], document("en", 1)["id"]]


def test_tasks_run_one_after_the_other_are_one_run(tmp_path: Path) -> None:
    write_run(tmp_path, each("en", [C]), stamp="2026-03-01T10-00-00.000001")
    write_run(tmp_path, each("zh", [X]), stamp="2026-03-02T10-00-00.000001")
    write_run(tmp_path, each("en", [N]), variant="thinking", stamp="2026-03-03T10-00-00.000001")
    (run,) = read_runs([tmp_path])
    assert run.variants == (Variant.CHAT, Variant.THINKING)
    assert len(run.paths) == 3


def test_a_task_run_twice_is_two_runs_told_apart_by_their_names(tmp_path: Path) -> None:
    write_run(tmp_path, each("en", [C]), stamp="2026-03-01T10-00-00.000001", date=1_772_359_200.0)
    write_run(tmp_path, each("en", [X]), stamp="2026-03-02T10-00-00.000001", date=1_772_445_600.0)
    assert [run.name for run in read_runs([tmp_path])] == [
        "Model-7B (2026-03-01 10:00:00)",
        "Model-7B (2026-03-02 10:00:00)",
    ]


def test_runs_with_another_judge_are_never_put_together(tmp_path: Path) -> None:
    write_run(tmp_path, each("en", [C]), stamp="2026-03-01T10-00-00.000001")
    write_run(tmp_path, each("zh", [C]), stamp="2026-03-02T10-00-00.000001", hashes={"judge": "b" * 64})
    assert len(read_runs([tmp_path])) == 2


def test_a_name_can_be_given_and_makes_files_one_run(tmp_path: Path) -> None:
    english = write_graded(tmp_path / "a.jsonl", each("en", [C]))
    chinese = write_graded(tmp_path / "b.jsonl", each("zh", [X]))
    (run,) = read_runs([f"小模型={english}", f"小模型={chinese}"])
    assert (run.name, len(run.answers)) == ("小模型", 2)


def test_a_folder_above_several_models_holds_several_runs(tmp_path: Path) -> None:
    for model in ("maker/One-1B", "maker/Two-2B"):
        write_run(tmp_path, BOTH, model=model)
    assert [run.name for run in read_runs([tmp_path])] == ["One-1B", "Two-2B"]


def test_other_tasks_and_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    below = write_run(tmp_path, BOTH)
    write_jsonl(
        below / "samples_gsm8k_2026-03-01T10-00-00.000001.jsonl", [{"doc": {"question": "1+1"}, "resps": [["2"]]}]
    )
    (below / "notes.jsonl").write_text("not JSON at all\n", encoding="utf-8")
    (below / ".hidden.jsonl").write_text('{"question": "q", "answer": "a", "response": "r", "grade": "CORRECT"}\n')
    (run,) = read_runs([tmp_path])
    assert len(run.answers) == 5


def test_the_same_file_given_twice_is_read_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    below = write_run(tmp_path, BOTH)
    assert len(read_runs([tmp_path, below])) == 1
    assert "given twice" in caplog.text


def test_a_copy_of_a_run_is_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    below = write_run(tmp_path / "a", BOTH)
    shutil.copytree(below, tmp_path / "b")
    assert [run.name for run in read_runs([tmp_path / "a", tmp_path / "b"])] == [
        "Model-7B (maker__Model-7B)",
        "Model-7B (b)",
    ]
    assert "the same run twice?" in caplog.text


def test_model_arguments_which_may_hold_keys_stay_out(tmp_path: Path) -> None:
    write_run(tmp_path, BOTH)
    (run,) = read_runs([tmp_path])
    assert "a-secret" not in repr(run.provenance)


HOSTILE = ["\x1b[2J\x07", "<script>alert(1)</script>", "🧑‍🔬", "𠮷𪚥", "\ud800 alone", "\x00", "x" * 1_000_000]


def test_hostile_and_rare_text_survives_reading(tmp_path: Path) -> None:
    below = write_run(tmp_path, each("en", [C] * len(HOSTILE)))
    (samples,) = below.glob("samples_*.jsonl")
    rows = [json.loads(line) for line in samples.read_text(encoding="utf-8").splitlines()]
    for row, text in zip(rows, HOSTILE):
        row["resps"], row["questions"]["answers"] = [[text]], [text]
    samples.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (run,) = read_runs([tmp_path])
    assert run.answers["response"].tolist() == [t.replace("\ud800", "\ufffd") for t in HOSTILE]


def test_figures_of_a_summary_are_those_of_the_grades(tmp_path: Path) -> None:
    write_run(tmp_path, {"en": [[C], [X], [N], [C]], "zh": [[X], [X]]})
    (run,) = read_runs([tmp_path])
    english, chinese, both = summaries(run)
    assert (english.figures.correct, english.figures.f_score) == (0.5, pytest.approx(2 * 0.5 * (2 / 3) / (0.5 + 2 / 3)))
    assert chinese.figures.f_score == 0
    assert (both.language, both.questions, both.figures.correct) == ("all", 6, pytest.approx(2 / 6))


def test_summaries_split_by_domain_add_up(tmp_path: Path) -> None:
    write_run(tmp_path, {"en": [[C]] * 7})
    frame = summary_frame(read_runs([tmp_path]), by=("domain",))
    assert dict(zip(frame["domain"], frame["questions"])) == {
        "Databases": 3,
        "Operating Systems": 2,
        "Web Technologies": 2,
    }


@pytest.mark.parametrize(("tolerance", "has_figures"), [(0.0, False), (0.1, False), (0.25, True)])
def test_ungraded_answers_leave_no_figures_but_within_the_tolerance_of_the_run(
    tmp_path: Path, tolerance: float, has_figures: bool
) -> None:
    write_run(tmp_path, each("en", [C, X, N, U]), tolerance=tolerance)
    (summary,) = summaries(read_runs([tmp_path])[0])
    assert (summary.figures.f_score == summary.figures.f_score) is has_figures
    assert summary.ungraded == 1
