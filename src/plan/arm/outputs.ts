/** The outputs of a template, as `reference()` of its deployment shows them: `{name: {value}}`. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { Path } from '../../sources/yaml.ts';
import type { Evaluation } from './evaluation.ts';
import { lazyRow, once } from './once.ts';
import { isSecure } from './parameters.ts';
import { isRow, part, textPart } from './reading.ts';

/** Each is computed when it is read; `cycle` answers for one that needs itself. */
export function outputsOf(template: Row, path: Path, evaluation: Evaluation, cycle: (output: string) => Json): Row {
  const outputs = part(template, 'outputs');
  if (!isRow(outputs)) return {};
  const rows = Object.entries(outputs).map(([name, output]) => {
    const value = once(
      () => outputValue(output, [...path, 'outputs', name], evaluation),
      () => cycle(name),
    );
    return [name, () => lazyRow({ value })] as const;
  });
  return lazyRow(Object.fromEntries(rows));
}

function outputValue(output: Json, path: Path, evaluation: Evaluation): Json {
  if (isSecure(textPart(output, 'type') ?? '')) return unknownValue('a secure output is not looked at');
  const condition =
    part(output, 'condition') === undefined || evaluation.value(part(output, 'condition'), [...path, 'condition']);
  if (condition === false) return null;
  if (condition !== true)
    return unknownValue(whyUnknown(condition) ?? 'the condition of an output is neither true nor false');
  const copy = part(output, 'copy');
  if (!isRow(copy)) return evaluation.value(part(output, 'value'), [...path, 'value']);
  const loop = { name: '', count: part(copy, 'count') ?? null, input: part(copy, 'input') ?? null };
  return evaluation.loop(loop, [...path, 'copy']);
}
