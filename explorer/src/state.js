/* What is looked at and what is wanted of it. All of it stands in the page's address, so that it can be shared. */
import { fold } from "./dom.js";
import { actorAt, actors, eventAt, events, outlets, says } from "./model.js";

export const VIEWS = ["network", "timeline", "list"];
const EMPTY = { view: "network", event: "", actor: "", q: "", type: "", status: "", country: "", outlet: "", from: "", to: "", differ: "", planned: "" };
export const state = { ...EMPTY };
export const FILTERS = ["q", "type", "status", "actor", "country", "outlet", "from", "to", "differ"];

const listeners = [];
export const onChange = (listener) => listeners.push(listener);

/* Take a change, write it into the address, and tell everybody. A step is one that the Back button undoes. */
export const change = (patch, { step = false } = {}) => {
  const before = { ...state };
  Object.assign(state, patch);
  const given = Object.entries(state).filter(([name, value]) => value && value !== EMPTY[name]);
  const hash = given.length ? `#${new URLSearchParams(given)}` : "#";
  if (hash !== (location.hash || "#")) history[step ? "pushState" : "replaceState"](null, "", hash);
  tell(before);
};
export const clear = () => change({ ...EMPTY, view: state.view, event: state.event });

export const readAddress = () => {
  const before = { ...state };
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(EMPTY)) state[name] = given.get(name) ?? EMPTY[name];
  if (!VIEWS.includes(state.view)) state.view = EMPTY.view;
  if (!eventAt.has(state.event)) state.event = "";
  if (!actorAt.has(state.actor)) state.actor = "";
  tell(before);
};

export let wanted = []; // numbers of the events that the filters let through, newest first
export let isWanted = new Uint8Array(events.length);
const tell = (before) => {
  if (!wanted.length || FILTERS.some((name) => state[name] !== before[name])) choose();
  for (const listener of listeners) listener(before);
};

const choose = () => {
  const typed = fold(state.q).split(/\s+/).filter(Boolean);
  const types = state.type ? state.type.split(",") : [];
  const actor = actorAt.get(state.actor), country = actorAt.get(state.country), outlet = outlets.indexOf(state.outlet);
  const fits = (event, number) =>
    (!types.length || types.includes(event.type)) &&
    (!state.status || event.status === state.status) &&
    (actor === undefined || event.concerns.has(actor)) &&
    (country === undefined || event.concerns.has(country)) &&
    (!state.outlet || event.outlets.includes(outlet)) &&
    (!state.differ || event.disputes > 0) &&
    inTime(event) &&
    typed.every((word) => says(number).includes(word));
  isWanted = Uint8Array.from(events, fits);
  wanted = [...isWanted.keys()].filter((number) => isWanted[number]);
};

const inTime = ({ earliest, latest }) =>
  (!(state.from || state.to) || earliest || latest) &&
  (!state.from || !latest || latest >= state.from) &&
  (!state.to || !earliest || earliest <= state.to);

/* People, organisations, countries and places whose names have the words in them, the most telling first. */
export const actorsNamed = (typed, most) => {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const fits = (actor) => [actor.label, ...(actor.forms ?? [])].some((form) => words.every((word) => fold(form).includes(word)));
  const found = [];
  for (const actor of actors) if (fits(actor) && found.push(actor) >= most) break;
  return found;
};
