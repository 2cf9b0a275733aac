// Every page of lib/pages.mjs in one language: no violation of WCAG 2.2 AA at 320, 390 and 1280 px, nothing that sticks out,
// usable by keyboard, nothing in the console, no stranger asked. A language is a file of its own, so that two are looked at at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, WIDTHS } from "./browser.mjs";
import { inspect } from "./checks.mjs";
import { guests } from "./guests.mjs";
import { missed, PAGES, title } from "./pages.mjs";
import { school } from "./server.mjs";

/** Makes the tests of one language. What it returns is filled before they begin: the browser, the school, whoever is signed in. */
export function look(language) {
  const given = {};
  const visited = new Set();
  let looked = 0;
  before(async () => {
    given.demo = await school();
    given.browser = await launch();
    given.people = guests(given.browser, given.demo);
  });
  after(async () => {
    await given.people?.close();
    await given.browser?.close();
    await given.demo?.close();
  });

  for (const entry of PAGES) {
    test(`${title(entry)}, ${language}`, async () => {
      const { page, faults } = await given.people.of(entry.role, language);
      faults.length = 0;
      await page.setViewportSize({ width: 1280, height: 900 });
      await entry.reach(page, given.demo);
      visited.add(new URL(page.url()).pathname);
      looked += 1;
      const found = await inspect(page, language, WIDTHS);
      assert.deepEqual([...found, ...faults], []);
    });
  }

  test(`every page of the program is looked at, ${language}`, (t) => {
    // Asked for some of the pages only: nothing can be said of all.
    if (looked < PAGES.length) return t.skip("not every page was asked for");
    assert.deepEqual(missed(given.demo.paths, visited), [], "a line in lib/pages.mjs is missing");
  });
  return given;
}
