"""Tell when a map is on the screen: read the pixels of deck.gl's canvas right after each frame that it draws."""

from __future__ import annotations

from playwright.sync_api import Page

# A WebGL canvas can be read until the browser shows the frame: so in the microtask after the draw calls, no later.
_WATCH = """
window.mapPaintedAt = 0;
window.mapColouredShare = 0;
const SIDE = 32;
const small = document.createElement("canvas");
small.width = small.height = SIDE;
const colouredShare = canvas => {
  const context = small.getContext("2d", {willReadFrequently: true});
  context.clearRect(0, 0, SIDE, SIDE);
  context.drawImage(canvas, 0, 0, SIDE, SIDE);
  const pixels = context.getImageData(0, 0, SIDE, SIDE).data;
  let coloured = 0;
  for (let i = 3; i < pixels.length; i += 4) coloured += pixels[i] > 0;
  return coloured / (SIDE * SIDE);
};
let waiting = false;
const drawn = canvas => {
  waiting = false;
  if (!canvas.isConnected || !canvas.closest("[data-testid=stDeckGlJsonChart]")) return;
  window.mapColouredShare = colouredShare(canvas);
  if (!window.mapPaintedAt && window.mapColouredShare > 0.03) {
    window.mapPaintedAt = performance.timeOrigin + performance.now();
  }
};
for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
  const draw = WebGL2RenderingContext.prototype[name];
  WebGL2RenderingContext.prototype[name] = function (...call) {
    draw.apply(this, call);
    if (!waiting && this.canvas instanceof HTMLCanvasElement) {
      waiting = true;
      queueMicrotask(() => drawn(this.canvas));
    }
  };
}
"""


def watch(page: Page) -> None:
    """Watch the map of a page that is not opened yet: look at it after each frame that it draws."""
    page.add_init_script(f"{{{_WATCH}}}")


def wait_until_painted(page: Page, seconds: float = 60) -> float:
    """Seconds since 1970 when the page's first map had colour. Raises Playwright's TimeoutError."""
    page.wait_for_function("() => window.mapPaintedAt > 0", timeout=seconds * 1000)
    return float(page.evaluate("window.mapPaintedAt")) / 1000


def coloured_share(page: Page) -> float:
    """Share of the map's canvas that had colour in the last frame, 0 to 1."""
    return float(page.evaluate("window.mapColouredShare"))
