/** What kinds of principals the estate knows by their object ids, for role assignments that do not say so. */

import type { Estate } from '../../estate/estate.ts';
import type { Json } from '../../model/estate.ts';
import { textAt } from '../../model/json.ts';
import { partOf } from './merge.ts';

const SERVICE = 'ServicePrincipal';

export class PrincipalTypes {
  readonly #estate: Estate;
  #types: Map<string, string> | undefined;

  /** Reads the estate when it is first asked. */
  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /** As role assignments spell it; `undefined` of a principal that the estate does not know: it may be a group. */
  of(principalId: string): string | undefined {
    this.#types ??= read(this.#estate);
    return this.#types.get(principalId.toLowerCase());
  }
}

function read(estate: Estate): Map<string, string> {
  const types = new Map<string, string>();
  const learn = (id: Json | undefined, type: string) => {
    if (typeof id === 'string') types.set(id.toLowerCase(), type);
  };
  for (const row of estate.rows('authorizationresources')) {
    const type = textAt(row, 'properties', 'principalType');
    if (type !== undefined) learn(textAt(row, 'properties', 'principalId'), type);
  }
  for (const row of estate.rows('graph/serviceprincipals')) learn(textAt(row, 'id'), SERVICE);
  for (const table of ['resources', 'arm/userassignedidentities', 'arm/clusters'] as const) {
    for (const row of estate.rows(table)) {
      learn(partOf(partOf(row, 'properties'), 'principalId'), SERVICE);
      learn(partOf(partOf(row, 'identity'), 'principalId'), SERVICE);
    }
  }
  return types;
}
