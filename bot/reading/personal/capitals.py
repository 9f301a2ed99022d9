"""Whether a word with a capital is a name."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.personal.around_people import JOINED, Surroundings
from bot.reading.personal.gazetteer import MAYBE_NAMES, ONLY_NAMES, Gazetteer, Kind
from bot.reading.personal.name_lists import NameLists
from bot.reading.personal.tokens import Word
from bot.reading.rules import NameRules
from bot.reading.words import is_adjective, is_inflected_verb, is_known, is_noun_or_verb

_IS_SOMETHING = re.compile(r"\s+(?:is|was|isn't|wasn't)\s+(?P<what>[\w-]+)", re.IGNORECASE)
_CAPITAL = re.compile(r"[A-Z][\w'-]+")
_THREE = re.compile(r"[A-Z][\w'-]+(?:(?:,|,?\s+(?:and|&|then|to))\s+[A-Z][\w'-]+){2,}")
HIM_OR_HER = ("him", "her", "them")  # after "call" comes what they are called as often as an insult
_STREET_NAMES = ("big", "lil")  # with a capital these begin one: "Big Tone"
_ALONE = frozenset(("mum", "dad", "ex"))  # seldom followed by the name: a capital after them is a heading


class Capitals:
    """Decides on words with a capital. What cannot be told apart counts as a name."""

    def __init__(self, rules: NameRules, lists: NameLists, gazetteer: Gazetteer) -> None:
        """``lists`` are those of ``rules``."""
        self._rules = rules
        self._lists = lists
        self._gazetteer = gazetteer

    def is_name(self, around: Surroundings, place: int, kind: Kind) -> bool:
        """Whether the word at ``place``, which is no title's follower, is or begins a name."""
        word = around.words[place]
        if word.lower in self._rules.titles and around.after(place):
            return False
        if around.has_role(place) and kind in MAYBE_NAMES:
            return True
        if kind not in ONLY_NAMES and around.is_called_thing(place):
            return False
        if around.is_called(place) and word.lower not in self._rules.not_called:
            if kind is Kind.ORDINARY and around.before(place) in HIM_OR_HER:
                return self._is_no_insult(word)
            return True
        if around.is_product(place) and kind is not Kind.SURNAME:
            return False
        if around.is_thing(place) and not around.is_aged(place):
            named = kind in ONLY_NAMES and word.first and not around.is_determined(place)
            return named and around.after(place) not in self._rules.things
        if around.before(place) in self._rules.described and word.lower in self._lists.bare:
            return False  # "an Orthodox Christian"
        if kind in ONLY_NAMES:
            thing = around.is_place(place) or around.is_reached(place)
            return not (kind is Kind.SURNAME and thing or around.is_contained(place))
        if kind is Kind.EITHER:
            return self._is_either(around, place)
        if kind is Kind.WORD_OR_NAME:
            return self._is_word_or_name(around, place)
        if kind is Kind.UNKNOWN:
            return self._is_unknown(around, place)
        return self._is_ordinary(around, place)

    def has_other_name(self, around: Surroundings, place: int) -> bool:
        """Whether it is a nickname or begins one, and brackets say so: "Big Tone (real name"."""
        if "(" not in around.text:
            return False
        word = around.words[place]
        following = around.words[place + 1] if around.after(place) else None
        if around.has_other_name(place):
            return self._gazetteer.kind(word.text) is not Kind.KEPT and word.lower not in self._lists.anybody
        described = is_adjective(word.lower) and following is not None and following.capital
        return described and around.has_other_name(place + 1)

    def _is_related(self, around: Surroundings, place: int) -> bool:
        """Whether it has an age or a family."""
        family = around.owns_person(place) or around.is_kin(place) or around.has_family(place)
        return family or around.is_aged(place)

    def _is_person(self, around: Surroundings, place: int) -> bool:
        """Whether the words around it treat it as a person beyond doubt."""
        return (
            self._is_related(around, place)
            or around.says(place)
            or around.is_explained(place)
            or around.is_labelled(place)
            or self._before_surname(around, place)
        )

    def _before_surname(self, around: Surroundings, place: int) -> bool:
        if not around.after(place):
            return False
        following = around.words[place + 1]
        kind = self._gazetteer.kind(following.text)
        return (
            following.capital
            and (kind in ONLY_NAMES or kind is Kind.UNKNOWN)
            and not around.is_thing(place + 1)
        )

    def _is_either(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        if around.is_after_number(place):
            return False
        if self._is_related(around, place) or around.is_made_to(place):
            return True
        if self._is_among_towns(around, place) or around.is_used(place):
            return False
        if around.is_place(place) or around.may_be_reached(place) or around.is_determined(place):
            return False
        if around.says(place) or around.does(place) and not word.first or around.is_explained(place):
            return True
        if self._before_surname(around, place) or around.is_somehow(place):
            return True
        comes = around.comes_in(place)
        if comes and not self._gazetteer.is_town(word.text):
            return True
        acts = comes or is_inflected_verb(around.after(place)) or self._has_done(around, place)
        return self._gazetteer.is_likely_given(word.text) and (acts or not word.first)

    def _is_among_towns(self, around: Surroundings, place: int) -> bool:
        """Whether it stands in a list of three, one of them a town that is no name."""
        at = around.words[place].start
        lists = (m[0] for m in _THREE.finditer(around.text) if m.start() <= at < m.end())
        places = (
            one for listed in lists for one in _CAPITAL.findall(listed) if self._gazetteer.is_place(one)
        )
        return any(self._gazetteer.kind(one) is Kind.KEPT for one in places)

    def _is_word_or_name(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        bare = word.lower in self._lists.bare
        calendar = word.lower in self._rules.calendar
        acts = around.says(place) or around.acts_next(place, surely=True)
        if calendar and (around.is_time(place) or self._follows_time(around, place)):
            return acts and not word.first
        if self._is_person(around, place):
            return True
        if not word.first:
            if around.is_determined(place):
                alone = not bare and not around.after(place)
                return around.before(place) in ("our", "my") and (
                    alone or acts or around.is_somehow(place) or self._has_done(around, place)
                )
            if around.before(place) == "in" and not around.owns(place):
                return False
            if around.before(place) in self._rules.described:
                return False
            return not self._in_title(around, place)
        if around.is_entry(place):
            return True
        if self._acts_as_person(around, place):
            return True
        if bare:
            does = around.does(place) and around.after(place) not in self._rules.happens
            owned = is_adjective(word.lower) and self.is_noun(around.owns(place))
            somehow = around.is_somehow(place) and around.after(place) not in ("in", "at")
            return owned or does or acts or somehow
        owned = self.is_noun(around.owns(place))
        does = acts or around.does(place) or around.is_somehow(place)
        return owned or does or self._is_something(around, place)

    def _acts_as_person(self, around: Surroundings, place: int) -> bool:
        """Whether a word at the beginning can only be somebody's name by what follows.

        An adjective is no subject ("Sunny isn't", "Precious has"), and some things only people have done
        ("Hope has run off"). "May be" and "Will is" say nothing: those two begin questions.
        """
        word = around.words[place]
        adjective = is_adjective(word.lower) and not is_noun_or_verb(word.lower)
        if adjective and around.after(place) in self._rules.finite:
            return True
        if word.lower not in self._rules.calendar and (around.comes_in(place) or around.is_from_there(place)):
            return True
        return self._has_done(around, place)

    def _has_done(self, around: Surroundings, place: int) -> bool:
        """Whether it has done what only people do: "has run off"."""
        return around.follows(self._lists.has_done, place) is not None

    def _follows_time(self, around: Surroundings, place: int) -> bool:
        """Whether it stands in a list after a month or the like: "in March, April and June"."""
        joined = around.before(place) in ("and", "or", "to")
        earlier = place - 2 if joined else place - 1
        if earlier < 0 or around.gap(earlier) not in ((" ",) if joined else (", ", "/", "-")):
            return False
        word = around.words[earlier]
        timed = around.is_time(earlier) or self._follows_time(around, earlier)
        return word.lower in self._rules.calendar and timed or self._gazetteer.kind(word.text) is Kind.KEPT

    def is_noun(self, owned: str) -> bool:
        """Whether what stands after 's can be owned: "Rose's arm", and not "the bill's due"."""
        return bool(owned) and owned not in STOP_WORDS | self._rules.things_are and is_known(owned)

    def _in_title(self, around: Surroundings, place: int) -> bool:
        """Whether capitals on both sides make it part of a heading: "Half Term Grace Period"."""
        if around.after(place) and self._is_heading(around.words[place + 1]):
            return True
        before = around.before(place)
        return (
            bool(before) and before not in self._lists.persons and self._is_heading(around.words[place - 1])
        )

    def _is_heading(self, word: Word) -> bool:
        """Whether it is an ordinary word with a capital that no sentence gave it."""
        ordinary = self._gazetteer.kind(word.text) is Kind.ORDINARY
        return word.capital and not word.first and ordinary and not self._gazetteer.is_surname(word.text)

    def _is_unknown(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        if around.is_family(place) or around.is_aged(place):
            return True
        if around.before(place) in ("the", "a", "an", "some", "this"):
            clan = self._is_clan(word) or word.text.endswith("s") and around.is_of_household(place)
            return clan and around.before(place) == "the"
        if self._is_person(around, place):
            return True
        if (
            around.is_place(place)
            or around.is_reached(place)
            or around.is_where(place)
            or around.is_used(place)
            or around.is_medicine(place)
        ):
            return bool(around.owns(place))
        if self._keeps_company(around, place) or self._gazetteer.is_misspelt_thing(word.text):
            return False
        if word.first:
            return not (self._gazetteer.is_ordinary(word.lower) or self._gazetteer.is_misspelt(word.lower))
        return True

    def _keeps_company(self, around: Surroundings, place: int) -> bool:
        """Whether it stands in a list after a thing or place that stays: "Concerta and Circadin"."""
        earlier = place - 2 if around.before(place) in ("and", "or") else place - 1
        if earlier < 0 or not JOINED.fullmatch(
            around.text, around.words[earlier].end, around.words[place].start
        ):
            return False
        return self._gazetteer.is_thing(around.words[earlier].text) or around.is_used(earlier)

    def _is_clan(self, word: Word) -> bool:
        """Whether it is a surname of many: "the O'Driscolls"."""
        stem = word.text.removesuffix("s")
        return stem != word.text and (self._gazetteer.is_surname(stem) or word.text.startswith(("O'", "Mc")))

    def _is_ordinary(self, around: Surroundings, place: int) -> bool:
        """Whether an ordinary word with a capital is here a name: "her son River, 9"."""
        word = around.words[place]
        if around.is_family(place) and not around.is_kin(place):
            return self._gazetteer.is_surname(word.text) and not (word.first and is_adjective(word.lower))
        if word.lower in self._rules.numbered | self._lists.anybody:
            return False
        if word.first:  # "Happy told me"
            adjective = is_adjective(word.lower) and not is_noun_or_verb(word.lower)
            return adjective and word.lower not in STOP_WORDS and around.after(place) == "told"
        if around.before(place) in self._rules.titles_at_home and around.words[place - 1].capital:
            return word.lower not in STOP_WORDS
        if around.before(place) in _STREET_NAMES and around.words[place - 1].capital:
            return place + 1 == len(around.words) or not around.words[place + 1].capital
        if around.is_determined(place) or self._in_title(around, place):
            return False
        if around.is_aged(place) or around.is_family_of(place):
            return True
        named = not is_known(word.lower) or around.before(place, " = ") and self._is_no_insult(word)
        if named and around.is_labelled(place):
            return True
        owned = around.owns(place) in self._rules.kin
        acts = around.says(place) or around.does(place) or around.is_somehow(place) or around.acts_next(place)
        kin = self._rules.kin if around.is_determined(place - 1) else self._rules.kin - _ALONE
        return owned or acts and around.before(place) in kin

    def _is_no_insult(self, word: Word) -> bool:
        """Whether a noun with a capital is what somebody is known by: "the lads call him Tank"."""
        described = is_adjective(word.lower) or is_known(word.lower) and not is_noun_or_verb(word.lower)
        return not described and word.lower not in self._rules.endearments | self._lists.anybody

    def _is_something(self, around: Surroundings, place: int) -> bool:
        """Whether "is" or "was" goes on as it does for people, not for things: "was locked in"."""
        match = around.follows(_IS_SOMETHING, place)
        return match is not None and match["what"].lower() not in self._rules.things_are
