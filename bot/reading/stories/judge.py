"""A story: the tier it speaks of decides, signs stand where they fit it, and what is missing is named.

What labelled stories taught says how likely each tier, first route and harm is; of a statement no route is
known, and no door is likelier than another. A sign above the level is asked about instead of counted, and so
is a lesser one whose harm is hardly likely; where no sign stands at the tier, meaning names one; harm that is
likely and that no sign found is added. What one sentence tells of danger now is not drowned by the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.content.load import Content
from bot.content.model import STAFF_TOPIC, Indicator, Route, Tier
from bot.reading.hearing import Heard
from bot.reading.meaning import LEVELS, Meaning, Named, level_of, plain
from bot.reading.model import Mention, Status
from bot.reading.naming import GONE, Weighed, asked_about, mention
from bot.reading.owners import Mask, Owners
from bot.reading.stories.attuned import Attuned
from bot.reading.stories.danger import DangerSense
from bot.reading.stories.likely import Likely
from bot.reading.stories.sound import odds
from bot.reading.stories.weights import Weights

# Chosen on stories that the weights had not learnt from (docs/quality.md).
RED_FLAG = 1.0  # what a red flag adds to the logarithm of the highest level's chance
SERIOUS_SIGN = 0.5  # another sign of the highest level
FITTING, FITS = 2.0, 0.5  # either where its harm is as likely as this
CAUTION = 0.6  # and what is added always: too low is the worse mistake
UNLIKELY = 0.1  # chance of its harm below which a sign of a lower level is only asked about
DOOR_UNLIKELY = 0.35  # chance of its door, or of one before it, below which a sign is only asked about
# the same where the story is about its harm, or a second red flag is
DOOR_HARDLY_LIKELY: Mapping[Route | None, float] = {
    Route.EMERGENCY: 0.05,
    Route.STRATEGY_DISCUSSION: 0.2,
}
AS_GRAVE = 0.5  # chance that protection is urgent, from which a sign of an emergency stands
SURE_ALONE = 0.9  # chance of child protection in its own sentence, from which a red flag stands
CLEAR, ASKED_FROM = (0.7, 0.6, 0.3, 0.15), 0.1  # chance from which harm is added, by level; or asked about
ALL_THE_SAME = 0.5  # chance from which harm that a sign found not to be so is so all the same
LIKELY_EMERGENCY, LIKELY_LADO = 0.5, 0.3
SURE_EMERGENCY = 0.8  # chance from which somebody is in danger now, whatever is named
CLEAR_RED_FLAG = 0.2  # chance from which a harm that only red flags are about is named by one
SURE = 0.5  # chance from which a harm is named by what may open a door
DISPUTED, NOT_DISPUTED = 0.3, 0.1  # chance of a challenge from which a decision is disputed, or is not
NOT_OPEN = 0.1  # chance that a worker has to be rung below which no plan is open
URGENT = 0.15  # chance of what comes before either, from which words that were read tell
NAMED_FROM = 0.15  # chance of its harms from which an indicator is named for the tier
LIKELIEST_FROM = 0.05  # and of the likeliest one, where none is as likely as that
_NEARLY_NONE, _NEVER = 0.02, 1e-9
_TOPIC, _NEAR = 0.7, 0.05  # in choosing the sentence that meaning names the tier by
_SERIOUS = LEVELS - 1
_ROUTES = tuple(Route)
Alone = Callable[[int], "Likely | None"]  # what is likely of the sentence around a place
_AS_FAST: Mapping[Route | None, Sequence[Route]] = {
    Route.EMERGENCY: (Route.EMERGENCY,),
    Route.STRATEGY_DISCUSSION: (Route.EMERGENCY, Route.STRATEGY_DISCUSSION),
}
_HOW_FAST = (
    Route.EMERGENCY, Route.STRATEGY_DISCUSSION, Route.FRONT_DOOR, Route.EARLY_HELP, Route.UNIVERSAL
)  # fmt: skip
_UNSAID = (Status.HYPOTHETICAL, Status.ASKED)


class StoryJudge:
    """Weighs a story. Holds no state and is safe in threads."""

    def __init__(
        self,
        content: Content,
        meaning: Meaning,
        owners: Owners,
        weights: Weights,
        attuned: Attuned | None = None,
        danger: DangerSense | None = None,
    ) -> None:
        self._indicators = content.indicators
        self._meaning = meaning
        self._owners = owners
        self._weights = weights
        self._attuned = attuned
        self._danger = danger

    def likely(self, heard: Heard, found: Sequence[Mention]) -> Likely:
        """How likely each tier, first route and harm is, by the weights and by all of the words.

        Of a statement, the tier is halfway between what either says, and harm that a sign found not to be so
        is not so, unless all of the words say it is; in a story, one sentence denies what another tells.
        """
        likely = self._weights.likely(heard, found)
        gone = set() if heard.is_story else said_otherwise(self._indicators, found)
        if self._attuned is not None:
            read = self._attuned.mended(likely, plain(heard.words))
            if heard.is_story:
                return read
            halfway = np.sqrt(likely.tiers * read.tiers)
            likely = read._replace(tiers=halfway / halfway.sum())
            gone = {key for key in gone if likely.harms.get(key, 0.0) < ALL_THE_SAME}
        return likely._replace(harms={key: 0.0 if key in gone else one for key, one in likely.harms.items()})

    def _topics_of(self, one: Mention) -> tuple[str, ...]:
        return self._indicators[one.indicator].topics

    def weigh(self, heard: Heard, found: tuple[Mention, ...]) -> Weighed:
        """``found`` as it stands in this story, and what is added."""
        return self.weigh_as(self.likely(heard, found), heard, found)

    def weigh_as(self, likely: Likely, heard: Heard, found: tuple[Mention, ...]) -> Weighed:
        """The same where it is known how ``likely`` each tier, first route and harm is."""
        tier = self.tier(likely, found)
        alone = self._each_alone(heard, found)
        kept = [self._beside(tier, likely, one, found, alone) for one in found]
        kept += self._named(tier, likely, heard, kept)
        added = self._harms(tier, likely, heard, kept)
        is_danger = _route(likely, Route.EMERGENCY) >= SURE_EMERGENCY or self._is_told_in_one(heard, likely)
        return Weighed((*kept, *added), self._is_disputed(likely), self._may_be_open(likely), is_danger)

    def _is_told_in_one(self, heard: Heard, whole: Likely) -> bool:
        """Whether one sentence tells of danger now, however calm all others are."""
        odds_of_all = 0.0 if whole.routes is None else float(odds(_route(whole, Route.EMERGENCY)))
        return self._danger is not None and self._danger.hears_in_one(heard, odds_of_all)

    def _is_disputed(self, likely: Likely) -> bool | None:
        """Whether a decision is disputed; None where words that were read have to tell."""
        chance = _route(likely, Route.ESCALATION)
        if chance >= DISPUTED:
            return True
        return None if chance >= NOT_DISPUTED or self._is_urgent(likely) else False

    def _may_be_open(self, likely: Likely) -> bool:
        return _route(likely, Route.ALLOCATED_WORKER) >= NOT_OPEN or self._is_urgent(likely)

    def _is_urgent(self, likely: Likely) -> bool:
        """Whether something comes before a challenge and before the child's worker; or it is not known."""
        return self._door(likely, Route.STRATEGY_DISCUSSION) >= URGENT

    def tier(self, likely: Likely, found: Sequence[Mention]) -> Tier:
        """The likeliest level; child in need and child protection are one level until it is chosen."""
        need, protection = (likely.tiers[one.rank] for one in (Tier.CHILD_IN_NEED, Tier.CHILD_PROTECTION))
        lines = np.log(np.maximum([*likely.tiers[:_SERIOUS], need + protection], _NEVER))
        signs = [self._indicators[one.indicator] for one in found if one.status is Status.PRESENT]
        serious = [self._pull(likely, one) for one in signs if level_of(one.tier) == _SERIOUS]
        caution = 0.0 if likely.routes is None else CAUTION  # a statement has no other lines to hide in
        lines[_SERIOUS] += caution + max(serious, default=0.0)
        level = int(lines.argmax())
        return tuple(Tier)[level + (level == _SERIOUS and protection > need)]

    @staticmethod
    def _pull(likely: Likely, sign: Indicator) -> float:
        """What a sign of the highest level adds to its chance: more where the story is about its harm."""
        return (RED_FLAG if sign.red_flag else SERIOUS_SIGN) + FITTING * _fits(likely, sign)

    def _beside(
        self, tier: Tier, likely: Likely, one: Mention, found: Sequence[Mention], alone: Alone
    ) -> Mention:
        """A sign as it stands beside all that were ``found``. Who works with children is for the LADO,
        however calmly it is told."""
        indicator = self._indicators[one.indicator]
        if one.status is not Status.PRESENT or indicator.topic == STAFF_TOPIC:
            return one
        level = level_of(indicator.tier)
        chance = max((likely.harms.get(topic, 1.0) for topic in indicator.topics), default=1.0)
        unlikely = level < _SERIOUS and chance < UNLIKELY
        is_about_it = _fits(likely, indicator) or self._is_borne_out(indicator, found)
        too_high = level > level_of(tier) or self._is_too_fast(likely, indicator, is_about_it)
        is_less = tier is Tier.CHILD_IN_NEED and indicator.tier.rank > tier.rank and not indicator.red_flag
        stands = not (unlikely or too_high or is_less) or self._is_grave_alone(one, alone)
        return one if stands else asked_about(one)

    def _is_borne_out(self, sign: Indicator, found: Sequence[Mention]) -> bool:
        """Whether a second red flag is about the same harm as this one."""
        others = (self._indicators[one.indicator] for one in found if one.status is Status.PRESENT)
        return sign.red_flag and any(
            other.red_flag and other.id != sign.id and not set(other.topics).isdisjoint(sign.topics)
            for other in others
        )

    def _is_too_fast(self, likely: Likely, sign: Indicator, is_about_it: bool) -> bool:
        """Whether its door is hardly likely; less is asked where the story ``is_about_it``. A sign of an
        emergency stands in a story that is as grave."""
        least = DOOR_UNLIKELY
        if is_about_it:
            is_as_grave = self._door(likely, Route.STRATEGY_DISCUSSION) >= AS_GRAVE
            least = DOOR_HARDLY_LIKELY.get(sign.first_door, 0.0)
            if sign.first_door is Route.EMERGENCY and is_as_grave:
                return False
        return self._door(likely, sign.first_door) < least

    def _is_grave_alone(self, one: Mention, alone: Alone) -> bool:
        """Whether a red flag stands in a story because its own sentence, read alone, is surely grave: no
        number of calm sentences around it talks it down."""
        sign = self._indicators[one.indicator]
        likely = alone(one.start) if sign.red_flag else None
        if likely is None:
            return False
        protection = float(likely.tiers[Tier.CHILD_PROTECTION.rank])
        return protection >= SURE_ALONE and self._door(likely, sign.first_door) >= AS_GRAVE

    def _each_alone(self, heard: Heard, found: Sequence[Mention]) -> Alone:
        """Reads the sentence of a story around a place alone, once; None where none tells anything there."""
        read: dict[int, Likely] = {}

        def alone(place: int) -> Likely | None:
            sentence = heard.sentence_at(place) if heard.is_story else None
            if sentence is None:
                return None
            part = sentence.whole[0]
            if part.start not in read:
                inside = [one for one in found if part.start <= one.start < part.end]
                read[part.start] = self.likely(sentence, inside)
            return read[part.start]

        return alone

    @staticmethod
    def _door(likely: Likely, door: Route | None) -> float:
        """The chance that a child is to be protected at least as fast as through this door, whoever else is
        to be told first: a plan may be open, a decision disputed and somebody at work concerned as well."""
        doors = _AS_FAST.get(door) if likely.routes is not None else None
        if not doors:
            return 1.0
        how_fast = sum(_route(likely, one) for one in _HOW_FAST)
        return sum(_route(likely, one) for one in doors) / max(how_fast, _NEVER)

    def _named(self, tier: Tier, likely: Likely, heard: Heard, kept: Sequence[Mention]) -> list[Mention]:
        """The tier named by the sentence that says it most clearly, where no sign stands at it. One that
        denies something names nothing beside one that tells what is so."""
        stands = max(
            (self._indicators[one.indicator].tier.rank for one in kept if one.status is Status.PRESENT),
            default=0,
        )
        if stands >= tier.rank:
            return []
        allowed = self._allowed(tier, likely)
        told = [one for one in heard.alone if one[0].status is Status.PRESENT]
        named = [
            (self._clearness(tier, likely, guess.chances, one), part, one)
            for part, guess in told or heard.alone
            if part.status not in _UNSAID and (one := self._meaning.name(guess, allowed)) is not None
        ]
        if not named:
            return []
        _, part, best = max(named, key=lambda one: one[0])
        chance = float(likely.tiers[tier.rank])
        return [mention(best.owner, replace(part, status=Status.PRESENT), chance)]

    def _clearness(self, tier: Tier, likely: Likely, chances: tuple[float, ...], named: Named) -> float:
        topics = self._indicators[named.owner].topics
        about = max((likely.harms.get(topic, _NEARLY_NONE) for topic in topics), default=_NEARLY_NONE)
        return (
            float(np.log(chances[level_of(tier)]))
            + _TOPIC * float(np.log(about + _NEARLY_NONE))
            + float(np.log(max(named.nearness, 0.0) + _NEAR))
        )

    def _allowed(self, tier: Tier, likely: Likely) -> Mask:
        """Owners of the tier that raise no unlikely harm. At the highest level, where every harm is unlikely,
        those that raise the likeliest; where there are none, those that leave it to the front door to find
        out."""
        tiers = (tier, Tier.CHILD_IN_NEED) if tier is Tier.CHILD_PROTECTION else (tier,)
        each = [self._of_tier(one, likely) for one in tiers]
        unlikely = [harm for harm, chance in likely.harms.items() if chance < NAMED_FROM]
        likeliest = max(likely.harms.items(), key=lambda one: one[1], default=("", 0.0))
        if level_of(tier) == _SERIOUS and LIKELIEST_FROM <= likeliest[1] < NAMED_FROM:
            about = [one & self._owners.raising(likeliest[0]) for one in each]
        else:
            raised = np.any([self._owners.raising(harm) for harm in unlikely], axis=0)
            about = [one & ~raised for one in each]
        return next((allowed for allowed in about if allowed.any()), each[-1])

    def _of_tier(self, tier: Tier, likely: Likely) -> Mask:
        """Indicators of a tier, with the door that is likely."""
        owners = self._owners
        allowed = owners.of_tier(tier.rank) & owners.indicator & ~owners.staff
        if tier is Tier.CHILD_PROTECTION:
            is_emergency = _route(likely, Route.EMERGENCY) >= LIKELY_EMERGENCY
            emergency = owners.of_door(Route.EMERGENCY)
            return allowed & (emergency if is_emergency else ~emergency)
        # what happened once, such as a child removed, has to be told: it follows from no story's sound
        allowed = allowed & ~owners.event
        return allowed & (~owners.red_flag if tier is Tier.CHILD_IN_NEED else owners.plain)

    def _about(self, harm: str, chance: float, tier: Tier, likely: Likely) -> Iterable[Mask]:
        """What may name a harm: an indicator that opens no door of its own, as what to do first follows from
        signs and from the tier, and the gravest of these, as nothing grave is told by its mildest sign; of a
        harm that has none, whatever the tier allows, and at the highest level whatever opens no faster door
        than is likely. Where the harm is sure and only red flags are about it, one of them is taken, whatever
        the door, as long as it is no emergency. A door that is likely may be opened for who works with
        children; that it is a low-level concern is said of no child who may be harmed."""
        owners = self._owners
        about, up_to = owners.of_topic(harm), owners.up_to_tier(tier.rank)
        if harm == STAFF_TOPIC:
            if _route(likely, Route.LADO) >= LIKELY_LADO:
                yield about & up_to & ~owners.plain
            if chance >= SURE and level_of(tier) < _SERIOUS:
                yield about & owners.plain
            return
        for level in range(level_of(tier), -1, -1):
            yield about & owners.plain & owners.of_levels((level,))
        if chance >= SURE:
            yield about & up_to & self._of_tier(tier, likely)
        if level_of(tier) == _SERIOUS and chance >= CLEAR_RED_FLAG:
            yield about & ~owners.event & self._no_faster(likely)
        if chance >= SURE:
            yield about & up_to & ~owners.red_flag
        if chance >= SURE and level_of(tier) == _SERIOUS:
            yield about & ~owners.event & ~owners.of_door(Route.EMERGENCY)

    def _any(self, harm: str, tier: Tier) -> Mask:
        """Whatever is about a harm; a low-level concern only where no child may be harmed."""
        about, owners = self._owners.of_topic(harm), self._owners
        return about & ~owners.plain if harm == STAFF_TOPIC and level_of(tier) == _SERIOUS else about

    def _no_faster(self, likely: Likely) -> Mask:
        """Those that open no faster door than is likely, at the highest level."""
        likeliest = {Route.EMERGENCY: LIKELY_EMERGENCY, Route.STRATEGY_DISCUSSION: DOOR_UNLIKELY}
        known = likely.routes is not None
        doors = [door for door, least in likeliest.items() if known and self._door(likely, door) >= least]
        found = [self._owners.of_door(door) for door in (None, Route.FRONT_DOOR, *doors)]
        return np.asarray(np.any(found, axis=0))

    def _harms(self, tier: Tier, likely: Likely, heard: Heard, kept: Sequence[Mention]) -> Iterable[Mention]:
        """Likely harm that nothing kept is about, named at the level of the story or below; in a statement
        only what is clear. What is sure and has no name there is asked about."""
        asked = {topic for one in kept for topic in self._topics_of(one)}
        counted = {t for one in kept if one.status is Status.PRESENT for t in self._topics_of(one)}
        told = [(part, guess) for part, guess in heard.parts if part.status is Status.PRESENT]
        level = level_of(tier)
        least = ASKED_FROM if heard.is_story else CLEAR[level]
        for harm, chance in likely.harms.items() if told else ():
            is_clear = chance >= CLEAR[level]
            if harm in (counted if is_clear else asked) or chance < least:
                continue
            part, guess = max(told, key=lambda one: one[1].topics[harm])
            allowed = self._about(harm, chance, tier, likely)
            named = next((one for mask in allowed if (one := self._meaning.name(guess, mask))), None)
            if named is None and chance >= SURE and harm not in asked:
                named, is_clear = self._meaning.name(guess, self._any(harm, tier)), False
            if named is not None:
                topics = self._indicators[named.owner].topics
                asked.update(topics)
                counted.update(topics if is_clear else ())
                status = Status.PRESENT if is_clear else Status.HYPOTHETICAL
                yield mention(named.owner, replace(part, status=status), chance)


def said_otherwise(indicators: Mapping[str, Indicator], found: Sequence[Mention]) -> set[str]:
    """Topics of signs that are denied, past or somebody else's, and of none that is present."""
    so = {t for one in found if one.status is Status.PRESENT for t in indicators[one.indicator].topics}
    return {t for one in found if one.status in GONE for t in indicators[one.indicator].topics} - so


def _route(likely: Likely, route: Route) -> float:
    """The chance of a first route; none where no route is known."""
    return 0.0 if likely.routes is None else float(likely.routes[_ROUTES.index(route)])


def _fits(likely: Likely, sign: Indicator) -> bool:
    """Whether the story is about the harm of a sign."""
    return any(likely.harms.get(topic, 0.0) >= FITS for topic in sign.topics)
