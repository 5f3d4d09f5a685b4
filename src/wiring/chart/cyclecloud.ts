/**
 * The wiring of a CycleCloud server: its account → its identity → its roles → where it works, and the identities that
 * its locker and its nodes have.
 */

import { isUnknown } from '../../model/fact.ts';
import type { Finding } from '../../model/finding.ts';
import { lastSegment, scopeKind } from '../../model/resource-id.ts';
import type { Subject } from '../../subjects/subjects.ts';
import type { Material } from './chart.ts';
import { type AccessPath, drawAccess } from './grants.ts';
import { drawIdentity, identityId, said } from './identity.ts';
import { type Part, Sketch } from './sketch.ts';

/** The parts that findings on a subject may bear on, by the first name of the field that they looked at. */
type Places = { readonly [variable: string]: readonly Part[] };

/** Where a subject stands in the drawing. */
type Standing = {
  /** What a finding bears on of which nothing more is known. */
  readonly whole: readonly Part[];
  readonly places: Places;
  readonly access: readonly AccessPath[];
};

const NOWHERE: Standing = { whole: [], places: {}, access: [] };

/** Draws a server. */
export function chartCycleCloud({ system, subjects, findings }: Material): Sketch {
  const sketch = new Sketch(system.id);
  const root = sketch.node({
    id: 'system',
    column: 'system',
    name: system.name,
    what: 'CycleCloud server',
    at: system.id,
  });
  const own = drawOwn(sketch, root, subjects);
  const standings = new Map<string, Standing>(
    subjects.map(subject => [`${subject.kind} ${subject.id}`, stand(sketch, own, subject)]),
  );
  const standingOf = ({ subject }: Finding) => standings.get(`${subject.kind} ${subject.id}`) ?? NOWHERE;
  const grants = new Map(findings.map(finding => [finding, grantsOf(sketch, standingOf(finding), finding)]));
  for (const { access } of standings.values()) {
    for (const { identity, resource } of access) {
      if (identity !== undefined && resource !== undefined && sketch.into(resource).length === 0)
        sketch.link(identity, resource);
    }
  }
  for (const finding of findings) sketch.mark(grants.get(finding) ?? bearsOn(standingOf(finding), finding), finding);
  return sketch;
}

function grantsOf(sketch: Sketch, { access }: Standing, finding: Finding): Part[] | undefined {
  return access.map(path => drawAccess(sketch, path, finding)).find(parts => parts !== undefined);
}

/** What a finding looked at last decided it. */
function bearsOn({ whole, places }: Standing, { evidence }: Finding): readonly Part[] {
  const last = evidence.at(-1);
  if (last?.is !== 'setting') return whole;
  return places[last.field] ?? places[last.field.split('.', 1)[0]!] ?? whole;
}

/** What every subject of the server may hang on: the server, its account, and the identity that the account selects. */
type Own = {
  readonly root: Part;
  readonly account: Part;
  readonly selection: Part | undefined;
  readonly identity: Part | undefined;
};

function drawOwn(sketch: Sketch, root: Part, subjects: readonly Subject[]): Own {
  const record = subjects.find(subject => subject.kind === 'cyclecloud.account');
  const server = subjects.find(subject => subject.kind === 'cyclecloud.server');
  const name = record === undefined ? '' : said(record.variables.account.name);
  const account = sketch.node({ id: 'account', column: 'setting', name: name || 'account', what: 'account record' });
  sketch.link(root, account);
  if (server === undefined) return { root, account, selection: undefined, identity: undefined };
  const identity = drawIdentity(sketch, server.variables.serverIdentity, account, 'server');
  return { root, account, selection: sketch.link(account, identity), identity };
}

