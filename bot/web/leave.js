// Leaving quickly: the page goes blank at once, and "back" does not lead to it again.

const link = document.getElementById("leave");
const TIMES = 3;
const PATIENCE = 5_000;
let pressed = [];

function leave() {
  document.body.hidden = true;
  document.title = "";
  (window.top ?? window).location.replace(link.href);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift") {
    pressed = [];
    return;
  }
  const now = performance.now();
  pressed = [...pressed.filter((at) => now - at < PATIENCE), now];
  if (pressed.length >= TIMES) leave();
});
