// A participant's page: it follows the session, and never throws away what somebody is writing.

import { poll, runClocks } from "./poll.js";

const room = document.getElementById("room");
const form = document.getElementById("vote");
const notice = document.getElementById("moved-on");
let touched = false;

form?.addEventListener("input", () => {
  touched = true;
});
// compared with what the page came with as well: somebody may write before this runs; and a vote that was sent
// back with an error is not in yet
const isWriting = () =>
  touched ||
  document.querySelector(".error-summary") !== null ||
  [...(form?.querySelectorAll("input, textarea") ?? [])].some(
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );
form?.addEventListener("submit", () => {
  form.querySelector("button").setAttribute("aria-disabled", "true");
});

poll(room.dataset.state, 3000, (state) => {
  if (String(state.version) === room.dataset.version) return;
  if (!isWriting()) {
    location.replace("/room");
    return;
  }
  const link = document.createElement("a");
  link.href = "/room";
  link.textContent = notice.dataset.link;
  notice.replaceChildren(`${notice.dataset.text} `, link);
  notice.hidden = false;
});
runClocks();
