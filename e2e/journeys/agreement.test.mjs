// The path of the house: an intaker hears what an applicant needs, proposes measures, the student asks a change and
// agrees, and only then may the school enrol. One real browser, two people, every floor.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { school } from "../lib/server.mjs";
import { signIn, speak } from "../lib/visit.mjs";

/** A template of three measures, one of them changed: at most this much to do (signing in not counted). */
const AT_MOST = 12;
/** An answer of a student, and a paper written down: at most this much to do. */
const ANSWER = 3;
const PAPER = 6;
/** A proposal of three measures at 1280 px stands at most this high: it is read, not filled in. */
const LETTER = 1500;
const WORDS = "Ik heb meer tijd nodig bij toetsen & een rustige plek. Anders lukt het niet.";
const PASSWORD = "gieter-moeras-zeventien-kapstok";

let browser, demo, intaker, student, applicant;
before(async () => {
  demo = await school();
  browser = await launch();
  intaker = await visitor(browser, demo.base);
  student = await visitor(browser, demo.base, { width: 390 });
  await signIn(intaker.page, demo.account("intaker"));
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

test("an intaker finds an applicant and writes down what they need, in their own words", async () => {
  const { page } = intaker;
  await page.goto("/intake");
  const begin = page.getByRole("link", { name: /^Intake houden met/ });
  const row = main(page).getByRole("listitem").filter({ has: begin }).first();
  const number = (await row.innerText()).match(/Studentnummer (\S+)/)[1];
  await row.getByRole("link", { name: /^Intake houden met/ }).click();
  await page.waitForURL(/\/intake\/[^/]+$/);
  applicant = { url: page.url(), number, name: (await page.locator("h1").innerText()).replace("Intake van ", "") };
  await reads(page, /diagnose/i); // the box says what does not belong in it
  assert.equal(await main(page).getByLabel(/diagnose|ziektebeeld/i).count(), 0, "there is no field for a diagnosis");
  const count = new Count(page);
  await count.fill(/eigen woorden/i, WORDS);
  await count.press(/^Opslaan$/);
  // Not complete: the summary takes the focus and leads to the fields, and what was typed is still there.
  assert.equal(await page.evaluate(() => document.activeElement?.id ?? ""), "fouten");
  assert.equal(await main(page).getByLabel(/eigen woorden/i).first().inputValue(), WORDS);
  await main(page).getByRole("group", { name: /handicap/i }).getByLabel("Ja", { exact: true }).check();
  await main(page).getByRole("group", { name: /extra ondersteuning nodig/i }).getByLabel("Ja", { exact: true }).check();
  await count.press(/^Opslaan$/);
  await reads(page, /De intake is opgeslagen/);
});

test("the facts of the law close the gate, with its article", async () => {
  await intaker.page.goto(applicant.url);
  await reads(intaker.page, /Nog niet inschrijven/);
  await reads(intaker.page, /WEB 8\.1\.3a\(2\)/);
});

/** From the page of the applicant to the version that was sent; `label` says which button begins. */
async function propose(label, details, at = applicant.url) {
  const { page } = intaker;
  await page.goto(at);
  const count = new Count(page);
  if (label) await count.press(label);
  await count.press(/^Lezen en toetsen$/);
  const lines = main(page).locator("details.mee-edit");
  assert.equal(await lines.count(), 3, "the template brings three measures");
  assert.equal(await main(page).getByLabel(/precies voor deze student/i).and(page.locator(":visible")).count(), 0);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height < LETTER, `three measures to read and change stand ${height} px high`);
  await count.open(lines.nth(1));
  const precise = main(page).getByLabel(/precies voor deze student/i).and(page.locator(":visible"));
  assert.equal(await precise.count(), 1, "one measure opens alone");
  await precise.fill(details);
  count.steps.push("fill what is particular in the second measure");
  await count.press(/^Leg het voorstel klaar$/);
  assert.match(new URL(page.url()).pathname, /\/afspraken\/(?!nieuw)[^/]+$/);
  await reads(page, new RegExp(details));
  applicant.proposed = page.url();
  return count;
}

test(`a template of three measures, one changed, is proposed in at most ${AT_MOST} interactions`, async (t) => {
  const count = await propose(/^Maak een voorstel$/, "30 minuten extra bij elke toets");
  t.diagnostic(`${count.total} interactions: ${count.steps.join("; ")}`);
  assert.ok(count.total <= AT_MOST, `${count.total} interactions: ${count.steps.join("; ")}`);
});

test("the student reads it on a phone and asks a change", async () => {
  await signIn(student.page, demo.student(applicant.number, applicant.name, PASSWORD));
  const { page } = student;
  await page.goto("/mijn");
  const count = new Count(page);
  await count.press(/^Lees het voorstel$/);
  assert.match(new URL(page.url()).pathname, /^\/mijn\/afspraken\/[^/]+$/);
  applicant.first = page.url();
  await reads(page, /30 minuten extra bij elke toets/);
  await count.choose(/^Ik wil iets anders/);
  await count.press(/^Verstuur mijn antwoord$/);
  await reads(page, /Schrijf op wat je anders wilt/);
  await count.fill(/Wat wil je anders/, "Ik wil liever 40 minuten.");
  // The language switch takes along what was typed, there and back.
  for (const [language, label] of [["en", /What do you want to be different/], ["nl", /Wat wil je anders/]]) {
    await speak(page, language);
    assert.equal(await main(page).getByLabel(label).inputValue(), "Ik wil liever 40 minuten.");
  }
  await count.press(/^Verstuur mijn antwoord$/);
  await reads(page, /Je hebt gezegd dat je iets anders wilt/);
});

test("the school proposes again, the student agrees, and now the school may enrol", async () => {
  await intaker.page.goto(applicant.url);
  await reads(intaker.page, /wil iets anders/);
  await propose(/^Maak een nieuw voorstel$/, "40 minuten extra bij elke toets");
  const { page } = student;
  await page.goto("/mijn");
  const count = new Count(page);
  await count.press(/^Lees het voorstel$/);
  assert.notEqual(page.url(), applicant.first);
  await count.choose(/^Ja, ik ben het eens/);
  await reads(page, /Wordt anders[\s\S]*30 minuten extra[\s\S]*40 minuten extra/); // the old line beside the new one
  await count.press(/^Verstuur mijn antwoord$/);
  await reads(page, /De afspraken zijn gemaakt/);
  assert.ok(count.total <= ANSWER, `${count.total} interactions: ${count.steps.join("; ")}`);
  await intaker.page.goto(applicant.url);
  await reads(intaker.page, /Inschrijven mag/);
});

test(`an answer on paper is written down in at most ${PAPER} interactions, and taken back with a reason`, async (t) => {
  const file = new URL(applicant.proposed).pathname.replace(/\/[^/]+$/, "/nieuw");
  await propose(null, "45 minuten extra bij elke toets", file);
  const { page } = intaker;
  const version = page.url();
  const count = new Count(page);
  await count.press(/^Schrijf een antwoord op$/);
  await count.choose(/^Ja, .* is het eens/);
  await count.choose(/^op papier/);
  await count.press(/^Bewaar het antwoord$/);
  await reads(page, /De afspraken zijn gemaakt/);
  t.diagnostic(`${count.total} interactions: ${count.steps.join("; ")}`);
  assert.ok(count.total <= PAPER, `${count.total} interactions: ${count.steps.join("; ")}`);
  await page.goto(`${version}/brief`);
  await reads(page, /45 minuten extra bij elke toets/);
  await page.goto(version);
  await count.press(/Neem het terug/);
  await count.fill(/Wat ging er mis/, "Het papier was van een ander.");
  await count.press(/^Neem het antwoord terug$/);
  await reads(page, /Wacht op antwoord/);
  await student.page.goto("/mijn");
  await new Count(student.page).press(/^Lees het voorstel$/);
  await reads(student.page, /Teruggenomen door[\s\S]*Het papier was van een ander/);
});

test("the student sees who looked, when and in which role", async () => {
  await student.page.goto("/mijn");
  await new Count(student.page).press(/^Bekijk wie er keek$/);
  await reads(student.page, new RegExp(`${demo.account("intaker").name}, Intaker`));
  await reads(student.page, /Sloeg de intake op/);
  assert.deepEqual([...intaker.faults, ...student.faults], []);
});
