import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Access } from '../../src/access/access.ts';
import { Estate } from '../../src/estate/estate.ts';
import { type Json, type Row, TABLES } from '../../src/model/estate.ts';
import type { Question } from '../../src/model/grant.ts';
import { anyAssignment, anyDeny, anyFacts, anyPatternQuestion, anyQuestion } from './random-facts.ts';
import { slowAsk, slowMay } from './slow-access.ts';
import { expressions } from './slow-pattern.ts';
import { estateOf, type Facts } from './small-estate.ts';

const access = suite('access');

function askOf(facts: Facts, question: Question) {
  return new Access(estateOf(facts)).ask(question);
}

access('an answer is the one that the facts give one by one', () => {
  const counts = { granted: 0, missing: 0, unknown: 0 };

  fc.assert(
    fc.property(anyFacts, anyQuestion, (facts, question) => {
      const answer = askOf(facts, question);
      counts[answer.is] += 1;

      assert.equal([answer.is, ...(answer.is === 'missing' ? answer.missing : [])], slowAsk(facts, question));
    }),
    { numRuns: 4_000, seed: 11 },
  );
  assert.ok(Math.min(...Object.values(counts)) > 300, `the cases are one-sided: ${JSON.stringify(counts)}`);
});

const SEGMENTS = ['A', 'b', 'C', '~', 'read', 'write'];
const ALL_ACTIONS = SEGMENTS.flatMap(a => [
  a,
  ...SEGMENTS.flatMap(b => [`${a}/${b}`, ...SEGMENTS.map(c => `${a}/${b}/${c}`)]),
]);

access(
  'an asked wildcard is granted only where all its actions are, and missing only where one of them certainly is',
  () => {
    const counts = { granted: 0, missing: 0, unknown: 0 };

    fc.assert(
      fc.property(anyFacts, anyPatternQuestion, (facts, question) => {
        const answer = askOf(facts, question);
        counts[answer.is] += 1;
        if (answer.is === 'unknown') return;
        const plane = question.actions.length > 0 ? 'actions' : 'dataActions';
        const asked = expressions(question[plane][0]!);
        const actions = ALL_ACTIONS.filter(action => asked.some(expression => expression.test(action)));
        const each = actions.map(action => slowMay(facts, question, plane, action));

        assert.ok(answer.is === 'granted' ? each.every(may => may === 'yes') : each.includes('no'));
      }),
      { numRuns: 2_000, seed: 12 },
    );
    assert.ok(Math.min(...Object.values(counts)) > 100, `the cases are one-sided: ${JSON.stringify(counts)}`);
  },
);

access('one assignment more never takes away what was granted', () => {
  fc.assert(
    fc.property(anyFacts, anyQuestion, anyAssignment, (facts, question, more) => {
      fc.pre(askOf(facts, question).is === 'granted');

      assert.is(askOf({ ...facts, assignments: [...(facts.assignments ?? []), more] }, question).is, 'granted');
    }),
    { numRuns: 500, seed: 13, maxSkipsPerRun: 50 },
  );
});

access('one deny assignment more never gives what was missing', () => {
  fc.assert(
    fc.property(anyFacts, anyQuestion, anyDeny, (facts, question, more) => {
      fc.pre(askOf(facts, question).is === 'missing');

      assert.is(askOf({ ...facts, denies: [...(facts.denies ?? []), more] }, question).is, 'missing');
    }),
    { numRuns: 1_000, seed: 14, maxSkipsPerRun: 50 },
  );
});

access('the case of keys, ids, types and actions changes nothing', () => {
  fc.assert(
    fc.property(anyFacts, anyQuestion, (facts, question) => {
      const loud = new Access(remade(estateOf(facts), row => upper(row) as Row)).ask(upper(question));

      assert.is(JSON.stringify(loud).toLowerCase(), JSON.stringify(askOf(facts, question)).toLowerCase());
    }),
    { numRuns: 1_000, seed: 15 },
  );
});

access('the order of rows changes nothing', () => {
  fc.assert(
    fc.property(anyFacts, anyQuestion, (facts, question) => {
      const backwards = new Access(remade(estateOf(facts), row => row, true));

      assert.equal(backwards.ask(question), askOf(facts, question));
    }),
    { numRuns: 1_000, seed: 16 },
  );
});

access(
  'whoever holds a role that gives an action is granted it at the scope of the role, unless it is denied there',
  () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('A/b/read', 'C/read'), (facts, action) => {
        const all = new Access(estateOf({ ...facts, direct: [], denies: [], coverage: [] }));
        const held = all.holding('mi', { actions: [action], dataActions: [] });
        const asked = (Array.isArray(held) ? held : []).map(({ scope }) =>
          all.ask({ principalId: 'mi', scope, actions: [action], dataActions: [] }),
        );

        assert.ok(asked.every(({ is }) => is === 'granted'));
      }),
      { numRuns: 1_000, seed: 17 },
    );
  },
);

/** An estate with the same coverage and each row changed, or in the opposite order. */
function remade(estate: Estate, change: (row: Row) => Row, backwards = false): Estate {
  const made = new Estate(estate.header);
  for (const coverage of estate.coverage) made.cover(coverage);
  for (const table of TABLES) {
    const rows = [...estate.rows(table)].map(change);
    for (const row of backwards ? rows.reverse() : rows) made.add(table, row);
  }
  return made;
}

/** The value with all its strings and, but for a question's, all its keys in upper case. */
function upper<T extends Json | Question>(value: T, keys = !('principalId' in Object(value))): T {
  if (typeof value === 'string') return value.toUpperCase() as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => upper(item)) as unknown as T;
  const entries = Object.entries(value).map(([key, item]) => [keys ? key.toUpperCase() : key, upper(item)]);
  return Object.fromEntries(entries) as T;
}

access.run();
