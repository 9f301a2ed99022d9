"""What whole clauses and sentences are: explained by a doctor, asked in general, a parent's childhood."""

from __future__ import annotations

from collections.abc import Iterable

from bot.reading.cuts import Cuts, Marks, segment
from bot.reading.model import Status
from bot.reading.rules import ContextRules, SentenceRule
from bot.reading.scopes import Scope
from bot.reading.signs import Match, SignIndex
from bot.reading.someone import SOMEONE
from bot.reading.words import Sentence, is_inflected_verb

_ANY = frozenset(("a", "any", "every", "each", "some", "another"))
_LATEST_IF = 3
_LATEST_QUESTION = 3
_SUBJECTS = SOMEONE | frozenset(
    "a an the my our this that these those two three some there here someone somebody".split()
)


class WholeReader:
    """Reads the rules for sentences, and questions and suppositions about nobody in particular."""

    def __init__(self, rules: ContextRules, equals: Iterable[Iterable[str]]) -> None:
        self._signs = SignIndex(
            [(rule, line) for rule in rules.sentences for line in rule.signs], equals, rules.light
        )
        self._kin = frozenset(rules.kin)
        self.keys = set(self._signs.keys)

    def read(self, tokens: Sentence, marks: Marks, cuts: Cuts) -> list[Scope]:
        """Scopes that clauses or the sentence have as a whole."""
        whole = (0, len(tokens))
        nowhere = (whole[1], whole[1])
        scopes = [s for match in self._signs.find(tokens) for s in _rule_scopes(match, whole[1], cuts)]
        someone = any(e - s > 1 for s, e in marks.get("general_people", ()))
        specific = self._is_specific(tokens, marks, someone)
        # "a child" is nobody yet even beside a "him"; "children" alone may be those of this family.
        general = someone or (not specific and bool(marks.get("general_people")))
        supposed = any(
            s <= _LATEST_IF and not is_inflected_verb(tokens[s].norm)
            for s, _ in marks.get("suppositions", ())
        )
        if general and supposed:
            scopes.append(Scope(Status.HYPOTHETICAL, *whole, nowhere))
        asked = marks.get("general_questions", ())
        if tokens[-1].norm == "?":
            latest = 1 if _begins_with_who(tokens) else _LATEST_QUESTION
            asks = any(start < latest for start, _ in asked)
        else:
            asks = any(start == 0 and end > 1 for start, end in asked)
        if asks and not specific:
            scopes.append(Scope(Status.ASKED, *whole, nowhere))
        return scopes

    def _is_specific(self, tokens: Sentence, marks: Marks, someone: bool) -> bool:
        """Whether someone in this case is meant: "mum", but not "a mum" or the mum of "a child"."""
        return any(
            (start == 0 or tokens[start - 1].norm not in _ANY)
            and not (someone and tokens[start].norm in self._kin)
            for start, _ in marks.get("this_child", ())
        )


def _begins_with_who(tokens: Sentence) -> bool:
    """Whether a sentence begins with who or what does something, as no question does: a verb that follows
    ("the house is on fire, what do I do?", "boy 12 has", "there's") asks nothing."""
    return not tokens[0].readings.isdisjoint(_SUBJECTS)


def _rule_scopes(match: Match[SentenceRule], whole: int, cuts: Cuts) -> list[Scope]:
    """What a sentence rule covers: the clauses of its own words, what stands before too, or all."""
    rule = match.owner
    spans = min(match.combinations(), key=lambda spans: max(e for _, e in spans) - min(s for s, _ in spans))
    around = (min(s for s, _ in spans), max(e for _, e in spans))
    nowhere = (whole, whole)
    told = spans
    if rule.status is Status.DENIED:
        others = max((e for _, e in spans[1:]), default=0)
        if any(others <= cut <= spans[0][0] for cut in cuts.contrast):
            return []  # what is explained comes after a "but": it is something else
        told = (*spans, *match.places[0])
    if rule.covers == "sentence":
        return [Scope(rule.status, *segment(rule.status, around, whole, cuts), nowhere)]
    pieces = [
        (start, end)
        for start, end in zip(cuts.clauses, cuts.clauses[1:])
        if any(start < e and s < end for s, e in told)
    ]
    if rule.covers == "before":
        pieces = [(0, max(end for _, end in pieces))]
    return [Scope(rule.status, start, end, nowhere) for start, end in pieces]
