(() => {
  const { byId, count, plural, matcher, element } = page;
  const [FIRST, MORE] = [100, 500]; // rows that are drawn at first, and by each push of the button
  const [STATE, RULE, PLACE, SUBJECT, MESSAGE] = [0, 1, 2, 3, 4]; // of a shortfall
  const [KIND, ...CHANGE_WORDS] = [0, 1, 2, 3]; // of a change

  const data = JSON.parse(byId("data").textContent);
  const all = (selector, under = document) => [...under.querySelectorAll(selector)];
  const tally = (found, total, noun) => (found === total ? plural(total, noun) : `${count(found)} of ${plural(total, noun)}`);

  // --------------------------------------------------------------------------------------- lists that grow when asked

  // A list below `under` of those rows that fit. `wordsOf` are what a row is found by; `itemOf` draws it.
  function growing(under, rows, wordsOf, itemOf) {
    const list = element("ol", { class: "rows" });
    const button = element("button", { class: "more", type: "button" });
    const said = element("p", { class: "more" });
    const words = [];
    let [fitting, drawn] = [[], 0];

    function draw(upTo) {
      list.append(...fitting.slice(drawn, upTo).map(itemOf));
      drawn = Math.min(upTo, fitting.length);
      const more = fitting.length - drawn;
      button.hidden = said.hidden = more === 0;
      button.textContent = `Show ${count(Math.min(more, MORE))} more`;
      said.textContent = `${count(drawn)} of ${count(fitting.length)} shown`;
    }

    function isFound(row, at, fits) {
      words[at] ??= wordsOf(row).flatMap((word) => [word, word.split("/")[0]]).map((word) => word.toUpperCase());
      return words[at].some(fits);
    }

    button.addEventListener("click", () => draw(drawn + MORE));
    under.append(list, said, button);
    return {
      total: rows.length,

      // draws the first of the rows that fit; how many these are
      show(fits, isWanted) {
        fitting = rows.filter((row, at) => isWanted(row) && (!fits || isFound(row, at, fits)));
        drawn = 0;
        list.replaceChildren();
        draw(FIRST);
        return fitting.length;
      },
    };
  }

  // ------------------------------------------------------------------------------------------------------------ rows

  function told(subject, message) {
    const made = element("p", { class: "what" });
    if (subject) made.append(element("span", { class: "subject" }, subject), " ");
    made.append(message);
    return made;
  }

  function shortfallItem([state, rule, place, subject, message, action, related]) {
    const said = told(subject, message);
    if (rule) said.append(element("span", { class: "rule" }, rule));
    const body = element("div", {}, said);
    if (place) body.append(element("p", { class: "where" }, place));
    for (const other of related) body.append(element("p", {}, other));
    if (action) body.append(element("p", { class: "do" }, element("b", {}, "Do:"), ` ${action}`));
    return element("li", {}, element("span", { class: `label ${state}` }, data.states[state]), body);
  }

  function changeItem([kind, place, subject, what]) {
    const body = element("div", {}, told(subject, what));
    if (place) body.append(element("p", { class: "where" }, place));
    return element("li", {}, element("span", { class: "label" }, kind), body);
  }

  const wordsOfShortfall = (row) => [RULE, PLACE, SUBJECT, MESSAGE].map((at) => row[at]);
  const wordsOfChange = (row) => CHANGE_WORDS.map((at) => row[at]);

  const asked = all(".asked").map((section) => {
    const rows = data.shortfalls[section.id];
    return [section, growing(section.querySelector(".found"), rows, wordsOfShortfall, shortfallItem)];
  });
  const shortfalls = asked.reduce((sum, [, list]) => sum + list.total, 0);
  const changed = byId("changes").querySelector(".found");
  const changes = changed && growing(changed, data.changes, wordsOfChange, changeItem);

  // ---------------------------------------------------------------------------------------------------------- search

  function refresh() {
    const fits = matcher(byId("find").value);
    const [state, check, kind] = ["state", "check", "kind"].map((id) => byId(id)?.value ?? "");
    let found = 0;
    for (const [section, list] of asked) {
      const fitting = check && check !== section.id ? 0 : list.show(fits, (row) => !state || row[STATE] === state);
      section.hidden = fitting === 0;
      found += fitting;
    }
    byId("nothing").hidden = found > 0 || shortfalls === 0;
    const said = [tally(found, shortfalls, "shortfall")];
    if (changes) said.push(tally(changes.show(fits, (row) => !kind || row[KIND] === kind), changes.total, "change"));
    byId("status").textContent = said.join(", ");
  }

  page.onTyped(["find"], refresh);
  for (const select of all("select")) select.addEventListener("change", refresh);

  // a link finds what it leads to, be it filtered away
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || !byId(link.hash.slice(1))?.closest("[hidden]")) return;
    for (const id of ["find", "state", "check"]) byId(id).value = "";
    refresh();
  });

  refresh();
})();
