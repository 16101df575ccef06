/* The menus that narrow a question. What is chosen stands in the address; choosing asks again. */
((page) => {
  "use strict";

  const { byId, all } = page;
  const NAMES = { places: "place", levels: "level", years: "year", kinds: "kind", stances: "stance" };

  /* Each tab that narrows has menus of its own; those of the Ask tab where no others are named. */
  const own = () => byId("filters");
  const watched = new Map(); // the element around some menus → what a choice in them does

  const boxes = (field, within) => all(`[data-filter="${field}"] input[type="checkbox"]`, within);
  const valueOf = (field, text) => (field === "years" ? Number(text) : text);

  /* Only what narrows: an empty field is left out. */
  function chosenFilters(within = own()) {
    const filters = {};
    for (const field of Object.keys(NAMES)) {
      const chosen = boxes(field, within).filter((one) => one.checked);
      if (chosen.length) filters[field] = chosen.map((one) => valueOf(field, one.value));
    }
    return filters;
  }

  function readFilters(query, prefix = "") {
    const filters = {};
    for (const [field, name] of Object.entries(NAMES)) {
      const values = query.getAll(prefix + name);
      if (values.length) filters[field] = values.map((value) => valueOf(field, value));
    }
    return filters;
  }

  function writeFilters(query, filters, prefix = "") {
    for (const [field, name] of Object.entries(NAMES)) {
      for (const value of filters[field] || []) query.append(prefix + name, value);
    }
  }

  function applyFilters(filters, within = own()) {
    for (const field of Object.keys(NAMES)) {
      const values = (filters[field] || []).map(String);
      for (const one of boxes(field, within)) one.checked = values.includes(one.value);
    }
    showChosen(within);
  }

  const joined = (names) => names.reduce((one, other) => (one ? page.say("list_pair", { one, other }) : other), "");

  /* A menu's chip names what is chosen in it. */
  function showChosen(within) {
    for (const menu of all("[data-filter]", within)) {
      const chosen = boxes(menu.dataset.filter, within).filter((one) => one.checked);
      const said = chosen.map((one) => one.nextElementSibling.textContent);
      const chip = menu.querySelector("summary");
      chip.querySelector(".label").textContent = joined(said) || chip.dataset.label;
      menu.parentElement.classList.toggle("chosen", said.length > 0);
      menu.parentElement.querySelector(".clear").hidden = !said.length;
    }
  }

  function onChange(event) {
    if (event.target.type !== "checkbox") return;
    showChosen(event.currentTarget);
    watched.get(event.currentTarget)();
  }

  function clear(button) {
    const within = [...watched.keys()].find((one) => one.contains(button));
    for (const one of boxes(button.dataset.clear, within)) one.checked = false;
    showChosen(within);
    button.parentElement.querySelector("summary").focus();
    watched.get(within)();
  }

  function seek(event) {
    if (!event.target.matches(".seek")) return;
    const wanted = event.target.value.trim().toLowerCase();
    for (const row of all("label", event.target.parentElement)) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
    }
  }

  function speak() {
    const filters = chosenFilters();
    byId("filters").innerHTML = page.part("filters");
    applyFilters(filters);
  }

  /* act() runs whenever a choice in these menus changes. */
  function watchFilters(within, act) {
    watched.set(within, act);
    within.addEventListener("change", onChange);
    within.addEventListener("input", seek);
  }

  page.offer({ chosenFilters, readFilters, writeFilters, applyFilters, watchFilters });
  page.onSpeak(speak);
  page.onClick("[data-clear]", clear);
  page.onStart(() => watchFilters(own(), () => page.askAgain({ filters: chosenFilters() })));
})(window.yaodian);
