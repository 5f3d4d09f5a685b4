import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Row } from '../../src/model/estate.ts';
import { unknownValue } from '../../src/model/json.ts';
import { principalOf, roleNamed } from '../../src/model/plan.ts';
import {
  ACCOUNT,
  GROUP,
  operations,
  planOf,
  refers,
  SUBSCRIPTION,
  UAMI,
  VAULT,
  type Written,
} from './terraform-plan.ts';

const values = suite('values that Terraform knows only after apply');

const placed = { resource_group_name: 'rg-edge' };
const identity = (name: string, index = ''): Written => ({
  address: `azurerm_user_assigned_identity.${name}${index}`,
  after: { ...placed, name: `uami-${name}` },
  unknown: { id: true, principal_id: true, client_id: true },
});
const account: Written = {
  address: 'azurerm_storage_account.output',
  after: { ...placed, name: 'stedgeoutput' },
  unknown: { id: true },
};
const local: Row = { references: ['local.principal'] };

/** The body of the role assignment in a plan with these expressions and resources. */
function assigned(expressions: Row, others: readonly Written[], more: Partial<Written> = {}): Json {
  const grant: Written = {
    address: 'azurerm_role_assignment.grant',
    after: { role_definition_name: 'Reader', name: 'n' },
    unknown: Object.fromEntries(Object.keys(expressions).map(key => [key, true])),
    expressions,
    ...more,
  };
  const found = operations(planOf([...others, grant])).find(({ type }) => type.endsWith('/roleassignments'));
  return found!.does === 'doubt' ? [found!.id, found!.because!, found!.atMost!] : found!.body.properties!;
}

const scope = refers('azurerm_storage_account.output.id');
const principalId = refers('azurerm_user_assigned_identity.edge.principal_id');
const because = (references: string) =>
  unknownValue(`principal_id is known only after apply (it refers to ${references})`);

for (const [what, expression, others, principal] of [
  ['of an identity', principalId, [identity('edge')], principalOf(UAMI)],
  [
    'of a machine',
    refers('azurerm_linux_virtual_machine.node.identity[0].principal_id'),
    [{ address: 'azurerm_linux_virtual_machine.node', after: { ...placed, name: 'vm' }, unknown: { identity: true } }],
    principalOf(`${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`),
  ],
  [
    'of a resource that nothing else here knows',
    refers('azurerm_linux_web_app.site.identity[0].principal_id'),
    [{ address: 'azurerm_linux_web_app.site', after: { ...placed, name: 'site' }, unknown: { identity: true } }],
    principalOf('/terraform/azurerm_linux_web_app.site'),
  ],
  [
    'that is the client id by mistake',
    refers('azurerm_user_assigned_identity.edge.client_id'),
    [identity('edge')],
    because('azurerm_user_assigned_identity.edge.client_id'),
  ],
  [
    'of one of two identities',
    refers('azurerm_user_assigned_identity.edge.principal_id', 'azurerm_user_assigned_identity.core.principal_id'),
    [identity('edge'), identity('core')],
    because('azurerm_user_assigned_identity.core.principal_id and azurerm_user_assigned_identity.edge.principal_id'),
  ],
  [
    'chosen by what is not known either',
    refers('azurerm_user_assigned_identity.edge.principal_id', 'azurerm_storage_account.output.id'),
    [identity('edge')],
    because('azurerm_storage_account.output.id and azurerm_user_assigned_identity.edge.principal_id'),
  ],
  ['of a local value', local, [identity('edge')], because('local.principal')],
  [
    'of a resource that the plan does not have',
    refers('azuread_group.nodes.object_id'),
    [],
    because('azuread_group.nodes.object_id'),
  ],
  [
    'of a new group, which may have anyone in it',
    refers('azuread_group.nodes.object_id'),
    [{ address: 'azuread_group.nodes', after: {}, unknown: { object_id: true } }],
    because('azuread_group.nodes.object_id'),
  ],
] as const) {
  values(`a principal ${what}`, () => {
    const properties = assigned({ scope, principal_id: expression }, [account, ...others]);

    assert.equal(properties, { principalId: principal, roleDefinitionId: roleNamed('Reader') });
  });
}

