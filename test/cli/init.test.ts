/** A first config: what it says of what was found, and that it changes no verdict. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { audit } from '../../src/cli/audit.ts';
import { NO_CONFIG, readConfig } from '../../src/cli/config.ts';
import { CONFIG_SCHEMA } from '../../src/cli/config-schema.ts';
import { initConfig } from '../../src/cli/init-config.ts';
import { discover } from '../../src/cli/init-discovery.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { readSnapshot, writeSnapshot } from '../../src/estate/snapshot.ts';
import type { Json, Row } from '../../src/model/estate.ts';
import type { Gap } from '../../src/model/finding.ts';
import { printable } from '../../src/report/printable.ts';
import { schemaCheck } from '../../src/sources/check.ts';
import { readYaml } from '../../src/sources/yaml.ts';
import { estateOf } from '../drift/demo.ts';
import { ROWS, type TableRow } from '../wiring/demo.ts';
import { edited, SUBSCRIPTION, withAzure } from './azure.ts';
import { type Files, HOME, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';

const init = suite('init');

const DEMO = join(HOME, 'fixtures/demo/estate.ndjson');
const INIT = 'midrift init --credential environment --quiet --cloud midrift.yaml --config first.yaml';

/** What a person sees of a run, and what the file then holds. */
async function withFile(seen: string, folder: string, name: string): Promise<string> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => '(not written)\n');
  return `${seen}\n$ cat ${name}\n${text}`;
}

init('the demonstration as a config: management group, applications, servers, and what to decide', async () => {
  const line = 'midrift init --demo --quiet --config midrift.yaml';

  const seen = await inFolder({}, async cwd =>
    withFile(transcript(line, await midrift(typed(line), { cwd })), cwd, 'midrift.yaml'),
  );

  await isAsIn('init/demo', seen);
});

const LIVE: { readonly [name: string]: { readonly faults?: Faults; readonly line?: string } } = {
  'a single cluster': {},
  'directory refused': { faults: { denied: ['graph'] } },
  'deny assignments refused': { faults: { denied: ['arm/denyassignments'] } },
  'resources refused': { faults: { denied: ['resources'] } },
  'an expired secret': { faults: { expired: true } },
  printed: { line: INIT.replace('first.yaml', '-') },
};

for (const [name, { faults = {}, line = INIT }] of Object.entries(LIVE)) {
  init(`from an Azure: ${name}`, async () => {
    const seen = await withAzure(await edited(), { faults, config: '' }, async ({ run, folder, emulator }) => {
      const file = await withFile(transcript(line, await run(typed(line))), folder, 'first.yaml');
      return file.replaceAll(emulator.url, 'https://azure');
    });

    await isAsIn(`init/${name.replaceAll(' ', '-')}`, seen);
  });
}

const REFUSED: { readonly [name: string]: { readonly line: string; readonly files?: Files } } = {
  'there already': { line: 'midrift init', files: { 'midrift.yaml': '# ours\n' } },
  'demo without a file': { line: 'midrift init --demo' },
  'demo and snapshot': { line: 'midrift init --demo --config - --snapshot estate.ndjson' },
  'demo and cloud': { line: 'midrift init --demo --config - --cloud AzureCloud' },
  'unknown cloud': { line: 'midrift init --cloud AzureChina' },
  'snapshot of another cloud': { line: 'midrift init --snapshot estate.ndjson --cloud AzureChinaCloud' },
  'snapshot of a private cloud': { line: 'midrift init --snapshot private.ndjson' },
  'a file as a folder': { line: 'midrift init --snapshot estate.ndjson --config estate.ndjson/midrift.yaml' },
};

for (const [name, { line, files = {} }] of Object.entries(REFUSED)) {
  init(`nothing is written, and it is said why: ${name}`, async () => {
    const estate = await readFile(DEMO, 'utf8');
    const all = { 'estate.ndjson': estate, 'private.ndjson': estate.replace('"AzureCloud"', '"Contoso"'), ...files };

    const seen = await inFolder(all, async cwd => {
      const said = transcript(line, await midrift(typed(line), { cwd }));
      return `${said}files: ${(await readdir(cwd)).join(' ')}\n`;
    });

    await isAsIn(`init/${name.replaceAll(' ', '-')}`, seen);
  });
}

