import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import { readEstate } from '../../src/cli/fixture.ts';
import type { Json, Row } from '../../src/model/estate.ts';
import { isUnknown } from '../../src/model/fact.ts';
import type { Subject } from '../../src/subjects/subjects.ts';
import { SUBJECTS } from '../../src/subjects/subjects.ts';
import { TYPES } from '../../src/subjects/types.ts';
import { type Wiring, wire } from '../../src/wiring/wire.ts';
import { edited, subjectOf, wired } from './healthy.ts';

const wiring = suite('wiring');

const SUBSCRIPTION = '/subscriptions/5b000001-0000-4000-8000-000000000001';

/** `kind id | name`, the common beginnings of ids cut; a subject of no system is marked. */
function listed({ subjects }: Wiring): string[] {
  return subjects.map(({ kind, id, name, system }) => {
    const short = id
      .replaceAll(new RegExp(SUBSCRIPTION, 'gi'), '')
      .replace(/^\/resourceGroups\/rg-nexus\/providers\//i, '');
    return `${kind} ${short} | ${name}${system === undefined ? ' | shared' : ''}`;
  });
}

wiring('the healthy estate has these subjects', () => {
  const cluster = 'Microsoft.NetworkCloud/clusters/cl-edge';
  const identities = '/resourcegroups/rg-identity/providers/microsoft.managedidentity/userassignedidentities';
  const operator = 'operator/0e5a0001-0000-4000-8000-000000000001';
  const assignment = 'providers/Microsoft.Authorization/roleAssignments';
  const blobs = 'Microsoft.Storage/storageAccounts/stedge';
  const assigned = '/resourcegroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities';

  assert.equal(listed(wired()), [
    `nexus.cluster ${cluster} | cl-edge`,
    `nexus.identity ${cluster}#identity${identities}/id-output | cl-edge: id-output`,
    `nexus.identity ${cluster}#identity${identities}/id-vault | cl-edge: id-vault`,
    `nexus.setting ${cluster}#command-output | cl-edge: command output`,
    `nexus.command-output ${cluster}#command-output | cl-edge: command output`,
    `nexus.operator ${cluster}#command-output/${operator} | cl-edge: command output: run-command operators`,
    `nexus.setting ${cluster}#analytics-output | cl-edge: analytics output`,
    `nexus.analytics-output ${cluster}#analytics-output | cl-edge: analytics output`,
    `nexus.setting ${cluster}#secret-archive | cl-edge: secret archive`,
    `nexus.secret-archive ${cluster}#secret-archive | cl-edge: secret archive`,
    `wiring.identity ${assigned}/id-output | id-output | shared`,
    `wiring.identity ${assigned}/id-vault | id-vault | shared`,
    `wiring.grant ${assigned}/id-vault/${assignment}/a5000005-0000-4000-8000-000000000005 | Managed Identity Operator on id-vault | shared`,
    `wiring.grant Microsoft.KeyVault/vaults/kv-edge/${assignment}/a5000004-0000-4000-8000-000000000004 | Operator Nexus Key Vault Writer Service Role (Preview) on kv-edge | shared`,
    `wiring.grant Microsoft.OperationalInsights/workspaces/law-edge/${assignment}/a5000003-0000-4000-8000-000000000003 | Log Analytics Contributor on law-edge | shared`,
    `wiring.grant ${blobs}/${assignment}/a5000001-0000-4000-8000-000000000001 | Storage Blob Data Contributor on run-output, stedge | shared`,
    `wiring.grant ${blobs}/${assignment}/a5000002-0000-4000-8000-000000000002 | Storage Blob Data Contributor on stedge | shared`,
  ]);
});

wiring('the systems are the clusters, by id', () => {
  const id = `${SUBSCRIPTION}/resourceGroups/rg-nexus/providers/Microsoft.NetworkCloud/clusters/cl-edge`;
  const other = id.replace('cl-edge', 'CL-ALPHA');

  const { systems } = wired({ rows: { resources: { another: clusterRow(other, {}) } } });

  const subscriptionId = '5b000001-0000-4000-8000-000000000001';
  assert.equal(systems, [
    { id: other, kind: 'nexus', name: 'CL-ALPHA', subscriptionId },
    { id, kind: 'nexus', name: 'cl-edge', subscriptionId },
  ]);
});

/** A cluster as Azure's GET shows one, with what concerns its wiring. */
function clusterRow(id: string, more: { identity?: Json; properties?: { readonly [key: string]: Json } }): Row {
  return {
    id,
    name: id.split('/').at(-1)!,
    type: 'Microsoft.NetworkCloud/clusters',
    location: 'westeurope',
    extendedLocation: { name: `${id}-location`, type: 'CustomLocation' },
    tags: { team: 'edge' },
    identity: more.identity ?? { type: 'None' },
    properties: {
      aggregatorOrSingleRackDefinition: { rackSerialNumber: 'R1', storageApplianceConfigurationData: [] },
      clusterType: 'SingleRack',
      clusterVersion: '4.4.1',
      detailedStatus: 'Running',
      networkFabricId: `${id}-fabric`,
      provisioningState: 'Succeeded',
      ...more.properties,
    },
  };
}

const HOME = '/subscriptions/F0000001-0000-4000-8000-000000000001/resourceGroups/Far';
const USER = `${HOME}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
const users = (name: string) => ({
  identityType: 'UserAssignedIdentity',
  userAssignedIdentityResourceId: `${USER}/${name}`,
});

/** An estate whose only resources are these. */
function only(...rows: readonly Row[]): Wiring {
  const text = edited({ settings: { operators: { principals: [] } } });
  const resources = Object.fromEntries(rows.map((row, index) => [String(index), row]));
  const { estate, settings } = readEstate({ ...text, rows: { resources } });
  for (const source of ['resources', 'authorizationresources', 'arm/federatedcredentials'] as const)
    estate.cover({ source, scope: '/', status: 'complete' });
  return wire(estate, new Access(estate), settings);
}

const plain = (fact: unknown) => (isUnknown(fact) ? `? ${fact.because}` : fact);

/** What a setting selects and where it goes, as one line. */
function selected(subject: Subject): string[] {
  if (subject.kind !== 'nexus.setting') return [];
  const { setting, identity } = subject.variables;
  return [
    [setting.path, setting.name, setting.identityType, identity.name, identity.attached, identity.exists]
      .map(plain)
      .join(' | '),
  ];
}

wiring('a cluster with overrides, identities of both kinds and ids in any case is read whole', () => {
  const cluster = clusterRow(`${HOME}/providers/Microsoft.NetworkCloud/clusters/Far`, {
    identity: {
      type: 'SystemAssigned, UserAssigned',
      principalId: '5A000001-0000-4000-8000-000000000001',
      tenantId: '7e000001-0000-4000-8000-000000000001',
      userAssignedIdentities: { [`${USER.toLowerCase()}/ONE`]: {} },
    },
    properties: {
      commandOutputSettings: {
        containerUrl: 'https://far.blob.core.windows.net/main?restype=container',
        associatedIdentity: users('one'),
        overrides: [
          {
            commandOutputType: 'StorageRunReadCommands',
            containerUrl: 'https://far.blob.core.windows.net/storage?restype=container',
            associatedIdentity: users('two'),
          },
          {
            commandOutputType: 'BareMetalMachineRunCommand',
            containerUrl: 'https://far.blob.core.windows.net/MyContainer',
            associatedIdentity: { identityType: 'SystemAssignedIdentity' },
          },
          { associatedIdentity: { userAssignedIdentityResourceId: `${USER}/one` } },
        ],
      },
      analyticsOutputSettings: { analyticsWorkspaceId: `${HOME}/nothing`, associatedIdentity: null },
      secretArchiveSettings: {
        vaultUri: 'https://far.vault.azure.net/',
        associatedIdentity: { identityType: 'Other' },
      },
    },
  });
  const one: Row = {
    id: `${USER.toUpperCase()}/one`,
    name: 'one',
    type: 'microsoft.managedidentity/userassignedidentities',
    properties: { principalId: '1D000001-0000-4000-8000-000000000001' },
  };

  const { subjects } = only(cluster, one);

  const output = 'properties.commandOutputSettings';
  const other = '? the secret archive selects "Other", a kind of identity that is not documented';
  assert.equal(subjects.flatMap(selected), [
    `${output} | command output | UserAssignedIdentity | one | true | true`,
    `${output}.overrides[0] | command output of StorageRunReadCommands | UserAssignedIdentity | two | false | false`,
    `${output}.overrides[1] | command output of BareMetalMachineRunCommand | SystemAssignedIdentity | system-assigned identity of Far | true | true`,
    `${output}.overrides[2] | command output of override 3 | ? the command output of override 3 names ${USER}/one without saying which kind of identity it selects | one | true | true`,
    'properties.analyticsOutputSettings | analytics output |  | (none) | false | false',
    `properties.secretArchiveSettings | secret archive | Other | (none) | ${other} | ${other}`,
  ]);
});

wiring('the identities of that cluster are the attached and the selected ones, each once', () => {
  const cluster = clusterRow(`${HOME}/providers/Microsoft.NetworkCloud/clusters/Far`, {
    identity: {
      type: 'SystemAssigned,UserAssigned',
      userAssignedIdentities: { [`${USER}/ONE`]: {}, [`${USER}/spare`]: {} },
    },
    properties: {
      commandOutputSettings: { associatedIdentity: users('one'), overrides: [{ associatedIdentity: users('two') }] },
    },
  });

  const identities = only(cluster).subjects.flatMap(subject =>
    subject.kind === 'nexus.identity' ? [subject.variables.identity] : [],
  );

  assert.equal(
    identities.map(({ name, attached, selected, usedBy }) => [name, attached, selected, usedBy]),
    [
      ['one', true, true, ['command output']],
      ['spare', true, false, []],
      ['two', false, true, ['command output of override 1']],
      ['system-assigned identity of Far', true, false, []],
    ],
  );
});

wiring('a cluster without its properties has subjects, and nothing is known of them', () => {
  const { properties: _, ...row } = clusterRow(`${HOME}/providers/Microsoft.NetworkCloud/clusters/Far`, {});

  const { cluster } = subjectOf('nexus.cluster', only(row)).variables;

  const known = Object.entries(cluster).filter(([, fact]) => !isUnknown(fact));
  assert.equal(
    known.map(([name]) => name),
    ['id', 'name', 'resourceGroup', 'subscriptionId'],
  );
});

wiring('a direct read of a cluster wins over what Resource Graph has', () => {
  const id = `${SUBSCRIPTION}/resourceGroups/rg-nexus/providers/Microsoft.NetworkCloud/clusters/cl-edge`;
  const fresh = clusterRow(id, { properties: { analyticsWorkspaceId: '/legacy' } });

  const { cluster } = subjectOf('nexus.cluster', wired({ rows: { 'arm/clusters': { fresh } } })).variables;

  assert.equal([cluster.hasIdentity, cluster.hasCommandOutput, cluster.legacyWorkspaceId], [false, false, '/legacy']);
});

wiring('a cluster that a direct read did not find is gone', () => {
  const gone = wired({ coverage: { 'arm/clusters': { [SUBSCRIPTION]: 'complete' } } });

  assert.equal([gone.systems, gone.subjects], [[], []]);
});

wiring('an estate without clusters has no subjects', () => {
  assert.equal(only(), { systems: [], subjects: [], hidden: new Map() });
});

/** What the legacy secret archive is, by its fields: `useKeyVault` is a text, and absent means "False". */
const LEGACY: readonly (readonly [archive: Json, uses: boolean, vault: string])[] = [
  [null, false, ''],
  [{ keyVaultId: '/kv', useKeyVault: 'True' }, true, '/kv'],
  [{ keyVaultId: '/kv', useKeyVault: 'true' }, true, '/kv'],
  [{ keyVaultId: '/kv', useKeyVault: 'False' }, false, '/kv'],
  [{ keyVaultId: '/kv' }, false, '/kv'],
  [{ keyVaultId: '', useKeyVault: 'True' }, false, ''],
];

for (const [archive, uses, vault] of LEGACY) {
  wiring(`the legacy secret archive ${JSON.stringify(archive)} is ${uses ? '' : 'not '}in force`, () => {
    const edit = { rows: { resources: { cluster: { properties: { secretArchive: archive } } } } };

    const { cluster } = subjectOf('nexus.cluster', wired(edit)).variables;

    assert.equal([cluster.usesLegacySecretArchive, cluster.legacyVaultId], [uses, vault]);
  });
}

wiring('every subject is filled whole: each declared variable, each field of it, and no others', () => {
  const faults = wired().subjects.flatMap(({ kind, variables }) => {
    const declared: { readonly [name: string]: string } = SUBJECTS[kind].variables;
    return Object.entries(variables).flatMap(([name, facts]) => {
      const fields = Object.keys(TYPES[declared[name] as keyof typeof TYPES].fields).sort();
      const filled = Object.keys(facts as object).sort();
      const missing = fields.filter(field => !filled.includes(field));
      const strange = filled.filter(field => !fields.includes(field));
      return [...missing, ...strange].map(field => `${kind} ${name}.${field}`);
    });
  });

  assert.equal([...new Set(faults)], []);
});

wiring.run();
