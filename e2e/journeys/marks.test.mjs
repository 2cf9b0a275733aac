// Marks that need no style sheet and no colour of ours: icons without CSS, tabs in forced colours, lists of choices at 200%
// text, and a student's name on paper.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visitor } from "../lib/browser.mjs";
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

async function as(role) {
  if (!people[role]) {
    people[role] = await visitor(browser, demo.base);
    await signIn(people[role].page, demo.account(role));
  }
  return people[role].page;
}

const main = (page) => page.getByRole("main");
const PAGES = [
  ["coach", "/werk"],
  ["coach", "/dossiers"],
  ["intaker", "/intake"],
  ["student", "/mijn"],
  ["student", "/mijn/inzage"],
  ["privacy_officer", "/privacy"],
];

/** The first file on the list. */
async function file(page) {
  await page.goto("/dossiers");
  await main(page).locator('a[href^="/dossiers/"]').first().click();
  await page.waitForLoadState();
}

test("without a style sheet no icon is larger than a word, and the line of a file fits its window", async () => {
  const sizes = (page) =>
    page.locator("svg").evaluateAll((all) =>
      all.map((svg) => {
        const { width, height } = svg.getBoundingClientRect();
        return { kind: svg.getAttribute("class"), width, height };
      }),
    );
  for (const [role, path] of [...PAGES, ["coach", "file"]]) {
    const page = await as(role);
    await page.route("**/*.css", (route) => route.abort());
    await (path === "file" ? file(page) : page.goto(path));
    const found = await sizes(page);
    assert.ok(found.length > 0, `${path} has icons`);
    for (const { kind, width, height } of found) {
      const drawing = kind === "mee-time__drawing";
      assert.ok(height <= (drawing ? 260 : 40), `${path}: ${kind} is ${height} high`);
      assert.ok(width <= (drawing ? 1280 : 40), `${path}: ${kind} is ${width} wide`);
    }
    if (path === "file") {
      // What the line shows stands in a list that needs no style sheet.
      assert.ok((await main(page).locator("ol > li").count()) >= 2);
      assert.match(await main(page).innerText(), /\d{4}: nu/);
    }
    await page.unroute("**/*.css");
  }
});

test("in forced colours exactly one tab looks current", async () => {
  for (const [role, path] of PAGES) {
    const page = await as(role);
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto(path);
    const tabs = await page.locator(".mee-nav__link").evaluateAll((all) =>
      all.map((tab) => ({
        current: tab.hasAttribute("aria-current"),
        border: getComputedStyle(tab).borderBlockEndColor,
        ground: getComputedStyle(document.body).backgroundColor,
      })),
    );
    await page.emulateMedia({ forcedColors: "none" });
    const seen = tabs.filter(({ border, ground }) => border !== ground);
    assert.equal(seen.length, 1, `${path}: ${JSON.stringify(tabs)}`);
    assert.ok(seen[0].current, path);
  }
});

test("at twice the text size no list of choices cuts its text", async () => {
  const page = await as("coach");
  await file(page);
  await page.goto(`${new URL(page.url()).pathname}/afspraken/nieuw?leeg=1`);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    const selects = await main(page).locator("select").evaluateAll((all) =>
      all
        .filter((select) => select.offsetParent !== null)
        .map((select) => {
          const style = getComputedStyle(select);
          const inner = select.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
          return { name: select.name, inner, line: parseFloat(style.fontSize) * 1.15, wide: select.offsetWidth, room: document.documentElement.clientWidth };
        }),
    );
    for (const { name, inner, line, wide, room } of selects) {
      assert.ok(inner >= line, `${name} at ${width}: a line of ${line} in ${inner}`);
      assert.ok(wide <= room, `${name} at ${width} sticks out`);
    }
    assert.ok(selects.length > 0, "there is a list of choices");
  }
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("what is printed carries the student's name, and nothing of the frame", async () => {
  const student = await as("student");
  await student.goto("/mijn");
  const name = await student.locator(".mee-menu__who").innerText();
  for (const path of ["/mijn", await main(student).locator('a[href^="/mijn/afspraken/"]').first().getAttribute("href")]) {
    await student.goto(path);
    await student.emulateMedia({ media: "print" });
    const text = await student.locator("body").innerText();
    await student.emulateMedia({ media: "screen" });
    assert.ok(text.includes(name), `${path} on paper has no name: ${text.slice(0, 300)}`);
    assert.doesNotMatch(text, /Uitloggen|Read this in English/, path);
  }
  const coach = await as("coach");
  await file(coach);
  const whole = await main(coach).locator("h1").innerText();
  await coach.emulateMedia({ media: "print" });
  const text = await coach.locator("body").innerText();
  await coach.emulateMedia({ media: "screen" });
  assert.ok(text.includes(whole));
  assert.doesNotMatch(text, /Uitloggen|Read this in English/);
});
