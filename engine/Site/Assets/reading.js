// What helps a reader and needs scripts: all code folded or open at once, a button that copies it, and the place of the page that is being
// read marked in the contents. Loaded behind the page; a cell's code opens and closes without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const storage = {
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
    get: key => { try { return localStorage.getItem(key); } catch { return null; } },
  };

  // Code: as the notebook means it, all folded or all open; and the cells that the reader has opened or folded on this page
  const codes = [...document.querySelectorAll("details.code")];
  const choice = document.getElementById("code-choice");
  const meant = new Map(codes.map(code => [code, code.open]));
  const own = "reludc-code " + location.pathname.split("/").pop();
  const read = () => { try { return JSON.parse(storage.get(own) ?? "{}") ?? {}; } catch { return {}; } };
  const cellOf = code => code.closest(".cell")?.id ?? "";
  const show = (value, cells) => {
    root.dataset.code = value;
    for (const code of codes) {
      const asked = Object.hasOwn(cells, cellOf(code)) ? cells[cellOf(code)] === true : undefined;
      code.open = asked ?? (value === "open" || value === "meant" && meant.get(code));
      code.classList.toggle("asked", asked === true);
    }
  };
  if (codes.length > 0) {
    choice.hidden = false;
    const chosen = storage.get("reludc-code");
    choice.value = ["meant", "folded", "open"].includes(chosen) ? chosen : "meant";
    show(choice.value, read());
    choice.addEventListener("change", () => {
      storage.set("reludc-code", choice.value);
      storage.set(own, "{}");
      show(choice.value, {});
    });
    for (const code of codes) code.querySelector("summary").addEventListener("click", () => {
      const opens = !code.open; // it does so after this
      storage.set(own, JSON.stringify({ ...read(), [cellOf(code)]: opens }));
      code.classList.toggle("asked", opens);
    });
  }

  // Copying
  const copy = async source => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      return true;
    } catch { // a page on a disk may have no clipboard of that kind
      const selection = getSelection();
      selection.selectAllChildren(source);
      const done = document.execCommand("copy");
      if (done) selection.removeAllRanges();
      return done;
    }
  };
  for (const box of document.querySelectorAll("details.code, .copyable")) {
    const source = box.querySelector("code");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" });
    button.addEventListener("click", async () => {
      button.textContent = await copy(source) ? "Copied" : "Selected";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    (box.querySelector("summary") ?? box.lastElementChild).after(button);
  }

  // The section that is being read: the last whose heading has passed the upper third of the window
  const sections = [...document.querySelectorAll(".sections a")]
    .map(link => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(section => section.heading);
  const sidebar = document.querySelector(".sidebar");
  const mark = () => {
    const passed = sections.filter(({ heading }) => heading.getBoundingClientRect().top < innerHeight * 0.35);
    const current = passed.at(-1);
    for (const section of sections) {
      if (section !== current) section.link.removeAttribute("aria-current");
      else if (!section.link.hasAttribute("aria-current")) {
        section.link.setAttribute("aria-current", "location");
        const [box, link] = [sidebar.getBoundingClientRect(), section.link.getBoundingClientRect()];
        if (link.top < box.top || link.bottom > box.bottom) sidebar.scrollTop += link.top - box.top - box.height / 2;
      }
    }
  };
  if ("IntersectionObserver" in window && sections.length > 0) {
    const passing = new IntersectionObserver(mark, { rootMargin: "0px 0px -65% 0px" });
    sections.forEach(({ heading }) => passing.observe(heading));
  }
})();
