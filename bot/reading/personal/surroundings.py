"""What the words around a word say about it: that it is a person, or a place or a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.personal.name_lists import CALLS, NameLists
from bot.reading.personal.tokens import Word
from bot.reading.rules import NameRules
from bot.reading.words import is_adjective, is_inflected_verb, is_plural_noun

_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|\d{1,2})"
)
_NO_AGE = (
    r"(?![\d/.:%]\d|[:%]|\s*(?:of|from|th|st|nd|rd|am|pm|times|people|minutes|hours|nights?|weeks ago)\b"
    r"|\s*(?:children|kids|mm|cm|inch(?:es)?|miles|quid)\b)"
)
_HE_IS = r"(?:s?he(?:'s|s| is)|they(?:'re|re| are))\s+"
_LEADS = (
    r"(?:(?:who(?:'s| is)|is|was|are|been|now|aged?|just|only|nearly|almost|about|around|roughly|approx"
    r"|prob(?:ably|s)?|maybe|turned|turns|yr|year)\s+)"
)
_UNIT = r"(?:\b|(?=(?:[my]|y/?o|yrs?|mths?)\b))"
_AGED = re.compile(
    rf"(?:\s*\(\s*{_HE_IS}|\s*[,(]\s*{_LEADS}{{0,3}}|\s+{_LEADS}{{1,3}}|'s\s+{_LEADS}{{0,3}})"
    rf"{_NUMBER}{_UNIT}{_NO_AGE}"
    rf"|\s+(?:in|from)\s+(?:[Yy]ear|[Yy]r|[Yy])\s?\d"
    rf"|\s+\(?(?:{_NUMBER}(?=\s*(?:[,.;)&]|and\b|yrs?\b|y/?o\b|years?\b|months?\b|mths?\b|weeks?\b|wks?\b|$))(?!\.\d)|[Yy](?:ea)?r?\s?\d)",
)
_AGED_AFTER_PAUSE = re.compile(
    rf"(?:\s*,\s*|\s*\(\s*(?:{_HE_IS})?|\s+is\s+|\s+aged\s+)\d{{1,2}}\s*(?:[,).]|and\b|who\b|yr|y/?o|year|month|week)"
    r"|\s+(?:is\s+)?(?:in|from)\s+(?:[Yy]ear|[Yy]r|[Yy])\s?\d|\s+\(?[Yy](?:ea)?r?\s?\d{1,2}\b"
)
_ENTRY = re.compile(
    r"\.\s+\d{1,2}\s*(?:yrs?|y/?o|years?|months?|mths?)\b|\s+[-–]\s+(?:[Rr]eception|[Nn]ursery|[Yy](?:ea)?r?\s?\d)"
)
_AGES_LATER = re.compile(
    r"(?:\s*(?:,|and|&)\s*[A-Z][\w'-]+){1,4}\s*(?:,|\(|are|aged|-)?\s*\(?(?:aged\s*)?\d{1,2}\b(?!:)"
)
_POSSESSIVE = re.compile(r"(?:'s|s'|')\s+(?P<owned>[\w-]+)(?:\s+(?P<second>[\w-]+))?")
_IN_BRACKETS = re.compile(
    r"\s*\((?:(?:the|her|his|my|our|their|mums|dads|mum's|dad's)\s+)?(?P<of>[\w-]+)[),]"
)
_ABOUT_SOMEBODY = re.compile(
    r"\s*\((?:not\s+(?:his|her|their)\b|(?:his|her|their)\s+real\b|s?he\b|s?hes\b|they\b|known\s+as|aka\b|goes\s+by|real\s+name"
    r"|pronounced|spelt|spelled|dob\b|DOB\b|male\b|female\b|(?:just\s+|only\s+)?initials\b|that'?s\s+what\b)"
)
# what only somebody does on their way: "came in with a bruise", "goes home on her own"
_COMES_IN = re.compile(
    r"\s+(?:came|comes|went|goes|arrived|arrives|walked|walks|got|gets|stayed|stays|left|turned\s+up)\s+(?:just\s+|straight\s+|back\s+)?"
    r"(?:in\b(?!\s+(?:the\s+)?(?:form|shape|useful|handy))|home\b|into\s+(?:school|nursery|class|the\s+office|my|reception)"
    r"|to\s+(?:school|nursery|me|us|class|college|bed|stay|see|live|work|hospital|her|his|mum|dad|nan)\b"
    r"|round\b|alone\b|upstairs\b|missing\b|without\b|unaccompanied\b)"
)
_FROM_THERE = re.compile(
    r"\s+(?:from|at)\s+(?:next\s+door|across|work|school|nursery|reception"
    r"|(?:the|our|her|his|their)\s+(?:[a-z]+\s+)?(?:club|office|school|team|nursery|church|charity|council|agency|surgery|gym|hub|kitchen|centre))\b"
)
_IN_YEAR = re.compile(r",\s+(?:in\s+)?[Yy](?:ea)?r?\s?\d{1,2}\b")
_IS_NICKNAME = re.compile(
    r"\s+(?:is|was)\s+(?:just\s+|only\s+)?(?:his|her|their|a|the)\s+(?:[a-z]+\s+)?(?:nickname|nick\s+name|street\s+name|pet\s+name|real\s+name"
    r"|first\s+name|last\s+name|middle\s+name|maiden\s+name|surname|tag)\b"
)
_AGE_IN_BRACKETS = re.compile(
    r"\s*\(\s*\d{1,2}\s*(?:(?:months?|mths?|mo|weeks?|wks?|years?|yrs?)(?:\s+old)?|y/?o|[my])?(?:\s*\d{1,2}\s*(?:months?|mths?|mo|m))?\s*[),]"
)
_INITIAL_AND_KIN = re.compile(r"\s+[a-z]'?s\s+(?P<who>[a-z-]+)")
_SOMEBODY_FOLLOWS = re.compile(r"\s*[,.–-]?\s+(?:s?he|she's|he's|shes|hes|who)\b")
_YEAR_FOLLOWS = re.compile(r"\s+(?:(?:19|20)\d\d|'\d\d)\b")
_THEY = frozenset("are were have had both keep kept split argue argued fight fought broke".split())
_APPOSITION = re.compile(
    r",\s+(?:the|her|his|my|our|their|a|an|who|whose|mum|dad)\b\s*(?P<of>[\w-]*)(?:(?<!\bown)\s+(?P<second>[\w-]+))?"
)
_AND_THEIR = re.compile(r"\s+(?:and|with|or)\s+(?:his|her|their)\s+(?P<who>[\w-]+(?:\s+[\w-]+)?)")
_NAME_LABEL = re.compile(r"\b[Nn]ames?\b\s*(?P<sure>is|was|are|[:=\-])?\s*[\"']?$")
JOINED = re.compile(
    r"\s*(?:,|&|/|,?\s+(?:and|or|with|n))\s*(?:and\s+|baby\s+|little\s+|then\s+)?", re.IGNORECASE
)
_LABELS = (", ", ": ", " - ", " = ", " (", "(", " – ", ":")
_NICKNAME = re.compile(
    r"(?:\b(?:call(?:s|ed|ing)?|nicknames?|nicknamed)\s+(?:him|her|them|me"
    r"|himself|herself|themselves|each other|it)"
    r"|\b(?:known|goes|go|going|answers|nickname|street name|aka|alias|called|nicknamed"
    r"|associates?|(?:seen|out|hang(?:s|ing)?(?: around| about| out)?) with|(?:on|in) (?:snap|insta))"
    r"(?:\s+(?:as|by|to|is|was|just|only|the name|locally))*"
    r"|\[name\]|\b(?:unborn|unknown|baby|bump|child|man|boy|girl|lad|mum|dad|father|mother|boyfriend"
    r"|girlfriend|friend|dealer|elder"
    r"|brother|sister|uncle|cousin|partner|he|she)"
    r"|(?:^|\n)\s*\d{1,2}[.)])"
    r"\s*[,:=(\-]?\s*[\"']$",
    re.IGNORECASE,
)
# beside somebody, between commas or before a bracket: "the lad on my caseload, 'Biscuit' (he"
_QUOTED_BESIDE = re.compile(
    r"\b(?:lad|lass|boy|girl|kid|child|pupil|student|man|woman|lady|bloke|guy|mate|friend|neighbour|partner|boyfriend"
    r"|girlfriend|cousin|teenager|lodger|dealer)\b[^.;:,\"'\n]{0,30},\s+[\"']$"
)
_QUOTED_BETWEEN = re.compile(r"[\w'-]+[\"'](?:,| \()")
_IN_QUOTES = re.compile(r"[\w'-]+(?:\s[\w'-]+)?[,.]?[\"']")
_CONTAINED = re.compile(
    r"\b(?:packets?|packs?|box(?:es)?|bottles?|cans?|tins?|tubs?|bags?|jars?|pairs?|types?|brands?"
    r"|doses?|courses?|tubes?|sachets?|strips?"
    r"|cartons?|multipacks?|crates?|litres?|glass(?:es)?|pints?|shots?|cups?|lines?|grams?|wraps?"
    r"|carrier bags?)\s+of\s+(?:[a-z]+\s+)?$"
)
_PRICED = re.compile(r"(?:£\s?\d[\d,.]*|\d+\s?(?:mg|ml|mcg|quid|grams?|g))(?:\s+worth)?\s+(?:of\s+)?$")
_UPPER = re.compile(r"[A-Z]")
_SMALL = re.compile(r"[a-z]")
_FAR = 60
_TO_AND_FROM = ("to", "from", "at")
_PLACES = frozenset(("[address]", "[postcode]", "[place]"))
_ALONG = frozenset("to home out from away with into upstairs back off by aside for and".split())
_DETERMINERS = frozenset(
    "the a an his her their my your our its this these those some any no each every another which".split()
)


class Surroundings:
    """Questions about the words around a word, in one text."""

    def __init__(self, rules: NameRules, lists: NameLists, text: str, words: Sequence[Word]) -> None:
        """``lists`` are those of ``rules``, ``words`` those of ``text``."""
        self.rules = rules
        self.lists = lists
        self.text = text
        self.words = words
        self._gaps = [text[word.end : following.start] for word, following in pairwise(words)]

    def before(self, place: int, gap: str = " ") -> str:
        """The lower-case word before, if only ``gap`` stands between; else nothing."""
        if place < 1 or self._gaps[place - 1] != gap:
            return ""
        return self.words[place - 1].lower

    def after(self, place: int, gap: str = " ") -> str:
        """The lower-case word after, if only ``gap`` stands between; else nothing."""
        if place >= len(self._gaps) or self._gaps[place] != gap:
            return ""
        return self.words[place + 1].lower

    def gap(self, place: int) -> str:
        """What stands between a word and the next."""
        return self._gaps[place]

    def is_aged(self, place: int) -> bool:
        """Whether an age or a school year follows."""
        return bool(_AGED.match(self.text, self.words[place].end))

    def is_aged_after_pause(self, place: int) -> bool:
        """Whether an age follows that can be nothing else."""
        return bool(_AGED_AFTER_PAUSE.match(self.text, self.words[place].end))

    def is_in_year(self, place: int) -> bool:
        """Whether a school year follows a comma: "KM, y9,"."""
        return bool(_IN_YEAR.match(self.text, self.words[place].end))

    def is_entry(self, place: int) -> bool:
        """Whether it stands alone before an age, as in notes: "Faith. 6 yrs. Wets."."""
        return self.words[place].first and bool(_ENTRY.match(self.text, self.words[place].end))

    def is_one_of_aged(self, place: int) -> bool:
        """Whether it begins a list of people with their ages: "Storm and River, 6 and 8"."""
        return bool(_AGES_LATER.match(self.text, self.words[place].end))

    def is_titled(self, place: int) -> bool:
        """Whether Mr, Dr or the like stands before; Sir and Lady only with a capital."""
        title = self.title(place)
        ranked = title in self.rules.titles_of_rank and self.words[place - 1].text.istitle()
        return title in self.rules.titles or ranked

    def title(self, place: int) -> str:
        """The word before, with or without a dot."""
        return self.before(place) or self.before(place, ". ")

    def has_role(self, place: int) -> bool:
        """Whether a role that can be a title stands before: "Nurse", "Coach"."""
        return self.before(place) in self.rules.titles_and_roles

    def is_announced(self, place: int) -> bool:
        """Whether the word before is a title or can end what says that a name comes."""
        return place > 0 and self.words[place - 1].lower in self.lists.announcing

    def is_called(self, place: int) -> bool:
        """Whether the words before say that a name comes: "a boy called", "name:"."""
        if not (self.called_by(place)):
            return False
        lead = self._lead(place)
        if self.words[place - 1].lower in CALLS and self.lists.they_call.search(lead):
            return True
        label = _NAME_LABEL.search(lead)
        return bool(self.lists.called.search(lead) or label and (label["sure"] or self.words[place].capital))

    def is_called_thing(self, place: int) -> bool:
        """Whether it is a thing that is called this: "an essay called"."""
        return self.called_by(place) and bool(self.lists.thing_called.search(self._lead(place)))

    def is_nickname(self, place: int) -> bool:
        """Whether it stands alone in quotation marks where a nickname does: "they call him "Bear""."""
        start = self.words[place].start
        if self.text[start - 1 : start] not in ("'", '"') or not _IN_QUOTES.match(self.text, start):
            return False
        if _NICKNAME.search(self.text, max(0, start - _FAR), start):
            return True
        beside = _QUOTED_BESIDE.search(self.text, max(0, start - _FAR), start)
        return beside is not None and bool(_QUOTED_BETWEEN.match(self.text, start))

    def is_shouting(self, place: int) -> bool:
        """Whether all around is written in capitals, so that they say nothing."""
        word = self.words[place]
        around = self.text[max(0, word.start - _FAR) : word.start] + self.text[word.end : word.end + _FAR]
        return len(_UPPER.findall(around)) > len(_SMALL.findall(around))

    def is_placeholder(self, place: int) -> bool:
        """Whether a letter stands for somebody on purpose: "Child A", "Sibling 2 and Adult B"."""
        return bool(place) and self.before(place) in self.rules.placeholders and self.words[place - 1].capital

    def is_with_ampersand(self, place: int) -> bool:
        """Whether a letter belongs to an abbreviation: "A&E said"."""
        word = self.words[place]
        return "&" in (self.text[word.start - 1 : word.start], self.text[word.end : word.end + 1])

    def called_by(self, place: int) -> bool:
        """Whether the word before can be the last of "called", "name is" and the like."""
        return bool(place) and self.words[place - 1].lower in self.lists.called_last

    def is_person_called(self, place: int) -> bool:
        """Whether it is a person that is called this: "a boy called"."""
        return self.called_by(place) and bool(self.lists.person_called.search(self._lead(place)))

    def _lead(self, place: int) -> str:
        start = self.words[place].start
        return self.text[max(0, start - 60) : start]

    def is_kin(self, place: int) -> bool:
        """Whether a relation stands right before: "his sister", "mum,"."""
        return (self.before(place) or self.before(place, ", ")) in self.rules.kin

    def is_labelled(self, place: int) -> bool:
        """Whether it stands after somebody as their name: "Mother: Rose", "dad (mark)", "her son, dean,"."""
        who = next((who for gap in _LABELS if (who := self.before(place, gap))), "")
        end = self.words[place].end
        return who in self.lists.persons and self.text[end : end + 1] in ("", ",", ".", ")", ";", "\n", "/")

    def has_age_in_brackets(self, place: int) -> bool:
        """Whether an age alone follows in brackets: "(22 months)"."""
        return bool(_AGE_IN_BRACKETS.match(self.text, self.words[place].end))

    def is_nickname_of(self, place: int) -> bool:
        """Whether it is said to be somebody's name: "smiler is his street name"."""
        return bool(_IS_NICKNAME.match(self.text, self.words[place].end))

    def comes_in(self, place: int) -> bool:
        """Whether it goes or comes as only people do: "came in", "goes home"."""
        return bool(_COMES_IN.match(self.text, self.words[place].end))

    def is_from_there(self, place: int) -> bool:
        """Whether it is said where somebody works or lives: "from the breakfast club"."""
        return bool(_FROM_THERE.match(self.text, self.words[place].end))

    def is_between_commas_after_kin(self, place: int) -> bool:
        """Whether it stands between commas as the name of a relation: "her partner, Lincoln, at"."""
        end = self.words[place].end
        if self.before(place, ", ") not in self.rules.kin or self.text[end : end + 1] != ",":
            return False
        return self.is_determined(place - 1) or place > 1 and self.words[place - 2].text == "s"

    def is_ours(self, place: int) -> bool:
        """Whether it is spoken of as one's own child: "my rose, she is"."""
        return self.before(place) in ("my", "our") and bool(
            _SOMEBODY_FOLLOWS.match(self.text, self.words[place].end)
        )

    def is_other_parent(self, place: int) -> bool:
        """Whether it and a relation together do something: "mum and stu are fighting"."""
        return (
            self.before(place) == "and"
            and self.before(place - 1) in self.rules.kin
            and self.after(place) in _THEY
        )

    def has_initial_and_kin(self, place: int) -> bool:
        """Whether an initial and a relation follow: "jordan ps dad"."""
        match = _INITIAL_AND_KIN.match(self.text, self.words[place].end)
        return match is not None and match["who"] in self.lists.anybody

    def is_family_of(self, place: int) -> bool:
        """Whether it is whose family somebody is: "the mother of Lino"."""
        whose = self.before(place - 1) if self.before(place) == "of" else ""
        return whose in self.rules.kin or whose in ("family", "parents", "parent")

    def is_beside(self, place: int) -> bool:
        """Whether a word stands before that often stands before a name."""
        return self.before(place) in self.lists.beside

    def says(self, place: int) -> bool:
        """Whether it does what only people do."""
        return self.after(place) in self.rules.says

    def does(self, place: int) -> bool:
        """Whether it does what people do, and other things too."""
        return self.after(place) in self.rules.does

    def is_somehow(self, place: int) -> bool:
        """Whether it is said how they are: "is hungry", "was in"."""
        match = self.lists.is_somehow.match(self.text, self.words[place].end)
        return match is not None

    def owns(self, place: int) -> str:
        """What belongs to it, in lower case: "'s mum"; else nothing."""
        match = _POSSESSIVE.match(self.text, self.words[place].end)
        return match["owned"].lower() if match else ""

    def owns_person(self, place: int) -> bool:
        """Whether a relation or a worker belongs to it: "'s mum", "'s foster carer"."""
        match = _POSSESSIVE.match(self.text, self.words[place].end)
        return match is not None and not self.lists.anybody.isdisjoint(
            (match["owned"].lower(), (match["second"] or "").lower())
        )

    def is_explained(self, place: int) -> bool:
        """Whether it is explained as a person: ", the neighbour,", ", who" or "(mum)"."""
        if _ABOUT_SOMEBODY.match(self.text, self.words[place].end):
            return True
        if bracket := _IN_BRACKETS.match(self.text, self.words[place].end):
            return bracket["of"].lower() in self.lists.persons
        match = _APPOSITION.match(self.text, self.words[place].end)
        if not match:
            return False
        described = {match["of"].lower(), (match["second"] or "").lower()}
        return match[0].split()[1].startswith("who") or not self.lists.persons.isdisjoint(described)

    def is_determined(self, place: int) -> bool:
        """Whether an article or the like stands before."""
        return self.before(place) in _DETERMINERS

    def is_thing(self, place: int) -> bool:
        """Whether the words around make it the name of a thing: "the Benjamin scheme"."""
        return self.after(place) in self.rules.things or self.before(place) in self.rules.thing_before

    def is_place(self, place: int) -> bool:
        """Whether a word stands before that leads to a place: "in", "near"."""
        return not self.owns(place) and (
            self.before(place) in self.rules.place_before or self.before(place, ", ") in _PLACES
        )

    def is_reached(self, place: int) -> bool:
        """Whether somebody goes to it or comes from it: "moved to"."""
        return self.before(place) in _TO_AND_FROM and self.before(place - 1) in self.rules.place_verbs

    def is_where(self, place: int) -> bool:
        """Whether something happens there: "works at"; not "shouts at"."""
        return self.before(place) == "at" and self.before(place - 1) not in self.rules.at_people

    def may_be_reached(self, place: int) -> bool:
        """Whether it may be a place by "to" or "from": not after "spoke to"."""
        people = self.rules.to_people
        return (
            not self.owns(place)
            and self.before(place) in _TO_AND_FROM
            and self.before(place - 1) not in people
        )

    def is_used(self, place: int) -> bool:
        """Whether a word stands before that leads to a medicine, a game or a shop."""
        before = self.before(place)
        if self.is_contained(place):
            return True
        if is_adjective(before) and self.before(place - 1) in self.rules.thing_verbs:
            return True
        medicine = before in self.rules.medicine_verbs and self.words[place].lower.endswith(
            self.rules.medicine_endings
        )
        return medicine or before in self.rules.thing_verbs

    def is_contained(self, place: int) -> bool:
        """Whether it is what a bottle or the like holds: "six cans of Stella"."""
        start = self.words[place].start
        return _CONTAINED.search(self.text, max(0, start - 30), start) is not None and not self.owns(place)

    def is_product(self, place: int) -> bool:
        """Whether something is of this brand: "a Dior perfume", "£200 of Sephora"."""
        if _PRICED.search(self.text, max(0, self.words[place].start - 20), self.words[place].start):
            return True
        determined = self.is_determined(place) and self.before(place) != "our"
        described = self.before(place) in self.rules.described_products
        return (determined or described) and self.after(place) in self.rules.products

    def has_family(self, place: int) -> bool:
        """Whether it goes on with a relation of theirs: "and her mum"."""
        match = _AND_THEIR.match(self.text, self.words[place].end)
        return match is not None and not self.lists.anybody.isdisjoint(match["who"].lower().split())

    def is_after_number(self, place: int) -> bool:
        """Whether digits stand before, as before a month."""
        start = self.words[place].start
        return self.text[max(0, start - 5) : start].rstrip(" thndsr")[-1:].isdigit()

    def drugs(self) -> set[int]:
        """The places of names that are used as street names of drugs."""
        places: set[int] = set()
        for place, word in enumerate(self.words):
            if self.before(place) not in self.rules.drug_verbs:
                continue
            if word.lower in self.rules.drugs_named_like_people and self.after(place) not in _ALONG:
                places.add(place)
            elif f"{word.lower} {self.after(place)}" in self.rules.drugs_named_like_people:
                places.update((place, place + 1))
        return places

    def is_time(self, place: int) -> bool:
        """Whether it is a month or season by the word or number before: "since May", "3 June", "May 2022"."""
        if self.before(place) in self.rules.times or self.is_after_number(place):
            return True
        if self.before(place) == "s" and self.words[place - 2].lower in ("it", "that", "this"):
            return True
        return bool(_YEAR_FOLLOWS.match(self.text, self.words[place].end))

    def is_family(self, place: int) -> bool:
        """Whether a word follows that makes it a family's name: "the Fernly children"."""
        return self.after(place) in self.rules.families

    def acts_next(self, place: int, surely: bool = False) -> bool:
        """Whether a verb with -s or -ed follows; ``surely`` if it can be nothing but a verb."""
        after = self.after(place)
        if surely and is_plural_noun(after):
            return False
        return after not in STOP_WORDS and after not in self.rules.happens and is_inflected_verb(after)

    def is_subject(self, place: int) -> bool:
        """Whether a clause begins here and a verb follows: "then wakiman clammed up"."""
        begins = self.words[place].first or self.before(place) in self.rules.leads
        begins = begins or bool(place) and self.gap(place - 1) == ", "
        return begins and (self.acts_next(place) or self.says(place))
