/** Who may do what, and how that is known: effective permissions over an estate that is indexed once. */

import type { Estate } from '../estate/estate.ts';
import { type Fact, Unknown } from '../model/fact.ts';
import type { Answer, Grant, Permissions, Question } from '../model/grant.ts';
import { answer } from './ask.ts';
import { grantOf, narrowestFirst } from './assignment.ts';
import { Assignments } from './assignments.ts';
import { Denials } from './denials.ts';
import { holdingOf, openAnywhere, unreadAnywhere } from './holding.ts';
import { type Member, Members } from './members.ts';
import { Places } from './place.ts';
import { reachOf } from './reach.ts';
import { Roles } from './role.ts';
import { Site } from './site.ts';

/** What is looked up of an estate. */
type Index = {
  readonly places: Places;
  readonly assignments: Assignments;
  readonly members: Members;
  readonly denials: Denials;
  readonly unreadAnywhere: string | undefined;
  readonly openAnywhere: string | undefined;
};

function indexOf(estate: Estate): Index {
  const places = new Places(estate);
  const assignments = new Assignments(estate, new Roles(estate), places);
  return {
    places,
    assignments,
    members: new Members(estate, assignments),
    denials: new Denials(estate),
    unreadAnywhere: unreadAnywhere(estate),
    openAnywhere: openAnywhere(estate),
  };
}

export class Access {
  readonly #estate: Estate;
  readonly #sites = new Map<string, Site>();
  #indexed: Index | undefined;

  /** Reads the estate once, when it is first asked; what is added to it later is not seen. */
  constructor(estate: Estate) {
    this.#estate = estate;
  }

  get #index(): Index {
    this.#indexed ??= indexOf(this.#estate);
    return this.#indexed;
  }

  /**
   * May the principal do all of it at the scope? `missing` is certain; whatever could still give it makes the answer unknown.
   * A direct read of this very principal at this very scope replaces what Resource Graph says.
   */
  ask(question: Question): Answer {
    const site = this.#site(question.scope);
    const member = this.#index.members.of(question.principalId);
    return answer({ question, member, site, reach: reachOf(this.#index.assignments, member, site.place) });
  }

  /**
   * The assignments, at any scope, that reach the principal and whose role alone and unconditionally gives all of `permissions`.
   * Unknown where none certainly does and coverage, a membership or a role definition may hide one. Denials are not looked at.
   */
  holding(principalId: string, permissions: Permissions): Fact<readonly Grant[]> {
    const member = this.#index.members.of(principalId);
    return holdingOf(this.#index.assignments, member, permissions, this.#unreadAnywhereOf(member));
  }

  /** All assignments whose scope is exactly this one, as grants of whoever they name, sorted by id. */
  on(scope: string): Fact<readonly Grant[]> {
    const site = this.#site(scope);
    const unread = site.assignmentsUnreadOf(site);
    return unread === undefined ? this.seenOn(scope) : new Unknown(unread);
  }

  /** Those of `on` that are known, whether or not all were read. */
  seenOn(scope: string): readonly Grant[] {
    return this.#index.assignments.at(this.#site(scope).place.scope).map(assignment => grantOf(assignment));
  }

  /** Every assignment that is known to reach the principal, itself or through a group, at any scope, the narrowest first. */
  reaching(principalId: string): readonly Grant[] {
    const member = this.#index.members.of(principalId);
    const all = member.shelves.flatMap(shelf => shelf.all).sort(narrowestFirst);
    return all.map(assignment => grantOf(assignment, member.id));
  }

  /** Why role assignments that reach the principal may be unknown; `undefined` where `reaching` has them all. */
  unread(principalId: string): string | undefined {
    const member = this.#index.members.of(principalId);
    const { unread } = member;
    if (unread !== undefined && this.#index.assignments.ofGroups.all.length > 0) {
      return `the groups of ${principalId} could not be read (${unread})`;
    }
    return this.#unreadAnywhereOf(member);
  }

  #unreadAnywhereOf({ isNew }: Member): string | undefined {
    return isNew ? this.#index.openAnywhere : this.#index.unreadAnywhere;
  }

  /** The scope and all that is known to lie above it, folded, innermost first. */
  scopesOver(scope: string): readonly string[] {
    return this.#index.places.of(scope).scopes;
  }

  /** Whether `scope` is known to lie at or above `target`; false where the management groups above `target` are not known. */
  covers(scope: string, target: string): boolean {
    return this.#index.places.covers(scope, target);
  }

  #site(scope: string): Site {
    let site = this.#sites.get(scope);
    if (site === undefined) {
      site = new Site(this.#estate, this.#index.denials, this.#index.places.of(scope), scope);
      this.#sites.set(scope, site);
    }
    return site;
  }
}
