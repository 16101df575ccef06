/* What is built once, and what Back and a link lead to. */
((page) => {
  "use strict";

  const { byId } = page;

  function build() {
    const dialog = document.createElement("dialog");
    dialog.id = "help-dialog";
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    page.speak(page.firstLanguage());
    page.showTab();
  }

  function goBack() {
    if (page.hasSheetGone()) return;
    const language = new URLSearchParams(location.search).get("lang");
    if (language in page.shells && language !== page.language()) page.speak(language);
    page.showTab();
    page.followAddress();
  }

  function greet() {
    window.addEventListener("popstate", goBack);
    page.followAddress();
    if (!new URLSearchParams(location.search).get("q")) focusQuestion();
  }

  function focusQuestion() {
    if (page.wide.matches && page.tab() === "ask") byId("question-box").focus();
  }

  function skip(link, event) {
    event.preventDefault();
    if (page.tab() === "ask") byId("result").focus();
    else page.focusTab(page.tab());
  }

  page.onStart(build);
  page.onStart(greet);
  page.onClick(".masthead .help", () => byId("help-dialog").showModal());
  page.onClick("[data-close]", () => byId("help-dialog").close());
  page.onClick(".skip", skip);
  page.onKey("?", () => byId("help-dialog").showModal());
  page.onKey("Escape", () => {
    if (!page.closeMenus({ returnFocus: true }) && !page.closeSheet()) document.activeElement.blur();
  });
})(window.yaodian);
