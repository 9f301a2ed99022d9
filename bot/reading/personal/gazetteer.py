"""What a word is by itself: a name, an ordinary word, both, or something that stays."""

from __future__ import annotations

import importlib
import re
import string
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto
from functools import cache, lru_cache

from bot.reading.rules import RedactionRules
from bot.reading.words import is_known

# Locales of Faker whose names are written in Latin letters and met in England.
_LOCALES = (
    "en en_GB en_IE en_IN en_PK en_KE en_NG en_US pl_PL ro_RO fr_FR es_ES pt_PT it_IT de_DE hu_HU cs_CZ "
    "sk_SK lt_LT lv_LV sq_AL tr_TR vi_VN az_AZ yo_NG ha_NG ig_NG ga_IE sw zu_ZA tw_GH nl_NL"
).split()
_GIVEN = ("first_names", "first_names_male", "first_names_female")
_SURNAMES = ("last_names",)
_TOWNS = ("towns", "counties and regions")
_ABROAD = ("countries", "cities abroad")
_NOT_THINGS = ("family", "roles and forms", "days and feasts", "towns")
_SHORTEST_STEM = 4
_SHORTEST_MISSPELLING = 6
_SHORTEST_PART = 3
_ENDINGS = (
    "s es ed d ing er r ers rs ly y ish ness less ful al ic ism ist ists able ment hood ship like wise"
).split()
_BEGINNINGS = ("un", "mis", "non", "anti", "dis", "neuro", "psycho", "cyber", "multi", "inter")
_CONTRACTION = re.compile(r"(?:[a-z]+n't|[a-z]+'(?:ll|ve|re|d|m|s))")
_CAMEL = re.compile(r"(?=.*[a-z])(?=.+[A-Z])[^\W\d_]+")
_NAME_CAMEL = re.compile(r"(?:Mc|Mac|O'|De|Di|Du|La|Le|Van|Fitz|Da|Ma|Mo|Al)[A-Z][a-z]+")
_PLACEHOLDER = re.compile(r"\[[a-z]+\]")


class Kind(Enum):
    """What a word is by itself."""

    KEPT = auto()  # stays: a town, an agency, a month
    EITHER = auto()  # a town or the like, and a given name: Jordan
    NAME = auto()  # a given name and no ordinary word
    SURNAME = auto()  # a surname and no ordinary word
    WORD_OR_NAME = auto()  # an ordinary word and a given name: Mark
    ORDINARY = auto()
    UNKNOWN = auto()


ONLY_NAMES = (Kind.NAME, Kind.SURNAME)
MAYBE_NAMES = (*ONLY_NAMES, Kind.WORD_OR_NAME, Kind.EITHER, Kind.UNKNOWN)
SHORT = 3  # letters: up to here a word may be an abbreviation


