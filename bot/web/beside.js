// What is known so far, beside the conversation. Each answer can be changed from here.

import { el, freshId } from "./dom.js";

const wide = matchMedia("(min-width: 72rem)");
const section = document.getElementById("beside");
const fold = document.getElementById("beside-fold");
const body = document.getElementById("beside-body");
const words = new Map(); // a sign → the words in which it was read, as long as this page is open

fold.open = wide.matches;
wide.addEventListener("change", () => (fold.open = wide.matches));

/** Show what is known. `change({question, turn, value})` is called to change an answer. */
export function showSoFar(known, change) {
  for (const one of known.heard) words.set(one.sign, one.words);
  section.hidden = !(known.known.length || known.concerns.length);
  body.replaceChildren(
    ...[
      progress(known),
      known.suggestion && part("The suggestion so far", el("p", { class: "beside-suggestion" }, known.suggestion), ladder(known.ladder)),
      known.concerns.length > 0 && part("Concerns", el("ul", {}, known.concerns.map(concern))),
      known.unknowns.length > 0 && part("Not known yet", el("ul", {}, known.unknowns.map((ask) => el("li", {}, ask)))),
      known.known.length > 0 && part("Your answers", el("dl", { class: "answers" }, known.known.map((one) => answer(one, known.turn, change)))),
    ].filter(Boolean),
  );
}

/** Forget the words of a conversation that was cleared. */
export function forget() {
  words.clear();
  section.hidden = true;
}

function part(title, ...children) {
  return el("section", { class: "beside-part" }, el("h3", {}, title), children);
}

function progress(known) {
  const id = freshId("progress");
  const left = known.steps - known.done;
  const said = left > 0 ? `Step ${known.done + 1} of ${known.steps}` : "All questions answered";
  return el("p", { class: "progress" }, el("label", { for: id }, said), el("progress", { id, max: String(known.steps), value: String(known.done) }));
}

function ladder(rungs) {
  if (rungs.length === 0) return null;
  const items = rungs.map((rung) =>
    el("li", { class: rung.here ? "here" : null, "aria-current": rung.here ? "step" : null }, rung.name, rung.here && el("span", { class: "here-word" }, "Suggested")),
  );
  return el("ol", { class: "ladder", "aria-label": "Levels of need here, lowest first" }, items);
}

function concern(statement) {
  const heard = words.get(statement);
  return el("li", {}, statement, heard && el("q", {}, heard));
}

function answer(one, turn, change) {
  const button = el("button", { type: "button", class: "link-button" }, "Change", el("span", { class: "visually-hidden" }, ` ${one.label}`));
  button.addEventListener("click", () => change({ question: "change", turn, value: one.question }));
  return el("div", { class: "answer-row" }, el("dt", {}, one.label), el("dd", {}, one.value), el("dd", { class: "answer-change" }, button));
}
