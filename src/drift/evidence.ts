/** What was looked at for a change: both values, and who is known to have made it. */

import type { Evidence } from '../model/finding.ts';
import { type Change, LOCK_FILE } from '../model/lock.ts';

export function evidenceOf({ before, after, resource, author }: Change): Evidence[] {
  const setting = (field: string, value: string, source: string): Evidence => ({
    is: 'setting',
    field: `change.${field}`,
    value,
    resource,
    source,
  });
  return [
    setting('before', before, LOCK_FILE),
    setting('after', after, 'Azure'),
    ...(author === undefined
      ? []
      : [
          setting('by', author.by, 'Azure'),
          setting('at', author.at, 'Azure'),
          ...(author.client === '' ? [] : [setting('client', author.client, 'Azure')]),
        ]),
  ];
}
