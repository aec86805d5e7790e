"""Under which forms an answer may name a gold."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.rule.atoms import atoms_of
from codesimpleqa_tasks.judging.rule.gold import prepare_gold
from codesimpleqa_tasks.judging.rule.mentions import mentions_of
from codesimpleqa_tasks.judging.rule.units import units_of


def named(gold: str, answer: str, question: str = "What is it called?", aliases: tuple[str, ...] = ()) -> bool:
    atoms = atoms_of(answer)
    return bool(mentions_of(prepare_gold(gold, aliases, question).forms, atoms, units_of(atoms)))


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("Hypertext Transfer Protocol (HTTP)", "HTTP"),
        ("Hypertext Transfer Protocol (HTTP)", "the hypertext transfer protocol"),
        ("布隆过滤器（Bloom filter）", "a Bloom filter"),
        ("tune()", "`tune`"),
        ("numpy.median()", "median"),
        ("org.example.batch.StepFailedException", "StepFailedException"),
        ("printLine(String)", "printLine"),
        ("ls --all", "ls --all"),
        ("Moment.js", "moment"),
        ("Apache Kafka", "Kafka"),
        ("Ruby on Rails", "Rails"),
        ("HUP", "SIGHUP"),
        ("Go", "Golang"),
        ("The heap sort", "heap sort"),
        ("queue模块", "queue"),
        ("工厂模式", "工厂"),
        ("O(n^2)", "quadratic"),
        ("2020年3月4日", "2020-03-04"),
        ("2020年3月4日", "March 4, 2020"),
        ("HKLM\\SOFTWARE\\X", "HKEY_LOCAL_MACHINE\\SOFTWARE\\X"),
        ("AVL or B tree", "B tree"),
        ("Common Object Request Broker Architecture", "CORBA"),
        ("SCTP", "Stream Control Transmission Protocol"),
        ("lib64", "the folder lib64"),
        ("binary heap, e.g. in heapq", "a binary heap"),
        ("-P", "`-P`"),
        ("<=", "use `<=`"),
        ("tool.exe", "tool"),
        ("backup.sql", "`backup.sql`"),
    ],
)
def test_the_answer_names_the_gold(gold: str, answer: str) -> None:
    assert named(gold, answer)


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("-P", "-p"),
        ("<=", "use `<`"),
        ("<", "use `<=`"),
        ("LinkedList", "ArrayList"),
        ("C", "C++"),
        ("C", "C#"),
        ("Java", "JavaScript"),
        ("8080", "8088"),
        ("1.2", "1.2.3"),
        ("F5", "Ctrl+F5"),
        ("Cache", "Cache.Insert"),
        ("If-Match", "If-None-Match"),
        ("reference selector", "reference set selector"),
        ("user-items", "user-item"),
        ("netstat -a", "netstat -r"),
        ("Url.Action()", "Html.Action()"),
        ("CREATE INDEX", "CREATE TABLE"),
        ("Skin Edit Mode", "Skin Lock Mode"),
        ("HTTPS", "HTTP"),
        ("在策略", "异策略"),
        ("公钥", "私钥"),
        ("B+树", "B树"),
        ("reversed", "reverse"),
    ],
)
def test_the_answer_names_something_else(gold: str, answer: str) -> None:
    assert not named(gold, answer)


def test_what_the_question_says_already_need_not_be_said_again() -> None:
    assert named("Leap Motion controller", "the Leap Motion", "Which controller was used?")
    assert not named("Leap Motion controller", "the Kinect controller", "Which controller was used?")


def test_a_form_that_the_question_holds_entirely_tells_nothing() -> None:
    assert not named("Keyboard Maestro (KM)", "KM is the Key Manager", "What does KM stand for?")


def test_aliases_count_as_the_gold_does() -> None:
    assert named("heap", "a priority tree", aliases=("priority tree",))


@pytest.mark.parametrize(
    ("gold", "items"),
    [
        ("MySQL, PostgreSQL and SQLite", 3),
        ("读取和写入", 2),
        ("MySQL、PostgreSQL 和 SQLite", 3),
        ("The two modes are 'fast' and 'safe'.", 2),
        ("1,024", 0),
        ("copy(from, to)", 0),
        ("quicksort", 0),
    ],
)
def test_items_of_a_list(gold: str, items: int) -> None:
    assert len(prepare_gold(gold, (), "Which?").items) == items
