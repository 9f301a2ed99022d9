"""Who, when and whether: the status that the words around a sign give it.

A ConText-like algorithm over words. Trigger phrases open a scope; the scope ends at "but" and its
kind, at a new clause with its own subject and verb, and (for denial) at words such as "because" or
"explain" that do not pass the denial on: "couldn't explain the bruise" denies no bruise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.reading.model import Status
from bot.reading.phrases import Found, PhraseIndex, longest
from bot.reading.rules import ContextRules, Trigger
from bot.reading.signs import SignIndex
from bot.reading.words import Sentence, is_inflected_verb, phrase_keys

Span = tuple[int, int]
# Where several statuses cover the same words, the first of these is told.
PRECEDENCE = (
    Status.ASKED,
    Status.HYPOTHETICAL,
    Status.FAMILY_HISTORY,
    Status.SOMEONE_ELSE,
    Status.DENIED,
    Status.PAST,
)
_ANY = frozenset(("a", "any", "every", "each", "some", "another"))
_FAR = 999
_LATEST_IF = 3
_CONSEQUENCE = frozenset(("'ll", "ll", "will", "'d", "would"))
_COMMAS = frozenset((",", ":", "...", "…", "(", ")", "-"))


@dataclass(frozen=True)
class Scope:
    """Words ``start`` to ``end`` stand under ``status``, because of the words at ``trigger``."""

    status: Status
    start: int
    end: int
    trigger: Span
    doubles: bool = False
    passes_on: bool = False

    def covers(self, spans: Sequence[Span]) -> bool:
        """Whether a word of ``spans`` stands in this scope."""
        return any(start < self.end and self.start < end for start, end in spans)

    def begins_in(self, spans: Sequence[Span]) -> bool:
        """Whether the trigger's first word is one of the words at ``spans``."""
        return any(start <= self.trigger[0] < end for start, end in spans)


@dataclass(frozen=True)
class Context:
    """What the words of one sentence say about each other."""

    scopes: tuple[Scope, ...]
    figurative: tuple[Span, ...]
    recent: tuple[Span, ...]
    clauses: tuple[int, ...]
    neutral: frozenset[int]
    before: Status | None = None
    text: Status | None = None

    def is_literal(self, found: Found) -> bool:
        """Whether words found are more than part of a figure of speech."""
        return not any(s <= found.start and found.end <= e for s, e in self.figurative)

    def clause(self, span: Span) -> Span:
        """The clause or clauses around ``span``."""
        start = max((cut for cut in self.clauses if cut <= span[0]), default=0)
        end = min((cut for cut in self.clauses if cut >= span[1]), default=self.clauses[-1])
        return start, end

    def status(self, spans: Sequence[Span]) -> Status:
        """The status of a sign whose groups were found at ``spans``.

        A scope counts when it covers a telling group: people, times and places do not tell. A
        sign that holds its own "not" ("no food") is not denied by it.
        """
        telling = [s for s in spans if not set(range(*s)) <= self.neutral] or list(spans)
        own = any(s.status is Status.DENIED and s.begins_in(spans) for s in self.scopes)
        scopes = [
            scope
            for scope in self.scopes
            if scope.covers(telling)
            and (scope.status is Status.SOMEONE_ELSE or not scope.begins_in(spans))
            and (scope.passes_on or not own or scope.status is not Status.DENIED)
        ]
        statuses = {scope.status for scope in scopes}
        if Status.PRESENT in statuses:
            return Status.PRESENT
        if len({scope.trigger for scope in scopes if scope.doubles}) == 2:
            statuses.discard(Status.DENIED)
        if Status.PAST in statuses and self._is_recent(spans):
            statuses.discard(Status.PAST)
        return next((status for status in PRECEDENCE if status in statuses), Status.PRESENT)

    def _is_recent(self, spans: Sequence[Span]) -> bool:
        around = self.clause((min(s for s, _ in spans), max(e for _, e in spans)))
        return any(around[0] <= start < around[1] for start, _ in self.recent)


