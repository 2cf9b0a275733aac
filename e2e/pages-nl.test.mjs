// Every page in Dutch, and what is asked of a page once: its words change with its language, its first view is light, and nothing
// of it needs JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";

import { LANGUAGES, visitor } from "./lib/browser.mjs";
import { weight } from "./lib/checks.mjs";
import { look } from "./lib/look.mjs";
import { PAGES, title } from "./lib/pages.mjs";

const given = look("nl");

test("the words on a page change with its language", async () => {
  for (const entry of PAGES.filter((e) => !e.role)) {
    const texts = [];
    for (const language of LANGUAGES) {
      const { page } = await given.people.of(entry.role, language);
      await entry.reach(page, given.demo);
      texts.push(await page.locator("h1").innerText());
    }
    assert.equal(new Set(texts).size, LANGUAGES.length, `${title(entry)} has one heading in two languages: ${texts[0]}`);
  }
});

test("every first view stays within its budget", async (t) => {
  for (const entry of PAGES.filter((e) => e.state !== "fout" && !e.posted)) {
    const { page, context } = await given.people.of(entry.role, "nl");
    await entry.reach(page, given.demo);
    const url = page.url();
    const fresh = await visitor(given.browser, given.demo.base, { state: await context.storageState() });
    const found = await weight(fresh.context, () => fresh.page.goto(url, { waitUntil: "networkidle" }));
    await fresh.close();
    t.diagnostic(`${title(entry)}: ${found.total} bytes, styles ${found.styles}`);
    assert.deepEqual(found.lines, [], title(entry));
  }
});

test("without JavaScript nothing is missing", async () => {
  for (const entry of PAGES.filter((e) => !e.role && !e.state)) {
    const guest = await visitor(given.browser, given.demo.base, { javaScript: false });
    await entry.reach(guest.page, given.demo);
    assert.ok((await guest.page.locator("main h1").count()) === 1, title(entry));
    await guest.close();
  }
});
