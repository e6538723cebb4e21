// Where names stand on a map: within their region where it has room for them, else beside
// the map with a line to their place, those of the smallest regions together with the
// region itself, enlarged. All is measured in pixels of the screen, at every size and zoom.

const CELL = 6; // of the grid in which free ground is looked for
const STEP = 2 * CELL;
const GAP = 4;
const LEAST = 24; // pixels that a finger can hit
const SIZES = [92, 68, 46]; // of an enlarged region
const ENLARGED = 1.6; // times at least, else it is not worth its place
const PENALTY = 90; // pixels that a line may be longer so as to pass by a tiny region
const COVERED = 0.4; // of another region, that a name above its own may cover at most
const [FAR, NEAR] = [0.5, 0.25]; // of the map, that a tiny region's line may cross, or another's
const MOST_ASIDE = 16;
const MOST_ENLARGED = 9;
const apart = ([x, y], [u, v]) => Math.hypot(x - u, y - v);

// how far a name may move that finds its place taken: half widths, half heights
const MOVES = [0, -0.5, 0.5, -1, 1]
  .flatMap((right) => [0, 1, -1, 2, -2, 3, -3].map((down) => [right, down]))
  .toSorted((one, other) => apart(one, [0, 0]) - apart(other, [0, 0]));

const meet = (one, other) =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

const inside = ([x, y], [west, top, east, bottom]) =>
  x >= west && x <= east && y >= top && y <= bottom;

const grown = ([west, top, east, bottom], by) => [west - by, top - by, east + by, bottom + by];

const nearest = ([x, y], [west, top, east, bottom]) => [
  Math.min(east, Math.max(west, x)),
  Math.min(bottom, Math.max(top, y)),
];

const side = ([a, b], [c, d], [x, y]) => Math.sign((c - a) * (y - b) - (d - b) * (x - a));

const cross = ([a, b], [c, d]) =>
  side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

const passes = (line, box) => {
  const [west, top, east, bottom] = box;
  return (
    line.some((end) => inside(end, box)) ||
    cross(line, [[west, top], [east, bottom]]) ||
    cross(line, [[east, top], [west, bottom]])
  );
};

// Ground that is free, in cells: sums over rectangles tell at once whether a box is.
class Ground {
  constructor(across, down, taken) {
    Object.assign(this, { across, down, taken });
    this.add();
  }

  copy() {
    return new Ground(this.across, this.down, this.taken.slice());
  }

  add() {
    const row = this.across + 1;
    this.sums = new Int32Array(row * (this.down + 1));
    for (let y = 0; y < this.down; y++)
      for (let x = 0; x < this.across; x++) {
        const at = (y + 1) * row + x + 1;
        const here = this.taken[y * this.across + x];
        this.sums[at] = here + this.sums[at - 1] + this.sums[at - row] - this.sums[at - row - 1];
      }
  }

  cells([west, top, east, bottom]) {
    return [
      Math.max(0, Math.floor(west / CELL)),
      Math.max(0, Math.floor(top / CELL)),
      Math.min(this.across, Math.ceil(east / CELL)),
      Math.min(this.down, Math.ceil(bottom / CELL)),
    ];
  }

  take(box) {
    const [west, top, east, bottom] = this.cells(box);
    for (let y = top; y < bottom; y++)
      this.taken.fill(1, y * this.across + west, y * this.across + Math.max(west, east));
    this.add();
  }

  isFree(box) {
    const [west, top, east, bottom] = this.cells(box);
    const row = this.across + 1;
    const [above, below] = [top * row, bottom * row];
    return (
      this.sums[below + east] - this.sums[below + west] ===
      this.sums[above + east] - this.sums[above + west]
    );
  }
}

// the share of a region's box that a name's box covers, where they meet
const covered = ([west, top, east, bottom], [left, above, right, below]) =>
  ((Math.min(east, right) - Math.max(west, left)) * (Math.min(bottom, below) - Math.max(top, above))) /
  ((right - left) * (below - above));

const isTiny = (one) => one.area < 2 * LEAST ** 2;

// Names (`at`, `wide`, `high`, `isIn` of a point in their region; of a real one also its
// `area` in square pixels and its `span`; of one that stands above its region the `disc`
// that this takes) to where they stand: `box`, and where that is aside, the `line` that
// leads to it and the side of the `enlarged` region above it. A name without room has none.
const placed = (names, size, ground) => {
  const tiny = names.filter(isTiny);
  let best = null;
  for (const isTinyFirst of [false, true]) {
    const boxes = tried(names, size, ground.copy(), isTinyFirst);
    const without = tiny.filter((one) => !boxes.has(one)).length;
    const lost = names.length - boxes.size + without; // a tiny one counts twice
    if (!best || lost < best.lost) best = { boxes, lost };
    if (!without) break;
  }
  return names.flatMap((one) => (best.boxes.has(one) ? { ...one, ...best.boxes.get(one) } : []));
};

