// Makes the assets that ship in the binary out of assets/ and its npm packages.
// SPDX-License-Identifier: EUPL-1.2
//
// node tools/assets.mjs OUT-FOLDER STAMP
// app.css   layer order, design system, theme and our own rules in one sheet, without data: addresses
// icons.svg a sprite with the icons that src/page/icons.txt names
// Addresses inside the sheet carry the content's hash as base/embed.h does.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [, , out, stamp] = process.argv;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const read = (file) => readFileSync(path.join(root, file), "utf8");
const npm = "assets/node_modules";

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// Writes an asset and gives its address.
const put = (name, content) => {
  writeFileSync(path.join(out, name), content);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  return `/assets/${hash}/${name}`;
};

// --- style sheet ---
const fonts = {};
for (const part of ["latin", "latin-ext"]) {
  const file = `${npm}/@fontsource-variable/inter/files/inter-${part}-wght-normal.woff2`;
  fonts[`inter-${part}.woff2`] = put(`inter-${part}.woff2`, readFileSync(path.join(root, file)));
}

// The design system keeps small icons as data: addresses, which our policy refuses: each becomes a file.
const icons = new Map();
const extract = (css) =>
  css.replace(/url\((["'])data:image\/svg\+xml;charset=utf-8,(.*?)\1\)/g, (_, _quote, data) => {
    const svg = decodeURIComponent(data);
    if (!icons.has(svg)) icons.set(svg, put(`ds-${icons.size + 1}.svg`, svg));
    return `url("${icons.get(svg)}")`;
  });

const designSystem = read(`${npm}/@digdir/designsystemet-css/dist/src/index.css`);
const ours = read("assets/app.css").replace(/url\("([\w.-]+)"\)/g, (_, name) => {
  if (!fonts[name]) throw new Error(`app.css: unknown file ${name}`);
  return `url("${fonts[name]}")`;
});
const sheet = [
  "@layer grunn, ds, app;",
  extract(designSystem),
  read("assets/theme/helhet-theme.css"),
  ours,
].join("\n");
if (/url\(["']?data:/.test(sheet)) throw new Error("app.css: a data: address is left");
put("app.css", sheet);

// --- icons ---
const symbols = read("src/page/icons.txt")
  .split("\n")
  .map((line) => line.replace(/#.*/, "").trim())
  .filter(Boolean)
  .map((name) => {
    const svg = read(`${npm}/@navikt/aksel-icons/dist/svg/${name}.svg`);
    const body = svg
      .replace(/<svg[^>]*>/, "")
      .replace("</svg>", "")
      .replace(/fill="#[0-9A-Fa-f]+"/g, 'fill="currentColor"')
      .trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
  });
put("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);

for (const name of ["app.js", "favicon.svg"]) copyFileSync(path.join(root, "assets", name), path.join(out, name));
writeFileSync(stamp, "");
