/** What is certainly wrong with a template before anything of it is evaluated. */

import type { Json, Row } from '../../model/estate.ts';
import type { Path } from '../../sources/yaml.ts';
import { parseExpression } from './expression/parse.ts';
import { isRow, part, type Reading, textPart } from './reading.ts';

/** The name of the schema of a template for one kind of target, such as `subscriptionDeploymentTemplate`. */
const SCHEMA = /\/((?:tenant|managementGroup|subscription)?deploymentTemplate)(?:\.json)?#?$/i;

/** A template and its schema's name, or `undefined` with the reasons in the reading's problems. */
export function checkedTemplate(reading: Reading): { readonly template: Row; readonly schema: string } | undefined {
  const { value } = reading.json;
  if (!isRow(value)) {
    reading.problem([], 'not an ARM template: an object with "$schema" and "resources" is expected');
    return undefined;
  }
  const schema = SCHEMA.exec(textPart(value, '$schema') ?? '')?.[1];
  if (schema === undefined) {
    reading.problem(
      part(value, '$schema') === undefined ? [] : ['$schema'],
      'not an ARM template: its "$schema" must end in deploymentTemplate.json#, subscriptionDeploymentTemplate.json#, managementGroupDeploymentTemplate.json# or tenantDeploymentTemplate.json#',
    );
    return undefined;
  }
  const resources = part(value, 'resources');
  if (resources === undefined) reading.problem([], 'the template has no "resources"; is it whole?');
  else if (!Array.isArray(resources) && !isRow(resources))
    reading.problem(['resources'], '"resources" must be a list, or an object by symbolic names');
  checkExpressions(reading, value, []);
  return reading.problems.length === 0 ? { template: value, schema } : undefined;
}

/** Every expression of a template must at least be written as one. */
function checkExpressions(reading: Reading, value: Json, path: Path): void {
  if (typeof value === 'string') {
    checkExpression(reading, value, path);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkExpressions(reading, item, [...path, index]);
    });
  } else if (isRow(value)) {
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, key];
      // Words for people, in which brackets mean nothing.
      if (['metadata', 'allowedvalues'].includes(key.toLowerCase())) continue;
      checkExpression(reading, key, at);
      checkExpressions(reading, item, at);
    }
  }
}

function checkExpression(reading: Reading, text: string, path: Path): void {
  const parsed = parseExpression(text);
  if ('fault' in parsed)
    reading.problem(
      path,
      `an expression of the template is not valid: ${parsed.fault} (character ${parsed.offset + 1} of it)`,
    );
}
