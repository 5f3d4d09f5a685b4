/** The JSON Schema of waivers. It ships as `schemas/waivers.schema.json`, for waivers that have a file of their own. */

const reason = (says: string) => ({ type: 'string', pattern: '\\S', maxLength: 1000, description: says });

export const WAIVER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['rule', 'subject', 'because', 'until'],
  properties: {
    rule: { type: 'string', minLength: 1, description: 'the id of the rule whose failure is accepted' },
    subject: {
      type: 'string',
      pattern: '^[/*]',
      description:
        'the id of the subject, which begins with a slash (reports and --verbose show it), or a pattern in which * stands for any characters',
    },
    because: reason('why the failure is accepted, in words'),
    until: {
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'the last day on which it is, such as 2027-03-31 (UTC)',
    },
    by: reason('who accepts it'),
  },
} as const;

export const WAIVERS_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:midrift:schema:waivers',
  title: 'Waivers of midrift, in a file that midrift.yaml names',
  type: ['array', 'null'],
  items: WAIVER_SCHEMA,
} as const;
