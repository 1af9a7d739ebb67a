// How a figure looks on a light and on a dark ground: on pages, in VS Code, and where the bundle's HTML draws it.
(() => {
  "use strict";
  // The palette's colours, and what each is on a dark ground; the library writes them in
  const onDark = {};

  const recoloured = value => {
    if (typeof value === "string") return (onDark[value.slice(0, 7).toLowerCase()] ?? value.slice(0, 7)) + value.slice(7);
    if (Array.isArray(value)) return typeof value[0] === "number" ? value : value.map(recoloured);
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, recoloured(entry)]));
    return value;
  };

  /** Whether text of this colour, as a browser computes it, stands on a dark ground. */
  const isLight = colour => {
    const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(colour)?.slice(1).map(part => parseInt(part, 16));
    const [r, g, b] = hex ?? (colour.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 128;
  };

  /**
   * A copy of a figure in the colours of where it stands. Redrawn with plotly's react, it keeps the reader's zoom.
   * @param {{data: object[], layout?: object}} figure as plotly takes it
   * @param {{text: string, grid?: string, line?: string, font?: string, size?: number}} look colours and type of the surroundings
   */
  globalThis.figureTheme = ({ data, layout = {} }, look) => {
    const grid = look.grid || "rgba(128, 128, 128, 0.3)";
    const line = look.line || grid;
    const clear = "rgba(0, 0, 0, 0)";
    const themed = { ...structuredClone(layout), autosize: true, uirevision: "kept", paper_bgcolor: clear, plot_bgcolor: clear };
    themed.font = { ...themed.font, color: look.text };
    if (look.font) themed.font.family = look.font;
    if (look.size) themed.font.size = look.size;
    for (const axis of new Set(["xaxis", "yaxis", ...Object.keys(themed).filter(key => /^[xy]axis\d*$/.test(key))]))
      themed[axis] = { ...themed[axis], gridcolor: grid, zerolinecolor: line, linecolor: line };
    delete themed.width;
    return { data: structuredClone(isLight(look.text) ? recoloured(data) : data), layout: themed };
  };
})();
