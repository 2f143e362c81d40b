// Judges the looks of a page: axe, in the light, in the dark and narrow, and no sideways scrolling.
// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LONG = process.env.CHECK_MODE === "long";

// A page's address without what tells one of a kind from another.
export const kindOf = (path) =>
  path
    .split("?")[0]
    .split("/")
    .map((part) => (/\d|^[a-z]{10,}$/.test(part) ? ":id" : part))
    .join("/");

// What axe can judge of a page, and which elements have it (kept in the page). Its build: each element with its
// attributes, whether it is shown, says something, has a label and leads somewhere, and what stands around it. Its
// inks: colour, ground, size and weight of letters that can be seen. Its places: how what is shown is laid out.
const traitsOf = (kinds) => {
  const SAID = ["class", "role", "type", "open", "disabled", "hidden", "lang", "tabindex", "autocomplete", "scope", "aria-current",
    "aria-expanded", "aria-hidden", "aria-invalid", "aria-live", "data-color", "data-variant"];
  const LEADS = ["for", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];
  const once = (find) => {
    const found = new Map();
    return (element) => {
      if (!found.has(element)) found.set(element, find(element));
      return found.get(element);
    };
  };
  const elements = [...document.body.querySelectorAll("*")];
  const ids = Map.groupBy(document.querySelectorAll("[id]"), (element) => element.id);
  const styleOf = once((element) => getComputedStyle(element));
  const shown = once((element) => element.checkVisibility({ visibilityProperty: true }));
  const ownText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
  const says = once((element) => ownText(element) || [...element.children].some((child) => says(child)));

  const leads = (value) => value.split(" ").every((id) => ids.has(id));
  const attributeOf = ({ name, value }) => {
    if (SAID.includes(name)) return `${name}=${value}`;
    if (LEADS.includes(name)) return `${name}:${leads(value)}`;
    if (name === "href" && value.startsWith("#")) return `#:${leads(value.slice(1))}`;
    return name === "id" ? `id:${ids.get(value)?.length}` : `${name}:${value.trim() !== ""}`;
  };
  let heading = "";
  const buildOf = (element) => {
    const before = heading;
    if (/^h[1-6]$/.test(element.localName) && shown(element)) heading = element.localName;
    return [element.localName, element.parentElement.localName, shown(element), says(element), [...(element.labels ?? [])].map(shown),
      before === heading ? "" : before, ...[...element.attributes].map(attributeOf)].join(" ");
  };

  const opaque = (ground) => !/^rgba\(.*, (0|0?\.\d+)\)$/.test(ground);
  const groundOf = once((element) => {
    if (!element) return "";
    const { backgroundColor, backgroundImage, opacity } = styleOf(element);
    const behind = opaque(backgroundColor) ? "" : groundOf(element.parentElement);
    return `${backgroundColor} ${backgroundImage} ${opacity} ${behind}`;
  });
  // Axe lets what cannot be used, or be seen, have any colour: such an ink is not known because a page had it.
  const unused = (element) => Boolean(element.closest(":disabled, [aria-disabled=true], [inert]") || element.closest("label")?.control?.disabled);
  const inSight = (element) => shown(element) && element.clientWidth !== 1 && element.clientHeight !== 1;
  const inkOf = (element) => {
    if (!inSight(element) || !(ownText(element) || element.matches("input, select, textarea"))) return null;
    const style = styleOf(element);
    const around = element.localName === "a" ? [style.textDecorationLine, styleOf(element.parentElement).color] : [];
    return [style.color, style.fontSize, style.fontWeight, style.textShadow, unused(element), groundOf(element), ...around].join(" ");
  };

  const STATES = ["class", "role", "type", "open", "disabled", "hidden", "aria-current", "aria-expanded", "data-color", "data-variant"];
  const standing = once((element) =>
    element && [element.localName, styleOf(element).display, ...STATES.map((name) => element.getAttribute(name))].join(" "));
  const placeOf = (element) => shown(element) &&
    [element, element.previousElementSibling, element.parentElement, element.parentElement?.parentElement].map(standing).join("|");

  const OF = { build: buildOf, inks: inkOf, places: placeOf };
  const having = kinds.map((kind) => [kind, Map.groupBy(elements, OF[kind])]);
  globalThis.elementsHaving = Object.fromEntries(having);
  return {
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    traits: having.map(([kind, elementsOf]) => [kind, [...elementsOf.keys()].filter(Boolean)]),
  };
};

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Those of them that read colours, and those that a layout can break although elements and inks are known.
const INK_RULES = ["color-contrast", "link-in-text-block"];
const LAYOUT_RULES = [...INK_RULES, "target-size", "scrollable-region-focusable", "skip-link", "bypass", "region", "th-has-data-cells"];

