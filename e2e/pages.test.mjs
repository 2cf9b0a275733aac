// Every page of lib/pages.mjs, in both languages: no violation of WCAG 2.2 AA at 320, 390 and 1280 px, nothing that
// sticks out, usable by keyboard, nothing in the console, no stranger asked, and light on the first view.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LANGUAGES, launch, visitor, WIDTHS } from "./lib/browser.mjs";
import { inspect, weight } from "./lib/checks.mjs";
import { guests } from "./lib/guests.mjs";
import { missed, PAGES, title } from "./lib/pages.mjs";
import { school } from "./lib/server.mjs";

let browser, demo, people;
const visited = new Set();
let looked = 0;
before(async () => {
  demo = await school();
  browser = await launch();
  people = guests(browser, demo);
});
after(async () => {
  await people?.close();
  await browser?.close();
  await demo?.close();
});

for (const language of LANGUAGES) {
  for (const entry of PAGES) {
    test(`${title(entry)}, ${language}`, async () => {
      const { page, faults } = await people.of(entry.role, language);
      faults.length = 0;
      await page.setViewportSize({ width: 1280, height: 900 });
      await entry.reach(page, demo);
      visited.add(new URL(page.url()).pathname);
      looked += 1;
      const found = await inspect(page, language, WIDTHS);
      assert.deepEqual([...found, ...faults], []);
    });
  }
}

test("every page of the program is looked at", (t) => {
  // Asked for some of the pages only: nothing can be said of all.
  if (looked < PAGES.length * LANGUAGES.length) return t.skip("not every page was asked for");
  assert.deepEqual(missed(demo.paths, visited), [], "a line in lib/pages.mjs is missing");
});

test("the words on a page change with its language", async () => {
  for (const entry of PAGES.filter((e) => !e.role)) {
    const texts = [];
    for (const language of LANGUAGES) {
      const { page } = await people.of(entry.role, language);
      await entry.reach(page, demo);
      texts.push(await page.locator("h1").innerText());
    }
    assert.equal(new Set(texts).size, LANGUAGES.length, `${title(entry)} has one heading in two languages: ${texts[0]}`);
  }
});

test("every first view stays within its budget", async (t) => {
  for (const entry of PAGES.filter((e) => e.state !== "fout" && !e.posted)) {
    const { page, context } = await people.of(entry.role, "nl");
    await entry.reach(page, demo);
    const url = page.url();
    const fresh = await visitor(browser, demo.base, { state: await context.storageState() });
    const found = await weight(fresh.context, () => fresh.page.goto(url, { waitUntil: "networkidle" }));
    await fresh.close();
    t.diagnostic(`${title(entry)}: ${found.total} bytes, styles ${found.styles}`);
    assert.deepEqual(found.lines, [], title(entry));
  }
});

test("without JavaScript nothing is missing", async () => {
  for (const entry of PAGES.filter((e) => !e.role && !e.state)) {
    const guest = await visitor(browser, demo.base, { javaScript: false });
    await entry.reach(guest.page, demo);
    assert.ok((await guest.page.locator("main h1").count()) === 1, title(entry));
    await guest.close();
  }
});
