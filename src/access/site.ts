/** What is the same for every question at one scope: where it lies, what is denied there, and what was not read. */

import type { Estate } from '../estate/estate.ts';
import type { Denials, Looming } from './denials.ts';
import type { Member } from './members.ts';
import type { Place } from './place.ts';

/** `planned`: a plan leaves it open, rather than a read. */
type Unread = { readonly because: string; readonly planned: boolean };

export class Site {
  readonly place: Place;
  readonly looming: readonly Looming[];
  readonly #estate: Estate;
  readonly #scope: string;
  // Looked up when first needed: most questions need one of the two.
  readonly #unread = new Map<string, Unread | undefined>();

  /** `scope` as it was asked about, for people to read. */
  constructor(estate: Estate, denials: Denials, place: Place, scope: string) {
    this.place = place;
    this.looming = denials.over(place);
    this.#estate = estate;
    this.#scope = scope;
  }

  /** Why there may be role assignments that were not read; `undefined` where all were. */
  get assignmentsUnread(): string | undefined {
    return this.#find('authorizationresources', 'role assignments')?.because;
  }

  /** As `assignmentsUnread`, of one principal: one that a plan makes can only have what the plan leaves open. */
  assignmentsUnreadOf({ isNew }: Member): string | undefined {
    const unread = this.#find('authorizationresources', 'role assignments');
    return isNew && !unread?.planned ? undefined : unread?.because;
  }

  /** Why there may be deny assignments that were not read; `undefined` where all were. */
  get denialsUnread(): string | undefined {
    return this.#find('arm/denyassignments', 'deny assignments')?.because;
  }

  #find(source: 'authorizationresources' | 'arm/denyassignments', what: string): Unread | undefined {
    if (this.#unread.has(source)) return this.#unread.get(source);
    const { status, because, planned = false } = this.#estate.covered(source, this.#scope);
    const missing = planned ? 'are not all known before the plan runs' : 'were not all read';
    const reason = `the ${what} at and above ${this.#scope} ${missing} (${because})`;
    const unread = status === 'complete' ? undefined : { because: reason, planned };
    this.#unread.set(source, unread);
    return unread;
  }
}
