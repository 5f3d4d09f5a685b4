/** Who a principal is to Azure: itself and the groups that it is in, as far as memberships were read. */

import type { Estate } from '../estate/estate.ts';
import { textsAt } from '../model/json.ts';
import { principalOwner } from '../model/plan.ts';
import { foldId } from '../model/resource-id.ts';
import type { Assignments } from './assignments.ts';
import type { Shelf } from './shelf.ts';

export type Member = {
  /** Lower case. */
  readonly id: string;
  /** Itself and its groups, lower case. */
  readonly ids: ReadonlySet<string>;
  /** The assignments of each of these that has any. */
  readonly shelves: readonly Shelf[];
  /** Why there may be more groups; `undefined` where memberships were read whole. */
  readonly unread: string | undefined;
  /** A plan makes it: nobody else can have granted it anything, nor put it into a group, wherever that was not read. */
  readonly isNew: boolean;
};

export class Members {
  readonly #estate: Estate;
  readonly #assignments: Assignments;
  readonly #cut: ReadonlyMap<string, string>;
  readonly #members = new Map<string, Member>();

  constructor(estate: Estate, assignments: Assignments) {
    this.#estate = estate;
    this.#assignments = assignments;
    this.#cut = new Map(
      estate.coverage
        .filter(({ source, status }) => source === 'graph/memberships' && status !== 'complete')
        .map(({ scope, status, because }) => [foldId(scope), because ?? `the read of its groups was ${status}`]),
    );
  }

  of(principalId: string): Member {
    const id = principalId.toLowerCase();
    const known = this.#members.get(id);
    if (known !== undefined) return known;
    const row = this.#estate.row('graph/memberships', id);
    const groups = textsAt(row, 'value').map(group => group.toLowerCase());
    const ids = new Set([id, ...groups, ...this.#assignments.groupsSeen(id)]);
    const shelves = [...ids].map(each => this.#assignments.of(each)).filter(shelf => shelf !== undefined);
    const unread = row === undefined ? this.#unasked(id) : this.#cut.get(foldId(id));
    const isNew = principalOwner(id) !== undefined && row !== undefined && unread === undefined;
    const member = { id, ids, shelves, unread, isNew };
    this.#members.set(id, member);
    return member;
  }

  /** Where there is no row, complete coverage means that there are no groups. */
  #unasked(id: string): string | undefined {
    const { status, because } = this.#estate.covered('graph/memberships', id);
    return status === 'complete' ? undefined : because;
  }
}
