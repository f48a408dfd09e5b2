/* Begins: first the page with its list, then, when that is on the screen, the network. */
import { $, plural } from "./dom.js";
import * as cards from "./card.js";
import * as list from "./list.js";
import { events, graph } from "./model.js";
import * as network from "./network.js";
import { VIEWS, change, onChange, readAddress, state } from "./state.js";
import * as timeline from "./timeline.js";

/* ---- views, hints, colours ---- */
const tabs = () => {
  for (const view of VIEWS) $(`tab-${view}`).addEventListener("click", () => change({ view }));
  onChange(() => {
    document.body.dataset.view = state.view;
    for (const view of VIEWS) $(`tab-${view}`).setAttribute("aria-selected", String(state.view === view));
  });
};
const dressing = () => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const told = () => dispatchEvent(new Event("colours"));
  $("dark").addEventListener("click", () => {
    const now = document.documentElement.style.colorScheme || (dark.matches ? "dark" : "light");
    document.documentElement.style.colorScheme = now === "dark" ? "light" : "dark";
    told();
  });
  dark.addEventListener("change", told);
  $("help").addEventListener("click", () => $("keys").showModal());
  $("no-hints").addEventListener("click", () => { document.body.classList.remove("hinting"); dispatchEvent(new Event("room")); });
};

/* ---- keys ---- */
const rowsHere = () => [...document.querySelectorAll(state.view === "timeline" && $("rows").contains(document.activeElement) ? "#rows .event" : "#list .event")];
const step = (by) => {
  const rows = rowsHere(), here = rows.findIndex((row) => row === document.activeElement || (row.dataset.id === state.event && !rows.includes(document.activeElement)));
  const next = rows[here < 0 ? 0 : here + by];
  if (!next) return;
  next.focus();
  if (state.event) list.openEvent(next.dataset.id), next.focus();
};
const KEYS = {
  "/": () => $("q").focus(),
  "?": () => $("keys").showModal(),
  j: () => step(1),
  k: () => step(-1),
  1: () => change({ view: "network" }),
  2: () => change({ view: "timeline" }),
  3: () => change({ view: "list" }),
};
const onKey = (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || $("keys").open) return;
  const typing = /^(input|select|textarea)$/i.test(e.target.tagName);
  if (e.key === "Escape") return typing ? e.target.blur() : (state.event || state.actor) && cards.close();
  if (e.target.classList?.contains("event") && (e.key === "ArrowDown" || e.key === "ArrowUp")) { e.preventDefault(); return step(e.key === "ArrowDown" ? 1 : -1); }
  if (!typing && KEYS[e.key]) { e.preventDefault(); KEYS[e.key](); }
};

const start = () => {
  $("summary").textContent = `${plural(events.length, "event")} in ${plural(graph.articles, "article")} by ${plural(graph.outlets.length, "outlet")}`;
  tabs();
  dressing();
  list.start();
  cards.start();
  timeline.start();
  readAddress();
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", readAddress);
  addEventListener("popstate", readAddress);
  requestAnimationFrame(() => setTimeout(() => { network.start(); document.body.dataset.ready = "yes"; }));
};
requestAnimationFrame(() => setTimeout(start));
