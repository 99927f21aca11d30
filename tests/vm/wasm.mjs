// SPDX-License-Identifier: MIT
// Runs Python scripts, one after the other, in the 32-bit MicroPython VM. `wasm.py` starts it, with
// the job on stdin: {vm, scripts, files: {path: base64}, heapsize}. Exit status 1: a script raised,
// traceback on stderr. This VM collects garbage only between two scripts, where one asked for it.
import { readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const job = JSON.parse(readFileSync(0, "utf8"));
const { loadMicroPython } = await import(pathToFileURL(job.vm).href);
const vm = await loadMicroPython({
  heapsize: job.heapsize,
  linebuffer: false,
  // Straight to the pipe, so that what was printed before a crash is not lost.
  stdout: (bytes) => writeSync(1, bytes),
  stderr: (bytes) => writeSync(2, bytes),
});
for (const [path, content] of Object.entries(job.files)) {
  vm.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")) || "/");
  vm.FS.writeFile(path, Buffer.from(content, "base64"));
}

try {
  for (const script of job.scripts) vm.runPython(script);
} catch (error) {
  if (error.name !== "PythonError") throw error;
  if (error.type === "SystemExit") process.exit(Number(error.message.match(/SystemExit: (\d+)\s*$/)?.[1] ?? 0));
  writeSync(2, `${error.message}\n`);
  process.exit(1);
}
