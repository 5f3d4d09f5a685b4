/** The functions that a template defines for itself, as `namespace.name`. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue } from '../../model/json.ts';
import type { Path } from '../../sources/yaml.ts';
import { Evaluation, type Functions } from './evaluation.ts';
import type { ScopeFunction } from './expression/evaluate.ts';
import { isRow, part, type Reading, textPart } from './reading.ts';

/** Functions that Bicep compiles may call each other; Azure refuses those that call themselves. */
const MAX_DEPTH = 40;

/** A function sees its arguments, as `parameters('name')`, and other functions; no variables and no resources. `given` are those of its deployment. */
export function userFunctions(reading: Reading, template: Row, path: Path, given: Functions): Functions {
  const functions: { [name: string]: ScopeFunction } = {};
  let depth = 0;
  const define = (body: Row, at: Path): ScopeFunction => {
    const names = listed(part(body, 'parameters')).map(parameter => (textPart(parameter, 'name') ?? '').toLowerCase());
    return args => {
      if (depth >= MAX_DEPTH) return unknownValue('a function of the template calls itself');
      const parameters: ScopeFunction = ([name]) => {
        const index = typeof name === 'string' ? names.indexOf(name.toLowerCase()) : -1;
        return args[index] ?? unknownValue(`the function has no argument ${String(name)}`);
      };
      depth += 1;
      try {
        const evaluation = new Evaluation(reading, { ...given, ...functions, parameters });
        return evaluation.value(part(part(body, 'output'), 'value'), [...at, 'output', 'value']);
      } finally {
        depth -= 1;
      }
    };
  };
  listed(part(template, 'functions')).forEach((group, index) => {
    const members = part(group, 'members');
    if (!isRow(members)) return;
    for (const [name, body] of Object.entries(members)) {
      const at = [...path, 'functions', index, 'members', name];
      if (isRow(body)) functions[`${textPart(group, 'namespace') ?? ''}.${name}`.toLowerCase()] = define(body, at);
    }
  });
  return functions;
}

function listed(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