const tried = (names, [wide, high], ground, isTinyFirst) => {
  const found = new Map();
  const frame = [1, 1, wide - 1, high - 1];
  const boxes = [];
  const lines = [];
  const seen = names.filter((one) => inside(one.at, frame));
  const isTight = (one) => one.area < 1.25 * one.wide * one.high;
  const around = ({ at: [x, y], area }) => {
    const half = Math.max(LEAST, Math.sqrt(area)) / 2;
    return [x - half, y - half, x + half, y + half];
  };
  const tiny = seen.filter(isTiny);
  for (const one of tiny) ground.take(around(one));
  const discs = seen.flatMap(({ disc }) => (disc ? [disc] : []));
  const hides = ({ disc: own }, box) =>
    own && discs.some((disc) => disc !== own && meet(box, disc) && covered(box, disc) > COVERED);
  const sizes = SIZES.slice(tiny.length > 6 ? 2 : tiny.length > 3 ? 1 : 0);

  const stand = (one, box, more = {}) => {
    found.set(one, { box, ...more });
    boxes.push(grown(box, 1));
    if (more.line) lines.push(more.line);
    ground.take(grown(box, GAP));
  };

  const within = (one) => {
    for (const [right, down] of one.isFixed ? [[0, 0]] : MOVES) {
      const x = one.at[0] + (right * one.wide) / 2;
      const y = one.at[1] + (down * one.high) / 2 + (one.above ? -one.high / 2 : 0);
      const left = Math.min(wide - 2 - one.wide, Math.max(2, x - one.wide / 2));
      const box = [left, y - one.high / 2, left + one.wide, y + one.high / 2];
      if (box[1] < 0 || box[3] > high || left < 0) continue;
      if (boxes.some((other) => meet(box, other))) continue;
      if (lines.some((line) => passes(line, box))) continue;
      if (one.isIn && !one.isIn([(box[0] + box[2]) / 2, y])) continue;
      if (hides(one, box)) continue;
      if (tiny.some((other) => other !== one && meet(box, around(other)))) continue;
      return stand(one, box);
    }
  };

  // what a line costs: its length, the more where it passes over a tiny region; nothing
  // where it touches a name or another line
  const cost = (one, line) => {
    if (boxes.some((other) => passes(line, other))) return Infinity;
    if (lines.some((other) => cross(line, other))) return Infinity;
    const over = tiny.filter((other) => other !== one && passes(line, around(other)));
    return apart(...line) + PENALTY * over.length;
  };

  // the free ground that the cheapest line leads to
  const aside = (one, [wider, higher]) => {
    const [w, h] = [Math.max(one.wide, wider), one.high + higher];
    let best = null;
    let least = Math.max(wide, high) * (isTiny(one) ? FAR : NEAR);
    for (let top = GAP; top + h <= high - GAP; top += STEP)
      for (let left = GAP; left + w <= wide - GAP; left += STEP) {
        const box = [left, top, left + w, top + h];
        const end = nearest(one.at, box);
        if (apart(one.at, end) >= least || !ground.isFree(box)) continue;
        if (lines.some((line) => passes(line, box))) continue;
        const corners = [[box[0], box[1]], [box[2], box[1]], [box[0], box[3]], [box[2], box[3]]];
        for (const to of [end, ...corners]) {
          const far = apart(one.at, to) < least ? cost(one, [one.at, to]) : Infinity;
          if (far >= least) continue;
          [best, least] = [{ box, line: [one.at, to], far }, far];
          break;
        }
      }
    return best;
  };

  let [left, enlarged] = [MOST_ASIDE, wide < 480 ? MOST_ENLARGED / 3 : MOST_ENLARGED];
  const lead = (one) => {
    if (left <= 0) return;
    let best = null;
    for (const size of isTiny(one) && enlarged > 0 ? [...sizes, 0] : [0]) {
      const times = Math.min(...one.span.map((length) => size / length));
      if (size && times < ENLARGED) continue;
      const [w, h] = size ? one.span.map((length) => length * times + 2 * GAP) : [0, 0];
      const found = aside(one, [w, h]);
      // to be larger is worth as much of a way
      if (found && (!best || found.far - size < best.far - best.size))
        best = { ...found, size, enlarged: size ? { times, high: h } : null };
    }
    if (!best) return;
    left -= 1;
    if (best.size) enlarged -= 1;
    stand(one, best.box, { line: best.line, enlarged: best.enlarged });
  };

  const bySize = seen.toSorted((one, other) => (other.area ?? 0) - (one.area ?? 0));
  const rooms = bySize.filter((one) => !isTight(one));
  const least = tiny.toSorted((one, other) => one.area - other.area);
  if (isTinyFirst) for (const one of least) lead(one);
  for (const one of rooms) within(one);
  for (const one of least) if (!found.has(one)) lead(one);
  for (const one of bySize.toReversed()) if (one.area && !found.has(one)) lead(one);
  for (const one of bySize) if (!found.has(one) && !isTiny(one)) within(one);
  return found;
};

