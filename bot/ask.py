"""One free-text case → guidance, for the command line: plain text or JSON lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.content.area import ELSEWHERE, OUTSIDE_ENGLAND, area_of
from bot.content.load import Content, load
from bot.content.model import AgeBand
from bot.dialogue.answer import full_answer
from bot.dialogue.case import Case
from bot.dialogue.facts import situation_of
from bot.dialogue.message import to_dict
from bot.dialogue.plain import to_text
from bot.dialogue.told import told
from bot.guidance import Guidance, assess
from bot.json_lines import record
from bot.reading import Reader, Reading


@dataclass(frozen=True)
class Asker:
    """Content and reader, loaded once."""

    content: Content
    reader: Reader

    @classmethod
    def load(cls) -> Asker:
        """Load the content. Raises ContentError when it cannot be used."""
        content = load()
        return cls(content, Reader.taught(content))

    def answer_one(
        self, text: str, area: str | None, role: str | None, now: datetime, *, as_json: bool
    ) -> str:
        """The guidance for one text, for people or (``as_json``) for programs."""
        reading, case, guidance = self._assess(text, area, role, None, now)
        if as_json:
            return json.dumps(self._machine(None, reading, guidance), ensure_ascii=False)
        return to_text(to_dict(full_answer(guidance, case, now)))

    def answer_line(self, line: str, now: datetime) -> str:
        """One JSON line ``{"id","text","area"?,"role"?,"child_age"?}`` → one JSON line.

        Raises BadInput for a line that is not such an object.
        """
        case = record(line)
        age = case.get("child_age")
        reading, _, guidance = self._assess(
            case["text"], case.get("area"), case.get("role"), None if age is None else str(age), now
        )
        return json.dumps(self._machine(case["id"], reading, guidance), ensure_ascii=False)

    def _assess(
        self, text: str, area: str | None, role: str | None, age: str | None, now: datetime
    ) -> tuple[Reading, Case, Guidance]:
        """What the conversation would know if this text were all that was said."""
        given = f"{text}\n{f'Child: {age}.' if age else ''}{f' I am the {role}.' if role else ''}"
        reading = self.reader.read(given)
        case = Case(turn=1)
        if area is not None:
            known = {*self.content.partnerships, OUTSIDE_ENGLAND}
            case = case.with_answer("home", (area if area in known else ELSEWHERE,))
        if role in self.content.roles:
            case = case.with_answer("role", (str(role),))
        if age in {band.value for band in AgeBand}:
            case = case.with_answer("age", (str(age),))
        case = told(case, reading, self.content)
        situation = situation_of(case, self.content)
        return reading, case, assess(situation, area_of(self.content, situation.home), now)

    def _machine(self, identity: Any, reading: Reading, guidance: Guidance) -> dict[str, Any]:
        indicators = self.content.indicators
        data: dict[str, Any] = {} if identity is None else {"id": identity}
        return data | {
            "tier": guidance.tier.value,
            "level": self.content.tier(guidance.tier).generic_level,
            "routes": [advice.route.value for advice in guidance.routes],
            "urgency": guidance.urgency.value,
            "flags": [topic for topic in guidance.topics if self.content.topics[topic].flag],
            "mentions": [
                {
                    "indicator": mention.indicator,
                    "topic": topic,
                    "status": mention.status.value,
                    "text": mention.text,
                }
                for mention in reading.mentions
                for topic in indicators[mention.indicator].topics
            ],
        }
