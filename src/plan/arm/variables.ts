/** The variables of a template, each computed when something asks for it. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import { meant } from '../../sources/meant.ts';
import type { Path } from '../../sources/yaml.ts';
import type { Evaluation } from './evaluation.ts';
import { once } from './once.ts';
import { isRow, part, type Reading } from './reading.ts';

/** Answers with a variable by its name; one that the template does not have is a problem of the place that asks. */
export function variablesOf(
  reading: Reading,
  template: Row,
  path: Path,
  evaluation: () => Evaluation,
): (name: string) => Json {
  const values = new Map<string, () => Json>();
  const add = (name: string, at: Path, compute: () => Json) => {
    const again = () => {
      reading.problem(at, `the variable "${name}" depends on itself: Azure refuses circular dependencies`);
      return unknownValue(`the variable ${name} depends on itself`);
    };
    values.set(name.toLowerCase(), once(compute, again));
  };
  const { copy, ...plain } = variablesIn(template);
  const base = [...path, 'variables'];
  for (const [name, json] of Object.entries(plain))
    add(name, [...base, name], () => evaluation().value(json, [...base, name]));
  if (Array.isArray(copy)) {
    copy.forEach((loop, index) => {
      if (!isRow(loop) || typeof loop.name !== 'string') return;
      const name = loop.name;
      const at = [...base, 'copy', index];
      add(name, at, () =>
        evaluation().loop({ name, count: part(loop, 'count') ?? null, input: part(loop, 'input') ?? null }, at),
      );
    });
  } else if (copy !== undefined) add('copy', [...base, 'copy'], () => evaluation().value(copy, [...base, 'copy']));
  return name => {
    const value = values.get(name.toLowerCase());
    if (value !== undefined) return value();
    reading.problem(reading.here, `the template has no variable "${name}"; ${meant(name, [...values.keys()])}`);
    return unknownValue(`the template has no variable ${name}`);
  };
}

function variablesIn(template: Row): Row {
  const variables = part(template, 'variables');
  return isRow(variables) ? variables : {};
}
