"""Pictures of the decision for a reviewer: signs, deciding questions and doors, one page a domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.content.load import Content
from bot.content.model import DecidingQuestion, Domain, Indicator, Route, Tier
from bot.content.svg import LINE, SMALL_LINE, Box, Page, Wire, wrap

_WIDTH = 1560
_SIGNS, _QUESTIONS, _DOORS = (24, 600), (710, 480), (1290, 246)
_PAD = 10
_BAND = "#2f3b46"
# fill and line of each tier; the tier's name always stands beside the colour
_COLOURS = {
    Tier.UNIVERSAL: ("#eef3ee", "#4d6b53"),
    Tier.EARLY_HELP_SINGLE: ("#e3eefa", "#2b5f93"),
    Tier.EARLY_HELP_MULTI: ("#ece6f7", "#5b3f97"),
    Tier.CHILD_IN_NEED: ("#fdf0d5", "#8a5a00"),
    Tier.CHILD_PROTECTION: ("#fde3e1", "#a3221a"),
}
_DOOR_LINES = {
    Route.EMERGENCY: "#a3221a",
    Route.STRATEGY_DISCUSSION: "#c2571a",
    Route.FRONT_DOOR: "#8a5a00",
    Route.LADO: "#7a2e6d",
    Route.EARLY_HELP: "#2b5f93",
    Route.UNIVERSAL: "#4d6b53",
    Route.ALLOCATED_WORKER: "#444444",
    Route.ESCALATION: "#444444",
}
_MARKS = {"lowest": "▼ lowest", "usual": "= stays", "highest": "▲ highest"}
_DOMAINS = {
    Domain.CHILD: "The child",
    Domain.PARENTING: "The care the child gets",
    Domain.FAMILY_ENVIRONMENT: "The family and home",
    Domain.EXTRA_FAMILIAL: "Harm outside the home",
}
_HOW_TO_READ = (
    "Read from left to right: a sign, the questions that can move it, and the door it leads to. A flag marks "
    "a sign to act on at once, whatever the answers. A dashed line is where answers can move a sign to: ▼ to "
    "its lowest level, ▲ to its highest."
)
Door = tuple[Route, str, str]


def draw(content: Content, folder: Path) -> list[Path]:
    """Write one SVG page a domain into ``folder``, which is made if needed, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for domain in Domain:
        path = folder / f"{domain.value}.svg"
        path.write_text(picture(content, domain), "utf-8")
        paths.append(path)
    return paths


def picture(content: Content, domain: Domain) -> str:
    """The page of one domain, as SVG text."""
    page = Page(_WIDTH, f"{_DOMAINS[domain]}: signs, questions and doors", _HOW_TO_READ)
    y = _head(page, content, domain)
    for topic in content.topics.values():
        signs = [one for one in content.indicators.values() if one.domain is domain and one.topic == topic.id]
        if signs:
            y = _block(page, content, topic.name, signs, y)
    return page.render(_rules(page, content, y))


def _head(page: Page, content: Content, domain: Domain) -> float:
    page.lines(_SIGNS[0], 44, [_DOMAINS[domain]], "huge")
    edition = f"Content edition {content.edition.edition}, {content.edition.dated}. {_HOW_TO_READ}"
    y = page.lines(_SIGNS[0], 72, wrap(edition, _WIDTH - 60)) + 2
    x = float(_SIGNS[0])
    for tier in Tier:
        fill, line = _COLOURS[tier]
        name = content.tiers[tier.value].name
        width = 24 + len(name) * 7.4
        page.box(Box(x, y, width, 26), fill, line, 2)
        page.lines(x + 12, y + 18, [name])
        x += width + 12
    y += 62
    for (x, _), name in ((_SIGNS, "Signs"), (_QUESTIONS, "Deciding questions"), (_DOORS, "Door")):
        page.lines(x, y, [name], "large")
    return y + 18


def _block(page: Page, content: Content, topic: str, signs: list[Indicator], y: float) -> float:
    """A topic: its signs, those that are asked about first, then questions and doors beside them."""
    page.box(Box(0, y, _WIDTH, 30), _BAND)
    page.lines(_SIGNS[0], y + 21, [topic], "large white")
    below = [y + 42.0] * 3
    sign_boxes: dict[str, Box] = {}
    question_boxes: dict[str, Box] = {}
    door_boxes: dict[Door, Box] = {}
    signs = sorted(signs, key=lambda one: not one.questions)
    for one in signs:
        sign_boxes[one.id] = box = _sign(page, content, one, below[0])
        below[0] = box.below
    for key in dict.fromkeys(key for one in signs for key in one.questions):
        question_boxes[key] = box = _question(page, content, content.questions[key], below[1])
        below[1] = box.below
    doors = dict.fromkeys(door for one in signs for door in _doors(one, content))
    for door in sorted(doors, key=lambda door: list(Route).index(door[0])):
        door_boxes[door] = box = _door(page, door, below[2])
        below[2] = box.below
    page.wires(_wires(content, signs, sign_boxes, question_boxes, door_boxes))
    return max(below) + 6


