/** Results to draw: an ordinary one with every verdict, one whose names try to break the reports, and one of any size. */

import type {
  Finding,
  Level,
  Requirement,
  Result,
  RuleSummary,
  SubjectSummary,
  System,
} from '../../src/model/finding.ts';
import type { Grant } from '../../src/model/grant.ts';
import { type SystemWiring, WIRING_COLUMNS, type WiringMark } from '../../src/model/system-wiring.ts';

const SUBSCRIPTION = '/subscriptions/11111111-1111-1111-1111-111111111111';
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-nexus`;
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-one`;
const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stone`;
const WORKSPACE = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law-one`;
const PRINCIPAL = '22222222-2222-2222-2222-222222222222';
const LEARN = 'https://learn.microsoft.com/azure/operator-nexus';

const cluster = (name: string): System => ({
  id: `${GROUP}/providers/Microsoft.NetworkCloud/clusters/${name}`,
  kind: 'nexus',
  name,
  subscriptionId: '11111111-1111-1111-1111-111111111111',
});

const ONE = cluster('cluster-one');
const TWO = cluster('cluster-two');
const EMPTY = cluster('cluster-three');
const SERVER: System = {
  id: `${GROUP}/providers/Microsoft.Compute/virtualMachines/cc-server`,
  kind: 'cyclecloud',
  name: 'cc-server',
  subscriptionId: '11111111-1111-1111-1111-111111111111',
};

const part = (system: System, fragment: string, kind: string): SubjectSummary => ({
  kind,
  id: `${system.id}#${fragment}`,
  name: `${system.name} ${fragment.replace('-', ' ')}`,
  system: system.id,
});

const rule = (id: string, requirement: string, level: Level, more: Partial<RuleSummary> = {}): RuleSummary => ({
  id,
  code: `${requirement.replaceAll('-', '')}1`,
  formerly: [],
  requirement,
  title: 'Key vault of the secret archive still uses access policies',
  subject: 'nexus.secret-archive',
  level,
  securitySeverity: 7.1,
  impact: 'Credential rotation fails.',
  fix: 'Switch the vault to Azure RBAC; access policies stop working at once.',
  see: `${LEARN}/how-to-credential-manager-key-vault`,
  ...more,
});

const RULES: readonly RuleSummary[] = [
  rule('nexus-vault-not-rbac', 'NX-KV-2', 'error', { formerly: ['nexus-vault-policies'] }),
  rule('nexus-vault-role-missing', 'NX-KV-3', 'error', {
    title: 'Identity of the secret archive may not write secrets',
    fix: 'Grant the role on the vault.',
  }),
  rule('nexus-storage-role-wide', 'NX-ST-4', 'note', {
    title: 'Role for the command output is granted wider than the storage account',
    subject: 'nexus.command-output',
    impact: 'The identity reaches storage accounts that it does not need.',
    fix: 'Grant the role on the storage account, then delete the wider assignment.',
    securitySeverity: 3,
  }),
  rule('nexus-legacy-workspace', 'NX-LA-3', 'warning', {
    title: 'Only the legacy workspace setting is set',
    subject: 'nexus.analytics-output',
    impact: 'A newer API version will not read the setting.',
    fix: 'Set analyticsOutputSettings.',
  }),
  rule('nexus-vault-bypass', 'NX-KV-4', 'error', { title: 'Firewall of the vault keeps trusted services out' }),
];

// One rule has no severity, as it is no security matter.
const PLAIN_RULES = RULES.map(each => {
  if (each.id !== 'nexus-legacy-workspace') return each;
  const { securitySeverity: _, ...plain } = each;
  return plain;
});

