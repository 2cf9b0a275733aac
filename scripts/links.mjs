// Every relative link in our documents leads to a file. Called by lint.sh.
import { existsSync, readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";

const files = execFileSync("git", ["ls-files", "*.md"], { encoding: "utf8" }).trim().split("\n");
const dead = files.flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map((m) => m[1])
    .filter((to) => !/^[a-z]+:/.test(to) && !existsSync(join(dirname(file), to)))
    .map((to) => `${file}: ${to} is not there`),
);
if (dead.length > 0) {
  console.error(dead.join("\n"));
  process.exit(1);
}
