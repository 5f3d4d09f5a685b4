/** `az identity`. */

import { FEDERATED_CREDENTIAL, SPELLED } from '../../../model/resource-types.ts';
import { valueOfOption, valuesOf } from '../az-command.ts';
import { Body } from '../body.ts';
import type { Commands } from '../handler.ts';
import { bodyValue, whyHole } from '../hole.ts';
import type { Site, Target } from '../site.ts';

export const IDENTITY_COMMANDS: Commands = {
  'identity create': site => site.add({ does: 'put', target: site.target(SPELLED.identity), isNew: true }),
  'identity update': site => site.add({ does: 'patch', target: site.target(SPELLED.identity) }),
  'identity delete': site => {
    for (const target of site.targets(SPELLED.identity)) site.add({ does: 'delete', target });
  },
  'identity federated-credential create': site => addCredential(site, 'put'),
  'identity federated-credential update': site => addCredential(site, 'patch'),
  'identity federated-credential delete': site => site.add({ does: 'delete', target: credential(site) }),
};

function addCredential(site: Site, does: 'put' | 'patch'): void {
  const body = new Body();
  for (const key of ['issuer', 'subject'] as const) {
    const value = valueOfOption(site.command, `--${key}`);
    if (value !== undefined) body.set(['properties', key], bodyValue(value.text), value.at);
  }
  const expression = valueOfOption(site.command, '--claims-matching-expression-value', '--cme-value');
  if (expression !== undefined) {
    body.set(['properties', 'claimsMatchingExpression', 'value'], bodyValue(expression.text), expression.at);
  }
  const audiences = valuesOf(site.command, '--audiences');
  if (audiences.length > 0)
    body.set(
      ['properties', 'audiences'],
      audiences.map(({ text }) => bodyValue(text)),
      audiences[0]!.at,
    );
  site.add({ does, target: credential(site), body });
}

function credential(site: Site): Target {
  const owner = site.target(SPELLED.identity, { name: ['--identity-name'] });
  const name = valueOfOption(site.command, '--name', '-n');
  if (name === undefined) throw site.fail(`\`${site.name}\` says no --name; add it`);
  const because = whyHole(name.text);
  if (!('id' in owner)) return { ...owner, type: FEDERATED_CREDENTIAL };
  if (because !== undefined) return { type: FEDERATED_CREDENTIAL, within: owner.id, because };
  return { type: FEDERATED_CREDENTIAL, id: `${owner.id}/federatedIdentityCredentials/${name.text}` };
}
