"""What changed between two editions, in plain words, the most important first.

The YAML is compared as it is written, so that an edition of an older shape can be compared too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.content.changes import Change, Item, Names, Weight, field_changes, plain, quoted
from bot.content.check import ABOUT_IT
from bot.content.contact_changes import DOORS, contact_changes, door_change

# kind → (file or folder, what one is called, the field that names it)
_KINDS = {
    "indicators": ("indicators", "sign", "statement"),
    "questions": ("deciding", "deciding question", "ask"),
    "families": ("questions", "question about the process", "ask"),
    "out_of_scope": ("out_of_scope.yml", "thing out of scope", "id"),
    "pathways": ("pathways", "kind of concern", "title"),
    "rules": ("rules.yml", "rule", "id"),
    "tiers": ("tiers.yml", "tier", "name"),
    "routes": ("routes.yml", "route", "label"),
    "contacts": ("contacts.yml", "national contact", "name"),
    "anchors": ("anchors.yml", "event that starts a clock", "label"),
    "timescales": ("timescales.yml", "timescale", "event"),
    "vulnerabilities": ("vulnerabilities.yml", "fact about the child", "label"),
    "protective": ("protective", "strength", "statement"),
    "prompts": ("prompts.yml", "prompt", "text"),
    "roles": ("roles.yml", "role", "label"),
    "guides": ("guides", "guided conversation", "label"),
    "intake": ("intake", "question of the conversation", "ask"),
    "topics": ("topics.yml", "topic", "name"),
    "glossary": ("glossary.yml", "glossary term", "term"),
    "sources": ("sources.yml", "source", "title"),
}
# where things were before there were questions about the process
_ONCE = {"deciding": "questions", "questions": "deciding"}
# field → the kind whose ids it holds
_NAMED = {
    "tier": "tiers",
    "lowest": "tiers",
    "highest": "tiers",
    "first_door": "routes",
    "route": "routes",
    "questions": "questions",
    "pathways": "pathways",
    "adds": "indicators",
    "vulnerabilities": "vulnerabilities",
    "topic": "topics",
    "topics": "topics",
    "anchors": "anchors",
    "leads_to": "anchors",
    "sources": "sources",
}
_PARTS = {
    "indicators": "Signs",
    "questions": "Deciding questions",
    "families": "Questions about the process",
    "out_of_scope": "Out of scope",
    "pathways": "Advice by kind of concern",
    "contacts": "National contacts",
    "guides": "Guided conversations",
    "intake": "Questions of the conversation",
    "protective": "Strengths",
    "vulnerabilities": "About the child",
    "anchors": "Events that start a clock",
}


def diff(old: Path, new: Path) -> list[Change]:
    """Every change from the content below ``old`` to that below ``new``, most important first.

    Raises yaml.YAMLError if a file is not YAML.
    """
    before = {kind: _items(old, place) for kind, (place, _, _) in _KINDS.items()}
    after = {kind: _items(new, place) for kind, (place, _, _) in _KINDS.items()}
    names = _names(before, after)
    changes = [*_wording(old, new), *_areas(old, new)]
    for kind, (_, what, label) in _KINDS.items():
        part = _PARTS.get(kind, what.capitalize() + "s")
        if kind == "contacts":
            changes += _contacts(part, what, before[kind], after[kind], {})
        else:
            changes += _kind(part, what, label, before[kind], after[kind], names)
    changes = [*_reading_together(changes), *_other_files(old, new)]
    first = {one.part: min(other.weight for other in changes if other.part == one.part) for one in changes}
    return sorted(changes, key=lambda one: (first[one.part], one.part, one))


def in_words(changes: list[Change]) -> str:
    """The changes as text, by part of the content."""
    if not changes:
        return "Nothing changed."
    lines: list[str] = []
    for part in dict.fromkeys(one.part for one in changes):
        lines += ["", part, *(f"  - {one.text}" for one in changes if one.part == part)]
    return "\n".join(lines).strip()


def _names(before: Mapping[str, Mapping[str, Item]], after: Mapping[str, Mapping[str, Item]]) -> Names:
    """What a reader calls the ids that a field holds."""
    names = {}
    for field, kind in _NAMED.items():
        label = _KINDS[kind][2]
        items = {**before[kind], **after[kind]}
        names[field] = {key: str(item[label]) for key, item in items.items() if label in item}
    return names


def _reading_together(changes: list[Change]) -> list[Change]:
    """One change a part for everything that is only recognised in another way."""
    kept = [one for one in changes if one.weight is not Weight.READING]
    for part in dict.fromkeys(one.part for one in changes if one.weight is Weight.READING):
        names = {one.text for one in changes if one.part == part and one.weight is Weight.READING}
        said = next(iter(names)) if len(names) == 1 else f"each of {len(names)} of these"
        kept.append(Change(Weight.READING, part, f"How {said} is recognised in text changed."))
    return kept


def _other_files(old: Path, new: Path) -> Iterator[Change]:
    """Files with lists of words and examples, of which it is enough to know that they changed."""
    compared = {place for place, _, _ in _KINDS.values()} | {"wording", "partnerships", *ABOUT_IT}
    for name in sorted({path.relative_to(one) for one in (old, new) for path in one.rglob("*.yml")}):
        if name.parts[0] not in compared and _bytes(old / name) != _bytes(new / name):
            yield Change(Weight.READING, "How text is read", f"{name.as_posix()} changed.")


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _items(folder: Path, place: str) -> dict[str, Item]:
    if not (folder / "deciding").is_dir():
        place = _ONCE.get(place, place)
    path = folder / place
    if not path.exists():
        path = path.with_suffix(".yml")  # one file before it was a folder
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path] if path.is_file() else []
    entries = [entry for file in files for entry in _read(file) or ()]
    return {str(entry["id"]): entry for entry in entries if isinstance(entry, dict) and "id" in entry}


def _read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _kind(
    part: str,
    what: str,
    label: str,
    old: Mapping[str, Item],
    new: Mapping[str, Item],
    names: Names,
    each: Callable[[str, Item, Item], Iterator[Change]] | None = None,
) -> Iterator[Change]:
    """Items that came and went, and of those that stayed what ``each`` says, or every field that differs."""
    article = "An" if what[0] in "aeiou" else "A"
    if new and not old:
        yield Change(Weight.ADDED, part, f"{len(new)} were added; there were none before.")
        return
    for key in new.keys() - old.keys():
        item = new[key]
        flag = " It is a red flag." if item.get("red_flag") else ""
        yield Change(Weight.ADDED, part, f"{article} new {what} was added: “{plain(item[label])}”.{flag}")
    for key in old.keys() - new.keys():
        item = old[key]
        weight = Weight.SAFETY if item.get("red_flag") else Weight.LEVEL
        flag = "red flag " if item.get("red_flag") else ""
        yield Change(weight, part, f"The {flag}{what} “{plain(item[label])}” was taken out.")
    for key in old.keys() & new.keys():
        if each is not None:
            yield from each(key, old[key], new[key])
        else:
            name = f"“{plain(new[key].get(label, key))}”"
            yield from field_changes(part, name, old[key], new[key], names)


def _contacts(
    part: str, what: str, old: Mapping[str, Item], new: Mapping[str, Item], doors: Mapping[str, str]
) -> Iterator[Change]:
    names = {key: str(one["name"]) for key, one in {**old, **new}.items()}

    def each(key: str, was: Item, now: Item) -> Iterator[Change]:
        return contact_changes(part, key, was, now, doors, names)

    return _kind(part, what, "name", old, new, {}, each)


def _wording(old: Path, new: Path) -> Iterator[Change]:
    before, after = _texts(old), _texts(new)
    part = "Words of the assistant"
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was is None:
            yield Change(Weight.ADDED, part, f"A new sentence ({key}): {quoted(now)}.")
        elif now is None:
            yield Change(Weight.WORDS, part, f"The sentence {key} was taken out: {quoted(was)}.")
        elif was != now:
            text = f"The sentence {key} changed from {quoted(was)} to {quoted(now)}."
            yield Change(Weight.WORDS, part, text)


def _texts(folder: Path) -> dict[str, str]:
    """Sentences by key. One with sources is a mapping that holds its text."""
    texts: dict[str, str] = {}
    for path in sorted((folder / "wording").glob("*.yml")):
        for key, entry in (_read(path) or {}).items():
            texts[str(key)] = str(entry.get("text") if isinstance(entry, dict) else entry)
    return texts


def _areas(old: Path, new: Path) -> Iterator[Change]:
    before, after = _partnerships(old), _partnerships(new)
    for key in after.keys() - before.keys():
        yield Change(Weight.ADDED, after[key]["name"], f"{after[key]['name']} was added as an area.")
    for key in before.keys() - after.keys():
        yield Change(Weight.SAFETY, before[key]["name"], f"{before[key]['name']} was taken out.")
    for key in before.keys() & after.keys():
        yield from _area(before[key], after[key])


def _area(old: Item, new: Item) -> Iterator[Change]:
    part = str(new["name"])
    contacts = _by(new.get("contacts"), "id")
    doors = {str(new[door]): door for door in DOORS if door in new}
    for field in dict.fromkeys((*old, *new)):
        was, now = old.get(field), new.get(field)
        if was == now:
            continue
        if field == "contacts":
            yield from _contacts(part, "contact", _by(was, "id"), contacts, doors)
        elif field in DOORS:
            known = {**_by(old.get("contacts"), "id"), **contacts}
            yield Change(Weight.CONTACT, part, door_change(field, was, now, known))
        elif field == "raises":
            yield from _raises(part, _by(was, "indicator"), _by(now, "indicator"))
        elif field == "levels":
            for tier in dict.fromkeys((*(was or {}), *(now or {}))):
                yield from _level(part, tier, (was or {}).get(tier) or {}, (now or {}).get(tier) or {})
        elif isinstance(was, dict) and isinstance(now, dict):
            yield from field_changes(part, f"the {field.replace('_', ' ')}", was, now, {})
        else:
            yield from field_changes(part, part, {field: was}, {field: now}, {})


def _level(part: str, tier: str, old: Item, new: Item) -> Iterator[Change]:
    name = f"the level “{new.get('name') or old.get('name')}” ({tier.replace('_', ' ')})"
    for change in field_changes(part, name, old, new, {}):
        yield Change(min(change.weight, Weight.LEVEL), part, change.text)


def _raises(part: str, old: Mapping[str, Item], new: Mapping[str, Item]) -> Iterator[Change]:
    for key in new.keys() - old.keys():
        yield Change(Weight.LEVEL, part, f"{part} now places the sign {key} higher.")
    for key in old.keys() - new.keys():
        yield Change(Weight.SAFETY, part, f"{part} no longer places the sign {key} higher.")
    for key in old.keys() & new.keys():
        yield from field_changes(part, f"the sign {key}, as {part} raises it,", old[key], new[key], {})


def _partnerships(folder: Path) -> dict[str, Item]:
    files = sorted((folder / "partnerships").glob("[!_]*.yml"))
    return {area["id"]: area for area in map(_read, files) if isinstance(area, dict)}


def _by(entries: list[Item] | None, key: str) -> dict[str, Item]:
    return {str(entry[key]): entry for entry in entries or ()}
