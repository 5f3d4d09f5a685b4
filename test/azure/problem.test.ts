import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { credentialProblem, gapOf, problemOf } from '../../src/azure/problem.ts';

const problems = suite('problem');

const failing = (message: string, more: object = {}) => Object.assign(new Error(message), more);

problems('of a chain of credentials, each says why it gave no token', () => {
  const errors = [
    failing('Azure CLI could not be found. To troubleshoot, visit https://aka.ms/x.'),
    failing(
      'failed\nMore details:\ninvalid_client: Description: AADSTS7000222: The secret is expired. - Correlation ID: 1',
    ),
  ];

  const problem = credentialProblem(failing('Chained\nlong', { errors }), 'https://arm/.default');

  assert.equal(
    [problem.is, problem.says],
    [
      'credential',
      'The credential gave no token: Azure CLI could not be found; AADSTS7000222: The secret is expired. Expected a token for https://arm/.default.',
    ],
  );
});

problems('a sign-in without a connection is no matter of the credential', () => {
  const problem = credentialProblem(failing('getaddrinfo ENOTFOUND login.example'), 'https://arm/.default');

  assert.is(problem.is, 'unreachable');
});

problems('a proxy that breaks TLS open is named as what it may be', () => {
  const problem = problemOf(failing('self-signed certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'https://arm');

  assert.equal(
    [problem.is, problem.next],
    ['unreachable', 'Where a proxy breaks TLS open, name its certificate authority in NODE_EXTRA_CA_CERTS.'],
  );
});

problems('a first read that is refused asks for the role Reader', () => {
  const problem = problemOf(failing('no access', { statusCode: 403, code: 'AuthorizationFailed' }), 'https://arm');

  assert.equal(
    [problem.is, problem.message],
    [
      'refused',
      'Azure answered 403 AuthorizationFailed: no access. Expected the list of subscriptions from https://arm. Give the credential the role Reader on the subscriptions or management groups that it is to audit.',
    ],
  );
});

problems('a gap is one line of bearable length', () => {
  const { because } = gapOf(failing(`${'x'.repeat(1000)}\nstack`));

  assert.is(because, `${'x'.repeat(400)}…`);
});

problems('an interruption is no gap', () => {
  assert.throws(() => gapOf(failing('stopped', { name: 'AbortError' })), 'stopped');
});

problems.run();
