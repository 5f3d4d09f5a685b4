/** Says of each read of a scan whether it works, by what its coverage states. */

import type { Coverage, CoverageStatus } from '../../model/estate.ts';
import { count } from '../printable.ts';
import type { Check, CheckState } from './doctor.ts';
import { isOfGraph, READS, type Read, unitOf } from './reads.ts';

/** How a gap begins that a credential leaves which gives no token. */
export const NO_TOKEN = 'The credential gave no token';

/** What is wired is found by these; the other reads are of what was found. */
const SEARCHED: ReadonlySet<string> = new Set(['resourcecontainers', 'resources', 'authorizationresources']);

/** A line for each read, and one for the sign-in that Microsoft Graph takes. */
export function checksOf(coverage: readonly Coverage[]): Check[] {
  const first = READS.filter(({ source }) => SEARCHED.has(source)).map(read => checkOf(read, coverage, true));
  const isFound = first.every(({ is }) => is === 'works');
  const check = (read: Read) => checkOf(read, coverage, isFound);
  return [
    ...READS.filter(({ source }) => !isOfGraph(source)).map(check),
    graphSignIn(coverage.filter(({ source }) => isOfGraph(source))),
    ...READS.filter(({ source }) => isOfGraph(source)).map(check),
  ];
}

/** `isFound`: all that there is to read was found. */
function checkOf({ source, what, idle }: Read, coverage: readonly Coverage[], isFound: boolean): Check {
  const units = new Map<string, CoverageStatus>();
  for (const one of coverage) {
    if (one.source !== source || one.status === 'unasked') continue;
    const unit = unitOf(one);
    if ((units.get(unit) ?? 'complete') === 'complete') units.set(unit, one.status);
  }
  if (units.size === 0) return { is: isFound ? 'not needed' : 'not asked', what, says: idle };
  // Few things belong to the whole tenant: where there are subscriptions, these are counted.
  if (units.size > 1 && units.get('/') === 'complete') units.delete('/');
  const statuses = [...units.values()];
  const whole = statuses.filter(status => status === 'complete').length;
  const is = statuses.every(status => status === 'denied') ? 'refused' : whole === units.size ? 'works' : 'partly';
  return { is, what, says: sayUnits(source, [...units.keys()], is, whole) };
}

/** `4 subscriptions`, `3 of 4 subscriptions`; nothing where the read is of the whole tenant. */
function sayUnits(source: string, units: readonly string[], is: CheckState, whole: number): string {
  const places = units.filter(unit => unit !== '/');
  if (places.length === 0) return '';
  const isSubscription = (unit: string) => unit.startsWith('/subscriptions/');
  const others = places.every(isSubscription) ? 'subscription' : 'scope';
  const noun = isOfGraph(source) ? 'principal' : source === 'arm/nameavailability' ? 'name' : others;
  return `${is === 'partly' ? `${whole} of ` : ''}${count(places.length, noun)}`;
}

function graphSignIn(coverage: readonly Coverage[]): Check {
  const what = 'Sign-in to Microsoft Graph';
  if (coverage.length === 0) return { is: 'not needed', what, says: 'nothing was to be asked there' };
  const isRefused = coverage.some(({ because }) => because?.startsWith(NO_TOKEN));
  return { is: isRefused ? 'refused' : 'works', what, says: '' };
}
