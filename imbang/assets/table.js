// A table whose order and choice live on the server: it draws one page of rows, and
// tells which heading or which row was pressed. All texts come with the data.

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

const heading = (column, send) => {
  const cell = make("th", column.kind);
  cell.scope = "col";
  if (column.order) cell.setAttribute("aria-sort", column.order);
  if (!column.sortable) {
    cell.textContent = column.label;
    return cell;
  }
  const button = make("button", "", column.label);
  button.type = "button";
  button.title = column.hint;
  const mark = { ascending: "↑", descending: "↓" }[column.order];
  if (mark) button.append(make("span", "order", mark));
  button.onclick = () => send("sorted", column.key);
  button.dataset.key = column.key;
  cell.append(button);
  cell.dataset.label = button.textContent; // for paper
  return cell;
};

const bar = (cell) => {
  const track = make("span", "track");
  const fill = make("span", `fill ${cell.tone ?? ""}`);
  fill.style.width = `${Math.max(0, Math.min(100, 100 * cell.bar))}%`;
  track.append(fill);
  return track;
};

const state = (cell, td) => {
  const mark = make("span", `mark ${cell.tone ?? ""}`, cell.mark);
  mark.setAttribute("aria-hidden", "true");
  td.append(mark, make("span", "", cell.text));
};

// A name of a region is a link, so that it opens in a tab of its own as well; pressed, it
// leads there as the way back does, without leaving the session.
const link = (cell) => {
  const way = make("a", "", cell.text);
  way.href = cell.href;
  way.title = cell.hint ?? "";
  way.onclick = (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({}, "", way.href);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  return way;
};

// What pressing its row does, for those who use no pointer, and for all to see.
const presser = (row, send) => {
  const button = make("button", "press");
  button.type = "button";
  button.title = row.press;
  button.setAttribute("aria-label", row.press);
  button.onclick = () => send("chosen", row.code);
  return button;
};

const name = (cell, row, td, send) => {
  if (cell.href) {
    td.append(link(cell));
  } else if (row.code === undefined) {
    td.append(make("span", "", cell.text));
  } else {
    const button = make("button", "", cell.text);
    button.type = "button";
    button.title = row.hint ?? "";
    button.onclick = () => send("chosen", row.code);
    td.append(button);
  }
  if (cell.under) td.append(make("small", "", cell.under));
};

// A text that would break the table: whole where one points at it, and in files.
const LONGEST = 500;
const fit = (node) => {
  const text = node.textContent;
  if (node.firstElementChild || !/\S{40}/.test(text) && text.length <= LONGEST) return;
  node.classList.add("long");
  if (text.length <= LONGEST) return;
  node.title = text;
  node.textContent = `${text.slice(0, LONGEST)}…`;
};

const line = (row, columns, send) => {
  const tr = make("tr", row.chosen ? "chosen" : "");
  if (row.chosen) tr.setAttribute("aria-current", "true");
  if (row.press) {
    tr.classList.add("pressed");
    tr.onclick = (event) => {
      const isOwn = event.target.closest("a, button"); // does what it says
      if (!isOwn && getSelection().isCollapsed) send("chosen", row.code);
    };
  }
  row.cells.forEach((cell, i) => {
    const { kind, label } = columns[i];
    const td = make(kind === "name" ? "th" : "td", kind);
    if (kind === "name") td.scope = "row";
    td.dataset.label = label;
    if (cell.hint && !cell.href) td.title = cell.hint;
    if (kind === "name") name(cell, row, td, send);
    else if (kind === "state" || kind === "count") state(cell, td);
    else if (kind === "bar") td.append(bar(cell), make("b", "", cell.text));
    else td.append(cell.href ? link(cell) : make("span", "", cell.text));
    if (cell.under && kind !== "name") td.append(make("small", "", cell.under));
    td.querySelectorAll("*").forEach(fit);
    tr.append(td);
  });
  if (row.press) tr.querySelector("a")?.after(presser(row, send));
  return tr;
};

// Every button and link under a name that outlives its being drawn anew: its row by its
// region, and which time that is, its place in the row.
const named = (rows, lines) => {
  const times = new Map();
  lines.forEach((tr, i) => {
    const own = rows[i].key ?? rows[i].code ?? rows[i].cells[0]?.text;
    const time = times.get(own) ?? 0;
    times.set(own, time + 1);
    tr.querySelectorAll("button, a").forEach((one, at) => {
      one.dataset.key = `${own} ${time} ${at}`;
    });
  });
  return lines;
};

function show({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table");
  const focused = parentElement.activeElement?.dataset.key;
  const caption = make("caption", "", data.caption);
  const head = make("thead");
  const headings = make("tr");
  headings.append(...data.columns.map((column) => heading(column, setTriggerValue)));
  head.append(headings);
  const body = make("tbody");
  const lines = data.rows.map((row) => line(row, data.columns, setTriggerValue));
  body.append(...named(data.rows, lines));
  table.replaceChildren(caption, head, body);
  const again = [...table.querySelectorAll("[data-key]")];
  if (focused) again.find((one) => one.dataset.key === focused)?.focus();
}
