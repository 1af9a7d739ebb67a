// An engine: a process that runs the cells of one notebook, and speaks Jupyter's messages over its standard streams, a line of JSON each.
"use strict";
const { spawn } = require("child_process");
const { randomUUID } = require("crypto");
const fs = require("fs");
const { readLines } = require("./lines");

const mostPast = 1000; // answered requests whose late outputs still find their cell
const longestLine = 64 << 20; // bytes
const killAfterMs = 2000;
const lastWordsMs = 1000; // a program that a cell left behind may hold the streams open for longer

class Engine {
  /**
   * @param {{dotnet: string, program: string, environment: object, more?: string[], onProgress?: (text: string) => void}} host what to
   * start, what else its command line says, and who hears what it says before it speaks with us
   * @param {string} folder where: cells resolve paths against it
   * @param {(reason: string) => void} onEnd told when the process ends without having been asked to
   */
  constructor(host, folder, onEnd) {
    this.requests = new Map(); // msg_id → { onMessage, onLate, resolve, reject }
    this.past = new Map(); // msg_id → who hears of outputs that come when it has been answered
    this.lastWords = "";
    this.stopping = false;
    this.hasSpoken = false;
    this.process = spawn(host.dotnet, ["exec", host.program, "kernel", "start", "--stdio", ...(host.more ?? [])],
      { cwd: folder, env: { ...process.env, ...host.environment } });
    this.ended = new Promise(resolve => {
      const end = reason => {
        if (this.hasEnded) return;
        this.hasEnded = true;
        const failure = new Error(reason);
        for (const request of this.requests.values()) request.reject(failure);
        this.requests.clear();
        if (!this.stopping) onEnd(reason);
        resolve();
      };
      this.process.on("error", error => end(fs.existsSync(folder)
        ? `${host.dotnet} cannot be started (${error.code}). `
          + "Install the .NET 10 SDK, or let the setting reludc.dotnet name its dotnet command."
        : `The notebook's folder ${folder} does not exist.`));
      this.process.on("exit", async (code, signal) => {
        this.killGroup();
        await this.lastMessages; // what it said before it ended is read first
        end(this.describeEnd(signal ?? `exit code ${code}`));
      });
    });
    this.process.stdin.on("error", () => { /* it has ended, which is told elsewhere */ });
    this.process.stderr.on("data", data => {
      this.lastWords = (this.lastWords + data).slice(-2000);
      if (!this.hasSpoken) host.onProgress?.(`${data}`.trim());
    });
    readLines(this.process.stdout, longestLine, (line, length, isCut) => isCut ? this.receiveCut(line, length) : this.receive(line));
    const closed = stream => new Promise(resolve => stream.once("close", resolve));
    const bothClosed = Promise.all([closed(this.process.stdout), closed(this.process.stderr)]);
    this.lastMessages = new Promise(resolve => this.process.once("exit", () => {
      const enough = setTimeout(resolve, lastWordsMs);
      bothClosed.then(() => {
        clearTimeout(enough);
        resolve();
      });
    }));
  }

  /** Why it ended, for the reader. */
  describeEnd(how) {
    // Programs that a cell started write there too: once cells have run, the runtime's own words are looked for.
    const runtime = /^(Stack overflow|Unhandled exception|Process terminated|Fatal error|Out of memory|terminate called).*/m
      .exec(this.lastWords)?.[0];
    const said = runtime ?? (this.hasSpoken ? "" : this.lastWords.trim());
    if (this.stopping) return "The kernel was stopped, and all variables are gone.";
    if (this.hasSpoken) return `The engine has ended (${how}), and all variables are gone; the next cell starts another. ${said}`.trim();
    return (`The engine did not start (${how}): reludc.dotnet must name a dotnet of version 10 or later, `
      + `and reludc.host a built ReluDc.Engine.dll. ${said}`).trim();
  }

  /**
   * Sends a request.
   * @param {string} type its msg_type
   * @param {object} content its content
   * @param {{channel?: "shell" | "control", onMessage?: (message: object) => void, onLate?: (message: object) => void}} options
   * whether it waits for cells, who hears of its outputs, and of those that come after the reply
   * @returns {Promise<object>} the content of the reply, when the engine is idle again
   */
  request(type, content, { channel = "shell", onMessage = () => { }, onLate = undefined } = {}) {
    if (this.hasEnded) return Promise.reject(new Error("The engine has ended."));
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      this.requests.set(id, { onMessage, onLate, resolve, reject, reply: undefined });
      this.send(type, content, id, channel);
    });
  }

  /** Sends a message that has no answer of its own. */
  send(type, content, id = randomUUID(), channel = "shell") {
    const header = { msg_id: id, msg_type: type, username: "", session: "", date: new Date().toISOString(), version: "5.3" };
    this.process.stdin.write(JSON.stringify({ channel, header, parent_header: {}, metadata: {}, content }) + "\n");
  }

  /** Stops the cell that runs. */
  interrupt() {
    return this.request("interrupt_request", {}, { channel: "control" });
  }

  /** Ends the process. */
  async stop() {
    this.stopping = true;
    if (this.hasEnded) return;
    this.send("shutdown_request", { restart: false }, undefined, "control");
    const kill = setTimeout(() => {
      this.killGroup();
      this.process.kill("SIGKILL");
    }, killAfterMs);
    await this.ended;
    clearTimeout(kill);
  }

  /** Ends the programs that cells have started, which are of one group with the engine; Windows does that by itself. */
  killGroup() {
    if (process.platform === "win32" || !this.process.pid) return;
    try {
      process.kill(-this.process.pid, "SIGKILL");
    } catch {
      // there are none
    }
  }

  /** Says of a message that is too long that it came. */
  receiveCut(line, length) {
    const id = /"parent_header":\{"msg_id":"([^"]*)"/.exec(line)?.[1];
    const text = `An output of ${length >> 20} MB was dropped; allowed: ${longestLine >> 20} MB.\n`;
    this.hear(id, "stream", { name: "stderr", text });
  }

  receive(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      return; // not a message
    }
    const type = message?.header?.msg_type;
    if (typeof type !== "string") return;
    this.hasSpoken = true;
    this.hear(message.parent_header?.msg_id, type, message.content ?? {});
  }

  /** Tells who asked. */
  hear(id, type, content) {
    const request = this.requests.get(id);
    if (!request) {
      if (type !== "status") this.past.get(id)?.({ type, content });
      return;
    }
    if (type.endsWith("_reply")) request.reply = content;
    else if (type === "status" && content.execution_state === "idle") {
      this.requests.delete(id);
      if (request.onLate) this.past.set(id, request.onLate);
      if (this.past.size > mostPast) this.past.delete(this.past.keys().next().value);
      request.resolve(request.reply ?? {});
    } else request.onMessage({ type, content });
  }
}

module.exports = { Engine };
