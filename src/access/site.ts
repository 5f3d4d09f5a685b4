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

  /** A plan makes it: nobody else can have granted anything on itself, wherever that was not read. */
  get isNew(): boolean {
    const { status, planned = false } = this.#estate.covered('resources', this.#scope);
    return planned && status === 'complete';
  }

  /**
   * Why there may be role assignments that were not read; `undefined` where all were. Of a principal or, at exactly this scope, of a
   * resource that a plan makes, there can only be what the plan leaves open.
   */
  assignmentsUnreadOf({ isNew }: Pick<Member, 'isNew'>): string | undefined {
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
