// Every page the browser looks at: for accessibility (pages.test.mjs) and for pictures (pictures.mjs). Whoever adds a
// page adds a line here; a page in two states is two lines. Roles are the codes of `access::Role`.

const at = (path) => async (page) => {
  await page.goto(path);
};

/** Follows the first link on `list` whose address is the prefix and one part more: an opaque id we cannot know. */
const first = (list, prefix = list) => async (page) => {
  await page.goto(list);
  const links = await page.getByRole("main").getByRole("link").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const found = links.find((href) => href?.startsWith(`${prefix}/`) && !/[/?#]/.test(href.slice(prefix.length + 1)));
  if (!found) throw new Error(`no link to ${prefix}/... on ${list}`);
  await page.goto(found);
};

/** A page below the one that `reach` opens. */
const below = (reach, tail) => async (page) => {
  await reach(page);
  await page.goto(new URL(page.url()).pathname + tail);
};

/** Sends the page's first form as it stands: nothing filled in, which each form must answer with words. */
const sentEmpty = (reach) => async (page) => {
  await reach(page);
  await page.getByRole("main").locator('form[method="post"]').first().getByRole("button").last().click();
  await page.waitForLoadState();
};

/** The form of a need, sent with words missing. Where something is known already the form stands behind a summary. */
const needWithoutWords = (reach) => async (page) => {
  await reach(page);
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

const file = first("/dossiers");
const applicant = first("/intake");

/** name, state: together they name test and picture. role: who looks (null: nobody signed in). reach: how to get there. */
export const PAGES = [
  { name: "start", role: null, reach: at("/") },
  { name: "inloggen", role: null, reach: at("/inloggen") },
  { name: "inloggen", state: "fout", role: null, reach: sentEmpty(at("/inloggen")) },
  { name: "niet-gevonden", role: null, reach: at("/dit-bestaat-niet") },

  { name: "werk", state: "intaker", role: "intaker", reach: at("/werk") },
  { name: "werk", state: "coach", role: "coach", reach: at("/werk") },
  { name: "intake", role: "intaker", reach: at("/intake") },
  { name: "intake-aanmelding", role: "intaker", reach: applicant },

  { name: "dossiers", role: "coach", reach: at("/dossiers") },
  { name: "zoeken", role: "coach", reach: searched("de") },
  { name: "zoeken", state: "leeg", role: "coach", reach: searched("xqzxqz") },
  { name: "dossier", role: "coach", reach: file },
  { name: "behoefte", role: "coach", reach: below(file, "/behoefte") },
  { name: "behoefte", state: "fout", role: "coach", reach: needWithoutWords(below(file, "/behoefte")) },
  { name: "afspraken-nieuw", role: "coach", reach: below(file, "/afspraken/nieuw") },
  { name: "afspraken-nieuw", state: "leeg", role: "coach", reach: below(file, "/afspraken/nieuw?leeg=1") },
  { name: "afspraken-nieuw", state: "fout", role: "coach", reach: sentEmpty(below(file, "/afspraken/nieuw?leeg=1")) },

  { name: "mijn", state: "student", role: "student", reach: at("/mijn") },
  { name: "mijn", state: "ouder", role: "guardian", reach: at("/mijn") },
  { name: "mijn-afspraken", role: "student", reach: first("/mijn", "/mijn/afspraken") },
  { name: "mijn-inzage", role: "student", reach: at("/mijn/inzage") },

  { name: "beheer", role: "administrator", reach: at("/beheer") },
  { name: "privacy", role: "privacy_officer", reach: at("/privacy") },
];

export const title = (entry) => (entry.state ? `${entry.name}-${entry.state}` : entry.name);