/** Adds the parts of a subject. */
function stand(sketch: Sketch, own: Own, subject: Subject): Standing {
  const { root } = own;
  switch (subject.kind) {
    case 'cyclecloud.server':
      return { ...NOWHERE, whole: [root] };
    case 'cyclecloud.role':
      return standRole(sketch, own, subject);
    case 'cyclecloud.account':
      return standAccount(sketch, own);
    case 'cyclecloud.locker':
      return standLocker(sketch, own, subject);
    case 'cyclecloud.assigned-identity': {
      const { assigned, reference } = subject.variables;
      const identity = drawIdentity(sketch, assigned, subject.id, 'server');
      for (const user of isUnknown(reference.usedBy) ? [] : reference.usedBy) {
        if (reference.from !== 'locker') sketch.link(drawNodes(sketch, root, user), identity);
      }
      return { ...NOWHERE, whole: [identity] };
    }
    case 'cyclecloud.nodes': {
      const { cluster, name, identityIds } = subject.variables.nodes;
      const nodes = drawNodes(sketch, root, `${said(cluster)}/${said(name)}`);
      for (const id of isUnknown(identityIds) ? [] : identityIds)
        if (sketch.has(identityId(id))) sketch.link(nodes, identityId(id));
      return { ...NOWHERE, whole: [nodes] };
    }
    case 'cyclecloud.template':
      return { ...NOWHERE, whole: [root] };
    default:
      // A role file is not yet in force.
      return NOWHERE;
  }
}

function standRole(sketch: Sketch, { root, identity }: Own, { variables }: Subject<'cyclecloud.role'>): Standing {
  const { server, rights, serverIdentity } = variables;
  const scope = said(server.scope);
  if (identity === undefined || said(serverIdentity.id) === '' || scope === '')
    return { ...NOWHERE, whole: [identity ?? root] };
  const roles = sketch.node({
    id: 'roles',
    column: 'grant',
    name: said(rights.holds).replaceAll(` at ${scope}`, '') || 'roles',
    what: 'its roles where it works',
    at: scope,
  });
  const place = sketch.node({
    id: `scope ${scope.toLowerCase()}`,
    column: 'resource',
    name: lastSegment(scope),
    what: scopeKind(scope),
    at: scope,
  });
  const links = [sketch.link(identity, roles), sketch.link(roles, place)];
  return { whole: [roles], places: { 'rights.missing': links }, access: [] };
}

function standAccount(sketch: Sketch, { root, account, selection }: Own): Standing {
  const record = [sketch.link(root, account)];
  return {
    whole: record,
    places: { 'account.namesServerIdentity': selection === undefined ? record : [selection] },
    access: [],
  };
}

function standLocker(
  sketch: Sketch,
  { root, identity: server }: Own,
  { variables }: Subject<'cyclecloud.locker'>,
): Standing {
  const { lockerIdentity, serverIdentity, storage } = variables;
  const setting = sketch.node({ id: 'locker', column: 'setting', name: 'locker', what: 'nodes download from it' });
  sketch.link(root, setting);
  const identity = drawIdentity(sketch, lockerIdentity, setting, 'server');
  const selection = sketch.link(setting, identity);
  const id = said(storage.id);
  const resource = sketch.node({
    id: id === '' ? 'locker storage' : id.toLowerCase(),
    column: 'resource',
    name: said(storage.name),
    what: 'storage account',
    ...(id === '' ? {} : { at: id }),
  });
  return {
    whole: [identity],
    places: {
      'locker.usesIdentity': [selection],
      'locker.identityIsServers': [identity],
      storage: [resource],
      container: [resource],
      serverIdentity: server === undefined ? [] : [server],
    },
    access: [
      { identity, principalId: lockerIdentity.principalId, resource },
      ...(server === undefined ? [] : [{ identity: server, principalId: serverIdentity.principalId, resource }]),
    ],
  };
}

/** A node or nodearray, as `cluster/name`. */
function drawNodes(sketch: Sketch, root: Part, name: string): Part {
  const nodes = sketch.node({ id: `nodes ${name.toLowerCase()}`, column: 'setting', name, what: 'nodes' });
  sketch.link(root, nodes);
  return nodes;
}
