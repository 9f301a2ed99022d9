// The page: takes turns, shows them in order, and keeps the reader's place.

import { ask, isQuestion } from "./ask.js";
import { forget, showSoFar } from "./beside.js";
import { clear, Problem, requestId, send } from "./chat.js";
import { el, freshId, marked } from "./dom.js";
import "./leave.js";
import { render } from "./render.js";
import { belongsTo, forgetting, showPractising, withDone } from "./training.js";

const byId = (id) => document.getElementById(id);
const log = byId("log");
const composer = byId("composer");
const field = byId("text");
const status = byId("status");
const trouble = byId("trouble");
const retry = byId("retry");
const restart = byId("restart");
const clearing = byId("clear");

let busy = false;
let open = null; // the question that waits for an answer
let again = null; // what "Retry" does
let waiting = null;
const SOON = 400;
const dots = el("p", { class: "typing", "aria-hidden": "true" }, el("span"), el("span"), el("span"));

/** Take one turn. `asked` is the question it answers, if a button or form did it. */
async function take(given, { asked = null, said = null, arriving = false } = {}) {
  if (busy) return;
  const body = { id: requestId(), ...given }; // sent again under the same id, it is not said twice
  begin(asked);
  const mine = said === null ? null : youSaid(said);
  try {
    const { messages, so_far: known, practising } = await send(body);
    if (asked) asked.used();
    else open?.passed();
    if (said !== null && field.value === said) setText("");
    open = null;
    if (mine) belongsTo(mine, practising);
    showPractising(practising, (choice) => take({ choice }));
    show(messages, arriving, practising);
    if (known) beside(known, mine);
  } catch (fault) {
    mine?.remove();
    asked?.resume();
    if (said !== null && !field.value.includes(said)) setText([said, field.value].filter(Boolean).join("\n"));
    fail(fault, () => take(body, { asked, said, arriving }));
  } finally {
    end();
  }
}

/** What is known so far; and in what was just typed, the words that were read as a sign. */
function beside(known, mine) {
  showSoFar(known, (choice) => take({ choice }));
  const words = mine?.querySelector(".words");
  if (words) words.replaceChildren(...marked(words.textContent, known.heard));
}

async function startAgain() {
  if (busy) return;
  begin(null);
  try {
    await clear();
  } catch (fault) {
    end();
    fail(fault, startAgain);
    return;
  }
  end();
  log.replaceChildren();
  forget();
  showPractising(null);
  open = null;
  setText("");
  await take({ event: "start" });
}

function begin(asked) {
  busy = true;
  again = null;
  trouble.hidden = true;
  status.textContent = "Working…";
  log.ariaBusy = "true";
  waiting = setTimeout(() => log.append(dots), SOON);
  composer.ariaBusy = "true";
  asked?.wait();
}

function end() {
  busy = false;
  log.ariaBusy = null;
  clearTimeout(waiting);
  dots.remove();
  composer.ariaBusy = null;
  if (status.textContent === "Working…") status.textContent = "";
}

/** Show a reply. What is said is announced; questions and answers are reached by moving focus. */
function show(messages, arriving, practising) {
  const guidance = messages.find((message) => message.kind === "answer");
  const drafted = messages.some((message) => message.kind === "draft");
  const headed = drafted || Boolean(practising); // read in order, from the first heading on
  const reading = headed || messages.some((message) => message.kind === "dates");
  const turn = practising ? entry(practising.banner, "reply practised") : entry(guidance ? "Suggestion" : "Reply", "reply");
  log.append(turn.element);
  let target = null;
  for (const message of messages) {
    const quiet = el("div", { class: "part", "aria-live": "off" });
    if (isQuestion(message)) {
      const question = ask(withDone(message), (choice) => {
        if (open === question) take({ choice }, { asked: question });
      });
      open?.passed();
      open = question;
      quiet.append(...[question.element, forgetting(message)].filter(Boolean));
      turn.element.append(quiet);
      if (!target || !(guidance || reading)) target = question.heading;
    } else if (message.kind === "dates") {
      quiet.append(render(message));
      turn.element.append(quiet);
      target ??= quiet.querySelector(".dates");
    } else if (headed && ["section", "draft"].includes(message.kind)) {
      quiet.append(render(message));
      turn.element.append(quiet);
      target ??= quiet.querySelector("h3");
    } else if (message.kind === "answer") {
      quiet.append(render(message, 2));
      turn.element.append(quiet);
      target = quiet.querySelector("h2");
    } else {
      turn.element.append(render(message));
    }
  }
  if (arriving) return;
  reveal(turn.element);
  if (isTyping()) status.textContent = guidance ? `Suggestion: ${guidance.heading}` : "There is a new reply.";
  else (target ?? turn.heading).focus({ preventScroll: true });
}

/** What the practitioner typed. It stays on this page only. */
function youSaid(words) {
  const turn = entry("You said", "you");
  turn.element.append(el("p", { class: "words" }, words));
  log.append(turn.element);
  reveal(turn.element);
  return turn.element;
}

function entry(title, className) {
  const heading = el("h2", { id: freshId("turn"), class: "turn-heading", tabindex: "-1" }, title);
  return { heading, element: el("article", { class: `turn ${className}`, "aria-labelledby": heading.id }, heading) };
}

function isTyping() {
  return document.activeElement === field && field.value.trim() !== "";
}

function reveal(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function fail(fault, tryAgain) {
  const known = fault instanceof Problem ? fault : new Problem("Something went wrong on this page", "Please start again. If a child is in danger, call 999.", { expired: true });
  if (!(fault instanceof Problem)) console.error(fault);
  byId("trouble-heading").textContent = known.title;
  byId("trouble-text").textContent = known.detail;
  again = tryAgain;
  retry.hidden = !known.retry;
  restart.hidden = !known.expired;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "center" });
  byId("trouble-heading").focus({ preventScroll: true });
}

function setText(words) {
  field.value = words;
  grow();
}

function grow() {
  field.rows = 1;
  const lines = Math.round(field.scrollHeight / parseFloat(getComputedStyle(field).lineHeight));
  field.rows = Math.min(Math.max(lines - 1, 1), 8);
}

function submit() {
  const said = field.value.trim();
  if (said === "") {
    status.textContent = "Write something first, or choose an answer above.";
    field.focus();
    return;
  }
  if (busy) return;
  field.value = "";
  grow();
  take({ text: said }, { said });
}

field.addEventListener("input", grow);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
composer.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
retry.addEventListener("click", () => again?.());
restart.addEventListener("click", startAgain);
clearing.addEventListener("click", startAgain);

// On paper, everything that is folded away is open.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not([open])")) {
    fold.open = true;
    fold.dataset.opened = "";
  }
});
addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll("details[data-opened]")) {
    fold.open = false;
    delete fold.dataset.opened;
  }
});

composer.hidden = false;
clearing.hidden = false;
take({ event: "start" }, { arriving: true });
