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
