"""Personal data written in digits, or as an account: mail, telephones, numbers of a person, plates."""

from __future__ import annotations

import re
import string

import phonenumbers
from spacy.lang.en.stop_words import STOP_WORDS
from stdnum.gb import nhs

from bot.reading.personal.gazetteer import Gazetteer
from bot.reading.personal.leads import Lead
from bot.reading.personal.tokens import any_of, found, has_digit
from bot.reading.rules import NumberRules
from bot.reading.words import is_adjective

Spans = list[tuple[int, int]]

_EMAILS = (
    re.compile(
        r"[\w.+'-]+(?:@|\s?(?:\(at\)|\[at\])\s?)[\w-]+(?:(?:\.|\s?[(\[]dot[)\]]\s?)[\w-]+)+", re.IGNORECASE
    ),
    re.compile(
        r"\b[\w-]+(?:(?:\s+(?:dot|underscore|dash)\s+|[._+-])[\w-]+)*\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+){1,3}\b",
        re.IGNORECASE,
    ),
)
_SPELT_MAIL = re.compile(r"@|\bdot\b|\.(?:com|net|org|uk|example|ie|eu)\b|\(at\)|\[at\]", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?<![\w£$.])(?:\d[ -]?){9}\d(?![\w%])")
_SIX_DIGITS = re.compile(r"\d{2}\s?\d{2}\s?\d{2}")
_NINO = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)
_PHONE_LIKE = re.compile(r"(?:\+|(?<![\w.£])0|\(0)(?:[\s./()-]{0,3}\d){7,14}")
_FEWEST_DIGITS = 10
_LONGEST_PHONE = 13
_SPACED_PHONE = re.compile(r"(?<![\w£.])(?:\+?44|0)(?:[\s./()-]{0,2}\d){9,11}(?![\w%])")
_WITHOUT_ZERO = re.compile(r"(?<![\w£.+])7\d{3}[ -]?\d{3}[ -]?\d{3}(?![\w%])")
_LOCAL_PHONE = re.compile(r"(?<![\w£.])(?!0800|116|999|111)\d(?:[ -]?\d){5,8}(?![\w%-])")
_AT_HANDLE = re.compile(r"(?<![\w.])(?:@|\(@\)\s?|u/)(?P<it>\w[\w.\-]*\w)")
# in quotation marks or after "as" and the like, words joined by a dot that are no address of a site or file
_DOTTED = re.compile(
    r"(?:(?<!\w)[\"']|\b(?:as|by|under|called|from|with|named?)\s+)(?P<it>[a-z]\w+\.(?!(?:com|net|org|uk|ie|eu|pdf|docx?|jpe?g|png|gif|mp[34]|xlsx?)\b)[\w.]*\w)"
)
_UNDERSCORED = re.compile(r"(?<![\w.@/])(?=[\w.]*_)(?=[\w.]*[a-zA-Z]{2})[\w.]{3,}")
_USER = re.compile(r"(?<![\w.@/-])(?:user|guest|player)_?\d{3,}\b", re.IGNORECASE)
_TAGGED = re.compile(r"(?<![\w.])[A-Za-z][\w.]{2,}#\d{3,5}\b")
_WORD_AND_DIGITS = re.compile(
    r"(?<![\w.@/-])(?P<word>[A-Za-z]{3,}(?:[.-][A-Za-z]+)*)\d{2,}[a-z]{0,3}(?![\w-])"
)
_TWO_IN_ONE = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")
_DIGITS_WITHIN = re.compile(
    r"(?<![\w.@/-])(?P<word>[A-Za-z]{3,})\d{1,4}(?!(?:mg|ml|mcg|kg|cm|mm|am|pm|th|yrs?|months?|weeks?|hrs?)\b)"
    r"(?P<end>[A-Za-z]{2,})\w*(?![\w-])"
)
_ACCOUNT = re.compile(r"(?<![\w.@-])\w(?:[\w.\-]*\w)?")
_MARKED = re.compile(r"(?=.*[\d_.-])(?=.*[^\W\d_])|.*[a-z][A-Z]")
_NO_ACCOUNT = re.compile(
    r"[A-Za-z]+(?:-[a-z]+)+|\d+(?:am|pm|th|st|nd|rd|yrs?|yo|k)?|[a-zA-Z]+\d|\d+[.:]\d+(?:am|pm)?|\d+-\d+"
)
_SHORTEST_ACCOUNT = 4
# "IS 16 AND" is no plate
_PLATE = re.compile(
    r"\b(?!(?:AM|AT|BY|IN|IS|OF|ON|OR|TO)\s)[A-Z]{2}\s?\d{2}[\s-]?(?!(?:AND|BUT|FOR|HAS|NOT|NOW|OLD|SHE|THE|WAS|WHO)\b)[A-Z]{3}\b"
)
_SMALL_PLATE = re.compile(r"\b(?!yr|ks|of|at|in|on|to)[a-z]{2}\d{2}\s?(?P<end>[a-z]{3})\b", re.IGNORECASE)
_OLD_PLATE = re.compile(r"\b(?:[A-HJ-Y](?:\d{1,3}\s?|\s\d{2,3}\s)[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-HJ-Y]?)\b")
_PART_OF_PLATE = re.compile(
    r"\b(?:[A-Z]{1,3}\s?\d{1,4}(?:\s?[A-Z]{1,3})?|\d{1,4}\s?[A-Z]{1,3}|[A-Z]{3}"
    r"|[a-z]{1,3}\d{1,4}(?:\s?[a-z]{1,3})?)\b"
)
# beside a car: a plate from Northern Ireland, one's first half, one with gaps
_PLATE_OF_CAR = re.compile(
    r"\b(?:[A-Z]{3}\s?(?!(?:19|20)\d\d)\d{1,4}|[A-Z]{2}\d{2}(?:\s?[?*_]+)?|[A-Z]{1,2}[\d?*_]{2}\s?[A-Z?*_]{3})(?!\w)"
)
_REFERENCE = re.compile(
    r"(?<![\w/.-])(?=[A-Z/.\-]{0,7}\s?\d)(?:(?=[A-Z\d/.\-]*\d[A-Z\d/.\-]*\d)[A-Z\d][A-Z\d/\-]{3,}(?:\.\d+)*"
    r"|(?-i:[A-Z]{1,4})\s\d{3,}(?:\s\d{2,})*|(?-i:[A-Z]{1,3})\d{1,2}(?:\s\d{3,4}){1,2}"
    r"|\d{3}[ -]\d{3}[ -]\d{4}|\d{2,4}(?:\s\d{2,4}){1,3}"
    r"|(?!(?:999|111|101)\b)\d{3,5})(?![\w/%])"
    r"(?!\s*(?:days?|weeks?|months?|years?|people))",
    re.IGNORECASE,
)
_SEVERAL_DIGITS = re.compile(r"\d{3}|\d[-/. ]\d|[A-Za-z]\d\d|\d\d\b(?!\s?%)")
_SHORT_CODE = re.compile(r"\b(?:999|111|101)$")
_LONG = re.compile(r"(?:\D*\d){4}")
_OFFICER = re.compile(r"\b(?:PC|DC|DS|PS|PCSO|Sgt|Constable)\s+(?P<it>[A-Z]?\d{2,6})\b")
_LETTERS_FIRST = re.compile(r"[A-Z]{3}")
_FIRST_HALF = re.compile(r"[A-Z]{2}\d{2}")
_NEAR_A_CAR = 35
_NEAR_AN_ACCOUNT = 50
_CLAUSE_BEFORE = re.compile(r"(?s).*[.,;:!?\n]")
_SENTENCE_BEFORE = re.compile(r"(?s).*(?:[.!?]\s|\n)")
_OFFICER_BY_NAME = re.compile(
    r"\b(?:W?PC|DC|DS|PS|DI|PCSO|Sgt|Sergeant|Constable|Officer|Inspector)\s+\[name\],?\s*"
    r"(?:[(#]|no\.?|number|collar|shoulder|badge|:|\s)*(?P<it>[A-Z]{0,2}(?!(?:19|20)\d\d\b(?!\)))\d{2,6})\b(?![:%/])"
)
_SHAPES = (
    re.compile(r"(?<![\w/-])(?=[\dA-Z/-]*[A-Z])(?=(?:[A-Z/-]*\d){4})[\dA-Z]+(?:[/-][\dA-Z]+)+(?![\w/-])"),
    re.compile(r"\b(?=[A-Z]*\d)(?=\d*[A-Z])(?=(?:[A-Z]*\d){4})[A-Z\d]{7,}\b"),
)
_THREE_DIGITS = re.compile(r"\d{3}")
_SHAPES_OF_THREE = (  # these hold three digits or more in a row
    re.compile(r"(?<![\w£$/.-])(?:\d{4}[ -]){3}\d{4}(?![\w/-])"),
    re.compile(r"\b[A-Z]{2,6}[-/](?=[A-Z\d/-]*\d{3})[A-Z\d]+(?:[-/][A-Z\d]+)*\b"),
    re.compile(
        r"(?<![\w£$.,-])\d{6,}(?![\w%]|[.,]\d)|\b\d{3,}/\d{4,}\b|\b[A-Z]{1,4}\d{4,}[A-Z]?\b|#\d{3,}\b"
    ),
    re.compile(r"(?<![\w£$/.-])\d{3}[ -]\d{3}[ -]\d{4}(?![\w/-])"),
)
_GROUPS = re.compile(r"(?<![\w£$/.-])\d{2,}(?:[-/]\d{2,})+(?:[-/][A-Z])?(?![\w/%-]|\.\d)")
_A_DATE = re.compile(r"(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}([-/])\d{1,2}\1(?:\d{2}|\d{4}))")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-/](?:\d\d|(?:19|20)\d\d))?")
_TIMES = re.compile(r"[012]\d[0-5]\d-[012]\d[0-5]\d")
_FEWEST_GROUPED = 6


