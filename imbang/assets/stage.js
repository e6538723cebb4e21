// A meeting on a projector: one screen at a time, by arrows, page keys and a clicker; the
// screen in view stands in the link. What a screen has no room for is left out, with the
// number of rows that are seen told anew. A telephone and paper have all screens one below
// the other: the style sheet sees to it.

const WIDE = 1280;
const HIGH = 720;
const STEPS = {
  ArrowRight: 1, PageDown: 1, " ": 1, Enter: 1,
  ArrowLeft: -1, PageUp: -1,
  Home: -Infinity, End: Infinity,
};
const root = document.documentElement;
const isStage = () => matchMedia("screen and (min-width: 641px)").matches;

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

const button = (text, title, does, className) => {
  const node = make("button", className, text);
  node.type = "button";
  if (title) node.title = title;
  if (title && title !== text) node.setAttribute("aria-label", title);
  node.onclick = does;
  return node;
};

// leads there within the session, as a way of the menu does
const go = (href) => {
  if (stage) stage.turned = undefined;
  history.pushState({}, "", href);
  dispatchEvent(new PopStateEvent("popstate"));
};

const find = (key) => document.querySelector(`.st-key-screen_${CSS.escape(key)}`);

class Stage {
  constructor(nav) {
    this.nav = nav;
    this.exhibit = {};
    this.style = document.head.appendChild(make("style"));
    this.blank = document.body.appendChild(make("div", "stage-blank"));
    this.blank.hidden = true;
    this.blank.onclick = () => this.turnBlank();
    this.list = document.body.appendChild(make("dialog", "stage-list"));
    this.list.onclose = () => this.focus();
    this.told = make("p", "stage-told");
    this.told.setAttribute("aria-live", "polite");
    this.onKey = (event) => this.key(event);
    this.onSize = () => this.size();
    this.onPaper = () => whole();
    document.addEventListener("keydown", this.onKey);
    addEventListener("resize", this.onSize);
    addEventListener("beforeprint", this.onPaper);
    this.seen = new MutationObserver(() => this.later());
    this.seen.observe(document.querySelector(".st-key-meeting"), { subtree: true, childList: true });
    document.fonts?.ready.then(() => this.later());
    this.size();
  }

  end() {
    document.removeEventListener("keydown", this.onKey);
    removeEventListener("resize", this.onSize);
    removeEventListener("beforeprint", this.onPaper);
    this.seen.disconnect();
    for (const node of [this.style, this.blank, this.list]) node.remove();
    delete root.dataset.stageNotes;
  }

  show(data, send) {
    const wasAt = this.at;
    this.data = data;
    this.send = send;
    // an answer that was on its way when the screen was turned does not turn it back
    if (this.turned) this.link(this.turned);
    const asked = new URLSearchParams(location.search).get("screen");
    const keys = data.screens.map(({ key }) => key);
    this.at = Math.max(0, keys.indexOf(keys.includes(asked) ? asked : data.at));
    this.build();
    this.turn(this.at, wasAt !== undefined && wasAt !== this.at);
    this.later();
  }

  build() {
    const { words } = this.data;
    this.counter = make("span", "counter");
    this.other = button("", "", () => this.swap(), "other");
    this.nav.setAttribute("aria-label", words.screens);
    this.before = button("←", words.before, () => this.step(-1), "step");
    this.next = button("→", words.next, () => this.step(1), "step");
    this.nav.replaceChildren(
      this.before, this.counter, this.next,
      button(words.list, "", () => this.open()),
      button(words.notes, "", () => this.turnNotes(), "notes"),
      this.other, this.told,
      button(words.close, "", () => go(this.data.close), "close"),
    );
  }

  get key_() {
    return this.data.screens[this.at]?.key ?? "";
  }

  // --- which screen

  step(by) {
    const last = this.data.screens.length - 1;
    const next = Math.min(last, Math.max(0, this.at + by));
    if (next === this.at) return;
    this.turn(next, true);
    this.turned = this.key_;
    this.link(this.turned);
    clearTimeout(this.sending);
    this.sending = setTimeout(() => {
      if (this.turned) this.send("screen", this.turned);
      this.turned = undefined;
    }, 150);
  }

  link(key) {
    const link = new URL(location.href);
    link.searchParams.set("screen", key);
    history.replaceState(history.state, "", link);
  }

