/** `access(who, role, target)` and `accessBeyond(who, role, target)`, as rules call them. */

import { Unknown } from '../model/fact.ts';
import type { Answer, Grant } from '../model/grant.ts';
import { parseResourceId } from '../model/resource-id.ts';
import { ownGrantFacts } from '../subjects/grant-facts.ts';
import type { Facts, TypeName } from '../subjects/subjects.ts';
import { currentTrace, Instance, UnknownFact, wrap } from './instance.ts';

/** Who may be asked about, and on what. */
export const WHO: readonly TypeName[] = ['Identity', 'Principal'];
export const TARGETS: readonly TypeName[] = [
  'StorageAccount',
  'Container',
  'Vault',
  'Workspace',
  'Identity',
  'Cluster',
];

/** What the principal may do there, as the access engine answers. */
export function access(who: Instance, role: string, target: Instance): unknown {
  return answered(who, role, Instance.known(target, 'id'));
}

/** The same in all of the target's resource group: what reaches further than the target and what it lies in. */
export function accessBeyond(who: Instance, role: string, target: Instance): unknown {
  const id = Instance.known(target, 'id');
  const parsed = parseResourceId(id);
  if (parsed === undefined) throw new UnknownFact(`"${id}" lies in no resource group`);
  return answered(who, role, parsed.id.split('/').slice(0, 5).join('/'));
}

function answered(who: Instance, role: string, scope: string): unknown {
  const { ask, evidence } = currentTrace();
  const principalId = Instance.known(who, 'principalId');
  const answer = ask(principalId, role, scope);
  evidence.set(`access ${principalId} ${role} ${scope}`, {
    is: 'access',
    role,
    who: Instance.known(who, 'name'),
    answer,
  });
  return wrap(accessFacts(answer), 'Access', 'access()', scope);
}

function accessFacts(answer: Answer): Facts<'Access'> {
  const unknown = answer.is === 'unknown' ? new Unknown(answer.because) : undefined;
  return {
    granted: unknown ?? answer.is === 'granted',
    grants: unknown ?? answer.grants.map(grantFacts),
    holds: unknown ?? holds(answer.grants),
    denied: unknown ?? (answer.is === 'missing' && answer.denials.length > 0),
  };
}

/** A grant as rules read it; what only wiring knows of it stays unknown here. */
function grantFacts(grant: Grant): Facts<'Grant'> {
  const elsewhere = new Unknown('only the subject wiring.grant knows it');
  return {
    ...ownGrantFacts(grant),
    principalExists: elsewhere,
    hasDataActions: elsewhere,
    isDirect: elsewhere,
    reaches: elsewhere,
    resource: elsewhere,
  };
}

function holds(grants: readonly Grant[]): string {
  if (grants.length === 0) return 'no role there';
  return grants.map(({ roleName, scope }) => `${roleName} at ${scope}`).join(', ');
}
