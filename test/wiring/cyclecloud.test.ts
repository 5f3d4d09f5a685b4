import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../src/model/estate.ts';
import { isUnknown } from '../../src/model/fact.ts';
import type { Subject, SubjectKind } from '../../src/subjects/subjects.ts';
import type { Wiring } from '../../src/wiring/wire.ts';
import { FARM, HEALTHY_FARM, identityId, judgedFarm, openRules, wiredFarm } from './farm.ts';

const farm = suite('CycleCloud');

function of<Kind extends SubjectKind>(kind: Kind, { subjects }: Wiring): Subject<Kind>[] {
  return subjects.filter(subject => subject.kind === kind) as unknown as Subject<Kind>[];
}

farm('every rule passes on the healthy server or does not apply', () => {
  assert.equal(openRules(judgedFarm()), []);
});

farm('every rule on CycleCloud judges something of the healthy server', () => {
  const kinds = new Set(judgedFarm().map(({ subject }) => subject.kind));

  assert.equal([...kinds].filter(kind => kind.startsWith('cyclecloud.')).sort(), [
    'cyclecloud.account',
    'cyclecloud.assigned-identity',
    'cyclecloud.locker',
    'cyclecloud.nodes',
    'cyclecloud.role',
    'cyclecloud.role-file',
    'cyclecloud.server',
    'cyclecloud.template',
  ]);
});

const SYSTEM = {
  type: 'SystemAssigned',
  principalId: '1c000004-0000-4000-8000-000000000004',
  userAssignedIdentities: null,
};
const BOTH = { type: 'SystemAssigned, UserAssigned', principalId: '1c000004-0000-4000-8000-000000000004' };
const TWO = { userAssignedIdentities: { [identityId('id-nodes')]: {} } };
const vm = (identity: Json) => ({ rows: { resources: { server: { identity } } } });
const record = (edit: Json) => ({ cyclecloud: { files: { 'account.json': edit } } });
const NO_RECORD = { cyclecloud: { servers: { farm: { account: null } } } };
const BLANK = record({ AzureRMClientId: '' });

/** Who the server acts as: a name, `none`, or `unknown`. */
const ACTORS: readonly (readonly [what: string, edits: readonly Json[], actor: string])[] = [
  ['a client id selects the user-assigned identity that has it', [], 'id-orchestrator'],
  [
    'a client id in capitals is the same',
    [record({ AzureRMClientId: 'C2000001-0000-4000-8000-000000000001' })],
    'id-orchestrator',
  ],
  ['among several too', [vm(TWO)], 'id-orchestrator'],
  ['a blank one selects the system-assigned identity', [BLANK, vm(BOTH)], 'system-assigned identity of vm-farm'],
  ['which the VM must have', [BLANK], 'none'],
  [
    'a client id that none has selects none',
    [record({ AzureRMClientId: 'c2000003-0000-4000-8000-000000000003' })],
    'none',
  ],
  ['an application is no identity', [record({ AuthType: 'Secret' })], 'none'],
  ['a record that does not say leaves it open', [record({ AuthType: null })], 'unknown'],
  ['without a record the system-assigned identity acts', [NO_RECORD, vm(BOTH)], 'system-assigned identity of vm-farm'],
  ['or alone', [NO_RECORD, vm(SYSTEM)], 'system-assigned identity of vm-farm'],
  ['else the only user-assigned one', [NO_RECORD], 'id-orchestrator'],
  ['else it is open', [NO_RECORD, vm(TWO)], 'unknown'],
  ['without any, nobody acts', [NO_RECORD, vm({ type: 'None', userAssignedIdentities: null })], 'none'],
];

for (const [what, edits, actor] of ACTORS) {
  farm(what, () => {
    const [server] = of('cyclecloud.server', wiredFarm(...edits));

    const { exists, name } = server!.variables.serverIdentity;
    assert.is(isUnknown(exists) ? 'unknown' : exists ? name : 'none', actor);
  });
}

