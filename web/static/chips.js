/* What was understood, as chips: one that is changed or taken away asks the question again, read that way. */
((page) => {
  "use strict";

  const { byId, all } = page;

  function showChips(html) {
    const focused = document.activeElement.closest("#chips [data-understood]");
    byId("chips").innerHTML = html;
    all("#chips .topic input").forEach(fitInput);
    if (focused) byId("chips").querySelector(`[data-understood="${focused.dataset.understood}"]`)?.focus();
  }

  function correct(changes) {
    const answer = page.shownAnswer();
    if (answer && answer.understood) page.askAgain({ understood: { ...answer.understood, ...changes }, previous: null });
  }

  const EMPTY = { is_negated: false, level: "unknown" };

  function takeAway(button) {
    const { drop, value } = button.dataset;
    if (drop in EMPTY) return correct({ [drop]: EMPTY[drop] });
    const held = page.shownAnswer().understood[drop];
    correct({ [drop]: held.filter((one) => String(one) !== value) });
  }

  /* As wide as its words: a Chinese character takes two columns. */
  function fitInput(input) {
    const columns = [...(input.value || input.placeholder)].reduce((sum, one) => sum + (one > "\u2e7f" ? 2 : 1), 0);
    input.style.width = `${Math.min(Math.max(columns, 4), 44) + 1}ch`;
  }

  function onChange(event) {
    const control = event.target.closest("[data-understood]");
    if (control) correct({ [control.dataset.understood]: control.value.trim() });
  }

  page.offer({ showChips });
  page.onClick("[data-drop]", takeAway);
  page.onStart(() => {
    byId("chips").addEventListener("change", onChange);
    byId("chips").addEventListener("input", (event) => event.target.closest(".topic input") && fitInput(event.target));
    byId("chips").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches(".topic input")) event.target.blur();
    });
  });
})(window.yaodian);
