import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Unknown } from '../../src/model/fact.ts';
import type { Evidence } from '../../src/model/finding.ts';
import { compileRule } from '../../src/rules/compile.ts';
import { type Ask, bind } from '../../src/rules/instance.ts';
import type { Judgement, Rule, RuleFile } from '../../src/rules/rule.ts';
import { identity, REFUSED } from './small-subject.ts';

const compile = suite('a rule made ready');

const FILE: RuleFile = {
  id: 'identity-spare',
  requirement: 'ID-9',
  title: 'An identity is spare',
  subject: 'wiring.identity',
  level: 'note',
  when: 'identity.exists',
  require: 'identity.selected',
  message: '{{ identity.name }} is spare.',
  impact: 'It is in the way of {{ identity.usedBy }}.',
  fix: { say: 'Delete {{ identity.name }}.', az: 'az identity delete --ids {{ identity.id }}' },
  see: 'https://example.com/',
};

function ready(change: Partial<RuleFile> = {}): Rule {
  const rule = compileRule({ ...FILE, ...change }, () => ({ file: 'a.yaml', line: 1, column: 1 }));
  if (!('judge' in rule)) throw new Error(rule.map(({ says }) => says).join('\n'));
  return rule;
}

const looked = (field: string, value: unknown) =>
  ({ is: 'setting', field, value, resource: '/identities/id-edge' }) as const;

/** A judgement without the sources of its evidence. */
function judged(rule: Rule, facts: Parameters<typeof identity>[0] = {}, ask: Ask = REFUSED): unknown {
  const judgement: Judgement = rule.judge(identity(facts), ask);
  const plain = ({ source: _, ...evidence }: Evidence & { source?: string }) => evidence;
  return { ...judgement, evidence: judgement.evidence.map(plain) };
}

compile('a condition that is false fails, in words about this very subject', () => {
  assert.equal(judged(ready()), {
    verdict: 'fail',
    evidence: [looked('identity.exists', true), looked('identity.selected', false)],
    message: 'id-edge is spare.',
    impact: 'It is in the way of command output, secret archive.',
    fix: { say: 'Delete id-edge.', az: 'az identity delete --ids /identities/id-edge' },
  });
});

compile('a condition that is true passes', () => {
  assert.equal(judged(ready(), { selected: true }), {
    verdict: 'pass',
    evidence: [looked('identity.exists', true), looked('identity.selected', true)],
  });
});

compile('where "when" is false the rule is not applicable, and its condition is not looked at', () => {
  assert.equal(judged(ready(), { exists: false }), {
    verdict: 'not-applicable',
    because: 'identity.exists is false',
    evidence: [looked('identity.exists', false)],
  });
});

compile('where "when" is unknown so is the verdict, though the condition may fail', () => {
  assert.equal(judged(ready(), { exists: new Unknown('not read') }), {
    verdict: 'unknown',
    because: 'not read',
    evidence: [looked('identity.exists', { unknown: 'not read' })],
  });
});

compile('where the condition is unknown so is the verdict, with all that was looked at', () => {
  assert.equal(judged(ready(), { selected: new Unknown('not decided') }), {
    verdict: 'unknown',
    because: 'not decided',
    evidence: [looked('identity.exists', true), looked('identity.selected', { unknown: 'not decided' })],
  });
});

compile('what both conditions look at is evidence once', () => {
  assert.equal(judged(ready({ when: '!identity.selected', require: 'identity.selected' })), {
    verdict: 'fail',
    evidence: [looked('identity.selected', false)],
    message: 'id-edge is spare.',
    impact: 'It is in the way of command output, secret archive.',
    fix: { say: 'Delete id-edge.', az: 'az identity delete --ids /identities/id-edge' },
  });
});

compile('a failure says what is unknown in its texts, and gives no command that lacks a word', () => {
  const facts = { name: new Unknown('not read'), id: new Unknown('not read') };

  const judgement = ready().judge(identity(facts), REFUSED);

  assert.equal(judgement.verdict === 'fail' ? [judgement.message, judgement.fix] : judgement.verdict, [
    '(unknown) is spare.',
    { say: 'Delete (unknown).' },
  ]);
});

compile('a failure without a command gives none', () => {
  const judgement = ready({ fix: { say: 'Delete it.' } }).judge(identity(), REFUSED);

  assert.equal(judgement.verdict === 'fail' && judgement.fix, { say: 'Delete it.' });
});

/** Rules that are right in themselves and fail when they run. */
const BROKEN: readonly (readonly [change: Partial<RuleFile>, says: string])[] = [
  [
    { require: 'identity.restrictedTo[3] == "x"' },
    'rule identity-spare could not be evaluated: No such key: index out of bounds, index 3 >= size undefined',
  ],
  [
    { when: 'int(identity.name) > 3' },
    'rule identity-spare could not be evaluated: int() type error: cannot convert to int',
  ],
  [
    { message: '{{ identity.restrictedTo[3] }}' },
    'rule identity-spare could not be evaluated: No such key: index out of bounds, index 3 >= size undefined',
  ],
];

for (const [change, says] of BROKEN) {
  compile(`a rule that fails by itself is broken, and is no verdict: ${JSON.stringify(change)}`, () => {
    const rule = ready(change);

    let thrown: unknown;
    try {
      rule.judge(identity(), REFUSED);
    } catch (error) {
      thrown = error;
    }

    assert.equal([(thrown as Error).name, (thrown as Error).message], ['RuleBroken', says]);
  });
}

compile('a rule whose question cannot be answered is broken', () => {
  const rule = ready({ require: 'access(identity, identity.name, identity).granted' });
  const ask: Ask = (_principal, role) => {
    throw new RangeError(`no role is called ${role}`);
  };

  assert.throws(
    () => rule.judge(identity(), ask),
    (error: Error) =>
      error.name === 'RuleBroken' &&
      error.message === 'rule identity-spare could not be evaluated: no role is called id-edge',
  );
});

compile('a subject that wiring did not fill whole breaks the rule that reads it', () => {
  const rule = ready();
  const bound = bind({ kind: 'wiring.identity', id: '/i', name: 'i', variables: { identity: {} as never } });

  assert.throws(() => rule.judge(bound, REFUSED), /identity\.exists was not filled/);
});

compile.run();
