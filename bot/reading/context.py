"""Who, when and whether: the status that the words around a sign give it.

A ConText-like algorithm over words. Trigger phrases open a scope (triggers.py); it ends at "but" and
its kind, at a new clause with its own subject and verb, and (for denial) at words such as "because"
or "explain" that do not pass the denial on: "couldn't explain the bruise" denies no bruise (cuts.py).
Some words speak of whole clauses or sentences (wholes.py). How scopes add up is in scopes.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.reading.cuts import Cutter, Marks
from bot.reading.model import Status
from bot.reading.phrases import Found, PhraseIndex, longest
from bot.reading.rules import ContextRules, Trigger, add_phrases
from bot.reading.scopes import Context, Span
from bot.reading.triggers import TriggerReader
from bot.reading.wholes import WholeReader
from bot.reading.words import Sentence

__all__ = ["Context", "ContextReader", "Span"]

_NOT = frozenset(("not", "never", "no", "nothing", "without"))
_NOT_BEFORE = 3
_FAR = ("text", "sentence_before")
_MARKS = (
    "figurative",
    "recent",
    "resumed",
    "neutral",
    "contrasts",
    "ends",
    "ends_denial",
    "now",
    "general_questions",
    "suppositions",
    "general_people",
    "this_child",
    "at_home",
)


class ContextReader:
    """Reads the context of sentences with the phrases of data/guidance/reading/context.yml."""

    def __init__(self, rules: ContextRules, equals: Iterable[Iterable[str]] = ()) -> None:
        self._triggers: PhraseIndex[Trigger | None] = PhraseIndex(rules.between)
        self._marks: PhraseIndex[str] = PhraseIndex()
        cutter = Cutter(rules)
        self._scopes = TriggerReader(rules, cutter)
        self._wholes = WholeReader(rules, equals)
        self.phrases = self._wholes.keys
        for trigger in rules.triggers:
            self.phrases |= add_phrases(self._triggers, trigger.phrases, trigger)
        self.phrases |= add_phrases(self._triggers, rules.ignore, None)
        for name in _MARKS:
            self.phrases |= add_phrases(self._marks, getattr(rules, name), name)
        self._cutter = cutter

    def read(self, tokens: Sentence) -> Context:
        """The context of one sentence."""
        marks: Marks = {}
        for found in self._marks.find(tokens):
            marks.setdefault(found.payload, []).append((found.start, found.end))
        # what is said of other sentences takes nothing from a trigger in this one
        far, near = (longest(part) for part in _parted(self._triggers.find(tokens)))
        triggers = [f for f in near if f.payload and self._scopes.counts(f, tokens, marks)]
        inside = {place for f in triggers for place in range(f.start, f.end)}
        cuts = self._cutter.cut(tokens, marks, inside)
        return Context(
            scopes=(*self._scopes.read(triggers, tokens, cuts), *self._wholes.read(tokens, marks, cuts)),
            figurative=tuple(marks.get("figurative", ())),
            recent=tuple(marks.get("recent", ())),
            resumed=any(not self._is_denied(tokens, start) for start, _ in marks.get("resumed", ())),
            clauses=cuts.clauses,
            neutral=frozenset(p for span in marks.get("neutral", ()) for p in range(*span)),
            before=_told("sentence_before", far),
            text=_told("text", far),
        )

    @staticmethod
    def _is_denied(tokens: Sentence, place: int) -> bool:
        return any(token.norm in _NOT for token in tokens[max(0, place - _NOT_BEFORE) : place])


def _parted(found: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    """Triggers that speak of other sentences, and those that speak of this one; with both, no triggers."""
    parts: tuple[list[Found], list[Found]] = ([], [])
    for item in found:
        if item.payload is None or item.payload.direction in _FAR:
            parts[0].append(item)
        if item.payload is None or item.payload.direction not in _FAR:
            parts[1].append(item)
    return parts


def _told(direction: str, triggers: Iterable[Found]) -> Status | None:
    return next((f.payload.status for f in triggers if f.payload and f.payload.direction == direction), None)
