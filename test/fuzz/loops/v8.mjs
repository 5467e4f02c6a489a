// The test modules in V8, as a second opinion. Usage:
//   node v8.mjs FOLDER COUNT
// FOLDER has, for each number below COUNT, a module N.wasm, the memory image
// N.image and a description N.json of its calls. The outcomes go to N.v8, one
// line each, in the form that Native.cpp has them.
import { readFileSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

const [folder, count] = process.argv.slice(2);
const prime = 0x100000001b3n;
const mostPages = 4, hugeWindow = 128 << 10;
const messages = {
  "memory access out of bounds": "out of bounds memory access",
  "divide by zero": "integer divide by zero",
  "remainder by zero": "integer divide by zero",
  "table index is out of bounds": "undefined element",
};

// A module with a 64-bit memory of no pages.
const memory64 = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 4, 0);
if (!WebAssembly.validate(memory64))
  setFlagsFromString("--experimental-wasm-memory64");

const hex = (n) => BigInt.asUintN(64, n).toString(16).padStart(16, "0");

class Engine {
  constructor(description, binary, image) {
    this.description = description;
    this.module = new WebAssembly.Module(binary);
    this.image = image;
    this.instantiate();
  }

  instantiate() {
    const { imported, maximum, pages } = this.description;
    const env = {
      trace: (x, y) => {
        for (const word of [BigInt(x >>> 0), BigInt.asUintN(64, y)])
          this.told = BigInt.asUintN(64, (this.told ^ word) * prime);
      },
      grow: (x) => {
        const before = this.bytes() / 65536;
        if ((x & 7) === 3 && before < mostPages) this.tryToGrow();
        return before;
      },
    };
    if (imported) env.memory = new WebAssembly.Memory({ initial: pages, maximum });
    this.exports = new WebAssembly.Instance(this.module, { env }).exports;
    this.memory = this.exports.memory;
  }

  tryToGrow() {
    // Engines from before memory64 was finished want a number there too.
    for (const one of this.description.memory64 ? [1n, 1] : [1])
      try {
        this.memory.grow(one);
        return;
      } catch (error) {
        if (error instanceof RangeError) return; // beyond its maximum
        if (!(error instanceof TypeError)) throw error;
      }
  }

  bytes() {
    return this.memory.buffer.byteLength;
  }

  fill() {
    const size = this.bytes();
    const windows = this.description.huge
      ? [[0, hugeWindow], [size - hugeWindow, size]] : [[0, size]];
    for (const [from, to] of windows)
      for (let at = from; at < to; at += this.image.length)
        new Uint8Array(this.memory.buffer, at, this.image.length).set(this.image);
  }

  call(name, args) {
    if (this.bytes() !== this.description.pages * 65536) this.instantiate();
    this.fill();
    this.exports.reset();
    this.told = 0n;
    let end = "returns", result = 0n;
    try {
      result = this.exports[name](...args.map((text, i) =>
        i < 4 && this.description.memory64 ? BigInt(text) : Number(text)));
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      end = messages[error.message] ?? error.message;
    }
    return `${end}: result ${hex(result)} memory ${hex(this.exports.digest())}` +
      ` bytes ${this.bytes()} globals ${hex(this.exports.state())}` +
      ` trace ${hex(this.told)}`;
  }
}

for (let i = 0; i < Number(count); i++) {
  const read = (suffix) => readFileSync(`${folder}/${i}.${suffix}`);
  const description = JSON.parse(read("json"));
  let lines;
  try {
    const engine = new Engine(description, read("wasm"), read("image"));
    lines = description.calls.map(([name, args]) => engine.call(name, args));
  } catch (error) {
    lines = [`unusable: ${error.message}`];
  }
  writeFileSync(`${folder}/${i}.v8`, lines.join("\n") + "\n");
}
