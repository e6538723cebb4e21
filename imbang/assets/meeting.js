// One step at a time where there is room for it, by arrows, page keys and a clicker: a
// screen's words with what it shows first, unless that stands alone; then each other exhibit. A
// telephone reads all of it one below the other. Without this script so does everybody.
const screens = [...document.querySelectorAll("main > section")];
const counter = document.getElementById("counter");

const partsOf = (screen) => {
  const told = [...screen.querySelectorAll(":scope > .told")];
  const shown = [...screen.querySelectorAll(":scope > .shown")];
  const first = told.length && shown.length && !shown[0].matches(".alone") ? [shown.shift()] : [];
  const others = shown.map((one) => [one]);
  return told.length || !others.length ? [[...told, ...first], ...others] : others;
};
const steps = screens.flatMap((screen, at) => {
  const parts = partsOf(screen);
  return parts.map((seen, part) => ({ screen, at, seen, part, parts: parts.length }));
});

// the step that an address names: a screen, or what it shows
const placeOf = (hash) => {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  const own = steps.findIndex((one) => one.seen.includes(target));
  return own >= 0 ? own : steps.findIndex((one) => one.screen === target);
};
let place = 0;

const show = (wanted, isMoved) => {
  place = Math.min(Math.max(wanted, 0), steps.length - 1);
  const { screen, at, seen, part, parts } = steps[place];
  screens.forEach((one) => one.classList.toggle("now", one === screen));
  steps.forEach((step) => step.seen.forEach((one) => one.classList.toggle("now", seen.includes(one))));
  counter.textContent = `${at + 1} / ${screens.length}${parts > 1 ? ` (${part + 1}/${parts})` : ""}`;
  if (!isMoved) return;
  const target = part ? seen[0] : screen;
  history.replaceState(null, "", `#${target.id}`);
  scrollTo(0, 0);
  target.focus({ preventScroll: true });
};

const moves = {
  ArrowRight: 1, PageDown: 1, ArrowDown: 1, " ": 1, Enter: 1,
  ArrowLeft: -1, PageUp: -1, ArrowUp: -1, Backspace: -1,
  Home: -Infinity, End: Infinity,
};
const isOneByOne = () => getComputedStyle(document.querySelector("nav.steps")).display !== "none";

document.body.classList.add("slides");
show(placeOf(location.hash), false);
document.getElementById("before").onclick = () => show(place - 1, true);
document.getElementById("next").onclick = () => show(place + 1, true);
addEventListener("hashchange", () => {
  const found = placeOf(location.hash);
  if (found >= 0) show(found, false);
});
addEventListener("keydown", (event) => {
  if (!(event.key in moves) || event.altKey || event.ctrlKey || event.metaKey || !isOneByOne()) return;
  if (event.target.closest("button, summary, a, .wide") && !event.key.startsWith("Page")) return;
  const scrolls = ["ArrowDown", "ArrowUp", " "].includes(event.key);
  const page = document.documentElement;
  if (scrolls && page.scrollHeight > page.clientHeight + 4) return;
  event.preventDefault();
  show(place + moves[event.key], true);
});
