// The search page: asks Pagefind which pages answer, and shows which of their passages do. Loads nothing before the
// box is used, sends nothing anywhere, makes no HTML from strings. The markup it expects is in search.html.

const part = (id) => document.getElementById(id);
const [form, box, status, results, filters] = ["find", "q", "status", "results", "filters"].map(part);
const bundle = new URL(form.dataset.bundle, document.baseURI);
const root = new URL(form.dataset.root, document.baseURI);
// the fieldsets every site has; facets stand before them
const fixed = filters.firstElementChild;
const name = document.title;
// a word on every record: Pagefind 1.5 fetches the whole index for a search without words
const EVERYTHING = "zqall";
// milliseconds: where WebAssembly is forbidden, Pagefind never answers
const PATIENCE = 9000;
// hits a step, pages read to be sure, values a facet, passages a hit
const [PAGE, SAMPLE, VALUES, SUBS] = [10, 20, 8, 3];
// names in the address that are no facets
const FIXED = ["q", "from", "to", "sort"];
const GROUPS = [
  ["source", "source article", "source articles"],
  ["meeting", "briefing", "briefings"],
  ["", "other page", "other pages"],
];
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]/u;
const ENDING = /^([bdgmnprt]?(ed|er|ers|ing)|e|e?s|d|y|ies|ied|ly|al|ments?|ions?|ations?|ive)?$/;
const EDGES = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su;

// facet -> chosen values
const picked = new Map();
// number of a page -> its words and passages
const read = new Map();
let index, dates, loading, latest = 0, typing;

const make = (tag, attributes, ...inside) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};
const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;
const soon = (promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(fail, PATIENCE, new Error("no answer")))]);

// --- the index ---
const json = async (file) => {
  const answer = await fetch(new URL(file, bundle));
  if (!answer.ok) throw new Error(`${answer.status} ${file}`);
  return answer.json();
};
const numbers = (distances) => {
  let at = 0;
  return new Set(distances.map((step) => (at += step)));
};
const open = async () => {
  const [engine, table] = await Promise.all([import(new URL("pagefind.js", bundle)), json("facets.json")]);
  const own = document.documentElement.lang.split("-")[0].toLowerCase();
  const first = table.languages.includes(own) ? own : table.languages[0];
  for (const language of table.languages) if (language !== first) await engine.mergeIndex(bundle.href, { language });
  const kinds = Object.fromEntries(Object.entries(table.kinds).map(([kind, pages]) => [kind, numbers(pages)]));
  index = { engine, pages: table.pages, kinds, number: new Map(table.pages.map((page, i) => [page, i + 1])) };
  index.facets = table.facets.map(offer);
};
const load = () => (loading ??= soon(open()).catch((problem) => { loading = null; throw problem; }));
const numberOf = (id) => index.number.get(id.slice(id.lastIndexOf("_") + 1).slice(0, index.pages[0].length));
const ask = async (query) => {
  const { results } = index.pages.length ? await index.engine.search(query) : { results: [] };
  return new Map(results.map((result) => [numberOf(result.id), result]).filter(([number]) => number));
};

