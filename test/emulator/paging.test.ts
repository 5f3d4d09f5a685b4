import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Answer } from '../../src/emulator/message.ts';
import { makeResourceGraph } from '../../src/emulator/resource-graph/resource-graph.ts';
import { World } from '../../src/emulator/world.ts';
import type { Json, Row } from '../../src/model/estate.ts';
import { account, estateOf } from './estates.ts';

const paging = suite('paging through Resource Graph');

type Body = { readonly data: readonly Row[]; readonly $skipToken?: string };

function ask(answer: ReturnType<typeof makeResourceGraph>, body: Json): Answer {
  return answer({
    method: 'POST',
    path: '/providers/Microsoft.ResourceGraph/resources',
    query: new URLSearchParams({ 'api-version': '2024-04-01' }),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

paging('gives every row of any estate once, whatever the size of the page', () => {
  const property = fc.property(
    fc.uniqueArray(fc.stringMatching(/^[a-zA-Z' -]{1,6}$/), { selector: name => name.toLowerCase(), maxLength: 60 }),
    fc.integer({ min: 1, max: 70 }),
    fc.constantFrom('', '| order by id asc', '| order by id desc', '| extend x = tolower(name) | order by x asc'),
    (names, top, order) => {
      const rows = names.map(name => account('s1', name));
      const world = new World(estateOf({ resources: rows }), {});
      const answer = makeResourceGraph(world, {
        faults: { quota: Number.POSITIVE_INFINITY },
        quotaWindow: 5000,
        now: () => 0,
      });
      const found: Json[] = [];
      let token: string | undefined;
      let pages = 0;
      do {
        const options = { $top: top, ...(token === undefined ? {} : { $skipToken: token }) };
        const page = ask(answer, { query: `resources ${order}`, options }).body as unknown as Body;
        found.push(...page.data.map(({ name }) => name!));
        token = page.$skipToken;
        pages += 1;
      } while (token !== undefined);
      assert.equal([...found].sort(), [...names].sort());
      assert.is(pages, Math.max(1, Math.ceil(names.length / top)));
    },
  );

  assert.not.throws(() => fc.assert(property));
});

paging.run();
