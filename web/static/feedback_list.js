/* The judged answers under the list of runs: one is removed after a second click, all are taken along as their file. */
((page) => {
  "use strict";

  const { byId } = page;

  async function call(name, data) {
    try {
      return await page.fetchNow(name, [...data, page.language()]);
    } catch (error) {
      return { ok: false, said: (error && error.said) || page.say("lost"), html: "", suites: "" };
    }
  }

  function turn(item, isAsking) {
    item.querySelector("[data-judged-ask]").hidden = isAsking;
    item.querySelector(".sure").hidden = !isAsking;
    item.querySelector(isAsking ? "[data-judged-keep]" : "[data-judged-ask]").focus();
  }

  async function drop(button) {
    button.disabled = true;
    const told = await call("judged_drop", [button.closest("li").dataset.judged]);
    button.disabled = false;
    if (told.html) {
      byId("judged").outerHTML = told.html;
      page.trials.tellMoments(byId("judged"));
      page.offerSuites(told.suites);
      byId("judged").focus({ preventScroll: true });
    }
    byId("judged").querySelector(".judged-said").textContent = told.said;
  }

  async function save(button) {
    const told = await call("judged_save", []);
    if (!told.ok) return page.sayBriefly(button, page.say("file_not_saved"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([told.text], { type: "application/jsonl" }));
    link.download = told.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    page.sayBriefly(button, page.say("file_saved"));
  }

  page.onClick("#judged [data-judged-ask]", (button) => turn(button.closest("li"), true));
  page.onClick("#judged [data-judged-keep]", (button) => turn(button.closest("li"), false));
  page.onClick("#judged [data-judged-drop]", drop);
  page.onClick("#judged [data-judged-save]", save);
})(window.yaodian);
