// The search: a dialog on every page, and the page search/. The index is loaded when somebody begins to search, and
// what is searched for stays in the browser: it is never part of an address that a server sees.
{
  const AT_ONCE = 8; // results
  const LONGEST = 40; // words of a sentence
  const PAUSE = 150, PATIENCE = 400; // milliseconds: between typing and searching, until "one moment"
  const KEY_OFF = "search-key-off";
  const html = document.documentElement;

  // --- finding -----------------------------------------------------------------------------------------------

  let opened, failures = 0;

  async function open(base) {
    if (location.protocol === "file:") throw new Error("a folder can't be searched");
    const contents = await read(`${base}seealso.json?${failures}`);
    const basePath = new URL(base).pathname;
    const indexes = await Promise.all(contents.languages.map(async (language) => {
      // A module of its own for each language: two indexes of one module share a worker and its memory, and spoil it.
      const { createInstance } = await import(`${base}pagefind.js?${language}-${failures}`);
      const spoken = html.lang;
      html.lang = language; // Pagefind takes the page's language, whatever it is told; nobody sees it between two lines
      const index = createInstance({ basePath });
      html.lang = spoken;
      await index.init();
      return { language, index };
    }));
    return { base, indexes, topics: contents.topics, lists: {} };
  }

  async function read(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  // An index for each language, since word forms differ; the results of all of them together, the best first.
  async function find(search, words, topic) {
    if (topic) search.lists[topic] ??= new Set(await read(`${search.base}topic/${topic}.json`));
    const found = await Promise.all(search.indexes.map(async ({ language, index }) => (await index.search(words)).results.map((result) => ({ language, result }))));
    return found.flat().filter(({ result }) => !topic || search.lists[topic].has(result.id)).sort((a, b) => b.result.score - a.result.score);
  }

  // --- showing -----------------------------------------------------------------------------------------------

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  // Words as text, those that were found marked, the punctuation around them left out of the mark.
  function marked(words, from, to, hits, joiner) {
    return words.slice(from, to).flatMap((word, at) => {
      const [, before, found, after] = hits.has(from + at) ? word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su) : [, word, "", ""];
      return [at ? joiner : "", before, ...(found ? [element("mark", "", found)] : []), after];
    });
  }

  const ends = (word) => /[.!?…]["'”’»)\]]*$/.test(word);

  // The sentence with the most of what was found, or where only the title has it, the first one.
  function sentence(words, first, hits) {
    let best = { from: first, to: first, count: -1 };
    for (const hit of [...hits].filter((at) => at >= first).concat(first)) {
      let from = hit, to = hit + 1;
      while (from > first && hit - from < LONGEST * 0.7 && !ends(words[from - 1])) from--;
      while (to < words.length && to - from < LONGEST && !ends(words[to - 1])) to++;
      const count = [...hits].filter((at) => at >= from && at < to).length;
      if (count > best.count) best = { from, to, count };
    }
    return best;
  }

  function entry({ data, language }, minutes) {
    const apart = data.raw_content.includes("\u200B");
    const joiner = apart ? "" : " ";
    const plain = data.raw_content.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    const words = plain.split(apart ? "\u200B" : /\s+/), hits = new Set(data.locations);
    const title = data.meta.title.split(/\s+/), first = apart ? 0 : title.length;
    const { from, to } = sentence(words, first, hits);
    const place = data.anchors.filter((anchor) => /^h[2-6]$/.test(anchor.element) && anchor.location <= from).sort((a, b) => b.location - a.location)[0];
    const said = element("a", "", from > first && !ends(words[from - 1]) ? "… " : "", ...marked(words, from, to, hits, joiner), to < words.length && !ends(words[to - 1]) ? " …" : "");
    said.href = data.url + (place ? `#${place.id}` : "");
    const link = element("a", "search-title", ...marked(title, 0, title.length, apart ? new Set() : hits, " "));
    link.href = data.url;
    const about = [data.meta.minutes && minutes.replace("#", data.meta.minutes), data.meta.topics].filter(Boolean).join(" · ");
    const item = element("li", "", element("p", "", link), element("p", "search-sentence", said), element("p", "meta", about));
    if (language !== html.lang.split("-")[0].toLowerCase()) item.lang = language;
    return item;
  }

  // --- one search, in the dialog or on its page ----------------------------------------------------------------

  function enliven(root, changed) {
    const part = (name) => root.querySelector(`.search-${name}`);
    const [input, topic, narrow, count, nothing, failed, list, more] = ["words", "topic", "narrow", "count", "nothing", "failed", "results", "more"].map(part);
    const base = new URL(root.dataset.index, document.baseURI).href;
    let latest = 0, found = [], timer;

    // As the page's language writes numbers: 1,200 in English, 1200 in Spanish.
    function grouped(number) {
      return number < count.dataset.groupedFrom ? number : String(number).replace(/\B(?=(\d{3})+$)/g, count.dataset.thousands);
    }

    function say(text, shown) {
      count.textContent = text;
      nothing.hidden = shown !== nothing;
      failed.hidden = shown !== failed;
    }

    function ready() {
      opened ??= open(base).catch((cause) => {
        opened = undefined;
        failures++;
        throw cause;
      });
      return opened.then((search) => {
        if (topic.length > 1 || !search.topics.length) return search;
        topic.append(...search.topics.map(([slug, name]) => new Option(name, slug)));
        narrow.hidden = false;
        return search;
      });
    }

    async function entries(start) {
      const data = await Promise.all(found.slice(start, start + AT_ONCE).map(async ({ result, language }) => ({ data: await result.data(), language })));
      return data.map((one) => entry(one, list.dataset.minutes));
    }

    async function update() {
      const mine = ++latest, words = input.value.trim();
      clearTimeout(timer);
      changed(words);
      if (!words) {
        found = [];
        list.replaceChildren();
        more.hidden = true;
        return say("");
      }
      const wait = setTimeout(() => mine === latest && say(count.dataset.wait), PATIENCE);
      try {
        const results = await find(await ready(), words, topic.value);
        if (mine !== latest) return;
        found = results;
        const shown = await entries(0);
        if (mine !== latest) return;
        list.replaceChildren(...shown);
        more.hidden = found.length <= AT_ONCE;
        say(found.length === 1 ? count.dataset.one : found.length ? count.dataset.many.replace("#", grouped(found.length)) : "", found.length ? null : nothing);
      } catch {
        if (mine === latest) say("", failed);
      } finally {
        clearTimeout(wait);
      }
    }

    root.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      await update();
      list.querySelector("a")?.focus();
    });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(update, PAUSE);
    });
    topic.addEventListener("change", update);
    more.addEventListener("click", async () => {
      const added = await entries(list.children.length);
      list.append(...added);
      more.hidden = list.children.length >= found.length;
      added[0]?.querySelector("a").focus();
    });
    root.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const links = [...list.querySelectorAll(".search-title")];
      if (!step || !links.length || event.target === topic) return;
      event.preventDefault();
      const here = links.indexOf(event.target.closest("li")?.querySelector(".search-title"));
      (here + step < 0 ? input : links[Math.min(here + step, links.length - 1)]).focus();
    });
    return { input, update, ready };
  }

  // --- where it stands -----------------------------------------------------------------------------------------

  const button = document.querySelector(".search-open");
  const dialog = document.querySelector(".search-dialog");
  let begin;

  if (dialog) {
    const search = enliven(dialog.querySelector(".search"), () => {});
    begin = () => {
      if (!dialog.open) dialog.showModal();
      search.input.select();
      search.ready().catch(() => {});
    };
    dialog.querySelector(".search-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    const box = dialog.querySelector(".search-key input");
    box.checked = !remembered();
    box.addEventListener("change", () => remember(!box.checked));
  } else {
    const page = document.querySelector('[data-search="page"]');
    if (page) {
      const search = enliven(page, (words) => history.replaceState(null, "", location.pathname + (words && `#q=${encodeURIComponent(words)}`)));
      const asked = new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q");
      begin = () => search.input.select();
      if (asked) {
        search.input.value = asked;
        search.update();
      } else search.input.focus();
    }
  }

  // One key alone may be pressed by accident, or by a voice: who likes can switch it off, and the browser remembers.
  function remembered() {
    try {
      return localStorage.getItem(KEY_OFF);
    } catch {
      return null;
    }
  }

  function remember(off) {
    try {
      if (off) localStorage.setItem(KEY_OFF, "1");
      else localStorage.removeItem(KEY_OFF);
    } catch {
      // A browser that keeps nothing goes on with the key.
    }
  }

  if (button && begin) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-keyshortcuts", "/");
    button.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      begin();
    });
    button.addEventListener("keydown", (event) => event.key === " " && (event.preventDefault(), begin()));
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || remembered()) return;
      event.preventDefault();
      begin();
    });
  }
}
