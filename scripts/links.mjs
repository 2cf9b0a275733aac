// Every relative link in our documents leads to a file. Called by lint.sh.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const SKIP = new Set(["target", "node_modules", "var", ".git", "npm", "pictures"]);
const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIP.has(entry.name) ? [] : walk(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
const files = walk(".");
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
