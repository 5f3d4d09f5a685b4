/** Holds the wiring against a lock: changes with their authors, as subjects that rules judge and as findings. */

import { judge } from '../comply/judge.ts';
import { compare } from '../drift/compare.ts';
import { driftWiring } from '../drift/drawing/drawing.ts';
import { evidenceOf } from '../drift/evidence.ts';
import { withAuthors } from '../drift/history.ts';
import { silentOn } from '../drift/versions.ts';
import { madeBy, whatOf } from '../drift/words.ts';
import type { Estate } from '../estate/estate.ts';
import type { DriftReview } from '../model/drift-review.ts';
import { Unknown } from '../model/fact.ts';
import type { Finding, Location, Notice } from '../model/finding.ts';
import type { Change, Comparison, Lock, LockPath } from '../model/lock.ts';
import type { DiffEntry } from '../report/diff.ts';
import type { Rule } from '../rules/rule.ts';
import type { Subject } from '../subjects/subjects.ts';
import { approvalOf } from '../wiring/approval/approval.ts';

type ChangeSubject = Subject<'drift.change'>;

/** What differs, with who is known to have changed it. */
export function compareWiring(lock: Lock, subjects: readonly Subject[], estate: Estate): Comparison {
  const compared = compare(lock, approvalOf(subjects, estate));
  const assignment = (id: string) => estate.row('authorizationresources', id) ?? estate.row('arm/denyassignments', id);
  return { ...compared, changes: withAuthors(compared.changes, estate.rows('resourcechanges'), assignment) };
}

/** The findings of rules on drift; evidence says what was approved and who changed it. `at` is the start of the lock. */
export function judgeDrift(rules: readonly Rule[], comparison: Comparison, at: Location): Finding[] {
  const subjects = driftSubjects(comparison, at);
  const changes = new Map(comparison.changes.map(change => [subjectId(change), change]));
  const findings = judge(rules, subjects, {
    ask: () => {
      throw new Error('a change is nothing that access could be asked of');
    },
    locate: ({ at: place }) => place ?? at,
  });
  // That a rule speaks of another kind of change is nothing that was checked.
  const applicable = findings.filter(({ verdict }) => verdict !== 'not-applicable');
  return applicable.map(finding => {
    const change = changes.get(finding.subject.id);
    if (finding.verdict !== 'fail' || change === undefined) return finding;
    return { ...finding, evidence: [...finding.evidence, ...evidenceOf(change)] };
  });
}

/** The changes as a diff shows them, with the gravest failure that speaks of each. */
export function diffEntries({ changes }: Comparison, findings: readonly Finding[]): DiffEntry[] {
  const failures = findings.filter(({ verdict, waived }) => verdict === 'fail' && waived === undefined);
  const bySubject = Map.groupBy(failures, ({ subject }) => subject.id);
  return changes.map(change => {
    const [failure] = bySubject.get(subjectId(change)) ?? [];
    return {
      change,
      made: madeBy(change.author),
      ...(failure === undefined ? {} : { judged: { level: failure.level, rule: failure.rule } }),
    };
  });
}

/** What reports say of a comparison besides its findings. */
export function reviewOf(
  { lock, file }: { readonly lock: Lock; readonly file: string },
  comparison: Comparison,
  subjects: readonly Subject[],
  estate: Estate,
): { readonly drift: DriftReview; readonly notices: readonly Notice[] } {
  const silent = silentOn(lock.version);
  const says = `This lock is of version ${lock.version}, which does not speak of ${silent.slice(0, -1).join(', ')} and ${silent.at(-1)}: they are not compared until midrift lock approves them.`;
  return {
    drift: {
      lock: file,
      changes: comparison.changes.map(({ assignment: _, called, ...change }) => ({
        ...change,
        what: whatOf(called === undefined ? change : { ...change, called }),
        made: madeBy(change.author),
        subject: subjectId(change),
      })),
      unread: comparison.uncompared.map(({ topic, because, paths }) => ({ topic, because, facts: paths.length })),
      unchanged: [...comparison.unchanged.values()].reduce((sum, number) => sum + number, 0),
      wiring: driftWiring(lock, approvalOf(subjects, estate), comparison),
    },
    notices: silent.length === 0 ? [] : [{ says, location: { file, line: 1, column: 1 } }],
  };
}

function driftSubjects({ changes, uncompared, unchanged }: Comparison, start: Location): ChangeSubject[] {
  return [
    ...changes.map(
      (change): ChangeSubject => ({
        kind: 'drift.change',
        id: subjectId(change),
        name: whatOf(change),
        ...(change.system === undefined ? {} : { system: change.system }),
        at: change.location,
        variables: {
          change: {
            topic: change.topic,
            is: change.is,
            what: whatOf(change),
            before: change.before,
            after: change.after,
            made: madeBy(change.author),
          },
        },
      }),
    ),
    ...uncompared.map(({ topic, because, paths, location }): ChangeSubject => {
      const what = `${counted(paths.length)} (${topic}) that could not be compared`;
      const unknown = new Unknown(because);
      const change = { topic, is: unknown, what, before: unknown, after: unknown, made: unknown };
      return {
        kind: 'drift.change',
        id: `/#drift/${paths[0]!.join('/')}/unread/${topic}`,
        name: what,
        at: location,
        variables: { change },
      };
    }),
    ...[...unchanged.keys()].sort().map((topic): ChangeSubject => {
      const what = `${counted(unchanged.get(topic)!)} (${topic}) as approved`;
      const change = { topic, is: 'none', what, before: '', after: '', made: '' };
      return { kind: 'drift.change', id: `/#drift/unchanged/${topic}`, name: what, at: start, variables: { change } };
    }),
  ];
}

function subjectId({ resource, path }: Pick<Change, 'resource' | 'path'>): string {
  return `${resource}#drift/${pathOf(path)}`;
}

function pathOf([section, , ...keys]: LockPath): string {
  return keys.length === 0 ? section : keys.join('/');
}

function counted(number: number): string {
  return number === 1 ? '1 fact' : `${number} facts`;
}
