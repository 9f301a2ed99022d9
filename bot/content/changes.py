"""What a change of one item means, how much it matters, and how it is said in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from bot.content.model import Tier, Urgency

Item = Mapping[str, Any]
# field → id → what a reader calls it
Names = Mapping[str, Mapping[str, str]]


class Weight(IntEnum):
    """How much a change can matter to a child, most first."""

    SAFETY = 0
    LEVEL = 1
    CONTACT = 2
    DECISION = 3
    ADDED = 4
    WORDS = 5
    READING = 6
    RECORD = 7


@dataclass(frozen=True, order=True)
class Change:
    """One change: the part of the content it belongs to, how much it matters, and what it is."""

    weight: Weight
    part: str
    text: str


_FIELDS = {
    "phone": "number",
    "url": "web address",
    "email": "email address",
    "hours": "opening hours",
    "when_closed": "advice for when it is closed",
    "checked_on": "date it was checked",
    "owner_role": "owner",
    "first_door": "first door",
    "tier": "level",
    "lowest": "lowest level",
    "highest": "highest level",
    "sign_off": "role that signs",
    "tell_parents_first": "advice on telling the parents first",
    "say_to_child": "words for the child",
    "say_to_parents": "words for the parents",
    "do_not": "list of what not to do",
    "have_ready": "list of what to have ready",
    "law_in_motion": "note on law that is on its way",
    "limit": "time limit",
    "adds": "added signs",
}
_READING = frozenset({"signs", "examples", "aliases", "phrasings"})
_RECORD = frozenset({"sources", "certainty", "code", "note", "sign_off", "signed", "checked_on"})
_DECISION = frozenset(
    "questions pathways options settles adds first_door raises_with topics numbers limit unit route routes "
    "matters_when_past tell_parents_first roles not_roles flag anchors direction bound leads_to tense "
    "most_weeks_ahead".split()
)
_SHORT = 160


def field_changes(part: str, name: str, old: Item, new: Item, names: Names) -> Iterator[Change]:
    """A change for every field that differs between two versions of one item.

    Of how an item is recognised in text only its name is given: nobody reads those lists side by side.
    """
    for field in dict.fromkeys((*old, *new)):
        was, now = old.get(field), new.get(field)
        if was != now:
            weight = _weight(field, was, now)
            text = name if weight is Weight.READING else _sentence(field, name, was, now, names)
            yield Change(weight, part, text)


def _weight(field: str, was: Any, now: Any) -> Weight:
    if field == "red_flag" or _lowers(field, was, now):
        return Weight.SAFETY
    if field in ("tier", "lowest", "highest", "urgency"):
        return Weight.LEVEL
    if field in ("phone", "url", "email", "hours", "always_open", "when_closed", "instead"):
        return Weight.CONTACT
    if field in _DECISION:
        return Weight.DECISION
    if field in _READING:
        return Weight.READING
    return Weight.RECORD if field in _RECORD else Weight.WORDS


def _rank(field: str, value: Any) -> int | None:
    """How serious a level or an urgency is; None for anything else."""
    if field in ("tier", "lowest", "highest") and value in [tier.value for tier in Tier]:
        return Tier(value).rank
    if field == "urgency" and value in [urgency.value for urgency in Urgency]:
        return -Urgency(value).rank
    return None


def _lowers(field: str, was: Any, now: Any) -> bool:
    before, after = _rank(field, was), _rank(field, now)
    return before is not None and (after is None or after < before)


def _sentence(field: str, name: str, was: Any, now: Any, names: Names) -> str:
    if field == "red_flag":
        return f"{name} is now a red flag." if now else f"{name} is no longer a red flag."
    called = _FIELDS.get(field, field.replace("_", " "))
    known = names.get(field, {})
    if was is None:
        return f"{name[0].upper()}{name[1:]} now has {called}: {plain(now, known)}."
    if now is None:
        return f"{name[0].upper()}{name[1:]} no longer has {called}; it was {plain(was, known)}."
    if isinstance(was, list) and isinstance(now, list):
        return f"The {called} of {name} changed: {lists(was, now, known)}."
    before, after = _rank(field, was), _rank(field, now)
    way = "changed"
    if before is not None and after is not None:
        way = "went up" if after > before else "went down"
    return f"The {called} of {name} {way} from {quoted(was, known)} to {quoted(now, known)}."


def lists(was: list[Any], now: list[Any], names: Mapping[str, str]) -> str:
    """What came into a list and what went out of it."""
    gone = [plain(one, names) for one in was if one not in now]
    come = [plain(one, names) for one in now if one not in was]
    said = [f"added {'; '.join(come)}"] if come else []
    said += [f"took out {'; '.join(gone)}"] if gone else []
    return ", ".join(said) or "another order"


def quoted(value: Any, names: Mapping[str, str] | None = None) -> str:
    """A value, in quotation marks if it is a text that somebody wrote."""
    if isinstance(value, str) and value not in (names or {}) and " " in value:
        return f"“{_cut(value)}”"
    return plain(value, names)


def plain(value: Any, names: Mapping[str, str] | None = None) -> str:
    """A value as a reader would say it, cut where it is long, without a full stop."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        text = value.get("text") or value.get("label") or value.get("id")
        text = text or ", ".join(f"{key} {plain(one, names)}" for key, one in value.items())
    elif isinstance(value, list):
        text = ", ".join(plain(one, names) for one in value) or "nothing"
    else:
        text = (names or {}).get(str(value), str(value))
    return _cut(text.rstrip("."))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
