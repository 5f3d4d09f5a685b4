/** Names what Azure will name: the same text gives the same name, so that the same plan gives the same ids. */

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** A name for a role assignment whose own is not known before the deployment (FNV-1a of the text, in lower case). */
export function stableName(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text.toLowerCase()))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return `planned-${hash.toString(16).padStart(16, '0')}`;
}
