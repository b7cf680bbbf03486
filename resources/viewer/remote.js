// Images of the web, each in its place: told when a person clicks on one, and shown when it has come. It runs after
// viewer.js, which tells of the click.
(() => {
  "use strict";

  const { postil } = globalThis;

  function placeOf(number) {
    return document.querySelectorAll("a.remote-image")[number] || null;
  }

  // While an image is on its way its place says so.
  function markRemote(number, busy) {
    const place = placeOf(number);
    if (place) place.setAttribute("aria-busy", String(busy));
  }

  // The page keeps what is being read where it is: an image above it makes the page longer, and it is scrolled on.
  function showRemote(number, address) {
    const place = placeOf(number);
    if (!place) return;
    const image = new Image();
    image.alt = place.textContent;
    image.src = address;
    image.decode().then(() => {
      place.removeAttribute("aria-busy");
      place.classList.add("loaded");
      place.replaceChildren(image);
    }, () => {
      place.removeAttribute("aria-busy");
      postil.tell("remote_failed", place.href);
    });
  }

  Object.assign(postil, { markRemote, showRemote });
})();
