/* The figures of one topic side by side: a drawing and a table from the server, one for every unit. */
((page) => {
  "use strict";

  const { byId } = page;
  let shown = null; // { at, unit }
  let returnTo = null;

  const section = () => byId("plot");
  const plotsOf = (at) => page.comparedMatrix()?.rows[at]?.plots || [];
  const escape = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

  function tools(plots, unit) {
    const options = plots.map(
      (plot, at) => `<option value="${at}"${at === unit ? " selected" : ""}>${escape(plot.unit)}</option>`,
    );
    const units =
      plots.length > 1
        ? `<label class="chip choice"><span>${escape(page.say("compare_unit"))}</span> <select id="plot-unit">${options.join("")}</select></label>`
        : "";
    const titles = { svg: page.say("compare_save_svg"), png: page.say("compare_save_png") };
    const saves = Object.entries(titles).map(
      ([form, title]) =>
        `<button type="button" class="tool" data-plot-save="${form}" title="${escape(title)}">${form.toUpperCase()}</button>`,
    );
    const close = `<button type="button" class="tool" data-plot-close>${escape(page.say("close"))}</button>`;
    return `<div class="plot-tools">${units}<div class="tools">${saves.join("")}${close}</div></div>`;
  }

  function draw() {
    const plots = plotsOf(shown.at);
    const plot = plots[shown.unit];
    section().innerHTML =
      `${tools(plots, shown.unit)}<div class="drawing" tabindex="0" role="region" aria-label="${escape(plot.unit)}">${plot.svg}${plot.narrow}</div>` +
      `<details class="as-table" open><summary>${escape(page.say("compare_as_table"))}</summary>${plot.table}</details>`;
  }

  function openPlot(button) {
    shown = { at: Number(button.dataset.plot), unit: 0 };
    returnTo = button.dataset.plot;
    section().hidden = false;
    section().setAttribute("aria-label", button.getAttribute("aria-label"));
    draw();
    section().focus({ preventScroll: true });
    section().scrollIntoView({ block: "nearest" });
  }

  function closePlot() {
    shown = null;
    section().hidden = true;
    section().innerHTML = "";
  }

  function onClose() {
    closePlot();
    document.querySelector(`[data-plot="${returnTo}"]`)?.focus();
  }

  page.offer({ closePlot });
  page.onClick("[data-plot]", openPlot);
  page.onClick("[data-plot-close]", onClose);
  page.onClick("[data-plot-save]", (button) => {
    page.saveDrawing(button, plotsOf(shown.at)[shown.unit].svg, button.dataset.plotSave);
  });
  page.onStart(() =>
    section().addEventListener("change", (event) => {
      if (event.target.id !== "plot-unit") return;
      shown.unit = Number(event.target.value);
      draw();
      byId("plot-unit").focus();
    }),
  );
})(window.yaodian);