// --- words ---
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const bare = (text) => fold(text).replace(/[^\p{L}\p{N}]/gu, "");
const parse = (text) => {
  const [loose, wanted, barred] = [[], [], []];
  for (const [, minus, phrase, word] of text.replace(/[“”„‟«»]/g, '"').matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const terms = (phrase ?? word).split(/\s+/).map(bare).filter(Boolean);
    if (!terms.length) continue;
    const asked = { terms, phrase: phrase !== undefined, query: phrase === undefined ? word : `"${phrase}"`, barred: !!minus };
    if (minus) barred.push(asked);
    else if (asked.phrase) wanted.push(asked);
    else loose.push(asked);
  }
  const query = loose.map((asked) => asked.query).join(" ");
  if (loose.length) wanted.push({ terms: loose.flatMap((asked) => asked.terms), phrase: false, query });
  return { wanted, barred };
};
// the word, another ending of it or, from three letters, its start
const alike = (term, form, start) => {
  let same = 0;
  while (same < term.length && term[same] === form[same]) same++;
  const [rest, other] = [term.slice(same), form.slice(same)];
  return form === term || (same > 2 && ((start && !rest) || (ENDING.test(rest) && ENDING.test(other))));
};
// where each term stands; null if one does not
const places = ({ terms, phrase, barred }, page, located) => {
  if (page.language !== "en" || terms.some((term) => UNSPACED.test(term))) return located.length ? [located] : null;
  const at = (test) => page.words.map((_, i) => i).filter(test);
  const is = (i, term) => page.forms[i]?.some((form) => (phrase ? form === term : alike(term, form, !barred)));
  const last = terms.length - 1;
  const whole = (i) => terms.every((term, k) => is(i + k, term)) && page.passageAt(i) === page.passageAt(i + last);
  const found = phrase
    ? [at(whole).flatMap((i) => terms.map((_, k) => i + k))]
    : terms.map((term) => at((i) => is(i, term)));
  return found.every((list) => list.length) ? found : null;
};
const pageOf = (number, id, data) => {
  if (read.has(number)) return read.get(number);
  // how Pagefind parts words where none stand apart
  const split = data.raw_content?.includes("\u200b");
  const words = split
    ? data.raw_content.split("\u200b").map((word) => word.replace(/&lt;/g, "<").replace(/&gt;/g, ">"))
    : data.content.replace(/\u2060/g, "").split(/\s+/);
  const anchors = data.anchors.filter((anchor) => anchor.element === "a").sort((a, b) => a.location - b.location);
  const passages = anchors.filter((anchor) => anchor.id[0] !== "|").map((anchor, i, all) => {
    const [fragment, label = ""] = anchor.id.split("|");
    return { fragment, label: decodeURIComponent(label), start: anchor.location, end: all[i + 1]?.location ?? words.length };
  });
  const title = anchors[0]?.location ?? words.length;
  // Pagefind ends it with a full stop
  if (title) words[title - 1] = data.meta.title.split(/\s+/).at(-1);
  const page = {
    words, passages, title, gap: split ? "" : " ",
    url: new URL(`./${data.raw_url}`, root),
    language: id.slice(0, id.lastIndexOf("_")),
    note: decodeURIComponent(anchors.find((anchor) => anchor.id[0] === "|")?.id.slice(1) ?? ""),
    forms: words.map((word) => [bare(word), ...fold(word).split(/[^\p{L}\p{N}]+/u).filter(Boolean)]),
    passageAt: (at) => passages.findLast((passage) => passage.start <= at),
  };
  read.set(number, page);
  return page;
};

