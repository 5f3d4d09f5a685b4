import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import { type EstateText, readEstate } from '../../src/cli/fixture.ts';
import type { Json } from '../../src/model/estate.ts';
import { isUnknown, NotYetKnown, Unknown } from '../../src/model/fact.ts';
import type { Subject } from '../../src/subjects/subjects.ts';
import type { WiringSettings } from '../../src/wiring/settings.ts';
import { type Wiring, wire } from '../../src/wiring/wire.ts';
import { HEALTHY_FARM } from './farm.ts';
import { HEALTHY } from './healthy.ts';
import { opened, type Path, WHY, withAt } from './unknown-estate.ts';

const unread = suite('systems that a plan leaves open');

/** A text's wiring; `change` changes what the team declares. */
function wiredOf(text: Json, change: (settings: WiringSettings) => WiringSettings = settings => settings): Wiring {
  const { estate, settings } = readEstate(text as unknown as EstateText);
  return wire(estate, new Access(estate), change(settings));
}

/** A place that nobody foresaw to be unknown. */
const unforeseen = (settings: WiringSettings): WiringSettings => ({
  ...settings,
  get operators(): never {
    throw new NotYetKnown(WHY);
  },
});

/** The kinds of the subjects of systems, nodes without a template excepted, and why nothing is known of them. */
function ofSystems({ subjects }: Wiring): unknown[] {
  return subjects.flatMap(({ kind, name, system, variables }) => {
    if (system === undefined || kind === 'cyclecloud.nodes') return [];
    const facts = Object.values<{ readonly [field: string]: unknown }>(variables).flatMap(Object.values);
    return [[kind, name, [...new Set(facts.flatMap(fact => (isUnknown(fact) ? fact.because : [])))]]];
  });
}

unread('one whose reading comes upon an unforeseen one is a subject of which nothing is known', () => {
  assert.equal(
    [HEALTHY, HEALTHY_FARM].map(text => ofSystems(wiredOf(text, unforeseen))),
    [[['nexus.cluster', 'cl-edge', [WHY]]], [['cyclecloud.server', 'vm-farm', [WHY]]]],
  );
});

/** A VM of a team that declares no server. */
function machine(edit: { readonly [key: string]: Json }): Wiring {
  const { cyclecloud: _, ...text } = HEALTHY_FARM as { readonly [key: string]: Json };
  const path: Path = ['rows', 'resources'];
  const id = '/subscriptions/5c000001-0000-4000-8000-000000000001/resourceGroups/rg-farm/providers';
  const vm = { id: `${id}/Microsoft.Compute/virtualMachines/vm-new`, type: 'Microsoft.Compute/virtualMachines' };
  return wiredOf(withAt(text, path, { vm: { ...vm, name: 'vm-new', ...edit } }));
}

const image = (publisher: Json) => ({ properties: { storageProfile: { imageReference: { publisher } } } });
const OPEN = { 'midrift:unknown': WHY };
const PERHAPS = [['cyclecloud.server', 'vm-new', [`whether vm-new is a CycleCloud server is not known: ${WHY}`]]];

const MACHINES: readonly (readonly [what: string, edit: { readonly [key: string]: Json }, subjects: unknown])[] = [
  ['of an image that is not known may be a server', image(OPEN), PERHAPS],
  ['of which nothing is known may be a server', { properties: OPEN, plan: OPEN }, PERHAPS],
  ['of another image is none', image('canonical'), []],
  [
    'that is certainly a node is none, of whatever image',
    { ...image(OPEN), tags: { CycleCloudCluster: '/sites/farm/clusters/farm', Name: 'execute' } },
    [],
  ],
];

for (const [what, edit, subjects] of MACHINES) {
  unread(`a VM ${what}`, () => {
    assert.equal(ofSystems(machine(edit)), subjects);
  });
}

unread('what runs of a node is not known to be all while a VM may be one of it', () => {
  const text = opened(HEALTHY_FARM, ['rows', 'resources', 'scheduler', 'tags']);

  const lacking = wiredOf(text).subjects.flatMap(({ variables }) =>
    'nodes' in variables ? [[variables.nodes.name, variables.nodes.isRunning, variables.nodes.lacking]] : [],
  );

  const perhaps = (node: string) => new Unknown(`whether farm-scheduler is one of farm/${node} is not known: ${WHY}`);
  assert.equal(lacking, [
    ['scheduler', perhaps('scheduler'), perhaps('scheduler')],
    ['execute', true, perhaps('execute')],
  ]);
});

const CLUSTER: Path = ['rows', 'resources', 'cluster'];

/** What is open, and why shared subjects may be missing. */
const HIDDEN: readonly (readonly [path: Path | undefined, hidden: string | undefined])[] = [
  [undefined, undefined],
  [[...CLUSTER, 'properties', 'clusterVersion'], undefined],
  [[...CLUSTER, 'properties', 'secretArchiveSettings', 'vaultUri'], WHY],
  [[...CLUSTER, 'identity', 'userAssignedIdentities'], WHY],
  [['rows', 'resources', 'output-identity', 'properties', 'principalId'], WHY],
];

for (const [path, hidden] of HIDDEN) {
  const what = path === undefined ? 'where nothing is' : path.slice(2).join(' › ');
  unread(`${hidden === undefined ? 'no shared subject is' : 'shared subjects may be'} missing: ${what}`, () => {
    const found = wiredOf(path === undefined ? HEALTHY : opened(HEALTHY, path)).hidden;

    assert.equal([...new Set(found.values())], hidden === undefined ? [] : [hidden]);
  });
}

/** The subjects of settings by the ends of their ids. */
function settingsOf({ subjects }: Wiring): string[] {
  const isSetting = ({ kind }: Subject) => kind === 'nexus.setting';
  return subjects.filter(isSetting).map(({ id, name }) => `${id.slice(id.indexOf('#'))} | ${name}`);
}

const OUTPUT = '#command-output | cl-edge: command output';
const OTHERS = ['#analytics-output | cl-edge: analytics output', '#secret-archive | cl-edge: secret archive'];

/** Overrides, and the settings that there are. */
const OVERRIDES: readonly (readonly [what: string, overrides: Json, settings: readonly string[]])[] = [
  ['unknown', OPEN, ['#command-output/overrides | cl-edge: command output of its overrides']],
  ['a list of one that is unknown', [OPEN], ['#command-output/override 1 | cl-edge: command output of override 1']],
  [
    'a list of one of an unknown type',
    [{ commandOutputType: OPEN }],
    ['#command-output/override 1 | cl-edge: command output of override 1'],
  ],
];

for (const [what, overrides, settings] of OVERRIDES) {
  unread(`overrides that are ${what} have a subject that stands for them`, () => {
    const text = withAt(HEALTHY, [...CLUSTER, 'properties', 'commandOutputSettings', 'overrides'], overrides);

    assert.equal(settingsOf(wiredOf(text)), [OUTPUT, ...settings, ...OTHERS]);
  });
}

unread.run();
