/** The template of a nested deployment, and what it is given. */

import type { Json } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { Path } from '../../sources/yaml.ts';
import type { Declaration } from './declaration.ts';
import type { Evaluation } from './evaluation.ts';
import type { FrameOptions } from './frame.ts';
import { once } from './once.ts';
import type { GivenParameters } from './parameter-files.ts';
import { isRow, part, type Reading, textPart } from './reading.ts';

/**
 * Expressions of a nested template are evaluated in what surrounds it, with the parameters, variables and resource group there,
 * unless it says `inner` ("Use linked and nested templates", expression evaluation scope).
 */
export function nestedTemplate(
  reading: Reading,
  { item, path, evaluation, target, name }: Declaration,
): Omit<FrameOptions, 'parent'> {
  const properties = part(item, 'properties');
  const at = [...path, 'properties'];
  const template = part(properties, 'template');
  const common = {
    reading,
    template: isRow(template)
      ? template
      : { elsewhere: 'the template of the nested deployment is a link, which is not read' },
    path: [...at, 'template'],
    name: name === '' ? unknownValue('the name of the deployment is not known') : name,
    target,
  };
  const scope = textPart(part(properties, 'expressionEvaluationOptions'), 'scope');
  if (scope?.toLowerCase() !== 'inner') return { ...common, given: new Map(), outer: evaluation };
  const parameters = part(properties, 'parameters');
  const declared = Object.keys((part(template, 'parameters') ?? {}) as object);
  return { ...common, given: given(reading, parameters, declared, [...at, 'parameters'], evaluation) };
}

/** Each is evaluated when it is asked for; one, or all, may be an expression as a whole. */
function given(
  reading: Reading,
  parameters: Json | undefined,
  declared: readonly string[],
  path: Path,
  evaluation: Evaluation,
): GivenParameters {
  const whole = typeof parameters === 'string' ? evaluation.value(parameters, path) : parameters;
  const because = whyUnknown(whole);
  if (because !== undefined) {
    const locate = () => reading.json.locate(path);
    return new Map(declared.map(name => [name.toLowerCase(), { name, value: () => unknownValue(because), locate }]));
  }
  const isEvaluated = whole !== parameters;
  return new Map(
    Object.entries(isRow(whole) ? whole : {}).map(([name, entry]) => {
      const at = [...path, name];
      const value = once(
        () => (isEvaluated ? (part(entry, 'value') ?? null) : passed(entry, at, evaluation)),
        () => {
          const says = `the parameter "${name}" depends on the deployment that it is for`;
          reading.problem(at, `${says}: Azure refuses circular dependencies`);
          return unknownValue(says);
        },
      );
      return [name.toLowerCase(), { name, value, locate: () => reading.json.locate(at) }];
    }),
  );
}

function passed(entry: Json, path: Path, evaluation: Evaluation): Json {
  if (isRow(entry)) {
    if (part(entry, 'reference') === undefined) return evaluation.value(part(entry, 'value'), [...path, 'value']);
    return unknownValue('its value comes from a key vault when it is deployed');
  }
  const value = evaluation.value(entry, path);
  if (whyUnknown(value) !== undefined) return value;
  return part(value, 'reference') === undefined
    ? (part(value, 'value') ?? null)
    : unknownValue('its value comes from a key vault when it is deployed');
}