// --- answers ---
// the first or last day of a month or year
const whole = (day, rest) => day + rest.slice(day.length - 4);
const within = (day, from, to) => day && whole(day, "-12-31") >= from && (!to || whole(day, "-01-01") <= to);
const chosen = (number, except) => index.facets.every((facet) => facet === except || !picked.get(facet.name)?.size || facet.values.some((value) => picked.get(facet.name).has(value.text) && value.pages.has(number)));
const answer = async ({ wanted, barred }, { from, to, newest }) => {
  const queries = wanted.length ? wanted.map((asked) => asked.query) : [EVERYTHING];
  const [found, ...others] = await Promise.all(queries.map(ask));
  let pages = [...found.keys()].filter((number) => others.every((other) => other.has(number)));
  const examine = async (number, all = wanted, from = found) => {
    const result = from.get(number);
    const data = await result.data();
    const page = pageOf(number, result.id, data);
    const held = all.map((asked) => places(asked, page, data.locations));
    return held.every(Boolean) && { number, page, marks: held.flat() };
  };
  if (from || to || newest || !wanted.length) dates ??= await json("dates.json");
  const day = (number) => dates[index.pages[number - 1]] ?? "";
  if (from || to) pages = pages.filter((number) => within(day(number), from, to));
  // Pagefind also names pages that hold only something like the word
  for (const asked of barred) {
    const near = await ask(asked.query);
    const suspects = pages.filter((number) => near.has(number));
    const held = await Promise.all(suspects.slice(0, 3 * SAMPLE).map((number) => examine(number, [asked], near)));
    const out = new Set(suspects.filter((_, i) => held[i] ?? held.some(Boolean)));
    pages = pages.filter((number) => !out.has(number));
  }
  // for an unknown word Pagefind finds shorter ones: then no page of the sample holds it
  if (wanted.length) {
    const sample = await Promise.all(pages.slice(0, SAMPLE).map((number) => examine(number)));
    if (pages.length <= SAMPLE || !sample.some(Boolean)) pages = pages.filter((_, i) => sample[i]);
  }
  const listed = pages.filter((number) => chosen(number));
  if (newest || !wanted.length) listed.sort((a, b) => (day(a) < day(b)) - (day(a) > day(b)));
  const groups = GROUPS.map(([kind, one, many]) => ({ one, many, shown: [], left: listed.filter((number) => kindOf(number) === kind) }));
  return { pages, groups: groups.filter((group) => group.left.length), examine };
};
const kindOf = (number) => ["source", "meeting"].find((kind) => index.kinds[kind]?.has(number)) ?? "";
// reads on until a step of true hits is full
const more = async (group, examine) => {
  const next = [];
  while (next.length < PAGE && group.left.length) {
    const hits = await Promise.all(group.left.splice(0, PAGE - next.length).map((number) => examine(number)));
    next.push(...hits.filter(Boolean));
  }
  group.shown.push(...next);
  return next;
};

