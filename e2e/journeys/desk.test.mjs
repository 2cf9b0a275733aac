// The desk: how much it takes to find what is late, and that what is found is what was counted.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

let browser, demo, guest;
before(async () => {
  demo = await school();
  browser = await launch();
});
after(async () => {
  await guest?.close();
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const rows = (page) => main(page).getByRole("row").filter({ has: page.getByRole("rowheader") });

test("late work is one press away, its button one more, and the file to save has as many lines", async () => {
  guest = await visitor(browser, demo.base);
  const { page } = guest;
  await signIn(page, demo.account("care_coordinator"));
  await page.goto("/werk");
  const count = new Count(page);
  await count.press(/Te laat$/);
  assert.equal(count.total, 1, count.steps.join(", "));
  const tab = main(page).getByRole("navigation").getByRole("link", { name: /Te laat$/ });
  assert.equal(await tab.getAttribute("aria-current"), "true");
  const said = Number.parseInt(await tab.innerText(), 10);
  assert.ok(said > 0, "the demo school has late work");
  const shown = await rows(page).count();
  assert.equal(shown, Math.min(said, 25));
  for (const row of await rows(page).all()) {
    assert.match(await row.innerText(), /dag(en)? te laat/);
    assert.equal(await row.locator(".nl-button").count(), 1, "one button a line");
  }
  const saves = page.waitForEvent("download");
  await main(page).getByRole("link", { name: /CSV/ }).click();
  const file = await readFile(await (await saves).path(), "utf8");
  assert.equal(file.trimEnd().split("\r\n").length, said + 1);
  await rows(page).first().locator(".nl-button").click();
  await page.waitForURL(/\/(dossiers|intake)\//);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
});

test("late work of one team is three", async () => {
  const { page } = guest;
  await page.goto("/werk");
  const count = new Count(page);
  await count.press(/Te laat$/);
  const before = await rows(page).count();
  await count.choose("Team", { index: 1 });
  await count.press(/^Laat zien$/);
  assert.equal(count.total, 3, count.steps.join(", "));
  assert.match(page.url(), /stand=late/, "the pile stays chosen");
  assert.ok((await rows(page).count()) <= before);
});
