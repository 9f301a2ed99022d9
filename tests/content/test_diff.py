"""`guidance diff` says in plain words what changed, the most important first."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.content.diff import diff, in_words
from bot.content.editions import NoSuchEdition, content_folder
from tests.content.small import edit, item

SIGNS = "indicators/all.yml"
AREA = "partnerships/elsewhere.yml"


@pytest.fixture()
def old(small: Path, tmp_path: Path) -> Path:
    """A copy of the content as it was before."""
    return Path(shutil.copytree(small, tmp_path / "old"))


def said(old: Path, small: Path) -> list[str]:
    """The changes, most important first."""
    return [one.text for one in diff(old, small)]


def test_nothing_changed(old, small):
    assert in_words(diff(old, small)) == "Nothing changed."


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        (
            AREA,
            lambda area: area["contacts"][1].update(phone="01000 999999"),
            "The out-of-hours number changed from 01000 000001 to 01000 999999.",
        ),
        (
            AREA,
            lambda area: area["contacts"][0].pop("phone"),
            "The front door number was taken out; it was 01000 000000.",
        ),
        (
            AREA,
            lambda area: area["contacts"][3].update(email="lado@northtown.example"),
            "The LADO email address is now known: lado@northtown.example.",
        ),
        (
            AREA,
            lambda area: area["contacts"][0].update(
                hours={day: {"opens": "08:45", "closes": "17:15"} for day in ("mon", "tue", "wed")}
                | {"fri": {"opens": "08:45", "closes": "16:45"}}
            ),
            "The front door is now open Monday to Wednesday 08:45–17:15, Friday 08:45–16:45.",
        ),
        (
            AREA,
            lambda area: area["contacts"][1].update(always_open=True),
            "The out-of-hours team is now given as open day and night.",
        ),
        (
            AREA,
            lambda area: area["contacts"][0].update(instead="out_of_hours"),
            "When nobody answers at the front door, the one to ring is now The out of hours team.",
        ),
        (
            AREA,
            lambda area: area["contacts"][0].update(name="The Hub"),
            "The front door is now called The Hub; before, it was The front door team.",
        ),
        (
            AREA,
            lambda area: area["contacts"][0].update(checked_on="2026-11-20"),
            "The front door was checked on 2026-11-20; before, on 2026-11-01.",
        ),
        (
            AREA,
            lambda area: area.update(out_of_hours="front_door"),
            "The out-of-hours team is now The front door team, 01000 000000; "
            "before, it was The out of hours team, 01000 000001.",
        ),
        (
            "contacts.yml",
            lambda contacts: contacts[0].update(phone="112"),
            "The number of The emergency 999 team changed from 999 to 112.",
        ),
        (
            SIGNS,
            lambda signs: item(signs, "hungry").update(tier="early_help_multi"),
            "The level of “Comes hungry on most days” went up from Early help single to Early help multi.",
        ),
        (
            SIGNS,
            lambda signs: item(signs, "hungry").update(highest="early_help_multi"),
            "The highest level of “Comes hungry on most days” went down from Child in need to Early help"
            " multi.",
        ),
        (
            SIGNS,
            lambda signs: item(signs, "no_food_for_days").update(red_flag=False),
            "“Nobody has fed the child for days” is no longer a red flag.",
        ),
        (
            SIGNS,
            lambda signs: signs.append(
                {**item(signs, "no_food_for_days"), "id": "new", "statement": "Is cold"}
            ),
            "A new sign was added: “Is cold”. It is a red flag.",
        ),
        (
            SIGNS,
            lambda signs: signs.remove(item(signs, "no_food_for_days")),
            "The red flag sign “Nobody has fed the child for days” was taken out.",
        ),
        (
            SIGNS,
            lambda signs: item(signs, "no_food_for_days").update(questions=["food_tonight"]),
            "“Nobody has fed the child for days” now has questions: Is there food at home tonight?.",
        ),
        (
            SIGNS,
            lambda signs: item(signs, "hungry").update(signs=["starving"]),
            "How “Comes hungry on most days” is recognised in text changed.",
        ),
        (
            AREA,
            lambda area: area["levels"]["universal"].update(number="Level 1"),
            "The level “universal” (universal) now has number: Level 1.",
        ),
        (
            AREA,
            lambda area: area.update(raises=[{"indicator": "hungry", "sources": ["handbook"]}]),
            "Northtown now places the sign hungry higher.",
        ),
        (
            AREA,
            lambda area: area["consent"].append({"text": "Write it down.", "sources": ["handbook"]}),
            "The consent of Northtown changed: added Write it down.",
        ),
        (
            "wording/all.yml",
            lambda texts: texts.update(thanks="Many thanks."),
            "The sentence thanks changed from “Thank you.” to “Many thanks.”.",
        ),
        (
            "examples/all.yml",
            lambda lists: lists[0]["examples"].append("Looks in bins for food"),
            "examples/all.yml changed.",
        ),
        (
            "wording/all.yml",
            lambda texts: texts.update(bye="Ring any time."),
            "A new sentence (bye): “Ring any time.”.",
        ),
    ],
)
def test_a_change_is_said_in_plain_words(old, small, name, change, words):
    edit(small, name, change)
    assert said(old, small) == [words]


def test_what_lowers_protection_comes_first_and_wording_late(old, small):
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks="Many thanks."))
    edit(small, AREA, lambda area: area["contacts"][0].update(phone="01000 999999"))
    edit(small, SIGNS, lambda signs: item(signs, "hungry").update(highest="early_help_multi"))
    edit(small, SIGNS, lambda signs: item(signs, "no_food_for_days").update(statement="No food for days"))
    text = in_words(diff(old, small))
    order = [text.index(part) for part in ("Signs", "went down", "The statement", "Northtown", "Words of")]
    assert order == sorted(order)


def test_content_of_an_older_shape_can_be_compared(old, small):
    (old / "glossary.yml").unlink()
    edit(old, SIGNS, lambda signs: item(signs, "hungry").update(a_field_of_long_ago="yes"))
    assert "1 were added; there were none before." in said(old, small)


def test_an_area_that_is_gone_is_said_first(old, small):
    (small / AREA).unlink()
    assert said(old, small)[0] == "Northtown was taken out."


@pytest.fixture()
def repository(small: Path) -> Path:
    """The content in a git repository, with edition 1 committed and edition 2 after it."""

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=Author", "-c", "user.email=author@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=small, check=True, capture_output=True)

    root = small.parents[1]
    subprocess.run(["git", "init", "--quiet", str(root)], check=True, capture_output=True)
    for edition in ("1", "2"):
        edit(small, "edition.yml", lambda it, edition=edition: it.update(edition=edition))
        edit(small, "wording/all.yml", lambda it, edition=edition: it.update(thanks=f"Thanks {edition}."))
        git("add", "--all")
        git("commit", "--quiet", "--message", f"Edition {edition}")
    return small


def test_an_edition_is_found_in_the_history(repository):
    edit(repository, "wording/all.yml", lambda texts: texts.update(thanks="Thanks 3."))
    for name, was in (("1", "Thanks 1."), ("2", "Thanks 2."), ("HEAD", "Thanks 2."), ("HEAD~1", "Thanks 1.")):
        with content_folder(name, repository) as before:
            assert f"The sentence thanks changed from “{was}” to “Thanks 3.”." in said(before, repository)


def test_an_unknown_edition_names_those_that_there_are(repository):
    with (
        pytest.raises(NoSuchEdition, match=r"is called '3'\. Editions in git's history: 2, 1\."),
        content_folder("3", repository),
    ):
        pass


def test_an_option_of_git_is_no_edition(repository):
    with pytest.raises(NoSuchEdition), content_folder("--all", repository):
        pass


def test_without_git_or_a_repository_it_says_so(small, monkeypatch):
    with pytest.raises(NoSuchEdition, match="not a git repository"), content_folder("1", small):
        pass
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoSuchEdition, match="git is not installed"), content_folder("1", small):
        pass


def test_a_folder_without_content_is_refused(small, tmp_path):
    (tmp_path / "empty").mkdir()
    with (
        pytest.raises(NoSuchEdition, match="holds no content"),
        content_folder(str(tmp_path / "empty"), small),
    ):
        pass


def test_deciding_questions_that_only_moved_are_no_change(old: Path, small: Path) -> None:
    """Before there were questions about the process, deciding questions stood where these are now."""
    shutil.rmtree(old / "questions")
    (old / "deciding").rename(old / "questions")
    (old / "out_of_scope.yml").unlink()
    assert said(old, small) == [
        "1 were added; there were none before.",
        "1 were added; there were none before.",
    ]
