import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collect } from '../../src/azure/collect.ts';
import { changesOf } from '../../src/azure/queries.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { textAt } from '../../src/model/json.ts';
import { against, TAKEN_AT } from './against.ts';
import { diagnose } from './kusto.ts';
import { cluster, OPERATOR, SUBSCRIPTIONS, smallAzure, usedBy } from './small-azure.ts';

const queries = suite('queries');

/** Every query that a collection sends, of an estate with hostile names in it. */
function sent(faults: Faults): Promise<string[]> {
  const azure = smallAzure();
  const hostile = { subscription: SUBSCRIPTIONS.north, number: 7, suffix: `') or 1==1 | take 1 \\"\u2028\n\t<script>` };
  for (const row of [cluster(hostile), ...usedBy(hostile)]) azure.add('resources', row);
  return against(azure, { faults }, async ({ connection, emulator }) => {
    await collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [OPERATOR] });
    const asked = emulator.requests.filter(({ kind }) => kind === 'resource graph');
    return asked.map(({ body }) => textAt(body, 'query')!);
  });
}

const SITUATIONS: Readonly<Record<string, Faults>> = {
  'with Microsoft Graph': {},
  'without it': { denied: ['graph'] },
};

for (const [situation, faults] of Object.entries(SITUATIONS)) {
  queries(`${situation}, Kusto understands every query, on columns that Resource Graph has`, async () => {
    const texts = await sent(faults);

    assert.equal(texts.flatMap(diagnose), []);
  });

  queries(`${situation}, every query orders by id and limits nothing, so that its pages are whole`, async () => {
    const texts = await sent(faults);

    const odd = texts.filter(
      text => !/\| order by id asc$/.test(text) || /^\| (?:take|limit|top|project)\b/m.test(text),
    );
    assert.equal(odd, []);
  });
}

queries('seven queries are sent, and an eighth where groups are not known', async () => {
  const lengths = [(await sent({})).length, (await sent({ denied: ['graph'] })).length];

  assert.equal(lengths, [7, 8]);
});

queries('Kusto understands the query of who changed what, whatever the ids hold', () => {
  const text = changesOf(['/subscriptions/a/resourceGroups/b', `') or 1==1 \\" \u2028`]);

  assert.equal(diagnose(text), []);
});

queries('a column that does not exist is noticed', () => {
  assert.equal(diagnose('resources | where nam == 1 | order by id asc').length, 1);
});

queries.run();
