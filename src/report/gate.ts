/** Says in words what a plan does, and what it has to do with a finding. */

import type { Finding, Result } from '../model/finding.ts';
import type { GateState, PlanReview } from '../model/gate.ts';
import type { Deed } from '../model/plan.ts';
import { count, name } from './printable.ts';
import { sayFixed } from './review.ts';

/** The most pressing first. */
export const GATE_STATES: readonly GateState[] = ['broken', 'unknown', 'already-broken', 'already-unknown'];

export const GATE_TITLE: { readonly [state in GateState]: string } = {
  broken: 'Broken by this plan',
  unknown: 'Not known because of this plan',
  'already-broken': 'Broken already, and not mended by this plan',
  'already-unknown': 'Not known before either',
};

/** As a tag beside a finding. */
export const GATE_WORD: { readonly [state in GateState]: string } = {
  broken: 'by this plan',
  unknown: 'because of this plan',
  'already-broken': 'already so',
  'already-unknown': 'already so',
};

const KIND: { readonly [kind in PlanReview['files'][number]['kind']]: string } = {
  'what-if': 'ARM what-if',
  'arm-template': 'ARM template',
  terraform: 'Terraform plan',
  'az-script': 'az commands',
  'rest-body': 'REST body',
  cyclecloud: 'CycleCloud file',
};

const DOES: { readonly [does in Deed]: string } = {
  put: 'writes',
  set: 'writes',
  patch: 'changes',
  delete: 'deletes',
  doubt: 'may touch',
};

/** `main.tfplan.json (Terraform plan): writes 7, deletes 1` */
export function sayPlan({ files, operations }: PlanReview): string {
  const named = files.map(({ file, kind }) => `${name(file, 300)} (${KIND[kind]})`).join(', ');
  const numbers = ['writes', 'changes', 'deletes', 'may touch'].flatMap(word => {
    const many = operations.filter(({ does }) => DOES[does] === word).length;
    return many === 0 ? [] : [`${word} ${count(many, 'resource')}`];
  });
  return numbers.length === 0 ? named : `${named}: ${numbers.join(', ')}`;
}

/** `deletes azurerm_role_assignment.output` */
export function sayOperation({ does, address }: PlanReview['operations'][number]): string {
  return `${DOES[does]} ${name(address, 300)}`;
}

/** Findings by what the plan has to do with them, waived ones left aside. */
export function byGate(findings: readonly Finding[], state: GateState): Finding[] {
  return findings.filter(({ gate, waived }) => gate === state && waived === undefined);
}

/** `This plan breaks 1 check, leaves 2 undecided and mends 3; 4 were broken already.` */
export function sayGate({ findings }: Pick<Result, 'findings'>, { mended, open }: PlanReview): string {
  const number = (state: GateState) => byGate(findings, state).length;
  const [broken, unknown, already] = [number('broken'), number('unknown') + open.length, number('already-broken')];
  const parts = [
    broken === 0 ? 'breaks nothing' : `breaks ${count(broken, 'check')}`,
    ...(unknown === 0 ? [] : [`leaves ${count(unknown, 'check')} undecided`]),
    ...(mended.length === 0 ? [] : [`mends ${mended.length}`]),
  ];
  const says = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return `This plan ${says}${already === 0 ? '' : `; ${already} ${already === 1 ? 'was' : 'were'} broken already`}.`;
}

/** `It removes cl-lyon and cl-porto.` */
export function sayRemoved({ removed }: PlanReview): string | undefined {
  const names = removed.map(each => name(each));
  if (names.length === 0) return undefined;
  return `It removes ${[names.slice(0, -1).join(', '), names.at(-1)].filter(part => part !== '').join(' and ')}.`;
}

/** A line for each failure that the plan mends. */
export function sayMended({ mended }: PlanReview, rules: Result['rules']): string[] {
  return sayFixed({ takenAt: '', fixed: mended }, rules);
}

/** What was looked at besides the plan. */
export function sayOffline({ offline }: PlanReview): string | undefined {
  return offline
    ? 'Nothing but the plan was looked at: what it writes whole is taken to be new, what it does not write is not known, and nobody is taken to be denied anything.'
    : undefined;
}
