// Searches what the scripts named by the button hold: [{t: title, k: kind, p: path below the root, x: text}, …].
(function () {
  "use strict";

  var most = 20;
  var all = null; // what can be found, each with its words made comparable
  var dialog, input, list, status, root;

  function plain(text) { return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(); }

  function element(name, attributes, text) {
    var e = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { e.setAttribute(key, attributes[key]); });
    if (text) e.textContent = text;
    return e;
  }

  // How well a word fits: where a word begins is better than within one, and a title better than a text.
  function fit(found, word) {
    var at = found.title.indexOf(word);
    if (at === 0) return 8;
    if (at > 0) return /[\p{L}\p{N}]/u.test(found.title[at - 1]) ? 3 : 5;
    if (found.kind.indexOf(word) === 0) return 2;
    at = found.text.indexOf(word);
    if (at < 0) return 0;
    return at === 0 || !/[\p{L}\p{N}]/u.test(found.text[at - 1]) ? 1 : .5;
  }

  function search(query) {
    var words = plain(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return all.map(function (found) {
      var points = 0;
      for (var i = 0; i < words.length; i++) {
        var now = fit(found, words[i]);
        if (!now) return null;
        points += now;
      }
      return { found: found, points: points + (found.title === plain(query).trim() ? 8 : 0) };
    }).filter(Boolean).sort(function (a, b) { return b.points - a.points || a.found.order - b.found.order; });
  }

  // The part of a text around the first word that was asked for.
  function around(found, query) {
    var word = plain(query).split(/\s+/).filter(Boolean)[0] || "";
    var text = found.from.x || "";
    var at = Math.max(0, found.text.indexOf(word));
    var start = at < 60 ? 0 : text.indexOf(" ", at - 50) + 1;
    var end = text.length - start < 140 ? text.length : text.lastIndexOf(" ", start + 140);
    return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  function show() {
    var query = input.value;
    var results = all ? search(query) : [];
    list.replaceChildren.apply(list, results.slice(0, most).map(function (result) {
      var from = result.found.from;
      var item = element("li");
      var link = element("a", { href: root + from.p });
      link.append(element("b", {}, from.t), " ", element("span", { "class": "soft small" }, from.k));
      var text = around(result.found, query);
      if (text) link.append(element("br"), element("span", { "class": "small" }, text));
      item.append(link);
      return item;
    }));
    if (!all) status.textContent = "Loading …";
    else if (!query.trim()) status.textContent = "";
    else if (!results.length) status.textContent = "Nothing has these words. A shorter one may do.";
    else if (results.length > most) status.textContent = "The first " + most + " of " + results.length;
    else status.textContent = results.length === 1 ? "1 result" : results.length + " results";
  }

  function load(button) {
    var waiting = button.dataset.finds.split(" ");
    var left = waiting.length;
    window.lockstepFinds = [];
    function done() {
      if (--left) return;
      var seen = {};
      all = [].concat.apply([], window.lockstepFinds).filter(function (from) {
        var key = from.p + " " + from.t;
        return !seen[key] && (seen[key] = true);
      }).map(function (from, order) {
        return { from: from, order: order, title: plain(from.t), kind: plain(from.k), text: plain(from.x || "") };
      });
      show();
    }
    waiting.forEach(function (address) {
      var script = element("script", { src: address });
      script.onload = done;
      script.onerror = done; // then the rest can be searched
      document.head.append(script);
    });
  }

  // Arrows go from the field through the results and back.
  function move(event) {
    var stops = [input].concat([].slice.call(list.querySelectorAll("a")));
    var at = stops.indexOf(document.activeElement);
    var to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : -1;
    if (event.key === "Enter" && at === 0 && stops[1] && !event.isComposing) {
      event.preventDefault();
      stops[1].click();
    } else if (stops[to]) {
      event.preventDefault();
      stops[to].focus();
    }
  }

  window.lockstepSearch = function (button) {
    if (!dialog) {
      root = button.dataset.root;
      dialog = element("dialog", { "class": "finder", "aria-label": "Search" });
      input = element("input", { type: "search", "aria-label": "Search for", autocomplete: "off", spellcheck: "false", placeholder: "A word, a number, a name" });
      list = element("ol");
      status = element("p", { role: "status", "class": "soft small" });
      var shut = element("button", { type: "button" }, "Close");
      var head = element("div");
      head.append(input, shut);
      dialog.append(head, status, list);
      document.body.append(dialog);
      input.addEventListener("input", show);
      dialog.addEventListener("keydown", move);
      shut.addEventListener("click", function () { dialog.close(); });
      dialog.addEventListener("click", function (event) {
        if (event.target === dialog || event.target.closest("a")) dialog.close();
      });
      load(button);
    }
    dialog.showModal();
    input.select();
    show();
  };
})();
