// A search over all pages without a server: the index and what searches it are fetched when the reader first turns to the box.
// As scripts, because a page on a disk may fetch nothing else.
(() => {
  "use strict";
  const { nonce, src } = document.currentScript;
  const box = document.createElement("div");
  box.className = "search";
  box.setAttribute("role", "search");
  const input = Object.assign(document.createElement("input"),
    { type: "search", id: "search", placeholder: "Search", autocomplete: "off" });
  input.setAttribute("aria-label", "Search the course");
  input.setAttribute("aria-keyshortcuts", "/");
  const panel = Object.assign(document.createElement("div"), { className: "results", hidden: true });
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const list = document.createElement("ol");
  panel.append(said, list);
  box.append(input, panel);
  document.querySelector(".tools").prepend(box);

  // Loading, once
  const load = name => new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { nonce, src: new URL(name, src).href, onload: done, onerror: failed });
    document.head.append(script);
  });
  let searcher;
  const ready = () => searcher ??= Promise.all([load("minisearch.min.js"), load("search-index.js")]).then(() => {
    const found = new MiniSearch({
      fields: ["heading", "text", "page"], storeFields: ["heading", "text", "page", "address"],
      searchOptions: {
        boost: { heading: 3, page: 2 }, prefix: true, fuzzy: term => term.length > 4 ? 0.2 : 0, weights: { prefix: 0.2, fuzzy: 0.1 },
        combineWith: "AND",
      },
    });
    found.addAll(globalThis.searchIndex.map((section, id) => ({ id, ...section })));
    return found;
  });

  // What is shown of a section: its words around the first that was found, those that were found marked
  const snippet = (text, terms) => {
    const places = terms.map(term => text.toLowerCase().indexOf(term.toLowerCase())).filter(at => at >= 0);
    const at = places.length > 0 ? Math.min(...places) : 0;
    const start = at < 60 ? 0 : text.indexOf(" ", at - 60) + 1;
    const part = (start > 0 ? "… " : "") + text.slice(start, start + 180) + (start + 180 < text.length ? " …" : "");
    const element = document.createElement("span");
    const escaped = terms.map(term => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
    const pieces = escaped.length > 0 ? part.split(new RegExp(`(${escaped.join("|")})`, "i")) : [part];
    element.append(...pieces.map((piece, i) => i % 2 ? Object.assign(document.createElement("mark"), { textContent: piece }) : piece));
    return element;
  };
  const item = result => {
    const link = Object.assign(document.createElement("a"), { href: result.address });
    const strong = Object.assign(document.createElement("strong"), { textContent: result.heading });
    const page = Object.assign(document.createElement("small"), { textContent: result.page });
    link.append(strong, " ", page, snippet(result.text, result.terms));
    const element = document.createElement("li");
    element.append(link);
    return element;
  };

  let asked = 0;
  const search = async () => {
    const words = input.value.trim();
    const number = ++asked;
    panel.hidden = words.length === 0;
    if (words.length === 0) return;
    try {
      const results = (await ready()).search(words);
      if (number !== asked) return; // the reader has typed on
      said.textContent = results.length === 0 ? "Nothing found" : results.length === 1 ? "1 place" : `${results.length} places`;
      list.replaceChildren(...results.slice(0, 20).map(item));
    } catch {
      said.textContent = "The search could not be loaded";
    }
  };
  const close = () => { panel.hidden = true; };
  input.addEventListener("focus", () => { ready().catch(() => { }); search(); });
  input.addEventListener("input", search);
  list.addEventListener("click", close);

  // Keys: "/" leads here, arrows go through the places, Escape leaves
  document.addEventListener("keydown", event => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.select();
    }
  });
  box.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      close();
      input.focus();
      close(); // focus has opened it again
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      if (panel.hidden) search();
      else (at < 0 ? input : links[at])?.focus();
    } else if (event.key === "Enter" && event.target === input) list.querySelector("a")?.click();
  });
  addEventListener("pointerdown", event => { if (!box.contains(event.target)) close(); });
  box.addEventListener("focusout", event => { if (event.relatedTarget && !box.contains(event.relatedTarget)) close(); });
})();
