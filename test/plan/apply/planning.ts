/** Small plans from few words, the greenfield site among them, and what the rules say of an estate. */

import { Access } from '../../../src/access/access.ts';
import { hold } from '../../../src/access/hold.ts';
import { healthyEstate } from '../../../src/cli/commands/rules.ts';
import { type EstateText, readEstate } from '../../../src/cli/fixture.ts';
import { judge } from '../../../src/comply/judge.ts';
import { Estate } from '../../../src/estate/estate.ts';
import { CLOUDS } from '../../../src/model/cloud.ts';
import type { Coverage, Json, Row, Table } from '../../../src/model/estate.ts';
import { TABLES } from '../../../src/model/estate.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Deed, Matching, Operation } from '../../../src/model/plan.ts';
import { principalOf, roleNamed } from '../../../src/model/plan.ts';
import { foldId } from '../../../src/model/resource-id.ts';
import { type Applied, applyStep } from '../../../src/plan/apply.ts';
import { typeOf } from '../../../src/plan/resource-type.ts';
import { loadRules } from '../../../src/rules/load.ts';
import { readYamlFolder } from '../../../src/sources/files.ts';
import type { WiringSettings } from '../../../src/wiring/settings.ts';
import { wire } from '../../../src/wiring/wire.ts';

export const SUBSCRIPTION = '/subscriptions/11111111-2222-4333-8444-555555555555';
export const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-edge`;
export const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge`;
export const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stedgeoutput`;
export const CONTAINER = `${ACCOUNT}/blobServices/default/containers/run-output`;
export const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-edge`;
export const WORKSPACE = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law-edge`;
export const CLUSTER = `${GROUP}/providers/Microsoft.NetworkCloud/clusters/cluster-edge`;
export const MACHINE = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-edge`;
export const AFOI = '99999999-8888-4777-8666-555555555555';
export const BLOB_CONTRIBUTOR = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';

export type Extra = Partial<
  Pick<Operation, 'apiVersion' | 'replaces' | 'edits' | 'matching' | 'because' | 'atMost' | 'address' | 'type'>
>;

export function operation(does: Deed, id: string, body: Row = {}, extra: Extra = {}): Operation {
  const locate: Operation['locate'] = () => ({ file: 'plan.json', line: 7, column: 3 });
  return { does, id, type: typeOf(id), body, address: id.slice(id.lastIndexOf('/') + 1), locate, ...extra };
}

export const put = (id: string, body: Row = {}, extra: Extra = {}) => operation('put', id, body, extra);
export const patch = (id: string, body: Row = {}, extra: Extra = {}) => operation('patch', id, body, extra);
export const gone = (id: string) => operation('delete', id);
export const doubt = (id: string, extra: Extra = {}) =>
  operation('doubt', id, {}, { because: 'count is not known', ...extra });

/** A role assignment; `role` is a name, unless it is an id or not known. */
export function grant(scope: string, principalId: Json, role: Json, more: Row = {}, name = 'a1'): Operation {
  const roleDefinitionId = typeof role === 'string' && !role.startsWith('/') ? roleNamed(role) : role;
  return put(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
    properties: { principalId, roleDefinitionId, ...more },
  });
}

