// One screen at a time where there is room for it, by arrows, page keys and a clicker; a
// telephone reads them one below the other. Without this script so does everybody.
const screens = [...document.querySelectorAll("main > section")];
const counter = document.getElementById("counter");
let at = Math.max(0, screens.findIndex((one) => `#${one.id}` === location.hash));

const show = (place, isMoved) => {
  at = Math.min(Math.max(place, 0), screens.length - 1);
  screens.forEach((one, i) => one.classList.toggle("now", i === at));
  counter.textContent = `${at + 1} / ${screens.length}`;
  if (!isMoved) return;
  history.replaceState(null, "", `#${screens[at].id}`);
  scrollTo(0, 0);
  screens[at].focus({ preventScroll: true });
};

const steps = {
  ArrowRight: 1, PageDown: 1, ArrowDown: 1, " ": 1,
  ArrowLeft: -1, PageUp: -1, ArrowUp: -1,
  Home: -Infinity, End: Infinity,
};
const isOneByOne = () => getComputedStyle(document.querySelector("nav.steps")).display !== "none";

document.body.classList.add("slides");
show(at, false);
document.getElementById("before").onclick = () => show(at - 1, true);
document.getElementById("next").onclick = () => show(at + 1, true);
addEventListener("hashchange", () => {
  const place = screens.findIndex((one) => `#${one.id}` === location.hash);
  if (place >= 0) show(place, false);
});
addEventListener("keydown", (event) => {
  if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey || !isOneByOne()) return;
  if (event.target.closest("button, summary, a, .wide") && !event.key.startsWith("Page")) return;
  const scrolls = event.key === "ArrowDown" || event.key === "ArrowUp" || event.key === " ";
  const page = document.documentElement;
  if (scrolls && page.scrollHeight > page.clientHeight + 4) return;
  event.preventDefault();
  show(at + steps[event.key], true);
});
