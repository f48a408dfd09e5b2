/* The network of actors, drawn by sigma; where there is no WebGL the same relations in words. */
import EdgeCurveProgram, { EdgeCurvedArrowProgram, indexParallelEdgesIndex } from "@sigma/edge-curve";
import { createNodeBorderProgram } from "@sigma/node-border";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";
import { $, colour, el, plural } from "./dom.js";
import { actorAt, actors, edges, eventAt, events, nodes } from "./model.js";
import { openActor, openEvent } from "./list.js";
import { FILTERS, change, isWanted, onChange, state } from "./state.js";

const KINDS = ["person", "organization", "country"];
const REPRESENTS = "represents";
const MANY = 3000; // nodes: from there on no line is bent and none can be clicked
const NAMED = 70; // nodes: up to there every one has its name, on a wide screen
const DEEDS = 6; // colours of kinds of relation in the style sheet: --deed-0 …
const BACKBONE = 1500; // lines drawn of a network of many, thin and clear, so that names can be read through them
const SAID = 12; // lit lines: up to there each says what it is
let colours = {}, deeds = new Map(), sigma = null, graph = null, backbone = null, deedless = null, hovered = null;
let focus = null, shown = new Set(), near = new Set(), shownEdges = new Set(), lit = new Set();

const readColours = () => {
  const names = ["paper", "ink", "soft", "faint", "thread", ...KINDS, ...Array.from({ length: DEEDS }, (_, n) => `deed-${n}`)];
  colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
};

/* ---- the graph ---- */
const build = () => {
  graph = new MultiDirectedGraph();
  const { clientWidth, clientHeight } = $("canvas"), isTall = clientHeight > clientWidth, isSmall = clientWidth < 600;
  const unit = Math.max(Math.min(isSmall ? 0.3 : 0.42, 3.4 / Math.sqrt(nodes.length)), 0.16), least = nodes.length <= NAMED ? 4 : 1.5;
  for (const [actor, x, y, size] of nodes) {
    const place = isTall ? { x: -y, y: x } : { x, y }; // the picture is made for a wide screen: a phone sees it turned
    graph.addNode(actor, { ...place, size: Math.max(size * unit, least), label: actors[actor].label, kind: actors[actor].kind, forceLabel: nodes.length <= NAMED && !isSmall });
  }
  const kindsOf = (chosen) => [...new Set(chosen.map((edge) => edge[2]))].filter((kind) => kind !== REPRESENTS).sort();
  const kinds = [...new Set([...kindsOf(edges.filter((edge) => edge[5])), ...kindsOf(edges)])];
  deeds = new Map(kinds.map((kind, number) => [kind, `deed-${Math.min(number, DEEDS - 1)}`]));
  edges.forEach(([source, target, kind, weight, symmetric], number) =>
    graph.addEdgeWithKey(number, source, target, { kind, size: kind === REPRESENTS ? 1 : Math.min((nodes.length > MANY ? 0.6 : 2.6) + Math.log2(weight), 7), arrow: !symmetric && kind !== REPRESENTS }));
  // Who takes part in events that relate nobody, such as the one who announces a duty, is there for these.
  const related = new Set(edges.flatMap(([source, target, kind]) => kind === REPRESENTS ? [target] : [source, target]));
  deedless = new Set(nodes.map(([actor]) => actor).filter((actor) => !related.has(actor)));
  backbone = nodes.length > MANY ? strongest() : null;
  bend();
};
/* Of many lines those between the strongest: thousands of others would hide them, and come when somebody is chosen. */
const strongest = () => {
  const size = new Map(nodes.map(([actor, , , , count]) => [actor, count]));
  const strength = ([source, target, , weight]) => weight * 1000 + Math.min(size.get(source), size.get(target));
  const deeds = [...edges.keys()].filter((number) => edges[number][2] !== REPRESENTS);
  return new Set(deeds.sort((a, b) => strength(edges[b]) - strength(edges[a]) || a - b).slice(0, BACKBONE));
};
const bend = () => {
  if (nodes.length > MANY) return graph.forEachEdge((edge, { arrow }) => graph.setEdgeAttribute(edge, "type", arrow ? "arrow" : "line"));
  indexParallelEdgesIndex(graph, { edgeIndexAttribute: "place", edgeMinIndexAttribute: "least", edgeMaxIndexAttribute: "most" });
  graph.forEachEdge((edge, { place, least, most, arrow }) => {
    const alone = place === null || place === undefined || (least === null && most === 0);
    const bent = typeof least === "number" ? 0.5 * place / Math.max(most, 1) : 0.35 * (place ?? 0) / Math.max(most ?? 1, 1);
    graph.mergeEdgeAttributes(edge, alone || !bent ? { type: arrow ? "arrow" : "line" } : { type: arrow ? "bentArrow" : "bent", curvature: bent });
  });
};

