/** The type that rules on drift read. */

import { field, type TypeDeclaration } from './declare.ts';

const LOCK = 'midrift.lock.yaml';
const CHANGES = "Azure Resource Graph's resourcechanges, or the role assignment itself";

export const DRIFT_TYPES = {
  Change: {
    says: 'Approved facts of one topic held against the estate: one that differs, all that do not, or some that could not be read.',
    fields: {
      topic: field(
        'string',
        'What it is about: `attached identity`, `use`, `grant`, `grant to others` or `firewall`, for instance.',
        LOCK,
      ),
      is: field(
        'string',
        '`none`, `added`, `removed`, `altered`, `moved`, `widened`, `narrowed`, `opened` or `closed`.',
        LOCK,
      ),
      what: field('string', 'The thing that differs, in words.', LOCK),
      before: field('string', 'As it is approved; empty where it is not.', LOCK),
      after: field('string', 'As it is; empty where it is not there.', 'Azure'),
      made: field('string', 'By whom, when and with what it was changed, in words.', CHANGES),
    },
  },
} as const satisfies { readonly [name: string]: TypeDeclaration };
