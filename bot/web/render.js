// What is said → elements. One function a kind; `level` is the heading level to use.

import { session } from "./chat.js";
import { el, icon, linked, outside, paragraphs, freshId } from "./dom.js";

const RENDER = new Map(Object.entries({ text, alert, steps, bullets, facts, contacts, reasons, dates, link, draft, what_if: whatIf, section, answer }));

/** Any message that says something. A kind that is not known here is shown by its words. */
export function render(message, level = 3) {
  return (RENDER.get(message.kind) ?? unknown)(message, level);
}

function heading(level, words, properties = {}) {
  return el(`h${Math.min(level, 6)}`, properties, words);
}

function text(message) {
  return el("div", { class: "text" }, paragraphs(message.text));
}

function alert(message, level) {
  return el(
    "div",
    { class: "alert" },
    icon("warning"),
    el("div", {}, heading(level, message.heading), paragraphs(message.text)),
  );
}

function steps(message) {
  const items = message.items.map(([what, when]) =>
    el("li", {}, when ? el("strong", { class: "when" }, `${endless(when)}: `) : null, linked(what)),
  );
  return el("ol", { class: "steps" }, items);
}

function endless(words) {
  const tidy = words.trim().replace(/[:.]$/, "");
  return tidy.charAt(0).toUpperCase() + tidy.slice(1);
}

function bullets(message) {
  return el("ul", { class: "bullets" }, message.items.map((item) => el("li", {}, linked(item))));
}

function facts(message) {
  return summary(message.items);
}

/** A summary list: pairs of a label and its value. */
export function summary(pairs) {
  const rows = pairs.map(([label, value]) =>
    el("div", { class: "row" }, el("dt", {}, label), el("dd", {}, Array.isArray(value) ? list(value) : linked(value))),
  );
  return el("dl", { class: "summary" }, rows);
}

function list(values) {
  return values.length === 1 ? values[0] : el("ul", {}, values.map((value) => el("li", {}, value)));
}

function contacts(message, level) {
  return el("ul", { class: "contacts" }, message.items.map((one) => contact(one, level)));
}

const OPEN = new Map([[true, "open"], [false, "closed"]]);

function contact(one, level) {
  const state = OPEN.get(one.open_now) ?? "unknown";
  const callable = /^tel:\+?\d+$/.test(one.tel ?? "");
  const number = callable
    ? el("a", { class: "call", href: one.tel }, icon("phone"), one.phone, el("span", { class: "visually-hidden" }, `, ${one.name}`))
    : one.phone && el("span", { class: "call" }, one.phone);
  return el(
    "li",
    { class: "contact" },
    el(
      "div",
      { class: "reach" },
      heading(level, one.name),
      one.availability && el("p", { class: `availability ${state}` }, el("span", {}, linked(one.availability))),
      number && el("p", {}, number),
      one.email && el("p", {}, mail(one.email)),
      one.url && el("p", {}, outside(one.url, "Website", ` of ${one.name}`)),
    ),
    el(
      "div",
      { class: "about" },
      one.purpose && el("p", { class: "purpose" }, linked(one.purpose)),
      one.certainty && el("p", { class: "certainty" }, linked(one.certainty)),
    ),
  );
}

function mail(address) {
  return /^[^\s@?&]+@[^\s@?&]+$/.test(address) ? el("a", { href: `mailto:${address}` }, address) : address;
}

function reasons(message) {
  const items = message.items.map((one) =>
    el(
      "li",
      {},
      el("p", {}, linked(one.text)),
      one.source && el("p", { class: "source" }, el("span", {}, "Source: "), linked(one.source)),
      one.certainty && el("p", { class: "certainty" }, linked(one.certainty)),
    ),
  );
  return el("ul", { class: "reasons" }, items);
}

// A table that is laid out as cards where it is narrow. Its roles are written out, since another layout
// would take them away.
function dates(message) {
  const headings = message.columns.map((words) => el("th", { scope: "col", role: "columnheader" }, words));
  const rows = message.items.map((one) => date(one, message.columns));
  const id = freshId("dates");
  return el(
    "section",
    { class: "dates", "aria-labelledby": id, tabindex: "-1" },
    message.summary.length > 0 && el("ul", { class: "dates-summary" }, message.summary.map((words) => el("li", {}, words))),
    el(
      "table",
      { role: "table" },
      el("caption", { id }, message.caption),
      rows.length > 0 && el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, headings)),
      el("tbody", { role: "rowgroup" }, rows),
    ),
    message.links.length > 0 && el("ul", { class: "dates-links" }, message.links.map((one) => el("li", {}, own(one)))),
    message.notes.map((words) => el("p", { class: "hint" }, linked(words))),
  );
}

