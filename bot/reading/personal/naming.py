"""Whether a word is a name, by what it is and by the words around it."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.personal.around_people import Surroundings
from bot.reading.personal.capitals import HIM_OR_HER, Capitals
from bot.reading.personal.gazetteer import MAYBE_NAMES, ONLY_NAMES, SHORT, Gazetteer, Kind
from bot.reading.personal.name_lists import NameLists
from bot.reading.personal.tokens import Word
from bot.reading.rules import RedactionRules
from bot.reading.words import is_adjective, is_inflected_verb

_DOTTED = re.compile(r"[A-Z](?:\.(?:O'|Mc|Mac)?[A-Z]){1,2}")
_DOTTED_SMALL = re.compile(r"[a-z](?:\.[a-z]){1,2}")
_NO_INITIALS = frozenset("e.g i.e a.m p.m n.b p.s a.k.a d.o.b q.v v.v f.a.o r.e".split())
_OPENERS = frozenset("ok okay hi hiya hey pls please yes yeah fyi sorry".split())
_I_AM = ("im", "i'm")
_IS_OR_HAS = frozenset("is isn't isnt was wasn't wasnt has hasn't hasnt had".split())
_SEXES = ("F", "M")  # in a list: "Kian, M, 10"
_TITLES_OF_ALL = ("mr", "mrs", "ms", "miss")


class Naming:
    """Decides on words in any writing: initials, shouted, small; ``Capitals`` decides on the others."""

    def __init__(self, rules: RedactionRules, lists: NameLists, gazetteer: Gazetteer) -> None:
        """``lists`` are those of the rules' names."""
        self._rules = rules.names
        self._lists = lists
        self._gazetteer = gazetteer
        self._actors = rules.kept.actors
        self._capitals = Capitals(rules.names, lists, gazetteer)

    def is_name(self, around: Surroundings, place: int) -> bool:
        """Whether the word at ``place`` is a name or begins one."""
        word = around.words[place]
        kind = self._gazetteer.kind(word.text)
        if kind is Kind.ORDINARY and word.text.islower() and not around.is_announced(place):
            return False
        if "." in word.text and _DOTTED.fullmatch(word.text):
            agency = self._gazetteer.is_agency(word.text) and around.before(place) not in self._lists.anybody
            return not agency or around.is_aged(place)
        if "." in word.text and _DOTTED_SMALL.fullmatch(word.text):
            return self._is_small_initials(around, place)
        if word.capital and self._capitals.has_other_name(around, place):
            return True
        if word.capital and around.is_nickname(place):
            return self._is_nickname(around, place, kind)
        if word.capital and self._has_title(around, place, kind):
            return word.lower not in self._rules.not_called
        if len(word.text) == 1:
            return self._is_initial(around, place)
        if word.text.isupper():
            return self._is_shouted(around, place, kind)
        if kind is Kind.KEPT:
            return self._is_kept_person(around, place)
        if not word.capital:
            return self._is_small(around, place, kind)
        return self._capitals.is_name(around, place, kind)

    def _is_kept_person(self, around: Surroundings, place: int) -> bool:
        """Whether a word that stays, such as a town, can here be nothing but somebody: "Fraser (8)"."""
        word = around.words[place]
        if not word.capital:
            either = self._gazetteer.kind(word.text.capitalize()) is Kind.EITHER
            return either and self._is_small_person(around, place)
        if around.is_between_commas_after_kin(place) and not word.text.isupper():
            return True
        named = self._gazetteer.is_surname(word.text) or self._gazetteer.is_town(word.text)
        return named and around.has_age_in_brackets(place)

    def _is_small_person(self, around: Surroundings, place: int) -> bool:
        """Whether a small word that is a town and a name is a person: "paris is 6", "jordan ps dad"."""
        if around.has_initial_and_kin(place) or around.owns_person(place):
            return True
        acts = around.says(place) or around.acts_next(place, surely=True)
        return around.words[place].first and (acts or around.is_aged_after_pause(place))

    def _has_title(self, around: Surroundings, place: int, kind: Kind) -> bool:
        """Whether Mr or the like stands before, and no sentence ends between: "Dad has MS. Would you"."""
        word = around.words[place]
        if not around.is_titled(place):
            return False
        if around.gap(place - 1) == ". ":
            title = around.words[place - 1].text
            abbreviation = self._gazetteer.is_agency(title) or title == "MS"
            if kind is Kind.ORDINARY and word.lower in STOP_WORDS or abbreviation and not word.text.isupper():
                return False
        if len(word.text) == 1:
            return word.text != "I" and around.title(place) in _TITLES_OF_ALL
        return kind is not Kind.KEPT or self._is_kept_surname(word)

    def _is_small_initials(self, around: Surroundings, place: int) -> bool:
        """Whether dotted letters are somebody: "k.m. came in"."""
        word = around.words[place]
        if word.lower in _NO_INITIALS or self._gazetteer.is_agency(word.text.upper()):
            return False
        return word.first or around.is_kin(place) or around.is_beside(place) or around.owns_person(place)

    def _is_nickname(self, around: Surroundings, place: int, kind: Kind) -> bool:
        """Whether a word in quotation marks is what somebody is called, and no insult: "Smelly"."""
        word = around.words[place]
        if word.lower in self._rules.not_called or word.lower in self._lists.anybody:
            return False
        if word.text.isupper() and around.is_shouting(place):
            return False
        if word.lower in self._rules.endearments or around.is_called_thing(place):
            return False
        said_of = is_adjective(word.lower) or word.lower.endswith("ed")
        return kind is not Kind.KEPT and not (kind is Kind.ORDINARY and said_of)

    def _is_initial(self, around: Surroundings, place: int) -> bool:
        """Whether a single letter is somebody: "K's mum", or stands for a given name: "J. Marsh"."""
        word = around.words[place]
        dotted = place + 1 < len(around.words) and around.gap(place).startswith(".")
        article = word.text == "I" or word.text == "A" and word.first and not dotted
        form = around.text[word.start - 1 : word.start].isdigit()  # "in 9B"
        if not word.capital or article or form or around.before(place) in self._rules.numbered:
            return False
        if around.is_placeholder(place) or around.is_with_ampersand(place):
            return False
        if around.owns_person(place) or around.says(place) or around.is_called(place):
            return True
        begins = word.first or around.before(place) in self._rules.leads
        if begins and (around.is_somehow(place) or around.does(place)):
            return True
        sex = word.text in _SEXES and around.before(place, ", ")
        if around.before(place) != "child" and around.is_aged_after_pause(place) and not sex:
            return True
        if (
            place + 1 >= len(around.words)
            or around.gap(place) not in (" ", ". ", ".")
            or around.is_thing(place)
        ):
            return False
        following = around.words[place + 1]
        kind = self._gazetteer.kind(following.text)
        surname = kind in ONLY_NAMES or kind is Kind.UNKNOWN or self._gazetteer.is_surname(following.text)
        return following.capital and not following.text.isupper() and surname and (dotted or word.text != "A")

    def _is_kept_surname(self, word: Word) -> bool:
        """Whether a town or the like can be a surname, or initials are joined: "Mrs Bolton", "Miss P-W"."""
        return self._gazetteer.is_surname(word.text) or self._gazetteer.is_town(word.text) or "-" in word.text

    def _is_shouted(self, around: Surroundings, place: int, kind: Kind) -> bool:
        """Initials, and names in capitals throughout."""
        word = around.words[place]
        kin = around.owns_person(place)
        if around.is_determined(place) and not kin:
            return False
        if kind is Kind.KEPT:
            agency = self._gazetteer.is_agency(word.text) and word.lower not in STOP_WORDS
            agency = agency and word.text not in self._actors
            return agency and len(word.text) <= SHORT and (kin or around.is_aged_after_pause(place))
        person = around.is_aged(place) or kin or around.is_kin(place) or around.is_called(place)
        if len(word.text) <= SHORT:
            told = around.says(place) or around.is_somehow(place) or around.is_explained(place)
            told = told or around.is_in_year(place) or around.is_given_task(place)
            if kind is Kind.NAME and self._gazetteer.is_sure(word.text) and around.is_shouting(place):
                return not around.is_thing(place)
            initials = kind is not Kind.ORDINARY or len(word.text) < SHORT
            return initials and (person or told or around.before(place) in self._lists.anybody)
        if kind in ONLY_NAMES:
            return person or not (around.is_thing(place) or around.is_used(place))
        called = around.is_called(place) and word.lower not in self._rules.not_called
        surely = kin or called or around.says(place) or around.is_aged(place)
        return kind in MAYBE_NAMES and (person and not word.first or surely)

    def _is_small(self, around: Surroundings, place: int, kind: Kind) -> bool:
        """Whether a name was written without its capital."""
        word = around.words[place]
        if word.text == "will" and not around.is_titled(place):
            return self._is_will(around, place)
        if word.lower in STOP_WORDS:
            return False
        if around.is_titled(place):
            surname = around.title(place) in ("mr", "mrs") or around.says(place)
            strange = kind in (*ONLY_NAMES, Kind.UNKNOWN)
            return strange or surname and self._gazetteer.is_surname(word.text)
        called = around.is_called(place) and word.lower not in self._rules.not_called
        called = called and around.before(place) not in HIM_OR_HER
        if kind is Kind.ORDINARY and not called:
            return False
        if around.is_nickname_of(place):
            return True
        if kind is Kind.NAME:
            if around.before(place) in ("the", "a", "an") and not around.is_family(place):
                return False
            person = around.is_aged(place) or around.is_kin(place) or around.says(place) or called
            person = person or around.before(place) in _I_AM
            return self._gazetteer.is_sure(word.text) or person or self._is_theirs(around, place)
        if called and kind is not Kind.UNKNOWN:
            noun = not is_adjective(word.lower) and not is_inflected_verb(word.lower)
            return kind in (Kind.SURNAME, Kind.WORD_OR_NAME) or noun and around.is_person_called(place)
        if kind is Kind.UNKNOWN:
            return self._is_small_unknown(around, place, called)
        return self._is_small_word(around, place) or kind is Kind.SURNAME and around.is_other_parent(place)

    def _is_small_word(self, around: Surroundings, place: int) -> bool:
        """Whether a small word that is a name too is here one: "uncle mark", "mum dawn is"."""
        word = around.words[place]
        kin = around.before(place) in self._rules.kin
        if around.is_ours(place) and word.lower not in self._lists.bare or around.is_labelled(place):
            return True
        owns = around.owns_person(place) and not around.is_determined(place)
        bracketed = around.is_explained(place) and around.text[word.end :].lstrip().startswith("(")
        if (bracketed or owns) and word.lower not in self._rules.calendar:
            return True
        if kin and (around.is_aged(place) or self._is_theirs(around, place)):
            return True
        if word.first and around.says(place) and word.lower not in self._lists.bare:
            return True
        at_home = around.before(place) in self._rules.titles_at_home and not word.lower.endswith("s")
        acts = around.says(place) or around.acts_next(place) or bool(around.owns(place))
        return around.is_aged_after_pause(place) or at_home or kin and acts

    def _is_small_unknown(self, around: Surroundings, place: int, called: bool) -> bool:
        """Whether a small word that no list knows is a name: "her lad zeb got jumped"."""
        word = around.words[place]
        short = len(word.text) <= SHORT
        acts = word.first and (around.says(place) or around.comes_in(place))
        if short and (called or acts) and not self._gazetteer.is_agency(word.text.upper()):
            return True
        ordinary = self._gazetteer.is_ordinary(word.lower)
        if called and (around.is_person_called(place) or not short and not ordinary):
            return True
        related, pause = around.is_kin(place), around.is_aged_after_pause(place)
        if around.is_other_parent(place) or pause and (around.is_beside(place) or related):
            return True
        if ordinary and not short or self._gazetteer.is_misspelt(word.lower):
            return False
        if self._is_theirs(around, place) or acts:
            return True
        owner = self._capitals.is_noun(around.owns(place)) and not around.is_determined(place)
        if short:
            return False
        if owner or pause or around.is_explained(place) or around.is_subject(place):
            return True
        ends = around.text[word.end : word.end + 1] in (",", "'", "(")
        return related and (around.says(place) or around.acts_next(place) or ends)

    def _is_theirs(self, around: Surroundings, place: int) -> bool:
        """Whether it is the name of somebody's somebody who does something: "her lad zeb got jumped"."""
        theirs = around.before(place) in self._lists.persons and around.is_determined(place - 1)
        return theirs and around.after(place) in self._rules.finite

    def _is_will(self, around: Surroundings, place: int) -> bool:
        """Whether "will" is followed by what cannot go on with it as a verb: "will is 11", "will told me"."""
        before = around.before(place)
        begins = around.words[place].first or before in self._rules.leads | STOP_WORDS | _OPENERS
        if not begins or around.is_determined(place):
            return False  # "grandads will has split the lot of them"
        return around.says(place) and around.acts_next(place) or around.after(place) in _IS_OR_HAS
