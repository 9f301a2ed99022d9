"""What is asked → inputs and buttons of a card, and what comes back from them → a choice.

Every button sends ``{"guidance": {"question", "turn", ...}}``: with the ``value``, or with the inputs
that hold it, one of a list (``input``) or several of a form (``fields``, each "one" or "many"). Teams puts
the inputs beside it, each a text, several values with commas between them. Our values have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.problems import Problem
from bot.channels.request import checked_choice
from bot.channels.teams.elements import Element, buttons, heading, hint, pressed, submit, text_block
from bot.channels.teams.markdown import bold
from bot.channels.teams.words import say

OURS = "guidance"
_INPUT = "value"  # the input of a list; in a form, "value." and the field
_MOST_BUTTONS = 10
_LONGEST_BUTTON = 32  # characters: a narrow card cuts off more
_MOST_RADIOS = 8  # a longer list of one answer is a drop-down, as in the web chat

Said = Mapping[str, Any]


def is_question(message: Said) -> bool:
    """Whether it waits for an answer."""
    return message["kind"] in ("choices", "form")


def asked(message: Said) -> list[Element]:
    """The elements of a question."""
    return _form(message) if message["kind"] == "form" else _choices(message)


def choice_in(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a card sent, as ``bot.channels.request.Chosen`` takes it; None if it is none of ours.

    ``value`` is the activity's: the data of an Action.Submit, or an Action.Execute with the data in its
    ``action``. Whether the choice was offered is for the dialogue to say.
    """
    action = value.get("action")
    data = action.get("data") if isinstance(action, Mapping) else value
    if not isinstance(data, Mapping) or not isinstance(data.get(OURS), Mapping):
        return None
    ours = data[OURS]
    choice = {"question": ours.get("question"), "turn": _whole(ours.get("turn")), "value": _value(ours, data)}
    try:
        return checked_choice(choice)
    except Problem:
        return None


def inputs_of(content: Any) -> Iterator[Element]:
    """Every input of a card, in order."""
    if isinstance(content, Mapping):
        if str(content.get("type", "")).startswith("Input."):
            yield dict(content)
        for part in content.values():
            yield from inputs_of(part)
    elif isinstance(content, list):
        for part in content:
            yield from inputs_of(part)


def in_words(content: Mapping[str, Any], choice: Mapping[str, Any]) -> str:
    """What was chosen on a card: the label, or for a form one line a question. For ``closed``."""
    given = choice["value"]
    if isinstance(given, Mapping):
        return "\n".join(
            _field_in_words(field, given.get(field["id"][len(_INPUT) + 1 :])) for field in inputs_of(content)
        )
    return _titles(content).get(str(given), str(given))


def _field_in_words(field: Element, given: Any) -> str:
    titles = {one["value"]: str(one["title"]) for one in field.get("choices", ())}
    values = given if isinstance(given, list) else [given] if given else []
    said = "; ".join(titles.get(one, str(one)) for one in values)
    nothing = say("none_ticked" if field.get("isMultiSelect") else "not_known")
    return f"{field['label'].splitlines()[0]} {said or nothing}"


def _titles(content: Any) -> dict[str, str]:
    """What each value of a card's buttons and lists is called."""
    found: dict[str, str] = {}
    if isinstance(content, Mapping):
        data = content.get("data")
        ours = data.get(OURS) if isinstance(data, Mapping) else content
        if isinstance(ours, Mapping) and isinstance(ours.get("value"), str) and "title" in content:
            found[ours["value"]] = content["title"]
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            found |= _titles(part)
    return found


def _choices(message: Said) -> list[Element]:
    question = {"question": message["question"], "turn": message["turn"]}
    options = message["options"]
    top = [heading(message["text"]), *_hint(message["hint"])]
    if not options:
        return top  # it is answered by typing
    if len(options) > _MOST_BUTTONS:
        answer = _list(_INPUT, say("choose_one"), options)
        answer |= {"style": "expanded", "isRequired": True, "errorMessage": say("choose_first")}
        return [*top, answer, buttons(_send(say("continue"), {**question, "input": _INPUT}))]
    short = all(len(_title(option)) <= _LONGEST_BUTTON for option in options)
    show = _button if short else _row
    return [*top, *(show(option, {**question, "value": option["value"]}) for option in options)]


def _button(option: Said, ours: Mapping[str, Any]) -> Element:
    """A row of its own for each: Teams shows six actions in a row at most."""
    return buttons(submit(_title(option), {OURS: ours}), spacing="Small")


def _row(option: Said, ours: Mapping[str, Any]) -> Element:
    words = [text_block(bold(option["label"]), color="Accent"), *_hint(option["hint"])]
    return pressed(words, submit(_title(option), {OURS: ours}), spacing="Small")


def _form(message: Said) -> list[Element]:
    fields = message["fields"]
    kinds = {field["id"]: "many" if field["many"] else "one" for field in fields}
    shown = [heading(message["text"]), *_hint(message["hint"]), *map(_field, fields)]
    data = {"question": message["question"], "turn": message["turn"], "fields": kinds}
    return [*shown, buttons(_send(message["submit"], data))]


def _send(title: str, ours: Mapping[str, Any]) -> Element:
    return {**submit(title, {OURS: ours}), "style": "positive"}


def _field(field: Said) -> Element:
    below = field["hint"] or (say("tick_all") if field["many"] else "")  # an input has no hint of its own
    label = "\n".join(filter(None, (field["text"], below)))
    shown = _list(f"{_INPUT}.{field['id']}", label, field["options"])
    shown["spacing"] = "Large"
    if field["many"]:
        shown |= {"isMultiSelect": True, "style": "expanded"}
    elif len(field["options"]) <= _MOST_RADIOS:
        shown |= {"style": "expanded"}
    else:
        shown |= {"style": "compact", "placeholder": say("leave_open")}
    return shown


def _list(key: str, label: str, options: list[Said]) -> Element:
    choices = [{"title": _title(option), "value": option["value"]} for option in options]
    chosen = ",".join(option["value"] for option in options if option["chosen"])
    return {
        "type": "Input.ChoiceSet",
        "id": key,
        "label": label,
        "choices": choices,
        "wrap": True,
        **({"value": chosen} if chosen else {}),
    }


def _title(option: Said) -> str:
    return f"{option['label']} ({option['hint']})" if option["hint"] else str(option["label"])


def _hint(text: str) -> list[Element]:
    return [hint(text)] if text else []


def _value(ours: Mapping[str, Any], data: Mapping[str, Any]) -> Any:
    if "value" in ours:
        return ours["value"]
    fields = ours.get("fields")
    if not isinstance(fields, Mapping):
        return data.get(str(ours.get("input")))
    values: dict[Any, Any] = {}
    for field, kind in fields.items():
        given = data.get(f"{_INPUT}.{field}") or ""
        if not isinstance(given, str):
            return None
        several = [one.strip() for one in given.split(",") if one.strip()]
        if kind == "many":
            values[field] = several
        elif several:
            values[field] = given
    return values


def _whole(turn: Any) -> Any:
    """The turn as a whole number; some clients send it as a text or with a decimal point."""
    if isinstance(turn, str) and turn.isdecimal() and len(turn) < 10:
        return int(turn)
    return int(turn) if isinstance(turn, float) and turn.is_integer() else turn
