/** Our own fixes, judged by our own gate: each mends what it is said to mend, and breaks nothing. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { auditAndConfirm } from '../../src/cli/commands/scan.ts';
import { readConfig } from '../../src/cli/config.ts';
import { gated } from '../../src/cli/gate.ts';
import { withoutDrift } from '../../src/cli/lock-path.ts';
import { SILENT } from '../../src/cli/progress.ts';
import { loadRuleSet, withoutUpdates } from '../../src/cli/rules.ts';
import { DEMO, type Source, withDemo } from '../../src/cli/source.ts';
import type { Finding } from '../../src/model/finding.ts';
import { parseResourceId, sameId } from '../../src/model/resource-id.ts';
import { readScript } from '../../src/plan/az/script.ts';
import { Unreadable } from '../../src/sources/files.ts';
import { proposeRole } from '../../src/wiring/cyclecloud-proposal.ts';

const fixes = suite('fixes of the demonstration');

const CONFIG = await readConfig(DEMO.config);
const KNOWN = withoutDrift(await loadRuleSet([]));

/** As `midrift snapshot --demo` has it. */
const { source, failures } = await withDemo(
  { config: CONFIG, progress: SILENT, signal: new AbortController().signal },
  async read => {
    const { findings } = await auditAndConfirm(read, withoutUpdates(KNOWN), CONFIG, SILENT);
    const snapshot: Source = { estate: read.estate, requests: () => undefined };
    return { source: snapshot, failures: findings.filter(({ verdict }) => verdict === 'fail') };
  },
);

/** Names that a person fills in. */
const PLACEHOLDER = /\b[A-Z]+_(?:ID|URI|URL)\b/;
const ready = failures.filter(({ fix }) => fix?.az !== undefined && !PLACEHOLDER.test(fix.az));

type Outcome = {
  readonly mends: boolean;
  /** By rule, each once. */
  readonly breaks: readonly string[];
  readonly unknown: readonly string[];
};

async function outcomeOf({ rule, subject, fix }: Finding): Promise<Outcome> {
  const plan = await readScript(
    { file: 'fix.sh', text: `${fix!.az}\n` },
    { deployment: {}, cloud: CONFIG.cloud, parameters: [], readBeside: async path => roleFile(path, subject.system) },
  );
  if ('problems' in plan) throw new Error(plan.problems.map(({ says }) => says).join('; '));
  const settings = { before: CONFIG.wiring, after: CONFIG.wiring };
  const { findings, review } = await gated(source, plan.steps, KNOWN.rules, CONFIG, settings, SILENT);
  const rulesOf = (gate: 'broken' | 'unknown') =>
    [...new Set(findings.filter(finding => finding.gate === gate).map(finding => finding.rule))].sort();
  return {
    mends: review.mended.some(mended => mended.rule === rule && mended.subject.id === subject.id),
    breaks: rulesOf('broken'),
    unknown: rulesOf('unknown'),
  };
}

/** What `midrift cyclecloud role` writes for the server that a fix is about. */
function roleFile(path: string, system: string | undefined): { readonly file: string; readonly text: string } {
  const server = CONFIG.wiring.cyclecloud.find(({ vm }) => sameId(vm, system ?? ''));
  if (path !== 'role.json' || server === undefined) throw new Unreadable(`${path} does not exist`);
  const role = proposeRole(parseResourceId(server.vm)!.name, server.scope, server);
  return { file: path, text: JSON.stringify(role, undefined, 2) };
}

const FINE: Outcome = { mends: true, breaks: [], unknown: [] };

/** Fixes after which something is left to do or to mind, by rule and subject, and why. */
const EXCEPTIONS: { readonly [finding: string]: Partial<Outcome> & { readonly because: string } } = {
  'nexus-identity-recreated cl-porto: id-vault-porto': {
    breaks: ['nexus-update-removes-used-identity'],
    because:
      'the cluster learns of the new principal only as the identity is attached anew, so settings select one for a moment that it does not have',
  },
  'nexus-identity-missing cl-malmo: id-gone-malmo': {
    breaks: ['nexus-command-output-not-granted'],
    because: 'the grants of an identity that is made again are fixes of their own',
  },
  'cyclecloud-node-identity-missing vm-ulm: id-gone-ulm': {
    breaks: ['cyclecloud-server-cannot-attach-identity'],
    because: 'the grants of an identity that is made again are fixes of their own',
  },
  'cyclecloud-role-too-broad vm-delft: role': {
    breaks: ['cyclecloud-role-can-raise-itself'],
    because: 'the documented role may give roles, which a note says of it',
  },
  'nexus-system-assigned-identity-absent cl-malmo: command output of BareMetalMachineRunDataExtracts': {
    unknown: [
      'grant-of-missing-principal',
      'grant-through-group-is-slow',
      'identity-can-assign-roles',
      'nexus-command-output-granted-wide',
      'nexus-command-output-not-granted',
    ],
    because: 'a system-assigned identity has no principal before the cluster is given it',
  },
  'nexus-command-output-not-granted cl-gdansk: command output': {
    mends: false,
    because: 'a deny assignment takes what the role gives, as the fix says',
  },
};

const nameOf = ({ rule, subject }: Finding) => `${rule} ${subject.name}`;

for (const failure of ready) {
  const { because, ...exception } = EXCEPTIONS[nameOf(failure)] ?? {};
  const does = because === undefined ? 'mends it and breaks nothing' : `does what it can: ${because}`;
  fixes(`that of ${nameOf(failure)} ${does}`, async () => {
    assert.equal(await outcomeOf(failure), { ...FINE, ...exception });
  });
}

fixes('there are many, and every exception is one of them', () => {
  const names = new Set(ready.map(nameOf));

  assert.equal([ready.length > 20, Object.keys(EXCEPTIONS).filter(name => !names.has(name))], [true, []]);
});

fixes.run();
