"""Who, when and whether: the status that the words around a sign give it.

A ConText-like algorithm over words. Trigger phrases open a scope; the scope ends at "but" and its
kind, at a new clause with its own subject and verb, and (for denial) at words such as "because" or
"explain" that do not pass the denial on: "couldn't explain the bruise" denies no bruise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.reading.cuts import COMMAS, Cuts, Cutter
from bot.reading.model import Status
from bot.reading.phrases import Found, PhraseIndex, longest
from bot.reading.rules import ContextRules, Trigger, spelled_out
from bot.reading.scopes import Context, Scope, Span
from bot.reading.signs import Match, SignIndex
from bot.reading.subjects import Subjects
from bot.reading.words import Sentence, is_inflected_verb, phrase_keys, year

__all__ = ["Context", "ContextReader", "Span"]

_ANY = frozenset(("a", "any", "every", "each", "some", "another"))
_OR = frozenset(("or", "nor"))
_FAR = 999
_FAR_AWAY = ("text", "sentence_before")
_LATEST_IF = 3
_SUBJECT_AFTER = 3
_FRONT = 1  # words before a time that opens its clause: "but years ago"
_PENDING = 3
_MARKS = (
    "figurative",
    "recent",
    "neutral",
    "contrasts",
    "ends",
    "ends_denial",
    "now",
    "general_questions",
    "suppositions",
    "general_people",
    "this_child",
)
_Marks = dict[str, list[Span]]


class ContextReader:
    """Reads the context of sentences with the phrases of data/guidance/reading/context.yml."""

    def __init__(self, rules: ContextRules, equals: Iterable[Iterable[str]] = ()) -> None:
        self._rules = rules
        self._triggers: PhraseIndex[Trigger | None] = PhraseIndex(rules.between)
        for trigger in rules.triggers:
            _add(self._triggers, trigger.phrases, trigger)
        _add(self._triggers, rules.ignore, None)
        self._marks: PhraseIndex[str] = PhraseIndex()
        for name in _MARKS:
            _add(self._marks, getattr(rules, name), name)
        self._signs = SignIndex(
            [(rule, line) for rule in rules.sentences for line in rule.signs], equals, rules.light
        )
        self._cutter = Cutter(rules)
        self._subjects = Subjects(rules, self._cutter)
        self._relatives = frozenset(rules.relatives)
        self._pending = frozenset(rules.pending)
        self._ongoing = frozenset(rules.ongoing)

    @property
    def phrases(self) -> set[str]:
        """Every key this reader looks up, for the vocabulary."""
        texts = [p for trigger in self._rules.triggers for p in trigger.phrases]
        texts += [
            p for name in ("ignore", "figurative", "recent", "neutral") for p in getattr(self._rules, name)
        ]
        return self._signs.keys | {
            key for text in spelled_out(texts) for key in phrase_keys(text, articles=True)
        }

    def read(self, tokens: Sentence) -> Context:
        """The context of one sentence."""
        marks: _Marks = {}
        for found in self._marks.find(tokens):
            marks.setdefault(found.payload, []).append((found.start, found.end))
        # what is said of other sentences takes nothing from a trigger in this one
        far, near = _parted(self._triggers.find(tokens))
        triggers = [f for f in longest(near) if self._counts(f, tokens, marks)]
        inside = {place for f in triggers for place in range(f.start, f.end)}
        cuts = self._cutter.cut(tokens, marks, inside)
        scopes = [self._scope(f, tokens, cuts) for f in triggers]
        clauses = tuple(sorted({0, len(tokens), *cuts.clause, *cuts.comma}))
        return Context(
            scopes=(
                *self._undone(scopes, triggers, tokens, cuts),
                *self._whole(tokens, marks, cuts, clauses),
            ),
            figurative=tuple(marks.get("figurative", ())),
            recent=tuple(marks.get("recent", ())),
            clauses=clauses,
            neutral=frozenset(p for span in marks.get("neutral", ()) for p in range(*span)),
            before=_told("sentence_before", far),
            text=_told("text", far),
        )

    def _counts(self, found: Found, tokens: Sentence, marks: _Marks) -> bool:
        """Whether words found are a trigger here: not "since last year", "nothing since Monday"."""
        if found.payload is None:
            return False
        if found.payload.status is Status.PAST:
            latest = max((year(token.norm) or 0 for token in tokens[found.start : found.end]), default=0)
            if latest >= self._rules.recent_from_year:
                return False
            if found.start and tokens[found.start - 1].norm in self._ongoing:
                return False
            if found.payload.direction == "before" and any(
                start == found.end for start, _ in marks.get("recent", ())
            ):
                return False
        return True

    def _scope(self, found: Found, tokens: Sentence, cuts: Cuts) -> Scope:
        trigger: Trigger = found.payload
        span = (found.start, found.end)
        scope = Scope(
            trigger.status, 0, found.start, span, trigger.lists, trigger.all_of_it, trigger.replaces_denial
        )
        if trigger.direction == "before":
            return scope
        if trigger.direction == "sentence":
            start, end = _segment(trigger.status, span, len(tokens), cuts)
            return replace(scope, start=start, end=end)
        stops = self._stops(trigger, found, tokens, cuts)
        reach = trigger.reach or _FAR
        if trigger.direction == "backward":
            start = max((cut for cut in stops if cut <= found.start), default=0)
            if trigger.status is not Status.PAST or found.start - start > _FRONT:
                return replace(scope, start=max(start, found.start - reach))
        if trigger.subject and not self._subjects.is_about(tokens, span, cuts, stops):
            return replace(scope, start=0, end=0)
        # "Years ago, mum ...": the comma ends nothing
        opens = trigger.status is Status.PAST and found.end < len(tokens) and tokens[found.end].norm in COMMAS
        end = min((cut for cut in stops if cut > found.end + opens), default=len(tokens))
        pending = trigger.status is Status.DENIED and any(
            token.norm in self._pending for token in tokens[found.end : end + _PENDING]
        )
        return replace(
            scope,
            start=found.start + 1,
            end=min(end, found.end + reach),
            all_of_it=scope.all_of_it or pending,
        )

    def _stops(self, trigger: Trigger, found: Found, tokens: Sentence, cuts: Cuts) -> list[int]:
        """Where the scope of a trigger can end."""
        stops = list(cuts.clause)
        if trigger.direction == "forward":
            if trigger.status is Status.DENIED or trigger.ends_like_denial:
                # "no evidence that she ..." speaks of what she does; "not with us, she ..." does not
                first = found.end + (_SUBJECT_AFTER if trigger.lists else 0)
                stops += [cut for cut in cuts.denial if cut > first]
            if trigger.status is Status.PAST:
                stops += cuts.now
            if trigger.status is Status.HYPOTHETICAL:
                stops += cuts.consequence
            if trigger.lists or trigger.status not in (Status.DENIED, Status.SOMEONE_ELSE):
                return stops
            if _is_or_list(tokens, found.end, cuts):
                return stops
            return stops + cuts.comma
        if not trigger.lists and trigger.status is Status.DENIED:
            stops += cuts.comma
        return stops

    def _undone(
        self, scopes: list[Scope], triggers: list[Found], tokens: Sentence, cuts: Cuts
    ) -> list[Scope]:
        """Scopes with every denial inside a denial turned round: "don't think he isn't hit"."""
        trigger_at = {(f.start, f.end): f.payload for f in triggers}
        denials = [scope for scope in scopes if scope.status is Status.DENIED]
        return [
            replace(scope, status=Status.PRESENT)
            if scope.status is Status.DENIED
            and any(
                self._undoes(outer, scope, trigger_at, tokens, cuts)
                for outer in denials
                if outer.trigger[1] <= scope.trigger[0]
            )
            else scope
            for scope in scopes
        ]

    def _undoes(
        self, outer: Scope, inner: Scope, trigger_at: dict[Span, Trigger], tokens: Sentence, cuts: Cuts
    ) -> bool:
        first = inner.trigger[0]
        if any(token.norm in self._relatives for token in tokens[max(0, first - 2) : first]):
            stops = sorted({*cuts.clause, *cuts.comma})
            return not any(outer.trigger[1] < stop <= first for stop in stops)
        holds = outer.start <= first < outer.end
        return holds and (
            trigger_at[outer.trigger].denies_saying or trigger_at[inner.trigger].undone_by_denial
        )

    def _whole(self, tokens: Sentence, marks: _Marks, cuts: Cuts, clauses: tuple[int, ...]) -> list[Scope]:
        """Scopes that clauses or the sentence have as a whole."""
        whole = len(tokens)
        here = (whole, whole)
        scopes = [
            scope for match in self._signs.find(tokens) for scope in _rule_scopes(match, whole, cuts, clauses)
        ]
        specific = self._is_specific(tokens, marks)
        # "a child" is nobody yet even beside a "him"; "children" alone may be those of this family.
        general = any(e - s > 1 or not specific for s, e in marks.get("general_people", ()))
        supposed = any(
            s <= _LATEST_IF and not is_inflected_verb(tokens[s].norm)
            for s, _ in marks.get("suppositions", ())
        )
        if general and supposed:
            scopes.append(Scope(Status.HYPOTHETICAL, 0, whole, here))
        asked = marks.get("general_questions", ())
        if tokens[-1].norm == "?":
            asks = any(start < 3 for start, _ in asked)
        else:
            asks = any(start == 0 and end > 1 for start, end in asked)
        if asks and not specific:
            scopes.append(Scope(Status.ASKED, 0, whole, here))
        return scopes

    def _is_specific(self, tokens: Sentence, marks: _Marks) -> bool:
        """Whether someone in this case is meant: "mum", but not "a mum"."""
        return any(
            start == 0 or tokens[start - 1].norm not in _ANY for start, _ in marks.get("this_child", ())
        )


def _add(index: PhraseIndex[Any], phrases: Iterable[str], payload: object) -> None:
    for phrase in spelled_out(phrases):
        index.add(phrase_keys(phrase, articles=True), payload)


def _parted(found: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    """Triggers that speak of other sentences, and those that speak of this one."""
    parts: tuple[list[Found], list[Found]] = ([], [])
    for item in found:
        parts[item.payload is None or item.payload.direction not in _FAR_AWAY].append(item)
    return parts


def _told(direction: str, triggers: Iterable[Found]) -> Status | None:
    return next((f.payload.status for f in triggers if f.payload.direction == direction), None)


def _segment(status: Status, span: Span, whole: int, cuts: Cuts) -> Span:
    """The part of the sentence that words about all of it reach: as far as the next "but".

    They reach back over a "but" ("he talks of knives, but only in his game"), save a parent's own
    childhood, which says nothing of what was told before.
    """
    end = min((cut for cut in cuts.contrast if cut >= span[1]), default=whole)
    start = 0
    if status is Status.FAMILY_HISTORY:
        start = max((cut for cut in (*cuts.contrast, *cuts.now) if cut <= span[0]), default=0)
        end = min((cut for cut in (end, *cuts.now) if cut >= span[1]), default=end)
    return start, end


def _rule_scopes(match: Match[Any], whole: int, cuts: Cuts, clauses: tuple[int, ...]) -> list[Scope]:
    """What a sentence rule covers: the clauses of its own words, what stands before too, or all."""
    rule = match.owner
    spans = min(match.combinations(), key=lambda spans: max(e for _, e in spans) - min(s for s, _ in spans))
    around = (min(s for s, _ in spans), max(e for _, e in spans))
    here = (whole, whole)
    others = max((e for _, e in spans[1:]), default=0)
    if rule.status is Status.DENIED and any(others <= cut <= spans[0][0] for cut in cuts.contrast):
        return []  # what is explained comes after a "but": it is something else
    if rule.covers == "sentence":
        return [Scope(rule.status, *_segment(rule.status, around, whole, cuts), here)]
    told = (*spans, *match.places[0]) if rule.status is Status.DENIED else spans
    pieces = [
        (start, end)
        for start, end in zip(clauses, clauses[1:])
        if any(start < e and s < end for s, e in told)
    ]
    if rule.covers == "before":
        pieces = [(0, max(end for _, end in pieces))]
    return [Scope(rule.status, start, end, here) for start, end in pieces]


def _is_or_list(tokens: Sentence, start: int, cuts: Cuts) -> bool:
    """Whether commas after ``start`` belong to a list closed by "or": no bruises, marks or burns."""
    stop = min((cut for cut in cuts.clause if cut > start), default=len(tokens))
    return any(token.norm in _OR for token in tokens[start:stop])
