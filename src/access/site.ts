/** What is the same for every question at one scope: where it lies, what is denied there, and what was not read. */

import type { Estate } from '../estate/estate.ts';
import type { Denials, Looming } from './denials.ts';
import type { Place } from './place.ts';

export class Site {
  readonly place: Place;
  readonly looming: readonly Looming[];
  readonly #estate: Estate;
  readonly #scope: string;
  // Looked up when first needed: most questions need one of the two.
  readonly #unread = new Map<string, string | undefined>();

  /** `scope` as it was asked about, for people to read. */
  constructor(estate: Estate, denials: Denials, place: Place, scope: string) {
    this.place = place;
    this.looming = denials.over(place);
    this.#estate = estate;
    this.#scope = scope;
  }

  /** Why there may be role assignments that were not read; `undefined` where all were. */
  get assignmentsUnread(): string | undefined {
    return this.#find('authorizationresources', 'role assignments');
  }

  /** Why there may be deny assignments that were not read; `undefined` where all were. */
  get denialsUnread(): string | undefined {
    return this.#find('arm/denyassignments', 'deny assignments');
  }

  #find(source: 'authorizationresources' | 'arm/denyassignments', what: string): string | undefined {
    if (this.#unread.has(source)) return this.#unread.get(source);
    const { status, because } = this.#estate.covered(source, this.#scope);
    const reason = `the ${what} at and above ${this.#scope} were not all read (${because})`;
    const unread = status === 'complete' ? undefined : reason;
    this.#unread.set(source, unread);
    return unread;
  }
}
