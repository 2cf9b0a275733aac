// Every page the browser looks at: for accessibility (look.mjs) and for pictures (pictures.mjs). Whoever adds a
// page adds a line here; a page in two states is two lines. Roles are the codes of `access::Role`.

import { visitor } from "./browser.mjs";
import { mailServer } from "./mail.mjs";
import { TODAY } from "./server.mjs";
import { signIn } from "./visit.mjs";

const at = (path) => async (page) => {
  await page.goto(path);
};

/** The links of a page whose address is the prefix and one part more: an opaque id we cannot know. */
const opaque = async (page, prefix) => {
  const links = await page.getByRole("main").getByRole("link").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  // An identifier has a digit; the name of a room below this one has none.
  const one = (rest) => !/[/?#]/.test(rest) && /[0-9]/.test(rest);
  return links.filter((href) => href?.startsWith(`${prefix}/`) && one(href.slice(prefix.length + 1)));
};

/** Follows the first of them on `list`. */
const first = (list, prefix = list) => async (page) => {
  await page.goto(list);
  const [found] = await opaque(page, prefix);
  if (!found) throw new Error(`no link to ${prefix}/... on ${list}`);
  await page.goto(found);
};

/** A page below the one that `reach` opens. */
const below = (reach, tail) => async (page, demo) => {
  await reach(page, demo);
  await page.goto(new URL(page.url()).pathname + tail);
};

/** The placements of a student for whom another place is to be found, or a page below. */
const arranged = (tail) => async (page) => {
  await page.goto("/stages");
  const link = page.getByRole("main").locator('a[href^="/dossiers/"]').first();
  const found = await link.getAttribute("href");
  await page.goto(found.replace(/\/[0-9]+$/, "") + tail);
};

/** Sends the page's first form as it stands: nothing filled in, which each form must answer with words. */
const sentEmpty = (reach) => async (page, demo) => {
  await reach(page, demo);
  await page.getByRole("main").locator('form[method="post"]').first().getByRole("button").last().click();
  await page.waitForLoadState();
};

/** The same for the form that stands out, on a page with small ones before it. */
const sentForm = (reach) => async (page, demo) => {
  await reach(page, demo);
  await page.locator("#formulier").getByRole("button").last().click();
  await page.waitForLoadState();
};

/** The form of a need, sent with words missing. Where something is known already the form stands behind a summary. */
const needWithoutWords = (reach) => async (page, demo) => {
  await reach(page, demo);
  const closed = page.getByRole("main").locator("details.mee-details:not([open]) > summary");
  if (await closed.count()) await closed.first().click();
  await page.locator("#wil-niet").check();
  await page.locator("#wil-niet-woorden").fill("");
  await page.getByRole("main").locator('form[method="post"]').first().getByRole("button").last().click();
  await page.waitForLoadState();
};

/** A search by name is a POST that leads to an opaque address. */
const searched = (text) => async (page) => {
  await page.goto("/dossiers");
  const field = page.getByRole("searchbox").first();
  await field.fill(text);
  await field.press("Enter");
  await page.waitForURL(/\/zoeken\//);
};

/** A version of an agreement of somebody on the first page of the list: the first with a link to a page `below` it, which is
 * followed. Without `below` the first of all. */
const version = (tail = "") => async (page) => {
  await page.goto("/dossiers");
  for (const file of await opaque(page, "/dossiers")) {
    await page.goto(file);
    for (const found of (await opaque(page, `${file}/afspraken`)).filter((href) => !href.endsWith("/nieuw"))) {
      await page.goto(found);
      if (tail === "") return;
      if (await page.getByRole("main").locator(`a[href="${found}${tail}"]`).count()) return void (await page.goto(found + tail));
    }
  }
  throw new Error(`nobody on the first page of /dossiers has a version${tail && ` with a link to ${tail}`}`);
};

/** The page to take back an answer that was written down: a spoken yes is written down first, where there is none. */
const takeBack = async (page) => {
  try {
    await version("/terug")(page);
  } catch {
    await version("/antwoord")(page);
    for (const [name, value] of [["wie", "student"], ["antwoord", "agreed"], ["hoe", "spoken"]]) {
      const choice = page.locator(`input[type="radio"][name="${name}"][value="${value}"]`);
      if (await choice.count()) await choice.check();
    }
    await page.locator('input[name="dag"]').fill(TODAY.split("-").reverse().join("-"));
    await page.getByRole("main").locator('form[method="post"]').first().getByRole("button").last().click();
    await page.waitForLoadState();
    await version("/terug")(page);
  }
};

/** A page of one's own that names what a link on `/mijn` names. */
const named = (linked) => (path) => async (page) => {
  await page.goto("/mijn");
  const [found] = await opaque(page, linked);
  await page.goto(found.replace(linked, path));
};
const ofOwnFile = named("/mijn/zeggen");
const ofOwnVersion = named("/mijn/afspraken");

/** What a student said, from the list of what waits. */
const said = async (page) => {
  await page.goto("/gezegd");
  const link = page.getByRole("main").locator('a[href*="/gezegd/"]').first();
  await page.goto(await link.getAttribute("href"));
};

/** The page to take back an evaluation: one is written down first. */
const evaluated = async (page) => {
  await version("/evaluatie")(page);
  const form = new URL(page.url()).pathname;
  const groups = page.getByRole("main").locator("fieldset");
  for (let at = 0; at < (await groups.count()); at += 1) await groups.nth(at).locator('input[type="radio"]').first().check();
  await page.getByRole("main").locator('form[method="post"]').first().getByRole("button").last().click();
  await page.waitForLoadState();
  await page.goto(`${form}/terug`);
};

/** The first class in whose lessons there is something to do. */
const lesson = async (page) => {
  await page.goto("/klas");
  for (const group of await opaque(page, "/klas")) {
    await page.goto(group);
    if (await page.locator('button[name="gelukt"]').count()) return;
  }
  throw new Error("the teacher has nothing to do in any class");
};

/** The same, after the teacher said of two measures how it went. */
const marked = async (page) => {
  await lesson(page);
  for (const value of ["worked", "not_worked"]) {
    const button = page.locator(`button[name="gelukt"][value="${value}"]`).first();
    if (await button.count()) await button.click();
    await page.waitForLoadState();
  }
};

/** What teachers say of the measures of somebody for whom one fails. */
const at_lessons = async (page) => {
  await page.goto("/werk?soort=mend");
  await page.getByRole("main").locator('a[href$="/lessen"]').first().click();
  await page.waitForURL(/\/lessen$/);
};

/** The page to purge text of somebody, found as a privacy officer finds them. */
const purge = async (page) => {
  await page.goto("/privacy");
  const field = page.getByRole("searchbox").first();
  await field.fill("de");
  await field.press("Enter");
  await page.waitForURL(/\/zoeken\//);
  const [found] = await opaque(page, "/privacy/dossiers");
  if (!found) throw new Error("a search of the privacy officer found nobody");
  await page.goto(found);
};

/** The page to say that a look was not right: that of the first look of which nobody said it. */
const concern = async (page) => {
  await page.goto("/mijn/inzage");
  await page.getByRole("main").locator('a[href^="/mijn/inzage/"]').first().click();
  await page.waitForURL(/\/mijn\/inzage\/[^/]+\/\d+$/);
};

/** The same, with more words than there is room for. */
const tooLong = async (page) => {
  await concern(page);
  await page.getByRole("main").locator("textarea").fill("Ik ken deze persoon niet. ".repeat(100));
  await page.getByRole("main").locator('form[method="post"]').getByRole("button").last().click();
  await page.waitForLoadState();
};

/** The first measure or template of the catalogue. */
const catalogued = (prefix) => async (page) => {
  await page.goto("/beheer/maatregelen");
  await page.getByRole("main").locator(`a[href^="${prefix}/"]:not([href$="/nieuw"])`).first().click();
  await page.waitForURL((url) => url.pathname.startsWith(`${prefix}/`));
};

/** A search by need: its words are in the body, so it is sent. */
const sought = (words) => async (page) => {
  await page.goto("/aanbod");
  await page.locator("#zoek").fill(words);
  await page.getByRole("main").locator('form[method="post"]').first().getByRole("button").last().click();
  await page.waitForLoadState();
};

/** What a school offers, and one of its teams. */
const offering = first("/aanbod");
const offeringTeam = async (page) => {
  await offering(page);
  await page.goto((await opaque(page, new URL(page.url()).pathname))[0]);
};

/** A line of the version that holds: of the versions on the desk, the last one. */
const lineMarked = async (page) => {
  await page.goto("/beleid/aanbod");
  const all = await opaque(page, "/beleid/aanbod");
  await page.goto(all[all.length - 1]);
  await page.getByRole("main").locator('a[href$="/stand"]').first().click();
  await page.waitForURL(/\/stand$/);
};

/** Who can help a student of the coach, and asking the first who can. */
const helped = async (page) => {
  await first("/dossiers")(page);
  await page.goto(`${new URL(page.url()).pathname}/hulp`);
};
const helpAsked = async (page) => {
  await helped(page);
  await page.getByRole("main").locator('button[name="aan"]').first().click();
  await page.waitForURL(/\/hulp\/vraag$/);
};

/** The letter to a partner who has no mail address. Asked twice it is asked once, and a letter can be made again. */
const letterMade = async (page) => {
  await helpAsked(page);
  await page.locator('#formulier input[name="leefgebied"]').first().check();
  for (const [name, value] of [["vraag", "Wie kijkt mee?"], ["naam", "Hanna Buur"], ["tot", "31-12-2026"]]) {
    await page.locator(`#formulier [name="${name}"]`).fill(value);
  }
  await page.locator("#papier").check();
  await page.locator('#formulier input[name="ja"]').first().check();
  await page.locator("#formulier").getByRole("button").last().click();
  await page.waitForURL(/\/verwijzingen\//);
  await page.locator('form[action$="/brief"]').getByRole("button").click();
  await page.waitForURL(/\/brief$/);
};

/** What may be told of a student to the trainer of a company: asked in a form, and so not in the address. */
const toldOf = async (page, demo) => {
  await below(file, "/vertellen")(page, demo);
  await page.getByRole("main").locator("#aan").selectOption("trainer");
  await page.getByRole("main").locator('form[method="post"]').getByRole("button").click();
  await page.waitForLoadState();
};

/** What the privacy officer has to find out. */
const report = first("/privacy", "/privacy/meldingen");

/** What a button of a page shows, where it leads to a page of its own. */
const pressed = (path, action) => async (page) => {
  await page.goto(path);
  await page.locator(`form[action="${action}"]`).getByRole("button").click();
  await page.waitForURL(action);
};

/** What the law says of an applicant of sixteen to whom a proposal was made. */
const asked = async (page) => {
  await page.goto("/rechten");
  for (const [name, value] of [["wie", "applicant"], ["leeftijd", "16_17"], ["nodig", "yes"], ["reden", "yes"], ["afspraken", "offered"]]) {
    await page.locator(`input[type="radio"][name="${name}"][value="${value}"]`).check();
  }
  await page.getByRole("main").locator('form[method="post"]').first().getByRole("button").last().click();
  await page.getByRole("main").locator("section").first().waitFor();
};

/** A page below the account of a coach: the one who has students. */
const coachAccount = (tail) => async (page) => {
  await page.goto("/beheer?rol=coach");
  for (const account of await opaque(page, "/beheer/accounts")) {
    await page.goto(account + tail);
    if (await page.locator('select[name="naar"]').count()) return;
  }
  throw new Error("no coach on the first page of /beheer has students, and a colleague to take them over");
};

/** What would happen when they are handed over. */
const handingOver = async (page) => {
  await coachAccount("/overdragen")(page);
  await page.locator('select[name="naar"]').selectOption({ index: 1 });
  await page.locator('button[name="doe"][value="kijk"]').click();
  await page.locator('input[name="gezien"]').waitFor({ state: "attached" });
};

/** A list of staff that was brought, and what it would do. */
const STAFF = "Naam;E-mail;Rol;Teams\nNoor van der Wetering-Bakker;noor.van.der.wetering@voorbeeld.example;coach;\n";
const brought = (list) => async (page) => {
  await page.goto("/beheer/inlezen");
  await page.locator('input[name="soort"][value="staff"]').check();
  await page.locator('input[type="file"]').setInputFiles({ name: "lijst.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await page.getByRole("main").locator('form[method="post"]').first().getByRole("button").last().click();
  await page.waitForURL("/beheer/inlezen/bestand");
};

/** The page on which the first role of the first account is ended. */
const role = async (page) => {
  await first("/beheer", "/beheer/accounts")(page);
  await page.goto(await page.getByRole("main").locator('a[href^="/beheer/rollen/"]').first().getAttribute("href"));
};

/** The page on which a coach who is not on the list gets other teams. */
const roleTeams = async (page) => {
  await first("/beheer/niet-op-de-lijst", "/beheer/accounts")(page);
  await page.goto(await page.getByRole("main").locator('a[href^="/beheer/rollen/"][href$="/teams"]').first().getAttribute("href"));
};

/** The link with which the first account chooses a password. */
const passwordLink = async (page) => {
  await first("/beheer", "/beheer/accounts")(page);
  await page.locator('form[action="/beheer/wachtwoord"]').getByRole("button").last().click();
  await page.locator("#link").waitFor();
};

/** A colleague is invited: the page with the link. Each time somebody else, who has no account yet. */
let guests = 0;
const invited = async (page) => {
  await page.goto("/beheer/uitnodigen");
  guests += 1;
  await page.locator('input[name="naam"]').fill("Noor van der Wetering-Bakker");
  await page.locator('input[name="email"]').fill(`gast${guests}.${Date.now()}@voorbeeld.example`);
  await page.locator('select[name="rol"]').selectOption("care_coordinator");
  const paper = page.locator('input[name="hoe"][value="paper"]');
  if (await paper.count()) await paper.check();
  await page.getByRole("main").locator('form[method="post"]').getByRole("button").last().click();
  await page.locator("#link").waitFor();
};

/** What whoever gets the link sees: nobody is signed in there. */
const link = async (page) => {
  await invited(page);
  const path = new URL(await page.locator("#link").innerText()).pathname;
  const kept = await page.context().cookies();
  await page.context().clearCookies({ name: "meedoen-session" });
  await page.goto(path);
  return { path, kept };
};

const opened = async (page) => {
  const { kept } = await link(page);
  await page.context().addCookies(kept);
};

/** A password that is too short. */
const tooShort = async (page) => {
  const { kept } = await link(page);
  await page.locator('input[name="wachtwoord"]').fill("kort");
  await page.getByRole("main").locator('form[method="post"]').getByRole("button").last().click();
  await page.waitForLoadState();
  await page.context().addCookies(kept);
};

/** The same link where somebody else is signed in. */
const forwarded = async (page) => {
  await invited(page);
  await page.goto(new URL(await page.locator("#link").innerText()).pathname);
};

/** The link in a mail with which its receiver asks for no more of them. Mail is set up, a student of the coach gets an account
 * and a proposal, and one pass hands their mail over: once for each school. */
const asked_for = new WeakMap();
const fewerMails = (switched) => async (page, demo) => {
  if (!asked_for.has(demo)) asked_for.set(demo, declinable(page, demo));
  await page.goto(await asked_for.get(demo));
  const button = page.getByRole("main").locator(`button[name="mail"][value="${switched}"]`);
  if (await button.count()) {
    await button.click();
    await page.waitForLoadState();
  }
};

async function declinable(page, demo) {
  const server = await mailServer();
  const coach = await visitor(page.context().browser(), demo.base);
  try {
    const pass = [...server.pass(demo.base), "--today", TODAY];
    await demo.running(pass);
    await signIn(coach.page, demo.account("coach"));
    await coach.page.goto("/dossiers");
    const row = coach.page.getByRole("main").getByRole("listitem").filter({ hasText: /\d{5,}/ }).last();
    const [, number] = (await row.innerText()).match(/(\d{5,})/);
    const at = await row.locator('a[href^="/dossiers/"]').first().getAttribute("href");
    demo.student(number, "Wie Leest", "gieter-moeras-zeventien-kapstok");
    await coach.page.goto(`${at}/afspraken/nieuw`);
    await coach.page.getByRole("main").locator("section h3 a").first().click();
    await coach.page.getByRole("button", { name: /^Leg het voorstel klaar$/ }).click();
    await coach.page.waitForURL(/\/afspraken\/(?!nieuw)[^/]+$/);
    await demo.running(pass);
    return new URL(server.mails.flatMap((mail) => mail.links).find((link) => /\/mail\//.test(link))).pathname;
  } finally {
    await coach.close();
    await server.close();
  }
}

/** The link of somebody outside the school: the coach shares what holds of a student, mail is set up, and one pass hands the mail
 * over. Then a code is asked, read from its mail, and typed. */
const guest = new WeakMap();
const outsider = (then) => async (page, demo) => {
  if (!guest.has(demo)) guest.set(demo, sharing(page, demo));
  await page.goto(await guest.get(demo));
  const done = page.getByRole("main").locator('button[name="doe"][value="klaar"]');
  if (await done.count()) await done.click();
  if (then === "door") return;
  const server = await mailServer();
  try {
    if (then === "wrong") {
      if (!(await page.locator('input[name="code"]').count())) await ask(page);
      await page.locator('input[name="code"]').fill("12");
    } else {
      await ask(page);
      await demo.running([...server.pass(demo.base), "--today", TODAY]);
      const code = server.mails.map((mail) => mail.text.match(/\b\d{6}\b/)?.[0]).filter(Boolean).at(-1);
      await page.locator('input[name="code"]').fill(code);
    }
    await page.locator('button[name="doe"][value="open"]').click();
    await page.waitForLoadState();
  } finally {
    await server.close();
  }
};

const ask = async (page) => {
  await page.locator('button[name="doe"][value="stuur"]').click();
  await page.locator('input[name="code"]').waitFor();
};

/** The page on which a coach shares what holds of a student. Mail is set up: else nothing can be shared. */
const shareable = async (page, demo) => {
  const server = await mailServer();
  await demo.running([...server.pass(demo.base), "--today", TODAY]);
  await server.close();
  await standing(/gelden/)(page);
  await page.goto(`${new URL(page.url()).pathname}/delen`);
};

const sharedEmpty = async (page, demo) => {
  await shareable(page, demo);
  await page.locator("#formulier").getByRole("button").last().click();
  await page.waitForLoadState();
};

/** Shares the agreement of somebody of the coach for whom one holds; the path of the link. */
async function sharing(page, demo) {
  const server = await mailServer();
  const coach = await visitor(page.context().browser(), demo.base);
  try {
    const pass = [...server.pass(demo.base), "--today", TODAY];
    await signIn(coach.page, demo.account("coach"));
    await shareable(coach.page, demo);
    const fields = { naam: "Fatima el Idrissi", organisatie: "Gemeente", email: `f${Date.now()}@gemeente.example`, tot: "31-12-2026" };
    for (const [name, value] of Object.entries(fields)) await coach.page.locator(`input[name="${name}"]`).fill(value);
    await coach.page.locator('input[name="doel"]').first().check();
    await coach.page.locator('input[name="goed"]').check();
    await coach.page.getByRole("button", { name: "Deel de afspraken" }).click();
    await coach.page.waitForLoadState();
    await demo.running(pass);
    return new URL(server.mails.flatMap((mail) => mail.links).find((link) => /\/gedeeld\//.test(link))).pathname;
  } finally {
    await coach.close();
    await server.close();
  }
}

/** The card of the demo's student, by a link made for it: at its door, opened, or after it was ended. */
const card = (state) => async (page, demo) => {
  const student = await visitor(page.context().browser(), demo.base);
  try {
    await signIn(student.page, demo.account("student"));
    await student.page.goto("/mijn/kaart");
    // At most five are open at once: those of the tests before are ended.
    for (const name of [/^Stop alle links/, /^Stop deze link/]) {
      const stop = student.page.getByRole("button", { name }).first();
      if (await stop.count()) await stop.click();
      await student.page.waitForLoadState();
    }
    await student.page.getByRole("button", { name: /^Een dag/ }).click();
    await student.page.waitForLoadState();
    const shown = await student.page.getByRole("main").innerText();
    const path = shown.match(/\/kaart\/[A-Za-z0-9_-]{40,}/)[0];
    if (state === "ended") await student.page.getByRole("button", { name: /^Stop deze link/ }).first().click();
    await student.page.waitForLoadState();
    await page.goto(path);
    if (state !== "read") return;
    await page.getByRole("main").locator('form[method="post"]').getByRole("button").click();
    await page.waitForLoadState();
  } finally {
    await student.close();
  }
};

/** The form of a card, sent with nothing on it. */
const emptiedCard = async (page) => {
  await first("/mijn/kaart")(page);
  await page.locator("#woorden").fill("");
  for (const box of await page.locator('input[name="afspraak"]:checked').all()) await box.uncheck();
  await page.locator("#formulier").getByRole("button").last().click();
  await page.waitForLoadState();
};

/** The students of a coach who can go to another, of the first team that has some. */
const letGo = async (page) => {
  const main = page.getByRole("main");
  const to = (part) => main.locator(`a[href*="${part}"]`).evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  await page.goto("/verdeling/verplaats");
  for (const team of await to("/verdeling/verplaats?team=")) {
    await page.goto(team);
    for (const coach of await to("&coach=")) {
      await page.goto(coach);
      if (await page.locator("#formulier").count()) return;
    }
  }
  throw new Error("no team has students of a coach");
};

/** Who of the first team went to another. */
const whoWent = async (page) => {
  await page.goto("/verdeling/verplaatst");
  await page.getByRole("main").locator('a[href*="team="]').first().click();
  await page.waitForLoadState();
};

/** The classes of the first team, and of the first measure that is agreed there. */
const classesOf = async (page) => {
  await page.goto("/verdeling/klassen");
  await page.getByRole("main").locator('a[href*="team="]').first().click();
  await page.waitForLoadState();
  const measure = page.getByRole("main").locator('a[href*="maatregel="]').first();
  if (await measure.count()) await measure.click();
  await page.waitForLoadState();
};

/** A new line of a team, in the version that is being made. */
const teamLine = async (page) => {
  await page.goto("/team/aanbod");
  const begin = page.getByRole("main").locator('form[action="/team/aanbod"]:not(:has([name="stand"]))').getByRole("button");
  if (await begin.count()) await begin.click();
  await page.waitForLoadState();
  await page.getByRole("main").locator('a[href^="/team/aanbod/regel?team="]:not([href*="&"])').first().click();
  await page.waitForLoadState();
};

/** A team that is nobody's: a list of which nothing is left. */
const NOBODYS = "019a0000-0000-7000-8000-000000000001";
/** The file of somebody on the first pages of the lists who stands as told. */
const standing = (words) => async (page) => {
  const files = new Set();
  for (const list of ["/werk?stand=waiting", "/dossiers", "/werk"]) {
    await page.goto(list);
    const links = await page.getByRole("main").getByRole("link").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    for (const href of links) {
      const found = href?.match(/^\/dossiers\/[^/?#]+/);
      if (found) files.add(found[0]);
    }
  }
  const english = (await page.locator("html").getAttribute("lang")) !== "nl";
  for (const file of files) {
    await page.goto(file);
    const lead = page.getByRole("main").locator(".nl-paragraph--lead").first();
    const said = (await lead.count()) ? await lead.innerText() : "";
    if (english ? ENGLISH[words.source].test(said) : words.test(said)) return;
  }
  throw new Error(`nobody on the first page of the lists stands as ${words}`);
};

/** The same sentences in English. */
const ENGLISH = {
  "vroeg op .* om een verandering|niet eens met het voorstel": /asked for a change|not agreed with the proposal/,
  "wacht op antwoord van": /waits for an answer/,
  gelden: /hold/,
};

/** A page of the research body, once its measurement is made. */
const measured = (tail) => async (page) => {
  for (let tries = 0; tries < 100; tries += 1) {
    await page.goto("/onderzoek/2024");
    if (!/doorgerekend|being computed/.test(await page.getByRole("main").innerText())) return void (await page.goto(`/onderzoek${tail}`));
    await page.waitForTimeout(200);
  }
  throw new Error("the measurement is never made");
};

/** A table of the first question by the first break. */
const chosen = async (page, demo) => {
  await measured("/2024/kiezen/institution")(page, demo);
  const options = (name) => page.locator(`select[name="${name}"] option`).evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
  const [breaks, items] = [await options("naar"), await options("vraag")];
  const item = items.find((one) => !breaks.includes(one));
  await page.goto(`/onderzoek/2024/kiezen/institution?vraag=${item}&naar=${breaks[0] ?? ""}`);
};

const file = first("/dossiers");
const applicant = first("/intake");

/** A room of one of the applications on a list, of the first, or counted from the end: its talk, or the decision. */
const room = (list, end, which = 0, instead = undefined) => async (page) => {
  await page.goto(list);
  const links = await page.getByRole("main").locator(`a[href$="/${end}"]`).evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  if (!links.length) throw new Error(`no ${end} on ${list}`);
  await page.goto(instead ? links.at(which).replace(/\/[^/]+$/, instead) : links.at(which));
};
const talk = (list, which) => room(list, "gesprek", which);
const decision = (list) => room(list, "besluit");

/** name, state: together they name test and picture. role: who looks (null: nobody signed in). reach: how to get there. */
export const PAGES = [
  { name: "start", role: null, reach: at("/") },
  { name: "inloggen", role: null, reach: at("/inloggen") },
  { name: "inloggen", state: "fout", role: null, reach: sentEmpty(at("/inloggen")) },
  { name: "toegankelijkheid", role: null, reach: at("/toegankelijkheid") },
  { name: "rechten", role: null, reach: at("/rechten") },
  { name: "rechten", state: "fout", role: null, reach: sentEmpty(at("/rechten")) },
  { name: "rechten", state: "antwoord", role: null, reach: asked, posted: true },
  { name: "agenda", role: null, reach: at("/agenda") },
  { name: "monitor", role: null, reach: at("/monitor") },
  { name: "monitor-jaar", role: null, reach: at("/monitor/2024") },
  { name: "monitor-controle", role: null, reach: at("/monitor/controle") },
  { name: "monitor-controle", state: "fout", role: null, reach: sentEmpty(at("/monitor/controle")) },
  { name: "monitor-bronnen", role: null, reach: at("/monitor/2024/bronnen") },
  { name: "monitor-tabel", state: "lijnen", role: null, reach: at("/monitor/2024/B4.1") },
  { name: "monitor-tabel", state: "staven", role: null, reach: at("/monitor/2024/B3.7") },
  { name: "monitor-tabel", state: "verschil", role: null, reach: at("/monitor/2024/B3.5") },
  { name: "monitor-tabel", state: "breed", role: null, reach: at("/monitor/2024/B4.4") },
  { name: "monitor-tabel", state: "groepen", role: null, reach: at("/monitor/2024/B1.2") },
  { name: "monitor-tabel", state: "kwijt", role: null, reach: at("/monitor/2024/F3.6") },
  { name: "onderzoek", role: "researcher", reach: measured("") },
  { name: "onderzoek-meting", role: "researcher", reach: measured("/2024") },
  { name: "onderzoek-tabel", state: "gewogen", role: "researcher", reach: measured("/2024/tabel/B3.8") },
  { name: "onderzoek-tabel", state: "breed", role: "researcher", reach: measured("/2024/tabel/B4.4") },
  { name: "onderzoek-kiezen", role: "researcher", reach: measured("/2024/kiezen/institution") },
  { name: "onderzoek-kiezen", state: "tabel", role: "researcher", reach: chosen },
  { name: "onderzoek-kiezen", state: "fout", role: "researcher", reach: measured("/2024/kiezen/institution?vraag=niets") },
  { name: "mail", role: null, reach: fewerMails("aan") },
  { name: "gedeeld", role: null, reach: outsider("door") },
  { name: "gedeeld", state: "fout", role: null, reach: outsider("wrong"), posted: true },
  { name: "gedeeld", state: "gelezen", role: null, reach: outsider("read") },
  { name: "mail", state: "uit", role: null, reach: fewerMails("uit"), posted: true },
  { name: "niet-gevonden", role: null, reach: at("/dit-bestaat-niet") },

  { name: "werk", state: "intaker", role: "intaker", reach: at("/werk") },
  { name: "werk", state: "coach", role: "coach", reach: at("/werk") },
  { name: "werk", state: "coordinator", role: "care_coordinator", reach: at("/werk") },
  { name: "werk", state: "te-laat", role: "care_coordinator", reach: at("/werk?stand=late") },
  { name: "werk", state: "niets", role: "coach", reach: at(`/werk?team=${NOBODYS}`) },
  { name: "intake", role: "intaker", reach: at("/intake") },
  { name: "intake", state: "coordinator", role: "care_coordinator", reach: at("/intake") },
  { name: "intake", state: "niets", role: "care_coordinator", reach: at(`/intake?team=${NOBODYS}`) },
  { name: "intake-aanmelding", role: "intaker", reach: applicant },
  { name: "intake", state: "plannen", role: "intaker", reach: at("/intake?werk=plan") },
  { name: "intake", state: "opschrijven", role: "intaker", reach: at("/intake?werk=report") },
  { name: "intakegesprek", role: "intaker", reach: talk("/intake?werk=plan") },
  { name: "intakegesprek", state: "fout", role: "intaker", reach: sentEmpty(talk("/intake?werk=plan")) },
  { name: "intakegesprek", state: "vertellen", role: "intaker", reach: talk("/intake?werk=tell") },
  { name: "intakegesprek", state: "opschrijven", role: "intaker", reach: talk("/intake?werk=report") },
  { name: "intakegesprek", state: "geweest", role: "intaker", reach: talk("/intake?werk=report", -1) },
  { name: "intakebesluit", role: "intaker", reach: decision("/intake?werk=decide") },
  { name: "intakebesluit", state: "fout", role: "intaker", reach: sentEmpty(decision("/intake?werk=decide")) },
  { name: "intakebesluit", state: "niet-begeleid", role: "intaker", reach: decision("/intake?werk=guide") },
  { name: "advies", role: "intaker", reach: room("/intake?werk=plan", "gesprek", 0, "/advies") },
  { name: "advies", state: "fout", role: "intaker", reach: sentEmpty(room("/intake?werk=plan", "gesprek", 0, "/advies")) },
  { name: "advies", state: "zoekt", role: "intaker", reach: room("/intake?werk=place", "advies") },
  { name: "gevraagd", role: "intaker", reach: at("/intake/gevraagd") },
  { name: "overdracht", role: "intaker", reach: room("/intake?werk=plan", "gesprek", 0, "/overdracht") },
  { name: "overdracht", state: "nakijken", role: "intaker", reach: room("/intake?werk=review", "overdracht") },
  { name: "overdracht", state: "fout", role: "intaker", reach: sentEmpty(room("/intake?werk=fetch", "overdracht")) },
  { name: "aanmelding", role: "student", reach: at("/mijn/aanmelding") },

  { name: "dossiers", role: "coach", reach: at("/dossiers") },
  { name: "dossiers", state: "coordinator", role: "care_coordinator", reach: at("/dossiers?werk=ja") },
  { name: "dossiers", state: "soort", role: "care_coordinator", reach: at("/dossiers?soort=assess") },
  { name: "dossiers", state: "niets", role: "care_coordinator", reach: at(`/dossiers?team=${NOBODYS}`) },
  { name: "zoeken", role: "coach", reach: searched("de") },
  { name: "zoeken", state: "leeg", role: "coach", reach: searched("xqzxqz") },
  { name: "dossier", role: "coach", reach: file },
  { name: "dossier", state: "aanmelder", role: "intaker", reach: first("/dossiers") },
  { name: "dossier", state: "gevraagd", role: "care_coordinator", reach: standing(/vroeg op .* om een verandering|niet eens met het voorstel/) },
  { name: "dossier", state: "wacht", role: "care_coordinator", reach: standing(/wacht op antwoord van/) },
  { name: "dossier", state: "geldt", role: "care_coordinator", reach: standing(/gelden/) },
  { name: "dossier-delen", role: "coach", reach: shareable },
  { name: "dossier-delen", state: "fout", role: "coach", reach: sharedEmpty, posted: true },
  { name: "mijn-gedeeld", role: "student", reach: at("/mijn/gedeeld") },
  { name: "kaart", role: null, reach: card("door") },
  { name: "kaart", state: "gelezen", role: null, reach: card("read"), posted: true },
  { name: "kaart", state: "gestopt", role: null, reach: card("ended") },
  { name: "mijn-kaart", role: "student", reach: at("/mijn/kaart") },
  { name: "mijn-kaart-schrijven", role: "student", reach: first("/mijn/kaart") },
  { name: "mijn-kaart-schrijven", state: "fout", role: "student", reach: emptiedCard },
  { name: "dossier-uitnodigen", role: "coach", reach: below(file, "/uitnodigen") },
  { name: "behoefte", role: "coach", reach: below(file, "/behoefte") },
  { name: "behoefte", state: "fout", role: "coach", reach: needWithoutWords(below(file, "/behoefte")) },
  { name: "afspraken-nieuw", role: "coach", reach: below(file, "/afspraken/nieuw") },
  { name: "afspraken-nieuw", state: "leeg", role: "coach", reach: below(file, "/afspraken/nieuw?leeg=1") },
  { name: "afspraken-nieuw", state: "fout", role: "coach", reach: sentEmpty(below(file, "/afspraken/nieuw?leeg=1")) },

  { name: "afspraken-versie", role: "coach", reach: version() },
  { name: "afspraken-brief", role: "coach", reach: version("/brief") },
  { name: "afspraken-document", role: "coach", reach: version("/document") },
  { name: "afspraken-document", state: "fout", role: "coach", reach: below(version("/document"), "?in=nl&dag=31-4-2026") },
  { name: "afspraken-antwoord", role: "coach", reach: version("/antwoord") },
  { name: "afspraken-antwoord", state: "fout", role: "coach", reach: sentEmpty(version("/antwoord")) },
  { name: "afspraken-uitleg", role: "coach", reach: version("/uitleg") },
  { name: "afspraken-terug", role: "coach", reach: takeBack },

  { name: "evaluaties", role: "coach", reach: at("/evaluaties") },
  { name: "evaluaties", state: "gedaan", role: "coach", reach: at("/evaluaties?lijst=held") },
  { name: "evaluaties-plannen", role: "coach", reach: at("/evaluaties/plannen") },
  { name: "evaluaties-plannen", state: "fout", role: "coach", reach: sentEmpty(at("/evaluaties/plannen")) },
  { name: "gezegd", role: "coach", reach: at("/gezegd") },
  { name: "gezegd-antwoord", role: "coach", reach: said },
  { name: "gezegd-antwoord", state: "fout", role: "coach", reach: sentEmpty(said) },

  { name: "evaluatie", role: "coach", reach: version("/evaluatie") },
  { name: "evaluatie", state: "fout", role: "coach", reach: sentEmpty(version("/evaluatie")) },
  { name: "einde", role: "coach", reach: version("/einde") },
  { name: "einde", state: "fout", role: "coach", reach: sentEmpty(version("/einde")) },
  { name: "evaluatie-terug", role: "coach", reach: evaluated },
  { name: "zorg", role: "care_coordinator", reach: at("/zorg") },
  { name: "zorg", state: "wachtlijst", role: "care_coordinator", reach: at("/zorg?stand=waiting") },
  { name: "zorg", state: "slb", role: "coach", reach: at("/zorg?stand=accepted") },
  { name: "zorg-een", role: "care_coordinator", reach: first("/zorg") },
  { name: "zorg-een", state: "fout", role: "care_coordinator", reach: sentEmpty(first("/zorg")) },
  { name: "zorg-een", state: "klaar", role: "coach", reach: first("/zorg?stand=closed", "/zorg") },
  { name: "overleg", role: "care_coordinator", reach: at("/zorg/overleg") },
  { name: "overleg", state: "gehouden", role: "coach", reach: at("/zorg/overleg?stand=held") },
  { name: "overleg-een", role: "care_coordinator", reach: first("/zorg/overleg") },
  { name: "overleg-een", state: "fout", role: "care_coordinator", reach: sentEmpty(first("/zorg/overleg")) },
  { name: "overleg-een", state: "gehouden", role: "coach", reach: first("/zorg/overleg?stand=held", "/zorg/overleg") },
  { name: "overleg-verslag", role: "care_coordinator", reach: below(first("/zorg/overleg"), "/verslag") },
  { name: "overleg-verslag", state: "fout", role: "care_coordinator", reach: sentEmpty(below(first("/zorg/overleg"), "/verslag")) },
  { name: "overleg-plannen", role: "care_coordinator", reach: below(file, "/overleg") },
  { name: "overleg-plannen", state: "fout", role: "care_coordinator", reach: sentEmpty(below(file, "/overleg")) },
  { name: "besluiten", role: "coach", reach: at("/zorg/besluiten") },
  { name: "besluiten", state: "allen", role: "care_coordinator", reach: at("/zorg/besluiten?van=allen") },
  { name: "belasting", role: "care_coordinator", reach: at("/zorg/belasting") },
  { name: "belasting", state: "besloten", role: "intaker", reach: at("/zorg/belasting?stand=decided") },
  { name: "belasting", state: "te-regelen", role: "care_coordinator", reach: at("/zorg/belasting?stand=owed") },
  { name: "belasting-een", role: "care_coordinator", reach: first("/zorg/belasting") },
  { name: "belasting-een", state: "te-regelen", role: "care_coordinator", reach: first("/zorg/belasting?stand=owed", "/zorg/belasting") },
  { name: "belasting-een", state: "fout", role: "care_coordinator", reach: sentEmpty(first("/zorg/belasting?stand=weighing", "/zorg/belasting")) },
  { name: "belasting-beginnen", role: "care_coordinator", reach: below(file, "/belasting") },
  { name: "belasting-beginnen", state: "fout", role: "care_coordinator", reach: sentEmpty(below(file, "/belasting")) },
  { name: "examens", role: "exam_office", reach: at("/examens") },
  { name: "examens", state: "toegekend", role: "exam_office", reach: at("/examens?stand=granted") },
  { name: "examens", state: "te vertellen", role: "exam_office", reach: at("/examens?stand=to_tell") },
  { name: "examens-een", state: "te vertellen", role: "exam_office", reach: first("/examens?stand=to_tell", "/examens") },
  { name: "examens-een", role: "exam_office", reach: first("/examens") },
  { name: "examens-een", state: "fout", role: "exam_office", reach: sentEmpty(first("/examens")) },
  { name: "examens-een", state: "toegekend", role: "exam_office", reach: first("/examens?stand=granted", "/examens") },
  { name: "examens-een", state: "geweigerd", role: "exam_office", reach: first("/examens?stand=refused", "/examens") },
  { name: "examens-beroepen", role: "exam_office", reach: at("/examens/beroep") },
  { name: "examens-beroep", role: "exam_office", reach: first("/examens/beroep") },
  { name: "examens-beroep", state: "fout", role: "exam_office", reach: sentEmpty(first("/examens/beroep")) },
  { name: "examens-periodes", role: "exam_office", reach: at("/examens/periodes") },
  { name: "examens-periodes", state: "fout", role: "exam_office", reach: sentForm(at("/examens/periodes")) },
  { name: "examens-periode", role: "exam_office", reach: first("/examens/periodes") },
  { name: "examens-dossier", role: "coach", reach: below(file, "/examens") },
  { name: "examens-dossier", state: "fout", role: "coach", reach: sentForm(below(file, "/examens")) },
  { name: "geschillen", role: "dispute_desk", reach: at("/geschillen") },
  { name: "na-geschil", role: "care_coordinator", reach: at("/zorg/na-geschil") },
  { name: "na-geschil-een", role: "care_coordinator", reach: first("/zorg/na-geschil") },
  { name: "na-geschil-een", state: "fout", role: "care_coordinator", reach: sentEmpty(first("/zorg/na-geschil")) },
  { name: "geschillen", state: "besloten", role: "dispute_desk", reach: at("/geschillen?stand=decided") },
  { name: "geschillen", state: "te vertellen", role: "dispute_desk", reach: at("/geschillen?stand=to_tell") },
  { name: "geschillen-een", state: "te vertellen", role: "dispute_desk", reach: first("/geschillen?stand=to_tell", "/geschillen") },
  { name: "geschillen-een", role: "dispute_desk", reach: first("/geschillen") },
  { name: "geschillen-een", state: "fout", role: "dispute_desk", reach: sentEmpty(first("/geschillen")) },
  { name: "mijn-geschil", role: "student", reach: first("/mijn", "/mijn/geschil") },
  { name: "mijn-geschil", state: "fout", role: "student", reach: sentForm(first("/mijn", "/mijn/geschil")) },
  { name: "mijn-examens", role: "student", reach: first("/mijn", "/mijn/examens") },
  { name: "mijn-examens", state: "fout", role: "student", reach: sentForm(first("/mijn", "/mijn/examens")) },
  { name: "doorverwijzen", role: "coach", reach: below(file, "/doorverwijzen") },
  { name: "doorverwijzen", state: "fout", role: "coach", reach: sentEmpty(below(file, "/doorverwijzen")) },

  { name: "klassen", role: "teacher", reach: at("/klas") },
  { name: "klas", role: "teacher", reach: lesson },
  { name: "klas", state: "gezegd", role: "teacher", reach: marked, posted: true },
  { name: "lessen", role: "coach", reach: at_lessons },
  { name: "stages", role: "coach", reach: at("/stages") },
  { name: "stages", state: "op-te-schrijven", role: "workplace_coach", reach: at("/stages?lijst=unwritten") },
  { name: "stages", state: "gevraagd", role: "workplace_coach", reach: at("/stages?lijst=asked") },
  { name: "stages", state: "lopend", role: "workplace_coach", reach: at("/stages?lijst=running") },
  { name: "stage", state: "stagebegeleider", role: "workplace_coach", reach: arranged("") },
  { name: "stage", role: "coach", reach: arranged("") },
  { name: "stage-bedrijven", role: "coach", reach: arranged("/bedrijven") },
  { name: "stage-bedrijven", state: "fout", role: "coach", reach: sentForm(arranged("/bedrijven")) },
  { name: "stage-nieuw", role: "coach", reach: arranged("/nieuw") },
  { name: "stage-nieuw", state: "fout", role: "coach", reach: sentForm(arranged("/nieuw")) },
  { name: "stage-een", role: "coach", reach: arranged("/1") },
  { name: "stage-getekend", role: "coach", reach: arranged("/1/getekend") },
  { name: "stage-einde", role: "coach", reach: arranged("/1/einde") },
  { name: "stage-uwv", role: "coach", reach: arranged("/1/uwv") },
  { name: "stage-terugkijken", role: "coach", reach: arranged("/1/terugkijken") },
  { name: "stage-melding", role: "coach", reach: arranged("/1/melding") },
  { name: "stage-sbb", role: "coach", reach: arranged("/1/sbb") },
  { name: "mijn-stage-melding", role: "student", reach: at("/mijn/stage/melding") },
  { name: "stage-vertellen", role: "coach", reach: arranged("/1/vertellen") },
  { name: "mijn-stage", role: "student", reach: at("/mijn/stage") },
  { name: "aandacht", role: "coach", reach: below(file, "/aandacht") },
  { name: "aandacht", state: "fout", role: "coach", reach: sentEmpty(below(file, "/aandacht")) },
  { name: "beleid-naar-werk", role: "policy_officer", reach: at("/beleid/naar-werk") },
  { name: "verzuim", role: "coach", reach: below(file, "/verzuim") },
  { name: "verzuim", state: "fout", role: "coach", reach: sentEmpty(below(file, "/verzuim")) },
  { name: "naar-werk", role: "coach", reach: below(file, "/naar-werk") },
  { name: "naar-werk-lijst", role: "care_coordinator", reach: at("/naar-werk") },
  { name: "naar-werk-lijst", state: "contact", role: "coach", reach: at("/naar-werk?lijst=contact") },
  { name: "naar-werk-lijst", state: "besluit", role: "care_coordinator", reach: at("/naar-werk?lijst=decide") },
  { name: "aandacht-gekeken", role: "coach", reach: below(file, "/aandacht/gekeken") },

  { name: "account", role: "coach", reach: at("/account") },
  { name: "vertellen", role: "teacher", reach: at("/vertellen?aan=team&leeftijd=minor") },
  { name: "vertellen-dossier", role: "coach", reach: toldOf, posted: true },
  { name: "rol", role: "coach", reach: at("/rol") },

  { name: "mijn", state: "student", role: "student", reach: at("/mijn") },
  { name: "mijn", state: "ouder", role: "guardian", reach: at("/mijn") },
  { name: "mijn-alles", role: "student", reach: at("/mijn/alles") },
  { name: "mijn-alles", state: "ouder", role: "guardian", reach: at("/mijn/alles") },
  { name: "mijn-zorg", role: "student", reach: at("/mijn/zorg") },
  { name: "mijn-naar-werk", role: "student", reach: ofOwnFile("/mijn/naar-werk") },
  { name: "mijn-afspraken", role: "student", reach: first("/mijn", "/mijn/afspraken") },
  { name: "mijn-document", role: "student", reach: below(first("/mijn", "/mijn/afspraken"), "/document") },
  { name: "mijn-voorbereiden", role: "student", reach: ofOwnVersion("/mijn/voorbereiden") },
  { name: "mijn-gebeurt", role: "student", reach: ofOwnVersion("/mijn/gebeurt") },
  { name: "mijn-ouders", role: "student", reach: ofOwnFile("/mijn/ouders") },
  { name: "mijn-zeggen", role: "student", reach: first("/mijn", "/mijn/zeggen") },
  { name: "mijn-zeggen", state: "fout", role: "student", reach: sentEmpty(first("/mijn", "/mijn/zeggen")) },
  { name: "mijn-inzage", role: "student", reach: at("/mijn/inzage") },
  { name: "mijn-inzage", state: "ouder", role: "guardian", reach: at("/mijn/inzage") },
  { name: "klopt-niet", role: "student", reach: concern },
  { name: "klopt-niet", state: "te-lang", role: "student", reach: tooLong },

  { name: "beheer", role: "administrator", reach: at("/beheer") },
  { name: "beheer", state: "gezocht", role: "administrator", reach: sentEmpty(at("/beheer")), posted: true },
  { name: "beheer-account", role: "administrator", reach: first("/beheer", "/beheer/accounts") },
  { name: "beheer-account", state: "wachtwoord", role: "administrator", reach: passwordLink, posted: true },
  { name: "beheer-rol", role: "administrator", reach: role },
  { name: "beheer-rol", state: "fout", role: "administrator", reach: sentEmpty(role) },
  { name: "overdragen", role: "administrator", reach: coachAccount("/overdragen") },
  { name: "overdragen", state: "fout", role: "administrator", reach: sentEmpty(coachAccount("/overdragen")) },
  { name: "overdragen", state: "gevolg", role: "administrator", reach: handingOver, posted: true },
  { name: "uitnodigen", role: "administrator", reach: at("/beheer/uitnodigen") },
  { name: "uitnodigen", state: "fout", role: "administrator", reach: sentEmpty(at("/beheer/uitnodigen")) },
  { name: "uitnodigen", state: "link", role: "administrator", reach: invited, posted: true },
  { name: "uitnodigingen", role: "administrator", reach: at("/beheer/uitnodigingen") },
  { name: "uitnodiging", role: "administrator", reach: opened },
  { name: "uitnodiging", state: "fout", role: "administrator", reach: tooShort, posted: true },
  { name: "uitnodiging", state: "iemand-anders", role: "administrator", reach: forwarded },
  { name: "kalender", role: "administrator", reach: at("/beheer/kalender") },
  { name: "kalender", state: "regio", role: "administrator", reach: at("/beheer/kalender?regio=noord") },
  { name: "vakantie", role: "administrator", reach: at("/beheer/kalender?vakantie=nieuw") },
  { name: "vakantie", state: "fout", role: "administrator", reach: sentEmpty(at("/beheer/kalender?vakantie=nieuw")) },
  { name: "lijsten", role: "administrator", reach: at("/beheer/lijsten") },
  { name: "lijst-opleidingen", role: "administrator", reach: at("/beheer/lijsten/opleidingen") },
  { name: "lijst-opleidingen", state: "vervangen", role: "administrator", reach: at("/beheer/lijsten/opleidingen?stand=replaced") },
  { name: "lijst-gemeenten", role: "administrator", reach: at("/beheer/lijsten/gemeenten?stand=unknown") },
  { name: "lijst-bedrijven", role: "administrator", reach: at("/beheer/lijsten/bedrijven") },
  { name: "lijst-bedrijven", state: "fout", role: "administrator", reach: sentForm(at("/beheer/lijsten/bedrijven")) },
  { name: "lijst-vakanties", role: "administrator", reach: at("/beheer/lijsten/vakanties") },
  { name: "niet-op-de-lijst", role: "administrator", reach: at("/beheer/niet-op-de-lijst") },
  { name: "niet-op-de-lijst", state: "houdt", role: "administrator", reach: at("/beheer/niet-op-de-lijst?stand=kept") },
  { name: "beheer-rol-teams", role: "administrator", reach: roleTeams },
  { name: "uitnodigingen-niet-aangekomen", role: "coach", reach: at("/uitnodigingen") },
  { name: "partners", role: "care_coordinator", reach: at("/partners") },
  { name: "partner-een", role: "coach", reach: first("/partners") },
  { name: "partner-een", state: "fout", role: "care_coordinator", reach: sentEmpty(first("/partners")) },
  { name: "partner-nieuw", role: "care_coordinator", reach: at("/partners/nieuw") },
  { name: "partner-nieuw", state: "fout", role: "care_coordinator", reach: sentForm(at("/partners/nieuw")) },
  { name: "partner-wijzigen", role: "policy_officer", reach: below(first("/partners"), "/wijzigen") },
  { name: "partners-bereik", role: "policy_officer", reach: at("/beleid/partners") },
  { name: "verwijzingen", role: "care_coordinator", reach: at("/verwijzingen") },
  { name: "verwijzing", role: "coach", reach: first("/verwijzingen") },
  { name: "verwijzing", state: "fout", role: "coach", reach: sentForm(first("/verwijzingen")) },
  { name: "verwijzing-brief", role: "coach", reach: letterMade, posted: true },
  { name: "hulp", role: "coach", reach: helped },
  { name: "hulp-vraag", role: "coach", reach: helpAsked, posted: true },
  { name: "hulp-vraag", state: "fout", role: "coach", reach: sentForm(helpAsked) },
  { name: "aanbod-scholen", role: null, reach: at("/aanbod") },
  { name: "aanbod-scholen", state: "fout", role: null, reach: sought("") },
  { name: "aanbod-scholen", state: "gevonden", role: null, reach: sought("rustige toetsruimte Arnhem"), posted: true },
  { name: "aanbod-scholen", state: "niets", role: null, reach: sought("een zwembad"), posted: true },
  { name: "aanbod-school", role: null, reach: offering },
  { name: "aanbod-team", role: null, reach: offeringTeam },
  { name: "aanbod-vergelijk", role: null, reach: below(offering, "/vergelijk") },
  { name: "aanbod", role: "policy_officer", reach: at("/beleid/aanbod") },
  { name: "aanbod-versie", state: "nieuw", role: "policy_officer", reach: first("/beleid/aanbod") },
  { name: "aanbod-versie", state: "fout", role: "policy_officer", reach: sentEmpty(first("/beleid/aanbod")) },
  { name: "aanbod-regel", state: "nieuw", role: "policy_officer", reach: below(first("/beleid/aanbod"), "/nieuw") },
  { name: "aanbod-regel", state: "fout", role: "policy_officer", reach: sentForm(below(first("/beleid/aanbod"), "/nieuw")) },
  { name: "aanbod-regel", role: "policy_officer", reach: below(first("/beleid/aanbod"), "/1") },
  { name: "aanbod-beloofd", role: "care_coordinator", reach: at("/werk/aanbod") },
  { name: "aanbod-beloofd", state: "houdt", role: "coach", reach: at("/werk/aanbod?lijst=houdt") },
  { name: "aanbod-stand", role: "policy_officer", reach: lineMarked },
  { name: "aanbod-stand", state: "fout", role: "policy_officer", reach: sentForm(lineMarked) },
  { name: "kennis", role: "team_manager", reach: at("/kennis") },
  { name: "kennis", state: "fout", role: "teacher", reach: sentForm(at("/kennis")) },
  { name: "kennis-schrijf", role: "policy_officer", reach: at("/kennis/schrijf") },
  { name: "kennis-schrijf", state: "fout", role: "teacher", reach: sentForm(at("/kennis/schrijf")) },
  { name: "kennis-vraag", role: "policy_officer", reach: at("/kennis/vraag") },
  { name: "praktijk", role: "coach", reach: at("/kennis/praktijk") },
  { name: "praktijk-schrijf", state: "fout", role: "teacher", reach: sentForm(at("/kennis/praktijk/schrijf")) },
  { name: "verdeling", role: "policy_officer", reach: at("/verdeling") },
  { name: "verdeling", state: "team", role: "team_manager", reach: at("/verdeling") },
  { name: "verdeling", state: "fout", role: "team_manager", reach: sentForm(at("/verdeling")) },
  { name: "verplaats", role: "care_coordinator", reach: at("/verdeling/verplaats") },
  { name: "verplaats", state: "wie", role: "care_coordinator", reach: letGo },
  { name: "verplaats", state: "fout", role: "care_coordinator", reach: sentForm(letGo) },
  { name: "verplaatst", role: "care_coordinator", reach: whoWent },
  { name: "klassen", role: "care_coordinator", reach: classesOf },
  { name: "overgedragen", role: "coach", reach: at("/werk/overgedragen") },
  { name: "mijn-coach", role: "student", reach: at("/mijn/coach") },
  { name: "mijn-coach", state: "ouder", role: "guardian", reach: at("/mijn/coach") },
  { name: "team-aanbod", role: "team_manager", reach: at("/team/aanbod") },
  { name: "team-aanbod-regel", role: "team_manager", reach: teamLine },
  { name: "team-aanbod-regel", state: "fout", role: "team_manager", reach: sentForm(teamLine) },
  { name: "ise", role: "care_coordinator", reach: at("/beleid/ise") },
  { name: "ise", state: "aantallen", role: "policy_officer", reach: at("/beleid/ise") },
  { name: "inlezen", role: "administrator", reach: at("/beheer/inlezen") },
  { name: "inlezen", state: "fout", role: "administrator", reach: sentEmpty(at("/beheer/inlezen")) },
  { name: "inlezen-bestand", role: "administrator", reach: brought(STAFF) },
  { name: "inlezen-bestand", state: "mis", role: "administrator", reach: brought(STAFF.replaceAll("@", " ")) },
  { name: "termijnen", role: "administrator", reach: at("/beheer/termijnen") },
  { name: "termijn", role: "administrator", reach: at("/beheer/termijnen?wat=exam_approvers") },
  { name: "termijn", state: "fout", role: "administrator", reach: sentEmpty(at("/beheer/termijnen?wat=kind_of_school")) },
  { name: "maatregelen", role: "administrator", reach: at("/beheer/maatregelen") },
  { name: "maatregel", role: "administrator", reach: catalogued("/beheer/maatregelen") },
  { name: "maatregel-nieuw", role: "administrator", reach: at("/beheer/maatregelen/nieuw") },
  { name: "maatregel-nieuw", state: "fout", role: "administrator", reach: sentEmpty(at("/beheer/maatregelen/nieuw")) },
  { name: "sjabloon", role: "administrator", reach: catalogued("/beheer/sjablonen") },
  { name: "sjabloon-nieuw", role: "administrator", reach: at("/beheer/sjablonen/nieuw") },
  { name: "sjabloon-nieuw", state: "fout", role: "administrator", reach: sentEmpty(at("/beheer/sjablonen/nieuw")) },
  { name: "privacy", role: "privacy_officer", reach: at("/privacy") },
  { name: "melding", role: "privacy_officer", reach: report },
  { name: "melding", state: "fout", role: "privacy_officer", reach: sentEmpty(report) },
  { name: "wissen", role: "privacy_officer", reach: purge },
  { name: "wissen", state: "fout", role: "privacy_officer", reach: sentEmpty(purge) },
  { name: "controle", role: "privacy_officer", reach: pressed("/privacy", "/privacy/controle"), posted: true },
];

/** Paths that show no page: whoever sends a form there is led on, or saves a file. */
const LEAD_ON = [
  "/taal", "/uitloggen", "/zoeken", "/concept/weg", "/werk.csv", "/papier/{version}", "/uitnodiging-brief", "/dossiers/{file}/delen/stop",
  "/beheer/accounts/{account}/meer", "/klas/{group}/lijst", "/zorg/belasting/{burden}/besluit", "/onderzoek/{year}/bestanden/{file}",
  "/onderzoek/{year}/microdata/{file}", "/mijn/alles/bestand",
  "/privacy/dossiers/{file}/alles", "/mijn/afspraken/{version}/evaluatie/document",
  "/dossiers/{file}/afspraken/{version}/evaluatie/document", "/examens/periodes/{period}/behoeften", "/examens/periodes/{period}/lijst",
  "/examens/periodes/{period}/tabel", "/examens/{exam}/behoeften", "/examens/{exam}/besluit", "/geschillen/{dispute}/ontvangst",
  "/intake/{application}/gesprek/brief", "/mijn/aanmelding/{application}/uitnodiging",
  "/dossiers/{file}/naar-werk/overgangsdocument", "/gedeeld/{share}/overgangsdocument", "/intake/{application}/besluit/brief", "/mijn/aanmelding/{application}/brief", "/mijn/examens/{file}/{exam}/besluit",
  "/mijn/geschil/{file}/{dispute}/ontvangst", "/sitemap.xml", "/aanbod/schema.json",
];

/** Of the paths of the program, those that none of the visited addresses is. A path with fewer names is the better fit. */
export const missed = (paths, visited) => {
  const names = (path) => path.split("{").length;
  const fits = (path, at) => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`).test(at);
  const best = (at) => paths.filter((path) => fits(path, at)).sort((a, b) => names(a) - names(b))[0];
  const seen = new Set([...visited].map(best));
  return paths.filter((path) => !seen.has(path) && !LEAD_ON.includes(path));
};

export const title = (entry) => (entry.state ? `${entry.name}-${entry.state}` : entry.name);
