import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Row } from '../../src/model/estate.ts';
import { unknownValue } from '../../src/model/json.ts';
import {
  CLUSTER,
  done,
  GROUP,
  IDENTITY,
  noticesOf,
  operationsOf,
  problemsOf,
  SUBSCRIPTION,
  WORKSPACE,
} from './az-reading.ts';

const cluster = suite('az networkcloud cluster');

const SECOND = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u2`;
const update = 'az networkcloud cluster update -n c -g rg';
const user = { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } };
const selector = { identityType: 'UserAssignedIdentity', userAssignedIdentityResourceId: IDENTITY };

const bodies: readonly (readonly [name: string, args: string, body: Row])[] = [
  ['identities one by one', `--mi-user-assigned "${IDENTITY}"`, { identity: user }],
  [
    'several identities, quoted or not',
    `--mi-user-assigned "${IDENTITY}" ${SECOND}`,
    { identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {}, [SECOND]: {} } } },
  ],
  ['an option with an equals sign', `--mi-user-assigned=${IDENTITY}`, { identity: user }],
  ['an abbreviated option', `--mi-user ${IDENTITY}`, { identity: user }],
  ['the system-assigned identity alone', '--mi-system-assigned', { identity: { type: 'SystemAssigned' } }],
  ['the system-assigned identity as a value', '--mi-system-assigned true', { identity: { type: 'SystemAssigned' } }],
  ['no identity where the switch is off', '--mi-system-assigned false', {}],
  [
    'both kinds',
    `--mi-system-assigned --mi-user-assigned ${IDENTITY}`,
    { identity: { ...user, type: 'SystemAssigned,UserAssigned' } },
  ],
  [
    'the command output with its keys apart',
    `--command-output-settings identity-type="UserAssignedIdentity" identity-resource-id="${IDENTITY}" container-url="https://st.blob.core.windows.net/out?restype=container"`,
    {
      properties: {
        commandOutputSettings: {
          associatedIdentity: selector,
          containerUrl: 'https://st.blob.core.windows.net/out?restype=container',
        },
      },
    },
  ],
  [
    'the short name of an option, and keys with underscores',
    `--sa-settings identity_type=UserAssignedIdentity identity_resource_id=${IDENTITY} vault_uri=https://kv.vault.azure.net/`,
    {
      properties: { secretArchiveSettings: { associatedIdentity: selector, vaultUri: 'https://kv.vault.azure.net/' } },
    },
  ],
  [
    'the analytics output in shorthand',
    `--analytics-output-settings "{identity-type:UserAssignedIdentity,identity-resource-id:'${IDENTITY}',analytics-workspace-id:${WORKSPACE}}"`,
    { properties: { analyticsOutputSettings: { associatedIdentity: selector, analyticsWorkspaceId: WORKSPACE } } },
  ],
  [
    'JSON in the shape of the resource',
    `--secret-archive-settings '${JSON.stringify({ associatedIdentity: selector, vaultUri: 'https://kv.vault.azure.net/' })}'`,
    {
      properties: { secretArchiveSettings: { associatedIdentity: selector, vaultUri: 'https://kv.vault.azure.net/' } },
    },
  ],
  [
    'nested keys',
    `--secret-archive-settings associated-identity.identity-type=UserAssignedIdentity associated-identity.identity-resource-id=${IDENTITY}`,
    { properties: { secretArchiveSettings: { associatedIdentity: selector } } },
  ],
  [
    'overrides',
    `--co-settings overrides="[{identity-type:UserAssignedIdentity,identityResourceId:'${IDENTITY}',commandOutputType:StorageRunReadCommands,containerUrl:'https://st.blob.core.windows.net/two'}]"`,
    {
      properties: {
        commandOutputSettings: {
          overrides: [
            {
              associatedIdentity: selector,
              commandOutputType: 'StorageRunReadCommands',
              containerUrl: 'https://st.blob.core.windows.net/two',
            },
          ],
        },
      },
    },
  ],
  [
    'one override of a list that is not in the plan',
    '--co-settings overrides[0].container-url=https://st.blob.core.windows.net/two',
    {
      properties: {
        commandOutputSettings: {
          overrides: unknownValue(
            '--command-output-settings changes one of its overrides, and not all of them are known',
          ),
        },
      },
    },
  ],
  [
    'a setting that selects the system-assigned identity and so no other',
    '--secret-archive-settings identity-type=SystemAssignedIdentity',
    {
      properties: {
        secretArchiveSettings: {
          associatedIdentity: { identityType: 'SystemAssignedIdentity', userAssignedIdentityResourceId: null },
        },
      },
    },
  ],
  [
    'a setting that is taken away',
    '--analytics-output-settings null',
    { properties: { analyticsOutputSettings: null } },
  ],
  [
    'an empty value as it stands',
    '--secret-archive-settings vault-uri=""',
    { properties: { secretArchiveSettings: { vaultUri: '' } } },
  ],
  [
    'the legacy workspace',
    `--analytics-workspace-id ${WORKSPACE}`,
    { properties: { analyticsWorkspaceId: WORKSPACE } },
  ],
  [
    'the deprecated service principal without its password',
    '--cluster-service-principal application-id=a password=hunter2 principal-id=p tenant-id=t',
    { properties: { clusterServicePrincipal: { applicationId: 'a', principalId: 'p', tenantId: 't' } } },
  ],
  ['nothing of what is not wired', '--tags a=b --cluster-location "Foo Street"', {}],
  [
    'a value that is not known',
    '--secret-archive-settings vault-uri="$VAULT_URI"',
    { properties: { secretArchiveSettings: { vaultUri: unknownValue('$VAULT_URI is not set in this script') } } },
  ],
  [
    'a setting of which nothing is known',
    '--secret-archive-settings "$SETTINGS"',
    { properties: { secretArchiveSettings: unknownValue('$SETTINGS is not set in this script') } },
  ],
  [
    'identities of which one is not known',
    `--mi-user-assigned ${IDENTITY} "$OTHER"`,
    { identity: { type: 'UserAssigned', userAssignedIdentities: unknownValue('$OTHER is not set in this script') } },
  ],
];
for (const [name, args, body] of bodies) {
  cluster(`an update reads ${name}`, async () => {
    const read = await done(`${update} ${args}`);

    assert.equal(read, [['patch', CLUSTER, body]]);
  });
}

