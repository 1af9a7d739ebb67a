// What a page does when scripts run: it remembers the reader's choice of theme, and gives scrolling boxes to the keyboard.
// Without scripts everything is there.
(() => {
  "use strict";
  const root = document.documentElement;
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };

  // Theme
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const themeButton = document.getElementById("theme-toggle");
  const nameTheme = () => {
    themeButton.textContent = isDark() ? "Light" : "Dark";
    themeButton.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
  };
  themeButton.hidden = false;
  nameTheme();
  themeButton.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("reludc-theme", root.dataset.theme);
    nameTheme();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", nameTheme);

  // What scrolls sideways can be reached and scrolled with the keyboard. All are measured before any is changed, so that the page is laid
  // out once.
  const focusable = roots => {
    const boxes = roots.flatMap(root => [...root.querySelectorAll(".scroll")]).map(box =>
      [box, box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1]);
    for (const [box, scrolls] of boxes) {
      if (scrolls && box.tabIndex !== 0) {
        box.tabIndex = 0;
        if (!box.hasAttribute("role")) { box.setAttribute("role", "group"); box.setAttribute("aria-label", "Scrolls"); }
      } else if (!scrolls && box.getAttribute("aria-label") === "Scrolls") {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      }
    }
  };
  const all = () => focusable([document]);
  all();
  addEventListener("resize", all);
  document.addEventListener("toggle", all, true);
  document.addEventListener("reludc-changed", event => focusable(event.detail));
})();
