// One Chromium for a test file, and contexts in it that remember everything that went wrong on their pages.
import { chromium } from "playwright-core";

// The machine's own Chromium: nothing is downloaded, and nothing it starts by itself reaches for the network.
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  "--disable-dev-shm-usage",
];

/** The widths every page is looked at: a small phone, a phone, a desk. */
export const WIDTHS = [320, 390, 1280];
export const LANGUAGES = ["nl", "en"];

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    headless: true,
    args: ARGUMENTS,
  });
}

/**
 * A fresh visitor: no cookies, no cache. `faults` fills with what no page may do: errors in the console, violations
 * of the content security policy, requests to anyone but us. `expect404` lets a test visit pages that are not there.
 */
export async function visitor(browser, base, { width = 1280, dark = false, javaScript = true, state } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    javaScriptEnabled: javaScript,
    storageState: state,
  });
  // Two browsers may share two processors: long enough for a page that waits its turn, short enough to say what is not there.
  context.setDefaultTimeout(20_000);
  const faults = [];
  const origin = new URL(base).origin;
  context.on("request", (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && new URL(url).origin !== origin) faults.push(`third-party request: ${url}`);
  });
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    // A page that answers 404 or 422 on purpose is reported by Chromium as a failed resource.
    if (/status of (4\d\d)/.test(message.text()) && message.location().url === message.page()?.url()) return;
    faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => faults.push(`page error: ${error.error().message}`));
  context.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  const page = await context.newPage();
  return { context, page, faults, close: () => context.close() };
}
