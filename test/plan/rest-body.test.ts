import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLOUDS } from '../../src/model/cloud.ts';
import type { Json, Row } from '../../src/model/estate.ts';
import type { PlanContext, PlanRead } from '../../src/plan/context.ts';
import { readRestBody } from '../../src/plan/rest-body.ts';
import { readJson } from '../../src/sources/json-text.ts';

const bodies = suite('bodies of requests');

const GROUP = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-edge';
const CLUSTER = `${GROUP}/providers/Microsoft.NetworkCloud/clusters/cluster-edge`;
const UAMI = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami`;

function read(text: string, more: Partial<PlanContext> = {}): PlanRead {
  const context: PlanContext = {
    deployment: {},
    cloud: CLOUDS[0]!,
    parameters: [],
    readBeside: path => Promise.reject(new Error(path)),
    ...more,
  };
  const json = readJson({ file: 'body.json', text });
  return 'problems' in json ? json : readRestBody(json, context);
}

function steps(plan: PlanRead) {
  if ('problems' in plan) throw new Error(plan.problems.map(({ says }) => says).join('\n'));
  return plan.steps.map(({ operations }) =>
    operations.map(({ does, id, type, body, apiVersion }) => ({ does, id, type, body, apiVersion })),
  );
}

const type = 'microsoft.networkcloud/clusters';
const fixture = (name: string) => readFileSync(`fixtures/plans/rest-body/${name}.json`, 'utf8');

const PATCHES: readonly (readonly [name: string, file: string, body: Row])[] = [
  [
    'attaches an identity',
    'attach',
    { identity: { type: 'UserAssigned', userAssignedIdentities: { [`${UAMI}-vault`]: {} } } },
  ],
  [
    'detaches one with null',
    'detach',
    { identity: { type: 'UserAssigned', userAssignedIdentities: { [`${UAMI}-edge`]: null } } },
  ],
  ['leaves the system-assigned one alone', 'system-only', { identity: { type: 'SystemAssigned' } }],
  ['takes all of them', 'none', { identity: { type: 'None' } }],
];

for (const [name, file, body] of PATCHES) {
  bodies(`a merge patch that ${name} says so as it stands`, () => {
    const plan = read(fixture(file), { resource: CLUSTER, apiVersion: '2025-02-01' });

    assert.equal(steps(plan), [[{ does: 'patch', id: CLUSTER, type, body, apiVersion: '2025-02-01' }]]);
  });
}

bodies('a part of a patch stands where the file has it', () => {
  const plan = read(fixture('select'), { resource: CLUSTER });

  const [operation] = 'steps' in plan ? plan.steps[0]!.operations : [];
  assert.equal(operation?.locate(['properties', 'secretArchiveSettings', 'vaultUri']), {
    file: 'body.json',
    line: 4,
    column: 7,
  });
});

bodies('a whole resource says itself which one it is, and that it will be so', () => {
  const [[cluster] = []] = steps(read(fixture('cluster')));

  assert.equal(
    [cluster?.does, cluster?.id, Object.keys(cluster?.body ?? {})],
    ['set', CLUSTER, ['identity', 'properties']],
  );
});

bodies('a list of resources is each of them', () => {
  const list = { value: ['a', 'b'].map(name => ({ id: `${CLUSTER}-${name}`, properties: {} })) };

  assert.equal(
    steps(read(JSON.stringify(list))).map(step => step.map(({ does, id }) => [does, id])),
    [
      [
        ['set', `${CLUSTER}-a`],
        ['set', `${CLUSTER}-b`],
      ],
    ],
  );
});

bodies('what a newer API answers beside the properties does not hide them', () => {
  const [[cluster] = []] = steps(read(JSON.stringify({ id: CLUSTER, properties: { a: 1 }, news: {} })));

  assert.equal(cluster?.body, { properties: { a: 1 } });
});

bodies('a cluster as the Azure CLI shows it has its properties beside its name', () => {
  const settings = { vaultUri: 'https://v' };
  const text = JSON.stringify({ id: CLUSTER, location: 'l', secretArchiveSettings: settings });
  const plan = read(text);

  const [operation] = 'steps' in plan ? plan.steps[0]!.operations : [];
  assert.equal(
    [operation?.body, operation?.locate(['properties', 'secretArchiveSettings', 'vaultUri']).column],
    [{ properties: { secretArchiveSettings: settings } }, text.indexOf('"vaultUri"') + 1],
  );
});

const UPDATE = { identity: { type: 'UserAssigned', userAssignedIdentities: { [UAMI]: null } } };
const PLACE = {
  'api-version': '2025-09-01',
  subscriptionId: '11111111-2222-4333-8444-555555555555',
  resourceGroupName: 'rg-edge',
};
const ANSWER = { 200: { body: { id: CLUSTER, properties: { a: 1 } } } };
const FROM_PARAMETERS = `${GROUP}/providers/Microsoft.NetworkCloud/clusters/c`;

const EXAMPLES: readonly (readonly [name: string, example: Row, expected: readonly string[]])[] = [
  [
    'an update is a patch',
    {
      operationId: 'Clusters_Update',
      parameters: { ...PLACE, clusterName: 'c', clusterUpdateParameters: UPDATE },
      responses: {},
    },
    [`patch ${FROM_PARAMETERS} ${JSON.stringify(UPDATE)} 2025-09-01`],
  ],
  [
    'its recorded answer is what comes of it',
    { parameters: { ...PLACE, clusterName: 'cluster-edge', clusterUpdateParameters: UPDATE }, responses: ANSWER },
    [`patch ${CLUSTER} ${JSON.stringify(UPDATE)} 2025-09-01`, `set ${CLUSTER} {"properties":{"a":1}} 2025-09-01`],
  ],
  [
    'a creation is a put, and its answer adds nothing',
    {
      parameters: { ...PLACE, clusterName: 'cluster-edge', clusterParameters: UPDATE },
      responses: { ...ANSWER, 201: {} },
    },
    [`put ${CLUSTER} ${JSON.stringify(UPDATE)} 2025-09-01`],
  ],
  [
    'a read tells what there is',
    { operationId: 'Clusters_Get', parameters: { ...PLACE, clusterName: 'cluster-edge' }, responses: ANSWER },
    [`set ${CLUSTER} {"properties":{"a":1}} 2025-09-01`],
  ],
  [
    'a deletion is one',
    { operationId: 'Clusters_Delete', parameters: { ...PLACE, clusterName: 'c' }, responses: {} },
    [`delete ${FROM_PARAMETERS} {} 2025-09-01`],
  ],
  [
    'the answer says the id where the parameters do not',
    {
      operationId: 'X_CreateOrUpdate',
      parameters: { ...PLACE, resourceName: 'x', resource: UPDATE },
      responses: ANSWER,
    },
    [`put ${CLUSTER} ${JSON.stringify(UPDATE)} 2025-09-01`],
  ],
];

for (const [name, example, expected] of EXAMPLES) {
  bodies(`of an example of the API's specification, ${name}`, () => {
    const said = steps(read(JSON.stringify(example)))
      .flat()
      .map(({ does, id, body, apiVersion }) => `${does} ${id} ${JSON.stringify(body)} ${apiVersion}`);

    assert.equal(said, expected);
  });
}

