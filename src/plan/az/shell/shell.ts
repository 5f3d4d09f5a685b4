/** Goes through a shell script as far as it can be followed without running it, and hands over what it calls. */

import type {
  AndOr,
  Command,
  CompoundList,
  ParsedScript,
  PipelineNode,
  Function as ShellFunction,
  Statement,
  SyntaxNode,
} from 'unbash';
import { parse } from 'unbash';
import type { Location } from '../../../model/finding.ts';
import type { Arg } from '../az-command.ts';
import { hole } from '../hole.ts';
import { type Source, sourceAt } from '../source.ts';
import { type Assigning, assigned, declare } from './assign.ts';
import { builtin } from './builtin.ts';
import { runAndOr, runCase, runFor, runIf, runPerhaps } from './compound.ts';
import { Files } from './files.ts';
import { Flow } from './flow.ts';
import { mendLines } from './mend.ts';
import { printed } from './print.ts';
import { deliver, inputOf } from './redirect.ts';
import { Scope, type Variable } from './scope.ts';
import { askedIn } from './tested.ts';
import { expandText, expandWord, type WordExpansion } from './words.ts';

/** What the shell leaves to others. */
export type Hooks = {
  /** A program, with its name as the first argument. Gives what it prints, or `undefined` where the shell may tell. */
  readonly call: (args: readonly Arg[], shell: Shell) => Promise<string | undefined>;
  readonly notice: (says: string, at: Location) => void;
  readonly problem: (says: string, at: Location) => void;
  /** Reads a file beside the script; a hole where it cannot be read. */
  readonly readFile: (path: string) => Promise<string>;
};

const MOST_COMMANDS = 20_000;
const DEEPEST_CALL = 50;

/** Programs that run the program which their first arguments name. */
const RUNNERS = new Set(['sudo', 'command', 'time', 'nohup', 'exec', 'builtin', 'env']);

const CUT_OFF =
  'this line begins with an argument: it is taken as part of the command before it, whose line needs a backslash at its end and no empty line after it';

export class Shell {
  scope = new Scope();
  /** What `trap` has said to run when the script ends. */
  atExit: { readonly code: string; readonly at: Location; readonly doubt: string | undefined } | undefined;
  readonly flow = new Flow();
  readonly hooks: Hooks;
  readonly #script: string;
  #source: Source;
  #here: Location;
  #depth = 0;
  #commands = 0;
  /** What the names that the current function has for itself meant before it; `undefined` outside of functions. */
  #shadowed: Map<string, Variable | undefined> | undefined;

  constructor(source: Source, hooks: Hooks) {
    this.#source = source;
    this.#here = source.at(0);
    this.#script = source.file;
    this.hooks = hooks;
  }

  /** Why it is not known whether the script gets to the current command. */
  get doubt(): string | undefined {
    return this.flow.doubt;
  }

  get files(): Files {
    return new Files(this.scope, this.hooks.readFile);
  }

  at(offset: number): Location {
    return this.#source.at(offset);
  }

  /** Runs a parsed text, and gives what it prints. */
  async run(script: ParsedScript, source: Source = this.#source): Promise<string> {
    const errors = script.errors ?? [];
    for (const { message, pos } of errors)
      this.hooks.problem(`not a shell script that can be read: ${message}`, source.at(pos));
    if (errors.length > 0) return '';
    const before = this.#source;
    this.#source = source;
    const output = await this.list(script.commands);
    this.#source = before;
    return output;
  }

  /** Runs what the script does when it ends. */
  async exit(): Promise<void> {
    if (this.atExit === undefined) return;
    const { code, at, doubt } = this.atExit;
    this.flow.ended = undefined;
    const source = sourceAt(code, at);
    const run = async () => void (await this.run(parse(source.text), source));
    await (doubt === undefined ? run() : this.flow.maybe(doubt, run));
  }

