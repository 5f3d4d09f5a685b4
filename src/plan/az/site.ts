/** One command at the point where the script gets to it: which resource it names, and what it does to it. */

import type { Location } from '../../model/finding.ts';
import { isGuid } from '../../model/guid.ts';
import type { Edit, Matching, Operation } from '../../model/plan.ts';
import { type Arg, type AzCommand, valueOfOption, valuesOf } from './az-command.ts';
import type { Azure } from './azure.ts';
import { Body } from './body.ts';
import { whyHole } from './hole.ts';
import type { Scope } from './shell/scope.ts';
import { typeOfId } from './type-of-id.ts';

/** A resource whose id is known, or the narrowest scope that it lies in and why no more is known. */
export type Target =
  | { readonly type: string; readonly id: string }
  | { readonly type: string; readonly within: string; readonly because: string };

export type Change = {
  readonly does: Exclude<Operation['does'], 'doubt'>;
  readonly target: Target;
  readonly body?: Body;
  readonly replaces?: readonly string[];
  readonly edits?: readonly Edit[];
  readonly matching?: Matching;
  readonly apiVersion?: string;
  /** What is there already stays as it is. */
  readonly isNew?: boolean;
  /** Of a doubt about this change, the scope to doubt: assignments of roles are not looked for by their ids. */
  readonly scope?: string;
};

export type Doubt = {
  readonly does: 'doubt';
  readonly target: Target;
  readonly because: string;
  readonly atMost?: NonNullable<Operation['atMost']>;
};

