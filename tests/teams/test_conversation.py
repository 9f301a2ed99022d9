"""Whole conversations in Teams, over a real server and a stand-in for Microsoft."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from typing import Any

import httpx
import pytest

from tests.project import content
from tests.server.conftest import Server
from tests.teams.conftest import BOT, NAME, User, words

WORRY = "A girl of 7 in Walsall says her uncle hits her with a belt. She is scared to go home."
QUESTION = "What is a section 47 enquiry?"
SAY = content().wording
RING_999 = SAY["text_999"][:40]
OPENING = "Work through a worry"


def test_the_welcome_comes_once_and_begins_with_the_copy_that_teams_keeps(user: User) -> None:
    came = (
        user.activity("installationUpdate", action="add"),
        user.activity("conversationUpdate", membersAdded=[{"id": BOT}]),
    )
    for activity in came:
        assert user.post(activity).status_code == 202
    said = user.hears(RING_999)
    assert said.index(SAY["teams_notice"]) < said.index(RING_999)
    user.says("help", until=SAY["help_text"][:40])
    everything = "".join(map(words, user.answers))
    assert everything.count(SAY["teams_notice"]) == 1
    assert everything.count(RING_999) == 1


def test_a_worry_that_is_told_first_is_answered_after_the_notice(user: User) -> None:
    said = user.says(WORRY, until="A few short questions")
    assert said.index(SAY["teams_notice"]) < said.index("Act now") < said.index("A few short questions")


def test_it_shows_that_it_is_working_before_it_answers(user: User) -> None:
    user.says("hello")
    kinds = [call.body["type"] for call in user.microsoft.in_chat(user.chat)]
    assert kinds[:2] == ["typing", "message"]


def test_a_card_says_who_sends_it_to_where_and_nothing_on_a_locked_screen(user: User) -> None:
    user.says(WORRY)
    message = user.answers[0]
    assert message["from"] == {"id": BOT}
    assert message["summary"] == SAY["teams_summary"]
    assert {one["contentType"] for one in message["attachments"]} == {
        "application/vnd.microsoft.card.adaptive"
    }
    assert {call.token for call in user.microsoft.in_chat(user.chat)} == {"Bearer bot token 1"}


def test_a_used_card_is_closed_in_place_and_its_old_button_answers_nothing_new(user: User) -> None:
    user.says("hello", until=OPENING)
    message, data = user.button(OPENING)
    user.presses(OPENING, until=SAY["form_basics"])
    closed = [call for call in user.microsoft.in_chat(user.chat) if call.method == "PUT"]
    assert [call.activity for call in closed] == [message]
    assert OPENING in words(closed[0].body)
    assert "Action.Submit" not in words(closed[0].body)
    before = len(user.answers)
    user.post(user.activity(value=data, replyToId=message))
    assert SAY["stale_choice"] in user.hears(SAY["form_basics"], before)


def test_a_card_that_was_passed_over_by_typing_is_closed_as_well(user: User) -> None:
    user.says("hello", until=OPENING)
    message, _ = user.button(OPENING)
    user.says(WORRY, until="A few short questions")
    user.microsoft.until(lambda: [one for one in user.microsoft.in_chat(user.chat) if one.method == "PUT"])
    [closed] = [one for one in user.microsoft.in_chat(user.chat) if one.method == "PUT"]
    assert closed.activity == message
    assert "Action.Submit" not in words(closed.body)


def _executed(user: User, message: str, data: Any, **other: Any) -> dict[str, Any]:
    action = {"action": {"type": "Action.Execute", "verb": "choose", "data": data}, "trigger": "manual"}
    pressed = {"name": "adaptiveCard/action", "value": action, "replyToId": message, **other}
    response = user.post(user.activity("invoke", **pressed))
    assert response.status_code == 200
    return response.json()  # type: ignore[no-any-return]


def test_an_executed_button_gets_its_closed_card_at_once_and_the_answer_after(user: User) -> None:
    user.says("hello", until=OPENING)
    message, data = user.button(OPENING)
    before = len(user.answers)
    answered = _executed(user, message, data)
    assert answered["statusCode"] == 200
    assert answered["type"] == "application/vnd.microsoft.card.adaptive"
    assert OPENING in json.dumps(answered["value"])
    assert "Action.Submit" not in json.dumps(answered["value"])
    user.hears(SAY["form_basics"], before)
    again = _executed(user, message, data)
    assert again["type"] == "application/vnd.microsoft.activity.message"
    assert again["value"] == SAY["teams_card_used"]


@pytest.mark.parametrize("data", [{"question": "opening"}, {"verb": "/restart"}, {}, None])
def test_a_button_that_is_not_ours_does_nothing(user: User, data: Any) -> None:
    assert _executed(user, "m1", data)["value"] == SAY["teams_card_used"]
    if data is not None:
        assert user.post(user.activity(value=data)).status_code == 202
        assert [one["text"] for one in user.wait(1)] == [SAY["teams_card_used"]]


def test_an_invoke_that_we_never_offered_is_answered_with_nothing(user: User) -> None:
    response = user.post(user.activity("invoke", name="composeExtension/query", value={"queryText": "x"}))
    assert (response.status_code, response.json()) == (200, {})


def test_an_edited_message_is_not_read_again_and_says_so(user: User) -> None:
    sent = user.activity(text="hello")
    user.post(sent)
    user.hears(OPENING)
    before = len(user.answers)
    edited = {**sent, "type": "messageUpdate", "text": WORRY}
    user.post({**edited, "channelData": {**sent["channelData"], "eventType": "editMessage"}})
    assert user.hears("changed", before)
    assert [one.get("text") for one in user.answers[before:]] == [SAY["teams_edited"]]


IGNORED: tuple[dict[str, Any], ...] = (
    {"type": "messageDelete", "channelData": {"eventType": "softDeleteMessage", "tenant": None}},
    {"type": "messageUpdate", "text": WORRY},
    {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
    {"type": "typing"},
    {"type": "event", "name": "application/vnd.microsoft.readReceipt"},
    {"type": "endOfConversation"},
    {"type": "somethingNew"},
    {"type": "message", "text": WORRY, "from": {"id": BOT, "name": "Threshold Guidance"}},
    {"type": "conversationUpdate", "membersAdded": [{"id": BOT}], "from": {"id": BOT}},
    {"type": "conversationUpdate", "membersRemoved": [{"id": BOT}]},
)


def test_what_asks_for_nothing_is_taken_and_not_answered(user: User) -> None:
    for other in IGNORED:
        assert user.post(user.activity(**{"kind": other["type"], **other})).status_code == 202, other
    user.says("hello", until=OPENING)
    everything = "".join(map(words, user.answers))
    assert "Act now" not in everything
    assert everything.count(RING_999) == 1


def test_what_is_told_twice_is_taken_once(user: User) -> None:
    told = user.activity(text=WORRY)
    for path in ("api/messages", "webhooks/teams/webhook"):
        assert user.post(told, path).status_code == 202
    user.hears("A few short questions")
    user.says("thanks", until=SAY["thanks"])
    assert "".join(map(words, user.answers)).count("Act now") == 1


def test_the_messages_of_one_reply_come_in_order_and_the_question_last(user: User) -> None:
    user.says(WORRY, until="A few short questions")
    said = [words(one) for one in user.answers]
    [action] = [at for at, one in enumerate(said) if "Act now" in one]
    assert "A few short questions" in said[-1]
    assert action < len(said) - 1 or said[-1].index("Act now") < said[-1].index("A few short questions")


def _group(user: User) -> str:
    return f"19:group{user.number}@thread.v2"


def _in_group(user: User, count: int = 1) -> str:
    said = user.microsoft.until(
        lambda: found if len(found := user.microsoft.sent(_group(user))) >= count else None
    )
    return "\n".join(map(words, said))


@pytest.mark.parametrize("scope", ["groupChat", "channel"])
def test_in_a_group_only_the_process_is_answered_and_nothing_is_asked(user: User, scope: str) -> None:
    user.post(user.in_group(WORRY, scope, mention=False))
    user.post(user.in_group(QUESTION, scope))
    said = _in_group(user)
    assert "section 47" in said
    assert "Act now" not in said
    assert OPENING not in said
    assert not user.answers


@pytest.mark.parametrize("text", [WORRY, "my pupil told me something", "a child is in danger now"])
def test_what_may_be_about_a_child_is_answered_in_private_only(user: User, text: str) -> None:
    user.post(user.in_group(text))
    assert SAY["teams_private_started"] in _in_group(user)
    assert len(user.microsoft.sent(_group(user))) == 1
    private = user.hears(SAY["teams_notice"])
    if text == WORRY:
        assert "Act now" in private


def test_where_no_private_chat_can_be_opened_the_group_hears_what_to_do(user: User) -> None:
    user.microsoft.private_chats = False
    try:
        user.post(user.in_group(WORRY))
        assert SAY["teams_private_failed"] in _in_group(user)
    finally:
        user.microsoft.private_chats = True
    assert not user.answers


def test_a_greeting_in_a_group_says_what_may_be_asked_there(user: User) -> None:
    user.post(user.in_group(""))
    user.post(user.in_group("hello"))
    assert _in_group(user, 2).count(SAY["teams_group_how"]) == 2


def test_a_group_that_the_bot_joins_is_told_once_what_may_be_asked_there(user: User) -> None:
    group = {"id": _group(user), "conversationType": "channel"}
    for activity in (
        user.activity("installationUpdate", action="add", conversation=group),
        user.activity("conversationUpdate", membersAdded=[{"id": BOT}], conversation=group),
        user.activity("conversationUpdate", membersAdded=[{"id": "29:another"}], conversation=group),
    ):
        user.post(activity)
    user.post(user.in_group(QUESTION))
    assert _in_group(user, 2).count(SAY["teams_group_how"]) == 1


def test_a_button_in_a_group_does_nothing(user: User) -> None:
    user.says("hello", until=OPENING)
    message, data = user.button(OPENING)
    group = {"id": _group(user), "conversationType": "groupChat"}
    before = len(user.answers)
    assert _executed(user, message, data, conversation=group)["value"] == SAY["teams_group_how"]
    user.post(user.activity(value=data, replyToId=message, conversation=group))
    user.says("help", until=SAY["help_text"][:40])
    assert SAY["form_basics"] not in "".join(map(words, user.answers[before:]))
    assert not user.microsoft.sent(_group(user))


def test_group_and_private_chat_share_nothing(user: User) -> None:
    user.post(user.in_group(QUESTION))
    _in_group(user)
    assert SAY["teams_notice"] in user.says("hello", until=OPENING)


def test_removing_the_app_forgets_the_conversation(user: User) -> None:
    user.says(WORRY, until="A few short questions")
    user.post(user.activity("installationUpdate", action="remove"))
    assert SAY["teams_notice"] in user.says("hello", until=OPENING)


def _to_the_end(user: User) -> str:
    """Tell a danger and leave every question open; what is said last."""
    user.says("A child is in danger now in Walsall", until="A few short questions")
    return user.says("I don't know", until="What next?")


def _reminders(server: Server) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(server.database)) as database:
        return database.execute("SELECT conversation, place, due_at FROM teams_reminders").fetchall()


def test_a_reminder_is_offered_with_the_answer_kept_sealed_and_forgotten_on_demand(
    user: User, bot_server: Server
) -> None:
    said = _to_the_end(user)
    offered = re.search(r"Remind me on ([A-Z][a-z]+ \d+ [A-Z][a-z]+ \d{4}) at 9am", said)
    assert offered is not None
    before = set(_reminders(bot_server))
    assert offered[1] in user.presses(offered[0], until="once.")
    [(conversation, place, due_at)] = set(_reminders(bot_server)) - before
    assert datetime.fromisoformat(due_at).hour in (8, 9)  # UTC, summer or winter
    assert user.id not in conversation + place
    assert user.microsoft.url not in place
    user.says("please cancel my reminder", until=SAY["teams_reminder_cancelled"])
    assert set(_reminders(bot_server)) == before


def test_asking_for_a_reminder_in_words_sets_it_and_leaves_the_case_as_it_was(
    user: User, bot_server: Server
) -> None:
    _to_the_end(user)
    before, answers = set(_reminders(bot_server)), len(user.answers)
    user.says("Remind me to chase the decision tomorrow", until="I will write to you here on")
    assert len(set(_reminders(bot_server)) - before) == 1
    assert len(user.answers) == answers + 1
    user.says("cancel the reminder", until=SAY["teams_reminder_cancelled"])
    user.says("cancel the reminder", until=SAY["teams_reminder_none"])


def test_a_worry_in_the_same_words_is_answered_too(user: User) -> None:
    said = user.says("Remind me tomorrow. Her stepdad hits her with a belt.", until="Act now")
    assert "I will write to you here on" in said


def test_the_record_is_made_behind_a_link_that_is_good_for_a_short_time(
    user: User, bot_server: Server
) -> None:
    _to_the_end(user)
    said = user.says("make a record", until="/teams/record?link=")
    link = re.search(r"http[^\"\s)]*/teams/record\?link=[\w.-]+", said)
    assert link is not None
    with httpx.Client(timeout=30) as browser:
        form = browser.get(link[0])
        assert form.status_code == 200
        assert 'action="/teams/record"' in form.text
        assert 'href="/"' not in form.text
        assert {(one.name, one.path) for one in browser.cookies.jar} == {("guidance_session_teams", "/teams")}
        fields = {"make": "yes", "decision": "emergency", "child_words": "He hit me"}
        made = browser.post(f"{bot_server.url}/teams/record", data=fields)
        assert made.status_code == 303
        place = made.headers["location"]
        assert place.startswith("/teams/record/TG-")
        page = browser.get(bot_server.url + place).text
        assert "He hit me" in page
        assert "in this browser for an hour" in page
        assert "He hit me" in browser.get(f"{bot_server.url}{place}/txt").text
        assert "nothing to record yet" in browser.get(f"{bot_server.url}/record").text
    assert httpx.get(bot_server.url + place).status_code == 404
    for wrong in (link[0][:-3] + "abc", link[0].split("=")[0] + "="):
        refused = httpx.get(wrong)
        assert refused.status_code in (410, 200)
        assert "guidance_session" not in refused.headers.get("set-cookie", "")
        assert "<form" not in refused.text


def test_names_and_ids_of_teams_are_nowhere_in_the_database_or_the_log(
    user: User, bot_server: Server
) -> None:
    user.says(f"I am {NAME}. {WORRY}", until="A few short questions")
    friend = {
        "type": "mention",
        "mentioned": {"id": "29:planted-friend", "name": "Wulfric Abernethy-Voss"},
        "text": "<at>Wulfric Abernethy-Voss</at>",
    }
    asked = user.in_group("ask <at>Wulfric Abernethy-Voss</at> what a section 47 enquiry is")
    user.post({**asked, "entities": [*asked["entities"], friend]})
    user.microsoft.until(lambda: user.microsoft.sent(_group(user)))
    user.says("Remind me to chase the decision", until="I will write to you here on")
    user.post(user.activity("messageUpdate", text=f"by {NAME}", channelData={"eventType": "editMessage"}))
    files = [path for path in bot_server.log.parent.iterdir() if path.is_file()]
    written = {path.name: path.read_bytes().decode("utf-8", "replace").lower() for path in files}
    assert "belt" in written["log.txt"]  # the watch sees what was said
    planted = ("zebadiah", "quorn", "ashdale", "wulfric", "abernethy", "planted", "19:group", "bot token")
    for name, text in written.items():
        assert [one for one in planted if one in text] == [], name
