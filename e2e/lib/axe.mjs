// The accessibility rules that a machine can check: WCAG 2.0, 2.1 and 2.2, levels A and AA, with axe-core.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The violations on this page, each as one line that says where. No rule is switched off and nothing is left out. */
export async function violations(page) {
  // Straight into the page through the browser's own protocol: our content security policy allows no script at all.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const found = await page.evaluate(
    (tags) =>
      window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }).then((r) => r.violations),
    TAGS,
  );
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `axe ${rule.id}: ${node.target.join(" ")} (${rule.help}) ${shorten(node.html)}`),
  );
}

const shorten = (html) => (html.length > 160 ? `${html.slice(0, 160)}...` : html);
