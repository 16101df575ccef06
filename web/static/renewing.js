/* After a rebuild the server has other reports than those that this page was opened with. */
((page) => {
  "use strict";

  /* Takes up what is new, if anything is; the answer that stands there stays. */
  async function renew() {
    let told;
    try {
      told = await page.fetchNow("renewed", [page.generation]);
    } catch {
      return; // the page as it is serves as well
    }
    if (!told.parts) return;
    page.generation = told.generation;
    page.nReports = told.nReports;
    for (const [language, parts] of Object.entries(told.parts)) Object.assign(page.shells[language].parts, parts);
    page.speakAll();
  }

  page.offer({ renew });
  page.onStart(renew);
})(window.yaodian);
