/* The tabs: which one is shown stands in the address behind the #, so that links and Back work. */
((page) => {
  "use strict";

  const { all, tabs } = page;
  const entering = new Map();

  const named = () => location.hash.slice(1);
  const tab = () => (tabs.includes(named()) ? named() : tabs[0]);

  /* act() runs each time the tab comes into view. */
  const onTab = (name, act) => entering.set(name, [...(entering.get(name) || []), act]);

  function markLinks() {
    for (const link of all(".tabs a")) {
      if (link.dataset.tab === tab()) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  function showTab() {
    const isNew = document.documentElement.dataset.tab !== tab();
    document.documentElement.dataset.tab = tab();
    markLinks();
    if (isNew) (entering.get(tab()) || []).forEach((act) => act());
    return isNew;
  }

  function openTab(name, { keepFocus = false } = {}) {
    if (name !== tab()) {
      const hash = name === tabs[0] ? "" : `#${name}`;
      history.pushState(null, "", `${location.pathname}${location.search}${hash}`);
    }
    showTab();
    window.scrollTo({ top: 0 });
    if (!keepFocus) focusTab(name);
  }

  /* The next Tab then reaches the first thing in it, also where that comes later. */
  function focusTab(name) {
    const room = page.byId(`tab-${name}`);
    room.tabIndex = -1;
    room.focus({ preventScroll: true });
  }

  function follow(link, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openTab(link.dataset.tab, { keepFocus: true });
  }

  page.offer({ tab, onTab, openTab, showTab, focusTab });
  document.documentElement.dataset.tab = tab();
  page.onSpeak(markLinks);
  page.onClick(".tabs a", follow);
  tabs.forEach((name, at) => page.onKey(String(at + 1), () => openTab(name)));
})(window.yaodian);
