"""``guidance answer`` and ``guidance questions``: process questions on the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.content.area import area_of
from bot.content.load import Content, load
from bot.dialogue.message import to_dict
from bot.dialogue.plain import to_text
from bot.dialogue.process import answer_messages, reasons, whose
from bot.dialogue.words import Voice
from bot.json_lines import BadInput, record
from bot.reading.answer import Found, find
from bot.reading.redact import redact
from bot.store import connect, upgrade
from bot.store.unanswered import unanswered


@dataclass(frozen=True)
class Answerer:
    """Answers questions from content, loaded once."""

    content: Content

    @classmethod
    def load(cls) -> Answerer:
        """Load the content. Raises ContentError when it cannot be used."""
        return cls(load())

    def answer_one(self, question: str, area: str | None) -> str:
        """The answer as people read it. Raises BadInput for an area that is not held."""
        found, voice = self.find(question, area)
        messages = answer_messages(found, voice, keep=False)
        return "\n".join(to_text(to_dict(message)) for message in messages)

    def answer_line(self, line: str) -> str:
        """One JSON line ``{"id","question","area"?}`` → ``{"id","answer","source","in_scope","confidence"}``.

        Raises BadInput for a line that is not such an object.
        """
        asked = record(line, "question")
        found, voice = self.find(asked["question"], asked.get("area"))
        return json.dumps({"id": asked["id"], **machine(found, voice)}, ensure_ascii=False)

    def find(self, question: str, area: str | None) -> tuple[Found, Voice]:
        """What answers a question, once it is redacted, and the voice to say it in. Raises BadInput."""
        if area is not None and area not in self.content.partnerships:
            known = ", ".join(self.content.partnerships)
            raise BadInput(f"no area is called {area!r}; use one of {known}")
        found = find(redact(question), self.content, area)
        told = found.areas[0] if found.areas else None
        return found, Voice(area_of(self.content, told), None)


def machine(found: Found, voice: Voice) -> dict[str, Any]:
    """The answer for programs. ``source`` is null where nothing was said from a source."""
    given = reasons(found, voice)
    if given:
        answer = "\n".join(filter(None, (whose(found, voice), *(one.text for one in given))))
        source = "; ".join(dict.fromkeys(one.source for one in given))
    else:
        messages = answer_messages(found, voice, keep=False)
        answer, source = "\n".join(to_text(to_dict(message)) for message in messages), None
    return {
        "answer": answer,
        "source": source,
        "in_scope": found.in_scope,
        "confidence": round(found.confidence, 3),
    }


def answered_list(content: Content) -> str:
    """Every question that can be answered: id and the question."""
    return "\n".join(f"{family.id}: {family.ask}" for family in content.families.values())


def unanswered_list(database_url: str) -> str:
    """Questions that nobody has answered, those asked most often first: times, last day, area, question."""
    engine = connect(database_url)
    upgrade(engine)
    rows = unanswered(engine)
    if not rows:
        return "No question is waiting for an answer."
    return "\n".join(f"{one.times} x  {one.last_asked}  {one.area or '-'}  {one.text}" for one in rows)
