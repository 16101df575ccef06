/* The page's language: the link's, else the one chosen before, else the browser's. */
((page) => {
  "use strict";

  const { byId, shells } = page;
  let language = "en";

  const shell = () => shells[language];

  /* The words of a key of web/words/, with its {places} filled in; n chooses between one and many. */
  function say(key, values = {}) {
    const entry = shell().words[key];
    const form = typeof entry === "string" ? entry : entry[values.n === 1 ? "one" : "other"];
    return form.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /* A piece of HTML that a tab's Python file made for every language. */
  const part = (name) => shell().parts[name];

  function languageOf(code) {
    if (code in shells) return code;
    const tag = String(code).toLowerCase();
    if (!tag.startsWith("zh")) return "en";
    return /hant|tw|hk|mo/.test(tag) ? "zh-Hant" : "zh-Hans";
  }

  function firstLanguage() {
    const linked = new URLSearchParams(location.search).get("lang");
    if (linked in shells) return linked;
    const kept = page.recall("language");
    return kept in shells ? kept : languageOf(navigator.language || "en");
  }

  function speak(code) {
    language = code;
    document.documentElement.lang = code;
    byId("masthead").innerHTML = shell().masthead;
    byId("help-dialog").innerHTML = shell().help;
    page.speakAll();
  }

  function switchLanguage(button) {
    const code = button.dataset.language;
    page.remember("language", code);
    speak(code);
    const query = new URLSearchParams(location.search);
    query.set("lang", code);
    history.replaceState(history.state, "", `${location.pathname}?${query}${location.hash}`);
    page.relabel();
    document.querySelector(`[data-language="${code}"]`).focus();
  }

  page.offer({ say, part, speak, firstLanguage, language: () => language });
  page.onClick("[data-language]", switchLanguage);
})(window.yaodian);
