// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of shells
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Located } from '../../../src/sources/cyclecloud/json.ts';
import { placeholdersIn } from '../../../src/sources/cyclecloud/placeholder.ts';
import { parseRoleFile, type RoleFile } from '../../../src/sources/cyclecloud/role-file.ts';
import { printProblem } from '../../../src/sources/problem.ts';
import { fixture } from './fixture.ts';

const role = suite('a role file');

const line = ({ value, at }: Located<string | null>) => `${at.line}:${at.column} ${value}`;

function shown(role: RoleFile) {
  return {
    name: line(role.name),
    description: line(role.description),
    permissions: role.permissions.map(permission =>
      Object.fromEntries(Object.entries(permission).map(([list, patterns]) => [list, patterns.map(line)])),
    ),
    assignableScopes: role.assignableScopes.map(line),
    placeholders: role.placeholders.map(line),
  };
}

role('the flat form of the Azure CLI is read, with what is yet to be filled in', () => {
  assert.equal(shown(parseRoleFile(fixture('role.azure-cli.json'), 'r.json').role!), {
    name: '2:11 Farm orchestrator <SubscriptionId>',
    description: '4:18 Starts and stops the farm',
    permissions: [
      {
        actions: ['5:15 Microsoft.Compute/virtualMachines/*', '5:54 Microsoft.Network/*/read'],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ],
    assignableScopes: [
      '8:5 /subscriptions/<SubscriptionId>',
      '9:5 /subscriptions/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/resourceGroups/$GROUP',
    ],
    placeholders: [
      '2:30 <SubscriptionId>',
      '8:21 <SubscriptionId>',
      '9:21 xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
      '9:73 $GROUP',
    ],
  });
});

role('the nested form of the API is read by its role name', () => {
  assert.equal(shown(parseRoleFile(fixture('role.api.json'), 'r.json').role!), {
    name: '5:17 Farm orchestrator',
    description: '6:20 null',
    permissions: [
      {
        actions: ['10:21 Microsoft.Compute/virtualMachines/*'],
        notActions: ['11:24 Microsoft.Compute/virtualMachines/delete'],
        dataActions: [],
        notDataActions: [],
      },
      {
        actions: [],
        notActions: [],
        dataActions: ['14:25 Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
        notDataActions: [],
      },
    ],
    assignableScopes: ['7:26 /subscriptions/11111111-2222-3333-4444-555555555555'],
    placeholders: [],
  });
});

role('where a file has a GUID as name besides the role name, the role name counts', () => {
  const { role } = parseRoleFile('{"name": "99999999-8888-7777-6666-555555555555", "roleName": "Farm"}', 'r.json');

  assert.is(line(role!.name), '1:62 Farm');
});

const texts: [string, string[]][] = [
  ['/subscriptions/11111111-2222-3333-4444-555555555555', []],
  ['Microsoft.Compute/*/read', []],
  ['/subscriptions/{subscriptionId}', ['15 {subscriptionId}']],
  ['${SUB}/{{rg}}', ['0 ${SUB}', '7 {{rg}}']],
  ['/subscriptions/XXXX', ['15 XXXX']],
  ['maxxxximum', []],
  ['a < b', []],
];

for (const [text, expected] of texts) {
  role(`"${text}" has ${expected.length} placeholders`, () => {
    assert.equal(
      placeholdersIn(text).map(({ text, offset }) => `${offset} ${text}`),
      expected,
    );
  });
}

role('what is not as expected is said at its place', () => {
  const text = '{"Name": "r",\n"Actions": "*",\n"permissions": [1],\n"AssignableScopes": ["/", 2]}';

  assert.equal(parseRoleFile(text, 'r.json').problems.map(printProblem).sort(), [
    'r.json:2:12: "Actions" is no list; write "[ … ]"',
    'r.json:3:17: a permission is an object with "actions" and "dataActions"; write { "actions": [ … ] }',
    'r.json:4:27: "assignableScopes" lists something other than text; write each entry in double quotes',
  ]);
});

role('a file that is no JSON object is a problem', () => {
  assert.equal(parseRoleFile('nonsense', 'r.json').problems.map(printProblem), [
    'r.json:1:1: this is not valid JSON; expected one object "{ … }" that is a role definition',
  ]);
});

role.run();
