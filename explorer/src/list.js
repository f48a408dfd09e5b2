/* The events one below the other, and the filters above them. */
import { $, el, plural } from "./dom.js";
import { actorAt, actors, count, events, outlets, span, statusLabel, tone } from "./model.js";
import { FILTERS, actorsNamed, change, clear, onChange, state, wanted } from "./state.js";

const PAGE = 100; // rows at a time
let shown = PAGE;

export const openEvent = (id) => change({ event: id }, { step: true });
export const openActor = (id) => change({ actor: id, event: "" }, { step: true });

export const row = (event) => el("button", { type: "button", class: `event ${tone(event.status)}`, "data-id": event.id, "aria-current": String(event.id === state.event), onclick: () => openEvent(event.id) },
  el("span", { class: "what" }, event.label),
  el("span", { class: "when" }, `${span(event)} · ${event.type.toLowerCase()}, ${statusLabel(event.status)} · ${plural(event.sources, "source")}`,
    event.disputes ? el("span", { class: "differ" }, " · sources differ") : null));

const draw = () => {
  $("list").replaceChildren(...wanted.slice(0, shown).map((number) => el("li", {}, row(events[number]))));
  $("more").hidden = wanted.length <= shown;
  $("nothing").hidden = wanted.length > 0;
  const all = plural(events.length, "event");
  $("count").textContent = wanted.length === events.length ? all : `${wanted.length.toLocaleString("en")} of ${all}`;
};

/* ---- filters ---- */
const options = (id, every, values, name = (value) => value) => {
  const found = [...count(values)].map(([value, n]) => [name(value), value, n]).sort((a, b) => a[0].localeCompare(b[0], "en"));
  $(id).replaceChildren(el("option", { value: "" }, every), ...found.map(([label, value, n]) => el("option", { value }, `${label} (${n})`)));
};
const countries = (event) => [...event.concerns].map((number) => actors[number]).filter((actor) => actor.kind === "country");
const FIELDS = ["q", "status", "country", "outlet", "from", "to"];

const fill = () => {
  options("status", "any status", events.map((event) => event.status), statusLabel);
  options("country", "any country", events.flatMap((event) => countries(event).map((actor) => actor.id)), (id) => actors[actorAt.get(id)].label);
  options("outlet", "any outlet", events.flatMap((event) => event.outlets.map((number) => outlets[number])));
  const types = [...count(events.map((event) => event.type))].sort();
  $("types").append(...types.map(([type, n]) => el("button", { type: "button", "data-type": type, onclick: () => toggle(type) }, `${type}s `, el("span", { class: "number" }, n.toLocaleString("en")))));
};
const toggle = (type) => {
  const chosen = new Set(state.type ? state.type.split(",") : []);
  chosen.has(type) ? chosen.delete(type) : chosen.add(type);
  change({ type: [...chosen].sort().join(",") });
};

const showFilters = () => {
  for (const id of FIELDS) if ($(id).value !== state[id]) $(id).value = state[id];
  $("differ").checked = Boolean(state.differ);
  $("planned").checked = Boolean(state.planned);
  const types = state.type.split(",");
  for (const button of $("types").children) button.setAttribute("aria-pressed", String(types.includes(button.dataset.type)));
  const actor = actors[actorAt.get(state.actor)];
  $("who").hidden = !actor;
  if (actor) $("who").replaceChildren(el("span", {}, "only ", el("bdi", {}, actor.label)), el("button", { type: "button", "aria-label": "Everybody", onclick: () => change({ actor: "" }) }, "×"));
  const set = FILTERS.filter((name) => name !== "q" && name !== "type" && state[name]).length;
  $("set").textContent = set ? ` (${set})` : "";
  $("clear").hidden = !FILTERS.some((name) => state[name]);
};

const suggest = () => {
  const found = state.q.length > 1 ? actorsNamed(state.q, 6) : [];
  $("found").replaceChildren(...found.map((actor) => el("li", {}, el("button", { type: "button", class: `actor ${actor.kind}`, onclick: () => { change({ q: "" }); openActor(actor.id); } }, el("bdi", {}, actor.label)))));
};

export const start = () => {
  fill();
  let typing = 0;
  $("filters").addEventListener("submit", (e) => e.preventDefault());
  $("filters").addEventListener("input", (e) => {
    clearTimeout(typing);
    const take = () => change({ ...Object.fromEntries(FIELDS.map((id) => [id, $(id).value])), differ: $("differ").checked ? "1" : "", planned: $("planned").checked ? "1" : "" });
    e.target.id === "q" ? (typing = setTimeout(take, 120)) : take();
  });
  $("clear").addEventListener("click", clear);
  $("more").addEventListener("click", () => { shown += PAGE; draw(); });
  let last = null;
  onChange((before) => {
    if (last !== wanted) { shown = PAGE; draw(); last = wanted; }
    for (const button of document.querySelectorAll("button.event")) button.setAttribute("aria-current", String(button.dataset.id === state.event));
    const current = state.event !== before.event && $("list").querySelector("[aria-current=true]");
    if (current) requestAnimationFrame(() => current.scrollIntoView({ block: "nearest" })); // when the card has taken its room
    showFilters();
    suggest();
  });
};
