/** What is approved of a cluster: the identities that it has, and what it does as which of them. */

import { type Fact, isUnknown, mapFact } from '../../model/fact.ts';
import type { WiredFact } from '../../model/lock.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Facts, Subject } from '../../subjects/subjects.ts';
import { OPEN_OVERRIDES } from '../nexus-setting.ts';

/** The facts of one subject; none of a kind that is not a cluster's. */
export function nexusFacts(subject: Subject): WiredFact[] {
  switch (subject.kind) {
    case 'nexus.cluster': {
      const { userAssignedIds, hasCommandOutput } = subject.variables.cluster;
      // What stands in a row that is not whole says nothing of what does not.
      if (isUnknown(userAssignedIds) && isUnknown(hasCommandOutput)) return [fact(subject, [], userAssignedIds)];
      return [
        fact(subject, ['kind'], 'cluster'),
        ...(isUnknown(userAssignedIds) ? [fact(subject, ['identities'], userAssignedIds)] : []),
        ...(isUnknown(hasCommandOutput) ? [fact(subject, ['uses'], hasCommandOutput)] : []),
      ];
    }
    case 'nexus.identity': {
      const { identity } = subject.variables;
      if (identity.attached === false || identity.id === '') return [];
      return [
        fact(
          subject,
          ['identities', whoIs(identity)],
          mapFact(identity.attached, () => 'attached'),
        ),
      ];
    }
    case 'nexus.command-output': {
      const { setting, url, storage, container } = subject.variables;
      // It stands for overrides of which it is not known which there are.
      if (isUnknown(setting.identityType) && subject.id.endsWith(`#${OPEN_OVERRIDES}`))
        return [fact(subject, ['uses'], setting.identityType)];
      const isNamed = url.isValid === true;
      return [use(subject, isNamed ? `${storage.name as string}/${container.name as string}` : url.text)];
    }
    case 'nexus.analytics-output':
      return [use(subject, subject.variables.workspace.name)];
    case 'nexus.secret-archive': {
      const { vault } = subject.variables;
      return [use(subject, vault.uriIsValid === true ? vault.name : vault.uri)];
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

function use(subject: UseSubject, to: Fact<string>): WiredFact {
  const { setting, identity } = subject.variables;
  const selected: Fact<unknown> = isUnknown(setting.identityType) ? setting.identityType : identity.exists;
  const undecided = isUnknown(setting.selectsSystemAssigned) ? setting.selectsSystemAssigned : undefined;
  const isUndecided = identity.id === '' && isUnknown(selected);
  const value = mapFact(to, place => `${place.toLowerCase()} as ${whoIs(identity)}`);
  return fact(subject, ['uses', setting.name as string], undecided ?? (isUndecided ? selected : value));
}

function fact(subject: Subject, keys: readonly string[], value: Fact<string>): WiredFact {
  const cluster = subject.system!;
  return { path: ['nexus', foldId(cluster), ...keys], value, resource: cluster };
}