// --- what is shown ---
const longest = (found) => found.reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a), found[0]);
const runs = (marked, from, to) => {
  const found = [];
  for (let at = from; at < to; at++) {
    if (!marked.has(at)) continue;
    if (found.at(-1)?.[1] === at) found.at(-1)[1]++;
    else found.push([at, at + 1]);
  }
  return found;
};
const marking = ({ words, gap }, marked, from, to) => {
  const [pieces, text] = [[], (a, b) => words.slice(a, b).join(gap)];
  let at = from;
  for (const [a, b] of runs(marked, from, to)) {
    const [, before, core, after] = text(a, b).match(EDGES);
    pieces.push(text(at, a) + (a > at ? gap : "") + before, make("mark", {}, core), after + (b < to ? gap : ""));
    at = b;
  }
  return [...pieces, text(at, to)];
};
// the fragment, and the words to light up there
const target = ({ page, marked }, { fragment, start, end }) => {
  const { words, gap } = page;
  const run = longest(runs(marked, start, end));
  const link = new URL(page.url);
  link.hash = fragment;
  const text = (a, b) => words.slice(a, b).join(gap);
  const coded = (words) => encodeURIComponent(words).replace(/-/g, "%2D");
  const [, lead, core, trail] = text(...run).match(EDGES);
  const first = words.findIndex((_, at) => bare(text(at, at + run[1] - run[0])) === bare(core));
  const [before, after] = [text(Math.max(start, run[0] - 3), run[0]), text(run[1], Math.min(end, run[1] + 3))];
  let lit = coded(core);
  // said earlier on the page too
  if (first < run[0] && before) lit = `${coded(`${before} ${lead}`.trim())}-,${lit}`;
  else if (first < run[0] && after) lit += `,-${coded(`${trail} ${after}`.trim())}`;
  return `${link.href}:~:text=${lit}`;
};
const passageItem = (hit, passage) => {
  const [{ page, marked }, { start, end, fragment, label }] = [hit, passage];
  const [at] = longest(runs(marked, start, end));
  const [from, to] = end - start < 36 ? [start, end] : [Math.max(start, at - 12), Math.min(end, at + 22)];
  const paragraph = /^p\d+$/.test(fragment) && fragment.slice(1);
  const spoken = paragraph ? `Paragraph ${paragraph}` : /^\d+$/.test(label) ? `Statement ${label}` : label ? "" : "Passage";
  return make("li", {},
    make("a", { href: target(hit, passage), "aria-label": spoken }, paragraph ? `¶\u202f${paragraph}` : label || "§"),
    make("span", {}, from > start ? "… " : "", ...marking(page, marked, from, to), to < end ? " …" : ""));
};
const hitItem = (found) => {
  const hit = { ...found, marked: new Set(found.marks.flat()) };
  const { page, marks } = hit;
  const weigh = ({ start, end }) => marks.filter((list) => list.some((at) => at >= start && at < end)).length;
  const weights = new Map(page.passages.map((passage) => [passage, weigh(passage)]));
  const best = page.passages.filter(weights.get, weights).filter((passage) => weights.get(passage)).sort((a, b) => weights.get(b) - weights.get(a));
  const inOrder = (list) => make("ul", { class: "subs" }, ...list.sort((a, b) => a.start - b.start).map((passage) => passageItem(hit, passage)));
  const rest = best.splice(SUBS);
  found.passages = best.length + rest.length;
  const lead = best[0] ? target(hit, best[0]) : page.url.href;
  return make("li", { class: "hit", lang: page.language !== document.documentElement.lang && page.language },
    make("h3", {}, make("a", { href: lead }, ...marking(page, hit.marked, 0, page.title))),
    page.note ? make("p", { class: "m" }, page.note) : "",
    best.length ? inOrder(best) : "",
    rest.length ? make("details", {}, make("summary", {}, count(rest.length, "more passage", "more passages")), inOrder(rest)) : "");
};
const groupSection = async (group, examine) => {
  const list = make("ol", { class: "hitlist" });
  const heading = make("h2", {});
  const button = make("button", { type: "button", class: "more" });
  const step = async () => {
    const items = (await more(group, examine)).map(hitItem);
    list.append(...items);
    const total = group.shown.length + group.left.length;
    const passages = group.shown.reduce((sum, hit) => sum + hit.passages, 0);
    heading.textContent = count(total, group.one, group.many) + (passages && !group.left.length ? `, ${count(passages, "passage", "passages")}` : "");
    button.textContent = `Show more of ${count(total, group.one, group.many)}`;
    if (!group.left.length) button.remove();
    return items;
  };
  button.addEventListener("click", () => soon(step()).then(([item]) => item?.querySelector("a").focus(), fail));
  await step();
  return group.shown.length ? [heading, list, ...(group.left.length ? [button] : [])] : [];
};

// --- facets ---
const offer = ([facet, values]) => {
  const field = make("fieldset", {}, make("legend", {}, facet));
  const all = make("button", { type: "button", class: "more" });
  const entries = values.map(([text, pages]) => {
    const input = make("input", { type: "checkbox", name: facet, value: text });
    const number = make("span", { class: "n" });
    return { text, pages: numbers(pages), input, number, label: make("label", {}, input, make("span", {}, text), number) };
  });
  const years = entries.every(({ text }) => /^\d+$/.test(text));
  entries.sort((a, b) => (years ? b.text - a.text : b.pages.size - a.pages.size));
  const offered = { name: facet, field, all, values: entries, whole: false };
  all.addEventListener("click", () => { offered.whole = true; all.remove(); search(); });
  filters.insertBefore(field, fixed);
  return offered;
};
// counts as if this facet were not used, so that its other values can be added
const tally = (pages) => {
  for (const facet of index.facets) {
    const others = pages.filter((number) => chosen(number, facet));
    for (const value of facet.values) {
      value.count = others.filter((number) => value.pages.has(number)).length;
      value.number.textContent = value.count;
      value.input.checked = !!picked.get(facet.name)?.has(value.text);
    }
    const kept = (value) => value.input.checked || value.input === document.activeElement;
    const live = facet.values.filter((value) => value.count || kept(value));
    const top = new Set([...live].sort((a, b) => b.count - a.count).slice(0, facet.whole ? Infinity : VALUES));
    const wanted = live.filter((value) => top.has(value) || kept(value));
    // labels come and go, none moves: the one in focus stays so
    let next = null;
    for (const value of [...facet.values].reverse()) {
      if (!wanted.includes(value)) value.label.remove();
      else {
        if (!value.label.isConnected) facet.field.insertBefore(value.label, next);
        next = value.label;
      }
    }
    facet.all.textContent = `Show all ${live.length}`;
    if (wanted.length < live.length) facet.field.append(facet.all);
    else facet.all.remove();
    facet.field.hidden = !wanted.length;
  }
};

