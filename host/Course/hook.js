// The index's first figure under a reader's hands. The closed form of ReLU of x = a·sin(2πft): DC a/π, the tone itself a/2, even
// harmonics 2a/((k² − 1)π). The coordinates are those in which ToneHook.cs draws it; a test compares the two.
(() => {
  "use strict";
  const figure = document.querySelector(".hook");
  if (!figure) return;
  const one = selector => figure.querySelector(selector);
  const [waves, amplitude, frequency] = [one(".waves"), one("#hook-amplitude"), one("#hook-frequency")];
  const harmonics = [0, 1, 2, 4, 6, 8, 10, 12];
  const line = (k, a) => k === 0 ? a / Math.PI : k === 1 ? a / 2 : 2 * a / ((k * k - 1) * Math.PI);
  const digits = length => +length.toFixed(1);
  const times = Array.from({ length: 241 }, (_, i) => i / 240);
  const x = s => 14 + 492 * s;
  const y = value => 135 - 85 * value;
  const atHz = hz => 60 + 17.8 * hz;
  const level = height => 250 - 320 * height;

  const draw = () => {
    const [a, f] = [+amplitude.value, +frequency.value];
    const tone = s => a * Math.sin(2 * Math.PI * f * s);
    const curve = value => times.map(s => `${digits(x(s))},${digits(y(value(s)))}`).join(" ");
    const rectified = curve(s => Math.max(0, tone(s)));
    for (const part of [one(".waves .x"), one(".grip")]) part.setAttribute("d", "M" + curve(tone));
    one(".waves .relu").setAttribute("d", "M" + rectified);
    one(".area").setAttribute("d", `M14,135 ${rectified} 506,135Z`);
    one(".waves .dc").setAttribute("d", `M14,${digits(y(line(0, a)))}H506`);
    one(".handle").setAttribute("cx", digits(x(1.25 / f)));
    one(".handle").setAttribute("cy", digits(y(a)));

    const stroke = k => `M${digits(atHz(k * f))},250V${digits(level(line(k, a)))}`;
    const isShown = k => k * f <= 25;
    one(".dc-line").setAttribute("d", stroke(0));
    one(".others").setAttribute("d", harmonics.slice(1).filter(isShown).map(stroke).join(""));
    figure.querySelectorAll(".name").forEach((name, i) => {
      const k = harmonics[i];
      name.setAttribute("visibility", isShown(k) ? "visible" : "hidden");
      name.setAttribute("x", digits(atHz(isShown(k) ? k * f : 0)));
      name.setAttribute("y", digits(level(line(k, a)) - 9));
    });
    for (const number of figure.querySelectorAll("[data-harmonic]")) {
      const k = +number.dataset.harmonic;
      number.querySelector(".at").textContent = `${digits(k * f)} Hz`;
      number.querySelector(".value").textContent = line(k, a).toFixed(3);
    }
    for (const input of [amplitude, frequency]) {
      const output = input.nextElementSibling;
      output.textContent = +input.value + output.dataset.unit;
      input.setAttribute("aria-valuetext", output.textContent);
    }
  };

  // What is grabbed stays under the pointer: its phase is kept, its place gives the frequency, its height the amplitude.
  const place = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(waves.getScreenCTM().inverse());
    return { s: (point.x - 14) / 492, value: (135 - point.y) / 85 };
  };
  let phase = 0;
  const drag = event => {
    const { s, value } = place(event);
    frequency.value = s > 0 ? phase / (2 * Math.PI * s) : frequency.max; // inputs keep to their ranges
    if (Math.abs(Math.sin(phase)) > 0.3) amplitude.value = value / Math.sin(phase);
    draw();
  };
  for (const grip of [one(".grip"), one(".handle")]) {
    grip.addEventListener("pointerdown", event => {
      if (event.button !== 0) return;
      event.preventDefault(); // no selection of text
      phase = grip === one(".handle") ? 2.5 * Math.PI : 2 * Math.PI * frequency.value * Math.max(0.02, place(event).s);
      grip.setPointerCapture(event.pointerId);
      grip.addEventListener("pointermove", drag);
    });
    for (const end of ["pointerup", "pointercancel"])
      grip.addEventListener(end, () => grip.removeEventListener("pointermove", drag));
  }
  for (const input of [amplitude, frequency]) {
    input.disabled = false;
    input.addEventListener("input", draw);
  }
  figure.classList.add("live");
})();
