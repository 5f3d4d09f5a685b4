/** How long a cold gate of 200 resources on a snapshot takes as built, beside a Node that does nothing. Run: npm run bench gate, after npm run build */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshot } from '../src/estate/snapshot.ts';
import type { Json } from '../src/model/estate.ts';
import { largeEstate } from './estates/large.ts';
import { MAIN, print, timesOf } from './start-times.ts';

/** Identity, account, container, vault, workspace, four grants and the cluster. */
const SITES = 20;

/** One of the estate's. */
const SUBSCRIPTION = '/subscriptions/5b000001-0000-4000-8000-000000000001';
const ROLES = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions`;

/** AFOI-NC-MGMT-PME-PROD in the estate. */
const AFOI = 'af000001-0000-4000-8000-000000000001';

/** A what-if that makes sites. */
function whatIf(): Json {
  return {
    status: 'Succeeded',
    diagnostics: [],
    changes: Array.from({ length: SITES }, (_, index) => siteOf(index)).flat(),
  };
}

function siteOf(index: number): Json[] {
  const group = `${SUBSCRIPTION}/resourceGroups/rg-${index}/providers`;
  const identity = `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/uami-${index}`;
  const account = `${group}/Microsoft.Storage/storageAccounts/stsite${index}`;
  const vault = `${group}/Microsoft.KeyVault/vaults/kv-site-${index}`;
  const workspace = `${group}/Microsoft.OperationalInsights/workspaces/law-${index}`;
  const associatedIdentity = { identityType: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity };
  const create = (resourceId: string, after: { readonly [key: string]: Json }): Json => ({
    resourceId,
    changeType: 'Create',
    after: { id: resourceId, ...after },
  });
  const ofIdentity = `[reference('${identity}', '2023-01-31').principalId]`;
  const grant = (scope: string, role: string, number: number, principalId = ofIdentity) =>
    create(
      `${scope}/providers/Microsoft.Authorization/roleAssignments/${number}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      {
        properties: {
          principalId,
          roleDefinitionId: `${ROLES}/${role}`,
          principalType: 'ServicePrincipal',
        },
      },
    );
  return [
    create(identity, {}),
    create(account, { properties: { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' } } }),
    create(`${account}/blobServices/default/containers/run-output`, {}),
    create(vault, { properties: { enableRbacAuthorization: true } }),
    create(workspace, {}),
    grant(account, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', 1),
    grant(workspace, '92aaf0da-9dab-42b6-94a3-d43ce8d16293', 2),
    grant(vault, '44f0a1a8-6fea-4b35-980a-8ff50c487c97', 3),
    grant(identity, 'f1a07417-d97a-45cb-824c-7a7467783830', 4, AFOI),
    create(`${group}/Microsoft.NetworkCloud/clusters/cl-${index}`, {
      apiVersion: '2025-02-01',
      identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
      properties: {
        commandOutputSettings: {
          containerUrl: `https://stsite${index}.blob.core.windows.net/run-output`,
          associatedIdentity,
        },
        analyticsOutputSettings: { analyticsWorkspaceId: workspace, associatedIdentity },
        secretArchiveSettings: { vaultUri: `https://kv-site-${index}.vault.azure.net/`, associatedIdentity },
      },
    }),
  ];
}

const folder = await mkdtemp(join(tmpdir(), 'midrift-gate-'));
try {
  const [plan, snapshot] = [join(folder, 'plan.json'), join(folder, 'estate.ndjson')];
  await writeFile(plan, JSON.stringify(whatIf(), undefined, 2));
  await writeSnapshot(await largeEstate(20, 4), snapshot);
  print(
    timesOf([
      ['node -e 0', ['-e', '0']],
      [`midrift gate, ${SITES * 10} resources`, [MAIN, 'gate', plan, '--snapshot', snapshot]],
    ]),
  );
} finally {
  await rm(folder, { recursive: true });
}
