// What a page does with its citation marks: it hands out a selected passage with them, and shows in the margin how many
// domains stand behind a paragraph. It runs after viewer.js.
(() => {
  "use strict";

  const { postil } = globalThis;
  const MARKS = "[id^='mention-']";
  const BLOCKS = "p, li, dd, dt, td, th, blockquote, figcaption, h1, h2, h3, h4, h5, h6";
  const STYLES = { EM: "em", I: "em", STRONG: "strong", B: "strong", CODE: "code", KBD: "code" };

  function numberOf(element) {
    const found = element ? /^mention-(\d+)$/.exec(element.id) : null;
    return found ? Number(found[1]) : -1;
  }

  document.addEventListener("keydown", (event) => {
    const mark = event.target instanceof Element ? event.target.closest(MARKS) : null;
    if (event.isTrusted && event.key === "Enter" && mark && !mark.hasAttribute("href")) {
      postil.tell("mention", numberOf(mark));
    }
  });
  // A mark without a source is no link; the keyboard reaches it all the same.
  for (const mark of document.querySelectorAll(`${MARKS}.dangling`)) mark.tabIndex = 0;

  // A selected passage as blocks: {kind, runs}, where a run is {text, style, href} or {mark}.
  function passage() {
    const selection = getSelection();
    const blocks = [];
    if (selection.rangeCount && !selection.isCollapsed) {
      const range = selection.getRangeAt(0);
      const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
      const single = range.commonAncestorContainer.nodeType === Node.TEXT_NODE;
      let block = null;
      let last = -1;
      for (let node = single ? range.startContainer : walker.nextNode(); node; node = single ? null : walker.nextNode()) {
        if (!range.intersectsNode(node)) continue;
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.length;
        if (from >= to) continue;
        const own = node.parentElement.closest(`${BLOCKS}, pre`) || document.body;
        if (own !== block) {
          if (!node.data.trim()) continue;
          block = own;
          blocks.push({ kind: kindOf(own), runs: [] });
          last = -1;
        }
        const mark = node.parentElement.closest(`${MARKS}.cite`);
        if (mark) {
          if (numberOf(mark) !== last) blocks[blocks.length - 1].runs.push({ mark: numberOf(mark) });
          last = numberOf(mark);
        } else if (!inGroup(node)) {
          blocks[blocks.length - 1].runs.push(runOf(node, node.data.slice(from, to)));
        } else {
          const words = node.data.slice(from, to).replace(/^\[|\]$/g, "");
          if (/[\p{L}\p{N}]/u.test(words)) blocks[blocks.length - 1].runs.push(runOf(node, words));
        }
      }
    }
    postil.tell("passage", blocks);
  }

  // The brackets and commas of `[1, 3]` go with its marks; words and pages, as in `[see @key, p. 3; @other]`, stay.
  function inGroup(node) {
    return node.parentElement.closest(".cite-group") !== null;
  }

  function kindOf(block) {
    const item = block.closest("li, blockquote");
    if (/^H[1-6]$/.test(block.tagName) || block.tagName === "PRE") return block.tagName.toLowerCase();
    return item ? item.tagName.toLowerCase() : "p";
  }

  function runOf(node, text) {
    const styles = [];
    let href = "";
    for (let up = node.parentElement; up && !up.matches(`${BLOCKS}, pre, main`); up = up.parentElement) {
      if (STYLES[up.tagName]) styles.push(STYLES[up.tagName]);
      if (up.tagName === "A" && /^https?:/.test(up.getAttribute("href") || "")) href = up.href;
    }
    return { text, style: styles.includes("code") ? "code" : styles.join(" "), href };
  }

  // `domains` holds the domain of each mark, or null; an empty list takes the numbers away again.
  function showDomains(domains) {
    for (const block of document.querySelectorAll("[data-postil-domains]")) {
      delete block.dataset.postilDomains;
      delete block.dataset.postilDomainsFigure;
    }
    const behind = new Map();
    domains.forEach((domain, number) => {
      const mark = domain ? document.getElementById(`mention-${number}`) : null;
      const block = mark ? mark.closest(BLOCKS) : null;
      if (!block) return;
      if (!behind.has(block)) behind.set(block, new Set());
      behind.get(block).add(domain);
    });
    for (const [block, found] of behind) {
      block.dataset.postilDomains = found.size === 1 ? "1 domain" : `${found.size} domains`;
      block.dataset.postilDomainsFigure = found.size;
    }
  }

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "[data-postil-domains] { position: relative; }" +
    "[data-postil-domains]::after { content: attr(data-postil-domains); position: absolute; top: 0.35em; right: 100%;" +
    " padding-right: 1.2rem; width: max-content; font: 400 0.75rem/1.3 var(--sans); letter-spacing: 0.01em;" +
    " color: var(--quiet); text-indent: 0; text-align: right; }" +
    "li[data-postil-domains]::after, blockquote [data-postil-domains]::after { padding-right: 2.8rem; }" +
    // Where the margin is narrow, the figure alone says it, and no line of the page moves.
    "@media (max-width: 60rem) { [data-postil-domains]::after { content: attr(data-postil-domains-figure);" +
    " padding-right: 0.9rem; font-variant-numeric: tabular-nums lining-nums; } }" +
    ".cite:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  Object.assign(postil, { passage, showDomains });
})();
