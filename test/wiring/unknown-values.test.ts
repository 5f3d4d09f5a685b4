import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../src/model/estate.ts';
import { HEALTHY_FARM, openRules } from './farm.ts';
import { HEALTHY } from './healthy.ts';
import { judged, opened, type Path } from './unknown-estate.ts';

const unknown = suite('values that a plan leaves open');

const USER = '/subscriptions/5b000001-0000-4000-8000-000000000001/resourcegroups/rg-identity/providers';
const VAULT_IDENTITY = `${USER}/Microsoft.ManagedIdentity/userAssignedIdentities/id-vault`;

/** Rules on identities of which it is not known which they are. */
const WHICH = [
  'nexus-identity-missing',
  'nexus-identity-recreated',
  'nexus-identity-restricted',
  'nexus-identity-unused',
] as const;
const ATTACHED = [
  'nexus-cluster-without-identity',
  'nexus-identity-unused',
  'nexus-selected-identity-not-attached',
  'nexus-system-assigned-identity-used',
];
const SYSTEM_ASSIGNED = ['identity-can-assign-roles', 'nexus-identity-missing', 'nexus-identity-restricted'];
const NAMES_IDENTITY = ['nexus-selected-identity-not-attached', 'nexus-user-assigned-selection-names-none'];
const SELECTION = [
  ...NAMES_IDENTITY,
  'nexus-setting-selects-no-identity',
  'nexus-system-assigned-identity-absent',
  'nexus-system-assigned-identity-used',
  'nexus-system-assigned-selection-names-identity',
];
const WRITES_OUTPUT = ['nexus-command-output-granted-wide', 'nexus-command-output-not-granted'];
const STORAGE = [
  ...WRITES_OUTPUT,
  'nexus-container-missing',
  'nexus-operator-not-granted',
  'nexus-storage-account-missing',
  'nexus-storage-firewall-blocks-operators',
  'nexus-storage-firewall-blocks-services',
];
const COMMAND_OUTPUT = [...WHICH, ...SELECTION, ...STORAGE, 'nexus-container-url-invalid'];
const ANALYTICS_OUTPUT = [...WHICH, ...SELECTION, 'nexus-analytics-output-not-granted', 'nexus-workspace-missing'];
const VAULT_FIREWALL = ['nexus-vault-firewall-blocks-operators', 'nexus-vault-firewall-blocks-services'];
const VAULT = [
  ...VAULT_FIREWALL,
  'nexus-platform-holds-vault-role',
  'nexus-secret-archive-not-granted',
  'nexus-vault-missing',
  'nexus-vault-not-rbac',
];
const SECRET_ARCHIVE = [
  ...WHICH,
  ...SELECTION,
  ...VAULT,
  'nexus-platform-cannot-assign-identity',
  'nexus-vault-uri-invalid',
];
const WRITES_SECRETS = ['nexus-platform-cannot-assign-identity', 'nexus-secret-archive-not-granted'];
/** The operators' grant is that of a group, to which the identity may belong. */
const REACHED = 'grant-through-group-is-slow';

const settings = (...keys: Path): Path => ['resources', 'cluster', 'properties', ...keys];
const identityOf = (setting: string, ...keys: Path) => settings(setting, 'associatedIdentity', ...keys);

/** What is open, and the rules that cannot tell; all others pass or do not apply. */
type Case = readonly [path: Path, rules: readonly string[]];

