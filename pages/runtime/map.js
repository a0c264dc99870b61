// Ways over a map, which neither Streamlit nor deck.gl has a setting for: the page scrolls over it, its keys go from
// place to place and what is picked is spoken, the box at the pointer stays whole, and full screen takes title, legend
// and source along.
if (!window.commonMeasureMaps) {
  window.commonMeasureMaps = true;
  const [MAP, ROOT, CARD] = [".stDeckGlJsonChart", ".deck-events-root", ".st-key-map_card"];
  const page = document.documentElement;
  const isFull = () => page.dataset.map === "full";
  const mapOf = (event) => event.target.closest?.(MAP);
  const early = { capture: true, passive: true };

  // A note on the map, for as long as the page is scrolled over it.
  const note = (map, text) => {
    let box = map.querySelector(".cm-map-note");
    if (!box) {
      box = map.appendChild(document.createElement("p"));
      box.className = "cm-map-note";
      box.ariaHidden = "true";
    }
    box.textContent = text;
    box.hidden = false;
    clearTimeout(box.timer);
    box.timer = setTimeout(() => (box.hidden = true), 1500);
  };

  // The wheel alone scrolls the page; with Ctrl, as a pinch on a touch pad comes too, it zooms.
  const zooms = /Mac/.test(navigator.platform) ? "⌘" : "Ctrl";
  document.addEventListener("wheel", (event) => {
    const map = mapOf(event);
    if (!map || event.ctrlKey || event.metaKey || isFull()) return;
    event.stopPropagation();
    note(map, `Hold ${zooms} to zoom with the wheel`);
  }, early);

  // One finger scrolls the page and taps; two move and zoom the map.
  const fingers = new Map();
  document.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" && mapOf(event)) fingers.set(event.pointerId, event);
  }, early);
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, (event) => {
      const start = fingers.get(event.pointerId);
      fingers.delete(event.pointerId);
      if (end === "pointercancel" && start && !isFull()) note(mapOf(start), "Use two fingers to move the map");
    }, early);
  }
  window.addEventListener("pointermove", (event) => {
    if (fingers.size === 1 && fingers.has(event.pointerId) && !isFull()) event.stopPropagation();
  }, early);
  const twoFingers = (event) => event.touches.length > 1 && event.cancelable && event.preventDefault();

  // Keys of a focused map, and the buttons above it, press what a pointer would.
  const press = (map, key) => map.closest(CARD)?.querySelector(`.st-key-map_${key} button`)?.click();
  const isBusy = () => document.querySelector(".stApp")?.dataset.testScriptState !== "notRunning";
  const steps = { ArrowRight: "next", ArrowDown: "next", ArrowLeft: "before", ArrowUp: "before" };
  document.addEventListener("keydown", (event) => {
    const [map, step] = [mapOf(event), steps[event.key]];
    if (event.key === "Escape" && isFull() && !document.querySelector("[data-testid=stPopoverBody], [role=listbox]")) fill(false);
    if (!map?.closest(CARD) || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isBusy()) press(map, step);
  }, { capture: true });

  // What the full map covers can't be reached by Tab, nor is it read aloud.
  let covered = [];
  const cover = (full) => {
    covered.forEach((element) => (element.inert = false));
    covered = [];
    for (let inside = full && document.querySelector(CARD); inside && inside !== document.body; inside = inside.parentElement) {
      covered.push(...[...inside.parentElement.children].filter((element) => element !== inside && element.matches("div, section, header, p")));
      if (inside.matches(".stApp")) break;
    }
    covered.forEach((element) => (element.inert = true));
  };
  const fill = (full) => {
    page.style.setProperty("--cm-ground", getComputedStyle(document.querySelector(".stApp")).backgroundColor);
    full ? (page.dataset.map = "full") : delete page.dataset.map;
    cover(full);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".cm-map-bar button");
    if (!button) return;
    const code = { in: "Equal", out: "Minus" }[button.dataset.map];
    if (!code) return fill(!isFull());
    const map = button.closest(CARD).querySelector(`${MAP} ${ROOT}`);
    map?.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
  });

  // The box at the pointer moves to its other side where it would be cut.
  const keepWhole = (map, box) => {
    const [whole, at, air] = [map.getBoundingClientRect(), box.getBoundingClientRect(), 12];
    if (!at.width) return;
    const [, x, y] = /translate\(([-\d.]+)px, ([-\d.]+)px\)/.exec(box.style.transform)?.map(Number) ?? [];
    const side = (point, length, room) => (point + air + length <= room ? air : Math.max(-point, -length - air));
    const moved = `${side(x, at.width, whole.width)}px ${side(y, at.height, whole.height)}px`;
    if (x >= 0 && box.style.translate !== moved) box.style.translate = moved;
  };

  const prepare = (map) => {
    const [root, box, title] = [map.querySelector(ROOT), map.querySelector(".deck-tooltip"), map.closest(CARD)?.querySelector("h2")];
    if (!root || !box) return;
    if (title) {
      root.setAttribute("role", "application");
      root.setAttribute("aria-roledescription", "map");
      root.setAttribute("aria-describedby", "cm-map-ways");
      if (root.ariaLabel !== title.textContent) root.setAttribute("aria-label", title.textContent);
    }
    if (map.commonMeasureBox === box) return;
    map.commonMeasureBox = box;
    map.addEventListener("touchmove", twoFingers, { passive: false });
    new MutationObserver(() => keepWhole(map, box)).observe(box, { attributes: true, attributeFilter: ["style"] });
  };

  // One region that lives as long as the page: text that is put into it is spoken, a new region often is not.
  const spoken = document.body.appendChild(document.createElement("div"));
  spoken.className = "cm-spoken";
  spoken.setAttribute("role", "status");
  let heard;
  const look = () => {
    document.querySelectorAll(MAP).forEach(prepare);
    if (isFull() && !document.querySelector(CARD)) fill(false);
    const text = document.querySelector(`${CARD} .cm-picked`)?.textContent ?? "";
    if (heard !== undefined && text !== heard) spoken.textContent = text;
    heard = text;
  };
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; look(); });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
}