/** The findings of a scan, wherever in the repository they lie. */
async function findings(run: (words: readonly string[]) => Promise<{ readonly stdout: string }>, line: string) {
  const { stdout } = await run(typed(`${line} --quiet --report json`));
  return (JSON.parse(stdout).results as Row[]).map(({ location, ...finding }) => finding);
}

init('a scan with the config comes to the findings of one without', async () => {
  const [without, written] = await withAzure(await readSnapshot(DEMO, DEMO), { config: '' }, async ({ run }) => {
    const scan = 'midrift scan --credential environment';
    const before = await findings(run, scan);
    await run(typed(INIT));
    return [before, await findings(run, `${scan} --config first.yaml`)];
  });

  assert.equal([without.length > 0, written], [true, without]);
});

init('a snapshot gives the config that Azure gives', async () => {
  const [live, later] = await withAzure(await readSnapshot(DEMO, DEMO), { config: '' }, async ({ run }) => {
    const before = await run(typed(INIT.replace('first.yaml', '-')));
    await run(typed('midrift snapshot --credential environment estate.ndjson'));
    const after = await run(typed('midrift init --snapshot estate.ndjson --cloud midrift.yaml --config -'));
    return [before.stdout, after.stdout];
  });

  assert.is(later, live);
});

init('the cloud of a snapshot is known by its name', async () => {
  const cloud = await inFolder({}, async cwd => {
    const estate = await edited();
    await writeSnapshot(estate, join(cwd, 'estate.ndjson'));
    await midrift(typed('midrift init --snapshot estate.ndjson --config ours/midrift.yaml'), { cwd });
    return (await readConfig(join(cwd, 'ours/midrift.yaml'))).cloud.name;
  });

  assert.is(cloud, 'AzureCloud');
});

/** The config of rows of which everything was read but for the gaps. */
function configOf(rows: readonly TableRow[], gaps: readonly Gap[] = []): string {
  const estate = estateOf(rows);
  return initConfig(NO_CONFIG.cloud, discover(audit(estate, [], NO_CONFIG)), estate, gaps);
}

