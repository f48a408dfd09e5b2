/* What the page knows: events, actors and the network as they stand in it, and cards that are read when they are opened. */
import { fold } from "./dom.js";

const text = (id) => document.getElementById(id).textContent;

export const graph = JSON.parse(text("graph"));
export const { events, actors, nodes, edges, outlets } = graph;
const cards = text("cards").split("\n");

export const eventAt = new Map(events.map((event, number) => [event.id, number]));
export const actorAt = new Map(actors.map((actor, number) => [actor.id, number]));

export const card = (number) => JSON.parse(cards[number]);
export const statusLabel = (status) => graph.statuses[status]?.[0] ?? status;
export const tone = (status) => graph.statuses[status]?.[1] ?? "other";

/* Whom an event concerns: those that it names, and whom they stand for or lie in. */
for (const event of events) {
  event.concerns = new Set(event.actors.flatMap((actor) => [actor, ...(actors[actor].of ?? [])]));
}

export const span = ({ earliest, latest }) => {
  if (!earliest && !latest) return "undated";
  if (earliest === latest) return earliest;
  if (!latest) return `from ${earliest}`;
  return earliest ? `${earliest} – ${latest}` : `until ${latest}`;
};

/* Everything that an event's card says, folded: read for all events when somebody first searches. */
let told = null;
const words = (card) => [
  ...card.facts.flatMap(([slot, values]) => [slot, ...values.map(([value]) => value)]),
  ...card.reports.flatMap((report) => [report.outlet, report.saidBy, ...report.quote.map(([piece]) => piece)]),
];
export const says = (number) => {
  told ??= events.map((event, each) => fold([event.label, event.type, statusLabel(event.status), ...words(card(each))].join(" ")));
  return told[number];
};

/* Who is related to whom, from one actor's side: kind, the other, how strongly, and whether the other began it. */
export const relations = (actor) => edges.flatMap(([source, target, kind, weight, symmetric]) => {
  if (source === actor) return [{ kind, other: target, weight, towards: symmetric || true }];
  return target === actor ? [{ kind, other: source, weight, towards: symmetric }] : [];
});

export const count = (values) => values.reduce((all, value) => all.set(value, (all.get(value) || 0) + 1), new Map());
