// An engine: a process that runs the cells of one notebook, and speaks Jupyter's messages over its standard streams, a line of JSON each.
"use strict";
const { spawn } = require("child_process");
const { randomUUID } = require("crypto");
const readline = require("readline");

const killAfterMs = 2000;

class Engine {
  /**
   * @param {{dotnet: string, program: string, environment: object}} host what to start
   * @param {string} folder where: cells resolve paths against it
   * @param {(reason: string) => void} onEnd told when the process ends without having been asked to
   */
  constructor(host, folder, onEnd) {
    this.requests = new Map(); // msg_id → { onMessage, resolve, reject }
    this.lastWords = "";
    this.stopping = false;
    this.process = spawn(host.dotnet, ["exec", host.program, "kernel", "start", "--stdio"], { cwd: folder, env: { ...process.env, ...host.environment } });
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
      this.process.on("error", error => end(`${host.dotnet} cannot be started: ${error.message}`));
      this.process.on("exit", (code, signal) => end(`The engine has ended (${signal ?? `exit code ${code}`}), and all variables are gone. ${this.lastWords.trim()}`.trim()));
    });
    this.process.stdin.on("error", () => { /* it has ended, which is told elsewhere */ });
    this.process.stderr.on("data", data => { this.lastWords = (this.lastWords + data).slice(-2000); });
    readline.createInterface({ input: this.process.stdout, crlfDelay: Infinity }).on("line", line => this.receive(line));
  }

  /**
   * Sends a request.
   * @param {string} type its msg_type
   * @param {object} content its content
   * @param {{channel?: "shell" | "control", onMessage?: (message: object) => void}} options who hears of its outputs, and whether it waits for cells
   * @returns {Promise<object>} the content of the reply, when the engine is idle again
   */
  request(type, content, { channel = "shell", onMessage = () => { } } = {}) {
    if (this.hasEnded) return Promise.reject(new Error("The engine has ended."));
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      this.requests.set(id, { onMessage, resolve, reject, reply: undefined });
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
    const kill = setTimeout(() => this.process.kill("SIGKILL"), killAfterMs);
    await this.ended;
    clearTimeout(kill);
  }

  receive(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      return; // not a message
    }
    const id = message.parent_header?.msg_id;
    const request = this.requests.get(id);
    if (!request) return;
    const type = message.header.msg_type;
    if (type.endsWith("_reply")) request.reply = message.content;
    else if (type === "status" && message.content.execution_state === "idle") {
      this.requests.delete(id);
      request.resolve(request.reply ?? {});
    } else request.onMessage({ type, content: message.content });
  }
}

module.exports = { Engine };
