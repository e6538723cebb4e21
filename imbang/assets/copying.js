// A sentence and a link to be copied. Browsers give pages their clipboard over https
// alone; elsewhere the text is marked and copied as by hand, and stays marked where even
// that is not allowed.

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

const copy = async (area) => {
  area.focus();
  area.select();
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
};

const field = ({ label, text, button }, data, id) => {
  const row = make("div", "field");
  const name = make("label", "", label);
  const area = make("textarea");
  area.readOnly = true;
  area.value = text;
  area.rows = text.length > 90 ? 4 : 2;
  name.htmlFor = area.id = id;
  const press = make("button", "", button);
  press.type = "button";
  const said = make("span", "said");
  said.setAttribute("role", "status");
  press.onclick = async () => {
    said.textContent = (await copy(area)) ? data.copied : data.select;
  };
  row.append(name, area, press, said);
  return row;
};

// What opens stands at the end of the page: who opened it by keyboard goes on inside it.
const goInside = (node) => {
  const opened = document.activeElement?.getAttribute("aria-expanded") === "true";
  const panel = (node.getRootNode().host ?? node).closest("[data-testid=stPopoverBody]");
  if (opened) panel?.querySelector("button")?.focus({ preventScroll: true });
};

let count = 0;

function show({ data, parentElement }) {
  const root = parentElement.querySelector(".copying");
  const told = JSON.stringify(data);
  if (root.told === told) return;
  root.told = told;
  root.replaceChildren(...data.fields.map((one) => field(one, data, `copying_${(count += 1)}`)));
  requestAnimationFrame(() => goInside(root));
}
