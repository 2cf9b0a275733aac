// A student writes a card, shows it, sees that a stranger opened it and ends the link; a coordinator lets three students go to another coach,
// and takes that back. What each takes stands in docs/effort.md.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { holds } from "../lib/effort.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

let browser, demo;
const people = {};
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
const exactly = (text) => new RegExp(`^${text.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** Somebody at a browser of their own, kept. */
async function as(role, options) {
  if (!people[role]) {
    people[role] = await visitor(browser, demo.base, options);
    await signIn(people[role].page, demo.account(role));
  }
  return people[role].page;
}

test("a student writes what helps, shows it to somebody without an account, sees that they looked and ends it", async (t) => {
  const page = await as("student", { width: 390 });
  await page.goto("/mijn");
  const writing = new Count(page);
  await writing.press(/^Ga naar de kaart$/);
  await writing.press(/^(Maak|Verander) je kaart$/);
  await writing.fill("Wat helpt mij?", "Geef mij de opdracht ook op papier.");
  await writing.press(/^Bewaar mijn kaart$/);
  await reads(page, /Geef mij de opdracht ook op papier/);
  holds(t, writing, "write what helps on one's card, from `/mijn`");

  await main(page).getByRole("button", { name: /^Een les of examen/ }).click();
  await page.waitForLoadState();
  assert.deepEqual(await violations(page), []);
  const path = (await main(page).innerText()).match(/\/kaart\/[A-Za-z0-9_-]{40,}/)[0];
  const stranger = await visitor(browser, demo.base, { width: 390 });
  await stranger.page.goto(path);
  assert.doesNotMatch(await main(stranger.page).innerText(), /op papier/, "fetching a link shows nothing");
  await main(stranger.page).getByRole("button", { name: /^Open de kaart$/ }).click();
  await reads(stranger.page, /Geef mij de opdracht ook op papier/);

  await page.goto("/mijn/kaart");
  await reads(page, /Eén keer geopend[\s\S]*iemand die niet was ingelogd/);
  const ending = new Count(page);
  await ending.press(/^Stop deze link/);
  await reads(page, /Gestopt\. Wie de link nog opent, ziet niets/);
  holds(t, ending, "end a link to one's card, from the card");
  await stranger.page.goto(path);
  await reads(stranger.page, /Deze link is gestopt/);
  assert.deepEqual(stranger.faults, []);
  await stranger.close();
});

/** A team with a coach who has three students or more, by name. */
async function team(page) {
  const links = (part) =>
    main(page)
      .locator(`a[href*="${part}"]`)
      .evaluateAll((all) => all.map((a) => [a.textContent, a.getAttribute("href")]));
  await page.goto("/verdeling/verplaats");
  for (const [name, href] of await links("/verdeling/verplaats?team=")) {
    await page.goto(href);
    for (const [coach, at] of await links("&coach=")) {
      await page.goto(at);
      if ((await main(page).getByRole("checkbox").count()) >= 3) return { name, coach };
    }
  }
  throw new Error("no coach has three students in a team");
}

test("a coordinator lets three students go to another coach, and takes that back", async (t) => {
  const page = await as("care_coordinator");
  const { name, coach } = await team(page);
  await page.goto("/verdeling");
  const count = new Count(page);
  await count.press(exactly(name));
  await count.press(/^Laat studenten naar een ander gaan$/);
  await count.press(exactly(coach));
  assert.deepEqual(await violations(page), []);
  for (const box of (await main(page).getByRole("checkbox").all()).slice(0, 3)) {
    await count.choose(exactly(await box.evaluate((one) => one.labels[0].textContent)), undefined, undefined, true);
  }
  const chosen = await main(page).getByRole("checkbox", { checked: true }).count();
  assert.equal(chosen, 3, "three students with names of their own");
  await count.choose("Naar wie?", { index: 1 });
  await count.choose("Waarom?", "de ander heeft meer tijd");
  await count.press(/^Laat ze gaan$/);
  await reads(page, /Het is geregeld[\s\S]*3 studenten van[\s\S]*de ander heeft meer tijd/);
  assert.deepEqual(await violations(page), []);
  holds(t, count, "let three students of a coach go to another, from `/verdeling`");

  const back = new Count(page);
  await back.press(/^Draai dit terug/);
  await reads(page, /Het is teruggedraaid[\s\S]*weer terug gegaan/);
  holds(t, back, "take that back, from what was arranged");
});

test("nobody met a fault of the page", () => {
  assert.deepEqual(Object.values(people).flatMap((guest) => guest.faults), []);
});
