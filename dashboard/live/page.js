// What happens without the server: telling of a part of the thread, and the value under a slider.
(() => {
  const show = (part) => {
    const place = document.getElementById("tell");
    if (place) place.textContent = part.dataset.tell;
  };
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const part = event.target.closest && event.target.closest("[data-tell]");
      if (part) show(part);
    });
  }
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
