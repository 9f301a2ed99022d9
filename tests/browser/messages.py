"""Made-up replies, for what real content cannot be relied on to say."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Route

from bot.dialogue.message import (
    Alert,
    Answer,
    Bullets,
    Choices,
    ContactLine,
    Contacts,
    DateLine,
    Dates,
    Draft,
    Facts,
    Form,
    FormField,
    Link,
    Option,
    Reason,
    Reasons,
    Section,
    Steps,
    Text,
    to_dict,
)


def reply_with(page: Page, *messages: Any) -> list[dict[str, Any]]:
    """Answer every turn with these messages; the turns that were sent are collected."""
    sent: list[dict[str, Any]] = []

    def answer(route: Route) -> None:
        if route.request.method == "DELETE":
            route.fulfill(status=204)
            return
        sent.append({name: value for name, value in route.request.post_data_json.items() if name != "id"})
        body = {"messages": [to_dict(message) for message in messages], "turn": len(sent)}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(body))

    page.route("**/api/chat", answer)
    return sent


def options(*labels: str, chosen: int = 0) -> tuple[Option, ...]:
    """Options with these labels, the first few of them chosen."""
    return tuple(Option(f"v{number}", label, chosen=number < chosen) for number, label in enumerate(labels))


def choices(text: str = "What next?") -> Choices:
    """A question with two options."""
    return Choices("after", 1, text, options("Why this?", "New case"))


def form(*fields: FormField) -> Form:
    """A form of these fields."""
    return Form("facts", 1, "A few facts", fields, "Continue")


def every_kind(words: str) -> tuple[Any, ...]:
    """Each kind of message, with ``words`` in every place that is shown."""
    contact = ContactLine(words, words, words, "tel:0", words, words, words, None, words)
    blocks = (
        Text(words),
        Alert(words, words),
        Steps(((words, words),)),
        Bullets((words,)),
        Facts(((words, words),)),
        Contacts((contact,)),
        Reasons((Reason(words, words, words),)),
    )
    return (
        *blocks,
        Dates(
            words,
            (words,),
            (words,) * 4,
            (DateLine(words, words, "2026-03-03", "overdue", words, words, words, words, words),),
            (words,),
            (Link(words, words),),
        ),
        Link(words, "/record"),
        Draft(words, words, words, words, words),
        Section("one", words, blocks),
        Answer(words, words, (Section("two", words, blocks, folded=True),), red_flag=True),
        Form("f", 1, words, (FormField("g", words, options(words, words), hint=words),), words, words),
        Choices("c", 1, words, (Option("v", words, words),), words),
    )
