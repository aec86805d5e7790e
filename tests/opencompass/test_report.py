"""What an OpenCompass run left is read as a run, with the figures that OpenCompass was given."""

from __future__ import annotations

from opencompass_runs import Run
from pytest import approx, importorskip

from codesimpleqa_tasks.scoring import FIGURE_NAMES


def test_a_work_folder_is_a_run_with_the_figures_of_its_results(finished_run: Run) -> None:
    importorskip("pandas")
    from codesimpleqa_tasks.report.runs import read_runs
    from codesimpleqa_tasks.report.summaries import summaries

    (run,) = read_runs([finished_run.outputs])
    assert (run.harness, run.provenance["judge"]["name"]) == ("opencompass", "rule")
    assert [s.language for s in summaries(run)] == ["en", "zh", "all"]
    for summary in summaries(run):
        if summary.language != "all":
            result = finished_run.result(f"codesimpleqa_{summary.language}")
            figures = {name: 100 * value for name, value in summary.figures.as_dict().items()}
            assert figures == approx({name: result[name] for name in FIGURE_NAMES})
            assert 100 * summary.intervals["f_score"].low == approx(result["f_score_low"])


def test_its_answers_carry_ids_responses_and_judge_replies(finished_run: Run) -> None:
    importorskip("pandas")
    from codesimpleqa_tasks.report.runs import read_runs

    (run,) = read_runs([finished_run.file("results", "codesimpleqa_zh")])
    details = finished_run.result("codesimpleqa_zh")["details"]
    assert run.answers["question_id"].tolist() == [d["gold"]["id"] for d in details]
    assert run.answers["response"].tolist() == [d["prediction"][0] for d in details]
    assert run.answers["judge_reply"].tolist() == [d["judge_reply"][0] for d in details]
    assert run.answers["certainty"].between(0, 1).all()
    assert set(run.answers["language"]) == {"zh"}
