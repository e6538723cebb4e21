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

const line = (row, columns, send) => {
  const tr = make("tr", row.chosen ? "chosen" : "");
  if (row.chosen) tr.setAttribute("aria-current", "true");
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
    tr.append(td);
  });
  return tr;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table");
  const focused = parentElement.activeElement?.textContent;
  const caption = make("caption", "", data.caption);
  const head = make("thead");
  const headings = make("tr");
  headings.append(...data.columns.map((column) => heading(column, setTriggerValue)));
  head.append(headings);
  const body = make("tbody");
  body.append(...data.rows.map((row) => line(row, data.columns, setTriggerValue)));
  table.replaceChildren(caption, head, body);
  const again = [...table.querySelectorAll("button, a")];
  if (focused) again.find((one) => one.textContent === focused)?.focus();
}