values('each.key picks the instance of its own key, which the plan writes as a reference without an attribute', () => {
  const each: Row = { references: ['azurerm_user_assigned_identity.of', 'each.key'] };
  const others = [
    account,
    identity('of', '["a"]'),
    { ...identity('of', '["b"]'), after: { ...placed, name: 'uami-b' } },
  ];

  const properties = assigned({ scope, principal_id: each }, others, {
    address: 'azurerm_role_assignment.grant["b"]',
    forEach: { constant_value: ['a', 'b'] },
  });

  assert.equal(properties, {
    principalId: principalOf(`${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami-b`),
    roleDefinitionId: roleNamed('Reader'),
  });
});

values('each.value is that of the resource that for_each goes over', () => {
  const others = [
    account,
    identity('of', '["a"]'),
    { ...identity('of', '["b"]'), after: { ...placed, name: 'uami-b' } },
  ];

  const properties = assigned(
    { scope, principal_id: { references: ['each.value.principal_id', 'each.value'] } },
    others,
    {
      address: 'azurerm_role_assignment.grant["a"]',
      forEach: { references: ['azurerm_user_assigned_identity.of'] },
    },
  );

  assert.equal(properties, {
    principalId: principalOf(`${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami-of`),
    roleDefinitionId: roleNamed('Reader'),
  });
});

values('a grant at a scope that is one of several is a doubt at what these have in common', () => {
  const vault = { address: 'azurerm_key_vault.edge', after: { ...placed, name: 'kv-edge' }, unknown: { id: true } };
  const properties = assigned(
    { scope: { references: ['each.value.scope', 'each.value'] }, principal_id: principalId },
    [account, vault, identity('edge')],
    {
      address: 'azurerm_role_assignment.grant["blobs"]',
      forEach: refers('azurerm_storage_account.output.id', 'azurerm_key_vault.edge.id'),
    },
  );

  assert.equal(properties, [
    GROUP.toLowerCase(),
    'scope is known only after apply (it refers to azurerm_key_vault.edge.id and azurerm_storage_account.output.id)',
    'create',
  ]);
});

values('a grant at a scope that is one of several, or something else, is a doubt about everything', () => {
  const properties = assigned(
    { scope: { references: [...(scope.references as string[]), 'local.scope'] }, principal_id: principalId },
    [account, identity('edge')],
  );

  assert.equal(properties, [
    '/',
    'scope is known only after apply (it refers to azurerm_storage_account.output.id and local.scope)',
    'create',
  ]);
});

values('grants whose addresses differ in nothing but case are two', () => {
  const grant = (key: string): Written => ({
    address: `azurerm_role_assignment.grant["${key}"]`,
    after: { scope: GROUP, principal_id: key, role_definition_name: 'Reader' },
    unknown: { name: true },
  });

  const found = operations(planOf([grant('a'), grant('A')]));
  assert.is(new Set(found.map(({ id }) => id.toLowerCase())).size, 2);
});

