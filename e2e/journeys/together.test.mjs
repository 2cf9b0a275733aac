// What two people do at one file: under 16 a parent answers too, and of two who save, the second sees both texts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

const PASSWORD = "gieter-moeras-zeventien-kapstok";
let browser, demo, people;
before(async () => {
  demo = await school();
  browser = await launch();
  people = [];
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

/** Somebody at a browser of their own. */
async function someone(account, options) {
  const guest = await visitor(browser, demo.base, options);
  people.push(guest);
  await signIn(guest.page, account);
  return guest.page;
}

async function agrees(page) {
  const count = new Count(page);
  await page.goto("/mijn");
  await count.press(/^Lees het voorstel$/);
  await count.choose(/^Ja, ik ben het eens/);
  await count.press(/^Verstuur mijn antwoord$/);
  assert.ok(count.total <= 3, `at most 3 interactions (docs/effort.md), and it took ${count.steps.join("; ")}`);
}

test("under 16 the agreement holds when the parent and the student both agree, not before", async () => {
  const parent = await someone(demo.account("guardian"), { width: 390 });
  await parent.goto("/mijn");
  const [, child] = (await main(parent).innerText()).match(/Afspraken van (\S+)/);
  await reads(parent, /is nog zo jong dat jij ook antwoord geeft/);
  await agrees(parent);
  await reads(parent, /De student moet zelf ook nog antwoord geven/);
  await parent.goto("/mijn");
  await reads(parent, new RegExp(`${child} moet nog antwoord geven`));
  await reads(parent, /Er zijn nog geen afspraken die gelden/);

  // The coach finds the child's number; a search stands in no address.
  const coach = await someone(demo.account("coach"));
  await coach.goto("/dossiers");
  await main(coach).getByLabel(/^Zoek een student/).fill(child);
  await main(coach).getByRole("button", { name: /^Zoek/ }).click();
  await coach.waitForURL(/\/zoeken\//);
  assert.doesNotMatch(coach.url(), new RegExp(child, "i"), "no name stands in an address");
  const row = main(coach).getByRole("listitem").filter({ hasText: child }).first();
  const [, number] = (await row.innerText()).match(/(?:Studentnummer )?(\d{5,})/);
  const own = await someone(demo.student(number, child, PASSWORD), { width: 390 });
  await own.goto("/mijn");
  await reads(own, /Door je leeftijd/);
  await agrees(own);
  await reads(own, /De afspraken zijn gemaakt/);
  await parent.goto("/mijn");
  assert.doesNotMatch(await main(parent).innerText(), /Er zijn nog geen afspraken die gelden/);
});

test("of two people who save one file, the second sees the clash and both texts, and can still save", async () => {
  const [one, two] = [await someone(demo.account("intaker")), await someone(demo.account("intaker"), { width: 320 })];
  await one.goto("/intake");
  await main(one).getByRole("link", { name: /^Intake houden met/ }).first().click();
  await one.waitForURL(/\/intake\/[^/]+$/);
  await two.goto(one.url());
  const fill = async (page, words) => {
    await main(page).getByLabel(/eigen woorden/i).first().fill(words);
    await main(page).getByRole("group", { name: /handicap/i }).getByLabel("Ja", { exact: true }).check();
    await main(page).getByRole("group", { name: /extra ondersteuning nodig/i }).getByLabel("Ja", { exact: true }).check();
    await new Count(page).press(/^Opslaan$/);
  };
  await fill(one, "Eerst een rustige plek.");
  await reads(one, /De intake is opgeslagen/);
  await fill(two, "Meer tijd bij toetsen.");
  await reads(two, /Iemand anders heeft dit dossier net opgeslagen/);
  await reads(two, /Eerst een rustige plek\./);
  await reads(two, /Meer tijd bij toetsen\./);
  assert.equal(await main(two).getByLabel(/eigen woorden/i).first().inputValue(), "Meer tijd bij toetsen.");
  assert.deepEqual(await violations(two), [], "the page of a clash is as accessible as any other");
  await new Count(two).press(/^Mijn tekst toch opslaan$/);
  await reads(two, /De intake is opgeslagen/);
});

test("nobody met a fault of the page", () => {
  // A clash answers 409, which a browser counts as a fault to load; nothing else may go wrong.
  assert.deepEqual(people.flatMap((guest) => guest.faults).filter((fault) => !/409/.test(fault)), []);
});
