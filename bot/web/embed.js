// Puts the chat into another site's page, by one tag there:
// <script src="https://this.server/embed.js" data-title="Threshold guidance" data-height="720"></script>
// That site must be among GUIDANCE_EMBED_IN. Works where browsers block other sites' cookies.
{
  const tag = document.currentScript;
  const frame = document.createElement("iframe");
  frame.src = new URL("/?embedded", tag.src).href;
  frame.title = tag.dataset.title || "Threshold guidance";
  frame.allow = "clipboard-write";
  frame.style.cssText = `display: block; width: 100%; height: ${Number(tag.dataset.height) || 720}px; border: 0;`;
  tag.after(frame);
}
