// The search page: asks Pagefind which pages answer, and shows which of their passages do. Loads nothing before the
// box is used, sends nothing anywhere, makes no HTML from strings. The markup it expects is in search.html.

const part = (id) => document.getElementById(id);
const [form, box, status, results, filters] = ["find", "q", "status", "results", "filters"].map(part);
const [bundle, root] = [form.dataset.bundle, form.dataset.root].map((path) => new URL(path, document.baseURI));
// what the address asks for, the words apart
const asked = new URLSearchParams(location.search);
box.value = asked.get("q") ?? box.value;
asked.delete("q");
const FIELDS = ["from", "to", "sort"];
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
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]/u;
const ENDING = /^([bdgmnprt]?(ed|er|ers|ing)|e|e?s|d|y|ies|ied|ly|al|ments?|ions?|ations?|ive)?$/;
const EDGES = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su;

// number of a page -> its words and passages
const read = new Map();
let index, dates, loading, latest, typing;
// for whoever comes back to the answer: how many hits each group showed, and how far down the page was
let [shown, before] = [{}, history.state];
history.scrollRestoration = "manual";

const make = (tag, properties, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
};
const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;
const soon = (promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(fail, PATIENCE))]);

// --- the index ---
const json = async (file) => {
  const answer = await fetch(new URL(file, bundle));
  return answer.ok ? answer.json() : Promise.reject();
};
const numbers = (distances) => {
  let at = 0;
  return distances.map((step) => (at += step));
};
const open = async () => {
  const starting = import(new URL("pagefind.js", bundle)).then((engine) => { engine.init(); return engine; });
  const [engine, table, answers] = await Promise.all([starting, json("facets.json"), json("phrases.json")]);
  const own = document.documentElement.lang.split("-")[0].toLowerCase();
  const first = table.languages.includes(own) ? own : table.languages[0];
  for (const language of table.languages) if (language !== first) await engine.mergeIndex(bundle.href, { language });
  index = {
    engine, pages: table.pages, tracks: answers.tracks,
    number: new Map(table.pages.map((page, i) => [page, i + 1])),
    groups: table.groups.map(([one, many, pages]) => ({ one, many, pages: new Set(numbers(pages)) })),
    facets: table.facets.map(offer),
    phrases: answers.phrases.map(([phrase, ...row]) => [keyOf(phrase), ...row]),
  };
};
const load = () => (loading ??= soon(open()).catch((problem) => { loading = null; throw problem; }));
const ask = async (query) => {
  const { results } = await index.engine.search(query);
  return new Map(results.map((result) => [index.number.get(result.id.split("_").at(-1).slice(0, index.pages[0].length)), result]));
};

// --- words ---
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const partsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
const bare = (text) => partsOf(text).join("");
const keyOf = (text) => ` ${partsOf(text).join(" ")} `;
const parse = (text) => {
  const [phrases, loose, short, barred, said] = [[], [], [], [], []];
  for (const [, minus, quoted, word] of text.replace(/[“”„‟«»]/g, '"').matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const words = quoted ?? word;
    const terms = words.split(/\s+/).map(bare).filter(Boolean);
    if (!terms.length) continue;
    const phrase = word === undefined;
    // in quotation marks, so that Pagefind adds no longer words: what is left out, and words of one or two letters
    const strict = phrase || (!UNSPACED.test(word) && (minus || terms[0].length < 3));
    (minus ? barred : phrase ? phrases : strict ? short : loose).push({ terms, phrase, query: strict ? `"${words}"` : words });
    if (!minus) said.push(words);
  }
  const together = { terms: loose.flatMap(({ terms }) => terms), query: loose.map(({ query }) => query).join(" ") };
  return { wanted: [...phrases, ...(loose.length ? [together] : []), ...short], barred, said: said.join(" ") };
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
  // how Pagefind parts words where none stand apart
  const split = data.raw_content?.includes("\u200b");
  const words = split
    ? data.raw_content.split("\u200b").map((word) => word.replace(/&lt;/g, "<").replace(/&gt;/g, ">"))
    : data.content.replace(/\u2060/g, "").split(/\s+/);
  const [[note], ...passages] = data.anchors.map((anchor, i, all) => {
    const [fragment, label] = anchor.id.split("|");
    return [decodeURIComponent(label ?? ""), fragment, anchor.location, all[i + 1]?.location ?? words.length];
  });
  const title = data.anchors[0].location;
  // Pagefind ends it with a full stop
  words[title - 1] = data.meta.title.split(/\s+/).at(-1);
  const page = {
    words, title, note, gap: split ? "" : " ",
    passages: passages.map(([label, fragment, start, end]) => ({ label, fragment, start, end })),
    text: (from, to) => words.slice(from, to).join(page.gap),
    url: new URL(`./${data.raw_url}`, root),
    language: id.slice(0, id.lastIndexOf("_")),
    forms: words.map((word) => [bare(word), ...partsOf(word)]),
    passageAt: (at) => page.passages.findLast(({ start }) => start <= at),
  };
  read.set(number, page);
  return page;
};

