// What every page must be, besides what axe can see. Each check returns lines; no lines is good.
import { violations } from "./axe.mjs";

/** Budgets of docs/architecture.md, in bytes over the wire, for a visitor with an empty cache. */
export const FIRST_VIEW = 100_000;
export const STYLES = 40_000;

/** One heading of the first level, a title, a language, one main: what a screen reader asks a page first. */
export async function outline(page, language) {
  return page.evaluate((expected) => {
    const lines = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    if (count("h1") !== 1) lines.push(`${count("h1")} h1 headings`);
    if (count("main") !== 1) lines.push(`${count("main")} main landmarks`);
    if (!document.title.trim()) lines.push("no title");
    if (expected && !document.documentElement.lang.startsWith(expected)) {
      lines.push(`lang is ${document.documentElement.lang}, expected ${expected}`);
    }
    for (const element of document.querySelectorAll("[style]")) lines.push(`style attribute on <${element.localName}>`);
    if (count("script")) lines.push("a script");
    // A word without a translation shows as its key or between braces: "agreement-title", "{$name}".
    const text = document.body.innerText;
    const raw = text.match(/\{\s*\$?[a-z][\w-]*\s*\}/i);
    if (raw) lines.push(`an untranslated word: ${raw[0]}`);
    const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((h) => Number(h.localName[1]));
    levels.forEach((level, i) => {
      if (i > 0 && level > levels[i - 1] + 1) lines.push(`heading level jumps from h${levels[i - 1]} to h${level}`);
    });
    return lines;
  }, language);
}

/** WCAG 1.4.10: at 320 px nothing sticks out sideways (a wide table may scroll in a box of its own). */
export async function fits(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (e) => e.getBoundingClientRect().right > root.clientWidth + 1,
    );
    const who = wide.slice(-1).map((e) => `<${e.localName} class="${e.className}">`);
    return [`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth} px, ${who}`];
  });
}

/** By keyboard alone: the first Tab reaches a visible skip link that works, and each stop shows that it has the focus. */
export async function keyboard(page, stops = 80) {
  const lines = [];
  await page.evaluate(() => {
    // A message may have taken the focus. Back to where a visitor's first Tab starts: before everything else.
    const begin = document.body.insertBefore(document.createElement("button"), document.body.firstChild);
    begin.focus();
    begin.remove();
    window.scrollTo(0, 0);
  });
  const seen = new Set();
  for (let i = 0; i < stops; i += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((first) => {
      const e = document.activeElement;
      if (!e || e === document.body || e === document.documentElement) return null;
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      const ring = (s) =>
        (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== "none" || s.borderStyle === "dashed";
      // A radio or checkbox may be hidden behind a label that carries the ring.
      const label = e.labels?.[0];
      const shown = ring(style) || (label && ring(getComputedStyle(label))) ||
        (e.nextElementSibling && box.width <= 2 && ring(getComputedStyle(e.nextElementSibling)));
      window.__stops ??= [];
      let id = window.__stops.indexOf(e);
      if (id < 0) id = window.__stops.push(e) - 1;
      return {
        id,
        what: `<${e.localName}> ${(e.innerText || e.getAttribute("name") || "").trim().slice(0, 40)}`,
        skip: first && e.localName === "a" && e.getAttribute("href")?.startsWith("#")
          ? Boolean(document.querySelector(e.getAttribute("href")))
          : null,
        visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        shown: Boolean(shown),
      };
    }, i === 0);
    if (!stop) {
      if (i === 0) lines.push("Tab reaches nothing");
      break;
    }
    if (i === 0 && stop.skip === null) lines.push(`the first Tab stop is no skip link but ${stop.what}`);
    if (i === 0 && stop.skip === false) lines.push("the skip link leads nowhere");
    if (seen.has(stop.id)) break;
    seen.add(stop.id);
    if (!stop.visible) lines.push(`focus out of sight: ${stop.what}`);
    if (!stop.shown) lines.push(`focus not shown: ${stop.what}`);
  }
  return lines;
}

/** What a first view weighs: `load` opens the page in a context that never saw us. */
export async function weight(context, load) {
  const sizes = [];
  const measure = (request) =>
    sizes.push(
      request.sizes().then(
        (s) => ({ url: request.url(), type: request.resourceType(), bytes: s.responseHeadersSize + s.responseBodySize }),
        () => ({ url: request.url(), type: request.resourceType(), bytes: 0 }),
      ),
    );
  context.on("requestfinished", measure);
  await load();
  const all = await Promise.all(sizes);
  context.off("requestfinished", measure);
  const total = all.reduce((sum, r) => sum + r.bytes, 0);
  const styles = all.filter((r) => r.type === "stylesheet").reduce((sum, r) => sum + r.bytes, 0);
  const lines = [];
  if (total > FIRST_VIEW) lines.push(`first view weighs ${total} bytes, at most ${FIRST_VIEW}: ${largest(all)}`);
  if (styles > STYLES) lines.push(`its styles weigh ${styles} bytes, at most ${STYLES}`);
  return { total, styles, lines };
}

const largest = (all) =>
  [...all].sort((a, b) => b.bytes - a.bytes).slice(0, 4).map((r) => `${new URL(r.url).pathname} ${r.bytes}`).join(", ");

/** Which of the conditions in the style sheets hold now: what a width changes is behind one of them. In the page. */
const applying = () => {
  const conditions = (rules) => [...rules].flatMap((rule) =>
    [...(rule.media ? [String(matchMedia(rule.media.mediaText).matches)] : []), ...(rule.cssRules ? conditions(rule.cssRules) : [])]);
  return [...document.styleSheets].flatMap((sheet) => conditions(sheet.cssRules)).join();
};

/** All of it, for the page as it stands: at each width, and by keyboard at the widest. */
export async function inspect(page, language, widths) {
  const lines = await outline(page, language);
  let before;
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const line of await fits(page)) lines.push(`${width} px: ${line}`);
    // Where just the same rules of style hold as at the width before, axe sees the same page: it takes longest, and is asked once.
    const rules = await page.evaluate(applying);
    if (rules === before) continue;
    before = rules;
    for (const line of await violations(page)) lines.push(`${width} px: ${line}`);
  }
  return [...lines, ...(await keyboard(page))];
}
