/* Copying to the clipboard, said on the button that did it. */
((page) => {
  "use strict";

  async function copy(button, text) {
    const isCopied = await copyText(text);
    const before = button.textContent;
    button.textContent = isCopied ? page.say("copied") : page.say("not_copied");
    page.byId("status").textContent = button.textContent;
    setTimeout(() => {
      button.textContent = before;
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

  page.offer({ copy });
})(window.yaodian);
