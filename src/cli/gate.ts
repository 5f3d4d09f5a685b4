/** Judges plans: the estate before them, and as it would be after them. */

import { Access } from '../access/access.ts';
import { hold } from '../access/hold.ts';
import { type Compared, compareAround } from '../comply/gate.ts';
import { inOrder, judge } from '../comply/judge.ts';
import type { Estate } from '../estate/estate.ts';
import { isUnknown } from '../model/fact.ts';
import type { Finding } from '../model/finding.ts';
import type { PlanReview, Unready } from '../model/gate.ts';
import { type Operation, principalOwner, type Step } from '../model/plan.ts';
import { foldId, subscriptionOf } from '../model/resource-id.ts';
import { CLUSTER } from '../model/resource-types.ts';
import { spelledOut } from '../plan/apply/indirect.ts';
import { mayTake } from '../plan/apply/tables.ts';
import { applyStep } from '../plan/apply.ts';
import type { Rule } from '../rules/rule.ts';
import type { Subject } from '../subjects/subjects.ts';
import { Lookup } from '../wiring/lookup.ts';
import type { WiringSettings } from '../wiring/settings.ts';
import { wireUpdates } from '../wiring/updates.ts';
import { type Wiring, wire } from '../wiring/wire.ts';
import type { Config } from './config.ts';
import { type Doubts, doubtsOf, isDoubtful, newDoubts } from './doubts.ts';
import { locator } from './locate.ts';
import { type PlanPlaces, planPlaces } from './plan-locate.ts';
import type { Progress } from './progress.ts';
import type { Source } from './source.ts';

/** What is wired before and after. */
export type Settings = { readonly before: WiringSettings; readonly after: WiringSettings };

export type Gated = {
  /** The systems that the plan touches, as they will be, with all their findings. */
  readonly after: Wiring;
  readonly findings: readonly Finding[];
  readonly review: Pick<PlanReview, 'removed' | 'mended' | 'open' | 'first'>;
};

/** As many rounds of direct reads as a scan makes. */
const MOST_ROUNDS = 3;

/** Judges, and judges again once Azure was asked directly about what the plan would be blamed for. */
export async function gated(
  source: Source,
  steps: readonly Step[],
  rules: readonly Rule[],
  config: Config,
  settings: Settings,
  progress: Progress,
): Promise<Gated> {
  const { estate, confirm } = source;
  let around = judgeAround(estate, steps, rules, config, settings);
  const asked = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS && confirm !== undefined; round += 1) {
    const { compared, subjects } = around;
    const blamed = compared.findings.filter(({ gate }) => gate === 'broken' || gate === 'unknown');
    const doubts = askable(newDoubts(doubtsOf(blamed, subjects), asked));
    if (!isDoubtful(doubts)) break;
    await progress.step('Confirming findings by direct reads', () => confirm(doubts));
    around = judgeAround(estate, steps, rules, config, settings);
  }
  return touchedOf(around, steps);
}

/** Nothing can be asked about a principal that does not exist yet. */
function askable(doubts: Doubts): Doubts {
  return {
    ...doubts,
    questions: doubts.questions.filter(({ principalId }) => principalOwner(principalId) === undefined),
  };
}

type Around = {
  readonly base: Estate;
  readonly compared: Compared;
  readonly places: PlanPlaces;
  readonly before: Wiring;
  readonly after: Wiring;
  /** Of both sides, the updates included. */
  readonly subjects: readonly Subject[];
};

