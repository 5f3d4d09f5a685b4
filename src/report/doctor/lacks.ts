/** Gathers what a scan cannot read: once for one reason, with what it leaves undecided and what to do. */

import type { Coverage } from '../../model/estate.ts';
import { lastSegment } from '../../model/resource-id.ts';
import { place } from '../places.ts';
import { count, name } from '../printable.ts';
import type { Lack } from './doctor.ts';
import { isOfGraph, READS, type Read, unitOf } from './reads.ts';
import { type Remedied, remedyOf } from './remedy.ts';

type Gap = { readonly read: Read; readonly unit: string; readonly denied: boolean; readonly because: string };

/** So many places are named. */
const MOST = 5;

/** `assignee`: who is to be given a role, as the commands name them. */
export function lacksOf(coverage: readonly Coverage[], remedied: Remedied): Lack[] {
  const gaps = READS.flatMap(read =>
    coverage.flatMap((one): Gap[] => {
      const { source, status, because = '' } = one;
      const isGap = source === read.source && (status === 'denied' || status === 'partial');
      return isGap ? [{ read, unit: unitOf(one), denied: status === 'denied', because }] : [];
    }),
  );
  const ofReads = Map.groupBy(gaps, ({ read, denied, because }) => `${read.source} ${denied} ${reason(because)}`);
  const lacks = Map.groupBy(ofReads.values(), group => {
    const [{ read, denied, because }] = group as [Gap];
    return [isOfGraph(read.source), denied, reason(because), ...unitsOf(group)].join('\n');
  });
  return [...lacks.values()].map(groups => lackOf(groups, remedied));
}

function lackOf(groups: readonly (readonly Gap[])[], remedied: Remedied): Lack {
  const [{ read, denied, because }] = groups[0] as [Gap];
  const all = groups.map(group => group[0]!.read);
  // Where a subscription is not seen, nothing in it is: that is said once.
  const reads = read.source === 'resourcecontainers' ? [read] : all;
  const units = unitsOf(groups[0]!);
  const where = isOfGraph(read.source) ? principals(units) : places(units);
  const what = reads.map((one, index) => (index === 0 ? one.what : lowered(one.what))).join('; ');
  return {
    is: denied ? 'refused' : 'partly',
    what: where === '' ? what : `${what}: ${where}`,
    because: becauses(groups[0]!),
    open: reads.map(({ open }) => open),
    ...remedyOf({ sources: reads.map(({ source }) => source), units, denied, because }, remedied),
  };
}

function unitsOf(group: readonly Gap[]): string[] {
  return [...new Set(group.map(({ unit }) => unit))].sort();
}

/** Reasons that differ in more than what they quote. */
function becauses(group: readonly Gap[]): string[] {
  const said = Map.groupBy(group, ({ because }) => unquoted(because)).values();
  return [...said].slice(0, MOST).map(([first]) => first!.because);
}

function unquoted(because: string): string {
  return because.replaceAll(/'[^']*'/g, "''");
}

/** A reason without what differs between places and services: actions, scopes, and who answered. */
function reason(because: string): string {
  return unquoted(because)
    .replaceAll(/\/subscriptions\/[\w-]+/g, '')
    .replace(/^(?:Azure|Microsoft Graph) answered /, '')
    .replace(/[.\s]+$/, '');
}

function places(units: readonly string[]): string {
  const shown = units.slice(0, MOST).map(unit => (unit.startsWith('/') ? place(unit) : name(lastSegment(unit))));
  const rest = units.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function principals(units: readonly string[]): string {
  return units.includes('/') ? '' : count(units.length, 'principal');
}

/** Names stay as they are. */
function lowered(what: string): string {
  return /^(?:CycleCloud|Operator|VMs)/.test(what) ? what : what.slice(0, 1).toLowerCase() + what.slice(1);
}