const CLUSTER: readonly Case[] = [
  [
    ['resources', 'cluster', 'identity'],
    [...WHICH, ...ATTACHED, ...SYSTEM_ASSIGNED],
  ],
  [
    ['resources', 'cluster', 'identity', 'type'],
    [...ATTACHED, ...SYSTEM_ASSIGNED],
  ],
  [
    ['resources', 'cluster', 'identity', 'userAssignedIdentities'],
    [...WHICH, ...ATTACHED],
  ],
  [['resources', 'cluster', 'identity', 'userAssignedIdentities', VAULT_IDENTITY], ['nexus-identity-recreated']],
  [
    settings(),
    [
      ...COMMAND_OUTPUT,
      ...ANALYTICS_OUTPUT,
      ...SECRET_ARCHIVE,
      'nexus-analytics-output-not-set',
      'nexus-command-output-not-set',
      'nexus-legacy-secret-archive-in-force',
      'nexus-legacy-workspace-only',
      'nexus-secret-archive-not-set',
      'nexus-service-principal-used',
    ],
  ],
  [settings('commandOutputSettings'), [...COMMAND_OUTPUT, 'nexus-command-output-not-set']],
  [settings('commandOutputSettings', 'overrides'), COMMAND_OUTPUT],
  [settings('commandOutputSettings', 'containerUrl'), [...STORAGE, 'nexus-container-url-invalid']],
  [identityOf('commandOutputSettings'), [...WHICH, ...SELECTION, ...WRITES_OUTPUT, REACHED]],
  [identityOf('commandOutputSettings', 'identityType'), [...SELECTION, ...WRITES_OUTPUT, REACHED]],
  [
    identityOf('commandOutputSettings', 'userAssignedIdentityResourceId'),
    [...WHICH, ...NAMES_IDENTITY, ...WRITES_OUTPUT, REACHED],
  ],
  [
    settings('analyticsOutputSettings'),
    [...ANALYTICS_OUTPUT, 'nexus-analytics-output-not-set', 'nexus-legacy-workspace-only'],
  ],
  [
    settings('analyticsOutputSettings', 'analyticsWorkspaceId'),
    ['nexus-analytics-output-not-granted', 'nexus-workspace-missing'],
  ],
  [settings('secretArchiveSettings'), [...SECRET_ARCHIVE, 'nexus-secret-archive-not-set']],
  [settings('secretArchiveSettings', 'vaultUri'), [...VAULT, 'nexus-vault-uri-invalid']],
  [
    identityOf('secretArchiveSettings', 'userAssignedIdentityResourceId'),
    [...WHICH, ...NAMES_IDENTITY, ...WRITES_SECRETS],
  ],
  [settings('analyticsWorkspaceId'), ['nexus-legacy-workspace-only']],
  [settings('secretArchive'), ['nexus-legacy-secret-archive-in-force']],
  [settings('clusterServicePrincipal'), ['nexus-service-principal-used']],
  [settings('clusterVersion'), []],
  [['resources', 'cluster', 'name'], []],
  [['resources', 'cluster', 'type'], []],
  [['resources', 'cluster', 'location'], []],
];

/** What may be open of a resource with a firewall. */
function firewalled(resource: string, all: readonly string[]): Case[] {
  const at = (...keys: Path): Path => ['resources', resource, 'properties', ...keys];
  const operators = `nexus-${resource}-firewall-blocks-operators`;
  const services = `nexus-${resource}-firewall-blocks-services`;
  return [
    [at(), all],
    [at('networkAcls'), [operators, services]],
    [at('networkAcls', 'defaultAction'), [operators, services]],
    [at('networkAcls', 'bypass'), [services]],
    [at('networkAcls', 'ipRules'), [operators]],
    [at('networkAcls', 'ipRules', 0), [operators]],
    [at('networkAcls', 'ipRules', 0, 'value'), [operators]],
    [at('publicNetworkAccess'), [operators, services]],
  ];
}

const GRANTED = [...WRITES_OUTPUT, REACHED, 'identity-can-assign-roles', 'nexus-analytics-output-not-granted'];
const CREDENTIAL = ['identity-federated-credential-undeclared'];

