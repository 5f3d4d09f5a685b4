import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Unknown } from '../../src/model/fact.ts';
import type { Evidence } from '../../src/model/finding.ts';
import type { Answer, Grant } from '../../src/model/grant.ts';
import type { Ask, Bound } from '../../src/rules/instance.ts';
import { compile, evaluate } from '../../src/rules/language.ts';
import { grant, identity, REFUSED } from './small-subject.ts';

const language = suite('the language of rules');

/** The verdict on an expression of a `wiring.identity`: its value as text, or why it is unknown. */
function resultOf(text: string, bound: Bound, ask: Ask = REFUSED): string {
  const outcome = outcomeOf(text, bound, ask);
  return outcome.is === 'unknown' ? `unknown: ${outcome.because}` : JSON.stringify(outcome.value);
}

function outcomeOf(text: string, bound: Bound, ask: Ask = REFUSED) {
  const expression = compile(text, 'wiring.identity', ['bool', 'string', 'list<string>']);
  if ('says' in expression) throw new Error(expression.says);
  const seen = new Map<string, Evidence>();
  return { ...evaluate(expression, bound, ask, seen), evidence: [...seen.values()] };
}

/** What was looked at, a line each. */
function evidenceOf(text: string, bound: Bound, ask: Ask = REFUSED): string[] {
  return outcomeOf(text, bound, ask).evidence.map(shown);
}

function shown(evidence: Evidence): string {
  return evidence.is === 'setting'
    ? `${evidence.field} = ${JSON.stringify(evidence.value)}`
    : `${evidence.who} asked for ${evidence.role} at ${evidence.answer.question.scope}: ${evidence.answer.is}`;
}

/** `exists` and the second of three grants' `principalExists` are unknown; `attached` is true, `selected` is false. */
const PARTLY = identity({
  exists: new Unknown('not read'),
  privileged: [grant(), grant({ principalExists: new Unknown('no directory'), throughGroup: true }), grant()],
});

const LOGIC: readonly (readonly [text: string, value: string])[] = [
  ['identity.exists', 'unknown: not read'],
  ['!identity.exists', 'unknown: not read'],
  ['identity.exists || true', 'true'],
  ['true || identity.exists', 'true'],
  ['identity.exists || identity.attached', 'true'],
  ['identity.attached || identity.exists', 'true'],
  ['identity.exists || false', 'unknown: not read'],
  ['identity.selected || identity.exists', 'unknown: not read'],
  ['identity.exists && false', 'false'],
  ['false && identity.exists', 'false'],
  ['identity.exists && identity.selected', 'false'],
  ['identity.exists && true', 'unknown: not read'],
  ['identity.attached && identity.exists', 'unknown: not read'],
  ['!(identity.exists && identity.selected)', 'true'],
  ['identity.exists == identity.exists', 'unknown: not read'],
  ['identity.exists in [true, false]', 'unknown: not read'],
  ['has(identity.exists)', 'unknown: not read'],
  ['identity.exists ? true : true', 'unknown: not read'],
  ['identity.attached ? true : identity.exists', 'true'],
  ['identity.selected ? identity.exists : false', 'false'],
  ['identity.attached ? identity.exists : true', 'unknown: not read'],
  ['identity.privileged.exists(g, g.principalExists)', 'true'],
  ['identity.privileged.exists(g, !g.principalExists)', 'unknown: no directory'],
  ['identity.privileged.exists(g, g.throughGroup && g.principalExists)', 'unknown: no directory'],
  ['identity.privileged.all(g, g.principalExists)', 'unknown: no directory'],
  ['identity.privileged.all(g, !g.principalExists)', 'false'],
  ['identity.privileged.all(g, g.throughGroup || g.principalExists)', 'true'],
  ['identity.privileged.filter(g, g.principalExists).size() > 0', 'unknown: no directory'],
  ['identity.privileged.size() == 3', 'true'],
  ['identity.privileged.map(g, g.roleName)', '["Owner","Owner","Owner"]'],
  ['identity.name + " of " + identity.resourceGroup', '"id-edge of rg-edge"'],
];

for (const [text, value] of LOGIC) {
  language(`${text} is ${value}`, () => {
    assert.is(resultOf(text, PARTLY), value);
  });
}

const EVIDENCE: readonly (readonly [text: string, evidence: readonly string[]])[] = [
  ['identity.attached', ['identity.attached = true']],
  ['identity.attached && identity.attached', ['identity.attached = true']],
  ['true || identity.attached', []],
  ['identity.selected || identity.attached', ['identity.selected = false', 'identity.attached = true']],
  ['identity.exists', ['identity.exists = {"unknown":"not read"}']],
  ['identity.exists || identity.attached', ['identity.exists = {"unknown":"not read"}', 'identity.attached = true']],
  ['identity.usedBy.size() == 2', ['identity.usedBy = ["command output","secret archive"]']],
  [
    'identity.privileged.exists(g, g.throughGroup)',
    ['identity.privileged[0].throughGroup = false', 'identity.privileged[1].throughGroup = true'],
  ],
  [
    'access(identity, "Managed Identity Operator", identity).granted || identity.attached',
    ['id-edge asked for Managed Identity Operator at /identities/id-edge: missing', 'identity.attached = true'],
  ],
];

