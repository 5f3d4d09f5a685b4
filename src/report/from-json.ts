/** Takes a JSON report apart again: what `json` drew, as the result that it was drawn from. */

import type { Finding, Result } from '../model/finding.ts';

/** What a JSON report says of itself. */
export const FORMAT = 'midrift-result';
export const VERSION = 1;

/** A JSON report that keeps to `schemas/result.schema.json`. */
export type Document = Omit<Result, 'findings' | 'subscriptions'> & {
  readonly format: string;
  readonly version: number;
  readonly summary: { readonly subscriptions: number };
  readonly results: readonly Finding[];
};

/** The result that a document holds. */
export function fromJson({ format: _, version: __, summary, results, ...rest }: Document): Result {
  return { ...rest, findings: results, subscriptions: summary.subscriptions };
}
