// Brings what a cell has put out anew into a live page: where a figure was, it keeps its place, its zoom and its slider, and the curves of
// the notebook's own parameters stay behind the new ones as a ghost.
(() => {
  "use strict";
  const { announce, begin, read, renew, isWaiting } = globalThis.reludcFigures;
  const parse = html => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };
  const figuresIn = root => [...root.querySelectorAll("figure.plot")];
  const inside = plot => plot?.querySelector(":scope > .drawing > svg > svg");
  const clear = element => { element?.querySelectorAll(".ghost").forEach(ghost => ghost.remove()); return element; };

  // The drawing that a figure has with the notebook's own parameters: its curves, their place on the page, and what the axes span
  const originals = new Map(); // cell + place → original
  const axes = figure => {
    const span = name => {
      const range = figure.layout?.[name]?.range;
      return Array.isArray(range) && range.every(Number.isFinite) ? range : undefined;
    };
    const spans = [span("xaxis"), span("yaxis")];
    const kinds = ["xaxis", "yaxis"].map(name => figure.layout?.[name]?.type ?? "linear");
    return spans.every(Boolean) ? { spans, kinds } : undefined;
  };
  const placed = svg => ["x", "y", "width", "height"].map(name => Number(svg.getAttribute(name)));
  const original = plot => {
    const svg = inside(plot);
    const known = svg && axes(read(plot));
    return known ? { ...known, box: placed(svg), groups: [...svg.children].map(group => group.cloneNode(true)) } : undefined;
  };
  const keep = (cell, root) => figuresIn(root).forEach((plot, i) => {
    try { originals.set(`${cell} ${i}`, original(plot)); } catch { originals.delete(`${cell} ${i}`); }
  });

  /** Lets the original's curves stand behind those of now, where both have the same kinds of axes. */
  const haunt = (cell, plot, i) => {
    const before = originals.get(`${cell} ${i}`);
    const svg = clear(inside(plot));
    if (!before || !svg) return;
    const now = axes(read(plot));
    if (!now || now.kinds.join() !== before.kinds.join()) return;
    // from a place in the old drawing to the number that it stands for, and from that to its place in the new one
    const map = (axis, from, size, turned) => {
      const [[low, high], [newLow, newHigh]] = [before.spans[axis], now.spans[axis]];
      const [oldFrom, oldSize] = [before.box[axis], before.box[axis + 2]];
      const scale = (high - low) / (newHigh - newLow) * size / oldSize;
      return turned
        ? { scale, shift: from + size - (low - newLow) / (newHigh - newLow) * size - scale * (oldFrom + oldSize) }
        : { scale, shift: from + (low - newLow) / (newHigh - newLow) * size - scale * oldFrom };
    };
    const box = placed(svg);
    const [x, y] = [map(0, box[0], box[2], false), map(1, box[1], box[3], true)];
    if (![x.scale, x.shift, y.scale, y.shift].every(Number.isFinite)) return;
    const ghost = document.createElementNS("http://www.w3.org/2000/svg", "g");
    ghost.setAttribute("class", "ghost");
    ghost.setAttribute("aria-hidden", "true");
    ghost.setAttribute("transform", `matrix(${x.scale} 0 0 ${y.scale} ${x.shift} ${y.shift})`);
    for (const group of before.groups) {
      const copy = group.cloneNode(true);
      copy.querySelectorAll("[fill]:not([fill=none]), image, text, rect").forEach(solid => solid.remove()); // lines alone
      copy.querySelectorAll("path").forEach(path => path.setAttribute("vector-effect", "non-scaling-stroke"));
      ghost.append(copy);
    }
    svg.prepend(ghost);
  };

  /** Puts a new drawing, numbers and words into a figure that is there. */
  const adopt = (plot, fresh) => {
    const own = selector => [plot.querySelector(`:scope > ${selector}`), fresh.querySelector(`:scope > ${selector}`)];
    const [drawing, newDrawing] = own(".drawing");
    const svg = drawing.querySelector(":scope > svg");
    const newSvg = newDrawing.querySelector(":scope > svg");
    if (!svg || !newSvg) return false;
    svg.replaceWith(newSvg);
    drawing.setAttribute("aria-label", newDrawing.getAttribute("aria-label"));
    for (const selector of ["script", ".figure-caption"]) {
      const [old, next] = own(selector);
      if (old && next) old.textContent = next.textContent;
      else if (old || next) return false;
    }
    plot.querySelector(".figure-title span").replaceChildren(...fresh.querySelector(".figure-title span").childNodes);
    renew(plot);
    return true;
  };

  // Figures are numbered through the page, and a cell may put out more or fewer than before.
  const number = () => figuresIn(document.querySelector("main")).forEach((plot, i) => {
    const id = i === 0 ? "figure" : `figure-${i + 1}`;
    const title = plot.querySelector(".figure-title");
    const link = plot.querySelector(".figure-number");
    if (!link || plot.id === id && link.textContent === `Figure ${i + 1}`) return;
    plot.id = id;
    title.id = `${id}-title`;
    plot.setAttribute("aria-labelledby", title.id);
    link.href = `#${id}`;
    link.textContent = `Figure ${i + 1}`;
  });

  const verdicts = root => [...root.querySelectorAll("[data-verdict], .verdict, [data-state]")]
    .map(element => `${element.dataset.verdict ?? ""} ${element.dataset.state ?? ""} ${element.className} ${element.textContent}`);

  /** Shows what a cell has put out. */
  const show = (region, html, isAltered) => {
    const cell = region.dataset.cell;
    const fresh = parse(html);
    const before = verdicts(region);
    const [olds, news] = [figuresIn(region), figuresIn(fresh)];
    const outputs = [...fresh.children];
    const same = region.children.length === outputs.length && olds.length === news.length && !olds.some(isWaiting);
    if (same) {
      [...region.children].forEach((output, i) => {
        const [old, next] = [output, outputs[i]];
        const [plot, newPlot] = [old.querySelector(":scope > figure.plot"), next.querySelector(":scope > figure.plot")];
        if (plot && newPlot && adopt(plot, newPlot)) return;
        if (old.innerHTML !== next.innerHTML) old.replaceWith(next);
      });
    } else region.replaceChildren(...outputs);
    for (const plot of figuresIn(region)) if (!olds.includes(plot)) begin(plot);
    figuresIn(region).forEach((plot, i) => { if (isAltered) haunt(cell, plot, i); else clear(inside(plot)); });
    [...region.querySelectorAll("[data-verdict], .verdict, [data-state]")].forEach((element, i) => {
      element.classList.remove("flipped");
      if (before.length > 0 && verdicts(region)[i] !== before[i]) element.classList.add("flipped");
    });
    number();
    announce(region);
  };

  // What is not current is marked once it has been so for a while: quick cells do not flicker, and nothing is laid out for their marks.
  const patienceMs = 200;
  const nows = new Map(); // region → current, stale, running, not-run
  const due = new Map(); // region → when it is to be marked
  let marking;
  const put = region => {
    const now = nows.get(region);
    if (now === "current") delete region.dataset.now; else region.dataset.now = now;
    region.setAttribute("aria-busy", String(now === "running" || now === "stale"));
    due.delete(region);
  };
  const putLate = () => {
    for (const [region, at] of due) if (at <= performance.now()) put(region);
    marking = due.size > 0 ? setTimeout(putLate, Math.max(1, Math.min(...due.values()) - performance.now())) : undefined;
  };

  /** Marks a region as current, stale, running or not-run; one whose cell has just run gets a mark for a while. */
  const mark = (region, now, isTurned) => {
    const was = nows.get(region);
    nows.set(region, now);
    if ((now !== "stale" && now !== "running") || region.dataset.now !== undefined) put(region);
    else if (!due.has(region)) {
      due.set(region, performance.now() + patienceMs);
      marking ??= setTimeout(putLate, patienceMs);
    }
    if (was !== "running" || now !== "current" || !isTurned) return;
    // one of two marks that look alike, so that it begins anew without the page being laid out for it
    const ran = region.classList.contains("ran") ? "ran-again" : "ran";
    region.classList.remove("ran", "ran-again");
    region.classList.add(ran);
  };

  globalThis.reludcOutputs = { show, keep, mark };
})();
