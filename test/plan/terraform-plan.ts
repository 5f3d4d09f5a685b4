/** Small Terraform plans for tests, in the shape in which `terraform show -json` writes them. */

import { CLOUDS } from '../../src/model/cloud.ts';
import type { Json, Row } from '../../src/model/estate.ts';
import type { Deployment, Operation } from '../../src/model/plan.ts';
import type { PlanRead } from '../../src/plan/context.ts';
import { readTerraform } from '../../src/plan/terraform/terraform.ts';
import { readJson } from '../../src/sources/json-text.ts';

export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555';
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-edge`;
export const UAMI = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uami-edge`;
export const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stedgeoutput`;
export const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-edge`;
export const CLUSTER = `${GROUP}/providers/Microsoft.NetworkCloud/clusters/cluster-edge`;

/** One resource: what it is and will be, and the expressions of its configuration; `references` are listed as a plan does. */
export type Written = {
  readonly address: string;
  readonly actions?: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  readonly unknown?: Json;
  readonly expressions?: Row;
  readonly forEach?: Json;
  readonly change?: Row;
};

/** `azurerm_x.y.id` as a plan lists it: with all that it is made of. */
export function refers(...references: readonly string[]): Row {
  return {
    references: references.flatMap(reference => {
      const steps = [...reference.matchAll(/\[[^\]]*\]|\.?[^.[]+/g)].map(({ 0: step }) => step);
      const shortest = reference.startsWith('data.') ? 3 : 2;
      const ends = steps.map((_, index) => steps.slice(0, index + 1).join('')).slice(shortest - 1);
      return ends.reverse();
    }),
  };
}

/** The JSON of a plan in the root module. `rest` is laid over it. */
export function planOf(written: readonly Written[], rest: Row = {}): Json {
  const resources = new Map<string, Json>();
  for (const { address, expressions = {}, forEach } of written) {
    const { type, name, own, mode } = parts(address);
    const one = { address: own, mode, type, name, provider_config_key: type.split('_')[0]!, expressions };
    resources.set(own, forEach === undefined ? one : { ...one, for_each_expression: forEach });
  }
  return {
    format_version: '1.2',
    terraform_version: '1.9.8',
    planned_values: { root_module: {} },
    resource_changes: written.map(one => changeOf(one)),
    configuration: {
      provider_config: Object.fromEntries(
        ['azurerm', 'azapi'].map(name => [
          name,
          { name, expressions: { subscription_id: { constant_value: SUBSCRIPTION } } },
        ]),
      ),
      root_module: { resources: [...resources.values()] },
    },
    ...rest,
  };
}

function changeOf({
  address,
  actions = ['create'],
  before = null,
  after = null,
  unknown = {},
  change = {},
}: Written): Json {
  const { type, name, key, mode } = parts(address);
  return {
    address,
    mode,
    type,
    name,
    ...(key === undefined ? {} : { index: key }),
    change: { actions, before, after, after_unknown: unknown, before_sensitive: false, after_sensitive: {}, ...change },
  };
}

function parts(address: string) {
  const [, data, type = '', name = '', key] = /^(data\.)?([^.]+)\.([^[]+)(?:\[(.+)\])?$/.exec(address)!;
  const mode = data === undefined ? 'managed' : 'data';
  return {
    mode,
    type,
    name,
    own: `${data ?? ''}${type}.${name}`,
    key: key === undefined ? undefined : JSON.parse(key),
  };
}

export function read(plan: Json, deployment: Deployment = {}): PlanRead {
  return readPlanText('plan.json', JSON.stringify(plan, null, 2), deployment);
}

export function readPlanText(file: string, text: string, deployment: Deployment = {}): PlanRead {
  const json = readJson({ file, text });
  if ('problems' in json) return json;
  const readBeside = () => Promise.reject(new Error('a Terraform plan names no other file'));
  return readTerraform(json, { deployment, cloud: CLOUDS[0]!, parameters: [], readBeside });
}

/** The operations of a plan that can be read, without what only messages need. */
export function operations(plan: Json, deployment?: Deployment): Omit<Operation, 'locate' | 'address'>[] {
  return located(plan, deployment).map(({ locate: _, address: __, ...operation }) => operation);
}

function located(plan: Json, deployment?: Deployment): readonly Operation[] {
  const found = read(plan, deployment);
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return found.steps.flatMap(step => step.operations);
}
