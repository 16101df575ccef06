/* Sorting the table of findings: up, down, and back to the answer's own order. */
((page) => {
  "use strict";

  const { all } = page;
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
  const NUMBERS = new Set(["year", "stance", "figures", "confidence"]);
  let sorted = { by: "", direction: "none" };

  function compare(by, direction, one, other) {
    const [a, b] = [one.dataset[by], other.dataset[by]];
    if (a === "" || b === "") return (a === "") - (b === "");
    const order = NUMBERS.has(by) ? Number(a) - Number(b) : a.localeCompare(b, page.language());
    return direction === "descending" ? -order : order;
  }

  function sortAsBefore() {
    const table = document.querySelector("#result .ledger");
    if (!table || !table.tHead) return;
    const rows = all(".finding", table);
    rows.forEach((row, at) => (row.dataset.at ??= at));
    const { by, direction } = sorted;
    rows.sort((one, other) => one.dataset.at - other.dataset.at);
    if (direction !== "none") rows.sort((one, other) => compare(by, direction, one, other));
    table.append(...rows);
    for (const button of all("[data-sort]", table)) {
      button.closest("th").setAttribute("aria-sort", button.dataset.sort === by ? direction : "none");
    }
  }

  function sortBy(button) {
    const by = button.dataset.sort;
    sorted = { by, direction: by === sorted.by ? NEXT[sorted.direction] : "ascending" };
    sortAsBefore();
  }

  page.offer({ sortAsBefore });
  page.onClick("[data-sort]", sortBy);
})(window.yaodian);
