/** Refusals as Microsoft Graph words them. */

import { graphError, Refusal } from '../message.ts';

export function refuse(status: number, code: string, message: string): Refusal {
  return new Refusal(graphError(status, code, message));
}

/** Throws where the caller may not read what it asks for. */
export function allowUnless(refused: boolean): void {
  if (refused) throw refuse(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}
