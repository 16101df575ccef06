/* Walking through the findings with the keyboard. */
((page) => {
  "use strict";

  const { all } = page;

  function step(by) {
    const findings = all("#result .finding");
    const stops = findings.length ? findings : all("#result .hit .where");
    if (!stops.length) return;
    const now = stops.indexOf(document.activeElement.closest(".finding, .where"));
    const next = now < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(now + by, 0), stops.length - 1);
    stops[next].focus();
    stops[next].scrollIntoView({ block: "nearest" });
  }

  function openFocused() {
    const finding = document.activeElement.closest(".finding") || document.querySelector("#result .finding");
    const opener = finding ? finding.querySelector("[data-report]") : document.activeElement.closest("[data-report]");
    if (opener) page.openSource(page.placeOf(opener));
  }

  page.onKey("j", () => step(1), { tab: "ask" });
  page.onKey("k", () => step(-1), { tab: "ask" });
  page.onKey("o", openFocused, { tab: "ask" });
  page.onKey("Enter", (event) => (event.target.classList.contains("finding") ? openFocused() : false), { tab: "ask" });
})(window.yaodian);
