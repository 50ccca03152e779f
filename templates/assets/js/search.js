// Looks for words in this browser: the index comes as files from the site itself, once somebody looks for something.

const form = document.querySelector("[data-index]");
const { q: box, topic, lang } = form.elements;
const said = form.querySelector("[role=status]");
const part = (name) => document.querySelector(`[data-${name}]`);
const [filters, found, cards, rows, more] = ["filters", "found", "cards", "rows", "more"].map(part);
const nothing = document.querySelector("section[data-nothing]");
const broken = document.querySelector("section[data-broken]");
const own = document.documentElement.lang.toLowerCase();
const SHOWN = 10;
let turn = 0;

const once = (start) => {
  let running;
  return () => (running ??= start().catch((error) => {
    running = undefined;
    throw error;
  }));
};

const engine = once(async () => {
  const folder = new URL(form.dataset.index, location).href;
  // pagefind itself only logs that its files are missing, and then waits for them for ever.
  const entry = await (await fetch(`${folder}pagefind-entry.json`)).json();
  const pagefind = await import(`${folder}pagefind.js`);
  const options = (language) => ({ baseUrl: form.dataset.base, excerptLength: 24, mergeFilter: { language } });
  await pagefind.options({ ...options(own), noWorker: true });
  await pagefind.init();
  await pagefind.filters();
  for (const language of Object.keys(entry.languages)) {
    if (language !== own) await pagefind.mergeIndex(folder, { ...options(language), language });
  }
  return pagefind;
});

// Where a part of the index is missing, pagefind says that no page has the word.
const incomplete = () => performance.getEntriesByType("resource").some(
  ({ name, responseStatus: status }) => name.endsWith(".pf_index") && (status === 0 || status >= 400),
);

const answers = once(async () => (await fetch(form.dataset.answers)).json());

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const stem = (word) => word.replace(/(?<=..)s$/, "");
const holds = (words, name) => {
  const wanted = plain(name).map(stem);
  return words.some((_, at) => wanted.every((word, n) => words[at + n] === word));
};

function copy(id, fill) {
  const node = document.getElementById(id).content.firstElementChild.cloneNode(true);
  fill((selector) => node.querySelector(selector));
  return node;
}

function lines(element, texts) {
  element.replaceChildren(...texts.flatMap((text, n) => (n ? [document.createElement("br"), text] : [text])));
}

function wordCard({ title, text, url }) {
  return copy("word", (at) => {
    at("h3").textContent = title;
    at("[data-text]").textContent = text;
    if (url) at("a").href = url;
    else at("a").parentNode.remove();
  });
}

function placeCard(place) {
  return copy("place", (at) => {
    at("h3").textContent = place.title;
    lines(at("address"), place.lines);
    at(".tel").textContent = place.phone;
    at(".tel").href = place.tel;
    lines(at("[data-hours]"), place.hours);
    at("a:not(.tel)").href = place.url;
  });
}

// pagefind wants every word of a question, down to "what" and "is", and would find pages for those.
function gist(typed, fillers = []) {
  const kept = typed.split(/\s+/).filter((word) => !fillers.includes(plain(word).join("")));
  return kept.join(" ") || typed;
}

function answerCards({ words, places, asks, fillers = [] }, typed) {
  const asked = plain(typed).map(stem);
  const weighty = plain(typed).filter((word) => !fillers.includes(word)).length;
  // A word that is only one among many is not what is asked for.
  const length = ({ names }) => Math.max(...names.map(
    (name) => (holds(asked, name) && (plain(name).length * 3 >= asked.length || plain(name).length >= weighty) ? name.length : 0),
  ));
  const meanings = words.filter(length).sort((a, b) => length(b) - length(a)).slice(0, 2);
  const named = places.filter(({ names }) => names.some((name) => holds(asked, name)));
  const generic = asks.some((word) => holds(asked, word));
  return [...meanings.map(wordCard), ...(named.length || !generic ? named : places).map(placeCard)];
}

