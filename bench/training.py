"""``make bench``: a training session with two hundred participants who answer within ten seconds.

Everybody's phone asks for news all the while, as the page does. Every vote is checked in the charts.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections import Counter
from html import unescape
from pathlib import Path

import httpx

from bench.processes import BenchFailed, free_port, running
from bench.room import LOGIN, WITHIN, Facilitator, Measured, Phone, expect
from bot.accounts.model import Role
from bot.accounts.passwords import generate, hash_of
from bot.content.load import load
from bot.exercises.load import load_exercises
from bot.store import accounts, connect, upgrade
from bot.training.words import labels

PEOPLE = 200
TARGET = 1.0  # seconds, 95 of 100 answers
_STAGES = 2


def main() -> None:
    """Measure, and print the table. Exit code 1 if a vote was lost or 95 of 100 answers took too long."""
    with tempfile.TemporaryDirectory(prefix="guidance-bench-") as scratch:
        database = f"sqlite:///{Path(scratch) / 'bench.db'}"
        password = generate(LOGIN)
        engine = connect(database)
        upgrade(engine)
        accounts.create(engine, LOGIN, [Role.FACILITATOR], hash_of(password))
        engine.dispose()
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", str(port)]
        root = str(Path(__file__).parents[1])
        environment = {"DATABASE_URL": database, "PYTHONPATH": root}
        try:
            with running([command], Path(scratch), url, _answers, environment):
                measured = asyncio.run(_session(url, password))
        except BenchFailed as error:
            sys.exit(str(error))
    sys.exit(_print(measured))


async def _session(url: str, password: str) -> Measured:
    measured, end = Measured(), asyncio.Event()
    facilitator = Facilitator(url, password)
    exercise = next(one.id for one in load_exercises().values() if one.warning is None)
    code = await facilitator.begin(exercise)
    phones = [Phone(url, number, measured) for number in range(PEOPLE)]
    await asyncio.gather(*(phone.join(code) for phone in phones))
    followers = [asyncio.create_task(phone.follow(end)) for phone in phones]
    page = await facilitator.move()
    names = dict(labels(load(), "bolton").tiers)
    for stage in range(_STAGES):
        for round_ in (1, 2):
            await _until(phones, 'name="place"')
            chosen = Counter(await asyncio.gather(*(phone.vote() for phone in phones)))
            page = await facilitator.move()
            if round_ == 1:
                _check(page, names, chosen, 0)
                await _until(phones, "chose the same level")
                _check(phones[0].page, names, chosen, 0)
                await facilitator.move()
                page = await facilitator.move()
            else:
                _check(page, names, chosen, 1)
        print(f"stage {stage + 1}: every vote is in the charts, twice", file=sys.stderr)
        page = await facilitator.move()
    end.set()
    await asyncio.gather(*followers)
    await asyncio.gather(*(one.browser.close() for one in (facilitator, *phones)))
    return measured


async def _until(phones: list[Phone], words: str) -> None:
    """Wait until every phone shows this."""
    end = time.monotonic() + 60
    while not all(words in phone.page for phone in phones):
        expect(time.monotonic() < end, f"not every phone shows {words}")
        await asyncio.sleep(0.1)


def _check(page: str, names: dict[str, str], chosen: Counter[str], column: int) -> None:
    """Every level in the chart has as many votes as were sent."""
    for level, name in names.items():
        row = re.search(f'<th scope="row">{re.escape(name)}.*?</tr>', unescape(page), re.DOTALL)
        counts = re.findall(r'class="count">(?:<span.*?</span>)?(\d+)', row[0]) if row else []
        expect(counts[column : column + 1] == [str(chosen[level])], f"the chart is wrong for {level}")


def _answers(client: httpx.Client) -> bool:
    return client.get("/health").status_code == 200


def _print(measured: Measured) -> int:
    print(f"\ntraining session, {PEOPLE} people voting within {WITHIN:.0f} s: answers in ms")
    print(f"{'':<16}{'count':>8}{'p50':>8}{'p95':>8}{'most':>8}")
    for what, seconds in measured.seconds.items():
        ordered = sorted(seconds)
        shown = (_part(ordered, 50), _part(ordered, 95), ordered[-1])
        print(f"{what:<16}{len(ordered):>8}" + "".join(f"{1000 * one:>8.0f}" for one in shown))
    slow = [
        what for what in ("vote", "page after vote") if _part(sorted(measured.seconds[what]), 95) > TARGET
    ]
    print(f"a vote's p95 is within {TARGET:.0f} s" if not slow else f"too slow: {', '.join(slow)}")
    return 1 if slow else 0


def _part(ordered: list[float], part: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]


if __name__ == "__main__":
    main()
