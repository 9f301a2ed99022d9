"""Plays a YAML conversation and compares each reply with what the file expects. See README.md."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot import clock
from bot.channels.request import Chosen, Started, Typed
from bot.dialogue.case import from_dict
from bot.dialogue.plain import to_text
from bot.dialogue.turn import Moment
from bot.rasa_bridge.resources import content
from tests.conversations.bot import Bot

TUESDAY_MORNING = datetime(2026, 3, 10, 10, 30, tzinfo=clock.ENGLAND)
_DOES = {"say", "choose", "start"}


class Unexpected(AssertionError):
    """A reply is not what the file says it should be."""


def play(bot: Bot, path: Path) -> None:
    """Play one file. Raises Unexpected naming the turn, what was expected and what was said."""
    script = yaml.safe_load(path.read_text(encoding="utf-8"))
    unknown = script.keys() - {"about", "now", "turns"}
    if unknown:
        raise ValueError(f"{path.name}: unknown {sorted(unknown)}; use about, now and turns")
    now = _moment(script.get("now"))
    clock.use(lambda: now)
    try:
        conversation = Conversation(bot, now)
        for number, turn in enumerate(script["turns"], 1):
            try:
                conversation.take(turn)
            except Unexpected as error:
                place = f"{path.parent.name}/{path.name}, turn {number}"
                raise Unexpected(f"{place}: {error}\n--- said ---\n{conversation.text}") from None
    finally:
        clock.use(None)


class Conversation:
    """One conversation with the bot: what was said last, and what can be chosen."""

    def __init__(self, bot: Bot, now: datetime) -> None:
        """A new conversation, in which nothing has been said."""
        self._bot = bot
        self._now = now
        self._id = secrets.token_hex(8)
        self.messages: list[dict[str, Any]] = []

    @property
    def case(self) -> dict[str, Any]:
        """The case as it is stored."""
        return self._bot.case(self._id)

    @property
    def text(self) -> str:
        """The last reply as plain text."""
        return "\n\n".join(map(to_text, self.messages))

    @property
    def asked(self) -> dict[str, Any]:
        """The question now open; empty if none is."""
        return next((message for message in reversed(self.messages) if "question" in message), {})

    def take(self, turn: dict[str, Any]) -> None:
        """Say or choose what the turn says, and check the reply."""
        does = turn.keys() & _DOES
        if len(does) != 1 or turn.keys() - _DOES - {"expect"}:
            raise ValueError(f"a turn has one of {sorted(_DOES)}, and expect; not {sorted(turn)}")
        (what,) = does
        if what == "say":
            said: Typed | Chosen | Started = Typed(turn["say"])
        elif what == "choose":
            said = Chosen(self._choice(turn["choose"]))
        else:
            said = Started()
        self.messages = self._bot.turn(self._id, said).messages
        for name, expected in (turn.get("expect") or {}).items():
            getattr(self, f"_expect_{name}")(expected)

    def _choice(self, chosen: Any) -> dict[str, Any]:
        if isinstance(chosen, dict):
            return chosen
        asked = self.asked
        if not asked:
            raise Unexpected(f"nothing can be chosen, so not {chosen!r}")
        labels = chosen if isinstance(chosen, list) else [chosen]
        if asked["kind"] == "choices":
            values: Any = [_value(asked["options"], label) for label in labels]
            if None in values:
                raise Unexpected(f"{chosen!r} is not offered by {asked['question']!r}")
            value = values if isinstance(chosen, list) else values[0]
        else:
            value = self._form_value(asked["fields"], labels)
        return {"question": asked["question"], "turn": asked["turn"], "value": value}

    @staticmethod
    def _form_value(fields: list[dict[str, Any]], labels: list[str]) -> dict[str, Any]:
        """Each label goes to the first field that offers it and can still take it.

        As on the page, what is ticked beforehand stays, and choosing it takes the tick away.
        """
        value: dict[str, Any] = {
            field["id"]: [option["value"] for option in field["options"] if option["chosen"]]
            for field in fields
            if field["many"]
        }
        for label in labels:
            for field in fields:
                found = _value(field["options"], label)
                if found is not None and (field["many"] or field["id"] not in value):
                    ticked = value.get(field["id"], [])
                    if not field["many"]:
                        value[field["id"]] = found
                    elif found in ticked:
                        ticked.remove(found)
                    else:
                        ticked.append(found)
                    break
            else:
                raise Unexpected(f"{label!r} is not offered by any field")
        return value

    def _expect_contains(self, expected: list[str]) -> None:
        said = _plain(self.text)
        _check(not [part for part in expected if _plain(part) not in said], "said", expected)

    def _expect_not_contains(self, expected: list[str]) -> None:
        said = _plain(self.text)
        _check(not [part for part in expected if _plain(part) in said], "not said", expected)

    def _expect_not_advised(self, expected: list[str]) -> None:
        """Not what to do; what would change it may well speak of it."""
        said = _plain("\n".join(map(_advice, self.messages)))
        _check(not [part for part in expected if _plain(part) in said], "not advised", expected)

    def _expect_question(self, expected: str) -> None:
        _check(
            self.asked.get("question") == expected, f"asked (not {self.asked.get('question')!r})", expected
        )

    def _expect_kinds(self, expected: list[str]) -> None:
        kinds = [message["kind"] for message in self.messages]
        _check(kinds == expected, f"said (not {kinds})", expected)

    def _expect_options(self, expected: list[str]) -> None:
        fields = self.asked.get("fields") or [self.asked]
        labels = {option["label"] for field in fields for option in field.get("options", ())}
        _check(set(expected) <= labels, f"offered (not {sorted(labels)})", expected)

    def _expect_case(self, expected: dict[str, Any]) -> None:
        case = self.case
        known = {**case, "answers": {one["question"]: list(one["values"]) for one in case["answers"]}}
        known["proposals"] = {one["indicator"]: one["status"] for one in case["proposals"]}
        for name, part in expected.items():
            same = part.items() <= known[name].items() if isinstance(part, dict) else part == known[name]
            _check(same, f"in the case's {name} (not {known[name]})", part)

    def _expect_guidance(self, expected: dict[str, Any]) -> None:
        guidance = Moment(from_dict(self.case), content(), self._now).guidance
        known = {
            "tier": guidance.tier.value,
            "level": guidance.level.name if guidance.level else None,
            "urgency": guidance.urgency.value,
            "routes": [one.route.value for one in guidance.routes],
            "red_flags": sorted(one.indicator.id for one in guidance.red_flags),
        }
        for name, part in expected.items():
            _check(part == known[name], f"as the guidance's {name} (not {known[name]})", part)


def _moment(written: Any) -> datetime:
    if written is None:
        return TUESDAY_MORNING
    moment = written if isinstance(written, datetime) else datetime.fromisoformat(written)
    return moment.replace(tzinfo=clock.ENGLAND)


def _advice(message: dict[str, Any]) -> str:
    """A message as text, without the parts of an answer that speak of what is not so."""
    if message["kind"] == "answer":
        kept = [one for one in message["sections"] if one["id"] not in ("why", "change")]
        return to_text({**message, "sections": kept})
    return to_text(message)


def _value(options: list[dict[str, Any]], label: str) -> str | None:
    return next((option["value"] for option in options if _plain(option["label"]) == _plain(label)), None)


def _plain(text: str) -> str:
    return " ".join(str(text).split()).casefold()


def _check(right: bool, how: str, expected: Any) -> None:
    if not right:
        raise Unexpected(f"expected to be {how}: {expected!r}")
