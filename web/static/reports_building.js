/* Rebuilding the index: started here or by somebody else, shown while it lasts; then the page takes up what is new. */
((page) => {
  "use strict";

  const { byId } = page;
  let dismissed = 0; // the number of the rebuild whose summary was read
  let rebuilds = null; // the rebuilds as they are watched

  const ask = () => page.reports.change("reports_building", []);

  async function start() {
    const told = await rebuilds.hear(page.reports.change("reports_rebuild", []), { isBegun: true });
    page.reports.tell(told.ok ? "" : told.said, { isFault: !told.ok });
  }

  /* Only what has changed is written, so that a screen reader hears each stage once. */
  function put(html) {
    const place = byId("reports-build");
    if (place.innerHTML !== html) place.innerHTML = html;
  }

  function show(told) {
    put(told.number === dismissed ? "" : told.html);
    for (const button of page.all("[data-rebuild]")) button.disabled = told.running;
  }

  function end() {
    page.reports.show({ isFresh: true });
    page.renew();
  }

  function look() {
    if (page.tab() === "reports") rebuilds.look();
  }

  async function dismiss() {
    const told = await ask();
    dismissed = told.number || 0;
    put("");
  }

  page.onStart(() => {
    rebuilds = page.watchWork({ ask, show, onEnd: end });
  });
  page.onTab("reports", look);
  page.onSpeak(look);
  page.onClick("#reports-desk [data-rebuild]", start);
  page.onClick("#reports-desk [data-dismiss]", dismiss);
})(window.yaodian);
