/** What the commands of a script come to: steps, notices and problems, and what later commands need to know of earlier ones. */

import type { Location } from '../../model/finding.ts';
import type { Operation, Plan, Step } from '../../model/plan.ts';
import { type Problem, sortProblems } from '../../sources/problem.ts';
import type { PlanContext, PlanRead } from '../context.ts';

export class Azure {
  readonly context: PlanContext;
  readonly #file: string;
  readonly #steps: Step[] = [];
  readonly #notices: Plan['notices'][number][] = [];
  readonly #problems: Problem[] = [];
  readonly #said = new Set<string>();
  /** Ids that the script has spelled out, by folded type and name: commands on the data of an account name no group. */
  readonly #named = new Map<string, string>();

  constructor(file: string, context: PlanContext) {
    this.#file = file;
    this.context = context;
  }

  step(step: Step): void {
    this.#steps.push(step);
  }

  notice(says: string, location: Location): void {
    const key = `${location.file}:${location.line} ${says}`;
    if (!this.#said.has(key)) this.#notices.push({ says, location });
    this.#said.add(key);
  }

  problem(says: string, at: Location): void {
    this.#problems.push({ ...at, says });
  }

  name(type: string, name: string, id: string): void {
    this.#named.set(`${type}/${name}`.toLowerCase(), id);
  }

  /** The id of a resource that the script has spelled out before. */
  named(type: string, name: string): string | undefined {
    return this.#named.get(`${type}/${name}`.toLowerCase());
  }

  /** The operations of the steps so far. */
  get operations(): readonly Operation[] {
    return this.#steps.flatMap(step => step.operations);
  }

  get plan(): PlanRead {
    if (this.#problems.length > 0) return { problems: sortProblems(this.#problems) };
    return { file: this.#file, kind: 'az-script', steps: this.#steps, notices: this.#notices };
  }
}
