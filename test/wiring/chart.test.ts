/** What the drawings of a cluster's wiring show. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadRuleSet } from '../../src/cli/rules.ts';
import { judge } from '../../src/comply/judge.ts';
import type { Json } from '../../src/model/estate.ts';
import type { SystemWiring, WiringMark } from '../../src/model/system-wiring.ts';
import { chart } from '../../src/wiring/chart/chart.ts';
import { wired } from './healthy.ts';

const charts = suite('chart');

const { rules } = await loadRuleSet([]);

/** The only chart of the healthy estate, edited. */
function charted(edit: Json = {}): SystemWiring {
  const { systems, subjects, ask } = wired(edit);
  const findings = judge(rules, subjects, { ask, locate: () => ({ file: 'midrift.yaml', line: 1, column: 1 }) });
  return chart(systems, subjects, findings)[0]!;
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
  const { nodes, links } = charted();
  const names = new Map(nodes.map(({ id, name }) => [id, name]));

  assert.equal(
    links.map(({ from, to, verdict }) => `${names.get(from)} → ${names.get(to)}: ${verdict}`),
    [
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
    ],
  );
});

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
    'the platform may not assign the identity',
    { rows: { authorizationresources: { 'platform-on-vault-identity': null } } },
    ['fail error id-vault (user-assigned identity): nexus-platform-cannot-assign-identity'],
  ],
];

for (const [what, edit, says] of cases) {
  charts(`where ${what}, that part is marked and no other`, () => assert.equal(doubtful(charted(edit)), says));
}

charts('the worst mark wins, and every failure and unknown is kept', () => {
  const acls = { properties: { enableRbacAuthorization: false, networkAcls: { bypass: null, ipRules: [] } } };

  assert.equal(doubtful(charted(resources({ vault: acls }))), [
    `fail error ${writer} → kv-edge: nexus-vault-not-rbac, nexus-vault-firewall-blocks-services, nexus-vault-firewall-blocks-operators`,
  ]);
});

charts.run();
