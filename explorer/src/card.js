/* The card of an event: merged facts, where sources differ, what became of it, and every report word for word. And of an actor. */
import { $, el, plural } from "./dom.js";
import { actorAt, actors, card, eventAt, events, relations, span, statusLabel, tone } from "./model.js";
import { openActor, row } from "./list.js";
import { change, onChange, state, wanted } from "./state.js";

const MOST = 40; // relations, and events, of an actor's card
const said = (value, actor) => actor < 0 ? value : el("button", { type: "button", class: "link", onclick: () => openActor(actors[actor].id) }, value);
const list = (items) => items.flatMap((item, place) => place ? [", ", item] : [item]);
const badge = (status) => el("span", { class: `badge ${tone(status)}` }, statusLabel(status));
const head = (line) => el("div", { class: "top" }, el("p", { class: "small" }, line), el("span", { class: "buttons" },
  el("button", { type: "button", id: "copy", onclick: copyLink }, "Copy link"),
  el("button", { type: "button", onclick: () => print() }, "Print"),
  el("button", { type: "button", id: "close", "aria-label": "Close", onclick: close }, "×")));

export const close = () => change(state.event ? { event: "" } : { actor: "" }, { step: true });

const copyLink = async (e) => {
  const button = e.currentTarget;
  try { await navigator.clipboard.writeText(location.href); button.textContent = "Copied"; }
  catch { button.textContent = "The address bar has it"; } // a page from a file may be kept from the clipboard
};

/* ---- events ---- */
const eventCard = (number) => {
  const event = events[number], told = card(number);
  return [
    head(`${event.type} · ${span(event)}`),
    el("h2", {}, event.label),
    el("p", { class: "small line" }, badge(event.status), plural(event.sources, "independent source"), ` · confidence ${told.confidence}`),
    el("dl", {}, told.facts.map(([slot, values]) => [el("dt", {}, slot), el("dd", {}, list(values.map(([value, actor]) => said(value, actor))))])),
    ...disputes(told), ...past(told),
    el("h3", {}, plural(told.reports.length, "report"), el("span", { class: "small" }, " – the marked words gave the facts")),
    ...told.reports.map(report),
    el("p", { class: "small iri" }, told.iri),
  ];
};

/* The first number of each article: it says the same again further on. */
const firstOf = (numbers, article) => numbers.filter((number, place) => numbers.findIndex((other) => article(other) === article(number)) === place);

const disputes = ({ disputes, reports }) => {
  const teller = (number) => el("li", {},
    el("button", { type: "button", class: "link", onclick: () => follow(number) }, reports[number].outlet),
    el("span", { class: "day" }, ` ${reports[number].date || "undated"}`));
  const side = ([value, kept, numbers]) => el("div", { class: kept ? "side kept" : "side" },
    el("strong", {}, value),
    kept ? el("span", { class: "small" }, "as above") : null,
    el("ul", {}, firstOf(numbers, (number) => reports[number].article).map(teller)));
  const dispute = ([slot, sides]) => el("section", { class: "dispute" }, el("h4", {}, slot), el("div", { class: "sides" }, sides.map(side)));
  return disputes.length ? [el("h3", { class: "differ" }, "Sources differ"), ...disputes.map(dispute)] : [];
};

const past = ({ history }) => new Set(history.map((step) => step[1])).size < 2 ? [] : [
  el("h3", {}, "What became of it"),
  el("ol", { class: "history" }, history.map(([day, status, outlets]) => el("li", { class: tone(status) },
    el("span", { class: "small" }, day || "undated"), el("span", {}, statusLabel(status), el("span", { class: "small" }, ` ${outlets.join(", ")}`))))),
];

const report = (told, number) => el("section", { class: "report", id: `report-${number}`, tabindex: "-1" },
  el("p", { class: "line" }, el("strong", {}, told.outlet), ` ${told.date || "undated"}`, told.saidBy ? el("span", { class: "small" }, ` says ${told.saidBy}`) : null, told.asOf ? el("span", { class: "small" }, ` as of ${told.asOf}`) : null),
  el("blockquote", {}, told.quote.map(([words, slots]) => slots ? el("mark", { title: slots }, words) : words)),
  el("p", { class: "small" }, told.facts.map(([slot, value, inferred]) => `${slot}: ${value}${inferred ? " (inferred)" : ""}`).join(" · ")),
  el("details", { class: "small" }, el("summary", {}, "Where it stands, and why it is here"),
    el("p", {}, [`article ${told.article}, characters ${told.start}–${told.end}`, `confidence ${told.confidence}`, ...told.reasons].join(" · "), source(told.url))));

/* Only web addresses become links: an article may call itself javascript:… */
const source = (url) => /^https?:\/\//i.test(url) ? [" · ", el("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, "the article")] : [];

const follow = (number) => {
  const report = $(`report-${number}`);
  report.scrollIntoView({ block: "center" });
  report.focus();
};

/* ---- actors ---- */
const actorCard = (number) => {
  const actor = actors[number], theirs = wanted.filter((each) => events[each].concerns.has(number));
  const of = (actor.of ?? []).map((each) => said(actors[each].label, each));
  const related = relations(number).sort((a, b) => b.weight - a.weight);
  return [
    head(actor.kind === "organization" ? "organisation" : actor.kind),
    el("h2", {}, actor.label),
    el("p", {}, actor.title ?? "", actor.title && of.length ? ", " : "", list(of)),
    actor.forms ? el("p", { class: "small" }, `also: ${actor.forms.slice(0, 8).join(", ")}`) : null,
    related.length ? el("h3", {}, "Relations") : null,
    el("ul", { class: "relations" }, related.slice(0, MOST).map(({ kind, other, weight, towards }) => el("li", {},
      el("span", { class: "small" }, towards ? kind : reversed(kind)), " ", said(actors[other].label, other), weight > 1 ? el("span", { class: "small" }, ` ×${weight}`) : null))),
    el("h3", {}, plural(theirs.length, "event")),
    ...theirs.slice(0, MOST).map((each) => row(events[each])),
    theirs.length > MOST ? el("p", { class: "small" }, "The list has the rest.") : null,
  ];
};

/* "tariff on" Peru is "tariff by" Chile, seen from Peru. */
const reversed = (kind) => kind === "represents" ? "represented by" : kind.replace(/ (on|between)$/, " by");

export const start = () => onChange((before) => {
  const drawn = state.event ? eventCard(eventAt.get(state.event)) : state.actor ? actorCard(actorAt.get(state.actor)) : [];
  const opened = state.event !== before.event || state.actor !== before.actor;
  if (!opened && (state.event || !state.actor)) return;
  $("card").hidden = !drawn.length;
  document.body.classList.toggle("open", drawn.length > 0);
  $("card").replaceChildren(...drawn.filter(Boolean));
  if (opened) $("card").scrollTop = 0;
  if (opened && drawn.length) $("card").focus({ preventScroll: true });
});
