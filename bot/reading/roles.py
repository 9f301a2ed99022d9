"""Who is writing: "I'm her health visitor", "Pharmacist. A woman came in ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.content.model import Role
from bot.reading.phrases import PhraseIndex, longest
from bot.reading.signs import equal_phrases, variants
from bot.reading.words import Sentence, phrase_keys

_SAYS_WHO = re.compile(
    r"^(?:i'm|i am|as)\s+(?:(?:a|an|the|her|his|their)\s+)?(?P<job>.+)$|^(?P<here>.+) here$", re.I
)
_BETWEEN = 5
_AFTER_JOB = frozenset((".", ",", ":", "-", ";", "here", "at", "in", "for"))


class RoleReader:
    """Finds the writer's job by the job names that the roles' own signs hold."""

    def __init__(self, roles: Iterable[Role], equals: Iterable[Iterable[str]]) -> None:
        self._jobs: PhraseIndex[str] = PhraseIndex()
        swaps = equal_phrases(equals)
        for role in roles:
            for keys in {k for job in _jobs(role) for k in variants(phrase_keys(job), swaps)}:
                self._jobs.add(keys, role.id)

    def read(self, sentences: Sequence[Sentence]) -> str | None:
        """The id of the role that the writer claims, or None."""
        for number, tokens in enumerate(sentences):
            for found in longest(self._jobs.find(tokens)):
                opens = number == 0 and found.start == 0 and _stands_alone(tokens, found.end)
                if opens or _claimed(tokens, found.start):
                    return str(found.payload)
        return None


def _jobs(role: Role) -> set[str]:
    alternatives = (text.strip() for line in role.signs for text in line.split("|"))
    matches = (_SAYS_WHO.match(text) for text in alternatives if " + " not in text)
    return {match["job"] or match["here"] for match in matches if match}


def _stands_alone(tokens: Sentence, end: int) -> bool:
    return end >= len(tokens) or tokens[end].norm in _AFTER_JOB


def _claimed(tokens: Sentence, start: int) -> bool:
    """Whether "I am" or "as" stands a few words before, with no comma or verb of its own between."""
    before = tokens[max(0, start - _BETWEEN) : start]
    for place in range(len(before) - 1, -1, -1):
        norm = before[place].norm
        if norm == "as":
            return place == len(before) - 1 or before[place + 1].norm in (
                "a",
                "an",
                "the",
                "her",
                "his",
                "their",
            )
        if norm in ("am", "'m", "m"):
            return place > 0 and before[place - 1].norm == "i"
        if not norm.replace("'", "").isalnum():
            return False
    return False
