"""Names of people in free text, by the words around them and a gazetteer of given names."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.rules import RedactionRules
from bot.reading.words import is_known, plain

# Locales of Faker whose given names are written in Latin letters and met in England.
_LOCALES = (
    "en en_GB en_IE en_IN en_PK en_KE en_NG en_US pl_PL ro_RO fr_FR es_ES pt_PT it_IT de_DE hu_HU cs_CZ "
    "sk_SK lt_LT lv_LV sq_AL tr_TR vi_VN az_AZ yo_NG ha_NG ig_NG ga_IE sw zu_ZA tw_GH nl_NL"
).split()
_WORD = re.compile(r"\[[a-z]+\]|[^\W\d_]+(?:(?:['.-](?!(?:s|ve|m|d|ll|re)\b)|-)[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:^|[.!?:\n•*])[\s\"'(\-]*$")
_AGE_AFTER = re.compile(
    r"\s*(?:,\s*|\(\s*|\s+is\s+|\s+aged?\s+|'s\s+|\s+)(?:only |just |nearly |now )?"
    r"(?:\d{1,2}(?![\d/.:%]|\s*(?:of|th|st|nd|rd)\b)|(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b|[yY](?:ear|r)?\s?\d)"
)
_AGE_AFTER_PAUSE = re.compile(
    r"(?:\s*,\s*|\s*\(\s*|\s+is\s+|\s+aged\s+)\d{1,2}\s*(?:[,).]|and\b|who\b|yr|y/?o|year)"
)
_NUMBERED = frozenset("year key stage level tier section class set form age part page room".split())
_SHORT = 3
_LONGEST_SHORT_TITLE = 4
_PARTICLES = frozenset("ibn bin bint al el de da di du van von der den la le mc mac ní ó o abu ben".split())
_ORGANISED = frozenset(
    "scheme project programme trust foundation centre charity street road park act law "
    "hospital team unit service fund review report inquiry tool scale model test".split()
)
_INITIALISM = re.compile(r"(?!Mc|Mac|O')(?=.*[A-Z].*[A-Z])[A-Za-z]*[a-z][A-Za-z]*")
_NOT_ONLY_PEOPLE = frozenset(
    "is was isn't wasn't came comes and went goes who seems looks looked shows showed".split()
)
_CALLED = re.compile(
    r"\b(?:kid|boy|girl|lad|lass|child|man|woman|bloke|friend|mate|baby|someone|somebody|teenager|"
    r"dealer|brother|sister|cousin|uncle|partner|boyfriend|person|pupil|name'?s?(?: is)?|known as|"
    r"nicknamed|goes by)\s+(?:called|named|is)?\s*[\"']?$",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    "me him her them us it the a an his my your our their police ambulance childline home mum dad out "
    "back in for names social unknown not is was and but to at by on who that she he they we i proper".split()
)
_IS_A_PERSON = re.compile(
    r"\s+(?:is|was|isn't|wasn't)\s+(?!(?:a|an|the|our|my|your|always|what|when|why|how|where|good|this|"
    r"that|nice|hard|full|due|over|late|high|low)\b)\w",
    re.IGNORECASE,
)
_JOINING = frozenset(("and", "for", "with", "by"))
_CALLS = re.compile(r"\bcall(?:s|ed|ing)?\s+(?:him|her|them|me)\s+[\"']?$", re.IGNORECASE)


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int
    first: bool


@cache
def given_names(prefix: str = "") -> frozenset[str]:
    """Given names in lower case, from Faker's lists for the locales met in England.

    ``prefix`` chooses some of them: "en" for names used in English.
    """
    names: set[str] = set()
    for locale in (name for name in _LOCALES if name.startswith(prefix)):
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for kind in ("first_names", "first_names_male", "first_names_female"):
            listed = getattr(provider, kind, ())
            if not isinstance(listed, property):
                names.update(name.lower() for name in listed)
    return frozenset(name for name in names if len(name) > 1)


class NameFinder:
    """Finds the names of people. ``keep`` holds towns and the like that are never names."""

    def __init__(self, rules: RedactionRules, keep: Iterable[str] = ()) -> None:
        kept = [*rules.places, *rules.capitals, *keep]
        self._keep = frozenset(word.lower() for phrase in kept for word in phrase.split())
        self._never = frozenset(rules.never)
        self._agencies = frozenset(rules.agencies)
        self._titles = frozenset(rules.titles)
        self._before = frozenset(rules.name_before)
        self._after = frozenset(rules.name_after)
        self._class = lru_cache(maxsize=20_000)(self._classify)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where names stand in ``text``, without overlaps, in order."""
        text = plain(text)
        words = [
            _Word(m.group(), m.start(), m.end(), bool(_SENTENCE_END.search(text[: m.start()][-12:])))
            for m in _WORD.finditer(text)
        ]
        spans: list[tuple[int, int]] = []
        place = 0
        while place < len(words):
            if self._is_name(text, words, place):
                last = self._last(text, words, place)
                spans.append((words[place].start, words[last].end))
                place = last
            place += 1
        return self._again(text, words, spans)

    def _classify(self, word: str) -> str:
        """What a word is by itself: name, maybe, unknown, common or keep."""
        lower = word.lower()
        if word.startswith("[") or lower in self._never:
            return "keep"
        if word in self._agencies or len(word) == 1 or _INITIALISM.fullmatch(word):
            return "keep"
        if lower in self._keep:
            return "maybe" if lower in given_names("en") and word[0].isupper() else "keep"
        if is_known(lower):
            return "maybe" if lower in given_names("en") else "common"
        first_part = lower.split("-")[0] if word[0].isupper() else lower
        return "name" if {lower, first_part} & given_names() else "unknown"

    def _is_name(self, text: str, words: list[_Word], place: int) -> bool:
        word = words[place]
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        kind = self._class(word.text)
        lead = text[: word.start]
        if word.text.lower() in self._titles or (kind == "keep" and len(word.text) > 1):
            return False
        capital = word.text[0].isupper()
        lower = word.text.lower()
        gap = text[before.end : word.start] if before else ""
        if after is not None and after.text.lower() in _ORGANISED and not word.first:
            return False
        if capital and before and self._is_titled(word, before, gap):
            return not before.first or before.text.lower() not in ("father", "sister") or kind != "common"
        announced = capital or lead.rstrip(" \"'").endswith(("called", "named"))
        if announced and lower not in _NOT_NAMES and _CALLED.search(lead[-40:]):
            return True
        if capital and _CALLS.search(lead[-30:]):
            return True
        if len(word.text) == 1:
            return False
        if not capital:
            return self._in_small_letters(text, word, before, after, kind)
        if word.text.isupper() and len(word.text) > 1:
            return self._initials_or_shouted(text, word, before, kind)
        supported = self._supported(text, word, before, after, gap)
        if kind == "name":
            return True
        if kind == "unknown":
            in_place = before is not None and gap == " " and before.text.lower() in ("in", "near")
            return supported or not (word.first or in_place)
        if kind == "maybe":
            return supported
        numbered = word.first or lower in _NUMBERED
        return not numbered and bool(_AGE_AFTER.match(text, word.end))

    def _is_titled(self, word: _Word, before: _Word, gap: str) -> bool:
        abbreviated = gap == ". " and len(before.text) <= _LONGEST_SHORT_TITLE
        return (gap == " " or abbreviated) and before.text.lower() in self._titles and word.text != "I"

    def _in_small_letters(
        self, text: str, word: _Word, before: _Word | None, after: _Word | None, kind: str
    ) -> bool:
        """Whether a name was written without its capital."""
        if kind == "name" and len(word.text) > _SHORT:
            return True
        aged = bool(_AGE_AFTER_PAUSE.match(text, word.end))
        if kind == "maybe":
            return aged and word.text not in STOP_WORDS
        told = after is not None and after.text.lower() in self._after - _NOT_ONLY_PEOPLE
        return kind == "name" and (aged or told)

    def _supported(self, text: str, word: _Word, before: _Word | None, after: _Word | None, gap: str) -> bool:
        """Whether the words around a capitalised word treat it as a person."""
        if _AGE_AFTER.match(text, word.end):
            return True
        if before and gap.isspace() and not word.first and before.text.lower() in self._before:
            return True
        if text[word.end : word.end + 2] == "'s" and not (word.first and is_known(word.text.lower())):
            return True
        if after is None or text[word.end : after.start].strip(" ,"):
            return False
        following = after.text.lower()
        if text[word.end : after.start] == ", ":
            return after.text == "[name]" or (
                after.text[0].isupper() and self._class(after.text) in ("name", "unknown")
            )
        if is_known(word.text.lower()) or word.text.lower() in self._keep:
            # "Mark said" is a person; "Autumn is" and "Bill came" need not be.
            person = following in self._after - _NOT_ONLY_PEOPLE
            return person or bool(_IS_A_PERSON.match(text, word.end))
        return following in self._after or after.text[0].isupper()

    def _initials_or_shouted(self, text: str, word: _Word, before: _Word | None, kind: str) -> bool:
        if len(word.text) <= 3:
            related = before is not None and before.text.lower() in self._before - _JOINING
            said = re.match(r"(?:'s)?\s+(?:is|was|said|says|told|who)\b", text[word.end :])
            return bool(_AGE_AFTER.match(text, word.end) or related or said) and kind != "common"
        return kind == "name" or kind == "maybe" and bool(_AGE_AFTER.match(text, word.end))

    def _last(self, text: str, words: list[_Word], place: int) -> int:
        """The last word of the name that starts at ``place``."""
        last = place
        while last + 1 < len(words):
            gap = text[words[last].end : words[last + 1].start]
            word = words[last + 1]
            if gap not in (" ", ". ", "-") or (gap == ". " and len(words[last].text) > 2):
                break
            if len(word.text) == 1 and text[word.end : word.end + 1].isdigit():
                break
            if not (self._joins(word, words[place]) or _is_particle(words, last + 1)):
                break
            last += 1
        return last

    def _joins(self, word: _Word, first: _Word) -> bool:
        """Whether ``word`` goes on with a name that began with ``first``."""
        if len(word.text) == 1:
            return word.text.isupper()
        same_case = word.text.isupper() == first.text.isupper()
        return word.text[0].isupper() and same_case and self._class(word.text) != "keep"

    def _again(self, text: str, words: list[_Word], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """``spans`` and every other place where a part of those names stands."""
        parts = {
            part
            for start, end in spans
            for part in text[start:end].split()
            if len(part) > 1 and part.lower() not in _PARTICLES
        }
        more = [
            (word.start, word.end)
            for word in words
            if word.text in parts and not any(start <= word.start < end for start, end in spans)
        ]
        return sorted([*spans, *more])


def _is_particle(words: list[_Word], place: int) -> bool:
    """Whether a word such as "ibn" stands between two parts of a name."""
    following = words[place + 1 : place + 2]
    return words[place].text.lower() in _PARTICLES and bool(following) and following[0].text[0].isupper()
