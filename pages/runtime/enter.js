// Enter in a search box takes the first match. The key may be pressed before the server has answered for what was typed:
// then the first match is taken as soon as it stands there, unless something else is typed meanwhile.
if (!window.commonMeasureEnters) {
  window.commonMeasureEnters = true;
  const patience = 10000; // milliseconds
  let waiting = null;
  const take = (box, text) => {
    if (box.querySelector(".cm-answers")?.dataset.text !== text) return false;
    box.querySelector(".stButtonGroup button")?.click();
    if (matchMedia("(pointer: coarse)").matches) box.querySelector("input").blur(); // the keys of a phone cover the page
    return true;
  };
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.("[class*=st-key-find-]");
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT" || !box) return;
    const [input, text] = [event.target, event.target.value];
    waiting?.disconnect(); // Enter a second time would press the match twice
    if (!text.trim() || take(box, text)) return;
    const answered = new MutationObserver(() => (input.value !== text || take(box, text)) && stop());
    const stop = () => answered.disconnect();
    waiting = answered;
    answered.observe(box, { childList: true, subtree: true, attributes: true });
    setTimeout(stop, patience);
  });
}
