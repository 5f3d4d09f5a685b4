/** How a gate ends: what a plan is blamed for, what blocks, and what it says. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type GateOptions, gate as judge } from '../../src/cli/commands/gate.ts';
import { writeSnapshot } from '../../src/estate/snapshot.ts';
import type { Json } from '../../src/model/estate.ts';
import type { Finding } from '../../src/model/finding.ts';
import { DECLARED, edited, SUBSCRIPTION, withAzure } from './azure.ts';
import { type Files, HOME, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';
import { IO } from './greenfield.ts';

const gate = suite('gate');

const NEXUS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-nexus/providers`;
const IDENTITIES = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
const CLUSTER = `${NEXUS}/Microsoft.NetworkCloud/clusters/cl-edge`;
const VAULT = `${NEXUS}/Microsoft.KeyVault/vaults/kv-edge`;

const script = (...lines: readonly string[]) => `az account set --subscription ${SUBSCRIPTION}\n${lines.join('\n')}\n`;

const OPEN_VAULT = script('az keyvault update --name kv-edge --resource-group rg-nexus --bypass None');
const MEND_VAULT = script(
  'az keyvault update --name kv-edge --resource-group rg-nexus --enable-rbac-authorization true',
);
const KEEP_ONE = script(
  `az networkcloud cluster update --name cl-edge --resource-group rg-nexus --mi-user-assigned ${IDENTITIES}/id-output`,
);
const UNRELATED = script('az group create --name rg-other --location eastus');
const UNKNOWN = script('az keyvault update --name kv-edge --resource-group rg-nexus --bypass "$BYPASS"');

const ELSEWHERE =
  'az role assignment delete --ids /subscriptions/99999999-0000-4000-8000-000000000001/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st/providers/Microsoft.Authorization/roleAssignments/1\n';
const UNREAD = { coverage: { resources: { [`/subscriptions/${SUBSCRIPTION}`]: 'denied' } } };

const ACCESS_POLICIES = { rows: { resources: { vault: { properties: { enableRbacAuthorization: false } } } } };

/** A folder with the snapshot of an edited estate, its config and plans. */
async function inSite<T>(edit: Json, files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const estate = await edited(edit);
  return inFolder({ 'midrift.yaml': DECLARED, ...files }, async folder => {
    await writeSnapshot(estate, join(folder, 'estate.ndjson'));
    return work(folder);
  });
}

type Case = readonly [
  name: string,
  edit: Json,
  plan: string,
  words: Pick<GateOptions, 'failOn' | 'strict'>,
  exitCode: number,
];

const CASES: readonly Case[] = [
  ['breaks nothing it was not asked to', {}, UNRELATED, {}, 0],
  ['breaks something', {}, OPEN_VAULT, {}, 1],
  ['breaks something that nobody minds', {}, OPEN_VAULT, { failOn: 'never' }, 0],
  [
    'breaks something of a lower level than counts',
    {},
    script(
      `az identity create --name id-spare --resource-group rg-identity`,
      `az networkcloud cluster update --name cl-edge --resource-group rg-nexus --mi-user-assigned ${IDENTITIES}/id-output ${IDENTITIES}/id-vault ${IDENTITIES}/id-spare`,
    ),
    {},
    0,
  ],
  [
    'breaks something of the level that counts',
    {},
    script(
      `az identity create --name id-spare --resource-group rg-identity`,
      `az networkcloud cluster update --name cl-edge --resource-group rg-nexus --mi-user-assigned ${IDENTITIES}/id-output ${IDENTITIES}/id-vault ${IDENTITIES}/id-spare`,
    ),
    { failOn: 'note' },
    1,
  ],
  [
    'leaves broken what was',
    ACCESS_POLICIES,
    script('az keyvault update --name kv-edge --resource-group rg-nexus --bypass AzureServices'),
    {},
    0,
  ],
  [
    'leaves broken what was, strictly',
    ACCESS_POLICIES,
    script('az keyvault update --name kv-edge --resource-group rg-nexus --bypass AzureServices'),
    { strict: true },
    1,
  ],
  ['mends what was broken', ACCESS_POLICIES, MEND_VAULT, { strict: true }, 0],
  ['makes an error unknown', {}, UNKNOWN, {}, 3],
  ['leaves out an identity', {}, KEEP_ONE, {}, 1],
  ['takes a grant where nothing was read', {}, ELSEWHERE, {}, 3],
  ['changes a vault where not all was read', UNREAD, MEND_VAULT, {}, 3],
];

