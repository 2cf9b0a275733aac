// Visitors who are kept: one per role and language, signed in once, because signing in is slow by design.
import { visitor } from "./browser.mjs";
import { signIn, speak } from "./visit.mjs";

export function guests(browser, school, options = {}) {
  const kept = new Map();
  return {
    async of(role, language) {
      const key = `${role} ${language}`;
      if (!kept.has(key)) {
        const guest = await visitor(browser, school.base, options);
        if (role) await signIn(guest.page, school.account(role));
        else await guest.page.goto("/");
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
