(() => {
  const { byId, root, count, plural, shape, element, matcher } = page;
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
  const SHOWN_OTHERS = 5;
  const NOTHING = "\u2013";
  const list = byId("volumes");
  let width = 600; // of every bar, in pixels

  // ---------------------------------------------------------------------------------------------------------- words

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
    const bar = element("div", { class: "bar" }, drawing(volume), scaleOf(volume));
    item.append(namesOf(volume), bar, numbersOf(volume));
    bars.prepare(bar, `Parts of ${volume.volid}`);
  }

  function redraw(item) {
    item.querySelector(".bar svg")?.replaceWith(drawing(volumes[item.dataset.number]));
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

  // ------------------------------------------------------------------------------------------------ pointing at parts

  const volumeOf = (bar) => volumes[bar.parentElement.dataset.number];

  const bars = page.pointing(list, {
    partsOf: (bar) => partsOf(volumeOf(bar)),

    // what lies over all others is met on its rail, and an overlap before what it is made of
    boxOf(bar, part) {
      const [left, right] = edges(volumeOf(bar), part);
      const [top, high] = isOverlay(part) ? [RAIL, RAIL_HIGH] : [BAND, HIGH];
      return { left: left / width, right: right / width, top, high, size: part.type === "overlap" ? 0 : 1 + right - left };
    },

    wordsOf(bar, part) {
      const [head, kind] = nameOf(part);
      const [lines, wrong] = wordsOf(volumeOf(bar), part);
      return { head, kind, lines, wrong };
    },

    startOf(bar) {
      const hit = partsOf(volumeOf(bar)).findIndex((part) => part.type === "extent" && search.isHit(part.row));
      return Math.max(hit, 0);
    },
  });

  list.addEventListener("click", (event) => {
    const button = event.target.closest(".volid");
    if (button) toggle(button.closest(".volume"));
  });

  // ---------------------------------------------------------------------------------------------------------- search

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
    bars.hide();
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
    bars.hide();
    const rank = ranks[byId("order").value];
    const order = volumes.map((volume, number) => [rank(volume), number]);
    order.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
    list.append(...order.map(([, number]) => items[number]));
  }

  page.onTyped(["user", "volume"], refresh);
  byId("order").addEventListener("change", sort);

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
    bars.hide();
    for (const item of filled) redraw(item);
  }

  list.append(...items);
  refresh();
  watchAll();
  new ResizeObserver(measure).observe(list);
})();
