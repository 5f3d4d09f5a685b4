/** Turns the changes of one what-if answer into operations, each seen among the others: an expression may refer to any of them. */

import type { Row } from '../../model/estate.ts';
import type { Operation } from '../../model/plan.ts';
import { parseResourceId } from '../../model/resource-id.ts';
import type { JsonText } from '../../sources/json-text.ts';
import type { Scope } from '../arm/expression/evaluate.ts';
import type { PlanContext } from '../context.ts';
import { keptBody } from '../kept-body.ts';
import { shortId } from '../resource-type.ts';
import { isRow } from '../row.ts';
import { type Change, locateChange } from './change.ts';
import { applyDelta } from './delta.ts';
import { withoutAdvice } from './diagnostics.ts';
import { settle, shown } from './expressions.ts';
import { markLeftOut } from './left-out.ts';
import { expressionScope } from './scope.ts';
import { type Subject, subjectOf } from './subject.ts';

const SHORT =
  'what-if was asked for ids alone and does not say what will be there; make it with --result-format FullResourcePayloads';

export class Predictions {
  readonly #json: JsonText;
  readonly #context: PlanContext;
  /** Ids by deployment and, within it, by symbolic name and by name; empty where a name is several resources', or one whose id is not known. */
  readonly #ids = new Map<string, string>();

  constructor(json: JsonText, changes: readonly Change[], context: PlanContext) {
    this.#json = json;
    this.#context = context;
    for (const { resourceId, symbolicName, deploymentId } of changes) {
      for (const name of new Set([symbolicName, parseResourceId(resourceId)?.name])) {
        const key = `${deploymentId} ${name}`;
        this.#ids.set(key, this.#ids.has(key) || resourceId.includes('[') ? '' : resourceId);
      }
    }
  }

  /** What a change does; `undefined` where it does nothing in Azure. */
  operation(change: Change): Operation | undefined {
    const { changeType, resourceId } = change;
    if (resourceId === '' || changeType === 'ignore' || changeType === 'nochange') return undefined;
    const scope = expressionScope(
      change,
      name => this.#ids.get(`${change.deploymentId} ${name}`) || undefined,
      this.#context,
    );
    const subject = subjectOf(change, scope, this.#context.deployment);
    const known = {
      id: subject.id,
      type: subject.type,
      address: change.symbolicName ?? shown(shortId(resourceId)),
      locate: locateChange(this.#json, change),
    };
    if (changeType === 'delete' && change.isCertain && subject.because === undefined)
      return { ...known, does: 'delete', body: {} };
    const after = predicted(change, subject, scope);
    if (typeof after === 'string')
      return { ...known, does: 'doubt', body: {}, because: after, ...atMost(change, subject) };
    const apiVersion = change.after?.apiVersion;
    return {
      ...known,
      does: 'set',
      body: after,
      ...(typeof apiVersion === 'string' && !apiVersion.includes('[') ? { apiVersion } : {}),
    };
  }
}

/** What the resource will be, or why it is not known. */
function predicted(change: Change, subject: Subject, scope: Scope): Row | string {
  if (subject.because !== undefined) return because(change) ?? subject.because;
  if (!change.isCertain)
    return 'what-if cannot tell before the deployment whether it will be deployed: it is among the potential changes';
  const doubt = because(change);
  // An assignment whose id is not known beforehand is all that what-if cannot compare; what it will be is said.
  if (doubt !== undefined && !(isUnidentified(change) && change.after !== undefined)) return doubt;
  const after = change.after ?? derived(change);
  if (after === undefined) return SHORT;
  const body = settle(keptBody(after), scope);
  if (!isRow(body)) return `what-if leaves it as ${shown(change.resourceId)}`;
  return change.before === undefined ? body : markLeftOut(subject.type, change.before, body);
}

/** What a template deploys is created or changed; what it is that is created under an unknown name, was not there before. */
function atMost({ changeType }: Change, subject: Subject): Pick<Operation, 'atMost'> {
  if (changeType === 'create' && subject.because !== undefined) return { atMost: 'create' };
  return ['create', 'modify', 'deploy', 'unsupported'].includes(changeType) ? { atMost: 'write' } : {};
}

/** Why a change of this kind does not say what will be there. */
function because({ changeType, unsupportedReason }: Change): string | undefined {
  switch (changeType) {
    case 'create':
    case 'modify':
    case 'delete':
      return undefined;
    case 'deploy':
      return SHORT;
    case 'unsupported':
      return `what-if does not support it: ${withoutAdvice(unsupportedReason ?? 'it gives no reason')}`;
    default:
      return `what-if calls its change "${changeType}", which is not known here`;
  }
}

function isUnidentified({ changeType, resourceId, unsupportedReason }: Change): boolean {
  return changeType === 'unsupported' && resourceId.includes('[') && /resource id|^$/i.test(unsupportedReason ?? '');
}

function derived({ changeType, before, delta }: Change): Row | undefined {
  if (changeType !== 'modify' || before === undefined || delta.length === 0) return undefined;
  const after = applyDelta(before, delta);
  return isRow(after) ? after : undefined;
}
