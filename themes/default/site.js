// The page works without this script. It keeps words about time true after the build, closes the menu
// when a place was chosen, and opens what is folded before the page is printed.
(function () {
  "use strict";

  // "3 days overdue" was right on the day of the build; say it for today.
  function words(days) {
    if (days < 0) return (days === -1 ? "1 day" : -days + " days") + " overdue";
    return days <= 7 ? "this week" : "";
  }

  if (!("frozen" in document.documentElement.dataset)) {
    document.querySelectorAll("[data-due]").forEach(function (mark) {
      var due = new Date(mark.dataset.due + "T00:00:00");
      var today = new Date();
      today.setHours(0, 0, 0, 0);
      var days = Math.round((due - today) / 864e5);
      var text = words(days);
      if (!text) return;
      mark.textContent = text;
      mark.dataset.mark = days < 0 ? "\u2715" : "!";
      mark.className = "verdict " + (days < 0 ? "missed" : "warn");
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
