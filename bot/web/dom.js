// Elements built by hand. Text only ever becomes text: nothing here parses markup.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  warning: ["M12 3 1.5 21h21z", "M12 10v5", "M12 18v.2"],
  phone: [
    "M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1 11.4 11.4 0 0 0 .57 3.6 1 1 0 0 1-.25 1z",
  ],
  tick: ["m5 12.5 4.5 4.5L19 7.5"],
};

/** An element with properties and children. Strings become text; null, false and "" are left out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.flat(2).filter(Boolean));
  return node;
}

/** A drawing that says nothing by itself: a word always stands beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

let count = 0;

/** An id that no other element of this page has. */
export function freshId(stem) {
  count += 1;
  return `${stem}-${count}`;
}

// Telephone numbers as people write them here, and web addresses.
const LINKS = /https:\/\/[^\s<>"']*[^\s<>"'.,;:)\]]|(?<![\d/.-])0\d{2,5}(?: \d{2,6}){1,3}(?![\d/-])|(?<![\d/.-])0\d{9,10}(?![\d/-])/g;

/** Text as nodes in which numbers can be tapped and addresses followed. */
export function linked(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(LINKS)) {
    const digits = found[0].replaceAll(" ", "");
    const isNumber = /^0(\d{9,10}|8001111)$/.test(digits);
    if (!isNumber && !found[0].startsWith("https:")) continue;
    nodes.push(text.slice(at, found.index));
    nodes.push(isNumber ? el("a", { href: `tel:${digits}`, class: "number" }, found[0]) : outside(found[0], found[0]));
    at = found.index + found[0].length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== "");
}

/** A link to another site, in a new tab, so that the conversation stays. `unseen` is for screen readers. Not a web address: plain text. */
export function outside(address, words, unseen = "") {
  if (!/^https?:\/\//i.test(address)) return document.createTextNode(words);
  return el(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer", class: "outside" },
    words,
    el("span", { class: "visually-hidden" }, `${unseen} (opens in a new tab)`),
  );
}

/** Text in which a blank line starts a new paragraph. */
export function paragraphs(text, className = null) {
  return String(text ?? "")
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part) => el("p", { class: className }, linked(part.trim())));
}

/** Text with the words that were heard marked; each mark says which sign was read there. */
export function marked(text, heard) {
  const found = heard
    .map((one) => ({ ...one, at: text.indexOf(one.words) }))
    .filter((one) => one.words && one.at >= 0)
    .sort((first, second) => first.at - second.at);
  const nodes = [];
  let from = 0;
  for (const one of found) {
    if (one.at < from) continue;
    nodes.push(text.slice(from, one.at), el("mark", { title: one.sign }, one.words));
    from = one.at + one.words.length;
  }
  return [...nodes, text.slice(from)].filter((node) => node !== "");
}