farm('a server that nobody declared is found, and what only a config knows is unknown', () => {
  const { cyclecloud: _, ...undeclared } = HEALTHY_FARM as { readonly [part: string]: Json };

  const wiring = wiredFarm({ cyclecloud: { servers: { farm: null }, files: null } }, undeclared);

  const [locker] = of('cyclecloud.locker', wiring);
  assert.equal(
    [wiring.systems.map(({ kind, name }) => `${kind} ${name}`), isUnknown(locker!.variables.locker.usesIdentity)],
    [['cyclecloud vm-farm'], true],
  );
});

farm('a VM without an image of CycleCloud is a server where it is declared', () => {
  const plain = { plan: null, properties: { storageProfile: null } };

  const wiring = wiredFarm({ rows: { resources: { server: plain } } });

  assert.equal(
    wiring.systems.map(({ name }) => name),
    ['vm-farm'],
  );
});

farm('what is said of a file is said at its line and column', () => {
  const findings = judgedFarm({
    cyclecloud: {
      files: {
        'account.json': {
          AuthType: 'Secret',
          AzureRMApplicationSecret: 'not-a-real-secret-1',
          LockerAuthMode: 'SharedAccessKey',
        },
        'role.json': { Name: 'CycleCloud <name>', Actions: ['Microsoft.KeyVault/*'] },
        'farm.json': { NodeIdentity: 'id-nodes', QueuePassword: 'not-a-real-secret-2' },
      },
    },
  });

  const said = findings.filter(({ verdict, rule }) => verdict === 'fail' && rule.startsWith('cyclecloud-'));
  assert.equal(
    said.map(({ rule, location }) => `${rule} ${location.file}:${location.line}:${location.column}`),
    [
      'cyclecloud-node-identity-malformed farm.json:3:19',
      'cyclecloud-role-file-incomplete role.json:6:5',
      'cyclecloud-role-file-placeholder role.json:2:23',
      'cyclecloud-account-holds-secret account.json:11:31',
      'cyclecloud-account-uses-secret account.json:4:15',
      'cyclecloud-locker-uses-shared-key account.json:7:21',
      'cyclecloud-node-identity-unexpected farm.json:3:19',
      'cyclecloud-node-identity-unexpected farm.json:3:19',
      'cyclecloud-template-passes-secret farm.json:4:20',
      'cyclecloud-role-file-excessive role.json:6:5',
    ],
  );
});

farm('nodes that no declared template describes belong to the server that works where they are', () => {
  const found = of('cyclecloud.nodes', wiredFarm({ cyclecloud: { servers: { farm: { templates: [] } } } }));

  assert.equal(
    found.map(({ name, system, variables: { nodes } }) => [
      name,
      system?.endsWith('/vm-farm'),
      isUnknown(nodes.identityIds),
      nodes.isRunning,
    ]),
    [
      ['farm: execute', true, true, true],
      ['farm: scheduler', true, true, true],
    ],
  );
});

farm('a template may be made into a cluster of another name', () => {
  const templates = [{ file: 'farm.txt', parameters: 'farm.json', cluster: 'other' }];

  const found = of('cyclecloud.nodes', wiredFarm({ cyclecloud: { servers: { farm: { templates } } } }));

  assert.equal(
    found.map(({ name, variables: { nodes } }) => [name, nodes.isRunning]),
    [
      ['vm-farm: other/scheduler', false],
      ['vm-farm: other/execute', false],
      ['farm: execute', true],
      ['farm: scheduler', true],
    ],
  );
});

const POOL = ['id-a', 'id-b', 'id-c', 'id-d'];
const someOf = fc.subarray(POOL);
type Generated = { own: string[] | null; running: string[] };
const aNode = fc.record({ own: fc.option(someOf), running: someOf });

/** A template as text: node n0 is written first, `defaults` wherever `at` says. */
function templateOf(nodes: readonly Generated[], defaults: readonly string[], at: number): string {
  const set = (ids: readonly string[]) => `  Azure.Identities = ${ids.map(identityId).join(', ')}\n`;
  const sections = nodes.map(({ own }, index) => `  [[node n${index}]]\n${own === null ? '' : set(own)}`);
  sections.splice(at % (sections.length + 1), 0, `  [[node defaults]]\n${set(defaults)}`);
  return `[cluster made]\n${sections.join('\n')}`;
}

