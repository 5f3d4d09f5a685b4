/** A result of a gate: what a plan breaks, leaves open and mends. */

import type { Finding, Result } from '../../src/model/finding.ts';
import type { GateState, PlanReview } from '../../src/model/gate.ts';
import { HOSTILE, HOSTILE_NAMES, RICH } from './result.ts';

const at = (line: number, file = 'infra/main.tfplan.json') => ({ file, line, column: 5 });

const STATES: readonly GateState[] = ['broken', 'already-broken'];

/** Failures are the plan's and older ones by turns; the first unknown is the plan's. */
function gatedBy(findings: readonly Finding[]): Finding[] {
  let failures = 0;
  let unknowns = 0;
  return findings.map(finding => {
    if (finding.verdict === 'fail') return { ...finding, gate: STATES[failures++ % 2]! };
    if (finding.verdict !== 'unknown') return finding;
    unknowns += 1;
    return { ...finding, gate: unknowns === 1 ? 'unknown' : 'already-unknown' };
  });
}

const [first] = RICH.findings;
const { rule, requirement, subject, level, message } = first!;

const PLAN: PlanReview = {
  files: [
    { file: 'infra/main.tfplan.json', kind: 'terraform' },
    { file: 'cycle/slurm.txt', kind: 'cyclecloud' },
  ],
  offline: false,
  operations: [
    { does: 'put', id: '/subscriptions/a', address: 'azapi_resource.cluster', location: at(12) },
    { does: 'patch', id: '/subscriptions/b', address: 'azurerm_storage_account.output', location: at(40) },
    { does: 'delete', id: '/subscriptions/c', address: 'azurerm_role_assignment.output["law"]', location: at(77) },
    { does: 'doubt', id: '/subscriptions/d', address: 'azapi_resource.other', location: at(90) },
  ],
  removed: ['edge-02'],
  mended: [
    {
      rule,
      requirement,
      subject: { ...subject, id: `${subject.id}/old` },
      level,
      message,
      location: at(1),
      now: 'pass',
    },
  ],
  open: [{ says: 'azapi_resource.other: its name is known only after apply', location: at(90) }],
  first: [
    {
      cluster: 'edge-01',
      steps: ['create the storage account stedge', 'grant Log Analytics Contributor on law-edge to uami-edge'],
    },
  ],
};

export const GATED: Result = { ...RICH, gaps: [], findings: gatedBy(RICH.findings), plan: PLAN };

/** A plan that touches nothing of the wiring. */
export const UNTOUCHED: Result = {
  ...RICH,
  ...{ systems: [], findings: [], wiring: [], gaps: [], notices: [], behind: [] },
  plan: {
    ...PLAN,
    offline: true,
    operations: PLAN.operations.slice(0, 1),
    removed: [],
    mended: [],
    open: [],
    first: [],
  },
};

const [, hostile] = HOSTILE_NAMES;

export const HOSTILE_GATED: Result = {
  ...HOSTILE,
  findings: gatedBy(HOSTILE.findings),
  plan: {
    files: HOSTILE_NAMES.map(file => ({ file, kind: 'az-script' as const })),
    offline: true,
    operations: HOSTILE_NAMES.map(name => ({ does: 'put' as const, id: name, address: name, location: at(1, name) })),
    removed: HOSTILE_NAMES,
    mended: PLAN.mended.map(each => ({ ...each, subject: { ...each.subject, name: hostile! } })),
    open: HOSTILE_NAMES.map(says => ({ says, location: at(1, says) })),
    first: HOSTILE_NAMES.map(cluster => ({ cluster, steps: [...HOSTILE_NAMES] })),
  },
};
