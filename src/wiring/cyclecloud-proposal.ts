/** Proposes the least custom role for a server, as `az role definition create --role-definition` takes it. */

import { leastActions, type RoleUse } from '../model/cyclecloud-role.ts';

/** The Azure CLI's own form of a role definition ("Azure custom roles", "Custom role properties"). */
export type ProposedRole = {
  readonly Name: string;
  readonly IsCustom: true;
  readonly Description: string;
  readonly Actions: readonly string[];
  readonly NotActions: readonly string[];
  readonly DataActions: readonly string[];
  readonly NotDataActions: readonly string[];
  readonly AssignableScopes: readonly string[];
};

/** `server` and `scope` make the name, which must be unique in the tenant. */
export function proposeRole(server: string, scope: string, use: RoleUse): ProposedRole {
  const place = scope
    .split('/')
    .filter(part => part !== '')
    .at(-1)!;
  return {
    Name: `CycleCloud ${server} in ${place}`,
    IsCustom: true,
    Description: 'Lets CycleCloud manage its clusters.',
    Actions: leastActions(use),
    NotActions: [],
    // Blobs of the locker are the business of Storage Blob Data Contributor on its storage account.
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: [scope],
  };
}