init('every key that it only shows is valid without its mark', () => {
  const text = configOf(ROWS).replaceAll(/^( *)# (?= *(?:- )?[a-zA-Z]+:(?: |$)| +- )/gm, '$1');

  const source = readYaml(text, 'midrift.yaml');

  assert.equal(
    [schemaCheck(CONFIG_SCHEMA)(source), Object.keys(source.value as Row)],
    [[], ['cloud', 'scope', 'nexus', 'cyclecloud', 'identities', 'rules', 'waivers', 'failOn']],
  );
});

init('the order in which Azure gives rows does not matter', () => {
  const { table, row } = ROWS.find(one => one.table === 'arm/federatedcredentials')!;
  const properties = { issuer: 'https://accounts.google.com', subject: '1' };
  const rows = [...ROWS, { table, row: { ...row, id: `${row.id}-2`, properties } }];

  assert.is(configOf([...rows].reverse()), configOf(rows));
});

const id = (number: number) => `5b00000${number}-0000-4000-8000-00000000000${number}`;

/** A subscription below management groups, nearest first. */
const subscription = (number: number, groups: readonly Json[], name = `sub-${number}`): TableRow => ({
  table: 'resourcecontainers',
  row: {
    id: `/subscriptions/${id(number)}`,
    type: 'microsoft.resources/subscriptions',
    name,
    properties: { managementGroupAncestorsChain: groups },
  },
});

const cluster = (number: number): TableRow => ({
  table: 'resources',
  row: {
    id: `/subscriptions/${id(number)}/resourceGroups/rg/providers/Microsoft.NetworkCloud/clusters/cl`,
    type: 'microsoft.networkcloud/clusters',
    name: 'cl',
  },
});

const [EDGE, CORE, ROOT] = ['edge', 'core', 'root'].map(name => ({ name, displayName: `mg ${name}` }));

/** A VM that a server made which nobody knows. */
const node = (number: number): TableRow => ({
  table: 'resources',
  row: {
    id: `/subscriptions/${id(number)}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-node`,
    type: 'microsoft.compute/virtualmachines',
    tags: { CycleCloudNodeArray: '/sites/one/clusters/farm/nodearrays/execute' },
  },
});

const gap = (scope: string): Gap => ({ source: 'resources', scope, because: 'it was cut off' });

type ScopeCase = readonly [says: string, rows: readonly TableRow[], scope: Json | undefined, gaps?: readonly Gap[]];

const SCOPES: readonly ScopeCase[] = [
  [
    'the nearest management group that has no other subscription',
    [subscription(1, [EDGE!, CORE!, ROOT!]), subscription(2, [CORE!, ROOT!]), cluster(1), cluster(2)],
    { managementGroups: ['core'] },
  ],
  [
    'subscriptions, where every management group has another one as well',
    [subscription(1, [EDGE!, ROOT!]), subscription(2, [ROOT!]), subscription(3, [ROOT!]), cluster(1), cluster(2)],
    { subscriptions: [id(1), id(2)] },
  ],
  [
    'the subscription, where there is a single one',
    [subscription(1, [EDGE!, ROOT!]), cluster(1)],
    { subscriptions: [id(1)] },
  ],
  ['nothing, where nothing was found', [subscription(1, [EDGE!])], undefined],
  [
    'also where nodes run whose server is nowhere',
    [subscription(1, []), subscription(2, []), subscription(3, []), cluster(1), node(3)],
    { subscriptions: [id(1), id(3)] },
  ],
  [
    'nothing, where a visible subscription was not read whole',
    [subscription(1, [EDGE!]), subscription(2, [EDGE!]), cluster(1)],
    undefined,
    [gap(`/subscriptions/${id(2)}`)],
  ],
  ['nothing, where not all was visible', [subscription(1, [EDGE!]), cluster(1)], undefined, [gap('/')]],
  [
    'what was found, where only what clusters use is invisible',
    [subscription(1, [EDGE!]), cluster(1)],
    { subscriptions: [id(1)] },
    [gap(`/subscriptions/${id(9)}`)],
  ],
];

for (const [says, rows, scope, gaps] of SCOPES) {
  init(`the scope is ${says}`, () => {
    const { value } = readYaml(configOf(rows, gaps), 'midrift.yaml');

    assert.equal((value as Row).scope, scope);
  });
}

const SERVER = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines`;

/** A server with an identity that someone outside may sign in as. */
const server = (name: string, subject: string): TableRow[] => {
  const identity = `/subscriptions/${id(1)}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`;
  return [
    {
      table: 'resources',
      row: {
        id: `${SERVER}/${name}`,
        type: 'microsoft.compute/virtualmachines',
        plan: { publisher: 'azurecyclecloud' },
        identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
      },
    },
    { table: 'resources', row: { id: identity, type: 'microsoft.managedidentity/userassignedidentities' } },
    {
      table: 'arm/federatedcredentials',
      row: {
        id: `${identity}/federatedIdentityCredentials/one`,
        properties: { issuer: 'https://token.actions.githubusercontent.com', subject },
      },
    },
  ];
};

const HOSTILE = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({ minLength: 1 }),
  fc.constantFrom(
    ...[
      'a\nfailOn: never',
      '\r\nscope: {}',
      '\rrules: [/]',
      '\u2028waivers: []',
      '\u0085x: y',
      '\u001b[31mred',
      '\u202Egnp',
    ],
    ...[
      '# a',
      '- a',
      'a: b',
      '{',
      '*a',
      '&a',
      '!!js',
      '"',
      "'",
      '%YAML 1.2',
      '---',
      '...',
      ' ',
      '\t',
      '~',
      'null',
      '\ud800',
    ],
  ),
);

init('whatever Azure calls things, it stays a comment or a string', async () => {
  await inFolder({}, async folder => {
    await fc.assert(
      fc.asyncProperty(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, async (name, group, called, machine, subject) => {
        const vm = machine.replaceAll('/', '-');
        const above = [{ name: group, displayName: called }];
        const rows = [subscription(1, above, name), subscription(2, above), cluster(2), ...server(vm, subject)];
        const text = configOf(rows);
        await writeFile(join(folder, 'midrift.yaml'), text);

        const { source } = await readConfig(join(folder, 'midrift.yaml'));

        const isPlain = printable(group) === group;
        const isName = printable(vm) === vm && vm.trim() !== '';
        assert.equal(
          [source?.value, text.split('\n').filter(line => printable(line) !== line)],
          [
            {
              cloud: 'AzureCloud',
              scope: isPlain ? { managementGroups: [group] } : { subscriptions: [id(1), id(2)] },
              nexus: { afoi: { required: true } },
              ...(isName ? { cyclecloud: { servers: [{ vm: `${SERVER}/${vm}` }] } } : {}),
              failOn: 'error',
            },
            [],
          ],
        );
      }),
    );
  });
});

init.run();
