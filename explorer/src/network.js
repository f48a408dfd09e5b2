/* The network of actors, drawn by sigma; where there is no WebGL the same relations in words. */
import EdgeCurveProgram, { EdgeCurvedArrowProgram, indexParallelEdgesIndex } from "@sigma/edge-curve";
import { createNodeBorderProgram } from "@sigma/node-border";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";
import { $, el, plural } from "./dom.js";
import { openActor, openEvent } from "./list.js";
import { KINDS, REPRESENTS, choose, deeds, drawHovered, drawName, edgeLook, hasFocus, isFew, lit, nodeLook, readColours, shown, shownEdges } from "./looks.js";
import { actors, edges, events, nodes } from "./model.js";
import { change, isWanted, onChange, state } from "./state.js";

const MANY = 3000; // nodes: from there on lines are thin and straight, and none can be clicked
const STRONGEST = 1500; // lines drawn of a network of many: with all of them the picture is one stain
const SMALL = 600; // pixels: a phone
const isMany = nodes.length > MANY;
let sigma = null, graph = null, ranked = null;

/* ---- the graph ---- */
const build = () => {
  graph = new MultiDirectedGraph();
  const { clientWidth, clientHeight } = $("canvas"), isTall = clientHeight > clientWidth, isSmall = clientWidth < SMALL;
  const unit = Math.max(Math.min(isSmall ? 0.3 : 0.42, 3.4 / Math.sqrt(nodes.length)), 0.16), least = isFew ? 4 : 1.5;
  for (const [actor, x, y, size, count] of nodes) {
    const place = isTall ? { x: -y, y: x } : { x, y }; // the picture is made for a wide screen: a phone sees it turned
    const { label, kind } = actors[actor];
    graph.addNode(actor, { ...place, size: Math.max(size * unit, least), label, kind, count, forceLabel: isFew && !isSmall });
  }
  if (isMany) return rank();
  for (const number of edges.keys()) addEdge(number);
  bend();
};
const addEdge = (number) => {
  const [source, target, kind, weight, symmetric] = edges[number];
  const size = kind === REPRESENTS ? 1 : Math.min((isMany ? 0.6 : 2.6) + Math.log2(weight), 7);
  graph.addEdgeWithKey(number, source, target, { kind, size, type: symmetric || kind === REPRESENTS ? "line" : "arrow", isOneOfMany: isMany });
};

/* Lines between the same two are bent apart. */
const bend = () => {
  indexParallelEdgesIndex(graph, { edgeIndexAttribute: "place", edgeMinIndexAttribute: "least", edgeMaxIndexAttribute: "most" });
  graph.forEachEdge((edge, { place, least, most, type }) => {
    const curvature = typeof place === "number" ? (typeof least === "number" ? 0.5 : 0.35) * place / Math.max(most, 1) : 0;
    if (curvature) graph.mergeEdgeAttributes(edge, { type: type === "arrow" ? "bentArrow" : "bent", curvature });
  });
};

/* Of many lines those between the strongest are drawn; the others come when somebody is chosen. */
const rank = () => {
  const size = new Map(nodes.map(([actor, , , , count]) => [actor, count]));
  const strength = edges.map(([source, target, , weight]) => weight * 1000 + Math.min(size.get(source), size.get(target)));
  ranked = [...edges.keys()].filter((number) => edges[number][2] !== REPRESENTS).sort((a, b) => strength[b] - strength[a] || a - b);
};
const drawStrongest = () => {
  const drawn = new Set([...ranked.filter((number) => shownEdges.has(number)).slice(0, STRONGEST), ...lit]);
  for (const edge of graph.edges()) if (!drawn.has(Number(edge))) graph.dropEdge(edge);
  for (const number of drawn) if (!graph.hasEdge(number)) addEdge(number);
};
const redraw = () => {
  sigma.setGraph(new MultiDirectedGraph()); // else it looks at everything again for every line that goes or comes
  drawStrongest();
  sigma.setGraph(graph);
};

/* ---- the picture ---- */
const settings = (colours) => ({
  allowInvalidContainer: true,
  defaultDrawNodeHover: drawHovered,
  defaultDrawNodeLabel: drawName,
  edgeLabelColor: { color: colours.ink },
  edgeLabelFont: "system-ui, sans-serif",
  edgeLabelSize: 11,
  edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeRectangleProgram, bent: EdgeCurveProgram, bentArrow: EdgeCurvedArrowProgram },
  edgeReducer: edgeLook,
  enableEdgeEvents: !isMany,
  labelDensity: 0.7,
  labelFont: "system-ui, sans-serif",
  labelGridCellSize: $("canvas").clientWidth < SMALL ? 70 : 110,
  labelRenderedSizeThreshold: isFew ? 0 : isMany ? 2.5 : 5,
  labelSize: 12,
  maxCameraRatio: 3,
  minCameraRatio: 0.005,
  nodeProgramClasses: { circle: createNodeBorderProgram({ borders: [{ size: { value: isMany ? 0 : 1.5, mode: "pixels" }, color: { attribute: "rim" } }, { size: { fill: true }, color: { attribute: "color" } }] }) },
  nodeReducer: nodeLook,
  renderEdgeLabels: !isMany,
  stagePadding: 46,
  zIndex: true,
});

