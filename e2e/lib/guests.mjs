// Visitors who are kept: one per role and language, signed in once, because signing in is slow by design.
import { visitor } from "./browser.mjs";
import { signIn, speak } from "./visit.mjs";

/** `signedIn` carries sessions from one set of guests to the next: a map that the caller keeps. */
export function guests(browser, school, options = {}, signedIn = new Map()) {
  const kept = new Map();
  return {
    async of(role, language) {
      const key = `${role} ${language}`;
      if (!kept.has(key)) {
        const guest = await visitor(browser, school.base, { ...options, state: role ? signedIn.get(role) : undefined });
        if (role && !signedIn.has(role)) {
          await signIn(guest.page, school.account(role));
          signedIn.set(role, await guest.context.storageState());
        } else {
          await guest.page.goto("/");
        }
        await speak(guest.page, language);
        kept.set(key, guest);
      }
      return kept.get(key);
    },
    async close() {
      for (const guest of kept.values()) await guest.close();
      kept.clear();
    },
  };
}
