/** Lines that a lost backslash has cut off from the `az` command before them. */

import type { Command, Statement, Word } from 'unbash';

/** A statement, and the commands after it that are its own arguments. */
export type Mended = { readonly statement: Statement; readonly cutOff: readonly Command[] };

/** Gives each `az` command the lines after it that begin with an option or a setting instead of a command. */
export function mendLines(statements: readonly Statement[]): Mended[] {
  const mended: { statement: Statement; cutOff: Command[] }[] = [];
  for (const statement of statements) {
    const before = mended.at(-1);
    const { command } = statement;
    if (before !== undefined && command.type === 'Command' && isAz(before.statement) && isCutOff(command)) {
      before.cutOff.push(command);
    } else mended.push({ statement, cutOff: [] });
  }
  return mended;
}

function isAz({ command }: Statement): boolean {
  return command.type === 'Command' && command.name?.text === 'az';
}

/** Whether a command's first word is an option, or a setting whose key is no name of a variable: `identity-type=…`. */
function isCutOff({ name }: Command): boolean {
  return name !== undefined && /^--?[a-z]|^[A-Za-z_][\w.[\]]*[-.[][\w.[\]-]*=/.test((name as Word).text);
}
