// Holds the answers of `meedoen survey run` against the expected values of their cases, and prints the differences, then a
// table of how many agree and how closely (docs/survey-validation.md has it).
//
//   meedoen survey run CASES.json --out ANSWERS.json && node scripts/survey-compare.mjs CASES.json ANSWERS.json
//
// Exit code 1 when a case disagrees. The rules are those of the test `survey.rs`: rel_tol x |expected| + 1e-9, design
// effects and p-values 1e-7, rows by name.
import { readFileSync } from "node:fs";

const [caseFile, answerFile] = process.argv.slice(2);
if (!answerFile) {
  console.error("usage: survey-compare.mjs CASES.json ANSWERS.json");
  process.exit(2);
}
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const document = read(caseFile);
const cases = Array.isArray(document) ? document : document.cases;
const answers = new Map(read(answerFile).results.map((answer) => [answer.id, answer]));

const spelled = { NaN: NaN, Inf: Infinity, "-Inf": -Infinity };
const number = (value) => (typeof value === "number" ? value : (spelled[value] ?? null));
// JSON with keys in order, so that a row has one name however its keys stand.
const text = (value) =>
  value && typeof value === "object"
    ? `{${Object.keys(value).sort().map((key) => `${key}:${text(value[key])}`).join()}}`
    : String(value ?? "");
// The p of a quantile is a name, that of a test is not.
const name = (row) =>
  [row.row, row.var, row.level, row.by, row.cell, row.statistic === undefined && row.estimate !== undefined ? row.p : ""]
    .map(text)
    .join("|");

function compare(expected, found, path, tolerance, out) {
  if (Array.isArray(expected)) {
    if (expected[0] && typeof expected[0] === "object" && !Array.isArray(expected[0])) {
      for (const row of expected) {
        const other = (found ?? []).find((other) => name(other) === name(row));
        if (other) compare(row, other, `${path}[${name(row)}]`, tolerance, out);
        else out.wrong.push(`${path}: no row ${name(row)}`);
      }
    } else {
      if (expected.length !== found?.length) out.wrong.push(`${path}: not ${expected.length} values`);
      else expected.forEach((value, at) => compare(value, found[at], `${path}[${at}]`, tolerance, out));
    }
  } else if (expected && typeof expected === "object") {
    for (const key of Object.keys(expected)) compare(expected[key], found?.[key], `${path}.${key}`, tolerance, out);
  } else {
    const [a, b] = [number(expected), number(found)];
    if (a === null || b === null || !Number.isFinite(a) || !Number.isFinite(b)) {
      if (text(expected) !== text(found)) out.wrong.push(`${path}: ${found}, not ${expected}`);
      return;
    }
    const loose = /\.(deff|p)$/.test(path);
    const difference = Math.abs(a - b);
    // Beside a number that is zero but for rounding, a share of it says nothing.
    const relative = Math.abs(a) > 1e-12 || loose ? difference / Math.abs(a) || 0 : difference;
    if (loose) out.loose = Math.max(out.loose, relative);
    else out.strict = Math.max(out.strict, relative);
    if (difference > (loose ? Math.max(tolerance, 1e-7) : tolerance) * Math.abs(a) + 1e-9) {
      out.wrong.push(`${path}: ${found}, not ${expected} (${relative.toExponential(1)})`);
    }
  }
}

const table = new Map();
for (const one of cases) {
  const expected = one.product_expected ?? one.expected;
  const answer = answers.get(one.id) ?? { error: "no answer" };
  const out = { wrong: [], strict: 0, loose: 0 };
  const row = table.get(one.feature) ?? { cases: 0, agree: 0, refused: 0, strict: 0, loose: 0 };
  row.cases += 1;
  if (expected.error !== undefined) {
    // What R's algorithm could not solve, a better one may.
    if (answer.error === undefined && expected.error_class !== "r_limitation") out.wrong.push("answered what must be refused");
    if (answer.error !== undefined) row.refused += 1;
  } else if (answer.error !== undefined) out.wrong.push(`refused: ${answer.error}`);
  else for (const key of Object.keys(expected)) compare(expected[key], answer[key], `.${key}`, one.rel_tol, out);
  if (out.wrong.length) {
    console.log(`${one.id}: ${out.wrong.slice(0, 4).join("; ")}${out.wrong.length > 4 ? `; ${out.wrong.length - 4} more` : ""}`);
  } else {
    row.agree += 1;
    row.strict = Math.max(row.strict, out.strict);
    row.loose = Math.max(row.loose, out.loose);
  }
  table.set(one.feature, row);
}
const shown = (value) => (value ? value.toExponential(0) : "0");
console.log("\n| feature | cases | agree | refused, as they must be | largest relative difference | design effects, p-values |");
console.log("| --- | --- | --- | --- | --- | --- |");
let agree = 0;
for (const [feature, row] of table) {
  agree += row.agree;
  console.log(`| ${feature} | ${row.cases} | ${row.agree} | ${row.refused || ""} | ${shown(row.strict)} | ${row.loose ? shown(row.loose) : ""} |`);
}
console.log(`\n${agree} of ${cases.length} agree.`);
process.exit(agree === cases.length ? 0 : 1);
