// What the button Explore brings: a chart of the page, drawn anew by ECharts, in which one can zoom, leave out
// series and save a picture. make explore puts this file and what it needs of ECharts into bundle/explore.js.
import * as echarts from "echarts/core";
import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([BarChart, CustomChart, LineChart, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, TooltipComponent, LabelLayout, CanvasRenderer]);

// token returns a custom property of the page.
function token(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

// painted fills in the colours, which the option names like var(--sales).
function painted(value, key) {
  if (/color$/i.test(key) && typeof value === "string") return value.replace(/^var\((--[a-z-]+)\)$/, function (_, name) { return token(name); });
  if (Array.isArray(value)) return value.map(function (v) { return painted(v); });
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(function (pair) { return [pair[0], painted(pair[1], pair[0])]; }));
}

// plain keeps a text from being taken for the markup of rich text.
function plain(text) { return String(text).replaceAll("{", "{\u200b"); }

// said is what the items that are pointed at say: the first that has a value.
function said(params) {
  var items = [].concat(params);
  var item = items.find(function (i) { return [].concat(i.value).at(-1) != null; }) || items[0];
  return item ? plain(item.name) : "";
}

// times are the units of time at an axis, in minutes, from the longest on.
var times = [["{value} d", 1440], ["{value} h", 60], ["{value} min", 1]];

// sizes are short for many zeros, as in the drawings.
var sizes = [[1e12, "tn"], [1e9, "bn"], [1e6, "m"], [1e3, "k"]];

// numbered writes a number at an axis, in the form that the option gives: "${value}". Minutes and hours whose step is
// known are written in the longest unit of which it is a whole number, other large numbers in short.
function numbered(form, step) {
  var own = times.slice(1).find(function (t) { return t[0] === form; });
  var minutes = own && step ? Math.round(step * own[1] * 1e6) / 1e6 : 0;
  var unit = minutes && times.find(function (t) { return minutes % t[1] === 0; });
  return function (value) {
    var number = Math.abs(unit ? value * own[1] / unit[1] : value);
    var size = sizes.find(function (s) { return number >= s[0] && step * 10 >= s[0]; }) || [1, ""];
    var text = (unit ? unit[0] : form || "{value}").replace("{value}", (number / size[0]).toLocaleString("en-US", { maximumFractionDigits: 12 }) + size[1]);
    return value < 0 ? "\u2212" + text : text;
  };
}

// months are their names in short.
var months = Array.from({ length: 12 }, function (_, i) { return new Date(2000, i).toLocaleString("en-US", { month: "short" }); });

// dated returns how days are written at an axis: months alone on the first of one, unless they stand for weeks or days,
// and the year under the first and where it changes.
function dated(days) {
  var whole = days.every(function (d) { return d.getDate() === 1; });
  var year;
  return function (value, index) {
    var day = new Date(value);
    var name = (whole && day.getDate() === 1 ? "" : day.getDate() + " ") + months[day.getMonth()];
    if (index > (days.length ? 0 : 1) && day.getFullYear() === year) return name; // days that ECharts chose begin with one that is hidden
    year = day.getFullYear();
    return name + "\n" + year;
  };
}

// daysOf are the days of the points of a line, if days are what its chart is over.
function daysOf(option) {
  if (option.xAxis[0].type !== "time" || option.yAxis[0].type !== "value") return [];
  var days = option.series[0].data.map(function (item) { return item.value[0]; });
  return days.filter(function (day, i) { return day !== days[i - 1]; }).map(function (day) { return new Date(day + "T00:00"); });
}

// named are some of the days between two, so that their names have room.
function named(days, from, to, width) {
  var shown = days.filter(function (d) { return d >= from && d <= to; });
  var step = Math.ceil(shown.length / Math.max(2, width / 64));
  return shown.filter(function (_, i) { return i % step === 0; }).map(Number);
}

