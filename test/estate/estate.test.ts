import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Estate } from '../../src/estate/estate.ts';

const estates = suite('an estate in memory');

function small(): Estate {
  const estate = new Estate({
    format: 'midrift-snapshot',
    version: 1,
    takenAt: '2026-11-05T09:00:00Z',
    cloud: 'AzureCloud',
    scope: {},
  });
  estate.add('resources', { id: '/a', n: 1 });
  estate.add('resources', { id: '/b' });
  estate.cover({ source: 'resources', scope: '/', status: 'complete' });
  return estate;
}

const contents = (estate: Estate) => ({ rows: [...estate.rows('resources')], coverage: estate.coverage });
const change = (estate: Estate) => {
  estate.add('resources', { id: '/A', n: 2 });
  estate.remove('resources', '/B/');
  estate.uncover({ source: 'resources', scope: '' });
  estate.cover({ source: 'resources', scope: '/a', status: 'denied' });
};
const CHANGED = {
  rows: [{ id: '/A', n: 2 }],
  coverage: [{ source: 'resources', scope: '/a', status: 'denied' }],
};

estates('what changes a copy leaves the estate alone', () => {
  const estate = small();
  const copy = estate.copy();
  change(copy);

  assert.equal([contents(estate), contents(copy)], [contents(small()), CHANGED]);
});

estates('what changes an estate leaves its copies alone, and copies of copies', () => {
  const estate = small();
  const copies = [estate.copy(), estate.copy().copy()];
  change(estate);

  assert.equal([estate, ...copies].map(contents), [CHANGED, contents(small()), contents(small())]);
});

estates('an estate and its copy may both change', () => {
  const estate = small();
  const copy = estate.copy();
  change(estate);
  copy.add('resources', { id: '/c' });

  assert.equal([estate.count('resources'), copy.count('resources')], [1, 3]);
});

estates('only the statement about the very scope is stated', () => {
  const estate = small();

  assert.equal(
    ['/', '/a'].map(scope => estate.stated({ source: 'resources', scope })),
    [{ source: 'resources', scope: '/', status: 'complete' }, undefined],
  );
});

estates('coverage says where a plan rather than a read leaves something open', () => {
  const estate = small();
  estate.cover({ source: 'resources', scope: '/a', status: 'partial', because: 'it may be made', planned: true });

  assert.equal(
    ['/a', '/b'].map(id => estate.covered('resources', id)),
    [
      { status: 'partial', because: 'it may be made', planned: true },
      { status: 'complete', because: 'the read of resources at / was complete' },
    ],
  );
});

estates.run();
