/* Judging an answer: right with one click, wrong with a form; what was saved can be taken back at once. */
((page) => {
  "use strict";

  const judging = (element) => element.closest(".judge");
  const room = (place) => place.querySelector(".judge-room");
  const sent = () => page.sentRequest();

  function tell(place, text, buttons = []) {
    const line = place.querySelector(".judge-said");
    line.replaceChildren(text);
    for (const [words, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = words;
      button.addEventListener("click", act);
      line.append(" ", button);
    }
  }

  async function call(name, data) {
    try {
      return await page.run(name, [...data, page.language()]).done;
    } catch (error) {
      return { ok: false, said: (error && error.said) || page.say("lost") };
    }
  }

  function fold(place) {
    room(place).replaceChildren();
    place.querySelector("[data-judge=wrong]").setAttribute("aria-expanded", "false");
  }

  function mark(place, verdict) {
    for (const button of page.all("[data-judge]", place)) {
      button.setAttribute("aria-pressed", String(button.dataset.judge === verdict));
    }
  }

  async function save(place, judged) {
    const told = await call("judge_answer", [sent(), JSON.stringify({ ...judged, mark: place.dataset.mark })]);
    if (!told.ok) return tell(place, told.said);
    page.trials.renewList();
    fold(place);
    mark(place, judged.verdict);
    tell(place, told.said, [
      [page.say("undo"), () => undo(place, told.undo)],
      [page.say("judge_correct"), () => unfold(place, judged.verdict)],
    ]);
    place.querySelector(".judge-said button").focus();
  }

  async function undo(place, token) {
    let told;
    try {
      told = await page.fetchNow("judge_undo", [token, page.language()]);
    } catch (error) {
      told = { said: error.said || page.say("lost") };
    }
    page.trials.renewList();
    mark(place, "");
    tell(place, told.said);
    place.querySelector("[data-judge]").focus();
  }

  async function unfold(place, verdict) {
    tell(place, "");
    const told = await call("judge_form", [sent()]);
    if (!told.ok) return tell(place, told.said);
    room(place).innerHTML = told.html;
    room(place).dataset.verdict = verdict;
    place.querySelector("[data-judge=wrong]").setAttribute("aria-expanded", String(verdict === "wrong"));
    const first = room(place).querySelector(verdict === "wrong" ? ".blames input" : ".says-so input");
    if (first) first.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
    dress(place);
  }

  /* An answer that should have said nothing has no reports; one that is right has nothing wrong. */
  function dress(place) {
    const form = room(place).querySelector("form");
    form.querySelector(".blames").hidden = room(place).dataset.verdict === "right";
    const isNothing = Boolean(form.querySelector("[value=should_say_nothing]:checked"));
    form.querySelector(".says-so").disabled = isNothing;
    for (const label of page.all(".shows", form)) label.hidden = isNothing;
  }

  function read(place) {
    const form = room(place).querySelector("form");
    const ticked = (name) => page.all(`[name=${name}]:checked`, form);
    const reports = {};
    for (const box of ticked("report")) reports[box.value] = box.closest(".tick").querySelector("select").value;
    const pasted = {};
    for (const field of page.all("[name=pasted]", form)) if (field.value.trim()) pasted[field.dataset.of] = field.value;
    const shows = form.querySelector("[name=shows]");
    const verdict = room(place).dataset.verdict;
    return {
      verdict,
      blames: verdict === "right" ? [] : ticked("blame").map((box) => box.value),
      because: form.querySelector("[name=because]").value,
      reports,
      quotes: ticked("quote").map(({ dataset: { of, from, to } }) => [of, Number(from), Number(to)]),
      shows: shows ? shows.value : "",
      pasted,
    };
  }

  function onVerdict(button) {
    const place = judging(button);
    if (button.dataset.judge === "right") return save(place, { verdict: "right" });
    if (button.getAttribute("aria-expanded") === "true") return fold(place);
    unfold(place, "wrong");
  }

  function onCancel(button) {
    const place = judging(button);
    fold(place);
    tell(place, "");
    place.querySelector("[data-judge=wrong]").focus();
  }

  page.onStart(() =>
    page.byId("result").addEventListener("change", (event) => {
      const place = judging(event.target);
      if (place && room(place).firstChild) dress(place);
    }),
  );
  page.onClick("[data-judge]", onVerdict);
  page.onClick("[data-judge-save]", (button) => save(judging(button), read(judging(button))));
  page.onClick("[data-judge-cancel]", onCancel);
})(window.yaodian);
