"""Changes of edition.yml that keep everything else in it as its authors wrote it, comments too."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.content.load import ContentError, Problem, load_file
from bot.content.model import Change, Edition

FILE = "edition.yml"
_ENTRY = re.compile(r"(?m)^( *)- edition:")


def read(folder: Path) -> Edition:
    """The edition of the content below ``folder``. Raises ContentError."""
    found, problems = load_file(Edition, folder / FILE)
    if found is None:
        raise ContentError(problems)
    return found


def open_edition(folder: Path, edition: str, today: date) -> None:
    """Name a new edition of today with a changelog entry that is still empty. Raises ContentError."""
    was = read(folder)
    entry = Change(edition=edition, dated=today, changes=())
    meant = was.copy(update={"edition": edition, "dated": today, "changelog": (entry, *was.changelog)})

    def change(text: str) -> str:
        first = _ENTRY.search(text)
        space = first.group(1) if first else "  "
        lines = f'{space}- edition: "{edition}"\n{space}  dated: {today}\n{space}  changes: []\n'
        text = re.sub(r"(?m)^(changelog:.*\n)", lambda it: it.group(1) + lines, text, count=1)
        return _dated(re.sub(r"(?m)^edition:.*$", f'edition: "{edition}"', text, count=1), today)

    _write(folder, change, meant)


def date_edition(folder: Path, today: date) -> None:
    """Give the edition and its changelog entry the day on which it is published. Raises ContentError."""
    was = read(folder)
    entries = tuple(
        one.copy(update={"dated": today}) if one.edition == was.edition else one for one in was.changelog
    )
    name = re.escape(was.edition)
    entry = re.compile(rf"(?m)^( *- edition: *[\"']?{name}[\"']? *(?:#.*)?\n +dated:) *[\"']?[\d-]+[\"']?")

    def change(text: str) -> str:
        return _dated(entry.sub(rf"\g<1> {today}", text), today)

    _write(folder, change, was.copy(update={"dated": today, "changelog": entries}))


def _dated(text: str, today: date) -> str:
    return re.sub(r"(?m)^dated: *[\"']?[\d-]+[\"']?", f"dated: {today}", text, count=1)


def _write(folder: Path, change: Callable[[str], str], meant: Edition) -> None:
    """Write the changed text only if it says what is meant: a file written in another way stays as it is."""
    path = folder / FILE
    text = change(path.read_text("utf-8"))
    try:
        same = Edition.parse_obj(yaml.safe_load(text)) == meant
    except (yaml.YAMLError, ValidationError):
        same = False
    if not same:
        mend = "write edition, dated and changelog as in docs/content.md, each at the start of its line"
        raise ContentError([Problem(FILE, 1, "edition.yml is written in a way that is not understood", mend)])
    path.write_text(text, "utf-8")