const REQUIREMENTS: readonly Requirement[] = [
  ['NX-KV-2', 'The vault uses Azure RBAC', 'error'],
  ['NX-KV-3', 'The selected identity holds the Key Vault Writer Service Role on the vault', 'error'],
  ['NX-ST-4', 'That role is not granted wider than the account', 'note'],
  ['NX-LA-3', 'The legacy analyticsWorkspaceId is not the only setting', 'warning'],
  ['NX-KV-4', "Where the vault's firewall limits access, trusted Microsoft services may bypass it", 'error'],
].map(([id, says, level]) => ({
  id: id!,
  says: says!,
  level: level as Level,
  source: {
    document: 'Key Vault credential reference',
    section: 'Prerequisites',
    see: `${LEARN}/how-to-credential-manager-key-vault`,
  },
}));

const grant = (more: Partial<Grant>): Grant => ({
  assignmentId: `${GROUP}/providers/Microsoft.Authorization/roleAssignments/33333333-3333-3333-3333-333333333333`,
  principalId: PRINCIPAL,
  roleId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  roleName: 'Reader',
  scope: GROUP,
  scopeKind: 'resource group',
  inherited: true,
  throughGroup: false,
  behindResourceGraph: false,
  ...more,
});

const VAULT_QUESTION = {
  principalId: PRINCIPAL,
  scope: VAULT,
  actions: [],
  dataActions: ['Microsoft.KeyVault/vaults/secrets/setSecret/action'],
};
const VAULT_ROLE = 'Operator Nexus Key Vault Writer Service Role (Preview)';

const finding = (of: string, subject: SubjectSummary, more: Partial<Finding>): Finding => {
  const { requirement, level, title } = RULES.find(({ id }) => id === of)!;
  const location = { file: 'midrift.yaml', line: 12, column: 5 };
  return { rule: of, requirement, subject, verdict: 'pass', level, message: title, evidence: [], location, ...more };
};

const archive = part(ONE, 'secret-archive', 'nexus.secret-archive');

const FAILURES: readonly Finding[] = [
  finding('nexus-vault-not-rbac', archive, {
    verdict: 'fail',
    message: 'kv-one decides by access policies, so the role of id-archive on it has no effect.',
    impact: 'Credential rotation of cluster-one fails.',
    evidence: [
      {
        is: 'setting',
        field: 'vault.usesRbac',
        value: false,
        resource: VAULT,
        source: 'properties.enableRbacAuthorization',
      },
    ],
    fix: {
      say: 'Switch the vault to Azure RBAC; access policies stop working at once.',
      az: 'az keyvault update --name kv-one --resource-group rg-nexus --enable-rbac-authorization true',
    },
  }),
  finding('nexus-vault-role-missing', archive, {
    verdict: 'fail',
    message: 'id-archive may not write secrets into kv-one.',
    impact: 'Credential rotation of cluster-one fails.',
    evidence: [
      {
        is: 'access',
        role: VAULT_ROLE,
        who: 'id-archive',
        answer: {
          is: 'missing',
          question: VAULT_QUESTION,
          missing: VAULT_QUESTION.dataActions,
          denials: [{ id: `${GROUP}/denyAssignments/d`, name: 'locked down', scope: GROUP }],
          grants: [
            grant({}),
            grant({
              roleName: 'Key Vault Secrets Officer',
              scope: SUBSCRIPTION,
              scopeKind: 'subscription',
              throughGroup: true,
              principalId: '44444444-4444-4444-4444-444444444444',
              condition: "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'kv-two'",
              behindResourceGraph: true,
            }),
          ],
        },
      },
    ],
    fix: {
      say: 'Grant the role on the vault.',
      az: `az role assignment create --assignee-object-id ${PRINCIPAL} --assignee-principal-type ServicePrincipal --role 44f0a1a8-6fea-4b35-980a-8ff50c487c97 --scope ${VAULT}`,
    },
  }),
  finding('nexus-legacy-workspace', part(ONE, 'analytics-output', 'nexus.analytics-output'), {
    verdict: 'fail',
    message: 'cluster-one names its workspace law-one in analyticsWorkspaceId only.',
    impact: 'A newer API version will not read the setting.',
    evidence: [
      {
        is: 'setting',
        field: 'cluster.legacyWorkspace',
        value: WORKSPACE,
        resource: ONE.id,
        source: 'properties.analyticsWorkspaceId',
      },
      {
        is: 'setting',
        field: 'cluster.overrides',
        value: [],
        resource: ONE.id,
        source: 'properties.commandOutputSettings.overrides',
      },
    ],
    fix: { say: 'Set analyticsOutputSettings.' },
    location: { file: 'clusters/main.bicep', line: 3, column: 1 },
  }),
  finding('nexus-storage-role-wide', part(ONE, 'command-output', 'nexus.command-output'), {
    verdict: 'fail',
    message: 'id-output holds Storage Blob Data Contributor on a whole management group.',
    impact: 'The identity reaches storage accounts that it does not need.',
    evidence: [
      {
        is: 'access',
        role: 'Storage Blob Data Contributor',
        who: 'id-output',
        answer: {
          is: 'granted',
          question: { ...VAULT_QUESTION, scope: STORAGE },
          grants: [
            grant({
              roleName: 'Storage Blob Data Contributor',
              scope: '/providers/Microsoft.Management/managementGroups/platform',
              scopeKind: 'management group',
            }),
          ],
        },
      },
    ],
  }),
];

