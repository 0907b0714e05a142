// Small comforts: light or dark, passages that open in place, the way to the search by keyboard. Every page reads,
// cites and prints without this file. It runs before the first paint for the sake of the first of them alone.
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => within.querySelectorAll(selector);

  // Storage may be forbidden: then a choice holds for this page.
  const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const store = (name, value) => { try { localStorage.setItem(name, value); } catch {} };

  // Light, dark, or as the system has it.
  const wear = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
  };
  wear(stored("appearance"));

  function appearance() {
    const now = root.dataset.theme ?? "auto";
    for (const box of all(".appearance, .shortcuts")) box.hidden = false;
    for (const input of all(".appearance input")) {
      input.checked = input.value === now;
      input.addEventListener("change", () => { store("appearance", input.value); wear(input.value); });
    }
  }

  // Narrow screens: a passage opens in place under its sentence, without a jump or a history entry.
  // Wide screens: a passage that is on the screen already lights up instead of scrolling.
  const narrow = matchMedia("(max-width: 47.99rem)");
  const opener = new WeakMap();

  function close(within, state) {
    for (const note of all(`.note.${state}`, within)) {
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

  // Below each form of the citation a button that copies it, and one that saves it. In words, the citation names the
  // statement or the paragraph that the address names.
  function citing() {
    const box = document.querySelector(".citing");
    if (!box) return;
    const forms = box.querySelectorAll("pre");
    const whole = forms[0].textContent;

    function place() {
      const at = document.querySelector(".claim:is(:target, :has(:target)), .para:target");
      const number = at?.querySelector(".no, .pn").textContent;
      forms[0].textContent = at ? `${whole}#${at.id} (${box.dataset.part} ${number})` : whole;
    }

    for (const form of forms) {
      const row = document.createElement("p");
      const said = document.createElement("span");
      const button = (text, act) => {
        const made = document.createElement("button");
        made.className = "more";
        made.textContent = text;
        made.ariaLabel = `${text}: ${form.previousElementSibling.textContent}`;
        made.addEventListener("click", act);
        row.append(made);
      };
      said.role = "status";
      button("Copy", async () => {
        try {
          await navigator.clipboard.writeText(form.textContent);
          said.textContent = "Copied.";
        } catch {
          getSelection().selectAllChildren(form);
          said.textContent = "Selected, to be copied by key.";
        }
      });
      if (form.dataset.ending) button("Save as file", () => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([form.textContent, "\n"]));
        link.download = `${box.dataset.name}.${form.dataset.ending}`;
        link.click();
      });
      row.append(said);
      form.after(row);
    }

    box.addEventListener("toggle", place);
    addEventListener("hashchange", place);
    place();
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

  // "/" and Ctrl+K (or ⌘K) lead to the search box from every page. "/" is left alone where one types, and everywhere
  // for readers who have turned single-key shortcuts off (WCAG 2.1.4).
  const off = () => stored("shortcuts") === "off";

  function shortcuts() {
    const control = document.getElementById("shortcuts");
    if (!control) return;
    control.checked = !off();
    control.addEventListener("change", () => store("shortcuts", control.checked ? "on" : "off"));
  }

  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
    const slash = key === "/" && !ctrlKey && !metaKey && !altKey;
    const chord = key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
    const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.defaultPrevented || event.isComposing || !(chord || (slash && !typing && !off()))) return;
    const box = document.querySelector("form[data-bundle] input[type=search]");
    const link = document.querySelector("a.go");
    if (!box && !link) return;
    event.preventDefault();
    if (!box) location.href = new URL("#q", link.href).href;
    box?.focus();
    box?.select();
  });

  document.addEventListener("DOMContentLoaded", () => {
    appearance();
    shortcuts();
    citing();
  });
})();
