// What happens without the server: telling of a part of the thread, and the value under a slider.
(() => {
  let told = null;
  const show = (part) => {
    const place = document.getElementById("tell");
    if (place) place.textContent = part.dataset.tell;
    told = { world: part.closest("section"), name: part.dataset.part, focused: part === document.activeElement };
  };
  // A new drawing has new parts: what is told stays that of the same part, which keeps the focus.
  const showAgain = () => {
    const part = told && told.world.querySelector(`[data-part="${told.name}"]`);
    if (!part || part.dataset.tell === undefined) return;
    const lost = told.focused && document.activeElement === document.body;
    if (lost) part.focus({ preventScroll: true });
    show(part);
  };
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const part = event.target.closest && event.target.closest("[data-tell]");
      if (part) show(part);
    });
  }
  const put = (field) => {
    // Half-typed words stay: what is in force comes back when the field is left.
    if (!field.dataset.dirty) field.value = field.dataset.value;
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") put(change.target);
      for (const node of change.addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches("svg.place") || node.querySelector("svg.place")) showAgain();
        if (node.dataset.value !== undefined) put(node);
        node.querySelectorAll("[data-value]").forEach(put);
      }
    }
  }).observe(document.documentElement,
    { subtree: true, childList: true, attributes: true, attributeFilter: ["data-turn"] });
  document.querySelectorAll("[data-value]").forEach(put);
  document.addEventListener("input", (event) => { event.target.dataset.dirty = "yes"; }, true);
  document.addEventListener("change", (event) => { delete event.target.dataset.dirty; }, true);
  document.addEventListener("input", (event) => {
    const slider = event.target;
    if (slider.type !== "range" || !slider.dataset.low) return;
    const [low, high, share] = [+slider.dataset.low, +slider.dataset.high, slider.value / slider.max];
    const log = slider.dataset.scale === "log";
    const value = log ? low * Math.pow(high / low, share) : low + (high - low) * share;
    const number = slider.closest(".lever").querySelector("input[type=text]");
    number.value = String(+value.toPrecision(3));
  });
  document.addEventListener("keydown", (event) => {
    // Time by the keyboard, but for those who are typing, or press what has the focus.
    const among = (kinds) => event.target.closest && event.target.closest(kinds);
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (among("input, select, textarea, .q-dialog")) return;
    if (event.key === " " && among("button, a, summary")) return;
    const pressed = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
  });
  document.addEventListener("keydown", (event) => {
    // The arrow keys of a tab list, as people who work without a mouse expect them.
    const tab = event.target.closest && event.target.closest("[role=tab]");
    if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const tabs = [...tab.parentElement.querySelectorAll("[role=tab]")];
    const step = event.key === "ArrowRight" ? 1 : tabs.length - 1;
    const next = tabs[(tabs.indexOf(tab) + step) % tabs.length];
    next.focus();
    next.click();
  });
})();
