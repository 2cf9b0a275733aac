// A school's year for those whose work no other journey walks: the trajectory counsellor, the support team's meeting, who makes
// the policy, who measures. Each begins where the work begins, and ends where the other side reads it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { holds } from "../lib/effort.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

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
const PASSWORD = "gieter-moeras-zeventien-kapstok";

/** Somebody at a browser of their own, at the page where it begins; with an account of the demo, or another. */
async function at(account, path, width = 1280) {
  const guest = await visitor(browser, demo.base, { width });
  people.push(guest);
  if (account) await signIn(guest.page, typeof account === "string" ? demo.account(account) : account);
  await guest.page.goto(path);
  return { page: guest.page, count: new Count(guest.page) };
}

/** The first students on a list of files: where each file is, and the student's number. */
async function students(page) {
  const found = [];
  for (const row of await main(page).locator(".mee-rows li").all()) {
    const number = (await row.innerText()).match(/(\d{5,})/)?.[1];
    if (number) found.push({ file: await row.getByRole("link").first().getAttribute("href"), number });
  }
  assert.ok(found.length > 0, "the coach has students with a number");
  return found;
}

/** Looks for a row on a list, page after page. */
async function row(page, text) {
  for (let pages = 0; pages < 20; pages += 1) {
    const found = main(page).getByRole("listitem").filter({ hasText: text }).first();
    if ((await found.count()) > 0) return found;
    const next = main(page).getByRole("link", { name: "Volgende" });
    if ((await next.count()) === 0) break;
    await next.click();
    await page.waitForLoadState();
  }
  throw new Error(`${text} is on no page of the list`);
}

test("a coach asks for help, the trajectory counsellor has no place yet, and the student reads what is done meanwhile", async (t) => {
  const QUESTION = "Wie oefent met plannen, een half uur in de week?";
  const MEANWHILE = "Elke maandag plannen we samen, voor de eerste les.";
  const coach = await at("coach", "/dossiers");
  let asked, count;
  for (const one of await students(coach.page)) {
    await coach.page.goto(one.file);
    count = new Count(coach.page);
    await count.press("Vraag hulp van de tweede of derde lijn");
    await count.choose("Tweede lijn");
    await count.fill(/^Wat vraag je/, QUESTION);
    await count.press("Vraag het");
    // Of some students the second line is asked already: that is said, and another is taken.
    if (/^\/zorg\//.test(new URL(coach.page.url()).pathname)) {
      asked = { ...one, at: new URL(coach.page.url()).pathname };
      break;
    }
  }
  assert.ok(asked, "of somebody nothing was asked yet");
  await reads(coach.page, /De vraag staat bij de volgende lijn/);
  holds(t, count, "ask the next line for help, from the file");

  const counsellor = await at("trajectory_counsellor", "/zorg");
  const link = (await row(counsellor.page, asked.number)).getByRole("link").first();
  await link.click();
  assert.equal(new URL(counsellor.page.url()).pathname, asked.at, "what was asked is on the list of the next line");
  await reads(counsellor.page, new RegExp(QUESTION.slice(0, 20)));
  await counsellor.count.choose("Het is vol: zet de student op de wachtlijst");
  await counsellor.count.press("Leg het vast");
  await reads(counsellor.page, /De student staat op de wachtlijst/);
  assert.deepEqual(await violations(counsellor.page), []);
  holds(t, counsellor.count, "put somebody on the waiting list, from the referral");

  // It stays with who asked: what is found until then is written down, and read by the student.
  await coach.page.goto("/zorg?stand=waiting&van=mij");
  await (await row(coach.page, asked.number)).getByRole("link").first().click();
  await main(coach.page).getByLabel("Er is hulp voor de tijd tot dan").check();
  await main(coach.page).getByLabel(/^Wat wil je erbij zeggen/).fill(MEANWHILE);
  await main(coach.page).getByRole("button", { name: "Leg het vast" }).click();
  await reads(coach.page, /De hulp voor de tijd tot dan staat erbij/);
  const student = await at(demo.student(asked.number, "Wie Het Leest", PASSWORD), "/mijn/zorg", 320);
  await reads(student.page, new RegExp(MEANWHILE));
  await reads(student.page, /zette het op de wachtlijst/);
});

