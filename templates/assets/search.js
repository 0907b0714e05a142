// The search page: asks Pagefind which pages answer, and shows which of their passages do. Loads nothing before the
// box is used, sends nothing anywhere, makes no HTML from strings. The markup it expects is in search.html.

const part = (id) => document.getElementById(id);
const [form, box, status, results, filters] = ["find", "q", "status", "results", "filters"].map(part);
const bundle = new URL(form.dataset.bundle, document.baseURI);
const root = new URL(form.dataset.root, document.baseURI);
// where the two short facets stand, before the dates, and where the others do, after them
const [upper, lower] = [filters.firstElementChild, filters.lastElementChild];
const name = document.title;
// a word on every record: Pagefind 1.5 fetches the whole index for a search without words
const EVERYTHING = "zqall";
// milliseconds: where WebAssembly is forbidden, Pagefind never answers
const PATIENCE = 9000;
// hits a step, pages read to be sure, values a facet, passages a hit
const [PAGE, SAMPLE, VALUES, SUBS] = [10, 20, 8, 3];
const SHORT = ["Type", "Year"];
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
  return distances.map((step) => (at += step));
};
const engineOf = async () => {
  const engine = await import(new URL("pagefind.js", bundle));
  engine.init();
  return engine;
};
const open = async () => {
  const [engine, table, answers] = await Promise.all([engineOf(), json("facets.json"), json("phrases.json")]);
  const own = document.documentElement.lang.split("-")[0].toLowerCase();
  const first = table.languages.includes(own) ? own : table.languages[0];
  for (const language of table.languages) if (language !== first) await engine.mergeIndex(bundle.href, { language });
  const kinds = Object.entries(table.kinds).map(([kind, pages]) => [kind, new Set(numbers(pages))]);
  index = { engine, pages: table.pages, kinds: Object.fromEntries(kinds), tracks: answers.tracks };
  index.number = new Map(table.pages.map((page, i) => [page, i + 1]));
  // of two answers for words alike the earlier one stands
  index.phrases = new Map(answers.phrases.reverse().map((row) => [phraseKey(row[0]), row]));
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
const phraseKey = (text) => text.split(/\s+/).map(bare).join(" ").trim();
const known = new Map();
const formsOf = (word) => {
  if (!known.has(word)) known.set(word, [bare(word), ...fold(word).split(/[^\p{L}\p{N}]+/u).filter(Boolean)]);
  return known.get(word);
};
const parse = (text) => {
  const [phrases, loose, short, barred] = [[], [], [], []];
  for (const [, minus, quoted, word] of text.replace(/[“”„‟«»]/g, '"').matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const words = quoted ?? word;
    const terms = words.split(/\s+/).map(bare).filter(Boolean);
    if (!terms.length) continue;
    const phrase = word === undefined;
    // in quotation marks, so that Pagefind adds no longer words: what is left out, and words of one or two letters
    const strict = phrase || (!UNSPACED.test(word) && (minus || terms[0].length < 3));
    const asked = { terms, phrase, query: strict ? `"${words}"` : words };
    (minus ? barred : phrase ? phrases : strict ? short : loose).push(asked);
  }
  const together = { terms: loose.flatMap(({ terms }) => terms), query: loose.map(({ query }) => query).join(" ") };
  return { wanted: [...phrases, ...(loose.length ? [together] : []), ...short], barred };
};
// the word, another ending of it or, from three letters, its start
const alike = (term, form) => {
  let same = 0;
  while (same < term.length && term[same] === form[same]) same++;
  const [rest, other] = [term.slice(same), form.slice(same)];
  return form === term || (same > 2 && (!rest || (ENDING.test(rest) && ENDING.test(other))));
};
// where each term stands; null if one does not
const places = ({ terms, phrase }, page, located) => {
  if (page.language !== "en" || terms.some((term) => UNSPACED.test(term))) return located.length ? [located] : null;
  const at = (test) => page.words.map((_, i) => i).filter(test);
  const is = (i, term) => page.forms[i]?.some((form) => (phrase ? form === term : alike(term, form)));
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
    text: (from, to) => words.slice(from, to).join(page.gap),
    url: new URL(`./${data.raw_url}`, root),
    language: id.slice(0, id.lastIndexOf("_")),
    note: decodeURIComponent(anchors.find((anchor) => anchor.id[0] === "|")?.id.slice(1) ?? ""),
    forms: words.map(formsOf),
    passageAt: (at) => passages.findLast((passage) => passage.start <= at),
  };
  read.set(number, page);
  return page;
};

