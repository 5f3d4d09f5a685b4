/** Microsoft Entra's token endpoint for client credentials, and the metadata by which clients find it. */

import type { Answer, Request } from './message.ts';
import { identifier, ok } from './message.ts';

const PATH = /^\/([^/]+)\/(?:v2\.0\/\.well-known\/(openid-configuration)|oauth2\/v2\.0\/(token))$/;

/** The answer, or `undefined` where the path is not of this service. */
export function answerToken(request: Request, origin: string, expired: boolean): Answer | undefined {
  const match = PATH.exec(request.path);
  if (match === null) return undefined;
  const tenant = `${origin}/${match[1]}`;
  if (match[2] !== undefined) {
    return ok({
      issuer: `${tenant}/v2.0`,
      authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${tenant}/discovery/v2.0/keys`,
      response_types_supported: ['code', 'id_token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
  }
  const form = new URLSearchParams(request.body);
  if (request.method !== 'POST' || form.get('grant_type') !== 'client_credentials') {
    return refuse(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
  }
  if (expired) {
    return refuse(
      401,
      'invalid_client',
      7000222,
      `The provided client secret keys for app '${form.get('client_id')}' are expired.`,
    );
  }
  return ok({
    token_type: 'Bearer',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: `emulated.${identifier(`${form.get('client_id')} ${form.get('scope')}`)}`,
  });
}

function refuse(status: number, error: string, code: number, message: string): Answer {
  return { status, body: { error, error_description: `AADSTS${code}: ${message}`, error_codes: [code] } };
}
