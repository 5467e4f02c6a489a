// calls.c for JavaScript: node calls.mjs calls.wasm
import { readFile } from "node:fs/promises";

const calls = 50000000;
const host = { next: (x) => (Math.imul(x, 5) + 1) | 0 };
const module = await WebAssembly.compile(await readFile(process.argv[2]));
const { add, repeat } = (await WebAssembly.instantiate(module, { host }))
  .exports;

function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

function callIn(n) {
  let x = 0;
  for (let i = 0; i < n; i++) x = add(x, i);
  return x;
}

// V8 must have optimised both before they are measured.
for (let i = 0; i < 20; i++) callIn(100000), repeat(100000);

let start = cpu();
callIn(calls);
console.log("in", ((cpu() - start) / calls).toFixed(3));
start = cpu();
repeat(calls);
console.log("out", ((cpu() - start) / calls).toFixed(3));
