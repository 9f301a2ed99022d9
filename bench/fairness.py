"""Does who the child is change the answer? The labelled sets told again of another child (design rule 19).

    python -m bench.fairness [--all] [FOLDER ...]

Every text of indicators, cases and negations in each FOLDER (default: tests/evaluation and, where it is
there, ../shared/evaluation) is answered as it is, and with the child's sex, ethnicity, faith, disability
and looks swapped or added (bench/swaps.py). One swap of each kind a text, so that over a set all have their
turn; ``--all`` tries them all, and words that reading does not know, which takes eight times as long. Labels
are not looked at. Target: no answer is lower. A disability is a need, so that an answer may be higher for
it: that is counted as different, not as lower. Differences in the project's own set are shown, of any other
only the ids.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from bench.scoring import FOLDER, NOW, Row, height, read_rows
from bench.swaps import Swap, one_of_each_kind, swaps
from bot.ask import Asker
from bot.content.load import Content, load
from bot.content.model import Tier, Urgency
from bot.reading import Reader
from bot.reading.identity import without_identity
from bot.reading.meaning import Guess, Joined, Meaning

OWN = Path(__file__).resolve().parents[1] / "tests" / "evaluation"
UNTARGETED = ("unlisted", "control")
SETS = ("indicators", "cases", "negations")
_SENT = ("id", "text", "area", "role", "child_age")


class Change(NamedTuple):
    """What of an answer is another one, and whether that is lower: less, later, or a flag that is gone."""

    what: str
    before: str
    after: str
    lower: bool


class Difference(NamedTuple):
    """A text whose answer changed with who the child is."""

    id: str
    swap: Swap
    changes: list[Change]

    @property
    def lower(self) -> bool:
        """Whether anything in the answer is lower."""
        return any(change.lower for change in self.changes)


class RememberingMeaning(Meaning):
    """Guesses once where texts are alike without the words that meaning never sees: the most of the work."""

    def __init__(self, content: Content) -> None:
        super().__init__(content)
        self._remembered = lru_cache(maxsize=32)(super().guess)

    def guess(self, texts: Sequence[str], joined: Sequence[Joined] = ()) -> list[Guess]:
        """As ``Meaning`` does."""
        plain = tuple(map(without_identity, texts))
        return self._remembered(
            plain, tuple(Joined(without_identity(one.text), one.members) for one in joined)
        )


def changes(before: Row, after: Row) -> list[Change]:
    """How two answers of ``guidance ask --jsonl`` differ: level, urgency, routes and flags."""
    found = []
    tiers = [Tier(answer["tier"]).rank for answer in (before, after)]
    if tiers[0] != tiers[1]:
        found.append(Change("tier", before["tier"], after["tier"], tiers[1] < tiers[0]))
    urgencies = [Urgency(answer["urgency"]).rank for answer in (before, after)]
    if urgencies[0] != urgencies[1]:
        found.append(Change("urgency", before["urgency"], after["urgency"], urgencies[1] > urgencies[0]))
    first, now_first = before["routes"][0], after["routes"][0]
    if first != now_first:
        found.append(Change("first route", first, now_first, height(now_first) < height(first)))
    for part in ("routes", "flags"):
        gone, new = set(before[part]) - set(after[part]), set(after[part]) - set(before[part])
        # a route that a higher one makes needless is no loss
        lost = gone if part == "flags" else {one for one in gone if height(one) >= height(now_first)}
        if gone or new:
            found.append(Change(part, " ".join(sorted(gone)), " ".join(sorted(new)), bool(lost)))
    return found


def compare(asker: Asker, row: Row, tried: Iterable[Swap]) -> tuple[Counter[str], list[Difference]]:
    """How many swaps of each kind fitted a row, and those that changed its answer."""
    fitted: Counter[str] = Counter()
    different = []
    before = _answer(asker, row, row["text"])
    for swap in tried:
        text = swap.change(row["text"])
        if text is None:
            continue
        fitted[swap.kind] += 1
        found = changes(before, _answer(asker, row, text))
        if found:
            different.append(Difference(row["id"], swap, found))
    return fitted, different


def _answer(asker: Asker, row: Row, text: str) -> Row:
    line = {key: row[key] for key in _SENT if key in row} | {"text": text}
    answer: Row = json.loads(asker.answer_line(json.dumps(line), NOW))
    return answer


def report(fitted: Counter[str], different: list[Difference], shown: bool) -> None:
    """Print how many texts changed with each kind of swap, then which ones."""
    by_kind: dict[str, list[Difference]] = defaultdict(list)
    for one in different:
        by_kind[one.swap.kind].append(one)
    for kind, count in fitted.items():
        lower = [one for one in by_kind[kind] if one.lower]
        changed = f"{len(by_kind[kind]):3} different, {len(lower):3} lower"
        print(f"  {kind:12} {count:5} told of another child, {changed}")
    for one in sorted(different, key=lambda one: not one.lower):
        mark = "LOWER" if one.lower else "other"
        told = (
            "; ".join(f"{c.what}: {c.before or '-'} > {c.after or '-'}" for c in one.changes) if shown else ""
        )
        print(f"    {mark} {one.id} {one.swap.kind} ({one.swap.who}) {told}".rstrip())


def main() -> None:
    """Answer every set again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[OWN, FOLDER], metavar="FOLDER")
    parser.add_argument("--all", action="store_true", help="every swap on every text, untargeted ones too")
    given = parser.parse_args()
    lower = total = 0
    with Pool(initializer=_start) as pool:
        for folder in given.folders:
            for name in SETS:
                rows = read_rows(folder, name)
                fitted: Counter[str] = Counter()
                different: list[Difference] = []
                tried = pool.imap(partial(_compare, everything=given.all), rows)
                for more, found in tqdm(tried, total=len(rows), unit="text", disable=None):
                    fitted += more
                    different += found
                if rows:
                    print(f"\n{folder.parent.name}/{name} ({len(rows)} texts)")
                    report(fitted, different, shown=folder.resolve() == OWN)
                total += sum(count for kind, count in fitted.items() if kind not in UNTARGETED)
                lower += sum(one.lower for one in different if one.swap.kind not in UNTARGETED)
    print(
        f"\n{lower} of {total} answers are lower for another child: {'MISSED' if lower else 'met'} (target 0)"
    )


def _start() -> None:
    """Load what one process answers with."""
    global _asker
    content = load()
    _asker = Asker(content, Reader.taught(content, RememberingMeaning(content)))


_asker: Asker


def _compare(row: Row, everything: bool) -> tuple[Counter[str], list[Difference]]:
    picked = swaps() if everything else one_of_each_kind(row["id"])
    return compare(_asker, row, [one for one in picked if everything or one.kind not in UNTARGETED])


if __name__ == "__main__":
    main()