const RESOURCES: readonly Case[] = [
  [
    ['resources', 'output-identity', 'properties'],
    [...GRANTED, 'nexus-identity-restricted'],
  ],
  [['resources', 'output-identity', 'properties', 'principalId'], GRANTED],
  [['resources', 'output-identity', 'properties', 'assignmentRestrictions'], ['nexus-identity-restricted']],
  [
    ['resources', 'vault-identity', 'properties', 'assignmentRestrictions', 'providers', 0],
    ['nexus-identity-restricted'],
  ],
  [['resources', 'output-identity', 'properties', 'clientId'], []],
  [['arm/federatedcredentials', 'deployment', 'properties'], CREDENTIAL],
  [['arm/federatedcredentials', 'deployment', 'properties', 'issuer'], CREDENTIAL],
  [['arm/federatedcredentials', 'deployment', 'properties', 'subject'], CREDENTIAL],
  [['arm/federatedcredentials', 'deployment', 'properties', 'audiences'], []],
  [['arm/blobcontainers', 'container', 'properties'], []],
  [['resources', 'workspace', 'properties'], []],
  ...firewalled('storage', STORAGE),
  ...firewalled('vault', VAULT),
  [['resources', 'storage', 'properties', 'primaryEndpoints'], STORAGE],
  [['resources', 'storage', 'properties', 'primaryEndpoints', 'microsoftEndpoints'], []],
  [['resources', 'vault', 'properties', 'vaultUri'], VAULT],
  [['resources', 'vault', 'properties', 'enableRbacAuthorization'], ['nexus-vault-not-rbac']],
];

const RIGHTS = [
  'cyclecloud-role-can-raise-itself',
  'cyclecloud-role-excessive',
  'cyclecloud-role-incomplete',
  'cyclecloud-role-too-broad',
  'cyclecloud-server-cannot-attach-identity',
  'cyclecloud-server-cannot-write-locker',
  'cyclecloud-server-writes-widely',
];
const SERVER = [...RIGHTS, 'cyclecloud-account-names-no-identity', 'cyclecloud-server-without-identity'];
const RUNNING = ['cyclecloud-node-identity-not-attached', 'cyclecloud-node-identity-unexpected'];

const FARM: readonly Case[] = [
  [
    ['resources', 'server', 'identity'],
    [...SERVER, 'cyclecloud-locker-identity-is-servers'],
  ],
  [['resources', 'server', 'identity', 'type'], SERVER],
  [
    ['resources', 'server', 'identity', 'userAssignedIdentities'],
    [...SERVER, 'cyclecloud-locker-identity-is-servers'],
  ],
  [
    ['resources', 'orchestrator', 'properties', 'clientId'],
    [...RIGHTS, 'cyclecloud-account-names-no-identity'],
  ],
  [
    ['resources', 'orchestrator', 'properties', 'principalId'],
    [...RIGHTS, 'grant-of-missing-principal', 'identity-can-assign-roles'],
  ],
  [['resources', 'scheduler', 'identity'], RUNNING],
  [['resources', 'scheduler', 'identity', 'type'], ['cyclecloud-node-identity-not-attached']],
  [['resources', 'scheduler', 'identity', 'userAssignedIdentities'], RUNNING],
  [['resources', 'scheduler', 'tags'], RUNNING],
  [['resources', 'execute', 'identity'], RUNNING],
  [['resources', 'storage', 'properties', 'allowSharedKeyAccess'], ['cyclecloud-locker-shared-key-allowed']],
  [['resources', 'server', 'plan'], []],
  [['resources', 'scheduler', 'properties'], []],
];

const ESTATES: readonly (readonly [text: Json, cases: readonly Case[]])[] = [
  [HEALTHY, [...CLUSTER, ...RESOURCES]],
  [HEALTHY_FARM, FARM],
];

for (const [text, cases] of ESTATES) {
  for (const [path, rules] of cases) {
    unknown(`${path.slice(1).join(' › ')} makes these rules unknown, and no others`, () => {
      const findings = judged(opened(text, ['rows', ...path]));

      const failed = findings.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule);
      assert.equal([openRules(findings), failed], [[...new Set(rules)].sort(), []]);
    });
  }
}

unknown.run();