/* ---- what is shown, and what is lit ---- */
const narrowed = () => FILTERS.some((name) => name !== "actor" && state[name]);
const isShown = ([, , kind, , , usual, behind]) => {
  if (kind === REPRESENTS) return false; // it is no deed: it comes along with those who are shown
  if (state.event && behind.includes(eventAt.get(state.event))) return true;
  return (usual || state.planned || state.status) && behind.some((event) => isWanted[event] || (state.actor && !narrowed()));
};
const inFocus = () => {
  if (state.event) return new Set(events[eventAt.get(state.event)].actors);
  return state.actor ? new Set([actorAt.get(state.actor)]) : null;
};
const touches = ([source, target, kind, , , , behind]) => {
  if (state.event) return behind.includes(eventAt.get(state.event)) || (kind === REPRESENTS && focus.has(source));
  return focus.has(source) || focus.has(target);
};
const choose = () => {
  focus = inFocus();
  shownEdges = new Set([...edges.keys()].filter((number) => isShown(edges[number])));
  shown = new Set(focus);
  for (const number of shownEdges) shown.add(edges[number][0]).add(edges[number][1]);
  for (const [number, event] of events.entries()) if (isWanted[number]) for (const actor of event.actors) if (deedless.has(actor)) shown.add(actor);
  edges.forEach(([source, target, kind], number) => {
    if (kind !== REPRESENTS || !shown.has(source)) return;
    shownEdges.add(number);
    shown.add(target);
  });
  lit = new Set(focus ? [...shownEdges].filter((number) => touches(edges[number])) : []);
  near = new Set(focus);
  for (const number of lit) near.add(edges[number][0]).add(edges[number][1]);
};

/* What is shown fills the picture; a card that opens leaves it where it is. True where the picture has changed. */
const frame = () => {
  if (focus || !shown.size) return false;
  const extent = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
  for (const node of shown) for (const axis of ["x", "y"]) {
    const place = graph.getNodeAttribute(node, axis);
    extent[axis] = [Math.min(extent[axis][0], place), Math.max(extent[axis][1], place)];
  }
  const before = JSON.stringify(sigma.getCustomBBox());
  sigma.setCustomBBox(extent);
  return before !== JSON.stringify(extent);
};

const nodeLook = (key, data) => {
  const node = Number(key), look = { ...data, color: colours[data.kind] ?? colours.soft, rim: colours.paper, zIndex: 1 };
  if (!shown.has(node)) return { ...look, hidden: true };
  if (!focus) return look;
  if (!near.has(node)) return { ...look, color: colours.faint, label: "", forceLabel: false, zIndex: 0 };
  return { ...look, forceLabel: near.size <= NAMED || focus.has(node), zIndex: 2, rim: focus.has(node) ? colours.ink : colours.paper };
};
const edgeLook = (key, data) => {
  const edge = Number(key), look = { ...data, color: data.kind === REPRESENTS ? colours.thread : colours[deeds.get(data.kind)], label: "" };
  if (!shownEdges.has(edge)) return { ...look, hidden: true };
  if (key === hovered) return { ...look, size: data.size + 1.5, zIndex: 2 };
  if (backbone && !backbone.has(edge) && !lit.has(edge)) return { ...look, hidden: true };
  if (!focus) return backbone ? { ...look, color: look.color.replace("rgb(", "rgba(").replace(")", ", 0.4)") } : look;
  if (!lit.has(edge)) return { ...look, color: colours.faint, zIndex: 0 };
  return { ...look, size: data.size + 0.8, zIndex: 2, ...(lit.size <= SAID && data.kind !== REPRESENTS ? { label: data.kind, forceLabel: true } : {}) };
};