values('what is left over of an earlier plan goes, and nobody refers to it', () => {
  const old = {
    ...placed,
    id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami-old`,
    name: 'uami-old',
  };
  const plan = planOf([
    account,
    identity('edge'),
    {
      address: 'azurerm_role_assignment.grant',
      after: { role_definition_name: 'Reader', name: 'n' },
      unknown: { scope: true, principal_id: true },
      // As `one(azurerm_user_assigned_identity.edge[*].principal_id)` is listed.
      expressions: { scope, principal_id: refers('azurerm_user_assigned_identity.edge') },
    },
  ]) as Row;
  const deposed = {
    address: 'azurerm_user_assigned_identity.edge',
    mode: 'managed',
    type: 'azurerm_user_assigned_identity',
    name: 'edge',
    deposed: '8a7b9c0d',
    change: { actions: ['delete'], before: old, after: null, after_unknown: {} },
  };

  const found = operations({ ...plan, resource_changes: [deposed, ...(plan.resource_changes as Json[])] });
  assert.equal(
    [
      found.filter(({ does }) => does === 'delete').map(({ id }) => id),
      found.find(({ type }) => type.endsWith('/roleassignments'))!.body,
    ],
    [[old.id], { properties: { principalId: principalOf(UAMI), roleDefinitionId: roleNamed('Reader') } }],
  );
});

values('a grant at a scope that nobody can follow is a doubt about everything', () => {
  const properties = assigned({ scope: { references: ['local.scope'] }, principal_id: principalId }, [
    identity('edge'),
  ]);

  assert.equal(properties, ['/', 'scope is known only after apply (it refers to local.scope)', 'create']);
});

for (const [what, after, unknown, expressions, expected] of [
  ['a name', { role_definition_name: 'Owner' }, { role_definition_id: true }, {}, roleNamed('Owner')],
  ['an id', { role_definition_id: '/r/1' }, { role_definition_name: true }, {}, '/r/1'],
  [
    'a definition of the plan',
    {},
    { role_definition_id: true },
    { role_definition_id: refers('azurerm_role_definition.own.role_definition_resource_id') },
    `${GROUP}/providers/Microsoft.Authorization/roleDefinitions/azurerm_role_definition.own`,
  ],
  [
    "a definition's own id, which ends in its scope",
    {},
    { role_definition_id: true },
    { role_definition_id: refers('azurerm_role_definition.own.id') },
    unknownValue('role_definition_id is known only after apply (it refers to azurerm_role_definition.own.id)'),
  ],
  [
    'a data source that is read later',
    {},
    { role_definition_id: true },
    { role_definition_id: refers('data.azurerm_role_definition.given.id') },
    roleNamed('Key Vault Reader'),
  ],
] as const) {
  values(`a role by ${what}`, () => {
    const plan = planOf([
      {
        address: 'azurerm_role_definition.own',
        after: { name: 'Own', scope: GROUP },
        unknown: { id: true, role_definition_resource_id: true },
      },
      {
        address: 'data.azurerm_role_definition.given',
        actions: ['read'],
        after: { name: 'Key Vault Reader' },
        unknown: { id: true },
      },
      {
        address: 'azurerm_role_assignment.grant',
        after: { scope: GROUP, principal_id: 'p', name: 'n', ...after },
        unknown,
        expressions,
      },
    ]);

    const found = operations(plan).find(({ type }) => type.endsWith('/roleassignments'));
    assert.equal((found!.body.properties as Row).roleDefinitionId, expected);
  });
}

const machine = (ids: Json, unknown: Json, expression: Row): Written => ({
  address: 'azurerm_linux_virtual_machine.node',
  after: { ...placed, name: 'vm', identity: [{ type: 'UserAssigned', identity_ids: ids }] },
  unknown: { identity: [{ identity_ids: unknown }] },
  expressions: { identity: [{ identity_ids: expression }] },
});
const EXTRA = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami-extra`;
const one = refers('azurerm_user_assigned_identity.edge.id');
const two = refers('azurerm_user_assigned_identity.edge.id', 'azurerm_user_assigned_identity.core.id');
const CORE = UAMI.replace('uami-edge', 'uami-core');

for (const [what, resource, expected] of [
  ['one that is known', machine([UAMI], [false], {}), { [UAMI]: {} }],
  ['one that is not', machine([null], [true], one), { [UAMI]: {} }],
  ['a known and an unknown one', machine([EXTRA, null], [false, true], one), { [EXTRA]: {}, [UAMI]: {} }],
  ['a set that is not known as a whole', machine(null, true, two), { [UAMI]: {}, [CORE]: {} }],
  [
    'fewer than the references',
    machine([null], [true], two),
    unknownValue(
      'identity_ids is known only after apply (it refers to azurerm_user_assigned_identity.core.id and azurerm_user_assigned_identity.edge.id)',
    ),
  ],
  [
    'such as a flag decides about',
    machine(null, true, { references: [...(one.references as string[]), 'var.with_identity'] }),
    unknownValue('identity_ids is known only after apply (it refers to azurerm_user_assigned_identity.edge.id)'),
  ],
  [
    'such as a dynamic block makes, which no plan has',
    { ...machine(null, true, {}), expressions: {} },
    unknownValue('identity_ids is known only after apply'),
  ],
] as const) {
  values(`attached identities: ${what}`, () => {
    const plan = planOf([identity('edge'), identity('core'), resource], {
      variables: { with_identity: { value: true } },
    });

    const { body } = operations(plan).find(({ type }) => type.endsWith('/virtualmachines'))!;
    assert.equal((body.identity as Row).userAssignedIdentities, expected);
  });
}

const bare = { address: 'azurerm_storage_account.output', after: { ...placed, name: 'stedgeoutput' } };
const rules = {
  address: 'azurerm_storage_account_network_rules.output',
  after: { default_action: 'Deny', bypass: ['Metrics', 'AzureServices'], ip_rules: ['203.0.113.1'] },
  unknown: { storage_account_id: true },
  expressions: { storage_account_id: scope },
};
const ofKnown = { ...rules, after: { ...rules.after, storage_account_id: ACCOUNT }, unknown: {} };
const gone = { ...rules, actions: ['delete'], before: ofKnown.after, after: null, unknown: {} };
const closed = {
  defaultAction: 'Deny',
  bypass: 'AzureServices, Metrics',
  ipRules: [{ value: '203.0.113.1', action: 'Allow' }],
};

for (const [what, written, expected] of [
  ['a new account without rules has none', [bare], undefined],
  ['rules that Azure makes up are none as yet', [{ ...bare, unknown: { network_rules: true } }], undefined],
  [
    'rules that the configuration sets, and that are not known, are unknown',
    [{ ...bare, unknown: { network_rules: true }, expressions: { network_rules: { references: ['local.rules'] } } }],
    unknownValue('network_rules is known only after apply (it refers to local.rules)'),
  ],
  [
    'rules of their own become part of the account that the plan makes',
    [{ ...bare, unknown: { id: true, network_rules: true } }, rules],
    closed,
  ],
  [
    'rules of their own are what counts where the account shows none yet',
    [
      {
        ...bare,
        actions: ['update'],
        before: { id: ACCOUNT },
        after: { ...bare.after, id: ACCOUNT },
        unknown: { network_rules: true },
      },
      ofKnown,
    ],
    closed,
  ],
  [
    'rules that are made anew are the new ones',
    [bare, { ...ofKnown, actions: ['delete', 'create'], before: { id: ACCOUNT, storage_account_id: ACCOUNT } }],
    closed,
  ],
  [
    'rules of their own that go as the account takes them over leave those of the account',
    [
      {
        ...bare,
        actions: ['update'],
        before: { id: ACCOUNT },
        after: { id: ACCOUNT, network_rules: [ofKnown.after] },
      },
      gone,
    ],
    closed,
  ],
  [
    'rules of their own that go by one name and come by another stay',
    [ofKnown, { ...gone, address: 'azurerm_storage_account_network_rules.previous' }],
    closed,
  ],
  [
    'an address that is not known makes the rules unknown',
    [
      {
        ...bare,
        after: { ...bare.after, network_rules: [{ default_action: 'Deny', bypass: ['None'], ip_rules: null }] },
        unknown: { network_rules: [{ ip_rules: true }] },
      },
    ],
    { defaultAction: 'Deny', bypass: 'None', ipRules: unknownValue('ip_rules is known only after apply') },
  ],
  [
    'rules that go take the firewall away',
    [{ ...bare, actions: ['update'], before: { id: ACCOUNT }, after: { id: ACCOUNT, network_rules: [] } }],
    { defaultAction: 'Allow' },
  ],
  [
    'rules of their own that go take the firewall away',
    [{ ...rules, actions: ['delete'], before: { id: ACCOUNT, storage_account_id: ACCOUNT }, after: null, unknown: {} }],
    { defaultAction: 'Allow', bypass: 'AzureServices', ipRules: [] },
  ],
] as const) {
  values(`storage firewall: ${what}`, () => {
    const [only, ...others] = operations(planOf(written));

    assert.equal([others, (only!.body.properties as Row).networkAcls], [[], expected]);
  });
}

values('rules that go with the account that had them do not open the new account of its name', () => {
  const plan = planOf([
    {
      ...bare,
      actions: ['delete', 'create'],
      before: { id: ACCOUNT },
      after: { ...bare.after, network_rules: [ofKnown.after] },
    },
    gone,
  ]);

  assert.equal(
    operations(plan).map(({ does, body }) => [does, (body.properties as Row | undefined)?.networkAcls]),
    [
      ['delete', undefined],
      ['put', closed],
    ],
  );
});

values('rules that are removed together with their account bring it back no more', () => {
  const plan = planOf([
    { ...bare, actions: ['delete'], before: { id: ACCOUNT }, after: null },
    { ...rules, actions: ['delete'], before: { storage_account_id: ACCOUNT }, after: null, unknown: {} },
  ]);

  assert.equal(
    operations(plan).map(({ does, id }) => `${does} ${id}`),
    [`delete ${ACCOUNT}`],
  );
});

for (const [what, after, unknown, expressions, expected] of [
  ['the present name', { rbac_authorization_enabled: true }, { enable_rbac_authorization: true }, {}, true],
  ['the former name', { enable_rbac_authorization: true }, { rbac_authorization_enabled: true }, {}, true],
  ['neither', {}, { enable_rbac_authorization: true, rbac_authorization_enabled: true }, {}, undefined],
  [
    'something unknown',
    {},
    { rbac_authorization_enabled: true },
    { rbac_authorization_enabled: { references: ['local.rbac'] } },
    unknownValue('rbac_authorization_enabled is known only after apply (it refers to local.rbac)'),
  ],
] as const) {
  values(`a vault's authorization by ${what}`, () => {
    const plan = planOf([
      { address: 'azurerm_key_vault.edge', after: { ...placed, name: 'kv-edge', ...after }, unknown, expressions },
    ]);

    const [vault] = operations(plan);
    assert.equal([vault!.id, (vault!.body.properties as Row).enableRbacAuthorization], [VAULT, expected]);
  });
}

values('a machine that loses its identities sends None, and one that never had any sends nothing', () => {
  const node = { id: `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm` };
  const update = (before: Row) =>
    operations(
      planOf([
        {
          address: 'azurerm_linux_virtual_machine.node',
          actions: ['update'],
          before: { ...node, tags: { Name: 'old', other: 'x' }, ...before },
          after: { ...node, identity: [], tags: { other: 'y' } },
        },
      ]),
    ).map(({ does, body, replaces }) => ({ does, body, replaces }));

  assert.equal(
    [update({ identity: [{ type: 'SystemAssigned' }] }), update({ identity: [] })],
    [
      [{ does: 'patch', body: { identity: { type: 'None' }, tags: { Name: null } }, replaces: ['identity'] }],
      [{ does: 'patch', body: { tags: { Name: null } }, replaces: undefined }],
    ],
  );
});

for (const [what, written, expected] of [
  [
    'a vault whose name is made up',
    {
      address: 'azurerm_key_vault.edge',
      after: placed,
      unknown: { name: true },
      expressions: { name: refers('random_string.suffix.result') },
    },
    [
      GROUP,
      'microsoft.keyvault/vaults',
      'name is known only after apply (it refers to random_string.suffix.result)',
      'create',
    ],
  ],
  [
    'a container of an account that the plan does not have',
    { address: 'azurerm_storage_container.run', after: { name: 'run', storage_account_name: 'stother' } },
    [
      `/subscriptions/${SUBSCRIPTION}`,
      'microsoft.storage/storageaccounts/blobservices/containers',
      'azurerm_storage_container.run names its storage account, stother, and the plan does not tell in which resource group that is',
      'create',
    ],
  ],
  [
    'a template of its own',
    {
      address: 'azurerm_resource_group_template_deployment.site',
      after: { ...placed, deployment_mode: 'Incremental' },
    },
    [
      GROUP,
      '*',
      'azurerm_resource_group_template_deployment.site deploys a template of its own, which is not part of the plan',
      'write',
    ],
  ],
  [
    'a template that deletes what it does not have',
    { address: 'azurerm_resource_group_template_deployment.site', after: { ...placed, deployment_mode: 'Complete' } },
    [
      GROUP,
      '*',
      'azurerm_resource_group_template_deployment.site deploys a template of its own, which is not part of the plan',
      undefined,
    ],
  ],
] as const) {
  values(`a doubt: ${what}`, () => {
    const found = operations(planOf([written])).map(one => [one.id, one.type, one.because, one.atMost]);

    assert.equal(found, [expected]);
  });
}

values('what Terraform puts off is a doubt', () => {
  const later = { address: 'azurerm_key_vault.edge', mode: 'managed', type: 'azurerm_key_vault', name: 'edge' };
  const change = { actions: ['create'], before: null, after: { ...placed, name: 'kv-edge' }, after_unknown: {} };
  const plan = planOf([], {
    deferred_changes: [{ reason: 'instance_count_unknown', resource_change: { ...later, change } }],
  });

  const found = operations(plan).map(({ does, id, because: why }) => [does, id, why]);
  assert.equal(found, [
    ['doubt', VAULT, 'Terraform puts azurerm_key_vault.edge off to a later plan (instance_count_unknown)'],
  ]);
});

values.run();
