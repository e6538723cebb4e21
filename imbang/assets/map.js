// The map: areas, marks and names of a Plotly figure, drawn on a canvas. It is quick where
// thousands of shapes would be slow, is redrawn as large as paper needs, and answers a
// pointer at once: the first press selects and shows a card, the second goes there. What
// is selected lives on the server. All texts come with the data.

const FONT = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const CLOSEST = 1;
const FARTHEST = 24;

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

// A name's profile, a link as in lists: pressed, it leads there as the way back does,
// without leaving the session.
const profile = (href, text) => {
  const way = make("a", "profile", text);
  way.href = href;
  way.onclick = (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({}, "", way.href);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  return way;
};

// --- shapes: fetched once by address, kept for all maps of the page

const fetched = new Map();

const plane = (projection) =>
  projection === "mercator"
    ? ([x, y]) => [x, (-180 / Math.PI) * Math.asinh(Math.tan((y * Math.PI) / 180))]
    : ([x, y]) => [x, -y];

const rings = ({ type, coordinates }) =>
  type === "MultiPolygon" ? coordinates.flat() : type === "Polygon" ? coordinates : [];

// outer rings run clockwise, so that holes count against them
const area = (geometry, put) => {
  let twice = 0;
  for (const ring of rings(geometry))
    ring.reduce((before, point) => {
      const here = put(point);
      twice += before[0] * here[1] - here[0] * before[1];
      return here;
    }, put(ring.at(-1)));
  return Math.abs(twice) / 2;
};

const shape = (feature, put) => {
  const path = new Path2D();
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings(feature.geometry)) {
    ring.forEach((point, i) => {
      const [x, y] = put(point);
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    });
    path.closePath();
  }
  return { path, box, area: area(feature.geometry, put), says: feature.properties ?? {} };
};

const shapes = (address, projection) => {
  const key = `${projection} ${address}`;
  if (!fetched.has(key)) {
    const found = fetch(address)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then(({ features }) => {
        const put = plane(projection);
        return new Map(features.map((one) => [Number(one.id), shape(one, put)]));
      });
    found.catch(() => fetched.delete(key));
    fetched.set(key, found);
  }
  return fetched.get(key);
};

// --- the figure: Plotly's own description, as far as maps use it

const KINDS = {
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  f4: Float32Array,
  f8: Float64Array,
};

const numbers = (told) => {
  if (!told?.bdata) return told ?? [];
  const bytes = Uint8Array.from(atob(told.bdata), (c) => c.charCodeAt(0));
  const flat = new KINDS[told.dtype](bytes.buffer);
  if (!told.shape) return [...flat];
  const wide = Number(String(told.shape).split(",").at(-1));
  return Array.from({ length: flat.length / wide }, (_none, i) =>
    flat.subarray(i * wide, (i + 1) * wide),
  );
};

const areas = (trace, known) => {
  const scale = trace.colorscale;
  const steps = numbers(trace.z);
  const told = trace.customdata === undefined ? [] : numbers(trace.customdata);
  const template = trace.hovertemplate?.replace("<extra></extra>", "");
  const line = trace.marker?.line ?? {};
  const own = numbers(trace.locations).map((id, i) => ({
    id,
    ...known.get(id),
    colour: scale[2 * steps[i]][1],
    says: { properties: known.get(id)?.says ?? {}, customdata: told[i], text: trace.text?.[i] },
  }));
  const kept = own.filter((one) => one.path);
  const isHatched = trace.meta === "hatch";
  const side = Math.sqrt(kept.reduce((all, one) => all + one.area, 0) / kept.length);
  return { kind: "areas", address: trace.geojson, template, own: kept, line, side, isHatched };
};

const points = (trace, known) => {
  const [lon, lat] = [numbers(trace.lon), numbers(trace.lat)];
  const places = lon.map((x, i) => [x, lat[i]]);
  const codes = trace.customdata.map((one) => one[0]);
  const own = { places, codes, regions: numbers(trace.locations).map((id) => known?.get(id)) };
  if (trace.mode !== "text") return { kind: "marks", ...own, ...trace.marker };
  return {
    kind: "names",
    ...own,
    address: trace.geojson,
    ids: numbers(trace.locations),
    texts: trace.text.map((text) => text.split("<br>")),
    font: trace.textfont,
    above: trace.textposition === "top center",
    targets: trace.hoverinfo !== "skip",
    isMark: trace.meta === "mark",
  };
};

