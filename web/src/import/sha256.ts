const WORDS = 64;
const BLOCK = 64;

/**
 * SHA-256 (FIPS 180-4) over bytes as they come. The browser's own digest takes only what is all in memory, and is absent
 * where a page comes without TLS from another machine.
 */
export class Sha256 {
  readonly #state = primes(8).map((p) => fraction(Math.sqrt(p)));
  readonly #block = new Uint8Array(BLOCK);
  readonly #view = new DataView(this.#block.buffer);
  readonly #words = new Int32Array(WORDS);
  #length = 0;

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const from = this.#length % BLOCK;
      const taken = bytes.subarray(at, at + BLOCK - from);
      this.#block.set(taken, from);
      this.#length += taken.length;
      at += taken.length;
      if (this.#length % BLOCK === 0) this.#mix();
    }
  }

  /** The hash in hexadecimal digits; nothing may be added after it. */
  end(): string {
    const bits = this.#length * 8;
    this.add(Uint8Array.of(0x80));
    while (this.#length % BLOCK !== BLOCK - 8) this.add(Uint8Array.of(0));
    const length = new DataView(new ArrayBuffer(8));
    length.setUint32(0, Math.floor(bits / 2 ** 32));
    length.setUint32(4, bits % 2 ** 32);
    this.add(new Uint8Array(length.buffer));
    return this.#state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  #mix(): void {
    const w = this.#words;
    for (let i = 0; i < 16; i++) w[i] = this.#view.getInt32(i * 4);
    for (let i = 16; i < WORDS; i++) {
      const [a, b] = [w[i - 15]!, w[i - 2]!];
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, h] = this.#state as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < WORDS; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i]! + w[i]!) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      this.#state[i] = (this.#state[i]! + word) | 0;
    });
  }
}

const rounds = primes(WORDS).map((p) => fraction(Math.cbrt(p)));

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The first 32 bits behind the point. */
function fraction(value: number): number {
  return ((value - Math.floor(value)) * 2 ** 32) | 0;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) {
    if (found.every((p) => n % p !== 0)) found.push(n);
  }
  return found;
}
