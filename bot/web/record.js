// The page of a record: copying and printing, where the browser can.

const byId = (id) => document.getElementById(id);
const copy = byId("copy");

copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(byId("words").textContent);
  byId("done").textContent = copy.dataset.copied;
});
byId("print").hidden = false;
byId("print").addEventListener("click", () => print());
