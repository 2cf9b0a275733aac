// The workplace: who guides placements finds a company and writes a placement down; the student says what the company may read; the
// trainer comes by the link in the mail, with a code; they look back together; and the student takes the yes back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { holds } from "../lib/effort.mjs";
import { mailServer } from "../lib/mail.mjs";
import { school, TODAY } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

const OWN = "Zeg mij één ding tegelijk. Dan lukt het.";

let browser, demo, mail, people, guide, student, trainer, placement, link;
before(async () => {
  demo = await school();
  mail = await mailServer();
  browser = await launch();
  people = [];
});
after(async () => {
  await Promise.all((people ?? []).map((guest) => guest.close?.()));
  await browser?.close();
  await demo?.close();
  await mail?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);
const pathOf = (page) => new URL(page.url()).pathname;

/** Somebody at a browser of their own; with an account of the demo, or with none. */
async function someone(role, width = 1280) {
  const guest = await visitor(browser, demo.base, { width });
  people.push(guest);
  if (role) await signIn(guest.page, demo.account(role));
  return guest.page;
}

/** One pass, as the system's timer makes it; the mails that it handed over. */
async function pass() {
  const before = mail.mails.length;
  await demo.running([...mail.pass(demo.base), "--today", TODAY]);
  return mail.mails.slice(before);
}

/** The file of the demo's student, as the coach finds it. */
async function found(coach) {
  const names = demo.account("student").name.split(" ");
  await coach.goto("/dossiers");
  await main(coach).getByLabel(/^Zoek een student/).fill(names.at(-1));
  await main(coach).getByRole("button", { name: /^Zoek/ }).click();
  await coach.waitForLoadState();
  const row = main(coach).getByRole("listitem").filter({ hasText: names.at(-1) }).filter({ hasText: names[0] }).first();
  return row.locator('a[href^="/dossiers/"]').first().getAttribute("href");
}

test("support at the workplace is agreed", async () => {
  const coach = await someone("coach");
  const file = await found(coach);
  await coach.goto(`${file}/afspraken/nieuw`);
  await main(coach).getByRole("link", { name: /^Steun op de stageplek$/ }).first().click();
  await coach.waitForLoadState();
  await main(coach).getByRole("button", { name: /^Leg het voorstel klaar$/ }).click();
  await coach.waitForURL(/\/afspraken\/(?!nieuw)[^/]+$/);
  student = await someone("student", 390);
  await student.goto("/mijn");
  await main(student).getByRole("link", { name: /^Lees het voorstel$/ }).first().click();
  await student.waitForLoadState();
  await main(student).getByLabel(/^Ja, ik ben het eens/).check();
  await main(student).getByRole("button", { name: /^Verstuur mijn antwoord$/ }).click();
  await reads(student, /De afspraken zijn gemaakt/);
  placement = `${file}/stage`;
});

test("who guides placements begins at a list, finds a company and writes a placement down", async (t) => {
  guide = await someone("workplace_coach");
  await guide.goto("/");
  assert.equal(pathOf(guide), "/stages");
  assert.deepEqual(await violations(guide), []);
  await guide.goto(placement);
  const count = new Count(guide);
  await count.press(/^Zoek een bedrijf$/);
  await count.fill(/^In welk gebied/, "6811");
  await count.press(/^Zoek$/);
  await count.press(/^Kies dit bedrijf/);
  await count.fill(/^Eerste dag/, "1-9-2026");
  await count.fill(/^Laatste dag/, "25-9-2026");
  await count.fill(/^Dagen per week/, "4");
  await count.fill(/^Uren in totaal/, "96");
  await count.fill(/^Wie begeleidt/, "Wim Bakker, elke maandag. Van school: de stagebegeleider.");
  await count.fill(/^Wat is daar te leren/, "Kerntaak 1, met een formulier.");
  await count.choose(/^Er is afgesproken hoe/);
  await count.press(/^Schrijf de stage op$/);
  assert.match(pathOf(guide), /\/stage\/[0-9]+$/);
  await reads(guide, /De stage staat er/);
  placement = pathOf(guide);
  holds(t, count, "find a company and write a placement down, from the student's placements");

  const signed = new Count(guide);
  const form = main(guide).locator('form[action$="/getekend"]').first();
  for (const who of ["school", "student", "bedrijf"]) await signed.choose(new RegExp(`^${who}$`, "i"), undefined, form);
  await signed.fill(/^Op welke dag/, "1-9-2026", form);
  await signed.press(/^Schrijf op$/, form);
  await reads(guide, /Opgeschreven wie er heeft getekend/);
  holds(t, signed, "write down who signed a placement, from it");
});

test("what the company may read is asked, and waits for the student", async (t) => {
  // Before the first pass no mail goes, and nothing could be read.
  await pass();
  await guide.goto(placement);
  const count = new Count(guide);
  await count.fill(/^Naam van de praktijkopleider/, "Wim Bakker");
  await count.fill(/^E-mailadres/, "wim.bakker@bakkerij.example");
  await count.fill(/^Tot en met welke dag/, "25-9-2026");
  await count.choose(/^Extra begeleiding/, undefined, main(guide).getByRole("group", { name: /^Welke afspraken/ }));
  await count.fill(/^In eigen woorden/, OWN);
  await count.press(/^Vraag het de student$/);
  await reads(guide, /De vraag staat klaar voor de student/);
  assert.deepEqual(await violations(guide), []);
  holds(t, count, "ask what a company may read, from the placement");
  assert.deepEqual(await pass(), [], "nothing goes before the yes");
  await guide.goto("/stages?lijst=asked");
  assert.equal(await main(guide).locator(`a[href="${placement}"]`).count(), 1, "it waits for a yes");
});

test("the student says yes, and the trainer reads those measures and nothing else", async (t) => {
  await student.goto("/mijn");
  const yes = new Count(student);
  await yes.press(/^Lees de vraag/);
  assert.equal(pathOf(student), "/mijn/stage");
  await yes.press(/^Ja, dit mag het bedrijf lezen/);
  await reads(student, /De praktijkopleider krijgt een mail/);
  assert.deepEqual(await violations(student), []);
  holds(t, yes, "say yes to what a company may read, from `/mijn`");

  const mails = await pass();
  assert.deepEqual(mails.map((one) => one.to), ["wim.bakker@bakkerij.example"]);
  link = new URL(mails[0].links.find((one) => /\/gedeeld\//.test(one))).pathname;
  trainer = await someone(null, 390);
  await trainer.goto(link);
  assert.doesNotMatch(await main(trainer).innerText(), /stageplek|Wim/, "the door shows nothing");
  const count = new Count(trainer);
  await count.press(/^Stuur mij een code$/);
  const [{ text }] = await pass();
  await count.fill(/^Code/, text.match(/\b\d{6}\b/)[0]);
  await count.press(/^Lees wat er is gedeeld$/);
  await reads(trainer, /Extra begeleiding op je stageplek/);
  await reads(trainer, /Zeg mij één ding tegelijk/);
  assert.doesNotMatch(await main(trainer).innerText(), /Aangepaste uren/, "what was not chosen is not read");
  assert.deepEqual(await violations(trainer), []);
  holds(t, count, "read what a student shares, from the mail");
});

test("they look back together at the workplace, and everybody reads it", async (t) => {
  await guide.goto("/stages");
  const count = new Count(guide);
  const row = main(guide).getByRole("listitem").filter({ has: guide.locator(`a[href="${placement}"]`) });
  assert.match(await row.innerText(), /kijk samen terug/);
  await count.press(/./, row);
  const form = main(guide).locator('form[action$="/terugkijken"]');
  await count.fill(/^Op welke dag/, "15-9-2026", form);
  const measures = await form.getByRole("group").all();
  assert.equal(measures.length, 2, "each measure for work is asked");
  for (const measure of measures) await count.choose(/^Het is gelukt$/, undefined, measure);
  for (const [who, said] of [["Student", "Ik weet nu bij wie ik moet zijn."], ["Praktijkopleider", "Het gaat goed."]]) {
    await count.choose(new RegExp(`^${who}$`), undefined, form);
    await count.fill(new RegExp(`^Woorden van: ${who}`), said, form);
  }
  await count.press(/^Bewaar wat jullie zeiden$/, form);
  await reads(guide, /Bewaard wat jullie zeiden/);
  holds(t, count, "look back together at a workplace, from `/stages`");
  await guide.goto("/stages");
  assert.equal(await main(guide).locator(`a[href="${placement}"]`).count(), 0, "it is owed no more");
  await student.goto("/mijn/stage");
  await reads(student, /Ik weet nu bij wie ik moet zijn/);
});

test("the student takes the yes back, and the trainer reads nothing more", async (t) => {
  const count = new Count(student);
  await count.press(/^Stop met vertellen/);
  await reads(student, /De praktijkopleider leest niets meer/);
  holds(t, count, "stop what a company reads, from one's placements");
  await trainer.goto(link);
  await reads(trainer, /Dat is nu gestopt/);
  await guide.goto(placement);
  await reads(guide, /Gestopt\./);
});

test("nobody met a fault of the page", () => {
  assert.deepEqual(people.flatMap((guest) => guest.faults), []);
});
