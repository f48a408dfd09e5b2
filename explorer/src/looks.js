/* What the network shows at the moment, what of it is lit, and in which colours. */
import { colour } from "./dom.js";
import { actorAt, actors, edges, eventAt, events, nodes } from "./model.js";
import { FILTERS, isWanted, state } from "./state.js";

export const KINDS = ["person", "organization", "country"];
export const REPRESENTS = "represents"; // it is no deed: it comes along with those who are shown
const NAMED = 70; // nodes: up to there every one has its name, on a wide screen
const NAMED_NEAR = 30; // nodes about somebody who is looked at: the same
const SAID = 12; // lit lines: up to there each says what it is
const DEEDS = 6; // colours of kinds of relation in the style sheet: --deed-0 …

export const isFew = nodes.length <= NAMED;

/* ---- colours ---- */
let colours = {};
const kindsOf = (chosen) => [...new Set(chosen.map((edge) => edge[2]))].filter((kind) => kind !== REPRESENTS).sort();
const kinds = [...new Set([...kindsOf(edges.filter((edge) => edge[5])), ...kindsOf(edges)])]; // the usual ones first
export const deeds = new Map(kinds.map((kind, number) => [kind, `deed-${Math.min(number, DEEDS - 1)}`]));

export const readColours = () => {
  const names = ["paper", "ink", "soft", "faint", "thread", ...KINDS, ...deeds.values()];
  colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
  for (const name of deeds.values()) colours[`${name} of many`] = mixed(colours[name], colours.paper);
  return colours;
};
/* Half one colour, half another: "rgb(0, 0, 0)" and "rgb(255, 255, 255)" make "rgb(128, 128, 128)". */
const mixed = (one, other) => {
  const [a, b] = [one, other].map((each) => each.match(/\d+/g).map(Number));
  return `rgb(${a.map((part, place) => Math.round((part + b[place]) / 2)).join(", ")})`;
};

/* ---- what is shown ---- */
export let shown = new Set(); // actors
export let shownEdges = new Set(); // numbers of edges
export let lit = new Set(); // of the edges, what somebody looks at
let focus = null, near = new Set();

/* Who takes part in events that relate nobody, such as the one who announces a duty, is there for these. */
const related = new Set(edges.flatMap(([source, target, kind]) => kind === REPRESENTS ? [target] : [source, target]));
const alone = new Set(nodes.map(([actor]) => actor).filter((actor) => !related.has(actor)));

const isNarrowed = () => FILTERS.some((name) => name !== "actor" && state[name]);
export const hasFocus = () => focus !== null;

export const choose = () => {
  const event = eventAt.get(state.event), actor = actorAt.get(state.actor), narrowed = isNarrowed();
  focus = state.event ? new Set(events[event].actors) : state.actor ? new Set([actor]) : null;
  const isShown = ([, , kind, , , usual, behind]) => {
    if (kind === REPRESENTS) return false;
    if (state.event && behind.includes(event)) return true;
    return (usual || state.planned || state.status) && behind.some((each) => isWanted[each] || (state.actor && !narrowed));
  };
  shownEdges = new Set([...edges.keys()].filter((number) => isShown(edges[number])));
  shown = new Set(focus);
  for (const number of shownEdges) shown.add(edges[number][0]).add(edges[number][1]);
  if (alone.size) events.forEach((each, number) => isWanted[number] && each.actors.forEach((one) => alone.has(one) && shown.add(one)));
  edges.forEach(([source, target, kind], number) => {
    if (kind === REPRESENTS && shown.has(source)) { shownEdges.add(number); shown.add(target); }
  });
  light(event);
};

const light = (event) => {
  const isLit = ([source, target, kind, , , , behind]) =>
    state.event ? behind.includes(event) || (kind === REPRESENTS && focus.has(source)) : focus.has(source) || focus.has(target);
  lit = new Set(focus ? [...shownEdges].filter((number) => isLit(edges[number])) : []);
  near = new Set(focus);
  for (const number of lit) near.add(edges[number][0]).add(edges[number][1]);
};

/* ---- how a node and a line look now: what sigma asks of each ---- */
export const nodeLook = (key, data) => {
  const node = Number(key), look = { ...data, color: colours[data.kind] ?? colours.soft, rim: colours.paper, zIndex: 1 };
  if (!shown.has(node)) return { ...look, hidden: true };
  if (!focus) return look;
  if (!near.has(node)) return { ...look, color: colours.faint, label: "", forceLabel: false, zIndex: 0 };
  return { ...look, forceLabel: near.size <= NAMED_NEAR || focus.has(node), zIndex: 2, rim: focus.has(node) ? colours.ink : colours.paper };
};

export const edgeLook = (key, data) => {
  const edge = Number(key), look = { ...data, color: data.kind === REPRESENTS ? colours.thread : colours[deeds.get(data.kind)], label: "" };
  if (!shownEdges.has(edge)) return { ...look, hidden: true };
  if (!focus) return data.isOneOfMany ? { ...look, color: colours[`${deeds.get(data.kind)} of many`] } : look;
  if (!lit.has(edge)) return { ...look, color: colours.faint, zIndex: 0 };
  const says = lit.size <= SAID && data.kind !== REPRESENTS;
  return { ...look, size: data.size + 0.8, zIndex: 2, label: says ? data.kind : "", forceLabel: says };
};

/* ---- names ---- */
const write = (pen, text, x, y) => {
  pen.lineWidth = 4;
  pen.lineJoin = "round";
  pen.textAlign = "center";
  pen.strokeStyle = colours.paper;
  pen.fillStyle = colours.ink;
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
  pen.textAlign = "start";
};

export const drawName = (pen, { label, x, y, size }, { labelSize, labelFont, labelWeight }) => {
  if (!label) return;
  pen.font = `${labelWeight} ${labelSize}px ${labelFont}`;
  write(pen, label, x, y + size + labelSize);
};

export const drawHovered = (pen, data, settings) => {
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(data.x, data.y, data.size + 3, 0, 7);
  pen.stroke();
  drawName(pen, data, { ...settings, labelWeight: "bold" });
};
