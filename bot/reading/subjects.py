"""Whether a clause is about another person: "a friend cuts herself", but not "a friend hit him"."""

from __future__ import annotations

from bot.reading.cuts import COMMAS, Cuts, Cutter
from bot.reading.rules import ContextRules
from bot.reading.scopes import Span
from bot.reading.words import Sentence

_NEAR = 4
_AND = "and"
_ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "my", "our"))
_BESIDE = frozenset(("with", "by", "from", "to", "at", "on", "near"))
_WITH_A_NOUN = "her"  # "hit her", but "her arm"


class Subjects:
    """Tells people spoken of from people who report it or who did it to the child."""

    def __init__(self, rules: ContextRules, cutter: Cutter) -> None:
        self._cutter = cutter
        self._tells = frozenset(rules.tells)
        self._after = self._tells | frozenset(rules.subject_after)
        self._done_to = frozenset(rules.done_to)
        self._objects = frozenset(rules.objects)
        self._pronouns = frozenset(rules.pronouns) | self._objects

    def is_about(self, tokens: Sentence, span: Span, cuts: Cuts) -> bool:
        """Whether the people at ``span`` are those whom the rest of the clause speaks of."""
        start = max((cut for cut in (*cuts.clause, *cuts.comma) if cut <= span[0]), default=0)
        end = min((cut for cut in (*cuts.clause, *cuts.comma) if cut > span[1]), default=len(tokens))
        if span[1] < end and tokens[span[1]].norm == "whose":
            return True  # "a friend whose dad hits him": him is the friend
        return not (
            self._is_object(tokens, span, start)
            or self._reports(tokens, span[1], end)
            or self._harms_child(tokens, span[1], end)
        )

    def _is_object(self, tokens: Sentence, span: Span, start: int) -> bool:
        first = span[0] - (span[0] > start and tokens[span[0] - 1].norm in _ARTICLES)
        if first == start:
            return False
        before = tokens[first - 1]
        if before.norm == _AND:
            alone = self._cutter.has_verb(tokens, start, first)
            return not alone or tokens[first - 2].norm in self._pronouns
        if span[1] < len(tokens) and tokens[span[1]].norm == "who":
            return before.norm in _BESIDE
        return not before.readings & self._after

    def _reports(self, tokens: Sentence, start: int, end: int) -> bool:
        for token in tokens[start : min(end, start + _NEAR)]:
            if token.norm in COMMAS:
                return False
            if token.readings & self._tells:
                return True
        return False

    def _harms_child(self, tokens: Sentence, start: int, end: int) -> bool:
        return any(
            token.norm in self._objects
            and (token.norm != _WITH_A_NOUN or bool(tokens[place - 1].readings & self._done_to))
            for place, token in enumerate(tokens[start:end], start)
            if place > start
        )
