/** What is approved of a cluster: the identities that it has, and what it does as which of them. */

import { type Fact, isUnknown, mapFact } from '../../model/fact.ts';
import type { WiredFact } from '../../model/lock.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Facts, Subject } from '../../subjects/subjects.ts';

/** The facts of one subject; none of a kind that is not a cluster's. */
export function nexusFacts(subject: Subject): WiredFact[] {
  switch (subject.kind) {
    case 'nexus.cluster': {
      const { userAssignedIds } = subject.variables.cluster;
      // What stands in a row that is not whole says nothing of what does not.
      return isUnknown(userAssignedIds) ? [fact(subject, [], userAssignedIds)] : [fact(subject, ['kind'], 'cluster')];
    }
    case 'nexus.identity': {
      const { identity } = subject.variables;
      if (identity.attached === false) return [];
      return [
        fact(
          subject,
          ['identities', whoIs(identity)],
          mapFact(identity.attached, () => 'attached'),
        ),
      ];
    }
    case 'nexus.command-output': {
      const { url, storage, container } = subject.variables;
      const isNamed = url.isValid === true;
      const to = isNamed ? `${storage.name as string}/${container.name as string}` : (url.text as string);
      return [use(subject, to)];
    }
    case 'nexus.analytics-output':
      return [use(subject, subject.variables.workspace.name as string)];
    case 'nexus.secret-archive': {
      const { vault } = subject.variables;
      return [use(subject, vault.uriIsValid === true ? (vault.name as string) : (vault.uri as string))];
    }
    default:
      return [];
  }
}

/** An identity as systems refer to it; `nobody` where a setting selects none. */
export function whoIs({ id, isSystemAssigned }: Facts<'Identity'>): string {
  if (isSystemAssigned === true) return 'system-assigned';
  return id === '' ? 'nobody' : foldId(id as string);
}

type UseSubject = Extract<Subject, { variables: { cluster: unknown; setting: unknown; identity: unknown } }>;

function use(subject: UseSubject, to: string): WiredFact {
  const { setting, identity } = subject.variables;
  const selected: Fact<unknown> = isUnknown(setting.identityType) ? setting.identityType : identity.exists;
  const undecided = isUnknown(setting.selectsSystemAssigned) ? setting.selectsSystemAssigned : undefined;
  const isUndecided = identity.id === '' && isUnknown(selected);
  const value = undecided ?? (isUndecided ? selected : `${to.toLowerCase()} as ${whoIs(identity)}`);
  return fact(subject, ['uses', setting.name as string], value);
}

function fact(subject: Subject, keys: readonly string[], value: Fact<string>): WiredFact {
  const cluster = subject.system!;
  return { path: ['nexus', foldId(cluster), ...keys], value, resource: cluster };
}
