"""What the text says about the child and the case, beside the indicators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.content.load import Content
from bot.content.model import AgeBand
from bot.reading.ages import Ages, band, read_ages
from bot.reading.model import Facts, Status
from bot.reading.recognise import match_status
from bot.reading.roles import RoleReader
from bot.reading.rules import ReadingRules
from bot.reading.told import Told, ToldSigns
from bot.reading.words import Sentence

Key = tuple[str, str]
# Statutory plans first: a text that names two means the higher one.
_OPEN_TO = ("looked_after", "child_protection", "child_in_need", "early_help", "none")
_NON_MOBILE_BEFORE = 0.5
_NEAR = 4
_BRIEF = 12  # words
_SPACES, _BEFORE_STOP = re.compile(r" {2,}"), re.compile(r" (?=[,.;)])")
_SCHOOL, _HEALTH = "school", "health"


class FactReader:
    """Reads Facts, and answers the ``@facts`` that signs ask for."""

    def __init__(self, content: Content, rules: ReadingRules) -> None:
        self._groups = {role.id: role.group for role in content.roles.values()}
        self._roles = RoleReader(content.roles.values(), rules.equals)
        self._home = frozenset(rules.facts.home)
        self.index = ToldSigns(_lines(content, rules), rules.equals, rules.context.light)

    def read(self, told_as: Told) -> tuple[Facts, Callable[[str], bool]]:
        """The facts of a text, and a test for ``@facts`` by name."""
        ages = _ages(told_as)
        told: dict[Key, None] = {}
        is_brief = sum(map(len, told_as.plain.sentences)) <= _BRIEF
        holds = self._test(ages, told, is_brief)
        whole = told_as.plain.status
        for hit in self.index.find(told_as, holds):
            status, spans = match_status(hit, whole)
            if status is Status.PRESENT:
                told[hit.match.owner] = None
                if hit.match.owner[0] == "area" and self._lives_there(hit.tokens, spans[0][0]):
                    told["home", hit.match.owner[1]] = None
        for key in self.index.stated(holds):
            told[key] = None
        role = self._roles.read(told_as.plain.sentences)
        if role is not None:
            told["role", role] = None
        return self._facts(ages, list(told)), self._test(ages, told, is_brief)

    def _lives_there(self, tokens: Sentence, place: int) -> bool:
        """Whether the area named at ``place`` is said to be the home."""
        return any(token.readings & self._home for token in tokens[max(0, place - _NEAR) : place])

    def _test(self, ages: Ages, told: dict[Key, None], is_brief: bool) -> Callable[[str], bool]:
        def role_in(group: str) -> bool:
            return any(kind == "role" and self._groups[name] == group for kind, name in told)

        def said(name: str) -> bool:
            return ("yes_no", name) in told

        tests: dict[str, Callable[[], bool]] = {
            "unborn": lambda: said("unborn"),
            "baby": lambda: ages.any_under(1),
            "non_mobile": lambda: said("non_mobile") or any(age < _NON_MOBILE_BEFORE for age in ages.years),
            "under_5": lambda: ages.any_under(5),
            "under_10": lambda: ages.any_under(10),
            "under_13": lambda: ages.any_under(13),
            "under_16": lambda: ages.any_under(16),
            "16_or_17": lambda: ages.any_16_or_17,
            "looked_after": lambda: ("open_to", "looked_after") in told,
            "open_case": lambda: any(key in told for key in (("open_to", n) for n in _OPEN_TO[:3])),
            "brief": lambda: is_brief,
            "role_school": lambda: role_in(_SCHOOL),
            "role_health": lambda: role_in(_HEALTH),
        }
        return lambda name: name in tests and tests[name]()

    @staticmethod
    def _facts(ages: Ages, told: list[Key]) -> Facts:
        def all_of(kind: str) -> tuple[str, ...]:
            return tuple(name for k, name in told if k == kind)

        def first(kind: str, order: Iterable[str] = ()) -> str | None:
            names = all_of(kind)
            return next((n for n in order if n in names), names[0] if names else None)

        def said(name: str) -> bool:
            return ("yes_no", name) in told

        # a pregnant girl is the child in question, as long as no other is told of
        pregnant = ages.parents[0] if said("unborn") and ages.parents and not ages.years else None
        age = pregnant if ages.first is None else ages.first
        known = ages.band or (None if pregnant is None else band(pregnant))
        return Facts(
            age_years=None if age is None else round(age, 3),
            age_band=known or (AgeBand.UNBORN if said("unborn") and not said("pregnant_child") else None),
            vulnerabilities=all_of("vulnerability"),
            area=first("home") or first("area"),
            role=first("role"),
            open_to=first("open_to", _OPEN_TO),
            consent=first("consent", ("refused", "agreed", "not_asked")),
            tried=first("tried", ("no_change", "helping")),
            disagreement=said("disagreement"),
            unsure=said("unsure"),
            other_children=said("other_children") or ages.children > 1,
            protective=all_of("protective"),
            danger=said("danger"),
            outside_england=said("outside_england"),
        )


def _ages(told: Told) -> Ages:
    """The ages that are told. How old a child looks counts where no age is, and never makes them 16."""
    ages = read_ages(_BEFORE_STOP.sub("", _SPACES.sub(" ", told.plain.text)))
    if ages.years or ages.parents:
        return ages
    looks = read_ages(told.text)
    return ages if looks.any_16_or_17 else looks


def _lines(content: Content, rules: ReadingRules) -> Iterable[tuple[Key, str]]:
    for kind, items in (
        ("vulnerability", content.vulnerabilities),
        ("protective", content.protective),
        ("role", content.roles),
    ):
        for item in items.values():
            for line in item.signs:
                yield (kind, item.id), line
    for area in content.partnerships.values():
        for alias in area.aliases:
            yield ("area", area.id), alias
    for kind, choices in (
        ("open_to", rules.facts.open_to),
        ("consent", rules.facts.consent),
        ("tried", rules.facts.tried),
    ):
        for name, lines in choices.items():
            for line in lines:
                yield (kind, name), line
    for name, lines in rules.facts.yes_no.items():
        for line in lines:
            yield ("yes_no", name), line