  turn(place, isMoved) {
    this.at = place;
    const { screens, words } = this.data;
    const m = screens.length;
    this.counter.textContent = `${place + 1} / ${m}`;
    this.before.disabled = place === 0;
    this.next.disabled = place === m - 1;
    this.showNotes(false);
    this.paint();
    if (!isMoved) return;
    const title = find(this.key_)?.querySelector("h2")?.textContent ?? "";
    this.told.textContent = `${words.of.replace("#n", place + 1).replace("#m", m)}: ${title}`;
  }

  paint() {
    const at = this.exhibit[this.key_] ?? 0;
    const titles = this.data.exhibits[this.key_] ?? [];
    const next = titles.length > 1 ? titles[(at + 1) % titles.length] : "";
    this.other.hidden = !next;
    this.other.textContent = next ? `⇅ ${at + 1}/${titles.length}` : "";
    this.other.title = next;
    this.other.setAttribute("aria-label", `${this.data.words.other}: ${next}`);
    const key = CSS.escape(this.key_);
    const rules = [
      `[class*="st-key-screen_"] { visibility: hidden !important; opacity: 0 !important; pointer-events: none; }`,
      `[class*="st-key-screen_"] svg * { visibility: inherit !important; }`,
      // Plotly takes the pointer for drawings that are not seen, too
      `[class*="st-key-screen_"]:not(.st-key-screen_${key}) * { pointer-events: none !important; }`,
      `.st-key-screen_${key} { visibility: visible !important; opacity: 1 !important; pointer-events: auto; z-index: 2; }`,
    ];
    for (const screen of Object.keys(this.data.exhibits)) {
      const n = this.exhibit[screen] ?? 0;
      rules.push(
        `.st-key-screen_${CSS.escape(screen)} [class*="st-key-exhibit_"]:not([class*="st-key-exhibit_${n}_"]) * { pointer-events: none !important; }`,
        `.st-key-screen_${CSS.escape(screen)} [class*="st-key-exhibit_"] { visibility: hidden; opacity: 0; pointer-events: none; }`,
        `.st-key-screen_${CSS.escape(screen)} [class*="st-key-exhibit_${n}_"] { visibility: inherit; opacity: 1; pointer-events: auto; z-index: 1; }`,
      );
    }
    this.style.textContent = `@media screen and (min-width: 641px) { ${rules.join("\n")} }`;
  }

  swap() {
    const titles = this.data.exhibits[this.key_] ?? [];
    if (titles.length < 2) return;
    this.exhibit[this.key_] = ((this.exhibit[this.key_] ?? 0) + 1) % titles.length;
    this.paint();
    this.told.textContent = titles[this.exhibit[this.key_]];
  }

  // --- what lies over it

  open() {
    const items = make("ol");
    this.data.screens.forEach(({ name }, n) => {
      const item = make("li");
      const way = button(name, "", () => {
        this.list.close();
        this.step(n - this.at);
      });
      if (n === this.at) way.setAttribute("aria-current", "true");
      item.append(way);
      items.append(item);
    });
    this.list.setAttribute("aria-label", this.data.words.list);
    this.list.replaceChildren(make("h2", "", this.data.words.list), items);
    this.list.showModal();
    items.querySelector("[aria-current]")?.focus();
  }

  turnNotes() {
    this.showNotes(!root.dataset.stageNotes);
  }

  showNotes(isShown) {
    if (isShown) root.dataset.stageNotes = "shown";
    else delete root.dataset.stageNotes;
    for (const one of document.querySelectorAll(".st-key-meeting details.limits")) one.open = isShown;
  }

  turnBlank() {
    this.blank.hidden = !this.blank.hidden;
  }

  focus() {
    if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  }

