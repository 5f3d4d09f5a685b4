/** What was not read whole, in words. */

import type { Gap } from '../model/finding.ts';
import { place } from './places.ts';
import { name, sentence } from './printable.ts';

/** So many scopes are named; the JSON report has all. */
const MOST_SCOPES = 5;

/** What was not read, where, and why, ready to be shown. */
export type SaidGap = { readonly what: string; readonly where: string; readonly because: string };

/** What is missing for one reason is said once: a permission may be, for many tables in hundreds of subscriptions. */
export function sayGaps(gaps: readonly Gap[]): SaidGap[] {
  const bySource = Map.groupBy(gaps, ({ source, because }) => `${source}\n${because}`);
  const alike = Map.groupBy(bySource.values(), group => {
    return [group[0]!.because, ...group.map(({ scope }) => scope)].join('\n');
  });
  return [...alike.values()].map(sources => {
    const scopes = sources[0]!.map(({ scope }) => scope);
    const rest = scopes.length - MOST_SCOPES;
    const where = scopes.slice(0, MOST_SCOPES).map(place).join(', ');
    return {
      what: sources.map(group => name(group[0]!.source)).join(', '),
      where: rest > 0 ? `${where} and ${rest} more` : where,
      because: sentence(sources[0]![0]!.because),
    };
  });
}

/** The same, a line each. */
export function gapLines(gaps: readonly Gap[]): string[] {
  return sayGaps(gaps).map(({ what, where, because }) => `${what} at ${where}: ${because}`);
}
