/** Draws what a run could not tell as notifications of the tool. */

import type { Notification } from 'sarif';
import type { Finding, Gap, Notice } from '../model/finding.ts';
import { place } from './places.ts';
import { count, name, printable, sentence, stopped } from './printable.ts';
import { logicalLocation, noLinks, physicalLocation } from './sarif-result.ts';
import { type IndexedRule, sarifId } from './sarif-rule.ts';

/** An undecided check. */
export function unknownNotification(
  { level, subject, message, because }: Finding,
  of: IndexedRule | undefined,
  cloud: string,
): Notification {
  const why = sentence(because ?? 'a fact that it needs could not be read');
  const asked = `${name(subject.name)}: ${sentence(message).replace(/\.$/, '')}?`;
  return {
    descriptor: { id: 'unknown' },
    level: level === 'note' ? 'note' : 'warning',
    ...(of !== undefined && { associatedRule: { id: sarifId(of.rule), index: of.index } }),
    locations: [{ logicalLocations: [logicalLocation(subject, cloud)] }],
    message: { text: noLinks(stopped(`${asked} Not known because ${why}`)) },
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

/** Something about the run's own input. */
export function inputNotification({ says, location }: Notice): Notification {
  return {
    descriptor: { id: 'notice' },
    level: 'warning',
    locations: [{ physicalLocation: physicalLocation(location, undefined) }],
    message: { text: noLinks(stopped(sentence(says))) },
  };
}

/** Failures that are left out because they are accepted: GitHub would show them as alerts, as it reads no suppressions. */
export function waivedNotification(waived: number): Notification {
  const were = waived === 1 ? 'was' : 'were';
  return {
    descriptor: { id: 'waived' },
    level: 'note',
    message: { text: `${count(waived, 'waived failure')} ${were} left out. The JSON report has them all.` },
  };
}

/** Part of something that does not fit: which part, and what the limit is. */
export function cutNotification(what: string, whole: number, kept: number, which: string, limit: string): Notification {
  const left = `${count(whole - kept, what)} of ${whole} ${whole - kept === 1 ? 'was' : 'were'} left out`;
  return {
    descriptor: { id: 'cut' },
    level: 'warning',
    message: { text: `${left}, ${which}: GitHub ${limit}. The JSON report has them all.` },
  };
}
