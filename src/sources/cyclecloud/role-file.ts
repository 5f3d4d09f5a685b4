/** Reads a role file: what `az role definition create` takes, or the API's own form, in any spelling of its keys. */

import type { Location } from '../../model/finding.ts';
import type { Problem } from '../problem.ts';
import { childOf, isObject, type JsonObject, keyOf, type Located, listOf, readObject, readText } from './json.ts';
import { placeholdersIn } from './placeholder.ts';

/** A role definition as a file has it. A value that the file lacks is `null`, at the record's own place. */
export type RoleFile = {
  readonly at: Location;
  readonly name: Located<string | null>;
  readonly description: Located<string | null>;
  readonly permissions: readonly RolePermission[];
  readonly assignableScopes: readonly Located<string>[];
  /** What is yet to be filled in, in the name and the scopes: as it is written, and where. */
  readonly placeholders: readonly Located<string>[];
};

/** One of a role's permissions; each pattern with its place. */
export type RolePermission = {
  readonly actions: readonly Located<string>[];
  readonly notActions: readonly Located<string>[];
  readonly dataActions: readonly Located<string>[];
  readonly notDataActions: readonly Located<string>[];
};

const NAMES = ['roleName', 'name'] as const;
const LISTS = ['actions', 'notActions', 'dataActions', 'notDataActions'] as const;

/** The role of a file, and what is wrong with it. */
export function parseRoleFile(
  text: string,
  file: string,
): { readonly role: RoleFile | null; readonly problems: readonly Problem[] } {
  const { object: record, problems: faults } = readObject(text, file, 'role definition');
  if (record === null) return { role: null, problems: faults };
  const problems: Problem[] = [];
  // The API nests all but the id in `properties`, where `roleName` is the name and `name` outside is a GUID.
  const object = childOf(record, 'properties') ?? record;
  const role: RoleFile = {
    at: record.source.locate([]),
    name: readText(object, problems, ...NAMES),
    description: readText(object, problems, 'description'),
    permissions: readPermissions(object, problems),
    assignableScopes: readTexts(object, 'assignableScopes', problems),
    placeholders: readPlaceholders(object),
  };
  return { role, problems };
}

function readPlaceholders(object: JsonObject): Located<string>[] {
  const nameKey = keyOf(object, ...NAMES);
  const name = nameKey === undefined ? [] : [{ path: [...object.path, nameKey], value: object.value[nameKey]! }];
  const scopes = listOf(object, 'assignableScopes', []);
  return [...name, ...scopes].flatMap(({ path, value }) => {
    if (typeof value !== 'string') return [];
    return placeholdersIn(value).map(({ text, offset }) => ({
      value: text,
      at: object.source.locateWithin(path, offset),
    }));
  });
}

function readPermissions(object: JsonObject, problems: Problem[]): RolePermission[] {
  const nested = listOf(object, 'permissions', problems).flatMap(({ path, value, at }) => {
    if (isObject(value)) return [{ source: object.source, path, value }];
    problems.push({
      ...at,
      says: 'a permission is an object with "actions" and "dataActions"; write { "actions": [ … ] }',
    });
    return [];
  });
  // The Azure CLI's own form has the lists beside the name.
  const isFlat = LISTS.some(list => keyOf(object, list) !== undefined);
  const holders = isFlat ? [...nested, object] : nested;
  return holders.map(holder => ({
    actions: readTexts(holder, 'actions', problems),
    notActions: readTexts(holder, 'notActions', problems),
    dataActions: readTexts(holder, 'dataActions', problems),
    notDataActions: readTexts(holder, 'notDataActions', problems),
  }));
}

function readTexts(object: JsonObject, name: string, problems: Problem[]): Located<string>[] {
  return listOf(object, name, problems).flatMap(({ value, at }) => {
    if (typeof value === 'string') return [{ value, at }];
    problems.push({ ...at, says: `"${name}" lists something other than text; write each entry in double quotes` });
    return [];
  });
}