const runningRow = (name: string, ids: readonly string[]): Json => ({
  id: `${FARM}/resourceGroups/made/providers/Microsoft.Compute/virtualMachines/made-${name}`,
  name: `made-${name}`,
  type: 'microsoft.compute/virtualmachines',
  tags: { Name: name, CycleCloudCluster: '/sites/s/clusters/made' },
  identity: {
    type: 'UserAssigned',
    userAssignedIdentities: Object.fromEntries([...ids, 'id-locker'].map(id => [identityId(id).toUpperCase(), {}])),
  },
});

farm(
  'whatever the template, a node asks for its own identities, else for those of defaults, and is held to them',
  () => {
    fc.assert(
      fc.property(fc.array(aNode, { minLength: 1, maxLength: 5 }), someOf, fc.nat(9), (nodes, defaults, at) => {
        const wiring = wiredFarm({
          cyclecloud: {
            servers: { farm: { templates: [{ file: 'made.txt' }] } },
            files: { 'made.txt': templateOf(nodes, defaults, at) },
          },
          rows: {
            resources: Object.fromEntries(
              nodes.map(({ running }, index) => [`n${index}`, runningRow(`n${index}`, running)]),
            ),
          },
        });

        const asked = nodes.map(({ own }) => own ?? defaults);
        const short = (text: string) => text.replace(/^.*\//, '').toLowerCase();
        const seen = of('cyclecloud.nodes', wiring).filter(({ variables }) => variables.nodes.cluster === 'made');
        assert.equal(
          seen.map(({ variables: { nodes: facts } }) => [
            (facts.identityIds as readonly string[]).map(short),
            (facts.lacking as readonly string[]).map(text => text.split(' ')[0]!),
            (facts.surplus as readonly string[]).map(text => text.split(' ')[0]!.toLowerCase()),
          ]),
          nodes.map(({ running }, index) => [
            [...asked[index]!].sort(),
            asked[index]!.filter(id => !running.includes(id)).sort(),
            running.filter(id => !asked[index]!.includes(id)).sort(),
          ]),
        );
        const assigned = of('cyclecloud.assigned-identity', wiring).map(({ variables }) =>
          short(variables.reference.text as string),
        );
        assert.equal(assigned, [...new Set([...asked.flat(), 'id-locker'])].sort());
      }),
      { numRuns: 60 },
    );
  },
);

const OTHER_SITE = '/sites/f0000002-0000-4000-8000-000000000002/clusters/farm/nodearrays/execute';
const execute = (name: string, edit: object): Json => {
  const { rows } = HEALTHY_FARM as unknown as { rows: { resources: { execute: object } } };
  const id = `${FARM}/resourceGroups/${name}/providers/Microsoft.Compute/virtualMachineScaleSets/farm-execute`;
  return { rows: { resources: { [name]: { ...rows.resources.execute, id, ...edit } } } };
};

farm('what lacks an identity may be the node of another installation that calls its cluster the same', () => {
  const found = judgedFarm(execute('other', { tags: { CycleCloudNodeArray: OTHER_SITE }, identity: null }));

  assert.equal(
    found.filter(({ verdict }) => verdict === 'unknown').map(({ rule, because }) => [rule, because]),
    [
      [
        'cyclecloud-node-identity-not-attached',
        'farm/execute runs for several installations of CycleCloud (sites f0000001-0000-4000-8000-000000000001, f0000002-0000-4000-8000-000000000002), and which of them is this server is not known',
      ],
    ],
  );
});

farm('nodes of the same name count where their server works, and only there', () => {
  const elsewhere = '/subscriptions/5c000009-0000-4000-8000-000000000009';
  const id = `${elsewhere}/resourceGroups/other/providers/Microsoft.Compute/virtualMachineScaleSets/farm-execute`;
  const wired = of('cyclecloud.nodes', wiredFarm(execute('other', { id, identity: null })));

  assert.equal(
    wired.map(({ system, variables: { nodes } }) => [nodes.name, system === undefined, isUnknown(nodes.lacking)]),
    [
      ['scheduler', false, false],
      ['execute', false, false],
      ['execute', true, true],
    ],
  );
});

farm.run();
