// A live page: its parameters are turned here, its cells run where the page comes from, and what they put out comes back cell by cell.
// All who have the page open see the same. The address holds the parameters that are not the notebook's own.
(() => {
  "use strict";
  const bar = document.getElementById("parameter-bar");
  if (!bar) return;
  const page = location.pathname.split("/").pop();
  const part = selector => bar.querySelector(selector);
  const form = part(".parameters");
  const regions = new Map([...document.querySelectorAll(".outputs[data-cell]")].map(region => [region.dataset.cell, region]));
  const controls = new Map([...form.querySelectorAll("[name]")].map(control => [control.name, control]));
  const answers = new Map(); // name → field beside the exercise
  const sliders = new Map([...form.querySelectorAll("[type=range]")].map(slider => [slider.dataset.for, slider]));
  let values = {}, defaults = {}, warnings = [], socket, patience = 500, isFirst = true;

  // Numbers
  const tidy = (value, digits) => String(Number(value.toPrecision(digits)));
  const fromSlider = slider => {
    const { from, to, step, scale } = slider.dataset;
    const [low, high, at, most] = [Number(from), Number(to), Number(slider.value), Number(slider.max)];
    if (scale !== "log") return tidy(Math.min(low + at * Number(step), high), 12);
    const value = low * (high / low) ** (at / most);
    const isWhole = Number(step) === 1 && low >= 1;
    return tidy(Math.min(Math.max(isWhole ? Math.round(value) : Number(value.toPrecision(3)), low), high), 12);
  };
  const toSlider = (slider, text) => {
    const { from, to, step, scale } = slider.dataset;
    const [low, high, value] = [Number(from), Number(to), Number(text)];
    if (!Number.isFinite(value)) return;
    slider.value = scale === "log"
      ? Math.round(Math.log(Math.max(value, low) / low) / Math.log(high / low) * Number(slider.max))
      : Math.round((value - low) / Number(step));
    slider.setAttribute("aria-valuetext", `${text} ${bar.querySelector(`label[for="p-${slider.dataset.for}"] .unit`)?.textContent ?? ""}`);
  };

  // What the server has is shown, except where the reader is just writing
  const written = new Map(); // control → when
  const isWriting = control => document.activeElement === control && performance.now() - (written.get(control) ?? -Infinity) < 1000;
  const put = (control, text) => {
    if (control.type === "checkbox") control.checked = text === "true";
    else if (!isWriting(control)) control.value = text;
  };
  const reflect = () => {
    for (const [name, control] of controls) {
      if (!(name in values)) continue;
      put(control, values[name]);
      const slider = sliders.get(name);
      if (slider && !isWriting(slider)) toSlider(slider, values[name]);
      const isAltered = values[name] !== defaults[name];
      control.closest(".parameter").classList.toggle("turned", isAltered);
      const reset = bar.querySelector(`.reset-one[data-for="${name}"]`);
      if (reset) reset.hidden = !isAltered;
    }
    for (const [name, field] of answers) if (name in values) put(field, values[name]);
    part(".live-reset").hidden = altered().length === 0;
    const note = part(".live-warning");
    [note.hidden, note.textContent] = [warnings.length === 0, warnings.join("; ")];
  };
  const altered = () => [...controls.keys()].filter(name => name in values && values[name] !== defaults[name]);

  // The address
  const query = () => {
    const search = new URLSearchParams(altered().map(name => [name, values[name]]));
    return search.size > 0 ? `?${search}` : "";
  };
  // What a hand does to a slider without letting go is one step of Back; the address follows when the page is at rest.
  let gesture = 0, gestureOfAddress, isGestureOver = true, isAddressDue = false;
  const begin = isOver => { gesture++; isGestureOver = isOver; };
  const address = isOwn => {
    isAddressDue = false;
    const next = location.pathname + query() + location.hash;
    if (next === location.pathname + location.search + location.hash) return;
    history[isOwn && gesture !== gestureOfAddress ? "pushState" : "replaceState"](null, "", next);
    if (isOwn) gestureOfAddress = gesture;
  };
  const fromAddress = () => {
    const search = new URLSearchParams(location.search);
    return Object.fromEntries([...controls.keys()].map(name => [name, search.get(name)]).filter(([name, value]) =>
      (value ?? defaults[name]) !== values[name]));
  };
  let isOwnTurn = false;

  // Sending: the first turn at once, then at most one set of values each 100 ms, the last of each
  const pause = 100;
  let waiting = {}, timer, sent = -Infinity, untaken = 0;
  const say = message => { if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message)); };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (Object.keys(waiting).length === 0) return;
    if (socket?.readyState !== WebSocket.OPEN) return; // goes out when the server is back
    say({ type: "set", values: waiting });
    [waiting, sent] = [{}, performance.now()];
    untaken++;
  };
  const set = (changed, atOnce = false) => {
    for (const name of Object.keys(changed)) (controls.get(name) ?? answers.get(name))?.removeAttribute("aria-invalid");
    part(".live-problem").hidden = true;
    isOwnTurn = true;
    Object.assign(waiting, changed);
    if (socket?.readyState === WebSocket.OPEN) bar.dataset.state = "running"; // what stands below is of the values before
    if (atOnce || performance.now() - sent > pause) flush();
    else timer ??= setTimeout(flush, pause - (performance.now() - sent));
  };

  const takeAddress = () => {
    const changed = fromAddress();
    isAddressDue = false;
    written.clear();
    if (Object.keys(changed).length > 0) set(changed, true);
    isOwnTurn = false; // it is in the address already
  };

  form.addEventListener("submit", event => { event.preventDefault(); flush(); });
  form.addEventListener("input", event => {
    const control = event.target;
    const name = control.dataset.for ?? control.name;
    if (!name) return;
    if (isGestureOver) begin(false);
    written.set(control, performance.now());
    if (control.type === "range") {
      const text = fromSlider(control);
      controls.get(name).value = text;
      control.setAttribute("aria-valuetext", text);
      set({ [name]: text });
    } else if (control.type === "checkbox") set({ [name]: String(control.checked) });
    else if (control.type === "number" && (control.value === "" || !control.validity.valid && control.validity.badInput)) return;
    else if (control.type === "number") {
      if (sliders.has(name)) toSlider(sliders.get(name), control.value);
      set({ [name]: control.value });
    }
  });
  form.addEventListener("change", event => {
    const control = event.target;
    if (control.type === "text") set({ [control.name]: control.value }, true);
    else flush();
    isGestureOver = true;
  });
  bar.addEventListener("click", event => {
    const reset = event.target.closest(".reset-one");
    if (!reset) return;
    controls.get(reset.dataset.for).focus();
    written.clear();
    begin(true);
    set({ [reset.dataset.for]: null }, true);
  });
  part(".live-reset").addEventListener("click", () => {
    begin(true);
    set(Object.fromEntries(altered().map(name => [name, null])), true);
    part("summary").focus();
  });
  part(".live-run").addEventListener("click", () => say({ type: "run" }));
  part(".live-stop").addEventListener("click", () => say({ type: "stop" }));
  const copying = (button, text) => button.addEventListener("click", async () => {
    const name = button.textContent;
    try { await navigator.clipboard.writeText(text()); button.textContent = "Copied"; } catch { prompt("To copy:", text()); }
    setTimeout(() => { button.textContent = name; }, 1500);
  });
  copying(part(".live-link"), () => location.origin + location.pathname + query() + location.hash);
  const quoted = text => /^[\w.+-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  copying(part(".live-command"), () => [`dotnet run -- render notebooks/${page.replace(/\.html$/, "")}.ipynb`,
    ...altered().map(name => `-p ${name}=${quoted(values[name])}`)].join(" "));
  addEventListener("popstate", takeAddress);

  // Exercises: the declaration that waits for an answer becomes a field, and what checks it runs when the answer is there
  const ask = ({ name, cell, comment }) => {
    const region = regions.get(cell);
    if (!region || answers.has(name)) return;
    const box = document.createElement("form");
    box.className = "answer";
    const label = Object.assign(document.createElement("label"), { textContent: `${comment.replace(/^./, sign => sign.toUpperCase())}: ` });
    const field = Object.assign(document.createElement("input"), { type: "text", name, autocomplete: "off", spellcheck: false });
    label.append(field);
    const check = Object.assign(document.createElement("button"), { type: "submit", textContent: "Check" });
    const problem = Object.assign(document.createElement("p"), { className: "live-problem", hidden: true });
    problem.setAttribute("role", "alert");
    box.append(label, check, problem);
    box.addEventListener("submit", event => {
      event.preventDefault();
      problem.hidden = true;
      set({ [name]: field.value.trim() === "" ? null : field.value }, true);
      isOwnTurn = false; // an answer is no part of the address
    });
    region.before(box);
    answers.set(name, field);
  };

  // Once the bar stands above what is being read, it is made smaller.
  const top = document.createElement("div");
  bar.before(top);
  new IntersectionObserver(([entry]) => bar.classList.toggle("stuck", !entry.isIntersecting && entry.boundingClientRect.top < 200),
    { rootMargin: "-60px 0px 0px 0px" }).observe(top);

  // Receiving
  const seconds = ms => ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
  const words = { Starting: "running", Running: "running", Idle: "idle", Stale: "stale", Failed: "failed" };
  const progress = ({ phase, done, planned, all, elapsedMs, estimateMs, message, readers }) => {
    const isAtWork = phase === "Starting" || phase === "Running";
    const state = untaken > 0 || Object.keys(waiting).length > 0 ? "running" : words[phase];
    if (isAddressDue && state !== "running") address(true);
    bar.dataset.state = state;
    const together = readers > 1 ? ` · ${readers} readers` : "";
    const says = part(".live-state");
    const text = phase === "Starting" ? planned > 0 ? "The cells run for the first time…" : "The engine starts…"
      : phase === "Running" ? "Running…"
      : phase === "Stale" ? `${planned - done} of ${all} cells are to run: about ${seconds(estimateMs ?? 0)}`
      : phase === "Failed" ? `Stopped: ${message}`
      : `${done} of ${all} cells ran, ${seconds(elapsedMs)}`;
    // said once when it comes to rest, not for each step
    if (!isAtWork || says.dataset.phase !== phase) says.textContent = text + together;
    says.dataset.phase = phase;
    part(".live-run").hidden = phase !== "Stale";
    part(".live-stop").hidden = !(isAtWork && (estimateMs ?? 0) > 1000);
    const line = part(".live-progress");
    [line.max, line.value] = [Math.max(planned, 1), done];
  };
  const cell = ({ id, now, html }) => {
    const region = regions.get(id);
    if (!region) return;
    if (html !== undefined) {
      reludcOutputs.show(region, html, altered().length > 0);
      if (altered().length === 0) reludcOutputs.keep(id, region);
    }
    reludcOutputs.mark(region, now, !isFirst);
  };
  const receive = message => {
    switch (message.type) {
      case "hello":
        [values, defaults, warnings] = [message.values, message.defaults, message.warnings];
        message.answers.forEach(ask);
        reflect();
        message.cells.forEach(cell);
        progress(message.progress);
        if (isFirst && location.search.length > 1) takeAddress();
        else address(false);
        flush();
        break;
      case "values":
        [values, warnings] = [message.values, message.warnings];
        reflect();
        if (isOwnTurn) isAddressDue = true;
        else address(isAddressDue);
        isOwnTurn = false;
        break;
      case "taken":
        untaken--;
        progress(message.progress);
        break;
      case "cell": cell(message); break;
      case "progress":
        progress(message);
        if (message.phase === "Idle") isFirst = false;
        break;
      case "refused": {
        const field = controls.get(message.name) ?? answers.get(message.name);
        field?.setAttribute("aria-invalid", "true");
        const place = answers.get(message.name)?.form.querySelector(".live-problem") ?? part(".live-problem");
        [place.hidden, place.textContent] = [false, message.message];
        break;
      }
    }
  };

  const connect = () => {
    const target = new URL(`${page.replace(/\.html$/, "")}/live`, location.href);
    target.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    target.search = target.hash = "";
    socket = new WebSocket(target);
    socket.onopen = () => { [patience, untaken] = [500, 0]; };
    socket.onmessage = event => receive(JSON.parse(event.data));
    socket.onclose = () => {
      bar.dataset.state = "failed";
      part(".live-state").textContent = "The server does not answer. Start it again, and the page goes on by itself.";
      setTimeout(connect, patience);
      patience = Math.min(patience * 2, 8000);
    };
  };
  // What the page comes with has the notebook's own parameters, whatever its address says.
  for (const region of regions.values()) reludcOutputs.keep(region.dataset.cell, region);
  connect();
})();
