/** Reads Azure as a scan does, and one thing more of each kind, and says what came of it. */

import type { Estate } from '../estate/estate.ts';
import { subscriptionOf } from '../model/resource-id.ts';
import { checksOf } from '../report/doctor/coverage.ts';
import type { Check, Lack } from '../report/doctor/doctor.ts';
import { lacksOf } from '../report/doctor/lacks.ts';
import { type Outlook, outlookOf } from '../report/doctor/outlook.ts';
import type { Remedied } from '../report/doctor/remedy.ts';
import type { Audit } from './audit.ts';
import { auditAndConfirm } from './commands/scan.ts';
import type { Config } from './config.ts';
import type { Files } from './doctor-files.ts';
import { oneEach, probesOf } from './doctor-probes.ts';
import { SIGN_IN } from './doctor-stopped.ts';
import type { Who } from './doctor-who.ts';
import type { Progress } from './progress.ts';
import { resultOf } from './result.ts';
import type { Source } from './source.ts';

/** What was seen of Azure. */
export type Seen = { readonly checks: readonly Check[]; readonly lacks: readonly Lack[]; readonly outlook: Outlook };

/** `who` signs in; nobody has to for the demonstration. */
export async function examineAzure(
  source: Source,
  { rules, lock }: Files,
  config: Config,
  progress: Progress,
  who: Who | undefined,
): Promise<Seen> {
  const { estate, confirm, explain } = source;
  const judged = await auditAndConfirm(source, rules, config, progress);
  const audited =
    lock === undefined
      ? judged
      : await (await import('./drifting.ts')).withDrift(lock, source, judged, rules.rules, config, progress);
  const result = resultOf(estate, audited, rules);
  await progress.step('Probing the reads that a scan makes when in doubt', async () => {
    await confirm?.(probesOf(estate, machinesOf(audited)));
    if (lock !== undefined) await explain?.(oneEach(audited.systems.map(({ id }) => id)));
  });
  const { coverage } = estate;
  const missing = coverage.filter(({ status }) => status === 'partial' || status === 'denied');
  const signIn: Check =
    who === undefined
      ? { is: 'not needed', what: SIGN_IN, says: 'the embedded Azure takes anyone' }
      : { is: 'works', what: SIGN_IN, says: who.says ?? '' };
  return {
    checks: [signIn, ...checksOf(coverage)],
    lacks: [...lacksOf(coverage, remedied(config, who, estate)), ...(result.findings.length === 0 ? [NOTHING] : [])],
    outlook: outlookOf(
      result,
      missing.map(({ source }) => source),
    ),
  };
}

/** For whom commands are printed, as far as that is known. */
export function remedied({ cloud: { microsoftGraph } }: Config, who: Who = {}, estate?: Estate): Remedied {
  const { objectId } = who;
  const seen = [...(estate?.rows('resourcecontainers') ?? [])].flatMap(({ id }) => subscriptionOf(String(id)) ?? []);
  const [subscription] = seen.sort();
  return {
    microsoftGraph,
    ...(objectId === undefined ? {} : { objectId }),
    ...(subscription === undefined ? {} : { subscription: `/subscriptions/${subscription}` }),
  };
}

function machinesOf({ systems }: Audit): string[] {
  return systems.filter(({ kind }) => kind === 'cyclecloud').map(({ id }) => id);
}

const NOTHING: Lack = {
  is: 'partly',
  what: 'Clusters and CycleCloud servers: none was found',
  because: ['Resource Graph leaves out, without a word, what the credential may not read.'],
  next: 'Give the role Reader on the subscriptions that hold them, or name these as the scope in the config; declare a CycleCloud server that was not bought in the marketplace under cyclecloud.servers.',
  az: [],
};
