// A school that begins: nothing but an administrator, made in the shell. They set the school up in the browser (holidays, a term of
// its own, the students) and invite a coach by mail; the coach invites a student by mail and proposes; the student answers from the mail. A mail server of the test's own catches what is sent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { mailServer } from "../lib/mail.mjs";
import { installation } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

const PASSWORD = "gieter-moeras-zeventien-kapstok";
const ADMIN = { email: "beheer@voorbeeld.example", name: "Bea Beheer", password: PASSWORD };
const COACH = { email: "kees@voorbeeld.example", name: "Kees Kuipers", password: PASSWORD };
const STUDENT = { email: "noor@thuis.example", password: PASSWORD };

let browser, house, mail, admin, coach, student;
before(async () => {
  mail = await mailServer();
  house = await installation(ADMIN);
  browser = await launch();
  admin = await visitor(browser, house.base);
  coach = await visitor(browser, house.base);
  student = await visitor(browser, house.base, { width: 390 });
});
after(async () => {
  await browser?.close();
  await house?.close();
  await mail?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

/** One pass, as the system's timer makes it; the mails that it handed over. */
async function pass() {
  const before = mail.mails.length;
  await house.running(mail.pass(house.base));
  return mail.mails.slice(before);
}

/** The only mail that went to somebody, with its first link. */
function only(mails, to) {
  assert.deepEqual(mails.map((one) => one.to), [to]);
  return mails[0];
}

/** Opens a link of one's own and chooses a password. */
async function takesUp(page, link) {
  await page.goto(link);
  await page.locator('input[name="wachtwoord"]').fill(PASSWORD);
  await page.locator('input[name="nogeens"]').fill(PASSWORD);
  await main(page).locator('form[method="post"]').getByRole("button").last().click();
  await page.waitForLoadState();
  await reads(page, /Welkom bij Meedoen/).catch(async () => assert.match(await page.locator("body").innerText(), /Welkom bij Meedoen/));
}

test("without mail an administrator invites on paper only; from the first pass on by mail", async () => {
  const { page } = admin;
  await signIn(page, ADMIN);
  await page.goto("/beheer/uitnodigen");
  assert.equal(await page.locator('input[name="hoe"]').count(), 0, "what nobody sends is not offered");
  assert.deepEqual(await pass(), [], "nothing waits");
  await page.reload();
  assert.equal(await page.locator('input[name="hoe"]').count(), 2);
});

test("the administrator invites a coach, who takes it up from the mail, once", async () => {
  const { page } = admin;
  await page.locator('input[name="naam"]').fill(COACH.name);
  await page.locator('input[name="email"]').fill(COACH.email);
  await page.locator('select[name="rol"]').selectOption("coach");
  await page.locator('input[name="hoe"][value="mail"]').check();
  await main(page).getByRole("button", { name: "Nodig uit" }).click();
  await page.waitForURL(/\/beheer\/uitnodigingen$/);
  await reads(page, /De mail staat klaar/);
  const { text, links } = only(await pass(), COACH.email);
  assert.doesNotMatch(text.replaceAll(COACH.email, ""), /Kees|Kuipers|slb|coach/i, "nothing about a person but their address");
  await page.reload();
  await reads(page, /De mail is verstuurd/);
  assert.deepEqual(await violations(page), []);
  await takesUp(coach.page, links[0]);
  // Used, and forwarded to somebody else.
  await student.page.goto(links[0]);
  await reads(student.page, /is al gebruikt/);
  await page.reload();
  await reads(page, /Aangenomen/);
});

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Brings a file in the browser: what it would do is looked at, and said yes to. */
async function brings(page, kind, list) {
  await page.goto("/beheer/inlezen");
  await main(page).getByRole("radio", { name: kind }).check();
  await main(page).locator('input[type="file"]').setInputFiles({ name: "lijst.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await main(page).getByRole("button", { name: "Bekijk wat er zou gebeuren" }).click();
  await page.waitForURL("/beheer/inlezen/bestand");
  await reads(page, /Er is nog niets gebeurd/);
  assert.deepEqual(await violations(page), []);
  await main(page).getByRole("button", { name: "Lees dit in" }).click();
  for (let nth = 0; nth < 100 && (await main(page).innerText()).includes("We lezen het bestand in"); nth += 1) {
    await page.waitForTimeout(100);
    await main(page).getByRole("link", { name: "Kijk hoe ver het is" }).click();
  }
  await reads(page, /Het bestand is ingelezen/);
}

test("the administrator sets the school up in the browser: holidays, a term of its own, the students", async () => {
  const { page } = admin;
  await page.goto("/beheer");
  await reads(page, /De vakanties van jullie school staan nog niet in de kalender/);
  await brings(page, /^Kalender van de school/, `${day(40)};${day(60)};Vakantie van onze school;besluit van het bestuur\n`);
  await page.goto("/beheer/lijsten/vakanties?stand=later");
  await reads(page, /Vakantie van onze school[\s\S]*besluit van het bestuur[\s\S]*Bea Beheer/);
  await page.goto("/beheer/termijnen");
  await main(page).getByRole("link", { name: /^Verander/ }).first().click();
  await main(page).getByRole("radio").first().check();
  await main(page).getByRole("button", { name: "Bewaar" }).click();
  await page.waitForURL(/\/beheer\/termijnen$/);
  await reads(page, /Bewaard/).catch(async () => assert.match(await page.locator("body").innerText(), /Bewaard/));
  await brings(page, /^Lijst uit het studentensysteem/, [
    "Studentnummer;Roepnaam;Achternaam;Geboortedatum;E-mail;Coach;Opleiding;Aangemeld op;Start op",
    `300001;Noor;de Wit;2007-03-01;${STUDENT.email};${COACH.email};25655;${day(-20)};${day(200)}`,
  ].join("\n"));
});

test("the coach finds the student of the list and invites them by mail", async () => {
  const { page } = coach;
  await page.goto("/dossiers");
  await main(page).locator('a[href^="/dossiers/"]').first().click();
  await page.waitForURL(/\/dossiers\/[^/]+$/);
  const file = new URL(page.url()).pathname;
  await page.goto(`${file}/uitnodigen`);
  await main(page).getByRole("button", { name: /^Nodig uit per mail/ }).click();
  await page.waitForLoadState();
  await reads(page, /De mail staat klaar/);
  const { links } = only(await pass(), STUDENT.email);
  await page.reload();
  await reads(page, /De mail is verstuurd/);
  assert.deepEqual(await violations(page), []);
  await takesUp(student.page, links[0]);
  assert.equal(new URL(student.page.url()).pathname, "/mijn");
  coach.file = file;
});

test("a proposal tells the student by mail, and the coach reads that it did", async () => {
  const { page } = coach;
  await page.goto(`${coach.file}/afspraken/nieuw`);
  await main(page).locator("section h3 a").first().click();
  await page.getByRole("button", { name: /^Leg het voorstel klaar$/ }).click();
  await page.waitForURL(/\/afspraken\/(?!nieuw)[^/]+$/);
  await reads(page, /Er staat een mail klaar voor Noor/);
  const { text, links } = only(await pass(), STUDENT.email);
  assert.doesNotMatch(text.replaceAll(STUDENT.email, ""), /Noor|de Wit|300001|ondersteuning|afspraak/i, "what it is about stands behind the link");
  await page.reload();
  await reads(page, /is een mail gestuurd naar Noor/);
  assert.deepEqual(await violations(page), []);
  student.links = links;
});

test("the student answers from the mail", async () => {
  const { page } = student;
  await page.goto(student.links.find((link) => /\/mijn\/afspraken\//.test(link)));
  await main(page).getByRole("radio", { name: /^Ja, ik ben het eens/ }).check();
  await main(page).getByRole("button", { name: /^Verstuur mijn antwoord$/ }).click();
  await page.waitForLoadState();
  await reads(page, /De afspraken zijn gemaakt/);
  await coach.page.reload();
  await reads(coach.page, /gelden|geldt/i);
});

test("who wants no more of such mails says so without signing in, and can take that back", async () => {
  const link = student.links.find((one) => /\/mail\//.test(one));
  const nobody = await visitor(browser, house.base, { width: 320 });
  const { page } = nobody;
  await page.goto(link);
  await reads(page, /Je krijgt een mail als/);
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: /^Stuur mij geen mail/ }).click();
  await page.waitForLoadState();
  await reads(page, /Je krijgt geen mail over voorstellen/);
  const again = coach.page;
  await again.goto(`${coach.file}/afspraken/nieuw`);
  await main(again).locator("section h3 a").first().click();
  await again.getByRole("button", { name: /^Leg het voorstel klaar$/ }).click();
  await again.waitForURL(/\/afspraken\/(?!nieuw)[^/]+$/);
  await reads(again, /Er is geen mail gestuurd naar Noor/);
  assert.deepEqual(await pass(), []);
  await page.getByRole("button", { name: /^Stuur mij weer mail/ }).click();
  await page.waitForLoadState();
  await reads(page, /Je krijgt een mail als/);
  await nobody.close();
});

test("nobody met a fault of the page", () => {
  assert.deepEqual([admin, coach, student].flatMap((guest) => guest.faults), []);
});
