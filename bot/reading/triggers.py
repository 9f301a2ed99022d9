"""Trigger phrases to scopes: how far each one reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.reading.cuts import COMMAS, Cuts, Cutter, Marks, segment
from bot.reading.model import Status
from bot.reading.phrases import Found
from bot.reading.rules import ContextRules, Trigger
from bot.reading.scopes import Scope, Span
from bot.reading.subjects import Subjects
from bot.reading.words import Sentence, year

_OR = frozenset(("or", "nor"))
_WRITERS = frozenset(("i", "we", "you"))
_WOULD = frozenset(("would", "'d", "will", "'ll", "could", "should", "can", "do", "must", "shall"))
_ALL = 999
_SUBJECT_AFTER = 3
_YET_AFTER = 3
_SINCE_BEFORE = 4


class TriggerReader:
    """Gives the triggers found in a sentence their scopes."""

    def __init__(self, rules: ContextRules, cutter: Cutter) -> None:
        self._subjects = Subjects(rules, cutter)
        self._recent_from = rules.recent_from_year
        self._relatives = frozenset(rules.relatives)
        self._opening = frozenset((*rules.relatives, *rules.joins, *rules.contrasts))
        self._pending = frozenset(rules.pending)
        self._we_would = frozenset(rules.we_would)
        self._ongoing = frozenset(rules.ongoing)
        self._feared = frozenset(rules.feared)

    def counts(self, found: Found, tokens: Sentence, marks: Marks) -> bool:
        """Whether words found are a trigger here: not "since last year", "nothing since Monday"."""
        trigger: Trigger = found.payload
        if trigger.subject:
            return not marks.get("at_home")
        if trigger.unless_said:
            return not any(token.readings & self._feared for token in tokens[: found.start])
        if trigger.status is not Status.PAST:
            return True
        latest = max((year(token.norm) or 0 for token in tokens[found.start : found.end]), default=0)
        before = tokens[max(0, found.start - (_SINCE_BEFORE if latest else 1)) : found.start]
        goes_on = any(token.norm in self._ongoing for token in before)
        just_now = trigger.direction == "before" and any(s == found.end for s, _ in marks.get("recent", ()))
        return latest < self._recent_from and not goes_on and not just_now

    def read(self, triggers: Sequence[Found], tokens: Sentence, cuts: Cuts) -> list[Scope]:
        """The scope of each trigger; a denial inside a denial is turned round."""
        scopes = [
            (self._scope(f, tokens, cuts), f.payload)
            for f in triggers
            if not f.payload.subject or self._subjects.is_about(tokens, (f.start, f.end), cuts)
        ]
        denials = [(scope, trigger) for scope, trigger in scopes if scope.status is Status.DENIED]
        return [
            replace(scope, status=Status.PRESENT)
            if scope.status is Status.DENIED
            and any(self._undoes(outer, scope, by, trigger, tokens, cuts) for outer, by in denials)
            else scope
            for scope, trigger in scopes
        ]

    def _scope(self, found: Found, tokens: Sentence, cuts: Cuts) -> Scope:
        trigger: Trigger = found.payload
        span = (found.start, found.end)
        scope = Scope(
            trigger.status, 0, found.start, span, trigger.lists, trigger.all_of_it, trigger.replaces_denial
        )
        if trigger.direction == "before":
            return replace(scope, end=found.end)
        if trigger.direction == "sentence":
            start, end = segment(trigger.status, span, len(tokens), cuts)
            return replace(scope, start=start, end=end)
        stops = self._stops(trigger, span, tokens, cuts)
        reach = trigger.reach or _ALL
        if trigger.direction == "backward":
            start = max((cut for cut in stops if cut <= found.start), default=0)
            if trigger.status is not Status.PAST or not self._opens(tokens, start, found.start):
                return replace(scope, start=max(start, found.start - reach))
        # "Years ago, mum ...": the comma ends nothing
        timed = trigger.status is Status.PAST and not trigger.ends_like_denial
        comma = timed and found.end < len(tokens) and tokens[found.end].norm in COMMAS
        end = min((cut for cut in stops if cut > found.end + comma), default=len(tokens))
        end = found.end if found.end in cuts.clause else end
        pending = trigger.status is Status.DENIED and any(
            token.norm in self._pending for token in tokens[found.end : end + _YET_AFTER]
        )
        return replace(
            scope,
            start=found.start + 1,
            end=min(end, found.end + reach),
            all_of_it=pending or (trigger.all_of_it and not self._is_own_plan(tokens)),
        )

    def _opens(self, tokens: Sentence, clause: int, place: int) -> bool:
        """Whether a time at ``place`` opens its clause, so that what it dates comes after it."""
        return place == clause or tokens[place - 1].norm in self._opening

    def _stops(self, trigger: Trigger, span: Span, tokens: Sentence, cuts: Cuts) -> list[int]:
        """Where the scope of a trigger can end."""
        stops = list(cuts.clause)
        if trigger.status is Status.DENIED and not trigger.lists:
            if trigger.direction == "backward" or not _is_or_list(tokens, span[1], cuts):
                stops += cuts.comma
        elif trigger.status is Status.SOMEONE_ELSE:
            stops += cuts.comma
        if trigger.direction == "backward":
            return stops
        if trigger.status is Status.DENIED or trigger.ends_like_denial:
            # "no evidence that she ..." speaks of what she does; "not with us, she ..." does not
            first = span[1] + (_SUBJECT_AFTER if trigger.lists else 0)
            stops += [*cuts.denial, *(cut for cut in cuts.subject if cut > first)]
        if trigger.status is Status.PAST:
            stops += cuts.now
        if trigger.status is Status.HYPOTHETICAL:
            stops += cuts.consequence
        return stops

    def _is_own_plan(self, tokens: Sentence) -> bool:
        """Whether the writers say what they would do: "we'd ring CAMHS if he self harmed"."""
        return any(
            token.norm in _WRITERS
            and tokens[place + 1].norm in _WOULD
            and any(t.readings & self._we_would for t in tokens[place + 2 : place + 5])
            for place, token in enumerate(tokens[:-1])
        )

    def _undoes(
        self, outer: Scope, inner: Scope, by: Trigger, trigger: Trigger, tokens: Sentence, cuts: Cuts
    ) -> bool:
        """Whether ``outer`` turns ``inner`` round: "don't think he isn't", "nobody who doesn't"."""
        first = inner.trigger[0]
        if outer.trigger[1] > first:
            return False
        related = any(token.norm in self._relatives for token in tokens[max(0, first - 2) : first])
        if related or trigger.undone_by_denial:
            return not any(outer.trigger[1] < stop <= first for stop in (*cuts.clause, *cuts.comma))
        return by.denies_saying and outer.start <= first < outer.end


def _is_or_list(tokens: Sentence, start: int, cuts: Cuts) -> bool:
    """Whether commas after ``start`` belong to a list closed by "or": no bruises, marks or burns."""
    stop = min((cut for cut in cuts.clause if cut > start), default=len(tokens))
    return any(token.norm in _OR for token in tokens[start:stop])
