/* Rebuilding the index: started here or by somebody else, shown while it lasts; then the page takes up what is new. */
((page) => {
  "use strict";

  const { byId } = page;
  const POLL_MS = 700;
  let dismissed = 0; // the number of the rebuild whose summary was read
  let watching = 0;

  async function start() {
    const told = await page.reports.change("reports_rebuild", []);
    if (!told.ok) return page.reports.tell(told.said, { isFault: true });
    page.reports.tell("");
    dismissed = 0;
    watch(told);
  }

  /* Only what has changed is written, so that a screen reader hears each stage once. */
  function put(html) {
    const place = byId("reports-build");
    if (place.innerHTML !== html) place.innerHTML = html;
  }

  async function watch(told) {
    clearTimeout(watching);
    if (!told.ok) return;
    put(told.number === dismissed ? "" : told.html);
    for (const button of page.all("[data-rebuild]")) button.disabled = told.running;
    if (!told.running) return;
    watching = setTimeout(async () => {
      const next = await page.reports.change("reports_building", []);
      watch(next.ok ? next : told);
      if (next.ok && !next.running) {
        page.reports.show({ isFresh: true });
        page.renew();
      }
    }, POLL_MS);
  }

  async function look() {
    if (page.tab() === "reports") watch(await page.reports.change("reports_building", []));
  }

  async function dismiss() {
    const told = await page.reports.change("reports_building", []);
    dismissed = told.number || 0;
    put("");
  }

  page.onTab("reports", look);
  page.onSpeak(look);
  page.onClick("#reports-desk [data-rebuild]", start);
  page.onClick("#reports-desk [data-dismiss]", dismiss);
})(window.yaodian);
