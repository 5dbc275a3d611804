// The search of a blog on files: loads the scripts of the words that are asked for, and the texts of what is shown.
"use strict";
(() => {
  const top = new URL("../../search/", document.currentScript.src);
  const place = document.getElementById("found");
  const SHOWN = 20, BEFORE = 40, LENGTH = 160;
  const CJK = "\\u1100-\\u11ff\\u3005-\\u3007\\u3041-\\u3096\\u3099-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u3131-\\u318e\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const PIECE = new RegExp(`([${CJK}]+)|(\\d{1,3}(?:,\\d{3})+(?!\\d))|((?:(?![${CJK}])[\\p{L}\\p{N}])+)(?:['’]s(?![\\p{L}\\p{N}_]))?`, "gu");
  const PLAIN = { "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ё": "е", "ß": "ss" };
  const words = [], texts = [], waiting = new Map();
  let about = null, posts = 0;

  const came = (key) => { (waiting.get(key) || (() => {}))(); };
  window.kawaraban = {
    about: (count, told) => { posts = count; about = told; came("about"); },
    words: (number, told) => { words[number] = new Map(Object.entries(told)); came(`words/${number}`); },
    texts: (number, told) => { texts[number] = told; came(`texts/${number}`); },
  };

  const loads = new Map();
  const load = (name) => {
    if (!loads.has(name)) {
      loads.set(name, new Promise((done, failed) => {
        waiting.set(name, done);
        const script = document.createElement("script");
        script.src = new URL(`${name}.js`, top).href;
        script.onerror = () => failed(new Error(name));
        document.head.append(script);
      }));
    }
    return loads.get(name);
  };

  const fold = (text) => [...text.normalize("NFKC").toLowerCase()].map((sign) => {
    if (PLAIN[sign]) return PLAIN[sign];
    const parts = [...sign.normalize("NFD")];
    return parts.length > 1 && /^[a-z]$/.test(parts[0]) ? parts[0] : sign;
  }).join("");

  const tokens = (text) => [...fold(text).matchAll(PIECE)].flatMap(([, run, number, word]) => {
    if (!run) return [number || word];
    const signs = [...run];
    return signs.length === 1 ? signs : signs.slice(1).map((sign, at) => signs[at] + sign);
  });

  const hash = (word) => new TextEncoder().encode(word)
    .reduce((value, byte) => Math.imul(value ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

  const entry = async (word) => {
    const number = hash(word) % about.shards;
    await load(`words/${number}`);
    return words[number].get(word) || "";
  };

  const numbers = async (word) => {
    let told = await entry(word);
    if (told.startsWith("=")) told = await entry(told.slice(1));
    let last = 0;
    return told ? told.split(" ").map((step) => (last += parseInt(step, 36))) : [];
  };

  const all = async (words) => {
    const lists = await Promise.all(words.map(numbers));
    return lists.reduce((both, list) => { const has = new Set(list); return both.filter((one) => has.has(one)); });
  };

  const parts = (query) => [...query.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)]
    .map(([, minus, phrase, word]) => ({ without: Boolean(minus), or: !minus && word === "OR", words: tokens(phrase ?? word), text: (phrase ?? word).toLowerCase() }));

  const find = async (query) => {
    const groups = [], without = [];
    let either = false;
    for (const part of parts(query)) {
      if (part.or) { either = groups.length > 0; continue; }
      if (!part.words.length) continue;
      if (part.without) without.push(part.words);
      else if (either) groups.at(-1).push(part.words);
      else groups.push([part.words]);
      either = false;
    }
    if (!groups.length) return [];
    const sets = await Promise.all(groups.map(async (group) => new Set((await Promise.all(group.map(all))).flat())));
    const not = new Set((await Promise.all(without.map(all))).flat());
    return [...sets[0]].filter((one) => !not.has(one) && sets.every((set) => set.has(one))).sort((a, b) => b - a);
  };

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };

  const marked = (text, query) => {
    const asked = parts(query).filter((part) => !part.without && !part.or && part.words.length);
    const first = (low, words) => words.map((word) => [low.indexOf(word), word]).filter(([at]) => at >= 0)
      .sort(([one], [other]) => one - other)[0];
    const near = first(text.toLowerCase(), asked.map((part) => part.words[0]));
    const at = Math.max(0, (near ? near[0] : 0) - BEFORE);
    const made = element("p", at ? "…" : "");
    let rest = text.slice(at, at + LENGTH), found;
    while ((found = first(rest.toLowerCase(), asked.map((part) => part.text)))) {
      const [start, word] = found;
      made.append(rest.slice(0, start), element("mark", rest.slice(start, start + word.length)));
      rest = rest.slice(start + word.length);
    }
    made.append(rest, at + LENGTH < text.length ? "…" : "");
    return made;
  };

  const show = async (query, from) => {
    const found = await find(query), shown = found.slice(from, from + SHOWN);
    await Promise.all([...new Set(shown.map((one) => Math.floor(one / about.texts)))].map((one) => load(`texts/${one}`)));
    const list = from ? place.querySelector("ul") : element("ul", "", { class: "hits" });
    for (const one of shown) {
      const [link, title, day, body] = texts[Math.floor(one / about.texts)][one % about.texts];
      const item = element("li", ""), head = element("h2", "");
      head.append(element("a", title || place.dataset.untitled, { href: new URL(`../${link}`, top).href }));
      item.append(head, marked(body, query), element("p", day, { class: "footer" }));
      list.append(item);
    }
    place.querySelector("button")?.remove();
    if (from) place.append(list);
    else {
      const count = found.length ? place.dataset.count.replace("#", found.length) : place.dataset.nothing;
      place.replaceChildren(element("p", count, { class: found.length ? "much" : "nothing", role: "status" }), list);
    }
    if (from + SHOWN < found.length) {
      const more = element("button", place.dataset.more, { class: "button", type: "button" });
      more.addEventListener("click", () => show(query, from + SHOWN));
      place.append(more);
    }
  };

  const query = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
  if (!query) return;
  document.getElementById("q").value = query;
  load("about").then(() => show(query, 0)).catch(() => place.replaceChildren(element("p", place.dataset.broken)));
})();
