(() => {
  const { byId, count, plural, matcher } = page;
  const [FIRST, LAST, COUNT, SIZE, BEFORE, AFTER, KIND, FATE] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [TOPS, HIGH, RAIL_HIGH] = [[1, 27], 18, 3]; // the bars of before and after, as they are drawn

  const all = (selector, under = document) => [...under.querySelectorAll(selector)];

  // -------------------------------------------------------------------------------------------------------- volumes

  const volumeOf = (bar) => bar.closest(".volume");
  const known = new Map();

  // the extents of a volume, as its table has them
  function extentsOf(volume) {
    if (!known.has(volume)) {
      known.set(volume, all("tbody tr", volume).map((row) => {
        const cells = [...row.cells].map((cell) => cell.textContent);
        const [first, last] = [FIRST, LAST].map((at) => Number(cells[at].replaceAll(",", "")));
        return { cells, first, last, fate: row.classList[0], isOnRail: row.classList.contains("on-rail") };
      }));
    }
    return known.get(volume);
  }

  function prepare() {
    const list = byId("volumes");
    if (!list) return;
    const bars = page.pointing(list, {
      partsOf: (bar) => extentsOf(volumeOf(bar)),

      boxOf(bar, part) {
        const reach = Number(volumeOf(bar).dataset.reach);
        const sides = [BEFORE, AFTER].flatMap((at, side) => (part.cells[at] ? [TOPS[side]] : []));
        const [from, to] = [sides[0], sides.at(-1) + HIGH];
        const [top, high] = part.isOnRail ? [from + HIGH + 1, to - from - HIGH + RAIL_HIGH] : [from, to - from];
        return { left: part.first / reach, right: (part.last + 1) / reach, top, high, size: part.last - part.first + 1 };
      },

      wordsOf(bar, { cells, fate }) {
        const unit = volumeOf(bar).dataset.unit;
        const lines = [`${unit}s ${cells[FIRST]}\u2013${cells[LAST]}`];
        lines.push([`${cells[COUNT]} ${unit}${cells[COUNT] === "1" ? "" : "s"}`, cells[SIZE]].filter(Boolean).join(" \u00b7 "));
        if (cells[BEFORE] && cells[AFTER] && cells[BEFORE] !== cells[AFTER]) lines.push(`was ${cells[BEFORE]}`);
        const wrong = fate === "overwritten" ? "What was on it is lost." : "";
        return { head: cells[AFTER] || cells[BEFORE], kind: `${cells[KIND]}, ${cells[FATE]}`, lines, wrong };
      },

      startOf: (bar) => Math.max(extentsOf(volumeOf(bar)).findIndex(({ fate }) => fate !== "kept"), 0),
    });
    for (const bar of all(".bar", list)) bars.prepare(bar, `Extents of ${volumeOf(bar).querySelector("h3").textContent} before and after`);
  }

  // --------------------------------------------------------------------------------------------------------- search

  const actions = all(".action");
  const volumes = all(".volume");
  const wordsOf = new Map();

  // what an action is found by: its subject, its entry, and whatever it tells
  function wordsOfAction(action) {
    const { subject } = action.dataset;
    return [subject, subject.split("/")[0], action.textContent];
  }

  // what a volume is found by: its volid, its type, and whoever has something there
  function wordsOfVolume(volume) {
    const owners = extentsOf(volume).flatMap(({ cells }) => [cells[BEFORE], cells[AFTER]]);
    return [...all("h3, .name p", volume).map((one) => one.textContent), ...new Set(owners.flatMap((owner) => [owner, owner.split("/")[0]]))];
  }

  function isFound(item, words, fits) {
    if (!fits) return true;
    if (!wordsOf.has(item)) wordsOf.set(item, words(item).map((word) => word.toUpperCase()));
    return wordsOf.get(item).some(fits);
  }

  function refresh() {
    const fits = matcher(byId("find").value);
    const look = byId("show").value;
    const found = actions.filter((action) => (!look || action.classList.contains(look)) && isFound(action, wordsOfAction, fits));
    const near = volumes.filter((volume) => isFound(volume, wordsOfVolume, fits));
    for (const [items, shown] of [[actions, new Set(found)], [volumes, new Set(near)]]) {
      for (const item of items) item.hidden = !shown.has(item);
    }
    for (const group of all(".entry, .stage")) group.hidden = !group.querySelector(".action:not([hidden])");
    byId("nothing").hidden = found.length + near.length > 0 || actions.length === 0;
    const tally = (some, items, noun) => (some.length === items.length ? plural(items.length, noun) : `${count(some.length)} of ${plural(items.length, noun)}`);
    byId("status").textContent = [tally(found, actions, "action"), ...(volumes.length ? [tally(near, volumes, "volume")] : [])].join(", ");
  }

  page.onTyped(["find"], refresh);
  byId("show").addEventListener("change", refresh);

  // a link finds what it leads to, be it filtered away or folded
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const goal = link && byId(link.hash.slice(1));
    if (!goal) return;
    if (goal.closest("[hidden]")) {
      byId("find").value = byId("show").value = "";
      refresh();
    }
    if (goal.matches("details")) goal.open = true;
  });

  prepare();
  refresh();
})();
