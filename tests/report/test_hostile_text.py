"""What models, files and judges wrote is data: it is shown, it does not run, it does not break the page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from made_runs import knowing, make_run
from opened_page import OpenedPage, opened
from running import write_jsonl

from codesimpleqa_tasks.questions import Language, Question, load_questions
from codesimpleqa_tasks.report.page import write_report
from codesimpleqa_tasks.report.runs import read_runs

QUESTIONS = load_questions("builtin").questions[:3]

INJECTIONS = {
    "closing script": "</script><script>window.ran = true</script>",
    "image": '<img src=x onerror="window.ran = true">',
    "svg": "<svg/onload=window.ran=true>",
    "attribute": '" autofocus onfocus="window.ran = true" x="',
    "link": "<a href='javascript:window.ran=true'>press</a><base href='https://example.invalid/'>",
    "frame": "<iframe srcdoc='<script>parent.ran = true</script>'></iframe>",
    "remote": "<img src='https://example.invalid/a.png'><link rel=stylesheet href='https://example.invalid/a.css'>",
    "style": "<style>body { display: none }</style><plaintext>",
    "comment": "<!-- <script> <![CDATA[ ]]>",
    "template": "{{ 7 * 7 }} {% raw %} ${7 * 7} {0}",
    "form": "<form action='https://example.invalid/'><button autofocus>send</button></form>",
    "redirect": "<meta http-equiv=refresh content='0; url=https://example.invalid/'>",
}
"""Each tells, if it works, by setting `ran`, by a request, or by hiding the page."""

HIDDEN = {
    "ANSI": ("\x1b[31mred\x1b[0m", "U+001B[31mredU+001B[0m"),
    "control": ("a\x00b\x07c\x7fd\x9be", "aU+0000bU+0007cU+007FdU+009Be"),
    "backspace": ("wrong\b\b\b\b\bright", "wrongU+0008U+0008U+0008U+0008U+0008right"),
    "bidi": ("user\u202etxt.exe\u202c", "userU+202Etxt.exeU+202C"),
    "zero width": ("in\u200bvis\ufeffible", "inU+200BvisU+FEFFible"),
    "tags": ("hi\U000e0041\U000e0042", "hiU+E0041U+E0042"),
    "separators": ("a\u2028b\u2029c", "aU+2028bU+2029c"),
}
KEPT = {
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ✅",
    "rare Han": "𠮷 𰻞 㐀 龘 〇",
    "right to left": "שלום 12 العربية",
    "combining": "Z̸̡̛͇͙a̷͚̓l̶̰̈g̴̱͑o̸͕͝",
    "lines": "first\n\tsecond\nthird",
    "lone letters": "ﬁ İ ß Σ",
}


def saying(*texts: str) -> Any:
    """A model that answers, thinks and is judged in these words, question by question."""
    place = iter(range(1000))

    def answer(question: Question, chance: Any) -> dict[str, Any]:
        text = texts[next(place) % len(texts)]
        return {
            "response": text,
            "thinking": text.replace("</think>", ""),
            "grade": "UNGRADED",
            "judge_reply": text,
            "reason": text[:80],
        }

    return answer


def report_of(*runs: str | Path, folder: Path) -> Path:
    path = folder / "report.html"
    write_report(read_runs(runs), path)
    return path


def assert_unharmed(page: OpenedPage) -> None:
    """Nothing ran, nothing was asked for, nothing was complained of, and the page stands."""
    assert page.page.evaluate("() => window.ran") is None
    assert page.requests == [page.path.as_uri()]
    assert page.complaints == []
    assert page.page.url.startswith(page.path.as_uri())
    assert page.page.locator("#provenance h2").is_visible()
    assert page.page.locator("iframe, img, object, embed, base, link:not([rel=icon])").count() == 0


def test_injections_in_answers_are_shown_and_do_not_run(chromium: Any, tmp_path: Path) -> None:
    questions = load_questions("builtin").questions[: len(INJECTIONS)]
    make_run(tmp_path / "run", "lab/Model", saying(*INJECTIONS.values()), "thinking", questions)
    with opened(chromium, report_of(tmp_path / "run", folder=tmp_path), locale="en-US") as page:
        for question, text in zip(questions, INJECTIONS.values()):
            page.choose(text=question.id)
            shown = page.open_first()
            shown.locator(".thinking > summary").click()
            assert shown.locator(".reply").inner_text() == text
            assert shown.locator(".text.thinking").inner_text() == text
        assert_unharmed(page)


def test_injections_in_names_are_shown_and_do_not_run(chromium: Any, tmp_path: Path) -> None:
    """Names of runs, models, domains and languages stand in tables, charts, lists and links."""
    names = list(INJECTIONS.values())
    rows = [
        {
            "question": f"{name} question",
            "answer": f"{name} gold",
            "response": f"{name} response",
            "domain": name,
            "programming_language": name,
            "grade": "CORRECT",
            "judge_reply": name,
            "model": names[place % len(names)],
        }
        for place, name in enumerate(names)
        for _ in range(6)
    ]
    graded = write_jsonl(tmp_path / "graded.jsonl", rows)
    other = write_jsonl(tmp_path / "other.jsonl", [{**row, "model": names[1]} for row in rows])
    first, second = INJECTIONS["style"], INJECTIONS["comment"]  # a "=" would end the name
    page_path = report_of(f"{first}={graded}", f"{second}={other}", folder=tmp_path)
    with opened(chromium, page_path, locale="zh-CN") as page:
        assert first in page.page.inner_text("#headline")
        assert second in page.page.inner_text("#provenance")
        domains = page.page.locator(".filters [name=domain] option").all_inner_texts()
        assert {" ".join(n.split()) for n in names} <= {" ".join(d.split()) for d in domains}
        page.choose(domain=names[0])
        assert names[0] in page.open_first().inner_text()
        page.page.select_option("#parts-result", "1")
        assert_unharmed(page)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server that only notes what it is asked for."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Noting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


INTRUDE = """(address) => {
  const add = (tag, properties) => document.body.append(Object.assign(document.createElement(tag), properties));
  add("img", { src: `${address}/image` });
  add("link", { rel: "stylesheet", href: `${address}/style` });
  add("iframe", { src: `${address}/frame` });
  add("style", { textContent: "body { display: none }" });
  fetch(`${address}/fetch`).catch(() => null);
  navigator.sendBeacon(`${address}/beacon`);
  try { add("script", { textContent: "window.ran = true" }); } catch { /* trusted types */ }
  try { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = true'>"); } catch { /* same */ }
}"""


def test_the_policy_stops_what_would_run_or_ask_if_it_got_into_the_page(
    chromium: Any, tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    make_run(tmp_path / "run", "lab/Model", knowing(1, 0), questions=QUESTIONS)
    with opened(chromium, report_of(tmp_path / "run", folder=tmp_path)) as page:
        page.page.evaluate(INTRUDE, address)
        page.page.wait_for_timeout(500)
        assert page.page.evaluate("() => window.ran") is None
        assert page.page.locator("#headline").is_visible()
        assert any("Content Security Policy" in complaint for complaint in page.complaints)
    assert asked == []


def test_the_same_intrusion_does_reach_the_listener_from_a_page_without_policy(
    chromium: Any, tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    """Else the test above could not fail."""
    address, asked = listener
    (tmp_path / "plain.html").write_text("<body><p id=headline>plain</p></body>")
    tab = chromium.new_page()
    tab.goto((tmp_path / "plain.html").as_uri())
    tab.evaluate(INTRUDE, address)
    tab.wait_for_timeout(500)
    assert tab.evaluate("() => window.ran") is True
    tab.close()
    assert {"/image", "/style", "/frame", "/fetch"} <= set(asked)


@pytest.mark.parametrize(("written", "shown"), HIDDEN.values(), ids=HIDDEN)
def test_characters_that_hide_or_act_are_written_out(chromium: Any, tmp_path: Path, written, shown) -> None:
    name = written.replace("\0", "")  # which no file system takes
    make_run(tmp_path / "run", f"lab/{name}", saying(written), questions=QUESTIONS[:1])
    with opened(chromium, report_of(tmp_path / "run", folder=tmp_path), locale="en-US") as page:
        assert page.open_first().locator(".reply").text_content() == shown
        assert name not in page.page.content()
        assert_unharmed(page)


def test_a_lone_surrogate_is_shown_as_one_character(chromium: Any, tmp_path: Path) -> None:
    row = '{"question": "Which?", "answer": "this", "response": "half \\ud83d pair", "grade": "CORRECT"}'
    (tmp_path / "graded.jsonl").write_text(row + "\n")
    with opened(chromium, report_of(tmp_path / "graded.jsonl", folder=tmp_path)) as page:
        assert page.open_first().locator(".response").text_content() in ("half \ufffd pair", "half U+D83D pair")
        assert_unharmed(page)


def test_scripts_emoji_and_rare_characters_are_shown_as_they_are(chromium: Any, tmp_path: Path) -> None:
    questions = load_questions("builtin").questions[: len(KEPT)]
    make_run(tmp_path / "run", "lab/模型-七", saying(*KEPT.values()), questions=questions)
    with opened(chromium, report_of(tmp_path / "run", folder=tmp_path)) as page:
        assert "模型-七" in page.page.inner_text("h1 + p")
        for question, text in zip(questions, KEPT.values()):
            page.choose(text=question.id)
            assert page.open_first().locator(".reply").text_content() == text
        assert_unharmed(page)


@pytest.mark.parametrize("text", ["x" * 1_000_000, "字" * 1_000_000, "<b>" * 300_000, "\x1b[0m" * 200_000])
def test_a_response_of_a_million_characters_is_cut_in_the_open(chromium: Any, tmp_path: Path, text: str) -> None:
    question = Question("long", Language.ENGLISH, "Which?", text[:50_000], domain="Databases")
    make_run(tmp_path / "run", "lab/Model", saying(text), questions=[question])
    path = report_of(tmp_path / "run", folder=tmp_path)
    assert path.stat().st_size < 1_000_000
    with opened(chromium, path, locale="en-US", viewport={"width": 390, "height": 800}) as page:
        shown = page.open_first()
        assert f"[{len(text) - 20_000:,} characters are not in this page" in shown.locator(".reply").inner_text()
        assert page.page.evaluate("() => document.documentElement.scrollWidth") <= 390
        assert_unharmed(page)
