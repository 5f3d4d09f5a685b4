/** A new site in one plan, of every kind, judged without an Azure account; and the same plan with one thing left out. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Gated, gated } from '../../src/cli/gate.ts';
import { withoutDrift } from '../../src/cli/lock-path.ts';
import { plannedWanted } from '../../src/cli/planned-wanted.ts';
import { readPlans, stepsOf } from '../../src/cli/plans.ts';
import { SILENT } from '../../src/cli/progress.ts';
import { loadRuleSet } from '../../src/cli/rules.ts';
import { noSource } from '../../src/cli/source.ts';
import type { Operation, Step } from '../../src/model/plan.ts';
import { CONFIG, IO, PLANS } from './greenfield.ts';

const greenfield = suite('a gate on a new site');

const { rules } = withoutDrift(await loadRuleSet([]));

async function judge(kind: keyof typeof PLANS, isLeftOut: (operation: Operation) => boolean): Promise<Gated> {
  const { file, ...options } = PLANS[kind]!;
  const { plans } = await readPlans([file], { parameters: [], ...options }, CONFIG, IO);
  const steps: Step[] = stepsOf(plans).map(step => ({
    ...step,
    operations: step.operations.filter(operation => !isLeftOut(operation)),
  }));
  const source = await noSource(CONFIG, '2026-11-01T00:00:00.000Z', plannedWanted(steps).made);
  return gated(source, steps, rules, CONFIG, { before: CONFIG.wiring, after: CONFIG.wiring }, SILENT);
}

/** Requirements that fail, and those of level error that are unknown. */
function faults({ findings, review }: Gated) {
  const ids = (verdict: 'fail' | 'unknown') =>
    findings.filter(each => each.verdict === verdict && each.level === 'error').map(({ requirement }) => requirement);
  return {
    fails: [...new Set(ids('fail'))].sort(),
    unknown: [...new Set(ids('unknown'))].sort(),
    open: review.open.map(({ says }) => says),
  };
}

const nothing = () => false;
const isOf = (type: string) => (operation: Operation) => operation.type === type;
const isGrantOn = (name: string) => (operation: Operation) =>
  operation.type === 'microsoft.authorization/roleassignments' &&
  operation.id.toLowerCase().includes(`/${name}/providers/microsoft.authorization/`);

type Case = readonly [
  name: string,
  isLeftOut: (operation: Operation) => boolean,
  fails: readonly string[],
  unknown: readonly string[],
];

/** What a cluster lacks when it is made is said by NX-UP-5 as well. */
const CASES: readonly Case[] = [
  ['everything', nothing, [], []],
  ['no grant on the storage account', isGrantOn('stedgeoutput'), ['NX-ST-3', 'NX-UP-5'], []],
  ['no grant on the workspace', isGrantOn('law-edge'), ['NX-LA-2', 'NX-UP-5'], []],
  ['no grant on the vault', isGrantOn('kv-edge'), ['NX-KV-3', 'NX-UP-5'], []],
  // Whoever is there already may hold a role further up, which nobody looked at.
  ['no grant on the identity', isGrantOn('uami-edge'), [], ['NX-KV-6', 'NX-UP-5']],
  ['no container', isOf('microsoft.storage/storageaccounts/blobservices/containers'), ['NX-ST-2', 'NX-UP-5'], []],
];

for (const kind of Object.keys(PLANS)) {
  for (const [name, isLeftOut, fails, unknown] of CASES) {
    greenfield(
      `${kind} with ${name} ${fails.length + unknown.length === 0 ? 'passes' : `fails ${fails.join(', ')}`}`,
      async () => {
        const found = faults(await judge(kind, isLeftOut));

        assert.equal(found, { fails, unknown, open: [] });
      },
    );
  }
}

for (const kind of Object.keys(PLANS)) {
  greenfield(`${kind} with everything leaves nothing unknown, of whatever level`, async () => {
    const { findings } = await judge(kind, nothing);
    const unknown = findings.filter(({ verdict }) => verdict === 'unknown');

    assert.equal(
      unknown.map(({ rule, because }) => `${rule}: ${because}`),
      [],
    );
  });
}

greenfield.run();
