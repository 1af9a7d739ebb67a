// Draws figures in VS Code, with the plotly.js that lies beside this file: nothing is fetched from a network.
let loaded;
const plotly = () => loaded ??= new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL("./plotly.min.js", import.meta.url).href;
  script.onload = () => resolve(globalThis.Plotly);
  script.onerror = () => reject(new Error("plotly.js cannot be read"));
  document.head.append(script);
});

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || undefined;

const axesOf = layout => Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key));

/** Type and lines in the editor's colours; the curves keep theirs. */
function inTheme(layout) {
  const [text, grid] = [colour("--vscode-editor-foreground"), colour("--vscode-widget-border") ?? "rgba(128, 128, 128, 0.3)"];
  const themed = { ...layout, autosize: true, paper_bgcolor: "rgba(0, 0, 0, 0)", plot_bgcolor: "rgba(0, 0, 0, 0)", font: { ...layout.font, color: text } };
  for (const axis of axesOf(themed)) themed[axis] = { gridcolor: grid, ...themed[axis], linecolor: text };
  delete themed.width;
  return themed;
}

/** What the figure shows, in words for who does not see it, and its caption. */
function describe(plot, { alt, caption } = {}) {
  if (alt) {
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", alt);
  }
  if (caption) plot.insertAdjacentElement("afterend", document.createElement("p")).textContent = caption;
}

export function activate() {
  const drawn = new Map(); // output id → how to clean up, and how to take on another theme
  // VS Code names the theme in the class of the body.
  new MutationObserver(() => drawn.forEach(figure => figure.recolour())).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  return {
    async renderOutputItem(item, element) {
      const figure = item.json();
      drawn.get(item.id)?.clean();
      element.replaceChildren();
      const plot = element.appendChild(document.createElement("div"));
      plot.style.height = `${figure.layout?.height ?? 420}px`;
      describe(plot, figure.layout?.meta);
      try {
        const library = await plotly();
        await library.newPlot(plot, figure.data, inTheme(figure.layout ?? {}), { responsive: true, displaylogo: false, ...figure.config });
        drawn.set(item.id, {
          clean: () => library.purge(plot),
          recolour: () => {
            const text = colour("--vscode-editor-foreground");
            library.relayout(plot, Object.fromEntries(["font.color", ...axesOf(figure.layout ?? {}).map(axis => `${axis}.linecolor`)].map(path => [path, text])));
          },
        });
      } catch (error) {
        plot.textContent = `The figure cannot be drawn: ${error.message}`;
      }
    },
    disposeOutputItem(id) {
      for (const key of id === undefined ? [...drawn.keys()] : [id]) {
        drawn.get(key)?.clean();
        drawn.delete(key);
      }
    },
  };
}
