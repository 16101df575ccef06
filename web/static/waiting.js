/* Waiting for an answer: said in words from half a second on, with the place in the queue; nothing moves. */
((page) => {
  "use strict";

  const { byId } = page;
  let timer = 0;
  let place = 0;

  function sayWaiting() {
    byId("status").textContent =
      place > 0 ? page.say("queued", { n: place }) : page.say("waiting", { n: page.nReports });
    byId("result").setAttribute("aria-busy", "true");
  }

  function startWaiting() {
    clearTimeout(timer);
    place = 0;
    timer = setTimeout(sayWaiting, page.WAIT_MS);
  }

  /* How many questions are answered before this one. */
  function sayPlace(n) {
    place = n;
    if (byId("result").hasAttribute("aria-busy")) sayWaiting();
  }

  function stopWaiting() {
    clearTimeout(timer);
    byId("status").textContent = "";
    byId("result").removeAttribute("aria-busy");
  }

  /* The question's box grows with what is written, where the browser does not see to it. */
  function fitBox() {
    const box = page.questionBox();
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }

  page.offer({ startWaiting, sayPlace, stopWaiting, fitBox });
  page.onStart(() => page.questionBox().addEventListener("input", fitBox));
})(window.yaodian);
