// Sorts a table by the column whose head is pressed: once for ascending, again for descending. Groups stay apart, lines
// to read against stay where they are, and what has no figure comes last.
if (!window.commonMeasureSorts) {
  window.commonMeasureSorts = true;
  const words = new Intl.Collator("en", { numeric: true });
  const order = (sign, column) => (one, other) => {
    const [a, b] = [one, other].map((row) => row.cells[column].dataset.v ?? row.cells[column].textContent);
    const [a_last, b_last] = [a, b].map((value) => value === "" || value === "–");
    if (a_last || b_last) return a_last - b_last;
    const numbers = "v" in one.cells[column].dataset;
    return sign * (numbers ? a - b : words.compare(a, b));
  };
  document.addEventListener("click", (event) => {
    const head = event.target.closest(".cm-sort thead button")?.closest("th");
    if (!head) return;
    const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    for (const body of head.closest("table").querySelectorAll("tbody:not(.cm-lines)")) {
      const rows = [...body.rows].filter((row) => !row.querySelector("th[scope=rowgroup]"));
      body.append(...rows.sort(order(sign, head.cellIndex)));
    }
  });
}
