/** Which commands are asked whether something is so, instead of being told to do something. */

import type { PipelineNode } from 'unbash';
import type { Defined } from './scope.ts';

const QUESTIONS = new Set(['[', 'test', 'command', 'grep', 'which', 'type', 'false', 'hash', 'diff', 'cmp']);
const DOES_NOTHING_ELSE = /^(?:show|list|exists|wait|check-[a-z-]+|get-[a-z-]+|show-[a-z-]+|list-[a-z-]+)$/;

/** Whether success is an answer that a script goes by; of what does something, a plan takes it for granted. */
export function asks(node: PipelineNode, functions: ReadonlyMap<string, Defined>): boolean {
  switch (node.type) {
    case 'TestCommand':
    case 'ArithmeticCommand':
      return true;
    case 'Pipeline':
      return node.prefixes.some(({ type }) => type === 'Negation') || asks(node.commands.at(-1)!, functions);
    case 'Subshell':
    case 'BraceGroup':
      return false;
    case 'Command': {
      const name = node.name?.value ?? '';
      if (QUESTIONS.has(name) || functions.has(name)) return true;
      const words = node.args.map(({ text }) => text);
      const verb = words.slice(0, words.findIndex(word => word.startsWith('-')) >>> 0).at(-1) ?? '';
      return name === 'az' && DOES_NOTHING_ELSE.test(verb);
    }
    default:
      return true;
  }
}
