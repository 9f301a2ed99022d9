"""What every action does: hand the turn to ``bot.dialogue``, say the reply, keep the case."""

from __future__ import annotations

import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot import clock, metrics
from bot.channels.certified import signed
from bot.channels.names import CASE, RICH
from bot.dialogue import Turn, respond
from bot.dialogue.case import from_dict
from bot.dialogue.message import Answer, Text, to_dict
from bot.dialogue.plain import to_text
from bot.dialogue.turn import Moment, Reply
from bot.insight.finished import finished
from bot.logs import where
from bot.rasa_bridge.failure import failure
from bot.rasa_bridge.resources import content, exercises

logger = logging.getLogger(__name__)


class TurnAction(Action, ABC):
    """Answers one intent. A failure is answered too, and leaves the case as it was."""

    @property
    @abstractmethod
    def intent(self) -> str:
        """The intent that this action answers."""

    def name(self) -> str:
        """The name that the domain and the rules use."""
        return f"action_{self.intent}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[EventType]:
        """One turn: the tracker's case and latest message in, messages and the new case out."""
        case = tracker.get_slot(CASE)
        latest = tracker.latest_message
        now = clock.now()
        try:
            reply = respond(case, turn_of(self.intent, latest), content(), now, exercises())
            messages = [to_dict(signed(message)) for message in reply.messages]
            if latest.get("cut"):
                messages.insert(0, to_dict(Text(content().wording["text_too_long"])))
        except Exception as error:
            logger.error("%s failed: %s", self.name(), where(error))
            _say(dispatcher, tracker, [failure()])
            return []
        guided = _guided(reply, now)
        whole = guided is not None and _is_whole(reply)
        if guided is not None:
            _count(guided, "whole" if whole else "action", tracker)
        is_first = whole and "guidance" not in (case or {}).get("shown", ())
        restarted = bool(case and case["answers"]) and not reply.case["answers"]
        beside = {
            "restarted": restarted,
            "unanswered": reply.unanswered,
            "finished": finished(guided).to_dict() if guided and is_first else None,
            "so_far": to_dict(reply.so_far),
            "practising": to_dict(reply.practising),
        }
        _say(dispatcher, tracker, messages, **beside)
        return [SlotSet(CASE, reply.case)]


def _guided(reply: Reply, now: datetime) -> Moment | None:
    """The moment of a reply that gives guidance about a real child; None if it gives none."""
    if reply.practising or not any(isinstance(message, Answer) for message in reply.messages):
        return None
    return Moment(from_dict(reply.case), content(), now)


def _is_whole(reply: Reply) -> bool:
    answers = [message for message in reply.messages if isinstance(message, Answer)]
    return any(section.id == "why" for message in answers for section in message.sections)


def _count(guided: Moment, answer: str, tracker: Tracker) -> None:
    """Tell the figures which guidance was given: area, tier and route, nothing else."""
    guidance = guided.guidance
    metrics.answer(
        tracker.get_latest_input_channel() or "other",
        answer,
        guidance.home_area.id,
        guidance.tier.value,
        guidance.main_route.value,
    )


def turn_of(intent: str, latest: Mapping[str, Any]) -> Turn:
    """The dialogue's turn from Rasa's latest message. An answer that was typed counts as told."""
    choice = latest.get("choice") or _choice_of_button(latest.get("entities") or [])
    if intent == "choose" and choice is None:
        intent = "tell"
    return Turn(intent, latest.get("text") or "", latest.get("reading"), choice)


def _choice_of_button(entities: list[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The choice in a text channel's button, ``/choose{"question": ..., "turn": ..., "value": ...}``."""
    found: dict[str, list[Any]] = {}
    for entity in entities:
        found.setdefault(entity["entity"], []).append(entity["value"])
    if not {"question", "turn", "value"} <= found.keys():
        return None
    values = found["value"]
    return {
        "question": found["question"][0],
        "turn": found["turn"][0],
        "value": values[0] if len(values) == 1 else values,
    }


def _say(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    messages: list[dict[str, Any]],
    **beside: Any,
) -> None:
    """Messages as they are for a channel that renders them, otherwise as text and buttons.

    ``beside`` is what such a channel needs to know besides.
    """
    if tracker.get_latest_input_channel() in RICH:
        dispatcher.utter_message(json_message={"messages": messages, **beside})
        return
    for message in messages:
        if message["kind"] == "choices":
            without_options = {**message, "options": []}
            dispatcher.utter_message(text=to_text(without_options), buttons=_buttons(message))
        else:
            dispatcher.utter_message(text=to_text(message))


def _buttons(message: Mapping[str, Any]) -> list[dict[str, str]]:
    asked = {"question": message["question"], "turn": message["turn"]}
    return [
        {"title": option["label"], "payload": "/choose" + json.dumps({**asked, "value": option["value"]})}
        for option in message["options"]
    ]
