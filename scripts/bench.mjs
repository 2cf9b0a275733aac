// Runs the workspace's benches one after another and prints what each measured beside the last committed result.
// Called by bench.sh, which explains the arguments.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

const RESULTS = "benches/results";
const args = process.argv.slice(2);
const save = args.includes("--save");
const wanted = args.filter((a) => !a.startsWith("--"));

const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--format-version", "1", "--no-deps"], { maxBuffer: 1 << 28 }),
);
const benches = metadata.packages
  .flatMap((p) => p.targets.filter((t) => t.kind.includes("bench")).map((t) => ({ crate: p.name, name: t.name })))
  .filter((b) => wanted.length === 0 || wanted.includes(b.name));
if (benches.length === 0) {
  console.error(wanted.length ? `no bench is called ${wanted.join(" or ")}` : "this workspace has no benches");
  process.exit(1);
}

// {a: {b: 1}} -> [["a.b", 1]]: the tables that benches print are compared number by number.
const flat = (value, path = "") =>
  typeof value === "number"
    ? [[path, value]]
    : value && typeof value === "object"
      ? Object.entries(value).flatMap(([k, v]) => flat(v, path ? `${path}.${k}` : k))
      : [];

let failed = false;
for (const { crate, name } of benches) {
  const run = spawnSync("cargo", ["bench", "--locked", "--package", crate, "--bench", name], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
  const last = run.stdout.trim().split("\n").pop();
  let found;
  try {
    found = JSON.parse(last);
  } catch {
    console.error(`bench ${name} failed (exit ${run.status}); its last line is no JSON: ${last}`);
    failed = true;
    continue;
  }
  const file = `${RESULTS}/${name}.json`;
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  const old = new Map(before ? flat(before.result) : []);
  console.log(`\n${name}${before ? `, beside ${before.on} (${before.machine})` : ", nothing committed yet"}`);
  for (const [key, now] of flat(found)) {
    const was = old.get(key);
    const change = was ? `${(((now - was) / was) * 100).toFixed(0)}%` : "";
    console.log(`  ${key.padEnd(44)} ${String(now).padStart(12)} ${String(was ?? "").padStart(12)} ${change.padStart(6)}`);
  }
  console.log(JSON.stringify({ bench: name, now: found, committed: before?.result ?? null }));
  if (save) {
    mkdirSync(RESULTS, { recursive: true });
    const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}`;
    const on = new Date().toISOString().slice(0, 10);
    writeFileSync(file, `${JSON.stringify({ on, machine, result: found }, null, 2)}\n`);
  }
}
process.exit(failed ? 1 : 0);
