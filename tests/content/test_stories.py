"""Whoever adds a story is told what is wrong with it and where; the others are read all the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.content.load import Content, ContentError
from bot.content.stories import MESSAGES, fingerprint, read_messages, read_stories, story_problems
from tests import project

GOOD = """\
- text: "He came in with no coat again."
  role: teacher
  age: 5_to_9
  tier: early_help_single
  route: early_help
  harms: [neglect]
"""
LINES = GOOD.count("\n")
IN_A_ROW = 8  # words: that many in a row are hardly ever the same by chance
EVALUATION = Path(__file__).parents[1] / "evaluation"


@pytest.fixture(scope="module")
def content() -> Content:
    return project.content()


def another(number: int) -> str:
    return GOOD.replace("again", f"again, day {number}")


def test_every_story_of_the_project_is_good(content: Content) -> None:
    assert story_problems(content) == []
    assert len(project.stories()) > 2000


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("tier: early_help_single", "tier: level_two", "tier"),
        ("route: early_help", "route: early_hepl", "route"),
        ("age: 5_to_9", "age: 7", "age"),
        ("harms: [neglect]", "harms: [neglect]\n  remark: cold", "remark"),
        ("harms: [neglect]", "harms: [hunger_games]", "unknown: hunger_games"),
        ("role: teacher", "role: wizard", "unknown: wizard"),
        ('text: "He came in with no coat again."\n  ', "", "text"),
    ],
)
def test_a_bad_story_is_told_with_its_place_and_the_others_are_read(
    content: Content, tmp_path: Path, right: str, wrong: str, message: str
) -> None:
    """The second of three is bad; a bad third shows that what follows it was still looked at."""
    assert right in GOOD
    bad = GOOD.replace(right, wrong)
    (tmp_path / "a.yml").write_text(another(1) + bad + another(3).replace("teacher", "king"), "utf-8")
    first, last = story_problems(content, tmp_path)
    assert (first.file, first.line) == ("a.yml", 1 + LINES) and message in first.message and first.mend
    assert last.line == 1 + LINES + bad.count("\n") and "king" in last.message


def test_a_topic_that_is_no_harm_cannot_be_raised(content: Content, tmp_path: Path) -> None:
    topic = next(key for key, one in content.topics.items() if not one.flag)
    (tmp_path / "a.yml").write_text(GOOD.replace("neglect", topic), "utf-8")
    [problem] = story_problems(content, tmp_path)
    assert topic in problem.message


@pytest.mark.parametrize(
    ("broken", "line"),
    [('- text: "never closed\n', 2), ("- text: a\n  role: b: c\n", 2), ("text: no list\n", 1), ("words", 1)],
)
def test_a_file_that_cannot_be_read_leaves_the_others(
    content: Content, tmp_path: Path, broken: str, line: int
) -> None:
    (tmp_path / "a.yml").write_text(broken, "utf-8")
    (tmp_path / "b.yml").write_text(GOOD.replace("teacher", "wizard"), "utf-8")
    first, other = story_problems(content, tmp_path)
    assert (first.file, first.line, other.file) == ("a.yml", line, "b.yml")


def test_a_file_that_is_no_text_is_told(content: Content, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"- text: \xff\xfe")
    [problem] = story_problems(content, tmp_path)
    assert (problem.file, problem.line) == ("a.yml", 1)


def test_a_story_told_twice_is_told_where_it_stands_again(content: Content, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(GOOD, "utf-8")
    (tmp_path / "b.yml").write_text(another(1) + GOOD.replace("early_help_single", "universal"), "utf-8")
    [problem] = story_problems(content, tmp_path)
    assert (problem.file, problem.line) == ("b.yml", 1 + LINES) and "twice" in problem.message


IN_DANGER = '- text: "He is on the roof."\n  danger: true\n  where: on the roof\n'


def messages(folder: Path, text: str) -> Path:
    (folder / MESSAGES).mkdir()
    (folder / MESSAGES / "a.yml").write_text(text, "utf-8")
    return folder


def test_a_message_says_where_it_tells_of_danger(content: Content, tmp_path: Path) -> None:
    calm = '- text: "A ball is on the roof."\n  danger: false\n'
    folder = messages(tmp_path, IN_DANGER + calm)
    assert [one.danger for one in read_messages(folder)] == [True, False]
    assert story_problems(content, folder) == read_stories(folder) == []


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("  where: on the roof\n", "", "copy the words"),
        ("on the roof\n", "on the bridge\n", "copy the words"),
        ("danger: true", "danger: false", "copy the words"),
        ("danger: true", "danger: perhaps", "danger"),
        (IN_DANGER, IN_DANGER + IN_DANGER, "twice"),
    ],
)
def test_a_bad_message_is_told(
    content: Content, tmp_path: Path, right: str, wrong: str, message: str
) -> None:
    assert right in IN_DANGER
    [problem] = story_problems(content, messages(tmp_path, IN_DANGER.replace(right, wrong, 1)))
    assert problem.file == "a.yml" and message in problem.message


def test_another_message_is_another_fingerprint(tmp_path: Path) -> None:
    before = fingerprint(tmp_path)
    assert fingerprint(messages(tmp_path, IN_DANGER)) != before


def test_an_empty_file_holds_no_story(content: Content, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("# none yet\n", "utf-8")
    assert story_problems(content, tmp_path) == read_stories(tmp_path) == []


def test_nothing_is_learnt_while_a_story_is_bad(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(GOOD + GOOD.replace("age: 5_to_9", "age: 7"), "utf-8")
    with pytest.raises(ContentError, match="a.yml:7"):
        read_stories(tmp_path)


def test_stories_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_text(another(3), "utf-8")
    (tmp_path / "a.yml").write_text(another(1) + another(2), "utf-8")
    assert [re.findall(r"\d", one.text) for one in read_stories(tmp_path)] == [["1"], ["2"], ["3"]]


def test_a_story_reaches_the_reader_with_the_form_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(GOOD, "utf-8")
    [story] = read_stories(tmp_path)
    assert story.given == "He came in with no coat again.\nChild: 5_to_9. I am the teacher."


def test_any_change_of_a_story_has_another_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(GOOD, "utf-8")
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    (tmp_path / "a.yml").write_text(GOOD.replace("again", "once more"), "utf-8")
    changed = fingerprint(tmp_path)
    (tmp_path / "b.yml").write_text(another(1), "utf-8")
    assert len({first, changed, fingerprint(tmp_path)}) == 3


def test_no_story_has_words_in_a_row_that_an_evaluation_set_has() -> None:
    evaluated = {
        run: row["id"]
        for path in EVALUATION.rglob("*.jsonl")
        for row in map(json.loads, path.read_text("utf-8").splitlines())
        for run in runs(row["text"])
    }
    shared = [
        (evaluated[run], " ".join(run))
        for story in (*project.stories(), *read_messages())
        for run in runs(story.text)
        if run in evaluated
    ]
    assert len(evaluated) > 1000 and shared == []


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1)}
