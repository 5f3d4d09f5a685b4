/** What a resource lacks when it is read through a version of its API that did not have it yet. */

import type { Row } from '../../model/estate.ts';
import { prop } from '../../model/json.ts';

/** Properties by type, and the first version that has them (Microsoft.ManagedIdentity, models.tsp). */
const SINCE: { readonly [type: string]: { readonly [property: string]: string } } = {
  'microsoft.managedidentity/userassignedidentities': {
    isolationScope: '2024-11-30',
    assignmentRestrictions: '2025-05-31',
  },
};

/** The row as a version shows it: `2025-05-31-preview`, of which the date decides. */
export function throughVersion(row: Row, type: string, version: string): Row {
  const properties = prop(row, 'properties');
  if (!Object.hasOwn(SINCE, type) || typeof properties !== 'object' || properties === null) return row;
  const since = SINCE[type]!;
  const shown = Object.entries(properties).filter(
    ([name]) => !Object.hasOwn(since, name) || since[name]! <= version.slice(0, 10),
  );
  return { ...row, properties: Object.fromEntries(shown) };
}
