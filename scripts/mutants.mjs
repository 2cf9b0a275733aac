// Holds what survived to what docs/mutants.md names, and counts it by room.
// usage: node scripts/mutants.mjs FOLDER docs/mutants.md
import { readFileSync } from "node:fs";

const [folder, document] = process.argv.slice(2);
const lines = (name) => readFileSync(`${folder}/${name}`, "utf8").split("\n").filter(Boolean);
const room = (line) => /^crates\/([^/]+)\//.exec(line)?.[1] ?? "?";
// Without its line and column, which move with every edit: `crates/x/src/y.rs: replace ...`.
const place = (line) => line.replace(/:\d+:\d+:/, ":");

const named = new Set([...readFileSync(document, "utf8").matchAll(/^\| `(crates\/[^`]+)` \|/gm)].map((found) => found[1].replaceAll("\\|", "|")));
const survived = [...lines("missed.txt"), ...lines("timeout.txt")];
const count = {};
for (const line of lines("caught.txt")) (count[room(line)] ??= { caught: 0, survived: 0 }).caught += 1;
for (const line of survived) (count[room(line)] ??= { caught: 0, survived: 0 }).survived += 1;

let wrong = 0;
for (const [name, { caught, survived: alive }] of Object.entries(count)) {
  const share = (100 * alive) / (caught + alive);
  console.log(`${name}: ${alive} of ${caught + alive} survived (${share.toFixed(1)}%)`);
  if (name === "access" && alive > 0) wrong += 1;
  if (name === "register" && share >= 3) wrong += 1;
}
for (const line of survived.filter((line) => !named.has(place(line)))) {
  console.log(`survived and not named in ${document}: ${line}`);
  wrong += 1;
}
process.exit(wrong > 0 ? 1 : 0);
