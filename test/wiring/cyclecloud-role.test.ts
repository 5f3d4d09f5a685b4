import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DOCUMENTED_ACTIONS, leastActions, neededActions } from '../../src/model/cyclecloud-role.ts';
import type { Json } from '../../src/model/estate.ts';
import { proposeRole } from '../../src/wiring/cyclecloud-proposal.ts';
import { FARM, held, judgedFarm, openRules, roles } from './farm.ts';

const role = suite("the role of CycleCloud's server");

const CONTRIBUTOR = '/providers/Microsoft.Authorization/RoleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c';
const OWNER = '/providers/Microsoft.Authorization/RoleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

const instead = (roleDefinitionId: string) => roles({ 'server-on-subscription': { properties: { roleDefinitionId } } });
const permissions = (actions: readonly string[]): Json => ({
  assignableScopes: [FARM],
  permissions: [{ actions, notActions: [], dataActions: [], notDataActions: [] }],
});

/** The verdicts by requirement of what is said of the role, its file included. */
function verdicts(...edits: readonly Json[]) {
  const wanted = ['CC-SV-2', 'CC-SV-3', 'CC-SV-4', 'CC-SV-9'];
  const found = judgedFarm(...edits).filter(({ requirement }) => wanted.includes(requirement));
  return Object.fromEntries(
    wanted.map(id => [id, [...new Set(found.filter(one => one.requirement === id).map(({ verdict }) => verdict))]]),
  );
}

const PASSES = { 'CC-SV-2': ['pass'], 'CC-SV-3': ['pass'], 'CC-SV-4': ['pass'], 'CC-SV-9': ['pass'] };

role('the documented role has forty-seven actions, each once', () => {
  assert.equal([DOCUMENTED_ACTIONS.length, new Set(DOCUMENTED_ACTIONS).size], [47, 47]);
});

role('Contributor gives everything that is needed, and too much', () => {
  assert.equal(verdicts(instead(CONTRIBUTOR)), { ...PASSES, 'CC-SV-2': ['fail'] });
});

for (const resourceGroupPerCluster of [false, true]) {
  for (const assignsIdentities of [false, true]) {
    const use = { resourceGroupPerCluster, assignsIdentities };

    role(
      `the proposed role, assigned instead of Contributor, leaves nothing to say of it: ${JSON.stringify(use)}`,
      () => {
        const { AssignableScopes, Actions, ...rest } = proposeRole('vm-farm', FARM, use);
        const proposed = { AssignableScopes, Actions, ...rest };

        const found = verdicts(
          { cyclecloud: { servers: { farm: use }, files: { 'role.json': proposed as unknown as Json } } },
          roles({ 'server-on-subscription': null }),
          held(proposed.Name, permissions(Actions)),
        );

        assert.equal(found, PASSES);
      },
    );

    role(`without any one of its needed actions, exactly that one is missing: ${JSON.stringify(use)}`, () => {
      const needed = neededActions(use);
      const odd = needed.filter(action => {
        // Some documented actions lie within others: without the one, the other still gives it.
        const rest = leastActions(use).filter(other => other !== action);
        const findings = judgedFarm(
          { cyclecloud: { servers: { farm: use } } },
          roles({ 'server-on-subscription': null }),
          held('Mine', permissions(rest)),
        );
        const said = findings.find(({ rule }) => rule === 'cyclecloud-role-incomplete')!;
        const within = rest.some(other => new RegExp(`^${other.replaceAll('*', '.*')}$`).test(action));
        return within ? said.verdict !== 'pass' : !said.message.includes(`lacks ${action} at ${FARM};`);
      });

      assert.equal(odd, []);
    });
  }
}

role('what the documented role lets the server do with roles is said once', () => {
  const whole = held('CycleCloud', permissions(DOCUMENTED_ACTIONS));

  assert.equal(openRules(judgedFarm(whole)), ['cyclecloud-role-can-raise-itself']);
});

role('what Owner lets it do is said by the rules on Owner', () => {
  assert.equal(openRules(judgedFarm(instead(OWNER))), ['cyclecloud-role-too-broad', 'identity-can-assign-roles']);
});

role('a role for everything in one resource group is not too broad, but more than documented', () => {
  const group = `${FARM}/resourceGroups/farm-cluster`;

  assert.equal(openRules(judgedFarm(held('All', permissions(['*']), group))), [
    'cyclecloud-role-can-raise-itself',
    'cyclecloud-role-excessive',
  ]);
});

const ANOTHER = '/providers/Microsoft.Authorization/RoleDefinitions/cd000008-0000-4000-8000-000000000008';
const another = (properties: Json) =>
  roles({ other: { id: ANOTHER, type: 'microsoft.authorization/roledefinitions', properties } });
const elsewhere = ['/subscriptions/5c000009-0000-4000-8000-000000000009'];

/** What is said of the role file by rules that look where it may be made and whether its name is free. */
function saidOfFile(...edits: readonly Json[]): Record<string, string> {
  const found = judgedFarm(...edits).filter(({ rule }) => /role-file-(?:elsewhere|name-taken)/.test(rule));
  return Object.fromEntries(found.map(({ rule, verdict }) => [rule.replace('cyclecloud-role-file-', ''), verdict]));
}

const FILE_CASES: readonly (readonly [name: string, edits: readonly Json[], said: Record<string, string>])[] = [
  [
    'a custom role of the same name may be the one that a file with a placeholder in its scopes makes',
    [
      roles({ 'role-cyclecloud': { properties: { assignableScopes: elsewhere } } }),
      { cyclecloud: { files: { 'role.json': { AssignableScopes: ['/subscriptions/<SubscriptionId>'] } } } },
    ],
    { elsewhere: 'unknown', 'name-taken': 'unknown' },
  ],
  [
    'a built-in role of the same name is another, whatever placeholder is left in the scopes',
    [
      {
        cyclecloud: {
          files: { 'role.json': { Name: 'Contributor', AssignableScopes: ['/subscriptions/<SubscriptionId>'] } },
        },
      },
    ],
    { elsewhere: 'unknown', 'name-taken': 'fail' },
  ],
  [
    'one of two roles of the same name is another',
    [another({ roleName: 'cyclecloud FARM', type: 'CustomRole', assignableScopes: elsewhere })],
    { elsewhere: 'pass', 'name-taken': 'fail' },
  ],
  [
    'a management group may lie above a subscription that has no chain of them',
    [
      { rows: { resourcecontainers: { subscription: { properties: { managementGroupAncestorsChain: null } } } } },
      {
        cyclecloud: {
          files: { 'role.json': { AssignableScopes: ['/providers/Microsoft.Management/managementGroups/mg-hpc'] } },
        },
      },
    ],
    { elsewhere: 'unknown', 'name-taken': 'fail' },
  ],
];

for (const [name, edits, said] of FILE_CASES) {
  role(name, () => {
    assert.equal(saidOfFile(...edits), said);
  });
}

role.run();