test("the support team meets with the student's yes, and what was decided is done", async (t) => {
  const DECIDED = "Oefent elke week een half uur met plannen.";
  const care = await at("care_coordinator", "/zorg");
  const coach = await at("coach", "/dossiers");
  const called = (await coach.page.getByRole("banner").innerText()).replace(/\s+/g, " ");
  let student, meeting, number;
  // From sixteen a student says yes: the first of whom it is asked.
  for (const one of (await students(coach.page)).slice(0, 8)) {
    await care.page.goto(one.file);
    await main(care.page).getByRole("link", { name: "Plan een overleg" }).click();
    await main(care.page).getByLabel(/^Op welke dag/).fill("15-9-2026");
    await main(care.page).getByLabel(/^Waar gaat het over/).fill("Hoe gaat het plannen?");
    await main(care.page).getByLabel(/^Wie vraag je erbij/).fill("De student en de slb'er");
    await main(care.page).getByRole("button", { name: "Plan het overleg" }).click();
    // That there is one on that day already is said on the page.
    meeting = new URL(care.page.url()).pathname;
    if (!/^\/zorg\/overleg\//.test(meeting)) continue;
    student = await at(demo.student(one.number, "Wie Ja Zegt", PASSWORD), "/mijn", 390);
    number = one.number;
    if ((await main(student.page).getByRole("link", { name: "Zeg of het overleg mag" }).count()) > 0) break;
    student = undefined;
  }
  assert.ok(student, "of somebody a yes is asked");
  assert.doesNotMatch(await main(student.page).innerText(), /Je hebt niets te doen/);
  await student.count.press("Zeg of het overleg mag");
  await student.count.press(/^Ja, het mag/, main(student.page).locator("section", { hasText: "Hoe gaat het plannen?" }).last());
  await reads(student.page, /Je zei ja tegen het overleg/);
  holds(t, student.count, "say yes to a meeting, from `/mijn`");
  await student.page.goto("/mijn");
  assert.equal(await main(student.page).getByRole("link", { name: "Zeg of het overleg mag" }).count(), 0, "it was said");

  await care.page.goto(meeting);
  await reads(care.page, /Er is een ja/);
  const count = new Count(care.page);
  await count.press("Schrijf op wat er is besloten");
  await count.fill(/^Wie was erbij/, "De student en de slb'er");
  await count.fill(/^Wat gaan jullie doen/, DECIDED, undefined, true);
  const owner = main(care.page).getByLabel(/^Wie doet het/).first();
  const names = await owner.locator("option").allInnerTexts();
  const name = names.find((one) => one.trim() !== "" && called.includes(one.trim()));
  assert.ok(name, `the coach can be given something to do: ${names}`);
  await count.choose(/^Wie doet het/, name, undefined, true);
  await count.fill(/^Voor welke dag/, "29-9-2026", undefined, true);
  await count.press("Leg het vast");
  await reads(care.page, new RegExp(DECIDED));
  assert.deepEqual(await violations(care.page), []);
  holds(t, count, "write down what a meeting decided, from the meeting");

  await coach.page.goto("/zorg/besluiten");
  const decided = await row(coach.page, DECIDED);
  assert.match(await decided.innerText(), new RegExp(number));
  await decided.getByRole("button", { name: /^Gedaan/ }).click();
  await reads(coach.page, /Dat is gedaan/);
  await student.page.goto("/mijn/zorg");
  await reads(student.page, new RegExp(`${DECIDED.slice(0, 20)}[\\s\\S]*Gedaan`));
});

test("who makes the policy reads what differs from DUO, and whose it is reads who may see the files", async (t) => {
  const policy = await at("policy_officer", "/");
  await policy.page.goto("/beleid/ise");
  const numbers = async (page) => (await main(page).locator("dl.mee-facts .mee-number").allInnerTexts()).map(Number);
  const [own, all] = [policy, await at("care_coordinator", "/beleid/ise")];
  const counted = await numbers(own.page);
  assert.ok(counted.length === 3 && counted.some((one) => one > 0), `the demo school has differences: ${counted}`);
  assert.deepEqual(await numbers(all.page), counted, "both read the same school");
  assert.equal(await main(own.page).locator(".mee-rows").count(), 0, "of nobody who makes policy is it told who they are");
  assert.equal(await main(own.page).getByText(/\d{6,}/).count(), 0);
  const total = counted.reduce((sum, one) => sum + one, 0);
  await reads(all.page, new RegExp(`\\b${total} verschil`));
  const before = new URL(all.page.url()).pathname;
  await all.count.press(/./, main(all.page).locator(".mee-rows li").first());
  assert.notEqual(new URL(all.page.url()).pathname, before);
  assert.match(new URL(all.page.url()).pathname, /^\/dossiers\//, "and what is to be set right is one step away");
  holds(t, all.count, "from a difference with DUO to the file");
  assert.deepEqual(await violations(own.page), []);
});

test("a researcher makes a table of the measurement, and the public reads what was published and no more", async () => {
  const { page } = await at("researcher", "/onderzoek");
  await main(page).getByRole("heading", { level: 2 }).getByRole("link", { name: /2024/ }).click();
  for (let tries = 0; tries < 150 && /doorgerekend/.test(await main(page).innerText()); tries += 1) {
    await page.waitForTimeout(200);
    await page.reload();
  }
  await main(page).getByRole("link", { name: /B3\.8/ }).first().click();
  await page.waitForLoadState();
  assert.match(new URL(page.url()).pathname, /^\/onderzoek\/2024\/tabel\/B3\.8$/);
  assert.ok((await main(page).getByRole("table").count()) > 0, "numbers with how they were made");
  assert.deepEqual(await violations(page), []);

  const outside = await at(null, "/monitor");
  await main(outside.page).getByRole("link", { name: /2024/ }).first().click();
  await reads(outside.page, /2024/);
  const closed = await outside.page.goto("/onderzoek/2024");
  assert.match(new URL(outside.page.url()).pathname, /^\/inloggen/, `${closed.status()}: what is not published asks who one is`);
});

test("nobody met with a fault of the page", () => {
  assert.deepEqual(people.flatMap((guest) => guest.faults), []);
});
