// Each role begins at its own work; and two whose work no other journey walks: who guides at a workplace looks for who knows
// something, and a team manager says how much a coach can have. The exam office says what was done with what an appeal brought back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
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
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

/** Somebody at a browser of their own, signed in. */
async function as(role, options) {
  const guest = await visitor(browser, demo.base, options);
  await signIn(guest.page, demo.account(role));
  return guest;
}

const BEGINS = {
  student: "/mijn",
  guardian: "/mijn",
  teacher: "/klas",
  coach: "/werk",
  intaker: "/werk",
  care_coordinator: "/werk",
  trajectory_counsellor: "/werk",
  workplace_coach: "/stages",
  team_manager: "/verdeling",
  policy_officer: "/beleid/ise",
  researcher: "/onderzoek",
  exam_office: "/examens",
  dispute_desk: "/geschillen",
  administrator: "/beheer",
  privacy_officer: "/privacy",
};

test("each role begins at its own work", async () => {
  for (const [role, path] of Object.entries(BEGINS)) {
    const guest = await as(role, { width: 390 });
    await guest.page.goto("/");
    const at = new URL(guest.page.url()).pathname;
    // Who teaches one class begins in it.
    assert.ok(at === path || at.startsWith(`${path}/`), `${role} begins at ${at}`);
    assert.ok((await main(guest.page).getByRole("heading", { level: 1 }).count()) === 1, role);
    await guest.close?.();
  }
});

test("who guides at a workplace finds who knows something, on a telephone", async () => {
  const { page } = await as("workplace_coach", { width: 320 });
  await page.goto("/kennis");
  await page.getByLabel("Waar zoek je hulp bij?").fill("voorlezen bij een toets");
  await main(page).getByRole("button", { name: "Zoek" }).click();
  await reads(page, /Dit gaat over: /);
  assert.deepEqual(await violations(page), []);
  await main(page).getByRole("link", { name: "Wat werkte" }).click();
  await reads(page, /Dit werkte/);
  assert.deepEqual(await violations(page), []);
});

test("a team manager says how much a coach can have, and the table says it", async () => {
  const { page } = await as("team_manager");
  await page.goto("/verdeling");
  const who = page.getByLabel("Van wie?");
  const coach = await who.locator("option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean)[0]);
  await who.selectOption(coach);
  await page.getByLabel("Hoeveel studenten met afspraken?").fill("37");
  await main(page).getByRole("button", { name: "Bewaar" }).click();
  await page.waitForLoadState();
  await reads(page, /37/);
  assert.deepEqual(await violations(page), []);
});

test("the exam office says what was done with what an appeal brought back, and it stands on no list of what waits", async () => {
  const said = "De commissie besliste vrijdag opnieuw: je krijgt een pauze.";
  const { page } = await as("exam_office");
  await page.goto("/examens");
  await main(page).getByRole("link", { name: /beroep(en)? kwam(en)? terug/ }).click();
  assert.equal(new URL(page.url()).pathname, "/examens/beroep");
  assert.deepEqual(await violations(page), []);
  await main(page).locator(".mee-rows").getByRole("link").first().click();
  await reads(page, /Beslis opnieuw/);
  const form = page.locator("#formulier");
  const none = form.getByRole("radio", { name: "Over geen van deze vragen" });
  if ((await none.count()) > 0) await none.check();
  await form.getByLabel("Wat heeft de commissie gedaan?").fill(said);
  const here = new URL(page.url()).pathname;
  await form.getByRole("button", { name: "Leg dit vast" }).click();
  await page.waitForLoadState();
  await reads(page, new RegExp(said));
  await reads(page, /Klaar/);
  assert.deepEqual(await violations(page), []);
  await page.goto("/examens/beroep");
  assert.equal(await main(page).locator(`a[href="${here}"]`).count(), 0, "it waits no longer");
});
