// Runs a WASI command in V8, as the reference for what Sinter's executable of
// the same module must print. Usage:
//   node run_v8.mjs MODULE [--dir HOST::GUEST]... [-- ARG...]
// The program sees the file name of the module without its suffix as its own
// name: the test gives the executable the same one.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { WASI } from "node:wasi";

const argv = process.argv.slice(2);
const file = argv.shift();
const preopens = {};
while (argv.length && argv[0] === "--dir") {
  const [host, guest] = argv[1].split("::");
  preopens[guest ?? host] = host;
  argv.splice(0, 2);
}
if (argv[0] === "--") argv.shift();

const wasi = new WASI({
  version: "preview1",
  args: [basename(file, ".wasm"), ...argv],
  env: {},
  preopens,
  returnOnExit: true,
});
const module = await WebAssembly.compile(await readFile(file));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