// --- answers ---
// the first or last day of a month or year
const whole = (day, rest) => day + rest.slice(day.length - 4);
const within = (day, from, to) => day && whole(day, "-12-31") >= from && (!to || whole(day, "-01-01") <= to);
const chosen = ({ values }) => values.filter(({ input }) => input.checked);
// whether a page has one of the chosen values of each facet
const allowed = (except) => {
  const inUse = index.facets.filter((facet) => facet !== except).map(chosen).filter((values) => values.length);
  const sets = inUse.map((values) => new Set(values.flatMap(({ pages }) => pages)));
  return (number) => sets.every((set) => set.has(number));
};
const answer = async ({ wanted, barred, said }, from, to, newest) => {
  const queries = [said ? wanted : [{ query: EVERYTHING }], barred, said ? [{ query: `"${said}"` }] : []];
  const [[found, ...others], out, [near]] = await Promise.all(queries.map((all) => Promise.all(all.map(({ query }) => ask(query)))));
  let pages = [...found.keys()].filter((number) => others.every((one) => one.has(number)) && !out.some((one) => one.has(number)));
  const examine = async (number) => {
    const result = found.get(number);
    const data = await result.data();
    const page = read.get(number) ?? pageOf(number, result.id, data);
    const held = wanted.map((asked) => places(asked, page, data.locations));
    return held.every(Boolean) && { page, marks: held.flat() };
  };
  if (from || to || newest || !said) dates ??= await json("dates.json");
  const day = (number) => dates[index.pages[number - 1]] ?? "";
  if (from || to) pages = pages.filter((number) => within(day(number), from, to));
  // Pagefind also names pages that hold only something like the word; where it knows no such word, none that holds it
  const sample = said ? await Promise.all(pages.slice(0, SAMPLE).map(examine)) : [];
  const sure = pages.length <= SAMPLE || sample.every(Boolean);
  if (said && (pages.length <= SAMPLE || !sample.some(Boolean))) pages = pages.filter((_, i) => sample[i]);
  const listed = pages.filter(allowed());
  // first the pages that have the words side by side
  const rank = newest || !said ? day : (number) => near.has(number);
  listed.sort((a, b) => (rank(a) < rank(b)) - (rank(a) > rank(b)));
  const groups = index.groups.map(({ one, many, pages }) => ({ one, many, shown: 0, left: listed.filter((number) => pages.has(number)) }));
  return { pages, sure, groups: groups.filter(({ left }) => left.length), examine };
};

