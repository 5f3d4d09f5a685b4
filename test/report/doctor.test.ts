/** What the doctor says of a coverage, at any width. */

import { stripVTControlCharacters } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Coverage, CoverageStatus, Table } from '../../src/model/estate.ts';
import { checksOf } from '../../src/report/doctor/coverage.ts';
import { doctorText } from '../../src/report/doctor/doctor.ts';
import { lacksOf } from '../../src/report/doctor/lacks.ts';
import { READS } from '../../src/report/doctor/reads.ts';
import { matchesFile } from './golden.ts';

const doctor = suite('doctor report');

const FOR = { objectId: '0b000001-0000-4000-8000-000000000001', microsoftGraph: 'https://graph.microsoft.com' };

const said = (source: Table, scope: string, status: CoverageStatus, because?: string): Coverage => ({
  source,
  scope,
  status,
  ...(because === undefined ? {} : { because }),
});

const many = Array.from({ length: 7 }, (_, index) => `/subscriptions/5b00001${index}-0000-4000-8000-000000000000`);
const hidden = ['/subscriptions/aa', '/subscriptions/bb'];
const NO_ROLE = (scope: string) =>
  `Azure answered 403 AuthorizationFailed: The client 'c1' does not have authorization to perform action 'Microsoft.Authorization/denyAssignments/read' over scope '${scope}' or the scope is invalid`;

/** Everything that can be wrong, at once. */
const ILL: readonly Coverage[] = [
  ...many.map(scope => said('resources', scope, 'complete')),
  said(
    'resources',
    '/',
    'partial',
    'the credential sees more than 10,000 subscriptions, and Resource Graph looks into 10,000 only',
  ),
  ...(['resourcecontainers', 'resources', 'authorizationresources'] as const).flatMap(source => [
    ...hidden.map(scope => said(source, scope, 'denied', `${scope} holds what a cluster uses, and is not visible`)),
    said(
      source,
      "/providers/microsoft.management/managementgroups/it's(1)\u001b[31m",
      'denied',
      'asked for, but not visible',
    ),
  ]),
  said('resources', '/subscriptions/cc', 'unasked', 'it is outside the scope'),
  ...many.map(scope => said('arm/denyassignments', scope, 'denied', NO_ROLE(scope))),
  said('arm/blobcontainers', `${many[0]}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st`, 'complete'),
  said('arm/nameavailability', 'Microsoft.Storage/storageAccounts/st', 'denied', 'Azure answered 403'),
  said('graph/serviceprincipals', '/', 'denied', 'The credential gave no token: AADSTS65001: consent is missing'),
  said('graph/memberships', '/', 'denied', 'The credential gave no token: AADSTS65001: consent is missing'),
  said(
    'graph/directoryobjects',
    '/p1',
    'partial',
    'the visible subscriptions belong to several tenants, and Microsoft Graph knows only one of them',
  ),
  said('graph/directoryobjects', '/p2', 'complete'),
];

const page = (width: number, color = false) =>
  doctorText(
    {
      version: '0.1.0',
      cloud: 'AzureCloud',
      checks: checksOf(ILL),
      lacks: lacksOf(ILL, { ...FOR, subscription: many[0]! }),
      ending: ['A scan would be incomplete.'],
    },
    { width, color },
  );

for (const width of [100, 60]) {
  doctor(`at ${width} columns it reads as in its file`, () => matchesFile(page(width), `doctor-${width}.txt`));
}

doctor('colours only repeat what words say', () => {
  assert.equal([stripVTControlCharacters(page(100, true)), page(100, true) === page(100)], [page(100), false]);
});

doctor('a coverage without gaps lacks nothing, and what was not asked is not needed', () => {
  const searched = READS.slice(0, 3).map(({ source }) => said(source, many[0]!, 'complete'));

  const seen = [lacksOf(searched, FOR), checksOf(searched).map(({ is }) => is)];

  const rest = Array.from({ length: READS.length + 1 - 3 }, () => 'not needed');
  assert.equal(seen, [[], ['works', 'works', 'works', ...rest]]);
});

for (const { source, open } of READS) {
  doctor(`a refused ${source} says what it leaves undecided, and gives a command that mends it`, () => {
    const scope = source.startsWith('graph/') ? '/' : many[0]!;

    const [lack, ...others] = lacksOf([said(source, scope, 'denied', 'Azure answered 403')], FOR);

    assert.equal(
      [lack?.is, lack?.open, lack?.az.map(command => command.includes(FOR.objectId)), others],
      ['refused', [open], [true], []],
    );
  });
}

doctor.run();
