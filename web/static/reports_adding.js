/* Adding files to the reports: chosen, or dropped anywhere on the tab; one request each, one after the other. */
((page) => {
  "use strict";

  const { byId } = page;
  let depth = 0; // dragenter and dragleave come for every element on the way

  const isOpen = () => page.tab() === "reports" && page.reports.mayChange();

  async function send(file, isReplacing) {
    const { root = "" } = window.gradio_config || {};
    const query = new URLSearchParams({ name: file.name, language: page.language(), replace: isReplacing ? "1" : "0" });
    try {
      const response = await fetch(`${root}/upload?${query}`, { method: "POST", body: file });
      const told = await response.json();
      return told.source ? told : { error: told.error || told.detail || page.say("lost"), taken: told.taken };
    } catch {
      return { error: page.say("lost") };
    }
  }

  /* The lines of what was added and what was not stay until the next files are added. */
  async function add(files, { isReplacing = false } = {}) {
    const lines = [];
    for (const file of files) {
      page.reports.tell(page.say("adding", { name: file.name }));
      const told = await send(file, isReplacing);
      lines.push(
        told.source
          ? page.reports.tell(page.say("added", { name: told.source }))
          : page.reports.tell(page.say("not_added", { name: file.name, reason: told.error }), {
              isFault: true,
              act: told.taken ? [page.say("replace"), () => add([file], { isReplacing: true })] : null,
            }),
      );
    }
    byId("reports-said").replaceChildren(...lines);
    page.reports.show({ isFresh: true });
  }

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const showDrop = (isShown) => byId("reports-drop").classList.toggle("shown", isShown);

  function onDrag(event, by) {
    if (!hasFiles(event) || page.tab() !== "reports") return;
    event.preventDefault();
    depth = Math.max(0, depth + by);
    showDrop(depth > 0 && isOpen());
  }

  function onDrop(event) {
    if (!hasFiles(event) || page.tab() !== "reports") return;
    event.preventDefault();
    depth = 0;
    showDrop(false);
    if (isOpen()) add([...event.dataTransfer.files]);
  }

  page.onStart(() => {
    const chosen = byId("reports-files");
    chosen.addEventListener("change", async () => {
      await add([...chosen.files]);
      chosen.value = "";
    });
    document.addEventListener("dragenter", (event) => onDrag(event, 1));
    document.addEventListener("dragleave", (event) => onDrag(event, -1));
    document.addEventListener("dragover", (event) => onDrag(event, 0));
    document.addEventListener("drop", onDrop);
  });
  page.onSpeak(() => {
    byId("reports-drop").innerHTML = page.part("drop_here");
  });
  page.onClick("#reports-desk [data-add]", () => byId("reports-files").click());
})(window.yaodian);