// limit draws what was promised as steps over the bars, each over the whole width of its period, with a border that
// sets it off from them.
function limit(series, border) {
  var values = series.data.map(function (item) { return item.value; });
  return Object.assign(series, {
    type: "custom", silent: true, clip: true, data: values.map(function (value, i) { return [i, value]; }),
    renderItem: function (params, api) {
      var i = params.dataIndex;
      if (values[i] == null) return null;
      var at = api.coord([i, values[i]]), half = api.size([1, 0])[0] / 2;
      var points = [[at[0] - half, at[1]], [at[0] + half, at[1]]];
      if (values[i - 1] != null) points.unshift([at[0] - half, api.coord([i, values[i - 1]])[1]]);
      var line = function (style) { return { type: "polyline", z2: 1, shape: { points: points }, style: Object.assign({ fill: null }, style) }; };
      return { type: "group", children: [line({ stroke: border, lineWidth: 5 }), line({ stroke: series.itemStyle.color, lineWidth: 2, lineDash: [5, 4] })] };
    },
  });
}

// dressed gives an option the looks of the page.
function dressed(option, width) {
  var ink = token("--ink"), soft = token("--soft"), line = token("--line"), strong = token("--strong-line"), paper = token("--paper");
  var font = getComputedStyle(document.body).fontFamily;
  var days = daysOf(option);
  var lying = option.yAxis[0].type === "category";
  var axis = function (a) {
    return Object.assign(a, {
      axisLine: { lineStyle: { color: strong } }, splitLine: { show: a.type === "value", lineStyle: { color: line } },
      axisLabel: Object.assign(a.axisLabel || {}, { color: soft, hideOverlap: true },
        a.type === "value" ? { formatter: numbered((a.axisLabel || {}).formatter, a.minInterval) } : {},
        a.type === "category" ? { width: Math.min(160, width / 3), overflow: "break" } : {},
        a.type === "category" && lying ? { interval: 0, hideOverlap: false } : {}, // a row without a name is one of a colour
        a.type === "time" ? { formatter: dated(days) } : {},
        a.type === "time" && days.length ? { customValues: named(days, days[0], days.at(-1), width) } : {}),
    }, a.type === "time" ? { splitNumber: Math.max(2, Math.round(width / 110)) } : {});
  };
  return Object.assign(option, {
    animation: false,
    textStyle: { fontFamily: font, color: ink },
    title: { text: option.title.text, left: 0, top: 0, textStyle: { color: ink, fontSize: 15, fontWeight: 600, width: width - 8, overflow: "break" } },
    legend: { show: false, bottom: 0, textStyle: { color: ink } },
    tooltip: {
      trigger: option.xAxis[0].type === "time" && option.yAxis[0].type === "value" ? "axis" : "item", renderMode: "richText", confine: true, formatter: said,
      backgroundColor: paper, borderColor: strong, textStyle: { color: ink, fontSize: 13, width: Math.min(320, width - 48), overflow: "break" },
      axisPointer: { lineStyle: { color: strong } },
    },
    grid: { left: 16, right: 24, top: 62, bottom: 68 },
    xAxis: option.xAxis.map(axis), yAxis: option.yAxis.map(axis),
    dataZoom: option.dataZoom.map(function (z) {
      return Object.assign(z, z.type === "slider" ? { brushSelect: false, bottom: 8, height: 24, textStyle: { color: soft }, borderColor: line } : { zoomOnMouseWheel: "ctrl" });
    }),
    series: option.series.map(function (s) {
      // a mark has room where no number has
      if (s.type === "bar" && !lying && (width - 60) / s.data.length < 52) s.data.forEach(function (d) {
        var words = d.label && d.label.formatter || "";
        if (words.indexOf("\n") > 0) d.label.formatter = words.split("\n")[0];
      });
      if (s.type === "bar") Object.assign(s, {
        label: { color: ink, opacity: 1, backgroundColor: paper, padding: [1, 3], lineHeight: 15 },
        // those of parts that lie beside each other stand at two heights
        labelLayout: function (label) { return { hideOverlap: true, dy: s.stack ? label.seriesIndex % 2 * 18 - 9 : 0 }; },
      });
      if (s.type === "line" && option.xAxis[0].type === "category") return limit(s, paper);
      if (s.markLine) Object.assign(s.markLine, {
        silent: true, lineStyle: { color: strong }, label: { color: soft, formatter: function (p) { return plain(p.name); } },
        data: s.markLine.data.map(function (mark, i) { return Object.assign(mark, { label: { distance: 4 + i % 2 * 15 } }); }),
      });
      return s;
    }),
  });
}

