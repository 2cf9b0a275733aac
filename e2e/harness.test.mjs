// The harness tested on itself: a good page passes, and each thing that may not be is seen. A check that cannot fail
// would let every page through.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { violations } from "./lib/axe.mjs";
import { launch, visitor, WIDTHS } from "./lib/browser.mjs";
import { fits, inspect, keyboard, outline, weight } from "./lib/checks.mjs";
import { Count } from "./lib/count.mjs";
import { missed } from "./lib/pages.mjs";

const CSP = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const page = (body, { lang = "nl", head = "" } = {}) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
   <title>Proef</title><link rel="stylesheet" href="/good.css"><link rel="icon" href="/good.css">${head}</head><body>${body}</body></html>`;
const skip = `<a class="skip" href="#inhoud">Naar de inhoud</a>`;
const good = `${skip}<header><a href="/">Meedoen</a></header><main id="inhoud"><h1>Afspraken</h1>
  <form method="get"><label for="naam">Naam</label> <input id="naam" name="naam">
  <label for="waar">Waar</label> <select id="waar" name="waar"><option>In de les</option><option>Op stage</option></select>
  <label><input type="checkbox" name="extra"> Extra hulp</label> <button>Bewaar</button></form></main>`;

const PAGES = {
  "/good": page(good),
  "/wide": page(`${skip}<main id="inhoud"><h1>Breed</h1><div class="wide">x</div></main>`),
  "/unlabelled": page(`${skip}<main id="inhoud"><h1>Kaal</h1><input name="naam"><img src="/good.css"></main>`),
  "/faint": page(`${skip}<main id="inhoud"><h1>Bleek</h1><p class="faint">Dit leest niemand.</p></main>`),
  "/between": page(`${skip}<main id="inhoud"><h1>Ertussen</h1><p class="between">Dit leest niemand op deze breedte.</p></main>`),
  "/no-skip": page(`<a href="/">Meedoen</a><main id="inhoud"><h1>Zonder</h1></main>`),
  "/dead-skip": page(`<a class="skip" href="#weg">Naar de inhoud</a><main id="inhoud"><h1>Dood</h1></main>`),
  "/focused": page(`${skip}<main id="inhoud"><h1>Fout</h1><p tabindex="-1" autofocus>Vul je naam in.</p><button>Bewaar</button></main>`),
  "/no-ring": page(`${skip}<main id="inhoud"><h1>Onzichtbaar</h1><button class="bare">Bewaar</button></main>`),
  "/two-h1": page(`${skip}<main id="inhoud"><h1>Een</h1><h1>Twee</h1><h4>Diep</h4><p>{$naam}</p></main>`),
  "/inline": page(`${skip}<main id="inhoud"><h1>Stijl</h1><p style="color:red">rood</p></main>`),
  "/stranger": page(`${skip}<main id="inhoud"><h1>Vreemd</h1><img alt="" src="http://127.0.0.1:1/pixel"></main>`),
  "/heavy": page(good, { head: `<link rel="stylesheet" href="/heavy.css">` }),
};
const STYLE = `.skip{position:absolute;left:-999px}.skip:focus{left:0}:focus-visible{outline:3px solid #000}
  .wide{width:700px}.faint{color:#bbb;background:#fff}.bare:focus-visible{outline:none}
  @media (min-width: 350px) and (max-width: 400px){.between{color:#bbb;background:#fff}}`;

let server, browser, base;
before(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const css = { "/good.css": STYLE, "/heavy.css": `/* ${"zwaar ".repeat(20_000)} */` }[path];
    response.setHeader("content-security-policy", CSP);
    response.setHeader("content-type", css ? "text/css" : "text/html; charset=utf-8");
    response.statusCode = css || PAGES[path] ? 200 : path === "/broken" ? 500 : 404;
    response.end(css ?? PAGES[path] ?? page("<main><h1>Niet gevonden</h1></main>"));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function on(path, check) {
  const guest = await visitor(browser, base);
  try {
    await guest.page.goto(path);
    return { found: await check(guest.page), faults: guest.faults };
  } finally {
    await guest.close();
  }
}

test("a good page passes every check, at every width", async () => {
  const { found, faults } = await on("/good", (p) => inspect(p, "nl", WIDTHS));
  assert.deepEqual(found, []);
  assert.deepEqual(faults, []);
});

test("the round by keyboard begins at the top, whatever took the focus", async () => {
  const { found } = await on("/focused", keyboard);
  assert.deepEqual(found, []);
});

// Each row: a page with one fault, the check that must see it, and a word of what it says.
const ROWS = [
  ["/good", (p) => outline(p, "en"), /lang is nl, expected en/],
  ["/two-h1", (p) => outline(p, "nl"), /2 h1 headings.*untranslated word.*jumps from h1 to h4/s],
  ["/inline", (p) => outline(p, "nl"), /style attribute/],
  ["/unlabelled", violations, /axe label:.*axe image-alt:|axe image-alt:.*axe label:/s],
  ["/faint", violations, /axe color-contrast/],
  ["/wide", async (p) => (await p.setViewportSize({ width: 320, height: 900 }), fits(p)), /scrolls sideways/],
  ["/between", (p) => inspect(p, "nl", WIDTHS), /^390 px: axe color-contrast.*$/],
  ["/no-skip", keyboard, /no skip link/],
  ["/dead-skip", keyboard, /skip link leads nowhere/],
  ["/no-ring", keyboard, /focus not shown: <button> Bewaar/],
];
for (const [path, check, says] of ROWS) {
  test(`${path} is caught: ${says.source.slice(0, 40)}`, async () => {
    const { found } = await on(path, check);
    assert.match(found.join("\n"), says);
  });
}

test("what a visitor's context hears: policy, strangers, broken pages", async () => {
  const inline = await on("/inline", async () => []);
  assert.match(inline.faults.join("\n"), /Content Security Policy/);
  const stranger = await on("/stranger", async () => []);
  assert.match(stranger.faults.join("\n"), /third-party request: http:\/\/127\.0\.0\.1:1\/pixel/);
  const broken = await on("/broken", async () => []);
  assert.match(broken.faults.join("\n"), /500/);
  const missing = await on("/missing", async () => []);
  assert.deepEqual(missing.faults, [], "a page that is not there is an answer, not a fault");
});

test("the weight of a first view is counted, and too much is too much", async () => {
  for (const [path, says] of [["/good", /^$/], ["/heavy", /first view weighs.*styles weigh/s]]) {
    const guest = await visitor(browser, base);
    const found = await weight(guest.context, () => guest.page.goto(path, { waitUntil: "networkidle" }));
    await guest.close();
    assert.match(found.lines.join("\n"), says);
    assert.ok(found.total > 500 && found.styles > 100, `${path} weighs ${found.total}, of which ${found.styles}`);
  }
});

test("interactions are counted: a field, a choice, a press are one each", async () => {
  const { found } = await on("/good", async (p) => {
    const count = new Count(p);
    await count.fill("Naam", "Sam");
    await count.choose("Waar", "Op stage");
    await count.choose("Extra hulp");
    await count.press("Bewaar");
    assert.match(p.url(), /naam=Sam&waar=Op\+stage&extra=on$/);
    return count;
  });
  assert.equal(found.total, 4, found.steps.join(", "));
});

test("a path that nobody looks at is missed, and the best fitting one is taken as looked at", () => {
  const paths = ["/", "/taal", "/dossiers", "/dossiers/{file}", "/dossiers/{file}/afspraken/nieuw", "/dossiers/{file}/afspraken/{version}"];
  const looked = ["/", "/dossiers", "/dossiers/1a", "/dossiers/1a/afspraken/nieuw"];
  assert.deepEqual(missed(paths, looked), ["/dossiers/{file}/afspraken/{version}"]);
  assert.deepEqual(missed(paths, [...looked, "/dossiers/1a/afspraken/2b"]), []);
});
