"""Every command in the documentation runs, or is named here with the test that runs it.

A page is gone through from top to bottom, as a reader does: what it exports stays set. Names that stand for
something of the reader's (MODEL, KEY, results/...) are replaced by real things that lie in the folder.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from graded_runs import each, write_opencompass, write_run
from running import REPOSITORY, run_command, task_arguments, write_jsonl
from scripted_server import ScriptedServer, says

from codesimpleqa_tasks.judging.making import make_judge
from codesimpleqa_tasks.judging.specification import load_specification
from codesimpleqa_tasks.questions import builtin_questions, official
from codesimpleqa_tasks.settings import Settings

PAGES = [REPOSITORY / "README.md", REPOSITORY / "README.zh.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
SUITES = REPOSITORY / "tests"

RUN_ELSEWHERE = {
    r"make (eval|test)\b": "../Makefile",
    r"pip install '?\.\[": "test_packaging.py",
    r"pip install ": "../docs",  # other projects' packages
    r"codesimpleqa data fetch": "questions/test_official.py",
    r"vllm serve": "with_vllm/conftest.py",
    r".*--model vllm ": "with_vllm/test_vllm_runs.py",
    r"opencompass|.* opencompass ": "opencompass/test_configs.py",
    r".*--(wandb|trackio|hf_hub_log)_args": "report/test_real_runs.py",
    r"lm_eval|codesimpleqa eval .*humaneval": "lm_eval/test_huggingface_run.py",
}
"""Commands that need what this test cannot give them, and where they are run."""

PROGRAMS = r"(?:codesimpleqa|lm_eval|opencompass|pip|make|vllm|export|cp)\b"
COMMAND = re.compile(rf"^(?: {{4}}|\t)?((?:[A-Z_]+=\S+ )*{PROGRAMS}.*)$")


@dataclass(frozen=True)
class Documented:
    """One command of a page, without its comment."""

    page: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def code_lines(page: Path) -> Iterator[tuple[int, str]]:
    """The lines of a page's code blocks (fenced as bash, or indented), continued lines joined."""
    fence = ""
    pending = ""
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("```"):
            fence = "" if fence else line[3:] or "text"
            continue
        if fence == "bash" or (not fence and line.startswith("    ")):
            pending += line
            if pending.endswith("\\"):
                pending = pending[:-1]
                continue
            yield number, pending
            pending = ""


def documented(page: Path) -> list[Documented]:
    """The commands of a page."""
    found = []
    for number, line in code_lines(page):
        if match := COMMAND.match(line):
            text = re.sub(r"\s{2,}#.*$", "", re.sub(r"\s+", " ", match[1]) if "#" not in match[1] else match[1])
            found.append(Documented(str(page.relative_to(REPOSITORY)), number, " ".join(text.split())))
    return found


def run_elsewhere(command: Documented) -> str | None:
    """Where a command that is not run here is run."""
    return next((place for pattern, place in RUN_ELSEWHERE.items() if re.match(pattern, command.text)), None)


