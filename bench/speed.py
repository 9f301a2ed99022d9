"""``make bench``: this bot beside a plain Rasa starter, in one run on one machine.

Takes about ten minutes, most of it the starter's training and start. Every step has a time-out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx

from bench.assessing import assessments_per_second, slowest_what_would_change
from bench.players import ButtonPlayer, Player, RestPlayer, TextPlayer, latencies, turns_per_second
from bench.processes import BenchFailed, Running, free_port, running, timed

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
_REST = "rest:\n"
_CONVERSATIONS, _TURNS = 5, 50
_AT_ONCE = (1, 10, 50)

# measure → the most that `guidance serve` may take of what the starter takes
TARGETS = {
    "training, s": 0.2,
    "cold start to first answer, s": 0.15,
    "resident memory, MB": 0.65,
    "turn p50, ms": 0.35,
    "turn p95, ms": 0.8,
    "one-sentence text turn p50, ms": 2.0,
}
CHANGE_TARGET = 50  # ms
GROWTH = "turns 41-50 against 1-10"
GROWTH_TARGET = 1.3


@dataclass
class Results:
    """What was measured of one bot, by measure."""

    name: str
    values: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory(prefix="guidance-bench-") as scratch:
        folder = Path(scratch)
        try:
            results = [_starter(folder / "starter"), _serve(folder / "serve"), _standard(folder / "standard")]
        except BenchFailed as error:
            sys.exit(str(error))
    _print(results)
    print(f"\nassessments per second: {assessments_per_second():,.0f}")
    slowest = 1000 * slowest_what_would_change()
    print(f"what would change it, slowest of the cases: {slowest:.1f} ms{_verdict(slowest, CHANGE_TARGET)}")


def _starter(folder: Path) -> Results:
    """Rasa's own starter, as ``rasa init --no-prompt`` makes it."""
    _say("starter: training (about two minutes)")
    folder.mkdir()
    scaffold = f"from rasa.cli.scaffold import create_initial_project as make; make({str(folder)!r})"
    timed([sys.executable, "-c", scaffold], folder)
    results = Results("starter", {"training, s": timed([str(BIN / "rasa"), "train"], folder)})
    (folder / "rest.yml").write_text(_REST)
    port = free_port()
    command = [str(BIN / "rasa"), "run", "--port", str(port), "--credentials", "rest.yml"]
    _say("starter: starting (about a minute)")
    with running([command], folder, f"http://127.0.0.1:{port}", _rest_answers) as server:
        _measure(results, server, RestPlayer.starter, RestPlayer.starter)
    return results


def _serve(folder: Path) -> Results:
    """``guidance serve``."""
    _say("guidance serve: training")
    folder.mkdir()
    train = [str(BIN / "rasa"), "train", "--force", "--out", str(folder)]
    results = Results("guidance serve", {"training, s": timed(train, ROOT)})
    port = free_port()
    command = [str(BIN / "guidance"), "serve", "--port", str(port)]
    environment = {"GUIDANCE_MODELS": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}"}
    _say("guidance serve: starting")
    with running([command], folder, f"http://127.0.0.1:{port}", _serve_answers, environment) as server:
        _measure(results, server, ButtonPlayer, TextPlayer)
    return results


def _standard(folder: Path) -> Results:
    """The same bot under standard ``rasa run`` beside ``rasa run actions``."""
    _say("rasa run + rasa run actions: starting")
    folder.mkdir()
    actions_port, port = free_port(), free_port()
    (folder / "rest.yml").write_text(_REST)
    endpoint = f"http://127.0.0.1:{actions_port}/webhook"
    (folder / "endpoints.yml").write_text(
        f"action_endpoint:\n  url: {endpoint}\n  enable_selective_domain: true\n"
    )
    rasa = str(BIN / "rasa")
    model = str(folder.parent / "serve")
    run = [rasa, "run", "--port", str(port), "--model", model, "--credentials", "rest.yml"]
    run += ["--endpoints", "endpoints.yml"]
    actions = [rasa, "run", "actions", "--port", str(actions_port), "--actions", "actions"]
    results = Results("rasa run")
    environment = {"PYTHONPATH": str(ROOT)}
    with running([run, actions], folder, f"http://127.0.0.1:{port}", _rest_answers, environment) as server:
        _measure(results, server, RestPlayer.ours, RestPlayer.ours)
    return results


def _measure(
    results: Results,
    server: Running,
    player: Callable[[httpx.Client], Player],
    typist: Callable[[httpx.Client], Player],
) -> None:
    values = results.values
    values["cold start to first answer, s"] = server.cold_start
    with httpx.Client(base_url=server.url, timeout=60) as client:
        latencies(client, player, 1, 5)
        _say(f"{results.name}: {_CONVERSATIONS} conversations of {_TURNS} turns")
        by_conversation = latencies(client, player, _CONVERSATIONS, _TURNS)
        texts = latencies(client, typist, 1, 30)[0]
    everything = sorted(1000 * turn for one in by_conversation for turn in one)
    for part in (50, 95, 99):
        values[f"turn p{part}, ms"] = _percentile(everything, part)
    values["one-sentence text turn p50, ms"] = 1000 * statistics.median(texts)
    early = statistics.median(turn for one in by_conversation for turn in one[:10])
    late = statistics.median(turn for one in by_conversation for turn in one[40:])
    values[GROWTH] = late / early
    for at_once in _AT_ONCE:
        _say(f"{results.name}: {at_once} at once")
        rate = turns_per_second(server.url, player, at_once, max(10, 100 // at_once))
        values[f"turns per second, {at_once} at once"] = rate
    values["resident memory, MB"] = server.resident_megabytes()


def _rest_answers(client: httpx.Client) -> bool:
    body = {"sender": "bench-start", "message": "hello"}
    return bool(client.post("/webhooks/rest/webhook", json=body).json())


def _serve_answers(client: httpx.Client) -> bool:
    return bool(client.post("/api/chat", json={"event": "start"}).json()["messages"])


def _percentile(ordered: list[float], part: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]


def _print(results: list[Results]) -> None:
    starter, serve, *_ = results
    print(f"\n{datetime.now():%d %B %Y}, Python {sys.version.split()[0]}\n")
    heads = "".join(f"{one.name:>16}" for one in results)
    print(f"{'':32}{heads}{'serve/starter':>16}{'target':>12}")
    for measure in list(serve.values):
        cells = "".join(
            f"{one.values[measure]:16.2f}" if measure in one.values else f"{'-':>16}" for one in results
        )
        ratio, verdict = f"{serve.values[measure] / starter.values[measure]:16.2f}", ""
        if measure in TARGETS:
            verdict = _verdict(serve.values[measure] / starter.values[measure], TARGETS[measure])
        elif measure == GROWTH:
            verdict = _verdict(serve.values[measure], GROWTH_TARGET)
        print(f"{measure:32}{cells}{ratio}{verdict}")


def _verdict(found: float, most: float) -> str:
    return f"{'met' if found <= most else 'MISSED':>7} {most:g}"


def _say(what: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {what} ...", flush=True)


if __name__ == "__main__":
    main()
