/* The Reports tab: the list, and one report in one of its views. Which one stands in the address, so that links and
   Back work; what is shown comes from the server as HTML. */
((page) => {
  "use strict";

  const { byId, all } = page;
  let shown = ""; // the address of what stands there
  let turn = 0; // counts what was asked for, so that a late answer never replaces a newer one
  let wanted = ""; // what the list is narrowed to
  let sorted = { column: -1, isDown: false };
  let listTop = 0; // how far the list was scrolled when a report was opened
  let mayChange = false;

  const room = () => byId("reports-room");
  const query = () => new URLSearchParams(location.search);
  const key = () => `${query().get("report") || ""} ${query().get("view") || ""} ${page.language()}`;

  function addressOf(source, view = "") {
    const now = query();
    if (source) now.set("report", source);
    else now.delete("report");
    if (view && view !== "text") now.set("view", view);
    else now.delete("view");
    return `${location.pathname}?${now}#reports`;
  }

  async function show({ isFresh = false } = {}) {
    if (page.tab() !== "reports" || (shown === key() && !isFresh)) return;
    const mine = ++turn;
    const [source, view] = [query().get("report"), query().get("view") || ""];
    const isSameReport = source && shown.startsWith(`${source} `);
    const late = setTimeout(() => room().setAttribute("aria-busy", "true"), page.WAIT_MS);
    let told;
    try {
      told = source
        ? await page.fetchNow("reports_open", [source, view, page.language()])
        : await page.fetchNow("reports_list", [page.language()]);
    } catch (error) {
      told = { html: page.lostNotice(error) };
    }
    clearTimeout(late);
    if (mine !== turn) return;
    room().removeAttribute("aria-busy");
    room().innerHTML = told.html;
    shown = key();
    if (source) return isSameReport ? undefined : window.scrollTo({ top: 0 });
    if ("mayChange" in told) mayChange = told.mayChange;
    dressList();
    window.scrollTo({ top: listTop });
  }

  function open(source, view) {
    if (!query().get("report")) listTop = window.scrollY;
    history.pushState(null, "", addressOf(source, view));
    show();
  }

  function follow(link, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.dataset.dossier);
  }

  function onView(button) {
    const source = button.closest(".dossier").dataset.source;
    history.replaceState(history.state, "", addressOf(source, button.dataset.view));
    show();
  }

  /* ---------- the list ---------- */

  const rows = () => all("tbody tr", room());

  function dressList() {
    const box = room().querySelector(".filter");
    if (!box) return;
    box.value = wanted;
    box.addEventListener("input", () => narrow(box.value));
    narrow(wanted);
    if (sorted.column >= 0) order();
  }

  function narrow(text) {
    wanted = text;
    const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const row of rows()) {
      const held = row.textContent.toLowerCase();
      row.hidden = !parts.every((part) => held.includes(part));
      n += row.hidden ? 0 : 1;
    }
    room().querySelector(".none").hidden = n > 0 || !parts.length;
  }

  function order() {
    const { column, isDown } = sorted;
    const heads = all("thead th", room());
    const isNumber = "number" in heads[column].dataset;
    const valueOf = (row) => {
      const text = row.children[column]?.textContent.trim() || "";
      return isNumber ? Number(text.replace(/\D/g, "")) : text;
    };
    const compare = (one, other) =>
      isNumber ? valueOf(one) - valueOf(other) : valueOf(one).localeCompare(valueOf(other), page.language());
    const ordered = rows().sort((one, other) => (isDown ? -1 : 1) * compare(one, other));
    room().querySelector("tbody").append(...ordered);
    heads.forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  function onSort(button) {
    const column = all("thead th", room()).indexOf(button.closest("th"));
    sorted = { column, isDown: sorted.column === column && !sorted.isDown };
    order();
  }

  /* ---------- one report ---------- */

  function lead(link, event) {
    event.preventDefault();
    const head = room().querySelector(`[data-at="${link.dataset.section}"]`);
    if (head) head.scrollIntoView({ block: "start" });
  }

  function onOnly(button) {
    const isOnly = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isOnly));
    room().querySelector(".pairs").classList.toggle("only", isOnly);
  }

  /* The next or the previous place that differs, or row of the list. */
  function step(by) {
    const stops = all(".pair.differs", room()).length ? all(".pair.differs", room()) : all("[data-dossier]", room());
    if (!stops.length) return false;
    const now = stops.indexOf(document.activeElement);
    const next = stops[Math.min(Math.max(now + by, 0), stops.length - 1)];
    if (!next.matches("a")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  async function save(form) {
    const source = room().querySelector(".dossier").dataset.source;
    const cells = Object.fromEntries(new FormData(form));
    const told = await change("reports_save", [source, cells]);
    if (told.form) {
      room().querySelector(".view").innerHTML = told.form;
      room().querySelector("[aria-invalid]").focus();
    }
    tell(told.said, { isFault: !told.ok });
    if (told.ok) show({ isFresh: true });
  }

  /* ---------- what is said above, and changes ---------- */

  function tell(text, { isFault = false, undo = "", act = null } = {}) {
    const line = document.createElement("p");
    line.className = isFault ? "fault" : "";
    line.textContent = text;
    for (const [words, run] of [[undo && page.say("undo"), undo && (() => restore(undo))], act || []]) {
      if (!words) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = words;
      button.addEventListener("click", run);
      line.append(" ", button);
    }
    byId("reports-said").replaceChildren(...(text ? [line] : []));
    return line;
  }

  async function change(endpoint, data) {
    try {
      return await page.fetchNow(endpoint, [...data, page.language()]);
    } catch (error) {
      return { ok: false, said: error.said || page.say("lost") };
    }
  }

  async function remove(button) {
    const told = await change("reports_remove", [button.dataset.remove]);
    tell(told.said, { isFault: !told.ok, undo: told.undo });
    show({ isFresh: true });
  }

  async function restore(trashId) {
    const told = await change("reports_restore", [trashId]);
    tell(told.said, { isFault: !told.ok });
    show({ isFresh: true });
  }

  page.offer({ reports: { show, tell, change, mayChange: () => mayChange } });
  page.onTab("reports", () => show({ isFresh: true }));
  page.onSpeak(() => show());
  page.onStart(() => {
    window.addEventListener("popstate", () => show());
    room().addEventListener("submit", (event) => {
      if (!event.target.matches("[data-form]")) return; // signing out is the browser's own
      event.preventDefault();
      save(event.target);
    });
  });
  page.onClick("#reports-desk [data-dossier]", follow);
  page.onClick("#reports-desk [data-view]", onView);
  page.onClick("#reports-desk .sort", onSort);
  page.onClick("#reports-desk [data-section]", lead);
  page.onClick("#reports-desk [data-only]", onOnly);
  page.onClick("#reports-desk [data-remove]", remove);
  page.onClick("#reports-desk [data-restore]", (button) => restore(button.dataset.restore));
  page.onKey("j", () => step(1), { tab: "reports" });
  page.onKey("k", () => step(-1), { tab: "reports" });
})(window.yaodian);
