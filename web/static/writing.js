/* The answer as a language model writes it, where one is set: it comes below the headline, sentence by sentence, while
   the findings and their quotes are there already. */
((page) => {
  "use strict";

  let running = null;

  function stopWriting() {
    if (running) running.stop();
    running = null;
  }

  /* keep(html) hears the whole of it, so that Back need not have it written again. */
  async function write(sent, { kept = "", keep = () => {} } = {}) {
    stopWriting();
    const place = page.byId("written");
    if (!place) return;
    if (kept) return finish(place, kept);
    const mine = page.run("write", [sent, page.language()], { onResult: (html) => show(place, html) });
    running = mine;
    try {
      const html = await mine.done;
      finish(place, html);
      keep(html);
    } catch {
      finish(place, "");
      place.append(Object.assign(document.createElement("p"), { className: "by", textContent: page.say("not_written") }));
    }
  }

  function show(place, html) {
    if (place.isConnected) place.innerHTML = html;
  }

  function finish(place, html) {
    show(place, html);
    place.removeAttribute("aria-busy");
  }

  page.offer({ write, stopWriting });
})(window.yaodian);
