/** How long questions about access take over a large estate, beside a plain scan of it. Run by `node bench/access.ts`. */

import { Access } from '../src/access/access.ts';
import { Estate } from '../src/estate/estate.ts';
import type { Row } from '../src/model/estate.ts';
import type { Question } from '../src/model/grant.ts';
import { listAt, textAt, textsAt } from '../src/model/json.ts';
import { lastSegment } from '../src/model/resource-id.ts';
import { REQUIRED_ROLES } from '../src/model/roles.ts';

const ASSIGNMENTS = 100_000;
const ROLES = 1_000;
const SUBSCRIPTIONS = 200;
const PRINCIPALS = 20_000;
const GROUPS = 2_000;
const QUESTIONS = 20_000;
const SCANNED = 40;

/** The same numbers from the same seed: Lehmer's generator, Park and Miller's constants. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return sides => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

const roll = dice(20_261_105);
const guid = (kind: number, index: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
const subscription = (index: number) => `/subscriptions/${guid(1, index)}`;
const account = (index: number) =>
  `${subscription(index % SUBSCRIPTIONS)}/resourceGroups/rg-${index % 17}/providers/Microsoft.Storage/storageAccounts/st${index}`;
const managementGroup = (index: number) => `/providers/Microsoft.Management/managementGroups/mg-${index}`;

function scopeAt(kind: number, index: number): string {
  if (kind === 0) return managementGroup(index % 20);
  if (kind < 3) return subscription(index % SUBSCRIPTIONS);
  if (kind < 6) return `${subscription(index % SUBSCRIPTIONS)}/resourceGroups/rg-${index % 17}`;
  return account(index);
}

const SERVICES = ['Storage', 'KeyVault', 'Compute', 'Network', 'OperationalInsights', 'ManagedIdentity', 'Web', 'Sql'];

function roleRow(index: number): Row {
  const action = () => {
    const service = `Microsoft.${SERVICES[roll(SERVICES.length)]}`;
    return [`${service}/*`, `${service}/*/read`, `${service}/things${roll(50)}/write`, '*/read'][roll(4)]!;
  };
  const actions = Array.from({ length: 1 + roll(40) }, action);
  const dataActions = roll(4) === 0 ? [`Microsoft.${SERVICES[roll(SERVICES.length)]}/*/read`] : [];
  const properties = {
    roleName: `Role ${index}`,
    permissions: [{ actions, notActions: [], dataActions, notDataActions: [] }],
  };
  const id = `/providers/Microsoft.Authorization/RoleDefinitions/${guid(2, index)}`;
  return { id, name: guid(2, index), type: 'microsoft.authorization/roledefinitions', properties };
}

function assignmentRow(index: number): Row {
  const group = roll(10) === 0;
  const scope = scopeAt(roll(20), roll(50_000));
  const required = roll(4) === 0 ? REQUIRED_ROLES[roll(REQUIRED_ROLES.length)]!.id : guid(2, roll(ROLES));
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${guid(3, index)}`,
    name: guid(3, index),
    type: 'microsoft.authorization/roleassignments',
    properties: {
      roleDefinitionId: `/providers/Microsoft.Authorization/RoleDefinitions/${required}`,
      principalId: group ? guid(5, roll(GROUPS)) : guid(4, roll(PRINCIPALS)),
      principalType: group ? 'Group' : 'ServicePrincipal',
      scope,
    },
  };
}

function buildEstate(): Estate {
  const estate = new Estate({
    format: 'midrift-snapshot',
    version: 1,
    takenAt: '2026-11-05T09:00:00Z',
    cloud: 'AzureCloud',
    scope: {},
  });
  for (const source of ['authorizationresources', 'arm/denyassignments', 'graph/memberships'] as const) {
    estate.cover({ source, scope: '/', status: 'complete' });
  }
  for (let index = 0; index < SUBSCRIPTIONS; index += 1) {
    const managementGroupAncestorsChain = [{ name: `mg-${index % 20}` }, { name: 'root' }];
    estate.add('resourcecontainers', { id: subscription(index), properties: { managementGroupAncestorsChain } });
  }
  for (let index = 0; index < ROLES; index += 1) estate.add('authorizationresources', roleRow(index));
  for (let index = 0; index < ASSIGNMENTS; index += 1) estate.add('authorizationresources', assignmentRow(index));
  for (let index = 0; index < PRINCIPALS; index += 1) {
    estate.add('graph/memberships', { id: guid(4, index), value: [guid(5, roll(GROUPS)), guid(5, roll(GROUPS))] });
  }
  return estate;
}

/** Every other question is about someone who holds something there. */
function questions(estate: Estate): Question[] {
  const holders = [...estate.rows('authorizationresources')].slice(ROLES);
  return Array.from({ length: QUESTIONS }, (_, index) => {
    const held = index % 2 === 0 ? holders[roll(ASSIGNMENTS)] : undefined;
    return {
      principalId: textAt(held, 'properties', 'principalId') ?? guid(4, roll(PRINCIPALS)),
      scope: textAt(held, 'properties', 'scope') ?? account(roll(50_000)),
      ...REQUIRED_ROLES[roll(REQUIRED_ROLES.length)]!.permits,
    };
  });
}

