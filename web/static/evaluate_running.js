/* Starting a run, watching it - also one that somebody else started - and stopping it. */
((page) => {
  "use strict";

  const { byId, all } = page;
  let seen = 0; // the number of the run whose end was taken up
  let runs = null; // the runs as they are watched

  const form = () => byId("evaluate-room").querySelector(".start");

  async function call(name, data) {
    try {
      return await page.fetchNow(name, [...data, page.language()]);
    } catch (error) {
      return { ok: false, said: (error && error.said) || page.say("lost") };
    }
  }

  /* What the form says; the second file only where the first one has one. */
  function readTrial() {
    const held = form();
    const named = (name) => held.querySelector(`[name=${name}]`);
    const suite = named("suite");
    const sort = suite.selectedOptions[0] ? suite.selectedOptions[0].dataset.sort : "";
    const second = held.querySelector(`.second[data-for="${sort}"] select`);
    const boxes = all("[name=leg]", held);
    return {
      suite: suite.value,
      second: second ? second.value : "",
      legs: boxes.filter((box) => box.checked).map((box) => box.value),
      late: named("late").checked,
      centred: named("centred").checked,
      scope: named("scope").checked,
      collapse: named("collapse").checked,
      reranked: Number(named("reranked").value) || 1,
      sample: Number(named("sample").value) || null,
      ablation: named("ablation").checked,
    };
  }

  function fillTrial(was) {
    const held = form();
    const named = (name) => held.querySelector(`[name=${name}]`);
    chooseSuite(was.suite);
    for (const select of all(".second select", held)) if (was.second) select.value = was.second;
    for (const box of all("[name=leg]", held)) box.checked = was.legs.includes(box.value);
    for (const name of ["late", "centred", "scope", "collapse", "ablation"]) named(name).checked = was[name];
    named("reranked").value = was.reranked;
    named("sample").value = was.sample || "";
  }

  function chooseSuite(suite) {
    const select = form().querySelector("[name=suite]");
    if (all("option", select).some((one) => one.value === suite && !one.disabled)) select.value = suite;
  }

  function dressTrial() {
    if (!form()) return;
    showSecond();
    look();
  }

  function showSecond() {
    const chosen = form().querySelector("[name=suite]").selectedOptions[0];
    for (const label of all(".second", form())) label.hidden = !chosen || label.dataset.for !== chosen.dataset.sort;
    for (const select of all(".second select", form())) if (select.selectedIndex < 0) select.selectedIndex = 0;
  }

  /* The suites as they are now; what is chosen stays chosen where it can still be run. */
  function offerSuites(options) {
    const select = form() && form().querySelector("[name=suite]");
    if (!select) return;
    const was = select.value;
    select.innerHTML = options;
    chooseSuite(was);
    showSecond();
  }

  async function start() {
    const told = await runs.hear(call("evaluate_start", [JSON.stringify(readTrial())]), { isBegun: true });
    page.trials.tell(told.said || "", { isFault: !told.ok });
    if (told.ok) byId("evaluate-progress").scrollIntoView({ block: "nearest" });
  }

  async function cancel(button) {
    button.disabled = true;
    await runs.hear(call("evaluate_cancel", []));
  }

  /* Only what has changed is written, so that a screen reader hears each state once and the focus stays. */
  function put(html) {
    const place = byId("evaluate-progress");
    const fresh = document.createElement("div");
    fresh.innerHTML = html;
    const [old, now] = [place.querySelector(".building"), fresh.querySelector(".building")];
    if (!old || !now) {
      if (place.innerHTML !== html) place.innerHTML = html;
      return;
    }
    old.querySelector("p").textContent = now.querySelector("p").textContent;
    const [bar, next] = [old.querySelector("progress"), now.querySelector("progress")];
    bar.setAttribute("aria-label", next.getAttribute("aria-label"));
    for (const name of ["value", "max"]) {
      if (next.hasAttribute(name)) bar.setAttribute(name, next.getAttribute(name));
      else bar.removeAttribute(name);
    }
  }

  /* The end of a run that nobody here waited for is not said again. */
  function show(told, isLast) {
    if (!told.running && !isLast && told.result) seen = told.number;
    if (told.running || told.number !== seen) put(told.html);
    for (const button of all("[data-run]")) button.disabled = told.running;
  }

  /* Whoever waits at the list sees the result at once; who reads another one is not taken from it. */
  function end(told) {
    seen = told.result ? told.number : 0;
    if (told.result) put("");
    const isAtList = page.tab() === "evaluate" && !new URLSearchParams(location.search).get("run");
    if (told.result && isAtList) page.trials.open(told.result);
    else page.trials.show({ isFresh: isAtList });
  }

  function look() {
    if (page.tab() === "evaluate") runs.look();
  }

  page.offer({ readTrial, fillTrial, dressTrial, offerSuites });
  page.onTab("evaluate", look);
  page.onStart(() => {
    runs = page.watchWork({ ask: () => call("evaluate_progress", []), show, onEnd: end });
    byId("evaluate-room").addEventListener("change", (event) => event.target.name === "suite" && dressTrial());
  });
  page.onClick("#evaluate-desk [data-run]", start);
  page.onClick("#evaluate-desk [data-cancel-run]", cancel);
})(window.yaodian);
