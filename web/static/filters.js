/* The menus that narrow a question. What is chosen stands in the address; choosing asks again. */
((page) => {
  "use strict";

  const { byId, all } = page;
  const NAMES = { places: "place", levels: "level", years: "year", kinds: "kind", stances: "stance" };

  const boxes = (field) => all(`[data-filter="${field}"] input[type="checkbox"]`);
  const valueOf = (field, text) => (field === "years" ? Number(text) : text);

  /* Only what narrows: an empty field is left out. */
  function chosenFilters() {
    const filters = {};
    for (const field of Object.keys(NAMES)) {
      const chosen = boxes(field).filter((one) => one.checked);
      if (chosen.length) filters[field] = chosen.map((one) => valueOf(field, one.value));
    }
    return filters;
  }

  function readFilters(query) {
    const filters = {};
    for (const [field, name] of Object.entries(NAMES)) {
      const values = query.getAll(name);
      if (values.length) filters[field] = values.map((value) => valueOf(field, value));
    }
    return filters;
  }

  function writeFilters(query, filters) {
    for (const [field, name] of Object.entries(NAMES)) {
      for (const value of filters[field] || []) query.append(name, value);
    }
  }

  function applyFilters(filters) {
    for (const field of Object.keys(NAMES)) {
      const values = (filters[field] || []).map(String);
      for (const one of boxes(field)) one.checked = values.includes(one.value);
    }
    showChosen();
  }

  const joined = (names) => names.reduce((one, other) => (one ? page.say("list_pair", { one, other }) : other), "");

  /* A menu's chip names what is chosen in it. */
  function showChosen() {
    for (const menu of all("[data-filter]")) {
      const chosen = boxes(menu.dataset.filter).filter((one) => one.checked);
      const said = chosen.map((one) => one.nextElementSibling.textContent);
      const chip = menu.querySelector("summary");
      chip.querySelector(".label").textContent = joined(said) || chip.dataset.label;
      menu.parentElement.classList.toggle("chosen", said.length > 0);
      menu.parentElement.querySelector(".clear").hidden = !said.length;
    }
  }

  function onChange(event) {
    if (event.target.type !== "checkbox") return;
    showChosen();
    page.askAgain({ filters: chosenFilters() });
  }

  function clear(button) {
    for (const one of boxes(button.dataset.clear)) one.checked = false;
    showChosen();
    button.parentElement.querySelector("summary").focus();
    page.askAgain({ filters: chosenFilters() });
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

  page.offer({ chosenFilters, readFilters, writeFilters, applyFilters });
  page.onSpeak(speak);
  page.onClick("[data-clear]", clear);
  page.onStart(() => {
    byId("filters").addEventListener("change", onChange);
    byId("filters").addEventListener("input", seek);
  });
})(window.yaodian);
