/* Copying to the clipboard, said on the button that did it. */
((page) => {
  "use strict";

  async function copy(button, text) {
    const isCopied = await copyText(text);
    sayBriefly(button, isCopied ? page.say("copied") : page.say("not_copied"));
  }

  /* Says on a button what came of it, and then what it does again. */
  function sayBriefly(button, said) {
    button.dataset.before ??= button.textContent;
    button.style.minWidth = `${button.offsetWidth}px`;
    button.textContent = said;
    page.byId("status").textContent = said;
    clearTimeout(Number(button.dataset.timer));
    button.dataset.timer = setTimeout(() => {
      button.textContent = button.dataset.before;
      page.byId("status").textContent = "";
    }, 1600);
  }

  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      /* a page served over plain http to another machine has no clipboard but this one */
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      const isCopied = document.execCommand("copy");
      box.remove();
      return isCopied;
    }
  }

  page.offer({ copy, sayBriefly });
})(window.yaodian);
