/** What the drawings of a cluster's wiring show. */

import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import { hold } from '../../src/access/hold.ts';
import { type EstateText, readEstate } from '../../src/cli/fixture.ts';
import { loadRuleSet } from '../../src/cli/rules.ts';
import { judge } from '../../src/comply/judge.ts';
import type { Json } from '../../src/model/estate.ts';
import type { SystemWiring, WiringMark } from '../../src/model/system-wiring.ts';
import type { Ask } from '../../src/rules/instance.ts';
import { mergePatch } from '../../src/sources/merge-patch.ts';
import { readYaml } from '../../src/sources/yaml.ts';
import { chart } from '../../src/wiring/chart/chart.ts';
import { type Wiring, wire } from '../../src/wiring/wire.ts';
import { wired } from './healthy.ts';

const charts = suite('chart');

const { rules } = await loadRuleSet([]);

/** The only chart of an estate. */
function chartOf({ systems, subjects, ask }: Wiring & { readonly ask: Ask }): SystemWiring {
  const findings = judge(rules, subjects, { ask, locate: () => ({ file: 'midrift.yaml', line: 1, column: 1 }) });
  return chart(systems, subjects, findings)[0]!;
}

/** The chart of the healthy cluster, edited. */
function charted(edit: Json = {}): SystemWiring {
  return chartOf(wired(edit));
}

const FARM = readYaml(
  readFileSync(new URL('../../fixtures/estates/cyclecloud.yaml', import.meta.url), 'utf8'),
  'cyclecloud.yaml',
).value;

/** The chart of the healthy CycleCloud server, edited. */
function farm(edit: Json = {}): SystemWiring {
  const { estate, settings } = readEstate(mergePatch(FARM, edit) as unknown as EstateText);
  const access = new Access(estate);
  const ask: Ask = (principalId, role, scope) => hold(access, principalId, role, scope);
  return chartOf({ ...wire(estate, access, settings), ask });
}

/** Every link: `A → B: verdict`. */
function linksOf({ nodes, links }: SystemWiring): string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return links.map(({ from, to, verdict }) => `${names.get(from)} → ${names.get(to)}: ${verdict}`);
}

/** The parts that something is said of: `fail error A → B: rules`. */
function doubtful({ nodes, links }: SystemWiring): string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const say = (part: string, { verdict, level, by }: WiringMark) =>
    by.length === 0 ? [] : [`${verdict} ${level} ${part}: ${by.map(({ rule }) => rule).join(', ')}`];
  return [
    ...nodes.flatMap(node => say(`${node.name} (${node.what})`, node)),
    ...links.flatMap(link => say(`${names.get(link.from)} → ${names.get(link.to)}`, link)),
  ];
}

charts('a healthy cluster: every use leads through its identity and grant to its resource', () => {
  assert.equal(linksOf(charted()), [
    'cl-edge → command output: pass',
    'command output → id-output: pass',
    'cl-edge → analytics output: pass',
    'analytics output → id-output: pass',
    'cl-edge → secret archive: pass',
    'secret archive → id-vault: pass',
    'id-output → Log Analytics Contributor: pass',
    'Log Analytics Contributor → law-edge: pass',
    'id-output → Storage Blob Data Contributor: pass',
    'Storage Blob Data Contributor → stedge/run-output: pass',
    'id-vault → Operator Nexus Key Vault Writer Service Role (Preview): pass',
    'Operator Nexus Key Vault Writer Service Role (Preview) → kv-edge: pass',
  ]);
});

const SUBSCRIPTION = '/subscriptions/5b000001-0000-4000-8000-000000000001';
const resources = (rows: Json): Json => ({ rows: { resources: rows } });
const writer = 'Operator Nexus Key Vault Writer Service Role (Preview)';

