/** One reading of a template: the file, what surrounds it, and what was found to be wrong or worth knowing. */

import type { Json, Row } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import type { JsonText } from '../../sources/json-text.ts';
import type { Problem } from '../../sources/problem.ts';
import type { Path } from '../../sources/yaml.ts';
import type { PlanContext } from '../context.ts';

/** Azure allows 800 in one template, counting copies; nested deployments multiply. More is a mistake or an attack. */
const MAX_RESOURCES = 10_000;

export class Reading {
  readonly json: JsonText;
  readonly context: PlanContext;
  readonly problems: Problem[] = [];
  readonly notices: { readonly says: string; readonly location: Location }[] = [];
  /** What is being evaluated, for what its functions find to be wrong. */
  here: Path = [];
  #resources = 0;

  constructor(json: JsonText, context: PlanContext) {
    this.json = json;
    this.context = context;
  }

  problem(path: Path, says: string): void {
    this.problems.push({ ...this.json.locate(path), says });
  }

  notice(path: Path, says: string): void {
    this.notices.push({ says, location: this.json.locate(path) });
  }

  /** Whether one more resource may be made; says once that there are too many. */
  mayDeclare(path: Path): boolean {
    this.#resources += 1;
    if (this.#resources === MAX_RESOURCES + 1)
      this.problem(
        path,
        `the template makes more than ${MAX_RESOURCES} resources here; is a loop meant to be this long?`,
      );
    return !this.isFull;
  }

  /** Whether there are too many already. */
  get isFull(): boolean {
    return this.#resources > MAX_RESOURCES;
  }
}

export function isRow(value: Json | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A part of the template itself, its key in any case; unlike `prop`, for values that nothing has been computed from. */
export function part(value: Json | undefined, key: string): Json | undefined {
  if (!isRow(value)) return undefined;
  if (Object.hasOwn(value, key)) return value[key];
  const found = Object.keys(value).find(candidate => candidate.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : value[found];
}

export function textPart(value: Json | undefined, key: string): string | undefined {
  const found = part(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
