// SPDX-License-Identifier: MIT
// The page's side of its Python: calls go to the worker, answers come back.

let worker;
let count = 0;
const waiting = new Map();

// Starts Python; resolves when it is there.
export function start() {
  return new Promise((done, failed) => {
    worker = new Worker("worker.js", { type: "module" });
    worker.onerror = (event) => failed(new Error(event.message || "the worker did not start"));
    worker.onmessage = ({ data }) => {
      if (data.ready) return done();
      if (data.failed) return failed(new Error(data.failed));
      if (data.wire) return carry(data);
      if (data.moved) return moved(data.moved);
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.problem) asked.failed(data);
      else asked.done(data.value);
    };
  });
}

// Calls a function of `inside/calls.py`. Rejects with {problem, hint}.
export function ask(name, values = {}) {
  return new Promise((done, failed) => {
    waiting.set(++count, { done, failed });
    worker.postMessage({ id: count, name, values });
  });
}

let link = null;
let moved = () => {};

// Opens a link to a watch (one of `links.kinds`), calls a function of Python's with it, closes it.
// progress: called with {what, done, of} while a file moves. Rejects as `ask` does, or with what the
// browser says.
export async function withWatch(open, name, values, progress) {
  const tell = (wire) => worker.postMessage({ wire });
  link = await open({ got: (bytes) => tell({ bytes }), ended: () => tell({ ended: true }) });
  tell({ begun: true });
  moved = progress;
  try {
    return await ask(name, { ...values, link: link.about });
  } finally {
    await link.close();
    tell({ ended: true });
    link = null;
    moved = () => {};
  }
}

async function carry({ wire: number, bytes, lines }) {
  let failed = "";
  try {
    if (bytes) await link.send(bytes);
    else await link.signals(lines);
  } catch (error) {
    failed = error.message || "it could not be sent";
  }
  worker.postMessage({ wire: { done: number, failed } });
}
