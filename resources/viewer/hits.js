// What a search has found, in a page: its words are read as the index reads them (reader/search/analysis.py), so that
// what counts as a hit here is what was found there. It runs before viewer.js.
(() => {
  "use strict";

  const MOST = 5000;
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, td, th, dd, dt, pre, figcaption, blockquote, div";
  const UNSPACED = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
  const PICTURES = "\\u2600-\\u27bf\\u2b50-\\u2b55\\u{1f1e6}-\\u{1f1ff}\\u{1f300}-\\u{1faff}";
  const PLAINER = { "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "þ": "th", "ß": "ss", "ς": "σ" };
  const FREE = new RegExp(`^[${UNSPACED}]`, "u");
  const TOKEN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+(?:\\+\\+|#(?![\\p{L}\\p{N}_]))?|[${PICTURES}]`, "gu");
  const CLUSTER = /[^\p{M}]\p{M}*|\p{M}+/gu;
  const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0640\u0670\u06d6-\u06ed\u00ad\u200c\u200d]/gu;
  const PLAIN = /^[\x00-\x7f]*$/;
  const HUMP = /^[a-zA-Z0-9]*(?:[a-z][A-Z]|[A-Z]{2}[a-z]{2})[a-zA-Z0-9]*$/;
  const CAMEL = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

  function foldLetter(letter) {
    if (letter === "й" || letter === "Й") return "й";
    if (letter === "ำ" || letter === "ຳ") return letter;
    const apart = Array.from(letter.toLowerCase().normalize("NFKD"), (part) => PLAINER[part] || part).join("");
    return apart.replace(ACCENTS, "").normalize("NFC");
  }

  // The folded text; `at` leads from each of its places to the place in `text`, or is null where they are the same.
  function fold(text) {
    if (PLAIN.test(text)) return { low: text.toLowerCase(), at: null };
    let low = "";
    const at = [];
    for (const cluster of text.matchAll(CLUSTER)) {
      const plain = Array.from(cluster[0].normalize("NFC"), foldLetter).join("");
      low += plain;
      for (let size = plain.length; size; size--) at.push(cluster.index);
    }
    at.push(text.length);
    return { low, at };
  }

  // Rows of words as {exact, open, rows, free, parts}: single words, beginnings, words in a row, and what is found anywhere.
  function wish({ rows = [], parts = [] }, apart) {
    const made = { exact: new Set(), open: [], rows: new Map(), free: parts.map((part) => fold(part).low).filter(Boolean) };
    for (const { words, open } of rows) {
      const mixed = words.length > 1 && words.some((word) => FREE.test(word));
      const single = words.length === 1 || mixed || apart;
      for (const word of single ? words : []) {
        if (FREE.test(word)) made.free.push(word);
        else if (open && word === words[words.length - 1]) made.open.push(word);
        else made.exact.add(word);
      }
      if (!single) made.rows.set(words[0], [...(made.rows.get(words[0]) || []), { words, open }]);
    }
    return made;
  }

  function fits(word, wanted) {
    return wanted.exact.has(word) || wanted.open.some((beginning) => word.startsWith(beginning));
  }

  // The end of a row of words that begins at token `first`, or -1.
  function rowEnd(tokens, first, { words, open }) {
    for (let at = 1; at < words.length; at++) {
      const token = tokens[first + at];
      if (!token) return -1;
      const last = at === words.length - 1;
      if (token.word !== words[at] && !(last && open && token.word.startsWith(words[at]))) return -1;
    }
    return tokens[first + words.length - 1].end;
  }

  // Stretches [start, end) of `text` that are wanted, in order, and none over another.
  function spans(text, wanted) {
    const { low, at } = fold(text);
    const place = (index) => (at ? at[index] : index);
    const found = [];
    const add = (start, end) => found.push([place(start), place(end)]);
    for (const part of wanted.free) {
      for (let from = low.indexOf(part); from >= 0 && found.length < MOST; from = low.indexOf(part, from + part.length)) {
        add(from, from + part.length);
      }
    }
    const tokens = [];
    if (wanted.exact.size || wanted.open.length || wanted.rows.size) {
      for (const match of low.matchAll(TOKEN)) tokens.push({ word: match[0], start: match.index, end: match.index + match[0].length });
    }
    tokens.forEach((token, number) => {
      if (found.length >= MOST) return;
      if (fits(token.word, wanted)) add(token.start, token.end);
      else addParts(text, token, place, wanted, found);
      for (const row of wanted.rows.get(token.word) || []) {
        const end = rowEnd(tokens, number, row);
        if (end >= 0) add(token.start, end);
      }
    });
    return merged(found);
  }

  // A word of an identifier such as getModulePath, which has it at the same place; C is one of C++.
  function addParts(text, token, place, wanted, found) {
    const start = place(token.start);
    const written = text.slice(start, place(token.end));
    if (/[+#]$/.test(written) && fits(token.word.replace(/[+#]+$/, ""), wanted)) found.push([start, start + written.length]);
    if (!HUMP.test(written)) return;
    for (const part of written.matchAll(CAMEL)) {
      const from = start + part.index;
      if (part[0].length > 1 && fits(part[0].toLowerCase(), wanted)) found.push([from, from + part[0].length]);
    }
  }

  function merged(found) {
    const apart = [];
    for (const [start, end] of found.sort((one, other) => one[0] - other[0])) {
      const last = apart[apart.length - 1];
      if (last && start < last[1]) last[1] = Math.max(last[1], end);
      else apart.push([start, end]);
    }
    return apart;
  }

  // Ranges of all that is wanted in the page; a word may reach over several text nodes of one block.
  function ranges(wanted) {
    const found = [];
    let nodes = [];
    let block = null;
    const flush = () => {
      const text = nodes.map((node) => node.data).join("");
      let at = 0;
      let seen = 0;
      for (const [start, end] of text ? spans(text, wanted) : []) {
        if (found.length >= MOST) break;
        const range = new Range();
        while (start >= seen + nodes[at].length) seen += nodes[at++].length;
        range.setStart(nodes[at], start - seen);
        let last = at;
        let before = seen;
        while (end > before + nodes[last].length) before += nodes[last++].length;
        range.setEnd(nodes[last], end - before);
        found.push(range);
      }
      nodes = [];
    };
    const walker = document.createTreeWalker(document.querySelector("main") || document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement.closest(BLOCKS);
      if (own !== block) flush();
      block = own;
      nodes.push(node);
    }
    flush();
    return found;
  }

  // What finds `rows` of folded words, each {words, open}, and `parts`, which are found anywhere. Where no row is in one
  // block of the page, as when a phrase goes over its end, its words are taken by themselves.
  function find(wanted) {
    const found = ranges(wish(wanted || {}, false));
    return found.length || !wanted || !(wanted.rows || []).some(({ words }) => words.length > 1) ? found : ranges(wish(wanted, true));
  }

  globalThis.postilHits = { find, fold };
})();