bodies('an example is sent to another resource where the user says so', () => {
  const example = { parameters: { ...PLACE, clusterName: 'c', clusterUpdateParameters: UPDATE }, responses: ANSWER };

  const [step, ...others] = steps(read(JSON.stringify(example), { resource: `${CLUSTER}-2` }));
  assert.equal([step?.map(({ id }) => id), others], [[`${CLUSTER}-2`], []]);
});

const PROBLEMS: readonly (readonly [name: string, body: Json, resource: string | undefined, says: string])[] = [
  [
    'a body that names no resource',
    UPDATE,
    undefined,
    '1:1: the body does not say which resource it is sent to: pass its id with --resource',
  ],
  [
    'no body',
    7,
    undefined,
    '1:1: the body of a request was expected: an object with "identity", "properties" or "tags"',
  ],
  ['an empty body', {}, CLUSTER, '1:1: the body changes nothing: "identity", "properties" or "tags" was expected'],
  [
    'a name in place of an id',
    UPDATE,
    'cluster-edge',
    '1:1: "cluster-edge" is not the id of an Azure resource; one reads /subscriptions/…/resourceGroups/…/providers/Microsoft.NetworkCloud/clusters/…',
  ],
  [
    'an id with a placeholder',
    UPDATE,
    '/subscriptions/$SUB_ID/resourceGroups/rg/providers/Microsoft.NetworkCloud/clusters/c',
    '1:1: "/subscriptions/$SUB_ID/resourceGroups/rg/providers/Microsoft.NetworkCloud/clusters/c" is not the id of an Azure resource; one reads /subscriptions/…/resourceGroups/…/providers/Microsoft.NetworkCloud/clusters/…',
  ],
  [
    'a setting in the wrong place',
    { secretArchiveSettings: {} },
    CLUSTER,
    '1:2: "secretArchiveSettings" is a property of a cluster: it belongs into "properties"',
  ],
  [
    'a slip of the pen',
    { identiy: {} },
    CLUSTER,
    '1:2: "identiy" is not a key of a resource; did you mean "identity"?',
  ],
  ['properties that are null', { properties: null }, CLUSTER, '1:2: "properties" is not an object'],
  [
    'identities that are a list',
    { identity: { userAssignedIdentities: [] } },
    CLUSTER,
    '1:14: "userAssignedIdentities" is a list; it takes an object whose keys are the ids of identities: {"/subscriptions/…": {}}',
  ],
  ['an identity that is a text', { identity: 'None' }, CLUSTER, '1:2: "identity" is not an object'],
  [
    "another resource's body",
    { id: `${CLUSTER}-2`, properties: {} },
    CLUSTER,
    `1:2: the body is that of ${CLUSTER}-2, but it is sent to ${CLUSTER}; name the same resource in both`,
  ],
  [
    'a type that is not the resource’s',
    { id: CLUSTER, type: 'Microsoft.NetworkCloud/racks', properties: {} },
    undefined,
    `1:${`{"id":"${CLUSTER}",`.length + 1}: the type is "Microsoft.NetworkCloud/racks", but ${CLUSTER} is of type microsoft.networkcloud/clusters`,
  ],
  [
    'a deployment',
    { id: `${GROUP}/providers/Microsoft.Resources/deployments/d`, properties: { mode: 'Incremental' } },
    undefined,
    '1:1: this is a deployment, which does not say what it changes; pass what `az deployment … what-if --no-pretty-print` prints, or the template',
  ],
  [
    'an example of an action',
    {
      operationId: 'Clusters_Deploy',
      parameters: { ...PLACE, clusterName: 'c', clusterDeployParameters: {} },
      responses: {},
    },
    undefined,
    '1:34: the example neither creates, updates, deletes nor reads a resource; there is nothing in it to judge',
  ],
  [
    'an example of a thing below a cluster',
    { parameters: { ...PLACE, clusterName: 'c', consoleName: 'd', updateParameters: {} }, responses: {} },
    undefined,
    '1:2: the example does not say which resource it is sent to: pass its id with --resource',
  ],
  [
    'an example of an upgrade',
    {
      operationId: 'Clusters_UpdateVersion',
      parameters: { ...PLACE, clusterName: 'c', clusterUpdateVersionParameters: {} },
      responses: {},
    },
    undefined,
    '1:41: the example neither creates, updates, deletes nor reads a resource; there is nothing in it to judge',
  ],
  [
    'an example of an unnamed resource',
    { parameters: { ...PLACE, vaultName: 'v', updateParameters: {} }, responses: {} },
    undefined,
    '1:2: the example does not say which resource it is sent to: pass its id with --resource',
  ],
];

for (const [name, body, resource, says] of PROBLEMS) {
  bodies(`${name} is said with its place`, () => {
    const plan = read(JSON.stringify(body), resource === undefined ? {} : { resource });

    const [problem] = 'problems' in plan ? plan.problems : [];
    assert.is(`${problem?.line}:${problem?.column}: ${problem?.says}`, says);
  });
}

bodies.run();
