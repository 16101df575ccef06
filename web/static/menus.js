/* Menus that fold down from a chip: one open at a time, closed by Escape, by a click beside it, by tabbing out. */
((page) => {
  "use strict";

  const { all } = page;
  const open = () => all("details.menu[open]");

  function closeMenus({ except = null, returnFocus = false } = {}) {
    const closing = open().filter((menu) => menu !== except);
    for (const menu of closing) {
      const isWithin = menu.contains(document.activeElement);
      menu.open = false;
      if (returnFocus && isWithin) menu.querySelector("summary").focus();
    }
    return closing.length > 0;
  }

  page.offer({ closeMenus });
  document.addEventListener("pointerdown", (event) => closeMenus({ except: event.target.closest("details.menu") }));
  document.addEventListener("focusin", (event) => closeMenus({ except: event.target.closest("details.menu") }));
})(window.yaodian);