// --- what is shown ---
const longest = (found) => found.reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a));
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
// the fragment; in paragraphs, and where a page is one long text, the words to light up, with those around them. A
// browser looks for them from the top of the page: a briefing has the same words more than once, in its evidence too
const target = ({ text, url }, marked, { fragment, start, end }) => {
  const [from, to] = longest(runs(marked, start, end));
  const link = new URL(url);
  link.hash = fragment;
  const coded = (words) => encodeURIComponent(words.trim()).replace(/-/g, "%2D");
  const [, lead, core, trail] = text(from, to).match(EDGES);
  const before = coded(`${text(Math.max(start, from - 4), from)} ${lead}`);
  const after = coded(`${trail} ${text(to, Math.min(end, to + 4))}`);
  const lit = (before && `${before}-,`) + coded(core) + (after && `,-${after}`);
  return /^(p\d+|main)$/.test(fragment) ? `${link.href}:~:text=${lit}` : link.href;
};
const passageItem = (page, marked, passage) => {
  const { start, end, fragment, label } = passage;
  const [at] = longest(runs(marked, start, end));
  const [from, to] = end - start < 36 ? [start, end] : [Math.max(start, at - 12), Math.min(end, at + 22)];
  // a number is shown by its sign and read as words
  const [sign, kind] = /^\D|^$/.test(label) ? [label] : /^p\d+$/.test(fragment) ? [`¶\u202f${label}`, "Paragraph"] : [label, "Statement"];
  return make("li", {},
    sign && make("a", { href: target(page, marked, passage), ariaLabel: kind && `${kind} ${label}` }, sign),
    make("span", { dir: "auto" }, from > start ? "… " : "", ...marking(page, marked, from, to), to < end ? " …" : ""));
};
const hitItem = ({ page, marks }) => {
  const marked = new Set(marks.flat());
  const weigh = ({ start, end }) => marks.filter((list) => list.some((at) => at >= start && at < end)).length;
  const weighed = page.passages.map((passage) => [weigh(passage), passage]).filter(([weight]) => weight);
  const best = weighed.sort(([a], [b]) => b - a).map(([, passage]) => passage);
  const lead = best[0] ? target(page, marked, best[0]) : page.url;
  const rest = best.splice(SUBS);
  const inOrder = (list) => make("ul", { className: "subs" }, ...list.sort((a, b) => a.start - b.start).map((passage) => passageItem(page, marked, passage)));
  return make("li", { className: "hit", lang: page.language },
    make("h3", { dir: "auto" }, make("a", { href: lead }, ...marking(page, marked, 0, page.title))),
    page.note && make("p", { className: "m" }, page.note),
    best.length ? inOrder(best) : "",
    rest.length ? make("details", {}, make("summary", {}, count(rest.length, "more passage", "more passages")), inOrder(rest)) : "");
};
const groupSection = async (group, examine, recount) => {
  const list = make("ol", { className: "hitlist" });
  const heading = make("h2");
  const button = make("button", { type: "button", className: "more" });
  const { one, many, left } = group;
  // reads on until a step of true hits is full
  const step = async () => {
    const next = [];
    while (next.length < PAGE && left.length) next.push(...(await Promise.all(left.splice(0, PAGE - next.length).map(examine))).filter(Boolean));
    const items = next.map(hitItem);
    list.append(...items);
    shown[one] = group.shown += items.length;
    const total = count(group.shown + left.length, one, many);
    const passages = list.querySelectorAll(".subs li").length;
    heading.textContent = total + (passages && !left.length ? `, ${count(passages, "passage", "passages")}` : "");
    button.textContent = `Show more of ${total}`;
    if (!left.length) button.remove();
    return items;
  };
  button.onclick = () => soon(step()).then(([item]) => {
    recount();
    item?.querySelector("a").focus();
  }, fail);
  do await step(); while (left.length && group.shown < before?.[one]);
  return group.shown ? [heading, list, ...(left.length ? [button] : [])] : [];
};

// --- facets ---
const offer = ([facet, values]) => {
  const field = make("fieldset", {}, make("legend", {}, facet));
  const all = make("button", { type: "button", className: "more" });
  const wished = asked.getAll(facet);
  // an old address may name what is no longer there: it finds nothing, and can be let go
  const gone = wished.filter((text) => values.every(([known]) => known !== text)).map((text) => [text, []]);
  const offered = { facet, field, all, values: [...values, ...gone].map(([text, pages]) => {
    const input = make("input", { type: "checkbox", name: facet, value: text, checked: wished.includes(text) });
    const number = make("span", { className: "n" });
    return { text, pages: numbers(pages), input, number, label: make("label", {}, input, make("span", {}, make("bdi", {}, text)), number) };
  }) };
  all.onclick = () => {
    offered.whole = !offered.whole;
    arrange(offered);
    if (offered.whole) field.querySelector("input").focus();
  };
  filters.insertBefore(field, SHORT.includes(facet) ? upper : lower);
  return offered;
};
const arrange = ({ facet, field, all, values, whole }) => {
  const focus = document.activeElement;
  const kept = ({ input }) => input.checked || input === focus;
  // years newest first; else the most frequent, and all of them by name
  const order = (a, b) => (+b.text || 0) - (+a.text || 0) || (whole ? 0 : b.count - a.count) || a.text.localeCompare(b.text);
  const live = values.filter((value) => value.count || kept(value)).sort(order);
  // a button for one more value or two would take their room
  const many = live.length > VALUES + 2;
  const labels = live.filter((value, i) => whole || !many || i < VALUES || kept(value)).map(({ label }) => label);
  all.textContent = whole ? "Show fewer" : `Show all ${live.length}`;
  all.ariaLabel = `${all.textContent}: ${facet}`;
  field.replaceChildren(field.firstChild, ...labels, ...(many ? [all] : []));
  field.hidden = !live.length;
  if (focus !== document.activeElement) focus.focus({ preventScroll: true });
};
// counts as if this facet were not used, so that its other values can be added
const tally = (pages) => {
  for (const facet of index.facets) {
    const others = new Set(pages.filter(allowed(facet)));
    for (const value of facet.values) value.number.textContent = value.count = value.pages.filter((number) => others.has(number)).length;
    arrange(facet);
  }
};