  async list(statements: readonly Statement[]): Promise<string> {
    const outputs: string[] = [];
    for (const { statement, cutOff } of mendLines(statements)) {
      if (this.flow.ended !== undefined) break;
      const { command } = statement;
      const isCut = cutOff.length > 0 && command.type === 'Command';
      outputs.push(isCut ? await this.#command(command, undefined, cutOff) : await this.node(command));
    }
    return outputs.join('');
  }

  async node(node: PipelineNode | AndOr | CompoundList, input?: string): Promise<string> {
    switch (node.type) {
      case 'Command':
        return this.#command(node, input);
      case 'CompoundList':
        return this.list(node.commands);
      case 'AndOr':
        return runAndOr(node, this);
      case 'Pipeline': {
        let output = input;
        for (const command of node.commands) output = await this.node(command, output);
        return output ?? '';
      }
      case 'BraceGroup':
        return this.list(node.body.commands);
      case 'Subshell':
        return this.#apart(() => this.list(node.body.commands));
      case 'Redirected': {
        const given = await inputOf(node.redirects, this.expansion, this.files);
        const output = await this.node(node.command, given ?? input);
        return deliver(node.redirects, output, this.expansion, this.files);
      }
      case 'Function':
        this.scope.functions.set(node.name.value, { node, source: this.#source });
        return '';
      case 'If':
        return runIf(node, this);
      case 'For':
        return runFor(node, this, input);
      case 'Case':
        return runCase(node, this);
      case 'ArithmeticCommand':
        for (const [, name] of node.body.matchAll(/([A-Za-z_]\w*)\s*(?:[-+*/]?=|\+\+|--)/g))
          this.scope.variables.set(name!, hole(`$${name} is worked out when the script runs`));
        return '';
      case 'TestCommand':
        for (const word of askedIn(node.expression)) await expandText(word, this.expansion);
        return '';
      default:
        return runPerhaps(node, this, input);
    }
  }

  /** Runs what changes no variable of this shell. */
  async #apart(run: () => Promise<string>): Promise<string> {
    const before = this.scope;
    this.scope = new Scope(before);
    let output = '';
    await this.flow.within('subshell', async () => {
      output = await run();
    });
    for (const [path, text] of this.scope.files) before.files.set(path, text);
    for (const [name, value] of this.scope.defaults) before.defaults.set(name, value);
    this.scope = before;
    return output;
  }

  /** What words of the script come to here. */
  get expansion(): WordExpansion {
    return {
      scope: this.scope,
      script: this.#script,
      expand: word => expandText(word, this.expansion),
      notice: says => this.hooks.notice(says, this.#here),
      substitute: (script, offset) => {
        const source = script.source === undefined ? this.#source : sourceAt(script.source, this.at(offset));
        return this.#apart(() => this.run(script, source));
      },
    };
  }

  /** The arguments that words come to. */
  async words(words: readonly SyntaxNode[]): Promise<Arg[]> {
    const args: Arg[] = [];
    for (const word of words) {
      const at = this.at(word.pos);
      this.#here = at;
      if (word.type === 'Assignment') args.push({ text: await assigned(word, this.expansion), at });
      else if (word.type === 'Word')
        for (const { text, loose } of await expandWord(word, this.expansion)) args.push({ text, at, loose });
    }
    return args;
  }

  async assign(assignments: readonly Assigning[]): Promise<void> {
    for (const assignment of assignments) {
      this.#here = this.at(assignment.pos);
      await declare(assignment, this.expansion);
    }
  }

  /** Makes names the current function's own, until it returns. */
  shadow(names: readonly string[]): void {
    for (const name of names) {
      if (this.#shadowed === undefined || this.#shadowed.has(name)) continue;
      this.#shadowed.set(name, this.scope.variables.get(name));
    }
  }

  async #command(node: Command, piped: string | undefined, cutOff: readonly Command[] = []): Promise<string> {
    this.#commands += 1;
    if (this.#commands > MOST_COMMANDS) {
      this.hooks.problem(`the script comes to more than ${MOST_COMMANDS} commands; split it`, this.at(node.pos));
      this.flow.ended = 'script';
      return '';
    }
    if (node.name === undefined) {
      await this.assign(node.prefix.filter(part => part.type === 'Assignment'));
      // `$(< file)` is what the file holds.
      const input = await inputOf(node.redirects, this.expansion, this.files);
      return deliver(node.redirects, input ?? '', this.expansion, this.files);
    }
    const args = await this.words([node.name, ...node.args]);
    for (const more of cutOff) {
      this.hooks.notice(CUT_OFF, this.at(more.pos));
      const before = more.prefix.filter(part => part.type === 'Assignment');
      args.push(...(await this.words([...before, more.name!, ...more.args])));
    }
    const input = (await inputOf(node.redirects, this.expansion, this.files)) ?? piped;
    const output = await this.#call(args, node, input);
    return deliver(node.redirects, output, this.expansion, this.files);
  }

  async #call(args: readonly Arg[], node: Command, input: string | undefined): Promise<string> {
    const [name, ...rest] = args;
    if (name === undefined) return '';
    const texts = rest.map(({ text }) => text);
    const defined = this.scope.functions.get(name.text);
    if (defined !== undefined) return this.#function(defined.node, defined.source, texts);
    if (RUNNERS.has(name.text)) {
      const start = rest.findIndex(({ text }) => !/^\w+=/.test(text));
      if (start >= 0 && !texts[start]!.startsWith('-')) return this.#call(rest.slice(start), node, input);
    }
    const own = builtin(name.text);
    if (own !== undefined) return own(rest, this, node, input);
    return (await this.hooks.call(args, this)) ?? printed(name.text, texts, input);
  }

  async #function(node: ShellFunction, source: Source, args: readonly string[]): Promise<string> {
    if (this.#depth >= DEEPEST_CALL) {
      const says = `the function ${node.name.value} calls itself without an end that can be seen`;
      this.hooks.problem(says, source.at(node.pos));
      this.flow.ended = 'script';
      return '';
    }
    const before = { source: this.#source, positional: this.scope.positional, shadowed: this.#shadowed };
    const shadowed = new Map<string, Variable | undefined>();
    this.#shadowed = shadowed;
    this.#depth += 1;
    this.#source = source;
    this.scope.positional = args;
    let output = '';
    await this.flow.within('function', async () => {
      output = await this.node(node.body);
    });
    this.#depth -= 1;
    this.#source = before.source;
    this.#shadowed = before.shadowed;
    this.scope.positional = before.positional;
    for (const [name, value] of shadowed) {
      if (value === undefined) this.scope.variables.delete(name);
      else this.scope.variables.set(name, value);
    }
    return output;
  }
}
