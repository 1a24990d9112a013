"use strict";
(() => {
  const map = JSON.parse(document.getElementById("map").textContent);
  const volumes = map.volumes;

  // an extent is an array: its first and last place (null: to the end), flags, subject, the number of its owner, mode
  const [FIRST, LAST, FLAGS, SUBJECT, OWNER, MODE] = [0, 1, 2, 3, 4, 5];
  const [FULL_PACK, SYSTEM, KIND, EXCLUDED, OVERLAY] = [1, 2, 3, 4, 8];

  // the bar from top to bottom: warnings, the extents, the rail of the full packs that lie over all others
  const [BAND, HIGH, RAIL, RAIL_HIGH, BOTTOM] = [9, 22, 33, 3, 38];
  const HAIR = 1;
  const LEAST = 0.5;
  const LEAST_TO_SEE = 4;
  const OPEN_END = 24;
  const NEAR = { mouse: 2, pen: 4, touch: 10 };
  const SHOWN_OTHERS = 5;
  const NOTHING = "\u2013";
  const PAUSE = 80; // milliseconds in which another letter may be typed

  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const list = byId("volumes");
  const tip = byId("tip");
  let width = 600; // of every bar, in pixels

  // ---------------------------------------------------------------------------------------------------------- words

  const numbers = new Intl.NumberFormat("en-US");
  const count = (number) => numbers.format(number);
  const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
  const percent = (share) => `${share > 0 && share < 1 ? Math.min(99, Math.max(1, Math.round(share * 100))) : Math.round(share * 100)} %`;

  function capacity(bytes) {
    let [amount, unit] = [bytes / 2 ** 20, "MiB"];
    for (const larger of ["GiB", "TiB"]) {
      if (amount >= 1024) [amount, unit] = [amount / 1024, larger];
    }
    const digits = amount >= 100 || unit === "MiB" ? 0 : amount >= 10 ? 1 : 2;
    return `${amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
  }

  const bytesOf = (volume, size) => (volume.bytes && size ? capacity(size * volume.bytes) : "");
  const places = (part) => (part.last === null ? `${count(part.first)} to the end` : `${count(part.first)}\u2013${count(part.last)}`);
  const usedShare = (volume) => (volume.free === null ? null : 1 - volume.free / volume.size);

  function sizeWords(volume, size) {
    return [plural(size, volume.unit), bytesOf(volume, size)].filter(Boolean).join(" \u00b7 ");
  }

  // ----------------------------------------------------------------------------------------------------------- parts

  // all that can be pointed at on a volume, by its place: extents, gaps, overlaps, and what follows an unknown end
  function partsOf(volume) {
    if (volume.parts) return volume.parts;
    const parts = volume.extents.map((row) => ({ type: "extent", first: row[FIRST], last: row[LAST], row }));
    for (const [first, last] of volume.gaps) parts.push({ type: "gap", first, last });
    for (const [first, last, ...subjects] of volume.overlaps) parts.push({ type: "overlap", first, last, subjects });
    const isTaken = volume.extents.some((row) => row[LAST] === null && !(row[FLAGS] & OVERLAY));
    if (volume.size === null && !isTaken) parts.push({ type: "unknown", first: volume.reach, last: null });
    volume.parts = parts.sort((one, other) => one.first - other.first || endOf(other) - endOf(one));
    return volume.parts;
  }

  const endOf = (part) => (part.last === null ? Infinity : part.last);
  const isOverlay = (part) => part.type === "extent" && (part.row[FLAGS] & OVERLAY) !== 0;

  function nameOf(part) {
    if (part.type === "gap") return ["Free", ""];
    if (part.type === "overlap") return [part.subjects.join(" and "), "overlap"];
    if (part.type === "unknown") return ["Not known", ""];
    return [part.row[SUBJECT], map.kinds[part.row[FLAGS] & KIND]];
  }

  // what the tooltip and a screen reader tell of a part, line by line, and what is wrong with it
  function wordsOf(volume, part) {
    if (part.type === "unknown") return [[`behind ${volume.unit} ${count(volume.reach - 1)}: ${volume.source}`], ""];
    const lines = [`${volume.unit}s ${places(part)}`];
    if (part.last !== null) lines.push(sizeWords(volume, part.last - part.first + 1));
    if (part.type === "gap") return [lines, ""];
    if (part.type === "overlap") return [lines, "Both have these."];
    const isBehind = volume.size !== null && endOf(part) >= volume.size;
    return [[...lines, ...ownerWords(part.row), ...othersAt(volume, part)], isBehind ? `The volume ends at ${count(volume.size - 1)}.` : ""];
  }

  function ownerWords(row) {
    const lines = [];
    const [entry, user] = map.owners[row[OWNER]];
    if (user) lines.push(`user ${user}${entry === user ? "" : `, entry ${entry}`}${row[MODE] ? `, mode ${row[MODE]}` : ""}`);
    if (row[FLAGS] & OVERLAY) lines.push("lies over all others and uses nothing");
    if (row[FLAGS] & EXCLUDED) lines.push("excluded by EXTENT CONTROL");
    return lines;
  }

  // who else has some of an extent; of what lies over all others only others of that kind
  function othersAt(volume, part) {
    const isAlso = (other) => other.type === "extent" && other !== part && other.first <= endOf(part) && endOf(other) >= part.first;
    const others = partsOf(volume).filter((other) => isAlso(other) && (isOverlay(other) || !isOverlay(part)));
    if (!others.length) return [];
    const more = others.length > SHOWN_OTHERS ? ` and ${count(others.length - SHOWN_OTHERS)} more` : "";
    return [`also here: ${others.slice(0, SHOWN_OTHERS).map((other) => other.row[SUBJECT]).join(", ")}${more}`];
  }

  // --------------------------------------------------------------------------------------------------------- drawing

  const SVG = "http://www.w3.org/2000/svg";

  function shape(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== false) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  const perUnit = (volume) => (width - (volume.size === null ? OPEN_END : 0)) / volume.reach;

  function edges(volume, part) {
    const scale = perUnit(volume);
    return [part.first * scale, part.last === null ? width : (part.last + 1) * scale];
  }

  const box = (x, y, wide, high) => `M${x.toFixed(2)} ${y}h${wide.toFixed(2)}v${high}h${(-wide).toFixed(2)}z`;
  const teeth = "l-5 2.75l5 2.75".repeat(4);

  // one path for each look, so that a bar has a dozen nodes however many extents it has
  function drawing(volume) {
    const paths = { a: "", b: "", "full-pack": "", system: "", overlay: "", hit: "" };
    let [tone, owner] = ["b", null];
    for (const part of partsOf(volume)) {
      if (part.type !== "extent") continue;
      const [left, right] = edges(volume, part);
      const kind = part.row[FLAGS] & KIND;
      let look = kind === FULL_PACK ? "full-pack" : "system";
      if (kind !== FULL_PACK && kind !== SYSTEM) {
        if (part.row[OWNER] !== owner) [tone, owner] = [tone === "a" ? "b" : "a", part.row[OWNER]];
        look = tone;
      }
      if (isOverlay(part)) look = "overlay";
      const [top, high] = look === "overlay" ? [RAIL, RAIL_HIGH] : [BAND, HIGH];
      const wide = Math.max(right - left - (right - left > 3 * HAIR ? HAIR : 0), LEAST);
      paths[look] += box(left, top, wide, high);
      if (search.isHit(part.row)) paths.hit += box(left, top, Math.max(wide, LEAST_TO_SEE), high);
    }
    const svg = shape("svg", { viewBox: `0 0 ${width} ${BOTTOM}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    svg.append(track(volume));
    for (const [look, d] of Object.entries(paths)) {
      if (d) svg.append(shape("path", { class: look, d }));
    }
    if (volume.size === null) svg.append(shape("path", { class: "edge", d: `M${width + 1} ${BAND}h-1${teeth}h1z` }));
    if (volume.size !== null && volume.reach > volume.size) {
      svg.append(shape("path", { class: "limit", d: `M${(volume.size * perUnit(volume)).toFixed(2)} ${BAND - 5}v${HIGH + 10}` }));
    }
    for (const part of volume.parts) {
      if (part.type === "overlap") svg.append(...warning(volume, part));
    }
    return svg;
  }

  function track(volume) {
    if (volume.size === null) return shape("path", { class: "track", d: `M0 ${BAND}h${width}${teeth}h${-width}z` });
    return shape("path", { class: "track", d: box(0, BAND, volume.size * perUnit(volume), HIGH) });
  }

  function warning(volume, part) {
    const [left, right] = edges(volume, part);
    const wide = Math.max(right - left, LEAST_TO_SEE);
    const middle = (left + wide / 2).toFixed(2);
    return [
      shape("path", { class: "overlap", d: box(left, BAND, wide, HIGH) }),
      shape("path", { class: "warning", d: `M${middle} ${BAND - 2}l-5 -7h10z` }),
    ];
  }

  function fill(item) {
    if (item.firstChild) return;
    const volume = volumes[item.dataset.number];
    const bar = element("div", { class: "bar", role: "slider", tabindex: "0", "aria-label": `Parts of ${volume.volid}`, "aria-valuemin": "1" });
    bar.setAttribute("aria-valuemax", partsOf(volume).length || 1);
    bar.setAttribute("aria-valuenow", "1");
    bar.setAttribute("aria-valuetext", spoken(volume, volume.parts[0]));
    bar.append(drawing(volume), scaleOf(volume));
    item.append(namesOf(volume), bar, numbersOf(volume));
  }

  function redraw(item) {
    const bar = item.querySelector(".bar");
    bar?.firstChild.replaceWith(drawing(volumes[item.dataset.number]));
    if (shown?.bar === bar) mark();
  }

  function namesOf(volume) {
    const button = element("button", { class: "volid", type: "button", "aria-expanded": "false" }, volume.volid);
    const name = element("div", { class: "name" }, button);
    if (volume.overlaps.length) name.append(element("span", { class: "tag wrong" }, plural(volume.overlaps.length, "overlap")));
    if (volume.identical) name.append(element("span", { class: "tag" }, `${count(volume.identical)} identical`));
    if (volume.size !== null && volume.reach > volume.size) name.append(element("span", { class: "tag wrong" }, "behind the end"));
    const size = volume.size === null ? "" : ` \u00b7 ${sizeWords(volume, volume.size)}`;
    const members = volume.members.length ? ` \u00b7 ${volume.members.join(", ")} only` : "";
    name.append(element("p", {}, `${volume.devtype}${size}`));
    name.append(element("p", {}, element("span", { class: volume.guessed ? "guess" : "source" }, volume.source), members));
    return name;
  }

  function scaleOf(volume) {
    const end = volume.size === null ? `${count(volume.reach - 1)} and on` : count(volume.reach - 1);
    return element("div", { class: "scale", "aria-hidden": "true" }, element("span", {}, "0"), element("span", {}, end));
  }

  function numbersOf(volume) {
    const known = volume.free !== null;
    const rows = [
      ["Used", known ? percent(usedShare(volume)) : NOTHING, `${count(volume.used)}`],
      ["Free", known ? count(volume.free) : NOTHING, known ? bytesOf(volume, volume.free) : ""],
      ["Largest gap", count(volume.largest), bytesOf(volume, volume.largest)],
      ["Fragmented", known ? percent(volume.fragmentation) : NOTHING, ""],
    ];
    const made = element("dl", { class: "numbers" });
    for (const [name, value, more] of rows) made.append(element("div", {}, element("dt", {}, name), element("dd", {}, value, element("small", {}, more))));
    return made;
  }

  // ------------------------------------------------------------------------------------------- the list of all parts

  function toggle(item) {
    const button = item.querySelector(".volid");
    const parts = item.querySelector(".parts");
    button.setAttribute("aria-expanded", String(!parts));
    if (parts) parts.remove();
    else item.append(partsTable(volumes[item.dataset.number]));
  }

  function partsTable(volume) {
    const heads = element("tr", {});
    for (const [name, look] of [["First", "number"], ["Last", "number"], [volume.unit === "block" ? "Blocks" : "Cylinders", "number"], ["Size", "number"], ["Who", ""], ["What", ""]]) {
      heads.append(element("th", { scope: "col", class: look }, name));
    }
    const body = element("tbody", {});
    for (const part of partsOf(volume)) body.append(partRow(volume, part));
    const table = element("table", {}, element("thead", {}, heads), body);
    const made = element("div", { class: "parts", tabindex: "0", role: "region", "aria-label": `All parts of ${volume.volid}` });
    const belongs = [["Regions", volume.regions], ["Groups", volume.groups]].filter(([, names]) => names.length);
    if (belongs.length) made.append(element("p", {}, belongs.map(([what, names]) => `${what}: ${names.join(", ")}`).join(" \u00b7 ")));
    made.append(table);
    return made;
  }

  function partRow(volume, part) {
    const [head, kind] = nameOf(part);
    const size = part.last === null ? null : part.last - part.first + 1;
    const isFound = part.type === "extent" && search.isHit(part.row);
    return element(
      "tr",
      { class: isFound ? "found" : part.type },
      element("td", { class: "number" }, count(part.first)),
      element("td", { class: "number" }, part.last === null ? "end" : count(part.last)),
      element("td", { class: "number" }, size === null ? NOTHING : count(size)),
      element("td", { class: "number" }, size === null ? "" : bytesOf(volume, size)),
      element("td", {}, head),
      element("td", {}, kind),
    );
  }

  // --------------------------------------------------------------------------------------------------------- tooltip

  let shown = null; // the bar and the number of the part that the tooltip tells of

  function spoken(volume, part) {
    if (!part) return "no extents";
    const [lines, wrong] = wordsOf(volume, part);
    return [...nameOf(part), ...lines, wrong].filter(Boolean).join(", ");
  }

  const volumeOf = (bar) => volumes[bar.parentElement.dataset.number];

  function show(bar, number) {
    if (shown?.bar === bar && shown.number === number) return;
    hide();
    const volume = volumeOf(bar);
    const part = partsOf(volume)[number];
    if (!part) return;
    shown = { bar, number };
    const [head, kind] = nameOf(part);
    const [lines, wrong] = wordsOf(volume, part);
    tip.replaceChildren(element("strong", {}, head));
    if (kind) tip.append(element("p", { class: "kind" }, kind));
    for (const line of lines) tip.append(element("p", {}, line));
    if (wrong) tip.append(element("p", { class: "wrong" }, wrong));
    tip.hidden = false;
    bar.setAttribute("aria-valuenow", number + 1);
    bar.setAttribute("aria-valuetext", spoken(volume, part));
    mark();
    place();
  }

  // an outline round the part
  function mark() {
    const volume = volumeOf(shown.bar);
    const part = volume.parts[shown.number];
    const [left, right] = edges(volume, part);
    const [top, high] = isOverlay(part) ? [RAIL, RAIL_HIGH] : [BAND, HIGH];
    shown.bar.firstChild.append(shape("path", { class: "mark", d: box(left, top - 1, Math.max(right - left, LEAST_TO_SEE), high + 2) }));
  }

  // above the part if there is room, else below, and never beyond the window; gone if the bar has left it
  function place() {
    const bar = shown.bar.getBoundingClientRect();
    if (bar.bottom < 0 || bar.top > root.clientHeight) {
      hide();
      return;
    }
    const volume = volumeOf(shown.bar);
    const [left, right] = edges(volume, volume.parts[shown.number]);
    const middle = bar.left + ((left + right) / 2) * (bar.width / width);
    const x = Math.min(Math.max(8, middle - tip.offsetWidth / 2), root.clientWidth - tip.offsetWidth - 8);
    const above = bar.top - tip.offsetHeight - 4;
    tip.style.left = `${Math.round(x)}px`;
    tip.style.top = `${Math.round(above > 8 ? above : bar.top + BOTTOM + 8)}px`;
  }

  function hide() {
    if (!shown) return;
    shown.bar.querySelector(".mark")?.remove();
    shown = null;
    tip.hidden = true;
  }

  // the part at a point: of those nearest to it the smallest, an overlap before what it is made of
  function partAt(bar, event) {
    const volume = volumeOf(bar);
    const rect = bar.getBoundingClientRect();
    const x = ((event.clientX - rect.left) * width) / rect.width;
    const onRail = event.clientY - rect.top >= RAIL - 1;
    const near = NEAR[event.pointerType] ?? NEAR.mouse;
    let [best, bestScore] = [-1, Infinity];
    partsOf(volume).forEach((part, number) => {
      const [left, right] = edges(volume, part);
      const away = Math.max(left - x, x - Math.max(right, left + 1), 0);
      if (away > near) return;
      const isOther = isOverlay(part) !== onRail; // what lies over all others is met on its rail
      const score = (isOther ? 1e9 : 0) + away * 1e6 + (part.type === "overlap" ? 0 : 1 + right - left);
      if (score < bestScore) [best, bestScore] = [number, score];
    });
    return best;
  }

  const barOf = (event) => (event.target instanceof Element ? event.target.closest(".bar") : null);

  function startOf(bar) {
    const parts = partsOf(volumeOf(bar));
    const hit = parts.findIndex((part) => part.type === "extent" && search.isHit(part.row));
    return Math.max(hit, 0);
  }

  list.addEventListener("pointermove", (event) => {
    const bar = event.pointerType === "touch" ? null : barOf(event);
    if (bar) show(bar, partAt(bar, event));
  });
  list.addEventListener("pointerout", (event) => {
    const bar = barOf(event);
    if (event.pointerType !== "touch" && bar && !bar.contains(event.relatedTarget)) hide();
  });
  document.addEventListener("click", (event) => {
    const bar = barOf(event);
    if (bar) show(bar, partAt(bar, event));
    else hide();
    const button = event.target.closest?.(".volid");
    if (button) toggle(button.closest(".volume"));
  });
  list.addEventListener("focusin", (event) => {
    if (event.target.matches(".bar:focus-visible")) show(event.target, startOf(event.target));
  });
  list.addEventListener("focusout", hide);
  list.addEventListener("keydown", (event) => {
    const bar = event.target.matches(".bar") ? event.target : null;
    if (!bar) return;
    const last = partsOf(volumeOf(bar)).length - 1;
    const at = shown?.bar === bar ? shown.number : -1;
    const steps = { ArrowRight: at + 1, ArrowLeft: Math.max(at, 1) - 1, Home: 0, End: last };
    if (!(event.key in steps)) return;
    event.preventDefault();
    show(bar, Math.min(steps[event.key], last));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("scroll", () => shown && place(), { passive: true });

  // ---------------------------------------------------------------------------------------------------------- search

  // whether a name is meant by what was typed: a part of it, or all of it where there are asterisks
  function matcher(typed) {
    const wanted = typed.trim().toUpperCase();
    if (!wanted) return null;
    if (!wanted.includes("*")) return (name) => name.includes(wanted);
    const pattern = wanted.split("*").map((piece) => piece.replace(/[\\^$.|?+()[\]{}]/g, "\\$&")).join(".*");
    const whole = new RegExp(`^${pattern}$`);
    return (name) => whole.test(name);
  }

  const ownerNames = map.owners.map(([entry, user]) => [entry.toUpperCase(), user.toUpperCase()]);
  const volumeNames = volumes.map((volume) => [volume.volid, volume.devtype, ...volume.regions, ...volume.groups].map((name) => name.toUpperCase()));
  const search = { isHit: () => false };

  // what has an extent that is looked for: by user or entry, or with a slash by user and device
  function lookFor(typed) {
    const fits = matcher(typed);
    root.classList.toggle("is-searching", Boolean(fits));
    if (!fits) search.isHit = () => false;
    else if (typed.includes("/")) search.isHit = (row) => fits(row[SUBJECT].toUpperCase());
    else {
      const found = ownerNames.map((names) => names.some(fits));
      search.isHit = (row) => found[row[OWNER]];
    }
    return fits;
  }

  function refresh() {
    hide();
    const user = lookFor(byId("user").value);
    const named = matcher(byId("volume").value);
    const tally = { volumes: 0, extents: 0, bytes: 0 };
    items.forEach((item, number) => {
      const volume = volumes[number];
      let isShown = !named || volumeNames[number].some(named);
      if (isShown && user) {
        const hits = volume.extents.filter((row) => search.isHit(row));
        isShown = hits.length > 0;
        tally.extents += hits.length;
        for (const row of hits) tally.bytes += row[LAST] === null ? 0 : (row[LAST] - row[FIRST] + 1) * (volume.bytes ?? 0);
      }
      if (item.hidden === isShown) item.hidden = !isShown;
      if (isShown) tally.volumes += 1;
    });
    for (const disk of document.querySelectorAll("#unlocated [data-subject]")) {
      disk.hidden = Boolean(user) && ![disk.dataset.subject, disk.dataset.subject.split("/")[0]].some((name) => user(name.toUpperCase()));
    }
    for (const item of filled) redraw(item);
    byId("nothing").hidden = tally.volumes > 0;
    const shownVolumes = tally.volumes === volumes.length ? plural(volumes.length, "volume") : `${count(tally.volumes)} of ${plural(volumes.length, "volume")}`;
    const found = [plural(tally.extents, "extent"), ...(tally.bytes ? [capacity(tally.bytes)] : [])].join(", ");
    byId("status").textContent = user ? `${found} on ${shownVolumes}` : shownVolumes;
  }

  const inBytes = (volume, size) => (size ?? -1) * (volume.bytes ?? 1);
  const ranks = {
    volid: () => 0,
    free: (volume) => inBytes(volume, volume.free),
    gap: (volume) => inBytes(volume, volume.largest),
    used: (volume) => usedShare(volume) ?? -1,
    fragmentation: (volume) => volume.fragmentation,
    overlaps: (volume) => volume.overlaps.length,
  };

  // the largest first; equal ones stay in the order of their volids
  function sort() {
    hide();
    const rank = ranks[byId("order").value];
    const order = volumes.map((volume, number) => [rank(volume), number]);
    order.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
    list.append(...order.map(([, number]) => items[number]));
  }

  let pause = 0;
  for (const id of ["user", "volume"]) {
    byId(id).addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(refresh, PAUSE);
    });
  }
  byId("order").addEventListener("change", sort);
  byId("controls").addEventListener("submit", (event) => event.preventDefault());

  // a link to a volume finds it, be it filtered away
  for (const link of document.querySelectorAll('header a[href^="#volume-"]')) {
    link.addEventListener("click", () => {
      byId("user").value = byId("volume").value = "";
      refresh();
    });
  }

  // ------------------------------------------------------------------------------------- only what is near is filled

  const items = volumes.map((volume, number) => element("li", { class: "volume", id: `volume-${number + 1}`, "data-number": number }));
  const filled = new Set();
  const printing = matchMedia("print");

  function empty(item) {
    const isInUse = item.contains(document.activeElement) || item.querySelector(".parts");
    if (isInUse) return;
    item.replaceChildren();
    filled.delete(item);
  }

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) {
          fill(target);
          filled.add(target);
        } else if (!printing.matches) empty(target);
      }
      measure();
    },
    { rootMargin: "600px 0px" },
  );

  function fillAll() {
    for (const item of items) {
      if (item.hidden) continue;
      fill(item);
      filled.add(item);
    }
  }

  // the watcher tells of each item once it begins to watch it, and so empties what is not near
  function watchAll() {
    watcher.disconnect();
    for (const item of items) watcher.observe(item);
  }

  addEventListener("beforeprint", fillAll);
  addEventListener("afterprint", watchAll);

  function measure() {
    const wide = list.querySelector(".bar")?.clientWidth;
    if (!wide || wide === width) return;
    width = wide;
    hide();
    for (const item of filled) redraw(item);
  }

  // ------------------------------------------------------------------------------------------------- light and dark

  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const otherTheme = () => ((root.dataset.theme ?? (systemIsDark.matches ? "dark" : "light")) === "dark" ? "light" : "dark");

  // the button says what it leads to
  function nameTheme() {
    byId("theme").lastElementChild.textContent = otherTheme() === "dark" ? "Dark" : "Light";
  }

  byId("theme").addEventListener("click", () => {
    root.dataset.theme = otherTheme();
    nameTheme();
  });
  systemIsDark.addEventListener("change", nameTheme);

  root.classList.add("js");
  for (const id of ["controls", "theme"]) byId(id).hidden = false;
  list.append(...items);
  nameTheme();
  refresh();
  watchAll();
  new ResizeObserver(measure).observe(list);
})();
