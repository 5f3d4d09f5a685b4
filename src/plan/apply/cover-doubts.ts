/** States that what was read is not all that there will be. */

import type { Table } from '../../model/estate.ts';
import { textAt } from '../../model/json.ts';
import { foldId, scopeKind } from '../../model/resource-id.ts';
import { open } from './assignments.ts';
import type { Draft } from './draft.ts';
import { holds } from './scopes.ts';

/** Where a plan may make something that is not known. */
export type OpenScope = { readonly source: Table; readonly scope: string; readonly because: string };

/**
 * The narrowest statement decides about an id, so all that lie within an open scope change with it. Coverage knows no management
 * groups: what is open in one is open everywhere but where the estate knows that it is not in it.
 */
export function coverDoubts(draft: Draft, scopes: readonly OpenScope[]): void {
  const reasons = new Map<string, { readonly source: Table; readonly scope: string; readonly why: Set<string> }>();
  const add = (source: Table, scope: string, because: string) => {
    const key = `${source} ${foldId(scope)}`;
    const entry = reasons.get(key) ?? { source, scope, why: new Set() };
    reasons.set(key, entry);
    entry.why.add(because);
  };
  const stated = draft.estate.coverage;
  for (const { source, scope, because } of scopes) {
    add(source, scopeKind(scope) === 'management group' ? '/' : scope, because);
    for (const statement of stated) {
      const isWithin = statement.source === source && holds(draft.estate, scope, statement.scope) !== false;
      if (isWithin) add(source, statement.scope, because);
    }
  }
  // A scope that lies within another open one is open for the reasons of both, whether or not anything was stated about it before.
  for (const entry of [...reasons.values()]) {
    for (const { source, scope, because } of scopes) {
      if (source === entry.source && holds(draft.estate, scope, entry.scope) !== false) entry.why.add(because);
    }
  }
  for (const { source, scope, why } of reasons.values()) {
    const was = draft.estate.stated({ source, scope });
    const isWorse = was !== undefined && was.status !== 'complete' && was.planned === undefined;
    if (isWorse && source !== 'authorizationresources') continue;
    if (was?.planned && was.because !== undefined) why.add(was.because);
    draft.cover({ source, scope, status: 'partial', because: [...why].sort().join('; '), planned: true });
  }
  for (const { source, scope, because } of scopes) {
    if (source === 'authorizationresources') openReads(draft, scope, because);
  }
}

function openReads(draft: Draft, scope: string, because: string): void {
  for (const read of [...draft.estate.rows('arm/assignedto')]) {
    if (holds(draft.estate, scope, textAt(read, 'scope') ?? '/') !== false) open(draft, read, because);
  }
}
