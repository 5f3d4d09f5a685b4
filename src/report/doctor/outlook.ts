/** Foretells how a scan ends, by one that was just made. */

import type { Result } from '../../model/finding.ts';
import { count } from '../printable.ts';
import { isComplete, tally } from '../tally.ts';
import { isOfGraph } from './reads.ts';

export type Outlook = { readonly isWhole: boolean; readonly says: string };

/** `missing`: the sources that were not read whole, those of direct reads too that a scan makes only when in doubt. */
export function outlookOf(result: Result, missing: readonly string[]): Outlook {
  if (result.findings.length === 0) {
    return { isWhole: false, says: 'A scan would find nothing to judge, and so be incomplete.' };
  }
  if (!isComplete(result)) return { isWhole: false, says: `A scan would be incomplete: ${reasons(result)}.` };
  if (missing.some(source => !isOfGraph(source))) {
    const says = 'A scan would be complete today; what fails on another day could not be confirmed by direct reads.';
    return { isWhole: false, says };
  }
  if (missing.length > 0) {
    return { isWhole: true, says: 'A scan would be complete even so: no check of level error is undecided today.' };
  }
  return { isWhole: true, says: 'A scan would be complete: it reads all that it needs.' };
}

function reasons({ gaps, findings }: Result): string {
  const undecided = tally(findings).unknown.error;
  const isUnread = gaps.some(({ source }) => !isOfGraph(source));
  return [
    ...(isUnread ? ['a part of Azure is not read whole'] : []),
    ...(undecided > 0
      ? [
          `${count(undecided, 'check')} of level error ${undecided === 1 ? 'is' : 'are'} undecided (midrift scan says why)`,
        ]
      : []),
  ].join(', and ');
}