/* What is shown fills the picture; a card that opens leaves it where it is. True where the picture has changed. */
const frame = () => {
  const there = [...shown].filter((actor) => graph.hasNode(actor)), before = sigma.getCustomBBox();
  if (!there.length || (hasFocus() && before)) return false;
  const extent = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
  for (const node of there) for (const axis of ["x", "y"]) {
    const place = graph.getNodeAttribute(node, axis), [least, most] = extent[axis];
    extent[axis] = [Math.min(least, place), Math.max(most, place)];
  }
  sigma.setCustomBBox(extent);
  return JSON.stringify(before) !== JSON.stringify(extent);
};

/* The picture fills the room that legend, hints and card leave. */
const makeRoom = () => {
  $("canvas").style.top = `${$("legend").offsetTop + $("legend").offsetHeight}px`;
  $("canvas").style.bottom = $("hints").offsetHeight ? `${$("hints").offsetHeight + 14}px` : "0";
};
const fit = () => {
  if (state.view !== "network") return;
  makeRoom();
  sigma.resize().scheduleRender();
};

/* ---- pointer and keys ---- */
const tip = (text, at) => {
  $("canvas").classList.toggle("on-something", Boolean(text));
  $("tip").hidden = !text;
  $("tip").textContent = text;
  if (text) $("tip").style.transform = `translate(${Math.min(at.x + 14, $("canvas").clientWidth - 200)}px, ${at.y + $("canvas").offsetTop + 14}px)`;
};
const told = ([source, target, kind, weight]) => `${actors[source].label} – ${kind} – ${actors[target].label}${weight > 1 ? ` (${weight})` : ""}`;

const listen = () => {
  sigma.on("clickNode", ({ node }) => openActor(actors[Number(node)].id));
  sigma.on("enterNode", ({ node, event }) => tip(`${graph.getNodeAttribute(node, "label")} – ${plural(graph.getNodeAttribute(node, "count"), "event")}`, event));
  sigma.on("leaveNode", () => tip(""));
  sigma.on("clickEdge", ({ edge }) => {
    const behind = edges[Number(edge)][6].filter((event) => isWanted[event]);
    if (behind.length) openEvent(events[behind[0]].id);
  });
  sigma.on("enterEdge", ({ edge, event }) => tip(told(edges[Number(edge)]), event));
  sigma.on("leaveEdge", () => tip(""));
  sigma.on("clickStage", () => (state.event || state.actor) && change({ event: "", actor: "" }, { step: true }));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches, camera = sigma.getCamera();
  const move = (to) => still ? camera.setState(to) : camera.animate(to, { duration: 200 });
  const zoom = (factor) => move({ ratio: camera.getBoundedRatio(camera.getState().ratio * factor) });
  const step = (right, up) => { const { x, y, ratio } = camera.getState(); move({ x: x + right * ratio * 0.12, y: y + up * ratio * 0.12 }); };
  const [nearer, farther, all] = [() => zoom(0.66), () => zoom(1.5), () => move({ x: 0.5, y: 0.5, ratio: 1 })];
  for (const [id, act] of [["in", nearer], ["out", farther], ["fit", all]]) $(id).addEventListener("click", act);
  const keys = { "+": nearer, "=": nearer, "-": farther, 0: all, ArrowLeft: () => step(-1, 0), ArrowRight: () => step(1, 0), ArrowUp: () => step(0, 1), ArrowDown: () => step(0, -1) };
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

const WORDS = 200; // relations told at most
const inWords = () => {
  choose();
  const strongest = [...shownEdges].map((number) => edges[number]).sort((a, b) => b[3] - a[3]).slice(0, WORDS);
  const name = (actor) => el("button", { type: "button", class: "link", onclick: () => openActor(actors[actor].id) }, actors[actor].label);
  $("canvas").replaceChildren(
    el("p", {}, "This browser draws no WebGL: here are the relations in words, the strongest first."),
    el("ul", { class: "relations" }, strongest.map(([source, target, kind, weight]) => el("li", {}, name(source), ` ${kind} `, name(target), weight > 1 ? ` (${weight})` : ""))));
};
const drawsWebGL = () => Boolean(document.createElement("canvas").getContext("webgl2"));

/* ---- start ---- */
const startWords = () => {
  document.body.classList.add("no-webgl");
  $("canvas").setAttribute("role", "region");
  inWords();
  onChange(inWords);
};

const startPicture = () => {
  const colours = readColours();
  build();
  legend();
  makeRoom();
  choose();
  if (ranked) drawStrongest();
  sigma = new Sigma(graph, $("canvas"), settings(colours));
  if (frame()) sigma.refresh();
  const draw = () => {
    choose();
    const moved = frame();
    ranked ? redraw() : sigma.refresh({ skipIndexation: !moved });
    requestAnimationFrame(fit);
  };
  performance.mark("network drawn");
  listen();
  let isStale = false; // a picture that is not on the screen is drawn when it comes back
  onChange((before) => {
    isStale ||= Object.keys(state).some((name) => name !== "view" && state[name] !== before[name]);
    if (state.view !== "network") return;
    legend();
    isStale ? draw() : fit();
    isStale = false;
  });
  addEventListener("room", fit);
  addEventListener("resize", fit);
  addEventListener("colours", () => sigma.setSettings(settings(readColours())));
};

export const start = () => {
  if (!nodes.length) $("canvas").replaceChildren(el("p", { class: "empty" }, "No relation between two actors was told."));
  else drawsWebGL() ? startPicture() : startWords();
};
