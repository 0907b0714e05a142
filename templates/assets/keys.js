// "/" and Ctrl+K (or ⌘K) lead to the search box from every page. "/" is left alone where one types, and everywhere for
// readers who have turned single-key shortcuts off (WCAG 2.1.4).
(() => {
  const off = () => { try { return localStorage.getItem("shortcuts") === "off"; } catch { return false; } };
  const control = document.getElementById("shortcuts");
  if (control) {
    control.checked = !off();
    control.addEventListener("change", () => { try { localStorage.setItem("shortcuts", control.checked ? "on" : "off"); } catch {} });
  }
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target, defaultPrevented } = event;
    const slash = key === "/" && !ctrlKey && !metaKey && !altKey;
    const chord = key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
    const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (defaultPrevented || event.isComposing || !(chord || (slash && !typing && !off()))) return;
    const box = document.querySelector("form[data-bundle] input[type=search]");
    const link = document.querySelector("a.go");
    if (!box && !link) return;
    event.preventDefault();
    if (box) { box.focus(); box.select(); }
    else location.href = new URL("#q", link.href).href;
  });
})();
