/** From declared resources to the operations of a plan. */

import type { Operation } from '../../model/plan.ts';
import { foldId } from '../../model/resource-id.ts';
import { DEPLOYMENT, DEPLOYMENT_SCRIPT, ROLE_ASSIGNMENT, SPELLED } from '../../model/resource-types.ts';
import type { Declaration } from './declaration.ts';
import type { Frame } from './frame.ts';
import { textPart } from './reading.ts';

/** An operation, and the resources that lead to it: nested deployments, the outermost first, and the resource itself. */
export type Traced = { readonly operation: Operation; readonly trail: readonly Stop[] };

export type Stop = { readonly frame: Frame; readonly declaration: Declaration };

/** Everything that a template does, nested deployments included. */
export function operationsOf(frame: Frame): Traced[] {
  return walk(frame, [], undefined);
}

/** `doubt` says why it is not known whether the whole template is deployed. */
function walk(frame: Frame, trail: readonly Stop[], doubt: string | undefined): Traced[] {
  frame.check();
  checkTwice(frame);
  return frame.declarations.flatMap(declaration => {
    if (declaration.existing || declaration.condition === false) return [];
    const steps = [...trail, { frame, declaration }];
    const because = doubt ?? (declaration.condition === true ? undefined : declaration.condition.unknown);
    if (declaration.type === DEPLOYMENT) return nested(frame, declaration, steps, because);
    if (declaration.type === DEPLOYMENT_SCRIPT) {
      frame.reading.notice(declaration.path, `${addressOf(steps)} runs a script, whose commands are not looked at`);
    }
    return [{ operation: operationOf(frame, declaration, addressOf(steps), because), trail: steps }];
  });
}

/** Azure refuses a template in which a resource stands twice. */
function checkTwice({ declarations, reading }: Frame): void {
  const seen = new Set<string>();
  for (const { id, existing, condition, path, spelledType, name } of declarations) {
    if (existing || condition !== true || typeof id !== 'string') continue;
    const key = foldId(id);
    if (seen.has(key)) reading.problem(path, `the template has the resource ${spelledType} ${name} more than once`);
    seen.add(key);
  }
}

function nested(frame: Frame, declaration: Declaration, trail: readonly Stop[], doubt: string | undefined): Traced[] {
  const inner = frame.nested(declaration);
  const because = declaration.uncounted ?? inner.elsewhere;
  if (because === undefined) return walk(inner, trail, doubt);
  return [{ operation: doubtful(scopeOf(declaration), '*', addressOf(trail), because, frame, declaration), trail }];
}

function operationOf(frame: Frame, declaration: Declaration, address: string, doubt: string | undefined): Operation {
  const { type, id, item, evaluation, path } = declaration;
  const known = typeof id === 'string' ? id : assignmentId(declaration, address);
  if (known === undefined) {
    const because = typeof id === 'string' ? '' : id.unknown;
    return doubtful(scopeOf(declaration), type, address, because, frame, declaration);
  }
  if (doubt !== undefined) return doubtful(known, type, address, doubt, frame, declaration);
  const apiVersion = textPart(item, 'apiVersion');
  const version = apiVersion === undefined ? undefined : evaluation.value(apiVersion, [...path, 'apiVersion']);
  return {
    does: 'put',
    id: known,
    type,
    body: frame.bodyOf(declaration).row(),
    ...(typeof version === 'string' ? { apiVersion: version } : {}),
    address,
    locate: (part = []) => frame.reading.json.locate([...path, ...part]),
  };
}

/** A grant counts whatever its name is; one without a known name gets a stable one. */
function assignmentId({ spelledType, target, name, uncounted }: Declaration, address: string): string | undefined {
  // Of an assignment written the older way, the name holds the resource that it is for.
  const isScoped = spelledType.toLowerCase() === ROLE_ASSIGNMENT && target.unknown === undefined;
  if (!isScoped || name !== '' || uncounted !== undefined) return undefined;
  const stable = address.toLowerCase().replace(/[^a-z\d]+/g, '-');
  return `${target.scope}/providers/${SPELLED.roleAssignment}/${stable}`;
}

/** The narrowest scope that is known to hold it. */
function scopeOf({ target }: Declaration): string {
  return target.scope === '' ? '/' : target.scope;
}

/** What is left out of a template stays, so that nothing is ever deleted. */
function doubtful(
  id: string,
  type: string,
  address: string,
  because: string,
  { reading }: Frame,
  { path }: Declaration,
): Operation {
  return {
    does: 'doubt',
    atMost: 'write',
    id,
    type,
    body: {},
    address,
    because,
    locate: (part = []) => reading.json.locate([...path, ...part]),
  };
}

/** Symbolic name, or type and name; of nested ones after the deployments that hold them. */
function addressOf(trail: readonly Stop[]): string {
  return trail.map(({ declaration }, index) => called(declaration, index === trail.length - 1)).join(' > ');
}

function called({ symbol, loop, spelledType, name, path, evaluation }: Declaration, isLast: boolean): string {
  if (symbol !== undefined) return symbol;
  if (name === '') return `${loop ?? spelledType}${evaluation.turn} (${place(path)})`;
  return isLast ? `${spelledType} ${name}` : name;
}

/** `resources[3]` */
function place(path: Declaration['path']): string {
  return path
    .slice(path.lastIndexOf('resources'))
    .map(step => (typeof step === 'number' ? `[${step}]` : step))
    .join('');
}
