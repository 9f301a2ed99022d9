"""How right the sign lines of the content are, on the content's own examples.

    python -m bench.signs [--indicator ID] [--missed] [--show] [--worst N]

Every example says which indicator it belongs to. A line is right where it fires on an example of its own
indicator or of one that is as serious; a lesser one also where the topic is the same. It is wrong on lower
levels and on everyday life. A fifth of the examples, chosen by a hash of the words, is never looked at while
writing signs: it counts in the totals only.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.scoring import held_back, share
from bot.content.load import Content, load
from bot.content.model import Indicator, Tier
from bot.reading import Reader

KINDS = ("own", "level", "topic", "lower", "everyday")
RIGHT = ("own", "level", "topic")
ENOUGH = 0.9


@dataclass(frozen=True)
class Example:
    """A phrasing of an indicator (None: of a strength), and the lines that fire on it."""

    owner: Indicator | None
    text: str
    fired: frozenset[tuple[str, str]]

    @property
    def everyday(self) -> bool:
        """Whether this is everyday life or a strength."""
        return self.owner is None or self.owner.tier is Tier.UNIVERSAL

    @property
    def red_flag(self) -> bool:
        """Whether this belongs to a red flag."""
        return self.owner is not None and self.owner.red_flag


@dataclass
class Line:
    """A sign line, how often it fired on each kind of example, and where it was wrong."""

    indicator: Indicator
    line: str
    fired: Counter[str] = field(default_factory=Counter)
    wrong: list[Example] = field(default_factory=list)

    @property
    def right_share(self) -> float:
        """The share of right ones among all texts it fired on; 1 for none."""
        return right_share(self.fired)


def right_share(fired: Counter[str]) -> float:
    """The share of RIGHT kinds; 1 for none."""
    return sum(fired[kind] for kind in RIGHT) / sum(fired.values()) if fired else 1.0


def read_examples(content: Content, every: int = 1) -> list[Example]:
    """Every example of the content, or one in so many, with the lines that find their sign present in it."""
    reader = Reader(content)
    return [
        Example(owner, text, frozenset(reader.present_lines(text)))
        for owner, texts in _texts(content)
        for text in texts[::every]
    ]


def _texts(content: Content) -> Iterable[tuple[Indicator | None, tuple[str, ...]]]:
    for indicator in content.indicators.values():
        yield indicator, content.examples(indicator)
    for strength in content.protective.values():
        yield None, content.examples(strength)


def kind(indicator: Indicator, example: Example) -> str:
    """What an example is to a line of ``indicator``: one of KINDS."""
    theirs = example.owner
    if theirs is indicator:
        return "own"
    if theirs is None or example.everyday:
        return "everyday" if indicator.tier is not Tier.UNIVERSAL else "level"
    if theirs.red_flag or theirs.tier.rank >= indicator.tier.rank:
        return "level"
    if not indicator.red_flag and set(theirs.topics) & set(indicator.topics):
        return "topic"
    return "lower"


def lines_of(content: Content, examples: Iterable[Example]) -> list[Line]:
    """Every line of the content, with what it did on ``examples``."""
    lines = {(i.id, line): Line(i, line) for i in content.indicators.values() for line in i.signs}
    for example in examples:
        for key in example.fired:
            line = lines[key]
            what = kind(line.indicator, example)
            line.fired[what] += 1
            if what not in RIGHT:
                line.wrong.append(example)
    return list(lines.values())


def flagged(content: Content, example: Example) -> bool:
    """Whether a line of any red flag fires."""
    return any(content.indicators[owner].red_flag for owner, _ in example.fired)


def report_totals(content: Content, examples: list[Example]) -> None:
    """How red flags do as a whole, then how often each level of worry is read into everyday life."""
    hits = [(example, flagged(content, example)) for example in examples]
    print("  red flags caught by a sign of a red flag ", share(hit for e, hit in hits if e.red_flag))
    print("  precision of red flags                   ", share(e.red_flag for e, hit in hits if hit))
    print("  everyday examples with a red flag        ", share(hit for e, hit in hits if e.everyday))
    for tier in list(Tier)[1:]:
        name = f"{tier.value}, others with a red flag"
        print(f"  {name:41}", share(h for e, h in hits if _of(e, tier)))
    worries = {i.id for i in content.indicators.values() if i.tier is not Tier.UNIVERSAL}
    print(
        "  everyday examples with any worry         ",
        share(any(owner in worries for owner, _ in e.fired) for e in examples if e.everyday),
    )


def _of(example: Example, tier: Tier) -> bool:
    return example.owner is not None and example.owner.tier is tier and not example.red_flag


def report_indicators(content: Content, examples: list[Example], lines: list[Line]) -> None:
    """For each indicator that is not everyday life: texts fired on, how right, own examples found."""
    found: dict[str, list[bool]] = defaultdict(list)
    fired: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        owners = {owner for owner, _ in example.fired}
        if example.owner is not None:
            found[example.owner.id].append(example.owner.id in owners)
        for owner in owners:
            fired[owner][kind(content.indicators[owner], example)] += 1
    print(f"\n  {'indicator':48} right   own found  " + " ".join(f"{k:>8}" for k in KINDS))
    for name in sorted({line.indicator.id for line in lines}, key=lambda n: right_share(fired[n])):
        counts = " ".join(f"{fired[name][k]:8}" for k in KINDS)
        own = f"{sum(found[name])}/{len(found[name])}"
        print(f"  {name:48} {right_share(fired[name]):.2f}  {own:>9}   {counts}")


def report_worst(lines: Iterable[Line], most: int, show: bool) -> None:
    """The lines that are too often wrong: red flags first, then those that are wrong most often."""
    worst = [line for line in lines if line.wrong and line.right_share < ENOUGH]
    worst.sort(key=lambda n: (-n.indicator.red_flag, -n.indicator.tier.rank, -len(n.wrong), n.right_share))
    print(f"\n{len(worst)} lines are right less than {ENOUGH:.0%} of the time")
    for line in worst[:most]:
        counts = ", ".join(f"{line.fired[k]} {k}" for k in KINDS if line.fired[k])
        print(f"  {line.indicator.id}: {line.right_share:.2f} ({counts})\n    {line.line}")
        if show:
            for example in line.wrong:
                print(f"      {example.owner.id if example.owner else 'strength'}: {example.text}")


def report_missed(content: Content, examples: Iterable[Example], only: str | None) -> None:
    """Examples of red flags on which no line of any red flag fires."""
    for example in examples:
        if example.owner is None or (only and example.owner.id != only):
            continue
        if example.red_flag and not flagged(content, example):
            print(f"  missed {example.owner.id}: {example.text}")


def main() -> None:
    """Read every example, print totals of both parts, and the worst lines of the part to develop on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--indicator", help="only the lines of this indicator")
    parser.add_argument("--missed", action="store_true", help="red flags that none catches")
    parser.add_argument("--show", action="store_true", help="the examples on which a line is wrong")
    parser.add_argument("--worst", type=int, default=40, help="how many of the worst lines")
    options = parser.parse_args()
    content = load()
    examples = read_examples(content)
    parts = {held: [e for e in examples if held_back(e.text) is held] for held in (False, True)}
    for title, held in (("four fifths", False), ("untouched fifth", True)):
        print(f"examples, {title} ({len(parts[held])})")
        report_totals(content, parts[held])
    lines = [
        line
        for line in lines_of(content, parts[False])
        if line.indicator.tier is not Tier.UNIVERSAL and options.indicator in (None, line.indicator.id)
    ]
    report_indicators(content, parts[False], lines)
    report_worst(lines, options.worst, options.show)
    if options.missed:
        report_missed(content, parts[False], options.indicator)


if __name__ == "__main__":
    main()
