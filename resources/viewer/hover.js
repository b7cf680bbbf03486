// What the pointer or the keyboard rests on: a citation mark, a footnote's mark, a link to a note or to a place of this
// page. It tells, and the window shows a card. It runs after viewer.js.
(() => {
  "use strict";

  const { postil } = globalThis;
  const MARKS = "[id^='mention-']";
  const LINKS = "a.note-link[href^='/']:not(.embed-title), a[href^='#']:not(.footnote-back, .tag)";
  const REST_FRAMES = 9;
  const LONG_REST_FRAMES = 18;
  const LONGEST = 600;
  const MOST_LINES = 7;
  const PIECES = "p, li, dt, dd, tr, pre, blockquote, figcaption, h1, h2, h3, h4, h5, h6";
  let under = null;

  function targetAt(node) {
    return node instanceof Element ? node.closest(MARKS) || node.closest(LINKS) : null;
  }

  // The pointer has to rest a moment, counted in frames, before a card comes; the keyboard has not.
  function enter(element, rest) {
    if (element === under) return;
    leave();
    under = element;
    let left = rest;
    const step = () => {
      if (under !== element) return;
      if (left-- > 0) {
        requestAnimationFrame(step);
        return;
      }
      const box = element.getClientRects()[0];
      if (box) tellOf(element, [box.left, box.top, box.width, box.height]);
    };
    step();
  }

  function leave() {
    if (!under) return;
    under = null;
    postil.tell("left", null);
  }

  function tellOf(element, box) {
    const mark = /^mention-(\d+)$/.exec(element.id);
    const place = (element.getAttribute("href") || "").startsWith("#") ? document.getElementById(decoded(element.hash.slice(1))) : null;
    if (mark) {
      const note = place && place.closest(".footnotes li") ? partOf(place).lines : [];
      postil.tell("mark_entered", { number: Number(mark[1]), note, box });
    } else if (element.getAttribute("href").startsWith("/")) postil.tell("link_entered", { url: element.href, box });
    else {
      const part = partOf(place);
      if (part) postil.tell("part_entered", { ...part, box });
    }
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  // What a place of this page says: {title, lines}. A heading gives the beginning of its section, all else its block.
  function partOf(target) {
    if (!target) return null;
    if (!/^H[1-6]$/.test(target.tagName)) {
      const block = target.closest(PIECES) || target;
      const lines = linesOf(block);
      return { title: "", lines };
    }
    const lines = [];
    for (let next = target.nextElementSibling; next && lines.length < MOST_LINES; next = next.nextElementSibling) {
      if (next.matches("h1, h2, h3, h4, h5, h6, .footnotes")) break;
      lines.push(...linesOf(next));
    }
    return { title: textOf(target), lines: lines.slice(0, MOST_LINES) };
  }

  function linesOf(block) {
    const inner = [...block.querySelectorAll(PIECES)].filter((piece) => !piece.querySelector(PIECES));
    const lines = (inner.length ? inner.slice(0, MOST_LINES) : [block]).map(textOf);
    return lines.filter((line) => line);
  }

  function textOf(element) {
    const copy = element.cloneNode(true);
    for (const back of copy.querySelectorAll(".footnote-back")) back.remove();
    for (const formula of copy.querySelectorAll("math")) formula.replaceWith(formula.getAttribute("alttext") || formula.textContent);
    return copy.textContent.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  }

  document.addEventListener("mouseover", (event) => {
    const target = targetAt(event.target);
    if (target) enter(target, target.matches(MARKS) || target.closest(".footnote-ref") ? REST_FRAMES : LONG_REST_FRAMES);
    else leave();
  });
  document.addEventListener("mouseleave", leave);
  document.addEventListener("scroll", leave, { passive: true });
  document.addEventListener("click", leave, true);
  document.addEventListener("contextmenu", leave, true);
  document.addEventListener("focusin", (event) => {
    const target = targetAt(event.target);
    if (target && event.target.matches(":focus-visible")) enter(target, 0);
    else leave();
  });
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
})();
