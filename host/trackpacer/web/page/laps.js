// SPDX-License-Identifier: MIT
// The laps that are kept here: fetch, list, look, and files for other programs.
import { byId, complaint, fill, make, save } from "./dom.js";
import { ask } from "./python.js";
import { buttons } from "./watch.js";

const FILES = [
  ["fit", "Save as FIT", "for Garmin Connect, Strava and intervals.icu"],
  ["csv", "Save as CSV", "for a spreadsheet"],
];

export async function begin() {
  const pick = make("input", { type: "file", accept: ".log", hidden: true, onchange: opened });
  const open = make("button", { type: "button", class: "plain", onclick: () => pick.click() }, "Open a file of laps");
  buttons(byId("fetch"), {
    name: "fetch",
    words: "Fetch laps",
    values: () => ({}),
    more: [open, pick],
    without: "You can open a file of laps here that a computer took off the watch.",
    ended: fetched,
  });
  await list();
}

async function fetched(place, { watch, new: logs, problems }) {
  const what = logs.length === 1 ? "One session is" : `${logs.length} sessions are`;
  fill(
    place,
    make("p", { class: "good" }, logs.length ? `${what} here now, from ${watch || "the watch"}.` : "Nothing new on the watch."),
    problems.map((one) => make("p", { class: "wrong" }, one)),
  );
  await list();
  if (logs.length) await look(logs.at(-1));
}

async function opened({ target }) {
  for (const file of target.files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let letters = "";
    for (const byte of bytes) letters += String.fromCharCode(byte);
    await attempt(async () => {
      const found = await ask("take", { name: file.name, content: btoa(letters) });
      present(found);
      await look(found.log);
    });
  }
  target.value = "";
}

async function list() {
  present(await ask("laps"));
}

function present({ logs, evenings }) {
  if (!logs.length) return fill(byId("logs"), make("p", { class: "small" }, "No laps are here yet. Run a session with the watch, then fetch them."));
  const days = evenings.map((day) => make("button", { type: "button", class: "plain", onclick: () => look(null, day) }, `All of ${day}`));
  return fill(
    byId("logs"),
    days.length ? make("div", { class: "row" }, days) : "",
    make("ul", { class: "logs" }, logs.map(({ log, title, about }) =>
      make("li", {}, make("button", { type: "button", class: "reading", onclick: () => look(log), "data-log": log }, make("b", {}, title), make("span", {}, about))))),
  );
}

// Shows one session, or all of a day.
async function look(log, day) {
  await attempt(async () => {
    const page = await ask(...(day ? ["evening", { day }] : ["report", { log }]));
    const files = day ? [] : FILES.map(([kind, words, purpose]) =>
      make("button", { type: "button", class: "plain", title: purpose, onclick: () => attempt(async () => {
        const { name, content, type } = await ask("export", { log, kind });
        save(name, content, type);
      }) }, words));
    const shown = make("div", { class: "report" });
    put(shown, page);
    fill(byId("report"), make("div", { class: "row" }, files), shown);
    byId("report").scrollIntoView({ behavior: "smooth", block: "start" });
  });
}

// A page that Python wrote, which escapes every word in it, within this one: in a tree of its own, so
// that its style is its own too.
function put(place, { style, kind, html }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  const root = place.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(make("div", { class: kind }));
  root.firstElementChild.innerHTML = html;
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    fill(byId("report"), complaint(error.problem ? error : { problem: "Something went wrong.", hint: `${error}` }));
  }
}
