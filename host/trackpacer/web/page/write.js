// SPDX-License-Identifier: MIT
// Writing a session: what it means is shown while it is typed.
import { byId, fill, make } from "./dom.js";
import { ask } from "./python.js";
import * as listen from "./listen.js";
import * as watch from "./watch.js";

const KEPT = "track-pacer-session";
const text = byId("text");
const state = byId("answer-state");
let chosen = null; // the number of the reading that was taken of this text
let chosenWords = "";
let latest = 0;
let running = false;
let forget = () => {}; // what was said of the session before

// What a call about the session in the box is told.
export const asked = () => ({
  text: text.value,
  athlete: byId("athlete").value,
  race: byId("race").value,
  reading: chosen,
});

export async function begin() {
  const examples = await ask("examples");
  const list = byId("example");
  for (const { name, text: words } of examples) list.append(make("option", { value: words }, `${name}: ${words}`));
  list.addEventListener("change", () => {
    if (!list.value) return;
    text.value = list.value;
    list.value = "";
    changed();
  });
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  if (!text.value) text.value = kept.text ?? "";
  if (!byId("race").value) byId("race").value = kept.race ?? "";
  if (kept.athlete !== undefined && [...byId("athlete").options].some((one) => one.value === kept.athlete))
    byId("athlete").value = kept.athlete;
  text.addEventListener("input", changed);
  byId("race").addEventListener("input", changed);
  byId("athlete").addEventListener("change", changed);
  document.addEventListener("squad", changed);
  listen.begin();
  forget = watch.sending(asked);
  await changed();
}

function changed() {
  chosen = null;
  forget();
  localStorage.setItem(KEPT, JSON.stringify({ text: text.value, athlete: byId("athlete").value, race: byId("race").value }));
  return refresh();
}

// Asks for the newest text only: what was typed meanwhile is asked for as soon as there is an answer.
export async function refresh() {
  latest += 1;
  document.documentElement.dataset.settled = "no";
  if (running) return;
  running = true;
  try {
    for (let at = 0; at !== latest; ) {
      at = latest;
      const found = await ask("show", asked());
      if (at !== latest) continue;
      present(found);
      if (found.state !== "read") continue;
      const width = Math.max(300, byId("timeline").clientWidth || 600);
      const drawn = await ask("draw", { ...asked(), width });
      if (at === latest) listen.take(drawn);
    }
  } catch (error) {
    present({ state: "wrong", problem: error.problem, expected: error.hint });
  } finally {
    running = false;
    document.documentElement.dataset.settled = "yes";
  }
}

function present(found) {
  state.className = "state";
  byId("understood").hidden = found.state !== "read";
  if (found.state !== "read") listen.stop();
  if (found.state === "empty") {
    fill(state);
    fill(byId("answer"));
  } else if (found.state === "wrong") {
    state.classList.add("wrong");
    fill(state, found.problem);
    fill(byId("answer"), place(found), found.expected ? make("p", {}, found.expected) : "");
  } else if (found.state === "question") {
    const problem = make("p", {}, found.problem);
    if (found.expected) {
      fill(state, "Not understood as it stands");
      const without = make("p", {}, "With something left out it would be:");
      fill(byId("answer"), problem, place(found), make("p", {}, found.expected), without, found.readings.map(reading));
    } else {
      fill(state, "Which one do you mean?");
      fill(byId("answer"), problem, place(found), found.readings.map(reading));
    }
  } else {
    state.classList.add("good");
    fill(state, found.sum);
    fill(byId("answer"), taken(), notes(found));
    fill(byId("table"), table(found));
  }
}

// The line that is meant, a caret under the place; on a press the cursor goes there.
function place({ quoted, caret, offset, line }) {
  if (quoted === undefined) return "";
  const go = make("button", { type: "button", class: "plain", onclick: () => toPlace(offset) }, "Show me where");
  return [
    line ? make("p", { class: "small" }, `Line ${line}:`) : "",
    make("pre", { tabIndex: 0, "aria-label": "The place" }, `${quoted}\n${" ".repeat(caret)}`, make("span", { class: "caret" }, "^")),
    go,
  ].filter(Boolean);
}

function toPlace(offset) {
  const end = text.value.slice(offset).search(/\s|$/) + offset;
  text.focus();
  text.setSelectionRange(offset, Math.max(end, offset + 1));
}

function reading({ number, text: words, sum, assumed, ignored }) {
  const said = [sum, ...assumed, ...ignored.map((one) => `Left out: ${one}`)];
  const take = () => {
    chosen = number;
    chosenWords = words;
    refresh();
    text.focus();
  };
  return make("button", { type: "button", class: "reading", onclick: take }, make("b", {}, words), said.map((one) => make("span", {}, one)));
}

function taken() {
  if (chosen === null) return "";
  const back = () => {
    chosen = null;
    refresh();
  };
  return make("p", {}, "You chose: ", make("b", {}, chosenWords), " ", make("button", { type: "button", class: "plain", onclick: back }, "Choose again"));
}

function notes({ assumed, warnings, refusals, passed_over: left }) {
  const lists = [
    ["Look at this before you send it", [...refusals, ...warnings]],
    ["I took this for granted", assumed],
    ["I left these words out", left],
  ];
  return lists
    .filter(([, items]) => items.length)
    .map(([title, items]) => [make("h2", {}, title), make("ul", { class: "notes" }, items.map((one) => make("li", {}, one)))])
    .flat();
}

function table({ head, rows }) {
  const line = (row) => make("tr", {}, row.map((cell, at) => make("td", { "data-name": head[at] }, cell)));
  return make(
    "table", { class: "steps" },
    make("caption", {}, "Step by step"),
    make("thead", {}, make("tr", {}, head.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, rows.map(line)),
  );
}
