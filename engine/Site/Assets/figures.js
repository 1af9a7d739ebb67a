// What figures do when scripts run. Each is there as a drawing; plotly is fetched when a reader touches one, and takes its place, to be
// zoomed into and read. Sliders move the drawing itself. Figures without a drawing are drawn by plotly as they come into view.
(() => {
  "use strict";
  const own = document.currentScript;
  const root = document.documentElement;
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  const asObject = value => value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  const made = (name, properties) => Object.assign(document.createElement(name), properties);
  const isWaiting = plot => plot.querySelector(":scope > .drawing.waiting") !== null;
  const live = new Map(); // plot → its figure as plotly draws it, without a theme

  // plotly, once: what Plotly.NET writes is drawn by the version it writes for
  let fetched;
  const plotly = () => fetched ??= window.Plotly ? Promise.resolve() : new Promise((resolve, reject) => {
    if (!own.src) { reject(new Error("not in this page")); return; }
    const script = made("script", { src: new URL(document.querySelector("figure.plot > .drawing.waiting") ? "plotly-full.min.js"
      : "plotly.min.js", own.src).href });
    script.nonce = own.nonce;
    script.onload = resolve;
    script.onerror = () => { fetched = undefined; reject(new Error("cannot be fetched")); };
    document.head.append(script);
  });
  const canBeLive = window.Plotly || own.src;

  // What one figure holds must not keep the others from being drawn.
  const attempt = (plot, action) => {
    const failed = () => {
      if (plot.querySelector(":scope > .fault")) return;
      plot.querySelector(".drawing").before(made("p", { className: "fault", textContent: "This figure cannot be drawn." }));
    };
    try { return Promise.resolve(action()).catch(failed); } catch { failed(); return Promise.resolve(); }
  };
  const read = plot => {
    const figure = JSON.parse(plot.querySelector(":scope > script").textContent);
    return { ...figure, data: [...figure.data].map(asObject), layout: asObject(figure.layout) };
  };
  const inTheme = figure => globalThis.figureTheme
    ? figureTheme(figure, { text: colour("--text"), grid: colour("--grid"), line: colour("--line"), font: colour("--sans"), size: 13 })
    : figure;

  /** What the page does otherwise than plotly: title and slider stand above the figure in the page's own type. */
  const prepare = plot => {
    const figure = live.get(plot);
    const { layout } = figure;
    delete layout.title;
    delete layout.sliders;
    layout.height = plot.querySelector(":scope > .drawing").clientHeight;
    layout.margin = { ...layout.margin, t: 12, b: 44, r: 10 };
    const named = figure.data.filter(trace => trace.showlegend !== false && trace.visible !== false && trace.name).length;
    layout.showlegend = named > 1 && plot.closest(".card") === null;
    layout.dragmode = matchMedia("(pointer: coarse)").matches ? false : "zoom";
    layout.uirevision = "kept"; // where the reader has zoomed to, when the numbers change
    choose(plot);
  };

  /** Lets plotly take the place of a drawing, once. */
  const enliven = plot => attempt(plot, async () => {
    if (live.has(plot)) return;
    const figure = read(plot);
    live.set(plot, figure);
    try { await plotly(); } catch (error) { live.delete(plot); throw error; }
    const box = plot.querySelector(":scope > .drawing");
    const isCard = plot.closest(".card") !== null;
    prepare(plot);
    const themed = inTheme(figure);
    const place = box.appendChild(made("div", { className: "live" }));
    await Plotly.newPlot(place, themed.data, themed.layout,
      { responsive: true, displayModeBar: false, scrollZoom: false, staticPlot: isCard });
    box.classList.add("is-live");
    const reset = plot.querySelector(".reset");
    if (reset) reset.hidden = false;
  });
  const redraw = plot => {
    const { data, layout } = inTheme(live.get(plot));
    const place = plot.querySelector(".live");
    return place ? Plotly.react(place, data, layout) : undefined;
  };
  const recolour = () => { for (const plot of live.keys()) attempt(plot, () => redraw(plot)); };
  new MutationObserver(recolour).observe(root, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);

  // A slider of the page's own, which the keyboard reaches, in place of plotly's
  const chosen = new Map(); // plot → the frame that its slider shows
  const choose = plot => {
    const step = chosen.get(plot)?.step;
    for (const part of plot.querySelectorAll("[data-frames]"))
      if (step !== undefined) {
        if (part.dataset.frames.split(" ").includes(String(step))) part.removeAttribute("display");
        else part.setAttribute("display", "none");
      }
    const [property, values] = chosen.get(plot)?.steps[step]?.args ?? [];
    if (live.has(plot) && Array.isArray(values)) live.get(plot).data.forEach((trace, i) => { trace[property] = values[i]; });
  };
  const control = (plot, slider) => {
    const id = plot.id + "-slider";
    const name = (slider.currentvalue?.prefix ?? "").replace(/\s*=\s*$/, "");
    const input = made("input", { type: "range", id, min: 0, max: slider.steps.length - 1, step: 1, value: slider.active ?? 0 });
    input.setAttribute("aria-label", name);
    const output = made("output", {});
    output.htmlFor = id;
    const show = () => {
      const step = slider.steps[input.value];
      output.textContent = (slider.currentvalue?.prefix ?? "") + step.label + (slider.currentvalue?.suffix ?? "");
      input.setAttribute("aria-valuetext", output.textContent);
      chosen.set(plot, { step: Number(input.value), steps: slider.steps });
    };
    show();
    input.addEventListener("input", () => attempt(plot, () => {
      show();
      choose(plot);
      const details = plot.querySelector("details.data");
      if (details.open) tabulate(plot);
      if (live.has(plot)) return redraw(plot);
      if (!plot.querySelector("[data-frames]")) return enliven(plot);
    }));
    plot.querySelector(".slider").append(input, output);
  };

  // The numbers of a figure, written when asked for: of a slider's figure those of the frame that it shows
  const abscissa = (trace, i) => trace.x ? trace.x[i] ?? i : Number(((trace.x0 ?? 0) + i * (trace.dx ?? 1)).toPrecision(6));
  const numbers = plot => {
    const figure = live.get(plot) ?? read(plot);
    const visible = chosen.get(plot)?.steps[chosen.get(plot).step]?.args?.[1];
    const titles = ["xaxis", "yaxis"].map(axis => figure.layout[axis]?.title?.text ?? axis[0]);
    return figure.data
      .map((trace, i) => Array.isArray(visible) ? { ...trace, visible: visible[i] } : trace)
      .filter(trace => trace.visible !== false && trace.hoverinfo !== "skip"
        && (trace.z ? Array.isArray(trace.z[0]) : Array.isArray(trace.y)))
      .map(trace => trace.z
        ? { name: trace.name ?? trace.colorbar?.title?.text ?? "values",
          head: [titles[1] + " ↓, " + titles[0] + " →", ...(trace.x ?? trace.z[0].keys())],
          rows: trace.z.map((row, i) => [trace.y?.[i] ?? i, ...row]) }
        : { name: trace.name ?? "values", head: titles,
          rows: trace.y.map((y, i) => [abscissa(trace, i), y]).filter(row => row[1] !== null) });
  };
  const readable = value => typeof value !== "number" ? value ?? "–" : String(value).replace(/^-/, "−").replace(/e([+-]?)(\d+)$/,
    (_, sign, digits) => "·10" + (sign === "-" ? "⁻" : "") + [...digits].map(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join(""));
  const table = ({ name, head, rows }) => {
    const element = document.createElement("table");
    element.createCaption().textContent = name;
    const top = element.createTHead().insertRow();
    for (const text of head) top.append(made("th", { className: "number", scope: "col", textContent: readable(text) }));
    const body = element.createTBody();
    for (const values of rows) {
      const row = body.insertRow();
      values.forEach((value, i) =>
        row.append(made(i ? "td" : "th", { className: "number", textContent: readable(value), ...(i ? {} : { scope: "row" }) })));
    }
    return element;
  };
  const quoted = value => /[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? "");
  const csv = tables => tables.flatMap(({ name, head, rows }, i) => {
    const isNew = head.join() !== tables[i - 1]?.head.join(); // curves of one figure share their columns
    return [...isNew ? [["curve", ...head]] : [], ...rows.map(row => [name, ...row])].map(row => row.map(quoted).join(","));
  }).join("\n") + "\n";
  // What scrolls now can be reached. Said once nothing has changed for a while: who listens measures it, which lays the page out.
  const changed = new Set();
  let later;
  const announce = root => {
    changed.add(root);
    clearTimeout(later);
    later = setTimeout(() => {
      document.dispatchEvent(new CustomEvent("reludc-changed", { detail: [...changed] }));
      changed.clear();
    }, 200);
  };
  const tabulate = plot => {
    const box = plot.querySelector("details.data .scroll");
    const tables = numbers(plot);
    const download = made("a", { className: "download", download: `${plot.id}.csv`, textContent: "Download CSV",
      href: "data:text/csv;charset=utf-8," + encodeURIComponent(csv(tables)) });
    box.replaceChildren(made("p", {}), ...tables.map(table));
    box.firstChild.append(download);
    announce(plot);
  };

  const begin = plot => attempt(plot, () => {
    const details = plot.querySelector("details.data");
    if (!plot.querySelector(":scope > script")) return;
    details?.addEventListener("toggle", () => { if (details.open) attempt(plot, () => tabulate(plot)); });
    const slider = plot.querySelector(".slider") ? read(plot).layout.sliders?.[0] : undefined;
    if (slider?.steps?.length > 0) control(plot, slider);
    if (isWaiting(plot) || !canBeLive || plot.closest(".card")) return;
    const box = plot.querySelector(":scope > .drawing");
    const tools = made("p", { className: "figure-tools" });
    const explore = made("button", { type: "button", className: "explore", textContent: "Zoom and read values" });
    const reset = made("button", { type: "button", className: "reset", textContent: "Reset zoom", hidden: true });
    explore.addEventListener("click", () => enliven(plot).then(() => { explore.hidden = true; reset.focus(); }));
    reset.addEventListener("click", () => attempt(plot, () => {
      const { layout } = live.get(plot);
      return Plotly.relayout(plot.querySelector(".live"), Object.fromEntries(["xaxis", "yaxis"].flatMap(axis =>
        layout[axis]?.range ? [[`${axis}.range`, [...layout[axis].range]]] : [[`${axis}.autorange`, true]])));
    }));
    tools.append(explore, reset);
    details.before(tools);
    // a mouse that rests on the drawing, or a finger that taps it
    let resting;
    const touch = () => { if (!live.has(plot)) enliven(plot).then(() => { explore.hidden = true; }); };
    box.addEventListener("pointerenter", event => { if (event.pointerType === "mouse") resting = setTimeout(touch, 250); });
    box.addEventListener("pointerleave", () => clearTimeout(resting));
    box.addEventListener("click", touch);
  });

  /** Other numbers in a figure that plotly draws already. */
  const renew = plot => attempt(plot, () => {
    if (plot.querySelector("details.data")?.open) tabulate(plot);
    if (!live.has(plot)) return;
    live.set(plot, read(plot));
    prepare(plot);
    return redraw(plot);
  });

  const plots = [...document.querySelectorAll("figure.plot")];
  plots.forEach(begin);
  const waiting = plots.filter(isWaiting);
  if ("IntersectionObserver" in window) {
    const seen = new IntersectionObserver(entries => {
      for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); enliven(entry.target); }
    }, { rootMargin: "300px" });
    waiting.forEach(plot => seen.observe(plot));
  } else waiting.forEach(enliven);
  addEventListener("beforeprint", () => waiting.forEach(enliven));
  globalThis.reludcFigures = { announce, begin, enliven, read, renew, isWaiting };
})();