/** The naive way: every assignment for every question, with regular expressions. Grants only: no denials, no conditions, no doubts. */
function scan(estate: Estate, { principalId, scope, actions, dataActions }: Question): boolean {
  const groups = textsAt(estate.row('graph/memberships', principalId), 'value');
  const chain = estate.row('resourcecontainers', scope.split('/').slice(0, 3).join('/'));
  const above = listAt(chain, 'properties', 'managementGroupAncestorsChain').map(
    group => `/managementgroups/${textAt(group, 'name')}`,
  );
  const open = new Set([...actions, ...dataActions]);
  for (const row of estate.rows('authorizationresources')) {
    const holder = textAt(row, 'properties', 'principalId');
    const at = textAt(row, 'properties', 'scope')?.toLowerCase();
    if (holder === undefined || at === undefined || (holder !== principalId && !groups.includes(holder))) continue;
    if (!`${scope.toLowerCase()}/`.startsWith(`${at}/`) && !above.some(group => at.endsWith(group))) continue;
    const guidOfRole = lastSegment(textAt(row, 'properties', 'roleDefinitionId') ?? '');
    const role = estate.row(
      'authorizationresources',
      `/providers/Microsoft.Authorization/RoleDefinitions/${guidOfRole}`,
    );
    for (const permission of listAt(role, 'properties', 'permissions')) {
      const given = [...textsAt(permission, 'actions'), ...textsAt(permission, 'dataActions')];
      for (const asked of open) if (given.some(pattern => expression(pattern).test(asked))) open.delete(asked);
    }
  }
  return open.size === 0;
}

function expression(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('/*/', '/(?:.*/)?').replaceAll('*', '.*')}$`, 'i');
}

/** Microseconds of this thread, so that whatever else runs does not count. */
function measure(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}

const estate = buildEstate();
const asked = questions(estate);
let access = new Access(estate);
const indexing = measure(() => {
  access = new Access(estate);
});
const counts = { granted: 0, missing: 0, unknown: 0 };
const askAll = () => {
  for (const question of asked) counts[access.ask(question).is] += 1;
};
const first = measure(askAll) / QUESTIONS;
const again = measure(askAll) / QUESTIONS;
const holding =
  measure(() => {
    for (const { principalId } of asked)
      access.holding(principalId, { actions: ['Microsoft.Authorization/roleAssignments/write'], dataActions: [] });
  }) / QUESTIONS;
const plain =
  measure(() => {
    for (const question of asked.slice(0, SCANNED)) scan(estate, question);
  }) / SCANNED;

const us = (time: number) => `${time.toFixed(1)} µs`;
console.log(`${ASSIGNMENTS} role assignments, ${ROLES} role definitions, ${QUESTIONS} questions`);
console.log(`index                  ${(indexing / 1e3).toFixed(0)} ms`);
console.log(`a question, caches cold ${us(first)}`);
console.log(`a question, caches warm ${us(again)}`);
console.log(`holding                ${us(holding)}`);
console.log(`a question by plain scan ${us(plain)}, ${Math.round(plain / again)} times as long`);
console.log(`answers ${JSON.stringify(counts)}`);
