// Draws figures in VS Code, with the plotly.js that lies beside this file: nothing is fetched from a network.
import "./figure-theme.js";

let loaded;
const plotly = () => loaded ??= new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL("./plotly.min.js", import.meta.url).href;
  script.onload = () => resolve(globalThis.Plotly);
  script.onerror = () => reject(new Error("plotly.js cannot be read"));
  document.head.append(script);
});

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || undefined;

/** The figure in the editor's colours. */
const inTheme = figure => globalThis.figureTheme(figure,
  { text: colour("--vscode-editor-foreground") ?? "#000000", grid: colour("--vscode-widget-border") });

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
  new MutationObserver(() => drawn.forEach(figure => figure.recolour()))
    .observe(document.body, { attributes: true, attributeFilter: ["class"] });
  return {
    async renderOutputItem(item, element) {
      const figure = item.json();
      drawn.get(item.id)?.clean();
      element.replaceChildren();
      const plot = element.appendChild(document.createElement("div"));
      plot.style.overflow = "hidden"; // plotly's own box is wider by a fraction of a pixel, which makes a scrollbar
      plot.style.height = `${figure.layout?.height ?? 420}px`;
      describe(plot, figure.layout?.meta);
      try {
        const library = await plotly();
        const { data, layout } = inTheme(figure);
        await library.newPlot(plot, data, layout, { responsive: true, displaylogo: false, ...figure.config });
        drawn.set(item.id, {
          clean: () => library.purge(plot),
          recolour: () => {
            const { data, layout } = inTheme(figure);
            library.react(plot, data, layout);
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
