/* The Evaluate tab: what can be run and what was, and one result. Which one stands in the address, so that links and
   Back work; what is shown comes from the server as HTML. */
((page) => {
  "use strict";

  const { byId, all } = page;
  let shown = ""; // the address of what stands there
  let written = ""; // its HTML: what has not changed is not written again, so that a click or the focus is not lost
  let turn = 0; // counts what was asked for, so that a late answer never replaces a newer one
  let form = null; // what the form was filled in with, so that a language switch or a visit elsewhere keeps it

  const room = () => byId("evaluate-room");
  const query = () => new URLSearchParams(location.search);
  const key = () => `${query().get("run") || ""} ${query().get("against") || ""} ${page.language()}`;

  function addressOf(run, against = "") {
    const now = query();
    for (const [name, value] of [["run", run], ["against", against]]) {
      if (value) now.set(name, value);
      else now.delete(name);
    }
    return `${location.pathname}?${now}#evaluate`;
  }

  async function show({ isFresh = false } = {}) {
    if (page.tab() !== "evaluate" || (shown === key() && !isFresh)) return;
    const mine = ++turn;
    const [run, against] = [query().get("run"), query().get("against") || ""];
    const late = setTimeout(() => {
      room().setAttribute("aria-busy", "true");
      if (run) tell(page.say("result_opening"));
    }, page.WAIT_MS);
    let told;
    try {
      told = run
        ? await page.run("evaluate_open", [run, against, page.language()]).done
        : await page.fetchNow("evaluate_list", [page.language()]);
    } catch (error) {
      told = { html: page.lostNotice(error) };
    }
    clearTimeout(late);
    if (mine !== turn) return;
    room().removeAttribute("aria-busy");
    tell("");
    if (room().querySelector(".start")) form = page.readTrial();
    const isSame = shown.split(" ")[0] === (run || "");
    if (shown === key() && written === told.html) return page.dressTrial();
    room().innerHTML = written = told.html;
    shown = key();
    tellMoments(room());
    if (form && room().querySelector(".start")) page.fillTrial(form);
    page.dressTrial();
    if (!isSame) window.scrollTo({ top: 0 });
  }

  /* In the reader's own time and way of writing it. */
  function tellMoment(place) {
    const moment = new Date(place.dataset.moment);
    if (Number.isNaN(moment.getTime())) return;
    const said = moment.toLocaleString(page.language(), { dateStyle: "medium", timeStyle: "short" });
    place.textContent = `${said}${place.dataset.rest || ""}`;
  }

  const tellMoments = (place) => all("[data-moment]", place).forEach(tellMoment);

  function open(run, against = "") {
    history.pushState(null, "", addressOf(run, against));
    show();
  }

  function follow(link, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.dataset.result || "");
  }

  function tell(text, { isFault = false } = {}) {
    const line = document.createElement("p");
    line.className = isFault ? "fault" : "";
    line.textContent = text;
    byId("evaluate-said").replaceChildren(...(text ? [line] : []));
  }

  /* ---------- one result ---------- */

  function onFault(button) {
    const isOnly = button.getAttribute("aria-pressed") !== "true";
    for (const one of all("[data-fault]", room())) one.setAttribute("aria-pressed", String(one === button && isOnly));
    for (const failure of all(".failures .failure", room())) {
      failure.hidden = isOnly && !failure.dataset.faults.split("|").includes(button.dataset.fault);
    }
  }

  function askAgain(link, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.openTab("ask", { keepFocus: true });
    page.askAnew(link.dataset.again);
  }

  const TYPES = { json: "application/json", html: "text/html" };

  async function take(button) {
    const [name, kind] = [room().querySelector(".trial").dataset.result, button.dataset.takeResult];
    const late = setTimeout(() => button.setAttribute("aria-busy", "true"), page.WAIT_MS);
    let told;
    try {
      told = await page.run("evaluate_save", [name, kind, page.language()]).done;
    } catch (error) {
      told = { ok: false, said: (error && error.said) || page.say("lost") };
    }
    clearTimeout(late);
    button.removeAttribute("aria-busy");
    if (!told.ok) return page.sayBriefly(button, page.say("file_not_saved"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([told.text], { type: TYPES[kind] }));
    link.download = `${name.replace(/\.json$/, "")}.${kind}`;
    link.click();
    URL.revokeObjectURL(link.href);
    page.sayBriefly(button, page.say("file_saved"));
  }

  /* The next or the previous question that went wrong, or run of the list. */
  function step(by) {
    const stops = all(".failure:not([hidden]) > summary, .runs a", room());
    if (!stops.length) return false;
    const next = stops[Math.min(Math.max(stops.indexOf(document.activeElement) + by, 0), stops.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  /* ---------- a passage over the page ---------- */

  async function openProof(button) {
    const { proof, from, to } = button.dataset;
    const dialog = byId("evaluate-proof");
    const place = dialog.querySelector(".proof-room");
    place.textContent = page.say("waiting_source");
    dialog.querySelector("[data-close-proof]").textContent = page.say("close");
    dialog.setAttribute("aria-label", page.say("source"));
    dialog.showModal();
    try {
      place.innerHTML = await page.fetchNow("evaluate_passage", [proof, Number(from), Number(to), page.language()]);
    } catch (error) {
      place.innerHTML = page.lostNotice(error);
    }
    const mark = place.querySelector("mark");
    if (mark) mark.scrollIntoView({ block: "center" });
  }

  /* What the list tells has changed: who is at it sees that at once, all others when they come to it. */
  const renewList = () => !query().get("run") && show({ isFresh: true });

  page.offer({ trials: { show, tell, tellMoments, open, renewList } });
  page.onTab("evaluate", () => show({ isFresh: true }));
  page.onSpeak(() => show());
  page.onStart(() => {
    window.addEventListener("popstate", () => show());
    room().addEventListener("change", (event) => {
      if (event.target.name === "against") open(query().get("run"), event.target.value);
    });
    byId("evaluate-proof").addEventListener("click", (event) => {
      if (event.target.id === "evaluate-proof") event.target.close();
    });
  });
  page.onClick("#evaluate-desk [data-result]:not(article), #evaluate-desk [data-results]", follow);
  page.onClick("#evaluate-desk [data-fault]", onFault);
  page.onClick("#evaluate-desk [data-again]", askAgain);
  page.onClick("#evaluate-desk [data-take-result]", take);
  page.onClick("#evaluate-desk [data-proof]", openProof);
  page.onClick("#evaluate-desk [data-close-proof]", () => byId("evaluate-proof").close());
  page.onKey("j", () => step(1), { tab: "evaluate" });
  page.onKey("k", () => step(-1), { tab: "evaluate" });
})(window.yaodian);
