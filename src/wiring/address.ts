/** Which declared addresses the IP rules of a firewall hold whole, by CIDR arithmetic on IPv4 and IPv6. */

import ipaddr from 'ipaddr.js';

/** A range of addresses as its first and last, both as numbers, of one family. */
type Range = { readonly family: 'ipv4' | 'ipv6'; readonly first: bigint; readonly last: bigint };

/** Whether a text is a single address or a CIDR range. */
export function isAddress(text: string): boolean {
  return rangeOf(text) !== undefined;
}

/**
 * The declared addresses that lie outside the rules, wholly or in part. Several rules may hold one range together.
 * A rule that is no address holds nothing.
 */
export function addressesOutside(declared: readonly string[], rules: readonly string[]): string[] {
  const held = rules.map(rangeOf).filter(range => range !== undefined);
  return declared.filter(address => {
    const range = rangeOf(address);
    return range === undefined || !isHeld(range, held);
  });
}

function isHeld(range: Range, held: readonly Range[]): boolean {
  const candidates = held
    .filter(({ family }) => family === range.family)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  let next = range.first;
  for (const { first, last } of candidates) {
    if (first > next) break;
    if (last >= next) next = last + 1n;
    if (next > range.last) return true;
  }
  return false;
}

// NOTE: ipaddr.js also accepts what Azure does not: octal and hexadecimal octets, short forms such as `10.1`, zones such as `%eth0`.
const DOTTED = /^(?:[\da-f:]+:)?(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}(?:\/\d{1,3})?$/i;
const HEXADECIMAL = /^[\da-f]*:[\da-f:]+(?:\/\d{1,3})?$/i;

function rangeOf(text: string): Range | undefined {
  const trimmed = text.trim();
  const [address, prefix] = trimmed.split('/');
  if (!(trimmed.includes('.') ? DOTTED : HEXADECIMAL).test(trimmed)) return undefined;
  if (address === undefined || !ipaddr.isValid(address) || (prefix !== undefined && !ipaddr.isValidCIDR(trimmed))) {
    return undefined;
  }
  const parsed = ipaddr.process(address);
  const mapped = trimmed.includes(':') && parsed.kind() === 'ipv4' ? 96 : 0;
  const bytes = parsed.toByteArray();
  const bits = bytes.length * 8;
  const length = prefix === undefined ? bits : Number(prefix) - mapped;
  if (length < 0 || length > bits) return undefined;
  const value = bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const size = 1n << BigInt(bits - length);
  const first = (value / size) * size;
  return { family: parsed.kind(), first, last: first + size - 1n };
}
