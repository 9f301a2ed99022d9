// The facilitator's page and the screen: counts as they come in, and a new page when the session moves on.

import { el } from "./dom.js";
import { poll, runClocks } from "./poll.js";

const live = document.getElementById("live");
const people = document.getElementById("people");

function count(id, value) {
  const place = document.getElementById(id);
  if (place) place.textContent = value;
}

poll(live.dataset.state, 2000, (state) => {
  if (String(state.version) !== live.dataset.version) {
    location.replace(location.pathname);
    return;
  }
  count("joined", state.joined);
  count("voted", state.voted);
  if (!people) return;
  people.hidden = !state.agencies.length;
  const rows = state.agencies.map(([name, voted, joined]) =>
    el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, String(voted)), el("td", {}, String(joined))),
  );
  people.tBodies[0].replaceChildren(...rows);
});
runClocks();