// --- answers ---
// the first or last day of a month or year
const whole = (day, rest) => day + rest.slice(day.length - 4);
const within = (day, from, to) => day && whole(day, "-12-31") >= from && (!to || whole(day, "-01-01") <= to);
// whether a page has one of the chosen values of each facet
const allowed = (except) => {
  const inUse = index.facets.filter((facet) => facet !== except && picked.get(facet.name)?.size);
  const sets = inUse.map(({ name, values }) => new Set(values.flatMap(({ text, pages }) => (picked.get(name).has(text) ? pages : []))));
  return (number) => sets.every((set) => set.has(number));
};
const answer = async ({ wanted, barred }, { from, to, newest }) => {
  const queries = wanted.length ? wanted.map(({ query }) => query) : [EVERYTHING];
  const [[found, ...others], out] = await Promise.all([queries, barred.map(({ query }) => query)].map((all) => Promise.all(all.map(ask))));
  let pages = [...found.keys()].filter((number) => others.every((one) => one.has(number)) && !out.some((one) => one.has(number)));
  const examine = async (number) => {
    const result = found.get(number);
    const data = await result.data();
    const page = pageOf(number, result.id, data);
    const held = wanted.map((asked) => places(asked, page, data.locations));
    return held.every(Boolean) && { number, page, marks: held.flat() };
  };
  if (from || to || newest || !wanted.length) dates ??= await json("dates.json");
  const day = (number) => dates[index.pages[number - 1]] ?? "";
  if (from || to) pages = pages.filter((number) => within(day(number), from, to));
  // Pagefind also names pages that hold only something like the word; where it knows no such word, none that holds it
  let sure = true;
  if (wanted.length) {
    const sample = await Promise.all(pages.slice(0, SAMPLE).map(examine));
    sure = pages.length <= SAMPLE || sample.every(Boolean);
    if (pages.length <= SAMPLE || !sample.some(Boolean)) pages = pages.filter((_, i) => sample[i]);
  }
  const listed = pages.filter(allowed());
  if (newest || !wanted.length) listed.sort((a, b) => (day(a) < day(b)) - (day(a) > day(b)));
  const groups = GROUPS.map(([kind, one, many]) => ({ one, many, shown: [], left: listed.filter((number) => kindOf(number) === kind) }));
  return { pages, sure, groups: groups.filter((group) => group.left.length), examine };
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
const marking = ({ text, gap }, marked, from, to) => {
  const pieces = [];
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
  const { words, text } = page;
  const run = longest(runs(marked, start, end));
  const link = new URL(page.url);
  link.hash = fragment;
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
  const statement = /^\d+$/.test(label) && label;
  const spoken = paragraph ? `Paragraph ${paragraph}` : statement ? `Statement ${statement}` : label || "Passage";
  return make("li", {},
    make("a", { href: target(hit, passage), "aria-label": spoken }, paragraph ? `¶\u202f${paragraph}` : statement || "§"),
    make("span", { dir: "auto" }, from > start ? "… " : "", ...marking(page, marked, from, to), to < end ? " …" : ""));
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
    make("h3", { dir: "auto" }, make("a", { href: lead }, ...marking(page, hit.marked, 0, page.title))),
    page.note ? make("p", { class: "m" }, page.note) : "",
    best.length ? inOrder(best) : "",
    rest.length ? make("details", {}, make("summary", {}, count(rest.length, "more passage", "more passages")), inOrder(rest)) : "");
};
const groupSection = async (group, examine, recount) => {
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
  button.addEventListener("click", () => soon(step()).then(([item]) => {
    recount();
    item?.querySelector("a").focus();
  }, fail));
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
    return { text, pages: numbers(pages), input, number, label: make("label", {}, input, make("span", {}, make("bdi", {}, text)), number) };
  });
  const offered = { name: facet, field, all, values: entries, whole: false };
  all.addEventListener("click", () => {
    offered.whole = !offered.whole;
    arrange(offered);
    if (offered.whole) field.querySelector("input").focus();
  });
  filters.insertBefore(field, SHORT.includes(facet) ? upper : lower);
  return offered;
};
const arrange = ({ name: facet, field, all, values, whole }) => {
  const kept = ({ input }) => input.checked || input === document.activeElement;
  // years newest first; else the most frequent, and all of them by name
  const order = (a, b) => (+b.text || 0) - (+a.text || 0) || (whole ? 0 : b.count - a.count) || a.text.localeCompare(b.text);
  const live = values.filter((value) => value.count || kept(value)).sort(order);
  // a button for one more value or two would take their room
  const many = live.length > VALUES + 2;
  const labels = live.filter((value, i) => whole || !many || i < VALUES || kept(value)).map(({ label }) => label);
  const focus = document.activeElement;
  all.textContent = whole ? "Show fewer" : `Show all ${live.length}`;
  all.setAttribute("aria-label", `${all.textContent}: ${facet}`);
  field.replaceChildren(field.firstChild, ...labels, ...(many ? [all] : []));
  field.hidden = !live.length;
  if (focus !== document.activeElement) focus.focus({ preventScroll: true });
};
// counts as if this facet were not used, so that its other values can be added
const tally = (pages) => {
  for (const facet of index.facets) {
    const others = new Set(pages.filter(allowed(facet)));
    for (const value of facet.values) {
      value.count = value.pages.filter((number) => others.has(number)).length;
      value.number.textContent = value.count;
      value.input.checked = !!picked.get(facet.name)?.has(value.text);
    }
    arrange(facet);
  }
};

