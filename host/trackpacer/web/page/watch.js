// SPDX-License-Identifier: MIT
// What is done with a watch: its buttons, how far it is, and how it ended.
import { byId, complaint, fill, make, save } from "./dom.js";
import { kinds, why } from "./links.js";
import { ask, withWatch } from "./python.js";

const reachable = kinds.filter(({ there }) => there);

const NONE =
  "This browser can reach no watch: it has neither Bluetooth nor a serial port for pages. Chrome and Edge have, on Android and on computers.";

// Buttons that call a function of Python's with a watch. values: what it is told besides; ended:
// what is shown of its answer; more: other buttons in the row.
// Returns what clears what was said.
export function buttons(place, { name, words, values, ended, more = [], without }) {
  const state = make("p", { role: "status", class: "state" });
  const bar = make("progress", { hidden: true, "aria-label": "How far it is" });
  const result = make("div");
  const pressed = async (one, extra = {}) => {
    const all = [...row.querySelectorAll("button")];
    all.forEach((button) => (button.disabled = true));
    fill(result);
    state.className = "state";
    fill(state, one.kind === "air" ? "Looking for watches …" : "Looking for the cable …");
    const progress = ({ what, done, of }) => {
      fill(state, `${what}: ${done} of ${of} bytes`);
      bar.hidden = false;
      bar.max = of || 1;
      bar.value = done;
    };
    const open = async (ends) => {
      const link = await one.open(ends);
      fill(state, "Talking with the watch …");
      return link;
    };
    try {
      const found = await withWatch(open, name, { ...values(), ...extra }, progress);
      state.classList.add("good");
      fill(state, "Done.");
      ended(result, found);
    } catch (error) {
      const reason = why(error, one.kind);
      fill(state);
      offer(result, reason, (more) => pressed(one, { ...extra, ...more }));
    } finally {
      all.forEach((button) => (button.disabled = false));
      bar.hidden = true;
    }
  };
  const links = reachable.map((one) =>
    make("button", { type: "button", onclick: () => pressed(one), "data-kind": one.kind }, `${words} ${one.words}`),
  );
  const row = make("div", { class: "row" }, links, more);
  fill(place, links.length ? "" : make("p", { class: "small none" }, `${NONE} ${without}`), row, state, bar, result);
  return () => {
    fill(state);
    fill(result);
  };
}

// A complaint, with a button where one press answers it: again is called with the answer.
function offer(place, reason, again) {
  fill(place, complaint(reason));
  if (reason.choice)
    place.append(make("button", { type: "button", onclick: () => again({ [reason.choice]: true }) }, reason.press));
}

// Below what was understood: put it on the watch, or keep it as a file.
export function sending(asked) {
  const keep = async (extra = {}) => {
    try {
      const { name, content } = await ask("file", { ...asked(), ...extra });
      save(name, content);
    } catch (error) {
      offer(byId("send").lastElementChild, error, keep);
    }
  };
  return buttons(byId("send"), {
    name: "send",
    words: "Send",
    values: asked,
    more: [make("button", { type: "button", class: "plain", onclick: () => keep() }, "Save as a file")],
    without: "You can save the session as a file. A watch that shows up as a drive takes it there; for others, a computer with pacer does.",
    ended: (place, { watch, path, bytes, replaced, athlete }) =>
      fill(
        place,
        make("p", { class: "good" }, `It is on ${watch ? `the watch ${watch}` : "the watch"}${athlete && athlete !== watch ? `, for ${athlete}` : ""}: ${path}, ${bytes} bytes.`),
        replaced ? make("p", {}, "It took the place of the session that had this name.") : "",
        make("p", {}, "At the line, press the watch's button."),
      ),
  });
}
