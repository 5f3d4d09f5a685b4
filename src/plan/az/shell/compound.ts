/** Statements that decide whether and how often others run. */

import type { AndOr, Case, CommandNode, CompoundList, For, If } from 'unbash';
import { hole, whyHole } from '../hole.ts';
import { asks } from './question.ts';
import { Scope } from './scope.ts';
import type { Shell } from './shell.ts';

const MOST_ROUNDS = 200;

/** Runs each of several parts of which one runs, and keeps what all of them agree on. */
async function runWays(ways: readonly (() => Promise<unknown>)[], because: string, shell: Shell): Promise<void> {
  const before = shell.scope;
  const after: Scope[] = [];
  for (const way of ways) {
    shell.scope = new Scope(before);
    await shell.flow.maybe(because, async () => void (await way()));
    after.push(shell.scope);
  }
  shell.scope = before;
  before.merge(after, what => `${what} is set where ${because}`);
}

const NOTHING = async () => {};

export async function runIf(node: If, shell: Shell): Promise<string> {
  const { line } = shell.at(node.pos);
  await shell.list(node.clause.commands);
  for (const { clause } of node.elif) await shell.list(clause.commands);
  const outputs = new Set<string>();
  const ways = [node.then, ...node.elif.map(({ then }) => then), node.else].map(body => async () => {
    outputs.add(body === undefined ? '' : await shell.list(body.commands));
  });
  await runWays(ways, `the \`if\` on line ${line} decides whether it runs`, shell);
  return outputs.size === 1 ? [...outputs][0]! : hole(`it depends on the \`if\` on line ${line}`);
}

export async function runCase(node: Case, shell: Shell): Promise<string> {
  const { line } = shell.at(node.pos);
  await shell.words([node.word]);
  const outputs = new Set(['']);
  const ways = node.items.map(
    ({ body }) =>
      async () =>
        outputs.add(await shell.list(body.commands)),
  );
  await runWays([...ways, NOTHING], `the \`case\` on line ${line} decides whether it runs`, shell);
  return outputs.size === 1 ? '' : hole(`it depends on the \`case\` on line ${line}`);
}

/** A loop over known words is gone through word by word. */
export async function runFor(node: For, shell: Shell, input: string | undefined): Promise<string> {
  const name = node.name.value;
  const words = node.wordlist === undefined ? undefined : await shell.words(node.wordlist);
  const rounds = words?.map(({ text }) => text) ?? shell.scope.positional;
  if (rounds === undefined || rounds.length > MOST_ROUNDS || rounds.some(text => whyHole(text) !== undefined)) {
    shell.scope.variables.set(name, hole(`$${name} is not known before the script runs`));
    const { line } = shell.at(node.pos);
    return runOften(node.body, `it is not known how often the \`for\` on line ${line} runs it`, shell, input);
  }
  const outputs: string[] = [];
  for (const round of rounds) {
    shell.scope.variables.set(name, round);
    await shell.flow.within('loop', async () => void outputs.push(await shell.list(node.body.commands)));
    if (shell.flow.ended !== undefined) break;
  }
  return outputs.join('');
}

/** Runs a body of which it is not known how often it runs; once more where a round sets what the next one may read. */
async function runOften(body: CompoundList, because: string, shell: Shell, input?: string): Promise<string> {
  let output = '';
  const round = async () => {
    output = await shell.node(body, input);
  };
  const before = JSON.stringify([...shell.scope.variables]);
  await shell.flow.within('loop', () => runWays([round, NOTHING], because, shell));
  if (JSON.stringify([...shell.scope.variables]) !== before)
    await shell.flow.within('loop', () => runWays([round, NOTHING], because, shell));
  return output === '' ? '' : hole(because);
}

const KEYWORDS: { readonly [type: string]: string } = { While: 'while', ArithmeticFor: 'for', Select: 'select' };

/** Loops without words, and what else may run never, once or many times. */
export async function runPerhaps(node: CommandNode, shell: Shell, input: string | undefined): Promise<string> {
  const { line } = shell.at(node.pos);
  if ('clause' in node) await shell.node(node.clause);
  if (node.type === 'Select')
    shell.scope.variables.set(node.name.value, hole(`$${node.name.value} is chosen when the script runs`));
  if (!('body' in node) || typeof node.body !== 'object') return '';
  const because = `it stands in a \`${KEYWORDS[node.type] ?? 'coproc'}\` on line ${line}`;
  return runOften(node.body as CompoundList, because, shell, input);
}

/** `&&` after a command that does something takes it for done; after a question, and after `||`, nothing is decided. */
export async function runAndOr(node: AndOr, shell: Shell): Promise<string> {
  let output = await shell.node(node.commands[0]!);
  for (const [index, operator] of node.operators.entries()) {
    if (shell.flow.ended !== undefined) break;
    const right = node.commands[index + 1]!;
    const isOpen = operator === '||' || asks(node.commands[index]!, shell.scope.functions);
    const { line } = shell.at(right.pos);
    const because = `it runs only if what stands before it on line ${line} ${operator === '||' ? 'fails' : 'holds'}`;
    if (isOpen) await runWays([() => shell.node(right), NOTHING], because, shell);
    else output = `${output}${await shell.node(right)}`;
  }
  return output;
}
