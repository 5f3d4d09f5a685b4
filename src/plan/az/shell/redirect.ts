/** What a command reads and where what it prints goes: `<`, `<<`, `<<<`, `>`, `>>`. */

import type { Redirection } from 'unbash';
import type { Files } from './files.ts';
import { expandParts, expandText, type WordExpansion } from './words.ts';

/** What a command is given to read; `undefined` where nothing is redirected to it. */
export async function inputOf(
  redirects: readonly Redirection[],
  shell: WordExpansion,
  files: Files,
): Promise<string | undefined> {
  let input: string | undefined;
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') {
      const { text, parts } = redirect.body;
      const body = redirect.delimiter?.quoted ? text : await expandParts(parts, text, shell);
      input = redirect.operator === '<<-' ? body.replace(/^\t+/gm, '') : body;
    } else if (redirect.target === undefined) continue;
    else if (redirect.type === 'HereString') input = `${await expandText(redirect.target, shell)}\n`;
    else if (redirect.operator === '<') input = await files.read(await expandText(redirect.target, shell));
  }
  return input;
}

/** Writes what a command prints where it is sent, and gives what is left to be read. */
export async function deliver(
  redirects: readonly Redirection[],
  output: string,
  shell: WordExpansion,
  files: Files,
): Promise<string> {
  let rest = output;
  for (const redirect of redirects) {
    if (redirect.type !== 'Redirect' || redirect.target === undefined) continue;
    const { descriptor, operator } = redirect;
    const isOutput = descriptor?.type !== 'FileDescriptor' || descriptor.value === 1;
    if (!isOutput || !/^(?:&?>>?|>\|)$/.test(operator)) continue;
    files.write(await expandText(redirect.target, shell), rest, operator.endsWith('>>'));
    rest = '';
  }
  return rest;
}
