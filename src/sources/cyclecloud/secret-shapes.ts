/** Tells from a text's shape that there is a secret in it. */

import { isStandIn, type SecretKind } from './secret-names.ts';

/** A secret in a text: what it is, and where it starts. */
export type Shape = { readonly kind: SecretKind; readonly offset: number };

type Pattern = {
  readonly kind: SecretKind;
  readonly finds: RegExp;
  /** Whether a match in a text is a secret indeed. */
  readonly holds: (match: RegExpExecArray) => boolean;
};

/** Where two start in the same stretch of text, the earlier pattern names it. */
const PATTERNS: readonly Pattern[] = [
  { kind: 'private key', finds: /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----/g, holds: () => true },
  {
    // Storage ("Configure Azure Storage connection strings"), Service Bus and Event Hubs.
    kind: 'connection string',
    finds: /\b(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{40,100}={0,2})/gi,
    holds: match => isVaried(match[1]!),
  },
  {
    kind: 'connection string',
    finds: /\b(?:Password|Pwd)=([^;\s"'<>{}$]{4,128});/gi,
    holds: match => !isStandIn(match[1]!),
  },
  {
    // An HMAC-SHA256 in base64, percent-encoded, next to an expiry or a stored policy ("Create a service SAS").
    kind: 'shared access signature',
    finds: /\bsig=([A-Za-z0-9%+/]{40,70})/g,
    holds: match => isVaried(match[1]!) && /\b(?:se|si|sv)=/.test(around(match)),
  },
  {
    // A password in an address.
    kind: 'password',
    finds: /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"'<>{}$]{1,64}:([^\s/:@"'<>{}$]{3,128})@/gi,
    holds: match => !isStandIn(match[1]!),
  },
  {
    // 64 bytes in base64 ("Manage storage account access keys"); digests have their algorithm and a hyphen before them.
    kind: 'storage account key',
    finds: /(?<![A-Za-z0-9+/-])[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])/g,
    holds: match => isVaried(match[0]),
  },
  {
    // Microsoft Entra's application secrets carry "Q~" behind three characters and a digit.
    kind: 'client secret',
    finds: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/g,
    holds: match => isVaried(match[0]),
  },
];

/** The secrets in a text, in their order. */
export function shapesIn(text: string): Shape[] {
  const found: (Shape & { readonly end: number })[] = [];
  for (const { kind, finds, holds } of PATTERNS) {
    for (const match of text.matchAll(finds)) {
      const end = match.index + match[0].length;
      const isTaken = found.some(other => match.index < other.end && end > other.offset);
      if (!isTaken && holds(match)) found.push({ kind, offset: match.index, end });
    }
  }
  return found.sort((a, b) => a.offset - b.offset).map(({ kind, offset }) => ({ kind, offset }));
}

/** Keys are random; one of few different characters stands in for a key: `AAAA…==`. */
function isVaried(key: string): boolean {
  return new Set(key).size >= 16;
}

/** The unbroken text around a match, as far as a query string goes. */
function around(match: RegExpExecArray): string {
  const before = match.input.slice(Math.max(0, match.index - 600), match.index).split(/[\s"'<>]/);
  const after = match.input.slice(match.index, match.index + 600).split(/[\s"'<>]/);
  return `${before.at(-1)}${after[0]}`;
}
