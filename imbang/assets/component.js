
// Around every program of a component, whose `show` stands above: its styles, which all
// components of a page share, and an end to what stood there while it could not be fetched.

const look = new CSSStyleSheet();
look.replaceSync(STYLES);

export default function (component) {
  const root = component.parentElement.getRootNode();
  if (!root.adoptedStyleSheets.includes(look))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, look];
  component.parentElement.querySelector(".lost")?.remove();
  return show(component);
}
