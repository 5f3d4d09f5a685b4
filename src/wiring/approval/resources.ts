/** What is approved of the resources that systems use: who decides about access, and what their firewalls let in. */

import type { Estate } from '../../estate/estate.ts';
import { type Fact, isUnknown, mapFact } from '../../model/fact.ts';
import type { LockSection, WiredFact } from '../../model/lock.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Facts, Subject } from '../../subjects/subjects.ts';
import { admittedBy } from './admitted.ts';

type Pair = readonly [key: string, value: Fact<string>];

/** The facts of the resource behind a use; none of one that does not exist or was not seen. */
export function resourceFacts(subject: Subject, estate: Estate): WiredFact[] {
  switch (subject.kind) {
    case 'nexus.command-output':
    case 'cyclecloud.locker': {
      const { storage } = subject.variables;
      const sharedKey = mapFact(storage.allowsSharedKey, allows => (allows ? 'allowed' : 'refused'));
      return facts('storage', storage, estate, [['shared key', sharedKey], ...firewall(storage.firewall)]);
    }
    case 'nexus.secret-archive': {
      const { vault } = subject.variables;
      const decidedBy = mapFact(vault.usesRbac, uses => (uses ? 'roles' : 'access policies'));
      return facts('vaults', vault, estate, [['access decided by', decidedBy], ...firewall(vault.firewall)]);
    }
    case 'nexus.analytics-output': {
      const { workspace } = subject.variables;
      return facts('workspaces', workspace, estate, [['kind', 'log analytics workspace']]);
    }
    default:
      return [];
  }
}

function facts(
  section: LockSection,
  { id }: { readonly id: Fact<string> },
  estate: Estate,
  pairs: readonly Pair[],
): WiredFact[] {
  if (isUnknown(id) || id === '') return [];
  const row = section === 'workspaces' ? undefined : estate.row('resources', id);
  const fact = (keys: readonly string[], value: Fact<string>): WiredFact => ({
    path: [section, foldId(id), ...keys],
    value,
    resource: id,
  });
  return [
    ...pairs.map(([key, value]) => fact([key], value)),
    ...(row === undefined ? [] : admittedBy(row)).map(({ key, what, how }) =>
      isUnknown(what) ? fact([key], what) : fact([key, what], how),
    ),
  ];
}

/** Absent means that nothing is limited, as for the checks of firewalls; a list goes without order and case. */
function firewall(wall: Fact<Facts<'Firewall'>>): Pair[] {
  if (isUnknown(wall)) return [['default action', wall]];
  const spelled = (fact: Fact<string>, known: readonly string[], absent: string) =>
    mapFact(fact, text =>
      text === '' ? absent : (known.find(one => one.toLowerCase() === text.toLowerCase()) ?? text),
    );
  return [
    ['default action', spelled(wall.defaultAction, ['Allow', 'Deny'], 'Allow')],
    ['public access', spelled(wall.publicNetworkAccess, ['Enabled', 'Disabled', 'SecuredByPerimeter'], 'Enabled')],
    ['bypass', mapFact(wall.bypass, bypassed)],
  ];
}

const BYPASSING = ['AzureServices', 'Logging', 'Metrics', 'None'];

function bypassed(text: string): string {
  const parts = text.split(',').flatMap(part => {
    const trimmed = part.trim();
    return trimmed === '' ? [] : (BYPASSING.find(one => one.toLowerCase() === trimmed.toLowerCase()) ?? trimmed);
  });
  return parts.length === 0 ? 'not set' : [...new Set(parts)].sort().join(', ');
}
