// wat2wasm.mjs NODE_MODULES IN OUT - assembles text that is too new for wabt,
// with the wasm-tools that the npm package jco contains. See wat.py.
import {readFileSync, writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const [modules, input, output] = process.argv.slice(2);
const {$init, tools} = await import(pathToFileURL(
    `${modules}/@bytecodealliance/jco-transpile/vendor/wasm-tools.js`));
await $init;
try {
  writeFileSync(output, tools.parse(readFileSync(input, 'utf8')));
} catch (e) {
  console.error(`${input}: ${e.message}`);
  process.exit(1);
}
