/** Whether a JSON text is a Terraform plan that can be read, and what it is where it is none. */

import type { Json } from '../../model/estate.ts';
import type { JsonText } from '../../sources/json-text.ts';
import type { Problem } from '../../sources/problem.ts';
import type { Path } from '../../sources/yaml.ts';
import { child, itemsOf, textOf, walk } from './walk.ts';

const MAKE = 'write one with `terraform plan -out FILE` and `terraform show -json FILE`';

/** Everything that is wrong with it; nothing where it can be read. */
export function documentProblems(json: JsonText): Problem[] {
  const { value } = json;
  const problem = (path: Path, says: string): Problem => ({ ...json.locate(path), says });
  const foreign = foreignKind(value);
  if (foreign !== undefined) return [problem([], `${foreign}, where the JSON of a plan is expected; ${MAKE}`)];
  const version = walk(value, 'format_version');
  if (typeof version !== 'string' || !/^1\.\d+/.test(version)) {
    const which = `format_version ${JSON.stringify(version ?? null)} of Terraform's plans is not supported`;
    return [problem(['format_version'], `${which}; 1.x is, which Terraform writes since 1.1.0`)];
  }
  if (walk(value, 'errored') === true) {
    return [
      problem(['errored'], `Terraform ended this plan with an error, so it is not whole; mend it and plan again`),
    ];
  }
  return [
    ...itemsOf(value, 'resource_changes').flatMap((change, index) =>
      changeProblems(change, ['resource_changes', index], problem),
    ),
    ...['resource_changes', 'deferred_changes'].flatMap(key => {
      const list = child(value, key);
      return list === undefined || Array.isArray(list) ? [] : [problem([key], `${key} is no list`)];
    }),
  ];
}

function changeProblems(change: Json, at: Path, problem: (path: Path, says: string) => Problem): Problem[] {
  const missing = ['address', 'type', 'name'].filter(key => textOf(change, key) === undefined);
  const actions = itemsOf(change, 'change', 'actions');
  const faults = [...missing, ...(actions.length === 0 ? ['change.actions'] : [])];
  return faults.length === 0 ? [] : [problem(at, `a resource change without ${faults.join(', ')}; is the file whole?`)];
}

function foreignKind(value: Json): string | undefined {
  const has = (key: string) => child(value, key) !== undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'this is no Terraform plan';
  if (has('@level') || has('@message')) return 'this is the log of `terraform plan -json`';
  if (has('lineage') || (has('values') && !has('planned_values') && !has('resource_changes'))) {
    return 'this is a Terraform state';
  }
  if (has('provider_schemas')) return "this lists the schemas of Terraform's providers";
  if (!has('format_version') || !['planned_values', 'resource_changes', 'configuration'].some(has)) {
    return 'this is no Terraform plan';
  }
  return undefined;
}
