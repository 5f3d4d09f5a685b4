/** Addresses the slow and obvious way: every address of a small range is written down, and sets are compared. */

/** A range as its first sixteen-bit groups or octets, written out, and its prefix. */
export type SlowRange = { readonly family: 4 | 6; readonly bytes: readonly number[]; readonly prefix: number };

/** Every address of a range, as text of all its bytes. Only for ranges of few addresses. */
function members({ family, bytes, prefix }: SlowRange): Set<string> {
  const bits = bytes.map(byte => byte.toString(2).padStart(8, '0')).join('');
  const free = bytes.length * 8 - prefix;
  const found = new Set<string>();
  for (let number = 0; number < 2 ** free; number += 1) {
    const tail = free === 0 ? '' : number.toString(2).padStart(free, '0');
    found.add(`${family}:${bits.slice(0, prefix)}${tail}`);
  }
  return found;
}

/** Whether the ranges together hold every address of another. */
export function holdAll(held: readonly SlowRange[], range: SlowRange): boolean {
  const all = new Set(held.flatMap(one => [...members(one)]));
  return [...members(range)].every(address => all.has(address));
}

/** The range as people write it. */
export function written({ family, bytes, prefix }: SlowRange): string {
  if (family === 4) return `${bytes.join('.')}/${prefix}`;
  const groups = Array.from({ length: 8 }, (_, index) =>
    (bytes[index * 2]! * 256 + bytes[index * 2 + 1]!).toString(16),
  );
  return `${groups.join(':')}/${prefix}`;
}

/** An IPv4 range as an IPv6 one of mapped addresses. */
export function mapped({ bytes, prefix }: SlowRange): string {
  return `::ffff:${bytes.join('.')}/${prefix + 96}`;
}
