// SPDX-License-Identifier: MIT
// Python, beside the page so that the page never waits for it: loads Pyodide and the archive of
// modules, keeps what they write, and answers calls one after the other.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const HOME = "/pacer";

let python;
let answer;

const ready = start();
let last = ready;

self.onmessage = ({ data }) => {
  last = last.then(() => reply(data));
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
  answer = python.pyimport("trackpacer.web.inside.calls").answer;
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
    const text = answer(name, given);
    const found = JSON.parse(text);
    if (found.value?.kept) await synchronised(false);
    self.postMessage({ id, ...found });
  } catch (error) {
    self.postMessage({ id, problem: "Something went wrong in the page itself.", hint: `${error}` });
  }
}

ready.catch((error) => self.postMessage({ failed: `${error}` }));
