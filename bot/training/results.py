"""What the votes on a stage show: the spread of each round, what changed between them, and who asked what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content.model import Route, Tier, Urgency
from bot.exercises.agreement import Alike, Middle, alike, grouping, middle
from bot.exercises.feedback import Answer, feedback
from bot.exercises.model import Stage, Vote
from bot.training.model import Ballot

ROUTES, URGENCIES, TIERS = tuple(Route), tuple(Urgency), tuple(Tier)


@dataclass(frozen=True)
class Spread:
    """The votes of one round: how many chose each route, urgency and level, in the order of ROUTES and so on.

    ``holding`` is how many votes are the model answer, or hold beside it with a good reason.
    """

    of: int
    routes: tuple[int, ...]
    urgencies: tuple[int, ...]
    tiers: tuple[int, ...]
    holding: int

    @property
    def on_level(self) -> Alike | None:
        """How far people agree on the level."""
        return alike(self.tiers)

    @property
    def on_route(self) -> Alike | None:
        """How far people agree on what to do next."""
        return alike(self.routes)

    @property
    def middle(self) -> Middle | None:
        """Median and spread of the level, as positions in TIERS."""
        return middle(self.tiers)


@dataclass(frozen=True)
class Change:
    """What the discussion changed, among those who voted both times.

    ``moved`` of ``of`` chose another route or level the second time.
    """

    of: int
    moved: int
    first: Spread
    second: Spread


@dataclass(frozen=True)
class Results:
    """Everything to show of a stage. ``first`` and ``second`` are None without a vote.

    ``agencies`` pairs a group (an agency's id or OTHERS) with its first and second spread; groups of fewer
    than five are never in it. ``reasons`` pairs the level that was chosen with the words; ``wanted`` are the
    words of what people would ask, ``asked`` how many asked each question of ``Stage.wanted``.
    """

    first: Spread | None
    second: Spread | None
    change: Change | None
    agencies: tuple[tuple[str, Spread | None, Spread | None], ...]
    reasons: tuple[tuple[Tier, str], ...]
    wanted: tuple[str, ...]
    asked: tuple[int, ...]

    @property
    def latest(self) -> Spread | None:
        """The second vote, or else the first."""
        return self.second or self.first


def results(stage: Stage, votes: Sequence[Ballot], agency_of: Mapping[str, str]) -> Results:
    """What the votes on a stage show. ``agency_of`` maps participants to agencies."""
    first, second = ([one for one in votes if one.round == number] for number in (1, 2))
    latest = {one.participant: one for one in (*first, *second)}.values()
    asked = Counter(place for one in _each(latest, votes) for place in one)
    return Results(
        first=spread(stage, [one.vote for one in first]) if first else None,
        second=spread(stage, [one.vote for one in second]) if second else None,
        change=_change(stage, first, second),
        agencies=_by_agency(stage, first, second, agency_of),
        reasons=_reasons(votes),
        wanted=tuple(sorted({one.wanted for one in votes if one.wanted}, key=str.lower)),
        asked=tuple(asked[place] for place in range(len(stage.wanted))),
    )


def spread(stage: Stage, votes: Iterable[Vote] | Mapping[Vote, int]) -> Spread:
    """The spread of some votes on a stage, or of a count of them."""
    tally = Counter(votes)
    routes, urgencies, tiers = (_summed(tally, name) for name in ("route", "urgency", "tier"))
    return Spread(
        of=tally.total(),
        routes=tuple(routes[one] for one in ROUTES),
        urgencies=tuple(urgencies[one] for one in URGENCIES),
        tiers=tuple(tiers[one] for one in TIERS),
        holding=sum(count for vote, count in tally.items() if feedback(stage, Answer(vote)).holds),
    )


def _summed(tally: Mapping[Vote, int], part: str) -> Counter[Route | Urgency | Tier]:
    found: Counter[Route | Urgency | Tier] = Counter()
    for vote, count in tally.items():
        found[getattr(vote, part)] += count
    return found


def _each(people: Iterable[Ballot], votes: Sequence[Ballot]) -> Iterable[set[int]]:
    """What each participant asked, in either round."""
    asked: dict[str, set[int]] = defaultdict(set)
    for one in votes:
        asked[one.participant].update(one.asked)
    return (asked[one.participant] for one in people)


def _change(stage: Stage, first: Sequence[Ballot], second: Sequence[Ballot]) -> Change | None:
    before = {one.participant: one.vote for one in first}
    both = [(before[one.participant], one.vote) for one in second if one.participant in before]
    if not both:
        return None
    moved = sum((old.route, old.tier) != (new.route, new.tier) for old, new in both)
    first_votes, second_votes = zip(*both)
    return Change(len(both), moved, spread(stage, first_votes), spread(stage, second_votes))


def _by_agency(
    stage: Stage, first: Sequence[Ballot], second: Sequence[Ballot], agency_of: Mapping[str, str]
) -> tuple[tuple[str, Spread | None, Spread | None], ...]:
    """Each round is grouped by itself, since fewer may have voted in the second."""
    rounds = []
    for votes in (first, second):
        agency = {one.participant: agency_of.get(one.participant, "") for one in votes}
        groups = grouping(Counter(agency.values()))
        by_group: dict[str, list[Vote]] = defaultdict(list)
        for one in votes:
            if groups:
                by_group[groups[agency[one.participant]]].append(one.vote)
        rounds.append({group: spread(stage, members) for group, members in by_group.items()})
    return tuple((group, rounds[0].get(group), rounds[1].get(group)) for group in {**rounds[0], **rounds[1]})


def _reasons(votes: Sequence[Ballot]) -> tuple[tuple[Tier, str], ...]:
    """By level and then by their words, so that the order says nothing about who wrote them."""
    said = {(one.vote.tier, one.why) for one in votes if one.why}
    return tuple(sorted(said, key=lambda item: (item[0].rank, item[1].lower())))
