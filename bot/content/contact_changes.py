"""What changed about whom to ring, said as one would say it aloud: "The out-of-hours number changed …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.content.changes import Change, Item, Weight, field_changes, plain
from bot.content.model import WEEKDAYS

# field of an area that names one of its contacts → what its number is called, and what it is called itself
DOORS = {
    "front_door": ("front door", "the front door"),
    "out_of_hours": ("out-of-hours", "the out-of-hours team"),
    "early_help": ("early help", "early help"),
    "lado": ("LADO", "the LADO"),
}
_REACHED = {"phone": "number", "email": "email address", "url": "web address"}
_DAYS = dict(zip(WEEKDAYS, "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))


def contact_changes(
    part: str, key: str, old: Item, new: Item, doors: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[Change]:
    """A change for every field that differs of the contact ``key``.

    ``doors`` maps the ids of contacts to the door that each is, ``names`` to what they are called.
    """
    kind, who = DOORS.get(doors.get(key, ""), ("", str(new["name"])))
    for field in dict.fromkeys((*old, *new)):
        was, now = old.get(field), new.get(field)
        if was == now:
            continue
        said = _said(field, kind, who, was, now, names)
        if said is None:
            yield from field_changes(part, who, {field: was}, {field: now}, {})
        else:
            weight = Weight.RECORD if field == "checked_on" else Weight.CONTACT
            yield Change(weight, part, f"{said[0].upper()}{said[1:]}.")


def door_change(field: str, was: str | None, now: str | None, contacts: Mapping[str, Item]) -> str:
    """That another of the area's contacts is this door now."""
    who = DOORS[field][1]
    return f"{who[0].upper()}{who[1:]} is now {_who(now, contacts)}; before, it was {_who(was, contacts)}."


def _said(field: str, kind: str, who: str, was: Any, now: Any, names: Mapping[str, str]) -> str | None:
    """The change as a sentence without its full stop; None for what is said like any other change."""
    if field in _REACHED:
        thing = f"{kind} {_REACHED[field]}" if kind else f"{_REACHED[field]} of {who}"
        if was is None:
            return f"the {thing} is now known: {now}"
        if now is None:
            return f"the {thing} was taken out; it was {was}"
        return f"the {thing} changed from {was} to {now}"
    if field == "name":
        return f"{who if kind else was} is now called {now}" + (f"; before, it was {was}" if kind else "")
    if field == "checked_on" and now:
        return f"{who} was checked on {now}" + (f"; before, on {was}" if was else "")
    if field == "hours":
        return _hours_changed(who, was, now)
    if field == "always_open":
        return f"{who} is {'now' if now else 'no longer'} given as open day and night"
    if field == "instead":
        before = f"; before, it was {names.get(was, was)}" if was else ""
        instead = names.get(now, now) or "not named"
        return f"when nobody answers at {who}, the one to ring is now {instead}{before}"
    return None


def _hours_changed(who: str, was: Any, now: Any) -> str:
    if not now:
        return f"the opening hours of {who} were taken out; they were {_hours(was)}"
    before = f"; before, it was {_hours(was)}" if was else ""
    return f"{who} is now open {_hours(now)}{before}"


def _hours(hours: Mapping[str, Any]) -> str:
    """Days with the same hours together: "Monday to Thursday 08:45–17:15, Friday 08:45–16:45"."""
    runs: list[tuple[list[str], str]] = []
    for day in WEEKDAYS:
        times = f"{plain(hours[day]['opens'])}–{plain(hours[day]['closes'])}" if day in hours else ""
        if runs and runs[-1][1] == times:
            runs[-1][0].append(_DAYS[day])
        else:
            runs.append(([_DAYS[day]], times))
    return ", ".join(f"{_span(days)} {times}" for days, times in runs if times)


def _span(days: list[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _who(key: str | None, contacts: Mapping[str, Item]) -> str:
    contact = contacts.get(key or "")
    if contact is None:
        return "not named"
    return f"{contact['name']}, {contact['phone']}" if contact.get("phone") else str(contact["name"])