class ContextReader:
    """Reads the context of sentences with the phrases of data/guidance/reading/context.yml."""

    def __init__(self, rules: ContextRules, equals: Iterable[Iterable[str]] = ()) -> None:
        self._rules = rules
        self._triggers: PhraseIndex[Trigger | None] = PhraseIndex()
        for trigger in rules.triggers:
            _add(self._triggers, trigger.phrases, trigger)
        _add(self._triggers, rules.ignore, None)
        self._marks: PhraseIndex[str] = PhraseIndex()
        for name in (
            "figurative",
            "recent",
            "neutral",
            "ends",
            "ends_denial",
            "general_questions",
            "suppositions",
            "general_people",
            "this_child",
        ):
            _add(self._marks, getattr(rules, name), name)
        self._signs = SignIndex(
            [(rule.status, line) for rule in rules.sentences for line in rule.signs],
            equals,
            rules.light,
        )
        self._words = {
            name: frozenset(getattr(rules, name)) for name in ("joins", "pronouns", "openers", "auxiliaries")
        }

    @property
    def phrases(self) -> set[str]:
        """Every key this reader looks up, for the vocabulary."""
        texts = [p for trigger in self._rules.triggers for p in trigger.phrases]
        texts += [
            p for name in ("ignore", "figurative", "recent", "neutral") for p in getattr(self._rules, name)
        ]
        return self._signs.keys | {key for text in texts for key in phrase_keys(text, articles=True)}

    def read(self, tokens: Sentence) -> Context:
        """The context of one sentence."""
        marks: dict[str, list[Span]] = {}
        for found in self._marks.find(tokens):
            marks.setdefault(found.payload, []).append((found.start, found.end))
        triggers = [f for f in longest(self._triggers.find(tokens)) if f.payload is not None]
        inside = {place for f in triggers for place in range(f.start + 1, f.end)}
        cuts = self._cuts(tokens, marks, inside)
        far = ("text", "sentence_before")
        scopes = [self._scope(f, tokens, cuts) for f in triggers if f.payload.direction not in far]
        return Context(
            scopes=(*scopes, *self._sentence_scopes(tokens, marks)),
            figurative=tuple(marks.get("figurative", ())),
            recent=tuple(marks.get("recent", ())),
            clauses=tuple(sorted({0, len(tokens), *cuts["clause"], *cuts["comma"]})),
            neutral=frozenset(p for span in marks.get("neutral", ()) for p in range(*span)),
            before=_told("sentence_before", triggers),
            text=_told("text", triggers),
        )

    def _cuts(self, tokens: Sentence, marks: dict[str, list[Span]], inside: set[int]) -> dict[str, list[int]]:
        """Where clauses begin, by kind.

        "denial" ends only the scope of a denial, "consequence" only that of an "if": in "if she
        leaves he'll kill her" the threat is real.
        """
        cuts: dict[str, list[int]] = {"clause": [], "comma": [], "denial": [], "consequence": []}
        cuts["clause"] += [s for s, _ in marks.get("ends", ()) if s not in inside]
        cuts["denial"] += [e for s, e in marks.get("ends_denial", ()) if s not in inside]
        for place, token in enumerate(tokens):
            if token.norm == ";":
                cuts["clause"].append(place + 1)
            elif token.norm in _COMMAS:
                after = place + 1
                if after < len(tokens) and tokens[after].norm in self._words["joins"]:
                    after += 1
                kind = "clause" if self._new_subject(tokens, after) else "comma"
                cuts[kind].append(place + 1)
            elif token.norm in self._words["joins"] and place not in inside:
                if self._new_subject(tokens, place + 1):
                    cuts["clause"].append(place)
                elif place + 1 < len(tokens) and tokens[place + 1].norm in self._words["auxiliaries"]:
                    cuts["denial"].append(place)
            elif token.norm in self._words["pronouns"] and place not in inside:
                cuts["denial"].append(place)
                if place + 1 < len(tokens) and tokens[place + 1].norm in _CONSEQUENCE:
                    cuts["consequence"].append(place)
        return cuts

    def _new_subject(self, tokens: Sentence, place: int) -> bool:
        """Whether a subject and its verb begin at ``place``."""
        if place >= len(tokens):
            return False
        if tokens[place].norm in self._words["pronouns"]:
            return True
        if tokens[place].norm not in self._words["openers"] and not tokens[place].norm.startswith("["):
            return False
        for token in tokens[place + 1 : place + 4]:
            if token.norm in _COMMAS or token.norm in ("or", "and"):
                return False
            if token.norm in self._words["auxiliaries"] or is_inflected_verb(token.norm):
                return True
        return False

    def _scope(self, found: Found, tokens: Sentence, cuts: dict[str, list[int]]) -> Scope:
        trigger: Trigger = found.payload
        span = (found.start, found.end)
        if trigger.direction == "sentence":
            return Scope(trigger.status, 0, len(tokens), span)
        kinds = ["clause"]
        if trigger.status is Status.DENIED and trigger.direction == "forward":
            kinds.append("denial")
        if not trigger.lists and trigger.status in (Status.DENIED, Status.SOMEONE_ELSE):
            kinds.append("comma")
        if trigger.status is Status.HYPOTHETICAL:
            kinds.append("consequence")
        stops = [cut for kind in kinds for cut in cuts[kind]]
        if trigger.direction == "backward":
            start = max((cut for cut in stops if cut <= found.start), default=0)
            first = max(start, found.start - (trigger.reach or _FAR))
            return Scope(trigger.status, first, found.start, span, trigger.doubles)
        if "comma" in kinds and _is_or_list(tokens, found.end, cuts):
            stops = [cut for cut in stops if cut not in cuts["comma"]]
        end = min((cut for cut in stops if cut > found.end), default=len(tokens))
        last = min(end, found.end + (trigger.reach or _FAR))
        return Scope(trigger.status, found.start + 1, last, span, trigger.doubles, trigger.lists)

    def _sentence_scopes(self, tokens: Sentence, marks: dict[str, list[Span]]) -> list[Scope]:
        whole = len(tokens)
        scopes = [Scope(match.owner, 0, whole, (whole, whole)) for match in self._signs.find(tokens)]
        specific = self._is_specific(tokens, marks)
        # "a child" is nobody yet even beside a "him"; "children" alone may be those of this family.
        general = any(e - s > 1 or not specific for s, e in marks.get("general_people", ()))
        supposed = any(
            s <= _LATEST_IF and not is_inflected_verb(tokens[s].norm)
            for s, _ in marks.get("suppositions", ())
        )
        if general and supposed:
            scopes.append(Scope(Status.HYPOTHETICAL, 0, whole, (whole, whole)))
        asked = marks.get("general_questions", ())
        if tokens[-1].norm == "?":
            asks = any(start < 3 for start, _ in asked)
        else:
            asks = any(start == 0 and end > 1 for start, end in asked)
        if asks and not specific:
            scopes.append(Scope(Status.ASKED, 0, whole, (whole, whole)))
        return scopes

    def _is_specific(self, tokens: Sentence, marks: dict[str, list[Span]]) -> bool:
        """Whether someone in this case is meant: "mum", but not "a mum"."""
        return any(
            start == 0 or tokens[start - 1].norm not in _ANY for start, _ in marks.get("this_child", ())
        )


def _add(index: PhraseIndex[Any], phrases: Iterable[str], payload: object) -> None:
    for phrase in phrases:
        index.add(phrase_keys(phrase, articles=True), payload)


def _told(direction: str, triggers: Iterable[Found]) -> Status | None:
    return next((f.payload.status for f in triggers if f.payload.direction == direction), None)


def _is_or_list(tokens: Sentence, start: int, cuts: dict[str, list[int]]) -> bool:
    """Whether commas after ``start`` belong to a list closed by "or": no bruises, marks or burns."""
    stop = min((cut for cut in cuts["clause"] if cut > start), default=len(tokens))
    return any(token.norm in ("or", "nor") for token in tokens[start:stop])
