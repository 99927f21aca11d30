// SPDX-License-Identifier: MIT
// Where the page begins: keeps itself for the time without a network, starts Python, shows one of
// its parts at a time.
import { byId, fill, make } from "./dom.js";
import * as laps from "./laps.js";
import * as python from "./python.js";
import * as runners from "./runners.js";
import * as write from "./write.js";

const PARTS = ["write", "laps", "runners", "about"];

function show() {
  const wanted = location.hash.slice(1);
  const part = PARTS.includes(wanted) ? wanted : "write";
  for (const id of PARTS) {
    byId(id).hidden = id !== part;
    const link = document.querySelector(`nav a[href="#${id}"]`);
    if (id === part) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (wanted === part) byId(`${part}-title`).scrollIntoView({ block: "center" });
}

// Resolves when every file of the page is kept, or cannot be.
async function keep() {
  if (!navigator.serviceWorker) return;
  const words = byId("loading-words");
  const bar = byId("loading-bar");
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (!data.of) return;
    fill(words, `Getting ready, for the time without a network too: ${mega(data.kept)} of ${mega(data.of)} MB`);
    bar.max = data.of;
    bar.value = data.kept;
  });
  try {
    offerNewer(await navigator.serviceWorker.register("sw.js"));
    await navigator.serviceWorker.ready;
  } catch {
    return; // A private window, or a full disk: it works, with a network.
  }
  if (!navigator.serviceWorker.controller)
    await Promise.race([
      new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true })),
      new Promise((done) => setTimeout(done, 3000)),
    ]);
}

// A newer version of the page waits until its user wants it: never in the middle of something.
function offerNewer(registration) {
  const offer = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    const button = make("button", { type: "button", onclick: () => take(registration, button) }, "Use it");
    fill(byId("newer"), make("div", { class: "card row" }, "There is a newer version of this page.", button));
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
}

// A request that was broken off can hold the old worker for minutes: it lets go when the page goes.
const HELD_MS = 5000;

function take(registration, button) {
  fill(button, "Changing to it …");
  button.disabled = true;
  const again = () => location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", again, { once: true });
  registration.waiting?.postMessage("take over");
  setTimeout(again, HELD_MS);
}

const mega = (bytes) => (bytes / 1e6).toFixed(1);

// Two of these pages at once would each keep laps without the other's.
function alone(begin) {
  if (!navigator.locks) return begin();
  return navigator.locks.request("track-pacer", { ifAvailable: true }, (lock) => {
    if (lock) return Promise.all([begin(), new Promise(() => {})]);
    fill(byId("loading-words"), "Track Pacer is open in another tab. Close that one, and this goes on.");
    byId("loading-bar").hidden = true;
    return undefined;
  }).then(() => navigator.locks.request("track-pacer", () => Promise.all([begin(), new Promise(() => {})])));
}

async function begin() {
  byId("loading-bar").hidden = false;
  await keep();
  fill(byId("loading-words"), "Starting …");
  byId("loading-bar").removeAttribute("value");
  await python.start();
  await navigator.storage?.persist?.().catch(() => {});
  await runners.begin();
  await write.begin();
  byId("loading").hidden = true;
  document.documentElement.dataset.ready = "yes";
  await laps.begin();
}

window.addEventListener("hashchange", show);
show();
alone(() =>
  begin().catch((error) => {
    byId("loading-bar").hidden = true;
    document.documentElement.dataset.ready = "never";
    fill(byId("loading-words"), `The page could not start: ${error.message ?? error.problem}. Load it again; if that does not help, this browser is too old for it.`);
  }),
);