cluster('an update that names an identity replaces them all; one that names none keeps them', async () => {
  const operations = await operationsOf(`${update} --mi-system-assigned\n${update} --sa-settings vault-uri=x`);

  assert.equal(
    operations.map(({ replaces, client }) => ({ replaces, client })),
    [
      { replaces: ['identity'], client: 'azure-cli' },
      { replaces: undefined, client: 'azure-cli' },
    ],
  );
});

cluster('a cluster that is created without an identity has none', async () => {
  const read = await done('az networkcloud cluster create --cluster-name c --resource-group rg');

  assert.equal(read, [['put', CLUSTER, { identity: { type: 'None' } }]]);
});

cluster('clusters are named by id as well', async () => {
  const read = await done(`az networkcloud cluster delete --ids ${CLUSTER} --yes`);

  assert.equal(read, [['delete', CLUSTER, {}]]);
});

cluster('each part of a setting has its place', async () => {
  const [operation] = await operationsOf(`${update} \\
  --mi-user-assigned ${IDENTITY} \\
  --secret-archive-settings identity-type=UserAssignedIdentity \\
    vault-uri=https://kv.vault.azure.net/`);
  const paths = [
    [],
    ['identity'],
    ['identity', 'userAssignedIdentities', IDENTITY],
    ['properties', 'secretArchiveSettings'],
    ['properties', 'secretArchiveSettings', 'associatedIdentity', 'identityType'],
    ['properties', 'secretArchiveSettings', 'vaultUri'],
    ['properties', 'commandOutputSettings'],
  ];

  assert.equal(
    paths.map(path => operation!.locate(path)).map(({ line, column }) => [line, column]),
    [
      [1, 1],
      [2, 3],
      [2, 22],
      [3, 3],
      [3, 29],
      [4, 5],
      [1, 1],
    ],
  );
});

cluster('lines that a lost backslash has cut off belong to the command before them', async () => {
  const script = `az networkcloud cluster update --name c -g rg \\


  --mi-user-assigned "${IDENTITY}" \\
  --secret-archive-settings vault-uri=""
  identity-type="UserAssignedIdentity" \\
  identity-resource-id="${IDENTITY}" \\
`;
  const says =
    'this line begins with an argument: it is taken as part of the command before it, whose line needs a backslash at its end and no empty line after it';

  assert.equal(
    { done: await done(script), notices: await noticesOf(script) },
    {
      done: [
        [
          'patch',
          CLUSTER,
          { identity: user, properties: { secretArchiveSettings: { vaultUri: '', associatedIdentity: selector } } },
        ],
      ],
      notices: [`4:3: ${says}`, `6:3: ${says}`],
    },
  );
});