// --- one search ---
const quoted = (query) => (/["“”]/.test(query) ? query.replace(/"([^"]*)"/g, "“$1”") : `“${query}”`);
const remember = (query) => {
  const given = [["q", query], ...(filters.hidden ? asked : new FormData(filters))].filter(([, value]) => value);
  history.replaceState(null, "", given.length ? `?${new URLSearchParams(given)}` : location.pathname);
  document.title = query ? `${quoted(query)} — ${name}` : name;
};
const fail = () => {
  latest = null;
  status.textContent = "Search is not available now.";
  results.replaceChildren();
  for (const id of ["first", "tofilters", "empty"]) part(id).hidden = true;
  part("trouble").hidden = false;
};
// which words that the record follows were asked for, whole, in part or among others, and how to say so
const followed = (said, few) => {
  const key = keyOf(said);
  const holds = (outer, inner) => outer.includes(UNSPACED.test(inner) ? inner.trim() : inner);
  const exact = index.phrases.find(([phrase]) => phrase === key);
  if (exact || key.length < 3) return ["", exact];
  const around = few && (UNSPACED.test(key) || /\p{L}{4}/u.test(key)) ? index.phrases.filter(([phrase]) => holds(phrase, key)) : [];
  if (around[1]) return [`What was asked for is part of ${around.length} tracked phrases; this is the first. `, around[0]];
  if (around[0]) return ["What was asked for is part of a tracked phrase. ", around[0]];
  const [inside] = index.phrases.filter(([phrase]) => holds(key, phrase)).sort(([a], [b]) => b.length - a.length);
  return ["What was asked for contains a tracked phrase. ", inside];
};
// what the record says of them
const tell = (lead, row) => {
  part("first").hidden = !row;
  if (!row) return;
  const spoken = (pieces) => pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    const [tag, text, path] = piece;
    return make(tag, path ? { href: new URL(`./${path}`, root) } : {}, text);
  });
  part("first").replaceChildren(make("p", {}, lead, ...spoken(row[1])), make("p", {}, ...spoken(index.tracks[row[2]])));
};
const search = async () => {
  clearTimeout(typing);
  const query = box.value.trim();
  const parsed = parse(query);
  const [from, to, sort] = FIELDS.map((field) => filters.elements[field].value);
  remember(query);
  const turn = location.search;
  // asked already: what is shown stays, and the keyboard with it
  if (turn === latest) return;
  latest = turn;
  if (location.search) part("ways").hidden = true;
  if (!index && location.search) status.textContent = "Searching…";
  try {
    await load();
    const narrowed = from || to || index.facets.some((facet) => chosen(facet).length);
    const anything = narrowed || parsed.said || parsed.barred.length;
    const { pages, sure, groups, examine } = await soon(anything ? answer(parsed, from, to, sort) : { pages: index.pages.map((_, i) => i + 1), groups: [] });
    const recount = () => {
      const total = groups.reduce((sum, { shown, left }) => sum + shown + left.length, 0);
      const about = sure || groups.every(({ left }) => !left.length) ? "" : "About ";
      const found = total ? about + count(total, "page", "pages") : "Nothing found";
      status.textContent = anything ? found + (query && ` for ${quoted(query)}${narrowed ? ", filtered" : ""}`) : "";
      return total;
    };
    const sections = await soon(Promise.all(groups.map((group) => groupSection(group, examine, recount))));
    if (turn !== latest) return;
    tally(pages);
    results.replaceChildren(...sections.flat());
    if (before) setTimeout(scrollTo, 0, 0, before.y);
    before = null;
    // with the answer, not before it: nothing moves twice
    filters.hidden = false;
    const total = recount();
    part("trouble").hidden = true;
    part("ways").hidden = total > 0;
    part("empty").hidden = !anything || total > 0;
    part("tofilters").hidden = !total;
    // words of every fourth page say nothing about a phrase that has them too
    tell(...(total ? followed(parsed.said, pages.length * 4 <= index.pages.length) : []));
  } catch {
    if (turn === latest) fail();
  }
};

for (const field of FIELDS) filters.elements[field].value = asked.get(field) ?? "";
if (location.hash === "#q") box.focus();
if (location.search) search();
box.addEventListener("focus", () => index ?? search(), { once: true });
box.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 200); });
box.addEventListener("keydown", (event) => { if (event.key === "Escape" && box.value) { event.preventDefault(); box.value = ""; search(); } });
for (const one of [form, filters]) one.addEventListener("submit", (event) => { event.preventDefault(); search(); });
filters.addEventListener("reset", () => setTimeout(search));
filters.addEventListener("change", search);
addEventListener("click", () => history.replaceState({ ...shown, y: scrollY }, ""));
