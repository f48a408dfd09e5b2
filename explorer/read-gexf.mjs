/* What Gephi Lite makes of a GEXF file: its own reader, graphology-gexf, under jsdom. Prints JSON: nodes and edges with their attributes. */
import { readFileSync } from "node:fs";
import { MultiGraph } from "graphology";
import { JSDOM } from "jsdom";

const { window } = new JSDOM();
Object.assign(globalThis, { DOMParser: window.DOMParser, Document: window.Document });
const { default: gexf } = await import("graphology-gexf/browser/index.js"); // it takes them as it loads
const graph = gexf.parse(MultiGraph, readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(graph.export()));
