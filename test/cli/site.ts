/** A folder with a config and the snapshot of an estate in which one error-level rule fails. */

import { join } from 'node:path';
import { writeSnapshot } from '../../src/estate/snapshot.ts';
import type { Json } from '../../src/model/estate.ts';
import { DECLARED, edited, SUBSCRIPTION } from './azure.ts';
import { type Files, inFolder } from './cli.ts';

/** The rule that fails, and what it fails on. */
export const FAILS = {
  rule: 'nexus-vault-not-rbac',
  subject: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-nexus/providers/Microsoft.NetworkCloud/clusters/cl-edge#secret-archive`,
} as const;

const vault = (usesRbac: boolean): Json => ({
  rows: { resources: { vault: { properties: { enableRbacAuthorization: usesRbac } } } },
});

/** `broken.ndjson`, in which the rule fails, and `healthy.ndjson`, in which it does not. */
export async function inSite<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const [broken, healthy] = [await edited(vault(false)), await edited(vault(true))];
  return inFolder({ 'midrift.yaml': DECLARED, ...files }, async folder => {
    await writeSnapshot(broken, join(folder, 'broken.ndjson'));
    await writeSnapshot(healthy, join(folder, 'healthy.ndjson'));
    return work(folder);
  });
}

/** Text without the numbers that every new rule changes. */
export function uncounted(text: string): string {
  return text.replaceAll(/\d+ (passed|not applicable|rules)/g, '… $1');
}
