/* The question and its answer. Everything that a question is asked with stands in the address (question, filters, a
   correction of what was understood), so that a link or Back brings the same answer again. */
((page) => {
  "use strict";

  const { byId } = page;
  const MOST_KEPT = 40;
  const kept = new Map(); // answers of this visit, so that Back shows them at once
  let request = null; // what the answer that is shown or awaited was asked with
  let shown = null; // the answer that is shown
  let running = null;
  let turn = 0; // counts questions, so that a late answer never replaces a newer one

  const box = () => byId("question-box");
  const home = () => "要点 Yaodian";
  const isSameRequest = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function address({ question, filters, understood }) {
    const query = new URLSearchParams();
    if (question) query.set("q", question);
    page.writeFilters(query, filters);
    if (understood) query.set("as", JSON.stringify(understood));
    query.set("lang", page.language());
    return `${location.pathname}?${query}${location.hash}`;
  }

  function readAddress() {
    const query = new URLSearchParams(location.search);
    const understood = query.get("as");
    return {
      question: (query.get("q") || "").trim(),
      filters: page.readFilters(query),
      previous: null,
      understood: understood ? parse(understood) : null,
    };
  }

  function parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      return text; // the server says what is wrong with it
    }
  }

  /* A new question follows on from the one before; the same one again does not follow on from itself. */
  function askTyped() {
    const question = box().value.trim();
    const filters = page.chosenFilters();
    if (request && shown && question === request.question) return ask({ ...request, filters });
    ask({ question, filters, previous: shown ? shown.understood : null, understood: null });
  }

  const askAnew = (question) => ask({ question, filters: page.chosenFilters(), previous: null, understood: null });

  /* The same question with another filter, or read in another way. */
  function askAgain(changes) {
    if (request) ask({ ...request, ...changes }, { focus: "keep" });
  }

  function ask(wanted, { keepHistory = false, focus = "result" } = {}) {
    const isSame = isSameRequest(wanted, request);
    request = wanted;
    box().value = request.question;
    page.fitBox();
    const url = address(request);
    if (keepHistory || isSame) history.replaceState(history.state, "", url);
    else history.pushState(null, "", url);
    document.title = request.question ? `${request.question} · 要点` : home();
    send({ isSame, focus });
  }

  async function send({ isSame, focus }) {
    const mine = ++turn;
    const key = JSON.stringify([request, page.language()]);
    if (running) running.stop();
    let answer = kept.get(key);
    page.stopWriting();
    if (!answer) {
      page.startWaiting();
      running = page.run("answer", [asSent(request), page.language()], { onPlace: page.sayPlace });
      try {
        answer = await running.done;
        if (answer.is_answer) keep(key, answer);
      } catch (error) {
        answer = { html: page.lostNotice(error), chips: "", understood: null, is_answer: false };
      }
    }
    if (mine === turn) show(answer, { isSame, focus });
  }

  /* What the server hears; a correction stands for itself, so that nothing is taken up beside it. */
  function asSent({ previous, understood, ...plain }) {
    return JSON.stringify({ ...plain, ...(understood ? { understood } : previous ? { previous } : {}) });
  }

  function keep(key, answer) {
    kept.set(key, answer);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
  }

  function show(answer, { isSame, focus }) {
    page.stopWaiting();
    shown = answer.is_answer ? answer : null;
    linkFollowUp();
    page.showChips(answer.chips);
    const result = byId("result");
    result.innerHTML = answer.html;
    page.sortAsBefore();
    page.write(asSent(request), { kept: answer.written, keep: (html) => (answer.written = html) });
    if (answer.is_answer) page.noteQuestion(request.question, answer.supporting);
    const isTypingNext = box().value.trim() !== request.question;
    if (focus === "result" && !isSame && !isTypingNext) result.focus({ preventScroll: true }); // for j, k, o at once
    if (isSame && page.openedSource("ask")) {
      return page.openSource(page.openedSource("ask"), { quietly: true, tab: "ask" });
    }
    page.closeSource({ tab: "ask" });
    if (focus === "result") window.scrollTo({ top: 0 });
    const first = result.querySelector(".finding .cite");
    if (first && page.wide.matches) page.openSource(page.placeOf(first), { quietly: true, tab: "ask" });
  }

  /* A link to a follow-up must hold what it took up, for nobody else has asked the question before. */
  function linkFollowUp() {
    if (!shown || !shown.understood || !request.previous || request.understood) return;
    if (shown.understood.question === request.question) return;
    history.replaceState(history.state, "", address({ ...request, understood: shown.understood }));
  }

  /* Shows what the address names, after Back, a link or the brand. */
  function followAddress() {
    const named = readAddress();
    page.applyFilters(named.filters);
    if (named.question) {
      const isShown = request && address(named) === address(request) && shown;
      return isShown ? undefined : ask(named, { keepHistory: true });
    }
    if (running) running.stop();
    turn += 1;
    request = shown = null;
    document.title = home();
    box().value = "";
    page.fitBox();
    page.stopWaiting();
    page.showChips("");
    page.closeSource({ tab: "ask" });
    byId("result").innerHTML = page.part("welcome");
  }

  function goHome(link, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.openTab("ask", { keepFocus: true });
    history.pushState(null, "", `${location.pathname}?lang=${page.language()}`);
    followAddress();
    box().focus();
  }

  function onBoxKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    askTyped();
  }

  /* After a switch of language, the same answer with other labels. */
  function relabel() {
    if (request) send({ isSame: true, focus: "keep" });
  }

  function speak() {
    box().placeholder = page.say("question_hint");
    box().setAttribute("aria-label", page.say("question"));
    byId("ask").textContent = page.say("ask");
    if (!request) byId("result").innerHTML = page.part("welcome");
  }

  page.offer({
    askAnew,
    askAgain,
    relabel,
    followAddress,
    shownAnswer: () => shown,
    sentRequest: () => asSent(request),
    questionBox: box,
  });
  page.onSpeak(speak);
  page.onStart(() => box().addEventListener("keydown", onBoxKey));
  page.onClick("#ask", askTyped);
  page.onClick(".example", (button) => askAnew(button.textContent));
  page.onClick("[data-alone]", () => askAgain({ previous: null, understood: null }));
  page.onClick(".masthead .brand", goHome);
  page.onKey("/", () => {
    page.openTab("ask", { keepFocus: true });
    box().focus();
  });
})(window.yaodian);
