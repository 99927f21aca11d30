// SPDX-License-Identifier: MIT
// The beeps as the watch will play them, through the speaker, at its own speed or faster.
import { byId, fill, make } from "./dom.js";

const AHEAD_S = 1.5; // so far ahead notes are handed to the sound card
const TURN_MS = 200;
const FROM_MS = -3400; // the count-in comes before the first GO

let drawn = null;
let sound = null;
let timer = null;
let began = 0;
let next = 0;
let speed = 1;

export function begin() {
  byId("listen").addEventListener("click", () => (timer ? stop() : play()));
  byId("speed").addEventListener("change", () => {
    if (timer) {
      stop();
      play();
    }
  });
}

// A new picture, and what is heard with it.
export function take(found) {
  stop();
  drawn = found;
  // The picture comes from this page's own Python, which escapes every word in it.
  byId("timeline").innerHTML = found.svg;
  byId("guessed").hidden = !found.guessed;
}

export function stop() {
  if (timer) clearInterval(timer);
  timer = null;
  sound?.close();
  sound = null;
  fill(byId("listen"), "Listen");
  byId("timeline").querySelector(".head")?.remove();
  fill(byId("listen-state"));
}

function play() {
  if (!drawn) return;
  speed = Number(byId("speed").value);
  sound = new AudioContext();
  began = sound.currentTime + 0.15;
  next = 0;
  fill(byId("listen"), "Stop");
  timer = setInterval(turn, TURN_MS);
  turn();
}

function turn() {
  const now = (sound.currentTime - began) * 1000 * speed + FROM_MS;
  while (next < drawn.notes.length && drawn.notes[next][0] < now + AHEAD_S * 1000 * speed) schedule(drawn.notes[next++]);
  const [last] = drawn.notes.at(-1) ?? [0];
  point(now);
  if (now > last + 2000 * speed) stop();
}

// One note: a square wave as of a buzzer, softened at both ends. Faster, notes are shorter too.
function schedule([ms, length, hz, volume]) {
  const start = Math.max(began + (ms - FROM_MS) / 1000 / speed, sound.currentTime);
  const seconds = Math.max(length / 1000 / speed, 0.025);
  const tone = new OscillatorNode(sound, { type: "square", frequency: hz });
  const loud = new GainNode(sound, { gain: 0 });
  const level = (0.12 * volume) / 100;
  loud.gain.setValueAtTime(0, start);
  loud.gain.linearRampToValueAtTime(level, start + 0.004);
  loud.gain.setValueAtTime(level, start + seconds - 0.004);
  loud.gain.linearRampToValueAtTime(0, start + seconds);
  tone.connect(loud).connect(sound.destination);
  tone.start(start);
  tone.stop(start + seconds + 0.01);
}

// Where it is: a line in the picture, and the time in words.
function point(ms) {
  const [left, right, low, high] = drawn.axis;
  const picture = byId("timeline").querySelector("svg");
  let line = picture.querySelector(".head");
  if (!line) {
    line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    line.setAttribute("class", "head");
    line.setAttribute("y1", 8);
    line.setAttribute("y2", 72);
    picture.append(line);
  }
  const x = left + ((right - left) * Math.min(Math.max(ms, low), high)) / (high - low);
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
  const before = drawn.cues.filter(([at]) => at <= ms).at(-1);
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  fill(byId("listen-state"), make("span", { "aria-hidden": "true" }, `${clock}  ${before ? said(before) : ""}`));
}

const WORDS = {
  count: "count-in", go: "GO", split: "split", last100: "last split", finish: "target", on: "lap: on target",
  noted: "lap taken", warn10: "10 s left", window: "you may go", tick: "one more minute", remind: "you should go",
  done: "the session is over", missed: "no press came", fast: "lap: faster", slow: "lap: slower",
};

const said = ([, name, metres]) => `${WORDS[name] ?? name}${metres ? ` ${metres} m` : ""}`;
