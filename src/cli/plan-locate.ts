/** Where in a plan a finding about the planned estate belongs. */

import type { Estate } from '../estate/estate.ts';
import { factOf, isUnknown } from '../model/fact.ts';
import type { Finding, Location } from '../model/finding.ts';
import { isGuid } from '../model/guid.ts';
import { textAt } from '../model/json.ts';
import type { BodyPath, Operation } from '../model/plan.ts';
import { foldId, scopeAndParents } from '../model/resource-id.ts';
import { ROLE_ASSIGNMENT } from '../model/resource-types.ts';
import type { Subject } from '../subjects/subjects.ts';

/** What an operation concerns: ids, scopes and principals, folded. */
type Concern = {
  readonly operation: Operation;
  readonly id: string;
  readonly scope?: string;
  readonly holder?: string;
};

/** What the operations of a plan have to do with subjects and findings. */
export type PlanPlaces = {
  /** The place of the plan that has most to do with a subject; undefined where none has. */
  readonly locate: (subject: Subject) => Location | undefined;
  /** The place of the very setting that a finding rests on, where the plan writes it. */
  readonly settingOf: (finding: Finding) => Location | undefined;
  /** Whether an operation is about the subject itself, or about a resource or grant that it names. */
  readonly concerns: (subject: Subject) => boolean;
};

/** `before` has what a deletion says no more: whom a grant was for. */
export function planPlaces(operations: readonly Operation[], before: Estate): PlanPlaces {
  const concerns = operations.map(operation => concernOf(operation, before));
  const byId = Map.groupBy(concerns, ({ id }) => id);
  const byScope = Map.groupBy(
    concerns.filter(({ scope }) => scope !== undefined),
    ({ scope }) => scope!,
  );
  const last = (id: string) => byId.get(foldId(id))?.at(-1)?.operation;
  // A grant of the very identity on the very resource before the resource itself, before what lies around it.
  const bestFor = (subject: Subject): { readonly operation: Operation; readonly isNear: boolean } | undefined => {
    const mentioned = mentionedBy(subject);
    const around = [...new Set(mentioned.flatMap(each => scopeAndParents(each)))];
    const grants = around.flatMap(scope => byScope.get(scope) ?? []);
    const near =
      grants.find(({ holder }) => holder !== undefined && mentioned.includes(holder)) ??
      mentioned.flatMap(id => byId.get(id) ?? [])[0];
    if (near !== undefined) return { operation: near.operation, isNear: true };
    const far = around.flatMap(id => byId.get(id) ?? [])[0] ?? mentioned.flatMap(id => byScope.get(id) ?? [])[0];
    return far === undefined ? undefined : { operation: far.operation, isNear: false };
  };
  return {
    locate: subject =>
      subject.at ?? last(ownerOf(subject))?.locate(pathOf(subject)) ?? bestFor(subject)?.operation.locate(),
    settingOf: ({ evidence }) => {
      for (const item of evidence.toReversed()) {
        if (item.is !== 'setting') continue;
        const operation = last(item.resource);
        const [path] = /^(?:properties|identity)\b[\w.[\]]*/.exec(item.source) ?? [];
        if (operation !== undefined && path !== undefined) return operation.locate(stepsOf(path));
      }
      return undefined;
    },
    concerns: subject => last(ownerOf(subject)) !== undefined || bestFor(subject)?.isNear === true,
  };
}

/** The resource whose part a subject is. */
function ownerOf({ system, id }: Subject): string {
  return (system ?? id).replace(/#.*$/, '');
}

function concernOf(operation: Operation, before: Estate): Concern {
  const id = foldId(operation.id);
  if (operation.type !== ROLE_ASSIGNMENT) return { operation, id };
  const row = operation.does === 'delete' ? before.row('authorizationresources', id) : operation.body;
  const holder = factOf(() => textAt(row, 'properties', 'principalId'));
  const end = id.lastIndexOf('/providers/microsoft.authorization/');
  return {
    operation,
    id,
    scope: end > 0 ? id.slice(0, end) : '/',
    ...(holder === undefined || isUnknown(holder) ? {} : { holder: holder.toLowerCase() }),
  };
}

/** The part of a cluster that a subject is about. */
function pathOf(subject: Subject): BodyPath {
  if (subject.kind === 'nexus.identity') return ['identity'];
  if (!('setting' in subject.variables)) return [];
  return stepsOf(String(subject.variables.setting.path));
}

function stepsOf(path: string): BodyPath {
  return path
    .split(/[.[\]]/)
    .filter(step => step !== '')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step));
}

/** Every id and principal among the facts of a subject, folded. */
function mentionedBy(subject: Subject): readonly string[] {
  const found = new Set<string>([foldId(subject.id.replace(/#.*$/, ''))]);
  for (const facts of Object.values(subject.variables)) {
    for (const value of Object.values(facts as { readonly [field: string]: unknown })) {
      if (typeof value !== 'string' || value === '') continue;
      if (value.startsWith('/')) found.add(foldId(value));
      else if (value.startsWith('principal-of:') || isGuid(value)) found.add(value.toLowerCase());
    }
  }
  return [...found];
}
