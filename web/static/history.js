/* The questions of this visit, to go back to; kept as long as the browser's tab is open. */
((page) => {
  "use strict";

  const { byId } = page;
  const MOST = 50;

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem("yaodian-history")) || [];
    } catch {
      return [];
    }
  }

  function write(entries) {
    try {
      sessionStorage.setItem("yaodian-history", JSON.stringify(entries));
    } catch {
      /* private windows may refuse storage; there is no list then */
    }
  }

  /* The newest first; a question asked again moves up. */
  function noteQuestion(question, supporting) {
    const where = location.search;
    const query = new URLSearchParams(where);
    query.delete("lang");
    const key = query.toString();
    const others = read().filter((one) => one.key !== key);
    write([{ key, where, question, supporting }, ...others].slice(0, MOST));
    show();
  }

  function show() {
    const entries = read();
    byId("history").hidden = entries.length === 0;
    byId("history").querySelector("summary").textContent = page.say("history");
    byId("history-list").replaceChildren(...entries.map(row));
  }

  function row({ where, question, supporting }) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const count = document.createElement("small");
    link.href = where;
    link.textContent = question;
    count.textContent = page.say("say_so", { n: supporting });
    link.append(" ", count);
    item.append(link);
    return item;
  }

  function follow(link, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.closeMenus();
    const query = new URLSearchParams(new URL(link.href).search);
    query.set("lang", page.language());
    history.pushState(null, "", `${location.pathname}?${query}${location.hash}`);
    page.followAddress();
  }

  page.offer({ noteQuestion });
  page.onSpeak(show);
  page.onClick("#history-list a", follow);
})(window.yaodian);
