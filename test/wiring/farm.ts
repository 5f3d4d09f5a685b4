/** The healthy CycleCloud server, with edits, as wiring and the rules see it. */

import { readFileSync } from 'node:fs';
import { Access } from '../../src/access/access.ts';
import { type EstateText, judgeText, readEstate } from '../../src/cli/fixture.ts';
import { loadRuleSet } from '../../src/cli/rules.ts';
import type { Json } from '../../src/model/estate.ts';
import type { Finding } from '../../src/model/finding.ts';
import { mergePatch } from '../../src/sources/merge-patch.ts';
import { readYaml } from '../../src/sources/yaml.ts';
import { type Wiring, wire } from '../../src/wiring/wire.ts';

const FILE = new URL('../../fixtures/estates/cyclecloud.yaml', import.meta.url);

export const HEALTHY_FARM: Json = readYaml(readFileSync(FILE, 'utf8'), 'cyclecloud.yaml').value;
export const FARM = '/subscriptions/5c000001-0000-4000-8000-000000000001';
export const identityId = (name: string) =>
  `${FARM}/resourceGroups/rg-farm/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const SERVER_PRINCIPAL = '1c000001-0000-4000-8000-000000000001';

const { rules: RULES } = await loadRuleSet([]);

/** The healthy server with JSON merge patches, wired. */
export function wiredFarm(...edits: readonly Json[]): Wiring {
  const { estate, settings } = readEstate(edits.reduce(mergePatch, HEALTHY_FARM) as unknown as EstateText);
  return wire(estate, new Access(estate), settings);
}

/** What all rules say of it. */
export function judgedFarm(...edits: readonly Json[]): Finding[] {
  return judgeText(RULES, edits.reduce(mergePatch, HEALTHY_FARM));
}

/** The rules that fail or cannot tell, each once, sorted. */
export function openRules(findings: readonly Finding[]): string[] {
  const open = findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
  return [...new Set(open.map(({ rule }) => rule))].sort();
}

/** Edits of rows of `authorizationresources`. */
export function roles(rows: { readonly [name: string]: Json }): Json {
  return { rows: { authorizationresources: rows } };
}

/** A role and its assignment to the server's identity. */
export function held(roleName: string, definition: Json, scope = FARM): Json {
  const id = '/providers/Microsoft.Authorization/RoleDefinitions/cd000009-0000-4000-8000-000000000009';
  return roles({
    'held-role': {
      id,
      name: 'cd000009-0000-4000-8000-000000000009',
      type: 'microsoft.authorization/roledefinitions',
      properties: { roleName, type: 'CustomRole', ...(definition as object) },
    },
    held: {
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/a6000009-0000-4000-8000-000000000009`,
      name: 'a6000009-0000-4000-8000-000000000009',
      type: 'microsoft.authorization/roleassignments',
      properties: { roleDefinitionId: id, principalId: SERVER_PRINCIPAL, principalType: 'ServicePrincipal', scope },
    },
  });
}
