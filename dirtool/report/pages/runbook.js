(() => {
  const { byId, count } = page;
  const all = (selector, under = document) => [...under.querySelectorAll(selector)];
  const key = `dirtool runbook ${byId("steps").dataset.key}`;
  const boxes = all(".step input");
  const phases = all(".phase");
  const isOnWay = (box) => !box.closest(".back");

  // ------------------------------------------------------------------------------------- what the browser remembers

  // a browser may refuse to remember anything: then the ticks last as long as the page
  function remembered() {
    try {
      return new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
    } catch {
      return new Set();
    }
  }

  function remember() {
    try {
      localStorage.setItem(key, JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.name)));
    } catch {
      byId("untick").title = "This browser does not remember what is ticked off.";
    }
  }

  // ----------------------------------------------------------------------------------------------- what is shown

  function refresh() {
    const [isLeftOnly, where] = [byId("show").value === "left", byId("where").value];
    for (const box of boxes) {
      const step = box.closest(".step");
      step.hidden = (isLeftOnly && box.checked) || Boolean(where && step.dataset.where !== where);
    }
    for (const part of all(".back, .phase")) part.hidden = !part.querySelector(".step:not([hidden])");
    byId("nothing").hidden = phases.some((phase) => !phase.hidden);
    all(".contents li").forEach((item, number) => {
      const own = all(".step input", phases[number]).filter(isOnWay);
      const done = own.filter((box) => box.checked).length;
      item.classList.toggle("done", done === own.length);
      item.querySelector(".tally").textContent = `${done}/${own.length}`;
    });
    const onWay = boxes.filter(isOnWay);
    byId("status").textContent = `${count(onWay.filter((box) => box.checked).length)} of ${count(onWay.length)} steps done`;
  }

  for (const box of boxes) {
    box.addEventListener("change", () => {
      remember();
      refresh();
    });
  }
  for (const id of ["show", "where"]) byId(id).addEventListener("change", refresh);
  byId("untick").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    remember();
    refresh();
  });

  // a link to a phase finds it, be it filtered away
  for (const link of all(".contents a")) {
    link.addEventListener("click", () => {
      byId("show").value = byId("where").value = "";
      refresh();
    });
  }

  const ticked = remembered();
  for (const box of boxes) box.checked = ticked.has(box.name);
  refresh();
})();
