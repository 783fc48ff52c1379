// Optional: gives each figure the height that it asks for. Without it the CSS's shape stays.
addEventListener("message", (event) => {
  const { type, height } = event.data || {};
  if (type !== "lossfold:height" || !(height > 0)) return;
  for (const frame of document.querySelectorAll("iframe.lossfold")) {
    if (frame.contentWindow !== event.source) continue;
    Object.assign(frame.style, { height: `${Math.min(height, 900)}px`, aspectRatio: "auto", minHeight: 0, maxHeight: "none" });
  }
});
