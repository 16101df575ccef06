/* Light and dark: the system's, until the reader chooses. */
((page) => {
  "use strict";

  const THEMES = ["auto", "light", "dark"];
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const kept = page.recall("theme");
  let theme = THEMES.includes(kept) ? kept : "auto";

  function showTheme() {
    const scheme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
    document.documentElement.dataset.scheme = scheme;
    const button = document.querySelector(".masthead .theme");
    if (!button) return;
    const said = { auto: page.say("theme_auto"), light: page.say("theme_light"), dark: page.say("theme_dark") }[theme];
    button.dataset.theme = theme;
    button.setAttribute("aria-label", said);
    button.title = said;
  }

  function switchTheme() {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    page.remember("theme", theme);
    showTheme();
  }

  showTheme();
  dark.addEventListener("change", showTheme);
  page.onSpeak(showTheme);
  page.onClick(".masthead .theme", switchTheme);
})(window.yaodian);
