/* Elements with text, never markup: whatever an article says is shown, not run. */

export const $ = (id) => document.getElementById(id);

export const el = (tag, props = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
};

export const plural = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;

/* Text without case and accents, for comparing. */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/* The colour of a custom property as the page shows it now, light or dark: "rgb(29, 33, 38)". */
export const colour = (name) => {
  const probe = $("probe");
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
};
