/* The Compare tab: topics by reports. What is compared stands in the address, so that a link or Back brings the same
   matrix again; it comes topic by topic, each with its cells as HTML, and is laid out by compare_grid.js. */
((page) => {
  "use strict";

  const { byId } = page;
  const PREFIX = "in-"; // the Ask tab's filters stand in the same address

  let wanted = null; // what is shown or awaited: topics as typed, filters
  let matrix = null; // what has come of it
  let running = null;
  let seeking = null; // the suggestions that are awaited
  let isStale = false; // whether it is in another language, or of another index, than the page now
  let turn = 0; // counts runs, so that a late row never enters a newer matrix

  const box = () => byId("compare-topics");
  const filterBox = () => byId("compare-filters");
  const split = (text) => text.split(/[\n\r\t;；,，、|]+/).map((one) => one.trim()).filter(Boolean);
  const asSent = ({ topics, filters }) => JSON.stringify({ question: topics.join("\n"), filters });

  function address({ topics, filters }) {
    const query = new URLSearchParams(location.search);
    for (const name of [...query.keys()].filter((one) => one === "topics" || one.startsWith(PREFIX))) query.delete(name);
    if (topics.length) query.set("topics", topics.join("|"));
    page.writeFilters(query, filters, PREFIX);
    query.set("lang", page.language());
    return `${location.pathname}?${query}#compare`;
  }

  function readAddress() {
    const query = new URLSearchParams(location.search);
    return { topics: split(query.get("topics") || ""), filters: page.readFilters(query, PREFIX) };
  }

  const isSame = (one, other) => one !== null && other !== null && asSent(one) === asSent(other);

  /* ---------- running ---------- */

  function runTyped() {
    const typed = { topics: split(box().value), filters: page.chosenFilters(filterBox()) };
    if (address(typed) !== `${location.pathname}${location.search}${location.hash}`) {
      history.pushState(null, "", address(typed));
    }
    run(typed);
  }

  async function run(named) {
    const mine = ++turn;
    if (running) running.stop();
    dropSuggestions();
    wanted = named;
    isStale = false;
    matrix = null;
    page.closePlot();
    page.closeSource({ tab: "compare" });
    const late = setTimeout(() => mine === turn && matrix === null && sayProgress(0, named.topics.length), page.WAIT_MS);
    byId("compare-stop").hidden = false;
    byId("matrix").setAttribute("aria-busy", "true");
    running = page.run("matrix", [asSent(named), page.language()], {
      onPlace: (n) => mine === turn && n > 0 && say(page.say("queued", { n })),
      onResult: (told) => mine === turn && take(structuredClone(told)),
    });
    try {
      await running.done;
    } catch (error) {
      if (mine === turn) byId("matrix").innerHTML = page.lostNotice(error);
    }
    clearTimeout(late);
    if (mine !== turn) return;
    end();
    if (matrix) say(page.say("compare_done", { n: matrix.topics.length, reports: matrix.reports.length }));
    else say("");
  }

  function take(told) {
    if (told.notice) {
      matrix = null;
      byId("matrix").innerHTML = told.notice;
      byId("compare-tools").hidden = true;
      return;
    }
    if (told.reports) {
      matrix = { ...told, rows: told.topics.map(() => null) };
      byId("compare-tools").hidden = false;
      page.layMatrix(matrix);
    } else if (matrix) {
      matrix.rows[told.at] = told.row;
      page.fillRow(matrix, told.at);
    }
    if (matrix) sayProgress(matrix.rows.filter(Boolean).length, matrix.topics.length);
  }

  const say = (text) => (byId("compare-status").textContent = text);
  const sayProgress = (done, n) => say(page.say("compare_progress", { done, n }));

  function end() {
    running = null;
    byId("compare-stop").hidden = true;
    byId("matrix").removeAttribute("aria-busy");
  }

  function stop() {
    if (!running) return;
    running.stop();
    turn += 1;
    end();
    const done = matrix ? matrix.rows.filter(Boolean).length : 0;
    say(page.say("compare_stopped", { done, n: wanted.topics.length }));
    byId("compare-run").focus();
  }

  /* ---------- suggesting ---------- */

  async function suggest({ quietly = false } = {}) {
    dropSuggestions();
    const sent = JSON.stringify({ question: "", filters: page.chosenFilters(filterBox()) });
    const mine = { run: page.run("topics", [sent, page.language()]), said: "", late: 0 };
    seeking = mine;
    mine.late = setTimeout(() => {
      mine.said = say(page.say("compare_suggesting"));
    }, page.WAIT_MS);
    const topics = await mine.run.done.catch(() => []);
    if (mine !== seeking) return;
    clearTimeout(mine.late);
    seeking = null;
    // What was typed meanwhile stays; only the word that suggestions are looked for goes.
    if (quietly && box().value.trim()) return unsay(mine.said);
    if (topics.length) box().value = topics.join("\n");
    if (quietly) return say(topics.length ? page.say("compare_suggested") : "");
    say(topics.length ? page.say("compare_suggested") : page.say("compare_none_suggested"));
    box().focus();
  }

  /* Whoever runs topics, or asks for other suggestions, waits for these no longer: neither they nor their waiting may
     write over what the run says. */
  function dropSuggestions() {
    if (!seeking) return;
    clearTimeout(seeking.late);
    seeking.run.stop();
    unsay(seeking.said);
    seeking = null;
  }

  const unsay = (said) => said && byId("compare-status").textContent === said && say("");

  /* ---------- what the address names ---------- */

  function follow() {
    if (page.tab() !== "compare") return;
    const named = readAddress();
    if (!named.topics.length && !wanted) return box().value.trim() ? undefined : suggest({ quietly: true });
    if (!named.topics.length) {
      history.replaceState(history.state, "", address(wanted));
      return isStale ? run(wanted) : undefined;
    }
    if (isSame(named, wanted) && !isStale) return;
    box().value = named.topics.join("\n");
    page.applyFilters(named.filters, filterBox());
    run(named);
  }

  function narrow() {
    if (wanted) runTyped();
  }

  function speak() {
    const typed = box().value;
    const filters = page.chosenFilters(filterBox());
    byId("compare-bar").innerHTML = page.part("compare_bar");
    box().value = typed;
    filterBox().innerHTML = page.part("compare_filters");
    page.applyFilters(filters, filterBox());
    const order = byId("compare-order").value;
    byId("compare-tools").innerHTML = page.part("compare_tools");
    byId("compare-order").value = order;
    if (!wanted) byId("matrix").innerHTML = page.part("compare_welcome");
    isStale = wanted !== null;
    follow();
  }

  function onTopicsKey(event) {
    if (event.target.id !== "compare-topics" || event.key !== "Enter") return;
    if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    runTyped();
  }

  page.offer({ comparedMatrix: () => matrix, comparedSent: () => (wanted ? asSent(wanted) : "") });
  page.onSpeak(speak);
  page.onStart(() => {
    page.lodgeSource("compare", { room: "compare-floor", idle: "compare_idle", behind: ["compare-bar", "compare-side"] });
    page.onTab("compare", follow);
    page.watchFilters(filterBox(), narrow);
    window.addEventListener("popstate", follow);
    byId("compare-bar").addEventListener("keydown", onTopicsKey);
  });
  page.onClick("#compare-run", runTyped);
  page.onClick("#compare-suggest", () => suggest());
  page.onClick("#compare-stop", stop);
  page.onClick("[data-to-ask]", (link, event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.closeSheet();
    history.pushState(null, "", new URL(link.href).pathname + new URL(link.href).search);
    page.showTab();
    page.followAddress();
    window.scrollTo({ top: 0 });
  });
  page.onKey("t", () => box().focus(), { tab: "compare" });
})(window.yaodian);
