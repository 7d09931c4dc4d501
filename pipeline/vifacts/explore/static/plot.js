// Draws the figures of an indicator: time to the right, values up. uPlot does the axes; the marks are ours:
// a circle a figure, its colour the outlet; plans hollow; ranges as bars; "hơn" with an arrow up, "gần" with one down,
// "khoảng" with a tilde.
"use strict";
(() => {
  const place = document.getElementById("plot");
  const source = document.getElementById("plot-data");
  if (!place || !source || typeof uPlot === "undefined") return;
  const { points, language } = JSON.parse(source.textContent);
  const COLOURS = ["#8c2a1c", "#1f5f8b", "#2f7d4f", "#8a5a00", "#6b3fa0", "#00787a", "#b03a72", "#5d564c"];
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 2 });
  const dates = { day: "numeric", month: language === "vi" ? "numeric" : "short", timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", dates);
  const ink = getComputedStyle(document.body).color;
  const positive = points.every((point) => point.y > 0);
  const log = document.getElementById("log");
  let plot = null, near = -1;

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;

  function mark(ctx, point, x, y, y2, size, on) {
    const colour = COLOURS[Math.min(point.outlet, COLOURS.length - 1)];
    ctx.strokeStyle = colour;
    ctx.fillStyle = point.plan ? "#fffdf8" : colour;
    ctx.lineWidth = size / 3;
    const line = (...steps) => { ctx.beginPath(); steps.forEach(([a, b], n) => n ? ctx.lineTo(a, b) : ctx.moveTo(a, b)); ctx.stroke(); };
    if (point.max !== null) {
      line([x, y], [x, y2]);
      line([x - size, y2], [x + size, y2]);
      line([x - size, y], [x + size, y]);
    }
    const way = { ">": -1, ">=": -1, "<": 1, "<=": 1 }[point.sign];
    if (way) {
      const end = y + way * size * 3.2;
      line([x, y], [x, end]);
      line([x - size * .8, end - way * size], [x, end], [x + size * .8, end - way * size]);
    }
    if (point.sign === "~") {
      ctx.beginPath();
      ctx.moveTo(x - size * 2, y - size * 1.5);
      ctx.bezierCurveTo(x - size, y - size * 2.6, x, y - size * .8, x + size * 2, y - size * 2);
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.arc(x, y, size, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
    if (on) { ctx.strokeStyle = ink; ctx.beginPath(); ctx.arc(x, y, size * 1.9, 0, 2 * Math.PI); ctx.stroke(); }
  }

  function draw(u) {
    const { ctx, bbox } = u;
    const size = 4 * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left - size * 2, bbox.top - size * 2, bbox.width + size * 4, bbox.height + size * 4);
    ctx.clip();
    points.forEach((point, n) => {
      const x = u.valToPos(point.x, "x", true), y = u.valToPos(point.y, "y", true);
      mark(ctx, point, x, y, point.max === null ? y : u.valToPos(point.max, "y", true), size, n === near);
    });
    ctx.restore();
  }

  function hover(u) {
    const { left, top } = u.cursor;
    let best = -1, least = 18 ** 2;
    if (left >= 0) points.forEach((point, n) => {
      const far = (u.valToPos(point.x, "x") - left) ** 2 + (u.valToPos(point.y, "y") - top) ** 2;
      if (far < least) { least = far; best = n; }
    });
    if (best === near) return;
    near = best;
    tip.hidden = near < 0;
    u.over.classList.toggle("near", near >= 0);
    if (near >= 0) {
      const point = points[near], x = u.valToPos(point.x, "x"), y = u.valToPos(point.y, "y");
      const note = document.createElement("small");
      note.textContent = point.note;
      tip.replaceChildren(point.label, note);
      const right = x > u.over.clientWidth / 2;
      tip.style.left = right ? "" : x + 14 + "px";
      tip.style.right = right ? u.over.clientWidth - x + 14 + "px" : "";
      tip.style.top = Math.max(0, y - 20) + "px";
    }
    u.redraw(false);
  }

  function range(u, low, high) {
    if (low === null) return [0, 1];
    if (log.checked && positive) return [low / 1.5, high * 1.5];
    const room = (high - low || Math.abs(high) || 1) * .1;
    return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
  }

  function make() {
    plot?.destroy();
    place.replaceChildren();
    const highs = points.map((point) => point.max ?? point.y);
    const year = 365 * 86400;
    plot = new uPlot({
      width: place.clientWidth,
      height: Math.max(260, Math.min(420, place.clientWidth * .5)),
      tzDate: (ts) => uPlot.tzDate(new Date(ts * 1e3), "Etc/UTC"),
      legend: { show: false },
      cursor: { points: { show: false }, drag: { x: true, y: false }, y: false, x: false },
      scales: {
        x: { time: true, range: (u, low, high) => { const room = Math.max((high - low) * .04, 2 * 86400); return [low - room, high + room]; } },
        y: { range, distr: log.checked && positive ? 3 : 1 },
      },
      series: [{}, { paths: () => null, points: { show: false } }, { paths: () => null, points: { show: false } }],
      axes: [
        { stroke: ink, grid: { stroke: "#efe9dd", width: 1 }, ticks: { stroke: "#efe9dd", width: 1 }, values: (u, ticks) => ticks.map((at, n) => {
          const span = u.scales.x.max - u.scales.x.min, date = new Date(at * 1e3);
          if (span > 3 * year) { // each year once
            const before = n && new Date(ticks[n - 1] * 1e3).getUTCFullYear();
            return before === date.getUTCFullYear() ? "" : String(date.getUTCFullYear());
          }
          if (span > year / 6) return `${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`;
          return n ? day.format(date) : `${day.format(date)}\n${date.getUTCFullYear()}`;
        }) },
        { stroke: ink, grid: { stroke: "#efe9dd", width: 1 }, ticks: { stroke: "#efe9dd", width: 1 }, size: 62, values: (u, ticks) => ticks.map((at) => at === null ? "" : (Math.abs(at) >= 1e6 ? short : number).format(at)) },
      ],
      hooks: { draw: [draw], setCursor: [hover] },
    }, [points.map((point) => point.x), points.map((point) => point.y), highs], place);
    plot.over.append(tip);
    let down = null;
    plot.over.addEventListener("mousedown", (event) => { down = [event.clientX, event.clientY]; });
    plot.over.addEventListener("click", (event) => {
      const still = down && Math.hypot(event.clientX - down[0], event.clientY - down[1]) < 4;
      if (near >= 0 && still) location.assign(points[near].url);
    });
    plot.over.addEventListener("mouseleave", () => { near = -1; tip.hidden = true; plot.redraw(false); });
    place.dataset.drawn = String(points.length);
  }

  if (!positive) log.closest("label").hidden = true;
  const values = points.map((point) => point.y);
  log.checked = positive && Math.max(...values) > 200 * Math.min(...values);
  log.addEventListener("change", make);
  let width = 0;
  new ResizeObserver(() => { if (place.clientWidth !== width) { width = place.clientWidth; make(); } }).observe(place);
})();
