/* Taking a matrix or a plot along: a link, a table, JSON, a drawing, a picture made of the drawing. Nothing of it leaves
   the machine: the picture is painted here. */
((page) => {
  "use strict";

  const TYPES = { csv: "text/csv;charset=utf-8", json: "application/json", svg: "image/svg+xml", png: "image/png" };
  const BYTE_ORDER_MARK = "\ufeff"; // without it a spreadsheet takes the Chinese for another encoding
  const SHARPER = 2; // pixels of the picture to one of the drawing
  const MOST_PIXELS = 16000; // of one side; a canvas holds no more

  function save(button, parts, form) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type: TYPES[form] }));
    link.download = `yaodian-compare.${form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    page.sayBriefly(button, page.say("file_saved"));
  }

  /* A drawing that stands alone has no page to take its colours from. */
  const alone = (svg) => svg.replace(/var\(--[\w-]+, ([^()]+)\)/g, "$1");

  async function paint(svg) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const sharper = Math.min(SHARPER, MOST_PIXELS / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * sharper);
    canvas.height = Math.round(image.height * sharper);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, TYPES.png));
  }

  async function saveDrawing(button, svg, form) {
    try {
      save(button, [form === "png" ? await paint(alone(svg)) : alone(svg)], form);
    } catch {
      page.sayBriefly(button, page.say("file_not_saved"));
    }
  }

  async function saveMatrix(button) {
    const form = button.dataset.matrix;
    if (form === "link") return page.copy(button, location.href);
    const asked = form === "png" ? "svg" : form;
    const sent = [page.comparedSent(), asked, page.language()];
    const text = await page.run("matrix_save", sent).done.catch(() => "");
    if (!text) return page.sayBriefly(button, page.say("file_not_saved"));
    if (asked === "svg") return saveDrawing(button, text, form);
    save(button, [form === "csv" ? BYTE_ORDER_MARK + text : text], form);
  }

  page.offer({ saveDrawing });
  page.onClick("[data-matrix]", saveMatrix);
})(window.yaodian);
