/* Keeps an open page of the preview as the site has it now: what changed is changed in place, and what the reader and
   the site's own scripts did to the page stays. Shows what is wrong while the site cannot be made, and what an analyst
   wants beside a page: that it is a draft, where a statement is written, what nobody has cited yet.
   Data is shown as text only, never as markup; it obeys the policy of the published site. */
(() => {
  "use strict";
  const own = document.currentScript;
  const { home, page } = own.dataset;
  const name = encodeURIComponent(page);
  const root = "../".repeat(page.split("/").length - 1) || "./";
  const box = () => document.querySelector("form[data-bundle] input[type=search]");

  // --- the connection ---
  // milliseconds until a lost one is tried again
  const AGAIN = 1000;
  let stream, later, lost, indexing;

  function listen() {
    clearTimeout(later);
    if (stream || document.hidden) return;
    stream = new EventSource(`${home}events?page=${name}&version=${own.dataset.version}`);
    const hear = (kind, act) => stream.addEventListener(kind, (event) => act(JSON.parse(event.data)));
    hear("page", take);
    hear("problems", problems);
    hear("search", search);
    stream.addEventListener("open", opened);
    stream.addEventListener("error", () => {
      rest();
      lost = true;
      tell();
      later = setTimeout(listen, AGAIN);
    });
  }

  // A browser allows six connections to one server: a page that nobody looks at lets go of its own.
  function rest() {
    clearTimeout(later);
    stream?.close();
    stream = null;
  }

  function opened() {
    lost = false;
    tell();
    read();
  }

  function search(told) {
    const ended = indexing && !told.indexing;
    indexing = told.indexing;
    tell();
    if (ended && box()) reload();
  }

  function tell() {
    const behind = indexing && box() ? "Search index updating" : "";
    const text = lost ? "The preview has stopped; this page may be out of date." : behind;
    if (!text && !status.isConnected) return;
    show();
    status.textContent = text;
    status.hidden = !text;
  }

  // The address of the search page holds what is asked for, as soon as nobody types.
  function reload() {
    const typing = box();
    if (typing && typing === document.activeElement) {
      const address = new URL(location.href);
      address.searchParams.set("q", typing.value);
      address.hash = "q";
      history.replaceState(history.state, "", address);
    }
    location.reload();
  }

  // --- the page ---
  // What was sent for each node that is shown, and the node shown for it: so a change of the page can be told from one
  // that was made here, by the site's scripts or the reader, which stays. Begun before the site's scripts change much.
  const sent = new WeakMap();
  const shown = new WeakMap();
  const pair = (here, there) => { sent.set(here, there); shown.set(there, here); };

  // Two trees of the same shape, node by node.
  function together(one, other, act) {
    const walks = [one, other].map((top) => document.createTreeWalker(top));
    do act(...walks.map((walk) => walk.currentNode)); while (walks.every((walk) => walk.nextNode()));
  }

  together(document.body, document.body.cloneNode(true), pair);

  function take({ version, html }) {
    if (version === own.dataset.version) return;
    const next = new DOMParser().parseFromString(html, "text/html");
    // scripts and policies hold from when a page is loaded; the search page is its script's
    if (box() || bound(next) !== bound(document)) return reload();
    own.dataset.version = version;
    for (const said of ["lang", "dir"]) {
      // even the same said again would have the whole page styled again
      const value = next.documentElement[said];
      if (document.documentElement[said] !== value) document.documentElement[said] = value;
    }
    dress(next.head);
    morphHead(next.head);
    if (!reword(next.body) && morph(next.body)) document.dispatchEvent(new Event("DOMContentLoaded"));
    // not before this is painted
    requestAnimationFrame(() => setTimeout(read));
  }

  function bound(page) {
    const all = [...page.querySelectorAll("script[src], meta[http-equiv]")];
    return all.filter((one) => !one.getAttribute("src")?.startsWith(home)).map((one) => one.outerHTML).join();
  }

  // comments, strings, addresses, what is escaped; and what rules begin and end with
  const TOKENS = /\/\*[^]*?\*\/|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|url\((?:\\[^]|[^)"'\\])*\)|\\[^]|[{};]/gi;

  // The sheets a page asks for are worn one after the other, the last it asked for at the end.
  let dressing = Promise.resolve();
  let wanted = [];
  // what each is asked for as by now, its text, and a sheet with that text
  const [become, texts, models] = [new WeakMap(), new WeakMap(), new WeakMap()];
  const sheets = (within) => [...within.querySelectorAll("link[rel=stylesheet]")];
  const stands = (one, sheet) => Boolean(one) && (become.get(one) ?? one).isEqualNode(sheet);

  function dress(head) {
    wanted = sheets(head);
    dressing = dressing.then(wear).catch(() => {});
  }

  async function wear() {
    const [worn, asked] = [sheets(document.head), wanted];
    const other = [...worn.keys()].filter((i) => !stands(worn[i], asked[i]));
    if (worn.length !== asked.length) await change(worn, asked);
    else if (other.length && (other.length > 1 || !(await sew(worn[other[0]], asked[other[0]])))) await change(worn, asked);
  }

  const addressOf = (sheet) => new URL(sheet.getAttribute("href"), document.baseURI);

  async function textOf(sheet) {
    try {
      const answer = await fetch(addressOf(sheet));
      return answer.ok ? await answer.text() : null;
    } catch {
      return null;
    }
  }

  // Rules that are others now are exchanged within the sheet: the browser styles again what they meet, not the whole
  // page, and keeps its fonts. Whether that could be done.
  async function sew(old, fresh) {
    const [was, text] = await Promise.all([texts.get(old), textOf(fresh)]);
    // of these only a whole sheet can have others; and what it says of files is said from its folder
    if (!was || !text || /@import|@namespace/i.test(was + text) || old.media !== fresh.media) return false;
    if (new URL(".", addressOf(old)).href !== new URL(".", addressOf(fresh)).href) return false;
    const model = await new CSSStyleSheet().replace(text);
    try {
      mend(old.sheet, was, model, text);
    } catch {
      return false;
    }
    become.set(old, fresh);
    texts.set(old, text);
    models.set(old, model);
    requestAnimationFrame(() => setTimeout(prove, 0, old, model));
    return true;
  }

  // Should rules have been told apart otherwise than the browser does, the whole sheet is exchanged after all.
  function prove(old, model) {
    const rules = (sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join();
    if (!old.sheet || model !== models.get(old) || rules(old.sheet) === rules(model)) return;
    become.delete(old);
    texts.delete(old);
    dressing = dressing.then(wear).catch(() => {});
  }

  // By what is written: of a rule that it has read a browser cannot tell all that stood there.
  function mend(old, was, fresh, text) {
    const [before, after] = [rulesIn(was), rulesIn(text)];
    if (before.length !== old.cssRules.length || after.length !== fresh.cssRules.length) throw new SyntaxError();
    const most = Math.min(before.length, after.length);
    let [start, end] = [0, 0];
    while (start < most && before[start].text === after[start].text) start++;
    while (end < most - start && before.at(-1 - end).text === after.at(-1 - end).text) end++;
    if (before.length === after.length) {
      for (let i = start; i < most - end; i++) if (before[i].text !== after[i].text) exchange(i, i + 1, i + 1);
    } else {
      exchange(start, before.length - end, after.length - end);
    }

    function exchange(from, to, until) {
      const [one, other] = [before[from], after[from]];
      const inner = old.cssRules[from]?.insertRule && to - from === 1 && until - from === 1 && one.head === other.head;
      if (inner && one.head[0] === "@") return mend(old.cssRules[from], one.body, fresh.cssRules[from], other.body);
      for (let i = to; i > from; i--) old.deleteRule(i - 1);
      for (let i = from; i < until; i++) old.insertRule(after[i].text, i);
    }
  }

  // The rules of a sheet, or of one that holds others, as their author wrote them.
  function rulesIn(text) {
    const rules = [];
    let [start, open, depth] = [0, 0, 0];
    const add = (end, body) => {
      const words = text.slice(start, end).trim();
      if (words) rules.push({ text: words, head: text.slice(start, open).trim(), body });
      start = end;
    };
    for (const { 0: token, index } of text.matchAll(TOKENS)) {
      const next = index + token.length;
      if (token.startsWith("/*") && !text.slice(start, index).trim()) start = next;
      if (token === "{" && depth++ === 0) open = index;
      if (token === "}" && --depth === 0) add(next, text.slice(open + 1, index));
      if (token === ";" && depth === 0) add(next);
    }
    if (depth !== 0 || text.slice(start).trim()) throw new SyntaxError();
    return rules;
  }

  // New sheets are loaded beside the old ones and take their place once they have come: all at once, or the whole page
  // would be styled twice. If one does not come, the old ones stay.
  async function change(worn, asked) {
    const found = asked.map((sheet) => worn.findIndex((one) => stands(one, sheet)));
    const inOrder = found.filter((at) => at >= 0).every((at, i, all) => i === 0 || all[i - 1] < at);
    const kept = asked.map((_, i) => (inOrder ? worn[found[i]] : null));
    const made = asked.map((sheet, i) => kept[i] ?? document.importNode(sheet));
    const fresh = made.filter((sheet) => !kept.includes(sheet));
    const media = fresh.map((sheet) => sheet.getAttribute("media"));
    const come = fresh.map((sheet) => new Promise((done) => {
      sheet.onload = () => done(true);
      sheet.onerror = () => done(false);
    }));
    for (const sheet of fresh) sheet.media = "not all";
    made.reduceRight((next, sheet) => {
      if (fresh.includes(sheet)) document.head.insertBefore(sheet, next);
      return sheet;
    }, null);
    if (!(await Promise.all(come)).every(Boolean)) return fresh.forEach((sheet) => sheet.remove());
    fresh.forEach((sheet, i) => (media[i] === null ? sheet.removeAttribute("media") : (sheet.media = media[i])));
    for (const sheet of worn) if (!kept.includes(sheet)) sheet.remove();
    know(fresh);
  }

  // The first rule that is exchanged has the whole page styled anew: better now than after a save.
  function ready(sheet) {
    try {
      const rules = sheet.sheet;
      rules.insertRule("html {}", rules.cssRules.length);
      rules.deleteRule(rules.cssRules.length - 1);
    } catch {
      // it has not come, or is another site's
    }
  }

  function know(worn) {
    for (const sheet of worn) {
      texts.set(sheet, textOf(sheet));
      (window.requestIdleCallback ?? setTimeout)(() => ready(sheet));
    }
  }

  know(sheets(document.head));

  // Title, description and the like, whose order says nothing. Changed in place: an element that comes or goes, here as
  // below, has the browser style the whole page again.
  function morphHead(head) {
    const plain = (within) => [...within.children].filter((one) => !one.matches("script, [rel=stylesheet]"));
    const apart = (list, others) => list.filter((one) => others.every((other) => !other.isEqualNode(one)));
    const [worn, wanted] = [plain(document.head), plain(head)];
    const old = apart(worn, wanted);
    const kind = (one) => [one.tagName, ...one.getAttributeNames()].join();
    for (const fresh of apart(wanted, worn)) {
      const at = old.findIndex((one) => kind(one) === kind(fresh));
      if (at < 0) {
        document.head.append(document.importNode(fresh, true));
        continue;
      }
      const [one] = old.splice(at, 1);
      for (const { name, value } of fresh.attributes) one.setAttribute(name, value);
      if (one.textContent !== fresh.textContent) one.textContent = fresh.textContent;
    }
    for (const one of old) one.remove();
  }

  // What the site's scripts, or an extension of the browser, have put into an element.
  const foreign = (here) => [...here.children ?? []].filter((child) => !sent.has(child) && child !== marker);

  // Most saves change words alone: those are changed, if that is all and no script has added to where they stand.
  function reword(body) {
    const changed = [];

    function alike(old, fresh) {
      if (old.isEqualNode(fresh)) return true;
      if (old.nodeName !== fresh.nodeName || old.childNodes.length !== fresh.childNodes.length) return false;
      if (old.nodeValue !== fresh.nodeValue) changed.push([old, fresh.nodeValue]);
      if (old.attributes && !old.cloneNode().isEqualNode(fresh.cloneNode())) return false;
      return [...old.childNodes].every((child, i) => alike(child, fresh.childNodes[i]));
    }

    function touched(here) {
      for (let up = here; up !== document.body; up = up.parentNode) if (!up || foreign(up).length) return true;
      return false;
    }

    if (!alike(sent.get(document.body), body) || changed.some(([old]) => touched(shown.get(old)))) return false;
    for (const [old, words] of changed) shown.get(old).nodeValue = old.nodeValue = words;
    return true;
  }

  // Whether something went that the site's scripts have to make again.
  function morph(body) {
    let coming;
    let bare = false;

    Idiomorph.morph(document.body, body, { callbacks: {
      beforeNodeMorphed(here, fresh) {
        coming = fresh;
        const old = sent.get(here);
        if (old?.isEqualNode(fresh)) {
          together(old, fresh, (before, now) => pair(shown.get(before), now));
          return false;
        }
        // it speaks of what was there; but what stands straight in the body is none of the site's
        const added = here === document.body ? [] : foreign(here);
        for (const child of added) child.remove();
        bare ||= added.length > 0;
        return true;
      },
      beforeAttributeUpdated: (key, here) => sent.get(here)?.getAttribute(key) !== coming.getAttribute(key),
      afterNodeMorphed: pair,
      beforeNodeAdded(fresh) { coming = fresh; },
      afterNodeAdded(here) { if (!sent.has(here)) together(here, coming, pair); },
      beforeNodeRemoved: (here) => sent.has(here) || here.nodeType !== Node.ELEMENT_NODE,
    } });
    return bare;
  }

  // --- what is shown beside the page ---
  // Shadow trees, so that neither the page's style nor this one reaches the other. Their style is a file; nothing is
  // shown before it has come.
  const style = new CSSStyleSheet();
  const sheet = fetch(`${home}preview.css`).then((answer) => answer.text());
  const styled = sheet.then((text) => style.replace(text), () => {});

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // The focus and the place to which one has scrolled stay.
  function fill(into, ...children) {
    Idiomorph.morph(into, children, { morphStyle: "innerHTML" });
  }

  function shaded(tag, ...children) {
    const host = document.createElement(tag);
    const tree = host.attachShadow({ mode: "open" });
    tree.adoptedStyleSheets = [style];
    tree.append(...children);
    return host;
  }

  function part(tag, className, role, label) {
    const made = element(tag, className);
    if (role) made.role = role;
    if (label) made.ariaLabel = label;
    made.hidden = true;
    return made;
  }

  function button(className, text, act) {
    const made = element("button", className, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  // An address of an editor as a link, anything else as text: a page of the web is none.
  function place(text, address, label) {
    if (!/^(?!(https?|javascript|data|blob|vbscript|about):)[a-z][a-z\d+.-]*:/i.test(address ?? "")) return label;
    const made = element("a", "", text);
    made.href = address;
    if (text !== label) made.ariaLabel = `${text} ${label}`;
    return made;
  }

  const list = part("section", "problems", "alert", "Problems");
  const status = part("p", "status", "status");
  const panel = part("div", "uncited", "region", "Not cited yet");
  const toggle = button("", "", () => unfold(panel.hidden));
  const written = element("span");
  const dock = part("aside", "dock", "", "Preview");
  panel.id = "uncited";
  toggle.setAttribute("aria-controls", panel.id);
  dock.append(panel, element("p", "", toggle, written));
  const overlay = shaded("briefbook-preview", dock, list, status);
  const show = () => overlay.isConnected || styled.then(() => document.documentElement.append(overlay));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!list.hidden) hide();
    else if (!panel.hidden) unfold(false);
  });

  // --- what is wrong ---
  // what was told last, and what the reader has put aside
  let [wrong, aside] = ["", ""];

  function problems(found) {
    wrong = JSON.stringify(found);
    if (found.length === 0) aside = "";
    list.hidden = found.length === 0 || wrong === aside;
    if (list.hidden) return;
    const count = found.length === 1 ? "1 problem" : `${found.length} problems`;
    const behind = own.dataset.version ? "behind this stands the last good page" : "the site is not built yet";
    const head = element("div", "head", element("h2", "", `${count}; ${behind}`), button("", "Hide", hide));
    list.replaceChildren(head, element("ol", "", ...found.map(item)));
    show();
  }

  function hide() {
    aside = wrong;
    list.hidden = true;
  }

  function item({ severity, code, at, notes, hint }) {
    const label = code ? `${severity}[${code}]` : severity;
    const title = element("p", "message", element("b", severity, label), ` ${at.message}`);
    const made = element("li", "", element("p", "place", place(at.place, at.open, at.place)), title, ...line(at));
    for (const note of notes) {
      made.append(element("p", "place", place(note.place, note.open, note.place)));
      made.append(element("p", "message", `note: ${note.message}`), ...line(note));
    }
    if (hint) made.append(element("p", "hint", element("b", "", "hint:"), ` ${hint}`));
    return made;
  }

  function line(passage) {
    if (!passage.before && !passage.marked && !passage.after) return [];
    const number = element("span", "number", `${passage.number} | `);
    return [element("pre", "", number, passage.before, element("mark", "", passage.marked || " "), passage.after)];
  }

  // --- what an analyst is told ---
  let asked = 0;
  let known;
  let places = new Map();

  // Lines move without a change of the page: read again by whoever comes back from an editor.
  async function read() {
    if (!own.dataset.version) return;
    const turn = ++asked;
    const coming = fetch(`${home}notes?page=${name}`);
    const text = await coming.then((answer) => (answer.ok ? answer.text() : known), () => known);
    if (turn !== asked || text === known) return;
    known = text;
    note(JSON.parse(text));
  }

  function note({ draft = "", file = null, edits = [], uncited = [] }) {
    // the page as a whole has its link below
    places = new Map(edits.filter(({ id }) => id !== "main").map((edit) => [edit.id, edit]));
    mark(statement(marker.parentNode));
    said.textContent = draft;
    banner.hidden = !draft;
    if (draft) styled.then(() => document.body.before(banner));
    const count = uncited.reduce((sum, { passages, more = 0 }) => sum + passages.length + more, 0);
    toggle.textContent = `Uncited: ${count}`;
    toggle.hidden = count === 0;
    written.replaceChildren(file ? place("Edit this page", file.open, file.label) : "");
    written.hidden = !file;
    dock.hidden = !count && !file;
    fill(panel, element("h2", "", "Not cited yet"), ...uncited.flatMap(source));
    unfold(count > 0 && !panel.hidden);
    if (!dock.hidden) show();
  }

  // What rights keep from the site has no place on it to lead to.
  function source({ title, path, passages, more = 0 }) {
    const link = (text, address) => Object.assign(element("a", "", text), { href: root + address });
    const items = passages.map(({ id, text, withheld }) =>
      element("li", "", ...(withheld ? [text, " ", element("i", "", "(withheld)")] : [link(text, `${path}#${id}`)])));
    if (more) items.push(element("li", "", `and ${more} more`));
    return [element("h3", "", link(title, path)), element("ol", "", ...items)];
  }

  function unfold(open) {
    const within = panel.contains(overlay.shadowRoot.activeElement);
    panel.hidden = !open;
    toggle.ariaExpanded = String(open);
    if (!open && within) toggle.focus();
  }

  // A draft is told above the page, which moves down for it.
  const said = element("p");
  const banner = shaded("briefbook-draft", Object.assign(element("aside", "draft", said), { ariaLabel: "Draft" }));

  // One link to the editor goes to the statement at which the reader looks, below its words, and moves nothing.
  const marker = shaded("briefbook-edit");
  const idOf = (one) => one.getAttribute("id");

  function statement(target) {
    let at = target;
    while (at && !places.has(idOf(at))) at = at.parentElement;
    return at;
  }

  function mark(at) {
    if (!at) return marker.remove();
    const { open, label } = places.get(idOf(at));
    fill(marker.shadowRoot, element("p", "edit", place("Edit", open, label)));
    const beside = /grid|flex/.test(getComputedStyle(at).display);
    const within = beside && at.firstElementChild || at;
    if (marker.parentNode !== within) within.append(marker);
  }

  // A move, since whoever scrolls by keyboard has the pointer over something else all the time.
  function point(target) {
    const at = statement(target) ?? statement(document.activeElement);
    if (at !== statement(marker.parentNode)) mark(at);
  }

  document.addEventListener("focusin", ({ target }) => point(target));
  document.addEventListener("pointermove", ({ target }) => {
    if (document.activeElement !== marker) point(target);
  });

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  addEventListener("focus", read);
  listen();
})();
