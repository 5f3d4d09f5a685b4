/** Tells who signs in, from the token that they are given: the commands that give rights need an object id. */

import type { CredentialName } from '../azure/credential.ts';
import type { Cloud } from '../model/cloud.ts';
import { prop } from '../model/json.ts';

/** What a token says of whoever it was given to (Microsoft Entra, "Access token claims reference"). */
export type Who = { readonly objectId?: string; readonly says?: string };

export type WhoOptions = {
  readonly credential: CredentialName;
  readonly clientId?: string;
  readonly cloud: Cloud;
  readonly signal: AbortSignal;
};

/** Asks for one more token, which every credential has at hand or gets as it got the first. */
export async function whoSignsIn({ credential, clientId, cloud, signal }: WhoOptions): Promise<Who> {
  const { createCredential } = await import('../azure/credential.ts');
  const asking = await createCredential(credential, cloud, clientId === undefined ? {} : { clientId });
  const given = await asking.getToken(`${cloud.resourceManagerAudience}/.default`, { abortSignal: signal });
  return given === null ? {} : whoIn(given.token);
}

/** A token is opaque but to its audience, so it may say nothing; nothing is decided by what it says. */
export function whoIn(token: string): Who {
  const claims = claimsIn(token);
  const claim = (key: string): string | undefined => {
    const value = prop(claims, key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const objectId = claim('oid')?.match(/^[\w-]+$/)?.[0];
  const application = claim('appid') ?? claim('azp');
  // A person is signed in through an application too, such as the Azure CLI.
  const person = claim('upn') ?? claim('unique_name') ?? claim('preferred_username');
  const who = person ?? (application === undefined ? undefined : `application ${application}`);
  if (who === undefined && objectId === undefined) return {};
  const tenant = claim('tid');
  const says = [
    who ?? 'someone',
    ...(objectId === undefined ? [] : [`(object id ${objectId})`]),
    ...(tenant === undefined ? [] : [`of tenant ${tenant}`]),
  ].join(' ');
  return { says, ...(objectId === undefined ? {} : { objectId }) };
}

function claimsIn(token: string) {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
