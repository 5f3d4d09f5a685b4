import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Estate } from '../../../src/estate/estate.ts';
import type { Json, Row } from '../../../src/model/estate.ts';
import { unknownValue } from '../../../src/model/json.ts';
import type { Edit } from '../../../src/model/plan.ts';
import { ACCOUNT, apply, emptyAzure, IDENTITY, MACHINE, offline, patch, VAULT } from './planning.ts';

const edits = suite('changes that depend on what is there');

const open = unknownValue('the parameter has no value');
const OTHER = `${IDENTITY}-2`;

const address = (does: 'add' | 'remove', ...items: readonly Json[]): Edit => ({
  is: 'items',
  does,
  path: ['properties', 'networkAcls', 'ipRules'],
  by: 'value',
  items: items.map(value => ({ value })),
});
const subnet = (does: 'add' | 'remove', id: string): Edit => ({
  is: 'items',
  does,
  path: ['properties', 'networkAcls', 'virtualNetworkRules'],
  by: 'id',
  items: [{ id }],
});

const vault = (properties: Json): Estate =>
  emptyAzure(['resources', { id: VAULT, name: 'kv-edge', type: 'microsoft.keyvault/vaults', properties }]);
const aclsAfter = (estate: Estate, ...done: readonly Edit[]): Json | undefined => {
  const after = apply(estate, patch(VAULT, {}, { edits: done })).estate.row('resources', VAULT);
  return (after!.properties as Row | undefined)?.networkAcls;
};
const rules = (...values: readonly Json[]) => ({ ipRules: values.map(value => ({ value })) });

const LISTS: readonly (readonly [what: string, before: Json, edit: Edit, after: Json | undefined])[] = [
  ['an address comes', rules('203.0.113.7/32'), address('add', '203.0.113.8'), rules('203.0.113.7/32', '203.0.113.8')],
  ['an address that is there stays', rules('203.0.113.7/32'), address('add', '203.0.113.7'), rules('203.0.113.7/32')],
  [
    'a range is no address',
    rules('203.0.113.0/24'),
    address('add', '203.0.113.0'),
    rules('203.0.113.0/24', '203.0.113.0'),
  ],
  ['an address goes', rules('203.0.113.7/32', '203.0.113.8'), address('remove', '203.0.113.7'), rules('203.0.113.8')],
  ['a range goes', rules('203.0.113.0/24', '203.0.113.0'), address('remove', '203.0.113.0/24'), rules('203.0.113.0')],
  ['an address of version 6 goes', rules('2001:DB8::7/128'), address('remove', '2001:db8::7'), rules()],
  ['what is not there cannot go', rules('203.0.113.7'), address('remove', '203.0.113.9'), rules('203.0.113.7')],
  ['nothing can go from no list', {}, address('remove', '203.0.113.9'), { ipRules: [] }],
  [
    'the first comes',
    { defaultAction: 'Deny' },
    address('add', '203.0.113.7'),
    { defaultAction: 'Deny', ...rules('203.0.113.7') },
  ],
  ['one that is not known comes', rules('203.0.113.7'), address('add', open), rules('203.0.113.7', open)],
  ['one that is not known goes', rules('203.0.113.7'), address('remove', open), { ipRules: open }],
  ['one that is not known cannot go where there is none', rules(), address('remove', open), rules()],
  [
    'one comes to a list that is not known',
    { ipRules: open },
    address('add', '203.0.113.7'),
    { ipRules: [open, { value: '203.0.113.7' }] },
  ],
  ['one goes from a list that is not known', { ipRules: open }, address('remove', '203.0.113.7'), { ipRules: open }],
  [
    'one goes from a list with one that is not known',
    rules(open, '203.0.113.7'),
    address('remove', '203.0.113.7'),
    rules(open),
  ],
  ['one comes to a firewall that is not known', open, address('add', '203.0.113.7'), open],
  [
    'a network goes, in whatever case',
    { virtualNetworkRules: [{ id: '/net/A' }, { id: '/net/b' }] },
    subnet('remove', '/NET/a'),
    { virtualNetworkRules: [{ id: '/net/b' }] },
  ],
];

for (const [what, before, edit, after] of LISTS) {
  edits(`${what}`, () => {
    assert.equal(aclsAfter(vault({ networkAcls: before }), edit), after);
  });
}

edits('a list that nothing holds gets what holds it', () => {
  const within = { defaultAction: 'Allow' };

  assert.equal(
    [
      aclsAfter(vault({}), { ...address('add', '203.0.113.7'), within } as Edit),
      aclsAfter(vault({ networkAcls: null }), { ...address('add', '203.0.113.7'), within } as Edit),
      aclsAfter(vault({ networkAcls: {} }), { ...address('add', '203.0.113.7'), within } as Edit),
      aclsAfter(vault({}), address('remove', '203.0.113.7')),
    ],
    [{ ...within, ...rules('203.0.113.7') }, { ...within, ...rules('203.0.113.7') }, rules('203.0.113.7'), undefined],
  );
});

