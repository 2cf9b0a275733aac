// What any visitor does: sign in, change the language. By the words on the page, as a person would find them.
const SIGN_IN = /^(inloggen|log in|sign in)$/i;

/** Signs in as a demo account. Sign-in is never counted as an interaction. */
export async function signIn(page, account) {
  await page.goto("/inloggen");
  await page.getByLabel(/^e-?mail/i).fill(account.email);
  await page.getByLabel(/^(wachtwoord|password)/i).fill(account.password);
  await page.getByRole("main").getByRole("button", { name: SIGN_IN }).click();
  await page.waitForLoadState();
  if (new URL(page.url()).pathname === "/inloggen") {
    throw new Error(`${account.email} cannot sign in: ${await page.getByRole("main").innerText()}`);
  }
}

/** Signing out stands in the menu under one's own name. */
export async function signOut(page) {
  await page.getByRole("banner").locator("summary").click();
  await page.getByRole("button", { name: /^(uitloggen|log out|sign out)$/i }).click();
  await page.waitForLoadState();
}

/** Turns the page to `language` with its own switch, which stays on the page; leaves it alone when it already is. */
export async function speak(page, language) {
  const current = await page.locator("html").getAttribute("lang");
  if (current?.startsWith(language)) return;
  const name = language === "nl" ? /nederlands/i : /english/i;
  const turn = page.getByRole("button", { name }).or(page.getByRole("link", { name })).first();
  await turn.click();
  await page.waitForLoadState();
  const now = await page.locator("html").getAttribute("lang");
  if (!now?.startsWith(language)) throw new Error(`the switch to ${language} left the page in ${now}`);
}
