/** Draws what a run could not tell as notifications of the tool. */

import type { Notification } from 'sarif';
import type { Finding, Gap } from '../model/finding.ts';
import { place } from './places.ts';
import { count, name, printable, sentence, stopped } from './printable.ts';
import { logicalLocation, noLinks } from './sarif-result.ts';
import { type IndexedRule, sarifId } from './sarif-rule.ts';

/** An undecided check. */
export function unknownNotification(
  { level, subject, message, because }: Finding,
  of: IndexedRule | undefined,
): Notification {
  const why = because === undefined ? '' : `: ${sentence(because)}`;
  return {
    descriptor: { id: 'unknown' },
    level: level === 'note' ? 'note' : 'warning',
    ...(of !== undefined && { associatedRule: { id: sarifId(of.rule), index: of.index } }),
    locations: [{ logicalLocations: [logicalLocation(subject)] }],
    message: { text: noLinks(stopped(`Unknown for ${name(subject.name)} whether: ${sentence(message)}${why}`)) },
  };
}

/** A part of Azure that was not read whole. */
export function gapNotification({ source, scope, because }: Gap): Notification {
  const text = `${name(source)} at ${place(scope)} was not read whole: ${sentence(because)}`;
  return {
    descriptor: { id: 'gap' },
    level: 'warning',
    locations: [{ logicalLocations: [{ fullyQualifiedName: printable(scope), kind: 'resource' }] }],
    message: { text: noLinks(stopped(text)) },
  };
}

/** More failures than fit. */
export function cutNotification(failures: number, kept: number): Notification {
  const left = `${count(failures - kept, 'failure')} of ${failures} were left out, the least severe ones`;
  return {
    descriptor: { id: 'cut' },
    level: 'warning',
    message: { text: `${left}: GitHub shows ${kept} at most. The JSON report has them all.` },
  };
}
