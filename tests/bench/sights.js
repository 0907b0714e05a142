/* Says on the console when a sign is painted. What is looked for outlives a reload, in the storage of the window; the
   published policy does not forbid any of it, because a debugger puts this script into the page. */
(() => {
  "use strict";
  const KEY = "briefbook-sight";
  if (!location.protocol.startsWith("http")) return;

  function shows({ selector, value, property }) {
    const shown = (element) =>
      property ? getComputedStyle(element).getPropertyValue(property) === value : element.textContent.includes(value);
    return [...document.querySelectorAll(selector)].some(shown);
  }

  /* Called before each frame is made: what stands in the document now is in that frame, and the next task comes when
     its painting is done. */
  function look() {
    const kept = sessionStorage.getItem(KEY);
    if (!kept) return;
    const sign = JSON.parse(kept);
    if (!shows(sign)) {
      requestAnimationFrame(look);
      return;
    }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      sessionStorage.removeItem(KEY);
      console.debug(`${KEY} ${sign.number} ${performance.timeOrigin + performance.now()}`);
    };
    channel.port2.postMessage(null);
  }

  window.briefbookSight = (sign) => {
    sessionStorage.setItem(KEY, JSON.stringify(sign));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
