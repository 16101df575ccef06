/* The source beside an answer or a matrix; on a narrow screen a sheet that comes up over it. There is one, and it moves
   with the reader from tab to tab: each has a place for it, and keeps what was opened there. */
((page) => {
  "use strict";

  const { byId, all, wide } = page;
  let opened = null; // the place whose source is shown
  let turn = 0; // counts openings, so that a late source never replaces a newer one
  let returnTo = null; // where the focus goes when the sheet closes
  let isGoingBack = false;
  let version = "repaired"; // which text is shown: "original" or "repaired"

  /* By tab: where the source stands, the part shown before one is opened, what a sheet lies over, what was open. */
  const lodgings = new Map();
  let lodging = null;

  /* Gives the source a place in a tab, entered whenever the tab comes into view. */
  function lodgeSource(name, { room, idle, behind }) {
    lodgings.set(name, { room, idle, behind, opened: null, note: "" });
    page.onTab(name, () => enter(name));
  }

  function enter(name) {
    const next = lodgings.get(name);
    if (!next || next === lodging) return;
    dropSheet();
    Object.assign(lodging, { opened, note: byId("source-note").innerHTML });
    lodging = next;
    byId(next.room).append(byId("source-side"));
    byId("source-note").innerHTML = next.note;
    if (next.opened) return openSource(next.opened, { quietly: true });
    turn += 1;
    opened = null;
    byId("source-content").innerHTML = page.part(next.idle);
  }

  function placeOf(element) {
    const { report, start, end } = element.dataset;
    return { report, start: Number(start), end: Number(end) };
  }

  const isPlace = (element, place) =>
    element.dataset.report === place.report &&
    Number(element.dataset.start) === place.start &&
    Number(element.dataset.end) === place.end;

  /* Behind a tab that is not in view only what is open there changes. */
  const isElsewhere = (tab) => tab !== "" && lodgings.get(tab) !== lodging;

  async function openSource(place, { quietly = false, note = null, tab = "" } = {}) {
    if (isElsewhere(tab)) return Object.assign(lodgings.get(tab), { opened: place, note: note || "" });
    const mine = ++turn;
    opened = place;
    if (note !== null) byId("source-note").innerHTML = note;
    showOpened();
    const content = byId("source-content");
    if (!wide.matches && !quietly) openSheet();
    const late = setTimeout(() => {
      content.textContent = page.say("waiting_source");
    }, page.WAIT_MS);
    let html;
    try {
      html = await page.fetchNow("source", [place.report, place.start, place.end, page.language(), version]);
    } catch (error) {
      html = page.lostNotice(error);
    }
    clearTimeout(late);
    if (mine !== turn) return;
    content.innerHTML = html;
    showMark();
  }

  function showOpened() {
    for (const element of all("[data-report]")) {
      const isOpened = opened !== null && isPlace(element, opened);
      if (element.tagName === "BUTTON") element.setAttribute("aria-expanded", String(isOpened));
      element.classList.toggle("opened", isOpened);
    }
  }

  /* Scrolls the source alone: the page under the reader's eyes stays where it is. */
  function showMark() {
    const body = document.querySelector("#source .body");
    const mark = body && body.querySelector("mark");
    if (!mark) return;
    const offset = mark.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.scrollTop += offset - body.clientHeight * 0.3;
  }

  /* The sheet covers the page, so Back closes it: it has an entry of its own in the history. */
  function openSheet() {
    if (document.documentElement.dataset.sheet !== "open") history.pushState({ sheet: true }, "", location.href);
    returnTo = document.activeElement;
    document.documentElement.dataset.sheet = "open";
    const source = byId("source");
    source.setAttribute("role", "dialog");
    source.setAttribute("aria-modal", "true");
    setBehind(true);
    byId("source-close").focus();
  }

  function closeSheet() {
    const isClosed = dropSheet();
    if (isClosed && history.state && history.state.sheet) {
      isGoingBack = true;
      history.back();
    }
    return isClosed;
  }

  function dropSheet() {
    if (document.documentElement.dataset.sheet !== "open") return false;
    delete document.documentElement.dataset.sheet;
    byId("source").setAttribute("role", "complementary");
    byId("source").removeAttribute("aria-modal");
    setBehind(false);
    if (returnTo && returnTo.isConnected) returnTo.focus();
    return true;
  }

  function setBehind(isBehind) {
    for (const id of ["masthead", ...lodging.behind]) byId(id).inert = isBehind;
  }

  function closeSource({ tab = "" } = {}) {
    if (isElsewhere(tab)) return Object.assign(lodgings.get(tab), { opened: null, note: "" });
    closeSheet();
    turn += 1;
    opened = null;
    showOpened();
    byId("source-note").innerHTML = "";
    byId("source-content").innerHTML = page.part(lodging.idle);
  }

  /* True where Back has only closed the sheet, or was this file's own doing. */
  function hasSheetGone() {
    const isOwn = isGoingBack;
    isGoingBack = false;
    return isOwn || dropSheet();
  }

  function speak() {
    byId("source").setAttribute("aria-label", page.say("source"));
    byId("source-close").setAttribute("aria-label", page.say("close"));
    if (!opened) byId("source-content").innerHTML = page.part(lodging.idle);
  }

  const isSelecting = () => !window.getSelection().isCollapsed;

  function onOpener(element) {
    if (element.tagName === "FIGURE" && isSelecting()) return false;
    openSource(placeOf(element));
  }

  /* The same place in the original, or in the repaired text again. */
  function showVersion(button) {
    version = button.dataset.version;
    openSource(opened, { quietly: true });
    byId("source-close").focus({ preventScroll: true });
  }

  lodgeSource("ask", { room: "reading-room", idle: "shelf", behind: ["question-bar", "answer-side"] });
  lodging = lodgings.get("ask");

  const openedSource = (tab) => (isElsewhere(tab) ? lodgings.get(tab).opened : opened);

  page.offer({ lodgeSource, placeOf, openSource, closeSource, closeSheet, hasSheetGone, openedSource });
  page.onSpeak(speak);
  page.onStart(() => {
    enter(page.tab());
    wide.addEventListener("change", closeSheet);
    byId("source-side").addEventListener("click", (event) => event.target.id === "source-side" && closeSheet());
  });
  page.onClick("#source-close", closeSheet);
  page.onClick("[data-copy]", (button) => page.copy(button, button.dataset.copy));
  page.onClick("[data-version]", showVersion);
  page.onClick("[data-report]", onOpener);
})(window.yaodian);
