import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../src/model/estate.ts';
import { printProblem } from '../../src/sources/problem.ts';
import { planOf, read, SUBSCRIPTION } from './terraform-plan.ts';

const foreign = suite('files that are no Terraform plan');

const MAKE =
  'where the JSON of a plan is expected; write one with `terraform plan -out FILE` and `terraform show -json FILE`';
const SUPPORTED = "of Terraform's plans is not supported; 1.x is, which Terraform writes since 1.1.0";

const CASES: readonly (readonly [what: string, value: Json, says: string])[] = [
  ['a list', [], `1:1: this is no Terraform plan, ${MAKE}`],
  ['a null', null, `1:1: this is no Terraform plan, ${MAKE}`],
  ['an ARM template', { $schema: 'x', resources: [] }, `1:1: this is no Terraform plan, ${MAKE}`],
  ['a validation', { format_version: '1.0', valid: true }, `1:1: this is no Terraform plan, ${MAKE}`],
  ['a state', { format_version: '1.0', values: { root_module: {} } }, `1:1: this is a Terraform state, ${MAKE}`],
  ['a state file', { version: 4, lineage: 'x', serial: 1, resources: [] }, `1:1: this is a Terraform state, ${MAKE}`],
  [
    'a line of the log',
    { '@level': 'info', type: 'version' },
    `1:1: this is the log of \`terraform plan -json\`, ${MAKE}`,
  ],
  [
    'provider schemas',
    { format_version: '1.0', provider_schemas: {} },
    `1:1: this lists the schemas of Terraform's providers, ${MAKE}`,
  ],
  ['a later format', planOf([], { format_version: '2.0' }), `2:3: format_version "2.0" ${SUPPORTED}`],
  ['an earlier format', planOf([], { format_version: '0.2' }), `2:3: format_version "0.2" ${SUPPORTED}`],
  [
    'a plan that failed',
    planOf([], { errored: true }),
    '31:3: Terraform ended this plan with an error, so it is not whole; mend it and plan again',
  ],
  ['changes of another shape', planOf([], { resource_changes: {} }), '7:3: resource_changes is no list'],
  [
    'a change without its address',
    planOf([], { resource_changes: [{ type: 'azurerm_key_vault', name: 'x', change: { actions: [] } }] }),
    '8:5: a resource change without address, change.actions; is the file whole?',
  ],
];

for (const [what, value, says] of CASES) {
  foreign(`${what} is refused, with what it is`, () => {
    const found = read(value);

    assert.equal('problems' in found && found.problems.map(printProblem), [`plan.json:${says}`]);
  });
}

foreign('a plan without resources does nothing', () => {
  const found = read({ format_version: '1.2', planned_values: { root_module: {} }, configuration: {} });

  assert.equal('steps' in found && found.steps.map(({ operations }) => operations), [[]]);
});

foreign('a provider that takes its subscription from the environment is a problem, once', () => {
  const group = (name: string) => ({ address: `azurerm_resource_group.${name}`, after: { name } });
  const found = read(planOf([group('a'), group('b')], { configuration: { root_module: {} } }));

  assert.equal('problems' in found && found.problems.map(printProblem), [
    'plan.json:9:7: the plan does not say in which subscription azurerm_resource_group.a is made: its provider takes it from the environment; pass --subscription ID',
  ]);
});

const VARIABLE = { references: ['var.subscription_id'] };

for (const [what, rest, deployment] of [
  ['a constant', { expressions: { subscription_id: { constant_value: SUBSCRIPTION } } }, {}],
  ['a variable', { expressions: { subscription_id: VARIABLE } }, {}],
  ['--subscription', {}, { subscriptionId: SUBSCRIPTION }],
] as const) {
  foreign(`the subscription comes from ${what}`, () => {
    const plan = planOf([{ address: 'azurerm_resource_group.a', after: { name: 'a' } }], {
      variables: { subscription_id: { value: SUBSCRIPTION } },
      configuration: { provider_config: { azurerm: { name: 'azurerm', ...rest } }, root_module: {} },
    });
    const found = read(plan, deployment);

    assert.equal('steps' in found && found.steps[0]!.operations.map(({ id }) => id), [
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/a`,
    ]);
  });
}

foreign('the subscription comes from what the same provider has made before', () => {
  const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/b/providers/Microsoft.KeyVault/vaults/v`;
  const plan = planOf(
    [
      { address: 'azurerm_resource_group.a', after: { name: 'a' } },
      { address: 'azurerm_key_vault.v', actions: ['no-op'], before: { id }, after: { id } },
    ],
    { configuration: { root_module: {} } },
  );
  const found = read(plan);

  assert.equal('steps' in found && found.steps[0]!.operations.map(({ id }) => id), [
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/a`,
  ]);
});

foreign('what the same provider has made in several subscriptions tells nothing', () => {
  const vault = (subscription: string, name: string) => {
    const id = `/subscriptions/${subscription}/resourceGroups/b/providers/Microsoft.KeyVault/vaults/${name}`;
    return { address: `azurerm_key_vault.${name}`, actions: ['no-op'], before: { id }, after: { id } };
  };
  const written = [{ address: 'azurerm_resource_group.a', after: { name: 'a' } }, vault('s1', 'v'), vault('s2', 'w')];

  const found = read(planOf(written, { configuration: { root_module: {} } }));

  assert.is('problems' in found && found.problems.length, 1);
});

foreign('a plan whose values have strange shapes is read without a crash', () => {
  const strange: readonly Json[] = [null, true, 7, 'x', [], {}, [null], [{}], { a: [1] }, [[]]];
  const types = [
    ...['user_assigned_identity', 'role_assignment', 'role_definition', 'storage_account', 'storage_container'],
    ...['storage_account_network_rules', 'key_vault', 'linux_virtual_machine', 'resource_group_template_deployment'],
    ...['federated_identity_credential', 'resource_group'],
  ].map(type => `azurerm_${type}`);
  const keys = ['name', 'identity', 'scope', 'network_rules', 'network_acls', 'permissions', 'tags', 'body', 'bypass'];
  for (const type of [...types, 'azapi_resource', 'azapi_update_resource', 'azapi_resource_action', 'constructor']) {
    for (const value of strange) {
      const whole = Object.fromEntries(keys.map(key => [key, value]));
      const fields = { ...whole, type: 'Microsoft.NetworkCloud/clusters@2025-02-01' };
      for (const actions of [['create'], ['update'], ['delete'], value]) {
        for (const unknown of [value, whole]) {
          const one = { address: `${type}.x`, after: fields, before: fields, unknown, expressions: whole };
          const plan = planOf([{ ...one, change: { actions } }]);
          const found = read(plan);
          if ('steps' in found)
            for (const { locate } of found.steps[0]!.operations) locate(['properties', 'networkAcls', 0]);
        }
      }
    }
  }

  assert.ok(true);
});

foreign.run();