for (const [name, edit, plan, words, exitCode] of CASES) {
  gate(`a plan that ${name} ends with ${exitCode}`, () =>
    inSite(edit, { 'change.sh': plan }, async folder => {
      const options: GateOptions = {
        parameters: [],
        rules: [],
        report: [],
        credential: 'default',
        sarifProfile: 'github',
        config: join(folder, 'midrift.yaml'),
        snapshot: join(folder, 'estate.ndjson'),
        ...words,
      };

      assert.is(await judge([join(folder, 'change.sh')], options, IO), exitCode);
    }),
  );
}

const SAID: readonly (readonly [golden: string, edit: Json, files: Files, words: string])[] = [
  ['breaks', {}, { 'change.sh': OPEN_VAULT }, 'change.sh'],
  ['mends', ACCESS_POLICIES, { 'change.sh': MEND_VAULT }, 'change.sh'],
  ['leaves-out', {}, { 'change.sh': KEEP_ONE }, 'change.sh'],
  ['unknown', {}, { 'change.sh': UNKNOWN }, 'change.sh'],
  ['unrelated', {}, { 'change.sh': UNRELATED }, 'change.sh'],
  [
    'patch',
    {},
    {
      'body.json': JSON.stringify(
        { identity: { type: 'UserAssigned', userAssignedIdentities: { [`${IDENTITIES}/id-vault`]: null } } },
        undefined,
        2,
      ),
    },
    `--patch body.json --resource ${CLUSTER} --api-version 2025-02-01`,
  ],
];

for (const [golden, edit, files, words] of SAID) {
  gate(`what is said of ${golden}`, () =>
    inSite(edit, files, async folder => {
      const line = `midrift gate ${words} --snapshot estate.ndjson`;
      const ran = await midrift(typed(line), { cwd: folder });

      await isAsIn(`gate/${golden}`, transcript(line, ran));
    }),
  );
}

const WRONG: readonly (readonly [golden: string, words: string, files: Files])[] = [
  ['nothing-named', '', {}],
  ['no-such-file', 'none.json', {}],
  ['cut-off', 'plan.json', { 'plan.json': '{ "format_version": "1.2", "resource_changes": [' }],
  ['no-plan', 'plan.json', { 'plan.json': '{ "hello": "world" }' }],
  ['of-another-version', 'plan.json', { 'plan.json': '{ "format_version": "2.0", "resource_changes": [] }' }],
  ['of-another-kind', 'plan.json --plan-kind terraform', { 'plan.json': '{ "changes": [], "status": "Succeeded" }' }],
  ['binary', 'plan.tfplan', { 'plan.tfplan': new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe]) }],
  ['bicep', 'main.bicep', { 'main.bicep': "targetScope = 'subscription'\n" }],
  ['patch-of-nothing', '--patch body.json', { 'body.json': '{}' }],
  ['two-sources', 'change.sh --snapshot estate.ndjson --offline', { 'change.sh': UNRELATED }],
  ['cyclecloud-of-nobody', 'slurm.txt --offline', { 'slurm.txt': '[cluster slurm]\n[[node scheduler]]\n' }],
  ['no-shell', 'change.sh --offline', { 'change.sh': 'az group create --name "rg\n' }],
];

for (const [golden, words, files] of WRONG) {
  gate(`${golden} is said, without a stack`, () =>
    inFolder({ 'midrift.yaml': DECLARED, ...files }, async folder => {
      const line = `midrift gate ${words}`.trim();
      const ran = await midrift(typed(line), { cwd: folder });

      await isAsIn(`gate/${golden}`, transcript(line, ran));
    }),
  );
}

gate('alerts lie on the line of the plan that breaks something', () =>
  inSite({}, { 'change.sh': OPEN_VAULT }, async folder => {
    await midrift(typed('midrift gate change.sh --snapshot estate.ndjson --report sarif=out.sarif'), { cwd: folder });
    const [run] = JSON.parse(await readFile(join(folder, 'out.sarif'), 'utf8')).runs;
    const [{ ruleId, baselineState, locations }] = run.results;
    const { artifactLocation, region } = locations[0].physicalLocation;
    const places = [
      run.results.length,
      ruleId,
      baselineState,
      artifactLocation.uri,
      region.startLine,
      region.startColumn,
    ];

    assert.equal(places, [1, 'NXKV41', 'new', 'change.sh', 2, 70]);
  }),
);

