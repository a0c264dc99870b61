// Copies an address or a text, or hands it to the phone's own sheet. A browser without the clipboard (a site without https) selects
// it, to be copied by hand.
if (!window.commonMeasureShares) {
  window.commonMeasureShares = true;
  document.documentElement.classList.toggle("cm-has-sheet", "share" in navigator);
  const byHand = (input) => {
    input.closest("details")?.setAttribute("open", "");
    input.select();
    return `Press ${/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl+"}C`;
  };
  const copy = (input) =>
    navigator.clipboard ? navigator.clipboard.writeText(input.value).then(() => "Copied", () => byHand(input)) : byHand(input);
  const hand = (input) => navigator.share({ title: document.title, url: input.value }).then(() => "", () => "");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(":is(.cm-share, .cm-copy) button");
    if (!button) return;
    const row = button.closest("div");
    for (const status of button.closest(".cm-share, .cm-copy").querySelectorAll("[role=status]")) status.textContent = "";
    const told = await (button.className === "cm-sheet" ? hand : copy)(row.querySelector("input, textarea"));
    row.querySelector("[role=status]").textContent = told;
  });
}
