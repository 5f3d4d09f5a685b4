import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLOUDS } from '../../src/model/cloud.ts';
import type { Json, Row } from '../../src/model/estate.ts';
import { unknownValue } from '../../src/model/json.ts';
import { type Operation, principalOf } from '../../src/model/plan.ts';
import type { PlanContext, PlanRead } from '../../src/plan/context.ts';
import { applyDelta } from '../../src/plan/what-if/delta.ts';
import { readWhatIf } from '../../src/plan/what-if.ts';
import { readJson } from '../../src/sources/json-text.ts';

const whatIf = suite('what-if answers');

const CONTEXT: PlanContext = {
  deployment: {},
  cloud: CLOUDS[0]!,
  parameters: [],
  readBeside: path => Promise.reject(new Error(path)),
};

const GROUP = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-edge';
const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge`;
const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stedgeoutput`;
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-edge`;
const CLUSTER = `${GROUP}/providers/Microsoft.NetworkCloud/clusters/cluster-edge`;
const DEPLOYMENT = `${GROUP}/providers/Microsoft.Resources/deployments/site`;
const GRANT = 'providers/Microsoft.Authorization/roleAssignments';

function read(text: string, context = CONTEXT): PlanRead {
  const json = readJson({ file: 'plan.json', text });
  return 'problems' in json ? json : readWhatIf(json, context);
}

function operations(plan: PlanRead): readonly Operation[] {
  if ('problems' in plan) throw new Error(plan.problems.map(({ says }) => says).join('\n'));
  return plan.steps.flatMap(step => step.operations);
}

const fixture = (name: string) => read(readFileSync(`fixtures/plans/what-if/${name}.json`, 'utf8'));
const answer = (...changes: Row[]) => JSON.stringify({ changes, diagnostics: [], error: null, status: 'Succeeded' });
const short = (id: string) => id.replace(`${GROUP}/providers/`, '');

whatIf('a new site is read with the grants of an identity that does not exist yet', () => {
  const lines = operations(fixture('greenfield')).map(({ does, id, body }) => {
    const { principalId } = (body.properties ?? {}) as Row;
    const who = principalId === undefined ? '' : ` to ${short(String(principalId))}`;
    return `${does} ${short(id).replace(/(kv-edge.*roleAssignments\/).+/, '$1(worked out)')}${who}`;
  });

  assert.equal(lines, [
    'set Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge',
    'set Microsoft.Storage/storageAccounts/stedgeoutput',
    'set Microsoft.Storage/storageAccounts/stedgeoutput/blobServices/default/containers/run-output',
    'set Microsoft.KeyVault/vaults/kv-edge',
    'set Microsoft.OperationalInsights/workspaces/law-edge',
    `set Microsoft.Storage/storageAccounts/stedgeoutput/${GRANT}/6f0d5a3e-6f5b-5a51-9d0c-0f4b1c2d3e4f to ${short(principalOf(IDENTITY))}`,
    `set Microsoft.OperationalInsights/workspaces/law-edge/${GRANT}/7a1e6b4f-706c-5b62-8e1d-1a5c2d3e4f50 to ${short(principalOf(IDENTITY))}`,
    `set Microsoft.KeyVault/vaults/kv-edge/${GRANT}/(worked out) to ${short(principalOf(IDENTITY))}`,
    `set Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge/${GRANT}/8b2f7c50-817d-5c73-9f2e-2b6d3e4f5061 to 99999999-8888-4777-8666-555555555555`,
    'set Microsoft.NetworkCloud/clusters/cluster-edge',
  ]);
});

whatIf('addresses that follow from names are known before their resources are', () => {
  const cluster = operations(fixture('greenfield')).at(-1)!;

  const { commandOutputSettings, secretArchiveSettings } = cluster.body.properties as { [key: string]: Row };
  assert.equal(
    [commandOutputSettings!.containerUrl, secretArchiveSettings!.vaultUri, cluster.apiVersion, cluster.address],
    [
      'https://stedgeoutput.blob.core.windows.net/run-output',
      'https://kv-edge.vault.azure.net/',
      '2025-02-01',
      'cluster',
    ],
  );
});

whatIf('changes, deletions and what was not looked into are told apart', () => {
  const lines = operations(fixture('modify-and-delete')).map(
    ({ does, type, address, because }) => `${does} ${type} ${address}${because === undefined ? '' : `: ${because}`}`,
  );

  assert.equal(lines, [
    'set microsoft.networkcloud/clusters Microsoft.NetworkCloud/clusters/cluster-edge',
    'set microsoft.storage/storageaccounts Microsoft.Storage/storageAccounts/stedgeoutput',
    'set microsoft.managedidentity/userassignedidentities Microsoft.ManagedIdentity/userAssignedIdentities/uami-vault',
    `delete microsoft.authorization/roleassignments Microsoft.OperationalInsights/workspaces/law-edge/${GRANT}/7a1e6b4f-706c-5b62-8e1d-1a5c2d3e4f50`,
    'delete microsoft.managedidentity/userassignedidentities Microsoft.ManagedIdentity/userAssignedIdentities/uami-old',
    'doubt microsoft.keyvault/vaults Microsoft.KeyVault/vaults/kv-edge: what-if cannot tell before the deployment whether it will be deployed: it is among the potential changes',
    'doubt * Microsoft.Resources/deployments/monitoring: what-if says of Microsoft.Resources/deployments/monitoring: A nested deployment got short-circuited and all its resources got skipped from validation. This is due to a nested template having a parameter that was not fully evaluated (e.g. contains a reference() function)',
  ]);
});

whatIf('a nested deployment that was not looked into is a doubt about its resource group', () => {
  const doubt = operations(fixture('modify-and-delete')).at(-1);

  assert.is(doubt?.id, '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-shared');
});

whatIf('a part of a resource stands where what-if spells it out', () => {
  const [identity, , , vault] = operations(fixture('greenfield'));
  const line = (text: string) =>
    readFileSync('fixtures/plans/what-if/greenfield.json', 'utf8')
      .split('\n')
      .findIndex(one => one.includes(text)) + 1;

  assert.equal(
    [vault!.locate(['properties', 'enableRbacAuthorization']).line, identity!.locate().line],
    [line('"enableRbacAuthorization"'), line(`"resourceId": "${IDENTITY}"`)],
  );
});

const LEFT_OUT = (path: string) =>
  unknownValue(
    `what-if shows ${path} removed, as it also does with what a template leaves out and Azure keeps; set it in the template`,
  );

whatIf('a protection that the template leaves out is neither kept nor lost, as long as nobody knows', () => {
  const storage = operations(fixture('modify-and-delete'))[1]!;

  assert.equal(storage.body.properties, {
    networkAcls: {
      defaultAction: LEFT_OUT('properties.networkAcls.defaultAction'),
      ipRules: LEFT_OUT('properties.networkAcls.ipRules'),
    },
    allowSharedKeyAccess: LEFT_OUT('properties.allowSharedKeyAccess'),
  });
});

const IDS_ALONE =
  'what-if was asked for ids alone and does not say what will be there; make it with --result-format FullResourcePayloads';

const CHANGES: readonly (readonly [name: string, change: Row, expected: string | undefined])[] = [
  [
    'a created resource will be as it says',
    { changeType: 'Create', after: { properties: { a: 1 } } },
    'set {"properties":{"a":1}}',
  ],
  ['case does not matter', { changeType: 'CREATE', after: {} }, 'set {}'],
  [
    'a created resource of which only the id is given is a doubt',
    { changeType: 'Create', after: null },
    `doubt ${IDS_ALONE}`,
  ],
  ['a redeployed one may be anything afterwards', { changeType: 'Deploy' }, `doubt ${IDS_ALONE}`],
  ['one that is left alone causes nothing', { changeType: 'Ignore', before: {}, after: {} }, undefined],
  ['one that stays as it is causes nothing', { changeType: 'NoChange', before: {}, after: {} }, undefined],
  ['a deletion is certain', { changeType: 'Delete', before: {} }, 'delete {}'],
  [
    'one that what-if does not support is a doubt in its own words',
    {
      changeType: 'Unsupported',
      after: {},
      unsupportedReason: 'It cannot be analyzed. Please see https://aka.ms/x for more guidance.',
    },
    'doubt what-if does not support it: It cannot be analyzed',
  ],
  [
    'a kind of change that is not known is a doubt',
    { changeType: 'Detach', after: {} },
    'doubt what-if calls its change "detach", which is not known here',
  ],
  [
    'without a whole, what it will be follows from the changes of its properties',
    {
      changeType: 'Modify',
      before: { properties: { a: { b: 1 }, list: ['x', 'y', 'w'], gone: true } },
      delta: [
        { path: 'properties.a.b', propertyChangeType: 'Modify', before: 1, after: 2 },
        { path: 'properties.gone', propertyChangeType: 'Delete', before: true },
        {
          path: 'properties.list',
          propertyChangeType: 'Array',
          children: [
            { path: '0', propertyChangeType: 'Delete', before: 'x' },
            { path: '1', propertyChangeType: 'Delete', before: 'y' },
            { path: '0', propertyChangeType: 'Create', after: 'z' },
          ],
        },
      ],
    },
    'set {"properties":{"a":{"b":2},"list":["w","z"]}}',
  ],
  [
    'changes of properties that cannot be followed are a doubt',
    { changeType: 'Modify', before: { properties: {} }, delta: [{ path: 'properties.a', propertyChangeType: 'Swap' }] },
    `doubt ${IDS_ALONE}`,
  ],
  [
    'what is not wiring stays behind, secrets above all',
    {
      changeType: 'Create',
      after: { id: STORAGE, name: 'n', location: 'l', sku: {}, properties: { adminPassword: 'pw', secretUri: 'u' } },
    },
    'set {"properties":{"secretUri":"u"}}',
  ],
];

for (const [name, change, expected] of CHANGES) {
  whatIf(name, () => {
    const [operation] = operations(read(answer({ resourceId: STORAGE, ...change })));

    const said = operation && `${operation.does} ${operation.because ?? JSON.stringify(operation.body)}`;
    assert.is(said, expected);
  });
}

const EXPRESSIONS: readonly (readonly [name: string, text: string, expected: Json])[] = [
  ['a full id', `[reference('${IDENTITY}', '2023-01-31').principalId]`, principalOf(IDENTITY)],
  [
    'an id in parts',
    "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'uami-edge')).principalId]",
    principalOf(IDENTITY),
  ],
  [
    'the whole resource',
    `[reference('${IDENTITY}', '2023-01-31', 'Full').properties.principalId]`,
    principalOf(IDENTITY),
  ],
  [
    'a system-assigned identity',
    `[reference('${CLUSTER}', '2025-02-01', 'full').identity.principalId]`,
    principalOf(CLUSTER),
  ],
  ['a symbolic name', "[reference('identity').principalId]", principalOf(IDENTITY)],
  ['text in brackets', '[a plain text]', '[a plain text]'],
  [
    'an address with a signature',
    "[format('{0}?sv=1&sig=abc', parameters('url'))]",
    unknownValue("what-if leaves it as [format('{0}?sv=1&sig=redacted', parameters('url'))]"),
  ],
  ['a parameter', "[parameters('principal')]", unknownValue("what-if leaves it as [parameters('principal')]")],
  ['a time', '[utcNow()]', unknownValue('what-if leaves it as [utcNow()]')],
  [
    'an output of a module',
    "[reference('/subscriptions/s/providers/Microsoft.Resources/deployments/m').outputs.id.value]",
    unknownValue(
      "what-if leaves it as [reference('/subscriptions/s/providers/Microsoft.Resources/deployments/m').outputs.id.value]",
    ),
  ],
];

for (const [name, text, expected] of EXPRESSIONS) {
  whatIf(`of what is left to be worked out, ${name} comes to what is known of it`, () => {
    const plan = read(
      answer(
        { resourceId: IDENTITY, changeType: 'Create', symbolicName: 'identity', deploymentId: DEPLOYMENT, after: {} },
        {
          resourceId: `${STORAGE}/${GRANT}/1`,
          changeType: 'Create',
          deploymentId: DEPLOYMENT,
          after: { properties: { principalId: text } },
        },
      ),
    );

    assert.equal(operations(plan)[1]?.body, { properties: { principalId: expected } });
  });
}

const UNNAMED =
  'cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way.';
const IDS: readonly (readonly [name: string, change: Row, expected: RegExp])[] = [
  [
    'a grant with a name to be worked out is a grant',
    { resourceId: `${STORAGE}/${GRANT}/[guid(reference('m').outputs.x.value)]`, changeType: 'Create' },
    /^set .*storageAccounts\/stedgeoutput\/providers\/Microsoft\.Authorization\/roleAssignments\/planned-[\da-f]{16}$/,
  ],
  [
    'a grant that what-if cannot identify is a grant where its scope is known',
    {
      resourceId: `[extensionResourceId('${VAULT}', 'Microsoft.Authorization/roleAssignments', guid(parameters('x')))]`,
      changeType: 'Unsupported',
      unsupportedReason: UNNAMED,
    },
    /^set .*vaults\/kv-edge\/providers\/Microsoft\.Authorization\/roleAssignments\/planned-[\da-f]{16}$/,
  ],
  [
    'a grant may be named by a principal that is not there yet',
    {
      resourceId: `[extensionResourceId('${VAULT}', 'Microsoft.Authorization/roleAssignments', reference('${IDENTITY}').principalId)]`,
      changeType: 'Unsupported',
      unsupportedReason: UNNAMED,
    },
    /^set .*vaults\/kv-edge\/providers\/Microsoft\.Authorization\/roleAssignments\/planned-[\da-f]{16}$/,
  ],
  [
    'a grant at a scope that only the deployment knows is a doubt about all of its deployment',
    {
      resourceId: "[extensionResourceId(parameters('scope'), 'Microsoft.Authorization/roleAssignments', guid('x'))]",
      changeType: 'Unsupported',
      unsupportedReason: UNNAMED,
    },
    /^doubt \/subscriptions\/[-\d]+\/resourceGroups\/rg-edge microsoft\.authorization\/roleassignments: what-if does not support it: cannot be analyzed/,
  ],
  [
    'a grant that what-if does not support for another reason is a doubt',
    {
      resourceId: `[extensionResourceId('${VAULT}', 'Microsoft.Authorization/roleAssignments', guid(parameters('x')))]`,
      changeType: 'Unsupported',
      unsupportedReason: 'The resource type is not supported.',
    },
    /^doubt .*planned-[\da-f]{16} microsoft\.authorization\/roleassignments: what-if does not support it: The resource type is not supported$/,
  ],
  [
    'another resource without a known name is a doubt about what lies above it',
    { resourceId: `${STORAGE}/blobServices/default/containers/[parameters('c')]`, changeType: 'Create', after: null },
    /^doubt .*storageAccounts\/stedgeoutput\/blobServices\/default microsoft\.storage\/.*containers: what-if could not calculate its id, .*\[parameters\('c'\)\]$/,
  ],
  [
    'a resource of a resource group without a known name is a doubt about the group',
    {
      resourceId: `${GROUP}/providers/Microsoft.Storage/storageAccounts/[parameters('c')]`,
      changeType: 'Create',
      after: null,
    },
    /^doubt \/subscriptions\/[-\d]+\/resourceGroups\/rg-edge microsoft\.storage\/storageaccounts: what-if could not/,
  ],
];

for (const [name, change, expected] of IDS) {
  whatIf(name, () => {
    const after = { type: 'Microsoft.Authorization/roleAssignments', properties: { principalId: 'p' } };
    const [operation] = operations(read(answer({ deploymentId: DEPLOYMENT, after, ...change })));

    const { does, id, type, because } = operation!;
    assert.match(because === undefined ? `${does} ${id}` : `${does} ${id} ${type}: ${because}`, expected);
  });
}

const PROBLEMS: readonly (readonly [name: string, answer: Json, says: string])[] = [
  [
    'a failed what-if',
    {
      status: 'Failed',
      error: { code: 'InvalidTemplate', message: 'It fails.', details: [{ code: 'X', message: 'Because.' }] },
    },
    '1:20: Azure could not predict the deployment: InvalidTemplate: It fails. – X: Because; mend the template and run what-if again',
  ],
  [
    'a what-if that is under way',
    { status: 'Running', changes: [] },
    '1:1: the what-if is not finished: its status is "Running"; wait for its answer',
  ],
  [
    'no what-if',
    { resources: [] },
    '1:1: no list of "changes" here; this is not what `az deployment … what-if --no-pretty-print` or the REST API answers',
  ],
  [
    'a change that is none',
    { changes: [1] },
    '1:13: a change was expected here: an object with "resourceId" and "changeType"',
  ],
  [
    'a change of no kind',
    { changes: [{ resourceId: STORAGE }] },
    '1:13: the change has no "changeType"; is the what-if answer whole?',
  ],
  [
    'a change of nothing',
    { changes: [{ changeType: 'Create' }] },
    '1:13: the change has no "resourceId"; is the what-if answer whole?',
  ],
];

for (const [name, value, says] of PROBLEMS) {
  whatIf(`${name} is said with its place`, () => {
    const plan = read(JSON.stringify(value));

    const [problem] = 'problems' in plan ? plan.problems : [];
    assert.is(`${problem?.line}:${problem?.column}: ${problem?.says}`, says);
  });
}

const MOST: readonly (readonly [name: string, change: Row, most: string | undefined])[] = [
  [
    'a creation under an unknown name leaves what is there',
    { changeType: 'Create', resourceId: `${GROUP}/providers/A/b/[c()]` },
    'create',
  ],
  ['a creation under a known name may find something there', { changeType: 'Create', resourceId: STORAGE }, 'write'],
  ['a redeployment deletes nothing', { changeType: 'Deploy', resourceId: STORAGE }, 'write'],
  ['a kind of change that is not known may do anything', { changeType: 'Detach', resourceId: STORAGE }, undefined],
];

for (const [name, change, most] of MOST) {
  whatIf(name, () => {
    const [operation] = operations(read(answer(change)));

    assert.equal([operation?.does, operation?.atMost], ['doubt', most]);
  });
}

for (const [changeType, most] of [
  ['NoChange', 'write'],
  ['Delete', undefined],
]) {
  whatIf(`beside a ${changeType}, what was not looked into may do ${most ?? 'anything'}`, () => {
    const diagnostics = [
      { code: 'NestedDeploymentShortCircuited', level: 'Warning', message: 'x', target: DEPLOYMENT },
    ];
    const changes = [{ changeType, resourceId: STORAGE }];

    assert.is(operations(read(JSON.stringify({ changes, diagnostics }))).at(-1)?.atMost, most);
  });
}

whatIf('a deletion that may or may not be made is a doubt', () => {
  const potentialChanges = [{ changeType: 'Delete', resourceId: STORAGE }];

  const plan = read(JSON.stringify({ changes: [], diagnostics: [], potentialChanges }));
  assert.equal(
    operations(plan).map(({ does }) => does),
    ['doubt'],
  );
});

whatIf('a symbolic name is one of its own deployment', () => {
  const after = { properties: { principalId: "[reference('identity').principalId]" } };
  const plan = read(
    answer(
      { resourceId: IDENTITY, changeType: 'NoChange', symbolicName: 'identity', deploymentId: `${DEPLOYMENT}-other` },
      { resourceId: `${STORAGE}/${GRANT}/1`, changeType: 'Create', deploymentId: DEPLOYMENT, after },
    ),
  );

  assert.equal(operations(plan)[0]?.body, {
    properties: { principalId: unknownValue("what-if leaves it as [reference('identity').principalId]") },
  });
});

whatIf('an id in parts is one of the resource group that is deployed to, not of the resource that refers to it', () => {
  const deploymentId = DEPLOYMENT.replace('rg-edge', 'rg-other');
  const after = {
    properties: { principalId: "[reference(resourceId('A.B/c', 'd'), 'x', 'Full').identity.principalId]" },
  };
  const plan = read(answer({ resourceId: `${STORAGE}/${GRANT}/1`, changeType: 'Create', deploymentId, after }));

  assert.equal(operations(plan)[0]?.body, {
    properties: { principalId: principalOf(`${GROUP.replace('rg-edge', 'rg-other')}/providers/A.B/c/d`) },
  });
});

whatIf("the REST API's answer is read as the Azure CLI's output", () => {
  const change = { resourceId: STORAGE, changeType: 'Delete' };
  const plan = read(JSON.stringify({ status: 'succeeded', properties: { changes: [change] } }));

  assert.equal(
    operations(plan).map(({ does, id }) => [does, id]),
    [['delete', STORAGE]],
  );
});

whatIf('a resource that is listed twice is a doubt', () => {
  const change = { resourceId: STORAGE, changeType: 'Create', after: {} };
  const plan = read(answer(change, { ...change, resourceId: STORAGE.toUpperCase() }));

  assert.equal(
    operations(plan).map(({ does, because }) => [does, because]),
    [['doubt', 'what-if lists Microsoft.Storage/storageAccounts/stedgeoutput 2 times']],
  );
});

whatIf('what is not made in Azure, and what an old Azure CLI keeps to itself, is said', () => {
  const changes = [{ changeType: 'Create', identifiers: { uniqueName: 'g' }, symbolicName: 'group' }];
  const plan = read(JSON.stringify({ changes, status: 'Succeeded' }));

  assert.equal('notices' in plan && plan.notices.map(({ says }) => says), [
    'this what-if has no "diagnostics", so nested deployments that it did not look into go unseen; make it with Azure CLI 2.75 or newer',
    'group is made by a deployment extension rather than in Azure; it is not followed',
  ]);
});

whatIf('whatever the list of property changes says of objects comes out, with dots and slashes in their keys', () => {
  const key = fc.constantFrom('a', 'b', '/subscriptions/s/x.y', 'properties');
  const { object } = fc.letrec<{ object: Row; value: Json }>(tie => ({
    object: fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    value: fc.oneof({ maxDepth: 3 }, fc.boolean(), fc.nat(9), tie('object')),
  }));

  fc.assert(
    fc.property(object, object, (before, after) => {
      assert.equal(applyDelta(before, delta(before, after)), after);
    }),
  );
});

/** The changes between two objects, each at its own level, as what-if nests them. */
function delta(before: Row, after: Row): Json[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map(path => {
    const [was, is] = [before[path], after[path]];
    if (was === undefined) return { path, propertyChangeType: 'Create', after: is! };
    if (is === undefined) return { path, propertyChangeType: 'Delete', before: was };
    const isNested = [was, is].every(value => typeof value === 'object' && Object.keys(value!).length > 0);
    const children = isNested ? delta(was as Row, is as Row) : [];
    return { path, propertyChangeType: 'Modify', before: was, after: is, children };
  });
}

whatIf.run();
