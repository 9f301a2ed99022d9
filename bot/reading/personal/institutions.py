"""Schools, nurseries, surgeries, homes, churches and clubs by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.personal.gazetteer import MAYBE_NAMES, Gazetteer, Kind
from bot.reading.personal.tokens import Word, found, gap, words_of
from bot.reading.rules import PlaceRules
from bot.reading.words import is_adjective

_HOLY = frozenset(("St", "SS", "Saint", "Saints", "Holy", "Sacred", "All"))
_SMALL_HOLY = frozenset(("st", "saint", "holy", "sacred"))
_NAME = "[name]"
_DEDICATIONS = "Lady Heart Holy Christ Corpus All Martyrs Blessed Shepherd St SS Saint".split()
# a parish or a school by its saints alone
_DEDICATED_ALONE = re.compile(
    r"(?:(?:^|[.\n])\s*(?=[^\n.,]{5,50},\s+[A-Z])"  # at the beginning only before a town
    r"|(?:\b(?:at|to|from|attends|attending|outside|near|of|by|joined|left)"
    r"|[Cc]hurch:|[Ss]chool:|[Pp]arish:|[Nn]ursery:|,)\s+)"
    r"(?P<it>Our\s+Lady(?:'s)?(?:\s+(?:of|and|the|Queen|Star|Help|Mother|Immaculate|[A-Z][\w']+))*(?<!\sof)(?<!\sand)(?<!\sthe)"
    r"|Sacred\s+Heart|Immaculate\s+Heart|Holy\s+(?:Trinity|Family|Cross|Rosary|Name|Redeemer|Rood|Souls|Innocents|Angels|Apostles)"
    r"|Christ\s+(?:the\s+King|Church)|Corpus\s+Christi|All\s+(?:Saints|Souls|Hallows)|English\s+Martyrs"
    r"|Blessed\s+(?:Sacrament|[A-Z]\w+\s+[A-Z]\w+)|(?:The\s+)?Good\s+Shepherd|(?:St|Saint|SS)\.?\s+[A-Z][\w-]+(?:'s|s'))"
    r"(?![\w'])(?!\s+(?:Day|Hospital|[Cc]ross|[Ff]lag|Road|Street|Lane))"
)
# a school or a home by its name alone, where it is said what somebody is or does there
_AT_SCHOOL = re.compile(
    r"\b(?:at|from|attends|attended|attending)\s+(?P<it>[A-Z][a-z'-]+(?:\s+[A-Z][a-z'-]+){0,2})(?!\w)"
)
_SOMEBODY_AT = re.compile(
    r"(?:\b(?:[Yy](?:ea)?r?\s?\d{1,2}|[Rr]eception|[Ss]ixth [Ff]orm|[Pp]upils?|[Ss]tudents?|board(?:s|er|ing)"
    r"|enrolled|on roll|[Tt]eacher|teaches|TA|LSA|SENCO|SENCo|DSL|[Hh]ead|[Gg]overnor|a place|residents?"
    r"|staff|placed|placement)\s+at|excluded\s+from|attends|attended|attending)\s+$"
)
_LABELLED = re.compile(
    r"\b(?:[Ss]chool|[Nn]ursery|[Pp]re-?school|[Cc]ollege|[Ss]etting|[Pp]lacement|[Cc]hurch|[Mm]osque|[Gg]ym|[Cc]lub|SCHOOL"
    r"|NURSERY|COLLEGE|[Cc]hildminder|[Ss]urgery|GP\s[Pp]ractice|[Rr]efuge|[Hh]ostel|[Hh]ome)\s*[:=]\s*(?P<it>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,3})"
)
# one by two words that might be anything, right after what it is: "nursery Busy Otters, Leeds"
_RIGHT_AFTER = re.compile(
    r"\b(?:school|nursery|pre-?school|college|playgroup|childminders?|refuge|hostel|surgery|children's\shome|care\shome)\s+"
    r"(?P<it>[A-Z][a-z]+(?:'s)?(?:\s+[A-Z][a-z]+){1,2})(?=\s*(?:[,.;)\n]|$))"
)
# a nursery by the small creatures in it: "Busy Bees"
_NURSERY = re.compile(
    r"\b(?P<it>(?:Little|Tiny|Busy|Happy|Bright|Wee|Jolly|Cheeky|Rainbow|Sunshine)\s+(?:Acorns|Angels|Ants|Bears|Beavers|Bees"
    r"|Beginnings|Bunnies|Ducklings|Explorers|Feet|Fingers|Footsteps|Foxes|Gems|Hands|Hedgehogs|Kids|Ladybirds|Learners|Lambs"
    r"|Monkeys|Oaks|Otters|Owls|Pips|Rascals|Scholars|Seeds|Sparks|Sprouts|Squirrels|Stars|Steps|Teds|Tots|Treasures))\b"
)
# an inn by the sign it hangs out
_INN = re.compile(
    r"[Tt]he\s+(?P<it>(?:(?:Royal|Red|White|Black|Golden|Blue|Green|Grey|Brown|Old|Three|Flying|Jolly|Spread|King's|Kings|King"
    r"|Queen's|Queens|Queen|Prince's|Duke's|Railway|Bay|Pack|Nag's|Nags|Bull's|Boar's|Dog|Cross|Crossed)\s+"
    r"(?:Oak|Lion|Hart|Horses?|Swan|Bull|Fleece|Cow|Bear|Boar|Boot|Dragon|Eagle|Fox|Dog|Ball|Bell|Bells|Cross|Crown|Arms|Head"
    r"|Tavern|Inn|Man|Ship|Star|Stag|Lamb|Lambs|Ram|Anchor|Tuns|Horseshoes?|Pigeons?|Crowns|Keys|Standard|Elm|Cock|Sailors?|Farmers?)"
    r"|[A-Z][a-z]+\s+(?:and|&)\s+(?:Horses|Hounds|Crown|Partridge|Anchor|Castle|Garter|Gun|Feathers|Compass(?:es)?|Plough"
    r"|Whistle|Duck|Grapes|Pheasant|Bells?|Keys|Thistle|Bottle|Barrel|Hatchet|Shovel)))\b"
)
# one by its name alone, where somebody stands outside or drinks
_DRINKS_AT = re.compile(
    r"(?:[Oo]utside|[Bb]ehind|drink(?:s|ing)?\s+(?:in|at)|drank\s+(?:in|at)|works?\s+(?:in|at)|working\s+(?:in|at)|(?:[Pp]ub|bar)\b[^.\n]{0,12})"
    r"\s+(?P<it>The\s+(?P<name>[A-Z][a-z]+))(?!\w|\s+[A-Z])"
)
# where the kind stands first, as in Wales and Ireland
_CELTIC = ("gol ", "Meithrin", "Cylch ", "Ysbyty", "coil ", "láiste ")
_KIND_FIRST = re.compile(
    r"\b(?:Ysgol|Meithrinfa|Cylch(?:\s+Meithrin)?|Ysbyty|Bunscoil|Gaelscoil|Naíscoil|Scoil|Meánscoil|Coláiste|Gaelcholáiste|Sgoil|Bun-sgoil)"
    r"(?:\s+(?:y|yr|na|an|a'r|ar|[A-Z][\w'-]+))*\s+[A-Z][\w'-]+"
)
_COMPANY = re.compile(
    r"\b(?!Tiffany)(?P<it>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?\s+(?:&\s+(?:Co|Sons?|Daughters?|Bros)|and\s+(?:Co|Sons|Daughters)))\b"
)
_ARTICLE = re.compile(r"(?:al|an|ar|as|ash|at|ad|az|ul|e|el)-[A-Z]?[a-z]", re.IGNORECASE)
_WITHIN_KIND = (" ", "'", "-", " & ")
_LEADS_TO_UNIT = frozenset("in at to from on near outside inside by the visiting with".split())
_MOST_NAMES = 6
_MOST_SMALL = 4
_LONGEST_KIND = 3
_DEDICATED = frozenset("of the al sri guru our e".split())


class Institutions:
    """Finds the names of schools and the like, which say where a child is."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        """Sorts the rules' kinds."""
        self._rules = rules
        self._gazetteer = gazetteer
        self._kinds = frozenset(_key(words_of(kind)) for kind in rules.institutions)
        self._clubs = frozenset(_key(words_of(club)) for club in rules.clubs)
        self._trades = self._clubs | {_key(words_of(trade)) for trade in rules.trades}
        self._all = self._kinds | self._trades
        self._units = rules.units
        self._first_of_kind = frozenset(kind[0] for kind in self._all)
        self._no_inns = self._first_of_kind | rules.unit_kinds | {"house", "home", "court", "station"}

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where their names stand, with the word for what they are."""
        words = words_of(text)
        spans = found(_DEDICATED_ALONE, text) if any(word in text for word in _DEDICATIONS) else []
        spans += found(_INN, text) + found(_NURSERY, text)
        spans += found(_KIND_FIRST, text) if any(kind in text for kind in _CELTIC) else []
        spans += found(_COMPANY, text) if "&" in text or " and " in text else []
        inns = _DRINKS_AT.finditer(text) if " The " in text else ()
        spans += [m.span("it") for m in inns if m["name"].lower() not in self._no_inns]
        schools = [match for match in _AT_SCHOOL.finditer(text) if self._is_said_of_somebody(text, match)]
        schools += _LABELLED.finditer(text) if ":" in text or "=" in text else ()
        spans += [match.span("it") for match in schools if self._has_name(match["it"])]
        spans += [m.span("it") for m in _RIGHT_AFTER.finditer(text) if self._stands_for_none(m["it"])]
        nameless = -1
        for place, word in enumerate(words):
            if word.capital and word.lower in self._units and self._names_unit(text, words, place):
                spans.append((words[place - 1].start, word.end))
                continue
            if word.lower not in self._first_of_kind or place <= nameless:
                continue
            last = self._last_of_kind(text, words, place)
            if last is None or any(start <= word.start < end for start, end in spans):
                continue
            if self._is_trade(words, place, last):
                start = self._owner(text, words, place, last)
            else:
                start = self._start(text, words, place)
            if start is not None:
                spans.append((start, words[last].end))
            elif word.capital and (end := self._dedication(text, words, last)):
                spans.append((word.start, end))
            else:
                nameless = last  # "Swim School" is no school of the name "Swim"
        return spans

    def _names_unit(self, text: str, words: Sequence[Word], place: int) -> bool:
        """Whether the word before a ward or the like is its name and not what it is for: "Hollin Ward"."""
        if not place or gap(text, words, place - 1) != " ":
            return False
        name = words[place - 1]
        if not name.capital or name.text.isupper() or name.lower in self._rules.unit_kinds:
            return False
        if name.lower in self._rules.institution_kinds:
            return False
        led = place > 1 and gap(text, words, place - 2) == " " and words[place - 2].lower in _LEADS_TO_UNIT
        kind = self._gazetteer.kind(name.text)
        if place > 1 and gap(text, words, place - 2) == ", ":
            return kind in (Kind.UNKNOWN, Kind.SURNAME)
        return led and kind in (*MAYBE_NAMES, Kind.ORDINARY)

    def _is_said_of_somebody(self, text: str, match: re.Match[str]) -> bool:
        """Whether it is said what somebody is or does at a place: "Year 10 at Castlemere"."""
        start = match.start("it")
        return _SOMEBODY_AT.search(text, max(0, start - 30), start) is not None

    def _has_name(self, text: str) -> bool:
        """Whether any of the words with capitals is one that no title or agency is made of."""
        kinds = [self._gazetteer.kind(word) for word in text.split()]
        return kinds[0] is not Kind.KEPT and any(kind in MAYBE_NAMES for kind in kinds)

    def _stands_for_none(self, text: str) -> bool:
        """Whether none of the words with capitals says what something is, as in "school Year Group"."""
        kinds = self._rules.institution_kinds | self._rules.institution_ends
        words = text.split()
        return all(
            self._gazetteer.kind(word) is not Kind.KEPT and word.lower() not in kinds for word in words
        )

    def _last_of_kind(self, text: str, words: Sequence[Word], place: int) -> int | None:
        """The last word of the longest kind of institution that begins at ``place``."""
        for size in range(_LONGEST_KIND + 1, 0, -1):
            kind = _key(words[place : place + size])
            if len(kind) == size and kind in self._all and _is_together(text, words, place, size):
                last = place + size - 1
                break
        else:
            return None
        following = words[last + 1] if last + 1 < len(words) and gap(text, words, last) == " " else None
        if following and following.lower in self._rules.institution_ends:
            return None
        if following and following.capital and following.lower in self._rules.institution_follows:
            return last + 1
        return last

    def _is_trade(self, words: Sequence[Word], place: int, last: int) -> bool:
        """Whether it is a shop or the like, of which many are called by what they sell and not by a name."""
        kind = _key(words[place : last + 1])
        return kind in self._trades and kind not in self._kinds

    def _owner(self, text: str, words: Sequence[Word], place: int, last: int) -> int | None:
        """Where the name of a shop's owner begins: "Hanif's News"; None if the shop is just any shop."""
        if not words[place].capital or place < 2 or gap(text, words, place - 1) != " ":
            return None
        owned = words[place - 1].text == "s" and gap(text, words, place - 2) == "'"
        owner = words[place - 2 if owned else place - 1]
        if owned and owner.text == _NAME:
            return owner.start
        if owner.capital and self._gazetteer.is_place(owner.text):
            return None if self._is_team(words, place, last) else owner.start
        if not self._may_name_shop(owner):
            return None
        kind = self._gazetteer.kind(owner.text)
        if owned or kind in MAYBE_NAMES or last > place and not owner.first:
            return owner.start
        first = words[place - 2]
        together = gap(text, words, place - 2) == " " and not first.first and self._may_name_shop(first)
        return first.start if together else None

    def _is_team(self, words: Sequence[Word], place: int, last: int) -> bool:
        """Whether it is the team of a whole town and none of children: "Blackburn Rovers"."""
        return place == last and _key(words[place : last + 1]) in self._clubs

    def _may_name_shop(self, word: Word) -> bool:
        """Whether it is no word that says of what kind a shop is: "Turkish", "local"."""
        if not word.capital or word.lower in self._rules.institution_kinds:
            return False
        return self._gazetteer.kind(word.text) in (*MAYBE_NAMES, Kind.ORDINARY)

    def _start(self, text: str, words: Sequence[Word], place: int) -> int | None:
        """Where the name of the institution begins; None if only words stand there that say what it is."""
        titled = words[place].capital
        first = place
        while first and place - first < _MOST_NAMES + titled:
            before, between = words[first - 1], gap(text, words, first - 1)
            saint = between == ". " and before.text in ("St", "st")
            if between not in (" ", "'", " & ") and not saint:
                break
            owned = before.text == "s" and first > 1 and gap(text, words, first - 2) == "'"
            joined = titled and self._is_joint(words, first - 1)
            small = before.text.isupper() and before.lower in STOP_WORDS and not joined  # all is in capitals
            if small or not (before.capital or owned or joined):
                break
            first -= 1
        if first == place:
            return None if titled else self._small_start(text, words, place)
        name = words[first:place]
        if not titled and name[-1].text == "s" and name[0].text not in _HOLY:
            return None  # a person's school, and no school's name
        for at, word in enumerate(name):
            following = name[at + 1].text if at + 1 < len(name) else ""
            holy = word.text in _HOLY and following or word.text == "Our" and following == "Lady"
            if holy or word.text != "s" and not self._says_what(word, titled, alone=len(name) == at + 1):
                return self._with_adjective(text, words, first + at)
        return None

    def _with_adjective(self, text: str, words: Sequence[Word], place: int) -> int:
        """Where a name begins with the adjective before it: "Little Foxes", "New Dawn"."""
        before = words[place - 1] if place and gap(text, words, place - 1) == " " else None
        belongs = before and before.capital and not before.first and is_adjective(before.lower)
        return before.start if before and belongs else words[place].start

    def _is_joint(self, words: Sequence[Word], place: int) -> bool:
        """Whether a small word joins a name: "St Peter and St Paul", "Our Lady of the Rosary"."""
        lower = words[place].lower
        if lower == "and":
            return any(word.text in _HOLY for word in words[max(0, place - 2) : place])
        if lower == "the":
            return place > 0 and words[place - 1].lower == "of"
        return lower in self._rules.institution_joins

    def _says_what(self, word: Word, titled: bool, alone: bool) -> bool:
        """Whether a word before "school" or "church" says of what kind it is: "the local", "Catholic"."""
        if word.lower in self._rules.institution_kinds or word.lower in self._rules.institution_joins:
            return True
        kind = self._gazetteer.kind(word.text)
        if kind is Kind.KEPT:
            return not (titled and self._gazetteer.is_town(word.text))
        return word.first and alone and kind is Kind.ORDINARY and not titled

    def _small_start(self, text: str, words: Sequence[Word], place: int) -> int | None:
        """Where a name without capitals begins: with a saint or a word that is not English."""
        first = place
        while first and place - first < _MOST_SMALL and gap(text, words, first - 1) in (" ", ". ", "'"):
            first -= 1
        for at in range(first, place):
            word = words[at]
            if word.text in _SMALL_HOLY and at + 1 < place:
                return word.start
            if word.text == "our" and words[at + 1].text == "lady":
                return word.start
            led = at == first or words[at - 1].lower in ("at", "to", "from", "attends", "in")
            strange = not word.capital and self._gazetteer.kind(word.text) in (Kind.UNKNOWN, Kind.SURNAME)
            odd = strange and len(word.text) > 3 and (led or not self._gazetteer.is_ordinary(word.lower))
            if (
                odd
                and word.lower not in self._rules.institution_kinds
                and not self._gazetteer.is_misspelt(word.lower)
            ):
                return word.start
        return None

    def _dedication(self, text: str, words: Sequence[Word], last: int) -> int | None:
        """Where a name ends that follows its kind: "Church of the Good Shepherd", "Masjid Al-Noor"."""
        at = last + 1
        linked = words[last].lower in ("masjid", "gurdwara", "mandir")
        while at < len(words) and gap(text, words, at - 1) in (" ", "-") and words[at].lower in _DEDICATED:
            linked = True
            at += 1
        end = None
        while (
            linked
            and at < len(words)
            and gap(text, words, at - 1) in (" ", "-", "'")
            and (words[at].capital or words[at].text == "s" or _ARTICLE.match(words[at].text))
        ):
            end = words[at].end
            at += 1
        return end


def _is_together(text: str, words: Sequence[Word], place: int, size: int) -> bool:
    """Whether nothing that parts them stands between words: "Traveller, site at" is no Traveller site."""
    return all(gap(text, words, at) in _WITHIN_KIND for at in range(place, place + size - 1))


def _key(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.lower for word in words)
