/** The JUnit file that build servers read. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { junit } from '../../src/report/junit.ts';
import { matchesFile } from './golden.ts';
import { HEALTHY, HOSTILE, HOSTILE_NAMES, large, NOTHING, RICH } from './result.ts';
import { type Element, readXml } from './xml.ts';

const build = suite('junit report');

const drawn = (result: Result): string => [...junit(result)].join('');

build('the rich result reads as in its file', () => matchesFile(drawn(RICH), 'rich.xml'));

/** What a build server counts for itself. */
function counted(suites: readonly Element[]): { readonly [name: string]: string } {
  const cases = suites.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
  const ended = (name: string) => String(cases.filter(each => each.children[0]?.name === name).length);
  return { tests: String(cases.length), failures: ended('failure'), errors: ended('error'), skipped: ended('skipped') };
}

for (const [name, result] of Object.entries({ rich: RICH, hostile: HOSTILE, healthy: HEALTHY, nothing: NOTHING })) {
  build(`the ${name} file is well-formed, and its sums are right`, () => {
    const { attributes, children } = readXml(drawn(result));
    const sums = ({ tests, failures, errors, skipped }: Element['attributes']) => ({
      tests,
      failures,
      errors,
      skipped,
    });

    assert.equal(
      [sums(attributes), ...children.map(each => sums(each.attributes))],
      [counted(children), ...children.map(each => counted([each]))],
    );
  });
}

build('a suite is a system, and what several share is one more', () => {
  assert.equal(
    readXml(drawn(RICH)).children.map(({ attributes }) => attributes.name),
    [
      'cluster-one (Nexus cluster)',
      'cluster-three (Nexus cluster)',
      'cluster-two (Nexus cluster)',
      'cc-server (CycleCloud)',
      'Shared by several systems',
    ],
  );
});

build('a hostile name stays inside its attribute', () => {
  const names = readXml(drawn(HOSTILE)).children.map(({ attributes }) => attributes.name);

  assert.equal(
    [names.length, names[0], names[1]],
    [HOSTILE_NAMES.length, '<script>alert(1)</script> (Nexus cluster)', `${HOSTILE_NAMES[1]} (Nexus cluster)`],
  );
});

build('thirty thousand cases come in small chunks', () => {
  const longest = [...junit(large(30_000))].reduce((most, chunk) => Math.max(most, chunk.length), 0);

  assert.ok(longest < 10_000);
});

build.run();