gate('a live Azure is asked about what the plan names, and again about what it would be blamed for', async () => {
  const estate = await edited({});
  const grant = [...estate.rows('authorizationresources')].find(
    row => JSON.stringify(row).includes('44f0a1a8') && /roleassignments$/i.test(String(row.type)),
  );
  const plan = script(`az role assignment delete --ids ${String(grant?.id)}`);

  await withAzure(estate, { files: { 'change.sh': plan } }, async ({ run }) => {
    const { exitCode, stdout } = await run(typed('midrift gate change.sh --quiet'));

    assert.equal([exitCode, /Identity cannot write to the key vault/.test(stdout)], [1, true]);
  });
});

gate('a grant that the plan makes on a vault beside a new identity mends what a scan reports', () =>
  inSite({ rows: { authorizationresources: { 'vault-identity-on-vault': null } } }, {}, async folder => {
    const plan = script(
      `PRINCIPAL=$(az identity show --ids ${IDENTITIES}/id-vault --query principalId -o tsv)`,
      `az role assignment create --assignee-object-id "$PRINCIPAL" --assignee-principal-type ServicePrincipal --role 44f0a1a8-6fea-4b35-980a-8ff50c487c97 --scope ${VAULT}`,
    );
    await inFolder({ 'grant.sh': plan }, async other => {
      const ran = await midrift(['gate', join(other, 'grant.sh'), '--snapshot', 'estate.ndjson', '--report', 'json'], {
        cwd: folder,
      });
      const { plan: review } = JSON.parse(ran.stdout);

      assert.equal(
        review.mended.map(({ rule, now }: { rule: string; now: string }) => [rule, now]),
        [['nexus-secret-archive-not-granted', 'pass']],
      );
    });
  }),
);

const CYCLECLOUD: readonly (readonly [file: string, exitCode: number, breaks: readonly string[]])[] = [
  ['oslo/cluster.txt', 0, []],
  ['oslo/parameters.json', 0, []],
  ['turku/role.draft.json', 1, ['CC-SV-9']],
  ['brno/account.json', 1, ['CC-LK-3']],
];

for (const [file, exitCode, breaks] of CYCLECLOUD) {
  gate(
    `${file}, which a server names, is judged as if it were new: ${breaks.join() || 'nothing'} is broken`,
    async () => {
      const demo = 'fixtures/demo';
      const ran = await midrift(['gate', `${demo}/cyclecloud/${file}`, '--demo', '--quiet', '--report', 'json'], {
        cwd: HOME,
      });
      const { results } = JSON.parse(ran.stdout) as { results: readonly Finding[] };
      const found = results.filter(each => each.gate === 'broken' && each.level === 'error');

      assert.equal([ran.exitCode, [...new Set(found.map(({ requirement }) => requirement))]], [exitCode, breaks]);
    },
  );
}

gate('an empty plan changes no verdict', () =>
  inSite(ACCESS_POLICIES, { 'change.sh': '# nothing to do\naz account show\n' }, async folder => {
    const ran = await midrift(typed('midrift gate change.sh --snapshot estate.ndjson --strict'), { cwd: folder });

    assert.equal(
      [ran.exitCode, ran.stdout.trim().split('\n').at(-1)],
      [0, 'This plan touches nothing of the wiring that is judged.'],
    );
  }),
);

gate('a plan may come by standard input', () =>
  inSite({}, {}, async folder => {
    const stdin = async () => OPEN_VAULT;
    const config = { config: join(folder, 'midrift.yaml'), snapshot: join(folder, 'estate.ndjson') };
    const options: GateOptions = {
      ...{ parameters: [], rules: [], report: [], ...config },
      ...{ credential: 'default', sarifProfile: 'github' },
    };
    let said = '';
    const stdout = (text: string) => {
      said += text;
    };

    assert.equal(
      [await judge(['-'], options, { ...IO, stdin, stdout }), said.includes('standard-input:2:70')],
      [1, true],
    );
  }),
);

gate.run();
