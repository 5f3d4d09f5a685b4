import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row } from '../../src/model/estate.ts';
import { unknownValue, whyUnknown } from '../../src/model/json.ts';
import { principalOf } from '../../src/model/plan.ts';
import { moduleCalls, wholeReferences } from '../../src/plan/terraform/address.ts';
import { GROUP, operations, planOf, refers, SUBSCRIPTION } from './terraform-plan.ts';

const modules = suite('modules of Terraform');

modules('references are listed with their shorter forms, of which none is a reference of its own', () => {
  const listed = [
    ...['each.value.id', 'each.value', 'azurerm_x.one.id', 'azurerm_x.one'],
    // The output of an instance ends with the instance, so what follows is `module.m[each.key].out`.
    ...['module.m["a"].out', 'module.m["a"]', 'module.m', 'each.key', 'local.l'],
    // A resource's instance ends with the resource, so the second is `azurerm_x.many[each.key].id`.
    ...['azurerm_x.many["a.b[0]"].id', 'azurerm_x.many["a.b[0]"]', 'azurerm_x.many', 'azurerm_x.many'],
    ...['data.azurerm_x.d[0].id', 'data.azurerm_x.d[0]', 'data.azurerm_x.d', 'azurerm_x.one.id', 'azurerm_x.one'],
    ...['module.m.out.x', 'module.m.out', 'module.m', 'var.site.name', 'var.site'],
  ];

  assert.equal(wholeReferences(listed), [
    ...['each.value.id', 'azurerm_x.one.id', 'module.m["a"].out', 'module.m', 'each.key', 'local.l'],
    ...['azurerm_x.many["a.b[0]"].id', 'azurerm_x.many', 'data.azurerm_x.d[0].id', 'module.m.out.x', 'var.site.name'],
  ]);
});

modules('an address is the calls that lead there', () => {
  assert.equal(moduleCalls('module.a["x.module.y[0]"].module.b[1].module.c'), [
    { name: 'a', key: 'x.module.y[0]', address: 'module.a["x.module.y[0]"]' },
    { name: 'b', key: 1, address: 'module.a["x.module.y[0]"].module.b[1]' },
    { name: 'c', key: undefined, address: 'module.a["x.module.y[0]"].module.b[1].module.c' },
  ]);
});

const made = (key: string): Json => ({
  address: `module.identity["${key}"].azurerm_user_assigned_identity.this`,
  module_address: `module.identity["${key}"]`,
  mode: 'managed',
  type: 'azurerm_user_assigned_identity',
  name: 'this',
  change: {
    actions: ['create'],
    before: null,
    after: { name: `uami-${key}`, resource_group_name: 'rg-edge' },
    after_unknown: { id: true, principal_id: true, client_id: true },
  },
});

const THIS = 'azurerm_user_assigned_identity.this';

/** The principal that a grant with the key "b" gets, of two instances of a module with these outputs. */
function principalFor(references: readonly string[], outputs: Row): Json | undefined {
  const grant = {
    address: 'azurerm_role_assignment.grant["b"]',
    after: { scope: GROUP, role_definition_name: 'Reader', name: 'n' },
    unknown: { principal_id: true },
    expressions: { principal_id: { references } },
    forEach: { constant_value: ['a', 'b'] },
  };
  const plan = planOf([grant]) as { readonly [key: string]: Json } & { readonly configuration: Row };
  const module = { outputs, resources: [{ address: THIS, provider_config_key: 'azurerm', expressions: {} }] };
  const root = plan.configuration.root_module as Row;
  const call = { expressions: { loop: { references: ['module.identity'] } }, module, for_each_expression: {} };
  const found = operations({
    ...plan,
    resource_changes: [...(plan.resource_changes as Json[]), made('a'), made('b')],
    configuration: { ...plan.configuration, root_module: { ...root, module_calls: { identity: call } } },
  }).find(({ type }) => type.endsWith('/roleassignments'));
  return (found!.body.properties as Row).principalId;
}

const output = (...references: readonly string[]): Json => ({ expression: refers(...references) });
const all = {
  id: output(`${THIS}.id`),
  client_id: output(`${THIS}.client_id`),
  principal_id: output(`${THIS}.principal_id`),
};
const uami = (key: string) =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-edge/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami-${key}`;

for (const [what, references, outputs, expected] of [
  ['of an instance', ['module.identity["a"].principal_id', 'module.identity["a"]'], all, principalOf(uami('a'))],
  [
    'of the own key, of the one output that is a principal',
    ['module.identity', 'each.key'],
    all,
    principalOf(uami('b')),
  ],
  [
    'of a whole resource',
    ['module.identity["a"].it.principal_id', 'module.identity["a"].it', 'module.identity["a"]'],
    { it: output(THIS) },
    principalOf(uami('a')),
  ],
  [
    'of the own key, with no output that is a principal',
    ['module.identity', 'each.key'],
    { id: all.id },
    unknownValue(
      'principal_id is known only after apply (it refers to module.identity["b"].azurerm_user_assigned_identity.this.id)',
    ),
  ],
  [
    'of all instances',
    ['module.identity'],
    all,
    unknownValue(
      'principal_id is known only after apply (it refers to module.identity["a"].azurerm_user_assigned_identity.this.client_id, module.identity["a"].azurerm_user_assigned_identity.this.id, module.identity["a"].azurerm_user_assigned_identity.this.principal_id and 3 more)',
    ),
  ],
] as const) {
  modules(`an output ${what}`, () => {
    assert.equal(principalFor(references, outputs as Row), expected);
  });
}

modules('references that go in circles end in an unknown', () => {
  const found = principalFor(['module.identity["a"].loop', 'module.identity["a"]'], {
    loop: { expression: { references: ['var.loop', 'var.loop.x', 'var.loop.y'] } },
  });

  assert.type(whyUnknown(found), 'string');
});

modules.run();
