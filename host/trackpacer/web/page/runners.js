// SPDX-License-Identifier: MIT
// Who runs: the squad's list, and the choice of one of them.
import { byId, fill, make } from "./dom.js";
import { ask } from "./python.js";

let usualBefore = "";

export async function begin() {
  present(await ask("squad"));
  byId("runner").addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = {
      name: byId("runner-name").value,
      races: byId("runner-races").value,
      watch: byId("runner-watch").value,
      default: byId("runner-default").checked,
    };
    await changed("keep_runner", values, `${values.name} is kept.`);
  });
}

async function changed(call, values, words) {
  const state = byId("runner-state");
  try {
    present(await ask(call, values));
    state.className = "good";
    fill(state, words);
    document.dispatchEvent(new CustomEvent("squad"));
  } catch ({ problem, hint }) {
    state.className = "wrong";
    fill(state, `${problem} ${hint ?? ""}`);
  }
}

function present({ default: usual, athletes }) {
  const choice = byId("athlete");
  // Who was there only as the usual one gives way to who is that now.
  const before = choice.value === usualBefore ? usual : choice.value || usual;
  usualBefore = usual;
  fill(choice, make("option", { value: "" }, "anyone"), athletes.map(({ name }) => make("option", { value: name }, name)));
  choice.value = athletes.some(({ name }) => name === before) ? before : "";
  if (!athletes.length) return fill(byId("squad"), make("p", { class: "small" }, "Nobody is here yet."));
  return fill(byId("squad"), athletes.map((one) => card(one, usual)));
}

function card({ name, races, watch, group, paces }, usual) {
  const change = () => {
    byId("runner-name").value = name;
    byId("runner-races").value = races;
    byId("runner-watch").value = watch === name ? "" : watch;
    byId("runner-default").checked = name === usual;
    byId("runner-races").focus();
  };
  const remove = () => {
    if (confirm(`Take ${name} off the list? Laps stay.`)) changed("remove_runner", { name }, `${name} is off the list.`);
  };
  return make(
    "div", { class: "card" },
    make("h2", {}, name, name === usual ? " (usual)" : ""),
    make("p", {}, races || "no race"),
    make("p", { class: "small" }, `Watch: ${watch}`, group ? ` · Group ${group}` : ""),
    paces.length ? make("details", {}, make("summary", {}, "Paces"), make("pre", { tabIndex: 0 }, paces.join("\n"))) : "",
    make("div", { class: "row" },
      make("button", { type: "button", class: "plain", onclick: change, "aria-label": `Change ${name}` }, "Change"),
      make("button", { type: "button", class: "plain", onclick: remove, "aria-label": `Remove ${name}` }, "Remove")),
  );
}
