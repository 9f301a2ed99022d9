"""How a case-recording system can ask for guidance about an entry that a worker has just written.

    GUIDANCE_URL=http://localhost:5005 python docs/examples/ask_for_guidance.py

From elsewhere it needs a key: GUIDANCE_KEY. Needs httpx.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import httpx

# What the system knows as fields, in the ids of /api/v1/content, and the worker's words; no names in either.
ENTRY = {
    "text": "Late most days and tired. Today she said there was no tea again because mum was asleep.",
    "facts": {"home": "bolton", "role": "teacher", "age": "5_to_9", "open_to": "nobody"},
}


def main() -> None:
    """Propose, confirm, ask again, file."""
    key = os.environ.get("GUIDANCE_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    url = os.environ.get("GUIDANCE_URL", "http://localhost:5005")
    with httpx.Client(base_url=f"{url}/api/v1", headers=headers, timeout=30) as api:
        proposed = ask(api, ENTRY)
        if proposed["red_flag"] or proposed["facts"].get("danger"):  # these count before any tick
            show(proposed)
        confirmed = ask(api, {"facts": ticked(proposed)})
        show(confirmed)
        file(confirmed)


def ask(api: httpx.Client, sent: dict[str, Any]) -> dict[str, Any]:
    """Guidance, or a stop with what to do. Never let a fault of this call keep anyone from ringing."""
    try:
        response = api.post("/guidance", json=sent)
    except httpx.HTTPError:
        sys.exit("No guidance now. Ring your safeguarding lead or the front door; 999 in danger.")
    if response.is_error:
        problem = response.json()
        sys.exit(f"No guidance now: {problem['detail']} (request {problem.get('request_id')})")
    answer: dict[str, Any] = response.json()
    return answer


def ticked(proposed: dict[str, Any]) -> dict[str, Any]:
    """The facts after the worker ticked what was read. Ours also ticks what was read as possible only."""
    print("Is this right?")
    ticks = dict.fromkeys(proposed["facts"]["concerns"])
    for sign in proposed["read"]["signs"]:
        ticks |= {sign["indicator"]: None} if sign["status"] == "hypothetical" else {}
        mark = "x" if sign["indicator"] in ticks else " "
        print(f'  [{mark}] {sign["statement"]} ({sign["status"]}: "{sign["words"]}")')
    if proposed["read"]["danger_guessed"]:  # where the worker says no, leave "danger" out of the facts
        print("  [x] Somebody may be in danger now (a guess)")
    return {**proposed["facts"], "concerns": list(ticks)}


def show(answer: dict[str, Any]) -> None:
    """What to do first, then whom to ring, then what could still change it, and always the notices."""
    print(f"\n{answer['heading']}. {answer['lead']}")
    level = answer["level"]
    if level:
        print(f"In {level['area_name']}: {level['number'] or ''} {level['name']}")
    for step in answer["steps"][:3]:
        print(f"- {step['when']} {step['text']}")
    contact = answer["contacts"][0]
    print(f"Ring: {contact['name']} {contact['phone']}. {contact['availability']} {contact['certainty']}")
    for question in answer["unknowns"]:
        print(f"Not known yet: {question['ask']}")
    print("\n".join(answer["notices"]))


def file(answer: dict[str, Any]) -> None:
    """Keep the edition with the answer, so that anyone can tell later what it rested on."""
    rules = ", ".join(one["rule"] for one in answer["rules"])
    print(f"\nFiled: {answer['tier']['id']}, edition {answer['edition']}, {answer['at']}; rules: {rules}")


if __name__ == "__main__":
    main()
