"""Where the clauses of a sentence begin, and what else ends a scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.reading.model import Status
from bot.reading.rules import ContextRules
from bot.reading.scopes import Span
from bot.reading.words import Sentence, is_inflected_verb

_CONSEQUENCE = frozenset(("'ll", "ll", "will", "'d", "would", "gonna", "going"))
_FURTHEST_CONSEQUENCE = 3
_FURTHEST_VERB = 5
_PROFESSIONAL = frozenset(("i", "we"))
COMMAS = frozenset((",", ":", "...", "…", "(", ")", "-"))
_LISTS = COMMAS | {"or", "and"}
Marks = dict[str, list[Span]]


@dataclass(frozen=True)
class Cuts:
    """Places in a sentence, by what ends there.

    ``denial`` and ``subject`` end only the scope of a denial, ``consequence`` only that of an "if"
    ("if she leaves he'll kill her" is a real threat), ``now`` only that of a time before, ``told``
    ("she told me") only what is said of the news or a film. A ``contrast`` ("but") is the beginning
    of a clause, too.
    """

    length: int

    clause: list[int] = field(default_factory=list)
    comma: list[int] = field(default_factory=list)
    denial: list[int] = field(default_factory=list)
    subject: list[int] = field(default_factory=list)
    consequence: list[int] = field(default_factory=list)
    now: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    contrast: list[int] = field(default_factory=list)

    @property
    def clauses(self) -> tuple[int, ...]:
        """Every place where words are set apart, the first and last included."""
        return tuple(sorted({0, self.length, *self.clause, *self.comma}))


def segment(status: Status, span: Span, whole: int, cuts: Cuts) -> Span:
    """The part of the sentence that words about all of it reach: as far as the next "but".

    They reach back over a "but" ("he talks of knives, but only in his game"), save a parent's own
    childhood, which says nothing of what was told before.
    """
    ends = list(cuts.contrast)
    start = 0
    if status is Status.FAMILY_HISTORY:
        ends += cuts.now
        start = max((cut for cut in ends if cut <= span[0]), default=0)
    elif status is Status.SOMEONE_ELSE:
        ends += cuts.told
    return start, min((cut for cut in ends if cut >= span[1]), default=whole)


class Cutter:
    """Cuts sentences with the words of the context rules."""

    def __init__(self, rules: ContextRules) -> None:
        self._joins = frozenset(rules.joins)
        self._pronouns = frozenset(rules.pronouns)
        self._openers = frozenset(rules.openers)
        self._auxiliaries = frozenset(rules.auxiliaries)
        self._discloses = frozenset(rules.discloses)
        # after these a subject belongs to what is said already: "if she says he", "if she comes and he"
        self._goes_on = frozenset((*rules.tells, *rules.joins, *rules.relatives, *rules.goes_on)) | COMMAS

    def cut(self, tokens: Sentence, marks: Mapping[str, Collection[Span]], inside: set[int]) -> Cuts:
        """The cuts of one sentence. ``inside`` are words of triggers, which are not cut at."""
        cuts = Cuts(len(tokens))
        cuts.contrast.extend(s for s, _ in marks.get("contrasts", ()) if s not in inside)
        cuts.clause.extend(cuts.contrast)
        cuts.clause.extend(s for s, _ in marks.get("ends", ()) if s not in inside)
        cuts.denial.extend(e for s, e in marks.get("ends_denial", ()) if s not in inside)
        cuts.now.extend(s for s, _ in marks.get("now", ()) if s not in inside)
        for place, token in enumerate(tokens):
            self._cut_at(tokens, place, token.norm, place in inside, cuts)
        return cuts

    def _cut_at(self, tokens: Sentence, place: int, norm: str, inside: bool, cuts: Cuts) -> None:
        if place and tokens[place].readings & self._discloses:
            before = tokens[place - 1].norm
            cuts.told.extend([place - 1] if before in self._pronouns or before in self._joins else [])
        if norm == ";":
            cuts.clause.append(place + 1)
        elif norm in COMMAS:
            after = place + 1
            if after < len(tokens) and tokens[after].norm in self._joins:
                after += 1
            new = self.is_subject(tokens, after)
            (cuts.clause if new else cuts.comma).append(place + 1)
        elif inside:
            return
        elif norm in self._joins:
            if self.is_subject(tokens, place + 1):
                cuts.clause.append(place)
            elif norm != "or" and place + 1 < len(tokens) and tokens[place + 1].norm in self._auxiliaries:
                cuts.subject.append(place)
        elif norm in self._pronouns:
            cuts.subject.append(place)
        if norm in _PROFESSIONAL:
            return  # "if she comes in hurt we will ring": no more real than its "if"
        if norm in self._pronouns or (norm in self._openers and tokens[place - 1].norm not in self._openers):
            cuts.consequence.extend([place] if _foretells(tokens, place) else [])
        if norm in self._pronouns and place and not tokens[place - 1].readings & self._goes_on:
            cuts.consequence.append(place)

    def is_subject(self, tokens: Sentence, place: int) -> bool:
        """Whether a subject and its verb begin at ``place``."""
        if place >= len(tokens):
            return False
        if tokens[place].norm in self._pronouns:
            return True
        if tokens[place].norm not in self._openers and not tokens[place].norm.startswith("["):
            return False
        for token in tokens[place + 1 : place + 1 + _FURTHEST_VERB]:
            if token.norm in _LISTS:
                return False
            if token.norm in self._auxiliaries or is_inflected_verb(token.norm):
                return True
        return False

    def has_verb(self, tokens: Sentence, start: int, end: int) -> bool:
        """Whether a verb stands between two places."""
        return any(t.norm in self._auxiliaries or is_inflected_verb(t.norm) for t in tokens[start:end])


def _foretells(tokens: Sentence, place: int) -> bool:
    """Whether "will" or "would" follows a subject closely: "her dad will"."""
    following = tokens[place + 1 : place + 1 + _FURTHEST_CONSEQUENCE]
    for token in following:
        if token.norm in _CONSEQUENCE:
            return True
        if token.norm in _LISTS or is_inflected_verb(token.norm):
            return False
    return False