// --- one search ---
const state = () => {
  const values = Object.fromEntries(FIXED.slice(1).map((field) => [field, filters.elements[field].value]));
  return { ...values, newest: values.sort === "new", query: box.value.trim() };
};
const quoted = (query) => (/["“”]/.test(query) ? query.replace(/"([^"]*)"/g, "“$1”") : `“${query}”`);
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
// what the record says of words it follows from meeting to meeting
const tell = (row) => {
  part("first").hidden = !row;
  if (!row) return;
  const [phrase, quoted, [first, path, lead], track, before, beforeQuoted] = row;
  const [name, trackPath, follows] = index.tracks[track];
  const words = (text, inQuotes, tag) => (inQuotes ? make(tag, {}, `“${text}”`) : make("i", {}, text));
  const link = (text, to) => make("a", { href: new URL(`./${to}`, root) }, text);
  part("first").replaceChildren(
    make("p", {}, "The words ", words(phrase, quoted, "b"), ` first appear in this record ${lead} `, link(first, path), ".",
      ...(before ? [" The step before has ", words(before, beforeQuoted, "span"), "."] : [])),
    make("p", {}, "See how the words moved: ", link(name, trackPath), `. ${follows}`));
};
const search = async () => {
  const turn = ++latest;
  const now = state();
  const asked = parse(now.query);
  const narrowed = now.from || now.to || [...picked.values()].some((values) => values.size);
  const anything = narrowed || asked.wanted.length || asked.barred.length;
  remember(now);
  if (!index && anything) status.textContent = "Searching…";
  try {
    await load();
    const { pages, sure, groups, examine } = await soon(anything ? answer(asked, now) : { pages: index.pages.map((_, i) => i + 1), groups: [] });
    const recount = () => {
      const total = groups.reduce((sum, group) => sum + group.shown.length + group.left.length, 0);
      const about = sure || groups.every((group) => !group.left.length) ? "" : "About ";
      const found = total ? about + count(total, "page", "pages") : "Nothing found";
      const asking = now.query && ` for ${quoted(now.query)}${narrowed ? ", filtered" : ""}`;
      status.textContent = anything ? found + asking : "";
      return total;
    };
    const sections = await soon(Promise.all(groups.map((group) => groupSection(group, examine, recount))));
    if (turn !== latest) return;
    tally(pages);
    results.replaceChildren(...sections.flat());
    // with the answer, not before it: nothing moves twice
    filters.hidden = false;
    const total = recount();
    part("trouble").hidden = true;
    part("empty").hidden = !anything || total > 0;
    part("tofilters").hidden = !total;
    tell(total && index.phrases.get(phraseKey(now.query)));
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
