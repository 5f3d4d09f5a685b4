/** Turns what a config declares of CycleCloud servers, and the files that it names, into values; or gives all problems at once. */

import type { Location } from '../model/finding.ts';
import { isGuid } from '../model/guid.ts';
import { parseResourceId, subscriptionOf } from '../model/resource-id.ts';
import { VM } from '../model/resource-types.ts';
import { type Account, parseAccount } from '../sources/cyclecloud/account.ts';
import { readNodes } from '../sources/cyclecloud/nodes.ts';
import { openSecrets } from '../sources/cyclecloud/open-secrets.ts';
import { parseParameters } from '../sources/cyclecloud/parameters.ts';
import { parseTemplate } from '../sources/cyclecloud/parse-template.ts';
import { parseRoleFile, type RoleFile } from '../sources/cyclecloud/role-file.ts';
import { findSecrets } from '../sources/cyclecloud/secrets.ts';
import type { TextFile } from '../sources/files.ts';
import type { Problem } from '../sources/problem.ts';
import type { Path } from '../sources/yaml.ts';
import type { DeclaredLocker, DeclaredServer, DeclaredTemplate } from '../wiring/settings.ts';

/** A server as `midrift.yaml` has it, all paths relative to that file. */
export type ServerConfig = {
  readonly vm: string;
  readonly account?: string;
  readonly locker?: { readonly storageAccount: string; readonly container?: string; readonly identity?: string };
  readonly templates?: readonly { readonly file: string; readonly parameters?: string; readonly cluster?: string }[];
  readonly roles?: readonly string[];
  readonly scope?: string;
  readonly resourceGroupPerCluster?: boolean;
  readonly assignsIdentities?: boolean;
};

/** The files that servers name, as the config spells them, sorted. */
export function filesOf(servers: readonly ServerConfig[]): string[] {
  const names = servers.flatMap(({ account, templates = [], roles = [] }) => [
    account,
    ...templates.flatMap(({ file, parameters }) => [file, parameters]),
    ...roles,
  ]);
  return [...new Set(names.filter(name => name !== undefined))].sort();
}

/** The place in the config of the first mention of a file. */
export function placeOf(
  name: string,
  servers: readonly ServerConfig[],
  locate: (path: Path) => Location,
): Location | undefined {
  const mentions = servers.flatMap(({ account, templates = [], roles = [] }, index) => [
    [account, [index, 'account']] as const,
    ...templates.flatMap(({ file, parameters }, at) => [
      [file, [index, 'templates', at, 'file']] as const,
      [parameters, [index, 'templates', at, 'parameters']] as const,
    ]),
    ...roles.map((role, at) => [role, [index, 'roles', at]] as const),
  ]);
  const found = mentions.find(([mentioned]) => mentioned === name);
  return found === undefined ? undefined : locate(found[1]);
}

/** `texts` holds every file of `filesOf` that could be read; `locate` finds places below `cyclecloud.servers`. */
export function readServers(
  servers: readonly ServerConfig[],
  texts: ReadonlyMap<string, TextFile>,
  locate: (path: Path) => Location,
): { readonly servers: readonly DeclaredServer[]; readonly problems: readonly Problem[] } {
  const reader = new Reader(texts, locate);
  return { servers: servers.map((server, index) => reader.server(server, index)), problems: reader.problems };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #texts: ReadonlyMap<string, TextFile>;
  readonly #locate: (path: Path) => Location;
  readonly #vms = new Set<string>();

  constructor(texts: ReadonlyMap<string, TextFile>, locate: (path: Path) => Location) {
    this.#texts = texts;
    this.#locate = locate;
  }

  server(config: ServerConfig, index: number): DeclaredServer {
    const { vm, resourceGroupPerCluster = false, assignsIdentities = true } = config;
    this.#checkVm(vm, index);
    const account = config.account === undefined ? undefined : this.#account(config.account);
    if (config.account !== undefined && config.locker !== undefined) {
      const says = 'a server with an account record needs no "locker": the record names it; remove one of the two';
      this.problems.push({ ...this.#locate([index, 'locker']), says });
    }
    return {
      vm,
      at: this.#locate([index]),
      scope: config.scope ?? this.#defaultScope(vm, account),
      account,
      locker: this.#locker(config, index),
      templates: (config.templates ?? []).flatMap(template => this.#template(template)),
      roles: (config.roles ?? []).flatMap(file => this.#role(file)),
      resourceGroupPerCluster,
      assignsIdentities,
    };
  }

  #checkVm(vm: string, index: number): void {
    const at = this.#locate([index, 'vm']);
    if (parseResourceId(vm)?.type !== VM) {
      const says = `"${vm}" is no id of a VM; expected /subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/virtualMachines/…`;
      this.problems.push({ ...at, says });
    } else if (this.#vms.has(vm.toLowerCase())) {
      this.problems.push({ ...at, says: `the server ${vm} is declared twice; make one of the two` });
    }
    this.#vms.add(vm.toLowerCase());
  }

  #defaultScope(vm: string, account: Account | undefined): string {
    const subscription = account?.subscriptionId.value;
    return `/subscriptions/${isGuid(subscription ?? '') ? subscription : (subscriptionOf(vm) ?? '')}`;
  }

  #account(name: string): Account | undefined {
    const file = this.#texts.get(name);
    if (file === undefined) return undefined;
    const { account, problems } = parseAccount(file.text, file.file);
    this.problems.push(...problems);
    return account ?? undefined;
  }

  #locker({ account, locker }: ServerConfig, index: number): DeclaredLocker | undefined {
    if (locker === undefined || account !== undefined) return undefined;
    const { storageAccount, container, identity } = locker;
    return { at: this.#locate([index, 'locker']), storageAccount, container, identity };
  }

  #template(config: NonNullable<ServerConfig['templates']>[number]): DeclaredTemplate[] {
    const file = this.#texts.get(config.file);
    const given = config.parameters === undefined ? undefined : this.#texts.get(config.parameters);
    if (file === undefined || (config.parameters !== undefined && given === undefined)) return [];
    const { template, problems } = parseTemplate(file.text, file.file);
    const read = given === undefined ? undefined : parseParameters(given.text, given.file);
    const parameters = read?.parameters ?? null;
    const { nodes, problems: faults } = readNodes(template, parameters);
    this.problems.push(...problems, ...(read?.problems ?? []), ...faults);
    return [
      {
        at: { file: file.file, line: 1, column: 1 },
        parameterFile: given?.file,
        cluster: config.cluster,
        nodes,
        secrets: findSecrets(template, parameters),
        openSecrets: openSecrets(template, parameters),
      },
    ];
  }

  #role(name: string): RoleFile[] {
    const file = this.#texts.get(name);
    if (file === undefined) return [];
    const { role, problems } = parseRoleFile(file.text, file.file);
    this.problems.push(...problems);
    return role === null ? [] : [role];
  }
}
