// What a page does when scripts run: draws figures as they come into view, gives sliders and scrolling boxes to the keyboard, and remembers
// the reader's choice of theme. Without scripts everything but the figures is there.
(() => {
  "use strict";
  const root = document.documentElement;
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };
  const recall = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();

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
    recolour();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { nameTheme(); recolour(); });

  // Figures
  const inTheme = figure => globalThis.figureTheme
    ? figureTheme(figure, { text: colour("--text"), grid: colour("--grid"), line: colour("--line"), font: colour("--sans"), size: 13 })
    : figure;
  const drawn = new Map(); // plot → its figure as the page draws it, without a theme
  const asObject = value => value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  const read = plot => {
    const figure = JSON.parse(plot.querySelector("script").textContent);
    return { ...figure, data: [...figure.data].map(asObject), layout: asObject(figure.layout) };
  };
  // What one figure holds must not keep the others from being drawn.
  const attempt = (plot, action) => {
    const failed = () => {
      if (plot.querySelector(":scope > .fault")) return;
      const message = Object.assign(document.createElement("p"), { className: "fault", textContent: "This figure cannot be drawn." });
      plot.querySelector(".drawing").before(message);
    };
    try { Promise.resolve(action()).catch(failed); } catch { failed(); }
  };

  const draw = plot => attempt(plot, () => {
    if (drawn.has(plot) || !window.Plotly?.newPlot) return;
    const figure = read(plot);
    const drawing = plot.querySelector(".drawing");
    const layout = figure.layout;
    const card = plot.closest(".card") !== null;
    delete layout.title; // stands above the figure in the page's own type
    const slider = layout.sliders?.[0]?.steps?.length > 0 ? layout.sliders[0] : undefined;
    delete layout.sliders;
    layout.height = drawing.clientHeight;
    layout.margin = { ...layout.margin, t: 12, b: 44, r: 10 };
    const named = figure.data.filter(trace => trace.showlegend !== false && trace.visible !== false && trace.name).length;
    layout.showlegend = named > 1 && !card;
    layout.dragmode = matchMedia("(pointer: coarse)").matches ? false : "zoom";
    drawn.set(plot, figure);
    const themed = inTheme(figure);
    if (slider && !card) control(plot, drawing, slider);
    return Plotly.newPlot(drawing, themed.data, themed.layout,
      { responsive: true, displayModeBar: false, scrollZoom: false, staticPlot: card });
  });

  // A slider of the page's own, which the keyboard reaches, in place of plotly's
  const control = (plot, drawing, slider) => {
    const id = plot.id + "-slider";
    const box = plot.querySelector(".slider");
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = (slider.currentvalue?.prefix ?? "").replace(/\s*=\s*$/, "");
    const input = Object.assign(document.createElement("input"), {
      type: "range", id, min: 0, max: slider.steps.length - 1, step: 1, value: slider.active ?? 0,
    });
    const output = document.createElement("output");
    output.htmlFor = id;
    const show = () => {
      const step = slider.steps[input.value];
      const text = (slider.currentvalue?.prefix ?? "") + step.label + (slider.currentvalue?.suffix ?? "");
      output.textContent = text;
      input.setAttribute("aria-valuetext", text);
      return step;
    };
    show();
    input.addEventListener("input", () => {
      const [property, values] = show().args ?? [];
      if (!Array.isArray(values)) return;
      drawn.get(plot).data.forEach((trace, i) => { trace[property] = values[i]; });
      Plotly.restyle(drawing, { [property]: values });
      const details = plot.querySelector("details.data");
      if (details.open) tabulate(details);
    });
    box.append(label, input, output);
    label.hidden = true;
    input.setAttribute("aria-label", label.textContent);
  };

  const plots = [...document.querySelectorAll("figure.plot")];
  const drawAll = () => plots.forEach(draw);
  const recolour = () => {
    for (const [plot, figure] of drawn) attempt(plot, () => {
      const { data, layout } = inTheme(figure);
      return Plotly.react(plot.querySelector(".drawing"), data, layout);
    });
  };
  if ("IntersectionObserver" in window) {
    const seen = new IntersectionObserver(entries => {
      for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
    }, { rootMargin: "300px" });
    plots.forEach(plot => seen.observe(plot));
  } else drawAll();
  addEventListener("beforeprint", drawAll);

  // The numbers of a figure, written when asked for: of a slider's figure those of the frame that it shows
  const tabulate = details => {
    const plot = details.closest(".plot");
    const figure = drawn.get(plot) ?? read(plot);
    const titles = ["xaxis", "yaxis"].map(axis => figure.layout[axis]?.title?.text ?? axis[0]);
    const shown = figure.data.filter(trace => trace.visible !== false && trace.hoverinfo !== "skip"
      && (trace.z ? Array.isArray(trace.z[0]) : Array.isArray(trace.y)));
    details.querySelector(".scroll").replaceChildren(...shown.map(trace => trace.z
      ? table(trace.name ?? trace.colorbar?.title?.text ?? "values",
        [titles[1] + " ↓, " + titles[0] + " →", ...(trace.x ?? trace.z[0].keys())],
        trace.z.map((row, i) => [trace.y?.[i] ?? i, ...row]))
      : table(trace.name ?? "values", titles, trace.y.map((y, i) => [trace.x?.[i] ?? i, y]).filter(row => row[1] !== null))));
    focusable();
  };
  for (const details of document.querySelectorAll("details.data"))
    details.addEventListener("toggle", () => { if (details.open) attempt(details.closest(".plot"), () => tabulate(details)); });
  const table = (caption, head, rows) => {
    const element = document.createElement("table");
    element.createCaption().textContent = caption;
    const top = element.createTHead().insertRow();
    const made = (name, properties) => Object.assign(document.createElement(name), { className: "number", ...properties });
    for (const text of head) top.append(made("th", { scope: "col", textContent: text }));
    const body = element.createTBody();
    for (const values of rows) {
      const row = body.insertRow();
      values.forEach((value, i) => row.append(made(i ? "td" : "th", { textContent: value ?? "–", ...(i ? {} : { scope: "row" }) })));
    }
    return element;
  };

  // What scrolls sideways can be reached and scrolled with the keyboard
  const focusable = () => {
    for (const box of document.querySelectorAll(".scroll")) {
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) {
        box.tabIndex = 0;
        if (!box.hasAttribute("role")) { box.setAttribute("role", "group"); box.setAttribute("aria-label", "Scrolls"); }
      } else if (box.getAttribute("aria-label") === "Scrolls") {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      }
    }
  };
  focusable();
  addEventListener("resize", focusable);
  document.addEventListener("toggle", focusable, true);
})();
