// A picture of each page in each state, at each width, in both languages, and in the dark: into e2e/pictures/, with an
// index to leaf through. Arguments narrow it down: `make pictures` takes all, `scripts/browser.sh pictures mijn` some.
// `--looks=forced,large,bare,print` takes them as people see them who choose their own colours, have text twice as large, get
// no style sheet, or print: in Dutch, at one width each.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { LANGUAGES, launch, WIDTHS } from "./lib/browser.mjs";
import { guests } from "./lib/guests.mjs";
import { PAGES, title } from "./lib/pages.mjs";
import { school } from "./lib/server.mjs";

const asked = process.argv.slice(2);
const wanted = asked.filter((argument) => !argument.startsWith("--"));
const otherwise = asked.filter((argument) => argument.startsWith("--looks=")).flatMap((argument) => argument.slice(8).split(","));
const pages = PAGES.filter((e) => wanted.length === 0 || wanted.some((w) => title(e).startsWith(w)));
const folder = join(import.meta.dirname, "pictures");
if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

// The dark is looked at in Dutch only: colours do not speak a language.
const USUAL = [...LANGUAGES.map((language) => ({ language, dark: false })), { language: "nl", dark: true }];

/** How a page is made to look otherwise, and at which width. */
const OTHERWISE = {
  forced: { width: 1280, before: (page) => page.emulateMedia({ forcedColors: "active" }) },
  large: { width: 1280, after: (page) => page.evaluate(() => void (document.documentElement.style.fontSize = "200%")) },
  bare: { width: 1280, before: (page) => page.route("**/*.css", (route) => route.abort()) },
  print: { width: 794, before: (page) => page.emulateMedia({ media: "print" }) },
};
const LOOKS = otherwise.length ? otherwise.map((look) => ({ language: "nl", dark: false, look })) : USUAL;

const demo = await school();
const browser = await launch();
const rows = [];
const signedIn = new Map();
let failed = 0;
try {
  for (const { language, dark, look } of LOOKS) {
    const { before, after, width: only } = OTHERWISE[look] ?? {};
    const people = guests(browser, demo, { dark }, signedIn);
    for (const entry of pages) {
      const name = `${title(entry)}-${look ?? language}${dark ? "-dark" : ""}`;
      try {
        const { page } = await people.of(entry.role, language);
        await before?.(page);
        await entry.reach(page, demo);
        await after?.(page);
        for (const width of only ? [only] : WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const picture = `${name}-${width}.png`;
          await page.screenshot({ path: join(folder, picture), fullPage: true });
          rows.push({ entry, language: look ?? language, dark, width, picture });
        }
        console.log(name);
      } catch (error) {
        // One page that cannot be reached must not cost the pictures of the others.
        failed += 1;
        console.error(`${name}: ${error.message.split("\n")[0]}`);
      }
    }
    await people.close();
  }
} finally {
  await browser.close();
  await demo.close();
}

const figure = ({ picture, width, language, dark }) =>
  `<figure><a href="${picture}"><img src="${picture}" alt="" width="${Math.min(width, 420)}" loading="lazy"></a>
   <figcaption>${width} px, ${language}${dark ? ", dark" : ""}</figcaption></figure>`;
const section = (entry) =>
  `<h2>${title(entry)}</h2><div>${rows.filter((r) => r.entry === entry).map(figure).join("")}</div>`;
writeFileSync(
  join(folder, "index.html"),
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures of Meedoen</title>
   <style>body{font-family:sans-serif}div{display:flex;gap:1rem;align-items:start;overflow-x:auto}figure{margin:0}
   img{border:1px solid #999}</style><h1>Pictures of Meedoen</h1>${pages.map(section).join("")}</html>\n`,
);
console.log(`${rows.length} pictures; open e2e/pictures/index.html${failed ? `; ${failed} not taken` : ""}`);
process.exit(failed ? 1 : 0);
