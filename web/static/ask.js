/* The question and its answer; both stand in the address, so that a link or Back brings them again. */
((page) => {
  "use strict";

  const { byId } = page;
  let asked = ""; // the question whose answer is shown or awaited
  let running = null; // the run that its answer comes from
  let turn = 0; // counts questions, so that a late answer never replaces a newer one
  let waiting = 0;

  const box = () => byId("question-box");
  const home = () => "要点 Yaodian";

  function address(question) {
    const query = new URLSearchParams();
    if (question) query.set("q", question);
    query.set("lang", page.language());
    return `${location.pathname}?${query}${location.hash}`;
  }

  function ask(question, { keepHistory = false } = {}) {
    box().value = question;
    const isSame = question.trim() === asked;
    asked = question.trim();
    const url = address(asked);
    if (keepHistory || location.search === url.slice(url.indexOf("?")).split("#")[0]) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    document.title = asked ? `${asked} · 要点` : home();
    send(isSame);
  }

  async function send(isSame) {
    const mine = ++turn;
    if (running) running.stop();
    startWaiting();
    running = page.run("answer", [asked, page.language()]);
    let html;
    try {
      html = await running.done;
    } catch {
      html = page.lostNotice();
    }
    if (mine === turn) answered(html, isSame);
  }

  function answered(html, isSame) {
    stopWaiting();
    const result = byId("result");
    result.innerHTML = html;
    const isTypingNext = box().value.trim() !== asked;
    if (!isSame && !isTypingNext) result.focus({ preventScroll: true }); // for j, k, o at once
    if (isSame && page.openedSource()) return page.openSource(page.openedSource(), { quietly: true });
    page.closeSource();
    window.scrollTo({ top: 0 });
    const first = result.querySelector(".finding .cite");
    if (first && page.wide.matches) page.openSource(page.placeOf(first), { quietly: true });
  }

  function startWaiting() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      byId("status").textContent = page.say("waiting", { n: page.nReports });
      byId("result").setAttribute("aria-busy", "true");
    }, page.WAIT_MS);
  }

  function stopWaiting() {
    clearTimeout(waiting);
    byId("status").textContent = "";
    byId("result").removeAttribute("aria-busy");
  }

  /* Shows what the address names, after Back, a link or the brand. */
  function followAddress() {
    const query = new URLSearchParams(location.search);
    const question = query.get("q") || "";
    if (question) return question === asked ? undefined : ask(question, { keepHistory: true });
    if (running) running.stop();
    turn += 1;
    asked = "";
    document.title = home();
    box().value = "";
    stopWaiting();
    page.closeSource();
    byId("result").innerHTML = page.part("welcome");
  }

  function goHome(link, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.openTab("ask");
    history.pushState(null, "", address(""));
    followAddress();
    box().focus();
  }

  function onBoxKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask(box().value);
  }

  /* After a switch of language, the same answer with other labels. */
  function relabel() {
    if (asked) send(true);
  }

  function speak() {
    box().placeholder = page.say("question_hint");
    box().setAttribute("aria-label", page.say("question"));
    byId("ask").textContent = page.say("ask");
    if (!asked) byId("result").innerHTML = page.part("welcome");
  }

  page.offer({ ask, relabel, followAddress });
  page.onSpeak(speak);
  page.onStart(() => box().addEventListener("keydown", onBoxKey));
  page.onClick("#ask", () => ask(box().value));
  page.onClick(".example", (button) => ask(button.textContent));
  page.onClick(".masthead .brand", goHome);
  page.onKey("/", () => {
    page.openTab("ask", { keepFocus: true });
    box().focus();
  });
})(window.yaodian);
