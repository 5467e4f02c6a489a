// Writes the files that a YoWASP package carries inside its JavaScript to a
// directory. Usage: node unpack_resources.mjs RESOURCES.js DIRECTORY
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [resources, target] = process.argv.slice(2);
const { filesystem } = await import(pathToFileURL(resolve(resources)));

function unpack(entry, path) {
  if (entry instanceof URL) copyFileSync(fileURLToPath(entry), path);
  else if (typeof entry === "string" || entry instanceof Uint8Array)
    writeFileSync(path, entry);
  else {
    mkdirSync(path, { recursive: true });
    for (const [name, child] of Object.entries(entry))
      unpack(child, join(path, name));
  }
}
unpack(filesystem, target);
