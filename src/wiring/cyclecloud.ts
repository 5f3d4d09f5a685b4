/** Azure CycleCloud: from the estate and the declared files to the subjects that rules judge. */

import type { Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import type { Location } from '../model/finding.ts';
import { foldId } from '../model/resource-id.ts';
import type { Facts, Subject } from '../subjects/subjects.ts';
import { accountFacts, accountPlaces, noAccount } from './cyclecloud-account.ts';
import { assignedIdentities, type PlacedNode } from './cyclecloud-assigned.ts';
import { type LockerSettings, lockerOf, lockerPlaces, lockerSettings } from './cyclecloud-locker.ts';
import { azureSecretsOf, identitiesPlace, nodesFacts } from './cyclecloud-nodes.ts';
import { rightsOf } from './cyclecloud-rights.ts';
import { roleFileFacts, roleFilePlaces } from './cyclecloud-role-file.ts';
import { groupKey, type RunningNode, RunningNodes } from './cyclecloud-running.ts';
import { openServers, type Server, serversOf, unreadServer } from './cyclecloud-server.ts';
import { strayNodes } from './cyclecloud-strays.ts';
import { noIdentity } from './identity.ts';
import type { Lookup } from './lookup.ts';
import type { Wired } from './nexus.ts';
import type { DeclaredTemplate } from './settings.ts';

/** Every server of the estate, and the nodes that belong to no server that is known. */
export type WiredCycleCloud = { readonly servers: readonly Wired[]; readonly strays: readonly Subject[] };

export function wireCycleCloud(lookup: Lookup): WiredCycleCloud {
  const servers = serversOf(lookup);
  const running = new RunningNodes(
    lookup,
    servers.map(({ facts }) => facts.scope as string),
  );
  const placed = new Set<RunningNode>();
  const wired = servers.map(server => {
    const whole = factOf(() => new ServerWiring(server, running, placed, lookup).wired());
    return isUnknown(whole) ? unreadWiring({ id: server.id }, whole) : whole;
  });
  const known = [...servers, ...running.nodes].map(({ id }) => id);
  const open = openServers(lookup, known).map(({ row, because }) => unreadWiring(row, because));
  const strays = running.nodes.filter(node => !placed.has(node));
  return {
    servers: [...wired, ...open].sort((a, b) => (foldId(a.system.id) < foldId(b.system.id) ? -1 : 1)),
    strays: strayNodes(strays, servers, lookup),
  };
}

/** A server that could not be read to the end, or of which it is not known whether it is one. */
function unreadWiring(row: Row, unread: Unknown): Wired {
  const server = unreadServer(row, unread);
  const id = server.id as string;
  const name = server.name as string;
  const system = { id, kind: 'cyclecloud', name, subscriptionId: server.subscriptionId as string } as const;
  const variables = { server, serverIdentity: noIdentity(unread) };
  return { system, subjects: [{ kind: 'cyclecloud.server', id, name, system: id, variables }] };
}

class ServerWiring {
  readonly #server: Server;
  readonly #running: RunningNodes;
  readonly #placed: Set<RunningNode>;
  readonly #lookup: Lookup;
  readonly #name: string;
  readonly #settings: LockerSettings;

  constructor(server: Server, running: RunningNodes, placed: Set<RunningNode>, lookup: Lookup) {
    this.#server = server;
    this.#running = running;
    this.#placed = placed;
    this.#lookup = lookup;
    this.#name = server.facts.name as string;
    this.#settings = lockerSettings(server);
  }

  wired(): Wired {
    const { id, facts } = this.#server;
    const system = {
      id,
      kind: 'cyclecloud',
      name: this.#name,
      subscriptionId: facts.subscriptionId as string,
    } as const;
    return {
      system,
      subjects: [
        ...this.#serverSubjects(),
        ...this.#roleFiles(),
        this.#account(),
        this.#locker(),
        ...this.#assigned(),
        ...this.#templates(),
        ...this.#nodes(),
      ],
    };
  }

  #named(fragment: string, name: string, at?: Location) {
    const { id, declared } = this.#server;
    const place = at ?? declared?.at;
    return {
      id: fragment === '' ? id : `${id}#${fragment}`,
      name: fragment === '' ? name : `${this.#name}: ${name}`,
      system: id,
      ...(place === undefined ? {} : { at: place }),
    };
  }

  #serverSubjects(): Subject[] {
    const { facts: server, identity: serverIdentity } = this.#server;
    const rights = rightsOf(this.#server, this.#lookup);
    return [
      { kind: 'cyclecloud.server', ...this.#named('', this.#name), variables: { server, serverIdentity } },
      { kind: 'cyclecloud.role', ...this.#named('role', 'role'), variables: { server, serverIdentity, rights } },
    ];
  }

  #roleFiles(): Subject[] {
    const { declared, facts: server } = this.#server;
    if (declared === undefined) return [];
    return declared.roles.map(role => ({
      kind: 'cyclecloud.role-file',
      ...this.#named(`role-file/${role.at.file}`, role.at.file, role.at),
      places: roleFilePlaces(role),
      variables: { server, role: roleFileFacts(role, declared, this.#lookup) },
    }));
  }

  #account(): Subject {
    const { declared, facts: server } = this.#server;
    const account = declared?.account;
    return {
      kind: 'cyclecloud.account',
      ...this.#named('account', account?.name.value ?? 'account', account?.at),
      ...(account === undefined ? {} : { places: accountPlaces(account) }),
      variables: {
        server,
        account: account === undefined ? noAccount(this.#server) : accountFacts(account, this.#server, this.#lookup),
      },
    };
  }

  #locker(): Subject {
    const { facts: server, identity: serverIdentity } = this.#server;
    return {
      kind: 'cyclecloud.locker',
      ...this.#named('locker', 'locker', this.#settings.at),
      places: lockerPlaces(this.#server),
      variables: { server, serverIdentity, ...lockerOf(this.#server, this.#settings, this.#lookup) },
    };
  }

  #assigned(): Subject[] {
    const { facts: server, identity: serverIdentity } = this.#server;
    const found = assignedIdentities(this.#server, this.#templateNodes(), this.#settings, this.#lookup);
    return found.map(({ fragment, at, reference, assigned }) => ({
      kind: 'cyclecloud.assigned-identity',
      ...this.#named(fragment, isUnknown(reference.text) ? '(unknown identity)' : (assigned.name as string), at),
      variables: { server, serverIdentity, reference, assigned },
    }));
  }

  #templates(): Subject[] {
    return this.#declaredTemplates().map(template => {
      const { at, parameterFile, secrets } = template;
      const [first] = secrets;
      return {
        kind: 'cyclecloud.template',
        ...this.#named(`template/${at.file}${parameterFile === undefined ? '' : `+${parameterFile}`}`, at.file, at),
        ...(first === undefined ? {} : { places: { 'template.secrets': first.at } }),
        variables: { template: { file: at.file, parameterFile: parameterFile ?? '', secrets: secretsFact(template) } },
      };
    });
  }

  #nodes(): Subject[] {
    // Every node of a template is held against the same secrets.
    const secrets = new Map(this.#declaredTemplates().map(template => [template, azureSecretsOf(template)]));
    return this.#templateNodes().map(({ node, template }) => {
      const cluster = template.cluster ?? node.cluster;
      const running = {
        nodes: this.#runningOf(cluster, node.name),
        open: this.#openNode(cluster, node.name),
        lockerIdentity: this.#lockerIdentity(),
      };
      return {
        kind: 'cyclecloud.nodes',
        ...this.#named(`nodes${groupKey({ cluster, node: node.name })}`, `${cluster}/${node.name}`, node.at),
        places: {
          'nodes.hasIdentity': identitiesPlace(node),
          'nodes.lacking': identitiesPlace(node),
          'nodes.surplus': identitiesPlace(node),
        },
        variables: { nodes: nodesFacts(node, cluster, template, secrets.get(template)!, running) },
      };
    });
  }

  #declaredTemplates(): readonly DeclaredTemplate[] {
    return this.#server.declared?.templates ?? [];
  }

  /** Of an abstract node comes no VM. */
  #templateNodes(): PlacedNode[] {
    return this.#declaredTemplates().flatMap(template =>
      template.nodes.filter(({ abstract }) => abstract !== true).map(node => ({ node, template })),
    );
  }

  /** What runs of a node where the server works; that nothing does is known only where everything there was read. */
  #runningOf(cluster: string, node: string): Fact<readonly RunningNode[]> {
    const scope = this.#server.facts.scope as string;
    const found = this.#running.of(scope, { cluster, node });
    for (const one of found) this.#placed.add(one);
    const { status, because } = this.#lookup.estate.covered('resources', scope);
    if (status === 'complete' || found.length > 0) return found;
    return new Unknown(`what runs of ${cluster}/${node} could not be looked up: ${because}`);
  }

  /** Why more may run of a node than is known to. */
  #openNode(cluster: string, node: string): Unknown | undefined {
    const found = this.#running.unplaced(this.#server.facts.scope as string);
    if (found === undefined) return undefined;
    return new Unknown(`whether ${found.name} is one of ${cluster}/${node} is not known: ${found.because}`);
  }

  #lockerIdentity(): Fact<string> {
    return mapFact(this.#settings.identity, text => (text === '' ? '' : foldId(text)));
  }
}

function secretsFact({ secrets, openSecrets }: DeclaredTemplate): Facts<'Template'>['secrets'] {
  if (secrets.length > 0) {
    return secrets.map(({ name, kind, at }) => `${name} (${kind}) at ${at.file}:${at.line}`);
  }
  if (openSecrets.length === 0) return [];
  return new Unknown(
    `${openSecrets.join(', ')} takes a secret, and no parameter file is declared that says what it is given`,
  );
}
