"""Judge files: what is wrong in one is said with the file and the key, before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import judge_names, load_judge, load_specification
from codesimpleqa_tasks.judging.judge_settings import KINDS
from codesimpleqa_tasks.judging.making import _KINDS as MADE
from codesimpleqa_tasks.settings import Settings


def write(folder: Path, content: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", judge_names())
def test_every_judge_that_ships_can_be_made_and_is_described(name: str) -> None:
    specification = load_judge(Settings(judge=name)).specification
    assert specification.description
    assert len(specification.sha256) == 64


def test_every_kind_has_a_class_and_settings() -> None:
    assert tuple(sorted(MADE)) == KINDS


BAD = {
    "empty": ("", 'needs the key "kind"'),
    "a list": ("- rule", 'needs the key "kind"'),
    "no YAML": ("kind: [rule", "not valid YAML"),
    "a key twice": ("kind: chat\nmodel: a\nmodel: b", 'not valid YAML: the key "model" stands twice in'),
    "a key twice, inside": ("kind: chat\nextra_body: {a: 1, a: 2}", 'the key "a" stands twice'),
    "a date that is none": ("kind: 2026-99-99", "not valid YAML: month must be in 1..12"),
    "too deep": ("kind: " + "[" * 5000, "not valid YAML: it is nested too deep"),
    "a Python object": ("kind: !!python/object/apply:os.getcwd []", "not valid YAML: could not determine"),
    "no kind": ("model: x", 'needs the key "kind"'),
    "unknown kind": ("kind: oracle", "\"kind\" is 'oracle'; it must be one of cascade, chat"),
    "description of another type": ("kind: rule\ndescription: [a]", '"description" must be a string'),
    "unknown key": ("kind: chat\nmodle: x", 'a judge of kind chat has no setting "modle" (it has model, base_url'),
    "a key where there is none": ("kind: rule\nmodel: x", 'a judge of kind rule has no setting "model"'),
    "a key that is no text": ("kind: chat\n5: x", 'no setting "5"'),
    "the API key itself": ("kind: chat\napi_key: sk-123", 'no setting "api_key"'),
    "model": ("kind: chat\nmodel: 5", '"model" is 5; it must be text'),
    "base_url": ("kind: chat\nbase_url: [5]", '"base_url" is [5]; it must be an address'),
    "temperature": ("kind: chat\ntemperature: warm", "\"temperature\" is 'warm'; it must be a number from 0 on"),
    "negative temperature": ("kind: chat\ntemperature: -1", '"temperature" is -1'),
    "max_tokens": ("kind: chat\nmax_tokens: 0", '"max_tokens" is 0; it must be a whole number from 1 on'),
    "true is no number": ("kind: chat\nmax_tokens: true", '"max_tokens" is True'),
    "concurrency": ("kind: chat\nconcurrency: 1.5", '"concurrency" is 1.5'),
    "timeout": ("kind: chat\ntimeout: 0", '"timeout" is 0; it must be a number of seconds above 0'),
    "extra_body": ("kind: chat\nextra_body: [1]", '"extra_body" is [1]; it must be a mapping'),
    "a date in extra_body": ("kind: chat\nextra_body: {a: 2026-01-01}", '"extra_body" is {'),
    "extra_body within itself": ("kind: chat\nextra_body: &x {a: *x}", '"extra_body" is {'),
    "no number in extra_body": ("kind: chat\nextra_body: {a: .nan}", '"extra_body" is {'),
    "a model in extra_body": (
        "kind: chat\nextra_body: {seed: 1, model: m}",
        '"extra_body" must not hold "model": the setting "model"',
    ),
    "messages in extra_body": (
        "kind: chat\nextra_body: {messages: []}",
        '"extra_body" must not hold "messages": the setting "prompts"',
    ),
    "endless timeout": ("kind: chat\ntimeout: .inf", '"timeout" is inf'),
    "choice": ("kind: chat\nchoice: letters", "\"choice\" is 'letters'; it must be one of structured_outputs"),
    "choice of another type": ("kind: chat\nchoice: [a]", "\"choice\" is ['a']"),
    "prices": ("kind: chat\nprices: {input: 1}", '"prices" is {\'input\': 1}; it must be a mapping with "input"'),
    "prompts": ("kind: chat\nprompts: mine.md", "\"prompts\" is 'mine.md'; it must be a mapping from language"),
    "prompts in a language without questions": ("kind: chat\nprompts: {fr: a.md}", '"prompts" is'),
    "missing prompt file": ("kind: chat\nprompts: {zh: nosuch.md}", '"prompts: zh": the prompt template'),
    "missing prompt file of vllm": ("kind: vllm\nprompts: {en: nosuch.md}", '"prompts: en": the prompt template'),
    "engine": ("kind: vllm\nengine: 5", '"engine" is 5'),
    "constrained": ("kind: vllm\nconstrained: maybe", "\"constrained\" is 'maybe'; it must be true or false"),
    "missing key": ("kind: panel", 'the key "judges" is missing; it must be a list of two or more'),
    "a setting of defer": ("kind: defer\nthen: rule", 'a judge of kind defer has no setting "then"'),
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD)
def test_a_judge_file_that_does_not_hold_is_refused_with_file_and_key(tmp_path: Path, content: str, said: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(InputError) as caught:
        load_judge(Settings(judge=str(path)))
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("setting", ["api_key", "api_key_env"])
def test_a_key_in_the_file_is_not_repeated_in_the_message(tmp_path: Path, setting: str) -> None:
    with pytest.raises(InputError, match=setting) as caught:
        load_specification(write(tmp_path, f"kind: chat\n{setting}: sk-very-secret"))
    assert "very-secret" not in str(caught.value)


@pytest.mark.parametrize(("name", "said"), [("nosuch", "choose one of"), ("./no/such.yaml", "no such file")])
def test_a_judge_that_is_not_there_is_named(name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        load_specification(name)


def hash_of(folder: Path, content: str) -> str:
    return load_judge(Settings(judge=str(write(folder, content)))).specification.sha256


@pytest.mark.parametrize(
    "change",
    [
        "concurrency: 8",
        "timeout: 9",
        "base_url: http://127.0.0.1:1/v1",
        "prices: {input: 1, output: 2}",
        "temperature: 0.0",
    ],
)
def test_what_cannot_change_a_grade_does_not_change_the_hash(tmp_path: Path, change: str) -> None:
    assert hash_of(tmp_path, f"kind: chat\nmodel: m\n{change}") == hash_of(tmp_path, "kind: chat\nmodel: m")


@pytest.mark.parametrize(
    "change",
    ["model: n", "temperature: 1", "max_tokens: 5", "choice: regex", "extra_body: {seed: 1}", "prompts: {en: p.md}"],
)
def test_what_can_change_a_grade_changes_the_hash(tmp_path: Path, change: str) -> None:
    (tmp_path / "p.md").write_text("{{question}} {{gold}} {{answer}} {{code}}")
    assert hash_of(tmp_path, f"kind: chat\n{change}") != hash_of(tmp_path, "kind: chat")


def test_the_text_of_a_prompt_enters_the_hash_not_its_name(tmp_path: Path) -> None:
    for name, text in (("a.md", "1"), ("b.md", "1"), ("c.md", "2")):
        (tmp_path / name).write_text(f"{text} {{{{question}}}} {{{{gold}}}} {{{{answer}}}} {{{{code}}}}")
    a, b, c = (hash_of(tmp_path, f"kind: chat\nprompts: {{en: {name}}}") for name in ("a.md", "b.md", "c.md"))
    assert a == b != c
