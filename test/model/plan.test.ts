import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  openCondition,
  principalOf,
  principalOwner,
  roleName,
  roleNamed,
  whyOpenCondition,
} from '../../src/model/plan.ts';

const plan = suite('what stands in a plan for what Azure will know');

plan('the principal of a resource is told by the resource, however often that is made', () => {
  assert.equal([principalOf('/x'), principalOf('/x', 2), 'd2c0', '/x#2'].map(principalOwner), [
    '/x',
    '/x',
    undefined,
    undefined,
  ]);
});

plan('the principal of what is made again is another', () => {
  assert.is.not(principalOf('/x', 2), principalOf('/x'));
});

plan('a role is told by its name', () => {
  assert.equal([roleNamed('Reader'), '/roles/reader'].map(roleName), ['Reader', undefined]);
});

plan('a condition that is not known is told by the reason', () => {
  assert.equal([openCondition('it is a parameter'), '@Resource[…]'].map(whyOpenCondition), [
    'it is a parameter',
    undefined,
  ]);
});

plan.run();
