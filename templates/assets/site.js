// Small comforts. Every page reads, cites and prints without this file.
(() => {
  const root = document.documentElement;
  const narrow = matchMedia("(max-width: 47.99rem)");

  function stored() {
    try {
      return localStorage.getItem("appearance") || "auto";
    } catch {
      return "auto";
    }
  }

  function store(choice) {
    try {
      localStorage.setItem("appearance", choice);
    } catch {
      // Forbidden storage: the choice holds for this page.
    }
  }

  // Light, dark, or as the system has it.
  function appearance() {
    const box = document.querySelector(".appearance");
    if (!box) return;
    box.hidden = false;
    const now = stored();
    for (const input of box.querySelectorAll("input")) input.checked = input.value === now;
    box.addEventListener("change", (event) => {
      const choice = event.target.value;
      store(choice);
      if (choice === "auto") delete root.dataset.theme;
      else root.dataset.theme = choice;
    });
  }

  // Narrow screens: a passage opens in place under its sentence, without a jump or a history entry.
  // Wide screens: a passage that is on the screen already lights up instead of scrolling.
  const opener = new WeakMap();

  function close(within, state) {
    for (const note of within.querySelectorAll(`.note.${state}`)) {
      note.classList.remove(state);
      opener.get(note)?.removeAttribute("aria-expanded");
    }
  }

  function back(event, link) {
    const note = link.closest(".note");
    const cite = opener.get(note);
    if (!cite || !note.classList.contains("open")) return;
    event.preventDefault();
    close(note.parentNode, "open");
    cite.focus();
  }

  function light(event, note) {
    const box = note.getBoundingClientRect();
    close(document, "lit");
    if (box.top < 0 || box.bottom > innerHeight) return;
    event.preventDefault();
    note.classList.add("lit");
  }

  function open(event, cite, note) {
    const claim = cite.closest(".claim");
    if (!claim?.contains(note)) return;
    event.preventDefault();
    const show = !note.classList.contains("open");
    close(claim, "open");
    if (!show) return;
    note.classList.add("open");
    opener.set(note, cite);
    cite.setAttribute("aria-expanded", "true");
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a.cite[role=doc-noteref], .note .back");
    if (!link) return;
    if (link.classList.contains("back")) return back(event, link);
    const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!note) return;
    if (narrow.matches) open(event, link, note);
    else light(event, note);
  });

  appearance();
  for (const control of document.querySelectorAll(".shortcuts")) control.hidden = false;
})();
