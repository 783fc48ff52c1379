// Optional: gives each figure the height that it asks for, and lets those further down come when the article has its own
// things, so that paper shows them too. Without it the CSS's shape stays.
addEventListener("message", (event) => {
  const { type, height } = event.data || {};
  if (type !== "lossfold:height" || !(height > 0)) return;
  for (const frame of document.querySelectorAll("iframe.lossfold")) {
    if (frame.contentWindow !== event.source) continue;
    Object.assign(frame.style, { height: `${Math.min(height, 900)}px`, aspectRatio: "auto", minHeight: 0, maxHeight: "none" });
  }
});
addEventListener("load", () => setTimeout(() => {
  for (const frame of document.querySelectorAll("iframe.lossfold")) frame.loading = "eager";
}, 5000));

// A blog with a switch for dark pages calls this, say from the switch: lossfoldTheme("dark"), "light", or "auto" for the
// reader's system. λ and the camera stay as they are.
function lossfoldTheme(theme) {
  for (const frame of document.querySelectorAll("iframe.lossfold")) {
    frame.contentWindow.postMessage({ type: "lossfold:theme", theme }, "*");
    // A frame that comes later is told when it has come.
    frame.onload = () => frame.contentWindow.postMessage({ type: "lossfold:theme", theme }, "*");
  }
}