class Numbers:
    """Finds accounts and what is written in digits."""

    def __init__(self, rules: NumberRules, gazetteer: Gazetteer) -> None:
        """Compiles the rules. ``gazetteer`` knows what is no account's name."""
        self._gazetteer = gazetteer
        self._stays = gazetteer.stays
        self._account = Lead(rules.accounts, (*rules.links, *rules.account_links))
        self._account_says = frozenset(rules.account_says) | {":", "=", "@"}
        self._account_words = frozenset(word for phrase in rules.accounts for word in phrase.split())
        self._sites = re.compile(
            rf"\b(?:{any_of(rules.social_sites)})(?:\.com)?/@?(?P<it>[\w.\-/]*\w)", re.IGNORECASE
        )
        self._site = Lead(rules.sites, ())
        self._verb = Lead(rules.account_verbs, ())
        self._named_on = re.compile(
            rf"\b(?:as|by|name|named|called|under)\s+[\"']?(?P<it>\w[\w.\-]*\w(?:\s(?-i:[A-Z])\w*)?)[\"']?"
            rf"\s+(?:on|in)\s+(?:{any_of(rules.sites)})\b",
            re.IGNORECASE,
        )
        self._reference = Lead(rules.references, rules.links)
        self._number = Lead(rules.numbers, (":", "#"))
        self._plate = Lead(rules.plates, (*rules.links, *rules.plate_links))
        self._car = Lead(rules.vehicles, (*rules.links, *rules.plate_links, ",", "("))
        self._vehicle = Lead((word for word in (*rules.vehicles, *rules.plates) if " " not in word), ())
        self._phone = Lead(rules.phones, (*rules.links, *rules.phone_links))

    def emails(self, text: str) -> Spans:
        """Addresses of mail, "at" and "dot" spelt out too."""
        if not _SPELT_MAIL.search(text):
            return []
        return [span for pattern in _EMAILS for span in found(pattern, text)]

    def persons(self, text: str) -> Spans:
        """NHS numbers (checked by their check digit) and National Insurance numbers."""
        if not _SEVERAL_DIGITS.search(text):
            return []
        health = (m for m in _TEN_DIGITS.finditer(text) if m[0][0] != "0" and nhs.is_valid(m[0]))
        insurance = found(_NINO, text) if _SIX_DIGITS.search(text) else []
        return [m.span() for m in health] + insurance

    def phones(self, text: str) -> Spans:
        """Telephone numbers as they are written in Britain. 999, 101 and helplines of eight digits stay."""
        spans = found(_SPACED_PHONE, text) + found(_WITHOUT_ZERO, text)
        for like in _PHONE_LIKE.finditer(text):
            matches = phonenumbers.PhoneNumberMatcher(like[0], "GB", leniency=phonenumbers.Leniency.POSSIBLE)
            spans += [
                (like.start() + match.start, like.start() + match.end)
                for match in matches
                if _FEWEST_DIGITS <= sum(map(str.isdigit, match.raw_string)) <= _LONGEST_PHONE
            ]
        return spans + [m.span() for m in _LOCAL_PHONE.finditer(text) if self._phone.ends(text, m.start())]

    def accounts(self, text: str) -> Spans:
        """Names of accounts online."""
        marks = (
            (self._sites, "/"),
            (_AT_HANDLE, "@"),
            (_AT_HANDLE, "u/"),
            (_UNDERSCORED, "_"),
            (_TAGGED, "#"),
        )
        spans = [span for pattern, sign in marks if sign in text for span in found(pattern, text)]
        dotted = _DOTTED.finditer(text) if "." in text else ()
        spans += [m.span("it") for m in dotted if not all(map(self._stays, m["it"].split(".")))]
        if has_digit(text):
            spans += found(_USER, text)
            spans += [m.span() for m in _WORD_AND_DIGITS.finditer(text) if self._is_account_word(m["word"])]
            spans += [m.span() for m in _DIGITS_WITHIN.finditer(text) if self._is_made_up(m)]
        if self._site.is_in(text):
            named = (m for m in self._named_on.finditer(text) if self._is_doing(text, m.start()))
            spans += [m.span("it") for m in named if self._is_made_up_name(m["it"])]
        if self._account.is_in(text):
            spans += [m.span() for m in _ACCOUNT.finditer(text) if self._is_account(text, m[0], m.start())]
        return spans

    def vehicles(self, text: str) -> Spans:
        """Number plates, whole, or in part where it is said that one comes."""
        driven = self._vehicle.is_in(text)
        parts = _PART_OF_PLATE.finditer(text) if driven else ()
        spans = [m.span() for m in parts if self._plate.ends(text, m.start())]
        cars = _PLATE_OF_CAR.finditer(text) if driven else ()
        spans += [m.span() for m in cars if self._is_of_car(text, m)]
        if not has_digit(text):
            return spans
        spans += found(_PLATE, text)
        old = _OLD_PLATE.finditer(text) if driven else ()
        spans += [m.span() for m in old if not self._begins_as_agency(m[0])]
        small = _SMALL_PLATE.finditer(text)
        return spans + [m.span() for m in small if driven or not self._stays(m["end"].lower())]

    def references(self, text: str) -> Spans:
        """Numbers of a case, crime, pupil or patient, announced or by their shape."""
        if not _SEVERAL_DIGITS.search(text):
            return []
        spans = found(_OFFICER, text) + (found(_OFFICER_BY_NAME, text) if "[name]" in text else [])
        shapes = (*_SHAPES, *_SHAPES_OF_THREE) if _THREE_DIGITS.search(text) else _SHAPES
        spans += [span for pattern in shapes for span in found(pattern, text)]
        if self._reference.is_in(text) or self._number.is_in(text):
            spans += [m.span() for m in _REFERENCE.finditer(text) if self._is_announced(text, m)]
        return spans + [m.span() for m in _GROUPS.finditer(text) if _is_reference(m[0])]

    def _is_announced(self, text: str, match: re.Match[str]) -> bool:
        """Whether a number is said to be a reference; any number of four digits after "no." is."""
        if _YEARS.fullmatch(match[0]) or _SHORT_CODE.search(match[0]):
            return False
        digits = match.start() + len(match[0]) - len(match[0].lstrip(string.ascii_letters + " "))
        if self._reference.ends(text, match.start()) or self._reference.ends(text, digits):
            return True
        return bool(_LONG.match(match[0])) and self._number.ends(text, match.start())

    def _is_of_car(self, text: str, match: re.Match[str]) -> bool:
        """Whether a car stands right before a piece of a plate; the first half of a plate may stand off."""
        if self._begins_as_agency(match[0]):
            return False
        if self._car.ends(text, match.start()):
            return True
        near = text[max(0, match.start() - _NEAR_A_CAR) : match.start()]
        return bool(_FIRST_HALF.match(match[0])) and self._vehicle.is_in(_SENTENCE_BEFORE.sub("", near))

    def _begins_as_agency(self, plate: str) -> bool:
        """Whether the letters are an abbreviation of the field: "GCP2"."""
        letters = _LETTERS_FIRST.match(plate)
        return letters is not None and self._gazetteer.is_agency(letters[0])

    def _is_account_word(self, word: str) -> bool:
        """Whether a word before digits is no English, or two in one: "SilverFox55"."""
        return (
            not self._stays(word) or bool(_TWO_IN_ONE.fullmatch(word)) and not self._gazetteer.is_kept(word)
        )

    def _is_made_up(self, match: re.Match[str]) -> bool:
        """Whether a word with digits within is no two words run together: "year6boy"."""
        whole = self._gazetteer.is_kept(match[0])
        return not whole and not (self._stays(match["word"]) and self._stays(match["end"]))

    def _is_doing(self, text: str, start: int) -> bool:
        """Whether somebody does something online before ``start``, in the same clause: "posts clips as"."""
        clause = _CLAUSE_BEFORE.sub("", text[max(0, start - _NEAR_AN_ACCOUNT) : start + 1])
        return self._verb.is_in(clause)

    def _is_made_up_name(self, name: str) -> bool:
        """Whether what somebody does something as is a name: "posts as Moonbeam", not "as evidence"."""
        first = name.split()[0]
        lower = first.lower()
        if lower in STOP_WORDS or self._gazetteer.is_kept(first) or is_adjective(lower):
            return False
        return bool(_MARKED.match(first)) or first[0].isupper() or not self._stays(first)

    def _is_account(self, text: str, name: str, start: int) -> bool:
        """Whether a word is announced as an account and looks like one."""
        if len(name) < _SHORTEST_ACCOUNT or name.lower() in self._account_words:
            return False
        if name.isalpha() and name.islower() and self._stays(name):
            return False  # as most words are
        marked = bool(_MARKED.match(name)) and not _NO_ACCOUNT.fullmatch(name)
        marked = marked and not self._gazetteer.is_kept(name)
        if not marked and self._stays(name):
            return False
        link = self._account.link(text, start)
        if link is None:
            return False
        return marked or not self._account_says.isdisjoint(link.split())


def _is_reference(text: str) -> bool:
    if _A_DATE.fullmatch(text) or _YEARS.fullmatch(text) or _TIMES.fullmatch(text):
        return False
    return sum(map(str.isdigit, text)) >= _FEWEST_GROUPED
