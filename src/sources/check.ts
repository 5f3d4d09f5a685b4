/** Checks a YAML or JSON text against a JSON Schema and says what is wrong, where, and what was probably meant. */

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { meant } from './meant.ts';
import type { Problem } from './problem.ts';
import type { Path, YamlText } from './yaml.ts';

/** Checks against a JSON Schema. It is compiled at the first check, which takes milliseconds, and kept: so keep what this gives. */
export function schemaCheck(schema: object): (source: YamlText) => Problem[] {
  let validate: ValidateFunction | undefined;
  return source => {
    if (source.problems.length > 0) return [...source.problems];
    validate ??= new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true }).compile(schema);
    return check(validate, source);
  };
}

function check(validate: ValidateFunction, source: YamlText): Problem[] {
  if (validate(source.value)) return [];
  const errors = validate.errors ?? [];
  return errors.filter(error => !isSummary(error, errors)).map(error => problemOf(error, source));
}

/** `anyOf`, `oneOf` and `if` only sum up errors that stand beside them; those inside of `contains` say why an item is not the one looked for. */
function isSummary(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.schemaPath.includes('/contains/')) return true;
  return (
    ['anyOf', 'oneOf', 'if', 'not'].includes(error.keyword) &&
    all.length > 1 &&
    all.some(other => other !== error && other.instancePath.startsWith(error.instancePath))
  );
}

function problemOf(error: ErrorObject, source: YamlText): Problem {
  const path = pathOf(error.instancePath);
  const name = path.length === 0 ? 'the file' : `"${path.join('.')}"`;
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      return { ...source.locateKey([...path, key]), says: `unknown key "${key}"; ${meant(key, known)}` };
    }
    case 'required':
      return { ...source.locate(path), says: `${name} lacks the key "${String(params.missingProperty)}"` };
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      return {
        ...source.locate(path),
        says: `${name} is "${String(error.data)}"; ${meant(String(error.data), allowed)}`,
      };
    }
    case 'pattern': {
      const wanted = (error.parentSchema as { description?: string }).description ?? `match ${String(params.pattern)}`;
      return { ...source.locate(path), says: `${name} is "${String(error.data)}"; expected: ${wanted}` };
    }
    default:
      return { ...source.locate(path), says: `${name} ${error.message ?? 'is not as expected'}` };
  }
}

function pathOf(pointer: string): Path {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(step => (/^\d+$/.test(step) ? Number(step) : step));
}
