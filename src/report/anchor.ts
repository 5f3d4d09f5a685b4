/** Names the place of a finding in a page, the same in every run, for links to it. */

import { createHash } from 'node:crypto';
import { foldId } from '../model/resource-id.ts';

/** `finding-<rule>-<hash of the subject>`, made of letters, digits and hyphens. */
export function findingAnchor(rule: string, subject: string): string {
  const hash = createHash('sha256')
    .update(`${rule}\n${foldId(subject)}`)
    .digest('hex');
  return `finding-${rule.replace(/[^a-z0-9-]/gi, '-').slice(0, 100)}-${hash.slice(0, 12)}`;
}

/** `system-<hash of its id>`. */
export function systemAnchor(id: string): string {
  return `system-${createHash('sha256').update(foldId(id)).digest('hex').slice(0, 12)}`;
}
