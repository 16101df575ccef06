/* The matrix as a table: laid out, sorted, turned, walked through with the keyboard. The pieces are HTML from the
   server; only they are put together here. */
((page) => {
  "use strict";

  const { byId, all } = page;
  let turned = null; // reports down the rows: true or false once chosen, else as fits
  let matrix = null;
  let order = []; // numbers of the reports in the order shown

  const room = () => byId("matrix");
  const cards = window.matchMedia("(max-width: 767.98px)"); // there every topic is a card
  const fits = () => matrix.reports.length > matrix.topics.length;
  const isReportsDown = () => !cards.matches && (turned === null ? fits() : turned);
  const escape = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

  function layMatrix(given) {
    matrix = given;
    sort();
    draw();
  }

  function sort() {
    const by = byId("compare-order").value;
    const says = (at) => matrix.rows.filter((row) => row && row.says[at]).length;
    const orders = {
      place: (one, other) => matrix.reports[one].label.localeCompare(matrix.reports[other].label, page.language()),
      year: (one, other) => matrix.reports[other].year - matrix.reports[one].year,
      topics: (one, other) => says(other) - says(one),
    };
    order = matrix.reports.map((_, at) => at);
    if (orders[by]) order.sort((one, other) => orders[by](one, other) || one - other);
  }

  /* ---------- laying out ---------- */

  const cellOf = (topic, report) => {
    const row = matrix.rows[topic];
    const place = `data-topic="${topic}" data-column="${report}"`;
    if (!row) return `<td role="gridcell" ${place} class="waiting"><span aria-hidden="true">·</span></td>`;
    const state = row.says[report] ? "says" : "says-not";
    return `<td role="gridcell" ${place} class="${state}">${row.cells[report]}</td>`;
  };

  const reportHead = (at, scope) => {
    const role = scope === "row" ? "rowheader" : "columnheader";
    return `<th role="${role}" scope="${scope}" data-report-head="${at}">${matrix.reports[at].head}</th>`;
  };

  function topicHead(at, scope) {
    const { head } = matrix.topics[at];
    const row = matrix.rows[at];
    const role = scope === "row" ? "rowheader" : "columnheader";
    return `<th role="${role}" scope="${scope}" data-topic-head="${at}">${head}${row ? aside(at, row) : ""}</th>`;
  }

  /* How many reports speak of a topic, the way to its plot, and on a narrow screen to its silent reports. */
  function aside(at, row) {
    const total = matrix.reports.length;
    const n = row.says.filter(Boolean).length;
    const { name } = matrix.topics[at];
    const plot = row.plots.length
      ? `<button type="button" class="plot-it" data-plot="${at}" ` +
        `aria-label="${escape(page.say("compare_plot_more", { topic: name }))}">${escape(page.say("compare_plot"))}</button>`
      : "";
    const silent = total - n;
    const more = silent
      ? `<button type="button" class="show-silent" data-silent="${at}" aria-expanded="false">` +
        `${escape(page.say("compare_show_silent", { n: silent }))}</button>`
      : "";
    return `<span class="aside"><span class="count">${escape(page.say("compare_says", { n, total }))}</span>${plot}${more}</span>`;
  }

  function corner() {
    const said = isReportsDown() ? page.say("compare_report") : page.say("compare_topic");
    return `<th role="columnheader" scope="col" class="corner">${escape(said)}</th>`;
  }

  function draw() {
    const topics = matrix.topics.map((_, at) => at);
    const down = isReportsDown();
    const head = down ? topics.map((at) => topicHead(at, "col")) : order.map((at) => reportHead(at, "col"));
    const rows = down
      ? order.map((at) => `<tr role="row">${reportHead(at, "row")}${topics.map((topic) => cellOf(topic, at)).join("")}</tr>`)
      : topics.map((at) => `<tr role="row">${topicHead(at, "row")}${order.map((one) => cellOf(at, one)).join("")}</tr>`);
    const label = escape(page.say("compare_matrix"));
    const scrolled = room().querySelector(".scrolls");
    const [left, top] = scrolled ? [scrolled.scrollLeft, scrolled.scrollTop] : [0, 0];
    room().innerHTML =
      `<h1 class="unseen">${label}</h1><div class="scrolls"><table role="grid" class="matrix ${down ? "down" : "across"}" aria-label="${label}">` +
      `<thead role="rowgroup"><tr role="row">${corner()}${head.join("")}</tr></thead>` +
      `<tbody role="rowgroup">${rows.join("")}</tbody></table></div>`;
    const now = room().querySelector(".scrolls");
    [now.scrollLeft, now.scrollTop] = [left, top];
    settle();
  }

  /* One topic has come: its cells take their places, nothing else moves. */
  function fillRow(given, at) {
    matrix = given;
    for (const cell of all(`[data-topic="${at}"]`, room())) {
      const report = Number(cell.dataset.column);
      cell.outerHTML = cellOf(at, report);
    }
    const head = room().querySelector(`[data-topic-head="${at}"]`);
    head.outerHTML = topicHead(at, head.getAttribute("scope"));
    if (byId("compare-order").value === "topics" && matrix.rows.every(Boolean)) {
      sort();
      draw();
    }
    settle();
  }

  /* ---------- the keyboard ---------- */

  const grid = () => all("tbody tr", room()).map((row) => all(".cell", row));

  /* One cell can be reached by Tab; the arrows lead on from it. */
  function settle() {
    const cells = all(".cell", room());
    const held = cells.includes(document.activeElement) ? document.activeElement : null;
    const last = cells.find((one) => one.tabIndex === 0 && one.dataset.kept);
    for (const one of cells) one.tabIndex = -1;
    const first = held || last || cells[0];
    if (first) first.tabIndex = 0;
  }

  function moveTo(cell) {
    for (const one of all(".cell[data-kept]", room())) delete one.dataset.kept;
    for (const one of all(".cell", room())) one.tabIndex = -1;
    cell.tabIndex = 0;
    cell.dataset.kept = "true";
    cell.focus({ preventScroll: true });
    reveal(cell);
  }

  /* Brings a cell out from under the heads that stay in view. */
  function reveal(cell) {
    cell.closest("td").scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function onArrow(event) {
    const cell = event.target.closest(".cell");
    if (!cell || !room().contains(cell)) return;
    const rows = grid().filter((row) => row.length);
    const y = rows.findIndex((row) => row.includes(cell));
    const x = rows[y].indexOf(cell);
    const last = rows[y].length - 1;
    const isFar = event.ctrlKey || event.metaKey;
    const to = {
      ArrowLeft: [y, Math.max(x - 1, 0)],
      ArrowRight: [y, Math.min(x + 1, last)],
      ArrowUp: [Math.max(y - 1, 0), x],
      ArrowDown: [Math.min(y + 1, rows.length - 1), x],
      Home: [isFar ? 0 : y, 0],
      End: [isFar ? rows.length - 1 : y, last],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const row = rows[to[0]];
    const next = row[Math.min(to[1], row.length - 1)];
    if (next.offsetParent !== null) moveTo(next);
  }

  /* ---------- opening ---------- */

  function openCell(cell) {
    const { topic, column } = cell.closest("td").dataset;
    moveTo(cell);
    for (const one of all(".cell.chosen", room())) one.classList.remove("chosen");
    cell.classList.add("chosen");
    if (!cell.dataset.report) return;
    page.openSource(page.placeOf(cell), { note: matrix.rows[Number(topic)].evidence[Number(column)] });
  }

  function showSilent(button) {
    const isOpen = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(isOpen));
    for (const cell of all(`td.says-not[data-topic="${button.dataset.silent}"]`, room())) {
      cell.classList.toggle("shown", isOpen);
    }
  }

  page.offer({ layMatrix, fillRow });
  page.onStart(() => {
    cards.addEventListener("change", () => matrix && byId("matrix").querySelector(".matrix") && draw());
    room().addEventListener("keydown", onArrow);
    byId("compare-tools").addEventListener("change", () => {
      if (!matrix) return;
      sort();
      draw();
    });
  });
  page.onClick("#matrix .cell", openCell);
  page.onClick("#matrix [data-silent]", showSilent);
  page.onClick("#compare-turn", () => {
    turned = !isReportsDown();
    draw();
  });
})(window.yaodian);