const cases: readonly (readonly [string, Json, readonly string[]])[] = [
  ['nothing is wrong', {}, []],
  [
    'a grant is missing',
    { rows: { authorizationresources: { 'vault-identity-on-vault': null } } },
    [
      `fail error ${writer} (not granted): nexus-secret-archive-not-granted`,
      `fail error id-vault → ${writer}: nexus-secret-archive-not-granted`,
    ],
  ],
  [
    'the vault decides by access policies',
    resources({ vault: { properties: { enableRbacAuthorization: false } } }),
    [`fail error ${writer} → kv-edge: nexus-vault-not-rbac`],
  ],
  [
    'what the firewall lets pass is not known',
    resources({ vault: { properties: { networkAcls: { bypass: null } } } }),
    [`unknown error ${writer} → kv-edge: nexus-vault-firewall-blocks-services`],
  ],
  [
    'a setting is not set',
    resources({ cluster: { properties: { secretArchiveSettings: null } } }),
    [
      'fail note id-vault (user-assigned identity): nexus-identity-unused',
      'fail error cl-edge → secret archive: nexus-secret-archive-not-set',
    ],
  ],
  [
    'a setting selects no identity',
    resources({ cluster: { properties: { analyticsOutputSettings: { associatedIdentity: null } } } }),
    ['fail error analytics output → no identity: nexus-setting-selects-no-identity'],
  ],
  [
    'a role is granted on the resource and above it',
    {
      rows: {
        authorizationresources: {
          wide: {
            id: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments/wide`,
            type: 'microsoft.authorization/roleassignments',
            properties: {
              roleDefinitionId:
                '/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe',
              principalId: '1d000001-0000-4000-8000-000000000001',
              principalType: 'ServicePrincipal',
              scope: SUBSCRIPTION,
            },
          },
        },
      },
    },
    ['fail note Storage Blob Data Contributor (role assignment): nexus-command-output-granted-wide'],
  ],
  [
    'whether a role is granted above the resource as well is not known',
    { coverage: { authorizationresources: { [SUBSCRIPTION]: 'partial' } } },
    [
      'unknown warning id-output (user-assigned identity): identity-can-assign-roles',
      'unknown warning id-vault (user-assigned identity): identity-can-assign-roles',
      'unknown warning kv-edge (key vault): nexus-platform-holds-vault-role',
      'unknown note Storage Blob Data Contributor (role assignment): nexus-command-output-granted-wide',
    ],
  ],
  [
    'the platform may not assign the identity',
    { rows: { authorizationresources: { 'platform-on-vault-identity': null } } },
    ['fail error id-vault (user-assigned identity): nexus-platform-cannot-assign-identity'],
  ],
];

for (const [what, edit, says] of cases) {
  charts(`where ${what}, that part is marked and no other`, () => assert.equal(doubtful(charted(edit)), says));
}

charts('a healthy server: its account, its locker and its nodes, each with its identity', () => {
  assert.equal(linksOf(farm()), [
    'vm-farm → azure: pass',
    'azure → id-orchestrator: pass',
    'id-orchestrator → CycleCloud farm: pass',
    'CycleCloud farm → 5c000001-0000-4000-8000-000000000001: pass',
    'vm-farm → locker: not-applicable',
    'locker → id-locker: pass',
    'vm-farm → farm/execute: not-applicable',
    'farm/execute → id-nodes: not-applicable',
    'vm-farm → farm/scheduler: not-applicable',
    'farm/scheduler → id-nodes: not-applicable',
    'id-locker → Storage Blob Data Reader: pass',
    'Storage Blob Data Reader → stfarm: pass',
    'id-orchestrator → Storage Blob Data Contributor: pass',
    'Storage Blob Data Contributor → stfarm: pass',
  ]);
});

const servers: readonly (readonly [string, Json, readonly string[]])[] = [
  ['nothing is wrong', {}, []],
  [
    'a grant is missing',
    { rows: { authorizationresources: { 'locker-on-storage': null } } },
    [
      'fail error Storage Blob Data Reader (not granted): cyclecloud-locker-not-readable',
      'fail error id-locker → Storage Blob Data Reader: cyclecloud-locker-not-readable',
    ],
  ],
  [
    'the shared key is allowed',
    resources({ storage: { properties: { allowSharedKeyAccess: true } } }),
    ['fail note stfarm (storage account): cyclecloud-locker-shared-key-allowed'],
  ],
  [
    'it is not known whether an identity of the nodes exists',
    resources({ 'node-identity': null }),
    [
      'unknown error id-nodes (user-assigned identity): cyclecloud-node-identity-missing, cyclecloud-server-cannot-attach-identity, identity-can-assign-roles, identity-federated-credential-undeclared',
    ],
  ],
  [
    'the role lacks what CycleCloud needs',
    { rows: { authorizationresources: { 'server-on-subscription': null } } },
    [
      'fail error id-locker (user-assigned identity): cyclecloud-server-cannot-attach-identity',
      'fail error id-nodes (user-assigned identity): cyclecloud-server-cannot-attach-identity',
      'fail error id-orchestrator → no role: cyclecloud-role-incomplete',
      'fail error no role → 5c000001-0000-4000-8000-000000000001: cyclecloud-role-incomplete',
    ],
  ],
];

for (const [what, edit, says] of servers) {
  charts(`where ${what} with a server, that part is marked and no other`, () =>
    assert.equal(doubtful(farm(edit)), says),
  );
}

charts('the worst mark wins, and every failure and unknown is kept', () => {
  const acls = { properties: { enableRbacAuthorization: false, networkAcls: { bypass: null, ipRules: [] } } };

  assert.equal(doubtful(charted(resources({ vault: acls }))), [
    `fail error ${writer} → kv-edge: nexus-vault-not-rbac, nexus-vault-firewall-blocks-services, nexus-vault-firewall-blocks-operators`,
  ]);
});

charts.run();
