"""The report of a session in words and tables, as the layout of the PDF takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.content.load import Content
from bot.content.model import Tier
from bot.training.chart import Row, agency_rows, rows
from bot.training.figures import (
    agreement_lines,
    change_lines,
    holding_line,
    middle_lines,
    reliability_line,
)
from bot.training.report import Report, StageReport
from bot.training.words import Labels, labels

Say = Callable[..., str]


def told(report: Report, content: Content, say: Say) -> dict[str, Any]:
    """JSON-safe data for the layout: ``title``, ``promise``, ``facts`` (pairs) and ``parts``.

    A part has a ``heading``, ``lines``, and ``tables``: each with a caption, columns and rows of cells. A
    cell is text, or a number of votes with its share in percent.
    """
    names = labels(content, report.session.area)
    session = report.session
    titles = dict.fromkeys(one.exercise.title for one in report.stages)
    people = ", ".join(f"{names.agencies[group]} {size}" for group, size in sorted(report.groups.items()))
    facts = [
        (say("report_date"), f"{session.created:%-d %B %Y}"),
        (say("report_area"), content.partnerships[session.area].name),
        (say("report_cases"), "; ".join(titles) or "-"),
        (say("report_people"), f"{report.people}{f' ({people})' if people else ''}"),
        (say("report_edition"), content.edition.edition),
    ]
    across = [
        f"{say(key)}: {reliability_line(found, say)}"
        for key, found in zip(("report_first_votes", "report_second_votes"), report.across)
    ]
    return {
        "title": say("report_title"),
        "promise": say("report_promise"),
        "facts": facts,
        "parts": [
            {"heading": say("report_overall"), "lines": across, "tables": []},
            *(_stage(one, names, say) for one in report.stages),
            {"heading": say("report_reading"), "lines": [say("report_reading_text")], "tables": []},
        ],
    }


def _stage(one: StageReport, names: Labels, say: Say) -> dict[str, Any]:
    found, vote = one.results, one.stage.model.vote
    first, second = found.first, found.second
    lines = [
        say(
            "report_votes",
            first=str(first.of if first else 0),
            second=str(second.of if second else 0),
        ),
        say(
            "report_model",
            route=names.routes[vote.route.value],
            urgency=names.urgencies[vote.urgency.value],
            tier=names.tiers[vote.tier.value],
        ),
    ]
    for spread, key in ((first, "report_before"), (second, "report_after")):
        if spread is not None:
            figures = [*agreement_lines(spread, say), holding_line(spread, say)]
            figures += middle_lines(spread, names.tiers, say)
            lines.append(f"{say(key)}: {' '.join(figures)}")
    lines += change_lines(found.change, say) if found.change else []
    tables = [
        _table(say("report_level"), rows("tier", names.tiers, found, one.stage), say),
        _table(say("report_route"), rows("route", names.routes, found, one.stage), say),
    ]
    agencies = agency_rows(names.agencies, found.agencies)
    if agencies:
        tables.append(
            {
                "caption": say("report_by_agency"),
                "columns": [say("report_agency"), *(names.tiers[tier.value] for tier in Tier)],
                "rows": [
                    [f"{name} ({of})", *({"count": bar.count, "percent": bar.percent} for bar in bars)]
                    for name, of, bars in agencies
                ],
            }
        )
    if any(found.asked):
        asked = [[wanted.ask, str(count)] for wanted, count in zip(one.stage.wanted, found.asked)]
        columns = [say("report_questions"), say("report_asked")]
        tables.append({"caption": "", "columns": columns, "rows": asked})
    heading = say("report_stage", title=one.exercise.title, number=str(one.number))
    return {"heading": heading, "lines": lines, "tables": tables}


def _table(heading: str, found: tuple[Row, ...], say: Say) -> dict[str, Any]:
    """Answers with their votes before and after; the model answer is marked."""
    has_second = any(row.second for row in found)
    columns = [heading, say("report_before"), *([say("report_after")] if has_second else [])]
    made = [
        [
            f"{row.label} *" if row.is_model else row.label,
            _cell(row.first),
            *([_cell(row.second)] if has_second else []),
        ]
        for row in found
    ]
    return {"caption": "", "columns": columns, "rows": made}


def _cell(bar: Any) -> Mapping[str, int] | str:
    return {"count": bar.count, "percent": bar.percent} if bar else "-"
