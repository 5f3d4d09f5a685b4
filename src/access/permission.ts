/** One permission object of a role or deny assignment: how much of an asked pattern it gives. */

import type { Json } from '../model/estate.ts';
import { listAt, textAt, textsAt } from '../model/json.ts';
import { covers, foldPattern, overlaps } from './pattern.ts';

/** Control plane and data plane. A pattern of one never speaks of the other. */
export type Plane = 'actions' | 'dataActions';

/** What a permission object says of one plane, folded. */
export type Patterns = { readonly give: readonly string[]; readonly except: readonly string[] };

export type Permission = { readonly [plane in Plane]: Patterns } & {
  /** Built-in roles have conditions in here as well as assignments on themselves. */
  readonly condition?: string;
};

/** The permission objects of a role definition's or a deny assignment's properties; `undefined` where they hold no list of them. */
export function readPermissions(properties: Json | undefined): readonly Permission[] | undefined {
  const list = listAt(properties, 'permissions');
  return list.length === 0 ? undefined : list.map(readPermission);
}

/** Patterns without exceptions, as a permission object. */
export function permissionOf(actions: readonly string[], dataActions: readonly string[]): Permission {
  return {
    actions: { give: actions.map(foldPattern), except: [] },
    dataActions: { give: dataActions.map(foldPattern), except: [] },
  };
}

function readPermission(json: Json): Permission {
  const condition = textAt(json, 'condition');
  const patterns = (key: string) => textsAt(json, key).map(foldPattern);
  return {
    actions: { give: patterns('actions'), except: patterns('notActions') },
    dataActions: { give: patterns('dataActions'), except: patterns('notDataActions') },
    ...(condition === undefined ? {} : { condition }),
  };
}

/**
 * How much of an asked pattern is given: `all`, `part` – all but what some exception takes out of it – or `none`: then there is an
 * action in it that is certainly not given, since a pattern that does not cover it has a gap of its own and exceptions only widen it.
 */
export function shareOf({ give, except }: Patterns, asked: string): 'all' | 'part' | 'none' {
  if (!give.some(pattern => covers(pattern, asked))) return 'none';
  if (!except.some(pattern => overlaps(pattern, asked))) return 'all';
  return except.some(pattern => covers(pattern, asked)) ? 'none' : 'part';
}

/**
 * Whether something of an asked pattern is taken. `maybe` where the patterns only cross each other and an exception reaches into both:
 * what they share may lie within the exceptions or not.
 */
export function takesFrom({ give, except }: Patterns, asked: string): 'yes' | 'no' | 'maybe' {
  let result: 'no' | 'maybe' = 'no';
  for (const pattern of give) {
    if (!overlaps(pattern, asked)) continue;
    if (except.some(exception => covers(exception, asked) || covers(exception, pattern))) continue;
    const nested = covers(pattern, asked) || covers(asked, pattern);
    if (nested || !except.some(exception => overlaps(exception, asked) && overlaps(exception, pattern))) return 'yes';
    result = 'maybe';
  }
  return result;
}

/**
 * Whether permissions that each give a part may give the whole together: for each exception of each of them, some other may give
 * what it takes out. Where nothing else does, an action is left that nobody gives.
 */
export function mayFillUp(parts: readonly Patterns[], all: readonly Patterns[], asked: string): boolean {
  return parts.every(part =>
    part.except
      .filter(exception => overlaps(exception, asked))
      .every(exception => all.some(other => mayGive(other, exception, asked))),
  );
}

/** An exception that lies within what is asked must be given whole; of one that only crosses it, some may be enough. */
function mayGive({ give, except }: Patterns, exception: string, asked: string): boolean {
  const enough = covers(asked, exception) ? covers : overlaps;
  return give.some(pattern => enough(pattern, exception)) && !except.some(pattern => covers(pattern, exception));
}
