import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import { readEstate } from '../../src/cli/fixture.ts';
import type { Json, Row } from '../../src/model/estate.ts';
import { isUnknown } from '../../src/model/fact.ts';
import { unknownValue } from '../../src/model/json.ts';
import type { PlannedWrite } from '../../src/model/plan.ts';
import type { Facts, Subject } from '../../src/subjects/subjects.ts';
import { Lookup } from '../../src/wiring/lookup.ts';
import { wireUpdates } from '../../src/wiring/updates.ts';
import { edited } from './healthy.ts';

const updates = suite('planned updates of clusters');

const SUBSCRIPTION = '/subscriptions/5b000001-0000-4000-8000-000000000001';
const CLUSTER = `${SUBSCRIPTION}/resourceGroups/rg-nexus/providers/Microsoft.NetworkCloud/clusters/cl-edge`;
const IDENTITY = `${SUBSCRIPTION}/resourcegroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;

function write(more: Partial<PlannedWrite>): PlannedWrite {
  return {
    id: CLUSTER,
    does: 'patch',
    body: {},
    apiVersion: '2025-02-01',
    address: 'cluster',
    at: { file: 'plan.json', line: 3, column: 5 },
    locate: (path = []) => ({ file: 'plan.json', line: 10 + path.length, column: 1 }),
    ...more,
  };
}

function lookup(edit: Json): Lookup {
  const { estate, settings } = readEstate(edited(edit));
  return new Lookup(estate, new Access(estate), settings);
}

const cluster = (edit: Json): Json => ({ rows: { resources: { cluster: edit } } });
const attached = (...names: readonly string[]): Json =>
  cluster({ identity: { userAssignedIdentities: Object.fromEntries(names.map(name => [`${IDENTITY}/${name}`, {}])) } });
const detached = (name: string): Json =>
  cluster({ identity: { userAssignedIdentities: { [`${IDENTITY}/${name}`]: null } } });

function wired(before: Json, after: Json, ...writes: readonly PlannedWrite[]): Subject<'nexus.update'>[] {
  return wireUpdates(lookup(before), lookup(after), writes);
}

/** The facts of one update; an unknown by its reason. */
function factsOf(before: Json, after: Json, one: PlannedWrite): { readonly [field: string]: unknown } {
  const { update } = wired(before, after, one)[0]!.variables;
  return Object.fromEntries(
    Object.entries(update).map(([field, fact]) => [field, isUnknown(fact) ? { unknown: fact.because } : fact]),
  );
}

updates('a patch that says nothing of the wiring changes nothing', () => {
  assert.equal(factsOf({}, {}, write({ body: { tags: { team: 'edge' } } })), {
    address: 'cluster',
    creates: false,
    isByAzureCli: false,
    apiVersion: '2025-02-01',
    leftOut: [],
    leftOutIds: [],
    leavesOutSystemAssigned: false,
    removed: [],
    removedInUse: [],
    selectsUnattached: [],
    attachesAndSelects: [],
    changesAnalyticsOutput: false,
    takesBothAtOnce: true,
    inexpressible: [],
    unready: [],
    undecided: '',
  });
});

const PUT: Partial<PlannedWrite> = { does: 'put', body: {} };
const NULL: Partial<PlannedWrite> = {
  body: { identity: { userAssignedIdentities: { [`${IDENTITY}/ID-VAULT`]: null } } },
};
const SELECT = (identity: Row): Json =>
  cluster({ properties: { secretArchiveSettings: { associatedIdentity: identity } } });
const SPARE = SELECT({ userAssignedIdentityResourceId: `${IDENTITY}/id-spare` });
const SELECTING: Partial<PlannedWrite> = { body: { properties: { secretArchiveSettings: {} }, identity: {} } };

const OVERRIDE: Json = cluster({
  properties: {
    commandOutputSettings: {
      overrides: [
        {
          commandOutputType: 'StorageRunReadCommands',
          associatedIdentity: {
            identityType: 'UserAssignedIdentity',
            userAssignedIdentityResourceId: `${IDENTITY}/id-spare`,
          },
        },
      ],
    },
  },
});
const SPARE_SELECTED: Json = { associatedIdentity: { userAssignedIdentityResourceId: `${IDENTITY}/id-spare` } };
const SPARE_USES = {
  commandOutputSettings: SPARE_SELECTED,
  analyticsOutputSettings: SPARE_SELECTED,
  secretArchiveSettings: SPARE_SELECTED,
};
const ALL_SPARE: Json = cluster({
  identity: { userAssignedIdentities: { [`${IDENTITY}/id-spare`]: {} } },
  properties: SPARE_USES,
});
const SYSTEM: Json = { type: 'SystemAssigned', userAssignedIdentities: null };
const SYSTEM_SELECTED: Json = {
  associatedIdentity: { identityType: 'SystemAssignedIdentity', userAssignedIdentityResourceId: null },
};
const USES_SYSTEM: Json = {
  commandOutputSettings: SYSTEM_SELECTED,
  analyticsOutputSettings: SYSTEM_SELECTED,
  secretArchiveSettings: SYSTEM_SELECTED,
};

type Expected = { readonly [Field in keyof Facts<'Update'>]?: unknown };

/** What changes between two estates, and who writes it. */
const CASES: readonly (readonly [what: string, before: Json, after: Json, by: Partial<PlannedWrite>, Expected])[] = [
  [
    'a put that leaves an identity out',
    {},
    detached('id-vault'),
    PUT,
    {
      leftOut: ['id-vault (which the secret archive still selects)'],
      leftOutIds: [`${IDENTITY}/id-vault`],
      removed: [],
    },
  ],
  [
    'a patch with null of what all settings select',
    ALL_SPARE,
    cluster({ properties: SPARE_USES }),
    { body: { identity: { userAssignedIdentities: { [`${IDENTITY}/id-spare`]: null } } } },
    { removedInUse: ['id-spare (which the command output, the analytics output and the secret archive still select)'] },
  ],
  [
    'a put without any identity',
    {},
    detached('id-vault'),
    { does: 'put', body: { identity: null } },
    { leftOut: ['id-vault (which the secret archive still selects)'], removed: [] },
  ],
  [
    'a patch of another part beside the one that removes it',
    {},
    detached('id-vault'),
    { body: { properties: {} } },
    { leftOut: [], removed: [] },
  ],
  [
    'a patch with null',
    {},
    detached('id-vault'),
    NULL,
    { leftOut: [], removed: ['id-vault'], removedInUse: ['id-vault (which the secret archive still selects)'] },
  ],
  [
    'a patch with null of what a setting of an unknown kind may select',
    {},
    cluster({
      identity: { userAssignedIdentities: { [`${IDENTITY}/id-vault`]: null } },
      properties: { secretArchiveSettings: { associatedIdentity: { identityType: 'FutureIdentity' } } },
    }),
    NULL,
    {
      removed: ['id-vault'],
      removedInUse: {
        unknown: 'the secret archive selects "FutureIdentity", a kind of identity that is not documented',
      },
    },
  ],
  [
    'a patch with null whose type is not known',
    {},
    detached('id-vault'),
    {
      body: {
        identity: { type: unknownValue('a parameter'), userAssignedIdentities: { [`${IDENTITY}/id-vault`]: null } },
      },
    },
    { leftOut: [], removed: ['id-vault'] },
  ],
  [
    'a put whose type is not known',
    {},
    detached('id-vault'),
    { does: 'put', body: { identity: { type: unknownValue('a parameter') } } },
    { leftOut: { unknown: 'a parameter' }, removed: { unknown: 'a parameter' } },
  ],
  [
    'a setting that selects what is not attached',
    {},
    SPARE,
    SELECTING,
    { selectsUnattached: ['id-spare (for the secret archive)'], attachesAndSelects: [] },
  ],
  [
    'a setting that selects what another part of the step attaches',
    {},
    { rows: { resources: { cluster: { ...part(attached('id-spare')), ...part(SPARE) } } } },
    { body: { properties: { secretArchiveSettings: {} } } },
    { selectsUnattached: [], attachesAndSelects: [] },
  ],
  [
    'a patch that attaches and selects',
    {},
    { rows: { resources: { cluster: { ...part(attached('id-spare')), ...part(SPARE) } } } },
    SELECTING,
    { selectsUnattached: [], attachesAndSelects: ['id-spare (for the secret archive)'] },
  ],
  [
    'a patch that selects what is attached already',
    attached('id-spare'),
    { rows: { resources: { cluster: { ...part(attached('id-spare')), ...part(SPARE) } } } },
    SELECTING,
    { selectsUnattached: [], attachesAndSelects: [] },
  ],
  [
    'a patch beside the one that selects what is not attached',
    {},
    SPARE,
    { body: { identity: {} } },
    { selectsUnattached: [], attachesAndSelects: [] },
  ],
  [
    'a setting that selects what is not attached beside one of an unknown kind',
    {},
    cluster({
      properties: {
        analyticsOutputSettings: { associatedIdentity: { identityType: 'FutureIdentity' } },
        secretArchiveSettings: { associatedIdentity: { userAssignedIdentityResourceId: `${IDENTITY}/id-spare` } },
      },
    }),
    PUT,
    { selectsUnattached: ['id-spare (for the secret archive)'] },
  ],
  [
    'a setting of which it is not known whether it was there',
    cluster({ properties: null }),
    SPARE,
    SELECTING,
    { selectsUnattached: { unknown: `Azure sent ${CLUSTER} without its properties` } },
  ],
  [
    'a setting of which it is not known what it was',
    cluster({ properties: { secretArchiveSettings: unknownValue('an earlier step decides') } }),
    SPARE,
    SELECTING,
    { selectsUnattached: { unknown: 'an earlier step decides' } },
  ],
  [
    'an override that may have been there',
    cluster({ properties: { commandOutputSettings: { overrides: unknownValue('an earlier step decides') } } }),
    OVERRIDE,
    { body: { properties: { commandOutputSettings: { overrides: [{}] } } } },
    { selectsUnattached: { unknown: 'an earlier step decides' } },
  ],
  [
    'a put that leaves out what a setting of an unknown kind may select',
    {},
    cluster({
      identity: { userAssignedIdentities: { [`${IDENTITY}/id-vault`]: null } },
      properties: { secretArchiveSettings: { associatedIdentity: { identityType: 'FutureIdentity' } } },
    }),
    PUT,
    { leftOut: ['id-vault (of which it is not known whether a setting still selects it)'] },
  ],
  [
    'a patch that takes all user-assigned identities away',
    {},
    cluster({ identity: { type: 'None', userAssignedIdentities: null } }),
    { body: { identity: { userAssignedIdentities: null } } },
    { leftOut: [], removed: ['id-output', 'id-vault'] },
  ],
  [
    'a patch that takes all properties away',
    {},
    cluster({ properties: { analyticsOutputSettings: null } }),
    { body: { properties: null } },
    { changesAnalyticsOutput: true },
  ],
  [
    'a patch beside the one that changes the analytics output',
    {},
    cluster({ properties: { analyticsOutputSettings: null } }),
    {},
    { changesAnalyticsOutput: false },
  ],
  [
    'an analytics output that is to use the system-assigned identity',
    {},
    cluster({
      properties: { analyticsOutputSettings: { associatedIdentity: { identityType: 'SystemAssignedIdentity' } } },
    }),
    PUT,
    { changesAnalyticsOutput: true },
  ],
  [
    'a creation whose settings select the system-assigned identity',
    { rows: { resources: { cluster: null } } },
    cluster({ identity: SYSTEM, properties: USES_SYSTEM }),
    PUT,
    {
      creates: true,
      unready: {
        unknown: `it is not known whether there is still to be done: ${[
          ['Storage Blob Data Contributor', 'stedge'],
          ['Log Analytics Contributor', 'law-edge'],
          ['Operator Nexus Key Vault Writer Service Role', 'kv-edge'],
        ]
          .map(
            ([role, resource]) =>
              `grant ${role} on ${resource} to system-assigned identity of cl-edge (Azure shows no principal for the system-assigned identity of ${CLUSTER})`,
          )
          .join('; ')}`,
      },
    },
  ],
  [
    'a creation without the system-assigned identity that its settings select',
    { rows: { resources: { cluster: null } } },
    cluster({ properties: USES_SYSTEM }),
    PUT,
    { unready: ['attach system-assigned identity of cl-edge to the cluster'], undecided: '' },
  ],
  [
    'an override that is new',
    {},
    OVERRIDE,
    { body: { properties: { commandOutputSettings: { overrides: [{}] } } } },
    { selectsUnattached: ['id-spare (for the command output of StorageRunReadCommands)'] },
  ],
];

/** What an edit says of the cluster. */
function part(edit: Json): Row {
  return (edit as { rows: { resources: { cluster: Row } } }).rows.resources.cluster;
}

for (const [what, before, after, by, expected] of CASES) {
  updates(`${what} is seen for what it does`, () => {
    const facts = factsOf(before, after, write(by));

    assert.equal(Object.fromEntries(Object.keys(expected).map(field => [field, facts[field]])), expected);
  });
}

/** API versions in their order; the first has no settings, the last all of them. */
const VERSIONS: readonly (readonly [version: string | undefined, inexpressible: unknown])[] = [
  ['2024-05-31', ['the command output (since 2024-06-01-preview)', 'the secret archive (since 2024-10-01-preview)']],
  ['2024-06-01-preview', ['the secret archive (since 2024-10-01-preview)']],
  ['2024-06-01', ['the secret archive (since 2024-10-01-preview)']],
  ['2024-09-30', ['the secret archive (since 2024-10-01-preview)']],
  ['2024-10-01-preview', []],
  ['2024-10-01-privatepreview', []],
  ['2024-10-01', []],
  ['2026-07-01', []],
  [undefined, { unknown: 'the plan does not say in which API version' }],
  ['', { unknown: 'the plan does not say in which API version' }],
  ['2025-02-01x', { unknown: '"2025-02-01x" is no API version' }],
  ['2025', { unknown: '"2025" is no API version' }],
];

for (const [apiVersion, expected] of VERSIONS) {
  updates(`API version ${apiVersion} has what it has`, () => {
    const body = {
      properties: { commandOutputSettings: { containerUrl: 'x' }, secretArchiveSettings: { vaultUri: 'x' } },
    };

    assert.equal(factsOf({}, {}, write({ apiVersion, body })).inexpressible, expected);
  });
}

updates('no overrides are expressed by every API version', () => {
  const body = { properties: { commandOutputSettings: { overrides: [] } } };

  assert.equal(factsOf({}, {}, write({ body })).inexpressible, []);
});

updates('each write is a subject of its own, at the place that the plan has for it', () => {
  const found = wireUpdates(lookup({}), lookup({}), [write({}), write({})], 2);

  assert.equal(
    found.map(({ id, name, system, at, places }) => ({ id, name, system, at, identity: places?.['update.leftOut'] })),
    ['2', '2.2'].map(number => ({
      id: `${CLUSTER}#update/${number}`,
      name: 'cl-edge: cluster',
      system: CLUSTER,
      at: { file: 'plan.json', line: 3, column: 5 },
      identity: { file: 'plan.json', line: 11, column: 1 },
    })),
  );
});

updates('without a write there is nothing to judge', () => {
  assert.equal(wired({}, {}), []);
});

updates.run();
