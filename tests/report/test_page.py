"""The report page in a real browser: figures, languages, search, filters, print and small screens."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from made_runs import knowing, make_run
from opened_page import opened
from running import codesimpleqa

from codesimpleqa_tasks.questions import load_questions
from codesimpleqa_tasks.report.messages import load_messages

QUESTIONS = load_questions("builtin").questions[::4]


def hesitant(question: Any, chance: Any) -> dict[str, Any]:
    given = knowing(0.6, 0.2)(question, chance)
    return given | {"confidence": chance.choice([20.0, 55.0, 80.0, 95.0, None])}


def thoughtful(question: Any, chance: Any) -> dict[str, Any]:
    given = knowing(0.7, 0.2)(question, chance)
    if question is QUESTIONS[0]:
        return {"response": "", "thinking": "cut", "grade": "NOT_ATTEMPTED", "truncated": True}
    return given | {"thinking": f"Let me see. The question is about {question.domain}."}


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three variants of one model, and a second model one of whose answers is ungraded."""
    folder = tmp_path_factory.mktemp("runs")
    make_run(folder / "chat", "lab/Tree-7B", knowing(0.6, 0.3), questions=QUESTIONS)
    make_run(folder / "thinking", "lab/Tree-7B", thoughtful, "thinking", questions=QUESTIONS)
    make_run(folder / "calibration", "lab/Tree-7B", hesitant, "calibration", questions=QUESTIONS)

    def failing(question: Any, chance: Any) -> dict[str, Any]:
        if question is QUESTIONS[1]:
            return {"response": "Some answer.", "grade": "UNGRADED", "reason": "timeout"}
        return knowing(0.5, 0.5)(question, chance)

    make_run(folder / "failing", "lab/Bush-1B", failing, questions=QUESTIONS)
    return folder


@pytest.fixture(scope="session")
def report(runs: Path) -> dict[str, Any]:
    """The report of these runs: "path", the printed "table" and the printed "json"."""
    given = [runs / name for name in ("chat", "thinking", "calibration", "failing")]
    page = runs / "report.html"
    table = codesimpleqa("report", *given, "-o", page, folder=runs)
    assert table.returncode == 0, table.stderr
    as_json = codesimpleqa("report", *given, "-o", runs / "again.html", "--json", folder=runs)
    return {"path": page, "table": table.stdout, "json": json.loads(as_json.stdout)["results"]}


@pytest.fixture
def page(chromium: Any, report: dict[str, Any]) -> Any:
    with opened(chromium, report["path"], locale="en-US") as open_page:
        yield open_page


FIGURES = ("correct", "incorrect", "not_attempted", "correct_given_attempted", "f_score")


def test_page_table_and_json_give_the_same_figures(page, report) -> None:
    compared = 0
    for number, result in enumerate(report["json"]):
        for language, figures in result["figures"].items():
            cells = page.page.locator(f"#headline [data-result='{number}'] [data-language={language}] td")
            titles = {"en": "English", "zh": "Chinese", "all": "all"}
            line = next(
                x for x in report["table"].splitlines() if x.startswith(f"{result['result']}, {titles[language]}")
            )
            for place, name in enumerate(FIGURES):
                value = cells.nth(place + 1).locator("> data")
                printed = line.removeprefix(f"{result['result']}, {titles[language]}").split()[place]
                if figures[name] is None:
                    assert value.count() == 0 and printed == "NaN"
                    continue
                assert float(value.get_attribute("value")) == figures[name]
                assert value.inner_text() == f"{figures[name] * 100:.1f}"
                assert printed == f"{figures[name]:.3f}"
                ends = cells.nth(place + 1).locator("small data")
                assert [float(ends.nth(i).get_attribute("value")) for i in (0, 1)] == figures["interval_95"][name]
                compared += 1
    assert compared == (4 * 3 - 2) * 5  # the failing model has no figures in English and over all


def test_calibration_in_the_page_is_that_of_the_json(page, report) -> None:
    number, result = next((n, r) for n, r in enumerate(report["json"]) if r["calibration"])
    rows = page.page.locator(f"[data-calibration='{number}'] tbody tr")
    for place, name in enumerate(("calibration_error", "brier_score", "auroc", "mean_confidence", "accuracy")):
        shown = [float(v.get_attribute("value")) for v in rows.nth(place).locator("data").all()]
        assert shown == [result["calibration"][language][name] for language in ("en", "zh", "all")]


