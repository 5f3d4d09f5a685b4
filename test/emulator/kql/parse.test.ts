import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { estateOf, subscription } from '../estates.ts';
import { serve } from '../serve.ts';
import { REFUSED } from './queries.ts';

const problems = suite('problems of queries');

problems('what is not understood is refused with the place, as Azure words it', async () => {
  const estate = estateOf({ resourcecontainers: [subscription('s1')] });

  const found = await serve(estate, { faults: { quota: Number.POSITIVE_INFINITY } }, async ({ send }) => {
    const answers = [];
    for (const [query] of REFUSED.filter(([text]) => text !== '')) {
      const { status, body } = await send(
        'POST',
        '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01',
        { query },
      );
      const { code, details } = (body as { error: { code: string; details: Record<string, unknown>[] } }).error;
      const [invalid, failure] = details;
      answers.push([
        [status, code, invalid?.code, failure?.code].join(' '),
        [query, failure?.token, failure?.line, failure?.characterPositionInLine],
      ]);
    }
    return answers;
  });

  assert.equal(
    found,
    REFUSED.filter(([text]) => text !== '').map(refused => ['400 BadRequest InvalidQuery ParserFailure', [...refused]]),
  );
});

problems.run();
