// The index's tables of claims: each part of a strip of verdicts becomes a button that leaves only the rows of that verdict.
(() => {
  "use strict";
  for (const ledger of document.querySelectorAll(".ledger")) {
    const shares = ledger.querySelectorAll(".shares span");
    const parts = [...ledger.querySelectorAll(".verdicts li")];
    const caption = ledger.querySelector("caption");
    const all = caption.textContent;
    const rows = [...ledger.querySelectorAll("tr[data-verdict]")];
    const show = kind => {
      for (const part of parts) part.firstChild.setAttribute("aria-pressed", String(part.dataset.verdict === kind));
      ledger.dataset.filter = kind ?? "";
      for (const row of rows) row.hidden = kind !== undefined && row.dataset.verdict !== kind;
      for (const group of ledger.querySelectorAll("tbody")) group.hidden = !group.querySelector("tr[data-verdict]:not([hidden])");
      for (const share of shares) share.classList.toggle("off", kind !== undefined && share.dataset.verdict !== kind);
      caption.textContent = kind === undefined ? all : `${all}; shown: ${rows.filter(row => !row.hidden).length} with “${kind}”`;
    };
    const press = kind => show(ledger.dataset.filter === kind ? undefined : kind);
    for (const part of parts) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "part", textContent: part.textContent });
      button.addEventListener("click", () => press(part.dataset.verdict));
      part.replaceChildren(button);
    }
    for (const share of shares) share.addEventListener("click", () => press(share.dataset.verdict));
    caption.setAttribute("aria-live", "polite");
    show(undefined);
  }
})();