// --- one search ---
const state = () => {
  const values = Object.fromEntries(FIXED.slice(1).map((field) => [field, filters.elements[field].value]));
  return { ...values, newest: values.sort === "new", query: box.value.trim() };
};
const quoted = (query) => (/["“”]/.test(query) ? query : `“${query}”`);
const remember = ({ query, from, to, sort }) => {
  const given = Object.entries({ q: query, from, to, sort }).filter(([, value]) => value);
  const facets = [...picked].flatMap(([facet, values]) => [...values].map((value) => [facet, value]));
  const address = new URLSearchParams([...given, ...facets]).toString();
  history.replaceState(null, "", address ? `?${address}` : location.pathname);
  document.title = query ? `${quoted(query)} — ${name}` : name;
};
const fail = () => {
  status.textContent = "Search is not available now.";
  results.replaceChildren();
  part("trouble").hidden = false;
};
const phraseKey = (text) => text.split(/\s+/).map(bare).join(" ").trim();
const search = async () => {
  const turn = ++latest;
  const now = state();
  const asked = parse(now.query);
  const anything = now.from || now.to || asked.wanted.length || asked.barred.length || [...picked.values()].some((values) => values.size);
  remember(now);
  if (!index && anything) status.textContent = "Searching…";
  try {
    await load();
    const { pages, groups, examine } = await soon(anything ? answer(asked, now) : { pages: index.pages.map((_, i) => i + 1), groups: [] });
    const sections = await soon(Promise.all(groups.map((group) => groupSection(group, examine))));
    if (turn !== latest) return;
    const total = groups.reduce((sum, group) => sum + group.shown.length + group.left.length, 0);
    tally(pages);
    results.replaceChildren(...sections.flat());
    // with the answer, not before it: nothing moves twice
    filters.hidden = false;
    status.textContent = anything ? (total ? count(total, "page", "pages") : "Nothing found") + (now.query && ` for ${quoted(now.query)}`) : "";
    part("trouble").hidden = true;
    part("empty").hidden = !anything || total > 0;
    part("tofilters").hidden = !total;
    for (const block of document.querySelectorAll("[data-phrase]")) block.hidden = phraseKey(block.dataset.phrase) !== phraseKey(now.query) || !total;
  } catch {
    if (turn === latest) fail();
  }
};

const asked = new URLSearchParams(location.search);
if (asked.has("q")) box.value = asked.get("q");
for (const field of FIXED.slice(1)) filters.elements[field].value = asked.get(field) ?? "";
for (const [facet, value] of asked) if (!FIXED.includes(facet)) picked.set(facet, (picked.get(facet) ?? new Set()).add(value));
if (location.hash === "#q") box.focus();
if (location.search) search();
box.addEventListener("focus", () => index ?? search(), { once: true });
box.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 200); });
box.addEventListener("keydown", (event) => { if (event.key === "Escape" && box.value) { event.preventDefault(); box.value = ""; search(); } });
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(typing); search(); });
filters.addEventListener("submit", (event) => { event.preventDefault(); search(); });
filters.addEventListener("reset", () => { picked.clear(); setTimeout(search); });
filters.addEventListener("change", ({ target: { type, name: facet, value, checked } }) => {
  if (type === "checkbox") {
    const values = picked.get(facet) ?? new Set();
    values[checked ? "add" : "delete"](value);
    picked.set(facet, values);
  }
  search();
});
