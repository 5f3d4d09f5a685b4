/** Programs other than `az`: what they may do with Azure behind the script's back. */

import { parse } from 'unbash';
import type { Arg } from './az-command.ts';
import type { Azure } from './azure.ts';
import { isHole, whyHole } from './hole.ts';
import { outsideOf } from './outside.ts';
import type { Shell } from './shell/shell.ts';
import { sourceOf } from './source.ts';

const TALKS = new Set([
  'echo',
  'printf',
  'grep',
  'command',
  'which',
  'type',
  'hash',
  'cat',
  '[',
  'test',
  ':',
  'sed',
  'awk',
  'jq',
]);

/** Gives what is printed where that is known better than by the program's name. */
export async function othersCall(args: readonly Arg[], shell: Shell, azure: Azure): Promise<string | undefined> {
  const [program, ...rest] = args as [Arg, ...Arg[]];
  const name = program.text;
  if (name === 'source' || name === '.') return sourced(rest[0], program, shell, azure);
  if (name === 'eval') {
    doubtEverything('`eval` runs what is put together when the script runs', program, shell, azure);
    return '';
  }
  if (whyHole(name) !== undefined) {
    doubtEverything(`the command is not known (${whyHole(name)})`, program, shell, azure);
    return undefined;
  }
  if (!TALKS.has(name) && rest.some(({ text }) => /^az$|(?:^|[\s;&|("'=])az\s+[a-z]/.test(text)))
    doubtEverything(`\`${name}\` runs \`az\` in a way that is not followed`, program, shell, azure);
  else {
    const words = rest.map(({ text }) => text);
    const { because, isUnknown } = outsideOf(name, words, azure.context.cloud);
    if (because !== undefined) doubtEverything(because, program, shell, azure);
    if (isUnknown) azure.notice(`\`${name}\` is not known here, and is taken to change nothing in Azure`, program.at);
  }
  return undefined;
}

async function sourced(path: Arg | undefined, program: Arg, shell: Shell, azure: Azure): Promise<string> {
  if (path === undefined) return '';
  const text = await shell.files.read(path.text);
  if (isHole(text)) {
    doubtEverything(`a part of the script is not read: ${whyHole(text)}`, program, shell, azure);
    return '';
  }
  const source = sourceOf({ file: path.text.replace(/^\.\//, ''), text });
  return shell.run(parse(source.text), source);
}

/** Anything may be done; says so. */
export function doubtEverything(because: string, { at }: Arg, shell: Pick<Shell, 'scope'>, azure: Azure): void {
  azure.notice(`${because}: what it does to Azure is not known`, at);
  const { subscriptionId } = azure.context.deployment;
  const id = subscriptionId === undefined ? '/' : `/subscriptions/${subscriptionId}`;
  const said = shell.scope.defaults.get('subscription');
  const scope =
    subscriptionId === undefined && said !== undefined && whyHole(said) === undefined ? `/subscriptions/${said}` : id;
  azure.step({
    name: `line ${at.line}`,
    operations: [
      { does: 'doubt', id: scope, type: '*', body: {}, address: `line ${at.line}`, because, locate: () => at },
    ],
  });
}
