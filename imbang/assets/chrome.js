// Streamlit's own words ("No results", "Close sidebar" …) have no translations. This
// watches the page and puts the reader's language in their place, tells the browser
// which language the page is in, and so the screen reader how to pronounce it, and mends
// what would confuse it.

const NAMES = ["aria-label", "title", "placeholder", "alt"];

// "Page 12" is looked up as "Page #", "Help for Search" as "Help for *"
const lookUp = (text, words) => {
  const trimmed = text?.trim();
  if (!trimmed) return undefined;
  if (words[trimmed] !== undefined) return words[trimmed];
  const number = trimmed.match(/\d+/)?.[0];
  const counted = number && words[trimmed.replace(/\d+/, "#")];
  if (counted) return counted.replace("#", number);
  for (const [said, word] of Object.entries(words)) {
    const [start, end] = said.split("*");
    if (end === undefined || trimmed.length <= said.length - 1) continue;
    if (trimmed.startsWith(start) && trimmed.endsWith(end)) {
      return word.replace("*", trimmed.slice(start.length, trimmed.length - end.length));
    }
  }
  return undefined;
};

const translate = (root, words) => {
  const walker = document.createTreeWalker(
    root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      const word = lookUp(node.nodeValue, words);
      if (word !== undefined && node.nodeValue !== word) node.nodeValue = word;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of NAMES) {
        const word = lookUp(node.getAttribute(name), words);
        if (word !== undefined) node.setAttribute(name, word);
      }
    }
  }
};

// Streamlit's menu is a list whose groups are no items of it, which confuses screen
// readers: its links are read as what they are, links of a named menu.
const mendMenu = () => {
  const menu = "[data-testid=stSidebarNavItems]";
  for (const node of document.querySelectorAll(`${menu}, ${menu} li`)) {
    node.setAttribute("role", "none");
  }
};

// A way to another choice of the same page leads there within the session, and to its top,
// where what was chosen opens.
const stay = (event) => {
  const way = event.target.closest?.("a.stay");
  if (!way || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState({}, "", way.href);
  dispatchEvent(new PopStateEvent("popstate"));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
};

// Focus goes to the heading of what was opened: of another page always, and of the same
// page where a keyboard pressed what is gone since, so that it does not begin anew.
let path = location.pathname;
let isKeyboard = false;
let waits = 0;

const heading = () => {
  const found = document.querySelector("[data-testid=stMain] h1");
  found?.setAttribute("tabindex", "-1");
  found?.focus();
};

const keepFocus = () => {
  clearTimeout(waits);
  const { testScriptState } = document.querySelector(".stApp").dataset;
  if (testScriptState !== "notRunning") return;
  waits = setTimeout(() => {  // a part may be drawn anew just now
    const isLost = isKeyboard && document.hasFocus() && document.activeElement === document.body;
    if (location.pathname === path && !isLost) return;
    path = location.pathname;
    heading();
  }, 150);
};

// What a button opens stands at the end of the page, where Tab would not come: a keyboard
// is led into it, and whoever searches to the field. Escape leads back.
const entered = new WeakSet();
let isLeft = false; // by Tab: what is drawn anew meanwhile does not call back
let held; // what had the focus last
let opener; // the button behind it, where it is in what was opened

const opened = () => document.querySelector("[data-testid=stPopoverBody]");

const pressed = () => document.querySelector("[data-testid=stPopover] [aria-expanded=true]");

const stops = (root) =>
  [...root.querySelectorAll("input, button, a[href], summary")].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());

const enterOpened = () => {
  const [first] = opened() ? stops(opened()) : [];
  if (!first || entered.has(first)) return;
  entered.add(first); // and not what holds it: who opens it again at once finds it emptied
  if (isLeft || opened().contains(document.activeElement)) return;
  if (isKeyboard || first.matches(".st-key-region_search_q input")) first.focus();
};

const leaveOpened = (event) => {
  if (!["Tab", "Shift"].includes(event.key)) isLeft = false;
  const isLost = event.target === document.body && held && !held.isConnected; // drawn anew
  const button = pressed() ?? (isLost ? opener : null);
  if (event.key !== "Tab" || !button) return;
  const end = opened() && stops(opened()).at(event.shiftKey ? 0 : -1);
  if (!isLost && event.target !== end) return;
  isLeft = true;
  button.focus();
  if (event.shiftKey) event.preventDefault(); // else on to what follows the button
};

const watchFocus = () => {
  const isAtWork = (isByKey) => {
    isKeyboard = isByKey;
    path = location.pathname; // who is at work on a page already is not called away
  };
  addEventListener("keydown", (event) => {
    isAtWork(true);
    leaveOpened(event);
  }, true);
  addEventListener("pointerdown", () => {
    isAtWork(false);
    isLeft = false;
  }, true);
  addEventListener("focusin", (event) => {
    held = event.target;
    opener = opened()?.contains(held) ? pressed() ?? opener : null;
  }, true);
  new MutationObserver(keepFocus).observe(document.querySelector(".stApp"), {
    attributes: true, attributeFilter: ["data-test-script-state"],
  });
};

// Whoever comes back to a page whose login has ended meanwhile finds the way to log in, and
// the figures of before are gone from the screen.
const lookAtLogin = async () => {
  if (document.hidden) return;
  const answer = await fetch("/_stcore/health", { method: "HEAD" }).catch(() => null);
  if (answer?.status === 401) location.reload();
};

let observer;

function show({ data }) {
  if (!observer) watchFocus();
  observer?.disconnect();
  document.documentElement.lang = data.lang;
  translate(document.body, data.words);
  mendMenu();
  document.addEventListener("click", stay); // the same one again is no second one
  if (data.login) document.addEventListener("visibilitychange", lookAtLogin);
  observer = new MutationObserver((changes) => {
    for (const change of changes) {
      const nodes = change.type === "childList" ? change.addedNodes : [change.target];
      for (const node of nodes) translate(node, data.words);
    }
    if (changes.some((change) => change.type === "childList")) keepFocus();
    if (!changes.some((change) => change.addedNodes.length)) return;
    mendMenu();
    enterOpened();
  });
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: NAMES,
  });
}
