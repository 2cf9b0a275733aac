// A team has no place any more: who looks after it says so with one button, whoever looks for help reads it, and with one button there
// is a place again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

let browser, demo;
before(async () => {
  demo = await school();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");

/** What anybody reads of a team: in a browser that kept no page of before, since those may be kept for five minutes. */
async function read(path) {
  const { page } = await visitor(browser, demo.base, { width: 320 });
  await page.goto(path);
  const text = await main(page).innerText();
  assert.deepEqual(await violations(page), []);
  await page.context().close();
  return text;
}

test("that a team has no place is said, and that there is one again, each with one button", async (t) => {
  const { page } = await visitor(browser, demo.base);
  // The team of the demo's manager offers nothing of its own; who keeps the offer of the school says it for every team.
  await signIn(page, demo.account("policy_officer"));
  await page.goto("/team/aanbod");
  await main(page).locator('a[href^="/team/aanbod?team="]').first().click();
  await page.waitForLoadState();
  const button = main(page).locator('button[name="stand"][value="full"]').first();
  const form = button.locator("xpath=ancestor::form");
  const team = await form.locator('input[name="team"]').getAttribute("value");
  const label = await button.getAttribute("aria-label");
  const what = label.replace("Er is geen plek: ", "").replace(/[\u2068\u2069]/g, "").replace(/ \(.*\)$/, "");
  const anybody = await visitor(browser, demo.base);
  await anybody.page.goto("/aanbod");
  await main(anybody.page).locator('ul a[href^="/aanbod/"]').first().click();
  await anybody.page.waitForLoadState();
  const path = `${new URL(anybody.page.url()).pathname}/${team}`;
  await anybody.page.context().close();
  const places = (text) => text.split("is er geen plek").length - 1;
  const before = places(await read(path));

  const count = new Count(page);
  await count.press(label);
  assert.match(await main(page).innerText(), /Sinds .* is er geen plek/);
  assert.deepEqual(await violations(page), []);
  const full = await read(path);
  assert.ok(full.includes(what), "it is offered still");
  assert.equal(places(full), before + 1, "and everybody reads that there is no place");

  await count.press(label.replace("geen plek", "weer plek"));
  assert.equal(places(await read(path)), before, "as it was");
  assert.ok(count.total <= 2, `one button each: ${count.steps.join("; ")}`);
  t.diagnostic(count.steps.join("; "));
  assert.deepEqual(await violations(page), []);
});