/** Thrown where a command cannot be read; what is wrong has been said. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

export class Site {
  readonly command: AzCommand;
  readonly azure: Azure;
  readonly scope: Scope;
  /** Why it is not known whether the script gets here. */
  readonly #doubt: string | undefined;
  readonly #operations: Operation[] = [];

  constructor(command: AzCommand, azure: Azure, scope: Scope, doubt: string | undefined) {
    this.command = command;
    this.azure = azure;
    this.scope = scope;
    this.#doubt = doubt ?? command.surplus;
  }

  get name(): string {
    return `az ${this.command.name}`;
  }

  /** Adds what the command does; it is a doubt where it is not known on what, or whether it is done at all. */
  add(change: Change | Doubt): void {
    const { target } = change;
    const because = change.does === 'doubt' ? change.because : 'because' in target ? target.because : this.#doubt;
    const operation =
      change.does === 'doubt' || because !== undefined ? this.#doubted(change, because!) : this.#done(change);
    this.#operations.push(operation);
  }

  #doubted(change: Change | Doubt, because: string): Operation {
    const { target } = change;
    const scope = 'scope' in change ? change.scope : undefined;
    const at = this.command.at;
    const most = mostOf(change);
    return {
      does: 'doubt',
      id: scope ?? ('id' in target ? target.id : target.within),
      type: target.type.toLowerCase(),
      body: {},
      address: this.address(),
      because,
      ...(most === undefined ? {} : { atMost: most }),
      locate: () => at,
    };
  }

  #done({ does, target, body = new Body(), replaces, edits, matching, apiVersion }: Change): Operation {
    return {
      does,
      id: (target as { readonly id: string }).id,
      type: target.type.toLowerCase(),
      body: does === 'delete' ? {} : body.json,
      ...(replaces === undefined ? {} : { replaces }),
      ...(edits === undefined ? {} : { edits }),
      ...(matching === undefined ? {} : { matching }),
      ...(apiVersion === undefined ? {} : { apiVersion }),
      ...(isOwnClient(this.command.name) ? { client: 'azure-cli' } : {}),
      address: this.address(),
      locate: body.locate(this.command.at),
    };
  }

  /** Makes a step of what was added. */
  finish(): void {
    if (this.#operations.length === 0) return;
    this.azure.step({ name: `${this.name} (line ${this.command.at.line})`, operations: this.#operations });
  }

  /** The command's words and the name that it gives, and nothing else that may be secret. */
  address(): string {
    const name = ['--name', '--account-name', '--workspace-name', '--ids', '--scope']
      .map(option => ({
        option,
        value: valueOfOption(this.command, option, ...(option === '--name' ? ['-n'] : []))?.text,
      }))
      .find(({ value }) => value !== undefined && whyHole(value) === undefined);
    return name === undefined ? this.name : `${this.name} ${name.option} ${name.value}`;
  }

  notice(says: string, at: Location = this.command.at): void {
    this.azure.notice(says, at);
  }

  /** Says what is wrong with the command, and gives the error to throw. */
  fail(says: string, at: Location = this.command.at): Unreadable {
    this.azure.problem(says, at);
    return new Unreadable(says);
  }

  /** The id of the subscription that the command works in. */
  subscription(): string {
    const own = valueOfOption(this.command, '--subscription');
    const said = own?.text ?? this.scope.defaults.get('subscription');
    const given = this.azure.context.deployment.subscriptionId;
    const at = own?.at ?? this.command.at;
    if (said === undefined) {
      if (given !== undefined) return given;
      throw this.fail('nothing says which subscription this command works in; pass --subscription with its id', at);
    }
    if (isGuid(said)) return said;
    const why = whyHole(said);
    const what =
      why === undefined
        ? `the subscription "${said}" is named, not given by its id`
        : `the subscription is not known (${why})`;
    if (given === undefined) throw this.fail(`${what}; pass --subscription with its id`, at);
    this.notice(`${what}; it is taken to be ${given}`, at);
    return given;
  }

  /** The scope of the resource group that the command names, or why it is not known; `undefined` where it names none. */
  group(...options: readonly string[]): Arg | undefined {
    const own = valueOfOption(this.command, ...(options.length > 0 ? options : ['--resource-group', '-g']));
    if (own !== undefined) return own;
    const said = this.scope.defaults.get('group') ?? this.azure.context.deployment.resourceGroup;
    return said === undefined ? undefined : { text: said, at: this.command.at };
  }

  /** The resources of a type that the command names, by `--ids` or by name and group. */
  targets(
    type: string,
    options: { readonly name?: readonly string[]; readonly groupOptional?: boolean } = {},
  ): Target[] {
    const ids = valuesOf(this.command, '--ids');
    if (ids.length > 0) return ids.map(id => this.targetOfId(id, type));
    return [this.target(type, options)];
  }

  /** The resource of a type that the command names. */
  target(
    type: string,
    {
      name: names = ['--name', '-n'],
      groupOptional = false,
    }: { readonly name?: readonly string[]; readonly groupOptional?: boolean } = {},
  ): Target {
    const ids = valuesOf(this.command, '--ids');
    if (ids.length > 0) return this.targetOfId(ids[0]!, type);
    const name = valueOfOption(this.command, ...names);
    if (name === undefined) throw this.fail(`\`${this.name}\` says no ${names[0]}; add it`);
    return this.resource(type, name, this.group(), groupOptional);
  }

  /** A resource by its name, or by its id where that stands in the place of the name. */
  resource(type: string, name: Arg, group: Arg | undefined, groupOptional = false): Target {
    if (name.text.startsWith('/')) return this.targetOfId(name, type);
    const known = this.azure.named(type, name.text);
    if (group === undefined && known !== undefined) return { type, id: known };
    const subscription = `/subscriptions/${this.subscription()}`;
    if (group === undefined) {
      if (!groupOptional)
        throw this.fail(`nothing says which resource group \`${this.name}\` works in; pass --resource-group`);
      const because = whyHole(name.text) ?? `the resource group of ${name.text} is not said`;
      return { type, within: subscription, because };
    }
    const whyGroup = whyHole(group.text);
    if (whyGroup !== undefined) return { type, within: subscription, because: whyGroup };
    const within = `${subscription}/resourceGroups/${group.text}`;
    const whyName = whyHole(name.text);
    if (whyName !== undefined) return { type, within, because: whyName };
    const id = `${within}/providers/${type}/${name.text}`;
    this.azure.name(type, name.text, id);
    return { type, id };
  }

  /** A resource by its id. A type of `undefined` is the one that the id says. */
  targetOfId({ text, at }: Arg, type: string | undefined): Target {
    const because = whyHole(text);
    if (because !== undefined) return { type: type ?? '*', within: knownScope(text), because };
    const own = typeOfId(text);
    if (own === undefined)
      throw this.fail(`"${text}" is not the id of a resource; write it as /subscriptions/…/providers/…`, at);
    if (type !== undefined && own !== type.toLowerCase())
      throw this.fail(`"${text}" is not the id of a ${type}; it is one of ${own}`, at);
    this.azure.name(own, text.split('/').at(-1)!, text);
    return { type: type ?? own, id: text };
  }
}

/** The most that a change may do that is in doubt. */
function mostOf(change: Change | Doubt): Operation['atMost'] {
  if (change.does === 'doubt') return change.atMost;
  if (change.does === 'delete') return undefined;
  return change.does === 'put' && change.isNew ? 'create' : 'write';
}

/** `az rest` and `az resource` send what the script says, in the version that it says. */
function isOwnClient(command: string): boolean {
  return !/^(?:rest|resource)\b/.test(command);
}

/** The narrowest scope that the known beginning of an id names. */
export function knownScope(id: string): string {
  const known = id.slice(0, id.indexOf('\uE000'));
  const group = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+(?=\/)/i.exec(known);
  const subscription = /^\/subscriptions\/[^/]+(?=\/)/i.exec(known);
  return (group ?? subscription)?.[0] ?? '/';
}