/* ---- names ---- */
const write = (pen, text, x, y, ink) => {
  pen.lineWidth = 4;
  pen.lineJoin = "round";
  pen.strokeStyle = colours.paper;
  pen.fillStyle = ink;
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
};
const drawName = (pen, { label, x, y, size }, { labelSize, labelFont, labelWeight }) => {
  if (!label) return;
  pen.font = `${labelWeight} ${labelSize}px ${labelFont}`;
  pen.textAlign = "center";
  write(pen, label, x, y + size + labelSize, colours.ink);
  pen.textAlign = "start";
};
const drawHovered = (pen, data, settings) => {
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(data.x, data.y, data.size + 3, 0, 7);
  pen.stroke();
  drawName(pen, { ...data, label: data.label ?? "" }, { ...settings, labelWeight: "bold" });
};

const settings = () => ({
  allowInvalidContainer: true,
  autoCenter: true,
  defaultDrawNodeHover: drawHovered,
  defaultDrawNodeLabel: drawName,
  defaultEdgeType: "line",
  defaultNodeType: "circle",
  edgeLabelColor: { color: colours.ink },
  edgeLabelFont: "system-ui, sans-serif",
  edgeLabelSize: 11,
  edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeRectangleProgram, bent: EdgeCurveProgram, bentArrow: EdgeCurvedArrowProgram },
  edgeReducer: edgeLook,
  enableEdgeEvents: nodes.length <= MANY,
  hideEdgesOnMove: nodes.length > MANY,
  labelColor: { color: colours.ink },
  labelDensity: 0.7,
  labelFont: "system-ui, sans-serif",
  labelGridCellSize: $("canvas").clientWidth < 600 ? 70 : 110,
  labelRenderedSizeThreshold: nodes.length <= NAMED ? 0 : nodes.length > MANY ? 2.5 : 5,
  labelSize: 12,
  maxCameraRatio: 3,
  minCameraRatio: 0.005,
  nodeProgramClasses: { circle: createNodeBorderProgram({ borders: [{ size: { value: nodes.length > MANY ? 0 : 1.5, mode: "pixels" }, color: { attribute: "rim" } }, { size: { fill: true }, color: { attribute: "color" } }] }) },
  nodeReducer: nodeLook,
  renderEdgeLabels: nodes.length <= MANY,
  stagePadding: 46,
  zIndex: true,
});

/* ---- pointer and keys ---- */
const tip = (text, { x, y }) => {
  $("tip").hidden = !text;
  $("tip").textContent = text;
  $("tip").style.transform = `translate(${Math.min(x + 14, $("canvas").clientWidth - 200)}px, ${y + 14}px)`;
};
const openEdge = (key) => {
  const behind = edges[Number(key)][6].filter((event) => isWanted[event]);
  if (behind.length) openEvent(events[behind[0]].id);
};
const listen = () => {
  sigma.on("clickNode", ({ node }) => openActor(actors[Number(node)].id));
  sigma.on("clickEdge", ({ edge }) => openEdge(edge));
  sigma.on("clickStage", () => (state.event || state.actor) && matchMedia("(min-width: 901px)").matches && change({ event: "", actor: "" }, { step: true }));
  sigma.on("enterNode", ({ node, event }) => { $("canvas").classList.add("on-node"); const [, , , , count] = nodes.find(([actor]) => actor === Number(node)); tip(`${actors[Number(node)].label} – ${plural(count, "event")}`, event); });
  sigma.on("leaveNode", () => { $("canvas").classList.remove("on-node"); tip("", { x: 0, y: 0 }); });
  sigma.on("enterEdge", ({ edge, event }) => { hovered = edge; $("canvas").classList.add("on-node"); const [source, target, kind, weight] = edges[Number(edge)]; tip(`${actors[source].label} – ${kind} – ${actors[target].label}${weight > 1 ? ` (${weight})` : ""}`, event); sigma.refresh({ skipIndexation: true }); });
  sigma.on("leaveEdge", () => { hovered = null; $("canvas").classList.remove("on-node"); tip("", { x: 0, y: 0 }); sigma.refresh({ skipIndexation: true }); });
  const camera = sigma.getCamera(), still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const move = (to) => still ? camera.setState({ ...camera.getState(), ...to }) : camera.animate(to, { duration: 200 });
  const zoom = (factor) => move({ ratio: camera.getBoundedRatio(camera.getState().ratio * factor) });
  const step = (dx, dy) => { const { x, y, ratio } = camera.getState(); move({ x: x + dx * ratio * 0.12, y: y + dy * ratio * 0.12 }); };
  $("in").addEventListener("click", () => zoom(0.66));
  $("out").addEventListener("click", () => zoom(1.5));
  $("fit").addEventListener("click", () => move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }));
  const keys = { "+": () => zoom(0.66), "=": () => zoom(0.66), "-": () => zoom(1.5), 0: () => $("fit").click(), ArrowLeft: () => step(-1, 0), ArrowRight: () => step(1, 0), ArrowUp: () => step(0, 1), ArrowDown: () => step(0, -1) };
  $("canvas").addEventListener("keydown", (e) => { if (keys[e.key] && !e.ctrlKey && !e.metaKey) { e.preventDefault(); keys[e.key](); } });
};

