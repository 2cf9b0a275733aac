// Around the student, where it goes wrong: a report of discrimination from the student to what SBB did; a provision that UWV does not
// answer; and a placement that ends early, so that school finds another place.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

const HAPPENED = "Een collega zei dat ik hier niet hoor, om waar ik vandaan kom.";
const DID = "SBB is bij het bedrijf langsgegaan en sprak met de leiding.";

let browser, demo, people;
before(async () => {
  demo = await school();
  browser = await launch();
  people = [];
});
after(async () => {
  await Promise.all((people ?? []).map((guest) => guest.close?.()));
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

/** Somebody at a browser of their own, with an account of the demo. */
async function someone(role, width = 1280) {
  const guest = await visitor(browser, demo.base, { width });
  people.push(guest);
  await signIn(guest.page, demo.account(role));
  return guest.page;
}

let coach, student, placement;

/** The form on a page that sends to an address and has a field with this label. */
const formWith = (page, action, label) =>
  main(page).locator(`form[action$="${action}"]`).filter({ has: page.getByLabel(label) }).first();

/** What the list says of the placement; nothing where it is not on it. */
async function owed() {
  await coach.goto("/stages");
  const row = main(coach).getByRole("listitem").filter({ has: coach.locator(`a[href="${placement}"]`) });
  return (await row.count()) > 0 ? row.first().innerText() : "";
}

/** The file of the demo's student, as the coach finds it. */
async function found() {
  const names = demo.account("student").name.split(" ");
  await coach.goto("/dossiers");
  await main(coach).getByLabel(/^Zoek een student/).fill(names.at(-1));
  await main(coach).getByRole("button", { name: /^Zoek/ }).click();
  await coach.waitForLoadState();
  const row = main(coach).getByRole("listitem").filter({ hasText: names.at(-1) }).filter({ hasText: names[0] }).first();
  return row.locator('a[href^="/dossiers/"]').first().getAttribute("href");
}

test("a placement is written down, and everybody signed", async () => {
  coach = await someone("coach");
  await coach.goto(`${await found()}/stage/nieuw`);
  const count = new Count(coach);
  for (const [label, text] of [
    [/^Nummer van het bedrijf/, "100000009"],
    [/^Naam van het bedrijf/, "Bakkerij Nergens"],
    [/^Eerste dag/, "1-9-2026"],
    [/^Laatste dag/, "23-10-2026"],
    [/^Dagen per week/, "4"],
    [/^Uren in totaal/, "96"],
    [/^Wie begeleidt/, "Wim Bakker, elke maandag. Van school: de stagebegeleider."],
    [/^Wat is daar te leren/, "Kerntaak 1, met een formulier."],
  ]) await count.fill(label, text);
  await count.choose(/^Ik heb bij SBB gezien/);
  await count.choose(/^Er is afgesproken hoe/);
  await count.press(/^Schrijf de stage op$/);
  await reads(coach, /De stage staat er/);
  placement = new URL(coach.url()).pathname;
  const form = main(coach).locator('form[action$="/getekend"]').first();
  for (const who of ["school", "student", "bedrijf"]) await count.choose(new RegExp(`^${who}$`, "i"), undefined, form);
  await count.fill(/^Op welke dag/, "1-9-2026", form);
  await count.press(/^Schrijf op$/, form);
  await reads(coach, /Opgeschreven wie er heeft getekend/);
  assert.equal(await owed(), "", "nothing is to be done");
});

test("a student reports discrimination, and decides about the College and the police", async () => {
  student = await someone("student", 390);
  await student.goto("/mijn/stage");
  const count = new Count(student);
  await count.open(main(student).locator("details").filter({ hasText: "Schrijf op wat er gebeurde" }));
  await count.fill(/^Wat gebeurde er/, HAPPENED);
  await count.press(/^Meld dit$/);
  await reads(student, /School meldt dit bij SBB/);
  assert.deepEqual(await violations(student), []);
  // It waits for what the student decides, and neither is a decision too.
  await student.goto("/mijn");
  await count.press(/^Lees de melding en beslis$/);
  const choice = main(student).locator('form[action="/mijn/stage/melding"]').filter({ has: student.locator('[name="besluit"]') });
  await count.choose(/^Ik ga naar het College/, undefined, choice.first());
  await count.press(/^Bewaar wat ik besluit$/, choice.first());
  await reads(student, /Bewaard wat je besloot/);
  await reads(student, /Besloten op .*: naar het College voor de Rechten van de Mens\./);
});

test("school tells SBB, writes down what it did, and cannot make the report go away", async () => {
  assert.match(await owed(), /Er loopt een melding bij SBB/);
  for (const [event, on, did] of [
    [/^Gemeld bij SBB$/, "15-9-2026"],
    [/^SBB heeft het ontvangen$/, "15-9-2026"],
    [/^SBB zei wat het deed$/, "15-9-2026", DID],
  ]) {
    await coach.goto(placement);
    const form = formWith(coach, "/sbb", event);
    assert.equal(await form.getByLabel(/^Teruggenomen$/).count(), 0, "the student wrote it");
    const count = new Count(coach);
    await count.choose(event, undefined, form);
    await count.fill(/^Op welke dag/, on, form);
    if (did) await count.fill(/^Wat deed SBB/, did, form);
    await count.press(/^Schrijf op$/, form);
    await reads(coach, /Opgeschreven wat er met de melding gebeurde/);
  }
  assert.deepEqual(await violations(coach), []);
  assert.equal(await owed(), "", "it is known what SBB did");
  await student.goto("/mijn");
  await new Count(student).press(/^Lees hoe het met de melding gaat$/);
  await reads(student, new RegExp(DID));
});

test("what UWV does not answer stands on the list, and a wrong step is taken back", async () => {
  const provide = async (status, on) => {
    await coach.goto(placement);
    const form = formWith(coach, "/uwv", /^Stand$/);
    const count = new Count(coach);
    await count.choose(/^Wat\?/, "Tolk", form);
    await count.choose(/^Stand$/, status, form);
    await count.fill(/^Sinds welke dag/, on, form);
    await count.press(/^Schrijf de stand op$/, form);
    await reads(coach, /De stand is opgeschreven/);
  };
  await provide("Gevraagd", "1-7-2026");
  assert.match(await owed(), /UWV gaf nog geen antwoord/);
  await provide("Afgewezen", "14-9-2026");
  assert.equal(await owed(), "", "UWV answered");
  await coach.goto(placement);
  const count = new Count(coach);
  await count.open(main(coach).locator("details").filter({ hasText: "Klopt een stap niet?" }));
  await count.press(/^Haal weg: Tolk: Afgewezen/);
  await reads(coach, /Weggehaald door/);
  assert.deepEqual(await violations(coach), []);
  assert.match(await owed(), /UWV gaf nog geen antwoord/, "what UWV said was another student's");
  await provide("Toegezegd", "15-9-2026");
  assert.equal(await owed(), "");
  await student.goto("/mijn/stage");
  await reads(student, /Tolk: Toegezegd/);
});

test("a placement ends early, and school finds another place", async () => {
  await coach.goto(placement);
  const form = main(coach).locator('form[action$="/einde"]');
  const count = new Count(coach);
  await count.fill(/^Laatste dag/, "15-9-2026", form);
  await count.choose(/^De begeleiding viel weg$/, undefined, form);
  await count.press(/^Stop deze stage$/, form);
  await reads(coach, /De stage is gestopt/);
  assert.match(await owed(), /zoek een andere plek/);
  await student.goto("/mijn/stage");
  await reads(student, /School zoekt een andere plek/);
  assert.deepEqual(await violations(student), []);
  // The next one takes its place.
  await coach.goto(placement);
  await count.press(/^Schrijf een stage op$/);
  for (const [label, text] of [
    [/^Nummer van het bedrijf/, "100000009"],
    [/^Naam van het bedrijf/, "Bakkerij Ergens"],
    [/^Eerste dag/, "16-9-2026"],
    [/^Laatste dag/, "23-10-2026"],
    [/^Dagen per week/, "4"],
    [/^Uren in totaal/, "80"],
    [/^Wie begeleidt/, "Fatima, elke dinsdag."],
    [/^Wat is daar te leren/, "Kerntaak 1, met een formulier."],
  ]) await count.fill(label, text);
  await count.choose(/^Ik heb bij SBB gezien/);
  await count.choose(/^Bakkerij Nergens, gestopt op/);
  await count.press(/^Schrijf de stage op$/);
  await reads(coach, /De stage staat er/);
  assert.doesNotMatch(await owed(), /zoek een andere plek/, "its place is taken");
});

test("nobody met a fault of the page", () => {
  assert.deepEqual(people.flatMap((guest) => guest.faults), []);
});
