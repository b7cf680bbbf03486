// Postil's own hand in a page. It runs in an isolated world, where the page's scripts (there are none) cannot see it,
// hears clicks and scrolling, and is told where to go. `setTimeout` never fires here; time comes from animation frames.
// `postilStart` was put there before the page: {serial, anchor, place, look, ring, hits}.
(() => {
  "use strict";

  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, pre, tr, blockquote, figure, hr, img";
  const GLOW_MS = 1800;
  const LONGEST_WHOLE = 18;
  const MOST_WHOLE = 4000;
  const root = document.documentElement;
  const start = globalThis.postilStart || {};
  const waiting = [];
  let bridge = null;
  let blocks = [];
  let headings = [];
  let section = null;
  let aimed = "";
  let place = null;
  let ticking = false;
  let shownMention = -1;
  let hits = [];
  let hit = -1;

  function tell(kind, value) {
    if (bridge) bridge.heard(kind, JSON.stringify(value));
    else waiting.push([kind, value]);
  }

  // The index of the first of `elements`, which follow each other down the page, for which `wanted(rect)` holds.
  function first(elements, wanted) {
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wanted(elements[middle].getBoundingClientRect())) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function words(element) {
    return element.textContent.trim().slice(0, 120);
  }

  // A place is the text at the top of the view, so that it survives another size, another width and an edited note.
  function currentPlace() {
    const index = first(blocks, (rect) => rect.bottom > 1);
    if (window.scrollY < 2 || index >= blocks.length) return null;
    const rect = blocks[index].getBoundingClientRect();
    return { text: words(blocks[index]), index, share: rect.height ? -rect.top / rect.height : 0 };
  }

  function restore(wanted) {
    if (!wanted) {
      window.scrollTo(0, 0);
      return;
    }
    let found = blocks[wanted.index];
    if (!found || words(found) !== wanted.text) {
      const same = blocks.map((block, index) => [Math.abs(index - wanted.index), block])
        .filter(([, block]) => words(block) === wanted.text);
      if (same.length) found = same.reduce((near, other) => (other[0] < near[0] ? other : near))[1];
    }
    if (!found) found = blocks[blocks.length - 1];
    if (!found) return;
    const rect = found.getBoundingClientRect();
    window.scrollTo(0, window.scrollY + rect.top + wanted.share * rect.height);
  }

  function reveal(element, block) {
    for (let up = element.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    element.scrollIntoView({ block, behavior: "instant" });
  }

  function scrollToId(id) {
    if (id === "") {
      window.scrollTo(0, 0);
      return;
    }
    const mention = /^mention-(\d+)$/.exec(id);
    if (mention) {
      goToMention(Number(mention[1]));
      return;
    }
    const element = document.getElementById(id);
    if (!element) return;
    reveal(element, "start");
    if (!/^H[1-6]$/.test(element.tagName)) return;
    aimed = id;
    setSection(id);
  }

  // The sentence around `element`, as a range inside its block.
  function sentence(element) {
    const block = element.closest("p, li, td, th, dd, dt, blockquote, figcaption, h1, h2, h3, h4, h5, h6") || element;
    const before = new Range();
    before.setStart(block, 0);
    before.setEndBefore(element);
    const at = Math.max(before.toString().trimEnd().length - 1, 0);
    let from = 0;
    let to = block.textContent.length;
    for (const part of new Intl.Segmenter(root.lang || undefined, { granularity: "sentence" }).segment(block.textContent)) {
      if (part.index <= at && at < part.index + part.segment.length) {
        from = part.index;
        to = part.index + part.segment.trimEnd().length;
      }
    }
    const range = new Range();
    range.selectNodeContents(element);
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let seen = 0;
    let begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const end = seen + node.length;
      if (!begun && from < end) {
        range.setStart(node, from - seen);
        begun = true;
      }
      if (begun && to <= end) {
        range.setEnd(node, to - seen);
        break;
      }
      seen = end;
    }
    return range;
  }

  function glow(element) {
    const began = performance.now();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const shown = new Highlight(sentence(element));
    CSS.highlights.set("postil-glow", shown);
    const step = (now) => {
      if (CSS.highlights.get("postil-glow") !== shown) return;
      const left = 1 - (now - began) / GLOW_MS;
      if (left <= 0) {
        CSS.highlights.delete("postil-glow");
        return;
      }
      root.style.setProperty("--postil-glow", still ? "100%" : `${Math.min(1, 1.6 * left) * 100}%`);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  function goToMention(number) {
    const element = document.getElementById(`mention-${number}`);
    if (!element) return;
    reveal(element, "center");
    glow(element);
    shownMention = number;
  }

  // Go elsewhere in the page, and tell the place that this leaves where it is out of sight then: one can go back to it.
  function leaping(go) {
    return (target) => {
      const from = currentPlace();
      const top = window.scrollY;
      go(target);
      if (Math.abs(window.scrollY - top) <= window.innerHeight / 2) return;
      // Who goes back at once comes here again, and not to where the page was.
      look();
      tell("leapt", from);
    };
  }

  // Mark what a search found, and go to the first of it where `go` says so.
  function markHits(wanted, go) {
    hits = postilHits.find(wanted);
    hit = -1;
    CSS.highlights.delete("postil-hit");
    if (hits.length) CSS.highlights.set("postil-hits", new Highlight(...hits));
    else CSS.highlights.delete("postil-hits");
    if (go && hits.length) goToHit(1);
    else tell("hits", { current: 0, total: hits.length });
  }

  function goToHit(step) {
    if (!hits.length) return;
    hit = hit < 0 && step < 0 ? hits.length - 1 : (hit + step + hits.length) % hits.length;
    const shown = new Highlight(hits[hit]);
    shown.priority = 1;
    CSS.highlights.set("postil-hit", shown);
    for (let up = hits[hit].startContainer.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    const box = hits[hit].getBoundingClientRect();
    if (box.top < 40 || box.bottom > window.innerHeight - 40) {
      window.scrollTo({ top: window.scrollY + box.top - window.innerHeight / 3, behavior: "instant" });
    }
    tell("hits", { current: hit + 1, total: hits.length });
  }

  // Where a page has no scroll bar, the room for it keeps the colours of before until it is something else for a frame.
  function paintScrollRoom() {
    if (root.scrollHeight > root.clientHeight) return;
    root.style.scrollbarGutter = "auto";
    requestAnimationFrame(() => requestAnimationFrame(() => root.style.removeProperty("scrollbar-gutter")));
  }

  function setLook(look) {
    const theme = root.dataset.theme;
    for (const [name, value] of Object.entries(look.data || {})) root.dataset[name] = value;
    for (const [name, value] of Object.entries(look.style || {})) root.style.setProperty(name, value);
    if (theme !== root.dataset.theme) paintScrollRoom();
    restore(place);
  }

  // Ring the page, which has the keyboard.
  function setRing(wanted) {
    root.toggleAttribute("data-ring", wanted);
  }

  function setSection(id) {
    if (id === section) return;
    section = id;
    tell("section", id);
  }

  function look() {
    ticking = false;
    place = currentPlace();
    // At the end of the page what begins on the last screen can come no nearer to its top.
    const ends = window.scrollY > 0 && window.scrollY + window.innerHeight >= root.scrollHeight - 2;
    if (!ends) aimed = "";
    const index = first(headings, (rect) => rect.top > (ends ? window.innerHeight - 40 : 120));
    setSection(aimed || (index ? headings[index - 1].id : ""));
    tell("place", place);
  }

  function onScroll() {
    if (ticking) return;
    ticking = true;
    requestAnimationFrame(look);
  }

  function onClick(event) {
    // A mark inside the text of a link is a span, and is meant where it is hit.
    const link = event.target instanceof Element ? event.target.closest("a, span.cite[id]") : null;
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.isTrusted || event.button > 1) return;
    const other = event.ctrlKey || event.metaKey || event.button === 1;
    const mention = /^mention-(\d+)$/.exec(link.id);
    if (mention) tell("mention", Number(mention[1]));
    // A link of the text that is its own source is followed as well.
    if (link.matches("a.remote-image")) tell("remote_image", { url: link.href, number: [...document.querySelectorAll("a.remote-image")].indexOf(link) });
    else if (link.hasAttribute("href") && !(mention && link.classList.contains("cite"))) tell("link", { written: link.getAttribute("href"), url: link.href, other });
  }

  function onMouseUp(event) {
    if (event.button === 3 || event.button === 4) {
      event.preventDefault();
      tell("travel", event.button === 3 ? -1 : 1);
    }
  }

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "::highlight(postil-glow) { background-color: color-mix(in srgb, var(--postil-mark) var(--postil-glow), transparent); }" +
    "::highlight(postil-hits) { background-color: var(--postil-mark); }" +
    "::highlight(postil-hit) { background-color: var(--postil-hit); color: var(--postil-hit-ink); }" +
    ":root[data-ring]::after { content: ''; position: fixed; inset: 0; border: 2px solid var(--postil-ring); pointer-events: none; }",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  // Only blocks without blocks inside follow each other down the page, which the search by halves relies on.
  blocks = [...document.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
  headings = [...document.querySelectorAll("h1[id], h2[id], h3[id], h4[id], h5[id], h6[id]")];
  // A cell such as `GPT-4` would be broken behind its hyphen to give room to longer ones, and a command in a line.
  for (const whole of [...document.querySelectorAll("td, th, :not(pre) > code")].slice(0, MOST_WHOLE)) {
    const text = whole.textContent;
    if (text.length <= LONGEST_WHOLE && text.includes("-")) whole.style.whiteSpace = "nowrap";
  }
  setLook(start.look || {});
  setRing(Boolean(start.ring));
  if (start.anchor) scrollToId(start.anchor);
  else if (start.place) restore(start.place);
  if (start.hits) markHits(start.hits, !start.anchor && !start.place);
  place = currentPlace();
  document.addEventListener("click", onClick, true);
  document.addEventListener("auxclick", onClick, true);
  document.addEventListener("mouseup", onMouseUp, true);
  document.addEventListener("scroll", onScroll, { passive: true });
  window.addEventListener("resize", () => restore(place));
  globalThis.postil = { scrollToId: leaping(scrollToId), goToMention: leaping(goToMention), restore, goToHit, markHits, setLook, setRing, tell, get shownMention() { return shownMention; } };

  const painted = () => tell("painted", start.serial);
  requestAnimationFrame(() => requestAnimationFrame(() => {
    // A page whose faces are still on their way has been painted without its letters.
    if (document.fonts.status !== "loading") painted();
    else document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(painted)));
  }));
  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    look();
    for (const [kind, value] of waiting.splice(0)) tell(kind, value);
  });
})();
