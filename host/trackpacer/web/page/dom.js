// SPDX-License-Identifier: MIT
// Elements, made and found in few words.

export const byId = (id) => document.getElementById(id);

// An element: its name, its properties (`class`, `data-...` and `aria-...` are attributes), and what
// stands in it: elements, or words.
export function make(name, properties = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key in element && !key.startsWith("aria")) element[key] = value;
    else element.setAttribute(key === "class" ? "class" : key, value);
  }
  element.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== ""));
  return element;
}

export function fill(element, ...inside) {
  element.replaceChildren(...inside.flat().filter((one) => one !== null && one !== ""));
}

// Offers bytes, in base64, as a file to keep.
export function save(name, content, type = "application/octet-stream") {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

// A message of Python's: its problem, and what would be right.
export function complaint({ problem, hint }) {
  return make("div", { class: "wrong", role: "alert" }, make("p", {}, problem), hint ? make("p", {}, hint) : "");
}