function date(one, columns) {
  const cell = (at, ...children) => el("td", { role: "cell", "data-label": columns[at] }, children);
  return el(
    "tr",
    { role: "row", class: STATES.has(one.state) ? one.state : null },
    el("th", { scope: "row", role: "rowheader" }, one.what),
    cell(1, el("time", { datetime: one.iso }, one.due)),
    cell(2, el("span", { class: "date-state" }, one.status)),
    cell(
      3,
      el("p", {}, one.rule),
      one.note && el("p", {}, linked(one.note)),
      el("p", { class: "source" }, el("span", {}, "Source: "), linked(one.source)),
      one.certainty && el("p", { class: "certainty" }, one.certainty),
    ),
  );
}

const STATES = new Set(["overdue", "due_today", "next", "later", "reached", "over"]);

/** A file of this server to keep, or a picture in a new tab, so that the conversation stays. Any other address: plain text. */
function own(link) {
  if (/^\/training\/certificate\/[\w.-]+$/.test(link.url)) return inNewTab(link);
  if (!/^\/api\/[a-z.]+\?[\w.~%&=+:-]*$/.test(link.url)) return document.createTextNode(link.label);
  if (/\.ics\?/.test(link.url)) return el("a", { href: link.url, download: "" }, link.label);
  return inNewTab(link);
}

function inNewTab(link) {
  return el("a", { href: link.url, target: "_blank", rel: "noopener" }, link.label, el("span", { class: "visually-hidden" }, " (opens in a new tab)"));
}

/** A page of this server in a new tab. The record takes with it what was typed here of a child, which is kept nowhere else. */
function link(message) {
  if (message.url !== "/record") return el("p", {}, own(message));
  const told = el("input", { type: "hidden", name: "told" });
  const button = el("button", { type: "submit", class: "main-button" }, message.label, el("span", { class: "visually-hidden" }, " (opens in a new tab)"));
  const token = session() && el("input", { type: "hidden", name: "session", value: session() });
  const form = el("form", { method: "post", action: message.url, target: "_blank" }, told, token, button);
  form.addEventListener("submit", () => {
    told.value = [...document.querySelectorAll(".you:not(.practised) .words")].map((one) => one.textContent).join("\n");
  });
  return form;
}

/** An open question: choosing an answer says what it would make of the suggestion, and changes nothing. */
function whatIf(message) {
  const name = freshId("if");
  const outcome = el("p", { class: "outcome", role: "status" });
  const boxes = message.options.map(([label, says]) => {
    const id = freshId("box");
    const input = el("input", { type: "radio", name, id });
    input.addEventListener("change", () => (outcome.textContent = says));
    return el("div", { class: "box radio" }, input, el("label", { for: id }, label));
  });
  return el("fieldset", { class: "what-if" }, el("legend", {}, `What if: ${message.ask}`), el("div", { class: "boxes" }, boxes), outcome);
}

/** A text to copy. The button says when it is done; where the page may not copy, the text is selected instead. */
function draft(message) {
  const id = freshId("draft");
  const words = el("pre", { class: "draft-text" }, message.text);
  const done = el("p", { class: "draft-done", role: "status" });
  const copy = el("button", { type: "button", class: "quiet" }, message.copy);
  copy.addEventListener("click", async () => {
    const copied = await navigator.clipboard?.writeText(message.text).then(() => true, () => false);
    if (copied) done.textContent = message.copied;
    else getSelection().selectAllChildren(words);
  });
  return el(
    "div",
    { class: "draft", role: "group", "aria-labelledby": id },
    heading(3, message.title, { id, tabindex: "-1" }),
    el("p", { class: "hint" }, message.note),
    words,
    el("div", { class: "draft-actions" }, copy, done),
  );
}

function section(message, level) {
  const blocks = el("div", { class: "blocks" }, message.blocks.map((block) => render(block, level + 1)));
  const title = heading(level, message.heading, { tabindex: "-1" });
  const properties = { class: "section", "data-section": message.id };
  if (message.folded) return el("details", properties, el("summary", {}, title), blocks);
  return el("section", properties, title, blocks);
}

function answer(message, level) {
  const id = freshId("answer");
  const top = Math.min(level, 2);
  return el(
    "article",
    { class: message.red_flag ? "answer red-flag" : "answer", "aria-labelledby": id },
    el(
      "div",
      { class: "answer-top" },
      message.red_flag && el("p", { class: "flag" }, icon("warning"), "Red flag"),
      heading(top, message.heading, { id, tabindex: "-1" }),
      el("div", { class: "lead" }, paragraphs(message.lead)),
    ),
    message.sections.map((part) => render(part, top + 1)),
  );
}

function unknown(message) {
  const words = message.text ?? message.lead ?? message.heading ?? "";
  return el("div", { class: "text" }, paragraphs(words));
}