cluster('a setting is read from a file, with the place of the argument', async () => {
  const files = { 'archive.json': '{"vaultUri": "https://kv.vault.azure.net/"}' };
  const body = { properties: { secretArchiveSettings: { vaultUri: 'https://kv.vault.azure.net/' } } };

  assert.equal(
    [
      await done(`${update} --sa-settings @archive.json`, { files }),
      await done(`${update} --sa-settings archive.json`, { files }),
    ],
    [[['patch', CLUSTER, body]], [['patch', CLUSTER, body]]],
  );
});

const wrong: readonly (readonly [args: string, says: string])[] = [
  [
    '--secret-archive-settings vault-url=x',
    'site.sh:1:69: --secret-archive-settings has no key "vault-url"; did you mean "vault-uri"?',
  ],
  [
    '--secret-archive-settings x',
    'site.sh:1:69: the value of --secret-archive-settings is no object: expected key=value, {key:value} or JSON',
  ],
  [
    '--mi-user-assigned myUAMI',
    'site.sh:1:62: "myUAMI" is not the id of a resource; write it as /subscriptions/…/providers/…',
  ],
  [
    `--mi-user-assigned ${WORKSPACE}`,
    `site.sh:1:62: "${WORKSPACE}" is not the id of a Microsoft.ManagedIdentity/userAssignedIdentities; it is one of microsoft.operationalinsights/workspaces`,
  ],
];
for (const [args, says] of wrong) {
  cluster(`a bad argument is a problem: ${args.slice(0, 40)}`, async () => {
    assert.equal(await problemsOf(`${update} ${args}`), [says]);
  });
}

cluster('what a command needs and does not say is a problem', async () => {
  assert.equal(
    [
      ...(await problemsOf('az networkcloud cluster update -g rg')),
      ...(await problemsOf('\naz networkcloud cluster update -n c')),
      ...(await problemsOf('az networkcloud cluster update -n c -g rg', { deployment: {} })),
      ...(await problemsOf('az networkcloud cluster update -n c -g rg --subscription Production', { deployment: {} })),
    ],
    [
      'site.sh:1:1: `az networkcloud cluster update` says no --name; add it',
      'site.sh:2:1: nothing says which resource group `az networkcloud cluster update` works in; pass --resource-group',
      'site.sh:1:1: nothing says which subscription this command works in; pass --subscription with its id',
      'site.sh:1:58: the subscription "Production" is named, not given by its id; pass --subscription with its id',
    ],
  );
});

cluster('a cluster whose id is not known is doubted in the narrowest scope', async () => {
  const type = '--mi-system-assigned';

  assert.equal(
    [
      ...(await done(`az networkcloud cluster update -n $N -g rg ${type}`)),
      ...(await done(`az networkcloud cluster update -n c -g $G ${type}`)),
      ...(await done(
        `az networkcloud cluster update --ids ${GROUP}/providers/Microsoft.NetworkCloud/clusters/$N ${type}`,
      )),
      ...(await done(`az networkcloud cluster update -n <cluster> -g rg ${type}`)),
    ],
    [
      ['doubt', GROUP, '$N is not set in this script'],
      ['doubt', SUBSCRIPTION, '$G is not set in this script'],
      ['doubt', GROUP, '$N is not set in this script'],
      ['doubt', GROUP, 'the placeholder <cluster> is still in it'],
    ],
  );
});

const scripts: readonly (readonly [
  file: string,
  steps: readonly (readonly [keys: readonly string[], line: number])[],
])[] = [
  [
    'attach-and-select.sh',
    [
      [['identity'], 9],
      [['properties'], 12],
    ],
  ],
  ['leave-out.sh', [[['identity'], 3]]],
];
for (const [file, steps] of scripts) {
  cluster(`an update goes step by step: ${file}`, async () => {
    const text = await readFile(new URL(`../../fixtures/plans/az/${file}`, import.meta.url), 'utf8');
    const operations = await operationsOf(text, { deployment: {} });

    assert.equal(
      operations.map(({ does, body, locate }) => [does, Object.keys(body), locate().line]),
      steps.map(([keys, line]) => ['patch', keys, line]),
    );
  });
}

cluster('identities may come as a list in one argument', async () => {
  const update = (ids: string) => done(`az networkcloud cluster update -n c -g rg --mi-user-assigned ${ids}`);

  assert.equal(
    await Promise.all([`"[${IDENTITY},${IDENTITY}2]"`, `'["${IDENTITY}","${IDENTITY}2"]'`].map(update)),
    Array.from({ length: 2 }, () => [
      [
        'patch',
        CLUSTER,
        { identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {}, [`${IDENTITY}2`]: {} } } },
      ],
    ]),
  );
});

cluster.run();
