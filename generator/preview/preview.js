// In pages of "lockstep serve" only: loads the page again when it is another one, where its reader was, and
// shows what is wrong and what is being changed.
(function () {
  "use strict";

  var own = document.currentScript;
  var mine = own.dataset.page;
  var place = "lockstep-place:" + location.pathname;
  var source = null;

  // where the reader was, and what was open
  function keep() {
    var open = [].map.call(document.querySelectorAll("main details"), function (d) { return d.open; });
    try { sessionStorage.setItem(place, JSON.stringify({ x: scrollX, y: scrollY, open: open, bar: bar.offsetHeight })); } catch (_) { /* then the page starts at its top */ }
  }

  function restore() {
    try {
      var kept = JSON.parse(sessionStorage.getItem(place));
      sessionStorage.removeItem(place);
      if (!kept) return;
      var all = document.querySelectorAll("main details");
      if (all.length === kept.open.length) all.forEach(function (d, i) { d.open = kept.open[i]; });
      reserve(kept.bar);
      scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    } catch (_) { /* nothing was kept */ }
  }

  function element(name, text, className) {
    var e = document.createElement(name);
    if (text) e.textContent = text;
    if (className) e.className = className;
    return e;
  }

  var bar = element("aside", "", "lockstep-preview");
  bar.setAttribute("aria-label", "Preview");
  bar.setAttribute("aria-live", "polite");
  bar.hidden = true;
  document.body.append(bar);

  // The page ends above the bar, and what has the focus is scrolled to where the bar is not.
  function reserve(height) { document.documentElement.style.setProperty("--lockstep-bar", height + "px"); }
  var told = false; // until then there is room for the bar of the page before
  new ResizeObserver(function () { if (told) reserve(bar.offsetHeight); }).observe(bar);

  function trouble(said) {
    var box = element("div", "", "lockstep-trouble");
    var excerpt = element("pre", said.excerpt);
    excerpt.tabIndex = 0; // so that the keyboard can scroll it
    box.append(element("b", said.trouble), excerpt);
    return box;
  }

  function edits(said, opened) {
    var box = element("details", "", "lockstep-edits");
    var first = said.edits[0];
    var rest = said.edits.length - 1;
    box.open = opened;
    box.append(element("summary", first.title + ", since " + first.since + ": " + first.gist + (rest ? " (and " + rest + " more)" : "")));
    said.edits.forEach(function (edit) {
      var list = element("ul");
      edit.changes.forEach(function (change) { list.append(element("li", change)); });
      box.append(element("p", edit.title + ", since " + edit.since + ": " + edit.gist), list);
    });
    return box;
  }

  function notes(said) {
    var box = element("div", said.health ? "" : said.notes, "lockstep-lost");
    if (said.health) {
      var link = element("a", said.notes);
      link.href = said.health;
      box.append(link);
    }
    return box;
  }

  function show(said) {
    var was = bar.querySelector("details");
    var opened = was ? was.open : sessionStorage.getItem("lockstep-edits") === "open";
    bar.replaceChildren();
    if (said.trouble) bar.append(trouble(said));
    if (said.edits.length) bar.append(edits(said, opened));
    said.unknown.forEach(function (sentence) { bar.append(element("div", sentence, "lockstep-lost")); });
    if (said.notes) bar.append(notes(said));
    bar.hidden = !bar.childElementCount;
    told = true;
    reserve(bar.offsetHeight);
  }

  bar.addEventListener("toggle", function (event) {
    sessionStorage.setItem("lockstep-edits", event.target.open ? "open" : "");
  }, true);

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/.lockstep/events?page=" + encodeURIComponent(decodeURIComponent(location.pathname)));
    source.onmessage = function (event) {
      var said = JSON.parse(event.data);
      if (said.page !== mine) {
        keep();
        location.reload();
        return;
      }
      show(said);
    };
    source.onerror = function () {
      if (!bar.querySelector(".lockstep-lost.stopped")) bar.append(element("div", "lockstep serve does not answer", "lockstep-lost stopped"));
      bar.hidden = false;
    };
  }

  // A browser has few connections to one server: pages that nobody sees give theirs back.
  function rest() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", function () { document.hidden ? rest() : listen(); });
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  restore();
  listen();
})();
