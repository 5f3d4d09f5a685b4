import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type JudgeOptions, judge } from '../../src/comply/judge.ts';
import type { Finding, Level } from '../../src/model/finding.ts';
import { type Judgement, type Rule, RuleBroken } from '../../src/rules/rule.ts';
import type { Subject, SubjectKind } from '../../src/subjects/subjects.ts';

const judging = suite('judging');

const PLACE = { file: 'midrift.yaml', line: 3, column: 7 };
const PASS: Judgement = { verdict: 'pass', evidence: [] };

/** A subject of which rules that read nothing need not know more. */
function subject(id: string, system?: string, kind: SubjectKind = 'wiring.identity'): Subject {
  return {
    kind,
    id,
    name: `the ${id}`,
    variables: {},
    ...(system === undefined ? {} : { system }),
  } as unknown as Subject;
}

function rule(id: string, level: Level = 'error', judgement: Judgement = PASS): Rule {
  return {
    id,
    formerly: [],
    requirement: 'ID-9',
    title: `Title of ${id}`,
    subject: 'wiring.identity',
    level,
    impact: 'It breaks.',
    fix: 'Mend it.',
    see: 'https://example.com/',
    judge: () => judgement,
  };
}

const OPTIONS: JudgeOptions = {
  ask: () => {
    throw new Error('nobody asks');
  },
  locate: () => PLACE,
};

const EVIDENCE = [
  { is: 'setting', field: 'identity.selected', value: false, resource: '/a', source: 'identity' } as const,
];

const ABOUT = {
  rule: 'spare',
  requirement: 'ID-9',
  subject: { kind: 'wiring.identity', id: '/a', name: 'the /a', system: '/s' },
  level: 'error',
  location: PLACE,
} as const;

/** What a rule comes to, and the finding that is made of it. */
const SHAPES: readonly (readonly [judgement: Judgement, finding: Finding])[] = [
  [
    {
      verdict: 'fail',
      evidence: EVIDENCE,
      message: 'a is spare.',
      impact: 'It is in the way.',
      fix: { say: 'Go.', az: 'az' },
    },
    {
      ...ABOUT,
      verdict: 'fail',
      message: 'a is spare.',
      impact: 'It is in the way.',
      fix: { say: 'Go.', az: 'az' },
      evidence: EVIDENCE,
    },
  ],
  [
    { verdict: 'unknown', because: 'not read', evidence: EVIDENCE },
    { ...ABOUT, verdict: 'unknown', because: 'not read', message: 'Title of spare', evidence: EVIDENCE },
  ],
  [
    { verdict: 'not-applicable', because: 'x is false', evidence: [] },
    { ...ABOUT, verdict: 'not-applicable', because: 'x is false', message: 'Title of spare', evidence: [] },
  ],
  [
    { verdict: 'pass', evidence: EVIDENCE },
    { ...ABOUT, verdict: 'pass', message: 'Title of spare', evidence: EVIDENCE },
  ],
];

for (const [judgement, finding] of SHAPES) {
  judging(`a judgement that is ${judgement.verdict} becomes a finding with all that it says`, () => {
    assert.equal(judge([rule('spare', 'error', judgement)], [subject('/a', '/s')], OPTIONS), [finding]);
  });
}

judging('a subject of no system has none in its finding', () => {
  const [finding] = judge([rule('spare')], [subject('/a')], OPTIONS);

  assert.equal(finding?.subject, { kind: 'wiring.identity', id: '/a', name: 'the /a' });
});

judging('a rule judges the subjects of its kind, every one of them, and no others', () => {
  const subjects = [subject('/a'), subject('/b', '/s', 'wiring.grant'), subject('/c')];
  const other: Rule = { ...rule('grants'), subject: 'wiring.grant' };

  const findings = judge([rule('one'), rule('two'), other], subjects, OPTIONS);

  assert.equal(
    findings.map(found => `${found.rule} ${found.subject.id}`),
    ['grants /b', 'one /a', 'one /c', 'two /a', 'two /c'],
  );
});

const shown = ({ rule: id, level, subject: { id: of, system } }: Finding) => `${system ?? '-'} ${level} ${id} ${of}`;

judging('findings stand by system, level, rule and subject, however rules and subjects came', () => {
  const rules = [rule('b-note', 'note'), rule('a-warning', 'warning'), rule('z-error'), rule('b-error')];
  const subjects = [subject('/S1/b', '/S1'), subject('/s1/A', '/s1'), subject('/s2/a', '/s2'), subject('/shared')];
  const all = ['error b-error', 'error z-error', 'warning a-warning', 'note b-note'];
  const of = (system: string, id: string) => all.map(one => `${system} ${one} ${id}`);
  const sorted = [
    ...all.flatMap(one => [`/s1 ${one} /s1/A`, `/S1 ${one} /S1/b`]),
    ...of('/s2', '/s2/a'),
    ...of('-', '/shared'),
  ];

  fc.assert(
    fc.property(
      fc.shuffledSubarray(rules, { minLength: rules.length }),
      fc.shuffledSubarray(subjects, { minLength: subjects.length }),
      (someRules, someSubjects) => {
        assert.equal(judge(someRules, someSubjects, OPTIONS).map(shown), sorted);
      },
    ),
    { numRuns: 100, seed: 1 },
  );
});

judging('no rules and no subjects make no findings', () => {
  assert.equal([judge([], [subject('/a')], OPTIONS), judge([rule('one')], [], OPTIONS)], [[], []]);
});

judging('a rule that is broken ends the judging: it is no finding', () => {
  const broken: Rule = {
    ...rule('broken'),
    judge: () => {
      throw new RuleBroken('rule broken could not be evaluated: it is');
    },
  };

  assert.throws(
    () => judge([rule('one'), broken], [subject('/a')], OPTIONS),
    (error: Error) => error instanceof RuleBroken,
  );
});

judging.run();