STAMPS = {"chat": "2026-03-01T10-00-00.000001", "thinking": "2026-03-01T11-00-00.000001"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A reader's folder: runs, answers, questions, judge files."""
    half = ["CORRECT"] * 12 + ["INCORRECT"] * 10 + ["NOT_ATTEMPTED"] * 8
    more = ["CORRECT"] * 16 + ["INCORRECT"] * 8 + ["NOT_ATTEMPTED"] * 6
    for size, grades in (("1B", half), ("7B", half[1:] + half[:1]), ("30B", more)):
        both = {**each("en", grades), **each("zh", grades[::-1])}
        for variant, stamp in STAMPS.items():
            write_run(tmp_path / "results", both, model=f"Model-{size}", variant=variant, stamp=stamp)
        write_run(tmp_path / "steps", both, model=f"Model-{size}")
    write_opencompass(tmp_path / "outputs" / "default", {**each("en", half), **each("zh", more)}, model="Other-3B")
    questions = [q for q in builtin_questions().questions if not q.aliases][:2]
    rows = [
        {"question": q.question, "answer": q.answer, "response": q.answer, "language": q.language.value}
        for q in questions
    ]
    write_jsonl(tmp_path / "answers.jsonl", rows)
    shutil.copy(tmp_path / "answers.jsonl", tmp_path / "SAMPLES.jsonl")
    shutil.copy(REPOSITORY / "codesimpleqa_tasks/questions/builtin/fewshot.jsonl", tmp_path / "questions.jsonl")
    shutil.copytree(REPOSITORY / "benchmarks", tmp_path / "benchmarks")
    for name, block in yaml_blocks(REPOSITORY / "docs" / "comparing.md"):
        (tmp_path / name).write_text(block, encoding="utf-8")
    return tmp_path


def yaml_blocks(page: Path) -> list[tuple[str, str]]:
    """The YAML examples of docs/comparing.md under the names of the files that its commands use."""
    blocks = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    published = next(b for b in blocks if "rows:" in b)
    return [("published.yaml", published), ("tags.yaml", "Model-30B: {size: 30B}\n")]


def with_real_things(text: str, folder: Path, model: Path, server: ScriptedServer) -> str:
    """A command with what stands for the reader's own things replaced."""
    chat = next((folder / "results" / "Model-7B").glob("samples_codesimpleqa_en_2*.jsonl"))
    thinking = next((folder / "results" / "Model-7B").glob("samples_codesimpleqa_en_thinking*.jsonl"))
    replacements = {
        r"\S*samples_codesimpleqa_(en|zh)_thinking_DATE\.jsonl": str(thinking),
        r"\S*samples_codesimpleqa_(en|zh)_DATE\.jsonl": str(chat),
        r"results/(model-step1000|旧模型|OLD)": "steps/Model-1B",
        r"results/(model-step2000|新模型|NEW)": "steps/Model-7B",
        r"outputs/default/\d+_\d+": "outputs/default/20260301_100000",
        r"https?://[\w.:]+/v1": server.base_url,
        r"pretrained=\S+": f"pretrained={model}",
        r"(?<=JUDGE_MODEL=)\S+": "scripted-model",
        r"(?<=API_KEY=)\S+": "a-key",
        r"RUN\.\.\.": "results/Model-7B results/Model-30B",
        r"grade \.\.\.": "grade answers.jsonl -o graded.jsonl",
        r"/data/judgements\.sqlite": str(folder / "judgements.sqlite"),
    }
    for pattern, real in replacements.items():
        text = re.sub(pattern, lambda _, real=real: real, text)
    return text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_the_commands_of_a_page_run(page: Path, folder: Path, tiny_model: Path, request) -> None:
    with ScriptedServer(lambda item, nth: says("A")) as server:
        # The reader has a judge, as the pages say one must.
        environment = {
            "CODESIMPLEQA_JUDGE_MODEL": "scripted-model",
            "CODESIMPLEQA_JUDGE_BASE_URL": server.base_url,
        }
        for command in documented(page):
            if run_elsewhere(command):
                continue
            text = with_real_things(command.text, folder, tiny_model, server)
            if text.startswith("export "):
                environment |= dict(part.split("=", 1) for part in shlex.split(text)[1:])
                continue
            if "official" in text or environment.get("CODESIMPLEQA_DATA") == "official":
                put_official_file_there(folder, request.getfixturevalue("published_file"))
            if "codesimpleqa eval" in text:
                text += f" --limit 3 --gen_kwargs max_gen_toks=4 {shlex.join(task_arguments())}"
            finished = run_command(["bash", "-c", text], folder, environment)
            assert finished.returncode == 0, f"{command}: {text}\n{finished.stdout}{finished.stderr}"
            assert "Traceback" not in finished.stderr


def put_official_file_there(folder: Path, published: Path) -> None:
    """What `codesimpleqa data fetch` would have left in the reader's cache."""
    cached = folder / ".cache" / official.cache_path().relative_to(Path(os.environ["XDG_CACHE_HOME"]))
    cached.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(published, cached)


@pytest.mark.parametrize(("pattern", "place"), RUN_ELSEWHERE.items())
def test_what_is_run_elsewhere_is_documented_and_has_its_place(pattern: str, place: str) -> None:
    assert (SUITES / place).exists()
    assert any(re.match(pattern, command.text) for page in PAGES for command in documented(page))


def test_most_commands_are_run_here() -> None:
    commands = [command for page in PAGES for command in documented(page)]
    here = [command for command in commands if not run_elsewhere(command)]
    assert len(commands) > 50 and len(here) > len(commands) / 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_to_files_of_this_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("number", range(4))
def test_the_judge_files_in_the_documentation_are_good_ones(number: int, tmp_path: Path) -> None:
    text = (REPOSITORY / "docs" / "judging.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "kind:" in block]
    if number >= len(blocks):
        pytest.skip("there are fewer")
    for language in ("en", "zh"):
        shutil.copy(REPOSITORY / "judges" / "prompts" / f"{language}.md", tmp_path / f"my-prompt.{language}.md")
    for member in re.findall(r"judge-\w+\.yaml", blocks[number]):
        (tmp_path / member).write_text(f"kind: chat\nmodel: {member}\nbase_url: http://127.0.0.1:9/v1\n")
    path = tmp_path / "judge.yaml"
    path.write_text(blocks[number], encoding="utf-8")
    assert make_judge(load_specification(path), Settings()).specification.kind == yaml.safe_load(blocks[number])["kind"]


def test_the_python_example_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (REPOSITORY / "docs" / "comparing.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(folder)
    run_command(["codesimpleqa", "grade", "answers.jsonl", "-o", "graded.jsonl"], folder)
    code = code.replace('"a", "b"', '"steps/Model-1B", "steps/Model-7B"')
    names: dict[str, object] = {}
    exec(compile(code, "docs/comparing.md", "exec"), names)
    assert len(names["answers"]) > 300
