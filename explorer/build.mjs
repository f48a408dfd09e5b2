/* Bundles src/ and the libraries that it stands on into the one script of the page, and gathers their licences. */
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] || join(here, "../kg/data/explorer");

const bundle = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none", // LICENSES.txt has them whole, and the page carries it
  metafile: true,
  write: false,
});

/* node_modules/@sigma/edge-curve/dist/x.js -> node_modules/@sigma/edge-curve */
const packageOf = (path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
const packages = [...new Set(Object.keys(bundle.metafile.inputs).map(packageOf).filter(Boolean))].sort();
const licence = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
  const file = readdirSync(join(here, folder)).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version} (${license})\n\n${readFileSync(join(here, folder, file), "utf8").trim()}\n`;
};
const licences = packages.map(licence).join(`\n${"-".repeat(72)}\n\n`);
if (/\*\//.test(licences)) throw new Error("a licence would end the comment that it stands in");

writeFileSync(join(out, "page.js"), `${bundle.outputFiles[0].text.trimEnd()}\n/*\nWhat this script is made of, besides its own sources:\n\n${licences}*/\n`);
writeFileSync(join(out, "LICENSES.txt"), licences);
console.log(`${relative(process.cwd(), join(out, "page.js"))}: ${bundle.outputFiles[0].text.length} characters, of ${packages.length} packages`);
