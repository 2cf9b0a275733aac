// The way to work, from the list of the coach to the page of whoever goes on: a route begins, guidance is offered, a contact is
// planned, the student says who may read the document, that one opens it with a code, and where the student came is written down.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { holds } from "../lib/effort.mjs";
import { mailServer } from "../lib/mail.mjs";
import { TODAY, school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

let browser, demo, mail, people;
before(async () => {
  demo = await school();
  browser = await launch();
  mail = await mailServer();
  people = [];
});
after(async () => {
  await Promise.all((people ?? []).map((guest) => guest.close?.()));
  await browser?.close();
  await mail?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);
const PASSWORD = "gieter-moeras-zeventien-kapstok";
const TASKS = {
  begin: "begin a route to work and offer guidance, from `/naar-werk`",
  plan: "plan a contact, from the route",
  ask: "ask whether somebody outside may read the document, from the route",
  allow: "say yes to who may read the document, from `/mijn`",
  open: "open the document with a code, from the mail",
  outcome: "write down where a student came, from the route",
};

/** Somebody at a browser of their own. */
async function at(account, path, width = 1280) {
  const guest = await visitor(browser, demo.base, { width });
  people.push(guest);
  if (account) await signIn(guest.page, typeof account === "string" ? demo.account(account) : account);
  await guest.page.goto(path);
  return guest.page;
}

/** One pass of the program over its mail. */
const pass = () => demo.running([...mail.pass(demo.base), "--today", TODAY]);

/** A form of a route: a part that opens, by what it says. */
const part = (page, says) => main(page).locator("details").filter({ has: page.locator("summary", { hasText: says }) }).first();

/** Who stands on the first page of the list: where their route is, and their number. */
async function owed(page) {
  const found = [];
  for (const row of await main(page).locator(".mee-rows li").all()) {
    const number = (await row.innerText()).match(/(\d{5,})/)?.[1];
    const link = row.getByRole("link").first();
    if (number) found.push({ number, href: await link.getAttribute("href"), name: await link.innerText() });
  }
  assert.ok(found.length > 0, "somebody is to be offered guidance");
  return found;
}

test("from the list of the coach to whoever goes on, and until the student stops it", async (t) => {
  await pass();
  const coach = await at("care_coordinator", "/naar-werk");
  assert.deepEqual(await violations(coach), []);
  let [done, student] = [];
  // Of 16 and 17 the parents are asked too: the first who decides alone.
  for (const one of await owed(coach)) {
    await coach.goto("/naar-werk");
    const begin = new Count(coach);
    await begin.press(one.name);
    if ((await main(coach).getByRole("button", { name: "Begin een route" }).count()) === 0) continue;
    await begin.press("Begin een route");
    const offer = part(coach, "Begeleiding is aangeboden");
    await begin.open(offer);
    await begin.fill(/^Op welke dag/, "15-9-2026", offer);
    await begin.press(/^Bewaar het aanbod$/, offer);
    await reads(coach, /Er is nog geen antwoord/);

    const plan = new Count(coach);
    const planned = part(coach, "Plan een contact");
    await plan.open(planned);
    await plan.fill(/^Op welke dag/, "22-9-2026", planned);
    await plan.press(/^Bewaar het plan$/, planned);
    await reads(coach, /Gepland op 22 september 2026/);

    const ask = new Count(coach);
    const question = part(coach, "Vraag of iemand het document mag lezen");
    await ask.open(question);
    await ask.choose("De volgende school", undefined, question);
    await ask.fill(/^Naam/, "Fatima el Idrissi", question);
    await ask.fill(/^Organisatie/, "Voorbeeldschool", question);
    await ask.fill(/^E-mailadres/, `fatima${one.number}@school.example`, question);
    await ask.fill(/^Tot en met welke dag/, "31-12-2026", question);
    await ask.press(/^Vraag het de student$/, question);
    await reads(coach, /Wacht op een ja/);
    assert.deepEqual(await violations(coach), []);

    const page = await at(demo.student(one.number, "Wie Het Leest", PASSWORD), "/mijn", 390);
    const allow = new Count(page);
    await allow.press(/^Na school: bekijk wie je helpt/);
    const card = main(page).locator(".mee-card").filter({ hasText: "Fatima el Idrissi" });
    await allow.choose(/^Ja$/, undefined, card);
    await allow.press(/^Bewaar ja of nee/, card);
    if (/Er is nog geen ja van/.test(await card.innerText())) continue;
    [done, student] = [{ ...one, counts: { begin, plan, ask, allow } }, page];
    break;
  }
  assert.ok(done, "somebody of 18 or more decides alone");
  for (const [task, count] of Object.entries(done.counts)) holds(t, count, TASKS[task]);
  assert.deepEqual(await violations(student), []);

  // The link goes now, and opens with a code.
  await pass();
  const link = mail.mails.flatMap((one) => one.links).findLast((one) => /\/gedeeld\//.test(one));
  const guest = await at(null, new URL(link).pathname, 390);
  const open = new Count(guest);
  await open.press("Stuur mij een code");
  await pass();
  const code = mail.mails.map((one) => one.text.match(/\b\d{6}\b/)?.[0]).filter(Boolean).at(-1);
  await open.fill(/^Code/, code);
  await open.press("Lees wat er is gedeeld");
  await reads(guest, /laat je het overgangsdocument lezen/);
  assert.deepEqual(await violations(guest), []);
  holds(t, open, TASKS.open);

  // The student reads who came in, and stops it: at that moment nothing is read any more.
  await student.reload();
  await reads(student, /Kwam binnen op/);
  await main(student).getByRole("button", { name: /^Stop met delen/ }).click();
  await student.waitForLoadState();
  await guest.reload();
  await reads(guest, /Dat is nu gestopt/);

  // Where the student came is the end of it.
  await coach.goto(done.href);
  const outcome = new Count(coach);
  const came = part(coach, "Waar kwam het op uit?");
  await outcome.open(came);
  await outcome.choose(/^Werk$/, undefined, came);
  await outcome.fill(/^Sinds wanneer/, "15-9-2026", came);
  await outcome.press(/^Bewaar dit$/, came);
  await reads(coach, /Terechtgekomen: Werk/);
  holds(t, outcome, TASKS.outcome);
  await coach.goto("/naar-werk?lijst=contact");
  await reads(coach, new RegExp(done.number));
});

test("nobody met a fault of the page", () => {
  assert.deepEqual(people.flatMap((guest) => guest.faults), []);
});
