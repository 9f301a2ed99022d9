"""What Teams sends, as far as it concerns us: an activity without names."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.problems import Problem

PERSONAL, GROUP, TEAM = "personal", "groupChat", "channel"
_LONGEST_ID = 1000  # characters
_SCOPES = frozenset({PERSONAL, GROUP, TEAM})
_MENTION = re.compile(r"<at\b[^>]*>.*?</at>", re.IGNORECASE | re.DOTALL)
_SOMEBODY = "[name]"  # as redaction writes it


@dataclass(frozen=True, repr=False)
class Activity:
    """One activity. ``tenant``, ``user`` and ``bot`` are Teams' ids; nobody's name is in it.

    ``text`` is without mentions; ``data`` is what a card's button sends; ``added`` are the members that came
    into the conversation; ``change`` is what an update of the installation or of a message did.
    """

    type: str
    id: str
    service_url: str
    channel: str
    scope: str
    conversation: str
    tenant: str
    user: str
    bot: str
    text: str = ""
    mentioned: bool = False
    data: Mapping[str, Any] | None = None
    name: str = ""
    reply_to: str = ""
    added: tuple[str, ...] = ()
    change: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether nobody but the user reads along."""
        return self.scope == PERSONAL


def parse(body: bytes) -> Activity:
    """Read a request's body. Raises Problem (400) if it is no activity."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not valid JSON.") from None
    if not isinstance(sent, dict):
        raise Problem(400, "The body is no activity.")
    conversation, sender, recipient = (_object(sent, name) for name in ("conversation", "from", "recipient"))
    channel_data = _object(sent, "channelData")
    tenant = _object(channel_data, "tenant").get("id") or conversation.get("tenantId") or ""
    user, bot = _id(sender, "from"), _id(recipient, "recipient")
    added = tuple(_id(one, "membersAdded") for one in _objects(sent, "membersAdded"))
    text, mentioned = _text(sent, bot, sender)
    return Activity(
        type=_string(sent, "type", needed=True),
        id=_string(sent, "id"),
        service_url=_string(sent, "serviceUrl", needed=True),
        channel=_string(sent, "channelId", needed=True),
        scope=_scope(conversation),
        conversation=_string(conversation, "id", needed=True),
        tenant=tenant if isinstance(tenant, str) else "",
        user=user if user != bot else next((one for one in added if one != bot), user),
        bot=bot,
        text=text,
        mentioned=mentioned,
        data=_data(sent),
        name=_string(sent, "name"),
        reply_to=_string(sent, "replyToId"),
        added=added,
        change=_string(sent, "action") or _string(channel_data, "eventType"),
    )


def _string(data: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
    value = data.get(name)
    if value is None:
        value = ""
    if not isinstance(value, str) or len(value) > _LONGEST_ID or (needed and not value):
        raise Problem(400, f'"{name}" is a text of at most {_LONGEST_ID} characters.')
    return value


def _object(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    if value is not None and not isinstance(value, dict):
        raise Problem(400, f'"{name}" is an object.')
    return value or {}


def _objects(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = data.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Problem(400, f'"{name}" is a list of objects.')
    return value


def _id(account: Mapping[str, Any], name: str) -> str:
    try:
        return _string(account, "id", needed=True)
    except Problem:
        raise Problem(400, f'"{name}" has an "id".') from None


def _scope(conversation: Mapping[str, Any]) -> str:
    """Anything that is not said to be personal is treated as if others read along."""
    kind = conversation.get("conversationType")
    if kind is None and not conversation.get("isGroup"):
        return PERSONAL
    return str(kind) if kind in _SCOPES else GROUP


def _data(sent: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a button sends: as ``value``, or for Action.Execute inside ``value.action.data``."""
    value = sent.get("value")
    if sent.get("type") == "invoke":
        action = value.get("action") if isinstance(value, dict) else None
        value = action.get("data") if isinstance(action, dict) else None
    return value if isinstance(value, dict) else None


def _text(sent: Mapping[str, Any], bot: str, sender: Mapping[str, Any]) -> tuple[str, bool]:
    """The text as it is meant for us, and whether the bot was mentioned. Names that Teams knows are gone."""
    text = sent.get("text") or ""
    if not isinstance(text, str):
        raise Problem(400, '"text" is a text.')
    mentioned = False
    names = [sender.get("name")]
    for entity in _objects(sent, "entities"):
        if entity.get("type") != "mention":
            continue
        who, as_written = _object(entity, "mentioned"), entity.get("text")
        if who.get("id") == bot:
            mentioned = True
            text = text.replace(as_written, " ") if isinstance(as_written, str) and as_written else text
        else:
            names.append(who.get("name"))
    text = html.unescape(_MENTION.sub(_SOMEBODY, text)).replace("\xa0", " ")
    return _without(text, names).strip(), mentioned


def _without(text: str, names: Iterable[Any]) -> str:
    """The text without these names, where they are whole: half a name may be a word ("May", "Hope")."""
    known = [one.strip() for one in names if isinstance(one, str) and len(one.split()) > 1]
    if not known:
        return text
    whole = "|".join(re.escape(one) for one in sorted(known, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{whole})(?!\w)", _SOMEBODY, text, flags=re.IGNORECASE)
