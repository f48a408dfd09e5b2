/* Events in time: how many a month, above; below, each one as a bar from its earliest to its latest day. */
import { $, el, plural } from "./dom.js";
import { events, graph, span, statusLabel, tone } from "./model.js";
import { openEvent } from "./list.js";
import { change, onChange, state, wanted } from "./state.js";

const PAGE = 200; // rows at a time
const BARS = 48; // columns of the overview at most
const NAME = 90; // pixels for the name of a column
export const TONES = [["real", "happened or in force"], ["ahead", "announced or under way"], ["over", "paused or over"], ["broken", "broken or denied"], ["other", "other"]];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86400000;
let shown = PAGE;

const month = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const startOf = (event) => event.earliest || event.latest;
const named = (number, wide) => {
  const year = Math.floor(number / 12), first = number % 12;
  return wide >= 12 ? String(year) : `${MONTHS[first]} ${year}`;
};

/* ---- overview ---- */
const overview = (dated) => {
  const months = dated.map((event) => month(startOf(event)));
  const [first, last] = [Math.min(...months), Math.max(...months)];
  const wide = [1, 3, 6, 12, 60, 120].find((each) => Math.floor(last / each) - Math.floor(first / each) < BARS) ?? 1200;
  const from = Math.floor(first / wide), columns = Array.from({ length: Math.floor(last / wide) - from + 1 }, () => ({}));
  dated.forEach((event, number) => {
    const column = columns[Math.floor(months[number] / wide) - from];
    column[tone(event.status)] = (column[tone(event.status)] || 0) + 1;
  });
  const totals = columns.map((column) => Object.values(column).reduce((a, b) => a + b, 0));
  const most = Math.max(...totals), every = Math.ceil(columns.length * NAME / Math.max($("timeline").clientWidth, NAME));
  return columns.map((column, number) => {
    const begin = (from + number) * wide, name = named(begin, wide);
    const bar = el("button", { type: "button", class: "column", title: `${name}: ${plural(totals[number], "event")}`, "aria-label": `${name}: ${plural(totals[number], "event")}`, disabled: !totals[number], onclick: () => change({ from: iso(begin, 1), to: iso(begin + wide, 0) }) },
      el("span", { class: "stack" }, TONES.filter(([each]) => column[each]).map(([each]) => high(el("i", { class: each }), column[each] / most))),
      el("span", { class: "name" }, number % every ? "" : name));
    return bar;
  });
};
const high = (part, share) => { part.style.height = `${share * 100}%`; return part; };
const iso = (number, day) => new Date(Date.UTC(Math.floor(number / 12), number % 12, day)).toISOString().slice(0, 10);

/* ---- rows ---- */
const rows = (chosen) => {
  const days = chosen.flatMap((event) => [event.earliest, event.latest]).filter(Boolean).map(Date.parse);
  const first = days.reduce((a, b) => Math.min(a, b), Infinity), last = days.reduce((a, b) => Math.max(a, b), -Infinity);
  const wide = Math.max(last - first, DAY);
  let heading = "";
  return chosen.flatMap((event) => {
    const name = startOf(event) ? named(month(startOf(event)), 1) : "Undated";
    const made = name === heading ? [] : [el("h2", {}, name)];
    heading = name;
    return [...made, el("button", { type: "button", class: "event bar", "data-id": event.id, "aria-current": String(event.id === state.event), onclick: () => openEvent(event.id) },
      el("span", { class: "track", "aria-hidden": "true" }, startOf(event) ? placed(event, first, wide) : null),
      el("span", { class: "what" }, event.label),
      el("span", { class: "when" }, `${span(event)} · ${statusLabel(event.status)}`, event.disputes ? el("span", { class: "differ" }, " · sources differ") : null))];
  });
};
const placed = (event, first, wide) => {
  const from = (Date.parse(startOf(event)) - first) / wide, until = event.latest ? (Date.parse(event.latest) - first) / wide : 1;
  const bar = el("i", { class: `${tone(event.status)}${event.latest ? "" : " unended"}` });
  bar.style.left = `${from * 100}%`;
  bar.style.width = `${Math.max(until - from, 0) * 100}%`;
  return bar;
};

const draw = () => {
  const chosen = wanted.map((number) => events[number]), dated = chosen.filter(startOf);
  $("overview").replaceChildren(...(dated.length ? overview(dated) : []));
  $("rows").replaceChildren(...rows(chosen.slice(0, shown)));
  $("later").hidden = chosen.length <= shown;
};

export const start = () => {
  const there = new Set(Object.values(graph.statuses).map(([, each]) => each));
  $("tones").append(...TONES.filter(([each]) => there.has(each)).map(([each, name]) => el("span", {}, el("i", { class: each }), name)));
  $("later").addEventListener("click", () => { shown += PAGE; draw(); });
  let last = null;
  onChange(() => {
    if (state.view !== "timeline" || last === wanted) return;
    shown = PAGE;
    draw();
    last = wanted;
  });
};