def test_a_page_opens_without_complaint_and_asks_for_nothing_else(page) -> None:
    assert page.complaints == []
    assert page.requests == [page.path.as_uri()]


def test_ungraded_and_truncated_answers_stand_before_all_figures(page) -> None:
    warnings = page.page.locator("#attention .warning").all_inner_texts()
    assert "UNGRADED answers: 1 of 152 (1 × timeout)" in warnings[0]
    assert "codesimpleqa grade" in warnings[0] and "-graded.jsonl" in warnings[0]
    assert "answers cut off inside their thinking, counted as not attempted: 1 of 152 (0.7 %)" in warnings[1]
    assert page.page.locator("#headline td.alarm").all_inner_texts() == ["1", "1", "1", "1"]
    assert page.page.evaluate(
        "() => document.querySelector('#attention').compareDocumentPosition(document.querySelector('#figures')) & 4"
    )


def test_search_finds_text_in_every_part_of_an_answer(page) -> None:
    everything = page.state()
    assert everything == "Answers: 608 of 608"
    for text, expected in (
        (QUESTIONS[5].question, 4),
        (QUESTIONS[5].question.upper(), 4),
        (QUESTIONS[5].id, 4),
        ("the question is about databases", sum(q.domain == "Databases" for q in QUESTIONS[1:])),
    ):
        page.choose(text=text)
        assert page.state() == f"Answers: {expected} of 608", text
    page.choose(text="no answer holds this")
    assert page.state() == "No answer fits. Loosen the filters."
    page.page.click(".filters button[type=reset]")
    page.page.wait_for_timeout(100)
    assert page.state() == everything


def test_filters_narrow_the_list_and_work_together(page, report) -> None:
    figures = report["json"][0]["figures"]["zh"]
    page.choose(result="0", language="zh", grade="incorrect")
    wrong = round(figures["incorrect"] * figures["questions"])
    assert page.state() == f"Answers: {wrong} of 608"
    page.choose(grade="", domain="Databases")
    assert sorted(page.questions()) == sorted(
        q.question for q in QUESTIONS if q.language.value == "zh" and q.domain == "Databases"
    )
    page.page.click(".filters button[type=reset]")
    page.page.check(".filters [name=truncated]")
    page.page.wait_for_timeout(100)
    assert page.questions() == [QUESTIONS[0].question]


def test_an_answer_shows_gold_response_folded_thinking_and_judge_reply(page) -> None:
    page.choose(result="1", grade="correct", language="en")
    first = page.open_first()
    asked = next(q for q in QUESTIONS if q.question == page.questions()[0])
    assert first.locator(".gold").inner_text() == asked.answer
    assert first.locator(".response").inner_text().endswith(f"It is {asked.answer}.")
    assert first.locator(".reply").inner_text() == "names the gold"
    assert first.locator("text=Let me see").count() == 0
    first.locator(".thinking > summary").click()
    assert first.locator(".text.thinking").inner_text() == f"Let me see. The question is about {asked.domain}."


def test_the_list_is_leafed_through(page) -> None:
    before = page.questions()
    assert len(before) == 25
    page.page.click(".pager [data-step='1']")
    assert page.page.inner_text(".pager > span") == "26–50"
    assert page.questions() != before
    page.page.click(".pager [data-step='-1']")
    assert page.questions() == before


def test_a_link_leads_to_the_answers_of_a_part(page) -> None:
    page.page.locator("details.table > summary").nth(2).click()
    page.page.locator(".parts:not([hidden]) a").first.click()
    page.page.wait_for_timeout(200)
    address = page.page.url.partition("#samples&")[2]
    assert address.startswith("result=0&domain=")
    domain = page.page.locator(".filters [name=domain]").input_value()
    assert page.state() == f"Answers: {sum(q.domain == domain for q in QUESTIONS)} of 608"


def test_a_link_with_an_id_opens_that_question(chromium, report) -> None:
    asked = QUESTIONS[7]
    with opened(chromium, report["path"], f"#samples&text={asked.id}&result=0", locale="en-US") as page:
        page.page.wait_for_timeout(200)
        assert page.questions() == [asked.question]
        assert page.page.locator(".sample[open] .gold").inner_text() == asked.answer