const layersOf = async (figure) => {
  const { type } = figure.layout.geo.projection;
  return Promise.all(
    figure.data.map(async (trace) =>
      (trace.type === "choropleth" ? areas : points)(
        trace,
        trace.geojson && (await shapes(trace.geojson, type)),
      ),
    ),
  );
};

// --- words of a region: a template of lines, filled in as text

const filled = (line, says, write) =>
  line.replace(/%\{([a-z]+)(?:\.([a-z]+)|\[(\d+)\](?::,d)?)?\}/g, (_all, of, key, place) => {
    const found = says[of];
    if (key) return found?.[key] ?? "";
    if (place !== undefined) return write(found[Number(place)]);
    return found ?? "";
  });

const lines = (template, says, write) =>
  template
    .replace("%{text}", () => says.text ?? "")
    .split("<br>")
    .map((line) => filled(line.replace(/^<b>|<\/b>$/g, ""), says, write));

// --- one map on the page

class Map2D {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.hint = root.querySelector(".hint");
    this.card = root.querySelector(".card");
    this.tools = root.querySelector(".tools");
    this.layers = [];
    this.names = [];
    this.labels = [];
    this.zoom = CLOSEST;
    this.shift = [0, 0];
    this.fingers = new Map();
    root.map = this; // for whoever looks at the page from outside: tests, benchmarks
    this.seen = new ResizeObserver(() => this.draw());
    this.seen.observe(this.root);
    const paper = globalThis.matchMedia("print"); // by day, whatever the screen is
    paper.addEventListener("change", () => this.draw());
    this.isOnPaper = () => paper.matches;
    this.listen();
  }

  listen() {
    const on = (name, does, options) => this.canvas.addEventListener(name, does, options);
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", (event) => this.fingers.delete(event.pointerId));
    on("pointerleave", () => this.point(null));
    on("wheel", (event) => this.wheel(event), { passive: false });
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  async show(data, send) {
    this.data = data;
    this.send = send;
    this.write = (value) => new Intl.NumberFormat(data.words.language).format(value);
    this.canvas.setAttribute("aria-label", data.alt);
    const figure = JSON.parse(data.figure);
    const turn = (this.turn = Symbol("turn"));
    let layers;
    let below;
    try {
      layers = await layersOf(figure);
      below = data.below && (await shapes(data.below.address, figure.layout.geo.projection.type));
    } catch {
      if (this.turn === turn) this.say(data.words.failed);
      return;
    }
    if (this.turn !== turn) return;
    this.say("");
    this.layers = layers;
    this.below = below;
    this.put = plane(figure.layout.geo.projection.type);
    this.isReal = figure.layout.geo.projection.type === "mercator";
    const { lonaxis, lataxis } = figure.layout.geo;
    const [west, top] = this.put([lonaxis.range[0], lataxis.range[1]]);
    const [east, bottom] = this.put([lonaxis.range[1], lataxis.range[0]]);
    const frame = [west, top, east, bottom].join();
    if (frame !== this.frame) this.whole();
    [this.frame, this.view] = [frame, [west, top, east, bottom]];
    this.showTools();
    this.chosen = this.find(data.picked);
    this.draw();
    this.showCard();
    this.root.dataset.drawn = String(this.layers.reduce((n, l) => n + (l.own?.length ?? 0), 0));
  }

  say(text) {
    this.root.querySelector(".failed").textContent = text;
  }

  // --- where things stand

  whole() {
    this.zoom = CLOSEST;
    this.shift = [0, 0];
  }

  get size() {
    return [this.root.clientWidth, this.root.clientHeight];
  }

  get scale() {
    const [wide, high] = this.size;
    const [west, top, east, bottom] = this.view;
    return Math.min(wide / (east - west), high / (bottom - top)) * this.zoom;
  }

  get origin() {
    const [wide, high] = this.size;
    const [west, top, east, bottom] = this.view;
    return [
      wide / 2 - (this.scale * (west + east)) / 2 + this.shift[0],
      high / 2 - (this.scale * (top + bottom)) / 2 + this.shift[1],
    ];
  }

  onScreen(place) {
    const [x, y] = this.put(place);
    const [left, top] = this.origin;
    return [left + x * this.scale, top + y * this.scale];
  }

  around(zoom, [x, y]) {
    const next = Math.min(FARTHEST, Math.max(CLOSEST, zoom));
    const [wide, high] = this.size;
    const factor = next / this.zoom;
    this.shift = [
      (this.shift[0] - (x - wide / 2)) * factor + (x - wide / 2),
      (this.shift[1] - (y - high / 2)) * factor + (y - high / 2),
    ];
    this.zoom = next;
    if (next === CLOSEST) this.shift = [0, 0];
    this.keepInside();
    this.draw();
    this.showCard();
  }

  keepInside() {
    const most = this.size.map((length) => (length * (this.zoom - 1)) / 2);
    this.shift = this.shift.map((s, i) => Math.min(most[i], Math.max(-most[i], s)));
  }

  // --- drawing

  draw() {
    const [wide, high] = this.size;
    if (!this.view || !wide || !high) return; // drawn once there is room
    const dense = Math.max(2, globalThis.devicePixelRatio || 1); // paper is denser than screens
    this.canvas.width = Math.round(wide * dense);
    this.canvas.height = Math.round(high * dense);
    this.pen = this.canvas.getContext("2d");
    this.dense = dense;
    this.hatches = new Map();
    this.name();
    const view = this.overview;
    for (const layer of this.layers)
      if (layer.kind === "areas") this.fill(layer, view);
      else if (layer.kind === "marks") this.mark(layer, view);
      else if (layer.isMark) this.cross(layer, view);
    for (const label of this.labels) if (label.line) this.lead(label);
    for (const label of this.labels) if (label.view) this.enlarge(label);
    this.ring(view);
    for (const label of this.labels) this.letter(label);
  }

  ink(colour) {
    return (this.isOnPaper() && this.data.by_day[colour]) || colour;
  }

  // Pixels of the map as a whole, or of a region enlarged: times a place, and from where.
  get overview() {
    return { scale: this.scale, from: this.origin };
  }

  toScreen() {
    this.pen.setTransform(this.dense, 0, 0, this.dense, 0, 0);
    this.pen.lineJoin = "round";
  }

  toMap({ scale, from: [left, top] }) {
    const much = scale * this.dense;
    this.pen.setTransform(much, 0, 0, much, left * this.dense, top * this.dense);
    this.pen.lineJoin = "round";
  }

  outline(path, colour, width, { scale }) {
    this.pen.strokeStyle = this.ink(colour);
    this.pen.lineWidth = width / scale;
    this.pen.stroke(path);
  }

  ring(view) {
    if (!this.chosen) return;
    this.toMap(view);
    this.outline(this.chosen.path, this.data.colours.paper, 5, view);
    this.outline(this.chosen.path, this.data.colours.ink, 2.5, view);
  }

  fill({ own, line, side, isHatched }, view) {
    this.toMap(view);
    const here = view.box ? own.filter(({ box }) => meet(box, view.box)) : own;
    for (const one of here) {
      this.pen.fillStyle = isHatched ? this.hatch(one.colour) : this.ink(one.colour);
      this.pen.fill(one.path, "evenodd");
    }
    // thousands of lines would hide what lies between them
    const width = Math.min(line.width ?? 0, (side * view.scale) / 10);
    if (width) for (const one of here) this.outline(one.path, line.color, width, view);
  }

  // Where marks of a layer stand, below the name that stands in the same region.
  marked({ places, codes, regions }, { scale, from, box }) {
    return places.flatMap((place, i) => {
      const at = this.isReal ? this.put(place) : centre(regions[i].box);
      if (box && !inside(at, box)) return [];
      const name = !box && this.labels.find((one) => one.code === codes[i] && !one.line);
      const [x, y] = at.map((one, axis) => from[axis] + one * scale);
      const room = Math.sqrt(regions[i]?.area ?? Infinity) * scale;
      return [{ x: name ? (name.box[0] + name.box[2]) / 2 : x, y: name ? name.box[3] + 8 : y, room }];
    });
  }

  // lines that lie still on the screen, so that they go on from one small area to the next
  hatch(colour) {
    const [ink, turned] = [this.ink(colour), this.pen.getTransform()];
    const key = `${ink} ${turned}`;
    if (!this.hatches.has(key)) {
      const side = Math.round(7 * Math.max(2, globalThis.devicePixelRatio || 1));
      const tile = make("canvas");
      tile.width = tile.height = side;
      const pen = tile.getContext("2d");
      pen.strokeStyle = ink;
      pen.lineWidth = side / 6;
      for (const at of [-side, 0, side]) {
        pen.moveTo(at, side);
        pen.lineTo(at + side, 0);
      }
      pen.stroke();
      const pattern = this.pen.createPattern(tile, "repeat");
      pattern.setTransform(turned.inverse());
      this.hatches.set(key, pattern);
    }
    return this.hatches.get(key);
  }

  mark(layer, view) {
    this.toScreen();
    this.pen.fillStyle = this.ink(layer.color);
    for (const { x, y, room } of this.marked(layer, view)) {
      this.pen.beginPath();
      this.pen.arc(x, y, Math.min(layer.size, Math.max(2.2, 0.4 * room)) / 2, 0, 2 * Math.PI);
      this.pen.fill();
    }
  }

  cross(layer, view) {
    this.toScreen();
    this.pick(layer.font);
    for (const { x, y } of this.marked(layer, view))
      this.line(layer.texts[0][0], x, y, layer.font);
  }

  // --- names

  // the pen takes a font; its size is smaller on a narrow map, and larger across a room
  pick(font) {
    const least = 12.5 * (Number(getComputedStyle(this.root).getPropertyValue("--imbang-larger")) || 1);
    const size = Math.max(least, font.size * Math.min(1, this.root.clientWidth / 520));
    this.pen.font = `${font.weight ?? 400} ${size}px ${FONT}`;
    this.pen.textAlign = "center";
    this.pen.textBaseline = "middle";
    return size;
  }

  line(text, x, y, font) {
    const halo = /0 0 \d+px ([^,]+(?:\([^)]*\))?)/.exec(font.shadow ?? "")?.[1];
    if (halo) {
      this.pen.strokeStyle = this.ink(halo);
      this.pen.lineWidth = 4;
      this.pen.strokeText(text, x, y);
    }
    this.pen.fillStyle = this.ink(font.color);
    this.pen.fillText(text, x, y);
  }

  // Where names stand is found anew only when the map, its size or its window changes.
  name() {
    const now = [this.frame, ...this.size, this.zoom, ...this.shift].join();
    if (this.laid?.layers === this.layers && this.laid.now === now) return;
    this.laid = { layers: this.layers, now };
    this.toScreen();
    const layers = this.layers.filter(({ kind, isMark }) => kind === "names" && !isMark);
    const names = layers.flatMap((layer) => this.measured(layer));
    const regions = names.flatMap(({ region }) => region ?? []);
    this.names = names;
    this.labels = placed(names, this.size, this.ground(regions));
    for (const label of this.labels) if (label.enlarged) label.view = this.closer(label);
  }

  measured({ places, codes, regions, ids, address, texts, font, above, targets }) {
    const size = this.pick(font);
    return places.map((place, i) => {
      const region = regions[i];
      const { scale, origin: [left, top] } = this;
      const name = {
        at: this.onScreen(place),
        wide: Math.max(...texts[i].map((text) => this.pen.measureText(text).width)),
        high: size * 1.2 * texts[i].length,
        rows: texts[i],
        text: texts[i].join(" "),
        code: codes[i],
        place: { address, id: ids[i] },
        font,
        above,
        isFixed: above,
        targets,
        region,
      };
      if (!region) return name;
      const [west, north, east, south] = region.box;
      if (above) {
        const disc = [west * scale + left, north * scale + top, east * scale + left, south * scale + top];
        return Object.assign(name, { disc });
      }
      return Object.assign(name, {
        area: this.isReal ? region.area * scale ** 2 : undefined,
        span: [(east - west) * scale, (south - north) * scale],
        isIn: ([x, y]) => this.isIn(region.path, [(x - left) / scale, (y - top) / scale]),
      });
    });
  }

  // What is not free for names beside the map: the regions that it shows, its buttons.
  ground(regions) {
    const [wide, high] = this.size.map((length) => Math.ceil(length / CELL));
    const { pen } = (this.sheet ??= {
      pen: new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }),
    });
    [pen.canvas.width, pen.canvas.height] = [wide, high];
    const { scale, origin: [left, top] } = this;
    pen.setTransform(scale / CELL, 0, 0, scale / CELL, left / CELL, top / CELL);
    for (const { path } of regions) pen.fill(path);
    const { data } = pen.getImageData(0, 0, wide, high);
    const taken = Uint8Array.from({ length: wide * high }, (_none, i) => data[4 * i + 3] > 0);
    const ground = new Ground(wide, high, taken);
    const { offsetLeft: x, offsetTop: y, offsetWidth, offsetHeight } = this.tools;
    ground.take([x, y, x + offsetWidth, y + offsetHeight]);
    return ground;
  }

  closer({ box, enlarged: { times, high }, region }) {
    const scale = this.scale * times;
    const [west, north, east, south] = region.box;
    const middle = [(box[0] + box[2]) / 2, box[1] + high / 2];
    const from = [middle[0] - (scale * (west + east)) / 2, middle[1] - (scale * (north + south)) / 2];
    return { scale, from, box: region.box, frame: [box[0], box[1], box[2], box[1] + high] };
  }

  lead({ line: [from, to] }) {
    this.toScreen();
    const { ink, paper } = this.data.colours;
    for (const [colour, width] of [[paper, 3], [ink, 1]]) {
      this.pen.strokeStyle = this.pen.fillStyle = this.ink(colour);
      this.pen.lineWidth = width;
      this.pen.beginPath();
      this.pen.moveTo(...from);
      this.pen.lineTo(...to);
      this.pen.stroke();
      this.pen.beginPath();
      this.pen.arc(...from, 1 + width / 2, 0, 2 * Math.PI);
      this.pen.fill();
    }
  }

  enlarge({ box, view, region }) {
    const { pen } = this;
    this.toScreen();
    pen.beginPath();
    pen.roundRect(...box.slice(0, 2), box[2] - box[0], box[3] - box[1], 4);
    pen.fillStyle = this.ink(this.data.colours.paper);
    pen.fill();
    pen.strokeStyle = this.ink(this.data.colours.ink);
    pen.lineWidth = 1;
    pen.stroke();
    pen.save();
    this.toMap(view);
    pen.clip(region.path, "evenodd");
    for (const layer of this.layers)
      if (layer.kind === "areas") this.fill(layer, view);
      else if (layer.kind === "marks") this.mark(layer, view);
      else if (layer.isMark) this.cross(layer, view);
    this.ring(view);
    pen.restore();
  }

  letter({ rows, box, view, font }) {
    this.toScreen();
    const size = this.pick(font);
    const top = view ? view.frame[3] : box[1];
    rows.forEach((text, row) =>
      this.line(text, (box[0] + box[2]) / 2, top + size * 1.2 * (row + 0.5), font),
    );
  }

  // --- what lies under a pointer

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * this.root.clientWidth) / box.width,
      ((event.clientY - box.top) * this.root.clientHeight) / box.height,
    ];
  }

  hit([x, y], isFinger = false) {
    const closer = this.labels.find(({ view }) => view && inside([x, y], view.frame))?.view;
    const { scale, from: [left, top] } = closer ?? this.overview;
    if (!closer) {
      const label = this.labels.find((one) => inside([x, y], reach(one)));
      if (label?.line) return this.find(label.place) ?? this.named(label.code);
      if (label?.targets) return this.named(label.code);
    }
    const near = closer ? null : this.near([x, y]);
    const isWide = near && isTiny(near) && (isFinger || !near.targets);
    if (isWide) return this.find(near.place);
    const at = [(x - left) / scale, (y - top) / scale];
    const under = (one) => inside(at, one.box) && this.isIn(one.path, at);
    let found = null;
    for (const layer of this.layers.toReversed()) {
      if (layer.kind !== "areas" || !layer.template) continue;
      const one = layer.own.find(under);
      if (!one) continue;
      found = { ...one, address: layer.address, template: layer.template };
      break;
    }
    const isSmall = found && (found.box[2] - found.box[0]) * scale < LEAST;
    if (this.below && (!found || (isFinger && isSmall))) {
      for (const [id, one] of this.below)
        if (under(one)) return { id, address: this.data.below.address, ...one };
    }
    return found ?? (near && this.find(near.place));
  }

  // The region whose place is nearest, as far as a finger reaches.
  near(point) {
    const far = (one) => apart(one.at, point);
    const real = this.names.filter(({ area }) => area);
    const within = real.filter((one) => far(one) < LEAST / 2);
    return within.toSorted((one, other) => far(one) - far(other))[0];
  }

  named(code) {
    for (const [id, one] of this.below ?? [])
      if (one.says.code === code) return { id, address: this.data.below.address, ...one };
    return { code };
  }

  isIn(path, [x, y]) {
    this.pen.setTransform(1, 0, 0, 1, 0, 0);
    return this.pen.isPointInPath(path, x, y, "evenodd");
  }

  find(picked) {
    if (!picked) return null;
    for (const layer of this.layers) {
      if (layer.address !== picked.address || !layer.template) continue;
      const one = layer.own.find(({ id }) => id === picked.id);
      if (one) return { ...one, address: layer.address, template: layer.template };
    }
    const one = this.below?.get(picked.id);
    const isThere = one && this.data.below.address === picked.address;
    return isThere ? { id: picked.id, address: picked.address, ...one } : null;
  }

  told(found) {
    if (found.template) return lines(found.template, found.says, this.write);
    const more = this.data.below?.told[String(found.id)] ?? [];
    return [found.says?.name ?? "", found.says?.within ?? "", ...more];
  }

  // --- pointers and keys

  press(event) {
    this.canvas.setPointerCapture?.(event.pointerId);
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    this.from = [event.clientX, event.clientY];
    this.moved = false;
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return this.point(event);
    const now = [event.clientX, event.clientY];
    if (Math.hypot(now[0] - this.from[0], now[1] - this.from[1]) > 6) this.moved = true;
    if (this.fingers.size === 2) {
      const [other] = [...this.fingers].find(([id]) => id !== event.pointerId).slice(1);
      const factor = Math.hypot(now[0] - other[0], now[1] - other[1]) /
        Math.hypot(before[0] - other[0], before[1] - other[1]);
      this.around(this.zoom * factor, this.place(event));
    } else if (this.moved && this.zoom > CLOSEST) {
      this.shift = [this.shift[0] + now[0] - before[0], this.shift[1] + now[1] - before[1]];
      this.keepInside();
      this.draw();
      this.showCard();
    }
    this.fingers.set(event.pointerId, now);
  }

  release(event) {
    const wasDown = this.fingers.delete(event.pointerId);
    if (!wasDown || this.moved || !this.view) return;
    const found = this.hit(this.place(event), event.pointerType === "touch");
    if (found) this.choose(found);
    else if (this.chosen) this.clear();
  }

  choose(found) {
    if (found.code) {
      this.send("opened", { code: found.code });
    } else if (this.chosen && same(found, this.chosen)) {
      this.open();
    } else {
      this.chosen = found;
      this.point(null);
      this.draw();
      this.showCard();
      this.send("picked", { address: found.address, id: found.id });
    }
  }

  open() {
    this.send("opened", { address: this.chosen.address, id: this.chosen.id });
  }

  clear() {
    this.chosen = null;
    this.draw();
    this.showCard();
    this.send("picked", {});
  }

  wheel(event) {
    if (!event.ctrlKey) return; // the page scrolls
    event.preventDefault();
    this.around(this.zoom * 2 ** (-event.deltaY / 200), this.place(event));
  }

  key(event) {
    const [wide, high] = this.size;
    const middle = [wide / 2, high / 2];
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.key === "+" || event.key === "=") this.around(this.zoom * 1.5, middle);
    else if (event.key === "-") this.around(this.zoom / 1.5, middle);
    else if (event.key === "0") this.around(CLOSEST, middle);
    else if (event.key === "Escape" && this.chosen) this.clear();
    else if (steps[event.key] && this.zoom > CLOSEST) {
      this.shift = this.shift.map((s, i) => s + steps[event.key][i]);
      this.keepInside();
      this.draw();
      this.showCard();
    } else return;
    event.preventDefault();
  }

  point(event) {
    const found = event && event.pointerType !== "touch" && this.view && this.hit(this.place(event));
    this.canvas.style.cursor = found ? "pointer" : "";
    const isTold = found && !found.code && !(this.chosen && same(found, this.chosen));
    this.hint.hidden = !isTold;
    if (!isTold) return;
    const [name, ...rest] = this.told(found);
    this.hint.replaceChildren(make("b", "", name), ...rest.map((line) => make("span", "", line)));
    this.beside(this.hint, this.place(event), 14);
  }

  beside(box, [x, y], gap) {
    const [wide, high] = this.size;
    const left = x + gap + box.offsetWidth > wide ? x - gap - box.offsetWidth : x + gap;
    const top = y + gap + box.offsetHeight > high ? y - gap - box.offsetHeight : y + gap;
    box.style.left = `${Math.max(0, Math.min(left, wide - box.offsetWidth))}px`;
    box.style.top = `${Math.max(0, Math.min(top, high - box.offsetHeight))}px`;
  }

  // --- the card of what is selected, and the buttons

  showCard() {
    const { activeElement: held } = this.root.getRootNode();
    const had = this.card.contains(held) && held.className;
    this.card.hidden = !this.chosen;
    if (!this.chosen) {
      if (had) this.canvas.focus(); // a keyboard goes on where the card was
      return;
    }
    const [name, within, ...rest] = this.told(this.chosen);
    const { words } = this.data;
    const close = make("button", "close", "×");
    close.type = "button";
    close.title = words.close;
    close.setAttribute("aria-label", words.close);
    close.onclick = () => this.clear();
    const open = make("button", "open", words.open);
    open.type = "button";
    open.onclick = () => this.open();
    this.card.replaceChildren(
      close,
      make("b", "", name),
      make("small", "", within),
      ...rest.map((line) => make("span", "", line)),
      open,
    );
    const { picked, profile: href } = this.data; // the server tells it once it knows
    if (href && picked && same(this.chosen, picked)) this.card.append(profile(href, words.profile));
    if (had) (this.card.querySelector(`.${had}`) ?? open).focus();
    const [west, top, east] = this.chosen.box;
    const middle = centre(this.chosen.box);
    const closer = this.labels.find(({ view, region }) => view && this.isIn(region.path, middle));
    const { scale, from: [left, up], frame } = closer?.view ?? this.overview;
    const [x, y] = frame ? centre(frame) : [left + middle[0] * scale, up + top * scale];
    const half = frame ? (closer.box[2] - closer.box[0]) / 2 : ((east - west) * scale) / 2;
    this.beside(this.card, [x, y], Math.max(18, half + 8));
  }

  showTools() {
    const { words } = this.data;
    const [wide, high] = this.size;
    const middle = [wide / 2, high / 2];
    const tool = (mark, title, does) => {
      const button = make("button", "", mark);
      button.type = "button";
      button.title = title;
      button.setAttribute("aria-label", title);
      button.onclick = does;
      return button;
    };
    const held = [...this.tools.children].indexOf(this.root.getRootNode().activeElement);
    this.tools.replaceChildren(
      tool("+", words.closer, () => this.around(this.zoom * 1.6, middle)),
      tool("−", words.farther, () => this.around(this.zoom / 1.6, middle)),
      tool("⤢", words.whole, () => this.around(CLOSEST, middle)),
    );
    this.tools.children[held]?.focus();
  }
}