class Gazetteer:
    """Sorts words. ``areas`` are towns that stay; ``small`` are ordinary words beside the dictionary's."""

    def __init__(self, rules: RedactionRules, areas: Iterable[str] = (), small: Iterable[str] = ()) -> None:
        """Reads the library's lists of names the first time."""
        kept = rules.kept
        single = {phrase for group in kept.phrases.values() for phrase in group if " " not in phrase}
        self._areas = frozenset(area.lower() for area in areas)
        self._kept = frozenset(word.lower() for word in single) | self._areas
        groups = {group: {phrase.lower() for phrase in kept.phrases[group]} for group in kept.phrases}
        self._towns = self._areas.union(*(groups.get(group, ()) for group in _TOWNS))
        self._places = self._towns.union(*(groups.get(group, ()) for group in _ABROAD))
        nobody = (phrase for group in groups if group not in _NOT_THINGS for phrase in groups[group])
        self._things = frozenset(phrase for phrase in nobody if " " not in phrase)
        self._agencies = kept.agencies | kept.actors
        self._rules = kept
        self._small = frozenset(small) | kept.ordinary
        self._mostly = frozenset(rules.given.given_mostly)
        self._short = frozenset(rules.given.given_short)
        self._given = library_names(_GIVEN) | frozenset(rules.given.given) | self._mostly | self._short
        english = library_names(_GIVEN, "en") | frozenset(rules.given.given_words)
        self._words_too = english - kept.not_given
        self._likely = library_names(_GIVEN, "en_GB") - self._areas
        self._surnames = library_names(_SURNAMES)
        self.kind = lru_cache(maxsize=50_000)(self._kind)
        self.is_ordinary = lru_cache(maxsize=50_000)(self._is_ordinary)
        self.is_misspelt_thing = lru_cache(maxsize=5_000)(self._is_misspelt_thing)
        self.is_misspelt = lru_cache(maxsize=5_000)(self._is_misspelt)

    def is_agency(self, word: str) -> bool:
        """Whether this abbreviation is one of the field's: "DSL", "D.S.L.", "HoY"."""
        word = word.replace(".", "")
        return word in self._agencies or bool(_CAMEL.fullmatch(word)) and word.upper() in self._agencies

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name, ordinary word or not."""
        return _bare(word.lower()) in self._given

    def is_likely_given(self, word: str) -> bool:
        """Whether a word that is also a place is more often met as a given name in England."""
        return word.lower() in self._likely

    def stays(self, word: str) -> bool:
        """Whether a word is ordinary or stays for another reason, and is no name of an account."""
        lower = word.lower()
        return self.is_ordinary(lower) or lower in self._kept or self.is_agency(word)

    def is_kept(self, word: str) -> bool:
        """Whether a word is listed as one that stays, such as a brand or a town."""
        return word.lower() in self._kept

    def is_sure(self, word: str) -> bool:
        """Whether a given name counts in any writing: it is long enough, or no abbreviation."""
        return len(word) > _SHORTEST_PART or word.lower() in self._short

    def is_thing(self, word: str) -> bool:
        """Whether a word with a capital stays and is nobody: a brand, a medicine, a country."""
        return word[0].isupper() and word.lower() in self._things

    def is_town(self, word: str) -> bool:
        """Whether this is one of the areas' own towns, or a town or county that stays."""
        return word.lower() in self._towns

    def is_place(self, word: str) -> bool:
        """Whether this is a town, a county, a country or a city abroad."""
        return word.lower() in self._places

    def is_surname(self, word: str) -> bool:
        """Whether a word is a surname, ordinary word or not."""
        return _bare(word.lower()) in self._surnames

    def _is_misspelt_thing(self, word: str) -> bool:
        """Whether a word with a capital is one slip away from a thing that stays: "Diazapam"."""
        return not self._things.isdisjoint(_slips(word.lower()))

    def _kind(self, word: str) -> Kind:
        lower = word.lower()
        if (
            len(word) == 1
            or _PLACEHOLDER.fullmatch(word)
            or lower in self._rules.never
            or self.is_agency(word)
        ):
            return Kind.KEPT
        if word == lower and lower in self._rules.never_small:
            return Kind.KEPT
        if lower in self._kept:
            return Kind.EITHER if word != lower and lower in self._words_too else Kind.KEPT
        if "-" in word and (kind := self._hyphened(word)):
            return kind
        if _CAMEL.fullmatch(word) and _bare(lower) not in self._given and not _NAME_CAMEL.fullmatch(word):
            return Kind.KEPT  # brands: iPhone, TikTok
        return self._plain(lower)

    def _plain(self, lower: str) -> Kind:
        bare = _bare(lower)
        if bare in self._mostly:
            return Kind.NAME
        if (
            is_known(lower)
            or lower in self._rules.ordinary
            or lower in self._small
            and bare not in self._given
        ):
            return Kind.WORD_OR_NAME if bare in self._words_too else Kind.ORDINARY
        if bare in self._given:
            return Kind.NAME
        if lower.endswith("s") and len(lower) > _SHORTEST_STEM and bare[:-1] in self._given:
            return Kind.ORDINARY if self.is_ordinary(lower[:-1]) else Kind.NAME
        if bare in self._surnames:
            return Kind.SURNAME
        return Kind.ORDINARY if self._is_derived(lower) else Kind.UNKNOWN

    def _hyphened(self, word: str) -> Kind | None:
        parts = [part for part in word.split("-") if part]
        kinds = [self.kind(part) for part in parts]
        capitals = all(part[0].isupper() for part in parts)
        if set(ONLY_NAMES) & set(kinds):
            return Kind.NAME
        if capitals and kinds[0] in (Kind.WORD_OR_NAME, Kind.EITHER) and set(kinds) <= set(MAYBE_NAMES):
            return Kind.NAME
        if Kind.UNKNOWN in kinds:
            return Kind.UNKNOWN
        return Kind.KEPT if Kind.KEPT in kinds else Kind.ORDINARY

    def _is_ordinary(self, word: str) -> bool:
        """Whether a lower-case word is English, or is put together from two English words."""
        if is_known(word) or word in self._small or self._is_derived(word):
            return True
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        return any(is_known(word[:cut]) and is_known(word[cut:]) for cut in cuts)

    def _is_derived(self, word: str) -> bool:
        if _CONTRACTION.fullmatch(word):
            return True
        if any(word.startswith(start) and is_known(word[len(start) :]) for start in _BEGINNINGS):
            return True
        stems = (word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending))
        return any(len(stem) >= _SHORTEST_PART and (is_known(stem) or stem in self._small) for stem in stems)

    def _is_misspelt(self, word: str) -> bool:
        """Whether a lower-case word is one slip away from an ordinary word."""
        return any(edited in self._small or is_known(edited) for edited in _slips(word))


def _slips(word: str) -> Iterable[str]:
    long = len(word) >= _SHORTEST_MISSPELLING and word.isascii()
    cuts = [(word[:cut], word[cut:]) for cut in range(1, len(word) + 1)] if long else ()
    for head, tail in cuts:
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in string.ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]


@cache
def library_names(lists: tuple[str, ...], prefix: str = "") -> frozenset[str]:
    """Names in lower case and without accents. ``prefix`` chooses locales: "en" for names used in English."""
    names: set[str] = set()
    for locale in (name for name in _LOCALES if name.startswith(prefix)):
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for kind in lists:
            listed = getattr(provider, kind, ())
            if not isinstance(listed, property):
                names.update(_bare(name.lower()) for name in listed)
    return frozenset(name for name in names if len(name) > 1)


def _bare(word: str) -> str:
    """``word`` without accents."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