@pytest.mark.parametrize(("locale", "lang"), [("en-US", "en"), ("zh-CN", "zh-CN"), ("zh-TW", "zh-CN"), ("fr-FR", "en")])
def test_the_page_speaks_the_language_of_the_browser(chromium, report, locale, lang) -> None:
    with opened(chromium, report["path"], locale=locale) as page:
        assert page.page.get_attribute("html", "lang") == lang


def test_every_text_changes_with_the_language_and_every_figure_stays(page) -> None:
    messages = load_messages().by_language()
    figures = page.page.locator("#headline data").all_inner_texts()
    page.page.click("button[data-language=zh]")
    shown = page.page.evaluate(
        "() => [...document.querySelectorAll('[data-i18n]')]"
        ".map((e) => [e.dataset.i18n, e.dataset.i18nArgs, e.textContent])"
    )
    assert len(shown) > 300
    for key, arguments, text in shown:
        if arguments is None:
            assert text == messages["zh"][key]
    assert page.page.title() == messages["zh"]["page.title"]
    assert page.page.locator("#headline data").all_inner_texts() == figures
    assert "608 个回答" in page.state()
    assert page.page.locator("svg text", has_text=messages["zh"]["domain.Databases"]).count() > 0
    page.page.click("button[data-language=en]")
    assert page.page.title() == messages["en"]["page.title"]


def test_charts_hold_text_as_text_and_no_colour_of_their_own(page) -> None:
    charts = page.page.locator("svg.chart")
    assert charts.count() > 10
    html = "".join(chart.evaluate("e => e.outerHTML") for chart in charts.all())
    assert not re.search(r"#[0-9a-f]{6}\b", html)
    assert "style=" not in html and "font-family=" not in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {f"#{i}" for i in ids} >= set(re.findall(r' href="([^"]+)"', html))


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_no_screen_has_to_scroll_sideways(chromium, report, width, locale) -> None:
    with opened(chromium, report["path"], locale=locale, viewport={"width": width, "height": 800}) as page:
        page.open_first()
        assert page.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_dark_and_light_follow_the_system_and_print_is_light(chromium, report) -> None:
    with opened(chromium, report["path"], color_scheme="dark") as page:
        background = "() => getComputedStyle(document.body).backgroundColor"
        dark = page.page.evaluate(background)
        page.page.emulate_media(color_scheme="light")
        light = page.page.evaluate(background)
        page.page.emulate_media(color_scheme="dark", media="print")
        assert (dark, light, page.page.evaluate(background)) == ("rgb(22, 24, 29)", *["rgb(255, 255, 255)"] * 2)


def test_print_shows_every_result_and_leaves_out_what_only_a_screen_can_do(page) -> None:
    page.page.emulate_media(media="print")
    assert all(block.is_visible() for block in page.page.locator(".parts").all())
    for hidden in ("nav", "#samples", ".switch", ".chooser"):
        assert not page.page.locator(hidden).is_visible()
    assert page.page.pdf(format="A4").startswith(b"%PDF")


def test_small_parts_say_so_instead_of_giving_a_figure(page, report) -> None:
    language, part = next(
        (name, parts["all"])
        for name, parts in report["json"][0]["by_programming_language"].items()
        if parts["all"]["questions"] < 5
    )
    table = page.page.locator(".parts:not([hidden]) details.table").nth(1)
    table.locator("summary").click()
    shown = load_messages().by_language()["en"].get(f"programming_language.{language}", language)
    row = table.locator("tbody tr", has=page.page.locator("th", has_text=re.compile(f"^{re.escape(shown)}$")))
    right = round(part["correct"] * part["questions"])
    assert f"too few: {right} of {part['questions']} correct" in row.inner_text()


def test_chat_and_thinking_of_one_model_stand_side_by_side(page, report) -> None:
    row = page.page.locator("#thinking tbody tr").first
    values = [float(v.get_attribute("value")) for v in row.locator("td > data").all()]
    chat, thinking = (report["json"][i]["figures"]["en"]["f_score"] for i in (0, 1))
    assert values == [chat, thinking, pytest.approx(thinking - chat)]
