"use strict";
(() => {
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const { events, nodes, edges } = graph;
  const byId = new Map(events.map((event) => [event.id, event]));
  const nodeAt = new Map(nodes.map((node, number) => [node.id, number]));
  const $ = (id) => document.getElementById(id);
  const PAGE = 200; // rows of the list at a time
  const chosen = { type: new Set(), actor: null, event: null, shown: PAGE };

  /* An element with text, never markup: whatever an article says is shown, not run. */
  const el = (tag, props = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name === "class") made.className = value;
      else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };
  const plural = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
  const span = (event) => {
    if (!event.earliest && !event.latest) return "undated";
    if (event.earliest === event.latest) return event.earliest;
    if (!event.latest) return `from ${event.earliest}`;
    return event.earliest ? `${event.earliest} – ${event.latest}` : `until ${event.latest}`;
  };

  /* ---- what is wanted ---- */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  for (const event of events) {
    const told = event.reports.flatMap((report) => [report.quote, report.outlet, report.saidBy]);
    event.words = fold([event.label, event.status, ...event.facts.map((fact) => fact[1]), ...told].join(" "));
  }
  const wanted = () => {
    const words = fold($("search").value).split(/\s+/).filter(Boolean);
    const [status, outlet, since, until] = ["status", "outlet", "since", "until"].map((id) => $(id).value);
    return events.filter((event) =>
      words.every((word) => event.words.includes(word)) &&
      (!chosen.type.size || chosen.type.has(event.type)) &&
      (!status || event.status === status) &&
      (!outlet || event.reports.some((report) => report.outlet === outlet)) &&
      (!chosen.actor || event.actors.includes(chosen.actor)) &&
      (!$("disputed").checked || event.disputes.length) &&
      (!(since || until) || event.earliest || event.latest) &&
      (!since || !event.latest || event.latest >= since) &&
      (!until || !event.earliest || event.earliest <= until));
  };

  /* ---- list ---- */
  let visible = new Set();
  const drawList = () => {
    const found = wanted();
    visible = new Set(found.map((event) => event.id));
    $("count").textContent = found.length === events.length ? plural(found.length, "event") : `${found.length.toLocaleString("en")} of ${plural(events.length, "event")}`;
    $("list").replaceChildren(...found.slice(0, chosen.shown).map((event) =>
      el("li", {}, el("button", { type: "button", class: event.type, "data-id": event.id, "aria-current": String(event.id === chosen.event), onclick: () => open(event.id) },
        el("span", { class: "what" }, event.label),
        el("span", { class: "when" }, `${span(event)} · ${event.statusLabel} · ${plural(event.sources, "source")}`,
          event.disputes.length ? el("span", { class: "differ" }, " · sources differ") : null)))));
    $("more").hidden = found.length <= chosen.shown;
    $("who").hidden = !chosen.actor;
    if (chosen.actor) {
      const name = (nodes[nodeAt.get(chosen.actor)] || { label: chosen.actor }).label;
      $("who").replaceChildren(el("span", {}, `Only ${name}`), el("button", { type: "button", onclick: () => only(null) }, "×"));
    }
    draw();
  };
  const only = (actor) => { chosen.actor = actor; chosen.shown = PAGE; drawList(); };

  /* ---- card ---- */
  const open = (id, keep) => {
    const event = byId.get(id);
    chosen.event = event ? id : null;
    document.querySelector("main").classList.toggle("open", Boolean(event));
    $("card").hidden = !event;
    if (event) { $("card").replaceChildren(...card(event)); $("card").scrollTop = 0; }
    for (const button of $("list").querySelectorAll("button")) button.setAttribute("aria-current", String(button.dataset.id === chosen.event));
    if (!keep) history.replaceState(null, "", event ? `#event=${encodeURIComponent(id)}` : location.pathname + location.search);
    resize();
  };
  const card = (event) => [
    el("div", { class: "top" }, el("span", { class: "small" }, `${event.type} · ${span(event)}`), el("button", { type: "button", onclick: () => open(null) }, "Close")),
    el("h2", {}, event.label),
    el("p", {}, el("span", { class: "badge" }, event.statusLabel)),
    el("dl", {}, ...event.facts.flatMap(([slot, value]) => [el("dt", {}, slot), el("dd", {}, value)])),
    ...disputes(event), ...past(event),
    el("h3", {}, plural(event.reports.length, "report")),
    ...event.reports.map(report),
    el("p", { class: "small" }, event.iri),
  ];
  const disputes = (event) => !event.disputes.length ? [] : [
    el("h3", { class: "differ" }, "Sources differ"),
    ...event.disputes.map(([slot, told]) => el("table", {}, el("caption", { class: "small" }, slot),
      ...told.map(([value, outlet, date]) => el("tr", {}, el("th", {}, value), el("td", {}, outlet), el("td", {}, date || "undated"))))),
  ];
  const past = (event) => new Set(event.history.map((step) => step[1])).size < 2 ? [] : [
    el("h3", {}, "Status over time"),
    el("ol", { class: "history" }, ...event.history.map(([date, status, outlet]) => el("li", {}, el("span", { class: "small" }, date || "undated"), el("span", {}, `${status} — ${outlet}`)))),
  ];
  const report = (told) => el("div", { class: "report" },
    el("strong", {}, told.outlet), ` ${told.date || "undated"}`, told.asOf ? ` (as of ${told.asOf})` : "",
    el("blockquote", {}, told.quote),
    el("p", { class: "small" }, told.facts.map(([slot, value, inferred]) => `${slot}: ${value}${inferred ? " (inferred)" : ""}`).join(" · ")),
    el("p", { class: "small" }, [told.saidBy && `said by ${told.saidBy}`, `article ${told.article}, characters ${told.start}–${told.end}`, `confidence ${told.confidence}`, ...told.reasons].filter(Boolean).join(" · "), source(told.url)));
  const source = (url) => /^https?:\/\//i.test(url) ? el("span", {}, " · ", el("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, "source")) : null;

  /* ---- network ---- */
  const canvas = $("canvas"), pen = canvas.getContext("2d");
  let view = { x: 0, y: 0, scale: 1 }, colours = {}, width = 0, height = 0, hovered = -1, waiting = false;
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["person", "organization", "country", "edge", "ink", "paper", "soft", "accent"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
  };
  const resize = () => {
    const box = canvas.parentElement.getBoundingClientRect(), ratio = window.devicePixelRatio || 1;
    if (!box.width || !box.height) return;
    [width, height] = [box.width, box.height];
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    fit();
  };
  const fit = () => {
    if (!nodes.length) return draw();
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const n of nodes) { left = Math.min(left, n.x); right = Math.max(right, n.x); top = Math.min(top, -n.y); bottom = Math.max(bottom, -n.y); }
    const foot = $("hints").offsetHeight, high = height - foot; // the hints cover the bottom as long as they are shown
    const scale = Math.min((width - 170) / (right - left || 1), (high - 130) / (bottom - top || 1), 2);
    view = { scale, x: width / 2 - scale * (left + right) / 2, y: (high + 20) / 2 - scale * (top + bottom) / 2 };
    draw();
  };
  const at = (node) => [view.x + node.x * view.scale, view.y - node.y * view.scale];
  const radius = (node) => Math.max(2.5, node.size * Math.min(0.38, 0.16 + view.scale * 0.25));
  const draw = () => { if (!waiting) { waiting = true; requestAnimationFrame(paint); } };
  const paint = () => {
    waiting = false;
    pen.clearRect(0, 0, width, height);
    const lit = new Set(chosen.event ? byId.get(chosen.event).actors : chosen.actor ? [chosen.actor] : hovered >= 0 ? [nodes[hovered].id] : []);
    for (const [a, b, kind, weight, symmetric, ids] of edges) {
      const shown = !ids.length || ids.some((id) => visible.has(id));
      const strong = chosen.event ? ids.includes(chosen.event) : lit.has(nodes[a].id) || lit.has(nodes[b].id);
      line(nodes[a], nodes[b], kind, weight, symmetric, (shown ? 1 : 0.15) * (!lit.size ? 0.75 : strong ? 1 : 0.25), strong);
    }
    const big = new Set([...nodes.keys()].sort((p, q) => nodes[q].size - nodes[p].size).slice(0, 60 + 40 * view.scale));
    nodes.forEach((node, number) => dot(node, !lit.size || lit.has(node.id) || number === hovered, big.has(number) || lit.has(node.id)));
    for (const label of labels.splice(0)) label();
  };
  const labels = [];
  const line = (a, b, kind, weight, symmetric, alpha, strong) => {
    const [x, y] = at(a), [u, v] = at(b), length = Math.hypot(u - x, v - y) || 1;
    pen.globalAlpha = alpha;
    pen.strokeStyle = strong ? colours.accent : colours.edge;
    pen.lineWidth = Math.min(1 + Math.log2(weight), 5) * (strong ? 1.6 : 1);
    pen.setLineDash(kind === "represents" ? [2, 4] : []);
    pen.beginPath(); pen.moveTo(x, y); pen.lineTo(u, v); pen.stroke();
    pen.setLineDash([]);
    if (!symmetric && kind !== "represents" && length > 30) {
      const [dx, dy] = [(u - x) / length, (v - y) / length], reach = radius(b) + 2;
      const [tx, ty] = [u - dx * reach, v - dy * reach];
      pen.fillStyle = pen.strokeStyle;
      pen.beginPath(); pen.moveTo(tx, ty); pen.lineTo(tx - dx * 9 - dy * 4, ty - dy * 9 + dx * 4); pen.lineTo(tx - dx * 9 + dy * 4, ty - dy * 9 - dx * 4); pen.fill();
    }
    if (strong && length > 70) {
      const text = [(x + u) / 2, (y + v) / 2, kind];
      labels.push(() => write(text[2], text[0], text[1], "11px system-ui, sans-serif", colours.accent));
    }
  };
  const dot = (node, bright, named) => {
    const [x, y] = at(node);
    if (x < -50 || y < -50 || x > width + 50 || y > height + 50) return;
    pen.globalAlpha = bright ? 1 : 0.35;
    pen.fillStyle = colours[node.kind] || colours.soft;
    pen.beginPath(); pen.arc(x, y, radius(node), 0, 7); pen.fill();
    if (named) labels.push(() => write(node.label, x, y + radius(node) + 11, "12px system-ui, sans-serif", colours.ink, bright ? 1 : 0.45));
  };
  const write = (text, x, y, font, colour, alpha = 1) => {
    pen.globalAlpha = alpha; pen.font = font; pen.textAlign = "center"; pen.textBaseline = "middle";
    pen.lineWidth = 3; pen.strokeStyle = colours.paper; pen.strokeText(text, x, y);
    pen.fillStyle = colour; pen.fillText(text, x, y);
  };
  const nearest = (x, y) => {
    let best = -1, close = 144;
    nodes.forEach((node, number) => {
      const [u, v] = at(node), gap = Math.max(0, Math.hypot(u - x, v - y) - radius(node)) ** 2;
      if (gap < close) { close = gap; best = number; }
    });
    return best;
  };
  const zoom = (factor, x = width / 2, y = height / 2) => {
    const scale = Math.min(Math.max(view.scale * factor, 0.02), 40), by = scale / view.scale;
    view = { scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
    draw();
  };
  let drag = null;
  canvas.addEventListener("pointerdown", (e) => { drag = { x: e.offsetX, y: e.offsetY, moved: 0 }; canvas.setPointerCapture(e.pointerId); });
  canvas.addEventListener("pointermove", (e) => {
    if (drag) {
      view.x += e.offsetX - drag.x; view.y += e.offsetY - drag.y;
      drag.moved += Math.abs(e.offsetX - drag.x) + Math.abs(e.offsetY - drag.y);
      [drag.x, drag.y] = [e.offsetX, e.offsetY];
      return draw();
    }
    const found = nearest(e.offsetX, e.offsetY);
    canvas.classList.toggle("on-node", found >= 0);
    $("tip").hidden = found < 0;
    if (found >= 0) {
      $("tip").textContent = `${nodes[found].label} — ${plural(nodes[found].events, "event")}`;
      $("tip").style.transform = `translate(${Math.min(e.offsetX + 14, width - 180)}px, ${e.offsetY + 14}px)`;
    }
    if (found !== hovered) { hovered = found; draw(); }
  });
  canvas.addEventListener("pointerup", (e) => {
    const found = drag && drag.moved < 5 ? nearest(e.offsetX, e.offsetY) : -1;
    drag = null;
    if (found >= 0) only(chosen.actor === nodes[found].id ? null : nodes[found].id);
  });
  canvas.addEventListener("pointerleave", () => { hovered = -1; $("tip").hidden = true; draw(); });
  canvas.addEventListener("wheel", (e) => { e.preventDefault(); zoom(Math.exp(-e.deltaY / 400), e.offsetX, e.offsetY); }, { passive: false });

  /* ---- start ---- */
  const count = (values) => values.reduce((all, value) => all.set(value, (all.get(value) || 0) + 1), new Map());
  const options = (id, every, values, labels = {}) => $(id).replaceChildren(el("option", { value: "" }, every),
    ...[...count(values)].sort().map(([value, n]) => el("option", { value }, `${labels[value] || value} (${n})`)));
  options("status", "any", events.map((event) => event.status), Object.fromEntries(events.map((e) => [e.status, e.statusLabel])));
  options("outlet", "any", events.flatMap((event) => [...new Set(event.reports.map((report) => report.outlet))]));
  $("types").append(...[...count(events.map((event) => event.type))].sort().map(([type, n]) => el("button", { type: "button", "aria-pressed": "false", onclick: (e) => {
    chosen.type.has(type) ? chosen.type.delete(type) : chosen.type.add(type);
    e.currentTarget.setAttribute("aria-pressed", String(chosen.type.has(type)));
    drawList();
  } }, `${type} ${n}`)));
  $("legend").append(...[["person", "person"], ["organization", "organisation"], ["country", "country"]].map(([kind, name]) => el("span", {}, el("i", { class: kind }), name)));
  $("summary").textContent = `${plural(events.length, "event")} from ${plural(graph.articles, "article")} by ${plural(graph.outlets, "outlet")}; every fact has its receipt`;
  $("filters").addEventListener("submit", (e) => e.preventDefault());
  $("filters").addEventListener("input", () => { chosen.shown = PAGE; drawList(); });
  $("clear").addEventListener("click", () => {
    $("filters").reset(); chosen.type.clear(); chosen.actor = null;
    for (const button of $("types").children) button.setAttribute("aria-pressed", "false");
    drawList();
  });
  $("more").addEventListener("click", () => { chosen.shown += PAGE; drawList(); });
  $("in").addEventListener("click", () => zoom(1.4));
  $("out").addEventListener("click", () => zoom(1 / 1.4));
  $("fit").addEventListener("click", fit);
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && chosen.event) return open(null);
    if (e.key === "/" && !/input|select/i.test(e.target.tagName)) { e.preventDefault(); return $("search").focus(); }
    const rows = [...$("list").querySelectorAll("button")], here = rows.indexOf(document.activeElement);
    if (here >= 0 && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      e.preventDefault();
      const next = rows[here + (e.key === "ArrowDown" ? 1 : -1)];
      if (next) next.focus();
    }
    if (e.target === canvas && { "+": 1, "=": 1, "-": 1, 0: 1 }[e.key]) e.key === "0" ? fit() : zoom(e.key === "-" ? 1 / 1.4 : 1.4);
  });
  const fromLink = () => {
    const match = /^#event=(.+)$/.exec(location.hash);
    let id = null;
    try { id = match && decodeURIComponent(match[1]); } catch { id = null; }
    open(byId.has(id) ? id : null, true);
  };
  addEventListener("hashchange", fromLink);
  addEventListener("resize", resize);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); draw(); });
  readColours(); drawList(); fromLink(); resize();
})();