function judgeAround(
  base: Estate,
  steps: readonly Step[],
  rules: readonly Rule[],
  config: Config,
  settings: Settings,
): Around {
  const operations = steps.flatMap(step => step.operations);
  const places = planPlaces(operations, base);
  const otherwise = locator(config, base);
  const locate = (subject: Subject) => places.locate(subject) ?? otherwise(subject);
  const accesses = new Map<Estate, Access>();
  const accessOf = (estate: Estate): Access => {
    const access = accesses.get(estate) ?? new Access(estate);
    accesses.set(estate, access);
    return access;
  };
  const judged = (estate: Estate, wired: WiringSettings): Wiring & { readonly findings: readonly Finding[] } => {
    const access = accessOf(estate);
    const wiring = wire(estate, access, wired);
    return { ...wiring, findings: judge(rules, wiring.subjects, { ask: asking(access), locate }) };
  };
  const before = judged(base, settings.before);
  let estate = base;
  const updates: { readonly subjects: readonly Subject[]; readonly findings: readonly Finding[] }[] = [];
  for (const [index, step] of steps.entries()) {
    const applied = applyStep(estate, step);
    if (applied.writes.length > 0) {
      const earlier = new Lookup(estate, accessOf(estate), settings.after);
      const access = accessOf(applied.estate);
      const later = new Lookup(applied.estate, access, settings.after);
      const subjects = wireUpdates(earlier, later, applied.writes, index + 1);
      updates.push({ subjects, findings: judge(rules, subjects, { ask: asking(access), locate }) });
    }
    // Of a long script on a large estate, one after the other is kept.
    accesses.delete(estate);
    estate = applied.estate;
  }
  const after = judged(estate, settings.after);
  const findings = inOrder([...after.findings, ...updates.flatMap(update => update.findings)]);
  // What was hidden before as well hid nothing that had a finding.
  const isHiding = [...after.hidden].some(([what, because]) => before.hidden.get(what) !== because);
  const { findings: compared, ...rest } = compareAround(before.findings, findings, isHiding);
  return {
    compared: { ...rest, findings: compared.map(finding => sharpened(finding, places)) },
    places,
    base,
    before,
    after,
    subjects: [...before.subjects, ...after.subjects, ...updates.flatMap(update => update.subjects)],
  };
}

function asking(access: Access): Parameters<typeof judge>[2]['ask'] {
  return (principalId, role, scope) => hold(access, principalId, role, scope);
}

/** At the setting itself, where the plan writes what a fault rests on. */
function sharpened(finding: Finding, places: PlanPlaces): Finding {
  if (finding.gate === undefined || finding.subject.kind === 'nexus.update') return finding;
  const location = places.settingOf(finding);
  return location === undefined ? finding : { ...finding, location };
}

/** What a plan does not touch is no business of its judgement. */
function touchedOf({ base, compared, places, before, after, subjects }: Around, steps: readonly Step[]): Gated {
  const named = new Set(subjects.filter(places.concerns).map(({ system, id }) => system ?? id));
  const isTouched = (id: string) => compared.touched.has(id) || named.has(id);
  const touches = ({ system, id }: { readonly system?: string; readonly id: string }) => isTouched(system ?? id);
  return {
    after: {
      ...after,
      systems: after.systems.filter(({ id }) => isTouched(id)),
      subjects: after.subjects.filter(touches),
    },
    findings: compared.findings.filter(({ subject }) => touches(subject)),
    review: {
      removed: removedOf(before, after),
      mended: compared.mended,
      open: [...openOf(steps, after), ...unreadOf(steps, base)],
      first: firstOf(subjects),
    },
  };
}

function removedOf(before: Wiring, after: Wiring): string[] {
  const left = new Set(after.systems.map(({ id }) => foldId(id)));
  return before.systems.filter(({ id }) => !left.has(foldId(id))).map(({ name }) => name);
}

/** Doubts that hide whole clusters: of what cannot be seen there is no finding. */
function openOf(steps: readonly Step[], { systems }: Wiring): PlanReview['open'] {
  const judgedIds = new Set(systems.map(({ id }) => foldId(id)));
  const hides = ({ does, type, id }: Operation) =>
    does === 'doubt' && (type === '*' || (type === CLUSTER && !judgedIds.has(foldId(id))));
  return steps
    .flatMap(step => step.operations.map(spelledOut))
    .filter(hides)
    .map(({ address, because, locate }) => ({
      says: `${address}: ${because ?? 'what it does is not known'}`,
      location: locate(),
    }));
}

/** What nobody read cannot be seen to break: a plan that works there is not judged. One line for each subscription. */
function unreadOf(steps: readonly Step[], base: Estate): PlanReview['open'] {
  const operations = steps.flatMap(step => step.operations.map(spelledOut)).filter(mayTake);
  const unread = operations.filter(({ id }) => {
    const scope = id.replace(/\/providers\/microsoft\.authorization\/.*$/i, '');
    return subscriptionOf(scope) !== undefined && base.covered('resources', scope).status !== 'complete';
  });
  return [...Map.groupBy(unread, ({ id }) => subscriptionOf(id))].map(([subscription, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    const { because } = base.covered('resources', first!.id);
    return {
      says: `${first!.address}${more}: what relies on it is not known, as subscription ${subscription} was not read whole (${because})`,
      location: first!.locate(),
    };
  });
}

function firstOf(subjects: readonly Subject[]): Unready[] {
  return subjects.flatMap(subject => {
    if (subject.kind !== 'nexus.update') return [];
    const { cluster, update } = subject.variables;
    if (isUnknown(update.unready) || update.unready.length === 0) return [];
    return [{ cluster: String(cluster.name), steps: update.unready }];
  });
}
