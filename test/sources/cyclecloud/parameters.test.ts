import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseParameters } from '../../../src/sources/cyclecloud/parameters.ts';
import { printProblem } from '../../../src/sources/problem.ts';

const parameters = suite('a parameter file');

parameters('values are found by their names in any case, with their places', () => {
  const { parameters, problems } = parseParameters('\ufeff{ "One": [1, {"a": "b c"}],\r\n\t"two": null }', 'p.json');
  const one = parameters!.values.get('one')!;

  assert.equal(
    [[...parameters!.values.keys()], one.name, one.at, one.locate([1, 'a'], 2), problems],
    [['one', 'two'], 'One', { file: 'p.json', line: 1, column: 10 }, { file: 'p.json', line: 1, column: 23 }, []],
  );
});

const faulty: [string, string, string][] = [
  [
    '{"Password": hunter2}',
    '1:14',
    'this is not valid JSON; expected one object "{ … }" that is a CycleCloud parameter file',
  ],
  [
    '{"Password": "hunter2",}',
    '1:24',
    'this is not valid JSON; expected one object "{ … }" that is a CycleCloud parameter file',
  ],
  [
    "{'Password': 'hunter2'}",
    '1:2',
    'this is not valid JSON; expected one object "{ … }" that is a CycleCloud parameter file',
  ],
  [
    '{"Password": "hunter2"\n',
    '2:1',
    'this is not valid JSON; expected one object "{ … }" that is a CycleCloud parameter file',
  ],
  ['', '1:1', 'this is not valid JSON; expected one object "{ … }" that is a CycleCloud parameter file'],
  ['["hunter2"]', '1:1', 'expected one JSON object "{ … }" that is a CycleCloud parameter file'],
  ['{"a": 1,\n "A": 2}', '2:2', '"A" and "a" in line 1 are the same parameter; keep one of them'],
];

for (const [text, place, says] of faulty) {
  parameters(`${JSON.stringify(text)} is a problem that does not quote the file`, () => {
    assert.equal(parseParameters(text, 'p.json').problems.map(printProblem), [`p.json:${place}: ${says}`]);
  });
}

parameters.run();