def _wires(
    content: Content,
    signs: list[Indicator],
    sign_boxes: dict[str, Box],
    question_boxes: dict[str, Box],
    door_boxes: dict[Door, Box],
) -> list[Wire]:
    """Sign to question to door. A door that only answers lead to has a dashed line."""
    wires: list[Wire] = []
    for one in signs:
        usual, *others = _doors(one, content)
        start = sign_boxes[one.id]
        wires += (Wire(start, question_boxes[key], _COLOURS[one.tier][1]) for key in one.questions)
        for key in one.questions:
            wires.append(Wire(question_boxes[key], door_boxes[usual], _DOOR_LINES[usual[0]]))
            wires += (
                Wire(question_boxes[key], door_boxes[door], _DOOR_LINES[door[0]], dashed=True)
                for door in others
            )
        if not one.questions:
            wires.append(Wire(start, door_boxes[usual], _DOOR_LINES[usual[0]]))
    solid = {wire for wire in wires if not wire.dashed}
    return [
        wire for wire in dict.fromkeys(wires) if not wire.dashed or replace(wire, dashed=False) not in solid
    ]


def _sign(page: Page, content: Content, one: Indicator, y: float) -> Box:
    """A sign with its tier and range."""
    x, width = _SIGNS
    fill, line = _COLOURS[one.tier]
    left = x + (38 if one.red_flag else 18)
    style = "bold" if one.red_flag else ""
    text = wrap(one.statement, width - 50, style)
    level = wrap(_level(one, content), width - 50, "small")
    box = Box(x, y, width, len(text) * LINE + len(level) * SMALL_LINE + _PAD)
    page.begin(one.id)
    page.box(box, fill, line, 3 if one.red_flag else 1)
    page.box(Box(x, y, 8, box.height), line)
    if one.red_flag:
        page.flag(x + 18, y + 8)
    page.small(left, page.lines(left, y + LINE, text, style), level)
    page.end()
    return box


def _level(one: Indicator, content: Content) -> str:
    """The usual tier, the range where there is one, and that a red flag is one."""
    name = {tier: content.tiers[tier.value].name for tier in Tier}
    words = name[one.tier]
    if one.lowest_tier is not one.tier:
        words += f". Lowest: {name[one.lowest_tier]}"
    if one.highest_tier is not one.tier:
        words += f". Highest: {name[one.highest_tier]}"
    return f"RED FLAG, act at once. {words}" if one.red_flag else words


def _question(page: Page, content: Content, one: DecidingQuestion, y: float) -> Box:
    x, width = _QUESTIONS
    ask = wrap(one.ask, width - 30, "bold")
    answers = [line for option in _answers(one, content) for line in wrap(option, width - 30, "small")]
    box = Box(x, y, width, len(ask) * LINE + len(answers) * SMALL_LINE + 2 * _PAD)
    page.begin(one.id)
    page.box(box, "#ffffff", _BAND)
    page.small(x + 14, page.lines(x + 14, y + LINE + 2, ask, "bold"), answers)
    page.end()
    return box


def _answers(one: DecidingQuestion, content: Content) -> Iterator[str]:
    for option in one.options:
        adds = [content.indicators[key].statement for key in option.adds]
        adds += [content.vulnerabilities[key].label for key in option.vulnerabilities]
        also = f". Adds: {'; '.join(adds)}" if adds else ""
        yield f"{_MARKS[option.settles]}: {option.label}{also}"


def _doors(one: Indicator, content: Content) -> list[Door]:
    """The usual door first, then those that answers can move the sign to."""
    if one.red_flag and one.first_door is not None and one.urgency is not None:
        return [_words(content, one.first_door, one.tier, one.urgency.value)]
    doors = []
    for tier in (one.tier, one.lowest_tier, one.highest_tier):
        text = content.tiers[tier.value]
        doors.append(_words(content, text.route, tier, text.urgency.value))
    return list(dict.fromkeys(doors))


def _words(content: Content, route: Route, tier: Tier, urgency: str) -> Door:
    exact = content.routes.get(f"{route.value}.{tier.value}") if route is Route.EARLY_HELP else None
    words = exact.heading if exact else content.routes[route.value].label
    return route, words, urgency.replace("_", " ")


def _door(page: Page, door: Door, y: float) -> Box:
    route, words, urgency = door
    x, width = _DOORS
    text = wrap(words, width - 28, "bold")
    box = Box(x, y, width, (len(text) + 1) * LINE + _PAD)
    page.begin(words)
    page.box(box, "#ffffff", _DOOR_LINES[route], 3)
    page.small(x + 14, page.lines(x + 14, y + LINE + 2, text, "bold"), [f"when: {urgency}"])
    page.end()
    return box


def _rules(page: Page, content: Content, y: float) -> float:
    """The rules that move the answer over all signs, in the words shown to the practitioner."""
    page.box(Box(0, y, _WIDTH, 30), _BAND)
    page.lines(_SIGNS[0], y + 21, ["Rules that decide over all signs"], "large white")
    y += 40
    for key, rule in content.rules.items():
        numbers = ", ".join(f"{name} {count}" for name, count in rule.numbers.items())
        name = key.replace("_", " ") + (f" ({numbers})" if numbers else "")
        page.begin(key)
        page.lines(_SIGNS[0], y + LINE, wrap(name, 330, "bold"), "bold")
        y = page.lines(_SIGNS[0] + 350, y + LINE, wrap(rule.text, _WIDTH - 420)) - LINE + _PAD
        page.end()
    return y + 3 * _PAD
