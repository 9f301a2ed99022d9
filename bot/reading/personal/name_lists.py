"""What is put together from the words that stand beside names."""

from __future__ import annotations

import re

from bot.reading.personal.tokens import any_of, words_of
from bot.reading.rules import NameRules

_NAME_IS = frozenset(("name", "names", "is", "was", "are"))
_PERSON_CALLED = (
    r"\b(?:{})s?\s+(?:who\s+(?:is|was)\s+|is\s+|was\s+|just\s+)?"
    r"(?:called|nicknamed|known as|goes by)\s+[\"']?$"
)
CALLS = frozenset(("call", "calls"))
_THEY_CALL = (
    r"(?:{})s?\s+(?:who\s+|that\s+)?(?:they|we|everyone|everybody|people|kids|staff|mum|dad)\s+"
    r"(?:all\s+|just\s+)?calls?\s+[\"']?$"
)
_IS = (
    r"(?:\s+(?:is|was|isn't|wasn't|looks|looked|seems|seemed|has been|keeps"
    r"|(?:might|may|could|must) be)|'s)\s+"
)
_VERY = r"(?:very |so |really |too |always |now |still |not |only |just |quite ){0,2}"


class NameLists:
    """Unions and patterns over the rules' words."""

    def __init__(self, rules: NameRules) -> None:
        """Compiles the patterns."""
        self.persons = rules.kin | rules.people
        self.anybody = self.persons | rules.families
        self.beside = rules.beside | self.persons
        self.bare = rules.calendar | rules.bare
        self.called_last = _NAME_IS | CALLS | {words_of(phrase)[-1].lower for phrase in rules.called}
        self.announcing = self.called_last | rules.titles
        self.called = re.compile(rf"(?<!\w)(?:{any_of(rules.called)})\s*[:\-]?\s*[\"']?$", re.IGNORECASE)
        self.they_call = re.compile(_THEY_CALL.format(any_of(self.anybody)), re.IGNORECASE)
        somebody = any_of({*self.anybody, "someone", "somebody", "person", "everyone", "one"})
        self.person_called = re.compile(_PERSON_CALLED.format(somebody), re.IGNORECASE)
        self.has_done = re.compile(
            r"(?:\s+(?:has|had|hasn't|hadn't|have|never)|'s(?=\s+(?:[a-z]+ )?(?:been|had|got)\b))\s+"
            r"(?:just |now |not |never |already |again |also |since |only |been |got |had )*"
            rf"(?:{any_of(rules.done_by_people)}|(?:stopped|started|begun) (?:{any_of(rules.activities)}))\b"
        )
        self.thing_called = re.compile(
            rf"\b(?:{any_of(rules.things_called)})\s+(?:is\s+|was\s+)?(?:called|named|titled|entitled)\s+[\"']?$",
            re.IGNORECASE,
        )
        self.people_are = re.compile(
            rf"\b(?:(?:{any_of(self.anybody)})s?(?:,|\s+(?:are|is|were|with|by))?|with)\s+the\s+$",
            re.IGNORECASE,
        )
        self.is_somehow = re.compile(rf"{_IS}{_VERY}(?:{any_of(rules.states)})\b")