const UNKNOWNS: readonly Finding[] = [
  finding('nexus-vault-bypass', archive, {
    verdict: 'unknown',
    because: 'networkAcls.bypass of kv-one is absent while its defaultAction is Deny',
    impact: 'Credential rotation of cluster-one fails.',
    evidence: [
      {
        is: 'setting',
        field: 'vault.bypass',
        value: { unknown: 'the answer has no such property' },
        resource: VAULT,
        source: 'properties.networkAcls.bypass',
      },
      {
        is: 'access',
        role: VAULT_ROLE,
        who: 'id-archive',
        answer: {
          is: 'unknown',
          question: VAULT_QUESTION,
          because: 'the members of a group could not be read',
          grants: [grant({})],
        },
      },
    ],
  }),
];

const PASSES: readonly Finding[] = [
  ...[TWO, SERVER].map(system =>
    finding('nexus-vault-not-rbac', part(system, 'secret-archive', 'nexus.secret-archive'), {}),
  ),
  finding('nexus-vault-bypass', part(TWO, 'secret-archive', 'nexus.secret-archive'), {
    verdict: 'not-applicable',
    because: 'the vault has no firewall',
  }),
];

const SHARED: Finding = finding(
  'nexus-vault-role-missing',
  {
    kind: 'wiring.identity',
    id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-shared`,
    name: 'id-shared',
  },
  {
    verdict: 'fail',
    message: 'id-shared may not write secrets.',
    evidence: [
      {
        is: 'access',
        role: VAULT_ROLE,
        who: 'id-shared',
        answer: {
          is: 'missing',
          question: VAULT_QUESTION,
          missing: VAULT_QUESTION.dataActions,
          denials: [],
          grants: [],
        },
      },
    ],
  },
);

const by = (...findings: readonly Finding[]): WiringMark['by'] =>
  findings.map(each => ({ rule: each.rule, subject: each.subject.id }));

const PASSED = { verdict: 'pass', by: [] } as const;
const UNJUDGED = { verdict: 'not-applicable', by: [] } as const;

/** Every state of a node and of a link. */
const WIRING_ONE: SystemWiring = {
  system: ONE.id,
  nodes: [
    { id: 'system', column: 'system', name: ONE.name, what: 'Operator Nexus cluster', at: ONE.id, ...PASSED },
    { id: 'command-output', column: 'setting', name: 'command output', what: 'setting', ...UNJUDGED },
    {
      id: 'analytics-output',
      column: 'setting',
      name: 'analytics output',
      what: 'not set',
      verdict: 'fail',
      level: 'warning',
      by: by(FAILURES[2]!),
    },
    { id: 'secret-archive', column: 'setting', name: 'secret archive', what: 'setting', ...UNJUDGED },
    { id: 'id-output', column: 'identity', name: 'id-output', what: 'user-assigned identity', ...PASSED },
    { id: 'id-archive', column: 'identity', name: 'id-archive', what: 'user-assigned identity', ...PASSED },
    {
      id: 'grant',
      column: 'grant',
      name: 'Storage Blob Data Contributor',
      what: 'role assignment',
      at: '/providers/Microsoft.Management/managementGroups/platform',
      verdict: 'fail',
      level: 'note',
      by: by(FAILURES[3]!),
    },
    {
      id: 'role',
      column: 'grant',
      name: VAULT_ROLE,
      what: 'not granted',
      verdict: 'fail',
      level: 'error',
      by: by(FAILURES[1]!),
    },
    { id: STORAGE, column: 'resource', name: 'stone/run-output', what: 'blob container', at: STORAGE, ...PASSED },
    { id: VAULT, column: 'resource', name: 'kv-one', what: 'key vault', at: VAULT, ...PASSED },
  ],
  links: [
    { from: 'system', to: 'command-output', ...PASSED },
    { from: 'system', to: 'analytics-output', verdict: 'fail', level: 'warning', by: by(FAILURES[2]!) },
    { from: 'system', to: 'secret-archive', ...PASSED },
    { from: 'command-output', to: 'id-output', ...PASSED },
    { from: 'secret-archive', to: 'id-archive', ...UNJUDGED },
    { from: 'id-output', to: 'grant', ...PASSED },
    { from: 'grant', to: STORAGE, ...PASSED },
    { from: 'id-archive', to: 'role', verdict: 'fail', level: 'error', by: by(FAILURES[1]!, FAILURES[0]!) },
    { from: 'role', to: VAULT, verdict: 'unknown', level: 'error', by: by(UNKNOWNS[0]!) },
  ],
};

const WIRING_TWO: SystemWiring = {
  system: TWO.id,
  nodes: [
    { id: 'system', column: 'system', name: TWO.name, what: 'Operator Nexus cluster', at: TWO.id, ...PASSED },
    { id: 'secret-archive', column: 'setting', name: 'secret archive', what: 'setting', ...PASSED },
  ],
  links: [{ from: 'system', to: 'secret-archive', ...PASSED }],
};

/** Every verdict, kind of evidence and gap. */
export const RICH: Result = {
  tool: { name: 'midrift', version: '0.1.0' },
  takenAt: '2026-10-02T08:00:00.000Z',
  cloud: 'AzureCloud',
  scope: { managementGroups: [], subscriptions: ['11111111-1111-1111-1111-111111111111'] },
  systems: [ONE, EMPTY, TWO, SERVER],
  rules: PLAIN_RULES,
  requirements: REQUIREMENTS,
  findings: [...FAILURES, ...UNKNOWNS, ...PASSES, SHARED],
  wiring: [WIRING_ONE, WIRING_TWO],
  gaps: [
    { source: 'arm/denyassignments', scope: SUBSCRIPTION, because: 'HTTP 403 AuthorizationFailed' },
    { source: 'graph/memberships', scope: '/', because: 'Microsoft Graph was not asked' },
  ],
  behind: ['The role assignment of id-output on stone was made 2 minutes before the scan.'],
  notices: [],
  history: [],
  subscriptions: 1,
  requests: {
    resourceGraphQueries: 6,
    resourceGraphPages: 7,
    arm: 4,
    graph: 1,
    throttled: 1,
    credential: 'cli',
    seconds: 12.3,
  },
};

/** Nothing is wrong, and nothing was asked of Azure. */
export const HEALTHY: Result = {
  tool: RICH.tool,
  takenAt: RICH.takenAt,
  cloud: RICH.cloud,
  scope: { managementGroups: [], subscriptions: [] },
  systems: [TWO],
  rules: RICH.rules,
  requirements: RICH.requirements,
  findings: PASSES.filter(({ subject }) => subject.system === TWO.id),
  wiring: [WIRING_TWO],
  gaps: [],
  behind: [],
  notices: [],
  history: [],
  subscriptions: 1,
};

/** Nothing was found at all. */
export const NOTHING: Result = { ...HEALTHY, systems: [], findings: [], wiring: [] };

/** Names as an enemy of reports would choose them. */
export const HOSTILE_NAMES: readonly string[] = [
  '<script>alert(1)</script>',
  `"quotes" 'single' \`back\` $(touch x)`,
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 \u009b2J',
  'admin\u202egnp.exe\u2066\u200f\u200b\ufeff',
  'first\nok  cluster: 20 passed\r\nthird\u2028fourth\u0085fifth\ttab',
  '[click](https://evil.example) {0} **bold** | table',
  '👩‍👩‍👧‍👧 日本語 e\u0301 \ud800 \ud83d',
  'x'.repeat(10_000),
  '',
];

const HOSTILE_SYSTEMS = HOSTILE_NAMES.map((name, index) => ({
  ...cluster(name.replaceAll('/', '')),
  name,
  id: `${cluster(`h${index}`).id}${name}`,
}));

/** Each hostile name in every place that Azure fills. */
export const HOSTILE: Result = {
  ...RICH,
  cloud: HOSTILE_NAMES[2]!,
  systems: HOSTILE_SYSTEMS,
  findings: HOSTILE_NAMES.flatMap((name, index) => {
    const system = HOSTILE_SYSTEMS[index]!;
    const subject: SubjectSummary = {
      kind: 'nexus.secret-archive',
      id: `${system.id}#secret-archive`,
      name,
      system: system.id,
    };
    const scope = `${GROUP}/providers/Microsoft.KeyVault/vaults/${name}`;
    const question = { ...VAULT_QUESTION, scope };
    const hostile = grant({ roleName: name, scope, principalId: name, throughGroup: true, condition: name });
    return [
      finding('nexus-vault-not-rbac', subject, {
        verdict: 'fail',
        message: `${name} decides by access policies.`,
        impact: `Credential rotation of ${name} fails.`,
        evidence: [
          { is: 'setting', field: 'vault.tags', value: name, resource: scope, source: `tags.${name}` },
          {
            is: 'setting',
            field: 'vault.rules',
            value: [name, name],
            resource: scope,
            source: 'properties.networkAcls',
          },
          {
            is: 'access',
            role: name,
            who: name,
            answer: {
              is: 'missing',
              question,
              missing: [name],
              denials: [{ id: name, name, scope }],
              grants: [hostile],
            },
          },
        ],
        fix: { say: `Switch ${name}.`, az: `az keyvault update --name '${name}'` },
        location: { file: `clusters/${name.slice(0, 40)}.yaml`, line: 1, column: 1 },
      }),
      finding('nexus-vault-bypass', subject, {
        verdict: 'unknown',
        because: `${name} could not be read`,
        evidence: [{ is: 'setting', field: name, value: { unknown: name }, resource: scope, source: name }],
      }),
    ];
  }),
  wiring: HOSTILE_NAMES.map((name, index) => {
    const [system] = HOSTILE_SYSTEMS.slice(index);
    const mark = {
      verdict: 'fail',
      level: 'error',
      by: [{ rule: 'nexus-vault-not-rbac', subject: `${system!.id}#secret-archive` }],
    } as const;
    return {
      system: system!.id,
      nodes: WIRING_COLUMNS.map(column => ({ id: `${column} ${name}`, column, name, what: name, at: name, ...mark })),
      links: WIRING_COLUMNS.slice(1).map((column, before) => ({
        from: `${WIRING_COLUMNS[before]} ${name}`,
        to: `${column} ${name}`,
        ...mark,
      })),
    };
  }),
  gaps: HOSTILE_NAMES.map(name => ({ source: 'resources', scope: `/subscriptions/${name}`, because: name })),
  behind: HOSTILE_NAMES,
};

/** A result with a number of failures. */
export function large(failures: number): Result {
  const findings = Array.from({ length: failures }, (_, index) => {
    const subject = { ...archive, id: `${ONE.id}-${index}#secret-archive` };
    return { ...FAILURES[index % FAILURES.length]!, subject };
  });
  return { ...RICH, findings: [...findings, ...UNKNOWNS] };
}
