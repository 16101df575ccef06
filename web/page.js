/* What the page does in the browser: language, colours, history, sources, keys.
   All words and HTML come from the server, escaped there; this file makes none from text. */
(() => {
  "use strict";

  const shells = window.yaodianShells;
  const wide = window.matchMedia("(min-width: 1024px)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const WAIT_MS = 500;
  const PING_MS = 2500;
  const THEMES = ["auto", "light", "dark"];

  const state = {
    language: "en",
    theme: "auto",
    asked: "", // the question whose answer is shown or awaited
    pending: null, // a question that comes from a link, an example or a language switch
    keepHistory: false,
    waiting: 0,
    pinging: 0,
    isSame: false, // the same question again, as after a language switch
    opened: null, // the place whose source is shown
    opening: 0, // counts openings, so that a late source never replaces a newer one
    returnTo: null, // where the focus goes when the sheet closes
  };

  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = () => shells[state.language].words;
  const questionBox = () => document.querySelector("#question textarea, #question input");

  function remember(key, value) {
    try {
      localStorage.setItem(`yaodian-${key}`, value);
    } catch {
      /* private windows may refuse storage; the choice then lasts as long as the page */
    }
  }

  function recall(key) {
    try {
      return localStorage.getItem(`yaodian-${key}`);
    } catch {
      return null;
    }
  }

  /* ---------- language ---------- */

  function languageOf(code) {
    if (code in shells) return code;
    const tag = String(code).toLowerCase();
    if (!tag.startsWith("zh")) return "en";
    return /hant|tw|hk|mo/.test(tag) ? "zh-Hant" : "zh-Hans";
  }

  function firstLanguage() {
    const linked = new URLSearchParams(location.search).get("lang");
    if (linked in shells) return linked;
    const kept = recall("language");
    return kept in shells ? kept : languageOf(navigator.language || "en");
  }

  function speak(language) {
    state.language = language;
    document.documentElement.lang = language;
    const shell = shells[language];
    byId("masthead").innerHTML = shell.masthead;
    byId("help-dialog").innerHTML = shell.help;
    const box = questionBox();
    box.placeholder = shell.words.question_hint;
    box.setAttribute("aria-label", shell.words.question);
    byId("ask").textContent = shell.words.ask;
    byId("source").setAttribute("aria-label", shell.words.source);
    byId("source-close").setAttribute("aria-label", shell.words.close);
    if (!state.asked) byId("result").innerHTML = shell.welcome;
    if (!state.opened) byId("source-content").innerHTML = shell.source;
    showTheme();
  }

  function switchLanguage(language) {
    remember("language", language);
    speak(language);
    if (state.asked) ask(state.asked, { keepHistory: true });
    else history.replaceState(null, "", address(""));
    document.querySelector(`[data-language="${language}"]`).focus();
  }

  /* ---------- colours ---------- */

  function showTheme() {
    const scheme = state.theme === "auto" ? (dark.matches ? "dark" : "light") : state.theme;
    document.documentElement.dataset.scheme = scheme;
    const button = document.querySelector(".masthead .theme");
    if (!button) return;
    const said = words()[`theme_${state.theme}`];
    button.dataset.theme = state.theme;
    button.setAttribute("aria-label", said);
    button.title = said;
  }

  function switchTheme() {
    state.theme = THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length];
    remember("theme", state.theme);
    showTheme();
  }

  /* ---------- question and answer ---------- */

  function address(question) {
    const query = new URLSearchParams();
    if (question) query.set("q", question);
    query.set("lang", state.language);
    return `${location.pathname}?${query}`;
  }

  function ask(question, { keepHistory = false } = {}) {
    const box = questionBox();
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    state.pending = question;
    state.keepHistory = keepHistory;
    byId("ask").click();
  }

  /* Gradio calls this before it sends a question; what it returns is sent. */
  function asking(typed) {
    const question = state.pending ?? typed ?? "";
    const asked = question.trim();
    const url = address(asked);
    if (state.keepHistory || location.search === url.slice(url.indexOf("?"))) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    state.isSame = asked === state.asked;
    state.asked = asked;
    state.pending = null;
    state.keepHistory = false;
    document.title = asked ? `${asked} · 要点` : "要点 Yaodian";
    startWaiting();
    return [question, state.language];
  }

  /* Gradio calls this when the answer has come, or when it failed to come. */
  function answered(html) {
    stopWaiting();
    const result = byId("result");
    result.innerHTML = html || lostNotice();
    const isTypingNext = questionBox().value.trim() !== state.asked;
    if (!state.isSame && !isTypingNext) result.focus({ preventScroll: true }); // for j, k, o at once
    if (state.isSame && state.opened) return openSource(state.opened, { quietly: true });
    closeSource();
    window.scrollTo({ top: 0 });
    const first = result.querySelector(".finding .cite");
    if (first && wide.matches) openSource(placeOf(first), { quietly: true });
  }

  function lostNotice() {
    const card = document.createElement("div");
    card.className = "notice fault";
    card.setAttribute("role", "alert");
    card.append(document.createElement("h1"), document.createElement("p"));
    card.children[0].textContent = words().lost;
    card.children[1].textContent = words().lost_do;
    return card.outerHTML;
  }

  function startWaiting() {
    clearTimeout(state.waiting);
    state.waiting = setTimeout(() => {
      byId("status").textContent = words().waiting;
      byId("result").setAttribute("aria-busy", "true");
    }, WAIT_MS);
    clearInterval(state.pinging);
    state.pinging = setInterval(ping, PING_MS);
  }

  /* A long wait may be a server that has ended, of which Gradio tells this file nothing. */
  async function ping() {
    try {
      await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    } catch {
      if (byId("result").hasAttribute("aria-busy")) answered("");
    }
  }

  function stopWaiting() {
    clearTimeout(state.waiting);
    clearInterval(state.pinging);
    byId("status").textContent = "";
    byId("result").removeAttribute("aria-busy");
  }

  function followAddress() {
    const query = new URLSearchParams(location.search);
    const language = query.get("lang");
    if (language in shells && language !== state.language) speak(language);
    const question = query.get("q");
    if (question) return ask(question, { keepHistory: true });
    state.asked = "";
    document.title = "要点 Yaodian";
    questionBox().value = "";
    questionBox().dispatchEvent(new Event("input", { bubbles: true }));
    closeSource();
    byId("result").innerHTML = shells[state.language].welcome;
  }

  /* ---------- source ---------- */

  function placeOf(element) {
    const { report, start, end } = element.dataset;
    return { report, start: Number(start), end: Number(end) };
  }

  const isPlace = (element, place) =>
    element.dataset.report === place.report &&
    Number(element.dataset.start) === place.start &&
    Number(element.dataset.end) === place.end;

  async function readSource(place) {
    const { root = "", api_prefix: prefix = "/gradio_api" } = window.gradio_config || {};
    const response = await fetch(`${root}${prefix}/run/source`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ data: [place.report, place.start, place.end, state.language] }),
    });
    if (!response.ok) throw new Error(`source: ${response.status}`);
    return (await response.json()).data[0];
  }

  async function openSource(place, { quietly = false } = {}) {
    const turn = ++state.opening;
    state.opened = place;
    showOpened();
    const content = byId("source-content");
    if (!wide.matches && !quietly) openSheet();
    const late = setTimeout(() => {
      content.textContent = words().waiting_source;
    }, WAIT_MS);
    let html;
    try {
      html = await readSource(place);
    } catch {
      html = lostNotice();
    }
    clearTimeout(late);
    if (turn !== state.opening) return;
    content.innerHTML = html;
    showMark();
  }

  function showOpened() {
    for (const element of all("[data-report]")) {
      const isOpened = state.opened !== null && isPlace(element, state.opened);
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
    state.returnTo = document.activeElement;
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
      state.isGoingBack = true;
      history.back();
    }
    return isClosed;
  }

  function goBack() {
    const isOwn = state.isGoingBack;
    state.isGoingBack = false;
    if (!isOwn && !dropSheet()) followAddress();
  }

  function dropSheet() {
    if (document.documentElement.dataset.sheet !== "open") return false;
    delete document.documentElement.dataset.sheet;
    byId("source").setAttribute("role", "complementary");
    byId("source").removeAttribute("aria-modal");
    setBehind(false);
    if (state.returnTo && state.returnTo.isConnected) state.returnTo.focus();
    return true;
  }

  function setBehind(isBehind) {
    for (const id of ["masthead", "question-bar", "answer-side"]) byId(id).inert = isBehind;
  }

  function closeSource() {
    closeSheet();
    state.opening += 1;
    state.opened = null;
    showOpened();
    byId("source-content").innerHTML = shells[state.language].source;
  }

  /* ---------- copying ---------- */

  async function copy(button) {
    const text = button.dataset.copy;
    const isCopied = await copyText(text);
    const before = button.textContent;
    button.textContent = isCopied ? words().copied : words().not_copied;
    byId("status").textContent = button.textContent;
    setTimeout(() => {
      button.textContent = before;
      byId("status").textContent = "";
    }, 1600);
  }

  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      /* a page served over plain http to another machine has no clipboard but this one */
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      const isCopied = document.execCommand("copy");
      box.remove();
      return isCopied;
    }
  }

  /* ---------- pointer and keys ---------- */

  const isSelecting = () => !window.getSelection().isCollapsed;

  function onClick(event) {
    const at = (selector) => event.target.closest(selector);
    const language = at("[data-language]");
    const opener = at("[data-report]");
    if (language) return switchLanguage(language.dataset.language);
    if (at(".masthead .theme")) return switchTheme();
    if (at(".masthead .help")) return byId("help-dialog").showModal();
    if (at("[data-close]") || event.target.id === "help-dialog") return byId("help-dialog").close();
    if (at(".masthead .brand")) return goHome(event);
    if (at(".skip")) return skip(event);
    if (at(".example")) return ask(at(".example").textContent);
    if (at("[data-copy]")) return copy(at("[data-copy]"));
    if (at("#source-close") || event.target.id === "source-side") return closeSheet();
    if (opener && !(opener.tagName === "FIGURE" && isSelecting())) return openSource(placeOf(opener));
  }

  function goHome(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", address(""));
    followAddress();
    questionBox().focus();
  }

  function skip(event) {
    event.preventDefault();
    byId("result").focus();
  }

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
    if (opener) openSource(placeOf(opener));
  }

  const keys = {
    "/": () => questionBox().focus(),
    j: () => step(1),
    k: () => step(-1),
    o: openFocused,
    "?": () => byId("help-dialog").showModal(),
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help-dialog").open) return;
    if (event.key === "Escape") {
      if (!closeSheet()) document.activeElement.blur();
      return;
    }
    if (event.target.closest("input, textarea, select, [contenteditable=true]")) return;
    if (event.key === "Enter" && event.target.classList.contains("finding")) return openFocused();
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /* ---------- start ---------- */

  function build() {
    const dialog = document.createElement("dialog");
    dialog.id = "help-dialog";
    document.body.append(dialog);
    const close = document.createElement("button");
    close.type = "button";
    close.id = "source-close";
    close.textContent = "×";
    const content = document.createElement("div");
    content.id = "source-content";
    byId("source").replaceChildren(close, content);
  }

  function start() {
    build();
    state.theme = THEMES.includes(recall("theme")) ? recall("theme") : "auto";
    speak(firstLanguage());
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    window.addEventListener("popstate", goBack);
    dark.addEventListener("change", showTheme);
    wide.addEventListener("change", closeSheet);
    document.documentElement.dataset.ready = "true";
    if (new URLSearchParams(location.search).get("q")) followAddress();
    else if (wide.matches) questionBox().focus();
  }

  window.yaodian = { asking, answered };
  document.documentElement.dataset.scheme = dark.matches ? "dark" : "light";
  const ready = () => byId("masthead") && byId("source") && byId("ask") && questionBox();
  const mounted = new MutationObserver(() => {
    if (!ready()) return;
    mounted.disconnect();
    start();
  });
  mounted.observe(document.documentElement, { childList: true, subtree: true });
})();