// The excerpt is HTML of which only the marks are kept. Where it breaks off, it says so.
function marked(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const parts = [...body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return node.textContent;
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
  const whole = body.textContent.trim();
  return [/^[\p{Lu}\p{N}“]/u.test(whole) ? "" : "… ", ...parts, /[.?!”]$/.test(whole) ? "" : " …"];
}

function row({ url, meta, excerpt, filters: { topic: topics = [] } }, language) {
  return copy("row", (at) => {
    if (language !== own) at("a").closest("li").lang = language;
    at("a").textContent = meta.title;
    at("a").href = url;
    at("[data-text]").replaceChildren(...marked(excerpt));
    at("[data-topic]").textContent = topics.join(", ");
  });
}

function say(what, words = "", number = "") {
  const text = what ? said.dataset[what] : "";
  said.textContent = text.replace("{words}", words).replace("{number}", number);
}

function offer(counts, chosen) {
  const names = Object.keys(counts).filter((name) => counts[name] || name === chosen).sort((a, b) => a.localeCompare(b));
  topic.replaceChildren(topic.options[0], ...names.map((name) => new Option(`${name} (${counts[name]})`, name)));
  topic.value = chosen;
}

function note(words) {
  const url = new URL(location);
  for (const [name, value] of [["q", words], ["topic", topic.value], ["lang", lang.value]]) {
    if (value && words) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(null, "", url);
}

function clear() {
  cards.replaceChildren();
  rows.replaceChildren();
  found.hidden = more.hidden = nothing.hidden = broken.hidden = true;
}

// Pages of the reader's own language come first, and those of another say which they are.
async function find(pagefind, asked, filters) {
  const all = await pagefind.search(asked, { filters });
  const others = [...lang.options].map(({ value }) => value).filter((value) => value && value !== own);
  const results = [];
  for (const language of filters.language ? [filters.language] : [own, ...others]) {
    const { results: hits } = await pagefind.search(asked, { filters: { ...filters, language } });
    results.push(...hits.map((hit) => ({ hit, language })));
  }
  return { ...all, results: results.length === all.results.length ? results : all.results.map((hit) => ({ hit, language: own })) };
}

const shown = async ({ hit, language }) => row(await hit.data(), language);

async function look(chosen = topic.value) {
  const words = box.value.trim();
  const mine = ++turn;
  if (!words) {
    clear();
    filters.hidden = topic.disabled = lang.disabled = true;
    say("");
    note("");
    return;
  }
  say("busy");
  const ready = answers().catch(() => ({ words: [], places: [], asks: [] }));
  const known = ready.then((all) => answerCards(all, words));
  try {
    const pagefind = await engine();
    const within = lang.value ? { language: lang.value } : {};
    const asked = gist(words, (await ready).fillers);
    const all = await find(pagefind, asked, within);
    const result = chosen ? await find(pagefind, asked, { ...within, topic: chosen }) : all;
    const first = await Promise.all(result.results.slice(0, SHOWN).map(shown));
    if (!result.results.length && incomplete()) throw new Error("incomplete");
    const told = await known;
    if (mine !== turn) return;
    clear();
    offer(all.filters.topic ?? {}, chosen);
    filters.hidden = topic.disabled = lang.disabled = !all.results.length && !within.language;
    note(words);
    cards.replaceChildren(...told);
    rows.replaceChildren(...first);
    const left = result.results.slice(SHOWN);
    more.hidden = !left.length;
    more.onclick = () => showMore(left);
    found.hidden = !told.length && !first.length;
    nothing.hidden = first.length > 0 || told.length > 0;
    nothing.querySelector("[data-narrow]").hidden = !chosen && !lang.value;
    const number = result.results.length;
    say(number === 1 ? "one" : number ? "many" : "none", words, number);
  } catch {
    const told = await known;
    if (mine !== turn) return;
    clear();
    note(words);
    cards.replaceChildren(...told);
    found.hidden = !told.length;
    broken.hidden = false;
    say("broken");
  }
}

async function showMore(left) {
  const mine = turn;
  more.hidden = true;
  const made = await Promise.all(left.splice(0, SHOWN).map(shown));
  if (mine !== turn) return;
  rows.append(...made);
  more.hidden = !left.length;
  made[0].querySelector("a").focus();
}

let waiting;
box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => look(), 200);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  look();
});
for (const select of [topic, lang]) select.addEventListener("change", () => look());

const given = new URLSearchParams(location.search);
if (given.get("q")) {
  box.value = given.get("q");
  lang.value = [...lang.options].some(({ value }) => value === given.get("lang")) ? given.get("lang") : "";
  look(given.get("topic") ?? "");
}
