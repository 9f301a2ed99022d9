// What is asked → elements that can be answered once.

import { el, freshId, icon, linked } from "./dom.js";
import { summary } from "./render.js";

const MOST_RADIOS = 8;
const LONG_LIST = 6;

/** Whether a message waits for an answer. */
export function isQuestion(message) {
  return message.kind === "choices" || message.kind === "form";
}

/**
 * A question as { element, heading, wait, resume, used, passed }.
 * `answer({question, turn, value})` is called with each attempt to answer; `wait` and `resume`
 * hold it while that is sent, `used` and `passed` close it for good.
 */
export function ask(message, answer) {
  return message.kind === "form" ? form(message, answer) : choices(message, answer);
}

function choices(message, answer) {
  const hint = message.hint ? el("p", { class: "hint", id: freshId("hint") }, linked(message.hint)) : null;
  const heading = el("h3", { tabindex: "-1" }, message.text);
  const given = el("p", { class: "used" });
  const buttons = new Map(message.options.map((option) => [option.value, button(option)]));
  const element = el(
    "fieldset",
    { class: "question", "aria-describedby": hint?.id },
    el("legend", {}, heading),
    hint,
    el("div", { class: message.options.length > 4 ? "choices many" : "choices" }, [...buttons.values()]),
  );
  let picked = null;
  for (const [value, node] of buttons) {
    node.addEventListener("click", () => {
      if (element.disabled || element.ariaBusy === "true") return;
      picked = value;
      answer({ question: message.question, turn: message.turn, value });
    });
  }

  function close(words) {
    hold(element, false);
    element.disabled = true;
    element.classList.add("closed");
    given.append(words);
    element.append(given);
  }

  return {
    element,
    heading,
    wait: () => hold(element, true),
    resume: () => hold(element, false),
    used: () => {
      const option = message.options.find((one) => one.value === picked);
      buttons.get(picked).classList.add("chosen");
      buttons.get(picked).prepend(icon("tick"));
      close(`You chose: ${option.label}`);
    },
    passed: () => close("Not used: you typed instead."),
  };
}

function button(option) {
  return el(
    "button",
    { type: "button", class: "choice", "data-value": option.value },
    el("span", { class: "choice-words" }, el("span", { class: "choice-label" }, option.label), option.hint && el("span", { class: "choice-hint" }, option.hint)),
  );
}

function form(message, answer) {
  const heading = el("h3", { tabindex: "-1", id: freshId("form") }, message.text);
  const fields = message.fields.map((part) => field(part, message.text));
  const body = el(
    "div",
    { class: "fields" },
    message.hint ? el("p", { class: "hint" }, linked(message.hint)) : null,
    fields.map((one) => one.element),
    el("button", { type: "submit", class: "main-button" }, message.submit),
  );
  const element = el("form", { class: "question", novalidate: "", "aria-labelledby": heading.id }, heading, body);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    if (element.ariaBusy === "true") return;
    const value = Object.fromEntries(fields.map((one) => [one.id, one.value()]).filter(([, given]) => given !== null));
    answer({ question: message.question, turn: message.turn, value });
  });

  function close(...nodes) {
    hold(element, false);
    element.classList.add("closed");
    element.removeAttribute("aria-labelledby"); // no landmark any more: several may have the same name
    body.replaceWith(...nodes);
  }

  return {
    element,
    heading,
    wait: () => hold(element, true),
    resume: () => hold(element, false),
    used: () => {
      const pairs = fields.map((one) => [one.text, one.words()]);
      close(el("p", { class: "used" }, "You answered:"), summary(pairs));
    },
    passed: () => close(el("p", { class: "used" }, "Not used: you typed instead.")),
  };
}

/** Held while it is sent: nothing can be changed, and focus stays where it is. */
function hold(element, on) {
  element.ariaBusy = on ? "true" : null;
  element.classList.toggle("waiting", on);
}

function field(part, formText) {
  const words = part.hint || (part.many ? "Tick all that fit. You can leave all of them empty." : "");
  const hint = words ? el("p", { class: "hint", id: freshId("hint") }, linked(words)) : null;
  if (!part.many && part.options.length > MOST_RADIOS) return dropDown(part, hint);
  const name = freshId("field");
  const boxes = part.options.map((option) => box(option, name, part.many ? "checkbox" : "radio"));
  const long = part.options.length > LONG_LIST;
  const element = el(
    "fieldset",
    { class: "field", "aria-describedby": hint?.id },
    el("legend", { class: part.text === formText ? "visually-hidden" : null }, part.text),
    hint,
    el("div", { class: long ? "boxes two-columns" : "boxes" }, boxes.map((one) => one.element)),
  );
  const ticked = () => boxes.filter((one) => one.input.checked).map((one) => one.option);
  return {
    id: part.id,
    text: part.text,
    element,
    value: () => (part.many ? ticked().map((option) => option.value) : (ticked()[0]?.value ?? null)),
    words: () => (ticked().length ? ticked().map((option) => option.label) : part.many ? "None ticked" : "Not known"),
  };
}

function box(option, name, type) {
  const id = freshId("box");
  const hint = option.hint ? el("span", { class: "box-hint", id: `${id}-hint` }, option.hint) : null;
  const input = el("input", { type, name, id, value: option.value, checked: Boolean(option.chosen), "aria-describedby": hint?.id });
  const element = el("div", { class: `box ${type}` }, input, el("label", { for: id }, option.label), hint);
  return { option, input, element };
}

function dropDown(part, hint) {
  const id = freshId("field");
  const options = part.options.map((option) =>
    el("option", { value: option.value, selected: Boolean(option.chosen) }, option.hint ? `${option.label} (${option.hint})` : option.label),
  );
  const select = el("select", { id, "aria-describedby": hint?.id }, el("option", { value: "" }, "Choose, or leave as not known"), options);
  return {
    id: part.id,
    text: part.text,
    element: el("div", { class: "field" }, el("label", { for: id, class: "legend" }, part.text), hint, select),
    value: () => select.value || null,
    words: () => (select.value ? select.selectedOptions[0].textContent : "Not known"),
  };
}