edits('of something that was not read, only what comes is known', () => {
  const why = unknownValue(`what ${VAULT} is without the plan is not known: it was not asked for`);
  const sent = patch(
    VAULT,
    { properties: { networkAcls: { bypass: 'None' } } },
    { edits: [address('add', '203.0.113.7'), subnet('remove', '/net/a')] },
  );
  const after = apply(offline(), sent).estate.row('resources', VAULT)!.properties as Row;

  assert.equal(
    [aclsAfter(offline(), address('add', '203.0.113.7')), after.networkAcls],
    [why, { bypass: 'None', defaultAction: why, ipRules: [why, { value: '203.0.113.7' }], virtualNetworkRules: why }],
  );
});

const machine = (identity: Json): Estate =>
  emptyAzure([
    'resources',
    { id: MACHINE, name: 'vm-edge', type: 'microsoft.compute/virtualmachines', identity, properties: {} },
  ]);
const identityAfter = (estate: Estate, does: 'add' | 'remove', system: boolean, map?: Json): Json | undefined => {
  const body: Row = map === undefined ? {} : { identity: { userAssignedIdentities: map } };
  const edit: Edit = { is: 'identities', does, system };
  return apply(estate, patch(MACHINE, body, { edits: [edit] })).estate.row('resources', MACHINE)!.identity;
};
const users = (...ids: readonly string[]) => Object.fromEntries(ids.map(id => [id, {}]));
const SYSTEM = { type: 'SystemAssigned', principalId: 'p1', tenantId: 't' };
const USER = { type: 'UserAssigned', userAssignedIdentities: users(IDENTITY) };

type Identities = readonly [
  what: string,
  before: Json,
  edit: readonly [does: 'add' | 'remove', system: boolean, map?: Json],
  after: Json,
];

const IDENTITIES: readonly Identities[] = [
  [
    'the first user-assigned one comes',
    { type: 'None' },
    ['add', false, users(IDENTITY)],
    { type: 'UserAssigned', userAssignedIdentities: users(IDENTITY) },
  ],
  [
    'one comes beside the system-assigned one',
    SYSTEM,
    ['add', false, users(IDENTITY)],
    { ...SYSTEM, type: 'SystemAssigned, UserAssigned', userAssignedIdentities: users(IDENTITY) },
  ],
  [
    'one that is there, in another case, comes once',
    USER,
    ['add', false, users(IDENTITY.toUpperCase(), OTHER)],
    { type: 'UserAssigned', userAssignedIdentities: users(IDENTITY, OTHER) },
  ],
  ['the last one goes', USER, ['remove', false, { [IDENTITY]: null }], { type: 'None' }],
  [
    'one of two goes',
    { type: 'UserAssigned', userAssignedIdentities: users(IDENTITY, OTHER) },
    ['remove', false, { [IDENTITY.toUpperCase()]: null }],
    { type: 'UserAssigned', userAssignedIdentities: users(OTHER) },
  ],
  [
    'the last user-assigned one goes from beside the system-assigned one',
    { ...SYSTEM, ...USER, type: 'SystemAssigned, UserAssigned' },
    ['remove', false, { [IDENTITY]: null }],
    SYSTEM,
  ],
  [
    'the system-assigned one goes',
    { ...SYSTEM, ...USER, type: 'UserAssigned, SystemAssigned' },
    ['remove', true],
    USER,
  ],
  ['the only one goes', SYSTEM, ['remove', true], { type: 'None' }],
  [
    'one that is not known comes',
    SYSTEM,
    ['add', false, open],
    { ...SYSTEM, type: 'SystemAssigned, UserAssigned', userAssignedIdentities: open },
  ],
  ['one that is not known goes', USER, ['remove', false, open], { type: open, userAssignedIdentities: open }],
  [
    'one comes to some that are not known',
    { type: open, userAssignedIdentities: open },
    ['add', true, users(IDENTITY)],
    { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: open },
  ],
  ['one comes where nothing is known', open, ['add', false, users(IDENTITY)], open],
];

for (const [what, before, edit, after] of IDENTITIES) {
  edits(`of the identities of a machine, ${what}`, () => {
    assert.equal(identityAfter(machine(before), ...edit), after);
  });
}

edits('a machine without identities gets the system-assigned one, with its principal', () => {
  const principalId = `principal-of:${MACHINE.toLowerCase()}`;

  assert.equal(identityAfter(machine(null), 'add', true), { type: 'SystemAssigned', principalId });
});

edits('which kinds of identities a machine has that was not read is not known, beyond those that come', () => {
  const why = unknownValue(`what ${MACHINE} is without the plan is not known: it was not asked for`);
  const typeAfter = (...edit: Identities[2]) => (identityAfter(offline(), ...edit) as Row).type;

  assert.equal(
    [typeAfter('add', true, users(IDENTITY)), typeAfter('add', true), typeAfter('remove', false, { [IDENTITY]: null })],
    ['SystemAssigned, UserAssigned', why, why],
  );
});

edits('an account takes an address as a vault does', () => {
  const estate = emptyAzure([
    'resources',
    { id: ACCOUNT, name: 's', type: 'microsoft.storage/storageaccounts', properties: {} },
  ]);
  const after = apply(estate, patch(ACCOUNT, {}, { edits: [address('add', '203.0.113.7')] })).estate;

  assert.equal(after.row('resources', ACCOUNT)!.properties, { networkAcls: rules('203.0.113.7') });
});

edits.run();
