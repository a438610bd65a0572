// The page works without this script. It keeps words about time true after the build, closes the menu
// when a place was chosen, says what a chart shows where somebody points, lets search, and opens what is folded before the
// page is printed.
(function () {
  "use strict";

  // "3 days overdue" was right on the day of the build; say it for today. So with what has become overdue since, which
  // is on the page already, and with what is counted.
  function words(days) {
    if (days < 0) return (days === -1 ? "1 day" : -days + " days") + " overdue";
    return days <= 7 ? "this week" : "";
  }

  function judge(mark, late, text) {
    (mark.querySelector("a") || mark).textContent = text;
    mark.dataset.mark = late ? "\u2715" : "!";
    mark.classList.remove("met", "wait", "warn", "missed");
    mark.classList.add("verdict", late ? "missed" : "warn");
    mark.hidden = false;
  }

  // How many things the days until today have brought: "2026-12-21 13*2" are one on that day, and two 13 days later.
  function brought(days, today) {
    var day = 0, sum = 0;
    days.split(" ").forEach(function (word) {
      var parts = word.split("*");
      day = day ? day + Number(parts[0]) * 864e5 : Date.parse(parts[0]);
      if (day <= Date.parse(today)) sum += Number(parts[1] || 1);
    });
    return sum;
  }

  function count(mark, today) {
    var data = mark.dataset, more = brought(data.needs, today), lateMore = brought(data.overdue || "", today);
    var all = Number(data.now) + more, late = Number(data.late || 0) + lateMore;
    if (!more && !lateMore) return;
    if (mark.className === "count") {
      mark.textContent = all;
      mark.hidden = false;
      return;
    }
    if (data.more && !mark.querySelector("a")) {
      var link = document.createElement("a");
      link.href = data.more;
      mark.replaceChildren(link);
    }
    var missed = Number(data.missed || 0), red = late + missed, need = all === 1 ? "1 thing needs someone" : all + " things need someone";
    var words = [missed && missed + (missed === 1 ? " promise" : " promises") + " missed", late && late + " " + data.word + (late === 1 ? "" : "s") + " overdue", !red && need, red && "whole" in data && all > red && need + " in all"];
    judge(mark, red > 0, words.filter(Boolean).join(", "));
  }

  // The day is that of the site's zone: all readers count alike. One who has no such zone counts by their own.
  function dayIn(zone) {
    function write(options) {
      var parts = {};
      new Intl.DateTimeFormat("en-US", options).formatToParts(new Date()).forEach(function (part) { parts[part.type] = part.value; });
      return parts.year + "-" + parts.month + "-" + parts.day;
    }
    var options = { year: "numeric", month: "2-digit", day: "2-digit" };
    try {
      return write(Object.assign({ timeZone: zone }, options));
    } catch (unknown) {
      return write(options);
    }
  }

  // A meeting is next on the first of its days that has not passed.
  function next(mark, today) {
    var day = mark.dataset.next.split(" ").find(function (day) { return day >= today; });
    if (!day) {
      (mark.parentNode.tagName === "SPAN" ? mark.parentNode : mark).hidden = true;
      return;
    }
    var date = new Date(day), months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
    mark.dateTime = day;
    mark.textContent = "Sun Mon Tue Wed Thu Fri Sat".split(" ")[date.getUTCDay()] + " " + date.getUTCDate() + " " + months[date.getUTCMonth()] + " " + date.getUTCFullYear();
  }

  function markDay(cell, today) {
    var time = cell.querySelector("time"), is = time.dateTime === today, mark = cell.querySelector(".now");
    cell.classList.toggle("today", is);
    cell.classList.toggle("past", time.dateTime < today);
    if (is) cell.classList.remove("empty");
    if (mark && !is) mark.remove();
    if (mark || !is) return;
    mark = document.createElement("span");
    mark.className = "small now";
    mark.textContent = " today";
    time.after(mark);
  }

  if (!("frozen" in document.documentElement.dataset)) {
    var today = dayIn(document.documentElement.dataset.zone);
    document.querySelectorAll("[data-due]").forEach(function (mark) {
      var days = Math.round((Date.parse(mark.dataset.due) - Date.parse(today)) / 864e5);
      if (words(days)) judge(mark, days < 0, words(days));
    });
    document.querySelectorAll("[data-from]").forEach(function (part) { if (part.dataset.from <= today) part.hidden = false; });
    document.querySelectorAll("[data-until]").forEach(function (part) { if (part.dataset.until <= today) part.hidden = true; });
    document.querySelectorAll("[data-needs]").forEach(function (mark) { count(mark, today); });
    document.querySelectorAll("[data-next]").forEach(function (mark) { next(mark, today); });
    document.querySelectorAll(".month li").forEach(function (cell) { markDay(cell, today); });
  }

  // What a part of a chart says: under the mouse, under a finger, and by arrow keys.
  var tip = document.createElement("div");
  var pointed = null;
  tip.className = "fig-tip";
  tip.setAttribute("role", "status");
  document.body.append(tip);

  function point(part) {
    if (pointed) pointed.classList.remove("fig-at");
    pointed = part;
    tip.textContent = part ? part.dataset.says : "";
    if (!part) return;
    part.classList.add("fig-at");
    var box = part.getBoundingClientRect();
    var left = box.left + (box.width - tip.offsetWidth) / 2;
    var top = box.top - tip.offsetHeight - 8;
    tip.style.left = Math.max(8, Math.min(left, document.documentElement.clientWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = (top < 8 ? box.bottom + 8 : top) + "px";
  }

  document.querySelectorAll(".fig svg").forEach(function (chart) {
    var parts = [].slice.call(chart.querySelectorAll(".fig-hit"));
    if (!parts.length) return;
    parts.forEach(function (part) {
      part.dataset.says = part.textContent;
      part.textContent = "";
    });
    chart.setAttribute("tabindex", "0");
    chart.addEventListener("keydown", function (event) {
      var at = parts.indexOf(pointed), last = parts.length - 1;
      var to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at < 0 ? last : at - 1, ArrowUp: at < 0 ? last : at - 1, Home: 0, End: last, Escape: -1 }[event.key];
      if (to === undefined || event.target !== chart || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      point(event.key === "Escape" ? null : parts[Math.max(0, Math.min(to, last))]);
    });
    chart.addEventListener("blur", function () { point(null); });
  });
  // A part may lie under the words that stand on it.
  function partAt(event) {
    if (!event.target.closest(".fig svg")) return null;
    return document.elementsFromPoint(event.clientX, event.clientY).find(function (e) { return e.classList.contains("fig-hit"); }) || null;
  }

  ["pointermove", "pointerdown"].forEach(function (type) {
    document.addEventListener(type, function (event) {
      var part = partAt(event);
      if (part !== pointed) point(part);
    });
  });
  document.addEventListener("scroll", function () { point(null); }, { passive: true });

  // A chart can be explored where the site has what it takes: that is loaded when somebody asks for it.
  function explore(chart, button) {
    var figure = chart.querySelector(".fig");
    var place = document.createElement("div");
    if (!window.lockstepExplore) {
      var script = document.createElement("script");
      script.src = chart.dataset.explore;
      script.onload = function () { explore(chart, button); };
      script.onerror = function () { button.textContent = "This could not be loaded"; };
      document.head.append(script);
      return;
    }
    if (button.hidden) return;
    figure.hidden = button.hidden = true;
    place.className = "fig-explorer";
    figure.after(place);
    window.lockstepExplore(place, chart.querySelector("script").textContent, function () {
      place.remove();
      figure.hidden = button.hidden = false;
      button.focus();
    });
    place.querySelector("button").focus();
  }

  document.querySelectorAll("[data-explore]").forEach(function (chart) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "fig-explore";
    button.textContent = "Explore";
    button.setAttribute("aria-label", "Explore " + chart.querySelector("title").textContent);
    button.addEventListener("click", function () { explore(chart, button); });
    chart.querySelector(".fig-below").prepend(button);
  });

  // What it takes to search is loaded when somebody does.
  var find = document.querySelector(".find");
  if (find) {
    find.hidden = false;
    find.addEventListener("click", function () {
      if (window.lockstepSearch) return window.lockstepSearch(find);
      var script = document.createElement("script");
      script.src = find.dataset.root + "assets/find.js";
      script.onload = function () { window.lockstepSearch(find); };
      script.onerror = function () { find.textContent = "The search could not be loaded"; };
      document.head.append(script);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, dialog")) return;
      event.preventDefault();
      find.click();
    });
  }

  var places = document.getElementById("places");
  if (places) {
    places.addEventListener("click", function (event) {
      if (event.target.closest("a") && places.matches(":popover-open")) places.hidePopover();
    });
  }

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (d) { d.open = true; d.dataset.shut = ""; });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-shut]").forEach(function (d) { d.open = false; delete d.dataset.shut; });
  });
})();
