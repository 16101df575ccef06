/* What every file of the page shares. Files are joined at launch, this one first: each is a function of its own that
   offers names to the others (page.offer), and registers what it does when the page starts, when the language changes,
   when something is clicked or a key is pressed. All words and HTML come from the server, escaped there. */
((page) => {
  "use strict";

  const starters = [];
  const speakers = [];
  const clicks = [];
  const keys = new Map();

  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* A name given twice is a mistake of two files, said at once. */
  function offer(names) {
    for (const [name, value] of Object.entries(names)) {
      if (name in page) throw new Error(`two files of the page offer ${name}`);
      page[name] = value;
    }
  }

  /* act() runs once when the page's elements are there. */
  const onStart = (act) => starters.push(act);

  /* act() runs at the start and whenever the page's language changes. */
  const onSpeak = (act) => speakers.push(act);

  /* act(element, event) runs for the first registered selector that a clicked element lies in; one that
     gives back false lets the next have it. */
  const onClick = (selector, act) => clicks.push({ selector, act });

  /* act(event) runs when a key is pressed outside of fields; with a tab's name only while that tab is shown. */
  function onKey(key, act, { tab = "" } = {}) {
    const place = `${tab} ${key}`;
    if (keys.has(place)) throw new Error(`two files of the page take the key ${place.trim()}`);
    keys.set(place, act);
  }

  function dispatchClick(event) {
    for (const { selector, act } of clicks) {
      const element = event.target.closest(selector);
      if (element && act(element, event) !== false) return;
    }
  }

  function dispatchKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const isField = event.target.closest("input, textarea, select, [contenteditable=true]");
    if (isField && event.key !== "Escape") return;
    const act = keys.get(`${page.tab()} ${event.key}`) || keys.get(` ${event.key}`);
    if (act && act(event) !== false) event.preventDefault();
  }

  const speakAll = () => speakers.forEach((act) => act());

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

  function start() {
    starters.forEach((act) => act());
    document.addEventListener("click", dispatchClick);
    document.addEventListener("keydown", dispatchKey);
    document.documentElement.dataset.ready = "true";
  }

  const wide = window.matchMedia("(min-width: 1024px)");
  const WAIT_MS = 500; // a shorter wait is not worth a word
  offer({ byId, all, onStart, onSpeak, onClick, onKey, speakAll, remember, recall, wide, WAIT_MS });
  Object.assign(page, { offer });

  const isMounted = () => byId("masthead") && all(".tab").length === page.tabs.length && byId("question-box");
  const mounted = new MutationObserver(() => {
    if (!isMounted()) return;
    mounted.disconnect();
    start();
  });
  mounted.observe(document.documentElement, { childList: true, subtree: true });
})(window.yaodian);