/** Deletes the role assignments at a scope that fit. */
export function goneWhere(scope: string, matching: Matching, name = 'fitting'): Operation {
  return operation('delete', `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, {}, { matching });
}

export function apply(estate: Estate, ...operations: readonly Operation[]): Applied {
  return applyStep(estate, { name: 'plan.json', operations });
}

/** All steps, one after the other. */
export function applyAll(estate: Estate, steps: readonly (readonly Operation[])[]): Estate {
  return steps.reduce((before, step) => apply(before, ...step).estate, estate);
}

const RULES = { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [{ value: '203.0.113.0/24' }] };
const SELECTED: Row = { identityType: 'UserAssignedIdentity', userAssignedIdentityResourceId: IDENTITY };

export const SETTINGS: Row = {
  commandOutputSettings: {
    containerUrl: 'https://stedgeoutput.blob.core.windows.net/run-output',
    associatedIdentity: SELECTED,
  },
  analyticsOutputSettings: { analyticsWorkspaceId: WORKSPACE, associatedIdentity: SELECTED },
  secretArchiveSettings: { vaultUri: 'https://kv-edge.vault.azure.net/', associatedIdentity: SELECTED },
};

/** A whole new site in one step, by what each operation makes. */
export const GREENFIELD: { readonly [name: string]: Operation } = {
  identity: put(IDENTITY),
  storage: put(ACCOUNT, { properties: { networkAcls: RULES, allowSharedKeyAccess: false } }),
  container: put(CONTAINER, { properties: {} }),
  vault: put(VAULT, { properties: { enableRbacAuthorization: true, networkAcls: RULES } }),
  workspace: put(WORKSPACE, { properties: {} }),
  blobs: grant(ACCOUNT, principalOf(IDENTITY), 'Storage Blob Data Contributor'),
  logs: grant(WORKSPACE, principalOf(IDENTITY.toUpperCase()), 'log analytics contributor'),
  secrets: grant(VAULT, principalOf(IDENTITY), 'Operator Nexus Key Vault Writer Service Role'),
  operator: grant(IDENTITY, AFOI, 'Managed Identity Operator', { principalType: 'ServicePrincipal' }),
  cluster: put(
    CLUSTER,
    { identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } }, properties: SETTINGS },
    { apiVersion: '2025-02-01' },
  ),
};

/** An estate of which nothing was read, as a gate without an account has it. */
export function offline(): Estate {
  const estate = emptyEstate();
  estate.cover({ source: 'arm/denyassignments', scope: '/', status: 'complete' });
  return estate;
}

/** An estate that was read whole and has nothing in it but what is added. */
export function emptyAzure(...rows: readonly (readonly [Table, Row])[]): Estate {
  const estate = emptyEstate();
  for (const source of TABLES) {
    if (!['resourcechanges', 'arm/nameavailability', 'arm/assignedto'].includes(source))
      estate.cover({ source, scope: '/', status: 'complete' });
  }
  for (const [table, row] of rows) estate.add(table, row);
  return estate;
}

function emptyEstate(): Estate {
  const takenAt = '2026-11-05T09:00:00Z';
  return new Estate({ format: 'midrift-snapshot', version: 1, takenAt, cloud: 'AzureCloud', scope: {} });
}

/** The healthy site that rules are tried on, with its settings. */
export async function healthy(): Promise<ReturnType<typeof readEstate>> {
  return readEstate((await healthyEstate('nexus')) as unknown as EstateText);
}

export const OPERATED: WiringSettings = {
  cloud: CLOUDS[0]!,
  operators: { principals: [], addresses: [] },
  afoi: {
    objectIds: {
      '3365d4ea-bb16-4bc9-86dd-f2c8cf6f1f56': AFOI,
      '05cf5e27-931d-47ad-826d-cb9028d8bd7a': '99999999-8888-4777-8666-555555555556',
    },
    required: true,
  },
  federatedCredentials: [],
  cyclecloud: [],
};

const SET = loadRules(await readYamlFolder(`${new URL('../../../', import.meta.url).pathname}rules`, 'rules'));
if ('problems' in SET) throw new Error('the rules have problems');
const { rules: ALL } = SET;

/** All findings. */
export function judged(estate: Estate, settings: WiringSettings = OPERATED): readonly Finding[] {
  const access = new Access(estate);
  return judge(ALL, wire(estate, access, settings).subjects, {
    ask: (principalId, role, scope) => hold(access, principalId, role, scope),
    locate: ({ at }) => at ?? { file: 'midrift.yaml', line: 1, column: 1 },
  });
}

/** `fail` and `unknown` findings of error level as `<verdict> <rule>`, each once, sorted. */
export function complaints(estate: Estate, settings: WiringSettings = OPERATED): readonly string[] {
  const told = judged(estate, settings).filter(
    ({ verdict, level }) => ['fail', 'unknown'].includes(verdict) && level === 'error',
  );
  return [...new Set(told.map(({ verdict, rule }) => `${verdict} ${rule}`))].sort();
}

/** Everything that is unknown, whatever its level, as `<rule>: <because>`. */
export function unknowns(estate: Estate, settings: WiringSettings = OPERATED): readonly string[] {
  return judged(estate, settings).flatMap(({ verdict, rule, because }) =>
    verdict === 'unknown' ? `${rule}: ${because}` : [],
  );
}

/** `is` of the answer to whether a principal holds a role at a scope, and the reason of an unknown one. */
export function holds(estate: Estate, principalId: string, role: string, scope: string): readonly string[] {
  const answer = hold(new Access(estate), principalId, role, scope);
  return answer.is === 'unknown' ? [answer.is, answer.because] : [answer.is];
}

/** Everything in an estate, to be compared. */
export function contents(estate: Estate): { readonly rows: readonly Json[]; readonly coverage: readonly Coverage[] } {
  const rows = TABLES.flatMap(table =>
    [...estate.rows(table)]
      .map(row => ({ key: foldId(String(row.id)), row }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ row }) => [table, row]),
  );
  return { rows, coverage: estate.coverage };
}