/* ---- legend, and words in place of a picture ---- */
const legend = () => {
  const there = new Set(nodes.map(([actor]) => actors[actor].kind));
  const usual = new Set(edges.filter((edge) => edge[5] || state.planned || state.status).map((edge) => edge[2]));
  $("legend").replaceChildren(
    ...KINDS.filter((kind) => there.has(kind)).map((kind) => el("span", {}, el("i", { class: `dot ${kind}` }), kind === "organization" ? "organisation" : kind)),
    ...[...deeds].filter(([kind]) => usual.has(kind)).map(([kind, name]) => el("span", {}, el("i", { class: `stroke ${name}` }), kind)));
};
const inWords = () => {
  choose();
  const told = edges.filter((_, number) => shownEdges.has(number)).sort((a, b) => b[3] - a[3]).slice(0, 200);
  $("canvas").replaceChildren(
    el("p", {}, "This browser does not draw WebGL; these are the relations in words, the strongest first."),
    el("ul", { class: "relations" }, told.map(([source, target, kind, weight]) => el("li", {},
      el("button", { type: "button", class: "link", onclick: () => openActor(actors[source].id) }, actors[source].label), ` ${kind} `,
      el("button", { type: "button", class: "link", onclick: () => openActor(actors[target].id) }, actors[target].label), weight > 1 ? ` (${weight})` : ""))));
};
const drawsWebGL = () => { try { return Boolean(document.createElement("canvas").getContext("webgl2")); } catch { return false; } };

/* The picture fills the room that legend, hints and card leave. */
const makeRoom = () => {
  $("canvas").style.top = `${$("legend").offsetTop + $("legend").offsetHeight}px`;
  $("canvas").style.bottom = $("hints").offsetHeight ? `${$("hints").offsetHeight + 14}px` : "0";
};
const fitted = () => {
  if (!sigma || state.view !== "network") return;
  makeRoom();
  sigma.resize().scheduleRender();
};

export const start = () => {
  readColours();
  build();
  legend();
  if (!nodes.length) { $("canvas").replaceChildren(el("p", {}, "No relation between two actors was told.")); return; }
  const draws = drawsWebGL();
  if (draws) {
    choose();
    makeRoom();
    sigma = new Sigma(graph, $("canvas"), settings());
    frame();
    sigma.refresh();
    performance.mark("network drawn");
    listen();
  } else {
    document.body.classList.add("no-webgl");
    inWords();
  }
  onChange(() => {
    legend();
    if (!draws) return inWords();
    choose();
    sigma.refresh({ skipIndexation: !frame() });
    requestAnimationFrame(fitted);
  });
  addEventListener("room", fitted);
  addEventListener("resize", fitted);
  addEventListener("colours", () => { readColours(); sigma?.setSettings(settings()); });
};
