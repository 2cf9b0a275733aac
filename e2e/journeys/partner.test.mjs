// Help from outside the school: a coach asks who can help a student, puts a question to a partner with a yes, the partner opens it by
// link and code, has the student wait, helps and is done; the student stops another one; and a partner without mail gets a letter.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { holds } from "../lib/effort.mjs";
import { mailServer } from "../lib/mail.mjs";
import { TODAY, school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

const PASSWORD = "gieter-moeras-zeventien-kapstok";
const PARTNER = "Buurthuis De Brug";
const QUESTION = "Zoekt een groep om mee te sporten, en iemand die de eerste keer meegaat.";

let browser, demo, mail;
const people = [];
/** What the coach found: where the file is, and the student's number. */
let student;
before(async () => {
  demo = await school();
  mail = await mailServer();
  browser = await launch();
  await pass();
});
after(async () => {
  await browser?.close();
  await mail?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

/** One pass, as the system's timer makes it. */
const pass = () => demo.running([...mail.pass(demo.base), "--today", TODAY]);

/** Somebody at a browser of their own, at the page where it begins. */
async function at(account, path, width = 1280) {
  const guest = await visitor(browser, demo.base, { width });
  people.push(guest);
  if (account) await signIn(guest.page, typeof account === "string" ? demo.account(account) : account);
  await guest.page.goto(path);
  return { page: guest.page, count: new Count(guest.page) };
}

/** The first student of the coach who has a number. */
async function found(page) {
  for (const row of await main(page).locator(".mee-rows li").all()) {
    const number = (await row.innerText()).match(/(\d{5,})/)?.[1];
    if (number) return { file: await row.getByRole("link").first().getAttribute("href"), number };
  }
  throw new Error("the coach has no student with a number");
}

/** Fills in a question to the partner; what is to receive it is filled in by `to`. */
async function asks(count, domain, to) {
  await count.choose(domain);
  await count.fill(/^Wat vertel en vraag je/, QUESTION);
  await count.fill(/^Wie krijgt de vraag/, "Hanna Buur");
  await to();
  await count.fill(/^Tot en met welke dag/, "31-12-2026");
  await count.choose(/zei ja$/, undefined, undefined, true);
  await count.press("Stuur de vraag");
}

/** The newest link that a mail brought. */
const link = () => new URL(mail.mails.flatMap((one) => one.links).filter((one) => /\/gedeeld\//.test(one)).at(-1)).pathname;

test("a coach sees who can help and why, and asks one of them with a yes", async (t) => {
  const coach = await at("coach", "/dossiers");
  student = await found(coach.page);
  await coach.page.goto(student.file);
  const looked = new Count(coach.page);
  await looked.press("Wie buiten school kan helpen?");
  await looked.choose(/^Waarbij/, "Je lijf");
  await looked.press("Zoek");
  await reads(coach.page, /Helpt hierbij\.[\s\S]*Helpt met iets anders\./);
  assert.equal(new URL(coach.page.url()).search, "", "what was looked for is in no address");
  assert.deepEqual(await violations(coach.page), []);
  holds(t, looked, "ask who can help outside the school, from the file");

  const count = new Count(coach.page);
  await count.press(new RegExp(`^Vraag hulp\\s*: ${PARTNER}`));
  assert.equal(new URL(coach.page.url()).search, "", "nor is whom one asks");
  await asks(count, "Je lijf", () => count.fill(/^E-mailadres/, "hanna@debrug.example"));
  await reads(coach.page, /Gevraagd sinds/);
  assert.deepEqual(await violations(coach.page), []);
  holds(t, count, "ask a partner for help with a yes, from who can help");
});

test("the partner opens it by link and code, has the student wait, helps, and is done", async (t) => {
  await pass();
  const partner = await at(null, link(), 390);
  await partner.count.press("Stuur mij een code");
  await pass();
  const code = mail.mails.map((one) => one.text.match(/\b\d{6}\b/)?.[0]).filter(Boolean).at(-1);
  await partner.count.fill(/^Code/, code);
  await partner.count.press("Lees wat er is gedeeld");
  await reads(partner.page, new RegExp(QUESTION));
  assert.deepEqual(await violations(partner.page), []);
  holds(t, partner.count, "open what is asked, from the link");

  const answer = new Count(partner.page);
  await answer.choose("Op de wachtlijst gezet");
  await answer.press("Stuur je antwoord");
  await reads(partner.page, /Op de wachtlijst sinds/);
  holds(t, answer, "answer what is asked, from its page");

  // The same page in another tab, from before: what was answered since is shown first, and what was typed is not lost.
  const { context } = people.at(-1);
  const tab = await context.newPage();
  await tab.goto(partner.page.url());
  await main(partner.page).getByLabel("Ja, wij gaan helpen").check();
  await main(partner.page).getByRole("button", { name: "Stuur je antwoord" }).click();
  await reads(partner.page, /Zij gaan helpen sinds/);
  await main(tab).getByLabel("Nee, wij helpen niet").check();
  await main(tab).getByLabel(/^In je eigen woorden/).fill("Wij zijn vol.");
  await main(tab).getByRole("button", { name: "Stuur je antwoord" }).click();
  await tab.waitForLoadState();
  await reads(tab, /Dit kan nu niet meer[\s\S]*Zij gaan helpen sinds/);
  assert.equal(await main(tab).getByLabel(/^In je eigen woorden/).inputValue(), "Wij zijn vol.");
  await tab.close();

  for (const step of ["De hulp is begonnen", "De hulp is klaar"]) {
    await main(partner.page).getByLabel(step).check();
    await main(partner.page).getByRole("button", { name: "Stuur je antwoord" }).click();
    await partner.page.waitForLoadState();
  }
  await reads(partner.page, /Dat is nu voorbij/);
});

test("the student stops another one at once, and the school has to decide", async (t) => {
  const coach = await at("coach", `${student.file}/hulp`);
  await coach.count.press(new RegExp(`^Vraag hulp\\s*: ${PARTNER}`));
  await asks(coach.count, "Mensen om je heen", () => coach.count.fill(/^E-mailadres/, "hanna@debrug.example"));
  const there = new URL(coach.page.url()).pathname;
  await pass();
  const partner = await at(null, link());
  const own = await at(demo.student(student.number, "Wie Het Stopt", PASSWORD), "/mijn", 390);
  await own.count.press("Bekijk met wie buiten school");
  await reads(own.page, new RegExp(QUESTION));
  await own.count.press(/^Stop met delen/);
  await reads(own.page, /Gestopt door/);
  assert.deepEqual(await violations(own.page), []);
  holds(t, own.count, "stop sharing with somebody outside the school, from `/mijn`");
  await partner.page.reload();
  await reads(partner.page, /Dat is nu gestopt/);
  await coach.page.goto("/verwijzingen");
  await reads(coach.page, /Het delen is gestopt: er is geen ja meer/);
  await coach.page.goto(there);
  await main(coach.page).getByLabel("De school stopt de vraag").check();
  await main(coach.page).getByLabel(/^In je eigen woorden/).fill("De student wil het niet meer.");
  await main(coach.page).getByRole("button").last().click();
  await reads(coach.page, /De school stopte sinds/);
});

test("a partner without mail gets a letter, which stands on the list until it went", async (t) => {
  const coach = await at("coach", `${student.file}/hulp`);
  await coach.count.press(new RegExp(`^Vraag hulp\\s*: ${PARTNER}`));
  await asks(coach.count, "Je lijf", () => coach.count.choose(/^Zij hebben geen e-mailadres/));
  await reads(coach.page, /De brief moet nog weg/);
  const count = new Count(coach.page);
  await count.press("Maak de brief");
  await reads(coach.page, /\/gedeeld\/[\s\S]*\b\d{6}\b/);
  assert.doesNotMatch(await main(coach.page).innerText(), new RegExp(QUESTION), "whoever opens the post reads of nobody");
  assert.deepEqual(await violations(coach.page), []);
  const text = await main(coach.page).innerText();
  const [path, code] = [text.match(/\/gedeeld\/[A-Za-z0-9_-]{40,}/)[0], text.match(/\b\d{6}\b/)[0]];
  await count.press("De brief is verstuurd");
  assert.doesNotMatch(await main(coach.page).innerText(), /De brief moet nog weg/);
  holds(t, count, "send a letter to a partner without mail, from the question");

  const partner = await at(null, path, 320);
  await main(partner.page).getByLabel(/^Code/).fill(code);
  await main(partner.page).getByRole("button", { name: "Lees wat er is gedeeld" }).click();
  await reads(partner.page, new RegExp(QUESTION));
  assert.deepEqual(await violations(partner.page), []);
});

test("nobody met with a fault of the page", () => {
  assert.deepEqual(people.flatMap((guest) => guest.faults), []);
});
