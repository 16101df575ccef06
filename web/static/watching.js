/* Work on the server that lasts - a run, a rebuild - watched until it ends, whoever began it. */
((page) => {
  "use strict";

  const POLL_MS = 700;

  /* ask() brings the state of the work: { ok, running, number }, where number counts the works. show(told, isLast) hears
     every state that was not overtaken by a newer one, with isLast for the end of work that was seen going on; onEnd(told)
     hears that end, once, however it came to be known. Gives back { hear, look }: hear(asked, { isBegun }) takes up what
     another request told of the work, look() asks now. */
  function watchWork({ ask, show, onEnd }) {
    let latest = null;
    let nHeard = 0;
    let timer = 0;
    let isAwaited = false;
    let ended = 0; // the number of the work whose end was told last

    /* Answers may overtake each other: an older work, or the same one still going on, is no news. */
    const isOld = (told) =>
      latest !== null &&
      (told.number < latest.number || (told.number === latest.number && told.running && !latest.running));

    function again() {
      clearTimeout(timer);
      timer = setTimeout(look, POLL_MS);
    }

    function takeUp(told, { isBegun }) {
      nHeard += 1;
      latest = told;
      isAwaited = isAwaited || isBegun || told.running;
      const isLast = isAwaited && !told.running;
      if (isLast) [isAwaited, ended] = [false, told.number];
      show(told, isLast);
      if (told.running) again();
      else clearTimeout(timer);
      if (isLast) onEnd(told);
    }

    async function hear(asked, { isBegun = false } = {}) {
      const before = nHeard;
      const told = await asked;
      if (!told.ok) {
        if (latest && latest.running) again();
      } else if (nHeard === before || !isOld(told)) {
        takeUp(told, { isBegun });
      } else if (isBegun && told.number === latest.number && told.number !== ended) {
        takeUp(latest, { isBegun }); // it was over before its beginning was told, and nobody waited for it until now
      }
      return told;
    }

    const look = () => hear(ask());

    return { hear, look };
  }

  page.offer({ watchWork });
})(window.yaodian);
