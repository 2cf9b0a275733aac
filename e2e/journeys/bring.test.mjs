// An administrator brings in a list of staff: looks first, lets it go, brings it again, says yes, and makes the letter for the
// colleague who was invited. Nothing is typed twice and nothing of the file stands in an address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visitor } from "../lib/browser.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

let browser, demo, admin;
before(async () => {
  demo = await school();
  browser = await launch();
  admin = await visitor(browser, demo.base, { width: 390 });
  await signIn(admin.page, demo.account("administrator"));
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);
const LIST = "Naam;E-mail;Rol\nKees Nieuw;kees@nieuw.example;Studieloopbaanbegeleider\n";

const bring = async (page, list) => {
  await page.goto("/beheer");
  await main(page).getByRole("link", { name: "Bestand inlezen" }).click();
  await main(page).getByLabel("Lijst van medewerkers").check();
  await main(page).getByLabel("Bestand", { exact: true }).setInputFiles({ name: "Kees Nieuw.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await main(page).getByRole("button", { name: /^Bekijk wat er zou gebeuren$/ }).click();
  await page.waitForURL("/beheer/inlezen/bestand");
};

test("a list with a mistake is told by its line, and nothing can be said yes to", async () => {
  const { page } = admin;
  await bring(page, LIST.replace("Studieloopbaanbegeleider", "Baas"));
  await reads(page, /regel 2: Deze rol is er niet/);
  assert.equal(await main(page).getByRole("button", { name: "Lees dit in" }).count(), 0);
  await main(page).getByRole("button", { name: "Kies een ander bestand" }).click();
  await page.waitForURL("/beheer/inlezen");
});

test("what it would do is shown first, and let go nothing happened", async () => {
  const { page } = admin;
  await bring(page, LIST);
  await reads(page, /Nodigen we uit:\s*1/);
  await reads(page, /Niet op de lijst/);
  await main(page).getByRole("button", { name: "Toch niet" }).click();
  await reads(page, /Er is niets ingelezen/);
  await page.goto("/beheer/uitnodigingen");
  assert.doesNotMatch(await main(page).innerText(), /kees@nieuw\.example/);
});

test("said yes to it is done, and the colleague who was invited gets a letter", async () => {
  const { page } = admin;
  await bring(page, LIST);
  await main(page).getByRole("button", { name: "Lees dit in" }).click();
  // It runs while others work; whoever waits looks again.
  for (let nth = 0; nth < 100 && (await main(page).innerText()).includes("We lezen het bestand in"); nth += 1) {
    await page.waitForTimeout(100);
    await main(page).getByRole("link", { name: "Kijk hoe ver het is" }).click();
  }
  await reads(page, /Het bestand is ingelezen/);
  await main(page).getByRole("link", { name: "Uitnodigingen" }).click();
  await reads(page, /kees@nieuw\.example/);
  await page.goto("/beheer/inlezen");
  await reads(page, /Lijst van medewerkers[\s\S]*Ingelezen door/);
});

test("whom the list lacks waits at the administrator's page until it is decided", async () => {
  const { page } = admin;
  await page.goto("/beheer");
  await main(page).getByRole("link", { name: /niet op de lijst van medewerkers staan/ }).click();
  await page.waitForURL("/beheer/niet-op-de-lijst");
  const waits = async () => Number((await main(page).locator('a[aria-current="true"] strong').innerText()).replace(".", ""));
  const before = await waits();
  await main(page).getByRole("button", { name: /^Houdt de rol/ }).first().click();
  await page.waitForLoadState();
  assert.equal(await waits(), before - 1);
  await main(page).getByRole("link", { name: /Houdt de rol$/ }).first().click();
  await reads(page, /Laatst beslist/);
  await main(page).getByRole("button", { name: /^Toch beslissen/ }).first().click();
  await page.waitForLoadState();
  await page.goto("/beheer/niet-op-de-lijst");
  assert.equal(await waits(), before);
  await main(page).getByRole("link", { name: /^Stop de rol/ }).first().click();
  await page.waitForURL(/\/beheer\/rollen\//);
});