function button(text, press) {
  var b = document.createElement("button");
  b.type = "button";
  b.textContent = text;
  b.addEventListener("click", press);
  return b;
}

// lockstepExplore shows a chart in a place of the page, and calls done when it is closed.
window.lockstepExplore = function (place, json, done) {
  var title = JSON.parse(json).title.text;
  var days = daysOf(JSON.parse(json));
  var lying = JSON.parse(json).xAxis[0].type === "value";
  var dark = matchMedia("(prefers-color-scheme: dark)");
  var rows = JSON.parse(json).yAxis[0].data;
  var tools = document.createElement("div");
  var room = document.createElement("div");
  var chart;
  tools.className = "fig-tools";
  room.className = "fig-room";
  if (rows) room.style.minHeight = rows.length * 52 + 140 + "px";
  room.setAttribute("role", "img");
  room.setAttribute("aria-label", title);
  place.append(tools, room);

  function draw() {
    if (chart) chart.dispose();
    chart = echarts.init(room, null, { renderer: "canvas" });
    chart.setOption(dressed(painted(JSON.parse(json)), room.clientWidth));
    chart.on("datazoom", name);
    name();
  }

  // name writes days at the axis on which there are points, as many as have room.
  function name() {
    if (!days.length) return;
    var shown = chart.getOption().dataZoom[0];
    var some = named(days, shown.startValue, shown.endValue, room.clientWidth);
    chart.setOption({ xAxis: { axisLabel: { customValues: some }, axisTick: { customValues: some } } });
  }

  // zoom makes the part that is shown longer or shorter: around its middle, but from zero on where bars lie.
  function zoom(by) {
    var now = chart.getOption().dataZoom[0];
    var length = Math.min(100, Math.max(2, (now.end - now.start) * by));
    var start = lying ? now.start : (now.start + now.end - length) / 2;
    start = Math.min(Math.max(0, start), 100 - length);
    chart.dispatchAction({ type: "dataZoom", start: start, end: start + length });
  }

  function save() {
    chart.setOption({ legend: { show: names.length > 1 }, dataZoom: [{}, { show: false }] });
    var url = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: token("--paper") });
    chart.setOption({ legend: { show: false }, dataZoom: [{}, { show: true }] });
    var link = document.createElement("a");
    link.href = url;
    link.download = (title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80) || "chart") + ".png";
    link.click();
  }

  function close() {
    dark.removeEventListener("change", draw);
    watch.disconnect();
    chart.dispose();
    place.replaceChildren();
    done();
  }

  draw();
  dark.addEventListener("change", draw);
  var watch = new ResizeObserver(function () { chart.resize(); name(); });
  watch.observe(room);

  var names = chart.getOption().series.map(function (s) { return s.name; });
  if (names.length > 1) names.forEach(function (series) {
    var toggle = button(series, function () {
      var on = toggle.getAttribute("aria-pressed") !== "true";
      toggle.setAttribute("aria-pressed", on);
      chart.dispatchAction({ type: on ? "legendSelect" : "legendUnSelect", name: series });
    });
    toggle.setAttribute("aria-pressed", "true");
    tools.append(toggle);
  });
  tools.append(button("Zoom in", function () { zoom(0.5); }), button("Zoom out", function () { zoom(2); }), button("Save as PNG", save), button("Close", close));
  return chart;
};
