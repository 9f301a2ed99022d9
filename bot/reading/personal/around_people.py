"""Whether the words around a word make it somebody."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.personal.around_things import AroundThings
from bot.reading.personal.name_lists import CALLS
from bot.reading.words import is_inflected_verb, is_noun_or_verb, is_plural_noun

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
    rf"|\s+(?:in|from)\s+(?:[Yy](?:ea)?r?\s?\d|\d{{1,2}}[A-Z]{{1,2}}\b|(?:my|our)\s+(?:[a-z]+\s+)?(?:class|form|group|set)\b)"
    rf"|\s+\(?(?:{_NUMBER}(?=\s*(?:[,.;)&]|and\b|yrs?\b|y/?o\b|years?\b|months?\b|mths?\b|weeks?\b|wks?\b|$))(?!\.\d)|[Yy](?:ea)?r?\s?\d)",
)
_AGED_AFTER_PAUSE = re.compile(
    rf"(?:\s*,\s*|\s*\(\s*(?:{_HE_IS})?|\s+is\s+|\s+aged\s+)\d{{1,2}}\s*(?:[,).]|$|and\b|who\b|yr|y/?o|year|month|week)"
    r"|\s+(?:is\s+)?(?:in|from)\s+(?:[Yy](?:ea)?r?\s?\d|\d{1,2}[A-Z]{1,2}\b)|\s+\(?[Yy](?:ea)?r?\s?\d{1,2}\b"
)
_ENTRY = re.compile(
    r"\.\s+\d{1,2}\s*(?:yrs?|y/?o|years?|months?|mths?)\b|\s+[-–]\s+(?:[Rr]eception|[Nn]ursery|[Yy](?:ea)?r?\s?\d)"
)
_IN_BRACKETS = re.compile(
    r"\s*\((?:(?:the|her|his|my|our|their|mums|dads|mum's|dad's)\s+)?(?P<of>[\w-]+)[),]"
)
_ABOUT_SOMEBODY = re.compile(
    r"\s*\((?:not\s+(?:his|her|their)\b|(?:his|her|their)\s+real\b|s?he\b|s?hes\b|they\b|known\s+as|aka\b|goes\s+by|real\s+name"
    r"|[mf]\b(?!\w)|pronounced|spelt|spelled|dob\b|DOB\b|male\b|female\b|(?:just\s+|only\s+)?initials\b|that'?s\s+what\b)"
)
# what is said of a name and of nothing else
_OTHER_NAME = re.compile(
    r"\s*\((?:pronounced|spelt|spelled|(?:(?:his|her|their)\s+)?(?:real|proper|full|actual|legal|given)\s+(?:first\s+)?name"
    r"|that'?s\s+what\s+(?:they|we|everyone|everybody|people|the|his|her|mum|dad|staff|kids)\b[^)]{0,25}\bcalls?\b)"
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
_TASK = re.compile(
    r"\s+(?:to|will|shall)\s+(?:chase|ring|call|phone|text|contact|email|e-mail|update|send|complete|arrange|refer|book|speak"
    r"|follow|check|confirm|discuss|visit|share|liaise|action|write|review|ask|find|feed|raise|inform|log|record|draft|circulate"
    r"|invite|notify|escalate|request|organise|meet|attend|do|see|get|make|take|let|look|provide|upload|add|close|chair)\b"
)
# initials in minutes and notes: "d/w JB", "Apologies: RT, KM"
_MINUTED = re.compile(
    r"(?:\b(?:d/w|disc(?:ussed)?\s+w(?:ith|/)|t/?c\s+(?:to|from|with)|p/?c\s+(?:to|from|with)|fao|attn)\s*:?|\b(?:cc(?:'?d)?|present"
    r"|attend(?:ed|ees|ing)|apologies|apols|actions?|owners?|chair)\s*:)\s*"
    r"(?:[A-Z]{2,3}(?:\s*[,/&+]\s*|\s+and\s+))*$",
    re.IGNORECASE,
)
_MAKES = frozenset("make makes made making let lets letting force forces forced help helps helped".split())
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
_THEY = frozenset("are were have had both keep kept split argue argued fight fought broke".split())
_APPOSITION = re.compile(
    r",\s+(?:the|her|his|my|our|their|a|an|who|whose|mum|dad)\b\s*(?P<of>[\w-]*)(?:(?<!\bown)\s+(?P<second>[\w-]+))?"
)
_AND_THEIR = re.compile(r"\s+(?:and|with|or)\s+(?:his|her|their)\s+(?P<who>[\w-]+(?:\s+[\w-]+)?)")
_NAME_LABEL = re.compile(r"\b[Nn]ames?\b\s*(?P<sure>is|was|are|[:=\-])?\s*[\"']?$")
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
JOINED = re.compile(
    r"\s*(?:,|&|/|,?\s+(?:and|or|with|n))\s*(?:and\s+|baby\s+|little\s+|then\s+)?", re.IGNORECASE
)


class Surroundings(AroundThings):
    """Questions about the words around a word, whether they make it somebody, or a thing."""

    def is_aged(self, place: int) -> bool:
        """Whether an age or a school year follows."""
        return bool(self.follows(_AGED, place))

    def is_aged_after_pause(self, place: int) -> bool:
        """Whether an age follows that can be nothing else."""
        return bool(self.follows(_AGED_AFTER_PAUSE, place))

    def is_in_year(self, place: int) -> bool:
        """Whether a school year follows a comma: "KM, y9,"."""
        return bool(self.follows(_IN_YEAR, place))

    def is_given_task(self, place: int) -> bool:
        """Whether it is said what they are to do or who was there, as in minutes: "KM to chase"."""
        return bool(self.follows(_TASK, place) or self.precedes(_MINUTED, place))

    def is_made_to(self, place: int) -> bool:
        """Whether somebody makes or lets them do something: "lets Preston stay out"."""
        return self.before(place) in _MAKES and is_noun_or_verb(self.after(place))

    def is_of_household(self, place: int) -> bool:
        """Whether "the" stands before, and people before that: "neighbours the", "carers are the"."""
        return self.precedes(self.lists.people_are, place) is not None

    def is_entry(self, place: int) -> bool:
        """Whether it stands alone before an age, as in notes: "Faith. 6 yrs. Wets."."""
        return self.words[place].first and bool(self.follows(_ENTRY, place))

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
        if not self.called_by(place):
            return False
        if self.words[place - 1].lower in CALLS and self.precedes(self.lists.they_call, place):
            return True
        if self.precedes(self.lists.called, place):
            return True
        label = self.precedes(_NAME_LABEL, place)
        return label is not None and bool(label["sure"] or self.words[place].capital)

    def is_nickname(self, place: int) -> bool:
        """Whether it stands alone in quotation marks where a nickname does: "they call him "Bear""."""
        start = self.words[place].start
        quoted = _IN_QUOTES.match(self.text, start) if self.text[start - 1 : start] in ("'", '"') else None
        if not quoted:
            return False
        if self.precedes(_NICKNAME, place) or _OTHER_NAME.match(self.text, quoted.end()):
            return True
        return bool(self.precedes(_QUOTED_BESIDE, place) and _QUOTED_BETWEEN.match(self.text, start))

    def has_other_name(self, place: int) -> bool:
        """Whether brackets say how it is spoken or that it is no real name: "Sun (pronounced Soon)"."""
        return self.follows(_OTHER_NAME, place) is not None

    def is_person_called(self, place: int) -> bool:
        """Whether it is a person that is called this: "a boy called"."""
        return self.called_by(place) and bool(self.precedes(self.lists.person_called, place))

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
        return bool(self.follows(_AGE_IN_BRACKETS, place))

    def is_nickname_of(self, place: int) -> bool:
        """Whether it is said to be somebody's name: "smiler is his street name"."""
        return bool(self.follows(_IS_NICKNAME, place))

    def comes_in(self, place: int) -> bool:
        """Whether it goes or comes as only people do: "came in", "goes home"."""
        return bool(self.follows(_COMES_IN, place))

    def is_between_commas_after_kin(self, place: int) -> bool:
        """Whether it stands between commas as the name of a relation: "her partner, Lincoln, at"."""
        end = self.words[place].end
        if self.before(place, ", ") not in self.rules.kin or self.text[end : end + 1] != ",":
            return False
        return self.is_determined(place - 1) or place > 1 and self.words[place - 2].text == "s"

    def is_ours(self, place: int) -> bool:
        """Whether it is spoken of as one's own child: "my rose, she is"."""
        return self.before(place) in ("my", "our") and bool(self.follows(_SOMEBODY_FOLLOWS, place))

    def is_other_parent(self, place: int) -> bool:
        """Whether it and a relation together do something: "mum and stu are fighting"."""
        return (
            self.before(place) == "and"
            and self.before(place - 1) in self.rules.kin
            and self.after(place) in _THEY
        )

    def has_initial_and_kin(self, place: int) -> bool:
        """Whether an initial and a relation follow: "jordan ps dad"."""
        match = self.follows(_INITIAL_AND_KIN, place)
        return match is not None and match["who"] in self.lists.anybody

    def is_from_there(self, place: int) -> bool:
        """Whether it is said where somebody works or lives: "from the breakfast club"."""
        return bool(self.follows(_FROM_THERE, place))

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
        return self.follows(self.lists.is_somehow, place) is not None

    def owns_person(self, place: int) -> bool:
        """Whether a relation or a worker belongs to it: "'s mum", "'s foster carer"."""
        return not self.lists.anybody.isdisjoint(self.owned(place))

    def is_explained(self, place: int) -> bool:
        """Whether it is explained as a person: ", the neighbour,", ", who" or "(mum)"."""
        if self.follows(_ABOUT_SOMEBODY, place):
            return True
        if bracket := self.follows(_IN_BRACKETS, place):
            return bracket["of"].lower() in self.lists.persons
        match = self.follows(_APPOSITION, place)
        if not match:
            return False
        described = {match["of"].lower(), (match["second"] or "").lower()}
        return match[0].split()[1].startswith("who") or not self.lists.persons.isdisjoint(described)

    def has_family(self, place: int) -> bool:
        """Whether it goes on with a relation of theirs: "and her mum"."""
        match = self.follows(_AND_THEIR, place)
        return match is not None and not self.lists.anybody.isdisjoint(match["who"].lower().split())

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