for (const [text, evidence] of EVIDENCE) {
  language(`${text} looks at ${evidence.join(', then at ') || 'nothing'}`, () => {
    assert.equal(evidenceOf(text, PARTLY), evidence);
  });
}

language('evidence says which resource a field belongs to and where Azure keeps it', () => {
  assert.equal(outcomeOf('identity.attached', PARTLY).evidence, [
    {
      is: 'setting',
      field: 'identity.attached',
      value: true,
      resource: '/identities/id-edge',
      source: 'identity.userAssignedIdentities',
    },
  ]);
});

const GRANT: Grant = {
  assignmentId: '/assignments/1',
  principalId: 'principal-1',
  roleId: 'role-1',
  roleName: 'Reader',
  scope: '/subscriptions/s1',
  scopeKind: 'subscription',
  inherited: true,
  throughGroup: false,
  behindResourceGraph: false,
};
const QUESTION = { principalId: 'principal-1', scope: '/identities/id-edge', actions: ['read'], dataActions: [] };
const DENIAL = { id: '/denials/1', name: 'a stack', scope: '/' };

/** An answer, and what `granted`, `grants.size() == 1`, `holds` and `denied` say of it. */
const ANSWERS: readonly (readonly [name: string, answer: Answer, says: readonly string[]])[] = [
  [
    'granted',
    { is: 'granted', question: QUESTION, grants: [GRANT] },
    ['true', 'true', '"Reader at /subscriptions/s1"', 'false'],
  ],
  [
    'missing',
    { is: 'missing', question: QUESTION, missing: ['read'], denials: [], grants: [] },
    ['false', 'false', '"no role there"', 'false'],
  ],
  [
    'denied',
    { is: 'missing', question: QUESTION, missing: ['read'], denials: [DENIAL], grants: [GRANT] },
    ['false', 'true', '"Reader at /subscriptions/s1"', 'true'],
  ],
  [
    'unknown',
    { is: 'unknown', question: QUESTION, because: 'a condition', grants: [GRANT] },
    Array(4).fill('unknown: a condition'),
  ],
];

for (const [name, answer, says] of ANSWERS) {
  language(`an access that is ${name} says so in all of its fields`, () => {
    const asked = 'access(identity, "Managed Identity Operator", identity)';

    const found = ['granted', 'grants.size() == 1', 'holds', 'denied'].map(field =>
      resultOf(`${asked}.${field}`, PARTLY, () => answer),
    );

    assert.equal(found, says);
  });
}

language('the question of access() is about the principal, the role and the scope that the rule names', () => {
  const asked: unknown[] = [];
  const ask: Ask = (...question) => {
    asked.push(question);
    return REFUSED(...question);
  };

  resultOf('access(identity, "Managed Identity Operator", identity).granted', PARTLY, ask);

  assert.equal(asked, [['principal-1', 'Managed Identity Operator', '/identities/id-edge']]);
});

language('the question of accessBeyond() is about the resource group of the target, in the spelling of its id', () => {
  const asked: unknown[] = [];
  const ask: Ask = (...question) => {
    asked.push(question);
    return REFUSED(...question);
  };
  const id =
    '/subscriptions/s1/resourcegroups/RG-Edge/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-edge';

  resultOf('accessBeyond(identity, "Managed Identity Operator", identity).granted', identity({ id }), ask);

  assert.equal(asked, [['principal-1', 'Managed Identity Operator', '/subscriptions/s1/resourcegroups/RG-Edge']]);
});

language('access beyond what lies in no resource group is unknown', () => {
  assert.is(
    resultOf('accessBeyond(identity, "Managed Identity Operator", identity).granted', PARTLY),
    'unknown: "/identities/id-edge" lies in no resource group',
  );
});

language('a role that accessBeyond() does not know is a fault', () => {
  const fault = compile('accessBeyond(identity, "Managed Operator", identity).granted', 'wiring.identity', ['bool']);

  assert.match('says' in fault ? fault.says : '', /^no role is called "Managed Operator"/);
});

language('access of a principal that is not known is unknown', () => {
  const nobody = identity({ principalId: new Unknown('no principal') });

  assert.is(
    resultOf('access(identity, "Managed Identity Operator", identity).granted', nobody),
    'unknown: no principal',
  );
});

language('an expression that fails by itself is no unknown fact', () => {
  assert.throws(() => resultOf('identity.restrictedTo[3] == "x"', PARTLY), /index out of bounds/);
});

language('what one evaluation looked at is not kept for the next', () => {
  resultOf('identity.attached', PARTLY);

  assert.equal(evidenceOf('identity.selected', PARTLY), ['identity.selected = false']);
});

language.run();
