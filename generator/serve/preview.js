/* Keeps an open page of the preview fresh: reloads it when it changed, shows what is wrong while the build fails.
   It shows text only, never markup, and obeys the policy of the published site: its style is a file too. */
(() => {
  "use strict";
  const { home, page, version } = document.currentScript.dataset;
  let stream = null;
  let panel = null;

  function listen() {
    if (stream || document.hidden) return;
    stream = new EventSource(`${home}events?page=${encodeURIComponent(page)}&version=${version}`);
    stream.addEventListener("reload", () => location.reload());
    stream.addEventListener("problems", (event) => show(JSON.parse(event.data)));
    stream.addEventListener("open", () => say(""));
    stream.addEventListener("error", () => say("The preview has stopped; this page may be out of date."));
  }

  /* A browser allows six connections to one server: a page that nobody looks at lets go of its own. */
  function rest() {
    if (stream) stream.close();
    stream = null;
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  /* A shadow tree, so that neither the page's style nor the overlay's reaches the other. */
  function opened() {
    if (panel) return panel;
    const host = document.createElement("briefbook-preview");
    const root = host.attachShadow({ mode: "open" });
    const style = element("link");
    style.rel = "stylesheet";
    style.href = `${home}preview.css`;
    const status = element("p", "status");
    status.setAttribute("role", "status");
    status.hidden = true;
    const list = element("section", "problems");
    list.setAttribute("role", "alert");
    list.setAttribute("aria-label", "Problems");
    list.hidden = true;
    root.append(style, list, status);
    document.documentElement.append(host);
    panel = { list, status };
    return panel;
  }

  function say(text) {
    if (!text && !panel) return;
    const { status } = opened();
    status.textContent = text;
    status.hidden = !text;
  }

  function show(problems) {
    if (problems.length === 0 && !panel) return;
    const { list } = opened();
    list.replaceChildren();
    list.hidden = problems.length === 0;
    if (list.hidden) return;
    const hide = element("button", "hide", "Hide");
    hide.type = "button";
    hide.addEventListener("click", () => { list.hidden = true; });
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const behind = version ? "behind this stands the last good page" : "the site is not built yet";
    const head = element("div", "head", element("h2", "", `${count}; ${behind}`), hide);
    list.append(head, element("ol", "", ...problems.map(item)));
  }

  function item(problem) {
    const label = problem.code ? `${problem.severity}[${problem.code}]` : problem.severity;
    const title = element("p", "message", element("b", problem.severity, label), ` ${problem.at.message}`);
    const made = element("li", "", element("p", "place", problem.at.place), title, ...line(problem.at));
    for (const note of problem.notes) {
      made.append(element("p", "place", note.place), element("p", "message", `note: ${note.message}`), ...line(note));
    }
    if (problem.hint) made.append(element("p", "hint", element("b", "", "hint:"), ` ${problem.hint}`));
    return made;
  }

  function line(passage) {
    if (!passage.before && !passage.marked && !passage.after) return [];
    const number = element("span", "number", `${passage.number} | `);
    return [element("pre", "", number, passage.before, element("mark", "", passage.marked || " "), passage.after)];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) panel.list.hidden = true;
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", listen);
  listen();
})();
