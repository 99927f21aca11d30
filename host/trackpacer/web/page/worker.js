// SPDX-License-Identifier: MIT
// Python, beside the page so that the page never waits for it: loads Pyodide and the archive of
// modules, keeps what they write, and answers calls one after the other.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const HOME = "/pacer";

let python;
let answer;

// The link to a watch, which the page holds: only a page may. Python receives and sends through it.
self.wire = {
  queue: [],
  ended: true,
  asked: 0,
  sent: new Map(),
  woken: () => {},

  // All that has come, or null when nothing comes within so many milliseconds (-1: no limit).
  async receive(ms) {
    this.woken(); // whoever was given up on
    if (!this.queue.length && !this.ended) {
      let timer;
      await new Promise((done) => {
        this.woken = done;
        if (ms >= 0) timer = setTimeout(done, ms);
      });
      clearTimeout(timer);
    }
    return this.queue.shift() ?? null;
  },

  drain() {
    this.queue.length = 0;
  },

  ask(what) {
    if (this.ended) return Promise.reject(new Error("the link has ended"));
    const number = ++this.asked;
    return new Promise((done, failed) => {
      this.sent.set(number, { done, failed });
      self.postMessage({ wire: number, ...what });
    });
  },

  send(bytes) {
    return this.ask({ bytes: new Uint8Array(bytes) });
  },

  signals(lines) {
    return this.ask({ lines });
  },

  take({ begun, bytes, ended, done, failed }) {
    if (begun) {
      this.queue.length = 0;
      this.ended = false;
    }
    if (bytes) this.queue.push(bytes);
    if (ended) {
      this.ended = true;
      for (const waiting of this.sent.values()) waiting.failed(new Error("the link has ended"));
      this.sent.clear();
    }
    if (done) {
      const waiting = this.sent.get(done);
      this.sent.delete(done);
      if (failed) waiting?.failed(new Error(failed));
      else waiting?.done();
    }
    if (bytes || ended) this.woken();
  },
};
self.persist = () => synchronised(false);
self.tell = (what, done, of) => self.postMessage({ moved: { what, done, of } });

const ready = start();
let last = ready;

self.onmessage = ({ data }) => {
  if (data.wire) self.wire.take(data.wire);
  else last = last.then(() => reply(data));
};

async function start() {
  python = await loadPyodide({
    indexURL: new URL("./pyodide/", import.meta.url).href,
    env: { HOME, PACER_DATA: `${HOME}/data`, PACER_CONFIG_DIR: `${HOME}/config` },
  });
  const { FS } = python;
  FS.mkdirTree(HOME);
  FS.mount(FS.filesystems.IDBFS, {}, HOME);
  await synchronised(true);
  const archive = await (await fetch(new URL("./python.zip", import.meta.url))).arrayBuffer();
  python.unpackArchive(archive, "zip", { extractDir: "/lib/pacer" });
  python.runPython("import sys; sys.path.insert(0, '/lib/pacer')");
  const calls = python.pyimport("trackpacer.web.inside.calls").answer;
  // Where the browser can, a call may wait for a watch while the worker goes on.
  answer = "Suspending" in WebAssembly ? (...given) => calls.callPromising(...given) : calls;
  self.postMessage({ ready: true });
}

// What Python has written goes to the browser's own store, or comes from it.
function synchronised(in_) {
  return new Promise((done, failed) =>
    python.FS.syncfs(in_, (error) => (error ? failed(error) : done())),
  );
}

async function reply({ id, name, values }) {
  try {
    const given = JSON.stringify(values);
    const text = await answer(name, given);
    const found = JSON.parse(text);
    if (found.value?.kept) await synchronised(false);
    self.postMessage({ id, ...found });
  } catch (error) {
    self.postMessage({ id, problem: "Something went wrong in the page itself.", hint: `${error}` });
  }
}

ready.catch((error) => self.postMessage({ failed: `${error}` }));
