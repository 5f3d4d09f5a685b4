/** The resources that a template declares: each turn of a loop and each child for itself, with the id that it will have. */

import type { Json, Row } from '../../model/estate.ts';
import { whyUnknown } from '../../model/json.ts';
import { ROLE_ASSIGNMENT } from '../../model/resource-types.ts';
import type { Path } from '../../sources/yaml.ts';
import type { Evaluation } from './evaluation.ts';
import { isRow, part, type Reading, textPart } from './reading.ts';
import { childName, childType, identify } from './resource-name.ts';
import { directedTarget, type Target } from './target.ts';

export type Declaration = {
  /** As the template has it. */
  readonly item: Row;
  readonly path: Path;
  /** Within the turns of the loops around it. */
  readonly evaluation: Evaluation;
  /** Symbolic name, of a loop's turn with its index: `grants[0]`. */
  readonly symbol?: string;
  /** The symbolic name without an index, or the name of the loop: what stands for all its turns. */
  readonly loop?: string;
  /** In lower case, as ids have it. */
  readonly type: string;
  /** As it is spelled, of a child with that of its parent. */
  readonly spelledType: string;
  /** Why it is not known how many of it a loop makes: it then stands for all of them. */
  readonly uncounted?: string;
  /** As it is spelled, `account/default/container`; empty where it is not known. */
  readonly name: string;
  /** Its id, or why that is not known. */
  readonly id: string | { readonly unknown: string };
  /** Where it is: of a nested deployment, where that goes. */
  readonly target: Target;
  readonly existing: boolean;
  /** Whether it is made. */
  readonly condition: boolean | { readonly unknown: string };
};

/** What is declared and where it goes. */
export type Declaring = { readonly reading: Reading; readonly evaluation: Evaluation; readonly target: Target };

/** Every resource of `resources`, a list or an object of symbolic names, and the ones inside of them. */
export function declare(resources: Json | undefined, path: Path, declaring: Declaring): Declaration[] {
  if (Array.isArray(resources))
    return resources.flatMap((item, index) => repeat(item, [...path, index], undefined, declaring));
  if (!isRow(resources)) return [];
  return Object.entries(resources).flatMap(([symbol, item]) => repeat(item, [...path, symbol], symbol, declaring));
}

type Parent = { readonly type: string; readonly name: string | { readonly unknown: string } };

function repeat(
  item: Json,
  path: Path,
  symbol: string | undefined,
  declaring: Declaring,
  parent?: Parent,
): Declaration[] {
  const { reading, evaluation } = declaring;
  if (reading.isFull) return [];
  if (!isRow(item)) {
    reading.problem(path, 'a resource must be an object with a "type" and a "name"');
    return [];
  }
  const copy = part(item, 'copy');
  if (!isRow(copy)) return one(item, path, symbol === undefined ? {} : { symbol }, declaring, parent);
  const name = textPart(copy, 'name') ?? '';
  const count = evaluation.count(part(copy, 'count'), [...path, 'copy', 'count']);
  if (count === undefined) return [];
  if (typeof count === 'object') {
    const uncounted = `how many of it are made is not known: ${count.unknown}`;
    const all = one(item, path, { loop: symbol ?? name }, declaring, parent);
    return all.map(each => ({ ...each, id: { unknown: uncounted }, name: '', uncounted }));
  }
  return Array.from({ length: count }, (_, index) => {
    const turn = { ...declaring, evaluation: evaluation.within({ name, index }) };
    const named = symbol === undefined ? { loop: name } : { symbol: `${symbol}[${index}]`, loop: symbol };
    return one(item, path, named, turn, parent);
  }).flat();
}

function one(
  item: Row,
  path: Path,
  named: Pick<Declaration, 'symbol' | 'loop'>,
  declaring: Declaring,
  parent: Parent | undefined,
): Declaration[] {
  const { reading, evaluation } = declaring;
  const value = (key: string) => evaluation.value(part(item, key), [...path, key]);
  if (!reading.mayDeclare(path)) return [];
  const written = value('type');
  // Of another kind of service than Resource Manager, which has types and names of its own.
  if (part(item, 'import') !== undefined || part(item, 'extension') !== undefined) {
    reading.notice(
      path,
      'this resource belongs to an extension rather than to Azure Resource Manager, and is not looked at',
    );
    return [];
  }
  if (typeof written !== 'string' || written === '') {
    reading.problem(path, 'the resource has no "type"');
    return [];
  }
  if (part(item, 'name') === undefined) {
    reading.problem(path, `the resource of type ${written} has no "name"`);
    return [];
  }
  const type = parent === undefined ? written : childType(parent.type, written);
  const target = directedTarget(declaring.target, {
    scope: value('scope'),
    subscriptionId: value('subscriptionId'),
    resourceGroup: value('resourceGroup'),
  });
  const name = nameOf(value('name'), type, parent);
  const { id, kind } = identified(type, name, target, path, reading);
  const declaration: Declaration = {
    item,
    path,
    evaluation,
    ...named,
    type: kind,
    spelledType: type,
    name: typeof name === 'string' ? name : '',
    id,
    target,
    existing: part(item, 'existing') === true,
    condition: conditionOf(part(item, 'condition') === undefined ? true : value('condition')),
  };
  return [declaration, ...children(item, path, { type, name }, { ...declaring, target })];
}

/** A child's own condition decides about it, not its parent's ("Conditional deployment in ARM templates"). */
function children(item: Row, path: Path, parent: Parent, declaring: Declaring): Declaration[] {
  const resources = part(item, 'resources');
  const at = [...path, 'resources'];
  if (Array.isArray(resources))
    return resources.flatMap((child, index) => repeat(child, [...at, index], undefined, declaring, parent));
  if (!isRow(resources)) return [];
  return Object.entries(resources).flatMap(([symbol, child]) =>
    repeat(child, [...at, symbol], symbol, declaring, parent),
  );
}

function nameOf(value: Json, type: string, parent: Parent | undefined): Parent['name'] {
  const because = whyUnknown(value);
  if (because !== undefined) return { unknown: `its name is not known: ${because}` };
  if (typeof value !== 'string') return { unknown: 'its name is no text' };
  if (parent === undefined) return value;
  return typeof parent.name === 'string' ? childName(parent.name, value, type) : parent.name;
}

function identified(
  type: string,
  name: Parent['name'],
  target: Target,
  path: Path,
  reading: Reading,
): Pick<Declaration, 'id'> & { readonly kind: string } {
  // The type of an extension written the older way is within its name.
  const kind = /\/providers\/roleassignments$/i.test(type) ? ROLE_ASSIGNMENT : type.toLowerCase();
  if (typeof name !== 'string') return { id: name, kind };
  const found = identify(type, name, target.scope);
  if ('fault' in found) {
    reading.problem(path, found.fault);
    return { id: { unknown: found.fault }, kind };
  }
  return { id: target.unknown === undefined ? found.id : { unknown: target.unknown }, kind: found.type };
}

function conditionOf(value: Json): Declaration['condition'] {
  if (typeof value === 'boolean') return value;
  // Resource Manager takes the words as well.
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return {
    unknown: `whether it is made is not known: ${whyUnknown(value) ?? 'its condition is neither true nor false'}`,
  };
}
