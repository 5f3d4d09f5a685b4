/** The hash behind `uniqueString`: two 32-bit lanes in the manner of MurmurHash3, with constants of Azure's own. */

const FIRST = 0x239b961b;
const SECOND = 0xab0e9789;

/** 64 bits; the seed is zero. */
export function murmurHash64(data: Uint8Array): bigint {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const whole = bytes.length - (bytes.length % 8);
  let [low, high] = [0, 0];
  for (let at = 0; at < whole; at += 8) {
    low = Math.imul(rotate(low ^ mixLow(bytes.readUInt32LE(at)), 19) + high, 5) + 0x561ccd1b;
    high = Math.imul(rotate(high ^ mixHigh(bytes.readUInt32LE(at + 4)), 13) + low, 5) + 0x0bcaa747;
  }
  const rest = bytes.length - whole;
  if (rest > 0) low ^= mixLow(bytes.readUIntLE(whole, Math.min(rest, 4)));
  if (rest > 4) high ^= mixHigh(bytes.readUIntLE(whole + 4, rest - 4));
  low ^= bytes.length;
  high ^= bytes.length;
  low += high;
  high += low;
  low = avalanche(low);
  high = avalanche(high);
  low = (low + high) >>> 0;
  high = (high + low) >>> 0;
  return (BigInt(high) << 32n) | BigInt(low);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function mixLow(word: number): number {
  return Math.imul(rotate(Math.imul(word, FIRST), 15), SECOND);
}

function mixHigh(word: number): number {
  return Math.imul(rotate(Math.imul(word, SECOND), 17), FIRST);
}

/** The finalizer of MurmurHash3. */
function avalanche(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
