// Reckons the score of a lead with the numbers that stand on the page, as the program does: in exact decimals.
// Without this script the worked leads say it all.
(function () {
  "use strict";

  // A decimal is a whole number, and how many of its digits stand behind the point.
  var pattern = /^([+-]?)([0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE]([+-]?[0-9]{1,3}))?$/;
  function decimal(text) {
    var found = pattern.exec(trim(text));
    if (!found) return null;
    var parts = found[2].split(".");
    var places = (parts[1] || "").length - Number(found[3] || 0);
    var n = BigInt(found[1].replace("+", "") + (parts[0] + (parts[1] || "")));
    return places < 0 ? { n: n * 10n ** BigInt(-places), places: 0 } : { n: n, places: places };
  }
  var zero = { n: 0n, places: 0 };
  function to(a, places) { return a.n * 10n ** BigInt(places - a.places); }
  function compare(a, b) {
    var places = Math.max(a.places, b.places), x = to(a, places), y = to(b, places);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  function add(a, b) {
    var places = Math.max(a.places, b.places);
    return { n: to(a, places) + to(b, places), places: places };
  }
  function times(a, b) { return { n: a.n * b.n, places: a.places + b.places }; }
  function negative(a) { return { n: -a.n, places: a.places }; }
  function between(a, least, most) {
    if (compare(a, least) < 0) return least;
    return most && compare(a, most) > 0 ? most : a;
  }
  function shown(a) {
    var digits = (a.n < 0n ? -a.n : a.n).toString().padStart(a.places + 1, "0");
    var whole = digits.slice(0, digits.length - a.places);
    var rest = a.places ? digits.slice(-a.places).replace(/0+$/, "") : "";
    return (a.n < 0n ? "\u2212" : "") + whole + (rest ? "." + rest : "");
  }

  // Texts are compared without white space around them, and each letter without regard to case.
  function trim(text) { return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, ""); }
  function fold(text) {
    return Array.from(trim(text), function (c) {
      var upper = c.toUpperCase();
      if (Array.from(upper).length > 1) upper = c;
      return Array.from(upper.toLowerCase())[0];
    }).join("");
  }

  function matched(rule, value) {
    var text = fold(value);
    var listed = rule.values.some(function (v) { return rule.contains ? text.includes(fold(v)) : text === fold(v); });
    if (listed) return decimal(rule.points);
    var n = decimal(value), points = zero;
    if (!n) return points;
    rule.ranges.forEach(function (r) { // they stand in the order of their starts: the last one counts
      var above = r.from === null || compare(n, decimal(r.from)) >= 0;
      var order = r.to === null ? -1 : compare(n, decimal(r.to));
      if (above && (order < 0 || r.last && order === 0)) points = decimal(r.points);
    });
    return points;
  }
  function points(rule, value) {
    var given = zero, word = fold(value), truth = word === "true" || word === "false";
    if ((rule.type === "match" || rule.type === "penalty") && rule.values.length + rule.ranges.length > 0) {
      given = matched(rule, value);
    } else if (rule.type === "flag" || rule.type === "penalty" && truth) {
      if (word === "true") given = decimal(rule.points);
    } else if (rule.type === "per_unit" || rule.type === "penalty") {
      var count = decimal(value);
      if (count && count.n > 0n) given = times(decimal(rule.points), count);
    }
    if (rule.max === null) return given;
    var most = decimal(rule.max);
    if (most.n < 0n) most = negative(most);
    return between(given, negative(most), most);
  }
  function band(model, score) {
    var name = "in no band";
    model.bands.forEach(function (b) { if (compare(decimal(b.min), score) <= 0) name = b.name || name; });
    return name;
  }
  function reckon(model, lead) {
    var total = zero, uncapped = zero;
    var categories = model.categories.map(function (c) {
      var sum = zero;
      c.rules.forEach(function (r) {
        if (r.attribute in lead && trim(lead[r.attribute])) sum = add(sum, points(r, lead[r.attribute]));
      });
      var held = between(sum, zero, c.max === null ? null : decimal(c.max));
      total = add(total, held);
      uncapped = add(uncapped, sum);
      return { id: c.id, max: c.max, points: held, uncapped: sum };
    });
    var most = decimal(model.max);
    return { score: between(total, zero, most), uncapped: between(uncapped, zero, most), categories: categories };
  }

  document.querySelectorAll("[data-calculator]").forEach(function (box) {
    var model = JSON.parse(box.querySelector("[data-numbers]").textContent);
    var inputs = Array.from(box.querySelectorAll("[data-attribute]"));

    function lead() {
      var known = Object.create(null);
      inputs.forEach(function (i) {
        known[i.dataset.attribute] = i.type === "checkbox" ? (i.checked ? "true" : "") : i.value;
        if (i.inputMode !== "decimal") return;
        var n = decimal(i.value);
        i.toggleAttribute("aria-invalid", trim(i.value) !== "" && !n);
        if (i.hasAttribute("aria-invalid")) i.setAttribute("aria-invalid", "true");
      });
      return known;
    }
    function update() {
      var got = reckon(model, lead());
      got.categories.forEach(function (c) {
        var text = shown(c.points) + (c.max === null ? "" : " of " + shown(decimal(c.max)));
        if (compare(c.points, c.uncapped) !== 0) text += " (" + shown(c.uncapped) + " uncapped)";
        box.querySelector('[data-category="' + c.id + '"]').textContent = text;
      });
      var text = shown(got.score) + " of " + shown(decimal(model.max)) + ": " + band(model, got.score) + ".";
      if (compare(got.score, got.uncapped) !== 0) text += " Without the caps it would be " + shown(got.uncapped) + ": " + band(model, got.uncapped) + ".";
      if (box.querySelector("[aria-invalid]")) text += " What is no number gives no points.";
      box.querySelector(".result").textContent = text;
    }
    function fill(known) {
      inputs.forEach(function (i) {
        var value = known[i.dataset.attribute] || "";
        if (i.type === "checkbox") {
          i.checked = fold(value) === "true";
        } else if (i.tagName === "SELECT" && value) {
          var option = Array.from(i.options).find(function (o) { return fold(o.value) === fold(value); });
          i.value = option ? option.value : "something else";
        } else {
          i.value = value;
        }
      });
      update();
    }

    box.addEventListener("input", update);
    box.addEventListener("click", function (event) {
      var start = event.target.closest("[data-example]");
      if (start) fill(model.examples[start.dataset.example] || {});
    });
    box.hidden = false;
    update();
  });
})();
