/** Names that Azure makes out of texts: `guid` and `uniqueString`. */

import { createHash } from 'node:crypto';
import { foldId } from '../../../../model/resource-id.ts';
import { murmurHash64 } from '../murmur-hash.ts';
import { isPrincipal } from '../values.ts';
import { type Builtins, takesMany } from './builtin.ts';

/**
 * Arguments are joined with `-`. Of a principal nobody knows the characters: names made of it are stable and no others have
 * them, but Azure's will be different.
 */
export const HASHES: Builtins = {
  guid: takesMany('name', 1, texts => uuid5(NAMESPACE, together(texts))),
  uniquestring: takesMany('name', 1, texts => base32(murmurHash64(Buffer.from(together(texts), 'utf8')))),
};

/** Resource Manager's namespace of UUIDs of version 5 (RFC 9562, section 5.5). */
const NAMESPACE = '11fb06fb-712d-4ddd-98c7-e71bbd588830';

function together(texts: readonly string[]): string {
  return texts.map(text => (isPrincipal(text) ? foldId(text) : text)).join('-');
}

function uuid5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The 64 bits from the highest on, five to a character; the last holds four. */
function base32(value: bigint): string {
  const digits = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from({ length: 13 }, (_, index) => digits[Number(((value << 1n) >> BigInt(60 - 5 * index)) & 31n)]).join(
    '',
  );
}
