// Asks again and again whether anything has changed; a page that nobody looks at does not ask.

const LONGEST = 30_000;

/** Calls `tell` with the state whenever it differs from the last one. `period` in milliseconds. */
export function poll(address, period, tell) {
  let tag = "";
  let wait = period;
  let timer = 0;
  let leaving = false;

  async function ask() {
    clearTimeout(timer);
    if (document.hidden || leaving) return;
    try {
      const answer = await fetch(address, { headers: { "If-None-Match": tag }, cache: "no-store" });
      if (answer.status === 200 && !leaving) {
        tag = answer.headers.get("ETag") ?? "";
        tell(await answer.json());
      }
      wait = answer.ok || answer.status === 304 ? period : Math.min(LONGEST, wait * 2);
    } catch {
      wait = Math.min(LONGEST, wait * 2);
    }
    // spread over the room, so that two hundred phones do not all ask at once
    timer = setTimeout(ask, wait * (0.75 + Math.random() / 2));
  }

  document.addEventListener("visibilitychange", ask);
  // a form that is sent brings a new page by itself
  document.addEventListener("submit", () => {
    leaving = true;
  });
  timer = setTimeout(ask, period * Math.random());
}

/** Counts a clock of the page down, in words. */
export function runClocks() {
  for (const clock of document.querySelectorAll(".clock")) {
    const end = Date.now() + 1000 * Number(clock.dataset.seconds);
    const time = clock.querySelector(".clock-time");
    const tick = () => {
      const left = Math.max(0, Math.round((end - Date.now()) / 1000));
      time.textContent = left ? `${left} seconds left.` : "Time is up. You can still vote until it is revealed.";
      clock.classList.toggle("over", left === 0);
      if (left) setTimeout(tick, 1000);
    };
    tick();
  }
}