const centre = ([west, top, east, bottom]) => [(west + east) / 2, (top + bottom) / 2];

// a name aside is as large as a finger
const reach = ({ box, line }) => (line ? grown(box, Math.max(0, (LEAST - box[3] + box[1]) / 2)) : box);

const same = (one, other) => one.address === other.address && one.id === other.id;

// --- several small maps of the same areas: each a button, none with names, tools or a card

class SmallMap extends Map2D {
  listen() {}
  name() {}
  find(picked) {
    const layer = this.layers.find(({ address }) => picked && address === picked.address);
    return layer?.own.find(({ id }) => id === picked.id) ?? null;
  }
  showTools() {}
  showCard() {}
}

const monthly = () => {
  const button = make("button", "month");
  button.type = "button";
  const map = make("span", "map");
  map.append(make("canvas"), make("span", "failed"));
  button.append(make("b"), map);
  const item = make("li");
  item.append(button);
  return item;
};

const showSmall = (root, data, send) => {
  if (root.children.length !== data.months.length)
    root.replaceChildren(...data.months.map(monthly));
  data.months.forEach(({ month, label, alt, isShown, figure }, i) => {
    const button = root.children[i].firstChild;
    const map = button.querySelector(".map");
    button.querySelector("b").textContent = label;
    button.setAttribute("aria-label", alt);
    button.setAttribute("aria-pressed", String(isShown));
    button.onclick = () => send("month", month);
    if (!maps.has(map)) maps.set(map, new SmallMap(map));
    maps.get(map).show({ ...data, figure, alt }, send);
  });
};

const maps = new WeakMap();

function show({ data, parentElement, setTriggerValue }) {
  const small = parentElement.querySelector(".maps");
  if (small) return showSmall(small, data, setTriggerValue);
  const root = parentElement.querySelector(".map");
  if (!maps.has(root)) maps.set(root, new Map2D(root));
  maps.get(root).show(data, setTriggerValue);
}
