/** Whether a command that stands in another file, such as Terraform's `local-exec`, is seen to leave Azure as it is. */

import type { Cloud } from '../../model/cloud.ts';
import { outsideOf } from './outside.ts';

/** Signing in, choosing, and looking. */
const QUIET_AZ =
  /^az(?:\.cmd)? +(?:(?:login|logout|version|config|configure|extension|cloud|account)\b|(?:[a-z][a-z-]* +)+(?:show|list|wait|exists)(?: +-|$))/;

/** What begins a command where it is not plain words. */
const OPAQUE = /[`$(){}<\\]/;

/**
 * Whether every command of the line is one that is known to change nothing. It is only looked at, not followed: whatever is not
 * plainly quiet is not.
 */
export function isQuiet(line: string, cloud: Cloud): boolean {
  const commands = line.split(/&&|\|\||[;|&\n]/).map(command => command.trim());
  return commands.every(command => {
    if (command === '' || command.startsWith('#') || QUIET_AZ.test(command)) return true;
    const [program = '', ...args] = command.split(/\s+/);
    if (OPAQUE.test(program) || OPAQUE.test(command.replace(/\$\{?\w+\}?/g, '')) || /^az\b/.test(program)) return false;
    const { because, isUnknown } = outsideOf(program, args, cloud);
    return because === undefined && isUnknown !== true && !args.some(arg => /^['"]?az(?:\.cmd)?$/.test(arg));
  });
}
