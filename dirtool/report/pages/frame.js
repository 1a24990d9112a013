"use strict";
// what all pages have: light and dark, fields to search with, and bars whose parts can be pointed at
const page = (() => {
  const NEAR = { mouse: 2, pen: 4, touch: 10 };
  const LEAST_TO_SEE = 4;
  const PAUSE = 80; // milliseconds in which another letter may be typed
  const SVG = "http://www.w3.org/2000/svg";

  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const tip = byId("tip");

  const numbers = new Intl.NumberFormat("en-US");
  const count = (number) => numbers.format(number);
  const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;

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

  // ------------------------------------------------------------------------------------------------------------ bars

  // Pointer, finger and keyboard go from part to part of the bars in a list. `partsOf(bar)` are the parts of a bar; `boxOf` is
  // where one of them is: from left to right in shares of the bar, from the top in pixels, and what size it counts as where
  // several are as near. `wordsOf` are the head, the kind, the lines and what is wrong, and `startOf` is the first to be shown.
  function pointing(list, { partsOf, boxOf, wordsOf, startOf }) {
    let shown = null; // the bar and the number of the part that the tooltip tells of

    function spoken({ head, kind, lines, wrong }) {
      return [head, kind, ...lines, wrong].filter(Boolean).join(", ");
    }

    // makes a bar known to screen readers as something to go along
    function prepare(bar, label) {
      const parts = partsOf(bar);
      const said = parts.length ? spoken(wordsOf(bar, parts[0])) : "no extents";
      const states = { role: "slider", tabindex: "0", "aria-label": label, "aria-valuemin": "1", "aria-valuenow": "1" };
      for (const [key, value] of Object.entries({ ...states, "aria-valuemax": parts.length || 1, "aria-valuetext": said })) bar.setAttribute(key, value);
    }

    function show(bar, number) {
      if (shown?.bar === bar && shown.number === number) return;
      hide();
      const part = partsOf(bar)[number];
      if (!part) return;
      const words = wordsOf(bar, part);
      shown = { bar, number };
      tip.replaceChildren(element("strong", {}, words.head));
      if (words.kind) tip.append(element("p", { class: "kind" }, words.kind));
      for (const line of words.lines) tip.append(element("p", {}, line));
      if (words.wrong) tip.append(element("p", { class: "wrong" }, words.wrong));
      tip.hidden = false;
      bar.setAttribute("aria-valuenow", number + 1);
      bar.setAttribute("aria-valuetext", spoken(words));
      mark();
      place();
    }

    // an outline round the part
    function mark() {
      const { left, right, top, high } = boxOf(shown.bar, partsOf(shown.bar)[shown.number]);
      const wide = Math.max(right - left, LEAST_TO_SEE / shown.bar.clientWidth);
      const box = { x: `${left * 100}%`, y: top - 1, width: `${wide * 100}%`, height: high + 2 };
      shown.bar.querySelector("svg").append(shape("rect", { class: "mark", ...box }));
    }

    // above the part if there is room, else below, and never beyond the window; gone if the bar has left it
    function place() {
      const bar = shown.bar.getBoundingClientRect();
      if (bar.bottom < 0 || bar.top > root.clientHeight) {
        hide();
        return;
      }
      const { left, right } = boxOf(shown.bar, partsOf(shown.bar)[shown.number]);
      const middle = bar.left + ((left + right) / 2) * bar.width;
      const x = Math.min(Math.max(8, middle - tip.offsetWidth / 2), root.clientWidth - tip.offsetWidth - 8);
      const above = bar.top - tip.offsetHeight - 4;
      const below = shown.bar.querySelector("svg").getBoundingClientRect().bottom + 8;
      tip.style.left = `${Math.round(x)}px`;
      tip.style.top = `${Math.round(above > 8 ? above : below)}px`;
    }

    function hide() {
      if (!shown) return;
      shown.bar.querySelector(".mark")?.remove();
      shown = null;
      tip.hidden = true;
    }

    // the part at a point: of those nearest to it the smallest
    function partAt(bar, event) {
      const rect = bar.getBoundingClientRect();
      const [x, y] = [event.clientX - rect.left, event.clientY - rect.top];
      const near = NEAR[event.pointerType] ?? NEAR.mouse;
      let [best, bestScore] = [-1, Infinity];
      partsOf(bar).forEach((part, number) => {
        const { left, right, top, high, size } = boxOf(bar, part);
        const away = Math.max(left * rect.width - x, x - Math.max(right * rect.width, left * rect.width + 1), 0);
        if (away > near) return;
        const beside = Math.max(top - y, y - top - high, 0);
        const score = beside * 1e9 + away * 1e6 + size;
        if (score < bestScore) [best, bestScore] = [number, score];
      });
      return best;
    }

    const barOf = (event) => (event.target instanceof Element ? event.target.closest(".bar") : null);

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
    });
    list.addEventListener("focusin", (event) => {
      if (event.target.matches(".bar:focus-visible")) show(event.target, startOf(event.target));
    });
    list.addEventListener("focusout", hide);
    list.addEventListener("keydown", (event) => {
      const bar = event.target.matches(".bar") ? event.target : null;
      if (!bar) return;
      const last = partsOf(bar).length - 1;
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
    addEventListener("resize", hide);

    return { prepare, hide };
  }

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

  // once nothing is typed any more
  function onTyped(ids, work) {
    let pause = 0;
    for (const id of ids) {
      byId(id).addEventListener("input", () => {
        clearTimeout(pause);
        pause = setTimeout(work, PAUSE);
      });
    }
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
  byId("controls").addEventListener("submit", (event) => event.preventDefault());

  root.classList.add("js");
  for (const id of ["controls", "theme"]) byId(id).hidden = false;
  nameTheme();

  return { byId, root, count, plural, shape, element, pointing, matcher, onTyped };
})();
