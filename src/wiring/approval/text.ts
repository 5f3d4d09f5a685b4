/** Texts of Azure in the one form that a lock has. */

import type { Row } from '../../model/estate.ts';
import { textAt } from '../../model/json.ts';
import { ROLE_DEFINITION } from '../../model/resource-types.ts';

/** A condition without the line ends that someone typed; they mean nothing. */
export function oneLine(condition: string): string {
  return condition.replaceAll(/\s+/g, ' ').trim();
}

export function isDefinition(row: Row): boolean {
  return textAt(row, 'type')?.toLowerCase() === ROLE_DEFINITION;
}