// What axe finds. The rules that read colours look at the elements with a trait in `fresh` only, if it is given.
const axeFaults = async ({ rules, colours, fresh }) => {
  const wanted = fresh && new Set(fresh.flatMap(([kind, traits]) => traits.flatMap((trait) => globalThis.elementsHaving[kind].get(trait) ?? [])));
  for (const rule of colours.map((id) => globalThis.axe.utils.getRule(id))) {
    rule.matchesAny ??= rule.matches;
    rule.matches = (node, ...more) => (!wanted || wanted.has(node)) && rule.matchesAny(node, ...more);
  }
  const result = await globalThis.axe.run(document, { resultTypes: ["violations"], runOnly: rules });
  return result.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${
    v.nodes[0].any.map((a) => a.message).join(" ").slice(0, 160)}`);
};

// A page whose person was judged before brings axe along, unrun: V8 then compiles it once, not for every page.
const bringsAxe = new WeakSet();
const readyAxe = async (page) => {
  if (await page.evaluate(() => Boolean(globalThis.axe ?? globalThis.bringAxe?.() ?? globalThis.axe))) return;
  await page.evaluate(axeSource);
  if (bringsAxe.has(page.context())) return;
  bringsAxe.add(page.context());
  await page.context().addInitScript(`globalThis.bringAxe = () => { ${axeSource} };`);
};

// What a mode can change, each with the name under which it is known when axe found no fault in it.
const MODES = [
  { name: "light", width: 1360, scheme: "light", traits: { build: "build", inks: "light", places: "1360" }, rules: LAYOUT_RULES },
  { name: "dark", width: 1360, scheme: "dark", traits: { inks: "dark" }, rules: INK_RULES },
  { name: "360", width: 360, scheme: "light", traits: { build: "build", inks: "light", places: "360" }, rules: LAYOUT_RULES },
  { name: "320", width: 320, scheme: "light", traits: {}, rules: [] },
];
const known = new Set();
const keyOf = (mode, kind, trait) => `${mode.traits[kind]} ${trait}`;

// What of the page no page before had: [[kind, traits]…], empty when axe knows it all.
const freshOf = (mode, traits) =>
  traits
    .map(([kind, all]) => [kind, all.filter((trait) => !known.has(keyOf(mode, kind, trait)))])
    .filter(([, left]) => left.length > 0);

// What axe is to be asked: nothing new, nothing; a new build, all rules; otherwise what the mode can change. In check-long
// and in a mode of a test's own always everything.
const questionOf = (mode, fresh) => {
  if (!mode.traits || (LONG && mode.rules.length > 0)) return { rules: RULES, colours: INK_RULES };
  if (fresh.length === 0) return null;
  return { rules: fresh.some(([kind]) => kind === "build") ? RULES : mode.rules, colours: INK_RULES, fresh };
};

const faultsIn = async (page, mode) => {
  const { wide, traits } = await page.evaluate(traitsOf, Object.keys(mode.traits ?? {}));
  const faults = wide > 0 ? [`${mode.name}: ${wide} px too wide`] : [];
  if (mode.name === "light") traits.find(([kind]) => kind === "build")?.[1].push(kindOf(new URL(page.url()).pathname));
  const fresh = freshOf(mode, traits);
  const question = questionOf(mode, fresh);
  if (!question) return faults;
  await readyAxe(page);
  const found = await page.evaluate(axeFaults, question);
  if (found.length === 0) for (const [kind, left] of fresh) for (const trait of left) known.add(keyOf(mode, kind, trait));
  return [...faults, ...found.map((fault) => `${mode.name}: ${fault}`)];
};

const look = async (page, { width, scheme }) => {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
};

// Of the page as it is drawn, in each mode.
export const faultsOfLook = async (page, modes = MODES) => {
  const faults = [];
  for (const mode of modes) {
    await look(page, mode);
    faults.push(...(await faultsIn(page, mode)));
  }
  await look(page, { width: 1360, scheme: "light" });
  return faults;
};
