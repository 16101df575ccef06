/* What was understood, as chips: one that is changed or taken away asks the question again, read that way. */
((page) => {
  "use strict";

  const { byId, all } = page;

  function showChips(html) {
    const focused = document.activeElement.closest("#chips [data-understood]");
    byId("chips").innerHTML = html;
    all("#chips .chip input").forEach(fitInput);
    if (focused) byId("chips").querySelector(`[data-understood="${focused.dataset.understood}"]`)?.focus();
  }

  function correct(changes) {
    const answer = page.shownAnswer();
    if (answer && answer.understood) page.askAgain({ understood: { ...answer.understood, ...changes }, previous: null });
  }

  const EMPTY = {
    is_negated: { is_negated: false },
    level: { level: "unknown" },
    condition: { condition: "" },
    combination: { combination: "none", other_topic: "" },
  };

  function takeAway(button) {
    const { drop, value } = button.dataset;
    if (drop in EMPTY) return correct(EMPTY[drop]);
    if (drop === "action") return correct({ action: "", topic: withoutWord(page.shownAnswer().understood.topic, value) });
    const held = page.shownAnswer().understood[drop];
    correct({ [drop]: held.filter((one) => String(one) !== value) });
  }

  /* The word for what is to be done is no part of the thing itself: what is left of "ban phones" is "phones". */
  function withoutWord(topic, word) {
    const rest = topic.replace(word, " ").replace(/\s+/g, " ").trim();
    return rest || topic;
  }

  /* "> 40%", "40 .. 60" or "most": what the server reads in any language of the page. */
  function stateCondition(chip) {
    const sign = chip.querySelector("select").value;
    const bound = chip.querySelector("input");
    const isRanking = sign === "most" || sign === "least";
    bound.hidden = isRanking;
    const numbers = bound.value.match(/[\d一二两三四五六七八九十百千万亿][\d,.一二两三四五六七八九十百千万亿]*/g) || [];
    const isWhole = isRanking || numbers.length === (sign === ".." ? 2 : 1);
    bound.setAttribute("aria-invalid", String(!isWhole));
    if (!isWhole) return bound.focus();
    const condition = isRanking ? sign : sign === ".." ? bound.value.trim() : `${sign} ${bound.value.trim()}`;
    correct({ condition });
  }

  /* As wide as its words: a Chinese character takes two columns. */
  function fitInput(input) {
    const columns = [...(input.value || input.placeholder)].reduce((sum, one) => sum + (one > "\u2e7f" ? 2 : 1), 0);
    input.style.width = `${Math.min(Math.max(columns, 2), 44) + 1}ch`;
  }

  function onChange(event) {
    const condition = event.target.closest(".chip.condition");
    if (condition) return stateCondition(condition);
    const control = event.target.closest("[data-understood]");
    if (control) correct({ [control.dataset.understood]: control.value.trim() });
  }

  page.offer({ showChips });
  page.onClick("[data-drop]", takeAway);
  page.onStart(() => {
    byId("chips").addEventListener("change", onChange);
    byId("chips").addEventListener("input", (event) => event.target.closest(".chip input") && fitInput(event.target));
    byId("chips").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches(".chip input")) event.target.blur();
    });
  });
})(window.yaodian);
