/** How long the built program takes from nothing to the end, beside a Node that does nothing. Run: npm run bench start, after npm run build */

import { MAIN, print, timesOf } from './start-times.ts';

print(
  timesOf([
    ['node -e 0', ['-e', '0']],
    ['midrift --help', [MAIN, '--help']],
    ['midrift rules list', [MAIN, 'rules', 'list']],
    ['midrift scan --snapshot (the demo)', [MAIN, 'scan', '--snapshot', 'fixtures/demo/estate.ndjson']],
  ]),
);
