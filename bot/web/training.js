// The exercise alone, on this page: the strip that says so, and which exercises this browser has seen finished.

import { el } from "./dom.js";

const KEY = "guidance.exercises"; // exercise → the day it was finished; it never leaves this browser
const LIST = "training_pick";
const strip = document.getElementById("practising");
const words = document.getElementById("practising-words");
const leaving = document.getElementById("practising-leave");

let leave = null;
leaving.addEventListener("click", () => leave?.());

/** What was typed belongs to an exercise, or may be about a real child: until that is known, no record has it. */
export function belongsTo(typed, practising) {
  if (practising || !strip.hidden) typed.classList.add("practised");
  if (practising?.held) typed.classList.add("may-be-real");
}

/** Show that an exercise is on, or take it away for null. `choose({question, turn, value})` is called to leave it. */
export function showPractising(practising, choose) {
  if (!practising?.held) {
    for (const typed of document.querySelectorAll(".may-be-real")) {
      typed.classList.remove("may-be-real");
      if (!practising) typed.classList.remove("practised"); // it was real
    }
  }
  strip.hidden = !practising;
  document.documentElement.classList.toggle("in-exercise", Boolean(practising));
  if (!practising) return;
  words.textContent = practising.banner;
  leaving.textContent = practising.leave;
  leaving.hidden = practising.held;
  leave = () => choose({ question: "training_leave", turn: practising.turn, value: "training_leave" });
  if (practising.finished) remember(practising.finished);
}

/** A question with the exercises marked that were finished in this browser. */
export function withDone(message) {
  if (message.question !== LIST) return message;
  const done = finished();
  const options = message.options.map((option) =>
    done[option.value] ? { ...option, hint: `Done on ${inWords(done[option.value])}. ${option.hint}` } : option,
  );
  return { ...message, options };
}

/** Below a list of exercises: what is remembered here, and a button that forgets it. Nothing if there is nothing. */
export function forgetting(message) {
  const count = Object.keys(finished()).length;
  if (message.question !== LIST || count === 0) return null;
  for (const older of document.querySelectorAll(".remembered")) older.remove();
  const done = el("p", { class: "hint", role: "status" });
  const button = el("button", { type: "button", class: "quiet" }, "Forget them");
  const said = el("p", { class: "hint" }, `Only this browser knows which exercises you have finished (${count}).`);
  button.addEventListener("click", () => {
    write({});
    button.remove();
    said.remove();
    done.textContent = "Forgotten. The list shows it the next time it is opened.";
  });
  return el("div", { class: "remembered" }, said, button, done);
}

function remember(exercise) {
  write({ ...finished(), [exercise]: new Date().toISOString().slice(0, 10) });
}

function finished() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // kept back in another site's frame, or not ours
  }
}

function write(done) {
  try {
    localStorage.setItem(KEY, JSON.stringify(done));
  } catch {
    // without it nothing is marked as done, and nothing else is missing
  }
}

function inWords(day) {
  const date = new Date(day);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
