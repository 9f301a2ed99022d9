"""Content goes from draft through a review of exactly this to published; no step can be skipped."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from bot import clock
from bot.cli import main
from bot.content.check import fingerprint
from tests.content.small import edit, item

NUMBER = "partnerships/elsewhere.yml"


@pytest.fixture(autouse=True)
def a_day() -> Iterator[None]:
    """The small content was signed in November 2026."""
    clock.use(lambda: datetime(2026, 11, 22, 12, tzinfo=clock.ENGLAND))
    yield
    clock.use(None)


def run(small: Path, command: str, *arguments: str) -> Result:
    """A step of the workflow on the small content."""
    return CliRunner().invoke(main, ["content", command, "--folder", str(small), *arguments])


def done(small: Path, command: str, *arguments: str) -> str:
    """What is printed by a step that must succeed."""
    result = run(small, command, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def refused(small: Path, command: str, *arguments: str) -> str:
    """What is printed by a step that must be refused, and that leaves every file as it was."""
    before = {path: path.read_bytes() for path in small.rglob("*.yml")}
    result = run(small, command, *arguments)
    assert result.exit_code == 1, result.output
    assert {path: path.read_bytes() for path in small.rglob("*.yml")} == before
    return result.output


def change_a_number(small: Path, number: str = "01000 999999") -> None:
    edit(small, NUMBER, lambda area: area["contacts"][1].update(phone=number))


def say_what_changed(small: Path) -> None:
    edit(
        small,
        "edition.yml",
        lambda it: it["changelog"][0].update(changes=["A number changed."]),
    )


def edition(small: Path) -> dict[str, object]:
    """What edition.yml holds."""
    found: dict[str, object] = yaml.safe_load((small / "edition.yml").read_text("utf-8"))
    return found


@pytest.fixture()
def draft(small: Path) -> Path:
    """A draft of edition 2, with a change and its changelog line."""
    done(small, "draft", "2")
    change_a_number(small)
    say_what_changed(small)
    return small


def test_from_draft_to_published(draft: Path) -> None:
    assert "Edition 2 of 22 November 2026: a draft; edition 1 is the last" in done(draft, "status")
    noted = done(draft, "review", "--role", "Named Nurse", "--name-of-role", "Head of nursing")
    assert "edition 2 was reviewed by the named nurse (Head of nursing) on 22 November 2026" in noted
    before = (draft / "edition.yml").read_bytes()
    assert "Edition 2 would be published" in done(draft, "publish", "--dry-run")
    assert (draft / "edition.yml").read_bytes() == before
    clock.use(lambda: datetime(2026, 12, 1, 12, tzinfo=clock.ENGLAND))
    assert done(draft, "publish").startswith("Published edition 2, dated 1 December 2026.")
    now = edition(draft)
    assert now["fingerprint"] == f"2:{fingerprint(draft)}"
    assert [str(now["dated"]), *(str(one["dated"]) for one in now["changelog"])] == [
        "2026-12-01",
        "2026-12-01",
        "2026-11-01",
    ]
    said = done(draft, "status")
    assert "published, and nothing has changed since" in said and "0 reasons against a release." in said


def test_what_the_authors_wrote_around_it_stays(small: Path) -> None:
    path = small / "edition.yml"
    path.write_text(
        f'edition: "1"\ndated: 2026-11-01 # a Sunday\nsign_off: named nurse # signs the rest\n'
        f'fingerprint: "1:{fingerprint(small)}"\n'
        'changelog:\n  - edition: "1"\n    dated: 2026-11-01\n    changes:\n      - First.\n',
        "utf-8",
    )
    done(small, "draft", "2026.12.1")
    text = path.read_text("utf-8")
    assert 'edition: "2026.12.1"\ndated: 2026-11-22 # a Sunday\nsign_off: named nurse # signs' in text
    assert '  - edition: "2026.12.1"\n    dated: 2026-11-22\n    changes: []\n  - edition: "1"\n' in text


def test_an_edition_file_in_another_style_is_left_alone(small: Path) -> None:
    (small / "edition.yml").write_text(yaml.safe_dump(edition(small), default_flow_style=True), "utf-8")
    assert "written in a way that is not understood" in refused(small, "draft", "2")


def test_one_draft_at_a_time_and_no_name_twice(small: Path) -> None:
    assert "there has been an edition 1 before" in refused(small, "draft", "1")
    assert "is no name for an edition" in refused(small, "draft", "two: one")
    done(small, "draft", "2")
    assert "edition 2 is still a draft" in refused(small, "draft", "3")


def test_a_draft_says_what_changes_before_it_is_published(small: Path) -> None:
    done(small, "draft", "2")
    done(small, "review", "--role", "named nurse")
    assert "edition 2 has no changelog line" in refused(small, "publish")


def test_a_draft_that_nobody_reviewed_is_not_published(draft: Path) -> None:
    change_a_number(draft, "01000 888888")
    assert "nobody has reviewed it" in refused(draft, "publish")


def test_a_change_after_the_review_makes_it_stale(draft: Path) -> None:
    done(draft, "review", "--role", "named nurse")
    change_a_number(draft, "01000 888888")
    assert "it changed after its review" in refused(draft, "publish", "--dry-run")
    said = done(draft, "status")
    assert "Nobody has reviewed the content as it is now." in said
    assert "No longer holds: the review by the named nurse on 22 November 2026." in said


def test_a_review_lasts_a_year(draft: Path) -> None:
    done(draft, "review", "--role", "named nurse")
    clock.use(lambda: datetime(2027, 11, 23, 12, tzinfo=clock.ENGLAND))
    assert "cannot be published" in refused(draft, "publish")


def test_content_with_an_error_is_not_published(draft: Path) -> None:
    edit(draft, "indicators/all.yml", lambda signs: item(signs, "hungry").update(topic="unheard_of"))
    done(draft, "review", "--role", "named nurse")
    assert "topic 'unheard_of' has no name" in refused(draft, "publish")


def test_published_content_that_was_changed_needs_a_draft_first(small: Path) -> None:
    assert "nothing has changed since" in refused(small, "publish")
    change_a_number(small)
    assert "published, and changed since" in done(small, "status")
    for step in (["publish"], ["review", "--role", "named nurse"]):
        assert "open a new edition first" in refused(small, *step)
    done(small, "draft", "2")


@pytest.mark.parametrize("person", ["Jane Smith", "Head of nursing, Mrs Okoro", " "])
def test_no_person_is_noted(draft: Path, person: str) -> None:
    assert "is no role that the content names" in refused(draft, "review", "--role", person)
    result = run(draft, "review", "--role", "named nurse", "--name-of-role", person)
    assert result.exit_code == 2 and "no person" in result.output
    assert "Smith" not in (draft / "reviews.yml").read_text("utf-8")


def test_the_same_role_is_noted_once(draft: Path) -> None:
    for _ in range(2):
        done(draft, "review", "--role", "named nurse")
    reviews = yaml.safe_load((draft / "reviews.yml").read_text("utf-8"))["reviews"]
    assert [one["edition"] for one in reviews] == ["1", "2"]


def test_changes_are_told_since_the_edition_published_before(small: Path) -> None:
    root = small.parents[1]
    identity = ["-c", "user.name=Author", "-c", "user.email=author@example.org"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Edition 1"]):
        subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)
    assert "edition 1 is the first" in refused(small, "changes")
    done(small, "draft", "2")
    change_a_number(small)
    assert done(small, "changes") == (
        "From 1 to 2 (draft):\n\nNorthtown\n"
        "  - The out-of-hours number changed from 01000 000001 to 01000 999999.\n"
    )
    say_what_changed(small)
    done(small, "review", "--role", "named nurse")
    done(small, "publish")
    assert done(small, "changes").startswith("From 1 to 2 (published):\n\nNorthtown\n")
    assert "Editions in git's history: 1." in refused(small, "changes", "9")
