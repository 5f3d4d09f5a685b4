/** The JSON Schemas of rule files and of `requirements.yaml`. They ship as `schemas/*.json`, so that editors complete them. */

import { LEVELS } from '../model/finding.ts';
import { SUBJECTS } from '../subjects/subjects.ts';

const sentence = { type: 'string', minLength: 1, maxLength: 1000 };
const expression = { type: 'string', minLength: 1, maxLength: 2000 };
const kebab = '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$';

export const RULE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:midrift:schema:rule',
  title: 'A rule of midrift',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'requirement', 'title', 'subject', 'level', 'require', 'message', 'impact', 'fix', 'see'],
  properties: {
    id: {
      type: 'string',
      pattern: kebab,
      maxLength: 80,
      description:
        'words of lower-case letters and digits, joined by hyphens; names the fault and is the name of the file',
    },
    code: {
      type: 'string',
      pattern: '^[A-Z]{1,5}[0-9]{1,4}$',
      description:
        'one to five capitals and one to four digits, by which SARIF knows it: the requirement and a number, such as NXKV21',
    },
    formerly: {
      type: 'array',
      items: { type: 'string', pattern: kebab },
      description: 'ids that it had before, the oldest first, so that alerts and waivers survive a renaming',
    },
    requirement: {
      type: 'string',
      pattern: '^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$',
      description: 'the id of the requirement that it proves, such as NX-KV-2',
    },
    title: { ...sentence, maxLength: 120, description: 'a fact, not a wish: the headline of the finding' },
    subject: { type: 'string', enum: Object.keys(SUBJECTS), description: 'the kind of thing that it judges' },
    level: {
      type: 'string',
      enum: [...LEVELS],
      description:
        'error: something breaks or is open; warning: documented advice is not followed; note: worth knowing',
    },
    'security-severity': {
      type: 'number',
      minimum: 0.1,
      maximum: 10,
      description: '0.1 to 10.0, as GitHub code scanning reads it',
    },
    when: { ...expression, description: 'a CEL condition; where it is false, the rule is not applicable' },
    require: { ...expression, description: 'a CEL condition; where it is false, the rule fails' },
    message: { ...sentence, description: 'what is wrong, with {{ expressions }}' },
    impact: { ...sentence, description: 'what comes of it, with {{ expressions }}' },
    fix: {
      type: 'object',
      additionalProperties: false,
      required: ['say'],
      properties: {
        say: { ...sentence, description: 'how to mend it, with {{ expressions }}' },
        az: {
          ...sentence,
          description: 'the Azure CLI command that mends it; values of {{ expressions }} are quoted for a shell',
        },
      },
    },
    see: { type: 'string', pattern: '^https://', description: 'the https address of the document' },
  },
} as const;

export const REQUIREMENTS_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:midrift:schema:requirements',
  title: 'Requirements that rules prove',
  type: 'object',
  additionalProperties: false,
  required: ['documents', 'requirements'],
  properties: {
    documents: {
      type: 'object',
      description: 'the documents that require something, by a short name',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['title', 'see'],
        properties: { title: sentence, see: { type: 'string', pattern: '^https://', description: 'an https address' } },
      },
    },
    requirements: {
      type: 'object',
      description: 'what is required, by id',
      propertyNames: { pattern: '^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$' },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['says', 'level', 'document', 'section'],
        properties: {
          says: sentence,
          level: { type: 'string', enum: [...LEVELS] },
          document: { type: 'string', description: 'the short name of a document above' },
          section: { ...sentence, description: 'the heading it stands under' },
        },
      },
    },
  },
} as const;