  key(event) {
    if (!this.nav.isConnected) return this.end();
    if (!isStage() || event.altKey || event.ctrlKey || event.metaKey || this.list.open) return;
    const [target] = event.composedPath();
    const held = target instanceof Element ? target : document.body;
    if (held.closest("input, textarea, select, [contenteditable=true], [role=listbox], [role=dialog], [data-testid=stPopoverBody]")) return;
    const isPressed = event.key === " " || event.key === "Enter";
    if (isPressed && held.closest("button, a, summary, [role=button]")) return;
    if (!this.act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  act(key) {
    if (key === "b" || key === "B" || key === ".") this.turnBlank();
    else if (!this.blank.hidden) this.turnBlank();
    else if (key in STEPS) this.step(STEPS[key]);
    else if (key === "ArrowDown" || key === "ArrowUp") this.swap();
    else if (key === "Backspace" && this.data.back) go(this.data.back);
    else if (key === "Backspace") this.step(-1);
    else if (key === "o" || key === "O") this.open();
    else if (key === "n" || key === "N") this.turnNotes();
    else if (key === "d" || key === "D") document.querySelector(".st-key-note button")?.click();
    else if (key === "f" || key === "F") this.fill();
    else if (key === "Escape" && root.dataset.stageNotes) this.turnNotes();
    else if (key === "Escape" && !document.querySelector("[data-testid=stPopoverBody]")) go(this.data.close);
    else return false;
    return true;
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().catch(() => {});
  }

  // --- room

  size() {
    root.style.setProperty("--s", Math.min(innerWidth / WIDE, innerHeight / HIGH));
    this.later();
  }

  later() {
    cancelAnimationFrame(this.fitting);
    this.fitting = requestAnimationFrame(() => this.fit());
  }

  fit() {
    if (!isStage()) {
      whole();
      this.seen.takeRecords();
      return;
    }
    const exhibits = [...document.querySelectorAll('[class*="st-key-screen_"] [class*="st-key-exhibit_"]')];
    together([...document.querySelectorAll('[class*="st-key-screen_"] .support')].map(fitList));
    together(exhibits.map(fitTable));
    together(exhibits.map(fitLegend));
    this.seen.takeRecords(); // what was left out just now is no change of the page
  }
}

// Fittings change the page and look at it in turn: all change it before any looks, so that
// it is laid out once a turn and not once for each.
const together = (fittings) => {
  while (fittings.length) fittings = fittings.filter((one) => !one.next().done);
};

// the last sentences go where there is no room, then what stands under the figures
function* fitList(support) {
  for (const one of support.querySelectorAll("[data-cut]")) one.removeAttribute("data-cut");
  const room = support.parentElement.closest("[data-testid=stElementContainer]") ?? support.parentElement;
  const least = support.querySelector(".numbers") ? 0 : 1;
  const lines = [...support.querySelectorAll(".sentences li")].slice(least).toReversed();
  for (const one of [...lines, ...[...support.querySelectorAll(".change")].toReversed()]) {
    yield;
    const isOver = support.scrollHeight > room.clientHeight;
    yield;
    if (!isOver) return;
    one.toggleAttribute("data-cut", true);
  }
}

// the last rows go, and the line below says how many are seen
function* fitTable(exhibit) {
  const table = exhibit.querySelector("table.seen");
  if (!table) return;
  for (const one of exhibit.querySelectorAll("[data-cut]")) one.removeAttribute("data-cut");
  const told = exhibit.querySelector(".told");
  const texts = JSON.parse(told.dataset.told);
  const rows = [...table.tBodies[0].rows];
  for (let seen = rows.length; ; seen -= 1) {
    rows[seen]?.toggleAttribute("data-cut", true);
    told.textContent = texts[seen];
    yield;
    const bottom = Math.max(told.getBoundingClientRect().bottom, table.getBoundingClientRect().bottom);
    const isOver = bottom > exhibit.getBoundingClientRect().bottom + 1;
    yield;
    if (!isOver || seen < 2) return;
  }
}

// the last entries of a legend go, which are the rarest
function* fitLegend(exhibit) {
  const entries = [...exhibit.querySelectorAll("ul.legend li")];
  for (const one of entries) one.removeAttribute("data-cut");
  for (const one of entries) {
    yield;
    const isOver = one.getBoundingClientRect().bottom > exhibit.getBoundingClientRect().bottom + 1;
    yield;
    if (isOver) one.toggleAttribute("data-cut", true);
  }
}

// all rows again, where all have room
const whole = () => {
  for (const told of document.querySelectorAll(".st-key-meeting .told"))
    told.textContent = JSON.parse(told.dataset.told).at(-1);
};

let stage;

function show({ data, parentElement, setTriggerValue }) {
  const nav = parentElement.querySelector(".stage");
  if (stage?.nav !== nav) {
    stage?.end();
    stage = new Stage(nav);
  }
  stage.show(data, setTriggerValue);
  const own = stage;
  return () => {
    if (nav.isConnected) return;
    own.end();
    if (stage === own) stage = undefined;
  };
}
