/* Taking an answer along: as Markdown or a link on the clipboard, as a file of findings. */
((page) => {
  "use strict";

  const TYPES = { csv: "text/csv;charset=utf-8", json: "application/json" };
  const BYTE_ORDER_MARK = "\ufeff"; // without it a spreadsheet takes the Chinese for another encoding

  function take(button) {
    page.copy(button, button.dataset.take === "link" ? location.href : page.shownAnswer().markdown);
  }

  async function save(button) {
    const form = button.dataset.save;
    const text = await page.run("save", [page.sentRequest(), form]).done.catch(() => "");
    if (!text) return page.sayBriefly(button, page.say("file_not_saved"));
    const file = new Blob([form === "csv" ? BYTE_ORDER_MARK + text : text], { type: TYPES[form] });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `yaodian.${form}`;
    link.click();
    URL.revokeObjectURL(link.href);
    page.sayBriefly(button, page.say("file_saved"));
  }

  page.onClick("[data-take]", take);
  page.onClick("[data-save]", save);
})(window.yaodian);
