// What docs/effort.md says that a task takes, held against what a run took: a number there is one that was counted.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const TEXT = readFileSync(new URL("../../docs/effort.md", import.meta.url), "utf8");

/** The row of a task: what it took when it was written, and the most that it may take. */
export function row(task, text = TEXT) {
  const cells = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const found = cells.filter((row) => row[1] === task);
  assert.equal(found.length, 1, `docs/effort.md has one row of "${task}"`);
  const said = /^(\d+) \(at most (\d+)\)/.exec(found[0][3]);
  assert.ok(said, `docs/effort.md says what "${task}" takes, and the most: ${found[0][3]}`);
  return { took: Number(said[1]), most: Number(said[2]) };
}

/** Holds a task to its row. Who made a page shorter writes the new number down. */
export function holds(t, count, task) {
  const { took, most } = row(task);
  const did = `${count.total} interactions: ${count.steps.join("; ")}`;
  t.diagnostic(did);
  assert.ok(count.total <= most, `at most ${most}, and it took ${did}`);
  assert.equal(count.total, took, `docs/effort.md says ${took} of "${task}", and it took ${did}`);
}
