import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../src/model/estate.ts';
import type { Finding } from '../../src/model/finding.ts';
import { principalOf } from '../../src/model/plan.ts';
import { sayEvidence } from '../../src/report/evidence.ts';
import { HEALTHY_FARM } from './farm.ts';
import { HEALTHY } from './healthy.ts';
import { judged, type Path, withAt } from './unknown-estate.ts';

const planned = suite('principals of identities that a plan makes');

const folded = (subscription: string, group: string, name: string) =>
  `/subscriptions/${subscription}/resourcegroups/${group}/providers/microsoft.managedidentity/userassignedidentities/${name}`;
const OUTPUT = folded('5b000001-0000-4000-8000-000000000001', 'rg-identity', 'id-output');
const LOCKER = folded('5c000001-0000-4000-8000-000000000001', 'rg-farm', 'id-locker');

const ASSIGNEE = 'az role assignment create --assignee-object-id';
const asked = (id: string) => `${ASSIGNEE} $(az identity show --ids ${id} --query principalId -o tsv)`;

/** An estate in which an identity is to be made, which nobody grants anything to; and what is failed for it. */
const UNGRANTED: readonly (readonly [text: Json, identity: string, id: string, rules: readonly string[]])[] = [
  [HEALTHY, 'output-identity', OUTPUT, ['nexus-analytics-output-not-granted', 'nexus-command-output-not-granted']],
  [HEALTHY_FARM, 'locker-identity', LOCKER, ['cyclecloud-locker-not-readable']],
];

function made(text: Json, identity: string, id: string): Json {
  const path: Path = ['rows', 'resources', identity, 'properties', 'principalId'];
  return withAt(text, path, principalOf(id));
}

function failures(text: Json): Finding[] {
  return judged(text).filter(({ verdict }) => verdict === 'fail');
}

for (const [text, identity, id, rules] of UNGRANTED) {
  planned(`the command that grants a role to ${identity} asks for the principal when it runs`, () => {
    const commands = failures(made(text, identity, id)).flatMap(({ rule, fix }) =>
      rules.includes(rule) ? [[rule, fix?.az?.slice(0, asked(id).length)]] : [],
    );

    assert.equal(
      commands,
      rules.map(rule => [rule, asked(id)]),
    );
  });
}

planned('nobody is shown how they are written down', () => {
  const findings = UNGRANTED.flatMap(([text, identity, id]) => judged(made(text, identity, id)));

  const raw = findings.flatMap(({ rule, message, because = '', fix, evidence }) => {
    const said = evidence.map(each => JSON.stringify(sayEvidence(each, { ids: true, most: 10 })));
    const texts = [message, because, fix?.say ?? '', fix?.az ?? '', ...said];
    return texts.filter(shown => shown.includes('principal-of')).map(shown => `${rule}: ${shown}`);
  });
  assert.equal(raw, []);
});

planned('an identity that is made again under its old name is told to have a new principal', () => {
  const path: Path = ['rows', 'resources', 'vault-identity', 'properties', 'principalId'];
  const again = withAt(HEALTHY, path, principalOf(OUTPUT.replace('id-output', 'id-vault'), 2));

  const said = failures(again).filter(({ rule }) => rule === 'nexus-identity-recreated');

  assert.equal(
    said.map(({ message }) => message),
    [
      'id-vault has a new principal, which does not exist yet, but cl-edge recorded 1d000002-0000-4000-8000-000000000002: it was deleted and made again under its old name.',
    ],
  );
});

planned('the right of a principal that is not known yet is no right of someone who is gone', () => {
  const identity = withAt(HEALTHY, ['rows', 'resources', 'cluster', 'identity'], {
    type: 'SystemAssigned',
    principalId: { 'midrift:unknown': 'it does not exist before cl-edge does' },
  });
  const cluster =
    '/subscriptions/5b000001-0000-4000-8000-000000000001/resourcegroups/rg-nexus/providers/microsoft.networkcloud/clusters/cl-edge';
  const grant: Path = ['rows', 'authorizationresources', 'output-on-storage', 'properties', 'principalId'];

  const said = judged(withAt(identity, grant, principalOf(cluster))).filter(
    ({ rule }) => rule === 'grant-of-missing-principal',
  );

  assert.equal(
    said.filter(({ verdict }) => verdict !== 'pass').map(({ subject, because }) => [subject.name, because]),
    [],
  );
});

planned.run();
